//! What is asked of a funnel as a few short lines, as a link holds it, and back.

use super::FunnelAsked;
use crate::query::{Columns, Filter, MOST_STEPS, Within};

impl FunnelAsked {
    /// As lines of a letter and a value each. With `masked`, nobody's words stand in them.
    ///
    /// ```
    /// use undertone::insight::FunnelAsked;
    /// let steps = vec!["is:engaged".to_owned(), "is:handoff".to_owned()];
    /// let asked = FunnelAsked { steps, within: Some(1440), ..FunnelAsked::default() };
    /// assert_eq!(asked.lines(false), "t is:engaged\nt is:handoff\nw 1d");
    /// assert_eq!(FunnelAsked::of_lines("t is:engaged\nt is:handoff\nw 1d"), (asked, 0));
    /// ```
    pub fn lines(&self, masked: bool) -> String {
        let mut lines = Vec::new();
        let mut add = |letter: char, filter: &str| {
            let read = Filter::parse_with(filter, Columns::Any);
            match read.map(|filter| if masked { filter.masked() } else { filter }) {
                Ok(filter) => lines.push(format!("{letter} {filter}")),
                // What cannot be read may be anybody's words.
                Err(_) if masked => {}
                Err(_) => lines.push(format!("{letter} {}", filter.replace('\n', " "))),
            }
        };
        self.steps.iter().filter(|step| !step.trim().is_empty()).for_each(|step| add('t', step));
        self.against.iter().for_each(|against| add('q', against));
        lines.extend(self.strict.then(|| "o strict".to_owned()));
        lines.extend(self.by_user.then(|| "o users".to_owned()));
        lines.extend(self.within.map(|within| format!("w {}", Within(within))));
        lines.extend((self.leaving > 0).then(|| format!("l {}", self.leaving)));
        lines.join("\n")
    }

    /// Read from lines, with how many steps and selections were masked: these are not there. What cannot be read is
    /// as if nobody had written it.
    pub fn of_lines(lines: &str) -> (Self, usize) {
        let (mut read, mut masked) = (Self::default(), 0);
        for (letter, value) in lines.lines().filter_map(|line| line.split_once(' ')) {
            let text = value.to_owned();
            let is_masked = || Filter::parse_with(value, Columns::Any).unwrap_or_default().unmasked().1 > 0;
            match letter {
                "t" | "q" if is_masked() => masked += 1,
                "t" if read.steps.len() < MOST_STEPS => read.steps.push(text),
                "q" => read.against = Some(text),
                "o" => {
                    read.strict |= value == "strict";
                    read.by_user |= value == "users";
                }
                "w" => read.within = Within::parse(value).map(|within| within.0),
                "l" => read.leaving = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        // Without all of its steps, the one that was asked about may be another.
        read.leaving = if masked > 0 { 0 } else { read.leaving };
        (read, masked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_give_the_same_back_and_hold_nobodys_words() {
        let asked = FunnelAsked {
            steps: ["is:engaged", "\"my sister\"", "is:handoff"].map(str::to_owned).into(),
            strict: true,
            by_user: true,
            within: Some(90),
            against: Some("channel:web says:sister".to_owned()),
            leaving: 2,
        };
        assert_eq!(FunnelAsked::of_lines(&asked.lines(false)).0.lines(false), asked.lines(false));
        let masked = asked.lines(true);
        assert!(!masked.contains("sister"), "{masked}");
        let (read, missing) = FunnelAsked::of_lines(&masked);
        assert_eq!((read.steps.join(" > ").as_str(), missing), ("is:engaged > is:handoff", 2));
        assert_eq!((read.strict, read.by_user, read.within, read.leaving), (true, true, Some(90), 0));
        let broken = FunnelAsked { steps: vec!["(my sister".to_owned()], ..FunnelAsked::default() };
        assert_eq!(broken.lines(true), "");
    }
}
