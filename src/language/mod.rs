//! What an utterance does, read by stated rules, and by the language model. Rules are text evidence at its
//! simplest: phrase lists in English and German, the basics in Spanish and French; whole words, lower
//! case. What a rule cannot see it does not claim. The model ([`Understanding`]) sees more and may be
//! wrong, so it says how sure it is, and which words it is that say so.
//! What an utterance does, read by stated rules; how its writer feels ([`Sentiment`]); in which language it is
//! ([`Identifier`]). The rules are text evidence at its simplest: phrases in English, German, French, Spanish,
//! Italian, Portuguese and Dutch; whole words, lower case. What a rule cannot see it does not claim.
//!
//! A text is folded to plain words once, each word is looked up once, and the cues found in a
//! sentence or in the whole message make its marks. To teach it a phrase, add it to the table of the
//! rule it belongs to, in `rules/`.

mod cue;
mod evidence;
mod entities;
mod fold;
mod heads;
mod heard;
mod hidden;
mod identify;
mod known;
mod labels;
mod listener;
mod marks;
mod reader;
mod reading;
mod rules;
mod sentiment;
mod table;
pub mod taught;
mod understanding;
#[cfg(test)]
mod understood;
#[cfg(test)]
mod utterances;

pub use entities::{Entity, EntityKind, Lists, find as find_entities};
pub use evidence::{Share, Stretch};
pub use heard::Heard;
pub use identify::{Identifier, Language};
pub use labels::{Act, Acts, Emotion, Emotions, Segment, SentimentClass, Signal, Signals};
pub use listener::Listener;
pub use marks::Marks;
pub use reading::{Before, Label, Reading, Said};
pub use sentiment::{Feeling, FeltWord, Sense, Sentiment, Verdict};
pub use understanding::{Probability, Understanding};

use crate::conversation::Role;

/// The marks of an utterance. `text` is masked; tokens like `[EMAIL 3]` may stand in it. `scratch`
/// is overwritten with the folded text and kept for its room. What only the source or the masking
/// knows (`CONTACT`, `FEEDBACK_UP`, `FEEDBACK_DOWN`) is not set here.
///
/// ```
/// use undertone::{conversation::Role, language::{Marks, mark}};
/// let mut scratch = String::new();
/// let said = mark(Role::Bot, "I'm not sure I understand. Let me connect you with a colleague.", &mut scratch);
/// assert_eq!(said, Marks::FALLBACK.with(Marks::HANDOFF));
/// let said = mark(Role::Bot, "Would you like to talk to a colleague?", &mut scratch);
/// assert_eq!(said, Marks::QUESTION);
/// assert_eq!(mark(Role::User, "no thanks", &mut scratch), Marks::NO);
/// ```
pub fn mark(role: Role, text: &str, scratch: &mut String) -> Marks {
    if role == Role::System {
        return Marks::default();
    }
    fold::fold(text, scratch);
    reader::read(role, scratch)
}
