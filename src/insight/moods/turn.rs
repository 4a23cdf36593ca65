//! Where a mood turned: the message of the user from which on it is another than before, and what stands there.

use crate::{
    conversation::Role,
    corpus::UtteranceView,
    insight::Trajectory,
    language::{Act, Marks},
};

/// What can stand where a mood turned: in what was said since the message of the user before, or in the message itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pivot {
    /// The bot did not understand or could not help.
    Fallback,
    /// The bot passed to a person.
    Handoff,
    /// A person answered.
    Agent,
    /// The bot asked something.
    Question,
    /// The bot apologised.
    Apology,
    /// The bot took its leave, or asked whether it helped.
    Closing,
    /// The bot said something that is none of this.
    Answer,
    /// Nobody answered: the user wrote once more.
    NoAnswer,
    /// The user asks for a person.
    AskedHuman,
    /// The user says the same in other words.
    Rephrase,
    /// The user says that it did not help.
    Denial,
    /// The user complains.
    Complaint,
    /// The user thanks or says that it is settled.
    Thanks,
}

impl Pivot {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Fallback,
        Self::Handoff,
        Self::Agent,
        Self::Question,
        Self::Apology,
        Self::Closing,
        Self::Answer,
        Self::NoAnswer,
        Self::AskedHuman,
        Self::Rephrase,
        Self::Denial,
        Self::Complaint,
        Self::Thanks,
    ];

    /// Its name in a filter.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fallback => "fallback",
            Self::Handoff => "handoff",
            Self::Agent => "agent",
            Self::Question => "question",
            Self::Apology => "apology",
            Self::Closing => "closing",
            Self::Answer => "answer",
            Self::NoAnswer => "no_answer",
            Self::AskedHuman => "asked_human",
            Self::Rephrase => "rephrase",
            Self::Denial => "denial",
            Self::Complaint => "complaint",
            Self::Thanks => "thanks",
        }
    }
}

/// What stands at one message: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pivots(pub u16);

impl Pivots {
    fn so(&mut self, pivot: Pivot, holds: bool) {
        self.0 |= u16::from(holds) << pivot as u16;
    }

    /// Whether something is among them.
    pub fn has(self, pivot: Pivot) -> bool {
        self.0 >> pivot as u16 & 1 == 1
    }

    /// They, in their order.
    pub fn iter(self) -> impl Iterator<Item = Pivot> {
        Pivot::ALL.into_iter().filter(move |pivot| self.has(*pivot))
    }

    /// What a message that is not the user's adds.
    fn hear_other(&mut self, said: &UtteranceView) {
        if said.role == Role::Agent {
            self.so(Pivot::Agent, true);
            return;
        }
        let (marks, act) = (said.marks, said.heard.act());
        let holds = [
            (Pivot::Fallback, marks.has(Marks::FALLBACK)),
            (Pivot::Handoff, marks.has(Marks::HANDOFF)),
            (Pivot::Question, marks.has(Marks::QUESTION) || matches!(act, Some(Act::Ask | Act::Offer))),
            (Pivot::Apology, act == Some(Act::Apologise)),
            (Pivot::Closing, marks.has(Marks::CLOSING) || marks.has(Marks::ASKS_HELPED)),
        ];
        for (pivot, holds) in holds {
            self.so(pivot, holds);
        }
        self.so(Pivot::Answer, holds.iter().all(|(_, holds)| !holds));
    }

    /// What the message of the user adds to what was said before it.
    fn with_own(mut self, said: &UtteranceView) -> Self {
        let (marks, act) = (said.marks, said.heard.act());
        self.so(Pivot::NoAnswer, self == Self::default());
        self.so(Pivot::AskedHuman, marks.has(Marks::ASKS_HUMAN));
        self.so(Pivot::Rephrase, marks.has(Marks::REPHRASE));
        self.so(Pivot::Denial, marks.has(Marks::DENIES));
        self.so(Pivot::Complaint, act == Some(Act::Complain));
        self.so(Pivot::Thanks, marks.has(Marks::THANKS) || marks.has(Marks::CONFIRMS));
        self
    }
}

/// Shows each message of the user that has a sentiment: its line, and what stands there.
pub fn each_point(utterances: &[UtteranceView], mut show: impl FnMut(usize, Pivots)) {
    let mut before = Pivots::default();
    for (line, said) in utterances.iter().enumerate() {
        match said.role {
            Role::System => {}
            Role::Bot | Role::Agent => before.hear_other(said),
            Role::User => {
                let here = std::mem::take(&mut before).with_own(said);
                if said.heard.sentiment().is_some() {
                    show(line, here);
                }
            }
        }
    }
}

/// Where a mood turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The line of the first message from which on it is another.
    pub line: u32,
    /// By how much: the mean from there on less the mean before, hundredths.
    pub by: i16,
    /// What stands there.
    pub at: Pivots,
}

impl Turn {
    /// Where the mood of a conversation turned that got better or worse; `moods` are the sentiments of its user's
    /// messages, hundredths.
    pub fn of(utterances: &[UtteranceView], moods: &[i8], course: Trajectory) -> Option<Self> {
        let (place, by) = split(moods, course)?;
        let (mut nth, mut turn) = (0, None);
        each_point(utterances, |line, at| {
            if nth == place {
                turn = Some(Self { line: line as u32, by, at });
            }
            nth += 1;
        });
        turn
    }
}

