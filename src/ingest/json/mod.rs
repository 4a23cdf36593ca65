//! JSON as chat exports use it: a light tree that borrows from the text and from an [`Arena`], with look-ups by any
//! of several key names or along a path; `parser` makes it, `split` finds the records of a file without holding it.

mod parser;
mod split;

use bumpalo::Bump;

use super::moment::{self, DateOrder, Moment};

pub use split::{ValueEnd, close, close_behind_elements, count_lines, fingerprint, next_value};

use parser::Parser;

/// Where trees have what is not in their texts: lists, objects, and strings whose escapes are resolved. It is emptied
/// at once, and its memory is used again for the next record.
#[derive(Debug, Default)]
pub struct Arena(Bump);

impl Arena {
    /// Forgets every tree.
    pub fn reset(&mut self) {
        self.0.reset();
    }

    /// A list of these values.
    pub fn list<'a>(&'a self, items: impl Iterator<Item = Json<'a>>) -> Json<'a> {
        Json::List(self.0.alloc_slice_copy(&items.collect::<Vec<_>>()))
    }

    /// An object of these entries.
    pub fn object<'a>(&'a self, entries: impl Iterator<Item = Entry<'a>>) -> Json<'a> {
        Json::Object(self.0.alloc_slice_copy(&entries.collect::<Vec<_>>()))
    }

    /// A text that is kept as long as the trees.
    pub fn keep(&self, text: &str) -> &str {
        self.0.alloc_str(text)
    }
}

/// Whether a text is more than white space.
fn says_something(text: &str) -> bool {
    text.chars().any(|character| !character.is_whitespace())
}

/// A key of an object and its value.
pub type Entry<'a> = (&'a str, Json<'a>);

/// A JSON value; strings borrow where they have no escapes, numbers are kept as they are written. Objects
/// keep their order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Json<'a> {
    /// null
    Null,
    /// true, false
    Bool(bool),
    /// A number, in its own digits.
    Number(&'a str),
    /// A string.
    Text(&'a str),
    /// An array.
    List(&'a [Json<'a>]),
    /// An object.
    Object(&'a [Entry<'a>]),
}

// Readers of platforms look up hundreds of values: one copy of each look-up keeps the download small.
impl<'a> Json<'a> {
    /// Parses one value that fills the text.
    pub fn parse(text: &'a str, arena: &'a Arena) -> Option<Self> {
        Parser::of(text, arena, false).whole()
    }

    /// The same where a text has escapes that JSON does not know, or half a character: some exporters
    /// write bytes as `\xHH`, others cut an emoji in two.
    pub fn mended(text: &'a str, arena: &'a Arena) -> Option<Self> {
        Parser::of(text, arena, true).whole()
    }

    /// The value of the first of these keys that is there and not null.
    pub fn get(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().find_map(|key| self.field(key))
    }

