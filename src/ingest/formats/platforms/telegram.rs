//! Telegram: the JSON export of one chat or of all. A pause begins a new conversation. The file does not say
//! who the customer is: a name with a word for a bot is the bot, the first other name the user.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Role},
    ingest::{
        Out,
        formats::{calls::text_of, sessions::Sessions},
        json::Json,
        speaker,
    },
};

use super::{Platform, Read, Records, Shape, say, time};

/// The platform.
pub const TELEGRAM: Platform = Platform {
    name: "Telegram",
    whole: true,
    shapes: &[
        Shape { at: "chats.list", signs: "type messages.date_unixtime" },
        Shape { at: "messages", signs: "date_unixtime type id" },
        Shape { at: "", signs: "type messages.date_unixtime" },
    ],
    reader: || Box::<Telegram>::default(),
};

#[derive(Default)]
struct Telegram {
    sessions: Sessions,
    /// The chat whose messages stand beside its name.
    chat: String,
}

impl Telegram {
    fn message(&mut self, chat: &str, message: &Json<'_>, out: &mut Out<'_>) -> Read {
        if !message.is("type", "message") {
            return Read::Kept;
        }
        let at = time(message, "date_unixtime", out);
        let name = message.said_at(&["from", "from_id"]).unwrap_or_default();
        let (id, is_first) = self.sessions.take(chat, at, name, out);
        let told = speaker::by_name(name).filter(|role| *role == Role::Bot);
        let told = if message.at("via_bot").is_some() { Some(Role::Bot) } else { told };
        let guess = told.unwrap_or(if is_first { Role::User } else { Role::Agent });
        out.hear_speaker(&id, name, guess, told.is_some());
        let role = out.chosen_role(name).unwrap_or(guess);
        let user = message.said("from_id").filter(|_| role == Role::User).map(Cow::Borrowed);
        out.facts(&id, &Facts { user, channel: Some("telegram".into()), ..Facts::default() });
        let text: Cow<'_, str> = match message.at("text") {
            // A text with links and names comes in pieces of one line.
            Some(Json::List(pieces)) => pieces
                .iter()
                .map(|piece| text_of(Some(piece.at("text").unwrap_or(piece))))
                .collect::<String>()
                .into(),
            text => text_of(text).into(),
        };
        say(&id, &crate::conversation::Utterance::new(role, at, text), out);
        Read::Kept
    }
}

impl Records for Telegram {
    fn aside(&mut self, key: &str, value: &Json<'_>, _: &mut Out<'_>) {
        if key == "id" {
            value.text().unwrap_or_default().clone_into(&mut self.chat);
        }
    }

    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        if record.at("messages").is_none() {
            let chat = if self.chat.is_empty() { out.made_id("chat") } else { self.chat.clone() };
            return self.message(&chat, record, out);
        }
        let chat = record.said("id").map_or_else(|| out.made_id("chat"), str::to_owned);
        for message in record.items("messages") {
            self.message(&chat, message, out);
        }
        Read::Kept
    }
}
