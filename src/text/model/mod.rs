//! The language model: one file of named sections, made by `tools/train`, and what of it every reader
//! needs: the words and pieces of a text, its meaning as a direction, its hashed features.
//!
//! 1. `container` is the file; a damaged one is refused before anything of it is used.
//! 2. `words` cuts a text as BERT's tokeniser does, with what `characters` knows of letters; `vocabulary`
//!    cuts the words into pieces.
//! 3. `table` adds up what the pieces mean, `hashed` numbers words and what stands in them.
//!
//! Everything is sums of integers until one division and one root at the end, so that the same text reads
//! the same to the bit natively and in a browser. A model never changes once read: readers share one, and
//! each brings a [`Scratch`] for the text it is at, so that reading allocates nothing once that has its
//! room. What a section says that only one reader needs is read by that reader, with [`Bytes`].
//!
//! Of a text its first 256 words and its first 256 pieces are looked at.

mod characters;
mod container;
mod hashed;
mod table;
mod vocabulary;
mod words;

use std::{fmt, ops::Range};

pub use container::Bytes;
pub use hashed::Idf;
pub use table::{Embedding, Sketch, UNIT, dot};
pub use words::{Word, Words};

use container::Section;
use table::Table;
use vocabulary::Vocabulary;

/// Most pieces of a text that are added up.
const MOST_PIECES: usize = 256;

/// Pieces that are said to be common, the first of the vocabulary.
const COMMONEST: u16 = 2_500;

/// Why a file cannot be used as a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no such file.
    NotOne,
    /// It is of a version that this program does not know.
    OtherVersion,
    /// Its end is missing.
    CutShort,
    /// Something in it is not as it was written.
    Damaged,
    /// It lacks a section that is needed.
    Lacks(&'static str),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotOne => "The language model is no such file. Put the one that belongs to this version in its place.",
            Self::OtherVersion => {
                "The language model is of another version. Put the one that belongs to this version in its place."
            }
            Self::CutShort => "The language model is cut short. Load it again.",
            Self::Damaged => "The language model is damaged: it is not as it was written. Load it again.",
            Self::Lacks(_) => {
                "A part of the language model is missing. Put the one that belongs to this version in its place."
            }
        })
    }
}

impl std::error::Error for Refusal {}

/// A language model. Several readers share one.
#[derive(Debug)]
pub struct Model {
    file: Vec<u8>,
    sections: Vec<Section>,
    vocabulary: Vocabulary,
    table: Table,
    idf: Idf,
}

/// What a text was read as, with room for the next.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Its words.
    pub words: Words,
    /// The pieces of all words, one behind the other, by number.
    pieces: Vec<u16>,
    /// What it means.
    pub embedding: Embedding,
}

impl Scratch {
    /// The pieces of all words, one behind the other, by number.
    pub fn pieces(&self) -> &[u16] {
        &self.pieces
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> u64 {
        crate::size::list(&self.pieces) + self.words.bytes() + self.embedding.bytes()
    }
}

impl Model {
    /// Opens a model.
    ///
    /// # Errors
    /// Why the file cannot be used, to be said to a person.
    pub fn read(file: Vec<u8>) -> Result<Self, Refusal> {
        let sections = container::sections(&file)?;
        let find = |name: &'static str| {
            let section = sections.iter().find(|section| section.name == name);
            section.map(|section| section.bytes.clone()).ok_or(Refusal::Lacks(name))
        };
        let (vocabulary, table, idf) = (find("vocab")?, find("table")?, find("idf")?);
        let vocabulary = Vocabulary::read(&file[vocabulary])?;
        let table = Table::read(&file[table.clone()], table.start)?;
        let idf = Idf::read(&file[idf])?;
        if table.len() != vocabulary.len() {
            return Err(Refusal::Damaged);
        }
        Ok(Self { file, sections, vocabulary, table, idf })
    }

    /// The bytes of a section.
    ///
    /// # Errors
    /// That it is missing.
    pub fn section(&self, name: &'static str) -> Result<&[u8], Refusal> {
        Ok(self.at(self.place(name)?))
    }

    /// Where a section stands, for who keeps using it where it is.
    ///
    /// # Errors
    /// That it is missing.
    pub fn place(&self, name: &'static str) -> Result<Range<usize>, Refusal> {
        let section = self.sections.iter().find(|section| section.name == name);
        section.map(|section| section.bytes.clone()).ok_or(Refusal::Lacks(name))
    }

    /// The bytes at a place; none where it is not of this model.
    pub fn at(&self, place: Range<usize>) -> &[u8] {
        self.file.get(place).unwrap_or_default()
    }

    /// The file that it was read from.
    pub fn file(&self) -> &[u8] {
        &self.file
    }

    /// How many dimensions a meaning has.
    pub fn dimensions(&self) -> usize {
        self.table.dimensions()
    }

    /// How much each hashed feature weighs.
    pub fn idf(&self) -> &Idf {
        &self.idf
    }

    /// What the file is known by: equal models, equal sums.
    pub fn sum(&self) -> u64 {
        let sum = self.file.last_chunk().copied().unwrap_or_default();
        u64::from_le_bytes(sum)
    }

    /// Reads a text: its words, their pieces, and what they mean.
    pub fn read_text(&self, text: &str, scratch: &mut Scratch) {
        self.cut(text, scratch);
        self.table.sum(&self.file, &scratch.pieces, &mut scratch.embedding);
        scratch.embedding.normalise();
    }

    /// Cuts a text into words and pieces.
    fn cut(&self, text: &str, scratch: &mut Scratch) {
        scratch.words.read(text, &self.vocabulary);
        scratch.pieces.clear();
        let (folded, words) = scratch.words.all_mut();
        for word in words {
            let start = scratch.pieces.len() as u16;
            let bytes = &folded[word.folded.start as usize..word.folded.end as usize];
            self.vocabulary.cut(bytes, word.hash, usize::from(word.chars), &mut scratch.pieces);
            scratch.pieces.truncate(MOST_PIECES);
            word.pieces = start..scratch.pieces.len() as u16;
        }
    }

    /// Whether a word of the text that was read is among the commonest: a piece by itself, of the first in the
    /// vocabulary, which is in the order of frequency.
    pub fn is_common(&self, scratch: &Scratch, word: &Word) -> bool {
        let pieces = scratch.pieces.get(usize::from(word.pieces.start)..usize::from(word.pieces.end));
        matches!(pieces, Some([piece]) if *piece < COMMONEST)
    }

    /// What each word of the text that was read adds to the dot product of its embedding and `weights`.
    pub fn shares(&self, scratch: &Scratch, weights: &[i16]) -> Vec<f64> {
        let mut own = Embedding::default();
        let share = |word: &Word| {
            let pieces = scratch.pieces.get(usize::from(word.pieces.start)..usize::from(word.pieces.end));
            self.table.sum(&self.file, pieces.unwrap_or_default(), &mut own);
            own.dot(weights) as f64 * scratch.embedding.factor()
        };
        scratch.words.all().iter().map(share).collect()
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> u64 {
        crate::size::list(&self.file) + self.vocabulary.bytes() + self.table.bytes() + self.idf.bytes()
    }
}

#[cfg(test)]
mod cases;
#[cfg(test)]
pub(crate) mod tiny;
