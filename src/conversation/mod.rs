//! The nouns: conversation, utterance, role, rating, outcome, time. Plain data, no analysis.
//!
//! A conversation is what the source calls a conversation, ticket, session or thread. Its utterances
//! are in a total order: time first, then position in the source, so that the same bytes always give
//! the same conversation. Text may be raw only on the way from a reader to the masking; what a
//! corpus stores is masked.

mod day;
mod details;
mod facts;
mod named;
mod outcome;
mod role;
mod time;
mod zones;

pub use day::Day;
pub use details::{Details, Measure, Measures, Reply};
pub use facts::{Facts, Feedback, Rating, Utterance};
pub use named::Named;
pub use outcome::{Evidence, Outcome};
pub use role::Role;
pub use time::{CivilHour, Clock, Millis, Zone};
