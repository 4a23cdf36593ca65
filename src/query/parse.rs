//! Reading a filter.

use super::{
    Bound, Field, Filter, FilterError, Problem, Said, Shape, Term, Test, decimal::read_decimal,
    error::nearest, field::NOT_YET,
};
use crate::conversation::{Day, Role};

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// The first thing that cannot be read, with its place and what was probably meant.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let mut reader = Reader { chars: text.chars().collect(), at: 0, open: Vec::new() };
        reader.filter()
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    /// Where the brackets around the place were opened.
    open: Vec<usize>,
}

/// Brackets within brackets that are read.
const DEEPEST: usize = 24;

/// A value as it was written, and where.
struct Written {
    text: String,
    at: usize,
    quoted: bool,
}

fn error(at: usize, problem: Problem) -> FilterError {
    FilterError { at, problem, suggestion: None }
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    /// Whether something stands behind the blanks.
    fn skip_space(&mut self) -> bool {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.at < self.chars.len()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let from = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        self.chars[from..self.at].iter().collect()
    }

    /// Conditions up to the end, or to the bracket that closes them.
    fn filter(&mut self) -> Result<Filter, FilterError> {
        let mut alternatives = vec![Vec::new()];
        let mut latest = self.at;
        while self.skip_space() {
            if self.peek() == Some(')') {
                if self.open.is_empty() {
                    return Err(error(self.at, Problem::StrayBracket));
                }
                break;
            }
            match self.joining() {
                Some("or") => {
                    if alternatives.last().is_some_and(Vec::is_empty) {
                        return Err(error(latest, Problem::NothingThere));
                    }
                    alternatives.push(Vec::new());
                }
                Some(_) => {}
                None => {
                    let terms = self.term()?;
                    if let Some(last) = alternatives.last_mut() {
                        last.extend(terms);
                    }
                }
            }
            latest = self.at;
        }
        if alternatives.len() > 1 && alternatives.last().is_some_and(Vec::is_empty) {
            return Err(error(self.at, Problem::NothingThere));
        }
        let mut filters: Vec<Filter> = alternatives.into_iter().map(|terms| Filter { terms }).collect();
        Ok(if filters.len() == 1 { filters.remove(0) } else { Filter { terms: vec![group(false, filters)] } })
    }

    /// “or” or “and”, if it stands here as a word of its own.
    fn joining(&mut self) -> Option<&'static str> {
        ["or", "and"].into_iter().find(|word| self.eat_word(word))
    }

    /// Goes past a word in any case, if it stands here on its own.
    fn eat_word(&mut self, word: &str) -> bool {
        let end = self.at + word.len();
        let is_it = self.chars.get(self.at..end).is_some_and(|chars| {
            chars.iter().zip(word.chars()).all(|(one, two)| one.eq_ignore_ascii_case(&two))
        });
        let ends = self.chars.get(end).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')'));
        self.at += if is_it && ends { word.len() } else { 0 };
        is_it && ends
    }

    /// One condition; brackets that are not turned round give all that stands in them.
    fn term(&mut self) -> Result<Vec<Term>, FilterError> {
        if self.eat_word("not") {
            if !self.skip_space() || self.peek() == Some(')') {
                return Err(error(self.at, Problem::NothingThere));
            }
            return self.term().map(turned_round);
        }
        let negated =
            self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|c| !c.is_whitespace());
        self.at += usize::from(negated);
        if self.peek() == Some('(') {
            let terms = self.bracket()?.terms;
            return Ok(if negated { turned_round(terms) } else { terms });
        }
        self.condition(negated).map(|term| vec![term])
    }

    fn bracket(&mut self) -> Result<Filter, FilterError> {
        let at = self.at;
        if self.open.len() >= DEEPEST {
            return Err(error(at, Problem::TooDeep));
        }
        self.at += 1;
        self.open.push(at);
        let filter = self.filter()?;
        if !self.eat(')') {
            return Err(error(at, Problem::OpenBracket));
        }
        self.open.pop();
        if filter.terms.is_empty() {
            return Err(error(at, Problem::NothingThere));
        }
        Ok(filter)
    }

    /// `(user: words)`, behind `any`, `first` or `last`.
    fn said_by(&mut self, which: Said, negated: bool) -> Result<Term, FilterError> {
        let opened = self.at;
        self.at += 1;
        self.open.push(opened);
        self.skip_space();
        let at = self.at;
        let name = self.take_while(char::is_alphabetic);
        let speaks = [Role::User, Role::Bot, Role::Agent];
        let role = speaks.into_iter().find(|role| role.name().eq_ignore_ascii_case(&name));
        let Some(role) = role else {
            let suggestion = nearest(&name, speaks.into_iter().map(Role::name));
            return Err(FilterError { at, problem: Problem::NotASpeaker(name), suggestion });
        };
        self.skip_space();
        if !self.eat(':') {
            return Err(error(self.at, Problem::NoValue));
        }
        self.skip_space();
        let words = self.value()?.text;
        self.skip_space();
        if !self.eat(')') {
            return Err(error(opened, Problem::OpenBracket));
        }
        self.open.pop();
        Ok(Term { negated, field: Field::Says, test: Test::SaidBy(which, role, words) })
    }

    fn condition(&mut self, negated: bool) -> Result<Term, FilterError> {
        let at = self.at;
        let name = self.take_while(|c| c.is_ascii_alphabetic() || c == '_');
        let sign = self.peek();
        if sign == Some('(')
            && let Some(which) = Said::ALL.into_iter().find(|which| which.name().eq_ignore_ascii_case(&name))
        {
            return self.said_by(which, negated);
        }
        if !name.is_empty() && matches!(sign, Some(':' | '<' | '>' | '=')) {
            let Some(field) = Field::of_name(&name) else {
                if NOT_YET.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                    return Err(error(at, Problem::NotYet(name)));
                }
                let suggestion = nearest(&name, Field::ALL.into_iter().map(Field::name));
                return Err(FilterError { at, problem: Problem::UnknownField(name), suggestion });
            };
            let test = if sign == Some(':') {
                self.at += 1;
                self.asked(field)?
            } else {
                self.compared(field)?
            };
            return Ok(Term { negated, field, test });
        }
        self.at = at;
        let words = self.value()?.text;
        Ok(Term { negated, field: Field::Says, test: Test::Says(words) })
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
        Ok(Written { text, at, quoted: false })
    }

    /// What stands behind the colon.
    fn asked(&mut self, field: Field) -> Result<Test, FilterError> {
        match field.shape() {
            Shape::Words => Ok(Test::Says(self.value()?.text)),
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
    fn compared(&mut self, field: Field) -> Result<Test, FilterError> {
        let at = self.at;
        let sign = self.take_while(|c| matches!(c, '<' | '>' | '='));
        match field.shape() {
            Shape::Number => {
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

/// What holds where not all of these do.
fn turned_round(mut terms: Vec<Term>) -> Vec<Term> {
    if let [one] = terms.as_mut_slice() {
        one.negated = !one.negated;
        // Brackets that are not turned round and hold no alternatives are no brackets.
        return match &mut one.test {
            Test::AnyOf(filters) if !one.negated && filters.len() == 1 => {
                std::mem::take(&mut filters[0].terms)
            }
            _ => terms,
        };
    }
    vec![group(true, vec![Filter { terms }])]
}

fn group(negated: bool, filters: Vec<Filter>) -> Term {
    Term { negated, field: Field::Group, test: Test::AnyOf(filters) }
}

fn number(written: &Written) -> Result<f64, FilterError> {
    read_decimal(&written.text).ok_or_else(|| error(written.at, Problem::NotANumber(written.text.clone())))
}

fn day(written: &Written) -> Result<Day, FilterError> {
    Day::parse(&written.text).ok_or_else(|| error(written.at, Problem::NotADay(written.text.clone())))
}
