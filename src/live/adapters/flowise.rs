//! Flowise's chat: each time anything changes, all messages. A message of the user has no id; an answer may be
//! written piece by piece, and then gets its id. While the widget says that it is loading, the answer is not whole.

use crate::{
    conversation::{Role, Utterance},
    ingest::json::{Json, fingerprint},
    live::event::{Manner, Said},
};

use super::{Adapter, Heard, Sense};

/// Reads lists of messages.
#[derive(Default)]
pub struct Flowise {
    /// What was passed on, each as its length and a small number.
    known: Vec<(usize, u64)>,
    /// Whether a list came before.
    begun: bool,
    loading: bool,
    /// The answer that is being written, until it is whole: its place, its whole text, and what of it is new.
    open: Option<(usize, String, Said)>,
}

fn known_as(text: &str) -> (usize, u64) {
    (text.len(), fingerprint(text))
}

/// Whether a text is a known one that may have grown.
fn goes_on((len, known): (usize, u64), text: &str) -> bool {
    text.get(..len).is_some_and(|begin| fingerprint(begin) == known)
}

impl Flowise {
    fn messages(&mut self, messages: &[Json<'_>], heard: &mut Heard<'_>) -> Sense {
        let text = |message: &Json<'_>| message.said("message").unwrap_or_default().to_owned();
        let is_same = |(message, known): (&Json<'_>, &(usize, u64))| goes_on(*known, &text(message));
        if messages.len() < self.known.len() || !messages.iter().zip(&self.known).all(is_same) {
            // The user began anew.
            self.release(heard);
            self.known.clear();
            heard.events.push(crate::live::Event::Over);
        }
        // What is there at first is from before, if the user spoke in it.
        let spoke = messages.iter().any(|message| message.is("type", "userMessage"));
        let manner = if !self.begun && spoke { Manner::Again } else { Manner::Now };
        self.begun = true;
        self.open = None;
        for (at, message) in messages.iter().enumerate() {
            let text = text(message);
            let role = match message.said("type") {
                Some("userMessage") => Role::User,
                Some("apiMessage") => Role::Bot,
                _ => continue,
            };
            let before = self.known.get(at).copied();
            let (begin, id) = (before.map_or(0, |known| known.0), message.said_at(&["messageId", "id"]));
            if begin == text.len() && before.is_some() {
                continue;
            }
            // A question has no time, so that an answer's would put it before its question; of what was said before,
            // a question is as old as the answer behind it.
            let when = match manner {
                Manner::Again => messages[at..].iter().find_map(|later| heard.time(later, "dateTime")),
                _ => None,
            };
            let utterance = Utterance::new(role, when, text[begin..].to_owned());
            // What a message gains after it was passed on is one more.
            let id = id.filter(|_| before.is_none());
            let said = Said::now(utterance).known_as(id).come(manner);
            let is_last = at + 1 == messages.len();
            if is_last && role == Role::Bot && self.loading && id.is_none() {
                self.open = Some((at, text, said));
                break;
            }
            heard.say_as(said);
            self.know(at, &text);
        }
        Sense::Read
    }

    fn know(&mut self, at: usize, text: &str) {
        self.known.resize(self.known.len().max(at + 1), known_as(""));
        self.known[at] = known_as(text);
    }

    /// The answer is whole.
    fn release(&mut self, heard: &mut Heard<'_>) {
        if let Some((at, text, said)) = self.open.take() {
            self.know(at, &text);
            heard.say_as(said);
        }
    }
}

impl Adapter for Flowise {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match (name, data) {
            ("messages", Json::List(messages)) => self.messages(messages, heard),
            ("messages", _) => Sense::Strange,
            ("loading", Json::Bool(loading)) => {
                self.loading = *loading;
                if !*loading {
                    self.release(heard);
                }
                Sense::Read
            }
            _ => Sense::Noise,
        }
    }
}
