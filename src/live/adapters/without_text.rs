//! Widgets that tell the page what happens but not what is said: LiveChat, HubSpot and Zendesk's messaging. Of them
//! it is known when a conversation begins and ends, that it reached a person, and how it was rated.

use crate::{
    conversation::{Facts, Rating},
    ingest::json::Json,
    live::event::{Event, Told},
};

use super::{Adapter, Heard, Sense, handed_over};

/// Reads events of LiveChat's widget.
#[derive(Default)]
pub struct LiveChat {
    /// Whether the visitor is in a chat.
    chatting: bool,
}

impl Adapter for LiveChat {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            // What the page asks for itself at each event; a thread is what an archive calls a conversation.
            "chat_data" => {
                let thread = data.said("threadId");
                self.chatting |= thread.is_some();
                heard.enter(thread)
            }
            "customer_status_changed" => {
                let is_chatting =
                    matches!(data.text().or_else(|| data.said("status")), Some("chatting" | "queued"));
                let was_chatting = std::mem::replace(&mut self.chatting, is_chatting);
                if was_chatting && !is_chatting { heard.over() } else { Sense::Read }
            }
            "rating_submitted" => {
                let score = match data.text().or_else(|| data.said("rating")) {
                    Some("good") => 1.0,
                    Some("bad") => 0.0,
                    _ => return Sense::Read,
                };
                heard.tell(Facts { rating: Some(Rating { score, max: 1.0 }), ..Facts::default() })
            }
            // Who wrote and when, but no word of it.
            "ready" | "new_event" | "form_submitted" | "visibility_changed" | "availability_changed" => {
                Sense::Read
            }
            _ => Sense::Noise,
        }
    }
}

/// Reads events of HubSpot's widget.
pub struct HubSpot;

impl Adapter for HubSpot {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        let conversation = data.said("conversation.conversationId");
        match name {
            "conversationStarted" | "userSelectedThread" => heard.enter(conversation),
            "conversationClosed" => {
                heard.enter(conversation);
                heard.over()
            }
            "contactAssociated"
            | "userInteractedWithWidget"
            | "widgetLoaded"
            | "widgetClosed"
            | "quickReplyButtonClick"
            | "unreadConversationCountChanged" => Sense::Read,
            _ => Sense::Noise,
        }
    }
}

/// Reads events of Zendesk's messaging, and of its former widget.
pub struct Zendesk;

impl Adapter for Zendesk {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        let conversation = data.said("conversationId");
        match name {
            "conversationStarted" | "conversationOpened" | "chat:start" => heard.enter(conversation),
            "conversationWithAgentRequested" | "conversationAgentAssigned" => {
                let conversation = conversation.map(str::to_owned);
                heard.events.push(Event::Told(Told { conversation, facts: handed_over() }));
                Sense::Read
            }
            "chat:end" => heard.over(),
            "open" | "close" | "unreadMessages" | "messagesShown" | "postbackButtonClicked" => Sense::Read,
            _ => Sense::Noise,
        }
    }
}
