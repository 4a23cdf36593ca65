//! To what goals are owed: conversations that reach one, and what that is worth, by segment, by what the source
//! says they are about, by campaign, channel and page.
//!
//! A conversation of several intents or tags counts under each of them, so that a row is what its filter finds.
//! Rows of fewer than [`FEW`] conversations are shown as one.

use super::{
    Case, Cell, Counts, Figure, Head, OF_ALL, Sheet, SheetRow, Unit, add, add_counts, amount, asks_for,
    counts_of, segment_said,
};
use crate::{
    corpus::Corpus,
    ingest::Sentence,
    language::Segment,
    order::sort_by,
    plan::{Goal, Plan},
    query::Field,
    text::lowered,
};

/// Conversations below which a row goes into the last one.
const FEW: u64 = 5;

/// Rows of a table at most, but for the last one.
const MOST: usize = 20;

/// Names of columns that say of which campaign a conversation is, the surest first.
const CAMPAIGN: [&str; 7] =
    ["utm_campaign", "campaign", "campaign_name", "campaign_id", "utm_source", "traffic_source", "source"];

/// Names of columns that say on which page it began.
const PAGE: [&str; 9] = [
    "page",
    "page_path",
    "page_url",
    "landing_page",
    "start_page",
    "current_page",
    "page_title",
    "url",
    "path",
];

/// What conversations are told apart by.
const BY: [(&str, Field); 6] = [
    ("value_by_segment", Field::Segment),
    ("value_by_intent", Field::Intent),
    ("value_by_tag", Field::Tag),
    ("value_by_channel", Field::Channel),
    ("value_by_campaign", Field::Column),
    ("value_by_page", Field::Column),
];

/// Where campaigns stand among them, and behind them pages.
const CAMPAIGNS: usize = 4;

/// Of conversations of one name: how many there are, how many of them reach a goal, and how many reach each.
type Tally = [u64];

/// Conversations by each of what they are told apart by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    by: [Counts; BY.len()],
    /// The columns of campaign and page, once they were looked for; empty where there is none.
    columns: Option<(String, String)>,
}

crate::frozen! { Attribution { by, columns } }

