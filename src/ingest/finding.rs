//! Short words in texts. The standard library's search comes anew with every place that uses it; this one
//! stands once in the download.

/// Where a word begins first.
#[inline(never)]
pub fn find(text: &str, word: &str) -> Option<usize> {
    let (&first, _) = word.as_bytes().split_first()?;
    let mut at = 0;
    while let Some(found) = memchr::memchr(first, &text.as_bytes()[at..]) {
        at += found;
        if text.as_bytes()[at..].starts_with(word.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether a word is in a text.
pub fn has(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

/// Whether one of these words is in a text.
pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| has(text, word))
}

/// What stands before and behind a word.
pub fn split<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    find(text, word).map(|at| (&text[..at], &text[at + word.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_the_standard_library_finds_them() {
        for text in ["", "a", "aab", "é – é – x", "a --> b --> c", "-->", "--", "a > b"] {
            for word in ["a", "ab", "-->", "–", "é –", " ", "x"] {
                assert_eq!(find(text, word), text.find(word), "{word:?} in {text:?}");
                assert_eq!(split(text, word), text.split_once(word));
            }
        }
    }
}
