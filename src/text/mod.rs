//! What privacy and language both stand on: cheap normalisation and word matching, and the language model.

mod case;
mod date;
mod fold;
pub mod model;
mod tokens;

pub use case::{capitalised, lower, lowered};
pub use date::{WrittenDate, date_at, month_at};
pub use fold::{fold_char, fold_into, has_phrase, has_start, is_invisible};
pub use tokens::estimated_tokens;
