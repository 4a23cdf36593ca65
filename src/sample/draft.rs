//! One conversation as it will be written, whatever the format, and what is known of it.

use crate::conversation::{Outcome, Role};

use super::{grammar::Spoken, people::Customer};

/// One message or notice.
#[derive(Clone, Debug)]
pub struct Line {
    pub role: Role,
    /// UTC milliseconds.
    pub at: i64,
    pub text: String,
    /// The source's intent; empty if it states none.
    pub intent: &'static str,
    /// Hundredths.
    pub confidence: Option<u32>,
    /// The source's event; empty if there is none.
    pub event: &'static str,
    /// Answers offered to be clicked.
    pub quick_replies: &'static [&'static str],
    /// The page on which it was written.
    pub page: &'static str,
    /// What was put into the text.
    pub spoken: Spoken,
    /// Whether this bot message says that it did not understand, marked by the source or not.
    pub fallback: bool,
}

/// One conversation.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: String,
    pub user: Option<String>,
    pub channel: &'static str,
    pub language: &'static str,
    /// 0 is bot version A, 1 is B.
    pub variant: usize,
    /// 1 to 5.
    pub rating: Option<u32>,
    /// What the source states at the end; empty if nothing.
    pub status: &'static str,
    pub tags: Vec<&'static str>,
    pub customer: Option<Customer>,
    pub lines: Vec<Line>,
    /// How it ended, known because it was played so.
    pub outcome: Outcome,
    /// Day, counted from the first of the data.
    pub day: u32,
    /// What it is about.
    pub topic: &'static str,
    /// Signals that were put into the user's words.
    pub signals: Vec<&'static str>,
    /// The how-manieth conversation of its user, from 1.
    pub visit: u32,
    /// Whether the user asked about the same within the last 7 days.
    pub repeats: bool,
    /// Whether it is the first in which this user says the own e-mail address.
    pub first_email: bool,
}

/// The names of the bot versions.
pub const VARIANTS: [&str; 2] = ["A", "B"];

impl Draft {
    /// Whether the user said anything.
    pub fn is_engaged(&self) -> bool {
        self.lines.iter().any(|line| line.role == Role::User)
    }

    /// Whether a person took over.
    pub fn has_handoff(&self) -> bool {
        self.lines.iter().any(|line| line.role == Role::Agent || line.event == "handoff")
    }

    /// Whether the user left an e-mail address or a phone number.
    pub fn has_contact(&self) -> bool {
        self.lines.iter().any(|line| line.role == Role::User && line.spoken.is_contact())
    }
}
