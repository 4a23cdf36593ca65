//! Values in words, each by its unit.

pub use crate::words::{bytes, chance, count, decimal, duration, plural, points, share, signed};
use crate::{
    ingest::Sentence,
    insight::{Interval, Unit},
    report::ProblemRow,
    text::capitalised,
    words::tr,
};

/// A value as it is shown, without its count.
///
/// ```
/// use undertone::{insight::Unit, ui::words::value};
/// assert_eq!(value(Unit::Count, 1329.0, 1329), "1,329");
/// assert_eq!(value(Unit::Share, 0.31, 50), "31\u{202f}%");
/// assert_eq!(value(Unit::Money, 9825.4, 1), "9,825");
/// assert_eq!(value(Unit::Money, 2.5, 1), "2.50");
/// assert_eq!(value(Unit::Money, 0.00041, 1), "0.00041");
/// assert_eq!(value(Unit::Millis, 92_000.0, 1), "1 min 32 s");
/// ```
pub fn value(unit: Unit, value: f64, of: u64) -> String {
    match unit {
        Unit::Count if value.fract() == 0.0 => count(value.max(0.0) as u64),
        Unit::Number if value.abs() < 10.0 => decimal(value, 2),
        Unit::Count | Unit::Number => decimal(value, 1),
        Unit::Money => money(value),
        Unit::Share => share(value, of),
        Unit::Millis => duration(value),
        Unit::Score => decimal(value, 2),
        Unit::Sentiment => signed(value),
        Unit::Points => points(value),
        Unit::Chance => chance(value),
    }
}

/// An interval of a rate: `28.5–33.6 %`; of sentiments: `−0.12 … +0.03`; of amounts: `1.20 … 3.40`.
pub fn interval(unit: Unit, interval: &Interval) -> String {
    match unit {
        Unit::Sentiment => format!("{} … {}", signed(interval.low), signed(interval.high)),
        Unit::Count => format!("{} … {}", count(interval.low as u64), count(interval.high.ceil() as u64)),
        Unit::Money => format!("{} … {}", money(interval.low), money(interval.high)),
        Unit::Number | Unit::Score => {
            format!("{} … {}", decimal(interval.low, 2), decimal(interval.high, 2))
        }
        Unit::Millis => format!("{} … {}", duration(interval.low), duration(interval.high)),
        Unit::Points => format!("{} … {}", points(interval.low), points(interval.high)),
        _ => format!("{}–{}\u{202f}%", decimal(interval.low * 100.0, 1), decimal(interval.high * 100.0, 1)),
    }
}

/// An amount: of thousands nobody counts the hundredths, and what a token costs is next to nothing.
fn money(value: f64) -> String {
    match value.abs() {
        large @ 1_000.0.. => format!("{}{}", if value < 0.0 { "−" } else { "" }, count(large.round() as u64)),
        small if small > 0.0 && small < 0.1 => decimal(value, 5),
        _ => decimal(value, 2),
    }
}

/// A snake_case name as words: `csat_top2` → `Csat top2`.
pub fn title_of(name: &str) -> String {
    capitalised(&name.replace('_', " "))
}

/// What the worker says, in the language that is set, as a sentence.
pub fn said(said: &Sentence) -> String {
    sentence(&said.said(tr))
}

/// What is wrong with a record or a file, in the language that is set.
pub fn problem(problem: &ProblemRow) -> String {
    said(&problem.because)
}

/// Words as a sentence: a capital first, a full stop last.
pub fn sentence(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let stop = if words.ends_with(['.', '?']) { "" } else { "." };
    capitalised(words) + stop
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        conversation::Zone,
        engine::{Analysis, Settings},
        report::FileReport,
        words::{Locale, set_locale},
    };

    #[test]
    fn what_was_read_is_said_in_the_language_that_is_set() {
        let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: false });
        analysis.begin_file("file");
        analysis.push(b"conversation_id,role,message\n1,user,Hi\n1,bot,Hello\nalone\n1,bot,Bye\n");
        analysis.end_file();
        let file = FileReport::from(analysis.logs().next().unwrap());
        assert_eq!(said(&file.because), sentence(&file.why));
        assert_eq!(problem(&file.problems[0]), sentence(&file.problems[0].message));
        set_locale(Locale::German);
        assert_eq!(
            said(&file.because),
            "Eine Tabelle mit Komma als Trennzeichen, eine Zeile je Nachricht; verstandene Spalten: \
             Gespräch, Rolle des Sprechers, Text der Nachricht."
        );
        assert_eq!(problem(&file.problems[0]), "Die Zahl der Felder ist in der Zeile 1, in der Kopfzeile 3.");
        assert_eq!(tr(&file.problem_titles[0]), "falsche Zahl von Feldern");
    }
}
