//! Calls to a language model as logs keep them: what was sent, with the conversation so far, and what came
//! back. What earlier calls of the session said is not read again.

use std::borrow::Cow;

use crate::{
    conversation::{Details, Facts, Feedback, Millis, Role, Utterance},
    ingest::{Out, formats::row::says_fallback, json::Json, speaker},
};

use super::{
    histories::{Histories, number},
    platforms,
};

/// One call.
#[derive(Default)]
pub struct Call<'c> {
    /// Its session, if the log names one.
    pub session: Option<String>,
    /// What was sent, in order; instructions and tools left out.
    pub history: Vec<(Role, String)>,
    /// What came back.
    pub answer: Option<String>,
    /// When the newest message was sent.
    pub asked: Option<Millis>,
    /// When the answer was there.
    pub answered: Option<Millis>,
    /// The intent of the newest message.
    pub intent: Option<Cow<'c, str>>,
    /// A verdict on the answer.
    pub feedback: Option<Feedback>,
    /// What the call says of its answer.
    pub details: Details<'c>,
    /// What the call says of its session.
    pub facts: Facts<'c>,
}

/// Who says a message of a history; nobody whose words are read, where it is an instruction or a tool's.
fn role_of(message: &Json<'_>) -> Option<Role> {
    let word = message.said_at(&["role", "type"])?;
    speaker::exact(word).filter(|role| role.is_message())
}

/// What a message says: a text, or the texts among its parts.
pub fn text_of(content: Option<&Json<'_>>) -> String {
    match content {
        Some(Json::List(parts)) => {
            let text = |part: &Json<'_>| {
                let text = part.text().or_else(|| part.said_at(&["text", "content", "refusal"]));
                text.map(str::to_owned)
            };
            parts.iter().filter_map(text).collect::<Vec<_>>().join("\n")
        }
        Some(content) => content.text().unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

/// The messages of what was sent: a list of them, an object with one, or a bare text of the user's.
pub fn history(sent: &Json<'_>, found: &mut Vec<(Role, String)>) {
    match sent {
        Json::List(messages) => messages.iter().for_each(|message| history(message, found)),
        Json::Object(_) => {
            if let Some(messages) = sent.get(&["messages", "input", "history"]) {
                history(messages, found);
            } else if let Some(role) = role_of(sent) {
                let text = text_of(sent.get(&["content", "parts", "text"]));
                if !text.trim().is_empty() {
                    found.push((role, text));
                }
            }
        }
        sent => found.extend(sent.text().map(|text| (Role::User, text.to_owned()))),
    }
}

/// The text of what came back: a text, a message, or a choice or an output that holds one.
pub fn answer(came: &Json<'_>) -> Option<String> {
    let found = match came {
        Json::List(items) => items.iter().filter_map(answer).collect::<Vec<_>>().join("\n"),
        Json::Object(_) => match came.get(&["choices", "output", "message"]) {
            Some(inner) if came.get(&["content"]).is_none() => match inner {
                // Of several choices the first is what was shown.
                Json::List(choices) if came.get(&["choices"]).is_some() => answer(choices.first()?)?,
                inner => answer(inner)?,
            },
            _ => text_of(came.get(&["content", "parts", "text"])),
        },
        came => came.text()?.to_owned(),
    };
    Some(found).filter(|text| !text.trim().is_empty())
}

impl Call<'_> {
    /// Passes on what the session did not hold before. Says whether the call is one with words.
    pub fn read(self, histories: &mut Histories, out: &mut Out<'_>) -> bool {
        if self.history.is_empty() && self.answer.is_none() {
            return false;
        }
        let numbers: Vec<u64> = self.history.iter().map(|(role, text)| number(*role, text)).collect();
        let answer = self.answer.as_ref().map(|text| number(Role::Bot, text));
        let user = self.facts.user.clone().unwrap_or_default();
        let file = out.made_id("");
        let added = histories.take(self.session, &user, &numbers, answer, &file);
        let id = added.session.as_str();
        out.facts(id, &self.facts);
        for (at, (role, text)) in self.history.iter().enumerate().skip(added.known) {
            let newest = at + 1 == self.history.len();
            let role = platforms::role(id, role.name(), *role, out);
            let intent = self.intent.clone().filter(|_| newest);
            let fallback = intent.as_deref().is_some_and(says_fallback);
            let asked = self.asked.filter(|_| newest);
            let said = Utterance { intent, fallback, ..Utterance::new(role, asked, text.as_str()) };
            platforms::say(id, &said, out);
        }
        if let Some(text) = self.answer.filter(|_| added.answer) {
            let role = platforms::role(id, Role::Bot.name(), Role::Bot, out);
            let feedback = self.feedback;
            let details = self.details.into_some();
            let said = Utterance { feedback, details, ..Utterance::new(role, self.answered, text) };
            platforms::say(id, &said, out);
        }
        true
    }
}
