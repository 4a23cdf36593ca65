//! What an utterance does, read by stated rules. Text evidence at its simplest: phrase lists in
//! English and German, whole words, lower case. What a rule cannot see it does not claim.

mod marks;

pub use marks::Marks;
