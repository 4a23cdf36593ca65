//! Intents against labels: how often the source's intent is the one that people say it should have been, which are
//! confused, and whether its confidence keeps its word.
//!
//! Labels stand in a column of the source or of a file beside the transcripts, one to a conversation. Against them
//! stands the first intent that the source states in the conversation, with its confidence.

use super::{
    Board, Case, Cell, Definition, Figure, Findings, Head, Note, Sheet, SheetRow, Unit, Weight, figure::Base,
    groups::filter_by, groups::filter_by_column,
};
use crate::{conversation::Named, corpus::Corpus, ingest::Sentence, order, query::Field};

/// Pairs and labels that are shown at most.
const MOST: usize = 30;

/// Confidences are in ten-thousandths.
const SURE: u64 = 10_000;

/// Bins of confidence.
const BINS: u64 = 10;

/// Cases of one bin of confidence: how many, how many are right, the sum of confidences.
type Bin = [u64; 3];

/// What any pile of conversations contributes to the accuracy of intents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntentsPartial {
    column: String,
    /// Conversations by label and intent, folded, with a line between the two; each label and each intent in
    /// the least of its spellings.
    pairs: Named<u64>,
    spelt: Named<String>,
    labelled: u64,
    bins: [Bin; BINS as usize],
    /// Sum of (confidence − right)², in ten-thousandths squared.
    brier: u64,
}

crate::frozen! { IntentsPartial { column, pairs, spelt, labelled, bins, brier } }

/// What parts a label from an intent in the name of a pair.
const PART: char = '\n';

