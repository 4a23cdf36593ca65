//! Folds a text to plain words: lower case, without accents and apostrophes, one space between.
//!
//! The end of a sentence becomes a word of its own, `?` or `.`; a masked token, an address on the
//! web or a number keeps a place, so that neighbours do not grow together. "Didn't get that! Größe?"
//! becomes `didnt get that . grosse ?`.

/// Stands for a masked token or a web address.
pub(super) const OPAQUE: &str = "#";

/// Writes the folded `text` over `out`.
pub(super) fn fold(text: &str, out: &mut String) {
    out.clear();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let in_word = !out.is_empty() && !out.ends_with(' ');
        if !in_word && let Some(opaque) = opaque_prefix(rest) {
            out.push_str(OPAQUE);
            out.push(' ');
            rest = &rest[opaque..];
            continue;
        }
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '?' | '？' | '؟' => end_sentence(out, in_word, '?'),
            '!' | ';' | '\n' | '…' | '。' | '！' => end_sentence(out, in_word, '.'),
            '.' if !after.starts_with(|next: char| next.is_alphanumeric()) => end_sentence(out, in_word, '.'),
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => {}
            _ if c.is_ascii() => separate(out, in_word),
            _ => fold_wide(c, out, in_word),
        }
        rest = after;
    }
    separate(out, !out.is_empty() && !out.ends_with(' '));
}

fn separate(out: &mut String, in_word: bool) {
    if in_word {
        out.push(' ');
    }
}

/// Ends a sentence once, however many signs stand there; a question mark among them decides.
fn end_sentence(out: &mut String, in_word: bool, sign: char) {
    separate(out, in_word);
    match out.as_bytes() {
        [] if sign == '.' => {}
        [.., b'.', b' '] if sign == '?' => {
            out.truncate(out.len() - 2);
            out.push_str("? ");
        }
        [.., b'.' | b'?', b' '] => {}
        _ => {
            out.push(sign);
            out.push(' ');
        }
    }
}

/// Length of a masked token or a web address that `rest` begins with.
pub(super) fn opaque_prefix(rest: &str) -> Option<usize> {
    match rest.as_bytes().first()? {
        b'[' => {
            let end = rest.as_bytes().iter().take(40).position(|&byte| byte == b']')?;
            let (kind, number) = rest[1..end].split_once(' ')?;
            let masked = kind.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && !kind.is_empty()
                && !number.is_empty();
            masked.then_some(end + 1)
        }
        b'h' | b'H' | b'w' | b'W' => {
            let begins =
                |with: &str| rest.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
            let address = begins("http://") || begins("https://") || begins("www.");
            address.then(|| rest.find(char::is_whitespace).unwrap_or(rest.len()))
        }
        _ => None,
    }
}

/// Folds a character outside ASCII.
fn fold_wide(c: char, out: &mut String, in_word: bool) {
    match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'ă' | 'ą' => out.push('a'),
        'ç' | 'Ç' | 'ć' | 'č' => out.push('c'),
        'è'..='ë' | 'È'..='Ë' | 'ę' | 'ě' => out.push('e'),
        'ì'..='ï' | 'Ì'..='Ï' => out.push('i'),
        'ñ' | 'Ñ' | 'ń' => out.push('n'),
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'ő' => out.push('o'),
        'ù'..='ü' | 'Ù'..='Ü' | 'ű' => out.push('u'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        '👍' => word(out, in_word, "thumbsup"),
        '👎' => word(out, in_word, "thumbsdown"),
        // Combining accents and signs without a width.
        '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}' => {}
        _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
        _ => separate(out, in_word),
    }
}

fn word(out: &mut String, in_word: bool, word: &str) {
    separate(out, in_word);
    out.push_str(word);
    out.push(' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, folded: &str) {
        let mut out = "left over".to_owned();
        fold(text, &mut out);
        assert_eq!(out.trim_end(), folded);
        assert!(out.is_empty() || out.ends_with(' ') && !out.contains("  "), "{out:?}");
    }

    #[test]
    fn texts_fold_to_words() {
        check("", "");
        check("Didn't get that! Größe?", "didnt get that . grosse ?");
        check("don’t", "dont");
        check("What?!! Why!?", "what ? why ?");
        check("...", "");
        check("?", "?");
        check("v2.5 of example.com. Yes", "v2 5 of example com . yes");
        check("mail [EMAIL 3], ok", "mail # ok");
        check("[note 3]", "note 3");
        check("see https://a.example/?q=1 now", "see # now");
        check("WWW.EXAMPLE.COM?x", "#");
        check("gut👍🏽 gemacht", "gut thumbsup gemacht");
        check("cafe\u{301} zero\u{200b}width", "cafe zerowidth");
        check("line one\nline two", "line one . line two");
        check("¿Dónde está?", "donde esta ?");
        check("ДОБРЫЙ день", "добрый день");
    }
}
