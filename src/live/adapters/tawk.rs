//! tawk.to: texts without ids or times. Who writes for the team it does not say: the bot does until a person joins.

use crate::{
    conversation::{Facts, Rating, Role},
    ingest::json::Json,
};

use super::{Adapter, Heard, Sense, handed_over};

/// Reads what its callbacks are given.
#[derive(Default)]
pub struct Tawk {
    /// People in the chat.
    people: u32,
}

impl Adapter for Tawk {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        let role = match name {
            "onChatMessageVisitor" => Role::User,
            "onChatMessageAgent" if self.people > 0 => Role::Agent,
            "onChatMessageAgent" => Role::Bot,
            "onChatMessageSystem" => Role::System,
            "onAgentJoinChat" => {
                self.people = self.people.saturating_add(1);
                return heard.tell(handed_over());
            }
            "onAgentLeaveChat" => {
                self.people = self.people.saturating_sub(1);
                return Sense::Read;
            }
            "onChatSatisfaction" => {
                let score = match data.text() {
                    Some("1") => 1.0,
                    Some("-1") => 0.0,
                    _ => return Sense::Read,
                };
                return heard.tell(Facts { rating: Some(Rating { score, max: 1.0 }), ..Facts::default() });
            }
            "onTagsUpdated" => {
                let Json::List(tags) = data else { return Sense::Strange };
                let tags = tags.iter().filter_map(Json::text).map(|tag| tag.to_owned().into()).collect();
                return heard.tell(Facts { tags, ..Facts::default() });
            }
            "onChatEnded" => {
                self.people = 0;
                return heard.over();
            }
            "onChatStarted" => return Sense::Read,
            _ => return Sense::Noise,
        };
        match data.text().or_else(|| data.said_at(&["message", "text"])) {
            Some(text) => heard.say(role, None, text),
            None => Sense::Strange,
        }
    }
}
