//! Packs what the tokeniser needs to know of characters outside ASCII: their classes as stretches, and of
//! what letters with accents are made, the accents left out. `src/text/model/characters.rs` reads this; a
//! test there compares every character with the published tables.

use std::{fs, io, path::Path};

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Classes; the same in `characters.rs`.
const LETTER: u8 = 0;
const NOTHING: u8 = 1;
const SPACE: u8 = 2;
const MARK: u8 = 3;
const PUNCTUATION: u8 = 4;

/// Writes the tables into the folder.
pub fn pack(folder: &Path) -> io::Result<()> {
    let folder = folder.join("characters");
    fs::create_dir_all(&folder)?;
    let (mut starts, mut classes) = (Vec::new(), Vec::new());
    let (mut before, mut class) = (0, LETTER);
    for code in 0x80..=u32::from(char::MAX) {
        let here = char::from_u32(code).map_or(NOTHING, class_of);
        if here != class {
            number(code - before, &mut starts);
            classes.push(here);
            (before, class) = (code, here);
        }
    }
    let (mut codes, mut lengths, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut before, mut last) = (0, 0);
    for c in ('\u{80}'..=char::MAX).filter(|c| is_composed(*c)) {
        let made_of: Vec<char> = std::iter::once(c).nfd().filter(|part| class_of(*part) != MARK).collect();
        number(u32::from(c) - before, &mut codes);
        before = u32::from(c);
        lengths.push(made_of.len() as u8);
        for part in made_of {
            let step = i64::from(u32::from(part)) - i64::from(last);
            number((step << 1 ^ step >> 63) as u32, &mut parts);
            last = u32::from(part);
        }
    }
    for (name, bytes) in
        [("starts", starts), ("classes", classes), ("codes", codes), ("lengths", lengths), ("parts", parts)]
    {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

fn class_of(c: char) -> u8 {
    match c.general_category() {
        GeneralCategory::NonspacingMark => MARK,
        GeneralCategory::SpaceSeparator
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator => SPACE,
        GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse => NOTHING,
        // What stands for bytes that are no text.
        _ if c == char::REPLACEMENT_CHARACTER => NOTHING,
        _ if c.general_category_group() == GeneralCategoryGroup::Punctuation => PUNCTUATION,
        _ => LETTER,
    }
}

/// Whether a character of a lower-case text is made of others. Syllables of Hangul are by arithmetic, and
/// the doubles of Chinese signs that old character sets have stay what they are: a table of them would
/// weigh as much as all others.
fn is_composed(c: char) -> bool {
    let is_other = matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
    !is_other && class_of(c) != MARK && c.to_lowercase().eq([c]) && !std::iter::once(c).nfd().eq([c])
}

/// Writes a number in as few bytes as it takes, seven bits in each.
fn number(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
