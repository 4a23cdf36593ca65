//! n8n's chat: what is called before a message is sent and after it was answered. An answer that is streamed comes
//! without its text.

use crate::{
    conversation::{Role, Utterance},
    ingest::json::Json,
    live::event::Said,
};

use super::{Adapter, Heard, Sense};

/// Reads what the two callbacks are given.
pub struct N8n;

/// Where workflows put their answer.
const ANSWER: &[&str] = &["output", "text", "message", "output.text", "output.output", "data.output"];

impl Adapter for N8n {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        let (role, text) = match name {
            "beforeMessageSent" => {
                let Some(text) = data.text().or_else(|| data.said("message")) else { return Sense::Strange };
                (Role::User, text)
            }
            "afterMessageSent" => {
                let Some(response) = data.at("response") else { return Sense::Read };
                (Role::Bot, response.text().or_else(|| response.said_at(ANSWER)).unwrap_or_default())
            }
            _ => return Sense::Noise,
        };
        let utterance = Utterance::new(role, None, text.to_owned());
        heard.say_as(Said::now(utterance).within(data.said("sessionId")))
    }
}
