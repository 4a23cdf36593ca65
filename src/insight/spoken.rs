//! Languages: which ones users speak, and what share of their messages could not be read.

use std::collections::BTreeMap;

use super::{
    Board, Case, Definition, Family,
    figure::{Base, add_counts},
    sentiment::NOT_HEARD,
};
use crate::{language::Language, order::sort_by};

/// What any pile of conversations contributes to languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpokenPartial {
    /// Conversations by the number of their language.
    languages: BTreeMap<u32, u64>,
    /// Those in which there is too little to tell.
    unknown: u64,
    /// User messages that were listened to.
    heard: u64,
    /// Of them those whose sentiment could be read.
    felt: u64,
}

crate::frozen! { SpokenPartial { languages, unknown, heard, felt } }

impl Family for SpokenPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let voice = &case.voice;
        self.heard += u64::from(voice.heard);
        self.felt += u64::from(voice.felt);
        match voice.language {
            Some(language) => *self.languages.entry(language as u32).or_default() += 1,
            None => self.unknown += u64::from(voice.heard > 0),
        }
    }

    fn merge(&mut self, other: &Self) {
        add_counts(&mut self.languages, &other.languages);
        self.unknown += other.unknown;
        self.heard += other.heard;
        self.felt += other.felt;
    }

    fn finish(&self, board: &mut Board) {
        let name = |number: &u32| Some(Language::ALL.get(*number as usize)?.code().to_owned());
        let mut parts: Vec<(String, u64)> =
            self.languages.iter().filter_map(|(number, count)| Some((name(number)?, *count))).collect();
        sort_by(&mut parts, |(one, n), (two, m)| m.cmp(n).then_with(|| one.cmp(two)));
        if self.unknown > 0 {
            parts.push(("none".to_owned(), self.unknown));
        }
        let of = parts.iter().map(|(_, count)| count).sum();
        board.breakdown("spoken_language", parts, of);
        let few = "fewer than 5 user messages";
        board.rate(
            "unread_share",
            self.heard - self.felt.min(self.heard),
            self.heard,
            Base { none: NOT_HEARD, few },
        );
    }
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "spoken_language",
        title: "Languages spoken",
        formula: "Conversations by the language of the first user message that is long enough to tell, found from its \
                  letters; in the filter it is spoken, and what the source says is language.",
        numerator: "conversations in each language",
        denominator: "conversations with a user message that was listened to",
        excluded: "conversations in which the user never spoke",
        when_empty: "no parts",
        evidence: "",
    },
    Definition {
        name: "unread_share",
        title: "Messages not understood",
        formula: "User messages whose sentiment could not be read, because of their language ÷ user messages that were \
                  listened to. English is read in full; German, French, Spanish, Italian, Portuguese and Dutch by \
                  lists of words.",
        numerator: "user messages that were not understood",
        denominator: "user messages that were listened to",
        excluded: "messages of bots, agents and events",
        when_empty: "absent",
        evidence: "",
    },
];
