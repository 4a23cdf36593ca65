//! What the model and the rules together say of an utterance.

use super::{Act, Emotion, Emotions, Marks, Segment, Signal, Signals};
use crate::conversation::Role;

/// What was said just before in the same conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// By whom.
    pub role: Role,
    /// What it did, as it was read; `None` where that was unsure.
    pub act: Option<Act>,
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

/// The act that a rule claims, and whether it does so only where the model is unsure. The rules are
/// narrow: what they see they see rightly, so they come before the model.
pub(super) fn act_by_rule(role: Role, marks: Marks) -> Option<(Act, bool)> {
    const OF_USER: &[(Marks, Act)] = &[
        (Marks::ASKS_HUMAN, Act::AskHuman),
        (Marks::THANKS, Act::Thank),
        (Marks::GREETING, Act::Greeting),
        (Marks::YES, Act::Confirm),
        (Marks::NO, Act::Deny),
    ];
    const OF_TEAM: &[(Marks, Act)] = &[
        (Marks::HANDOFF, Act::Handoff),
        (Marks::FALLBACK, Act::Fallback),
        (Marks::GREETING, Act::Greeting),
        (Marks::CLOSING, Act::Close),
    ];
    let (table, asks) = match role {
        Role::User => (OF_USER, Act::Question),
        _ => (OF_TEAM, Act::Ask),
    };
    let claimed = table.iter().find(|(mark, _)| marks.has(*mark)).map(|(_, act)| (*act, false));
    claimed.or_else(|| marks.has(Marks::QUESTION).then_some((asks, true)))
}
