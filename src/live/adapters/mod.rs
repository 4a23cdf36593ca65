//! One file for each widget that can be listened to, and one for messages that come by any transport: what it hands
//! over, read as [`Event`]s. How a widget is listened to is for the page (`www/embed/`); here only data are read, so
//! that nothing a widget hands over can do anything.

mod neutral;

pub(super) use neutral::Collector;

use super::event::Event;
use crate::{
    conversation::Zone,
    ingest::{FileLog, json::Json},
};

/// Reads what one source hands over, in its order.
pub trait Adapter {
    /// Reads one event of the source, by its name and with what came along.
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense;
}

/// Takes what was heard.
pub struct Heard<'h> {
    /// What it means, in its order.
    pub events: Vec<Event>,
    /// Takes problems that cost no message: a time that cannot be read, a speaker who is not known.
    pub log: &'h mut FileLog,
    /// Zone of times without one.
    pub zone: &'h Zone,
}

/// What was made of something that a source handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// It was read, whether or not it means anything.
    Read,
    /// It is none of ours, as windows are full of messages of others: nothing to say of it.
    Noise,
    /// It should be of the source, but cannot be read.
    Strange,
}

/// What makes an adapter of one source.
type Make = fn() -> Box<dyn Adapter>;

/// All sources, by their names.
const SOURCES: &[(&str, Make)] = &[("message", || Box::new(neutral::Neutral))];

/// The adapter of a source; `None` for one that is not known.
pub fn adapter(source: &str) -> Option<Box<dyn Adapter>> {
    SOURCES.iter().find(|(name, _)| *name == source).map(|(_, make)| make())
}

/// The names of all sources.
pub fn sources() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|(name, _)| *name)
}
