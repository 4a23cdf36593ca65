//! Tables of studies, for reading.

use undertone::insight::{Cell, Sheet};

use crate::analyze::value;

/// A table with its columns lined up; why it is empty where it has no rows.
pub fn for_reading(sheet: &Sheet) -> String {
    if sheet.rows.is_empty() {
        return format!("  {}\n", sheet.none);
    }
    let heads = sheet.columns.iter().map(|head| head.title.to_string()).collect();
    let rows = sheet.rows.iter().map(|row| row.cells.iter().map(cell).collect());
    let lines: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
    let width =
        |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|text| text.chars().count()).max();
    let widths: Vec<usize> = (0..sheet.columns.len()).map(|at| width(at).unwrap_or_default()).collect();
    let line = |cells: &Vec<String>| {
        let cells: Vec<String> =
            cells.iter().zip(&widths).map(|(text, width)| format!("{text:<width$}")).collect();
        format!("  {}\n", cells.join("  ").trim_end())
    };
    lines.iter().map(line).collect()
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) | Cell::Said { text, .. } => text.clone(),
        Cell::Words(said) => said.to_string(),
        Cell::Figure(figure) => value(figure),
    }
}
