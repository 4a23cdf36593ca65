//! Fairness: how the outcome of conversations differs between groups, against the group that fares best.
//!
//! Each measure is the share of what is good for the user, so that a ratio below one is a disadvantage whatever the
//! measure. The interval of a ratio is that of Katz, Baptista, Azen and Pike (Biometrics 34, 1978): the logarithm of
//! the ratio is taken as normal, with the sum of (1 − p) ÷ (n p) of both groups as its variance. Where no case of a
//! group is good, or every one, half a case is added to each of the four counts, as Haldane does (Annals of Human
//! Genetics 20, 1956): there is no logarithm of nothing, and ten of ten are no certainty. The line at four fifths is that of the Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4 D, 1978).

use super::{
    Board, Case, Cell, Definition, Figure, Findings, Groups, Head, Note, Sheet, SheetRow, State, Unit,
    Weight,
    figure::Base,
    groups::{LEAST, filter_by, filter_by_column},
};
use crate::{
    conversation::{Named, Outcome, Role},
    corpus::Corpus,
    ingest::Sentence,
    language::SentimentClass,
    order,
    query::Field,
    stats::{Tally, share_ratio},
};

/// Groups that are shown at most; those behind them are counted together.
const MOST: usize = 20;

/// Below this share of the best group's rate a group's is marked.
const LINE: f64 = 0.8;

/// How many measures there are, each of what is good for the user.
const N_MEASURES: usize = 5;

/// Their names in the registry, and in words.
const MEASURES: [(&str, Sentence); N_MEASURES] = [
    ("resolution_rate", Sentence::of("Resolved")),
    ("containment_rate", Sentence::of("Without handoff")),
    ("fallback_conversation_rate", Sentence::of("Without a fallback")),
    ("csat_top2", Sentence::of("Satisfied")),
    ("negative_share", Sentence::of("Messages not negative")),
];

/// Cases of a measure that are good, and all.
type Counts = [(u64, u64); N_MEASURES];

/// What any pile of conversations contributes to fairness.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FairnessPartial {
    by: String,
    /// By the value of the column, none being the empty name: conversations, and the measures.
    groups: Named<(u64, Counts)>,
}

crate::frozen! { FairnessPartial { by, groups } }

