//! What a source says about a conversation and about each utterance, before anything is analysed.
//!
//! Fields are public: any value is legal. Borrowed text (`'a`) is the reader's buffer and raw; it
//! lives until the engine has masked it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Details, Millis, Outcome, Role};

/// A satisfaction rating on its own scale. Top two boxes of `max` (or 1 of 1) count as satisfied.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// The score given.
    pub score: f64,
    /// The highest score of the scale: 1 (yes/no, thumbs), 5, 7 or 10.
    pub max: f64,
}

impl Rating {
    /// In the top two boxes (a two-valued scale: the upper one).
    ///
    /// ```
    /// use undertone::conversation::Rating;
    /// assert!(Rating { score: 4.0, max: 5.0 }.is_top_two());
    /// assert!(!Rating { score: 3.0, max: 5.0 }.is_top_two());
    /// assert!(Rating { score: 1.0, max: 1.0 }.is_top_two());
    /// ```
    pub fn is_top_two(self) -> bool {
        if self.max <= 2.0 { self.score >= self.max } else { self.score > self.max - 2.0 + 1e-9 }
    }

    /// In the bottom two boxes (a two-valued scale: the lower one).
    pub fn is_bottom_two(self) -> bool {
        if self.max <= 2.0 { self.score < self.max } else { self.score <= 2.0 }
    }
}

/// A verdict on one bot answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feedback {
    /// Thumbs up, "helpful".
    Up,
    /// Thumbs down, "not helpful".
    Down,
}

/// What the source says of a whole conversation. A later statement replaces an earlier one, an
/// absent one leaves it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts<'a> {
    /// A stable id of the user, if the source has one. A bare name is none.
    pub user: Option<Cow<'a, str>>,
    /// Channel, as the source spells it.
    pub channel: Option<Cow<'a, str>>,
    /// Language tag, as the source spells it.
    pub language: Option<Cow<'a, str>>,
    /// Experiment variant or bot version.
    pub variant: Option<Cow<'a, str>>,
    /// Rating of the conversation.
    pub rating: Option<Rating>,
    /// What was written beside the rating.
    pub comment: Option<Cow<'a, str>>,
    /// What the source states about the outcome. "Closed" alone states nothing.
    pub outcome: Option<Outcome>,
    /// Whether the source says that a person took over.
    pub handoff: Option<bool>,
    /// Tags or labels.
    pub tags: Vec<Cow<'a, str>>,
    /// Further columns of the source, each with the name by which a filter asks for it. Here the first
    /// statement stays: such a column may be about the message it stands beside.
    pub columns: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl Facts<'_> {
    /// The same, for keeping longer than the reader's buffer.
    #[must_use]
    pub fn into_owned(self) -> Facts<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Facts {
            user: self.user.map(own),
            channel: self.channel.map(own),
            language: self.language.map(own),
            variant: self.variant.map(own),
            rating: self.rating,
            comment: self.comment.map(own),
            outcome: self.outcome,
            handoff: self.handoff,
            tags: self.tags.into_iter().map(own).collect(),
            columns: self.columns.into_iter().map(|(name, value)| (own(name), own(value))).collect(),
        }
    }
}

/// One message by one speaker, raw, as a reader hands it on.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance<'a> {
    /// Who speaks.
    pub role: Role,
    /// When, if the source says.
    pub at: Option<Millis>,
    /// What was said, unmasked.
    pub text: Cow<'a, str>,
    /// The source's intent for it.
    pub intent: Option<Cow<'a, str>>,
    /// The source's confidence in that intent, 0 to 1.
    pub confidence: Option<f64>,
    /// The source says that this bot utterance is a fallback (or this user utterance was missed).
    pub fallback: bool,
    /// A verdict on this answer.
    pub feedback: Option<Feedback>,
    /// What else the source knows of it.
    pub details: Option<Box<Details<'a>>>,
}

impl<'a> Utterance<'a> {
    /// An utterance of which only role, time and text are known.
    pub fn new(role: Role, at: Option<Millis>, text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            role,
            at,
            text: text.into(),
            intent: None,
            confidence: None,
            fallback: false,
            feedback: None,
            details: None,
        }
    }

    /// The same, for keeping longer than the reader's buffer.
    #[must_use]
    pub fn into_owned(self) -> Utterance<'static> {
        Utterance {
            role: self.role,
            at: self.at,
            text: Cow::Owned(self.text.into_owned()),
            intent: self.intent.map(|intent| Cow::Owned(intent.into_owned())),
            confidence: self.confidence,
            fallback: self.fallback,
            feedback: self.feedback,
            details: self.details.map(|details| Box::new(details.into_owned())),
        }
    }
}
