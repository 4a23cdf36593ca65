//! Tables as comma separated values: quoted as RFC 4180 asks, and such that no spreadsheet runs anything in them.

use crate::query::read_decimal;

/// A line of some cells, with its end. A text that a spreadsheet would take for a formula begins with an apostrophe; a
/// number stays one.
///
/// ```
/// use undertone::report::csv_line;
/// let cells = ["=1+1", "-4.5", "a, \"b\""].map(str::to_owned);
/// assert_eq!(csv_line(cells), "'=1+1,-4.5,\"a, \"\"b\"\"\"\r\n");
/// ```
pub fn csv_line(cells: impl IntoIterator<Item = String>) -> String {
    let mut out = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&defused(cell)));
    }
    out.push_str("\r\n");
    out
}

/// A cell that no spreadsheet runs.
fn defused(cell: String) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && read_decimal(&cell).is_none();
    if is_formula { format!("'{cell}") } else { cell }
}

fn quoted(cell: &str) -> String {
    let plain = !cell.contains([',', ';', '"', '\n', '\r', '\t']) && cell.trim() == cell;
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}