impl FairnessPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    /// Of nothing yet; by a field of conversations, or a column of the source.
    pub fn new(by: &str) -> Self {
        Self { by: by.to_owned(), ..Self::default() }
    }

    fn field(&self) -> Option<Field> {
        let known = [Field::Channel, Field::Language, Field::Variant];
        known.into_iter().find(|field| field.name() == self.by)
    }

    /// Takes in one conversation.
    pub fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        let (digest, view) = (&case.digest, case.view);
        let group = match self.field() {
            Some(Field::Channel) => view.channel,
            Some(Field::Language) => corpus.card(view.idx).language,
            Some(_) => corpus.card(view.idx).variant,
            None => corpus.in_column(view.idx, &self.by).map(|(value, _)| value),
        };
        let known = case.outcome != Outcome::Unknown;
        let engaged = digest.engaged();
        let with_bot = digest.of_role(Role::Bot) > 0;
        let rated = view.rating;
        let felt = u64::from(case.voice.felt);
        let negative = u64::from(case.voice.classes[SentimentClass::Negative as usize]);
        let one = |holds: bool, of: bool| (u64::from(holds && of), u64::from(of));
        let counts = [
            one(case.outcome == Outcome::Resolved, known),
            one(!digest.reached_agent(view.handoff), engaged),
            one(digest.fallbacks == 0, with_bot),
            one(rated.is_some_and(crate::conversation::Rating::is_top_two), rated.is_some()),
            (felt - negative, felt),
        ];
        self.add(group.unwrap_or_default(), 1, &counts);
    }

    fn add(&mut self, group: &str, conversations: u64, counts: &Counts) {
        if !self.groups.contains_key(group) {
            self.groups.insert(group.to_owned(), (0, Counts::default()));
        }
        if let Some((all, sums)) = self.groups.get_mut(group) {
            *all += conversations;
            for (sum, (n, of)) in sums.iter_mut().zip(counts) {
                *sum = (sum.0 + n, sum.1 + of);
            }
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: &Self) {
        other.groups.iter().for_each(|(group, (all, counts))| self.add(group, *all, counts));
    }

    /// The groups, the largest first; those of fewer than five conversations, and those behind the first twenty,
    /// together at the end. Fewer than five of them in all are left out.
    fn shown(&self) -> Vec<(Option<&str>, Counts)> {
        let mut groups: Vec<_> = self.groups.iter().collect();
        order::sort_by(&mut groups, |one, two| two.1.0.cmp(&one.1.0));
        let shown = groups.iter().take(MOST).take_while(|(_, (all, _))| *all >= LEAST).count();
        let mut others = Self::default();
        groups[shown..].iter().for_each(|(_, (all, counts))| others.add("", *all, counts));
        let mut rows: Vec<_> =
            groups[..shown].iter().map(|(name, (_, counts))| (Some(name.as_str()), *counts)).collect();
        let others = others.groups.get("").filter(|(all, _)| *all >= LEAST);
        rows.extend(others.map(|(_, counts)| (None, *counts)));
        rows
    }

    /// The figures of all that was observed.
    pub fn finish(&self) -> Findings {
        let groups = self.shown();
        let named = groups.iter().filter(|(group, _)| group.is_some()).count();
        let (mut rows, mut below, mut least) = (Vec::new(), Vec::new(), None);
        for (at, (name, good)) in MEASURES.iter().enumerate() {
            let best = best(&groups, at);
            for (group, counts) in groups.iter().filter(|_| named > 1) {
                let (n, of) = counts[at];
                let rate = Figure::rate(name, n, of, BASE);
                let apart = best.filter(|_| group.is_some() && rate.state == State::Ok);
                let ratio = apart.map(|best| ratio((n, of), best));
                let mut mark = Cell::Nothing;
                if let Some(ratio) = &ratio
                    && let Some(value) = ratio.value
                {
                    if least.is_none_or(|known| value < known) {
                        least = Some(value);
                    }
                    if value < LINE {
                        let sure = ratio.interval.as_ref().is_some_and(|interval| interval.high < LINE);
                        let said =
                            if sure { "below four fifths" } else { "below four fifths, perhaps by chance" };
                        mark = Cell::Words(Sentence::of(said));
                        below.push((sure, good.clone(), *group));
                    }
                }
                rows.push(SheetRow {
                    cells: vec![
                        Cell::Words(good.clone()),
                        Groups::cell(*group),
                        rate.into(),
                        ratio.map_or(Cell::Nothing, Cell::from),
                        mark,
                    ],
                    filter: group.map(|group| self.filter(group)).unwrap_or_default(),
                    ..SheetRow::default()
                });
            }
        }
        let mut board = Board::default();
        let none = "there are no two groups of at least 5 conversations";
        let value = least.filter(|_| named > 1);
        let cases = (named as u64, self.groups.len() as u64);
        board.put(Figure::of_cases("least_group_ratio", Unit::Score, value, cases, none));
        let sheet = Sheet {
            name: "fairness".to_owned(),
            columns: vec![
                Head::words("Measure"),
                Head::words("Group"),
                Head::figures("Share", Unit::Share),
                Head::figures("Ratio to the best group", Unit::Score),
                Head::words("Four fifths"),
            ],
            none: Sentence::of(if rows.is_empty() { none } else { "" }),
            rows,
        };
        let notes = if named > 1 { self.notes(below) } else { Vec::new() };
        Findings { board, sheets: vec![sheet], notes, ..Findings::default() }
    }

    fn filter(&self, group: &str) -> String {
        self.field().map_or_else(|| filter_by_column(&self.by, group), |field| filter_by(field, group))
    }

    fn notes(&self, below: Vec<(bool, Sentence, Option<&str>)>) -> Vec<Note> {
        let mut notes = Vec::new();
        let all = below.len();
        for (sure, good, group) in below.into_iter().filter(|(sure, ..)| *sure) {
            let group = match Groups::cell(group) {
                Cell::Words(said) => said,
                _ => Sentence::of("{name}").plain("name", group.unwrap_or_default()),
            };
            debug_assert!(sure, "the others are said together");
            let said = Sentence::of("{measure}: {group} lies below four fifths of the best group, and chance alone hardly explains it.")
                .words("measure", [good])
                .words("group", [group]);
            notes.push(Note { weight: Weight::Bad, said });
        }
        let unsure = all - notes.len();
        if unsure > 0 {
            let said = Sentence::of(
                "{n} more ratios lie below four fifths, with intervals that reach beyond it: too few cases to tell.",
            );
            notes.push(Note { weight: Weight::Plain, said: said.plain("n", unsure) });
        }
        if all == 0 {
            let said = Sentence::of("In no measure does a group lie below four fifths of the best one.");
            notes.push(Note { weight: Weight::Good, said });
        }
        let small = self.groups.iter().filter(|(_, (all, _))| *all < LEAST).count();
        if small > 0 {
            let said = Sentence::of(
                "{n} groups of fewer than 5 conversations are counted together, or left out where they are fewer than 5 in all.",
            );
            notes.push(Note { weight: Weight::Plain, said: said.plain("n", small) });
        }
        notes
    }
}

