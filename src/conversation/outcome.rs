//! How a conversation ended, and what says so. The order of evidence is that of METRICS: the
//! source's own statement, an explicit answer or rating, a goal, a handoff, the text.

use serde::{Deserialize, Serialize};

/// Exactly one per conversation. Unknown is not resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Outcome {
    /// The user's matter was settled.
    Resolved = 0,
    /// It was not, by the source's word or the user's.
    Unresolved = 1,
    /// It was passed to a person.
    Escalated = 2,
    /// The user left an open question or a fallback behind.
    Abandoned = 3,
    /// Nothing says.
    Unknown = 4,
}

impl Outcome {
    /// All outcomes, in the order in which they are shown.
    pub const ALL: [Self; 5] =
        [Self::Resolved, Self::Unresolved, Self::Escalated, Self::Abandoned, Self::Unknown];

    /// The name used in files and figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Unresolved => "unresolved",
            Self::Escalated => "escalated",
            Self::Abandoned => "abandoned",
            Self::Unknown => "unknown",
        }
    }
}

/// What decided an outcome, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Evidence {
    /// The source states that it was or was not resolved.
    Source = 0,
    /// A rating or an explicit yes or no of the user.
    Rating = 1,
    /// A goal was reached.
    Goal = 2,
    /// The conversation reached a person.
    Handoff = 3,
    /// Simple rules on the text.
    Text = 4,
    /// Nothing.
    None = 5,
}

impl Evidence {
    /// All kinds of evidence, strongest first.
    pub const ALL: [Self; 6] =
        [Self::Source, Self::Rating, Self::Goal, Self::Handoff, Self::Text, Self::None];

    /// The name used in files and figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Rating => "rating",
            Self::Goal => "goal",
            Self::Handoff => "handoff",
            Self::Text => "text",
            Self::None => "none",
        }
    }
}
