//! What is heard of the user in a conversation: moods, signals and segment, read off once for all families.

use super::Turn;
use crate::{
    conversation::Role,
    corpus::UtteranceView,
    language::{Acts, Emotion, Emotions, Language, Marks, Segment, SentimentClass, Signals},
};

/// Hundredths by which a mood must move between the first and the last third to be called moved, and by which
/// the middle must lie below both to be called a dip.
const MOVED: i32 = 20;

/// User messages with a sentiment that a trajectory needs: one for each third.
const THIRDS: usize = 3;

/// How a user's mood went over a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trajectory {
    /// Ends above its beginning, without a dip.
    Improving,
    /// Ends where it began.
    Steady,
    /// Ends below its beginning.
    Deteriorating,
    /// Dips in the middle and ends at its beginning or above.
    Recovered,
}

impl Trajectory {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Improving, Self::Steady, Self::Deteriorating, Self::Recovered];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Improving => "improving",
            Self::Steady => "steady",
            Self::Deteriorating => "deteriorating",
            Self::Recovered => "recovered",
        }
    }

    /// How a course of sentiments in hundredths went: the mean of its last third against that of its first.
    /// `None` of fewer than three.
    ///
    /// ```
    /// use undertone::insight::Trajectory;
    /// assert_eq!(Trajectory::of(&[-60, -10, 50]), Some(Trajectory::Improving));
    /// assert_eq!(Trajectory::of(&[0, -80, 10]), Some(Trajectory::Recovered));
    /// assert_eq!(Trajectory::of(&[0, -80]), None);
    /// ```
    pub fn of(moods: &[i8]) -> Option<Self> {
        if moods.len() < THIRDS {
            return None;
        }
        let third = moods.len() / 3;
        let mean = |moods: &[i8]| moods.iter().map(|mood| i32::from(*mood)).sum::<i32>() / moods.len() as i32;
        let first = mean(&moods[..third]);
        let middle = mean(&moods[third..moods.len() - third]);
        let last = mean(&moods[moods.len() - third..]);
        let dips = middle <= first.min(last) - MOVED;
        Some(match last - first {
            change if change <= -MOVED => Self::Deteriorating,
            change if dips && change >= 0 => Self::Recovered,
            change if change >= MOVED => Self::Improving,
            _ => Self::Steady,
        })
    }
}

/// What is heard of the user in one conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// User messages that were listened to at all: where the model was there.
    pub heard: u32,
    /// User messages with a sentiment.
    pub felt: u32,
    /// Sum of their sentiments, hundredths.
    pub sum: i32,
    /// Of each class, in the order of [`SentimentClass::ALL`].
    pub classes: [u32; SentimentClass::ALL.len()],
    /// Sentiment of the last of them, hundredths.
    pub last: Option<i8>,
    /// How the mood went.
    pub trajectory: Option<Trajectory>,
    /// Where it turned, if it got better or worse.
    pub turn: Option<Turn>,
    /// User messages with each emotion.
    pub emotions: [u16; Emotion::ALL.len()],
    /// User messages with any.
    pub moved: u32,
    /// What the user gives away in any of them.
    pub signals: Signals,
    /// What anyone does in any message.
    pub acts: Acts,
    /// How far along the way to buying the conversation gets.
    pub segment: Option<Segment>,
    /// User messages that say once more what the one before said.
    pub rephrases: u32,
    /// The language of the first user message whose language is known.
    pub language: Option<Language>,
    /// Labels that people taught, in any of the user's messages, a bit each by its slot.
    pub taught: u16,
}

impl Voice {
    /// Listens to a conversation, and puts the sentiments of its user messages, in order, behind those that
    /// are there.
    pub fn of(utterances: &[UtteranceView], moods: &mut Vec<i8>) -> Self {
        let mut voice = Self::default();
        let begin = moods.len();
        for said in utterances {
            if let Some(act) = said.heard.act() {
                voice.acts = voice.acts.with(act);
            }
            if said.role == Role::User {
                voice.hear(said, moods);
            }
        }
        let moods = &moods[begin..];
        voice.trajectory = Trajectory::of(moods);
        voice.turn = voice.trajectory.and_then(|course| Turn::of(utterances, moods, course));
        voice.last = moods.last().copied();
        voice
    }

