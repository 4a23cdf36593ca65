//! Sentiment: how users feel about the matter, message by message, and how that goes over a conversation.

use super::{Board, Case, Days, Definition, Family, Trajectory, Unit, figure::Base};
use crate::language::SentimentClass;

/// Hundredths in a bin of the spread.
const BIN: i32 = 20;

/// Bins from −1 to 1.
const BINS: usize = 10;

/// Why there may be no sentiment at all.
pub(super) const NOT_HEARD: &str =
    "no user message was understood: there was no language model, or it does not read their language";

/// What any pile of conversations contributes to sentiment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentimentPartial {
    messages: u64,
    felt: u64,
    /// Sum of sentiments, hundredths.
    sum: i64,
    /// Sum of their squares.
    squares: u64,
    classes: [u64; SentimentClass::ALL.len()],
    bins: [u64; BINS],
    courses: [u64; Trajectory::ALL.len()],
    days: Days<{ SentimentClass::ALL.len() }>,
}

crate::frozen! { SentimentPartial { messages, felt, sum, squares, classes, bins, courses, days } }

impl Family for SentimentPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let voice = &case.voice;
        self.messages += u64::from(case.digest.by_role[crate::conversation::Role::User as usize]);
        if voice.felt == 0 {
            return;
        }
        self.felt += u64::from(voice.felt);
        self.sum += i64::from(voice.sum);
        for mood in case.moods {
            self.bins[((i32::from(*mood) + 100) / BIN).clamp(0, BINS as i32 - 1) as usize] += 1;
            self.squares += u64::from(mood.unsigned_abs()).pow(2);
        }
        for (class, count) in voice.classes.iter().enumerate() {
            self.classes[class] += u64::from(*count);
            if let Some(start) = case.start.filter(|_| *count > 0) {
                self.days.add(start.day, class, u64::from(*count));
            }
        }
        if let Some(course) = voice.trajectory {
            self.courses[course as usize] += 1;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.messages += other.messages;
        self.felt += other.felt;
        self.sum += other.sum;
        self.squares += other.squares;
        let lists = [
            (&mut self.classes[..], &other.classes[..]),
            (&mut self.bins[..], &other.bins[..]),
            (&mut self.courses[..], &other.courses[..]),
        ];
        for (mine, theirs) in lists {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        self.days.merge(&other.days);
    }

    fn finish(&self, board: &mut Board) {
        let base = Base { none: NOT_HEARD, few: "fewer than 5 user messages that could be understood" };
        let sums = (self.sum, self.squares);
        board.mean_sentiment("sentiment_mean", sums, self.felt, self.messages, base);
        let negative = self.classes[SentimentClass::Negative as usize];
        board.rate("negative_share", negative, self.felt, base);
        let class = |class: &SentimentClass| (class.name().to_owned(), self.classes[*class as usize]);
        board.breakdown("sentiment_class", SentimentClass::ALL.iter().map(class).collect(), self.felt);
        let course = |course: Trajectory| (course.name().to_owned(), self.courses[course as usize]);
        let courses = Trajectory::ALL.into_iter().map(course).collect();
        board.breakdown("sentiment_trajectory", courses, self.courses.iter().sum());
        let bins = (0..BINS).map(|bin| {
            let low = f64::from(bin as i32 * BIN - 100) / 100.0;
            (low, low + f64::from(BIN) / 100.0, self.bins[bin])
        });
        board.spread_of("sentiment", Unit::Sentiment, bins.collect(), self.felt);
        let (start, courses) = self.days.finish();
        for (class, counts) in SentimentClass::ALL.iter().zip(courses) {
            board.daily(&format!("{}_over_time", class.name()), start, counts);
        }
    }
}

const EXCLUDED: &str = "messages of bots, agents and events; messages in languages that are not read, and those whose \
                        words say nothing of a feeling count as neutral";

const BY_DAY: &str = "conversations without any time; of data over more than twenty years, the days outside the \
                      twenty years that hold the most";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "sentiment_mean",
        title: "Sentiment",
        formula: "The mean sentiment of user messages, from −1 to 1: the speaker's feeling towards the matter, not \
                  politeness and not the topic. Estimated by a model, which can be wrong about a single message.",
        numerator: "the sentiments of user messages",
        denominator: "user messages with a sentiment",
        excluded: EXCLUDED,
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "negative_share",
        title: "Negative messages",
        formula: "User messages with a sentiment of at most −0.2 ÷ user messages with a sentiment.",
        numerator: "negative user messages",
        denominator: "user messages with a sentiment",
        excluded: EXCLUDED,
        when_empty: "absent",
        evidence: "mood:negative",
    },
    Definition {
        name: "sentiment_class",
        title: "Sentiment by class",
        formula: "User messages by sentiment: at most −0.2 is negative, at least 0.2 positive, between them neutral.",
        numerator: "user messages of each class",
        denominator: "user messages with a sentiment",
        excluded: EXCLUDED,
        when_empty: "every part is 0",
        evidence: "",
    },
    Definition {
        name: "sentiment_trajectory",
        title: "How the mood went",
        formula: "Mean sentiment of the last third of a user's messages minus that of the first third: at least 0.2 is \
                  improving, at most −0.2 deteriorating, else steady; recovered is a dip of 0.2 below both in the \
                  middle that ends at its beginning or above.",
        numerator: "conversations of each course",
        denominator: "conversations with at least three user messages with a sentiment",
        excluded: "conversations with fewer",
        when_empty: "every part is 0",
        evidence: "",
    },
    Definition {
        name: "sentiment",
        title: "Spread of sentiment",
        formula: "User messages by sentiment, in steps of 0.2.",
        numerator: "user messages",
        denominator: "user messages with a sentiment",
        excluded: EXCLUDED,
        when_empty: "no steps",
        evidence: "",
    },
    Definition {
        name: "negative_over_time",
        title: "Negative messages over time",
        formula: "Negative user messages, by the local day on which their conversation began.",
        excluded: BY_DAY,
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "neutral_over_time",
        title: "Neutral messages over time",
        formula: "Neutral user messages, by the local day on which their conversation began.",
        excluded: BY_DAY,
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "positive_over_time",
        title: "Positive messages over time",
        formula: "Positive user messages, by the local day on which their conversation began.",
        excluded: BY_DAY,
        when_empty: "no days",
        ..Definition::EMPTY
    },
];
