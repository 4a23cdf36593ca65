//! Dialogflow Messenger: what the user entered, and the response, which says of it whether it was understood and as
//! what. So what was entered waits for its response, with the moment at which the page saw it.

use crate::{
    conversation::{Millis, Role, Utterance},
    ingest::json::{Arena, Json},
    live::event::{Event, Said},
};

use super::{Adapter, Heard, Sense, collected::placed};

/// Reads events.
#[derive(Default)]
pub struct Messenger {
    /// What was entered and has no response yet.
    asked: Option<(String, Option<Millis>)>,
}

impl Messenger {
    /// What was entered, without a response.
    fn release(&mut self, heard: &mut Heard<'_>) {
        if let Some((text, at)) = self.asked.take() {
            heard.say(Role::User, at, &text);
        }
    }

    fn response(&mut self, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        let raw = data.get(&["raw", "response"]);
        let Some(raw) = raw.filter(|raw| raw.get(&["queryResult", "query_result"]).is_some()) else {
            self.release(heard);
            let Some(Json::List(shown)) = data.at("data.messages") else { return Sense::Strange };
            for message in *shown {
                let text = message.said("text").unwrap_or_default().to_owned();
                heard.say_as(Said::now(Utterance::new(Role::Bot, None, text)));
            }
            return Sense::Read;
        };
        let arena = Arena::default();
        let mut record = vec![
            ("conversation_name", Json::Text("-")),
            ("turn_position", Json::Number("1")),
            ("response", *raw),
        ];
        let asked = self.asked.take();
        // What was clicked is a request by another name, and its words are those that were entered.
        let request = asked.as_ref().map(|(text, _)| {
            let words = arena.object([("text", Json::Text(arena.keep(text)))].into_iter());
            let input = arena.object([("text", words)].into_iter());
            arena.object([("queryInput", input)].into_iter())
        });
        record.extend(request.map(|request| ("request", request)));
        let record = arena.object(record.into_iter());
        let Some(events) = heard.of_export("Dialogflow CX", &record) else {
            // A response without words, to an event of the page's.
            return Sense::Read;
        };
        let id = raw.said_at(&["responseId", "response_id"]);
        let mut nth = 0;
        for mut event in placed(events, None, None) {
            if let Event::Said(said) = &mut event {
                if said.utterance.role == Role::User {
                    said.utterance.at = asked.as_ref().and_then(|(_, at)| *at);
                }
                said.id = id.map(|id| format!("{id} {nth}"));
                nth += 1;
            }
            heard.events.push(event);
        }
        Sense::Read
    }
}

impl Adapter for Messenger {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            "df-user-input-entered" => {
                self.release(heard);
                let Some(text) = data.said("input") else { return Sense::Strange };
                let at = heard.time(data, "at");
                self.asked = Some((text.to_owned(), at));
                Sense::Read
            }
            "df-response-received" => self.response(data, heard),
            "df-session-ended" => {
                self.release(heard);
                heard.over()
            }
            name if name.starts_with("df-") => Sense::Read,
            _ => Sense::Noise,
        }
    }
}
