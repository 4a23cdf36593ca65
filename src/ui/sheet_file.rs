//! A table of a study as a file of comma separated values: each share with its cases and its interval, in columns of their
//! own, as a machine reads them.

use crate::{
    charts::{Cell as Plain, Table},
    insight::{Cell, Figure, Head, Sheet, SheetRow, State, Unit},
    query::{Columns, Filter},
    words::tr,
};

/// Conversations that a row needs to be in a file: a person could be told from fewer.
const LEAST: u64 = 5;

/// Titles of the columns that say how many cases a row is of.
const CASES: [&str; 3] = ["Conversations", "Users", "Messages"];

/// What the names of tables begin with whose rows are steps of a funnel.
const STEPS: &str = "funnel_";

/// Columns beside a value that may have an interval.
const BESIDE: [&str; 4] = ["n", "of", "low", "high"];

/// The numbers of a table. Rows of fewer than five cases are left out, and so are shares of
/// fewer.
///
/// ```
/// use undertone::{
///     insight::{Cell, Figure, Head, Sheet, SheetRow, State, Unit},
///     ui::sheet_file,
/// };
/// let count = |n: u64| {
///     let unit = Unit::Count;
///     Cell::from(Figure { name: "a".into(), unit, value: Some(n as f64), n, of: None, interval: None, state: State::Ok, reason: None })
/// };
/// let row = |name: &str, n| SheetRow { cells: vec![Cell::Text(name.into()), count(n)], ..SheetRow::default() };
/// let columns = vec![Head::words("Competitor"), Head::figures("Conversations", Unit::Count)];
/// let sheet = Sheet { columns, rows: vec![row("=Acme", 7), row("Bolt", 4)], ..Sheet::default() };
/// assert_eq!(sheet_file::table(&sheet).csv(), "Competitor,Conversations\r\n'=Acme,7\r\n");
/// ```
pub fn table(sheet: &Sheet) -> Table {
    let heads = sheet.columns.iter().flat_map(|head| {
        let title = head.title.said(tr);
        let beside = BESIDE.iter().filter(|_| has_interval(head)).map(|what| format!("{title}: {what}"));
        std::iter::once(title.clone()).chain(beside.collect::<Vec<_>>())
    });
    // Steps of funnels are filters, in whose words people may stand.
    let is_step = sheet.name.starts_with(STEPS);
    let rows = sheet.rows.iter().filter(|row| !is_small(&sheet.columns, row)).map(|row| {
        let mut cells: Vec<Plain> =
            sheet.columns.iter().zip(&row.cells).flat_map(|(head, cell)| cells(head, cell)).collect();
        if let Some(Plain::Text(step)) = cells.first_mut().filter(|_| is_step) {
            let filter = Filter::parse_with(step, Columns::Any);
            *step = filter.map_or_else(|_| String::new(), |filter| filter.masked().to_string());
        }
        cells
    });
    Table { head: heads.collect(), rows: rows.collect() }
}

/// Whether a row is of fewer cases than a person could not be told from.
fn is_small(columns: &[Head], row: &SheetRow) -> bool {
    columns.iter().zip(&row.cells).any(|(head, cell)| match cell {
        Cell::Figure(figure) => CASES.contains(&&*head.title.text) && figure.n < LEAST,
        _ => false,
    })
}

fn has_interval(head: &Head) -> bool {
    matches!(head.unit, Some(Unit::Share | Unit::Points | Unit::Sentiment | Unit::Score))
}

fn cells(head: &Head, cell: &Cell) -> Vec<Plain> {
    let mut cells = vec![match cell {
        Cell::Nothing => Plain::Nothing,
        Cell::Text(text) | Cell::Said { text, .. } => Plain::Text(text.clone()),
        Cell::Words(said) => Plain::Text(said.said(tr)),
        // What is of too few to be read is of too few to be handed on.
        Cell::Figure(figure) if figure.state != State::Ok => Plain::Nothing,
        Cell::Figure(figure) => figure.value.map_or(Plain::Nothing, Plain::Number),
    }];
    if has_interval(head) {
        let figure: Option<&Figure> = match cell {
            Cell::Figure(figure) if figure.state == State::Ok => Some(figure),
            _ => None,
        };
        let interval = figure.and_then(|figure| figure.interval.as_ref());
        let number = |value: Option<f64>| value.map_or(Plain::Nothing, Plain::Number);
        let count = |value: Option<u64>| value.map_or(Plain::Nothing, Plain::Count);
        cells.extend([
            count(figure.map(|figure| figure.n)),
            count(figure.and_then(|figure| figure.of)),
            number(interval.map(|interval| interval.low)),
            number(interval.map(|interval| interval.high)),
        ]);
    }
    cells
}
