//! Reading a filter.

use super::{COLUMN, Field, Filter, FilterError, Problem, Said, Shape, Term, Test, error::nearest};
use crate::{conversation::Role, text::lowered};

/// The columns of a source that a filter may ask for.
#[derive(Clone, Copy, Debug)]
pub enum Columns<'c> {
    /// The data are not there yet: any name may be one.
    Any,
    /// These.
    These(&'c [&'c str]),
}

impl Filter {
    /// Reads a filter that asks for no column of a source.
    ///
    /// # Errors
    /// The first thing that cannot be read, with its place and what was probably meant.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        Self::parse_with(text, Columns::These(&[]))
    }

    /// Reads a filter of data with these columns. Of a pattern only its end is looked for.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_with(text: &str, columns: Columns<'_>) -> Result<Self, FilterError> {
        Self::read(text, columns, |_| None)
    }

    /// As [`Self::parse_with`]; `wrong` gives the place in a pattern at which it means nothing.
    pub(super) fn read(
        text: &str,
        columns: Columns<'_>,
        wrong: fn(&str) -> Option<usize>,
    ) -> Result<Self, FilterError> {
        let chars = text.chars().collect();
        let mut reader = Reader { chars, at: 0, open: Vec::new(), deep: 0, deepest: 0, columns, wrong };
        reader.filter()
    }
}

pub(super) struct Reader<'c> {
    pub(super) chars: Vec<char>,
    pub(super) at: usize,
    /// Where the brackets around the place were opened.
    pub(super) open: Vec<usize>,
    /// Conditions within conditions around the place, and the most of them so far.
    deep: usize,
    deepest: usize,
    pub(super) columns: Columns<'c>,
    pub(super) wrong: fn(&str) -> Option<usize>,
}

/// Conditions within conditions that are read.
const DEEPEST: usize = 24;

/// Characters in which a bracket says who speaks, blanks included.
const MOST_BEFORE_COLON: usize = 12;

pub(super) fn error(at: usize, problem: Problem) -> FilterError {
    FilterError { at, problem, suggestion: None }
}

