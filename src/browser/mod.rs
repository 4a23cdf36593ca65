//! The web, behind a thin wall.

#[cfg(feature = "worker")]
mod files;
#[cfg(feature = "worker")]
mod scope;
#[cfg(feature = "worker")]
mod session;
#[cfg(feature = "worker")]
mod world;

#[cfg(feature = "worker")]
pub use self::{scope::Scope, session::Session};
