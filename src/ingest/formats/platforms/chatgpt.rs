//! ChatGPT: the conversations of a data export. A conversation is a tree in which every new attempt is a
//! branch; what the person saw last is the way from the current node up.

use std::collections::HashMap;

use crate::{
    conversation::{Details, Role},
    ingest::{
        Out,
        formats::{
            calls::text_of,
            details::{Detail, details},
        },
        json::Json,
    },
};

use super::{Fact, Platform, Read, Records, Shape, state, tell_with, time};

/// The platform.
pub const CHATGPT: Platform = Platform {
    name: "ChatGPT",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "mapping current_node" },
        Shape { at: "conversations", signs: "mapping current_node" },
    ],
    reader: || Box::new(ChatGpt),
};

struct ChatGpt;

/// What a message shows: its text parts; pictures and thoughts are none.
fn shown(message: &Json<'_>) -> String {
    match message.said("content.content_type") {
        None | Some("text" | "multimodal_text" | "code") => {
            text_of(message.at("content.parts").or_else(|| message.at("content.text")))
        }
        _ => String::new(),
    }
}

impl Records for ChatGpt {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said_at(&["conversation_id", "id"]) else { return Read::Nothing };
        let Some(mapping) = record.at("mapping") else { return Read::Nothing };
        state(
            id,
            record,
            &[(Fact::Column("model"), "default_model_slug"), (Fact::Column("gpt"), "gizmo_id")],
            out,
        );
        let nodes = mapping.entries();
        let places: HashMap<String, u32> =
            nodes.iter().enumerate().map(|(at, (name, _))| ((*name).to_owned(), at as u32)).collect();
        let mut way: Vec<&Json<'_>> = Vec::new();
        let mut next = record.said("current_node");
        // A tree that leads back into itself would have no end; no way is longer than all its nodes.
        for _ in 0..nodes.len() {
            let Some(at) = next.and_then(|node| places.get(node)) else { break };
            let node = &nodes[*at as usize].1;
            way.extend(node.at("message"));
            next = node.said("parent");
        }
        let mut said = 0;
        for message in way.into_iter().rev() {
            let is_shown = !message.is("metadata.is_visually_hidden_from_conversation", "true")
                && message.said("recipient").is_none_or(|to| to == "all");
            let role = match message.said("author.role") {
                Some("user") => Role::User,
                Some("assistant") => Role::Bot,
                _ => continue,
            };
            if is_shown {
                let at = time(message, "create_time", out);
                let by = details(message, &[(Detail::Model, "metadata.model_slug")]);
                let by = if role == Role::Bot { by } else { Details::default() };
                said += u32::from(tell_with(id, role.name(), role, at, &shown(message), by, out));
            }
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
