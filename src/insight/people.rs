//! People over time: who was there on a day, in a week, in a month, and how evenly conversations are spread
//! over those who have them.
//!
//! Only users with a stable id can be known again; conversations without one are left out, and
//! `identified_share` says how many that are.

use super::{Board, Case, Definition, Figure, Findings, Unit, cohorts, figure::Base};
use crate::{conversation::Day, order};

/// Days of what is called a month here: the last four weeks, so that each weekday is in it as often.
const MONTH: i32 = 28;

/// Days of a week.
const WEEK: i32 = 7;

/// Why nothing over time is said.
const NONE: &str = "no conversation has both a user id and a time";

/// A day that is not known.
const NO_DAY: i32 = i32::MIN;

/// Every conversation of an identified user: whose, and on which day it began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeoplePartial {
    visits: Vec<(u32, i32)>,
    /// First and last day on which any conversation began.
    days: Option<(i32, i32)>,
}

crate::frozen! { PeoplePartial { visits, days } }

impl PeoplePartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    /// The same of its cohorts.
    pub const COHORTS: &'static [Definition] = cohorts::DEFINITIONS;

    /// Takes in one conversation.
    pub fn observe(&mut self, case: &Case<'_>) {
        if let Some(start) = case.start {
            self.extend((start.day, start.day));
        }
        if let Some(user) = case.view.user {
            self.visits.push((user, case.start.map_or(NO_DAY, |start| start.day)));
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        self.visits.extend(other.visits);
        if let Some(days) = other.days {
            self.extend(days);
        }
    }

    fn extend(&mut self, (first, last): (i32, i32)) {
        let (known_first, known_last) = self.days.unwrap_or((first, last));
        self.days = Some((first.min(known_first), last.max(known_last)));
    }

    /// The figures of all that was observed.
    pub fn finish(mut self) -> Findings {
        order::sort_by(&mut self.visits, Ord::cmp);
        let mut findings = Findings::default();
        self.spread(&mut findings.board);
        self.active(&mut findings.board);
        let dated = self.visits.iter().any(|(_, day)| *day != NO_DAY);
        cohorts::write(&self.visits, self.days.filter(|_| dated), NONE, &mut findings);
        findings
    }

    /// How many conversations each user has.
    fn spread(&self, board: &mut Board) {
        let mut counts: Vec<u64> =
            self.visits.chunk_by(|one, two| one.0 == two.0).map(|of_one| of_one.len() as u64).collect();
        order::sort_by(&mut counts, |one, two| two.cmp(one));
        let (users, conversations) = (counts.len() as u64, self.visits.len() as u64);
        let top: u64 = counts.iter().take(counts.len().div_ceil(100)).sum();
        let none = "the files hold no user ids";
        board.number("conversations_per_user", (conversations, users), none);
        board.rate("top_users_share", top, conversations, Base { none, few: "fewer than 5 conversations" });
    }

    /// Users of the last day, the last week and the last four weeks.
    fn active(&self, board: &mut Board) {
        let last = self.visits.iter().map(|(_, day)| *day).max().filter(|day| *day != NO_DAY);
        let Some(last) = last else {
            let none = NONE;
            for name in ["daily_active_users", "weekly_active_users", "monthly_active_users"] {
                board.absent(name, Unit::Number, none);
            }
            board.absent("stickiness", Unit::Share, none);
            return board.daily("active_users_over_time", None, Vec::new());
        };
        let mut days = vec![0; MONTH as usize];
        let (mut week, mut month) = (0, 0);
        for of_one in self.visits.chunk_by(|one, two| one.0 == two.0) {
            let ago = |day: i32| last.checked_sub(day).filter(|ago| *ago < MONTH);
            let mut before = None;
            for at in of_one.iter().filter_map(|(_, day)| ago(*day)) {
                if before != Some(at) {
                    days[at as usize] += 1;
                }
                before = Some(at);
            }
            month += u64::from(before.is_some());
            // The days of one user ascend, so the last is the nearest.
            week += u64::from(before.is_some_and(|at| at < WEEK));
        }
        let user_days: u64 = days.iter().sum();
        let first = self.visits.iter().map(|(_, day)| *day).filter(|day| *day != NO_DAY).min();
        let filled = first.map_or(MONTH, |first| (last - first + 1).min(MONTH)) as u64;
        board.number("daily_active_users", (user_days, filled), "");
        board.count("weekly_active_users", week, None);
        board.count("monthly_active_users", month, None);
        let base = Base { none: "", few: "fewer than 5 user days" };
        // The days of one user are no cases of their own, so that no interval of such holds.
        board.put(Figure { interval: None, ..Figure::rate("stickiness", user_days, month * filled, base) });
        days.truncate(filled as usize);
        days.reverse();
        board.daily("active_users_over_time", Some(Day(last).0 - filled as i32 + 1), days);
    }
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "conversations_per_user",
        title: "Conversations per user",
        formula: "Conversations of identified users ÷ identified users.",
        numerator: "conversations with a user id",
        denominator: "unique users",
        excluded: "conversations without a user id",
        when_empty: "absent",
        evidence: "is:identified",
    },
    Definition {
        name: "top_users_share",
        title: "Share of the top 1 % of users",
        formula: "Conversations of the one percent of users (at least one) who have the most of them ÷ conversations of identified users.",
        numerator: "conversations of the most frequent one percent of users",
        denominator: "conversations with a user id",
        excluded: "conversations without a user id",
        when_empty: "absent",
        evidence: "is:returning",
    },
    Definition {
        name: "daily_active_users",
        title: "Daily active users",
        formula: "Identified users with a conversation that began on a day, on average over the last 28 days of the selection.",
        numerator: "pairs of a user and a day on which a conversation of theirs began",
        denominator: "days: 28, or as many as there are",
        excluded: "conversations without a user id or without a time",
        when_empty: "absent",
        evidence: "is:identified is:dated",
    },
    Definition {
        name: "weekly_active_users",
        title: "Weekly active users",
        formula: "Identified users with a conversation that began in the last 7 days of the selection.",
        excluded: "conversations without a user id or without a time",
        when_empty: "absent",
        evidence: "is:identified is:dated",
        ..Definition::EMPTY
    },
    Definition {
        name: "monthly_active_users",
        title: "Monthly active users",
        formula: "Identified users with a conversation that began in the last 28 days of the selection.",
        excluded: "conversations without a user id or without a time",
        when_empty: "absent",
        evidence: "is:identified is:dated",
        ..Definition::EMPTY
    },
    Definition {
        name: "stickiness",
        title: "Stickiness",
        formula: "Daily active users ÷ monthly active users, both of the last 28 days of the selection: on how many of these days an active user is there.",
        numerator: "pairs of a user and a day on which a conversation of theirs began",
        denominator: "monthly active users × days",
        excluded: "conversations without a user id or without a time",
        when_empty: "absent",
        evidence: "is:identified is:dated",
    },
    Definition {
        name: "active_users_over_time",
        title: "Active users by day",
        formula: "Identified users with a conversation that began on each of the last 28 days of the selection.",
        excluded: "conversations without a user id or without a time",
        when_empty: "no days",
        ..Definition::EMPTY
    },
];
