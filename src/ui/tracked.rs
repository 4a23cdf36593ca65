//! What a person acted upon, as it is kept: what was recommended, since when, and how it stood then.

use crate::{
    engine::Track,
    query::{Columns, Filter},
    words::t,
};

/// One thing that is tracked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// What was recommended, in words.
    pub title: String,
    /// What is counted.
    pub track: Track,
}

/// Things tracked at most: each is counted anew whenever they are looked at.
pub const MOST_TRACKED: usize = 50;

/// Those that were written; what cannot be read is passed over.
pub fn read(kept: &str) -> Vec<Tracked> {
    let line = |line: &str| {
        let mut parts = line.split('\t');
        let mut next = || parts.next();
        let title = next()?.to_owned();
        let mut filter = || next().filter(|text| Filter::parse_with(text, Columns::Any).is_ok());
        let (filter, of) = (filter()?.to_owned(), filter()?.to_owned());
        let (day, n, all) = (next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?);
        Some(Tracked { title, track: Track { filter, of, day, before: (n, all) } })
    };
    kept.lines().filter_map(line).take(MOST_TRACKED).collect()
}

/// As text: a thing to a line, its parts parted by tabs.
pub fn written(tracked: &[Tracked]) -> String {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = |Tracked { title, track }: &Tracked| {
        let Track { filter, of, day, before: (n, all) } = track;
        format!("{}\t{}\t{}\t{day}\t{n}\t{all}", clean(title), clean(filter), clean(of))
    };
    tracked.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a person is told where no more can be tracked.
pub fn no_more() -> &'static str {
    t("So many things are tracked already: drop one first.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tracked_comes_back() {
        let track = |filter: &str| Track {
            filter: filter.into(),
            of: "is:engaged".into(),
            day: 20_600,
            before: (12, 345),
        };
        let all = vec![
            Tracked { title: "Mend “a\tb”".into(), track: track("is:engaged signal:churn_risk") },
            Tracked { title: "Zwei".into(), track: track("intent:\"x y\"") },
        ];
        let back = read(&written(&all));
        assert_eq!(back[0].title, "Mend “a b”");
        assert_eq!((&back[0].track, &back[1]), (&all[0].track, &all[1]));
        assert_eq!(read("no tabs\na\tb\tc\tx\t1\t2\n"), []);
        assert!(read(&vec![written(&all); 60].join("\n")).len() == MOST_TRACKED);
    }
}
