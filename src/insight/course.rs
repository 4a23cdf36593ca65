//! How figures go over time: their trend in steps, and their change from one window to the next.
//!
//! Both are made of finished boards: one per step, one per window. So a step's figure is the figure of
//! its conversations, by the same definition as the whole.

use serde::{Deserialize, Serialize};

use super::{Board, Figure, Series, State, Unit};
use crate::{
    conversation::{Day, Named},
    stats::{Interval, difference, wilson},
};

/// How wide a step of a trend is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

crate::frozen_by_place! { Step }

impl Step {
    const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The narrowest step that gives no more than a few dozen of them.
    pub fn for_days(days: i32) -> Self {
        match days {
            ..=31 => Self::Day,
            32..=217 => Self::Week,
            _ => Self::Month,
        }
    }

    /// Number of the step that a day falls in; neighbours differ by one.
    pub fn number(self, day: Day) -> i32 {
        match self {
            Self::Day => day.0,
            // 1970-01-01 was a Thursday.
            Self::Week => (day.0 + 3).div_euclid(7),
            Self::Month => {
                let (year, month, _) = day.date();
                year * 12 + month as i32 - 1
            }
        }
    }

    /// First day of the step with this number.
    pub fn first_day(self, number: i32) -> Day {
        match self {
            Self::Day => Day(number),
            Self::Week => Day(number * 7 - 3),
            Self::Month => Day::from_date(number.div_euclid(12), number.rem_euclid(12) as u32 + 1, 1),
        }
    }
}

/// A figure in steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// First day of the first step, `YYYY-MM-DD`.
    pub start: String,
    /// How wide the steps are.
    pub step: Step,
    /// The figure of each step; `None` where it is absent or rests on too few cases, and for a count in
    /// a step that the data do not fill.
    pub values: Vec<Option<f64>>,
    /// Cases behind each.
    pub counts: Vec<u64>,
}

/// A figure in two windows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The figure in the later window.
    pub now: f64,
    /// The figure in the earlier window.
    pub before: f64,
    /// Interval of the difference: of two shares Newcombe's, from Wilson's; of two means from theirs.
    pub interval: Option<Interval>,
    /// Whether the data show a difference: the interval leaves out 0; for a count, the split of
    /// both windows' cases leaves out one half.
    pub clear: bool,
}

/// Figures in the latest window and in the one before it, both of the same length.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// First and last day of the later window, `YYYY-MM-DD`.
    pub now: (String, String),
    /// First and last day of the earlier window.
    pub before: (String, String),
    /// By name: the shares, sentiments and counts that are present in both.
    pub figures: Named<Compared>,
}

/// Figures over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// By name.
    pub trends: Named<Trend>,
    /// Against the window before, where there is one.
    pub change: Option<Change>,
}

/// Counts that have a trend; of shares and sentiments, all.
const COUNTED: [&str; 4] = ["conversations", "users", "utterances", "engaged_conversations"];

/// Whether more of a figure is welcome. Of most nobody can say: containment says who spoke, not
/// whether it helped.
pub fn welcome(name: &str) -> Option<bool> {
    match name {
        "resolution_rate"
        | "csat_top2"
        | "bot_resolution_confirmed_rate"
        | "bot_resolution_durable_rate"
        | "first_contact_resolution_rate"
        | "quality_deflection_rate"
        | "feedback_positive_rate"
        | "sentiment_mean" => Some(true),
        "fallback_rate"
        | "fallback_conversation_rate"
        | "bounce_rate"
        | "negative_share"
        | "rephrase_rate"
        | "repeat_contact_rate"
        | "flagged_answer_rate"
        | "unsupported_answer_rate"
        | "unanswered_question_rate" => Some(false),
        _ => None,
    }
}

fn has_trend(figure: &Figure) -> bool {
    matches!(figure.unit, Unit::Share | Unit::Sentiment) || COUNTED.contains(&figure.name.as_str())
}

/// First and last day of a daily series.
pub fn days_of(series: &Series) -> Option<(Day, Day)> {
    let first = Day::parse(&series.start)?;
    let days = i32::try_from(series.values.len()).ok().filter(|days| *days > 0)?;
    Some((first, Day(first.0 + days - 1)))
}

