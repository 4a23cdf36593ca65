//! Campaigns that a person marks on the time axis: a name and the days, as they are kept.

use crate::{charts::Campaign, conversation::Day, order::sort_by};

/// Campaigns at most: more would cover the axis.
pub const MOST_CAMPAIGNS: usize = 20;

/// Those that were written; what cannot be read is passed over.
pub fn read(kept: &str) -> Vec<Campaign> {
    let line = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let days = (Day::parse(parts.next()?)?, Day::parse(parts.next()?)?);
        let name = parts.next()?.to_owned();
        (days.0 <= days.1 && !name.is_empty()).then_some(Campaign { name, days })
    };
    kept.lines().filter_map(line).take(MOST_CAMPAIGNS).collect()
}

/// As text: the first day, the last and the name to a line.
pub fn written(campaigns: &[Campaign]) -> String {
    let line = |Campaign { name, days: (from, to) }: &Campaign| format!("{from}\t{to}\t{name}");
    campaigns.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// With one more, in the place of one of the same name, in the order of their days.
pub fn with(mut campaigns: Vec<Campaign>, name: &str, days: (Day, Day)) -> Vec<Campaign> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    campaigns.retain(|known| known.name != name);
    campaigns.truncate(MOST_CAMPAIGNS - 1);
    campaigns.push(Campaign { name, days });
    sort_by(&mut campaigns, |one, two| one.days.cmp(&two.days));
    campaigns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn campaigns_are_kept_in_the_order_of_their_days() {
        let day = |of_month| Day::from_date(2026, 8, of_month);
        let one = with(Vec::new(), " Summer \t sale ", (day(10), day(16)));
        let two = with(one, "Launch", (day(1), day(2)));
        let names: Vec<&str> = two.iter().map(|campaign| campaign.name.as_str()).collect();
        assert_eq!(names, ["Launch", "Summer sale"]);
        assert_eq!(read(&written(&two)), two);
        let moved = with(two, "Launch", (day(20), day(21)));
        assert_eq!((moved.len(), moved[1].days), (2, (day(20), day(21))));
        for text in
            ["", "x", "2026-08-02\t2026-08-01\tback", "2026-08-01\t2026-08-02\t", "2026-08-01\t2026-08-02"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
