//! The web, behind a thin wall: every touch of this program with the browser outside the page's own
//! elements is here. Each piece wraps, converts, calls, and decides nothing.
//!
//! The worker's half: bytes of files ([`files`]), those of Parquet files by way of a program of its own
//! ([`apart`], which is [`tables`] at the other end), what they would be read as ([`previewing`]), the scope
//! that hears and answers ([`scope`]), what is done with requests ([`session`], [`answers`], [`keeping`]),
//! what a person keeps ([`vault`], [`sealing`]), in files ([`private_files`]) that tabs change by turns
//! ([`turns`]), texts that have no room in memory ([`spill`]), what listens for an embedded panel ([`listening`]), what runs before the first request ([`warming`]) and while there is none ([`indexing`]),
//! the clock and the random
//! numbers ([`world`]).
//!
//! The page's half: the workers ([`workers`]) and what the lead among them says ([`client`]), the one Trusted Types policy
//! ([`trusted`]), saving a file ([`save`]), what was dropped ([`dropped`]), the program itself kept for times without a network ([`offline`]), files that are read beyond a
//! reload ([`unfinished`]), local time in words
//! ([`moment`]), work spread over frames ([`frames`]), the tab's history ([`history`]), and the tab itself ([`tab`]). Drawing surfaces
//! are in `charts`. What the browser says of the page's promises is in [`checkup`]; the one loader
//! ([`loader`]) asks for the page's own headers, once and when told to. What a page that is one file has instead of files
//! beside it is in [`held`]. There is no other touch, and none of the others opens a connection.

#[cfg(feature = "page")]
pub mod checkup;
#[cfg(feature = "page")]
pub mod client;
#[cfg(feature = "page")]
pub mod dropped;
#[cfg(feature = "page")]
pub mod frames;
#[cfg(any(feature = "page", feature = "worker", feature = "panel"))]
pub mod held;
#[cfg(feature = "page")]
pub mod history;
#[cfg(any(feature = "page", feature = "panel"))]
pub mod loader;
#[cfg(feature = "page")]
pub mod moment;
#[cfg(feature = "page")]
pub mod offline;
#[cfg(feature = "page")]
pub mod save;
#[cfg(feature = "page")]
pub mod tab;
#[cfg(feature = "page")]
pub mod tongues;
#[cfg(any(feature = "page", feature = "worker"))]
pub mod trusted;
#[cfg(feature = "page")]
pub mod unfinished;
#[cfg(feature = "page")]
pub mod workers;
#[cfg(feature = "worker")]
mod answers;
#[cfg(feature = "worker")]
mod apart;
#[cfg(feature = "worker")]
mod at_work;
#[cfg(feature = "worker")]
mod files;
#[cfg(feature = "worker")]
mod indexing;
#[cfg(feature = "worker")]
mod keeping;
#[cfg(feature = "worker")]
mod labels_kept;
#[cfg(feature = "worker")]
mod listening;
#[cfg(feature = "worker")]
mod modelling;
#[cfg(feature = "worker")]
mod planning;
#[cfg(feature = "worker")]
mod previewing;
#[cfg(feature = "worker")]
mod private_files;
#[cfg(feature = "worker")]
mod reading;
#[cfg(feature = "worker")]
mod scope;
#[cfg(feature = "worker")]
mod sealing;
#[cfg(feature = "worker")]
mod serving;
#[cfg(feature = "worker")]
mod session;
#[cfg(feature = "worker")]
mod spill;
#[cfg(feature = "worker")]
mod team;
#[cfg(feature = "tables")]
mod tables;
#[cfg(feature = "worker")]
mod teaching;
#[cfg(feature = "worker")]
mod turns;
#[cfg(feature = "worker")]
mod vault;
#[cfg(feature = "worker")]
mod warming;
#[cfg(feature = "worker")]
mod world;

#[cfg(feature = "tables")]
pub use self::tables::serve as serve_tables;
#[cfg(feature = "worker")]
pub use self::{
    listening::{is_of_panel, listen},
    scope::Scope,
    serving::{line_to_lead, serve},
    session::Session,
};
