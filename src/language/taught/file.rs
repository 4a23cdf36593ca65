//! What was taught as a small file, to be used elsewhere: magic, version, a checksum of the rest, labels and
//! corrections. Where no texts are to go along, it holds names and heads alone: corrections are texts.

use std::{fmt, hash::Hasher};

use siphasher::sip::SipHasher13;

use super::{Lesson, Taught};
use crate::binary::Frozen;

/// What every such file begins with.
const MAGIC: &[u8; 16] = b"UNDERTONE TAUGHT";

/// The version that is written.
const VERSION: u16 = 1;

/// Why a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no such file.
    NotOne,
    /// A later version wrote it.
    Newer(u16),
    /// Something in it is not as it was written.
    Damaged,
    /// Labels in it were taught with another language model.
    OtherModel,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotOne => "This is no file of taught labels. Choose one that Undertone wrote.",
            Self::Newer(_) => "A later version of Undertone wrote this file of labels. Use that version.",
            Self::Damaged => {
                "This file of labels is damaged: it is not as it was written. Save it once more where it was taught."
            }
            Self::OtherModel => {
                "These labels were taught with another language model. Teach them again with this version, from their examples."
            }
        })
    }
}

impl std::error::Error for Refusal {}

impl Taught {
    /// As a file; with the masked texts that it was taught by, or without any.
    pub fn to_file(&self, with_texts: bool) -> Vec<u8> {
        let mut taught = self.clone();
        if !with_texts {
            taught = Self { corrections: Vec::new(), ..taught.to_use() };
        }
        let body = taught.frozen();
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(checksum(&body).to_le_bytes());
        file.extend(body);
        file
    }

    /// What a file holds. `model` is the sum of the language model at hand.
    ///
    /// # Errors
    /// Why it cannot be used, to be said to a person.
    pub fn of_file(file: &[u8], model: u64) -> Result<Self, Refusal> {
        let taught = opened(file)?;
        if taught.labels.iter().any(|label| label.model != model) {
            return Err(Refusal::OtherModel);
        }
        Ok(taught)
    }

    /// What the labels of a file were taught by, whatever model learned it.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn lessons_of_file(file: &[u8]) -> Result<Vec<Lesson>, Refusal> {
        let labels = opened(file)?.labels.into_iter();
        Ok(labels.map(|label| label.lesson).collect())
    }
}

/// What a file holds, if it is as it was written.
fn opened(file: &[u8]) -> Result<Taught, Refusal> {
    let rest = file.strip_prefix(MAGIC).ok_or(Refusal::NotOne)?;
    let (version, rest) = rest.split_first_chunk().ok_or(Refusal::Damaged)?;
    let version = u16::from_le_bytes(*version);
    if version > VERSION {
        return Err(Refusal::Newer(version));
    }
    let (sum, body) = rest.split_first_chunk().ok_or(Refusal::Damaged)?;
    if checksum(body) != u64::from_le_bytes(*sum) {
        return Err(Refusal::Damaged);
    }
    Taught::thawed(body).filter(Taught::is_sound).ok_or(Refusal::Damaged)
}

/// Tells a file that was changed from one that was not; no seal against somebody who means to.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}
