//! Changes in words, tables and curves.

use super::{
    Slice, Sliced, Suspect,
    explain::{Accounts, accounts_of, ranked, reasons},
    forecasts,
    series::Judgement,
};
use crate::{
    conversation::Day,
    ingest::Sentence,
    insight::{Cell, Curve, Figure, Findings, Head, Note, Sheet, SheetRow, State, Unit, Weight},
    query::{Field, Filter, Term, Test},
    stats::daily::{FEWEST_DAYS, Found, Kind},
};

/// Sentences that are said at most; the table has all of them.
const MOST_SAID: usize = 5;

/// Parts that are listed of each change.
const MOST_PARTS: usize = 5;

/// Days that a curve shows before and after what it is of.
const AROUND: usize = 28;

/// How many standard deviations the band of what is usual is wide, to either side: 95 % of days.
const BAND: f64 = crate::stats::Z;

/// All that is found.
pub fn findings(sliced: &[Sliced], judgement: Option<&Judgement>) -> Findings {
    let mut findings = Findings::default();
    let (mut rows, mut parts) = (Vec::new(), Vec::new());
    for (at, found) in judgement.iter().flat_map(|it| it.ranked.iter().enumerate()) {
        let Some(judgement) = judgement else { break };
        let change = Change::of(sliced, judgement, at, found);
        if at < MOST_SAID {
            findings.notes.push(Note { weight: change.weight(), said: change.said() });
        }
        findings.curves.push(curve(judgement, found, at));
        parts.extend(change.parts(sliced, at));
        rows.push(change.row());
    }
    let enough = judgement.is_some_and(Judgement::has_enough);
    if enough && rows.is_empty() {
        let said = Sentence::of(
            "Nothing is out of the ordinary: no day, no stretch of days and no new level, beyond what chance brings.",
        );
        findings.notes.push(Note { weight: Weight::Plain, said });
    }
    let none = if enough {
        Sentence::of("Nothing is out of the ordinary")
    } else {
        Sentence::of("Too little data: changes are told from at least {n} whole days").plain("n", FEWEST_DAYS)
    };
    findings.sheets.push(Sheet {
        name: "changes".to_owned(),
        columns: vec![
            Head::words("What changed"),
            Head::figures("Expected", Unit::Number),
            Head::figures("Seen", Unit::Number),
            Head::words("Most of it from"),
            Head::figures("Of the change", Unit::Share),
            Head::figures("Chance", Unit::Chance),
        ],
        rows,
        none: none.clone(),
    });
    findings.sheets.push(Sheet {
        name: "change_reasons".to_owned(),
        columns: vec![
            Head::words("Of which change"),
            Head::words("Part"),
            Head::figures("Expected", Unit::Count),
            Head::figures("Seen", Unit::Count),
            Head::figures("Of the change", Unit::Share),
            Head::figures("Usual share", Unit::Share),
        ],
        rows: parts,
        none: Sentence::of("No part of the conversations accounts for more of a change than its share"),
    });
    forecasts::put(judgement, &mut findings);
    findings
}

/// A change with its explanation.
struct Change {
    found: Found,
    suspect: Suspect,
    reasons: Vec<Accounts>,
    /// Whether it was asked for an explanation, and enough was there to give one.
    asked: bool,
    /// Whether it lasts to the end of the data.
    lasts: bool,
    /// Its first and its last day, as a person says them.
    days: (Day, Day),
}

fn figure(name: &str, unit: Unit, value: f64) -> Figure {
    Figure {
        name: name.to_owned(),
        unit,
        value: Some(value),
        n: 0,
        of: None,
        interval: None,
        state: State::Ok,
        reason: None,
    }
}

/// A number of conversations a day, or a share, as it stands in a sentence.
fn shown(value: f64, is_share: bool) -> String {
    let value = if is_share { value * 100.0 } else { value };
    let number = if value < 9.95 { format!("{value:.1}") } else { format!("{value:.0}") };
    if is_share { format!("{number}\u{202f}%") } else { number }
}

impl Change {
    fn of(sliced: &[Sliced], judgement: &Judgement, at: usize, found: &Found) -> Self {
        let reasons = reasons(sliced, at);
        let asked = sliced.get(at).is_some_and(|sliced| !accounts_of(sliced).is_empty());
        let days = (judgement.day(found.first), judgement.day(found.last));
        let lasts = found.last + 1 == judgement.watched[found.series].counts.len();
        Self { found: *found, suspect: judgement.suspect(found), reasons, asked, lasts, days }
    }

    fn is_share(&self) -> bool {
        self.suspect.measure.is_share()
    }

    fn weight(&self) -> Weight {
        match self.suspect.measure.is_good() {
            None => Weight::Plain,
            Some(good) if good == (self.found.off > 0.0) => Weight::Good,
            Some(_) => Weight::Bad,
        }
    }

    /// When it is.
    fn when(&self) -> Sentence {
        let (first, last) = self.days;
        match self.found.kind {
            Kind::Level => Sentence::of("since {day}").plain("day", first),
            Kind::Stretch if first == last => Sentence::of("on {day}").plain("day", first),
            Kind::Stretch if self.lasts => Sentence::of("since {day}").plain("day", first),
            Kind::Stretch => Sentence::of("from {first} to {last}").plain("first", first).plain("last", last),
        }
    }

