//! Things named in an utterance: products, competitors, amounts, dates, places, each with a normalised value
//! where there is one. Read by stated rules over one pass of words; what the owner of the data names
//! ([`Lists`]) is known, the rest is found by its shape or by the words around it.

mod amounts;
mod mentions;
mod moments;
mod scan;
mod vocabulary;

use crate::conversation::Day;
use scan::Scan;

/// What kind of thing is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // The names say it; the guide of labels defines them.
pub enum EntityKind {
    Product,
    Competitor,
    Money,
    Quantity,
    Percent,
    Date,
    Time,
    Duration,
    OrderId,
    Version,
    Place,
    Org,
    Url,
    Feature,
    Plan,
    Platform,
}

impl EntityKind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::Product,
        Self::Competitor,
        Self::Money,
        Self::Quantity,
        Self::Percent,
        Self::Date,
        Self::Time,
        Self::Duration,
        Self::OrderId,
        Self::Version,
        Self::Place,
        Self::Org,
        Self::Url,
        Self::Feature,
        Self::Plan,
        Self::Platform,
    ];

    /// Its label.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "PRODUCT",
            Self::Competitor => "COMPETITOR",
            Self::Money => "MONEY",
            Self::Quantity => "QUANTITY",
            Self::Percent => "PERCENT",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::OrderId => "ORDER_ID",
            Self::Version => "VERSION",
            Self::Place => "PLACE",
            Self::Org => "ORG",
            Self::Url => "URL",
            Self::Feature => "FEATURE",
            Self::Plan => "PLAN",
            Self::Platform => "PLATFORM",
        }
    }
}

/// A thing named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it means, the same for every way of writing it: "90 EUR", "2026-03-29", "PT20M". `None` where the
    /// words are all there is, or where a date needs a day that is not known.
    pub value: Option<String>,
}

/// Names that the owner of the data knows.
///
/// ```
/// use undertone::language::{EntityKind, Lists, find_entities};
/// let lists = Lists { products: vec!["Pulse 9".into()], ..Lists::default() };
/// let mut found = Vec::new();
/// find_entities("does the PULSE 9 float?", None, &lists, &mut found);
/// assert_eq!((found[0].kind, found[0].value.as_deref()), (EntityKind::Product, Some("Pulse 9")));
/// assert!(lists.has(EntityKind::Product, "Pulse 9") && !lists.has(EntityKind::Competitor, "Pulse 9"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// Names of others' products.
    pub competitors: Vec<String>,
    /// Names of own products.
    pub products: Vec<String>,
    /// Names of plans and tiers.
    pub plans: Vec<String>,
    /// Names of features.
    pub features: Vec<String>,
}

crate::frozen! { Lists { competitors, products, plans, features } }

impl Lists {
    /// The lists by the kind of what they name.
    pub fn by_kind(&self) -> [(EntityKind, &Vec<String>); 4] {
        [
            (EntityKind::Competitor, &self.competitors),
            (EntityKind::Product, &self.products),
            (EntityKind::Plan, &self.plans),
            (EntityKind::Feature, &self.features),
        ]
    }

    /// The list of a kind, to be changed; `None` of a kind that has none.
    pub fn of_kind_mut(&mut self, kind: EntityKind) -> Option<&mut Vec<String>> {
        match kind {
            EntityKind::Competitor => Some(&mut self.competitors),
            EntityKind::Product => Some(&mut self.products),
            EntityKind::Plan => Some(&mut self.plans),
            EntityKind::Feature => Some(&mut self.features),
            _ => None,
        }
    }

    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.by_kind().iter().all(|(_, names)| names.is_empty())
    }

    /// Whether such a name stands in the list of its kind.
    pub fn has(&self, kind: EntityKind, name: &str) -> bool {
        self.by_kind().iter().any(|(of, names)| *of == kind && names.iter().any(|known| known == name))
    }

    /// All names, whatever they name.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.by_kind().into_iter().flat_map(|(_, names)| names)
    }
}