    fn hear(&mut self, said: &UtteranceView, moods: &mut Vec<i8>) {
        let heard = said.heard;
        self.rephrases += u32::from(said.marks.has(Marks::REPHRASE));
        self.heard += u32::from(heard.was_listened_to());
        self.language = self.language.or(heard.language());
        self.taught |= said.taught;
        if let Some(mood) = heard.sentiment() {
            self.felt += 1;
            self.sum += i32::from(mood);
            self.classes[SentimentClass::of(mood) as usize] += 1;
            moods.push(mood);
        }
        self.moved += u32::from(heard.emotions != Emotions::default());
        for emotion in heard.emotions.iter() {
            let count = &mut self.emotions[emotion as usize];
            *count = count.saturating_add(1);
        }
        self.signals = self.signals.and_those_of(heard.signals);
        if let Some(segment) = heard.segment() {
            self.segment = Some(self.segment.map_or(segment, |known| further(known, segment)));
        }
    }

    /// Mean sentiment of the user's messages, −1 to 1; `None` where none has one.
    pub fn sentiment(&self) -> Option<f64> {
        (self.felt > 0).then(|| f64::from(self.sum) / f64::from(self.felt) / 100.0)
    }
}

/// Which of two segments a conversation is: a customer with a problem before all; else the one further along
/// the way to buying; other only where nothing else appears.
fn further(one: Segment, two: Segment) -> Segment {
    let rank = |segment| match segment {
        Segment::Other => 0,
        Segment::Research => 1,
        Segment::Comparison => 2,
        Segment::Objection => 3,
        Segment::ReadyToBuy => 4,
        Segment::Support => 5,
    };
    if rank(two) > rank(one) { two } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Act, Heard, Signal};

    fn said(role: Role, heard: Heard) -> UtteranceView {
        UtteranceView { role, at: None, marks: Marks::default(), heard, taught: 0, row: 0 }
    }

    #[test]
    fn the_course_of_a_mood_has_a_name() {
        let cases: &[(&[i8], Option<Trajectory>)] = &[
            (&[], None),
            (&[10, 10, 10], Some(Trajectory::Steady)),
            (&[50, 40, 30, -20, -60], Some(Trajectory::Deteriorating)),
            (&[-50, -40, 0, 30, 60], Some(Trajectory::Improving)),
            (&[0, -60, -60, 5], Some(Trajectory::Recovered)),
            (&[0, -60, -60, -30], Some(Trajectory::Deteriorating)),
            (&[10, 10, -70, 10, 30], Some(Trajectory::Recovered)),
        ];
        for (moods, course) in cases {
            assert_eq!(Trajectory::of(moods), *course, "{moods:?}");
        }
    }

    #[test]
    fn a_conversation_is_as_far_as_it_got_unless_it_is_support() {
        let segment = |segment| said(Role::User, Heard::default().with_segment(Some(segment)));
        let mut moods = Vec::new();
        let bought = [Segment::Other, Segment::ReadyToBuy, Segment::Research].map(segment);
        assert_eq!(Voice::of(&bought, &mut moods).segment, Some(Segment::ReadyToBuy));
        let customer = [Segment::ReadyToBuy, Segment::Support].map(segment);
        assert_eq!(Voice::of(&customer, &mut moods).segment, Some(Segment::Support));
        assert_eq!(Voice::of(&[], &mut moods).segment, None);
    }

    #[test]
    fn moods_and_signals_are_the_users_alone_and_acts_are_everybodys() {
        let mut angry = Heard::default().with_sentiment(-70).with_act(Some(Act::Complain));
        angry.emotions = Emotions::default().with(Emotion::Anger);
        angry.signals = Signals::default().with(Signal::ChurnRisk);
        let mut bot = Heard::default().with_sentiment(90).with_act(Some(Act::Apologise));
        bot.signals = Signals::default().with(Signal::Lead);
        let mut moods = Vec::new();
        let voice = Voice::of(&[said(Role::User, angry), said(Role::Bot, bot)], &mut moods);
        assert_eq!((voice.sentiment(), voice.last, moods.as_slice()), (Some(-0.7), Some(-70), &[-70][..]));
        assert_eq!(voice.signals, Signals::default().with(Signal::ChurnRisk));
        assert_eq!(voice.acts.iter().collect::<Vec<_>>(), [Act::Complain, Act::Apologise]);
        assert_eq!((voice.moved, voice.emotions[Emotion::Anger as usize]), (1, 1));
    }
}
