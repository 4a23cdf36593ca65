//! A table of a study as a file of comma separated values: each share with its cases and its interval, in columns of their
//! own, as a machine reads them.

use crate::{
    charts::{Cell as Plain, Table},
    insight::{Cell, Figure, Head, Sheet, SheetRow, Unit},
    words::tr,
};

/// Conversations that a row needs to be in a file: a person could be told from fewer.
const LEAST: u64 = 5;

/// Columns beside a value that may have an interval.
const BESIDE: [&str; 4] = ["n", "of", "low", "high"];

/// The numbers of a table. Rows of fewer than five conversations are left out.
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
    let rows =
        sheet.rows.iter().filter(|row| !is_small(row)).map(|row| {
            sheet.columns.iter().zip(&row.cells).flat_map(|(head, cell)| cells(head, cell)).collect()
        });
    Table { head: heads.collect(), rows: rows.collect() }
}

/// Whether fewer conversations stand behind a row than a person could not be told from.
fn is_small(row: &SheetRow) -> bool {
    let count = row.cells.iter().find_map(|cell| match cell {
        Cell::Figure(figure) if figure.unit == Unit::Count => Some(figure.n),
        _ => None,
    });
    count.is_some_and(|n| n < LEAST)
}

fn has_interval(head: &Head) -> bool {
    matches!(head.unit, Some(Unit::Share | Unit::Points | Unit::Sentiment | Unit::Score))
}

fn cells(head: &Head, cell: &Cell) -> Vec<Plain> {
    let mut cells = vec![match cell {
        Cell::Nothing => Plain::Nothing,
        Cell::Text(text) => Plain::Text(text.clone()),
        Cell::Words(said) => Plain::Text(said.said(tr)),
        Cell::Figure(figure) => figure.value.map_or(Plain::Nothing, Plain::Number),
    }];
    if has_interval(head) {
        let figure: Option<&Figure> = if let Cell::Figure(figure) = cell { Some(figure) } else { None };
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
