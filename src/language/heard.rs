//! What is heard in an utterance, as it is stored: eight bytes beside its marks.

use super::{Act, Before, Emotions, Language, Segment, SentimentClass, Signals};
use crate::{conversation::Role, text::model::Sketch};

/// What stands where a label is not there.
const NONE: u8 = u8::MAX;

/// What stands where a sentiment is not there.
const NO_SENTIMENT: i8 = i8::MIN;

/// What is heard in one utterance. A label of which the model is not sure is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Heard {
    sentiment: i8,
    act: u8,
    segment: u8,
    language: u8,
    listened: bool,
    /// Whether the act is the likeliest, and no sure one.
    act_is_guessed: bool,
    /// What the user feels.
    pub emotions: Emotions,
    /// What the user gives away.
    pub signals: Signals,
}

impl Default for Heard {
    fn default() -> Self {
        Self {
            sentiment: NO_SENTIMENT,
            act: NONE,
            segment: NONE,
            language: NONE,
            listened: false,
            act_is_guessed: false,
            emotions: Emotions::default(),
            signals: Signals::default(),
        }
    }
}

impl Heard {
    /// With a sentiment in hundredths, −100 to 100.
    #[must_use]
    pub fn with_sentiment(self, hundredths: i8) -> Self {
        Self { sentiment: hundredths.clamp(-100, 100), ..self }
    }

    /// With an act.
    #[must_use]
    pub fn with_act(self, act: Option<Act>) -> Self {
        Self { act: act.map_or(NONE, |act| act as u8), act_is_guessed: false, ..self }
    }

    /// With an act that is only the likeliest: the next message is read after it, and it is counted nowhere.
    #[must_use]
    pub fn with_guessed_act(self, act: Option<Act>) -> Self {
        Self { act_is_guessed: true, ..self.with_act(act) }
    }

    /// What it is to the message behind it, by who said it, but for what it means.
    pub fn before(self, role: Role) -> Before {
        Before { role, act: Act::ALL.get(usize::from(self.act)).copied(), meaning: Sketch::default() }
    }

    /// With a segment.
    #[must_use]
    pub fn with_segment(self, segment: Option<Segment>) -> Self {
        Self { segment: segment.map_or(NONE, |segment| segment as u8), ..self }
    }

    /// With the language that it is in.
    #[must_use]
    pub fn with_language(self, language: Option<Language>) -> Self {
        Self { language: language.map_or(NONE, |language| language as u8), ..self }
    }

    /// Sentiment in hundredths, −100 to 100; `None` where it could not be read.
    pub fn sentiment(self) -> Option<i8> {
        (self.sentiment != NO_SENTIMENT).then_some(self.sentiment)
    }

    /// The class of its sentiment.
    pub fn class(self) -> Option<SentimentClass> {
        self.sentiment().map(SentimentClass::of)
    }

    /// What it does; `None` where that is not sure.
    pub fn act(self) -> Option<Act> {
        Act::ALL.get(usize::from(self.act)).copied().filter(|_| !self.act_is_guessed)
    }

    /// How far along the way to buying; `None` where that is not sure.
    pub fn segment(self) -> Option<Segment> {
        Segment::ALL.get(usize::from(self.segment)).copied()
    }

    /// The language that it is in; `None` where there is too little to tell.
    pub fn language(self) -> Option<Language> {
        Language::ALL.get(usize::from(self.language)).copied()
    }

    /// Whether the model listened to it at all.
    pub fn was_listened_to(self) -> bool {
        self.listened
    }

    /// As the model leaves it, whatever it found.
    #[must_use]
    pub fn listened_to(self) -> Self {
        Self { listened: true, ..self }
    }

    /// All of it in one number.
    pub fn bits(self) -> u64 {
        let [low, high] = self.signals.0.to_le_bytes();
        u64::from_le_bytes([
            self.sentiment as u8,
            self.act,
            self.segment,
            self.language,
            self.emotions.0,
            low,
            high,
            u8::from(self.listened) | u8::from(self.act_is_guessed) << 1,
        ])
    }

    /// What such a number says. Labels that are not known are left out.
    pub fn of_bits(bits: u64) -> Self {
        let [sentiment, act, segment, language, emotions, low, high, listened] = bits.to_le_bytes();
        let known = |number: u8, labels: usize| if usize::from(number) < labels { number } else { NONE };
        let sentiment = sentiment as i8;
        Self {
            sentiment: if sentiment == NO_SENTIMENT { sentiment } else { sentiment.clamp(-100, 100) },
            act: known(act, Act::ALL.len()),
            segment: known(segment, Segment::ALL.len()),
            language: known(language, Language::ALL.len()),
            listened: listened & 1 == 1,
            act_is_guessed: listened & 2 == 2,
            emotions: Emotions::known(emotions),
            signals: Signals::known(u16::from_le_bytes([low, high])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Emotion, Signal};

    #[test]
    fn what_is_heard_survives_its_number() {
        let mut heard = Heard::default()
            .with_sentiment(-45)
            .with_act(Some(Act::Complain))
            .with_segment(Some(Segment::Support))
            .with_language(Some(Language::Spanish))
            .listened_to();
        heard.emotions = Emotions::default().with(Emotion::Anger);
        heard.signals = Signals::default().with(Signal::EscalationThreat);
        assert_eq!(Heard::of_bits(heard.bits()), heard);
        assert_eq!(Heard::of_bits(Heard::default().bits()), Heard::default());
        let guessed = heard.with_guessed_act(Some(Act::Question));
        assert_eq!(Heard::of_bits(guessed.bits()), guessed);
        assert_eq!((guessed.act(), guessed.before(Role::User).act), (None, Some(Act::Question)));
        assert_eq!(Heard::default().sentiment(), None);
    }

    #[test]
    fn a_number_of_another_make_names_only_what_is_known() {
        let heard = Heard::of_bits(u64::MAX);
        assert_eq!((heard.act(), heard.segment()), (None, None));
        assert_eq!(heard.signals.iter().count(), Signal::ALL.len());
        assert_eq!(heard.signals, Signals::known(u16::MAX));
        assert!(Heard::of_bits(0x7f).sentiment().is_some_and(|value| value <= 100));
    }
}