/// The group with the highest rate of a measure, among those with enough cases; `None` where no case is good.
fn best(groups: &[(Option<&str>, Counts)], at: usize) -> Option<(u64, u64)> {
    let fit = |group: &&(Option<&str>, Counts)| group.0.is_some() && group.1[at].1 >= LEAST;
    let rates = groups.iter().filter(fit).map(|(_, counts)| counts[at]);
    let best = rates.reduce(|one, two| {
        let (a, b) = (u128::from(one.0) * u128::from(two.1), u128::from(two.0) * u128::from(one.1));
        if b > a { two } else { one }
    });
    best.filter(|(n, _)| *n > 0)
}

/// How a rate relates to the best, with Katz' interval; without one where a group is the best.
fn ratio((n, of): (u64, u64), best: (u64, u64)) -> Figure {
    let tally = |(hits, of)| Tally { hits, of };
    let (value, interval) = share_ratio(tally((n, of)), tally(best)).unzip();
    let interval = interval.filter(|_| (n, of) != best);
    Figure { interval, of: None, ..Figure::of_cases("fairness", Unit::Score, value, (n, of), "") }
}

const NO_CASES: &str = "no case in this group";
const FEW_CASES: &str = "fewer than 5 cases in this group";
const BASE: Base = Base { none: NO_CASES, few: FEW_CASES };

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "fairness",
        title: "Outcomes by group",
        formula: "The share of what is good for the user in each group of a column, and its ratio to the highest share of any group: resolved ÷ known outcomes, without handoff ÷ engaged, without a fallback ÷ conversations with the bot, ratings in the top two boxes ÷ ratings, messages of users that are not negative ÷ those with a sentiment. The interval of the ratio is Katz' of its logarithm, with half a case more of each kind where none or all are good; as the best group is chosen by the data, it is somewhat too narrow. A ratio below 0.8 is marked (the four-fifths rule of the Uniform Guidelines on Employee Selection Procedures, 1978).",
        numerator: "cases that are good for the user",
        denominator: "cases of the group",
        excluded: "groups of fewer than 5 conversations stand together and are never the best; a share over fewer than 5 cases has no ratio",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "least_group_ratio",
        title: "Lowest ratio to the best group",
        formula: "The lowest ratio of any group's share to that of the best group, over all measures of the table. Of many groups one is low by chance: the intervals say which.",
        numerator: "the share of the group that fares worst",
        denominator: "the share of the best group",
        excluded: "groups of fewer than 5 conversations, and shares over fewer than 5 cases",
        when_empty: "absent",
        evidence: "",
    },
];
