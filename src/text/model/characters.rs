//! What characters are to the tokeniser, and what a letter is without its accents. The tables are packed
//! by `build/characters.rs`; ASCII is not in them.

use std::sync::OnceLock;

/// What a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of a word: letters, digits, symbols, emoji, what no standard has assigned.
    Letter,
    /// Not there at all: control characters, zero width, private use.
    Nothing,
    /// Parts words.
    Space,
    /// An accent that is drawn upon the letter before.
    Mark,
    /// A word by itself.
    Punctuation,
    /// A Chinese sign: a word by itself.
    Sign,
}

/// The classes as they are numbered in the tables.
const CLASSES: [Class; 5] = [Class::Letter, Class::Nothing, Class::Space, Class::Mark, Class::Punctuation];

macro_rules! table {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/characters/", $name))
    };
}

/// The unpacked tables, one for the whole program.
pub(super) struct Characters {
    /// First character of each stretch of one class, in order.
    starts: Vec<u32>,
    classes: &'static [u8],
    /// Characters that are made of others, in order, each with where its parts begin and end.
    composed: Vec<(u32, u16, u16)>,
    parts: Vec<char>,
}

impl Characters {
    pub(super) fn all() -> &'static Self {
        static ALL: OnceLock<Characters> = OnceLock::new();
        ALL.get_or_init(Self::unpacked)
    }

    fn unpacked() -> Self {
        let mut at = 0;
        let starts = numbers(table!("starts")).map(|step| {
            at += step;
            at
        });
        let mut last = 0;
        let parts = numbers(table!("parts")).map(|step| {
            last = (last as i32 + ((step >> 1) as i32 ^ -((step & 1) as i32))) as u32;
            char::from_u32(last).unwrap_or_default()
        });
        let (mut code, mut end) = (0, 0);
        let composed = numbers(table!("codes")).zip(table!("lengths")).map(|(step, &length)| {
            let start = end;
            (code, end) = (code + step, start + u16::from(length));
            (code, start, end)
        });
        Self {
            starts: starts.collect(),
            classes: table!("classes"),
            composed: composed.collect(),
            parts: parts.collect(),
        }
    }

    /// What a character outside ASCII is.
    pub(super) fn class(&self, c: char) -> Class {
        let code = u32::from(c);
        let stretch = self.starts.partition_point(|&start| start <= code);
        match stretch.checked_sub(1).map_or(Class::Letter, |at| CLASSES[usize::from(self.classes[at])]) {
            Class::Letter if is_sign(code) => Class::Sign,
            class => class,
        }
    }

    /// Calls `part` with each character that a lower-case one is made of, accents left out.
    pub(super) fn decompose(&self, c: char, mut part: impl FnMut(char)) {
        let code = u32::from(c);
        if let Ok(at) = self.composed.binary_search_by_key(&code, |composed| composed.0) {
            let (_, start, end) = self.composed[at];
            self.parts[usize::from(start)..usize::from(end)].iter().copied().for_each(part);
        } else if let '\u{ac00}'..='\u{d7a3}' = c {
            let syllable = code - 0xac00;
            let (lead, vowel, tail) = (syllable / 588, syllable % 588 / 28, syllable % 28);
            let letters = [0x1100 + lead, 0x1161 + vowel, 0x11a7 + tail];
            letters[..2 + usize::from(tail > 0)]
                .iter()
                .filter_map(|code| char::from_u32(*code))
                .for_each(part);
        } else {
            part(c);
        }
    }
}

/// The ranges that BERT's tokeniser takes for Chinese signs.
fn is_sign(code: u32) -> bool {
    matches!(
        code,
        0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xf900..=0xfaff
            | 0x20000..=0x2a6df
            | 0x2a700..=0x2ceaf
            | 0x2f800..=0x2fa1f
    )
}

/// Numbers of seven bits in a byte, as `build/characters.rs` writes them.
fn numbers(bytes: &'static [u8]) -> impl Iterator<Item = u32> {
    let mut rest = bytes.iter();
    std::iter::from_fn(move || {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = *rest.next()?;
            value |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return Some(value);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;
    use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

    use super::*;

    #[test]
    fn every_character_is_what_the_standard_says() {
        let all = Characters::all();
        for c in '\u{80}'..=char::MAX {
            let expect = match (c.general_category(), c.general_category_group()) {
                (GeneralCategory::NonspacingMark, _) => Class::Mark,
                (GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse, _) => {
                    Class::Nothing
                }
                _ if c == char::REPLACEMENT_CHARACTER => Class::Nothing,
                (_, GeneralCategoryGroup::Separator) => Class::Space,
                (_, GeneralCategoryGroup::Punctuation) => Class::Punctuation,
                _ if is_sign(u32::from(c)) => Class::Sign,
                _ => Class::Letter,
            };
            assert_eq!(all.class(c), expect, "{:x}", u32::from(c));
        }
    }

    #[test]
    fn every_letter_comes_apart_as_the_standard_says() {
        let all = Characters::all();
        for c in ('\u{80}'..=char::MAX).filter(|c| c.to_lowercase().eq([*c]) && all.class(*c) != Class::Sign)
        {
            let mut parts = Vec::new();
            all.decompose(c, |part| {
                if all.class(part) != Class::Mark || part.is_ascii() {
                    parts.push(part);
                }
            });
            let expect = std::iter::once(c).nfd();
            let expect: Vec<char> =
                expect.filter(|part| part.is_ascii() || all.class(*part) != Class::Mark).collect();
            assert_eq!(parts, expect, "{:x}", u32::from(c));
        }
    }
}
