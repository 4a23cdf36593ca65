//! Reads JSON as its grammar says, and on request what some exporters write instead.

use super::{Arena, Entry, Json};

/// Deepest nesting; what is deeper is no export, and would overflow the stack.
const DEEPEST: u32 = 128;

/// Reads one value.
pub struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// Whether what JSON does not allow inside strings is put right.
    lenient: bool,
    arena: &'a Arena,
    /// What is known of the lists and objects that are open: each goes to the arena when it is whole.
    items: Vec<Json<'a>>,
    entries: Vec<Entry<'a>>,
    /// A string whose escapes are being resolved.
    unescaped: String,
}

/// The first quote, backslash or control character of a text, by its place.
fn special(text: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    // The lowest byte that is marked is one below a bound; those above it may be marked by what it borrows.
    let below = |word: u64, bound: u64| word.wrapping_sub(ONES * bound) & !word;
    let mut at = 0;
    while let Some(eight) = text.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
        let word = u64::from_le_bytes(eight);
        let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        let found = (below(word, u64::from(b' ')) | is(b'"') | is(b'\\')) & HIGH;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = text[at..].iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..b' '));
    rest.map(|rest| at + rest)
}

impl<'a> Parser<'a> {
    /// A reader of a text.
    pub fn of(text: &'a str, arena: &'a Arena, lenient: bool) -> Self {
        let (items, entries, unescaped) = (Vec::new(), Vec::new(), String::new());
        Self { text, at: 0, lenient, arena, items, entries, unescaped }
    }

    /// The one value that fills the text.
    #[inline(never)]
    pub fn whole(mut self) -> Option<Json<'a>> {
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
                if self.take(b'}') {
                    return Some(Json::Object(&[]));
                }
                let begin = self.entries.len();
                loop {
                    self.skip_white_space();
                    let key = self.string()?;
                    if !self.take(b':') {
                        return None;
                    }
                    let value = self.value(depth + 1)?;
                    self.entries.push((key, value));
                    if !self.take(b',') {
                        let entries = self.arena.0.alloc_slice_copy(&self.entries[begin..]);
                        self.entries.truncate(begin);
                        return self.take(b'}').then_some(Json::Object(entries));
                    }
                }
            }
            b'[' => {
                self.at += 1;
                if self.take(b']') {
                    return Some(Json::List(&[]));
                }
                let begin = self.items.len();
                loop {
                    let item = self.value(depth + 1)?;
                    self.items.push(item);
                    if !self.take(b',') {
                        let items = self.arena.0.alloc_slice_copy(&self.items[begin..]);
                        self.items.truncate(begin);
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

    fn string(&mut self) -> Option<&'a str> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        let mut from = self.at;
        let mut has_escapes = false;
        loop {
            let end = self.at + special(&self.text.as_bytes()[self.at..])?;
            self.at = end + 1;
            let plain = &self.text[from..end];
            match self.text.as_bytes()[end] {
                b'"' if !has_escapes => return Some(plain),
                b'"' => {
                    self.unescaped.push_str(plain);
                    let text = self.arena.0.alloc_str(&self.unescaped);
                    self.unescaped.clear();
                    return Some(text);
                }
                b'\\' => {
                    has_escapes = true;
                    self.unescaped.push_str(plain);
                    let character = self.escaped()?;
                    self.unescaped.push(character);
                    from = self.at;
                }
                _ if self.lenient => {}
                _ => return None,
            }
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
                    let Some(low @ 0xdc00..0xe000) = low else {
                        self.at = begin;
                        return self.lenient.then_some(char::REPLACEMENT_CHARACTER);
                    };
                    char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?
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

#[cfg(test)]
mod tests {
    use super::*;

    fn is_json(text: &str) -> bool {
        Json::parse(text, &Arena::default()).is_some()
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
            assert!(!is_json(text), "{text}");
            assert_eq!(Json::mended(text, &Arena::default()), Some(Json::Text(mended)), "{text}");
        }
        assert_eq!(Json::parse(r#""\ud83e\udd14""#, &Arena::default()), Some(Json::Text("🤔")));
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
            assert_eq!(is_json(text), other.is_ok(), "{text}");
        }
    }

    #[test]
    fn nesting_beyond_the_parsers_limit_is_refused_not_crashed() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(!is_json(&deep));
    }
}
