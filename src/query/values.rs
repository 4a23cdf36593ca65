//! What stands behind a name and its sign: names, numbers, days and stretches of time, each alone, as a
//! range or compared; and what is looked for in messages.

use super::{
    Bound, FilterError, Funnel, Path, Problem, Shape, Test, Words,
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
        self.at = at;
        if !written.quoted && written.text.contains("..") {
            return self.ranged(Shape::Number);
        }
        Ok(Test::OneOf(self.names(None)?))
    }

    /// Words, a pattern between slashes, or behind a tilde a sentence whose meaning is looked for.
    pub(super) fn words(&mut self) -> Result<Words, FilterError> {
        if self.peek() == Some('/') {
            return self.pattern();
        }
        let by_meaning = self.eat('~');
        let Written { text, at, .. } = self.value()?;
        if by_meaning && !text.trim().is_empty() {
            return Ok(Words::Meaning(text));
        }
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

    /// A value in quotes, of which one that belongs to it is doubled, or up to a blank or comma.
    fn value(&mut self) -> Result<Written, FilterError> {
        let at = self.at;
        if self.eat('"') {
            let mut text = String::new();
            loop {
                text.push_str(&self.take_while(|c| c != '"'));
                if !self.eat('"') {
                    return Err(error(at, Problem::OpenQuote));
                }
                if !self.eat('"') {
                    break;
                }
                text.push('"');
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
        Ok(Written { text, at, quoted: false })
    }

    /// What stands behind the colon.
    pub(super) fn asked(&mut self, shape: Shape) -> Result<Test, FilterError> {
        match shape {
            Shape::Words => Ok(Test::Says(None, self.words()?)),
            Shape::Number | Shape::Seconds | Shape::Day => self.ranged(shape),
            Shape::Span => span(&self.value()?),
            Shape::Listed(known) => Ok(Test::OneOf(self.names(Some(known))?)),
            Shape::Named => Ok(Test::OneOf(self.names(None)?)),
            Shape::Path => self.ways(),
            Shape::Funnel => self.funnel(),
        }
    }

    /// Ways from state to state; several, one of which is taken, are divided by commas.
    fn ways(&mut self) -> Result<Test, FilterError> {
        let at = self.at;
        let ways = self.names(None)?;
        match ways.iter().find(|way| Path::parse(way).is_none()) {
            Some(wrong) => Err(error(at, Problem::NotAPath(wrong.clone()))),
            None => Ok(Test::OneOf(ways)),
        }
    }

    /// Steps one after the other. What is wrong in one is said where the line of steps begins.
    fn funnel(&mut self) -> Result<Test, FilterError> {
        let Written { text, at, quoted } = self.value()?;
        let read = Funnel::read(&text, self.columns, self.wrong);
        read.map(|funnel| Test::Funnel(Box::new(funnel))).map_err(|error| FilterError {
            at: at + usize::from(quoted) + error.at,
            suggestion: None,
            ..error
        })
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
    pub(super) fn compared(&mut self, shape: Shape) -> Result<Test, FilterError> {
        let at = self.at;
        let sign = self.take_while(|c| matches!(c, '<' | '>' | '='));
        if !matches!(shape, Shape::Number | Shape::Seconds | Shape::Day) {
            return if sign == "=" { self.asked(shape) } else { Err(error(at, Problem::NoOrder)) };
        }
        let written = self.value()?;
        let value = end_of(shape, &written.text, written.at)?;
        let bound = |inclusive| Some(Bound { value, inclusive });
        let (low, high) = match sign.as_str() {
            "<" => (None, bound(false)),
            "<=" => (None, bound(true)),
            ">" => (bound(false), None),
            ">=" => (bound(true), None),
            "=" => (bound(true), bound(true)),
            _ => return Err(error(at, Problem::NoValue)),
        };
        range(shape, low, high, written.at)
    }

    /// A range such as `3..10`, `3..`, `..10`, `>3..<10`, or a single value.
    fn ranged(&mut self, shape: Shape) -> Result<Test, FilterError> {
        let Written { text, at, .. } = self.value()?;
        let Some((low, high)) = text.split_once("..") else {
            let one = Some(Bound { value: end_of(shape, &text, at)?, inclusive: true });
            return range(shape, one, one, at);
        };
        let end = |text: &str, at: usize, open: char| {
            let bare = text.strip_prefix(open);
            let inclusive = bare.is_none();
            match bare.unwrap_or(text) {
                "" => Ok(None),
                text => {
                    let value = end_of(shape, text, at + usize::from(!inclusive))?;
                    Ok(Some(Bound { value, inclusive }))
                }
            }
        };
        let high_at = at + low.chars().count() + 2;
        match (end(low, at, '>')?, end(high, high_at, '<')?) {
            (None, None) => Err(error(at, Problem::NoValue)),
            (low, high) => range(shape, low, high, at),
        }
    }
}

/// One end of a range; a day by its number.
fn end_of(shape: Shape, text: &str, at: usize) -> Result<f64, FilterError> {
    let is_day = matches!(shape, Shape::Day);
    let value = match shape {
        Shape::Day => Day::parse(text).map(|day| f64::from(day.0)),
        Shape::Seconds => match text.strip_suffix("ms") {
            Some(millis) => read_decimal(millis).map(|millis| millis / 1_000.0),
            None => read_decimal(text.strip_suffix('s').unwrap_or(text)),
        },
        _ => read_decimal(text),
    };
    let problem = if is_day { Problem::NotADay } else { Problem::NotANumber };
    value.ok_or_else(|| error(at, problem(text.to_owned())))
}

fn range(
    shape: Shape,
    mut low: Option<Bound>,
    mut high: Option<Bound>,
    at: usize,
) -> Result<Test, FilterError> {
    let is_day = matches!(shape, Shape::Day);
    if is_day {
        // Days are whole: beside one that does not belong to the range stands one that does.
        for (end, step) in [(&mut low, 1.0), (&mut high, -1.0)] {
            if let Some(end) = end.as_mut().filter(|end| !end.inclusive) {
                end.value += step;
            }
        }
    }
    if let (Some(low), Some(high)) = (low, high)
        && low.value > high.value
    {
        return Err(error(at, Problem::Backwards));
    }
    let day = |end: Option<Bound>| end.map(|end| Day(end.value as i32));
    Ok(if is_day { Test::Days(day(low), day(high)) } else { Test::Between(low, high) })
}

fn span(written: &Written) -> Result<Test, FilterError> {
    let minutes = || {
        let (number, unit) = written.text.split_at_checked(written.text.len().checked_sub(1)?)?;
        let minutes = match unit {
            "m" => 1,
            "h" => 60,
            "d" => 24 * 60,
            "w" => 7 * 24 * 60,
            _ => return None,
        };
        number.parse::<u32>().ok()?.checked_mul(minutes).filter(|minutes| *minutes > 0)
    };
    minutes().map(Test::Last).ok_or_else(|| error(written.at, Problem::NotASpan(written.text.clone())))
}