/// Replaces `out` by the things named in a masked text, in order, none overlapping. `today` is the day of the
/// utterance where its reader lives; dates like "tomorrow" count from it.
///
/// ```
/// use undertone::{conversation::Day, language::{EntityKind, Lists, find_entities}};
/// let mut found = Vec::new();
/// find_entities("can I pay 90 € tomorrow?", Day::parse("2026-03-11"), &Lists::default(), &mut found);
/// let values: Vec<_> = found.iter().map(|one| (one.kind, one.value.as_deref())).collect();
/// assert_eq!(values, [(EntityKind::Money, Some("90 EUR")), (EntityKind::Date, Some("2026-03-12"))]);
/// ```
pub fn find(text: &str, today: Option<Day>, lists: &Lists, out: &mut Vec<Entity>) {
    out.clear();
    let scan = Scan::read(text);
    let mut i = 0;
    while i < scan.len() {
        let found = mentions::address(&scan, i)
            .or_else(|| mentions::listed(&scan, i, lists))
            .or_else(|| amounts::money(&scan, i))
            .or_else(|| amounts::percent(&scan, i))
            .or_else(|| moments::date(&scan, i, today))
            .or_else(|| moments::time(&scan, i))
            .or_else(|| amounts::duration(&scan, i))
            .or_else(|| mentions::platform(&scan, i))
            .or_else(|| mentions::version(&scan, i))
            .or_else(|| mentions::order(&scan, i))
            .or_else(|| amounts::quantity(&scan, i))
            .or_else(|| mentions::plan(&scan, i))
            .or_else(|| mentions::competitor(&scan, i))
            .or_else(|| mentions::organisation(&scan, i))
            .or_else(|| mentions::place(&scan, i));
        let Some(found) = found.filter(|found| found.to > found.from && found.from >= i) else {
            i += 1;
            continue;
        };
        out.push(Entity {
            kind: found.kind,
            start: scan.start(found.from),
            end: scan.end(found.to - 1),
            value: found.value,
        });
        i = found.to;
    }
}

/// What a rule found: a range of tokens and what it means.
struct Found {
    kind: EntityKind,
    from: usize,
    to: usize,
    value: Option<String>,
}

