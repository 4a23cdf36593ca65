//! What happens in conversations as messages come: what a host may act on, and what analytics count. Labels alone,
//! never a word that somebody wrote.

use crate::language::Signal;

/// Something that happened in a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// The id of the conversation, masked.
    pub conversation: String,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl What {
    /// The name of the event as analytics of chatbots usually call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Interaction => "chatbot_interaction",
            Self::Fallback => "chatbot_fallback",
            Self::Handoff => "chatbot_handoff",
            Self::Lead => "chatbot_lead",
            Self::SatisfactionYes => "chatbot_satisfaction_yes",
            Self::SatisfactionNo => "chatbot_satisfaction_no",
            Self::Signal(_) => "chatbot_signal",
        }
    }

    /// What tells it from others of its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Signal(signal) => signal.name(),
            _ => "",
        }
    }
}
