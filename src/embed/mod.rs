//! What `<undertone-panel>` shows: the view of one panel, and the line to its worker. The element itself, which is there
//! before this program is, is `www/embed/undertone-panel.js`; it hands over where to draw, the worker, and what sources
//! say, and is told what happens. Every panel has a worker of its own and takes it along when it goes.

mod panel;
mod sections;
mod state;
mod view;
mod words;

pub use panel::Panel;

/// The styles of a panel, for a style sheet that its shadow root adopts.
pub const STYLES: &str = include_str!("../../www/embed/panel.css");
