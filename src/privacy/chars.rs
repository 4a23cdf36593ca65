//! Reading characters and words out of the bytes of a text, in both directions.

/// The character that starts at `at`.
pub(super) fn char_at(s: &[u8], at: usize) -> Option<char> {
    let first = *s.get(at)?;
    if first.is_ascii() {
        return Some(char::from(first));
    }
    let width = first.leading_ones() as usize;
    str::from_utf8(s.get(at..at + width)?).ok()?.chars().next()
}

/// The character that ends at `end`.
pub(super) fn char_before(s: &[u8], end: usize) -> Option<char> {
    let last = *s[..end].last()?;
    if last.is_ascii() {
        return Some(char::from(last));
    }
    let start = (end.saturating_sub(4)..end).rev().find(|&at| s[at] & 0xc0 != 0x80)?;
    str::from_utf8(&s[start..end]).ok()?.chars().next()
}

/// Whether a letter or digit of any script ends at `end`.
pub(super) fn alnum_before(s: &[u8], end: usize) -> bool {
    char_before(s, end).is_some_and(char::is_alphanumeric)
}

/// Whether a letter or digit of any script starts at `at`.
pub(super) fn alnum_at(s: &[u8], at: usize) -> bool {
    char_at(s, at).is_some_and(char::is_alphanumeric)
}

/// Whether a byte can belong to a word: a letter of any script, roughly.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// The word that ends at `end`, maybe empty.
pub(super) fn word_before(s: &[u8], end: usize) -> &[u8] {
    let from = end.saturating_sub(40);
    let letters = s[from..end].iter().rev().take_while(|&&byte| is_word_byte(byte)).count();
    &s[end - letters..end]
}

/// The word that starts at `at`, maybe empty.
pub(super) fn word_at(s: &[u8], at: usize) -> &[u8] {
    let rest = &s[at.min(s.len())..];
    let rest = &rest[..rest.len().min(40)];
    &rest[..rest.iter().take_while(|&&byte| is_word_byte(byte)).count()]
}

/// Whether `word` is one of `list`, ASCII case aside.
pub(super) fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|entry| word.eq_ignore_ascii_case(entry.as_bytes()))
}

/// Whether `word` starts with one of `list`, ASCII case aside.
pub(super) fn starts_with_one_of(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|entry| {
        word.get(..entry.len()).is_some_and(|start| start.eq_ignore_ascii_case(entry.as_bytes()))
    })
}

/// Whether `word` ends with one of `list`, ASCII case aside.
pub(super) fn ends_with_one_of(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|entry| {
        word.len()
            .checked_sub(entry.len())
            .is_some_and(|from| word[from..].eq_ignore_ascii_case(entry.as_bytes()))
    })
}

/// The letters that start at `at`; unlike a word they hold no quote, dash or sign from beyond ASCII.
pub(super) fn letters_at(s: &[u8], at: usize) -> &[u8] {
    let word = word_at(s, at);
    &word[..word.iter().position(|byte| matches!(byte, 0xc2 | 0xe2)).unwrap_or(word.len())]
}

/// The letters that end at `end`.
pub(super) fn letters_before(s: &[u8], end: usize) -> &[u8] {
    let word = word_before(s, end);
    let Some(sign) = word.iter().rposition(|byte| matches!(byte, 0xc2 | 0xe2)) else { return word };
    &word[(sign + if word[sign] == 0xc2 { 2 } else { 3 }).min(word.len())..]
}
