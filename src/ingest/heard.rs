//! What a preview hears while a format reads the first of a file: who spoke, how that was told, and
//! how times are written. Reading itself needs none of it.

use std::collections::{HashMap, HashSet};

use crate::conversation::Role;

use super::{moment::Moment, pauses::Chats};

/// One speaker, as far as heard.
#[derive(Debug, Default)]
pub struct Voice {
    /// How often each role was given, by the role's number.
    roles: [u64; Role::ALL.len()],
    /// Whether a rule ever told the role.
    pub by_rule: bool,
    /// Conversations the speaker took part in.
    pub conversations: HashSet<String>,
}

impl Voice {
    /// How often the speaker was heard.
    pub fn seen(&self) -> u64 {
        self.roles.iter().sum()
    }

    /// The role given most often.
    pub fn role(&self) -> Role {
        let most = self.roles.iter().copied().max().unwrap_or(0);
        Role::ALL.into_iter().find(|role| self.roles[*role as usize] == most).unwrap_or(Role::User)
    }
}

/// All that was heard.
#[derive(Debug, Default)]
pub struct Heard {
    /// Speakers by the name or word in the file.
    pub voices: HashMap<String, Voice>,
    /// Conversations with a speaker in them.
    pub conversations: HashSet<String>,
    /// Times that say their zone.
    pub zoned: u64,
    /// Times that do not.
    pub civil: u64,
    /// Chats that pauses part.
    pub chats: Chats,
}

impl Heard {
    /// Takes an utterance's speaker. `by_rule` says that a word told the role, not a guess.
    pub fn speaker(&mut self, conversation: &str, speaker: &str, role: Role, by_rule: bool) {
        let speaker = speaker.trim();
        // What is longer is no name.
        if speaker.is_empty() || speaker.len() > 80 {
            return;
        }
        let voice = self.voices.entry(speaker.to_owned()).or_default();
        voice.roles[role as usize] += 1;
        voice.by_rule |= by_rule;
        voice.conversations.insert(conversation.to_owned());
        self.conversations.insert(conversation.to_owned());
    }

    /// Takes a time.
    pub fn time(&mut self, moment: Moment) {
        match moment {
            Moment::At(_) => self.zoned += 1,
            Moment::Civil(_) | Moment::Date(_) | Moment::TimeOfDay(_) => self.civil += 1,
        }
    }
}
