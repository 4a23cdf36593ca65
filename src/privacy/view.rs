//! The plain spelling of a text that the rules read, and the way back to the text itself.
//!
//! Letter for letter: full-width and other decimal digits become ASCII, odd spaces a space, odd
//! hyphens a hyphen, invisible characters vanish, all else stays. One character never depends on its
//! neighbours, so a piece of the plain spelling is the plain spelling of a piece.

use crate::text::is_invisible;

/// What becomes of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    Same,
    Gone,
    Ascii(u8),
}

/// The plain spelling of a character.
pub(super) fn plain(c: char) -> Plain {
    let digit = |zero: u32| Plain::Ascii(b'0' + (c as u32 - zero) as u8);
    match c {
        '\0'..='\u{9f}' => Plain::Same,
        c if is_invisible(c) => Plain::Gone,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Plain::Ascii(b' ')
        }
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Plain::Ascii(b'-'),
        '\u{2024}' | '\u{3002}' | '\u{ff61}' | '\u{fe52}' => Plain::Ascii(b'.'),
        '\u{2044}' | '\u{2215}' => Plain::Ascii(b'/'),
        '\u{fe6b}' => Plain::Ascii(b'@'),
        '\u{ff01}'..='\u{ff5e}' => Plain::Ascii((c as u32 - 0xff01) as u8 + b'!'),
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        '\u{966}'..='\u{96f}' => digit(0x966),
        '\u{1d7ce}'..='\u{1d7ff}' => Plain::Ascii(b'0' + ((c as u32 - 0x1d7ce) % 10) as u8),
        _ => Plain::Same,
    }
}

/// The first bytes of characters that [`plain`] may change.
fn may_change(byte: u8) -> bool {
    matches!(byte, 0xc2 | 0xcd | 0xd8..=0xdb | 0xe0..=0xe3 | 0xef | 0xf0 | 0xf3)
}

/// From here on, until the next stretch, plain and original run in step. `width` is the length of the
/// original where this stretch is one changed character, else 0.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    plain: usize,
    original: usize,
    width: usize,
}

/// A reusable plain spelling.
#[derive(Debug, Default)]
pub(super) struct View {
    spelling: String,
    stretches: Vec<Stretch>,
}

impl View {
    /// Spells `text` plainly. False if it already is, and then the view is not to be read.
    pub(super) fn read(&mut self, text: &str) -> bool {
        if text.is_ascii() || !text.bytes().any(may_change) {
            return false;
        }
        let Some(first) = text.char_indices().find(|&(_, c)| plain(c) != Plain::Same) else { return false };
        self.spelling.clear();
        self.stretches.clear();
        self.stretches.push(Stretch { plain: 0, original: 0, width: 0 });
        let mut copied = 0;
        for (at, c) in text[first.0..].char_indices().map(|(at, c)| (at + first.0, c)) {
            let change = plain(c);
            if change == Plain::Same {
                continue;
            }
            self.spelling.push_str(&text[copied..at]);
            copied = at + c.len_utf8();
            if let Plain::Ascii(byte) = change {
                self.stretches.push(Stretch {
                    plain: self.spelling.len(),
                    original: at,
                    width: c.len_utf8(),
                });
                self.spelling.push(char::from(byte));
            }
            self.stretches.push(Stretch { plain: self.spelling.len(), original: copied, width: 0 });
        }
        self.spelling.push_str(&text[copied..]);
        true
    }

    pub(super) fn spelling(&self) -> &str {
        &self.spelling
    }

    /// The original range of a non-empty plain range; invisible characters at its ends stay outside.
    pub(super) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.stretch(start);
        let last = self.stretch(end - 1);
        let until =
            if last.width > 0 { last.original + last.width } else { last.original + (end - last.plain) };
        (first.original + (start - first.plain), until)
    }

    /// The stretch that the plain byte at `at` belongs to.
    fn stretch(&self, at: usize) -> Stretch {
        let after = self.stretches.partition_point(|stretch| stretch.plain <= at);
        self.stretches[after - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_finds_its_way_back() {
        let text = "ä\u{200b}１２\u{ad}3\u{a0}b\u{200d}";
        let mut view = View::default();
        assert!(view.read(text));
        assert_eq!(view.spelling(), "ä123 b");
        for (plain, original) in
            [("ä", "ä"), ("1", "１"), ("12", "１２"), ("23", "２\u{ad}3"), ("3 b", "3\u{a0}b")]
        {
            let start = view.spelling().find(plain).unwrap();
            let (from, until) = view.original(start, start + plain.len());
            assert_eq!(&text[from..until], original);
        }
    }

    #[test]
    fn plain_text_is_not_copied() {
        for text in ["", "abc 123", "Größe und Maß", "🎉 ok"] {
            assert!(!View::default().read(text), "{text}");
        }
    }

    #[test]
    fn the_gate_lets_every_changed_character_through() {
        for c in '\u{80}'..=char::MAX {
            let mut bytes = [0; 4];
            let first = c.encode_utf8(&mut bytes).as_bytes()[0];
            assert!(plain(c) == Plain::Same || may_change(first), "{c:?}");
        }
    }
}
