//! A comparison as a few short lines, as a link holds it, and back: what makes the arms, and what differs from the
//! comparison that nobody said anything of.

use super::{Comparison, Split};
use crate::query::{Columns, Filter};

impl Comparison {
    /// As lines of a letter and a value each. With `masked`, nobody's words stand in its filters.
    ///
    /// ```
    /// use undertone::insight::Comparison;
    /// let comparison = Comparison { percent: 5, planned: vec![9, 1], ..Comparison::default() };
    /// assert_eq!(comparison.lines(false), "f variant\ns 9:1\np 5");
    /// assert_eq!(Comparison::of_lines("f variant\ns 9:1\np 5"), Some(comparison));
    /// assert_eq!(Comparison::of_lines("nonsense"), None);
    /// ```
    pub fn lines(&self, masked: bool) -> String {
        let usual = Self::default();
        let mut lines = Vec::new();
        let mut add =
            |letter: char, value: &str| lines.push(format!("{letter} {value}").trim_end().to_owned());
        match &self.by {
            Split::Field(name) => add('f', name),
            Split::Date(day) => add('d', day),
            Split::Filters(filters) => {
                for text in filters {
                    match Filter::parse_with(text, Columns::Any) {
                        Ok(filter) if masked => add('q', &filter.masked().to_string()),
                        // What cannot be read may be anybody's words.
                        Err(_) if masked => {}
                        _ => add('q', text),
                    }
                }
            }
        }
        if self.goal != usual.goal {
            add('g', &self.goal);
        }
        if self.guards != usual.guards {
            add('r', &self.guards.join(","));
        }
        // The control of filters is a filter, and may hold somebody's words.
        let hidden = masked && matches!(self.by, Split::Filters(_));
        if !self.control.is_empty() && !hidden {
            add('c', &self.control);
        }
        if !self.planned.is_empty() {
            add('s', &self.planned.iter().map(u64::to_string).collect::<Vec<_>>().join(":"));
        }
        if self.percent != usual.percent {
            add('p', &self.percent.to_string());
        }
        lines.join("\n")
    }

    /// Read from lines; `None` where nothing makes arms, or words of a filter are not in them.
    pub fn of_lines(lines: &str) -> Option<Self> {
        let mut read = Self::default();
        let mut by = None;
        for line in lines.lines() {
            let (letter, value) = line.split_once(' ').unwrap_or((line, ""));
            let text = value.to_owned();
            match letter {
                "f" => by = Some(Split::Field(text)),
                "d" => by = Some(Split::Date(text)),
                "q" => {
                    let (_, masked) = Filter::parse_with(value, Columns::Any).unwrap_or_default().unmasked();
                    if masked > 0 {
                        return None;
                    }
                    match &mut by {
                        Some(Split::Filters(filters)) => filters.push(text),
                        _ => by = Some(Split::Filters(vec![text])),
                    }
                }
                "g" => read.goal = text,
                "r" => {
                    read.guards =
                        value.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
                }
                "c" => read.control = text,
                "s" => read.planned = value.split(':').filter_map(|part| part.trim().parse().ok()).collect(),
                "p" => read.percent = value.parse().ok().filter(|percent| (1..=100).contains(percent))?,
                _ => {}
            }
        }
        by.map(|by| Self { by, ..read })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_give_the_same_comparison_back_and_hold_nobodys_words() {
        let filters = vec!["outcome:resolved".to_owned(), "says:\"my sister\"".to_owned()];
        let comparison = Comparison {
            by: Split::Filters(filters),
            goal: "csat_top2".to_owned(),
            guards: Vec::new(),
            control: "outcome:resolved".to_owned(),
            ..Comparison::default()
        };
        assert_eq!(Comparison::of_lines(&comparison.lines(false)), Some(comparison.clone()));
        let masked = comparison.lines(true);
        assert!(!masked.contains("sister"), "{masked}");
        assert_eq!(Comparison::of_lines(&masked), None);
        for by in [Split::Date("2026-03-01".into()), Split::Field("column.plan".into())] {
            let comparison = Comparison { by, ..Comparison::default() };
            assert_eq!(Comparison::of_lines(&comparison.lines(true)), Some(comparison));
        }
        assert_eq!(Comparison::of_lines("p 5"), None);
    }
}
