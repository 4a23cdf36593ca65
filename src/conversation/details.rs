//! What some sources know of an utterance besides who said what and when: which model wrote it, what that
//! took, and which answers were offered with it.

use std::borrow::Cow;

/// A number that a source states of an utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Measure {
    /// Tokens that the model was sent.
    PromptTokens = 0,
    /// Tokens that the model wrote.
    CompletionTokens = 1,
    /// Milliseconds from the question to the answer.
    Latency = 2,
    /// What the answer cost, in the source's currency.
    Cost = 3,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::PromptTokens, Self::CompletionTokens, Self::Latency, Self::Cost];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        ["prompt_tokens", "completion_tokens", "latency_ms", "cost"][self as usize]
    }
}

/// Measures by their numbers.
pub type Measures = [Option<f64>; Measure::ALL.len()];

/// A quick reply that was offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply<'a> {
    /// What it says, raw.
    pub text: Cow<'a, str>,
    /// Whether the source says that it was chosen.
    pub chosen: bool,
}

/// The details of an utterance. Few sources have any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details<'a> {
    /// The model that wrote it.
    pub model: Option<Cow<'a, str>>,
    /// What was measured.
    pub measures: Measures,
    /// The quick replies that it offers.
    pub replies: Vec<Reply<'a>>,
}

impl<'a> Details<'a> {
    /// States a measure; what is no amount is none, and the first statement stays.
    pub fn state(&mut self, measure: Measure, value: Option<f64>) {
        let known = &mut self.measures[measure as usize];
        *known = known.or(value.filter(|value| value.is_finite() && *value >= 0.0));
    }

    /// Offers a quick reply; one without words is none.
    pub fn offer(&mut self, text: impl Into<Cow<'a, str>>, chosen: bool) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.replies.push(Reply { text, chosen });
        }
    }

    /// The details as an utterance has them: `None` where there are none.
    pub fn into_some(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }

    /// The same, for keeping longer than the reader's buffer.
    #[must_use]
    pub fn into_owned(self) -> Details<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let reply = |reply: Reply<'_>| Reply { text: own(reply.text), chosen: reply.chosen };
        Details {
            model: self.model.map(own),
            measures: self.measures,
            replies: self.replies.into_iter().map(reply).collect(),
        }
    }
}
