//! Messages as they are said: what chat widgets and transports hand over, read into the same store as files, with
//! figures of the latest minutes and hours, and alerts.
//!
//! The page hands over what a source gave it ([`Delivery`]); an [`adapters::Adapter`] reads that as [`Event`]s.

pub mod adapters;
mod event;

pub use event::{Event, Manner, Said, Told};
