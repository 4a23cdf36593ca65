//! What happens in conversations as messages come: what a host may act on, and what analytics count. Beside the labels
//! stand the masked words of the message, for who asks for them.

use crate::language::Signal;

/// Something that happened in a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// The id of the conversation, masked.
    pub conversation: String,
    /// What.
    pub what: What,
    /// When, in UTC milliseconds; `None` where nobody said.
    pub at: Option<i64>,
    /// Whether it is of history that a chat shows again, not said now: nobody is to count it once more.
    pub is_history: bool,
    /// The message by which it happened, masked, where words are told; `None` where it is no message's.
    pub said: Option<String>,
}

impl Happening {
    /// Something of a conversation, and nothing more of it.
    pub(super) fn of(conversation: &str, what: What) -> Self {
        Self { conversation: conversation.to_owned(), what, at: None, is_history: false, said: None }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A conversation began.
    Interaction,
    /// The bot did not understand.
    Fallback,
    /// A person took over, or the bot said that one will.
    Handoff,
    /// The user gave an address or a telephone number.
    Lead,
    /// The user was satisfied: a thumb up, or one of the two upper ratings.
    SatisfactionYes,
    /// The user was not.
    SatisfactionNo,
    /// The user gave something away.
    Signal(Signal),
    /// The conversation reached the goal of this name.
    Goal(String),
}

impl What {
    /// The name of the event as analytics of chatbots usually call it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Interaction => "chatbot_interaction",
            Self::Fallback => "chatbot_fallback",
            Self::Handoff => "chatbot_handoff",
            Self::Lead => "chatbot_lead",
            Self::SatisfactionYes => "chatbot_satisfaction_yes",
            Self::SatisfactionNo => "chatbot_satisfaction_no",
            Self::Signal(_) => "chatbot_signal",
            Self::Goal(_) => "chatbot_goal_completion",
        }
    }

    /// What tells it from others of its name.
    pub fn label(&self) -> &str {
        match self {
            Self::Signal(signal) => signal.name(),
            Self::Goal(name) => name,
            _ => "",
        }
    }
}
