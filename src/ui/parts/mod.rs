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
//! | [`Palette`] | every command, by typing |
//! | [`DateRange`] | from a day to a day |
//!
//! What can be decided without a browser is a plain module of its own with its tests: matching
//! ([`fuzzy`]), scrolling over more rows than a browser can stack ([`scroll`]), widths of columns
//! ([`widths`]), completion ([`completion`]), days ([`period`]), the states of a figure ([`shown`]).
//!
//! Every part can be worked by keyboard, says its name and state to a screen reader, and takes its
//! colours from the theme. The development build shows all of them at `#/gallery`.

#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod dialog;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod drawer;
#[cfg(all(feature = "gallery", target_arch = "wasm32"))]
pub mod gallery;
mod icon;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod popover;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod toasts;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod touch;

#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub use self::{
    dialog::Dialog,
    drawer::Drawer,
    icon::Icon,
    popover::Popover,
    toasts::{Toaster, Toasts},
};
pub use icon::ICONS;
