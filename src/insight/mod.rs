//! Figures. Each family is asked, observed conversation by conversation into a *partial*, merged
//! with other partials in any order, and finished. Partials hold integers only, so that any order
//! and any split give the same bits.

mod definition;
mod shape;

pub use definition::{Definition, definition};
pub use shape::{Board, Breakdown, Distribution, Figure, HourGrid, Interval, Series, State, Unit};

/// Every figure's definition.
pub const DEFINITIONS: &[Definition] = &[];