/// The trends of a whole whose steps these boards are, one board per step from that of `first` to that
/// of `last`.
pub fn trends(step: Step, first: Day, last: Day, whole: &Board, steps: &[Board]) -> Named<Trend> {
    let begin = step.number(first);
    let filled = |at: usize| {
        let number = begin + at as i32;
        step.first_day(number) >= first && step.first_day(number + 1).0 - 1 <= last.0
    };
    let trend = |figure: &Figure| {
        let of_step = |(at, board): (usize, &Board)| {
            let there = board.figures.get(&figure.name).filter(|there| there.state == State::Ok);
            let value = there.and_then(|there| there.value);
            value.filter(|_| figure.unit != Unit::Count || filled(at))
        };
        let cases =
            |board: &Board| board.figures.get(&figure.name).map_or(0, |there| there.of.unwrap_or(there.n));
        Trend {
            start: step.first_day(begin).to_string(),
            step,
            values: steps.iter().enumerate().map(of_step).collect(),
            counts: steps.iter().map(cases).collect(),
        }
    };
    let figures = whole.figures.values().filter(|figure| has_trend(figure));
    figures.map(|figure| (figure.name.clone(), trend(figure))).collect()
}

/// The windows to compare in data from `first` to `last`: the one that is asked for and as many days before
/// it, else the last four weeks or the last week and as many days before. `None` where the data do
/// not reach so far, back or forth: half a window is no match for a whole one.
pub fn windows(first: Day, last: Day, asked: Option<(Day, Day)>) -> Option<[(Day, Day); 2]> {
    let (from, to) = match asked {
        Some(asked) => asked,
        None => match last.0 - first.0 + 1 {
            56.. => (Day(last.0 - 27), last),
            14..=55 => (Day(last.0 - 6), last),
            _ => return None,
        },
    };
    let days = to.0.checked_sub(from.0)?.checked_add(1)?;
    let before = (Day(from.0.checked_sub(days)?), Day(from.0 - 1));
    (before.0 >= first && to <= last).then_some([(from, to), before])
}

/// The change between the boards of two windows.
pub fn change(windows: [(Day, Day); 2], now: &Board, before: &Board) -> Change {
    let words = |(from, to): (Day, Day)| (from.to_string(), to.to_string());
    let figures = now.figures.values().filter(|figure| has_trend(figure)).filter_map(|figure| {
        Some((figure.name.clone(), compared(figure, before.figures.get(&figure.name)?)?))
    });
    Change { now: words(windows[0]), before: words(windows[1]), figures: figures.collect() }
}

/// A figure beside the same of before; `None` where one of the two cannot be read.
pub fn compared(now: &Figure, before: &Figure) -> Option<Compared> {
    let there = |figure: &Figure| figure.value.filter(|_| figure.state == State::Ok);
    let (value, old) = (there(now)?, there(before)?);
    let (interval, clear) = if now.unit == Unit::Count {
        let split = wilson(now.n, now.n + before.n);
        (None, split.is_some_and(|split| split.low > 0.5 || split.high < 0.5))
    } else {
        let method = if now.unit == Unit::Share { "newcombe" } else { "normal" };
        let ends = (now.interval.as_ref()?, before.interval.as_ref()?);
        let interval = difference((value, ends.0), (old, ends.1), method);
        let clear = interval.low > 0.0 || interval.high < 0.0;
        (Some(interval), clear)
    };
    Some(Compared { now: value, before: old, interval, clear })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_numbered_without_a_gap() {
        for step in [Step::Day, Step::Week, Step::Month] {
            for day in (20_000..21_000).map(Day) {
                let number = step.number(day);
                assert!(step.first_day(number) <= day && day < step.first_day(number + 1), "{step:?} {day}");
            }
        }
        assert_eq!(
            Step::Week.first_day(Step::Week.number(Day(20_514))),
            Day(20_514),
            "a Monday begins its week"
        );
    }

    #[test]
    fn a_mean_is_compared_by_its_interval() {
        let mean = |value: f64, half: f64| Figure {
            name: "sentiment_mean".into(),
            unit: Unit::Sentiment,
            value: Some(value),
            n: 100,
            of: Some(100),
            interval: Some(Interval {
                low: value - half,
                high: value + half,
                level: 0.95,
                method: "normal".into(),
            }),
            state: State::Ok,
            reason: None,
        };
        let of = |half| compared(&mean(0.1, half), &mean(-0.1, half)).unwrap();
        assert!(of(0.1).clear && !of(0.2).clear);
        let interval = of(0.3).interval.unwrap();
        assert!((interval.low - (0.2 - 0.18_f64.sqrt())).abs() < 1e-9, "{interval:?}");
        assert!(has_trend(&mean(0.1, 0.1)));
    }

    #[test]
    fn windows_fit_the_data_or_there_are_none() {
        let day = |n| Day(20_000 + n);
        assert_eq!(windows(day(0), day(12), None), None);
        assert_eq!(windows(day(0), day(13), None), Some([(day(7), day(13)), (day(0), day(6))]));
        assert_eq!(windows(day(0), day(89), None), Some([(day(62), day(89)), (day(34), day(61))]));
        let asked = Some((day(10), day(19)));
        assert_eq!(windows(day(0), day(89), asked), Some([(day(10), day(19)), (day(0), day(9))]));
        assert_eq!(windows(day(1), day(89), asked), None);
    }
}
