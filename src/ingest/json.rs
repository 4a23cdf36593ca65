//! JSON as chat exports use it: a light tree that borrows from the text, look-ups by any of several
//! key names, and a splitter that finds the records of a file without holding the file.

use std::{borrow::Cow, fmt};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::moment::{self, DateOrder, Moment};

/// A JSON value; strings borrow where they have no escapes. Objects keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// null
    Null,
    /// true, false
    Bool(bool),
    /// A number.
    Number(f64),
    /// A whole number beyond what a float holds exactly, and every other whole number.
    Integer(i64),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Json<'a>>),
    /// An object.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// Parses one value that fills the text.
    pub fn parse(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The value of the first of these keys that is there and not null.
    pub fn get(&self, keys: &[&str]) -> Option<&Self> {
        let Self::Object(entries) = self else { return None };
        keys.iter().find_map(|key| {
            entries.iter().find(|(name, value)| name == key && *value != Self::Null).map(|(_, value)| value)
        })
    }

    /// The list under the first of these keys that holds one.
    pub fn list(&self, keys: &[&str]) -> Option<&[Self]> {
        keys.iter().find_map(|key| match self.get(&[key]) {
            Some(Self::List(items)) => Some(items.as_slice()),
            _ => None,
        })
    }

    /// A string, or a number as the source wrote it.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Integer(value) => Some(Cow::Owned(value.to_string())),
            Self::Number(value) => Some(Cow::Owned(value.to_string())),
            Self::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            _ => None,
        }
    }

    /// The text under the first of these keys that holds a non-empty one.
    pub fn text_at(&self, keys: &[&str]) -> Option<Cow<'_, str>> {
        keys.iter()
            .find_map(|key| self.get(&[key]).and_then(Self::text).filter(|text| !text.trim().is_empty()))
    }

    /// A moment: ISO text, or an epoch number by its size. A numeric date is read in the order that
    /// was chosen for the file.
    pub fn moment(&self, chosen: Option<DateOrder>) -> Option<Moment> {
        match self {
            Self::Text(text) => {
                let verdict = DateOrder::of(std::iter::once(text.as_ref())).unless_chosen(chosen);
                moment::parse(text, verdict.order)
            }
            Self::Integer(value) => moment::parse(&value.to_string(), DateOrder::MonthFirst),
            Self::Number(value) if *value >= 1e8 => {
                moment::parse(&format!("{value:.3}"), DateOrder::MonthFirst)
            }
            _ => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Tree;
        impl<'de> Visitor<'de> for Tree {
            type Value = Json<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }
            fn visit_unit<E>(self) -> Result<Json<'de>, E> {
                Ok(Json::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
                Ok(Json::Bool(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
                Ok(Json::Integer(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
                Ok(i64::try_from(value).map_or(Json::Number(value as f64), Json::Integer))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
                Ok(Json::Number(value))
            }
            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
                Ok(Json::Text(Cow::Borrowed(value)))
            }
            fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
                Ok(Json::Text(Cow::Owned(value.to_owned())))
            }
            fn visit_string<E>(self, value: String) -> Result<Json<'de>, E> {
                Ok(Json::Text(Cow::Owned(value)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Json::List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json<'de>, A::Error> {
                let mut object = Vec::new();
                while let Some(Key(key)) = entries.next_key()? {
                    object.push((key, entries.next_value()?));
                }
                Ok(Json::Object(object))
            }
        }
        deserializer.deserialize_any(Tree)
    }
}

/// An object's key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(value)))
            }
            fn visit_str<E>(self, value: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(value.to_owned())))
            }
        }
        deserializer.deserialize_str(Name)
    }
}

