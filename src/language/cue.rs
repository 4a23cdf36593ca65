//! Cues: what a phrase hints at. Rules make marks from the cues of a sentence or of a message.

/// A set of cues, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(pub(super) u64);

macro_rules! cues {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        #[derive(Clone, Copy)]
        #[allow(clippy::upper_case_acronyms, reason = "bit numbers of the constants below")]
        enum Bit { $($name),* }

        #[allow(non_upper_case_globals, reason = "one constant for each bit, of the same name")]
        impl Cues {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << Bit::$name as u64);)*
        }
    };
}

cues! {
    /// A greeting or small talk, wherever it stands.
    Greeting,
    /// "Please", "now", "a": says nothing by itself.
    Please,
    /// A word that may stand before what is meant: "ok", "and".
    Lead,
    /// Thanks.
    Thanks,
    /// "No thanks": no thanks at all.
    Declines,
    /// "Thanks in advance": nothing is settled yet.
    InAdvance,
    /// "Thanks for nothing".
    Sarcasm,
    /// "But", "however".
    Contrast,
    /// Wants something done.
    Request,
    /// "That worked".
    Settled,
    /// "That's all", where the sentence ends with it.
    Done,
    /// "That didn't help".
    NotSettled,
    /// "Yes".
    Yes,
    /// "No".
    No,
    /// A person on the team.
    Person,
    /// Someone whom a bot names when it passes on: "the team".
    Colleague,
    /// "Talk to", "speak with".
    Talk,
    /// "I need a", "get me".
    Wants,
    /// "Connect me with".
    ConnectMe,
    /// A person whom a user names to get one: "human", "agent".
    Human,
    /// "Are you human?": no wish for one.
    AreYouHuman,
    /// Did not understand, cannot help.
    Fallback,
    /// The listener did not understand, not the speaker.
    Excused,
    /// "Connect you with", "transfer you to".
    Passes,
    /// "An agent will".
    PersonWill,
    /// "Your feedback": this alone is passed on, not the user.
    Opinion,
    /// "Would you like", "if you": what follows is offered, not done.
    Offers,
    /// "Cannot".
    Cannot,
    /// "Anything else?"
    AnythingElse,
    /// "Have a nice day".
    Goodbye,
    /// "Did this help?"
    Helped,
    /// "How would you rate this chat?"
    Survey,
    /// "Please tell me": asks without a question mark.
    Asks,
    /// "Where is", where a sentence begins with it.
    Interrogative,
    /// "Not", "if": what follows soon is not claimed.
    Negation,
}

impl Cues {
    /// At one place these replace the shorter phrases that end with them.
    pub(super) const SHADOWS: Self =
        Self(Self::Declines.0 | Self::Excused.0 | Self::AreYouHuman.0 | Self::Helped.0);

    /// Whether any of `other` is there.
    pub(super) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// These and those.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
