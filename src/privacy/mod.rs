//! Finds personal data and replaces them by labelled tokens, before anything is stored.
//!
//! Found by hand-written matchers in one pass over the text: what has a shape or check digits (e-mail
//! addresses, telephone numbers, cards, IBANs, national numbers, network addresses, purses, coordinates,
//! secrets in links), what words announce (passwords, names for logging in, dates of birth, accounts,
//! passports, plates, names behind titles), and street addresses by their shape. What needs a reading of the
//! sentence, names and addresses that nothing announces, is found where the language model's [`Names`] are
//! at hand.
//!
//! Order and ticket numbers, amounts, dates and versions are not personal data and stay.
//!
//! How it works, and what to touch together:
//! 1. `view` gives the text a plain spelling (full-width digits, odd spaces and hyphens, invisible
//!    characters) and remembers where each byte came from.
//! 2. `finder` walks the plain spelling once; a byte that can stand in a match wakes the rule for it.
//!    A rule sees nothing but the piece of text it is handed.
//! 3. What was found cuts the text into pieces, and each piece is walked again until nothing is found.
//!    A token in the text cuts it too. So masked text holds no match: its pieces are those very pieces.
//! 4. `masker` gives equal values equal numbers. It keeps keyed hashes, never a value.

mod address;
mod announced;
mod chars;
mod checks;
mod context;
mod cues;
mod digits;
mod email;
mod finder;
mod geo;
mod iban;
mod kind;
mod link;
mod masker;
mod names;
mod national;
mod network;
mod payment;
mod person;
mod phone;
mod secret;
mod sha256;
mod streets;
mod token;
mod url;
mod value;
mod view;
mod wallet;
mod written;

#[cfg(test)]
mod cases;

pub use finder::Finder;
pub use kind::{Kind, Span, in_code_points};
pub use masker::{ByKey, Masked, Masker, Replaced};
pub use names::Names;
pub use token::{each_token, renumbered};
