//! The web, behind a thin wall: every touch of this program with the browser outside the page's own
//! elements is here. Each piece wraps, converts, calls, and decides nothing.
//!
//! The worker's half: bytes of files ([`files`]), what they
//! would be read as ([`previewing`]), the scope that hears and answers ([`scope`]), what is
//! done with requests ([`session`]), the clock and the random numbers ([`world`]).
//!
//! The page's half: the worker's handle and its messages ([`client`]), the one Trusted Types policy
//! ([`trusted`]), saving a file ([`save`]), what was dropped ([`dropped`]), local time in words
//! ([`moment`]), work spread over frames ([`frames`]), and the tab itself ([`tab`]). Drawing surfaces
//! are in `charts`. There is no other touch, and none of them opens a connection.

#[cfg(feature = "page")]
pub mod client;
#[cfg(feature = "page")]
pub mod dropped;
#[cfg(feature = "page")]
pub mod frames;
#[cfg(feature = "page")]
pub mod moment;
#[cfg(feature = "page")]
pub mod save;
#[cfg(feature = "page")]
pub mod tab;
#[cfg(feature = "page")]
pub mod trusted;
#[cfg(feature = "worker")]
mod files;
#[cfg(feature = "worker")]
mod previewing;
#[cfg(feature = "worker")]
mod scope;
#[cfg(feature = "worker")]
mod session;
#[cfg(feature = "worker")]
mod world;

#[cfg(feature = "worker")]
pub use self::{scope::Scope, session::Session};
