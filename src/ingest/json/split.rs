//! Finds records in a text and what is whole of one that is cut off, by strings and brackets alone.

/// Finds the end of the JSON value at the start of a text, piece by piece, by strings and depth
/// alone. Remembers where it stopped, so that a long value is looked at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct ValueEnd {
    at: usize,
    depth: u32,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl ValueEnd {
    /// Goes on at the begin of what follows the text, which is not kept.
    pub fn forget(&mut self, text: &str) {
        self.at = self.at.saturating_sub(text.len());
    }

    /// The offset behind the value at the start of `text`; `None` if it goes on beyond the text.
    /// The text must be the one of the last call, perhaps longer.
    pub fn find(&mut self, text: &str, last: bool) -> Option<usize> {
        let bytes = text.as_bytes();
        while self.at < bytes.len() {
            if self.in_string && !self.escaped {
                // Most bytes are inside strings: jump to what ends or escapes one.
                let Some(skip) = memchr::memchr3(b'"', b'\\', b'\n', &bytes[self.at..]) else {
                    self.at = bytes.len();
                    return None;
                };
                self.at += skip;
            }
            let byte = bytes[self.at];
            self.at += 1;
            if self.escaped {
                self.escaped = false;
                continue;
            }
            if self.in_string {
                match byte {
                    // No string of JSON goes over a line: its end quote is missing. The value ends here,
                    // broken, and its neighbours are not lost.
                    b'\n' => return Some(self.at - 1),
                    b'\\' => self.escaped = true,
                    _ => self.in_string = false,
                }
                if !self.in_string && self.depth == 0 {
                    return Some(self.at);
                }
                continue;
            }
            match byte {
                b'"' => (self.in_string, self.begun) = (true, true),
                b'{' | b'[' => {
                    self.depth += 1;
                    self.begun = true;
                }
                b'}' | b']' => {
                    // A bracket that closes what encloses the value ends a bare number or word.
                    let Some(depth) = self.depth.checked_sub(1) else { return Some(self.at - 1) };
                    self.depth = depth;
                    if depth == 0 {
                        return Some(self.at);
                    }
                }
                b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 && self.begun => {
                    return Some(self.at - 1);
                }
                b' ' | b'\n' | b'\r' | b'\t' => {}
                _ => self.begun = true,
            }
        }
        (last && self.depth == 0 && !self.in_string && self.begun).then_some(bytes.len())
    }
}

/// A value that is cut off, closed behind the last object or array that is whole in it; `None` where
/// none is, so that nothing is worth keeping.
pub fn close(cut: &str) -> Option<String> {
    close_where(cut, None)
}

/// A value that is cut off, closed behind the last element of its outermost open array that is whole.
/// An element that is not whole may lack the very word that says it is not to be read.
pub fn close_behind_elements(cut: &str) -> Option<String> {
    let outermost = open_at_the_end(cut)?.iter().position(|bracket| *bracket == ']');
    close_where(cut, outermost.map(|outermost| outermost + 1))
}

/// The closing brackets that a text still needs; `None` where it closes more than it opens.
fn open_at_the_end(text: &str) -> Option<Vec<char>> {
    let mut open = Vec::new();
    brackets(text, |_, byte| step(&mut open, byte))?;
    Some(open)
}

/// Closes behind the last whole object or array, of those so deep if a depth is given.
fn close_where(cut: &str, depth: Option<usize>) -> Option<String> {
    let (mut open, mut whole) = (0_usize, None);
    brackets(cut, |at, byte| {
        if matches!(byte, b'{' | b'[') {
            open += 1;
        } else {
            open = open.checked_sub(1)?;
            if depth.is_none_or(|depth| depth == open) {
                whole = Some(at + 1);
            }
        }
        Some(())
    })?;
    let whole = &cut[..whole?];
    Some(whole.chars().chain(open_at_the_end(whole)?.into_iter().rev()).collect())
}

/// Calls for each bracket outside of strings; `None` as soon as a call gives that.
fn brackets(text: &str, mut call: impl FnMut(usize, u8) -> Option<()>) -> Option<()> {
    let (mut in_string, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' | b'}' | b']' if !in_string => call(at, byte)?,
            _ => {}
        }
    }
    Some(())
}

