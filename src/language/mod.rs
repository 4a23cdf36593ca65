//! What an utterance does, read by stated rules. Text evidence at its simplest: phrase lists in
//! English and German, whole words, lower case. What a rule cannot see it does not claim.

mod marks;

pub use marks::Marks;

use crate::conversation::Role;

/// The marks of an utterance. `text` is masked; `scratch` is overwritten and kept for its room.
pub fn mark(_role: Role, _text: &str, _scratch: &mut String) -> Marks {
    Marks::default()
}
