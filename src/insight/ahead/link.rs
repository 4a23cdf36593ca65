//! What users say and what a column of the source says of them: each segment and signal by itself, and all together.

use std::collections::BTreeMap;

use super::{HOLDS, SAID, risks::AtRisk, warning::LEAST_TIMES};
use crate::{
    ingest::Sentence,
    insight::{
        Cell, Figure, Findings, Head, Note, Sheet, SheetRow, State, Unit, Weight,
        findings::{segment_said, signal_said},
        groups::{filter_by, filter_by_columns},
    },
    language::{Segment, Signal},
    order,
    query::Field,
    stats::{Alike, Logistic, Tally, odds_ratio, told_apart},
};

/// Users that a group needs.
const FEWEST: u64 = 5;

/// Users of whom the column holds, and of whom it does not, that a model needs.
const FEWEST_TO_FIT: u64 = 30;

/// Why there is no model.
const TOO_FEW: &str = "too few users of whom it holds, or of whom it does not";

/// Parts of the users, each of which is foretold from the others.
const FOLDS: u32 = 5;

/// Groups by what is foretold of them, in which that is compared with what is.
const GROUPS: u64 = 5;

/// How many features of users there are: segments, signals, and how it went.
const FEATURES: usize = Segment::ALL.len() + Signal::ALL.len() + 4;

/// Told apart no better than this, users are hardly foretold.
const HARDLY: f64 = 0.6;

/// Users at risk that are listed.
pub const LISTED: usize = 50;

/// Reasons of a risk at most.
const REASONS: usize = 3;

/// A feature in words, and the filter of conversations that have it.
pub fn feature(at: usize) -> (Sentence, String) {
    let signals = at.checked_sub(Segment::ALL.len());
    if let Some(segment) = Segment::ALL.get(at) {
        return (segment_said(*segment), filter_by(Field::Segment, segment.name()));
    }
    if let Some(signal) = signals.and_then(|at| Signal::ALL.get(at)) {
        return (signal_said(*signal), filter_by(Field::Signal, signal.name()));
    }
    match at - Segment::ALL.len() - Signal::ALL.len() {
        0 => (Sentence::of("The bot did not understand"), "is:fallback".to_owned()),
        1 => (Sentence::of("Passed to a person"), "is:handoff".to_owned()),
        2 => (Sentence::of("Abandoned"), "outcome:abandoned".to_owned()),
        _ => (Sentence::of("Ends in a negative message"), "mood:negative".to_owned()),
    }
}

/// Users of whom the column says something, by their number.
type Users = Vec<(u32, u32)>;

/// Why there is nothing to show of what became of users.
pub fn nothing_of(column: &str) -> Sentence {
    if column.is_empty() {
        Sentence::of("No column of the source says what became of users")
    } else {
        Sentence::of("Too few users of whom “{column}” says something").plain("column", column)
    }
}

/// Puts the link of each feature, what all of them together foretell, and how well.
pub fn put(column: &str, values: &[String], users: &BTreeMap<u32, u32>, findings: &mut Findings) {
    let users: Users =
        users.iter().filter(|(_, bits)| *bits & SAID != 0).map(|(user, bits)| (*user, *bits)).collect();
    let none = nothing_of(column);
    findings.sheets.push(Sheet {
        name: "outcome_link".to_owned(),
        columns: vec![
            Head::words("Users with"),
            Head::figures("Of these", Unit::Share),
            Head::figures("Of all others", Unit::Share),
            Head::figures("Odds ratio", Unit::Score),
        ],
        rows: links(column, values, &users),
        none: none.clone(),
    });
    let rows = model(&users, findings);
    findings.sheets.push(Sheet {
        name: "outcome_model".to_owned(),
        columns: vec![
            Head::words("Users"),
            Head::figures("Foretold", Unit::Share),
            Head::figures("Seen", Unit::Share),
        ],
        rows,
        none,
    });
}

fn tally(users: &Users, wanted: impl Fn(u32) -> bool) -> Tally {
    let of = users.iter().filter(|(_, bits)| wanted(*bits));
    of.fold(Tally::default(), |sum, (_, bits)| Tally {
        hits: sum.hits + u64::from(bits & HOLDS != 0),
        of: sum.of + 1,
    })
}

fn share(name: &str, tally: Tally) -> Figure {
    Figure {
        name: name.to_owned(),
        unit: Unit::Share,
        value: (tally.of > 0).then(|| tally.share()),
        n: tally.hits,
        of: Some(tally.of),
        interval: crate::stats::wilson(tally.hits, tally.of),
        state: State::Ok,
        reason: None,
    }
}

