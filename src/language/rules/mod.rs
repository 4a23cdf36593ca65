//! The rules, one file for each thing that is said, with its phrases in English and German; the phrases of other
//! languages stand in files of their own.
//!
//! A rule about one sentence sees what stands together ("connect you" and "agent"); a rule about the
//! message sees the whole ("thanks", and nothing against it).

mod dutch;
mod fallback;
mod french;
mod german;
mod greeting;
mod handoff;
mod human;
mod italian;
mod portuguese;
mod question;
mod settled;
mod spanish;
mod thanks;
mod words;

use super::{
    Marks,
    cue::Cues,
    reader::{Message, Sentence},
    table::Phrases,
};
use crate::conversation::Role;

/// The phrases of all rules.
pub(super) const PHRASES: &[Phrases] = &[
    words::PHRASES,
    greeting::PHRASES,
    thanks::PHRASES,
    settled::PHRASES,
    human::PHRASES,
    fallback::PHRASES,
    handoff::PHRASES,
    question::PHRASES,
    german::PHRASES,
    spanish::PHRASES,
    french::PHRASES,
    italian::PHRASES,
    portuguese::PHRASES,
    dutch::PHRASES,
];

/// Further phrases of six languages, a list for each thing that is said, written by `tools/train/phrases.py`.
const LISTS: &str = include_str!("phrases.txt");

/// The phrases of the lists with what they hint at.
pub(super) fn listed() -> impl Iterator<Item = (Cues, &'static str)> {
    let mut cue = Cues::default();
    LISTS.lines().filter_map(move |line| {
        cue = match line {
            "[fallback]" => Cues::Fallback,
            "[handoff]" => Cues::PersonWill,
            "[ask_human]" => Cues::ConnectMe,
            "[thank]" => Cues::Thanks,
            "[greeting]" => Cues::Greeting,
            phrase => return Some((cue, phrase)),
        };
        None
    })
}

/// What one sentence says.
pub(super) fn of_sentence(role: Role, sentence: &Sentence) -> Marks {
    match role {
        Role::User => {
            question::of_user(sentence).with(human::of_user(sentence)).with(settled::of_user(sentence))
        }
        Role::Bot => {
            question::of_team(sentence).with(handoff::of_bot(sentence)).with(fallback::of_bot(sentence))
        }
        Role::Agent => question::of_team(sentence),
        Role::System => Marks::default(),
    }
}

/// What the message says as a whole, beside the marks of its sentences.
pub(super) fn of_message(role: Role, message: &Message, marks: Marks) -> Marks {
    let greeting = greeting::of_message(message);
    match role {
        Role::User => greeting
            .with(thanks::of_user(message, marks))
            .with(settled::short_answer(message))
            .with(human::short_call(message)),
        Role::Bot | Role::Agent => greeting,
        Role::System => Marks::default(),
    }
}
