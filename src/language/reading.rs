//! What the model and the rules together say of an utterance.

use super::{Act, Emotion, Emotions, Marks, Segment, Signal, Signals};
use crate::{conversation::Role, text::model::Sketch};

/// What was said just before in the same conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// By whom.
    pub role: Role,
    /// What the model thinks that it did, sure or not; `None` where it thinks nothing.
    pub act: Option<Act>,
    /// What it meant, as the signs of its embedding; those of nothing where that is not known.
    pub meaning: Sketch,
}

impl Before {
    /// With what it meant.
    #[must_use]
    pub fn meaning(self, meaning: Sketch) -> Self {
        Self { meaning, ..self }
    }
}

/// An utterance that is to be understood.
#[derive(Clone, Copy, Debug)]
pub struct Said<'t> {
    /// By whom.
    pub role: Role,
    /// The masked text.
    pub text: &'t str,
    /// What the rules, the source and the masking know of it.
    pub marks: Marks,
    /// What was said before it; `None` at the beginning of a conversation.
    pub before: Option<Before>,
}

/// What an utterance was read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it does; `None` where the model is unsure.
    pub act: Option<Act>,
    /// How sure the model is of that act, in percent.
    pub act_confidence: u8,
    /// Whether a rule decided the act, and not the model.
    pub act_by_rule: bool,
    /// What the model thinks likeliest, sure or not: what comes next is read in its light.
    pub likeliest_act: Option<Act>,
    /// Where a user is on the way to buying; `None` where unsure, and of who is no user.
    pub segment: Option<Segment>,
    /// How sure the model is of that segment, in percent.
    pub segment_confidence: u8,
    /// What a user feels.
    pub emotions: Emotions,
    /// What a user gives away.
    pub signals: Signals,
    /// A bot did not understand or cannot help.
    pub fallback: bool,
    /// A bot passes to a person.
    pub handoff: bool,
}

impl Reading {
    /// What this is to the utterance behind it, but for what it means.
    pub fn before(&self, role: Role) -> Before {
        Before { role, act: self.likeliest_act, meaning: Sketch::default() }
    }
}

/// Any one label that the model gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Where a user is on the way to buying.
    Segment(Segment),
    /// What an utterance does.
    Act(Act),
    /// What a user feels.
    Emotion(Emotion),
    /// What a user gives away.
    Signal(Signal),
    /// A bot did not understand or cannot help.
    Fallback,
    /// A bot passes to a person.
    Handoff,
}

impl Label {
    /// The label of the name that it has in the model.
    ///
    /// ```
    /// use undertone::language::{Label, Signal};
    /// assert_eq!(Label::of_name("signal:churn_risk"), Some(Label::Signal(Signal::ChurnRisk)));
    /// assert_eq!(Label::of_name("signal:weather"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<Self> {
        match name.split_once(':') {
            Some(("segment", name)) => Segment::of_name(name).map(Self::Segment),
            Some(("act", name)) => Act::of_name(name).map(Self::Act),
            Some(("emotion", name)) => Emotion::of_name(name).map(Self::Emotion),
            Some(("signal", name)) => Signal::of_name(name).map(Self::Signal),
            None if name == "fallback" => Some(Self::Fallback),
            None if name == "handoff" => Some(Self::Handoff),
            _ => None,
        }
    }
}

/// How firmly a rule claims an act.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// Whatever the model says: the rule sees little, and what it sees it sees rightly.
    Firm,
    /// Where the model is unsure.
    IfUnsure,
}

/// The act that a rule claims.
pub(super) fn act_by_rule(role: Role, marks: Marks) -> Option<(Act, Claim)> {
    const OF_USER: &[(Marks, Act, Claim)] = &[
        (Marks::ASKS_HUMAN, Act::AskHuman, Claim::Firm),
        (Marks::THANKS, Act::Thank, Claim::Firm),
        (Marks::GREETING, Act::Greeting, Claim::Firm),
        (Marks::YES, Act::Confirm, Claim::Firm),
        (Marks::NO, Act::Deny, Claim::Firm),
        (Marks::QUESTION, Act::Question, Claim::IfUnsure),
    ];
    // A question of theirs may be an offer, a closing or a survey, so no rule claims it.
    const OF_TEAM: &[(Marks, Act, Claim)] = &[
        (Marks::HANDOFF, Act::Handoff, Claim::Firm),
        (Marks::FALLBACK, Act::Fallback, Claim::Firm),
        (Marks::GREETING, Act::Greeting, Claim::Firm),
        (Marks::CLOSING, Act::Close, Claim::IfUnsure),
    ];
    let table = if role == Role::User { OF_USER } else { OF_TEAM };
    table.iter().find(|(mark, ..)| marks.has(*mark)).map(|(_, act, claim)| (*act, *claim))
}