impl Reader<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
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

    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
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
            let at = self.at;
            match self.joining() {
                Some("then") => return Err(error(at, Problem::NothingThere)),
                Some("or") => {
                    if alternatives.last().is_some_and(Vec::is_empty) {
                        return Err(error(latest, Problem::NothingThere));
                    }
                    alternatives.push(Vec::new());
                }
                Some(_) => {}
                None => {
                    let terms = self.chain()?;
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
        // Alternatives are written back in brackets, which must be read again.
        if alternatives.len() > 1 && self.open.is_empty() && self.deepest >= DEEPEST {
            return Err(error(0, Problem::TooDeep));
        }
        let mut filters: Vec<Filter> = alternatives.into_iter().map(|terms| Filter { terms }).collect();
        Ok(if filters.len() == 1 { filters.remove(0) } else { Filter { terms: vec![group(false, filters)] } })
    }

    /// “or”, “and” or “then”, if it stands here as a word of its own.
    fn joining(&mut self) -> Option<&'static str> {
        ["or", "and", "then"].into_iter().find(|word| self.eat_word(word))
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

    /// Reads what belongs to something around it.
    fn deeper<T>(
        &mut self,
        at: usize,
        read: impl FnOnce(&mut Self) -> Result<T, FilterError>,
    ) -> Result<T, FilterError> {
        if self.deep >= DEEPEST {
            return Err(error(at, Problem::TooDeep));
        }
        self.deep += 1;
        self.deepest = self.deepest.max(self.deep);
        let found = read(self)?;
        self.deep -= 1;
        Ok(found)
    }

    /// One condition, and what must come after it.
    fn chain(&mut self) -> Result<Vec<Term>, FilterError> {
        let at = self.at;
        let first = self.term()?;
        let behind = self.at;
        self.skip_space();
        if !self.eat_word("then") {
            self.at = behind;
            return Ok(first);
        }
        let Ok([first]) = <[Term; 1]>::try_from(first) else { return Err(error(at, Problem::NotSaid)) };
        if !is_said(&first) {
            return Err(error(at, Problem::NotSaid));
        }
        let missing = !self.skip_space() || self.peek() == Some(')');
        let at = self.at;
        if missing || self.joining().is_some() {
            return Err(error(at, Problem::NothingThere));
        }
        let rest = Filter { terms: self.deeper(at, Self::chain)? };
        let test = Test::Then(Box::new(first), Box::new(rest));
        Ok(vec![Term { negated: false, field: Field::Group, test }])
    }

    /// One condition; brackets that are not turned round give all that stands in them.
    fn term(&mut self) -> Result<Vec<Term>, FilterError> {
        let at = self.at;
        if self.eat_word("not") {
            if !self.skip_space() || self.peek() == Some(')') {
                return Err(error(self.at, Problem::NothingThere));
            }
            return self.deeper(at, Self::term).map(turned_round);
        }
        let negated =
            self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|c| !c.is_whitespace());
        self.at += usize::from(negated);
        if self.peek() == Some('(') {
            if self.names_speaker() {
                return self.said_by(Said::Any, negated).map(|term| vec![term]);
            }
            let terms = self.bracket()?.terms;
            return Ok(if negated { turned_round(terms) } else { terms });
        }
        self.condition(negated).map(|term| vec![term])
    }

    fn bracket(&mut self) -> Result<Filter, FilterError> {
        let at = self.at;
        self.at += 1;
        self.open.push(at);
        let filter = self.deeper(at, Self::filter)?;
        if !self.eat(')') {
            return Err(error(at, Problem::OpenBracket));
        }
        self.open.pop();
        if filter.terms.is_empty() {
            return Err(error(at, Problem::NothingThere));
        }
        Ok(filter)
    }

    /// Whether the bracket here says who speaks: `(bot: words)`. Without a blank, `user:` is the field.
    fn names_speaker(&self) -> bool {
        let inside: String = self.chars[self.at + 1..].iter().take(MOST_BEFORE_COLON).collect();
        inside.split_once(':').is_some_and(|(name, words)| match name.trim() {
            name if name.eq_ignore_ascii_case("user") => words.starts_with(char::is_whitespace),
            name => ["bot", "agent"].iter().any(|speaker| name.eq_ignore_ascii_case(speaker)),
        })
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
        let words = self.words()?;
        self.skip_space();
        if !self.eat(')') {
            return Err(error(opened, Problem::OpenBracket));
        }
        self.open.pop();
        Ok(Term { negated, field: Field::Says, test: Test::Says(Some((which, role)), words) })
    }

    fn condition(&mut self, negated: bool) -> Result<Term, FilterError> {
        let at = self.at;
        let (name, is_column) = self.name();
        let sign = self.peek();
        if sign == Some('(')
            && let Some(which) = Said::ALL.into_iter().find(|which| which.name().eq_ignore_ascii_case(&name))
        {
            return self.said_by(which, negated);
        }
        if !name.is_empty() && matches!(sign, Some(':' | '<' | '>' | '=')) {
            let Some(field) = Field::of_name(&name).filter(|_| !is_column) else {
                return self.of_column(name, at, negated);
            };
            let test = if sign == Some(':') {
                self.at += 1;
                if field == Field::User && self.peek() == Some('~') {
                    // Of the user's id nobody asks for the meaning.
                    let test = Test::Says(Some((Said::Any, Role::User)), self.words()?);
                    return Ok(Term { negated, field: Field::Says, test });
                }
                self.asked(field.shape())?
            } else {
                self.compared(field.shape())?
            };
            return Ok(Term { negated, field, test });
        }
        self.at = at;
        Ok(Term { negated, field: Field::Says, test: Test::Says(None, self.words()?) })
    }

    /// What may be the name of a field, and whether it is said to be that of a column.
    fn name(&mut self) -> (String, bool) {
        if !self.peek().is_some_and(|c| c.is_alphabetic() || c == '_') {
            return (String::new(), false);
        }
        let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
        let name = self.take_while(is_of_name);
        let is_column = name.eq_ignore_ascii_case(&COLUMN[..COLUMN.len() - 1])
            && self.chars.get(self.at + 1).is_some_and(|c| c.is_alphabetic())
            && self.eat('.');
        if is_column { (self.take_while(is_of_name), true) } else { (name, false) }
    }

    /// A condition on a column of the source, if it has one of this name.
    fn of_column(&mut self, name: String, at: usize, negated: bool) -> Result<Term, FilterError> {
        let column = lowered(&name);
        let known = match self.columns {
            Columns::Any => None,
            Columns::These(columns) => Some(columns),
        };
        if known.is_some_and(|columns| !columns.contains(&column.as_str())) {
            let mut names: Vec<&str> = Field::ALL.into_iter().map(Field::name).collect();
            names.extend(known.unwrap_or_default());
            let suggestion = nearest(&name, names.into_iter());
            return Err(FilterError { at, problem: Problem::UnknownField(name), suggestion });
        }
        let test = match (self.peek(), self.chars.get(self.at + 1)) {
            (Some(':'), _) => self.asked_of_column()?,
            (Some('='), next) if next != Some(&'=') => self.asked_of_column()?,
            _ => self.compared(Shape::Number)?,
        };
        let test = Test::InColumn(column, Box::new(test));
        Ok(Term { negated, field: Field::Column, test })
    }
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

/// Whether a condition is about what is said, so that something can come after it: words, or one of
/// several.
fn is_said(term: &Term) -> bool {
    !term.negated
        && match &term.test {
            Test::Says(..) => true,
            Test::AnyOf(filters) => {
                filters.iter().all(|filter| matches!(filter.terms.as_slice(), [one] if is_said(one)))
            }
            _ => false,
        }
}
