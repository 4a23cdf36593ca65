//! The lines of a file of utterances, mended where that costs nothing: a byte order mark goes, bytes that are no
//! text and escapes that are half a character stand as the sign for what cannot be read.

use std::{
    borrow::Cow,
    io::{self, BufRead},
};

/// The next line that is not blank, with its number in the file from 1; `None` at the end.
pub fn next(file: &mut impl BufRead, at: &mut usize) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if file.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        *at += 1;
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim().trim_start_matches('\u{feff}');
        if !line.is_empty() {
            return Ok(Some(whole_characters(line).into_owned()));
        }
    }
}

/// JSON in which no escape is half a character: one that lacks its other half stands as U+FFFD.
fn whole_characters(json: &str) -> Cow<'_, str> {
    let unit = |at: usize| {
        let escape = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok()
    };
    let is_high = |unit: u16| (0xd800..0xdc00).contains(&unit);
    let is_low = |unit: u16| (0xdc00..0xe000).contains(&unit);
    let (mut mended, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(found) = json[at..].find('\\') {
        at += found;
        match unit(at) {
            Some(high) if is_high(high) && unit(at + 6).is_some_and(is_low) => at += 12,
            Some(half) if is_high(half) || is_low(half) => {
                mended.push_str(&json[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            // The character behind a backslash belongs to it, another backslash too.
            _ => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    mended.push_str(&json[copied..]);
    Cow::Owned(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_characters_are_replaced_and_whole_ones_stay() {
        for (json, mended) in [
            (r"a \ud800 b", r"a \ufffd b"),
            (r"\udc00\ud83d\ude00", r"\ufffd\ud83d\ude00"),
            (r"\ud83d\ud83d\ude00", r"\ufffd\ud83d\ude00"),
            (r"\\ud800", r"\\ud800"),
            (r"ends \", r"ends \"),
            (r"\u12é", r"\u12é"),
            (r"\n é \u00e9", r"\n é \u00e9"),
        ] {
            assert_eq!(whole_characters(json), mended);
        }
    }

    #[test]
    fn lines_are_numbered_and_blank_ones_passed_over() {
        let mut file: &[u8] = b"\xef\xbb\xbfa\r\n\n \nb\xff\n";
        let mut at = 0;
        assert_eq!(next(&mut file, &mut at).unwrap().as_deref(), Some("a"));
        assert_eq!(next(&mut file, &mut at).unwrap().as_deref(), Some("b\u{fffd}"));
        assert_eq!((at, next(&mut file, &mut at).unwrap()), (4, None));
    }
}