impl IntentsPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    /// Of nothing yet; labels stand in this column.
    pub fn new(column: &str) -> Self {
        Self { column: column.to_owned(), ..Self::default() }
    }

    /// Takes in one conversation with its utterances.
    pub fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        let Some((label, _)) = corpus.in_column(case.view.idx, &self.column) else { return };
        self.labelled += 1;
        let mut said = case.view.utterances.iter();
        let Some((intent, row)) = said.find_map(|said| Some((corpus.intent(said.row)?, said.row))) else {
            return;
        };
        let (label, intent) = (self.spell(label), self.spell(intent));
        let right = label == intent;
        add(&mut self.pairs, format!("{label}{PART}{intent}"), 1);
        if let Some(confidence) = corpus.confidence(row) {
            let sure = (confidence * SURE as f64).round() as u64;
            let bin = &mut self.bins[(sure * BINS / SURE).min(BINS - 1) as usize];
            for (sum, n) in bin.iter_mut().zip([1, u64::from(right), sure]) {
                *sum += n;
            }
            self.brier += sure.abs_diff(if right { SURE } else { 0 }).pow(2);
        }
    }

    /// A name as it is compared: in small letters, signs between words all the same.
    fn spell(&mut self, name: &str) -> String {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let folded = words.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        // A name of signs alone is what it is.
        let folded = if folded.is_empty() { name.replace(PART, " ") } else { folded };
        least(&mut self.spelt, &folded, name);
        folded
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: &Self) {
        other.pairs.iter().for_each(|(pair, n)| add(&mut self.pairs, pair.clone(), *n));
        other.spelt.iter().for_each(|(folded, name)| least(&mut self.spelt, folded, name));
        self.labelled += other.labelled;
        for (mine, theirs) in self.bins.iter_mut().zip(&other.bins) {
            mine.iter_mut().zip(theirs).for_each(|(sum, n)| *sum += n);
        }
        self.brier += other.brier;
    }

    /// The figures of all that was observed.
    pub fn finish(&self) -> Findings {
        let mut board = Board::default();
        let counts = Confusion::new(&self.pairs);
        let (all, right) = (counts.all, counts.right());
        let none = match (self.labelled, all) {
            (0, _) => "no conversation has a label in this column",
            _ => "no conversation with a label states an intent",
        };
        let base = Base { none, few: "fewer than 5 conversations with both a label and an intent" };
        board.rate("intent_accuracy", right, all, base);
        let names = counts.names.len();
        let mean = (names > 0).then(|| (0..names).map(|at| counts.f1(at)).sum::<f64>() / names as f64);
        board.put(few(
            Figure::of_cases("intent_macro_f1", Unit::Score, mean, (all, self.labelled), none),
            base,
        ));
        let unlabelled = Base {
            none: "no conversation has a label in this column",
            few: "fewer than 5 conversations with a label",
        };
        board.rate("intent_label_coverage", all, self.labelled, unlabelled);
        self.calibration(&mut board, all);
        let sheets = vec![
            self.confused(&counts, base),
            self.matrix(&counts),
            self.by_label(&counts),
            self.reliability(),
        ];
        let mut notes = vec![Note {
            weight: Weight::Plain,
            said: Sentence::of(
                "Labels are compared by conversation: with the first intent that the source states in it. Capitals, spaces, dashes and underscores make no difference.",
            ),
        }];
        if counts.names.len() > MOST {
            notes.push(Note {
                weight: Weight::Plain,
                said: Sentence::of("The table holds the {shown} most frequent of {all} labels and intents; the figures hold all.")
                    .plain("shown", MOST)
                    .plain("all", counts.names.len()),
            });
        }
        Findings { board, sheets, notes, ..Findings::default() }
    }

    /// How far the source's confidence and its accuracy lie apart.
    fn calibration(&self, board: &mut Board, all: u64) {
        let sure: u64 = self.bins.iter().map(|[n, ..]| n).sum();
        let none = NOT_SURE;
        let apart: u64 = self.bins.iter().map(|[_, right, sum]| (right * SURE).abs_diff(*sum)).sum();
        let of = |value: f64, parts: f64| (sure > 0).then(|| value / parts / sure as f64);
        let base = Base { none, few: FEW_SURE };
        for (name, value) in [
            ("intent_calibration_error", of(apart as f64, SURE as f64)),
            ("intent_brier_score", of(self.brier as f64, (SURE * SURE) as f64)),
        ] {
            board.put(few(Figure::of_cases(name, Unit::Score, value, (sure, all), none), base));
        }
    }

    fn name(&self, folded: &str) -> Cell {
        Cell::Text(self.spelt.get(folded).cloned().unwrap_or_default())
    }

    /// The conversations with a label, and with an intent among theirs.
    fn filter(&self, label: &str, intent: &str) -> String {
        let of = |folded: &str| self.spelt.get(folded).map(String::as_str).unwrap_or_default();
        format!("{} {}", filter_by_column(&self.column, of(label)), filter_by(Field::Intent, of(intent)))
    }

    /// The pairs that are confused most.
    fn confused(&self, counts: &Confusion<'_>, base: Base) -> Sheet {
        let mut wrong: Vec<_> = counts.pairs.iter().filter(|(label, intent, _)| label != intent).collect();
        order::sort_by(&mut wrong, |one, two| two.2.cmp(&one.2));
        let row = |(label, intent, n): &&(usize, usize, u64)| {
            let (name, of) = (counts.names[*label], counts.labelled(*label));
            SheetRow {
                cells: vec![
                    self.name(name),
                    self.name(counts.names[*intent]),
                    Figure::rate("intent_confusion", *n, of, base).into(),
                ],
                filter: self.filter(name, counts.names[*intent]),
                ..SheetRow::default()
            }
        };
        Sheet {
            name: "intent_confusion".to_owned(),
            columns: vec![
                Head::words("Label"),
                Head::words("Intent of the source"),
                Head::figures("Of those with the label", Unit::Share),
            ],
            rows: wrong.iter().take(MOST).map(row).collect(),
            none: Sentence::of(match (wrong.len(), counts.all) {
                (0, 0) => base.none,
                (0, _) => ALL_RIGHT,
                _ => "",
            }),
        }
    }

    /// Labels in rows, intents in columns.
    fn matrix(&self, counts: &Confusion<'_>) -> Sheet {
        let shown = &counts.by_size()[..counts.names.len().min(MOST)];
        let head = |at: &usize| Head {
            title: Sentence::of("{name}")
                .plain("name", self.spelt.get(counts.names[*at]).map_or("", |name| name)),
            unit: Some(Unit::Count),
        };
        let row = |label: &usize| {
            let count = |intent: &usize| {
                let n = counts.of(*label, *intent);
                let of = counts.labelled(*label);
                Cell::from(Figure::of_cases("intent_matrix", Unit::Count, Some(n as f64), (n, of), ""))
            };
            SheetRow {
                cells: std::iter::once(self.name(counts.names[*label]))
                    .chain(shown.iter().map(count))
                    .collect(),
                filter: self.filter_of_label(counts.names[*label]),
                ..SheetRow::default()
            }
        };
        let columns = std::iter::once(Head::words("Label")).chain(shown.iter().map(head)).collect();
        Sheet {
            name: "intent_matrix".to_owned(),
            columns,
            rows: shown.iter().filter(|at| counts.labelled(**at) > 0).map(row).collect(),
            none: Sentence::of(if counts.all == 0 { NO_PAIRS } else { "" }),
        }
    }

    fn filter_of_label(&self, folded: &str) -> String {
        self.spelt.get(folded).map(|name| filter_by_column(&self.column, name)).unwrap_or_default()
    }

    /// Precision, recall and F1 of each label.
    fn by_label(&self, counts: &Confusion<'_>) -> Sheet {
        let base = Base { none: NO_PAIRS, few: "fewer than 5 conversations" };
        let row = |at: &usize| {
            let (right, label, intent) = (counts.of(*at, *at), counts.labelled(*at), counts.predicted(*at));
            let f1 = Some(counts.f1(*at));
            SheetRow {
                cells: vec![
                    self.name(counts.names[*at]),
                    Figure::rate("intent_by_label", right, intent, base).into(),
                    Figure::rate("intent_by_label", right, label, base).into(),
                    Figure::of_cases("intent_macro_f1", Unit::Score, f1, (label, counts.all), base.none)
                        .into(),
                ],
                filter: self.filter_of_label(counts.names[*at]),
                ..SheetRow::default()
            }
        };
        let shown = &counts.by_size()[..counts.names.len().min(MOST)];
        Sheet {
            name: "intent_by_label".to_owned(),
            columns: vec![
                Head::words("Label"),
                Head::figures("Precision", Unit::Share),
                Head::figures("Recall", Unit::Share),
                Head::figures("F1", Unit::Score),
            ],
            rows: shown.iter().map(row).collect(),
            none: Sentence::of(if counts.all == 0 { NO_PAIRS } else { "" }),
        }
    }

    /// The accuracy in each bin of confidence.
    fn reliability(&self) -> Sheet {
        let base = Base { none: NO_PAIRS, few: FEW_SURE };
        let row = |(at, [n, right, sum]): (u64, &Bin)| {
            let percent = 100 / BINS;
            let mean = *sum as f64 / SURE as f64 / *n as f64;
            SheetRow {
                cells: vec![
                    Cell::Words(
                        Sentence::of("{low}–{high} %")
                            .plain("low", at * percent)
                            .plain("high", (at + 1) * percent),
                    ),
                    Figure::of_cases("intent_reliability", Unit::Share, Some(mean), (*n, *n), "").into(),
                    Figure::rate("intent_reliability", *right, *n, base).into(),
                ],
                ..SheetRow::default()
            }
        };
        let rows: Vec<_> = (0..).zip(&self.bins).filter(|(_, [n, ..])| *n > 0).map(row).collect();
        let none = NOT_SURE;
        Sheet {
            name: "intent_reliability".to_owned(),
            columns: vec![
                Head::words("Confidence of the source"),
                Head::figures("Mean confidence", Unit::Share),
                Head::figures("Accuracy", Unit::Share),
            ],
            none: Sentence::of(if rows.is_empty() { none } else { "" }),
            rows,
        }
    }
}

