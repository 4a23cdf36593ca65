//! Characters that are not text: control characters go, tabs and line breaks stay, Windows' too. Characters that
//! turn the direction of writing stay too, because right-to-left languages need them; the page shows
//! every text in isolation.

use std::borrow::Cow;

/// A text without control characters.
pub fn clean(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    // Bytes first: nearly every text has none.
    if text
        .bytes()
        .all(|byte| (byte >= b' ' && byte != 0x7F && byte != 0xC2) || matches!(byte, b'\n' | b'\t' | b'\r'))
    {
        return Cow::Borrowed(text);
    }
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(is_control, ""))
}

/// Whether a text holds characters that override the direction of writing.
pub fn overrides_direction(text: &str) -> bool {
    // All of them begin with E2 in UTF-8, and most texts hold none of these.
    memchr::memchr(0xE2, text.as_bytes()).is_some() && text.contains(['\u{202d}', '\u{202e}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_letters_stay() {
        assert_eq!(clean("a\u{0}b\u{1b}[31mc\u{85}d"), "ab[31mcd");
        assert_eq!(clean("ein\tTab,\nÄÖÜ 🤔 ©"), "ein\tTab,\nÄÖÜ 🤔 ©");
        assert_eq!(clean("a\r\nb"), "a\r\nb");
    }
}