/// The first of the sentiments that are another than those before, and by how much: of all places at which they go the
/// way that the whole goes, the one that divides them best, by the squares that it leaves within both parts; of equals
/// the first.
///
/// There is one wherever the last third lies below the first (or above it): were the rest behind the first third not
/// below it, all before the last third would be above that.
fn split(moods: &[i8], course: Trajectory) -> Option<(usize, i16)> {
    let sign = match course {
        Trajectory::Deteriorating => -1,
        Trajectory::Improving => 1,
        Trajectory::Steady | Trajectory::Recovered => return None,
    };
    let (n, sum) = (moods.len() as i64, moods.iter().map(|mood| i64::from(*mood)).sum::<i64>());
    let (mut before, mut best) = (0, None::<(usize, i64, i64)>);
    for (at, mood) in moods.iter().enumerate() {
        let k = at as i64;
        // The difference of both means, times how many stand on one side and on the other.
        let apart = k * sum - n * before;
        let sides = k * (n - k);
        if apart * sign > 0 && sides > 0 {
            let square = |apart: i64, others: i64| i128::from(apart) * i128::from(apart) * i128::from(others);
            if best.is_none_or(|(_, known, of)| square(apart, of) > square(known, sides)) {
                best = Some((at, apart, sides));
            }
        }
        before += i64::from(*mood);
    }
    let (at, apart, sides) = best?;
    Some((at, ((2 * apart.abs() + sides) / (2 * sides) * apart.signum()) as i16))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{language::Heard, query::Field, query::Shape};

    #[test]
    fn a_mood_turns_where_two_parts_are_most_unlike() {
        for (moods, course, turn) in [
            (&[50, 40, 30, -20, -60][..], Trajectory::Deteriorating, Some((3, -80))),
            (&[10, -80, -70, -60], Trajectory::Deteriorating, Some((1, -80))),
            (&[-50, -40, 0, 30, 60], Trajectory::Improving, Some((2, 75))),
            // Up in between: it counts where it goes the way of the whole.
            (&[0, 100, -30], Trajectory::Deteriorating, Some((2, -80))),
            (&[40, -100, 10], Trajectory::Deteriorating, Some((1, -85))),
            (&[10, 10, 10], Trajectory::Steady, None),
            (&[0, -60, -60, 5], Trajectory::Recovered, None),
        ] {
            assert_eq!(Trajectory::of(moods), Some(course), "{moods:?}");
            assert_eq!(split(moods, course), turn, "{moods:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_got_better_or_worse_turned_somewhere(moods in prop::collection::vec(-100i8..=100, 3..40)) {
            let course = Trajectory::of(&moods).unwrap();
            let found = split(&moods, course);
            let moved = matches!(course, Trajectory::Deteriorating | Trajectory::Improving);
            prop_assert_eq!(found.is_some(), moved);
            if let Some((at, by)) = found {
                prop_assert!((1..moods.len()).contains(&at));
                let goes_along = if course == Trajectory::Improving { by >= 0 } else { by <= 0 };
                prop_assert!(goes_along);
            }
        }
    }

    fn said(role: Role, marks: Marks, mood: Option<i8>) -> UtteranceView {
        let heard = mood.map_or(Heard::default(), |mood| Heard::default().with_sentiment(mood));
        UtteranceView { role, at: None, marks, heard, taught: 0, row: 0 }
    }

    #[test]
    fn what_stands_at_a_turn_is_what_was_said_since_the_user_spoke() {
        let none = Marks::default();
        let talk = [
            said(Role::User, none, Some(30)),
            said(Role::Bot, none, None),
            said(Role::User, none, Some(20)),
            said(Role::Bot, Marks::FALLBACK, None),
            said(Role::Bot, Marks::QUESTION, None),
            said(Role::System, none, None),
            said(Role::User, Marks::REPHRASE.with(Marks::ASKS_HUMAN), Some(-70)),
            said(Role::User, none, Some(-80)),
        ];
        let moods = [30, 20, -70, -80];
        let turn = Turn::of(&talk, &moods, Trajectory::of(&moods).unwrap()).unwrap();
        assert_eq!((turn.line, turn.by), (6, -100));
        let at: Vec<&str> = turn.at.iter().map(Pivot::name).collect();
        assert_eq!(at, ["fallback", "question", "asked_human", "rephrase"]);
        let mut all = Vec::new();
        each_point(&talk, |line, at| all.push((line, at.iter().map(Pivot::name).collect::<Vec<_>>())));
        assert_eq!(all[1], (2, vec!["answer"]));
        assert_eq!(all[3], (7, vec!["no_answer"]));
    }

    #[test]
    fn a_filter_knows_every_name() {
        let Shape::Listed(names) = Field::Turned.shape() else { panic!("a list is expected") };
        let own: Vec<&str> = Pivot::ALL.iter().map(|pivot| pivot.name()).chain(["none"]).collect();
        assert_eq!(names, own);
    }
}