    /// The value of this key, where it is there and not null.
    fn field(&self, key: &str) -> Option<&Self> {
        let Self::Object(entries) = self else { return None };
        // Most keys differ in their length or their last letter: cheaper than a comparison of memory.
        let (length, last) = (key.len(), key.as_bytes().last());
        let is_it = |(name, value): &&Entry<'a>| {
            name.len() == length
                && name.as_bytes().last() == last
                && *name == key
                && !matches!(value, Self::Null)
        };
        entries.iter().find(is_it).map(|(_, value)| value)
    }

    /// The list under the first of these keys that holds one.
    pub fn list(&self, keys: &[&str]) -> Option<&[Self]> {
        keys.iter().find_map(|key| match self.field(key) {
            Some(Self::List(items)) => Some(*items),
            _ => None,
        })
    }

    /// A string, or a number as the source wrote it.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            Self::Bool(value) => Some(if *value { "true" } else { "false" }),
            _ => None,
        }
    }

    /// The text under the first of these keys that holds a non-empty one.
    #[inline(never)]
    pub fn text_at(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.field(key).and_then(Self::text).filter(|text| says_something(text)))
    }

    /// The value at a path of keys, `a.b.c`; `None` where one is missing or null. On the way a list
    /// stands for its first element.
    #[inline(never)]
    pub fn at(&self, path: &str) -> Option<&Self> {
        let (mut value, mut path) = (self, path);
        loop {
            // By bytes: a search made ready for any pattern costs more than these few.
            let end = path.bytes().position(|byte| byte == b'.');
            let key = &path[..end.unwrap_or(path.len())];
            value = match value {
                Self::List(items) => items.first()?.field(key),
                value => value.field(key),
            }?;
            let Some(end) = end else { return Some(value) };
            path = &path[end + 1..];
        }
    }

    /// The text at a path of keys, if it is not empty. A number is its digits.
    #[inline(never)]
    pub fn said(&self, path: &str) -> Option<&str> {
        self.at(path).and_then(Self::text).filter(|text| says_something(text))
    }

    /// The text at the first of several paths that has one.
    #[inline(never)]
    pub fn said_at(&self, paths: &[&str]) -> Option<&str> {
        paths.iter().find_map(|path| self.said(path))
    }

    /// The elements of the array at a path; none where there is no array.
    #[inline(never)]
    pub fn items(&self, path: &str) -> &[Self] {
        match self.at(path) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    /// Whether the text at a path is this one.
    #[inline(never)]
    pub fn is(&self, path: &str, text: &str) -> bool {
        self.at(path).and_then(Self::text).is_some_and(|found| found == text)
    }

    /// The number at a path, also where it is written as a text.
    #[inline(never)]
    pub fn number(&self, path: &str) -> Option<f64> {
        self.said(path)?.trim().parse().ok()
    }

    /// The keys and values of an object; none where it is none.
    pub fn entries(&self) -> &[Entry<'a>] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    /// Calls with the value that a text holds, where it is JSON written as a text; else with the value.
    #[inline(never)]
    pub fn unpacked(&self, call: &mut dyn FnMut(&Json<'_>)) {
        if let Self::Text(text) = self
            && text.trim_start().starts_with(['{', '['])
            && let Some(value) = Json::parse(text, &Arena::default())
        {
            call(&value);
        } else {
            call(self);
        }
    }

    /// A moment: ISO text, or an epoch number by its size. A numeric date is read in the order that
    /// was chosen for the file.
    pub fn moment(&self, chosen: Option<DateOrder>) -> Option<Moment> {
        match self {
            Self::Text(text) => {
                let verdict = DateOrder::of(std::iter::once(*text)).unless_chosen(chosen);
                moment::parse(text, verdict.order)
            }
            Self::Number(digits) if digits.contains(['e', 'E']) => {
                let value: f64 = digits.parse().ok()?;
                moment::parse(&format!("{value:.3}"), DateOrder::MonthFirst)
            }
            Self::Number(digits) => moment::parse(digits, DateOrder::MonthFirst),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_into_objects_and_past_what_is_not_there() {
        let arena = Arena::default();
        let value =
            Json::parse(r#"{"a":{"b":[{"c":1},{}],"d":null,"e":18446744073709551615}}"#, &arena).unwrap();
        assert_eq!(value.items("a.b").len(), 2);
        assert_eq!(
            (value.at("a.d"), value.at("a.b.c"), value.items("x.y").len()),
            (None, Some(&Json::Number("1")), 0)
        );
        assert_eq!(value.said("a.e"), Some("18446744073709551615"));
    }

    #[test]
    fn strings_borrow_unless_they_have_escapes() {
        let text = r#"{"role":"user","content":"a\nb","n":12,"big":9007199254740993}"#;
        let arena = Arena::default();
        let value = Json::parse(text, &arena).unwrap();
        assert!(value.get(&["role"]) == Some(&Json::Text("user")));
        assert_eq!(value.text_at(&["missing", "content"]), Some("a\nb"));
        assert_eq!(value.text_at(&["big"]), Some("9007199254740993"));
    }
}
