//! Tables of two groups: steps of two selections, and what tells those who leave at a state from those who go on.

use std::collections::BTreeMap;

use super::{
    Journey, Kind, Leaving, PathsPartial, State,
    flow::somewhere,
    sheets::{FEW, MOST, why},
};
use crate::{
    ingest::Sentence,
    insight::{
        Cell, Figure, Head, Sheet, SheetRow, Unit, figure::plain, findings::segment_said, groups::LEAST,
    },
    language::Segment,
    order,
    query::{Field, Filter, Part, Term, Test},
    stats::{Tally, difference, expected_least, fisher, holm, two_proportions, two_sided, wilson},
};

/// What is read as shown by the data.
const CHANCE: f64 = 0.05;

impl PathsPartial {
    /// Journeys of this selection and of the other, each in one of them.
    pub(super) fn compared(&self) -> [u64; 2] {
        self.parted(self.reached, self.against)
    }

    /// Of so many of this selection, and of so many that both mean and that the other alone does: how many count here
    /// and there. A part is held against the rest of the whole, whichever of them is on screen.
    fn parted(&self, here: u64, [both, other]: [u64; 2]) -> [u64; 2] {
        if self.against[0] == self.reached { [here, other] } else { [here - both.min(here), both + other] }
    }

    /// What follows what in this selection and in the other, the surest difference first.
    pub(super) fn differences(&self, journey: &Journey) -> Sheet {
        let of = self.compared();
        let both = self.edges.keys().chain(self.edges_against.keys());
        let mut pairs: BTreeMap<(u32, u32), [u64; 2]> = both.map(|key| (*key, [0; 2])).collect();
        for (key, counts) in &mut pairs {
            let here = self.edges.get(key).map_or(0, |edge| edge.conversations);
            let there = self.edges_against.get(key).copied().unwrap_or_default();
            *counts = self.parted(here, there);
        }
        let rows = pairs.iter().filter(|(_, [here, there])| here + there >= LEAST).map(|((from, to), n)| {
            let filter = somewhere(journey.detail, journey.direction, &journey.at, self.parts(&[*from, *to]));
            // Of what stands twice in a row a line of states says nothing.
            let filter = if from == to { String::new() } else { filter };
            (self.said(&[*from, *to]), *n, filter)
        });
        let rows = if of.contains(&0) { Vec::new() } else { rows.collect() };
        let columns =
            [Head::words("Step"), Head::figures("Here", Unit::Share), Head::figures("There", Unit::Share)];
        contrast("journey_differences", columns, of, rows, true, EMPTY)
    }

    /// What those have in common who left at a state, besides their words.
    pub(super) fn leaving_features(&self, journey: &Journey) -> Sheet {
        let here = Part::One(vec![journey.leaving.clone()], false);
        let leaves = vec![here, Part::One(vec!["abandoned".to_owned()], false)];
        let leaves = somewhere(journey.detail, journey.direction, &journey.at, leaves);
        features("journey_leaving", &self.leaving, &leaves)
    }

    /// The words that tell those who left at a state, by their odds with a prior.
    pub(super) fn leaving_words(&self) -> Sheet {
        phrases("journey_leaving_words", &self.leaving)
    }
}

/// What those have in common who left, besides their words; `leaves` is the filter that means them.
pub fn features(name: &'static str, leaving: &Leaving, leaves: &str) -> Sheet {
    let [stayed, left] = leaving.n;
    let row = |((field, value), [stayed, left]): (&(String, String), &[u64; 2])| {
        // Of what holds of a conversation at that place alone, a filter says nothing.
        let of_all = Field::of_name(field).filter(|_| STATED.contains(&field.as_str()));
        let term = |field| Term { negated: false, field, test: Test::OneOf(vec![value.clone()]) };
        let filter = of_all.map(|field| format!("{leaves} {}", Filter::default().with(term(field))));
        (Cell::Words(feature_said(field, value)), [*left, *stayed], filter.unwrap_or_default())
    };
    let rows = leaving.features.iter().filter(|(_, n)| n.iter().sum::<u64>() >= LEAST).map(row);
    let rows = if stayed == 0 || left == 0 { Vec::new() } else { rows.collect() };
    contrast(name, leaving_columns(), [left, stayed], rows, false, SAME)
}

/// The words that tell those who left, by their odds with a prior.
pub fn phrases(name: &'static str, leaving: &Leaving) -> Sheet {
    let [stayed, left] = &leaving.phrases;
    // Both were counted from their own level on; what is held against each other are shares.
    let of = [left.counted(), stayed.counted()];
    let mut words: BTreeMap<&String, [u64; 2]> = BTreeMap::new();
    left.iter().for_each(|(word, n)| words.entry(word).or_default()[0] = n);
    stayed.iter().for_each(|(word, n)| words.entry(word).or_default()[1] = n);
    words.retain(|_, n| n.iter().sum::<u64>() >= LEAST);
    let ps: Vec<f64> = words.values().map(|n| by_odds(*n, of)).collect();
    let rows = words.iter().map(|(word, n)| (Cell::Text((*word).clone()), *n, String::new()));
    let rows = if of.contains(&0) { Vec::new() } else { rows.collect() };
    let ps = if rows.is_empty() { Vec::new() } else { ps };
    table(name, leaving_columns(), of, (rows, ps), false, SAME)
}

/// Fields of what those who leave have in common that hold of a whole conversation.
const STATED: [&str; 3] = ["channel", "language", "variant"];

