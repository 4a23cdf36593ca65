//! JSON as chat exports use it: a light tree that borrows from the text, look-ups by any of several
//! key names or along a path, and a splitter that finds the records of a file without holding the file.

use std::borrow::Cow;

use super::moment::{self, DateOrder, Moment};

/// A JSON value; strings borrow where they have no escapes, numbers are kept as they are written. Objects
/// keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// null
    Null,
    /// true, false
    Bool(bool),
    /// A number, in its own digits.
    Number(&'a str),
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
        Parser { text, at: 0, lenient: false }.whole()
    }

    /// The same where a text has escapes that JSON does not know, or half a character: some exporters
    /// write bytes as `\xHH`, others cut an emoji in two.
    pub fn mended(text: &'a str) -> Option<Self> {
        Parser { text, at: 0, lenient: true }.whole()
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
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(digits) => Some(digits),
            Self::Bool(value) => Some(if *value { "true" } else { "false" }),
            _ => None,
        }
    }

    /// The text under the first of these keys that holds a non-empty one.
    pub fn text_at(&self, keys: &[&str]) -> Option<&str> {
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
    pub fn said(&self, path: &str) -> Option<&str> {
        self.at(path).and_then(Self::text).filter(|text| !text.trim().is_empty())
    }

    /// The text at the first of several paths that has one.
    pub fn said_at(&self, paths: &[&str]) -> Option<&str> {
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
            Self::Number(digits) if digits.contains(['e', 'E']) => {
                let value: f64 = digits.parse().ok()?;
                moment::parse(&format!("{value:.3}"), DateOrder::MonthFirst)
            }
            Self::Number(digits) => moment::parse(digits, DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// Deepest nesting; what is deeper is no export, and would overflow the stack.
const DEEPEST: u32 = 128;

/// Reads one value.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// Whether what JSON does not allow inside strings is put right.
    lenient: bool,
}

impl<'a> Parser<'a> {
    fn whole(mut self) -> Option<Json<'a>> {
        let value = self.value(0)?;
        self.skip_white_space();
        (self.at == self.text.len()).then_some(value)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes a byte if it comes next, behind white space.
    fn take(&mut self, byte: u8) -> bool {
        self.skip_white_space();
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: u32) -> Option<Json<'a>> {
        if depth == DEEPEST {
            return None;
        }
        self.skip_white_space();
        match self.peek()? {
            b'{' => {
                self.at += 1;
                let mut entries = Vec::new();
                if self.take(b'}') {
                    return Some(Json::Object(entries));
                }
                loop {
                    self.skip_white_space();
                    let key = self.string()?;
                    if !self.take(b':') {
                        return None;
                    }
                    entries.push((key, self.value(depth + 1)?));
                    if !self.take(b',') {
                        return self.take(b'}').then_some(Json::Object(entries));
                    }
                }
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                if self.take(b']') {
                    return Some(Json::List(items));
                }
                loop {
                    items.push(self.value(depth + 1)?);
                    if !self.take(b',') {
                        return self.take(b']').then_some(Json::List(items));
                    }
                }
            }
            b'"' => self.string().map(Json::Text),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Option<Json<'a>> {
        self.text[self.at..].starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    /// Digits from here; how many.
    fn digits(&mut self) -> usize {
        let begin = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - begin
    }

    fn number(&mut self) -> Option<Json<'a>> {
        let begin = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let leads_with_zero = self.peek() == Some(b'0');
        let whole = self.digits();
        if whole == 0 || whole > 1 && leads_with_zero {
            return None;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            (self.digits() > 0).then_some(())?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            (self.digits() > 0).then_some(())?;
        }
        Some(Json::Number(&self.text[begin..self.at]))
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        let mut unescaped: Option<String> = None;
        loop {
            let rest = &self.text[self.at..];
            let end = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
            let plain = &rest[..end];
            if !self.lenient && plain.bytes().any(|byte| byte < b' ') {
                return None;
            }
            self.at += end + 1;
            if rest.as_bytes()[end] == b'"' {
                return Some(match unescaped {
                    None => Cow::Borrowed(plain),
                    Some(mut text) => {
                        text.push_str(plain);
                        Cow::Owned(text)
                    }
                });
            }
            let mut text = unescaped.take().unwrap_or_default();
            text.push_str(plain);
            text.push(self.escaped()?);
            unescaped = Some(text);
        }
    }

    /// The character of an escape, behind its backslash.
    fn escaped(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        let character = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => match self.hex(4) {
                Some(high @ 0xd800..0xdc00) => {
                    let begin = self.at;
                    let low = if self.text[self.at..].starts_with("\\u") {
                        self.at += 2;
                        self.hex(4)
                    } else {
                        None
                    };
                    match low {
                        Some(low @ 0xdc00..0xe000) => {
                            char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?
                        }
                        _ => {
                            self.at = begin;
                            return self.lenient.then_some(char::REPLACEMENT_CHARACTER);
                        }
                    }
                }
                code => match code.and_then(char::from_u32) {
                    Some(character) => character,
                    None => return self.lenient.then_some(char::REPLACEMENT_CHARACTER),
                },
            },
            b'x' if self.lenient => self.hex(2).and_then(char::from_u32)?,
            // A backslash that escapes nothing stands for itself.
            _ if self.lenient => {
                self.at -= 1;
                '\\'
            }
            _ => return None,
        };
        Some(character)
    }

    /// A number of so many hexadecimal digits.
    fn hex(&mut self, digits: usize) -> Option<u32> {
        let code = self.text.get(self.at..self.at + digits)?;
        let is_hex = code.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = u32::from_str_radix(code, 16).ok().filter(|_| is_hex)?;
        self.at += digits;
        Some(code)
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

/// A text as a small number, to know it again: eight bytes at a time, because whole records are told apart
/// by it.
pub fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let words = text.as_bytes().chunks(8).map(|chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(word)
    });
    words.fold(mix(text.len() as u64, 0x2545_f491_4f6c_dd1d), mix)
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
            (r#""\x41\n""#, "A\n"),
            (r#""\ud83e""#, "\u{fffd}"),
            (r#""\ud83e\u0041""#, "\u{fffd}A"),
            (r#""C:\dir\é""#, "C:\\dir\\é"),
            (r#""\u12""#, "\u{fffd}12"),
        ] {
            assert_eq!(Json::parse(text), None, "{text}");
            assert_eq!(Json::mended(text), Some(Json::Text(mended.into())), "{text}");
        }
        assert_eq!(Json::parse(r#""\ud83e\udd14""#), Some(Json::Text("🤔".into())));
    }

    #[test]
    fn what_is_json_is_what_the_grammar_says() {
        for text in [
            "null",
            " [ ] ",
            "{}",
            "[1,-0.5e+3,0]",
            r#"{"a":{"b":[true,false,null]}}"#,
            r#""a\"b\u00e9\/""#,
            "",
            "nul",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "01",
            "1.",
            "-",
            "1e",
            "+1",
            "[1 2]",
            "\"a\nb\"",
            "\"a",
            "[1]x",
            r#""\q""#,
            "{\"a\" 1}",
            "NaN",
            "\u{feff}1",
            "[\u{a0}1]",
            "\"\u{7f}\"",
        ] {
            let other = serde_json::from_str::<serde_json::Value>(text);
            assert_eq!(Json::parse(text).is_some(), other.is_ok(), "{text}");
        }
    }

    #[test]
    fn a_path_leads_into_objects_and_past_what_is_not_there() {
        let value = Json::parse(r#"{"a":{"b":[{"c":1},{}],"d":null,"e":18446744073709551615}}"#).unwrap();
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
        let value = Json::parse(text).unwrap();
        assert!(matches!(value.get(&["role"]), Some(Json::Text(Cow::Borrowed("user")))));
        assert_eq!(value.text_at(&["missing", "content"]), Some("a\nb"));
        assert_eq!(value.text_at(&["big"]), Some("9007199254740993"));
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
