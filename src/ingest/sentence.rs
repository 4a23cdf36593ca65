//! Sentences with gaps. Their reader may have another language than English: so a sentence travels
//! as its text and what fills it, and becomes one string only where it is shown.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

/// What fills the gaps of a sentence, by their names.
pub type Values = Vec<(Cow<'static, str>, Value)>;

/// A text with gaps `{name}`, and what fills them.
///
/// ```
/// use undertone::ingest::Sentence;
/// let commas = Sentence::of("commas");
/// let said = Sentence::of("{rows} rows, separated by {mark}").plain("rows", 3).words("mark", [commas]);
/// assert_eq!(said.to_string(), "3 rows, separated by commas");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The English text; empty where nothing is said.
    pub text: Cow<'static, str>,
    /// What fills its gaps.
    pub values: Values,
}

/// What fills a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Shown as it is: a name of the file, a number.
    Plain(String),
    /// Words of our own, each said in the reader's language.
    Words(Vec<Sentence>),
}

impl Sentence {
    /// A text whose gaps are still to be filled.
    pub const fn of(english: &'static str) -> Self {
        Self { text: Cow::Borrowed(english), values: Vec::new() }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Fills a gap with what is shown as it is.
    #[must_use]
    pub fn plain(mut self, gap: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((Cow::Borrowed(gap), Value::Plain(value.to_string())));
        self
    }

    /// Fills a gap with words, separated by commas.
    #[must_use]
    pub fn words(mut self, gap: &'static str, words: impl IntoIterator<Item = Self>) -> Self {
        self.values.push((Cow::Borrowed(gap), Value::Words(words.into_iter().collect())));
        self
    }

    /// The sentence with each text of it as `look_up` has it.
    pub fn said(&self, look_up: fn(&str) -> Cow<'_, str>) -> String {
        let values: Vec<_> = self.values.iter().map(|(gap, value)| (gap, value.said(look_up))).collect();
        let values: Vec<_> =
            values.iter().map(|(gap, value)| (gap.as_ref(), value as &dyn fmt::Display)).collect();
        fill(&look_up(&self.text), &values)
    }
}

impl Value {
    fn said(&self, look_up: fn(&str) -> Cow<'_, str>) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Words(words) => words.iter().map(|word| word.said(look_up)).collect::<Vec<_>>().join(", "),
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(|english| Cow::Borrowed(english)))
    }
}

/// Puts values into the gaps `{name}` of a text. A gap without a value stays as it is, and a value
/// that looks like a gap is not filled.
pub fn fill(text: &str, values: &[(&str, &dyn fmt::Display)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, rest)| {
            values.iter().find(|value| value.0 == name).map(|value| (value.1, rest))
        });
        if let Some((value, after)) = value {
            // Writing into a String cannot fail.
            let _ = fmt::Write::write_fmt(&mut out, format_args!("{value}"));
            rest = after;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_and_other_brackets_stay() {
        assert_eq!(fill("{a} of {b}", &[("a", &1), ("b", &"x")]), "1 of x");
        assert_eq!(fill("{c} {", &[("a", &1)]), "{c} {");
        assert_eq!(fill("é{a}", &[("a", &"ü")]), "éü");
        assert_eq!(fill("{a}{b}", &[("a", &"{b}"), ("b", &2)]), "{b}2");
    }

    #[test]
    fn own_words_are_looked_up_and_names_of_the_file_are_not() {
        let said = Sentence::of("{what} in {name}").plain("name", "one").words("what", [Sentence::of("one")]);
        let look_up = |english: &str| match english {
            "one" => "eins".into(),
            "{what} in {name}" => "in {name}: {what}".into(),
            _ => String::new().into(),
        };
        assert_eq!(said.said(look_up), "in one: eins");
        assert_eq!(said.to_string(), "one in one");
    }
}