    /// What changed, by how much, and when.
    fn moved(&self) -> Sentence {
        let value = |value: f64| {
            let shown = shown(value, self.is_share());
            if self.is_share() {
                Sentence::of("{share}").plain("share", shown)
            } else {
                Sentence::of("{n} a day").plain("n", shown)
            }
        };
        let said = if self.found.off > 0.0 {
            Sentence::of("{what} rose from {before} to {after} {when}")
        } else {
            Sentence::of("{what} fell from {before} to {after} {when}")
        };
        said.words("what", [self.suspect.measure.said(&self.suspect.name)])
            .plain("before", shown(self.found.before, self.is_share()))
            .words("after", [value(self.found.after)])
            .words("when", [self.when()])
    }

    /// The parts that account for most of it.
    fn slices(&self) -> Vec<&Slice> {
        self.reasons.iter().map(|part| &part.slice).collect()
    }

    /// The share of it that these account for.
    fn share(&self) -> Option<f64> {
        self.reasons.last().map(|part| part.share)
    }

    fn said(&self) -> Sentence {
        let moved = self.moved();
        match self.share() {
            Some(share) => {
                let share = shown(share.min(1.0), true);
                Sentence::of("{change}; {share} of it from {parts}.")
                    .words("change", [moved])
                    .plain("share", share)
                    .words("parts", self.slices().into_iter().map(Slice::said))
            }
            None if self.asked => Sentence::of("{change}; no part accounts for more of it than its share.")
                .words("change", [moved]),
            None => Sentence::of("{change}.").words("change", [moved]),
        }
    }

    /// The filter of its days.
    fn on_days(&self) -> String {
        let test = Test::Days(Some(self.days.0), Some(self.days.1));
        Filter::default().with(Term { negated: false, field: Field::Day, test }).to_string()
    }

    /// The filters of the conversations behind it, and of those that they are out of.
    fn filters(&self, slices: &[&Slice]) -> (String, String) {
        let (case, of) = self.suspect.measure.filters(&self.suspect.name);
        let slices: Vec<String> = slices.iter().map(|slice| slice.filter()).collect();
        let joined = |more: &str| {
            let mut terms = vec![self.on_days(), more.to_owned()];
            terms.extend(slices.iter().cloned());
            terms.retain(|term| !term.is_empty());
            terms.join(" ")
        };
        let whole = if of.is_empty() { String::new() } else { joined(of) };
        (joined(&case), whole)
    }

    fn row(&self) -> SheetRow {
        let (filter, of) = self.filters(&self.slices());
        let unit = if self.is_share() { Unit::Share } else { Unit::Number };
        let from = if self.reasons.is_empty() {
            Cell::Nothing
        } else {
            let parts = self.slices().into_iter().map(Slice::said);
            Cell::Words(Sentence::of("{parts}").words("parts", parts))
        };
        let share = self.share().map_or(Cell::Nothing, |share| figure("changes", Unit::Share, share).into());
        let cells = vec![
            Cell::Words(self.moved()),
            figure("changes", unit, self.found.before).into(),
            figure("changes", unit, self.found.after).into(),
            from,
            share,
            figure("changes", Unit::Chance, self.found.chance).into(),
        ];
        SheetRow { cells, filter, of }
    }

    /// The parts that have more of it than their share.
    fn parts(&self, sliced: &[Sliced], at: usize) -> Vec<SheetRow> {
        let Some(sliced) = sliced.get(at) else { return Vec::new() };
        let row = |accounts: Accounts| {
            let (filter, of) = self.filters(&[&accounts.slice]);
            let count = |value: f64| figure("change_reasons", Unit::Count, value.round());
            let seen = Figure { n: accounts.seen.0, ..count(accounts.seen.0 as f64) };
            SheetRow {
                cells: vec![
                    Cell::Words(self.moved()),
                    Cell::Words(accounts.slice.said()),
                    count(accounts.expected).into(),
                    seen.into(),
                    figure("change_reasons", Unit::Share, accounts.share).into(),
                    figure("change_reasons", Unit::Share, accounts.usual).into(),
                ],
                filter,
                of,
            }
        };
        ranked(sliced, MOST_PARTS).into_iter().map(row).collect()
    }
}

/// A change with the days around it and the band of what is usual.
fn curve(judgement: &Judgement, found: &Found, row: usize) -> Curve {
    let counts = &judgement.watched[found.series].counts;
    let from = found.first.saturating_sub(AROUND);
    let to = (found.last + AROUND + 1).min(counts.len());
    let usual = judgement.judged.usual[found.series].as_ref();
    let out_of = |day: usize| counts.out_of(day).max(f64::MIN_POSITIVE);
    let known = |day: usize| (counts.out_of(day) > 0.0).then(|| counts.n[day] as f64 / counts.out_of(day));
    let expected = |day: usize| usual.map_or(0.0, |usual| usual.expected[day]) / out_of(day);
    let band = |side: f64| {
        let end = |day: usize| usual.map_or(0.0, |usual| usual.end(counts, day, side * BAND)) / out_of(day);
        (from..to).map(end).collect()
    };
    let last = if found.kind == Kind::Level { to - 1 } else { found.last };
    Curve {
        sheet: "changes".to_owned(),
        row: row as u64,
        start: judgement.day(from).to_string(),
        unit: if counts.of.is_some() { Unit::Share } else { Unit::Number },
        values: (from..to).map(known).collect(),
        expected: (from..to).map(expected).collect(),
        low: band(-1.0),
        high: band(1.0),
        marked: ((found.first - from) as u64, (last - from) as u64),
    }
}
