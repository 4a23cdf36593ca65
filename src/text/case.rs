//! Upper and lower case of single letters, for what the page itself compares and writes: names that are
//! picked from a list, the first letter of a sentence. It knows the scripts that have case and that
//! people write to chatbots in; the standard library's tables know all, and weigh ten kilobytes in the
//! page's download.

/// The lower case of a letter of the Latin (to U+017F), Greek and Cyrillic alphabets; any other
/// character stays.
///
/// ```
/// use undertone::text::lower;
/// assert_eq!("ÄŁ ΩЖ٣".chars().map(lower).collect::<String>(), "äł ωж٣");
/// ```
pub fn lower(c: char) -> char {
    let code = u32::from(c);
    let lower = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => code + 32,
        0x400..=0x40f => code + 80,
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f => {
            code | 1
        }
        0x139..=0x148 | 0x179..=0x17e | 0x4c1..=0x4ce => code + code % 2,
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(c)
}

/// A text with every letter in [`lower`] case.
pub fn lowered(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// A text whose first letter, if it is a Latin one, is a capital.
///
/// ```
/// use undertone::text::capitalised;
/// assert_eq!(capitalised("übersicht"), "Übersicht");
/// ```
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| match first {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' => char::from_u32(u32::from(first) - 32).unwrap_or(first),
        other => other,
    });
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_case_that_the_standard_library_gives_them() {
        for c in ('\0'..='\u{17f}').chain('\u{370}'..='\u{52f}') {
            let full: Vec<char> = c.to_lowercase().collect();
            // What becomes several letters, and the letters of few languages, stay as they are.
            let rare = matches!(c, 'İ' | 'Ϳ' | 'Ͱ'..='Ͷ' | 'Ϗ'..='Ϯ' | 'ϴ' | 'Ϸ' | 'Ϲ' | 'Ϻ' | 'Ͻ'..='Ͽ' | 'Ӏ' | 'ӏ');
            if !rare {
                assert_eq!(full, [lower(c)], "{c} {:x}", u32::from(c));
            }
        }
    }

    #[test]
    fn only_a_first_letter_becomes_a_capital() {
        for (text, expect) in
            [("", ""), ("one two", "One two"), ("ärger", "Ärger"), ("1st", "1st"), ("÷", "÷"), ("One", "One")]
        {
            assert_eq!(capitalised(text), expect);
        }
    }
}
