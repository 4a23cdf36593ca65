//! What a person acted upon, as it is kept: what was found, since when, how it stood then, who sees to it, and until
//! when.

pub mod export;

use crate::{
    conversation::Day,
    engine::Track,
    query::{Columns, Filter},
    words::t,
};

/// One thing that is tracked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// What was found or recommended, in words.
    pub title: String,
    /// What is counted.
    pub track: Track,
    /// Who sees to it, as a person wrote it; may be empty.
    pub owner: String,
    /// When it is due.
    pub due: Option<Day>,
}

/// Things tracked at most: each is counted anew whenever they are looked at.
pub const MOST_TRACKED: usize = 50;

/// Those that were written; what cannot be read is passed over.
pub fn read(kept: &str) -> Vec<Tracked> {
    let line = |line: &str| {
        let mut parts = line.split('\t');
        let title = parts.next()?.to_owned();
        let mut filter = || parts.next().filter(|text| Filter::parse_with(text, Columns::Any).is_ok());
        let (filter, of) = (filter()?.to_owned(), filter()?.to_owned());
        let mut next = || parts.next();
        let (day, n, all) = (next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?);
        // Of what was kept before these were, there are none.
        let owner = parts.next().unwrap_or_default().to_owned();
        let due = parts.next().and_then(Day::parse);
        Some(Tracked { title, track: Track { filter, of, day, before: (n, all) }, owner, due })
    };
    kept.lines().filter_map(line).take(MOST_TRACKED).collect()
}

/// As text: a thing to a line, its parts parted by tabs.
pub fn written(tracked: &[Tracked]) -> String {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = |Tracked { title, track, owner, due }: &Tracked| {
        let Track { filter, of, day, before: (n, all) } = track;
        let [title, filter, of, owner] = [title, filter, of, owner].map(|text| clean(text));
        let due = due.map(|due| due.to_string()).unwrap_or_default();
        format!("{title}\t{filter}\t{of}\t{day}\t{n}\t{all}\t{owner}\t{due}")
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
            Tracked {
                title: "Mend “a\tb”".into(),
                track: track("is:engaged signal:churn_risk"),
                owner: "Kim\tLee".into(),
                due: Day::parse("2026-04-30"),
            },
            Tracked {
                title: "Zwei".into(),
                track: track("intent:\"x \"\"y\"\"\""),
                owner: String::new(),
                due: None,
            },
        ];
        let back = read(&written(&all));
        assert_eq!(back[0].title, "Mend “a b”");
        assert_eq!((&back[0].track, back[0].due, &back[1]), (&all[0].track, all[0].due, &all[1]));
        assert_eq!(back[0].owner, "Kim Lee");
        // As it was kept before there were owners.
        assert_eq!(read("Mend\tis:handoff\tis:engaged\t20600\t1\t9")[0].due, None);
        assert_eq!(read("no tabs\na\tb\tc\tx\t1\t2\n"), []);
        assert!(read(&vec![written(&all); 60].join("\n")).len() == MOST_TRACKED);
    }
}