/// Takes a bracket into those that are open; `None` where nothing was.
fn step(open: &mut Vec<char>, byte: u8) -> Option<()> {
    match byte {
        b'{' => open.push('}'),
        b'[' => open.push(']'),
        _ => drop(open.pop()?),
    }
    Some(())
}

/// How far it is to a line that begins an object or ends an array, and whether there is one.
pub fn next_value(text: &str, last: bool) -> (usize, bool) {
    let mut at = 0;
    while let Some(end) = memchr::memchr(b'\n', &text.as_bytes()[at..]) {
        at += end + 1;
        let line = text[at..].trim_start_matches([' ', '\t', '\r', ',']);
        if line.is_empty() && !last {
            return (at - 1, false);
        }
        if line.starts_with(['{', ']']) {
            return (at, true);
        }
    }
    (if last { text.len() } else { at.saturating_sub(1).min(text.len()) }, last)
}

/// How many lines a text ends.
pub fn count_lines(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}

/// A text as a small number, to know it again: sixteen bytes at a time, in two lanes that do not wait for each
/// other, because whole records are told apart by it.
pub fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (pieces, rest) = text.as_bytes().as_chunks::<16>();
    let mut last = [0; 16];
    last[..rest.len()].copy_from_slice(rest);
    let both =
        pieces.iter().chain([&last]).fold([text.len() as u64, 0x2545_f491_4f6c_dd1d], |[a, b], piece| {
            let piece = u128::from_le_bytes(*piece);
            [mix(a, piece as u64), mix(b, (piece >> 64) as u64)]
        });
    mix(both[0], both[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_cut_off_is_closed_behind_what_is_whole() {
        for (cut, closed) in [
            (r#"{"a":[{"b":"}"},{"c":"x"#, Some(r#"{"a":[{"b":"}"}]}"#)),
            (r#"[[1],{"d":2},3"#, Some(r#"[[1],{"d":2}]"#)),
            (r#"{"a":"cut"#, None),
            ("]", None),
        ] {
            assert_eq!(close(cut).as_deref(), closed, "{cut}");
        }
    }

    #[test]
    fn what_is_nested_without_end_takes_no_longer_than_its_length() {
        let deep = "[".repeat(300_000) + &"]".repeat(299_000);
        assert_eq!(close(&deep).map(|closed| closed.len()), Some(600_000));
        assert_eq!(close_behind_elements(&deep), None);
    }

    #[test]
    fn an_element_that_is_not_whole_is_left_out_with_all_that_is_whole_in_it() {
        for (cut, closed) in [
            (r#"{"m":[{"t":"a"},{"t":"b","files":[{}],"by":{}"#, Some(r#"{"m":[{"t":"a"}]}"#)),
            (r#"{"m":[{"t":"a"}],"meta":{"x":{}"#, Some(r#"{"m":[{"t":"a"}],"meta":{"x":{}}}"#)),
            (r#"{"m":[{"t":"a","files":[{}"#, None),
        ] {
            assert_eq!(close_behind_elements(cut).as_deref(), closed, "{cut}");
        }
    }

    #[test]
    fn the_end_of_a_value_is_found_in_any_pieces() {
        for (text, expect) in [
            (r#"{"a":[1,"}"],"b":"\"{"} rest"#, Some(23)),
            ("[[1],[2]]", Some(9)),
            (r#""x" y"#, Some(3)),
            ("12,13", Some(2)),
            (r#"{"a": "cut"#, None),
        ] {
            let mut whole = ValueEnd::default();
            assert_eq!(whole.find(text, false), expect, "{text}");
            let mut pieces = ValueEnd::default();
            let found = (1..=text.len())
                .filter(|end| text.is_char_boundary(*end))
                .find_map(|end| pieces.find(&text[..end], false));
            assert_eq!(found, expect, "{text} in pieces");
        }
        assert_eq!(ValueEnd::default().find("12", true), Some(2));
    }
}
