//! Pictures of figures. Each is a plain struct made from a figure's shape, with its geometry as
//! plain functions, its words, its table, and a drawing that is generic over plotters' backends:
//! a canvas on the page, SVG in tests.
//!
//! Invariant: what a picture shows it can also say. [`Picture::table`] holds every number drawn,
//! [`Picture::summary`] one sentence for those who do not see it, and drawing returns the
//! [`Spot`]s that a pointer or the arrow keys can read out.

mod bars;
mod calendar;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub mod canvas;
mod columns;
mod heat;
mod over_time;
mod pen;
mod scale;
mod theme;

use plotters::{coord::Shift, drawing::DrawingArea, prelude::DrawingBackend};

pub use bars::{Bar, Bars};
pub use calendar::{Binning, Day};
pub use columns::Columns;
pub use heat::Heat;
pub use over_time::OverTime;
pub use pen::Drawn;
pub use scale::{Scale, ticks};
pub use theme::{Hue, Theme};

/// A bar of fewer cases is hatched: too few to read much into.
const FEW: u64 = 30;

/// The numbers of a picture, as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Titles of the columns.
    pub head: Vec<String>,
    /// Rows; the first cell names the row.
    pub rows: Vec<Vec<String>>,
}

/// A place in a picture that can be read out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Left, top, right, bottom in pixels of the picture.
    pub area: (i32, i32, i32, i32),
    /// What is there, in words.
    pub words: String,
}

impl Spot {
    /// Whether a point lies in it.
    pub fn holds(&self, x: i32, y: i32) -> bool {
        let (left, top, right, bottom) = self.area;
        (left..right).contains(&x) && (top..bottom).contains(&y)
    }
}

/// Any of the pictures.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// A count over time.
    OverTime(OverTime),
    /// A whole in named parts.
    Bars(Bars),
    /// How a quantity is spread.
    Columns(Columns),
    /// Hour by weekday.
    Heat(Heat),
}

impl Picture {
    /// One sentence that says what the picture shows.
    pub fn summary(&self) -> String {
        match self {
            Self::OverTime(picture) => picture.summary(),
            Self::Bars(picture) => picture.summary(),
            Self::Columns(picture) => picture.summary(),
            Self::Heat(picture) => picture.summary(),
        }
    }

    /// The line above the picture; shorter than the summary where the picture is labelled itself.
    pub fn caption(&self) -> String {
        match self {
            Self::Bars(picture) => picture.caption(),
            _ => self.summary(),
        }
    }

    /// Every number of it.
    pub fn table(&self) -> Table {
        match self {
            Self::OverTime(picture) => picture.table(),
            Self::Bars(picture) => picture.table(),
            Self::Columns(picture) => picture.table(),
            Self::Heat(picture) => picture.table(),
        }
    }

    /// The height it wants at a width, in pixels.
    pub fn height(&self, width: u32) -> u32 {
        match self {
            Self::OverTime(_) => 240,
            Self::Bars(picture) => picture.height(),
            Self::Columns(_) => 200,
            Self::Heat(_) => Heat::height(width),
        }
    }

    /// Draws it over the whole area.
    ///
    /// # Errors
    /// Those of the backend.
    pub fn draw<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, theme: &Theme) -> Drawn<DB> {
        match self {
            Self::OverTime(picture) => picture.draw(area, theme),
            Self::Bars(picture) => picture.draw(area, theme),
            Self::Columns(picture) => picture.draw(area, theme),
            Self::Heat(picture) => picture.draw(area, theme),
        }
    }
}

#[cfg(test)]
mod tests {
    use plotters::prelude::{IntoDrawingArea, SVGBackend};

    use super::{Picture, Spot, Theme};

    /// Draws a picture as SVG.
    #[track_caller]
    pub(super) fn svg(picture: &Picture, width: u32) -> (String, Vec<Spot>) {
        let mut out = String::new();
        let backend = SVGBackend::with_string(&mut out, (width, picture.height(width)));
        let spots = picture.draw(&backend.into_drawing_area(), &Theme::light()).expect("SVG does not fail");
        (out, spots)
    }
}
