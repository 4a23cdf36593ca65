//! What an utterance can be called: segment, act, emotions, signals. Names are those of the glossary, the
//! same in the model file, the filter, the terminal's output and the documentation.

/// An enumeration of labels with their names, numbered from nought.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($(#[$label_doc:meta])* $label:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$label_doc])* $label,)*
        }

        impl $name {
            /// Every one, by number.
            pub const ALL: &'static [Self] = &[$(Self::$label,)*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$label => $text,)*
                }
            }

            /// The one of that name.
            pub fn of_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|label| label.name() == name)
            }
        }
    };
}

/// A set of labels, a bit each.
macro_rules! sets {
    ($(#[$doc:meta])* $name:ident of $label:ident, $bits:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name(pub $bits);

        impl $name {
            /// Whether it holds a label.
            pub fn has(self, label: $label) -> bool {
                self.0 & (1 << label as u8) != 0
            }

            /// The set with a label.
            #[must_use]
            pub fn with(self, label: $label) -> Self {
                Self(self.0 | 1 << label as u8)
            }

            /// The set without a label.
            #[must_use]
            pub fn without(self, label: $label) -> Self {
                Self(self.0 & !(1 << label as u8))
            }

            /// Of these bits those that stand for a label.
            pub fn known(bits: $bits) -> Self {
                let all: $bits = $label::ALL.iter().fold(0, |all, label| all | 1 << *label as u8);
                Self(bits & all)
            }

            /// Those of both.
            #[must_use]
            pub fn and_those_of(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// Whether it holds none.
            pub fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Its labels, by number.
            pub fn iter(self) -> impl Iterator<Item = $label> {
                $label::ALL.iter().copied().filter(move |label| self.has(*label))
            }
        }
    };
}

labels! {
    /// How far along the way to buying a user is.
    Segment {
        /// Gathers information before deciding.
        Research = "research",
        /// Weighs us against something else.
        Comparison = "comparison",
        /// Holds back over a named concern.
        Objection = "objection",
        /// Is about to act or asks for the last step.
        ReadyToBuy = "ready_to_buy",
        /// A customer with a problem or a task.
        Support = "support",
        /// None of these.
        Other = "other",
    }
}

labels! {
    /// What an utterance does. `greeting` is of both sides; up to `unclear` they are the user's, then those
    /// of bot and agent.
    Act {
        /// Greets.
        Greeting = "greeting",
        /// Asks something.
        Question = "question",
        /// Wants something done.
        Request = "request",
        /// Answers, gives data.
        Inform = "inform",
        /// Says yes, or that it is so.
        Confirm = "confirm",
        /// Says no, or that it is not so.
        Deny = "deny",
        /// Complains.
        Complain = "complain",
        /// Thanks.
        Thank = "thank",
        /// Says goodbye.
        Goodbye = "goodbye",
        /// Asks for a person.
        AskHuman = "ask_human",
        /// Judges the service.
        Feedback = "feedback",
        /// Small talk.
        Chitchat = "chitchat",
        /// Cannot be told.
        Unclear = "unclear",
        /// Answers.
        Answer = "answer",
        /// Needs data.
        Ask = "ask",
        /// Gives choices.
        Offer = "offer",
        /// Says that it did something.
        Act = "act",
        /// Says that it did not understand or cannot help.
        Fallback = "fallback",
        /// Says sorry.
        Apologise = "apologise",
        /// Passes to a person.
        Handoff = "handoff",
        /// Asks whether that was all, says goodbye.
        Close = "close",
        /// Asks for a rating.
        Survey = "survey",
        /// Advertises.
        Promote = "promote",
    }
}

labels! {
    /// What a user feels.
    Emotion {
        /// Frustration and impatience too.
        Anger = "anger",
        /// Does not see how or why.
        Confusion = "confusion",
        /// It must be soon.
        Urgency = "urgency",
        /// Sadness and regret too.
        Disappointment = "disappointment",
        /// Fear and distrust too.
        Worry = "worry",
        /// Joy and relief too.
        Satisfaction = "satisfaction",
        /// Gratitude.
        Gratitude = "gratitude",
    }
}

labels! {
    /// What a user gives away about the business between them and us.
    Signal {
        /// Leaving is hinted at.
        ChurnRisk = "churn_risk",
        /// Ends a contract, an account, a booking, an order.
        Cancellation = "cancellation",
        /// Wants what does not exist.
        FeatureRequest = "feature_request",
        /// Software, site, device or line misbehaves.
        BugReport = "bug_report",
        /// Has grown, wants more.
        Expansion = "expansion",
        /// Names another product.
        Competitor = "competitor",
        /// It is too dear.
        PriceObjection = "price_objection",
        /// A good judgement on us.
        Praise = "praise",
        /// Goes round a gap.
        Workaround = "workaround",
        /// Looks for what exists.
        Discoverability = "discoverability",
        /// Leaves a way to be reached.
        Lead = "lead",
        /// Contacted us before about this.
        RepeatContact = "repeat_contact",
        /// The bot missed what was meant.
        Misunderstood = "misunderstood",
        /// Threatens with bank, lawyer or public.
        EscalationThreat = "escalation_threat",
    }
}

labels! {
    /// Sentiment, cut at ±0.2.
    SentimentClass {
        /// At most −0.2.
        Negative = "negative",
        /// Between.
        Neutral = "neutral",
        /// At least 0.2.
        Positive = "positive",
    }
}

impl Signal {
    /// Those of which it is worth knowing what is said: messages with one are grouped by what they mean.
    pub const VOICED: &'static [Self] = &[
        Self::ChurnRisk,
        Self::Cancellation,
        Self::Expansion,
        Self::FeatureRequest,
        Self::BugReport,
        Self::PriceObjection,
        Self::Workaround,
        Self::Discoverability,
    ];
}

impl SentimentClass {
    /// The class of a sentiment in hundredths.
    pub const fn of(hundredths: i8) -> Self {
        match hundredths {
            ..=-20 => Self::Negative,
            20.. => Self::Positive,
            _ => Self::Neutral,
        }
    }
}

sets! {
    /// What a user feels, any number.
    Emotions of Emotion, u8
}

sets! {
    /// What a user gives away, any number.
    Signals of Signal, u16
}

sets! {
    /// What is done in several utterances.
    Acts of Act, u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_back_to_its_label() {
        for act in Act::ALL {
            assert_eq!(Act::of_name(act.name()), Some(*act));
        }
        for signal in Signal::ALL {
            assert_eq!(Signal::of_name(signal.name()), Some(*signal));
        }
        assert_eq!(Segment::of_name("readiness"), None);
    }

    #[test]
    fn a_set_holds_what_it_was_given() {
        let set = Signals::default().with(Signal::Lead).with(Signal::ChurnRisk);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Signal::ChurnRisk, Signal::Lead]);
        assert!(set.without(Signal::Lead).without(Signal::ChurnRisk).is_empty());
    }

    #[test]
    fn sentiment_is_cut_at_a_fifth() {
        assert_eq!(SentimentClass::of(-20), SentimentClass::Negative);
        assert_eq!(SentimentClass::of(-19), SentimentClass::Neutral);
        assert_eq!(SentimentClass::of(20), SentimentClass::Positive);
    }
}