/// Each feature that enough users have and enough have not, the closest link first.
fn links(column: &str, values: &[String], users: &Users) -> Vec<SheetRow> {
    let row = |at: usize| {
        let has = |bits: u32| bits >> at & 1 == 1;
        let (with, others) = (tally(users, has), tally(users, |bits| !has(bits)));
        if with.of < FEWEST || others.of < FEWEST {
            return None;
        }
        let (ratio, interval) = odds_ratio(with, others)?;
        let far = interval.low.max(1.0 / interval.high);
        let ratio = Figure {
            unit: Unit::Score,
            value: Some(ratio),
            of: None,
            interval: Some(interval),
            ..share("outcome_link", with)
        };
        let (said, filter) = feature(at);
        let cells = vec![
            Cell::Words(said),
            share("outcome_link", with).into(),
            share("outcome_link", others).into(),
            ratio.into(),
        ];
        let filter = format!("{filter} {}", filter_by_columns(column, values));
        Some((far, SheetRow { cells, filter, of: String::new() }))
    };
    let mut rows: Vec<(f64, SheetRow)> = (0..FEATURES).filter_map(row).collect();
    order::sort_by(&mut rows, |one, two| two.0.total_cmp(&one.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The part of the users that one is in.
fn fold(user: u32) -> u32 {
    (user.wrapping_mul(0x9E37_79B1) >> 8) % FOLDS
}

/// Whether there are enough users to learn from.
fn enough(all: Tally) -> bool {
    all.hits.min(all.misses()) >= FEWEST_TO_FIT
}

/// What is learned from some of the users.
fn fitted(users: &Users, from: impl Fn(u32) -> bool) -> Option<Logistic> {
    let mut alike: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for (_, bits) in users.iter().filter(|(user, _)| from(*user)) {
        let (of, hits) = alike.entry(bits & (SAID - 1)).or_default();
        *of += 1;
        *hits += u64::from(bits & HOLDS != 0);
    }
    let cases: Vec<Alike> =
        alike.into_iter().map(|(features, (of, hits))| Alike { features, of, hits }).collect();
    Logistic::fit(&cases, FEATURES)
}

/// The users of whom it does not hold and to whom it is the likeliest to happen, the likeliest first, each with what
/// makes it likelier. A user of whom the column says something is foretold from the others alone, one of whom it says
/// nothing from all of these.
pub fn at_risk(users: &BTreeMap<u32, u32>) -> Vec<AtRisk> {
    let all: Users = users.iter().map(|(user, bits)| (*user, *bits)).collect();
    let said: Users = all.iter().copied().filter(|(_, bits)| bits & SAID != 0).collect();
    if !enough(tally(&said, |_| true)) {
        return Vec::new();
    }
    let mut risks: Vec<AtRisk> = Vec::new();
    let mut add = |model: Option<Logistic>, is_of: &dyn Fn(u32, u32) -> bool| {
        let Some(model) = model else { return };
        let own = all.iter().filter(|(user, bits)| bits & HOLDS == 0 && is_of(*user, *bits));
        risks.extend(own.map(|(user, bits)| {
            let chance = model.chance(bits & (SAID - 1));
            AtRisk { user: *user, chance, reasons: reasons(&model, *bits) }
        }));
    };
    for held in 0..FOLDS {
        let of_others = fitted(&said, |user| fold(user) != held);
        add(of_others, &|user, bits| bits & SAID != 0 && fold(user) == held);
    }
    add(fitted(&said, |_| true), &|_, bits| bits & SAID == 0);
    let by_chance =
        |one: &AtRisk, two: &AtRisk| two.chance.total_cmp(&one.chance).then(one.user.cmp(&two.user));
    order::sort_by(&mut risks, by_chance);
    risks.truncate(LISTED);
    risks
}

/// What of a user makes it likelier, the strongest first: the feature, and by how much it multiplies the odds.
fn reasons(model: &Logistic, bits: u32) -> Vec<(u32, f64)> {
    let held = model.adds.iter().zip(0..).filter(|(_, at)| bits >> at & 1 == 1);
    let held = held.map(|(add, at)| (at, libm::exp(*add)));
    let mut reasons: Vec<(u32, f64)> = held.filter(|(_, times)| *times >= LEAST_TIMES).collect();
    order::sort_by(&mut reasons, |one, two| two.1.total_cmp(&one.1));
    reasons.truncate(REASONS);
    reasons
}

/// What is foretold of users from the others, in groups from the least likely to the likeliest.
fn model(users: &Users, findings: &mut Findings) -> Vec<SheetRow> {
    let all = tally(users, |_| true);
    let mut foretold: Vec<(f64, u64, u64)> = Vec::new();
    for held in (0..FOLDS).filter(|_| enough(all)) {
        let Some(model) = fitted(users, |user| fold(user) != held) else { continue };
        let of_fold = users.iter().filter(|(user, _)| fold(*user) == held);
        foretold.extend(
            of_fold.map(|(_, bits)| (model.chance(bits & (SAID - 1)), 1, u64::from(bits & HOLDS != 0))),
        );
    }
    let apart = told_apart(&foretold);
    if let Some(apart) = apart.filter(|apart| *apart < HARDLY) {
        let said = Sentence::of(
            "What becomes of customers is foretold hardly better than by chance here ({apart}, where 0.5 is chance): take the list of those at risk for no more than that.",
        );
        findings.notes.push(Note { weight: Weight::Bad, said: said.plain("apart", format!("{apart:.2}")) });
    }
    let cases = (foretold.len() as u64, all.of);
    findings.board.put(Figure::of_cases("outcome_told_apart", Unit::Score, apart, cases, TOO_FEW));
    order::sort_by(&mut foretold, |one, two| one.0.total_cmp(&two.0));
    let n = foretold.len() as u64;
    let group = |at: u64| {
        let users = foretold.get((n * at / GROUPS) as usize..(n * (at + 1) / GROUPS) as usize)?;
        let tally = Tally { hits: users.iter().map(|user| user.2).sum(), of: users.len() as u64 };
        (tally.of > 0).then(|| {
            let mean = users.iter().map(|user| user.0).sum::<f64>() / users.len() as f64;
            let mean =
                Figure { value: Some(mean), of: None, interval: None, ..share("outcome_model", tally) };
            let said = Sentence::of("{part} of {parts}, by what is foretold")
                .plain("part", at + 1)
                .plain("parts", GROUPS);
            let cells = vec![Cell::Words(said), mean.into(), share("outcome_model", tally).into()];
            SheetRow { cells, ..SheetRow::default() }
        })
    };
    (0..GROUPS).filter_map(group).collect()
}
