//! Gives the speakers of one dialogue their roles.
//!
//! In this order: what a person chose, words that say it ("Visitor", "Shop Assistant"), names the table or a heading gives,
//! a notice that somebody joined, and last the place in the conversation: the first unknown speaker is
//! the user if there is none, a further one is the bot if there is none, all others are agents. The
//! last rule is a guess and is reported as one.

use std::collections::HashMap;

use crate::{
    conversation::Role,
    ingest::{Mapping, speaker},
};

use super::dialogue::Line;

/// The speakers of one dialogue and their roles.
#[derive(Debug, Default)]
pub struct Cast {
    roles: HashMap<String, Role>,
    /// Speakers whose role no word told.
    strangers: Vec<String>,
    /// Whether a role was guessed from the place in the conversation.
    pub guessed: bool,
}

impl Cast {
    /// Decides the roles. `known` are names whose role the source gives elsewhere, `chosen` is what a
    /// person said.
    pub fn of(lines: &[Line], known: &[(&str, Role)], chosen: &Mapping) -> Self {
        let mut cast = Self::default();
        let announced: Vec<&str> = lines.iter().filter_map(|line| speaker::joined(&line.text)).collect();
        let mut open = Vec::new();
        for line in lines {
            let name = line.speaker.as_str();
            if name.is_empty() || cast.roles.contains_key(name) || open.contains(&name) {
                continue;
            }
            let given = known.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, role)| *role);
            let is_announced =
                || announced.iter().any(|who| *who == name || who.split_whitespace().next() == Some(name));
            let role = chosen
                .role(name)
                .or_else(|| speaker::exact(name))
                .or(given)
                .or_else(|| is_announced().then_some(Role::Agent))
                .or_else(|| speaker::by_name(name));
            match role {
                Some(role) => drop(cast.roles.insert(name.to_owned(), role)),
                None => open.push(name),
            }
        }
        for name in open {
            let has = |role| cast.roles.values().any(|of| *of == role);
            let role = if !has(Role::User) {
                Role::User
            } else if !has(Role::Bot) {
                Role::Bot
            } else {
                Role::Agent
            };
            // Beside a known bot the first stranger can only be the user: no guess.
            cast.guessed |= !(role == Role::User && has(Role::Bot)) && role != Role::Agent;
            cast.roles.insert(name.to_owned(), role);
            cast.strangers.push(name.to_owned());
        }
        cast
    }

    /// Whether a word told the role of a speaker.
    pub fn is_told(&self, speaker: &str) -> bool {
        !self.strangers.iter().any(|stranger| stranger == speaker)
    }

    /// The role of a speaker; a notice is the system's.
    pub fn role(&self, speaker: &str) -> Role {
        self.roles.get(speaker).copied().unwrap_or(Role::System)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(dialogue: &str, known: &[(&str, Role)], expect: &[(&str, Role)]) {
        let lines: Vec<Line> = dialogue
            .lines()
            .map(|line| line.split_once(": ").unwrap_or(("", line)))
            .map(|(speaker, text)| Line { time: None, speaker: speaker.into(), text: text.into(), number: 0 })
            .collect();
        let cast = Cast::of(&lines, known, &Mapping::default());
        for (name, role) in expect {
            assert_eq!(cast.role(name), *role, "{name}");
        }
    }

    #[test]
    fn roles_are_found_by_word_then_notice_then_place() {
        use Role::{Agent, Bot, User};
        check("Ines Moura: hi\nShop Assistant: hello", &[], &[("Ines Moura", User), ("Shop Assistant", Bot)]);
        check("Visitor: hi\nBot: hello\nMarta: I take over", &[], &[("Marta", Agent)]);
        check(
            "Tom: hi\nHelpBot: hello\nMarta Silva joined the chat\nMarta Silva: hello",
            &[],
            &[("Tom", User), ("Marta Silva", Agent)],
        );
        check("Ava: Welcome\nTom: hi", &[("Tom", User)], &[("Tom", User), ("Ava", Bot)]);
        check("Tom: hi\nAva: hello", &[], &[("Tom", User), ("Ava", Bot)]);
    }
}
