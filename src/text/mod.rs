//! What privacy and language both stand on: cheap normalisation and word matching, and the language model.

mod case;
mod fold;
pub mod model;

pub use case::{capitalised, lower, lowered};
pub use fold::{fold_char, fold_into, has_phrase, has_start, is_invisible};
