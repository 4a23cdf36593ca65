//! The component set: what screens are put together from. A part knows its props, signals and
//! callbacks, never the page's state, a report or the worker.
//!
//! | part | what for |
//! | --- | --- |
//! | [`Icon`] | one of the pictures of `www/icons.svg` |
//! | [`Chip`], [`Badge`] | a condition that can be taken away; a word that says a state |
//! | [`Dialog`], [`Drawer`], [`Popover`] | a question in the middle; details from the side; a definition |
//! | [`Menu`], [`Tabs`] | a few actions; a few views of one thing |
//! | [`Toasts`] | what just happened, and the way back |
//! | [`Progress`], [`Skeleton`], [`Empty`] | not yet, almost, nothing |
//! | [`Headline`], [`FigureRow`] | a figure, large or as a line of a ledger |
//! | [`RankedTable`] | up to a million rows, sorted, opened |
//! | [`FilterLine`] | conditions as chips and one line that completes |
//! | [`ConditionLine`] | a whole filter in a line that completes |
//! | [`Palette`] | every command, by typing |
//! | [`DateRange`] | from a day to a day |
//! | [`When`], [`Numbered`], [`Keyed`] | what is shown while something holds; rows that go by their number or a key |
//!
//! What can be decided without a browser is a plain module of its own with its tests: matching
//! ([`fuzzy`]), scrolling over more rows than a browser can stack ([`scroll`]), widths of columns
//! ([`widths`]), completion ([`completion`]), days ([`period`]), the states of a figure ([`shown`]).
//!
//! Every part can be worked by keyboard, says its name and state to a screen reader, and takes its
//! colours from the theme. The development build shows all of them at `#/gallery`.

pub mod completion;
pub mod fuzzy;
pub mod period;
pub mod scroll;
pub mod shown;
pub mod widths;

#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod chip;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod date_range;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod dialog;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod drawer;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod empty;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod filter_line;
#[cfg(all(feature = "gallery", target_arch = "wasm32"))]
pub mod gallery;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod headline;
mod icon;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod menu;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod palette;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod popover;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod progress;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod ranked_table;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod skeleton;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod tabs;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod toasts;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod touch;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod when;

#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub use self::{
    chip::{Badge, Chip},
    date_range::DateRange,
    dialog::Dialog,
    drawer::Drawer,
    empty::{Empty, EmptyPicture},
    filter_line::{ConditionLine, FilterChip, FilterLine},
    headline::{FigureRow, Headline},
    icon::Icon,
    menu::{Menu, MenuItem},
    palette::{Command, Palette},
    popover::Popover,
    progress::Progress,
    ranked_table::{Column, RankedTable, Sort},
    skeleton::{Skeleton, SkeletonShape},
    tabs::{Tab, Tabs},
    toasts::{Toaster, Toasts},
    touch::something_floats,
    when::{Keyed, KeyedRow, Later, Numbered, When},
};
pub use completion::{FilterError, Suggestion};
pub use icon::ICONS;
pub use shown::{Change, Direction, FigureState, Shown, Tone};
