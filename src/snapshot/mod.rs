//! An analysis as one file, to be opened again without reading everything once more.
//!
//! `UNDERTONE` and a zero, the version, a checksum of the rest, a description, and the columns of the
//! store. What is in it was masked before it was stored. Without texts it holds no message
//! and no id: conversations and users are called by numbers, and further columns of the sources are left
//! out. Names of channels, languages, variants, tags, intents and models stay, for the filter.
//!
//! A file of a later version is refused by its number, a damaged one by its checksum. Version 1 held no
//! further columns. How one looks that the browser keeps is in [`kept`].

mod about;
pub mod kept;

use std::{fmt, hash::Hasher};

use siphasher::sip::SipHasher13;

use crate::{
    binary::{In, Out},
    conversation::Zone,
    corpus::{Corpus, VERSION},
    report::FileReport,
};

/// What every such file begins with.
const MAGIC: &[u8; 10] = b"UNDERTONE\0";

/// Where the description begins, with the name: behind magic, version and checksum.
const BODY: usize = MAGIC.len() + 2 + 8;

/// What is known of an analysis besides its store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What it is called: the names of its files.
    pub name: String,
    /// Zone in which its times were read.
    pub timezone: String,
    /// Whether the data were made by the built-in generator.
    pub synthetic: bool,
    /// What became of each file.
    pub files: Vec<FileReport>,
}

/// An analysis that was opened from a file.
pub struct Snapshot {
    /// What is known of it.
    pub about: About,
    /// The zone of its days and hours from now on.
    pub zone: Zone,
    /// What was read.
    pub corpus: Corpus,
}

impl Snapshot {
    /// Takes in all of another. Gives how many of its conversations were here already, word by word.
    pub fn append(&mut self, other: Self) -> u32 {
        self.about.files.extend(other.about.files);
        self.about.synthetic |= other.about.synthetic;
        let names = [self.about.name.as_str(), &other.about.name];
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        self.about.name = names.join(", ");
        self.corpus.append(other.corpus)
    }
}

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no such file.
    NotOne,
    /// A later version wrote it.
    Newer(u16),
    /// Something in it is not as it was written.
    Damaged,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotOne => "This is not an analysis saved by Undertone.",
            Self::Newer(_) => {
                "A later version of Undertone saved this analysis. Use that version, or read the files it was made of again."
            }
            Self::Damaged => {
                "This saved analysis is damaged: it is not as it was written. Read the files it was made of again."
            }
        })
    }
}

impl std::error::Error for Refusal {}

/// Whether a file that begins like this is a saved analysis.
pub fn begins(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// The checksum of a saved analysis: the same files read the same way give the same one.
pub fn sum(file: &[u8]) -> Option<u64> {
    let sum = file.strip_prefix(MAGIC)?.get(2..10)?;
    Some(u64::from_le_bytes(sum.try_into().ok()?))
}

/// Writes an analysis. Without `texts`, names of files and all that people wrote are left out.
pub fn write(about: &About, corpus: &Corpus, texts: bool) -> Vec<u8> {
    let mut body = Out::default();
    let mut about = about.clone();
    if !texts {
        for (at, file) in about.files.iter_mut().enumerate() {
            // Names of files may name people.
            file.name = format!("file {}", at + 1);
        }
        about.name = String::new();
    }
    about::freeze(&about, &mut body);
    corpus.freeze(&mut body, texts);
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&checksum(&body.0).to_le_bytes());
    file.extend(body.0);
    file
}

/// Opens what was written. `timezone` is that of days and hours, and that of the file where there is none
/// of this name.
///
/// # Errors
/// Why it cannot be opened, to be said to a person.
pub fn read(file: &[u8], timezone: Option<&str>) -> Result<Snapshot, Refusal> {
    let rest = file.strip_prefix(MAGIC).ok_or(Refusal::NotOne)?;
    let (version, rest) = rest.split_at_checked(2).ok_or(Refusal::Damaged)?;
    let version = u16::from_le_bytes([version[0], version[1]]);
    if version > VERSION {
        return Err(Refusal::Newer(version));
    }
    let (sum, body) = rest.split_at_checked(8).ok_or(Refusal::Damaged)?;
    if sum != checksum(body).to_le_bytes() {
        return Err(Refusal::Damaged);
    }
    thaw(&mut In(body), version, timezone).ok_or(Refusal::Damaged)
}

fn thaw(from: &mut In<'_>, version: u16, timezone: Option<&str>) -> Option<Snapshot> {
    let about = about::thaw(from)?;
    let corpus = Corpus::thaw(from, version)?;
    from.0.is_empty().then_some(())?;
    let zone =
        timezone.and_then(Zone::named).or_else(|| Zone::named(&about.timezone)).unwrap_or_else(Zone::utc);
    Some(Snapshot { about, zone, corpus })
}

/// Tells a file that was changed from one that was not; no seal against somebody who means to.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}
