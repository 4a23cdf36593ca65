//! Money, shares, counts and spans of time.

use super::scan::{Scan, Shape};
use super::{EntityKind, Found};

/// Currencies by sign, code and name.
const CURRENCIES: &[(&str, &[&str])] = &[
    ("EUR", &["€", "eur", "euro", "euros"]),
    ("USD", &["$", "usd", "dollar", "dollars", "bucks"]),
    ("GBP", &["£", "gbp", "pound", "pounds", "quid"]),
    ("CHF", &["chf", "franken", "sfr"]),
    ("JPY", &["¥", "jpy", "yen"]),
    ("INR", &["₹", "inr", "rupees", "rs"]),
    ("SEK", &["sek", "kr", "kronor"]),
    ("NOK", &["nok"]),
    ("DKK", &["dkk", "kroner"]),
    ("PLN", &["zł", "pln", "zloty"]),
    ("CAD", &["cad"]),
    ("AUD", &["aud"]),
    ("BRL", &["brl", "reais"]),
    ("CZK", &["czk", "kč"]),
];

fn currency(word: &str) -> Option<&'static str> {
    CURRENCIES.iter().find(|(_, words)| words.contains(&word)).map(|(code, _)| *code)
}

/// "€ 49,90", "90 EUR", "two hundred dollars".
pub(super) fn money(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let reais = scan.low(i) == "r" && scan.low(i + 1) == "$";
    let sign = if reais { Some("BRL") } else { currency(scan.low(i)) };
    let number_at = i + usize::from(reais) + usize::from(sign.is_some());
    // A currency's sign before the number; its name only where it is a code.
    let leads = sign.is_some()
        && (scan.shape(number_at - 1) == Some(Shape::Mark) || scan.raw(number_at - 1).len() <= 3);
    if leads && scan.shape(number_at) == Some(Shape::Number) {
        let (value, to) = scan.number(number_at)?;
        return Some(Found::new(EntityKind::Money, i, to, format!("{value} {}", sign?)));
    }
    let (value, to) = scan.number(i)?;
    let code = currency(scan.low(to))?;
    Some(Found::new(EntityKind::Money, i, to + 1, format!("{value} {code}")))
}

/// "12 %", "five per cent", "a quarter".
pub(super) fn percent(scan: &Scan<'_>, i: usize) -> Option<Found> {
    if scan.has(i, "a quarter") && !matches!(scan.low(i + 2), "past" | "to" | "of" | "after") {
        return Some(Found::new(EntityKind::Percent, i, i + 2, "25"));
    }
    let (value, to) = scan.number(i)?;
    let length = match scan.low(to) {
        "%" | "percent" | "prozent" | "pct" => 1,
        "per" if scan.low(to + 1) == "cent" => 2,
        _ => return None,
    };
    Some(Found::new(EntityKind::Percent, i, to + length, value))
}

/// The letter of a unit of time, and whether it is one of the day.
pub(super) fn unit(word: &str) -> Option<(char, bool)> {
    Some(match word {
        "second" | "seconds" | "sec" | "secs" | "sekunden" | "sekunde" => ('S', true),
        "minute" | "minutes" | "min" | "mins" | "minuten" => ('M', true),
        "hour" | "hours" | "hr" | "hrs" | "h" | "stunde" | "stunden" => ('H', true),
        "day" | "days" | "tag" | "tage" | "tagen" => ('D', false),
        "week" | "weeks" | "woche" | "wochen" => ('W', false),
        "month" | "months" | "monat" | "monate" | "monaten" => ('M', false),
        "year" | "years" | "jahr" | "jahre" | "jahren" => ('Y', false),
        _ => return None,
    })
}

fn period(value: &str, (letter, daily): (char, bool)) -> String {
    format!("P{}{value}{letter}", if daily { "T" } else { "" })
}

/// "20 minutes", "half an hour", "a 30-day trial", "2h15".
pub(super) fn duration(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let found = |to: usize, value: &str| Some(Found::new(EntityKind::Duration, i, to, value));
    if scan.has(i, "half an hour") {
        return found(i + 3, "PT30M");
    }
    if scan.has(i, "an hour and a half") {
        return found(i + 5, "PT1H30M");
    }
    if scan.low(i) == "fortnight" {
        return found(i + 1, "P14D");
    }
    let article = matches!(scan.low(i), "a" | "an" | "eine" | "einen" | "einem" | "einer");
    if article {
        // "twice a day" and "90 a month" say how often.
        let often = i > 0
            && (scan.shape(i - 1) == Some(Shape::Number)
                || matches!(scan.before(i), "once" | "twice" | "times" | "per"));
        let unit = unit(scan.low(i + 1)).filter(|_| !often)?;
        return found(i + 2, &period("1", unit));
    }
    let (value, to) = scan.number(i)?;
    if scan.low(to) == "h"
        && scan.is_glued(to)
        && scan.shape(to + 1) == Some(Shape::Number)
        && scan.is_glued(to + 1)
    {
        // With two digits before it, it is a time of day.
        return (value.len() < 2).then(|| found(to + 2, &format!("PT{value}H{}M", scan.raw(to + 1))))?;
    }
    let gap = usize::from(scan.low(to) == "-" && scan.is_glued(to));
    let unit = unit(scan.low(to + gap))?;
    found(to + gap + 1, &period(&value, unit))
}

/// Words that follow a number without being what is counted.
const NOT_COUNTED: &[&str] = &[
    "of", "and", "or", "to", "is", "in", "on", "at", "for", "the", "a", "an", "am", "pm", "uhr", "times",
    "time", "with", "from", "per", "by", "it", "i", "you", "we", "st", "nd", "rd", "th", "more", "was",
    "are", "but", "not", "please", "x", "days", "pro", "plus", "than", "days", "if", "so", "as", "und",
    "oder", "o", "that", "has", "have", "went", "did", "can", "which", "again", "now", "still", "too",
    "there", "here", "this", "my", "your", "will", "already", "yet",
];

/// "25 seats", "a dozen chairs", "one more monitor".
pub(super) fn quantity(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let (value, to) = if scan.has(i, "half a dozen") {
        ("6".to_owned(), i + 3)
    } else if scan.has(i, "a dozen") {
        ("12".to_owned(), i + 2)
    } else {
        scan.number(i)?
    };
    let labelled = matches!(
        scan.before(i),
        "#" | "order" | "version" | "no" | "nr" | "number" | "room" | "gate" | "." | "-" | "/" | "v"
    );
    let to = to + usize::from(scan.low(to) == "more");
    let word = scan.low(to);
    let counted = scan.shape(to) == Some(Shape::Word)
        && word.len() > 2
        && !scan.is_glued(to)
        && !NOT_COUNTED.contains(&word);
    let plural = value == "1"
        || word.ends_with(['s', 'n', 'e'])
        || matches!(word, "people" | "kids" | "children" | "men" | "women");
    (counted && plural && !labelled && value.len() < 9)
        .then(|| Found::new(EntityKind::Quantity, i, to + 1, value))
}