/// Finds the end of the JSON value at the start of a text, piece by piece, by strings and depth
/// alone. Remembers where it stopped, so that a long value is looked at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct ValueEnd {
    at: usize,
    depth: u32,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl ValueEnd {
    /// Goes on at the begin of what follows the text, which is not kept.
    pub fn forget(&mut self, text: &str) {
        self.at = self.at.saturating_sub(text.len());
    }

    /// The offset behind the value at the start of `text`; `None` if it goes on beyond the text.
    /// The text must be the one of the last call, perhaps longer.
    pub fn find(&mut self, text: &str, last: bool) -> Option<usize> {
        let bytes = text.as_bytes();
        while self.at < bytes.len() {
            if self.in_string && !self.escaped {
                // Most bytes are inside strings: jump to what ends or escapes one.
                let Some(skip) = memchr::memchr3(b'"', b'\\', b'\n', &bytes[self.at..]) else {
                    self.at = bytes.len();
                    return None;
                };
                self.at += skip;
            }
            let byte = bytes[self.at];
            self.at += 1;
            if self.escaped {
                self.escaped = false;
                continue;
            }
            if self.in_string {
                match byte {
                    // No string of JSON goes over a line: its end quote is missing. The value ends here,
                    // broken, and its neighbours are not lost.
                    b'\n' => return Some(self.at - 1),
                    b'\\' => self.escaped = true,
                    _ => self.in_string = false,
                }
                if !self.in_string && self.depth == 0 {
                    return Some(self.at);
                }
                continue;
            }
            match byte {
                b'"' => (self.in_string, self.begun) = (true, true),
                b'{' | b'[' => {
                    self.depth += 1;
                    self.begun = true;
                }
                b'}' | b']' => {
                    // A bracket that closes what encloses the value ends a bare number or word.
                    let Some(depth) = self.depth.checked_sub(1) else { return Some(self.at - 1) };
                    self.depth = depth;
                    if depth == 0 {
                        return Some(self.at);
                    }
                }
                b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 && self.begun => {
                    return Some(self.at - 1);
                }
                b' ' | b'\n' | b'\r' | b'\t' => {}
                _ => self.begun = true,
            }
        }
        (last && self.depth == 0 && !self.in_string && self.begun).then_some(bytes.len())
    }
}

/// A value that is cut off, closed behind the last object or array that is whole in it; `None` where
/// none is, so that nothing is worth keeping.
pub fn close(cut: &str) -> Option<String> {
    let (mut open, mut whole) = (Vec::new(), None);
    let (mut in_string, mut escaped) = (false, false);
    for (at, byte) in cut.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' => open.push('}'),
            b'[' => open.push(']'),
            b'}' | b']' => {
                open.pop()?;
                whole = Some((at + 1, open.clone()));
            }
            _ => {}
        }
    }
    let (end, open) = whole?;
    Some(cut[..end].chars().chain(open.into_iter().rev()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_cut_off_is_closed_behind_what_is_whole() {
        for (cut, closed) in [
            (r#"{"a":[{"b":"}"},{"c":"x"#, Some(r#"{"a":[{"b":"}"}]}"#)),
            (r#"[[1],{"d":2},3"#, Some(r#"[[1],{"d":2}]"#)),
            (r#"{"a":"cut"#, None),
            ("]", None),
        ] {
            assert_eq!(close(cut).as_deref(), closed, "{cut}");
        }
    }

    #[test]
    fn strings_borrow_unless_they_have_escapes() {
        let text = r#"{"role":"user","content":"a\nb","n":12,"big":9007199254740993}"#;
        let value = Json::parse(text).unwrap();
        assert!(matches!(value.get(&["role"]), Some(Json::Text(Cow::Borrowed("user")))));
        assert_eq!(value.text_at(&["missing", "content"]).as_deref(), Some("a\nb"));
        assert_eq!(value.text_at(&["big"]).as_deref(), Some("9007199254740993"));
    }

    #[test]
    fn the_end_of_a_value_is_found_in_any_pieces() {
        for (text, expect) in [
            (r#"{"a":[1,"}"],"b":"\"{"} rest"#, Some(23)),
            ("[[1],[2]]", Some(9)),
            (r#""x" y"#, Some(3)),
            ("12,13", Some(2)),
            (r#"{"a": "cut"#, None),
        ] {
            let mut whole = ValueEnd::default();
            assert_eq!(whole.find(text, false), expect, "{text}");
            let mut pieces = ValueEnd::default();
            let found = (1..=text.len())
                .filter(|end| text.is_char_boundary(*end))
                .find_map(|end| pieces.find(&text[..end], false));
            assert_eq!(found, expect, "{text} in pieces");
        }
        assert_eq!(ValueEnd::default().find("12", true), Some(2));
    }

    #[test]
    fn nesting_beyond_the_parsers_limit_is_refused_not_crashed() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Json::parse(&deep), None);
    }
}
