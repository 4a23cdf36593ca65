//! Personal data in what was said: how many of each kind were masked, whose words held them, and in how many
//! conversations.

use super::{Board, Cell, Definition, Figure, Head, Sheet, SheetRow, Unit, figure::Base};
use crate::{conversation::Role, corpus::Weighed, ingest::Sentence, order, privacy::Kind};

const KINDS: usize = Kind::ALL.len();
const ROLES: usize = Role::ALL.len();

/// What any pile of conversations contributes to personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrivatePartial {
    /// Conversations with words.
    conversations: u64,
    /// Those with personal data, and those whose user gave some.
    with: u64,
    given: u64,
    /// Of each kind: data by the role of who wrote them, and conversations that hold some.
    kinds: [[u64; ROLES]; KINDS],
    holding: [u64; KINDS],
}

crate::frozen! { PrivatePartial { conversations, with, given, kinds, holding } }

/// Counts in one conversation.
#[derive(Default)]
pub struct Private {
    seen: u32,
    by_user: bool,
    words: bool,
}

impl PrivatePartial {
    /// Takes in a message or a notice, masked.
    pub fn message(&mut self, so_far: &mut Private, role: Role, weighed: Weighed<'_>) {
        so_far.words |= weighed.tokens > 0;
        for kind in weighed.kinds() {
            self.kinds[kind as usize][role as usize] += 1;
            so_far.seen |= 1 << kind as u32;
            so_far.by_user |= role == Role::User;
        }
    }

    /// A conversation is over.
    pub fn end(&mut self, said: &Private) {
        self.conversations += u64::from(said.words);
        self.with += u64::from(said.seen != 0);
        self.given += u64::from(said.by_user);
        for (at, count) in self.holding.iter_mut().enumerate() {
            *count += u64::from(said.seen >> at & 1);
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: &Self) {
        self.conversations += other.conversations;
        self.with += other.with;
        self.given += other.given;
        for (mine, theirs) in self.kinds.iter_mut().zip(&other.kinds) {
            mine.iter_mut().zip(theirs).for_each(|(sum, n)| *sum += n);
        }
        self.holding.iter_mut().zip(other.holding).for_each(|(sum, n)| *sum += n);
    }

    /// Writes its figures on the board, and gives its table.
    pub fn finish(&self, board: &mut Board) -> Sheet {
        let base = Base {
            none: "no message has words that could be looked at",
            few: "fewer than 5 conversations with words",
        };
        board.rate("personal_data_share", self.with, self.conversations, base);
        board.rate("personal_data_by_user_share", self.given, self.conversations, base);
        let sum = |kind: Kind| self.kinds[kind as usize].iter().sum::<u64>();
        let mut kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| sum(*kind) > 0).collect();
        order::sort_by(&mut kinds, |one, two| sum(*two).cmp(&sum(*one)));
        let all = kinds.iter().map(|kind| sum(*kind)).sum();
        let parts = kinds.iter().map(|kind| (kind.name().to_owned(), sum(*kind))).collect();
        board.breakdown("personal_data", parts, all);
        let of_role = |role: Role| self.kinds.iter().map(|of| of[role as usize]).sum::<u64>();
        let parts = Role::ALL.into_iter().map(|role| (role.name().to_owned(), of_role(role))).collect();
        board.breakdown("personal_data_by_role", parts, all);
        let count =
            |n: u64| Cell::from(Figure::of_cases("personal_data", Unit::Count, Some(n as f64), (n, all), ""));
        let row = |kind: &Kind| {
            let by = self.kinds[*kind as usize];
            let mut cells = vec![Cell::Text(kind.name().to_owned()), count(sum(*kind))];
            cells.extend(by.into_iter().map(count));
            let share =
                Figure::rate("personal_data_share", self.holding[*kind as usize], self.conversations, base);
            cells.push(share.into());
            SheetRow { cells, ..SheetRow::default() }
        };
        let none = if self.conversations == 0 {
            base.none
        } else {
            "no personal data were found in these conversations"
        };
        Sheet {
            name: "personal_data_kinds".to_owned(),
            columns: vec![
                Head::words("Kind"),
                Head::figures("All", Unit::Count),
                Head::figures("By users", Unit::Count),
                Head::figures("By bots", Unit::Count),
                Head::figures("By agents", Unit::Count),
                Head::figures("In notices", Unit::Count),
                Head::figures("Conversations", Unit::Share),
            ],
            rows: kinds.iter().map(row).collect(),
            none: Sentence::of(if kinds.is_empty() { none } else { "" }),
        }
    }
}

const WORDED: &str = "conversations with words";
const UNWORDED: &str = "conversations without words";

/// What it counts, in words.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "personal_data_share",
        title: "Conversations with personal data",
        formula: "Conversations in which personal data were found and masked ÷ conversations with words.",
        numerator: "conversations with at least one personal datum",
        denominator: WORDED,
        excluded: UNWORDED,
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "personal_data_by_user_share",
        title: "Conversations whose user gives personal data",
        formula: "Conversations with personal data in a message of the user ÷ conversations with words.",
        numerator: "conversations with a personal datum in a user message",
        denominator: WORDED,
        excluded: UNWORDED,
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "personal_data",
        title: "Personal data by kind",
        formula: "Personal data found in messages and notices, by kind. One that is said again counts again.",
        numerator: "personal data of each kind",
        denominator: "personal data",
        excluded: UNWORDED,
        when_empty: "no parts",
        evidence: "",
    },
    Definition {
        name: "personal_data_by_role",
        title: "Who writes personal data",
        formula: "Personal data found in messages and notices, by the role of who wrote them.",
        numerator: "personal data of each role",
        denominator: "personal data",
        excluded: UNWORDED,
        when_empty: "every part is 0",
        evidence: "",
    },
    Definition {
        name: "personal_data_kinds",
        title: "Personal data found",
        formula: "Of each kind of personal data, how many were found, in whose messages, and in which share of the conversations with words.",
        numerator: "conversations with a datum of the kind",
        denominator: WORDED,
        excluded: UNWORDED,
        when_empty: "no rows",
        evidence: "",
    },
];
