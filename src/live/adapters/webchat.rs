//! Bot Framework Web Chat: the activities that its store takes in, the user's own among them once the service has
//! echoed them. What was said before comes again after a reconnect, under the same ids.

use crate::{
    conversation::Role,
    ingest::json::{Arena, Json},
    live::event::Event,
};

use super::{Adapter, Heard, Sense, collected::placed};

/// The action by which everything comes in.
const INCOMING: &str = "DIRECT_LINE/INCOMING_ACTIVITY";

/// Reads activities.
#[derive(Default)]
pub struct WebChat {
    /// Whether a person took over.
    handed: bool,
    /// Who the user is: another one behind the handoff is a colleague, for whom there is no role.
    user: String,
}

impl Adapter for WebChat {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        if name != INCOMING {
            return Sense::Noise;
        }
        let activity = data.at("activity").unwrap_or(data);
        let kind = activity.said("type").unwrap_or_default();
        if kind == "endOfConversation" {
            return heard.over();
        }
        if !matches!(kind, "message" | "event" | "handoff" | "trace") {
            return if kind.is_empty() { Sense::Strange } else { Sense::Read };
        }
        let conversation = activity.said("conversation.id");
        // The reader of transcripts wants a conversation; what names none is of this one.
        let arena = Arena::default();
        let of_none = arena.object([("id", Json::Text("-"))].into_iter());
        let own = activity.entries().iter().copied().filter(|(key, _)| *key != "conversation");
        let record = arena.object(own.chain([("conversation", of_none)]));
        let Some(events) = heard.of_export("Bot Framework", &record) else { return Sense::Strange };
        let from = activity.said("from.id").unwrap_or_default();
        for mut event in placed(events, conversation, activity.said("id")) {
            match &mut event {
                Event::Said(said) if said.utterance.role == Role::User => {
                    if self.user.is_empty() {
                        from.clone_into(&mut self.user);
                    }
                    if self.handed && self.user != from {
                        said.utterance.role = Role::Agent;
                    }
                }
                Event::Told(told) => self.handed |= told.facts.handoff == Some(true),
                _ => {}
            }
            heard.events.push(event);
        }
        Sense::Read
    }
}
