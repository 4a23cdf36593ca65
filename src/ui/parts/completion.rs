//! Completing what is typed in one line: which word is meant, what a key does while suggestions
//! stand there, and what the line is after one is taken. Places are counted in characters.

use std::ops::Range;

/// Something that could stand where the caret is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is put into the line.
    pub insert: String,
    /// What the list says.
    pub label: String,
    /// What stands beside it, such as how many conversations it has.
    pub detail: String,
    /// Which characters of the line it replaces; the word at the caret if `None`.
    pub replaces: Option<Range<usize>>,
}

impl Suggestion {
    /// One that replaces the word at the caret.
    pub fn new(insert: impl Into<String>, label: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { insert: insert.into(), label: label.into(), detail: detail.into(), replaces: None }
    }
}

/// What is wrong with a line, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// The first character that does not fit; the length of the line if something is missing.
    pub at: usize,
    /// A sentence.
    pub message: String,
    /// The whole line as it may have been meant.
    pub suggestion: Option<String>,
}

/// The word at the caret: from the last space or bracket before it, outside quotes, up to the next.
///
/// ```
/// use undertone::ui::parts::completion::word_at;
/// assert_eq!(word_at("outcome:esc", 11), 0..11);
/// assert_eq!(word_at("not topic:\"gift card", 20), 4..20);
/// ```
pub fn word_at(line: &str, caret: usize) -> Range<usize> {
    let letters: Vec<char> = line.chars().collect();
    let caret = caret.min(letters.len());
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',');
    let mut start = 0;
    let mut quoted = false;
    for (at, &letter) in letters[..caret].iter().enumerate() {
        quoted ^= letter == '"';
        if !quoted && ends(letter) {
            start = at + 1;
        }
    }
    let mut end = caret;
    while let Some(&letter) = letters.get(end) {
        if quoted && letter == '"' {
            end += 1;
            break;
        }
        if !quoted && ends(letter) {
            break;
        }
        end += 1;
    }
    start..end
}

/// The line after a suggestion was taken, and where the caret is then: behind what was put in.
pub fn taken(line: &str, caret: usize, suggestion: &Suggestion) -> (String, usize) {
    let letters: Vec<char> = line.chars().collect();
    let replaces = suggestion.replaces.clone().unwrap_or_else(|| word_at(line, caret));
    let start = replaces.start.min(letters.len());
    let end = replaces.end.clamp(start, letters.len());
    let mut out: String = letters[..start].iter().collect();
    out.push_str(&suggestion.insert);
    let caret = start + suggestion.insert.chars().count();
    out.extend(&letters[end..]);
    (out, caret)
}

/// The list below a line: whether it is there, and which of it is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Combo {
    /// Whether the list is shown.
    pub open: bool,
    /// Which suggestion is marked; Enter takes it.
    pub marked: Option<usize>,
}

/// What a key asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Nothing of ours: the browser does what it does.
    Pass,
    /// The list changed; the key is used up.
    Moved,
    /// Take this suggestion.
    Take(usize),
    /// Apply the line.
    Apply,
    /// Remove the last chip.
    RemoveLast,
}

/// What the line is like when a key comes.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Whether nothing is typed.
    pub empty: bool,
    /// Whether there are chips before it.
    pub chips: bool,
    /// How many suggestions there are.
    pub suggestions: usize,
}

impl Combo {
    /// What a key does. Escape closes the list first; only the next one is left to others.
    pub fn key(&mut self, key: &str, line: Line) -> Act {
        let n = line.suggestions;
        let shown = self.open && n > 0;
        match key {
            "ArrowDown" | "ArrowUp" if n > 0 => {
                let down = key == "ArrowDown";
                self.marked = match self.marked.filter(|_| shown) {
                    None => Some(if down { 0 } else { n - 1 }),
                    // Past either end is the line itself, where nothing is marked.
                    Some(at) if down => (at + 1 < n).then_some(at + 1),
                    Some(at) => at.checked_sub(1),
                };
                self.open = true;
                Act::Moved
            }
            "Enter" => match self.marked.filter(|&at| shown && at < n) {
                Some(at) => self.taking(at),
                None if line.empty => Act::Pass,
                None => {
                    self.close();
                    Act::Apply
                }
            },
            // With something typed Tab takes the first; in an empty line it moves on, as everywhere.
            "Tab" if shown && (self.marked.is_some() || !line.empty) => {
                self.taking(self.marked.filter(|&at| at < n).unwrap_or(0))
            }
            "Escape" if shown => {
                self.close();
                Act::Moved
            }
            "Backspace" if line.empty && line.chips => Act::RemoveLast,
            _ => Act::Pass,
        }
    }

    /// Something was typed: the list opens with nothing marked, so that Enter applies the line.
    pub fn typed(&mut self) {
        *self = Self { open: true, marked: None };
    }

