//! Rasa's chat widget: events of its element. A quick reply sends what stands behind its words; the words are what
//! the user said.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Rating, Role, Utterance},
    ingest::json::Json,
    live::event::{Manner, Said},
};

use super::{Adapter, Heard, Sense, offering};

/// Reads events of the element.
#[derive(Default)]
pub struct Rasa {
    /// What the last answer offers: what is sent, and how it reads.
    offered: Vec<(String, String)>,
    /// A quick reply that was told, until the bot answers: it may be told as a message too.
    chosen: Option<String>,
    /// The same of a message.
    sent: Option<String>,
}

impl Rasa {
    /// What was sent, in the words that were offered for it; a command that was not offered says its name.
    fn reads<'t>(&'t self, sent: &'t str) -> Cow<'t, str> {
        if let Some((_, reads)) = self.offered.iter().find(|(payload, _)| payload == sent) {
            return Cow::Borrowed(reads);
        }
        match sent.strip_prefix('/') {
            Some(command) => Cow::Borrowed(&command[..command.find('{').unwrap_or(command.len())]),
            None => Cow::Borrowed(sent),
        }
    }

    fn received(&mut self, message: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        let Some(text) = message.text().or_else(|| message.said_at(&["text", "title"])) else {
            return if message.at("type").is_some() { Sense::Read } else { Sense::Strange };
        };
        let at = heard.time(message, "timestamp");
        // Messages of the user come back when a session is taken up again.
        let is_user = message.is("sender", "user");
        let (role, manner) = if is_user { (Role::User, Manner::Again) } else { (Role::Bot, Manner::Now) };
        let offered = ["replies", "quick_replies", "buttons"].map(|path| message.items(path));
        let offered = offered.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
        let path =
            if offered.first().is_some_and(|reply| reply.at("text").is_some()) { "text" } else { "title" };
        let payload = |reply: &Json<'_>| reply.said_at(&["reply", "payload"]).map(str::to_owned);
        if !is_user {
            (self.chosen, self.sent) = (None, None);
            let pairs =
                offered.iter().filter_map(|reply| Some((payload(reply)?, reply.said(path)?.to_owned())));
            self.offered = pairs.collect();
        }
        let utterance = offering(Utterance::new(role, at, text.to_owned()), offered, path);
        heard.say_as(Said::now(utterance).come(manner))
    }
}

impl Adapter for Rasa {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            "chatSessionStarted" => heard.enter(data.text().or_else(|| data.said("sessionId"))),
            "chatWidgetReceivedMessage" => self.received(data, heard),
            "chatWidgetSentMessage" | "chatWidgetQuickReply" => {
                let Some(sent) = data.text().or_else(|| data.said_at(&["text", "reply"])) else {
                    return Sense::Strange;
                };
                let text = self.reads(sent).into_owned();
                let is_reply = name == "chatWidgetQuickReply";
                let (own, other) = if is_reply {
                    (&mut self.chosen, &mut self.sent)
                } else {
                    (&mut self.sent, &mut self.chosen)
                };
                if other.as_ref() == Some(&text) {
                    *other = None;
                    return Sense::Read;
                }
                *own = Some(text.clone());
                heard.say(Role::User, None, &text)
            }
            "chatWidgetFeedbackSubmitted" => {
                let score = match data.said("rating") {
                    Some("satisfied") => 1.0,
                    Some("unsatisfied") => 0.0,
                    _ => return Sense::Strange,
                };
                heard.tell(Facts { rating: Some(Rating { score, max: 1.0 }), ..Facts::default() })
            }
            _ => Sense::Noise,
        }
    }
}