/// Counts a case by its name.
fn add(counts: &mut Named<u64>, name: String, n: u64) {
    match counts.get_mut(name.as_str()) {
        Some(count) => *count += n,
        None => drop(counts.insert(name, n)),
    }
}

/// Keeps the least of the spellings of a name, so that any order gives the same.
fn least(spelt: &mut Named<String>, folded: &str, name: &str) {
    match spelt.get_mut(folded) {
        Some(known) if known.as_str() <= name => {}
        Some(known) => name.clone_into(known),
        None => drop(spelt.insert(folded.to_owned(), name.to_owned())),
    }
}

/// The figure, as too few where its cases are.
fn few(figure: Figure, base: Base) -> Figure {
    let rate = Figure::rate("", 0, figure.n, base);
    if figure.value.is_some() { Figure { state: rate.state, reason: rate.reason, ..figure } } else { figure }
}

/// Conversations by label and intent.
struct Confusion<'n> {
    /// All labels and intents.
    names: Vec<&'n str>,
    /// In the order of the label, then of the intent.
    pairs: Vec<(usize, usize, u64)>,
    /// Of each name: conversations with it as label, as intent, as both.
    margins: Vec<[u64; 3]>,
    all: u64,
}

impl<'n> Confusion<'n> {
    fn new(pairs: &'n Named<u64>) -> Self {
        let mut names: Vec<&str> = pairs.keys().flat_map(|pair| pair.split(PART)).collect();
        order::sort_by(&mut names, Ord::cmp);
        names.dedup();
        let place = |name: &str| names.binary_search(&name).unwrap_or_default();
        let pair = |(pair, n): (&String, &u64)| {
            let (label, intent) = pair.split_once(PART)?;
            Some((place(label), place(intent), *n))
        };
        let mut pairs: Vec<_> = pairs.iter().filter_map(pair).collect();
        order::sort_by(&mut pairs, Ord::cmp);
        let mut margins = vec![[0; 3]; names.len()];
        for (label, intent, n) in &pairs {
            margins[*label][0] += n;
            margins[*intent][1] += n;
            margins[*label][2] += if label == intent { *n } else { 0 };
        }
        Self { all: pairs.iter().map(|pair| pair.2).sum(), names, pairs, margins }
    }

