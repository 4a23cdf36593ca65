//! Properties that a conversation has or lacks: what stands behind `is:`.

/// A property. Figures and their evidence name the same ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// At least one user message.
    Engaged,
    /// At least three user turns.
    Deep,
    /// The first user turn is more than a greeting.
    Inquiry,
    /// It reached a person.
    Handoff,
    /// The user asks for a person.
    AskedHuman,
    /// The bot says at least once that it did not understand.
    Fallback,
    /// The bot spoke first.
    Greeted,
    /// The bot spoke first and at most one user message follows.
    Bounce,
    /// It has a rating.
    Rated,
    /// Its rating is in the top two boxes.
    Satisfied,
    /// Its user has a stable id.
    Identified,
    /// Nothing speaks against a resolution by the bot.
    Assumed,
    /// Resolved without an agent, by more than silence.
    Confirmed,
    /// It has at least one message with a time.
    Dated,
    /// Its user has two or more conversations in the data.
    Returning,
    /// The first user message was answered, with both times known.
    Answered,
    /// A bot answered a user's turn, with both times known.
    BotAnswered,
    /// An agent answered a user's turn, with both times known.
    AgentAnswered,
    /// A bot wrote in it.
    WithBot,
    /// An agent wrote in it.
    WithAgent,
    /// Its user says something once more in other words.
    Rephrase,
    /// Its user leaves an e-mail address or a phone number.
    Lead,
    /// Whether its matter comes again within 7 days can be said.
    Followed,
    /// Its user brings its matter again within 7 days.
    Repeated,
    /// Not repeated, and its 7 days are not over at the end of the data.
    Unsettled,
    /// An inquiry resolved without an agent, for good, with nothing against it.
    DeflectedWell,
    /// The source's statement and the user's verdict contradict each other.
    Contradicting,
    /// A message of the bot in it has a thumb up or down.
    Thumbed,
    /// Its times run against the order of its messages.
    Skewed,
    /// Its user flags an answer of the bot.
    Flagged,
}

impl Flag {
    /// All of them.
    pub const ALL: [Self; 30] = [
        Self::Engaged,
        Self::Deep,
        Self::Inquiry,
        Self::Handoff,
        Self::AskedHuman,
        Self::Fallback,
        Self::Greeted,
        Self::Bounce,
        Self::Rated,
        Self::Satisfied,
        Self::Identified,
        Self::Assumed,
        Self::Confirmed,
        Self::Dated,
        Self::Returning,
        Self::Answered,
        Self::BotAnswered,
        Self::AgentAnswered,
        Self::WithBot,
        Self::WithAgent,
        Self::Rephrase,
        Self::Lead,
        Self::Followed,
        Self::Repeated,
        Self::Unsettled,
        Self::DeflectedWell,
        Self::Contradicting,
        Self::Thumbed,
        Self::Skewed,
        Self::Flagged,
    ];

    /// The name behind `is:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Engaged => "engaged",
            Self::Deep => "deep",
            Self::Inquiry => "inquiry",
            Self::Handoff => "handoff",
            Self::AskedHuman => "asked_human",
            Self::Fallback => "fallback",
            Self::Greeted => "greeted",
            Self::Bounce => "bounce",
            Self::Rated => "rated",
            Self::Satisfied => "satisfied",
            Self::Identified => "identified",
            Self::Assumed => "assumed",
            Self::Confirmed => "confirmed",
            Self::Dated => "dated",
            Self::Returning => "returning",
            Self::Answered => "answered",
            Self::BotAnswered => "bot_answered",
            Self::AgentAnswered => "agent_answered",
            Self::WithBot => "with_bot",
            Self::WithAgent => "with_agent",
            Self::Rephrase => "rephrase",
            Self::Lead => "lead",
            Self::Followed => "followed",
            Self::Repeated => "repeated",
            Self::Unsettled => "unsettled",
            Self::DeflectedWell => "deflected_well",
            Self::Contradicting => "contradicting",
            Self::Thumbed => "thumbed",
            Self::Skewed => "skewed",
            Self::Flagged => "flagged",
        }
    }

    /// Whether single messages have it, so that it stands at these.
    pub const fn is_of_message(self) -> bool {
        matches!(
            self,
            Self::Handoff | Self::AskedHuman | Self::Fallback | Self::Rephrase | Self::Lead | Self::WithAgent
        )
    }

    /// The property of a name, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.name().eq_ignore_ascii_case(name))
    }
}
