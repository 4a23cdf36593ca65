//! What became of what was acted upon: a share as it was when somebody began, and the same share since.

use super::{Cell, Definition, Figure, Findings, Head, Interval, Note, Sheet, SheetRow, State, Unit, Weight};
use crate::{
    ingest::Sentence,
    stats::{difference, wilson},
};

/// Cases of a share below which nothing is said of it.
const ENOUGH: u64 = 5;

/// How often something was so of how many cases, before and since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BeforeAndSince {
    /// When it began to be tracked.
    pub before: (u64, u64),
    /// Since.
    pub since: (u64, u64),
    /// Up to the day on which it began, counted anew in the data that are open now.
    pub here: (u64, u64),
}

/// What it counts, in words.
pub const TRACKED: &[Definition] = &[Definition {
    name: "tracked_actions",
    title: "What became of it",
    formula: "The share as it was when tracking began, beside the same share of the conversations that began after \
              that day, and the difference by Newcombe's method. What stood out most when it was chosen would mostly come \
              nearer to the usual by itself: a difference is no proof that the action made it.",
    numerator: "conversations for which the action was recommended",
    denominator: "the conversations of its group",
    excluded: "conversations that began on the day on which tracking began, or before",
    when_empty: "absent",
    evidence: "",
}];

/// The table of what is tracked, a row to each, with the filter of the conversations since.
pub fn tracked(shares: &[BeforeAndSince], filters: &[String]) -> Findings {
    let columns = vec![
        Head::figures("When it began", Unit::Share),
        Head::figures("Since", Unit::Share),
        Head::figures("Difference", Unit::Share),
        Head::words("What the data say"),
    ];
    let rows = shares.iter().zip(filters).map(|(shares, filter)| row(*shares, filter)).collect();
    let sheet =
        Sheet { name: "tracked_actions".into(), columns, rows, none: Sentence::of("Nothing is tracked yet") };
    let notes = (1..).zip(shares).filter_map(|(row, shares)| elsewhere(row, *shares)).collect();
    Findings { sheets: vec![sheet], notes, ..Findings::default() }
}

/// What is said where the data that are open hold fewer of the conversations with which it began.
fn elsewhere(row: usize, shares: BeforeAndSince) -> Option<Note> {
    let (here, then) = (shares.here.1, shares.before.1);
    let said = Sentence::of(
        "Row {row} began with {then} conversations, of which the data that are open now hold {here}: they may be other data, and then the row compares what cannot be compared.",
    );
    let said = said.plain("row", row).plain("then", then).plain("here", here);
    (here < then).then_some(Note { weight: Weight::Plain, said })
}

fn row(BeforeAndSince { before, since, .. }: BeforeAndSince, filter: &str) -> SheetRow {
    let difference = apart(before, since);
    let said = match &difference {
        None => Sentence::of("Too few conversations since to say."),
        Some(range) if range.high < 0.0 => Sentence::of("It has become rarer."),
        Some(range) if range.low > 0.0 => Sentence::of("It has become more frequent."),
        Some(_) => Sentence::of("No difference shown."),
    };
    let shares = [before, since].map(|(n, of)| Cell::from(share(n, of)));
    let [was, is] = shares;
    let change = difference.map_or(Cell::Nothing, |range| {
        let value = since.0 as f64 / since.1 as f64 - before.0 as f64 / before.1 as f64;
        Figure { value: Some(value), of: None, interval: Some(range), ..share(since.0, since.1) }.into()
    });
    SheetRow { cells: vec![was, is, change, Cell::Words(said)], filter: filter.to_owned(), of: String::new() }
}

/// The interval of the difference, where there is enough of both.
fn apart(before: (u64, u64), since: (u64, u64)) -> Option<Interval> {
    if before.1 < ENOUGH || since.1 < ENOUGH {
        return None;
    }
    let share = |(n, of): (u64, u64)| n as f64 / of as f64;
    let (old, new) = (wilson(before.0, before.1)?, wilson(since.0, since.1)?);
    Some(difference((share(since), &new), (share(before), &old), "newcombe"))
}

fn share(n: u64, of: u64) -> Figure {
    let (state, reason) = match of {
        0 => (State::Absent, Some("there are no conversations since".to_owned())),
        1..ENOUGH => (State::TooFew, Some("fewer than 5 conversations".to_owned())),
        _ => (State::Ok, None),
    };
    Figure {
        name: "share".into(),
        unit: Unit::Share,
        value: (of > 0).then(|| n as f64 / of as f64),
        n,
        of: Some(of),
        interval: wilson(n, of),
        state,
        reason,
    }
}

crate::frozen! { BeforeAndSince { before, since, here } }