    /// The list goes.
    pub fn close(&mut self) {
        *self = Self::default();
    }

    fn taking(&mut self, at: usize) -> Act {
        // It stays open: what was taken may want its next part.
        self.marked = None;
        Act::Take(at)
    }
}

/// A place in characters as one in UTF-16 units, as browsers count.
pub fn to_utf16(text: &str, chars: usize) -> u32 {
    text.chars().take(chars).map(|c| c.len_utf16() as u32).sum()
}

/// A place in UTF-16 units as one in characters.
pub fn from_utf16(text: &str, units: u32) -> usize {
    let mut seen = 0;
    text.chars()
        .take_while(|c| {
            let before = seen;
            seen += c.len_utf16() as u32;
            before < units
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: Line = Line { empty: false, chips: false, suggestions: 3 };

    #[track_caller]
    fn keys(line: Line, keys: &[&str], act: Act, marked: Option<usize>) {
        let mut combo = Combo::default();
        combo.typed();
        let last = keys.iter().map(|key| combo.key(key, line)).last();
        assert_eq!((last, combo.marked), (Some(act), marked));
    }

    #[test]
    fn arrows_go_round_by_the_line_itself() {
        keys(THREE, &["ArrowDown"], Act::Moved, Some(0));
        keys(THREE, &["ArrowUp"], Act::Moved, Some(2));
        keys(THREE, &["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"], Act::Moved, None);
        keys(THREE, &["ArrowDown", "ArrowUp"], Act::Moved, None);
        keys(Line { suggestions: 0, ..THREE }, &["ArrowDown"], Act::Pass, None);
    }

    #[test]
    fn enter_takes_what_is_marked_and_else_applies() {
        keys(THREE, &["ArrowDown", "Enter"], Act::Take(0), None);
        keys(THREE, &["Enter"], Act::Apply, None);
        keys(Line { empty: true, ..THREE }, &["Enter"], Act::Pass, None);
        keys(THREE, &["Escape", "Enter"], Act::Apply, None);
    }

    #[test]
    fn tab_takes_the_first_unless_nothing_was_typed() {
        keys(THREE, &["Tab"], Act::Take(0), None);
        keys(THREE, &["ArrowUp", "Tab"], Act::Take(2), None);
        keys(Line { empty: true, ..THREE }, &["Tab"], Act::Pass, None);
        keys(THREE, &["Escape", "Tab"], Act::Pass, None);
    }

    #[test]
    fn escape_is_ours_only_while_the_list_is_shown() {
        keys(THREE, &["Escape"], Act::Moved, None);
        keys(THREE, &["Escape", "Escape"], Act::Pass, None);
        keys(THREE, &["Escape", "ArrowDown"], Act::Moved, Some(0));
    }

    #[test]
    fn backspace_removes_a_chip_only_from_an_empty_line() {
        keys(Line { empty: true, chips: true, ..THREE }, &["Backspace"], Act::RemoveLast, None);
        keys(Line { chips: true, ..THREE }, &["Backspace"], Act::Pass, None);
        keys(Line { empty: true, ..THREE }, &["Backspace"], Act::Pass, None);
    }

    #[track_caller]
    fn takes(line: &str, caret: usize, insert: &str, expect: (&str, usize)) {
        let (line, caret) = taken(line, caret, &Suggestion::new(insert, "", ""));
        assert_eq!((line.as_str(), caret), expect);
    }

    #[test]
    fn a_suggestion_replaces_the_word_at_the_caret() {
        takes("", 0, "outcome:", ("outcome:", 8));
        takes("out and topic:x", 3, "outcome:", ("outcome: and topic:x", 8));
        takes("a (ou", 5, "outcome:", ("a (outcome:", 11));
        takes("topic:\"gift card\" x", 10, "topic:gifts", ("topic:gifts x", 11));
        takes("größe:ä", 7, "größe:älter", ("größe:älter", 11));
        takes("ab", 9, "c", ("c", 1));
    }

    #[test]
    fn a_suggestion_may_say_what_it_replaces() {
        let value = Suggestion { replaces: Some(8..11), ..Suggestion::new("escalated", "", "") };
        assert_eq!(taken("outcome:esc", 11, &value), ("outcome:escalated".into(), 17));
        let beyond = Suggestion { replaces: Some(8..99), ..value };
        assert_eq!(taken("outcome:e", 9, &beyond).0, "outcome:escalated");
    }

    #[test]
    fn places_in_the_browsers_units() {
        assert_eq!((to_utf16("a😀b", 2), to_utf16("a😀b", 9)), (3, 4));
        assert_eq!((from_utf16("a😀b", 3), from_utf16("a😀b", 0), from_utf16("a😀b", 9)), (2, 0, 3));
    }
}