impl Attribution {
    /// Takes in one conversation with its utterances.
    pub fn observe(&mut self, plan: &Plan, corpus: &Corpus, case: &Case<'_>) {
        let by = &mut self.by;
        let mut add = |at: usize, name: &str| {
            let Some(tally) = counts_of(&mut by[at], name, plan.goals.len() + 2) else { return };
            tally[0] += 1;
            tally[1] += u64::from(case.goals != 0);
            for (slot, count) in tally[2..].iter_mut().enumerate() {
                *count += u64::from(case.goals >> slot & 1);
            }
        };
        let mut add_all = |at: usize, mut names: Vec<&str>| {
            names.sort_unstable();
            names.dedup();
            if names.is_empty() {
                names.push("");
            }
            for name in names {
                add(at, name);
            }
        };
        let view = case.view;
        let columns = self.columns.get_or_insert_with(|| {
            (column(&plan.campaign, &CAMPAIGN, corpus), column(&plan.page, &PAGE, corpus))
        });
        add_all(0, case.voice.segment.iter().map(|segment| segment.name()).collect());
        add_all(1, view.utterances.iter().filter_map(|said| corpus.intent(said.row)).collect());
        add_all(2, corpus.card(view.idx).tags);
        add_all(3, view.channel.into_iter().collect());
        for (at, column) in [&columns.0, &columns.1].into_iter().enumerate() {
            if !column.is_empty() {
                let value = corpus.in_column(view.idx, column).map(|(value, _)| value);
                add_all(CAMPAIGNS + at, value.into_iter().collect());
            }
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.by.iter_mut().zip(&other.by) {
            add_counts(mine, theirs);
        }
        self.columns = self.columns.take().or(other.columns);
    }

    /// The tables of all that was observed.
    pub fn finish(&self, plan: &Plan, sheets: &mut Vec<Sheet>) {
        let columns = self.columns.clone().unwrap_or_default();
        for (at, (tallies, (name, field))) in self.by.iter().zip(BY).enumerate() {
            let column =
                [&columns.0, &columns.1].get(at.wrapping_sub(CAMPAIGNS)).map(|column| column.as_str());
            sheets.push(table(plan, tallies, name, (field, column)));
        }
    }
}

/// What those of a tally are worth, in millionths; `None` where no goal has a value.
fn worth(tally: &Tally, plan: &Plan) -> Option<u128> {
    let of = |(goal, n): (&Goal, &u64)| Some(u128::from(goal.value?.0) * u128::from(*n));
    let mut worths = plan.goals.iter().zip(&tally[2..]).filter_map(of).peekable();
    worths.peek().is_some().then(|| worths.sum())
}

fn cells(tally: &Tally, plan: &Plan, first: Cell) -> Vec<Cell> {
    let worth = worth(tally, plan).map_or(Cell::Nothing, |worth| {
        amount("", Unit::Money, Ok((worth as f64 / 1e6, None)), tally[1]).into()
    });
    let of_all = amount("", Unit::Count, Ok((tally[0] as f64, None)), tally[0]);
    vec![first, of_all.into(), Figure::rate("", tally[1], tally[0], OF_ALL).into(), worth]
}

/// One table: the rows that are worth the most first, and what is left as the last.
fn table(plan: &Plan, tallies: &Counts, name: &str, (field, column): (Field, Option<&str>)) -> Sheet {
    let title = column
        .filter(|column| !column.is_empty())
        .map(|column| Sentence::of("Column “{name}”").plain("name", column));
    let columns = vec![
        Head { title: title.unwrap_or_else(|| head(name)), unit: None },
        Head::figures("Conversations", Unit::Count),
        Head::figures("Reached a goal", Unit::Share),
        Head::figures("Value", Unit::Money),
    ];
    let mut sheet = Sheet { name: name.to_owned(), columns, rows: Vec::new(), none: none(name) };
    if plan.goals.is_empty() {
        sheet.none = Sentence::of("no goal is set");
        return sheet;
    }
    if tallies.iter().all(|(name, _)| name.is_empty()) {
        return sheet;
    }
    let mut rows: Vec<(u128, &str, &Tally)> = tallies
        .iter()
        .map(|(name, tally)| (worth(tally, plan).unwrap_or_default(), name.as_str(), tally.as_slice()))
        .collect();
    sort_by(&mut rows, |one, two| {
        let key = |row: &(u128, &str, &Tally)| (row.0, row.2[1], row.2[0]);
        key(two).cmp(&key(one)).then_with(|| one.1.cmp(two.1))
    });
    let mut other = vec![0; plan.goals.len() + 2];
    for (_, value, tally) in rows {
        if tally[0] < FEW || sheet.rows.len() >= MOST {
            add(&mut other, tally);
            continue;
        }
        let filter = asks_for(field, column, value);
        sheet.rows.push(SheetRow {
            cells: cells(tally, plan, named(field, value)),
            filter,
            ..SheetRow::default()
        });
    }
    if other[0] > 0 {
        let first = Cell::Words(Sentence::of("others, together"));
        sheet.rows.push(SheetRow { cells: cells(&other, plan, first), ..SheetRow::default() });
    }
    sheet
}

/// The column that a person chose, if the data have it; else the first that is there of those that are usual.
fn column(chosen: &str, usual: &[&str], corpus: &Corpus) -> String {
    let chosen = lowered(chosen.trim());
    let is_there = |name: &str| corpus.columns().any(|column| column == name);
    let found =
        if chosen.is_empty() { usual.iter().copied().find(|name| is_there(name)) } else { Some(&*chosen) };
    found.filter(|name| is_there(name)).unwrap_or_default().to_owned()
}

fn named(field: Field, name: &str) -> Cell {
    if name.is_empty() {
        return Cell::Words(Sentence::of("none"));
    }
    match Segment::of_name(name).filter(|_| field == Field::Segment) {
        Some(segment) => Cell::Words(segment_said(segment)),
        None => Cell::Text(name.to_owned()),
    }
}

fn head(name: &str) -> Sentence {
    match name {
        "value_by_segment" => Sentence::of("Segment"),
        "value_by_intent" => Sentence::of("Intent of the source"),
        "value_by_tag" => Sentence::of("Tag"),
        "value_by_channel" => Sentence::of("Channel"),
        "value_by_campaign" => Sentence::of("Campaign"),
        _ => Sentence::of("Page"),
    }
}

/// Why a table is empty.
fn none(name: &str) -> Sentence {
    match name {
        "value_by_segment" => Sentence::of(
            "no segment was heard: there was no language model, or it does not read their language",
        ),
        "value_by_intent" => Sentence::of("the files name no intents"),
        "value_by_tag" => Sentence::of("the files hold no tags"),
        "value_by_channel" => Sentence::of("the files name no channel"),
        "value_by_campaign" => {
            Sentence::of("no column names a campaign; name one, as the filter line completes it")
        }
        _ => Sentence::of("no column names a page; name one, as the filter line completes it"),
    }
}
