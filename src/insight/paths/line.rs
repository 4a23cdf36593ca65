//! A journey as a few short lines, as a link holds it, and back: what differs from the one that nobody said anything of.

use super::{DEEPEST, Journey};
use crate::query::{Columns, Detail, Direction, Filter, quotes_somebody};

impl Journey {
    /// As lines of a letter and a value each. With `masked`, nobody's words stand in them.
    ///
    /// ```
    /// use undertone::insight::Journey;
    /// let journey = Journey { depth: 3, at: "handoff".into(), ..Journey::default() };
    /// assert_eq!(journey.lines(false), "s handoff\nn 3");
    /// assert_eq!(Journey::of_lines("s handoff\nn 3"), journey);
    /// assert_eq!(Journey::of_lines("nonsense"), Journey::default());
    /// ```
    pub fn lines(&self, masked: bool) -> String {
        let usual = Self::default();
        let mut lines = Vec::new();
        let mut add = |letter: char, value: &str| {
            // Quick replies are words of the source, and topics those of who writes.
            let is_hidden = masked && quotes_somebody(value);
            if !value.is_empty() && !is_hidden {
                lines.push(format!("{letter} {value}"));
            }
        };
        if self.detail != usual.detail {
            add('d', self.detail.name());
        }
        if self.direction != usual.direction {
            add('w', self.direction.name());
        }
        add('s', &self.at);
        if self.depth != usual.depth {
            add('n', &self.depth.to_string());
        }
        if let Some(against) = &self.against {
            let filter = Filter::parse_with(against, Columns::Any);
            match filter.map(|filter| if masked { filter.masked() } else { filter }) {
                Ok(filter) => add('q', &filter.to_string()),
                // What cannot be read may be anybody's words.
                Err(_) if masked => {}
                Err(_) => add('q', against),
            }
        }
        add('i', &self.intended);
        add('l', &self.leaving);
        lines.join("\n")
    }

    /// Read from lines; what cannot be read, or was masked, is as if it were not there.
    pub fn of_lines(lines: &str) -> Self {
        let mut read = Self::default();
        for (letter, value) in lines.lines().filter_map(|line| line.split_once(' ')) {
            let text = value.to_owned();
            match letter {
                "d" => {
                    let known = Detail::ALL.into_iter().find(|detail| detail.name() == value);
                    read.detail = known.unwrap_or_default();
                }
                "w" => {
                    let known = Direction::ALL.into_iter().find(|direction| direction.name() == value);
                    read.direction = known.unwrap_or_default();
                }
                "s" => read.at = text,
                "n" => read.depth = value.parse().unwrap_or(read.depth).clamp(1, DEEPEST),
                "q" => {
                    let (_, masked) = Filter::parse_with(value, Columns::Any).unwrap_or_default().unmasked();
                    read.against = Some(text).filter(|_| masked == 0);
                }
                "i" => read.intended = text,
                "l" => read.leaving = text,
                _ => {}
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_give_the_same_journey_back_and_hold_nobodys_words() {
        let journey = Journey {
            detail: Detail::Replies,
            direction: Direction::Backward,
            at: "reply:My sister".to_owned(),
            depth: 7,
            against: Some("says:\"my sister\" channel:web".to_owned()),
            intended: "a > [b] > resolved".to_owned(),
            leaving: "fallback".to_owned(),
        };
        assert_eq!(Journey::of_lines(&journey.lines(false)).at, journey.at);
        assert_eq!(Journey::of_lines(&journey.lines(false)).intended, journey.intended);
        let masked = journey.lines(true);
        assert!(!masked.contains("sister"), "{masked}");
        let read = Journey::of_lines(&masked);
        assert_eq!(read, Journey { at: String::new(), against: None, ..journey });
        assert_eq!(Journey::of_lines("n 90\nd x\nw y").depth, DEEPEST);
    }
}
