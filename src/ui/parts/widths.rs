//! Widths of the columns of a table, as a person sets them.

/// Narrowest a column can be made, in pixels.
pub const NARROWEST: f64 = 56.0;

/// Widest a column can be made.
pub const WIDEST: f64 = 1200.0;

/// How far an arrow key moves an edge; with Shift four times as far.
pub const STEP: f64 = 16.0;

/// The widths, one a column. One column takes what is left over, so that the table fills its place;
/// the others have what they were given.
#[derive(Clone, Debug, PartialEq)]
pub struct Widths {
    columns: Vec<f64>,
    filling: usize,
}

impl Widths {
    /// As given; the widest at the start fills, the first of equals.
    pub fn new(columns: Vec<f64>) -> Self {
        let columns: Vec<f64> = columns.into_iter().map(bounded).collect();
        let filling =
            (0..columns.len()).rev().max_by(|&a, &b| columns[a].total_cmp(&columns[b])).unwrap_or(0);
        Self { columns, filling }
    }

    /// The width of a column; of one that there is not, the narrowest.
    pub fn of(&self, column: usize) -> f64 {
        self.columns.get(column).copied().unwrap_or(NARROWEST)
    }

    /// Sets a column to a width.
    pub fn set(&mut self, column: usize, width: f64) {
        if let Some(of) = self.columns.get_mut(column) {
            *of = bounded(width);
        }
    }

    /// What a key on the edge of a column sets it to; `None` if the key means nothing there.
    pub fn after_key(&self, column: usize, key: &str, far: bool) -> Option<f64> {
        let step = if far { 4.0 * STEP } else { STEP };
        let width = self.of(column);
        match key {
            "ArrowLeft" => Some(bounded(width - step)),
            "ArrowRight" => Some(bounded(width + step)),
            "Home" => Some(NARROWEST),
            "End" => Some(WIDEST),
            _ => None,
        }
    }

    /// For `grid-template-columns`.
    pub fn template(&self) -> String {
        let track = |(at, width): (usize, &f64)| {
            if at == self.filling { format!("minmax({width:.0}px, 1fr)") } else { format!("{width:.0}px") }
        };
        self.columns.iter().enumerate().map(track).collect::<Vec<_>>().join(" ")
    }

    /// The least that all columns take.
    pub fn total(&self) -> f64 {
        self.columns.iter().sum()
    }
}

fn bounded(width: f64) -> f64 {
    // Of what is no number, `clamp` would make none either.
    if width.is_finite() { width.clamp(NARROWEST, WIDEST) } else { NARROWEST }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_fills_what_is_left() {
        assert_eq!(Widths::new(vec![80.0, 300.0, 100.0]).template(), "80px minmax(300px, 1fr) 100px");
        assert_eq!(Widths::new(vec![80.0, 80.0]).template(), "minmax(80px, 1fr) 80px");
        assert_eq!(Widths::new(vec![]).template(), "");
    }

    #[test]
    fn no_width_leaves_its_bounds() {
        let mut widths = Widths::new(vec![10.0, 100.0]);
        assert_eq!(widths.of(0), NARROWEST);
        for (width, kept) in [(-5.0, NARROWEST), (1e9, WIDEST), (f64::NAN, NARROWEST), (90.0, 90.0)] {
            widths.set(1, width);
            assert_eq!(widths.of(1), kept);
        }
        widths.set(7, 90.0);
        assert_eq!(widths.total(), NARROWEST + 90.0);
    }

    #[test]
    fn keys_move_an_edge() {
        let widths = Widths::new(vec![100.0]);
        for (key, far, width) in [
            ("ArrowLeft", false, Some(84.0)),
            ("ArrowRight", true, Some(164.0)),
            ("ArrowLeft", true, Some(NARROWEST)),
            ("Home", false, Some(NARROWEST)),
            ("End", false, Some(WIDEST)),
            ("Enter", false, None),
        ] {
            assert_eq!(widths.after_key(0, key, far), width, "{key}");
        }
    }
}
