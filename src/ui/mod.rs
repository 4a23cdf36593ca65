//! What people see and touch. Three layers wherever there are data: a plain struct made from the
//! report, tested natively (`words`, `card`, `chips`, `choice`, `pictures`, `status`); signals over it
//! (`state`); and small components, one per file, that only show.
//!
//! Invariant: text from a file reaches the page as text nodes only, never as markup. Every `view!`
//! begins with `class = "u"`, because only then does Leptos build elements one by one; otherwise it
//! would set `innerHTML`, which the page's policy refuses.

pub mod campaigns;
pub mod card;
pub mod chips;
pub mod choice;
pub mod composition;
pub mod findings;
pub mod guide_text;
pub mod import;
pub mod labels;
pub mod named_filters;
pub mod parts;
pub mod picks;
pub mod pictures;
pub mod pictures_heard;
pub mod remembered;
pub mod rows;
pub mod sheet_file;
pub mod splits;
pub mod status;
pub mod suggest;
pub mod tracked;
pub mod view;
pub mod words;

#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod actions;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod asking;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod became;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod board;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod boards;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod briefing;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod changes;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod chart;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod charts;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod checkup;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod commands;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod conversation_row;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod conversation_table;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod conversations;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod definition;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod drawer;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod experiments;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod figures;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod fitting;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod funnels;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod guide;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod header;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod journeys;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod keeping;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod labelled;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod locale;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod machine;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod mapping;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod mapping_choices;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod marking;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod mask;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod none_fits;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod notice;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod offline;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod opening;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod page;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod passphrase;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod people;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod prelude;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod privacy;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod questions;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod quotes;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod rail;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod reactive;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod reading;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod remembering;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod rows_behind;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod saved_filters;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod saved_funnels;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod search;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod settings;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod sheet;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod signals;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod start;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod state;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod teaching;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod theme;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod title;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod topics;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod tracking;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod transcript;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod turns;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod unfinished;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod value;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod voiced;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod warm;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod worth;

#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub use page::run;
