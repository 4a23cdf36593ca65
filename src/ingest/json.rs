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
    /// A whole number. One beyond 64 bits is kept as the text of its digits, as far as they were read.
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

    /// The value at a path of keys, `a.b.c`; `None` where one is missing or null. On the way a list
    /// stands for its first element.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('.').try_fold(self, |value, key| match value {
            Self::List(items) => items.first()?.get(&[key]),
            value => value.get(&[key]),
        })
    }

    /// The text at a path of keys, if it is not empty. A number is its digits.
    pub fn said(&self, path: &str) -> Option<Cow<'_, str>> {
        self.at(path).and_then(Self::text).filter(|text| !text.trim().is_empty())
    }

    /// The text at the first of several paths that has one.
    pub fn said_at(&self, paths: &[&str]) -> Option<Cow<'_, str>> {
        paths.iter().find_map(|path| self.said(path))
    }

    /// The elements of the array at a path; none where there is no array.
    pub fn items(&self, path: &str) -> &[Self] {
        match self.at(path) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    /// Whether the text at a path is this one.
    pub fn is(&self, path: &str, text: &str) -> bool {
        self.at(path).and_then(Self::text).is_some_and(|found| found == text)
    }

    /// The number at a path, also where it is written as a text.
    pub fn number(&self, path: &str) -> Option<f64> {
        self.said(path)?.trim().parse().ok()
    }

    /// The keys and values of an object; none where it is none.
    pub fn entries(&self) -> &[(Cow<'a, str>, Self)] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    /// Calls with the value that a text holds, where it is JSON written as a text; else with the value.
    pub fn unpacked(&self, call: &mut dyn FnMut(&Json<'_>)) {
        if let Self::Text(text) = self
            && text.trim_start().starts_with(['{', '['])
            && let Some(value) = Json::parse(text)
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
                Ok(i64::try_from(value).map_or_else(|_| Json::Text(value.to_string().into()), Json::Integer))
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
    close_where(cut, |open, _| Some(open))
}

/// A value that is cut off, closed behind the last element of its outermost open array that is whole.
/// An element that is not whole may lack the very word that says it is not to be read.
pub fn close_behind_elements(cut: &str) -> Option<String> {
    close_where(cut, |open, open_at_the_end| {
        let outermost = open_at_the_end.iter().position(|bracket| *bracket == ']');
        match outermost {
            Some(outermost) if open.len() != outermost + 1 => None,
            _ => Some(open),
        }
    })
}

/// Closes behind the last whole object or array whose surroundings, given with those of the end, are kept.
fn close_where(cut: &str, keep: fn(Vec<char>, &[char]) -> Option<Vec<char>>) -> Option<String> {
    let at_the_end = {
        let mut open = Vec::new();
        brackets(cut, |_, byte| step(&mut open, byte))?;
        open
    };
    let (mut open, mut whole) = (Vec::new(), None);
    brackets(cut, |at, byte| {
        step(&mut open, byte)?;
        if matches!(byte, b'}' | b']')
            && let Some(open) = keep(open.clone(), &at_the_end)
        {
            whole = Some((at + 1, open));
        }
        Some(())
    })?;
    let (end, open) = whole?;
    Some(cut[..end].chars().chain(open.into_iter().rev()).collect())
}

/// Calls for each bracket outside of strings; `None` as soon as a call gives that.
fn brackets(text: &str, mut call: impl FnMut(usize, u8) -> Option<()>) -> Option<()> {
    let (mut in_string, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' | b'}' | b']' if !in_string => call(at, byte)?,
            _ => {}
        }
    }
    Some(())
}

/// Takes a bracket into those that are open; `None` where nothing was.
fn step(open: &mut Vec<char>, byte: u8) -> Option<()> {
    match byte {
        b'{' => open.push('}'),
        b'[' => open.push(']'),
        _ => drop(open.pop()?),
    }
    Some(())
}

/// A value with escapes that JSON does not know, or half a character, put right; `None` where nothing of
/// the kind is in it. Some exporters write bytes as `\xHH`, others cut an emoji in two.
pub fn mend(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len() + 16);
    let (mut rest, mut changed) = (text, false);
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match rest.as_bytes().get(1) {
            Some(b'u') => match unit(rest) {
                Some(0xd800..0xdc00) if matches!(rest.get(6..).and_then(unit), Some(0xdc00..0xe000)) => 12,
                Some(code) if !(0xd800..0xe000).contains(&code) => 6,
                broken => {
                    changed = true;
                    mended.push('\u{fffd}');
                    rest = &rest[if broken.is_some() { 6 } else { 2 }..];
                    continue;
                }
            },
            Some(b'x') => {
                changed = true;
                mended.push_str("\\u00");
                rest = &rest[2..];
                continue;
            }
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            _ => {
                // A backslash that escapes nothing stands for itself.
                changed = true;
                mended.push_str("\\\\");
                rest = &rest[1..];
                continue;
            }
        };
        mended.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    mended.push_str(rest);
    changed.then_some(mended)
}

/// How far it is to a line that begins an object or ends an array, and whether there is one.
pub fn next_value(text: &str, last: bool) -> (usize, bool) {
    let mut at = 0;
    while let Some(end) = memchr::memchr(b'\n', &text.as_bytes()[at..]) {
        at += end + 1;
        let line = text[at..].trim_start_matches([' ', '\t', '\r', ',']);
        if line.is_empty() && !last {
            return (at - 1, false);
        }
        if line.starts_with(['{', ']']) {
            return (at, true);
        }
    }
    (if last { text.len() } else { at.saturating_sub(1).min(text.len()) }, last)
}

/// How many lines a text ends.
pub fn count_lines(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}

/// A text as a small number, to know it again.
pub fn fingerprint(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
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
    fn an_element_that_is_not_whole_is_left_out_with_all_that_is_whole_in_it() {
        for (cut, closed) in [
            (r#"{"m":[{"t":"a"},{"t":"b","files":[{}],"by":{}"#, Some(r#"{"m":[{"t":"a"}]}"#)),
            (r#"{"m":[{"t":"a"}],"meta":{"x":{}"#, Some(r#"{"m":[{"t":"a"}],"meta":{"x":{}}}"#)),
            (r#"{"m":[{"t":"a","files":[{}"#, None),
        ] {
            assert_eq!(close_behind_elements(cut).as_deref(), closed, "{cut}");
        }
    }

    #[test]
    fn escapes_that_json_does_not_know_are_put_right() {
        for (text, mended) in [
            (r#"{"a":"\x41\n"}"#, Some(r#"{"a":"\u0041\n"}"#)),
            (r#"{"a":"\ud83e"}"#, Some("{\"a\":\"\u{fffd}\"}")),
            (r#"{"a":"\ud83e\udd14"}"#, None),
            (r#"{"a":"C:\dir"}"#, Some(r#"{"a":"C:\\dir"}"#)),
            (r#"{"a":"\u12"#, Some("{\"a\":\"\u{fffd}12")),
        ] {
            assert_eq!(mend(text).as_deref(), mended, "{text}");
        }
    }

    #[test]
    fn a_path_leads_into_objects_and_past_what_is_not_there() {
        let value = Json::parse(r#"{"a":{"b":[{"c":1},{}],"d":null,"e":18446744073709551615}}"#).unwrap();
        assert_eq!(value.items("a.b").len(), 2);
        assert_eq!(
            (value.at("a.d"), value.at("a.b.c"), value.items("x.y").len()),
            (None, Some(&Json::Integer(1)), 0)
        );
        assert_eq!(value.said("a.e").as_deref(), Some("18446744073709551615"));
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
