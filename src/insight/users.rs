//! Users: how many people there are behind the conversations, and how many came back.
//!
//! A user is a stable id of the source. A conversation without one counts as its own anonymous
//! user, and can be neither new nor returning.

use super::{Board, Case, Definition, Family, Findings, Note, Unit, Weight, figure::Base};
use crate::{
    binary::{Frozen, In, Out},
    conversation::Named,
    ingest::Sentence,
};

/// What any pile of conversations contributes to users.
///
/// Invariant: `again ⊆ once`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsersPartial {
    once: IdSet,
    again: IdSet,
    identified: u64,
    anonymous: u64,
}

crate::frozen! { UsersPartial { once, again, identified, anonymous } }

impl Family for UsersPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let Some(user) = case.view.user else {
            self.anonymous += 1;
            return;
        };
        self.identified += 1;
        if !self.once.insert(user) {
            self.again.insert(user);
        }
    }

    fn merge(&mut self, other: &Self) {
        // Someone whom each side saw once came twice.
        self.again.add_common(&self.once, &other.once);
        self.again.add(&other.again);
        self.once.add(&other.once);
        self.identified += other.identified;
        self.anonymous += other.anonymous;
    }

    fn finish(&self, board: &mut Board) {
        let (unique, returning) = (self.once.len(), self.again.len());
        let conversations = self.identified + self.anonymous;
        board.count("users", unique + self.anonymous, None);
        if unique > 0 || conversations == 0 {
            board.count("unique_users", unique, None);
            board.count("new_users", unique - returning, Some(unique));
            board.count("returning_users", returning, Some(unique));
        } else {
            // Without ids nobody can be known again, which is not the same as nobody coming again.
            for name in ["unique_users", "new_users", "returning_users"] {
                board.absent(name, Unit::Count, "the files hold no user ids");
            }
        }
        let base = Base { none: "there are no conversations", few: "fewer than 5 conversations" };
        board.rate("identified_share", self.identified, conversations, base);
    }
}

/// Why nothing is said of users where one id stands for all.
const ONE_USER: &str = "one user id stands for all conversations";

impl Board {
    /// Takes back what is said of users: one id stands for all conversations, so that it means nobody.
    pub(crate) fn without_users(&mut self) {
        let mut named: Vec<&str> = {
            let people = [super::PeoplePartial::DEFINITIONS, super::PeoplePartial::COHORTS];
            people.into_iter().flatten().map(|one| one.name).collect()
        };
        named.extend(["users", "unique_users", "new_users", "returning_users"]);
        named.extend(super::AgainPartial::DEFINITIONS.iter().map(|one| one.name));
        for name in named {
            if let Some(unit) = self.figures.get(name).map(|figure| figure.unit) {
                self.absent(name, unit, ONE_USER);
            }
        }
    }
}

impl Findings {
    /// As [`Board::without_users`], of a study of them.
    pub(crate) fn without_users(&mut self) {
        self.board.without_users();
        self.board.series = Named::default();
        for sheet in &mut self.sheets {
            (sheet.rows, sheet.none) = (Vec::new(), Sentence::of(ONE_USER));
        }
        self.notes = vec![Note {
            weight: Weight::Broken,
            said: Sentence::of(
                "One user id stands for all conversations, so that nothing can be said of users.",
            ),
        }];
    }
}

/// A set of dense ids, one bit each, from the word of the lowest on: of a stretch of time with its own users it takes
/// little room, however many there were before.
///
/// Invariant: without ids there are no words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct IdSet {
    from: u32,
    words: Vec<u64>,
}

impl Frozen for IdSet {
    /// Word by word as it is: a set has few small ones.
    fn freeze(&self, out: &mut Out) {
        self.from.freeze(out);
        out.moments(&mut self.words.iter().map(|word| *word as i64));
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let first = u32::thaw(from)?;
        let words: Vec<u64> = from.moments()?.into_iter().map(|word| word as u64).collect();
        first.checked_add(words.len() as u32)?;
        Some(Self { from: first, words })
    }
}

impl IdSet {
    /// Adds an id; whether it was new.
    fn insert(&mut self, id: u32) -> bool {
        let (word, bit) = (id / 64, 1u64 << (id % 64));
        let word = self.word(word);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// A word, made where it is not there yet.
    fn word(&mut self, word: u32) -> &mut u64 {
        if self.words.is_empty() {
            self.from = word;
        } else if word < self.from {
            let missing = (self.from - word) as usize;
            self.words.splice(..0, std::iter::repeat_n(0, missing));
            self.from = word;
        }
        let at = (word - self.from) as usize;
        if self.words.len() <= at {
            self.words.resize(at + 1, 0);
        }
        &mut self.words[at]
    }

    /// Adds some words, in rising order.
    fn add_words(&mut self, words: impl Iterator<Item = (u32, u64)>) {
        words.filter(|(_, word)| *word != 0).for_each(|(at, word)| *self.word(at) |= word);
    }

    /// Adds all of another.
    fn add(&mut self, other: &Self) {
        self.add_words(other.all());
    }

    /// Adds what two others share.
    fn add_common(&mut self, one: &Self, two: &Self) {
        let of_two = |at: u32| at.checked_sub(two.from).and_then(|at| two.words.get(at as usize));
        self.add_words(one.all().filter_map(|(at, word)| Some((at, word & of_two(at)?))));
    }

    fn all(&self) -> impl Iterator<Item = (u32, u64)> {
        (self.from..).zip(self.words.iter().copied())
    }

    fn len(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "users",
        title: "Users",
        formula: "Distinct user ids, plus one for each conversation without an id.",
        when_empty: "0",
        ..Definition::EMPTY
    },
    Definition {
        name: "unique_users",
        title: "Unique users",
        formula: "Distinct stable user ids of the source.",
        excluded: "conversations without a user id",
        when_empty: "0",
        evidence: "is:identified",
        ..Definition::EMPTY
    },
    Definition {
        name: "new_users",
        title: "New users",
        formula: "Identified users with exactly one conversation in the data.",
        numerator: "user ids with one conversation",
        denominator: "unique users",
        excluded: "conversations without a user id",
        when_empty: "0",
        evidence: "is:identified -is:returning",
    },
    Definition {
        name: "returning_users",
        title: "Returning users",
        formula: "Identified users with two or more conversations in the data.",
        numerator: "user ids with at least two conversations",
        denominator: "unique users",
        excluded: "conversations without a user id",
        when_empty: "0",
        evidence: "is:returning",
    },
    Definition {
        name: "identified_share",
        title: "Identified conversations",
        formula: "The share of conversations whose user has a stable id. The user figures rest on these.",
        numerator: "conversations with a user id",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "absent",
        evidence: "is:identified",
    },
];
