//! Claude: the conversations of a data export. Messages name the one before them, so that an attempt that
//! was given up can be told from what the person saw last.

use std::{borrow::Cow, collections::HashSet};

use crate::{
    conversation::Role,
    ingest::{Out, json::Json},
};

use super::{Fact, Platform, Read, Records, Shape, state, tell, time};

/// The platform.
pub const CLAUDE: Platform = Platform {
    name: "Claude",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "uuid chat_messages" },
        Shape { at: "conversations", signs: "uuid chat_messages" },
    ],
    reader: || Box::new(Claude),
};

struct Claude;

/// The texts among the parts of a message; what was thought and what tools did is none.
fn text<'r>(message: &'r Json<'_>) -> Cow<'r, str> {
    let parts = message.items("content").iter().filter(|part| part.is("type", "text"));
    let texts: Vec<_> = parts.filter_map(|part| part.said("text")).collect();
    if texts.is_empty() { message.said("text").unwrap_or_default().into() } else { texts.join("\n").into() }
}

impl Records for Claude {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("uuid") else { return Read::Nothing };
        state(id, record, &[(Fact::User, "account.uuid"), (Fact::Column("model"), "model")], out);
        let messages = record.items("chat_messages");
        // A message that names none of these stands behind the one before it; one that names what the first names,
        // which is no message, is another beginning.
        let known: HashSet<&str> = messages.iter().filter_map(|message| message.said("uuid")).collect();
        let root = messages.first().and_then(|first| first.said("parent_message_uuid"));
        // The way from the last message up.
        let mut shown: Vec<&Json<'_>> = Vec::new();
        let mut wanted = messages.last().and_then(|last| last.said("uuid"));
        for message in messages.iter().rev() {
            let is_wanted = wanted.is_none_or(|wanted| message.is("uuid", wanted));
            if is_wanted {
                shown.push(message);
                let parent = message.said("parent_message_uuid");
                if parent == root && root.is_some() {
                    break;
                }
                wanted = parent.filter(|parent| known.contains(parent));
            }
        }
        let mut said = 0;
        for message in shown.into_iter().rev() {
            let role = if message.is("sender", "human") { Role::User } else { Role::Bot };
            let at = time(message, "created_at", out);
            said += u32::from(tell(id, role.name(), role, at, &text(message), out));
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
