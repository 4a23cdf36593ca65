//! Scrolling over more rows than a browser can stack. An element may be some 16 to 33 million pixels
//! high, depending on the browser; a million rows of 40 pixels are more. So the element is at most
//! [`HIGHEST`] pixels high, and where it would be higher its scroll position stands for a place in
//! the rows: small movements move the rows pixel by pixel, large ones (the bar dragged, a jump) move
//! them in proportion.
//!
//! Only the rows in the window are ever in the page.

use std::ops::Range;

/// Highest that the scrolled element may be, in pixels; every browser bears twice as much.
pub const HIGHEST: f64 = 8_000_000.0;

/// Rows above and below the window that are drawn too, so that a small movement shows no gap.
const SPARE: u64 = 6;

/// Rows of one height in a window that scrolls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scroll {
    rows: u64,
    row_height: f64,
    /// Height of the window.
    view: f64,
    /// Scroll position of the element.
    top: f64,
    /// The same in the full height of all rows. Invariant: `0 <= place <= natural - view`.
    place: f64,
}

impl Scroll {
    /// At the top of so many rows of this height.
    pub fn new(rows: u64, row_height: f64) -> Self {
        Self { rows, row_height: row_height.max(1.0), view: 0.0, top: 0.0, place: 0.0 }
    }

    fn natural(&self) -> f64 {
        self.rows as f64 * self.row_height
    }

    /// How high the scrolled element must be.
    pub fn height(&self) -> f64 {
        self.natural().min(HIGHEST)
    }

    /// Farthest scroll position of the element, and of the rows.
    fn ends(&self) -> (f64, f64) {
        ((self.height() - self.view).max(0.0), (self.natural() - self.view).max(0.0))
    }

    /// The window has another height.
    #[must_use]
    pub fn resized(mut self, view: f64) -> Self {
        self.view = view.max(0.0);
        self.place = self.place.min(self.ends().1);
        self
    }

    /// There are more rows, or fewer. The rows in view stay in view as long as there are such.
    #[must_use]
    pub fn with_rows(mut self, rows: u64) -> Self {
        self.rows = rows;
        self.go_to(self.place)
    }

    /// The element was scrolled to a position.
    #[must_use]
    pub fn scrolled(mut self, top: f64) -> Self {
        let (top_end, place_end) = self.ends();
        let top = top.clamp(0.0, top_end);
        let moved = top - self.top;
        self.place = if top_end >= place_end {
            top
        } else if top <= 0.0 {
            0.0
        } else if top >= top_end {
            place_end
        } else if moved.abs() <= self.view {
            (self.place + moved).clamp(0.0, place_end)
        } else {
            top / top_end * place_end
        };
        self.top = top;
        self
    }

    /// Moves to a place in the full height; [`Self::top`] is then where to scroll the element.
    fn go_to(mut self, place: f64) -> Self {
        let (top_end, place_end) = self.ends();
        self.place = place.clamp(0.0, place_end);
        self.top = if top_end >= place_end { self.place } else { self.place / place_end * top_end };
        self
    }

    /// Where the element is to be scrolled to.
    pub fn top(&self) -> f64 {
        self.top
    }

    /// Moves as little as shows a row whole.
    #[must_use]
    pub fn showing(self, row: u64) -> Self {
        let start = row as f64 * self.row_height;
        let end = start + self.row_height;
        if start < self.place {
            self.go_to(start)
        } else if end > self.place + self.view {
            self.go_to(end - self.view)
        } else {
            self
        }
    }

    /// The rows to draw.
    pub fn window(&self) -> Range<u64> {
        let first = (self.place / self.row_height) as u64;
        let last = ((self.place + self.view) / self.row_height).ceil() as u64;
        first.saturating_sub(SPARE)..(last + SPARE).min(self.rows)
    }

    /// Where the first row of [`Self::window`] stands in the element, in pixels from its top.
    pub fn offset(&self) -> f64 {
        self.top + (self.window().start as f64 * self.row_height - self.place)
    }

    /// How many rows a page up or down moves by.
    pub fn page(&self) -> u64 {
        ((self.view / self.row_height) as u64).saturating_sub(1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLION: u64 = 1_000_000;

    fn table(rows: u64) -> Scroll {
        Scroll::new(rows, 40.0).resized(400.0)
    }

    #[test]
    fn few_rows_are_as_high_as_they_are() {
        let scroll = table(100).scrolled(1000.0);
        assert_eq!((scroll.height(), scroll.window(), scroll.offset()), (4000.0, 19..41, 760.0));
        assert_eq!(table(0).window(), 0..0);
        assert_eq!(table(3).scrolled(500.0).window(), 0..3);
    }

    #[test]
    fn a_million_rows_fit_and_each_can_be_reached() {
        let scroll = table(MILLION);
        assert_eq!(scroll.height(), HIGHEST);
        let end = scroll.scrolled(HIGHEST);
        assert_eq!(end.window().end, MILLION);
        // The last row ends where the element ends.
        let below = (MILLION - end.window().start) as f64 * 40.0;
        assert!((end.offset() + below - HIGHEST).abs() < 1e-6);
        for row in [0, 1, 499_999, 777_777, MILLION - 1] {
            let there = scroll.showing(row);
            assert!(there.window().contains(&row), "{row}");
            let at = there.offset() + (row - there.window().start) as f64 * 40.0;
            assert!(at >= there.top() - 1e-6 && at + 40.0 <= there.top() + 400.0 + 1e-6, "{row} at {at}");
        }
    }

    #[test]
    fn a_turn_of_the_wheel_moves_by_its_pixels_however_many_rows_there_are() {
        let there = table(MILLION).scrolled(4_000_000.0);
        let first = there.window().start;
        let down = there.scrolled(4_000_120.0);
        assert_eq!(down.window().start, first + 3);
        // What was at a place of the element has moved by as much as the element did.
        assert!((down.offset() - down.top() - (there.offset() - there.top())).abs() < 1e-3);
    }

    #[test]
    fn the_bar_dragged_moves_in_proportion_and_both_ends_are_ends() {
        let half = table(MILLION).scrolled((HIGHEST - 400.0) / 2.0);
        assert_eq!(half.window().start, 499_995 - SPARE);
        assert_eq!(half.scrolled(0.0).window().start, 0);
        assert_eq!(table(MILLION).scrolled(150.0).scrolled(0.0).window().start, 0);
    }

    #[test]
    fn what_is_told_of_a_jump_comes_back_as_no_movement() {
        let there = table(MILLION).showing(700_000);
        assert_eq!(there.scrolled(there.top()), there);
    }

    #[test]
    fn fewer_rows_end_at_the_last() {
        let shorter = table(MILLION).scrolled(HIGHEST).with_rows(20);
        assert_eq!((shorter.window(), shorter.top()), (4..20, 400.0));
        assert_eq!(table(100).scrolled(400.0).with_rows(200).top(), 400.0);
    }

    #[test]
    fn a_page_keeps_one_row_of_the_last() {
        assert_eq!((table(9).page(), Scroll::new(9, 40.0).page()), (9, 1));
    }
}
