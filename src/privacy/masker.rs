//! Replaces personal data by tokens. Equal values get equal numbers within one analysis; what is kept
//! to know them again is a keyed hash, never a value.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher24};

use super::finder::Finder;
use super::kind::{Kind, Span};
use super::names::Names;
use super::value::canonical;
use crate::size;

/// Masks the texts of one analysis.
///
/// ```
/// use undertone::privacy::Masker;
/// let mut masker = Masker::new([7; 16]);
/// assert_eq!(masker.mask("I am Ann@Example.org").text, "I am [EMAIL 1]");
/// assert_eq!(masker.mask("bob@example.org or ann@example.org").text, "[EMAIL 2] or [EMAIL 1]");
/// ```
#[derive(Debug)]
pub struct Masker {
    finder: Finder,
    spans: Vec<Span>,
    value: String,
    hasher: SipHasher24,
    /// Keyed hash of kind and value → number within the kind.
    numbers: ByKey<u32>,
    counts: [u32; Kind::ALL.len()],
}

/// A text without personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked<'t> {
    /// The text with a token for each value; the incoming text itself if there was none.
    pub text: Cow<'t, str>,
    spans: Vec<Replaced>,
}

/// One value that was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Kind and place in the incoming text, in bytes.
    pub span: Span,
    /// Its number within the kind: the 12 of `[EMAIL 12]`.
    pub number: u32,
}

impl Masked<'_> {
    /// What was replaced, in order.
    pub fn spans(&self) -> &[Replaced] {
        &self.spans
    }

    /// Whether something of this kind was replaced.
    pub fn has(&self, kind: Kind) -> bool {
        self.spans.iter().any(|replaced| replaced.span.kind == kind)
    }
}

impl Masker {
    /// A masker for one analysis. The key is random, and kept nowhere else.
    pub fn new(key: [u8; 16]) -> Self {
        Self::with_names(key, None)
    }

    /// A masker that also finds names, where the language model is at hand.
    pub fn with_names(key: [u8; 16], names: Option<Arc<Names>>) -> Self {
        Self {
            finder: Finder::with_names(names),
            spans: Vec::new(),
            value: String::new(),
            hasher: SipHasher24::new_with_key(&key),
            numbers: HashMap::default(),
            counts: [0; Kind::ALL.len()],
        }
    }

    /// Masks one text. Numbers run per kind from 1 in the order of first appearance. A token that the
    /// text already holds stays as it is, is no span and is given no number.
    pub fn mask<'t>(&mut self, text: &'t str) -> Masked<'t> {
        self.finder.find(text, &mut self.spans);
        if self.spans.is_empty() {
            return Masked { text: Cow::Borrowed(text), spans: Vec::new() };
        }
        let mut masked = String::with_capacity(text.len());
        let mut spans = Vec::with_capacity(self.spans.len());
        let mut copied = 0;
        for index in 0..self.spans.len() {
            let span = self.spans[index];
            let number = self.number(span.kind, &text[span.start..span.end]);
            masked.push_str(&text[copied..span.start]);
            // Writing to a string does not fail.
            let _ = write!(masked, "[{} {number}]", span.kind.name());
            copied = span.end;
            spans.push(Replaced { span, number });
        }
        masked.push_str(&text[copied..]);
        Masked { text: Cow::Owned(masked), spans }
    }

    /// Gives numbers beyond these from now on, kind by kind: up to them, texts that were masked before have some.
    pub fn number_beyond(&mut self, highest: &[u32]) {
        for (count, highest) in self.counts.iter_mut().zip(highest) {
            *count = (*count).max(*highest);
        }
    }

    /// How many different values of a kind were seen.
    pub fn count(&self, kind: Kind) -> u32 {
        self.counts[kind as usize]
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        size::table(&self.numbers)
    }

    fn number(&mut self, kind: Kind, found: &str) -> u32 {
        canonical(kind, found, &mut self.value);
        let mut hasher = self.hasher;
        hasher.write_u8(kind as u8);
        hasher.write(self.value.as_bytes());
        let hash = hasher.finish128().as_u128();
        let count = &mut self.counts[kind as usize];
        *self.numbers.entry(hash).or_insert_with(|| {
            *count += 1;
            *count
        })
    }
}

/// What is known of values by their keyed hash.
pub type ByKey<V> = HashMap<u128, V, BuildHasherDefault<AlreadyHashed>>;

/// Passes on a key that is a keyed hash already.
#[derive(Clone, Copy, Debug, Default)]
pub struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u128(&mut self, hash: u128) {
        self.0 = hash as u64;
    }
}
