//! What stands behind a name and its sign: names, numbers, days and stretches of time, each alone, as a
//! range or compared; and what is looked for in messages.

use super::{
    Bound, Field, FilterError, Problem, Shape, Test, Words,
    decimal::read_decimal,
    error::nearest,
    parse::{Reader, error},
};
use crate::conversation::Day;

/// A value as it was written, and where.
pub(super) struct Written {
    text: String,
    at: usize,
    quoted: bool,
}

impl Reader<'_> {
    /// What stands behind the sign: names, or a range of numbers.
    pub(super) fn asked_of_column(&mut self) -> Result<Test, FilterError> {
        self.at += 1;
        let at = self.at;
        let written = self.value()?;
        if !written.quoted && written.text.contains("..") {
            let (low, high) = ends(&written, number)?;
            return range(low, high, at);
        }
        self.at = at;
        Ok(Test::OneOf(self.names(None)?))
    }

    /// Words, or a pattern between slashes.
    pub(super) fn words(&mut self) -> Result<Words, FilterError> {
        if self.peek() == Some('/') {
            return self.pattern();
        }
        let Written { text, at, .. } = self.value()?;
        if text.trim_matches('*').trim().is_empty() {
            return Err(error(at, Problem::NoValue));
        }
        Ok(Words::Phrase(text))
    }

    fn pattern(&mut self) -> Result<Words, FilterError> {
        let opened = self.at;
        let mut end = opened + 1;
        while self.chars.get(end).is_some_and(|c| *c != '/') {
            end += if self.chars[end] == '\\' { 2 } else { 1 };
        }
        let is_end = |c: &char| c.is_whitespace() || *c == ')';
        if end >= self.chars.len() || !self.chars.get(end + 1).is_none_or(is_end) {
            return Err(error(opened, Problem::OpenPattern));
        }
        let pattern: String = self.chars[opened + 1..end].iter().collect();
        if pattern.trim().is_empty() {
            return Err(error(opened, Problem::NoValue));
        }
        if let Some(wrong) = (self.wrong)(&pattern) {
            return Err(error(opened + 1 + wrong, Problem::BadPattern));
        }
        self.at = end + 1;
        Ok(Words::Pattern(pattern))
    }

    /// A value in quotes, or up to a blank or comma.
    fn value(&mut self) -> Result<Written, FilterError> {
        let at = self.at;
        if self.eat('"') {
            let text = self.take_while(|c| c != '"');
            if !self.eat('"') {
                return Err(error(at, Problem::OpenQuote));
            }
            if text.trim().is_empty() {
                return Err(error(at, Problem::NoValue));
            }
            return Ok(Written { text, at, quoted: true });
        }
        let in_brackets = !self.open.is_empty();
        let text =
            self.take_while(|c| !c.is_whitespace() && c != ',' && c != '"' && !(in_brackets && c == ')'));
        if text.is_empty() {
            return Err(error(at, Problem::NoValue));
        }
        // What is near in meaning is not found yet.
        if text.starts_with('~') {
            return Err(error(at, Problem::NotYet("~".into())));
        }
        Ok(Written { text, at, quoted: false })
    }

    /// What stands behind the colon.
    pub(super) fn asked(&mut self, field: Field) -> Result<Test, FilterError> {
        match field.shape() {
            Shape::Words => Ok(Test::Says(self.words()?)),
            Shape::Number => {
                let written = self.value()?;
                let (low, high) = ends(&written, number)?;
                range(low, high, written.at)
            }
            Shape::Day => {
                let written = self.value()?;
                let (low, high) = ends(&written, day)?;
                days(low.map(|low| low.0), high.map(|high| high.0), written.at)
            }
            Shape::Span => span(&self.value()?),
            Shape::Listed(known) => Ok(Test::OneOf(self.names(Some(known))?)),
            Shape::Named => Ok(Test::OneOf(self.names(None)?)),
        }
    }

    fn names(&mut self, known: Option<&[&'static str]>) -> Result<Vec<String>, FilterError> {
        let mut names = Vec::new();
        loop {
            let Written { text, at, quoted } = self.value()?;
            let name = match known {
                None => text,
                Some(known) => match known.iter().find(|name| name.eq_ignore_ascii_case(&text)) {
                    Some(name) => (*name).to_owned(),
                    None if text == super::MASKED => text,
                    None => {
                        let suggestion = nearest(&text, known.iter().copied());
                        let at = at + usize::from(quoted);
                        return Err(FilterError { at, problem: Problem::UnknownValue(text), suggestion });
                    }
                },
            };
            if !names.contains(&name) {
                names.push(name);
            }
            if !self.eat(',') {
                return Ok(names);
            }
        }
    }

    /// A comparison: `<`, `<=`, `>`, `>=`, `=`.
    pub(super) fn compared(&mut self, field: Field) -> Result<Test, FilterError> {
        let at = self.at;
        if field.shape() == Shape::Number {
            return self.compared_number();
        }
        let sign = self.sign();
        match field.shape() {
            Shape::Day => {
                let value = day(&self.value()?)?;
                Ok(match sign.as_str() {
                    "<" => Test::Days(None, Some(Day(value.0 - 1))),
                    "<=" => Test::Days(None, Some(value)),
                    ">" => Test::Days(Some(Day(value.0 + 1)), None),
                    ">=" => Test::Days(Some(value), None),
                    "=" => Test::Days(Some(value), Some(value)),
                    _ => return Err(error(at, Problem::NoValue)),
                })
            }
            _ if sign == "=" => self.asked(field),
            _ => Err(error(at, Problem::NoOrder)),
        }
    }

    pub(super) fn compared_number(&mut self) -> Result<Test, FilterError> {
        let at = self.at;
        let sign = self.sign();
        let value = number(&self.value()?)?;
        let bound = |inclusive| Some(Bound { value, inclusive });
        Ok(match sign.as_str() {
            "<" => Test::Between(None, bound(false)),
            "<=" => Test::Between(None, bound(true)),
            ">" => Test::Between(bound(false), None),
            ">=" => Test::Between(bound(true), None),
            "=" => Test::Between(bound(true), bound(true)),
            _ => return Err(error(at, Problem::NoValue)),
        })
    }

    fn sign(&mut self) -> String {
        self.take_while(|c| matches!(c, '<' | '>' | '='))
    }
}

