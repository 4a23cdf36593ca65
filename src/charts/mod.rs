//! Pictures of figures. Each is a plain struct made from a figure's shape, with its geometry as
//! plain functions, its words, its table, and one drawing for all papers: a canvas on
//! the page; SVG where a picture is saved, and in tests.
//!
//! Invariant: what a picture shows it can also say. [`Picture::table`] holds every number drawn,
//! [`Picture::summary`] one sentence for those who do not see it, and drawing returns the
//! [`Spot`]s that a pointer or the arrow keys can read out and pick.

mod bars;
mod brush;
mod calendar;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub mod canvas;
mod columns;
mod expected;
mod heat;
mod map;
mod noun;
mod over_time;
mod paper;
mod pen;
mod sankey;
mod scale;
mod shares;
mod sheet;
mod spark;
mod svg;
mod table;
mod theme;
mod time_axis;

use crate::conversation::Day;
pub use bars::{Bar, Bars};
pub use brush::{Brush, nearest};
pub use calendar::Binning;
pub use columns::{Column, Columns};
pub use expected::Expected;
pub use heat::Heat;
pub use map::{Dot, Map, Zoom};
pub use over_time::{Campaign, OverTime};
pub use paper::{Area, Refused};
pub use pen::Drawn;
pub use sankey::Sankey;
pub use scale::{Scale, ticks};
pub use shares::{Shares, SharesPart};
pub use sheet::Sheet;
pub use spark::Spark;
pub use svg::{Measure, approximate_width, svg_area};
pub use table::{Cell, Table};
pub use theme::{Hue, Theme};

/// Fewer cases than these are hatched or drawn lighter: too few to read much into.
const FEW: u64 = 30;

/// What a place in a picture stands for: by it the page can filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// A part of a breakdown, by its raw name.
    Part(String),
    /// Days, both inclusive.
    Days(Day, Day),
    /// One hour of one weekday.
    HourOfWeekday {
        /// 0 = Monday … 6 = Sunday.
        weekday: u8,
        /// 0 … 23.
        hour: u8,
    },
    /// Values of a distribution, the low end inclusive, the high end exclusive.
    Range(f64, f64),
    /// The conversations that a filter means.
    Filter(String),
}

/// A place in a picture that can be read out.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Left, top, right, bottom in pixels of the picture.
    pub area: (i32, i32, i32, i32),
    /// What is there, in words.
    pub words: String,
    /// What it stands for; `None` where it gathers several things.
    pub pick: Option<Pick>,
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
    /// A whole in named parts, over time.
    Shares(Shares),
    /// A whole in named parts.
    Bars(Bars),
    /// How a quantity is spread.
    Columns(Columns),
    /// Hour by weekday.
    Heat(Heat),
    /// A course in the size of a word.
    Spark(Spark),
    /// A flow in layers.
    Sankey(Sankey),
    /// What there was, on what was to be expected.
    Expected(Expected),
    /// Things by how alike they are.
    Map(Map),
}

impl Picture {
    /// One sentence that says what the picture shows.
    pub fn summary(&self) -> String {
        match self {
            Self::OverTime(picture) => picture.summary(),
            Self::Shares(picture) => picture.summary(),
            Self::Bars(picture) => picture.summary(),
            Self::Columns(picture) => picture.summary(),
            Self::Heat(picture) => picture.summary(),
            Self::Spark(picture) => picture.summary(),
            Self::Sankey(picture) => picture.summary(),
            Self::Expected(picture) => picture.summary(),
            Self::Map(picture) => picture.summary(),
        }
    }

    /// The line above the picture; shorter than the summary where the picture is labelled itself.
    pub fn caption(&self) -> String {
        match self {
            Self::Bars(picture) => picture.caption(),
            Self::Shares(picture) => picture.caption(),
            _ => self.summary(),
        }
    }

    /// Every number of it.
    pub fn table(&self) -> Table {
        match self {
            Self::OverTime(picture) => picture.table(),
            Self::Shares(picture) => picture.table(),
            Self::Bars(picture) => picture.table(),
            Self::Columns(picture) => picture.table(),
            Self::Heat(picture) => picture.table(),
            Self::Spark(picture) => picture.table(),
            Self::Sankey(picture) => picture.table(),
            Self::Expected(picture) => picture.table(),
            Self::Map(picture) => picture.table(),
        }
    }

    /// The height it wants at a width, in pixels.
    pub fn height(&self, width: u32) -> u32 {
        match self {
            Self::OverTime(_) => 240,
            Self::Shares(picture) => picture.height(width),
            Self::Bars(picture) => picture.height(),
            Self::Columns(picture) => picture.height(),
            Self::Heat(_) => Heat::height(width),
            Self::Spark(_) => Spark::HEIGHT,
            Self::Sankey(picture) => picture.height(width),
            Self::Expected(_) => Expected::height(),
            Self::Map(_) => Map::height(),
        }
    }

    /// How many spots stand side by side, so that the next row is so many further.
    pub fn spots_in_row(&self) -> usize {
        if matches!(self, Self::Heat(_)) { 24 } else { 1 }
    }

    /// What lies in a stretch of bins, in words; `None` where the picture has no course over time.
    pub fn stretch(&self, brush: Brush) -> Option<String> {
        match self {
            Self::OverTime(picture) => picture.stretch(brush),
            Self::Shares(picture) => picture.stretch(brush),
            _ => None,
        }
    }

    /// Draws it over the whole area.
    ///
    /// # Errors
    /// Those of the backend.
    pub fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        match self {
            Self::OverTime(picture) => picture.draw(area, theme),
            Self::Shares(picture) => picture.draw(area, theme),
            Self::Bars(picture) => picture.draw(area, theme),
            Self::Columns(picture) => picture.draw(area, theme),
            Self::Heat(picture) => picture.draw(area, theme),
            Self::Spark(picture) => picture.draw(area, theme),
            Self::Sankey(picture) => picture.draw(area, theme),
            Self::Expected(picture) => picture.draw(area, theme),
            Self::Map(picture) => picture.draw(area, theme),
        }
    }
}

#[cfg(test)]
mod tests;