/// What those who leave have in common, in words.
fn feature_said(field: &str, value: &str) -> Sentence {
    match (field, value) {
        ("channel", _) => Sentence::of("Channel {value}").plain("value", value),
        ("language", _) => Sentence::of("Language {value}").plain("value", value),
        ("variant", _) => Sentence::of("Version {value}").plain("value", value),
        ("mood", "negative") => Sentence::of("Last said with a negative mood"),
        ("mood", "positive") => Sentence::of("Last said with a positive mood"),
        ("mood", _) => Sentence::of("Last said with a neutral mood"),
        ("segment", name) => {
            let segment = Segment::of_name(name).map(segment_said).unwrap_or_default();
            Sentence::of("Last heard as {segment}").words("segment", [segment])
        }
        (BETWEEN, "") => Sentence::of("Nothing was said after it"),
        (BETWEEN, state) => {
            let known = Kind::ALL.into_iter().find(|kind| kind.name() == state);
            let said = known.map(|kind| State::plain(kind).said()).unwrap_or_default();
            Sentence::of("After it: {state}").words("state", [said])
        }
        ("is", "fallback") => Sentence::of("Not understood before"),
        ("is", _) => Sentence::of("Said something once more in other words"),
        _ => Sentence::of("More than 6 messages before"),
    }
}

/// The field of what comes behind the step at which some leave.
pub const BETWEEN: &str = "between";

/// Why two selections are not compared.
const EMPTY: &str = "One of the two selections is empty";

/// Why nothing tells those who left from those who went on.
const SAME: &str = "The data show nothing that tells those who left from those who went on";

fn leaving_columns() -> [Head; 3] {
    [
        Head::words("What"),
        Head::figures("Of those who left", Unit::Share),
        Head::figures("Of those who went on", Unit::Share),
    ]
}

/// Things by how many of two groups have them.
type Rows = Vec<(Cell, [u64; 2], String)>;

/// The same tested as shares, all of them at once.
fn contrast(
    name: &'static str,
    columns: [Head; 3],
    of: [u64; 2],
    rows: Rows,
    all: bool,
    none: &'static str,
) -> Sheet {
    let p = |(_, n, _): &(Cell, [u64; 2], String)| {
        let [here, there] = [0, 1].map(|at| Tally { hits: n[at], of: of[at] });
        if expected_least(here, there) < 5.0 {
            fisher(here, there)
        } else {
            two_proportions(here, there).map_or(1.0, |(_, p)| p)
        }
    };
    let ps = rows.iter().map(p).collect();
    table(name, columns, of, (rows, ps), all, none)
}

/// A table of two shares, their difference, and how likely that is by chance, adjusted for all rows by Holm's
/// method; `all` shows also those that chance explains.
fn table(
    name: &'static str,
    [what, here, there]: [Head; 3],
    of: [u64; 2],
    (rows, ps): (Rows, Vec<f64>),
    all: bool,
    none: &'static str,
) -> Sheet {
    let ps = holm(&ps);
    let mut rows: Vec<(f64, f64, SheetRow)> = rows
        .into_iter()
        .zip(ps)
        .filter(|(_, p)| all || *p < CHANCE)
        .filter_map(|((what, n, filter), p)| {
            let [here, there] = [0, 1].map(|at| Figure::rate(name, n[at], of[at], FEW));
            let values = (here.value?, there.value?);
            let interval =
                difference((values.0, &wilson(n[0], of[0])?), (values.1, &wilson(n[1], of[1])?), "newcombe");
            let apart = values.0 - values.1;
            let points =
                Figure { interval: Some(interval), ..plain(name, Unit::Points, Some(apart), n[0] + n[1]) };
            let chance = plain(name, Unit::Chance, Some(p), n[0] + n[1]);
            let cells = vec![what, here.into(), there.into(), points.into(), chance.into()];
            Some((p, apart, SheetRow { cells, filter, of: String::new() }))
        })
        .collect();
    order::sort_by(&mut rows, |one, two| one.0.total_cmp(&two.0).then(two.1.abs().total_cmp(&one.1.abs())));
    rows.truncate(MOST);
    Sheet {
        name: name.to_owned(),
        columns: vec![
            what,
            here,
            there,
            Head::figures("Difference", Unit::Points),
            Head::figures("By chance", Unit::Chance),
        ],
        none: why(&rows, Sentence::of(none)),
        rows: rows.into_iter().map(|(_, _, row)| row).collect(),
    }
}

/// How likely it is by chance alone that so many of the one and so many of the other have a word: by the logarithm of
/// their odds with a prior of what both together have, ten cases strong (B. L. Monroe, M. P. Colaresi, K. M. Quinn,
/// Political Analysis 16, 2008, of conversations that have the word and lack it in place of words).
fn by_odds(n: [u64; 2], of: [u64; 2]) -> f64 {
    /// Cases that the prior counts for, and half a case on either side, so that no odds are without end.
    const PRIOR: (f64, f64) = (10.0, 0.5);
    let share = (n[0] + n[1]) as f64 / (of[0] + of[1]).max(1) as f64;
    let cells = [0, 1].map(|at| {
        let have = n[at] as f64 + PRIOR.0 * share + PRIOR.1;
        let lack = (of[at] - n[at].min(of[at])) as f64 + PRIOR.0 * (1.0 - share) + PRIOR.1;
        (libm::log(have / lack), 1.0 / have + 1.0 / lack)
    });
    two_sided((cells[0].0 - cells[1].0) / (cells[0].1 + cells[1].1).sqrt())
}
