//! One plain form of a text for phrase matching: what a reader would call the same words is the same
//! bytes. Offsets are not kept; whoever needs them does not fold.

/// Replaces `out` by the plain form of `text`: lower case, curly quotes
/// straight, dashes a hyphen, whitespace collapsed to single spaces and trimmed, invisible characters
/// gone. `out` is reused from call to call so that folding allocates rarely.
///
/// ```
/// let mut plain = String::new();
/// undertone::text::fold_into("  I Don’t\n\tKNOW ", &mut plain);
/// assert_eq!(plain, "i don't know");
/// ```
pub fn fold_into(text: &str, out: &mut String) {
    out.clear();
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        fold_char(c, out);
    }
}

/// Appends the plain form of one character: lower case, quotes straight, dashes a hyphen. White space and
/// what is invisible are [`fold_into`]'s to leave out.
#[inline]
pub fn fold_char(c: char, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        c if c.is_ascii() => out.push(c),
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '´' => out.push('\''),
        '“' | '”' | '„' | '‟' => out.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        c => out.extend(c.to_lowercase()),
    }
}

/// Whether a folded text contains a folded phrase as whole words: no letter or digit touches it.
///
/// ```
/// use undertone::text::has_phrase;
/// assert!(has_phrase("no, thank you!", "thank you"));
/// assert!(!has_phrase("thank yours", "thank you"));
/// ```
pub fn has_phrase(folded: &str, phrase: &str) -> bool {
    !phrase.is_empty()
        && memchr::memmem::find_iter(folded.as_bytes(), phrase).any(|start| {
            let before = folded[..start].chars().next_back();
            let after = folded[start + phrase.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
}

/// Whether a folded text contains words that begin like a folded phrase.
///
/// ```
/// use undertone::text::has_start;
/// assert!(has_start("no, thank yours!", "thank you"));
/// assert!(!has_start("unthank you", "thank"));
/// ```
pub fn has_start(folded: &str, start: &str) -> bool {
    !start.is_empty()
        && memchr::memmem::find_iter(folded.as_bytes(), start)
            .any(|at| !folded[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}

/// Whether a character leaves no mark of its own: zero width, soft hyphen, direction marks,
/// variation selectors, the keycap that turns a digit into an emoji.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{20e3}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, plain: &str) {
        let mut out = String::from("left over");
        fold_into(text, &mut out);
        assert_eq!(out, plain);
    }

    #[test]
    fn folding_keeps_words_and_drops_dress() {
        check("", "");
        check(" \u{a0}\n ", "");
        check("That’s “IT” — Größe", "that's \"it\" - größe");
        check("re\u{ad}fund\u{200b}ed\u{feff}", "refunded");
        check("a\u{3000}\u{2009}b", "a b");
        check("İstanbul ÄÖÜ", "i\u{307}stanbul äöü");
    }

    #[test]
    fn a_phrase_is_whole_words() {
        for (text, phrase, found) in [
            ("talk to a human", "human", true),
            ("humane", "human", false),
            ("the human's", "human", true),
            ("übermensch mensch", "mensch", true),
            ("übermensch", "mensch", false),
            ("no no2 no", "no", true),
            ("no2", "no", false),
            ("anything", "", false),
        ] {
            assert_eq!(has_phrase(text, phrase), found, "{text} / {phrase}");
        }
    }
}