/// One end of a range and whether it belongs to it.
type End<T> = Option<(T, bool)>;

/// Both ends of `3..10`, `3..`, `..10`, `>3..<10`, or twice the same of a single value.
fn ends<T: Copy>(
    written: &Written,
    read: impl Fn(&Written) -> Result<T, FilterError>,
) -> Result<(End<T>, End<T>), FilterError> {
    let Some((low, high)) = written.text.split_once("..") else {
        let value = read(written)?;
        return Ok((Some((value, true)), Some((value, true))));
    };
    let end = |text: &str, at: usize, open: char| {
        let bare = text.strip_prefix(open);
        let offset = at + usize::from(bare.is_some());
        let text = bare.unwrap_or(text);
        if text.is_empty() {
            return Ok(None);
        }
        let part = Written { text: text.to_owned(), at: offset, quoted: false };
        Ok(Some((read(&part)?, bare.is_none())))
    };
    let high_at = written.at + low.chars().count() + 2;
    let (low, high) = (end(low, written.at, '>')?, end(high, high_at, '<')?);
    if low.is_none() && high.is_none() {
        return Err(error(written.at, Problem::NoValue));
    }
    Ok((low, high))
}

fn range(low: End<f64>, high: End<f64>, at: usize) -> Result<Test, FilterError> {
    if let (Some(low), Some(high)) = (low, high)
        && low.0 > high.0
    {
        return Err(error(at, Problem::Backwards));
    }
    let bound = |end: End<f64>| end.map(|(value, inclusive)| Bound { value, inclusive });
    Ok(Test::Between(bound(low), bound(high)))
}

fn days(low: Option<Day>, high: Option<Day>, at: usize) -> Result<Test, FilterError> {
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return Err(error(at, Problem::Backwards));
    }
    Ok(Test::Days(low, high))
}

fn span(written: &Written) -> Result<Test, FilterError> {
    let hours = || {
        let (number, unit) = written.text.split_at_checked(written.text.len().checked_sub(1)?)?;
        let hours = match unit {
            "h" => 1,
            "d" => 24,
            "w" => 7 * 24,
            _ => return None,
        };
        number.parse::<u32>().ok()?.checked_mul(hours).filter(|hours| *hours > 0)
    };
    hours().map(Test::Last).ok_or_else(|| error(written.at, Problem::NotASpan(written.text.clone())))
}

fn number(written: &Written) -> Result<f64, FilterError> {
    read_decimal(&written.text).ok_or_else(|| error(written.at, Problem::NotANumber(written.text.clone())))
}

fn day(written: &Written) -> Result<Day, FilterError> {
    Day::parse(&written.text).ok_or_else(|| error(written.at, Problem::NotADay(written.text.clone())))
}
