//! Who speaks.

use serde::{Deserialize, Serialize};

/// The speaker of an utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Role {
    /// The visitor or customer.
    User = 0,
    /// The chatbot.
    Bot = 1,
    /// A person on the team.
    Agent = 2,
    /// An event or a notice; never counted as a message.
    System = 3,
}

impl Role {
    /// All roles, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::User, Self::Bot, Self::Agent, Self::System];

    /// The name used in files and figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Bot => "bot",
            Self::Agent => "agent",
            Self::System => "system",
        }
    }

    /// Whether an utterance of this role counts as a message.
    pub fn is_message(self) -> bool {
        self != Self::System
    }

    /// The role of a stored number; anything unknown is a notice.
    pub fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::System)
    }
}