    fn right(&self) -> u64 {
        self.margins.iter().map(|[.., both]| both).sum()
    }

    fn of(&self, wanted: usize, found: usize) -> u64 {
        let at = self.pairs.partition_point(|(label, intent, _)| (*label, *intent) < (wanted, found));
        self.pairs.get(at).filter(|pair| (pair.0, pair.1) == (wanted, found)).map_or(0, |pair| pair.2)
    }

    fn labelled(&self, at: usize) -> u64 {
        self.margins[at][0]
    }

    fn predicted(&self, at: usize) -> u64 {
        self.margins[at][1]
    }

    /// Twice the right ones ÷ those with the label and those with the intent. Neither is 0: a name is of one.
    fn f1(&self, at: usize) -> f64 {
        2.0 * self.margins[at][2] as f64 / (self.labelled(at) + self.predicted(at)) as f64
    }

    /// The names, those of the most conversations first.
    fn by_size(&self) -> Vec<usize> {
        let mut names: Vec<usize> = (0..self.names.len()).collect();
        let size = |at: usize| self.labelled(at) + self.predicted(at);
        order::sort_by(&mut names, |one, two| size(*two).cmp(&size(*one)));
        names
    }
}

const NOT_SURE: &str = "no intent of a labelled conversation states its confidence";
const FEW_SURE: &str = "fewer than 5 intents with a confidence and a label";
const ALL_RIGHT: &str = "every intent is the one of its label";
const NO_PAIRS: &str = "no conversation has both a label and an intent";
const LABELLED: &str = "conversations with a label and an intent";
const UNLABELLED: &str = "conversations without a label, and those in which the source states no intent";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "intent_accuracy",
        title: "Intent accuracy",
        formula: "Conversations whose first stated intent is their label ÷ conversations with a label and an intent. The label stands in the column that was chosen; capitals and the signs between words make no difference.",
        numerator: "conversations whose first intent is their label",
        denominator: LABELLED,
        excluded: UNLABELLED,
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "intent_macro_f1",
        title: "Macro-F1 of intents",
        formula: "The mean over all labels and intents that occur of 2 × right ÷ (conversations with it as label + conversations with it as intent). Each counts alike, however rare; one that is never right counts 0.",
        numerator: "the sum of F1",
        denominator: "labels and intents that occur",
        excluded: UNLABELLED,
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "intent_label_coverage",
        title: "Labelled conversations with an intent",
        formula: "Conversations with a label in which the source states an intent ÷ conversations with a label. The others count neither as right nor as wrong.",
        numerator: LABELLED,
        denominator: "conversations with a label",
        excluded: "conversations without a label",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "intent_calibration_error",
        title: "Calibration error",
        formula: "Expected calibration error: the distance between mean confidence and accuracy in each of ten equal bins of the source's confidence, weighted by the conversations in the bin. 0 is a confidence that keeps its word.",
        numerator: "the sum over bins of |right − sum of confidences|",
        denominator: "conversations with a label, an intent and its confidence",
        excluded: "intents without a confidence",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "intent_brier_score",
        title: "Brier score",
        formula: "The mean of (confidence − 1)² where the intent is right and of confidence² where it is wrong. 0 is best; 0.25 is what a confidence of one half gives always.",
        numerator: "the sum of squared distances",
        denominator: "conversations with a label, an intent and its confidence",
        excluded: "intents without a confidence",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "intent_confusion",
        title: "Most confused intents",
        formula: "Pairs of a label and another intent that the source stated, the most frequent first, each as a share of the conversations with that label.",
        numerator: "conversations with this label and this intent",
        denominator: "conversations with this label and any intent",
        excluded: UNLABELLED,
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "intent_matrix",
        title: "Labels and intents",
        formula: "Conversations by their label (rows) and the intent that the source stated first (columns), of the 30 most frequent. What is right stands on the diagonal.",
        excluded: UNLABELLED,
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "intent_by_label",
        title: "Accuracy by label",
        formula: "Precision: of the conversations with this intent, those with this label. Recall: of those with this label, those with this intent. F1: the harmonic mean of the two.",
        excluded: UNLABELLED,
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "intent_reliability",
        title: "Confidence and accuracy",
        formula: "The mean confidence of the source and the accuracy of its intents in each of ten equal bins of that confidence. Where the two agree, the confidence keeps its word.",
        excluded: "intents without a confidence",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
];