impl Found {
    fn new(kind: EntityKind, from: usize, to: usize, value: impl Into<String>) -> Self {
        Self { kind, from, to, value: Some(value.into()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lists() -> Lists {
        Lists { competitors: vec!["Acme Desk".into()], products: vec!["Pulse 9".into()], ..Lists::default() }
    }

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let mut out = Vec::new();
        find(text, Day::parse("2026-03-11"), &lists(), &mut out);
        let found: Vec<String> = out
            .iter()
            .map(|one| {
                format!(
                    "{} {}={}",
                    one.kind.name(),
                    &text[one.start..one.end],
                    one.value.as_deref().unwrap_or("-")
                )
            })
            .collect();
        assert_eq!(found.join("; "), expect, "{text}");
    }

    #[test]
    fn amounts_have_one_spelling() {
        for (text, expect) in [
            ("I paid € 49,90", "MONEY € 49,90=49.90 EUR"),
            ("$120 is a lot", "MONEY $120=120 USD"),
            ("£1,250", "MONEY £1,250=1250 GBP"),
            ("3.000 € für", "MONEY 3.000 €=3000 EUR"),
            ("1,499.50 USD", "MONEY 1,499.50 USD=1499.50 USD"),
            ("5k euros", "MONEY 5k euros=5000 EUR"),
            ("two hundred dollars", "MONEY two hundred dollars=200 USD"),
            ("CHF 1'200", "MONEY CHF 1'200=1200 CHF"),
            ("1.5 million dollars", "MONEY 1.5 million dollars=1500000 USD"),
            ("12 percent off", "PERCENT 12 percent=12"),
            ("7,5% more", "PERCENT 7,5%=7.5"),
            ("for 25 seats", "QUANTITY 25 seats=25"),
            ("half a dozen licences", "QUANTITY half a dozen licences=6"),
            ("10,000 contacts", "QUANTITY 10,000 contacts=10000"),
            ("waiting 20 minutes", "DURATION 20 minutes=PT20M"),
            ("two weeks and an hour", "DURATION two weeks=P2W; DURATION an hour=PT1H"),
            ("half an hour", "DURATION half an hour=PT30M"),
            ("a 30-day trial", "DURATION 30-day=P30D"),
            ("2h15", "DURATION 2h15=PT2H15M"),
        ] {
            check(text, expect);
        }
    }

    #[test]
    fn dates_count_from_the_day_of_the_utterance() {
        for (text, expect) in [
            ("by 30 June", "DATE 30 June=2026-06-30"),
            ("today or tomorrow", "DATE today=2026-03-11; DATE tomorrow=2026-03-12"),
            ("the day after tomorrow", "DATE the day after tomorrow=2026-03-13"),
            ("on friday", "DATE friday=2026-03-13"),
            ("next monday", "DATE next monday=2026-03-16"),
            ("last friday", "DATE last friday=2026-03-06"),
            ("two days ago", "DATE two days ago=2026-03-09"),
            ("in 10 days", "DATE in 10 days=2026-03-21"),
            ("1.5.2026", "DATE 1.5.2026=2026-05-01"),
            ("end of the year", "DATE end of the year=2026-12-31"),
            ("at 10am", "TIME 10am=10:00"),
            ("um 18 Uhr", "TIME 18 Uhr=18:00"),
            ("half past 4", "TIME half past 4=04:30"),
            ("ten to eight", "TIME ten to eight=07:50"),
            ("noon", "TIME noon=12:00"),
            ("may I ask", ""),
        ] {
            check(text, expect);
        }
        let mut out = Vec::new();
        find("tomorrow", None, &Lists::default(), &mut out);
        assert_eq!(out[0].value, None, "without a day nothing is known of tomorrow");
    }

    #[test]
    fn names_are_known_or_found_by_the_words_around() {
        for (text, expect) in [
            ("switching from Trackly to you", "COMPETITOR Trackly=Trackly"),
            ("how do you compare to Lumio?", "COMPETITOR Lumio=Lumio"),
            ("is ACME desk better", "COMPETITOR ACME desk=Acme Desk"),
            ("the pulse 9 broke", "PRODUCT pulse 9=Pulse 9"),
            ("order #1004417 is late", "ORDER_ID #1004417=1004417"),
            ("VT-88213", "ORDER_ID VT-88213=VT-88213"),
            ("version 2.4.1 on an ipad", "VERSION 2.4.1=2.4.1; PLATFORM ipad=iPadOS"),
            ("upgrade to the premium plan", "PLAN the premium plan=Premium"),
            ("see https://shop.example/a?b.", "URL https://shop.example/a?b=https://shop.example/a?b"),
            ("invoice for Northquay Ltd", "ORG Northquay Ltd=Northquay Ltd"),
            ("do you ship to switzerland", "PLACE switzerland=Switzerland"),
            ("write to [EMAIL 12] please", ""),
        ] {
            check(text, expect);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn spans_are_in_order_and_on_boundaries(text in prop_oneof![any::<String>(), "[ -~€äß]{0,80}", "(switch from |in |1|,|\\.|€|half |an hour|may |to |\\[EMAIL 1\\]|:|am |5|k |% |ten |vs ){0,20}"]) {
            let mut out = Vec::new();
            find(&text, Day::parse("2026-03-11"), &lists(), &mut out);
            let mut reached = 0;
            for one in &out {
                prop_assert!(one.start >= reached && one.end > one.start && text.get(one.start..one.end).is_some());
                reached = one.end;
            }
        }
    }

    #[test]
    fn long_texts_end_in_time() {
        for piece in
            ["1", "1 ", "switch from A ", "half ", "in ", "https://", "a.b", "[", "1,", "€", "two hundred "]
        {
            let mut out = Vec::new();
            find(&piece.repeat(50_000 / piece.len()), None, &lists(), &mut out);
        }
    }
}
