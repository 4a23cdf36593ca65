//! What an utterance weighs: the tokens of its words, and the personal data in them. Counted before it is settled
//! whether its words are kept, so that no figure depends on that.

use super::Corpus;
use crate::{
    binary::{In, Out},
    privacy::{Kind, each_token},
    size::list,
    text::estimated_tokens,
};

/// The weight of one utterance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weighed<'w> {
    /// Tokens of its masked words, estimated; 0 where it has none.
    pub tokens: u16,
    /// Kinds of the personal data that were masked in it, by their places in [`Kind::ALL`].
    pub private: &'w [u8],
}

impl<'w> Weighed<'w> {
    /// Of masked words; the kinds are written to `private`.
    pub fn of(masked: &str, private: &'w mut Vec<u8>) -> Self {
        private.clear();
        each_token(masked, |_, kind, _| private.push(kind as u8));
        Self { tokens: estimated_tokens(masked).min(u64::from(u16::MAX)) as u16, private }
    }

    /// The kinds of its personal data.
    pub fn kinds(self) -> impl Iterator<Item = Kind> {
        self.private.iter().filter_map(|kind| Kind::ALL.get(usize::from(*kind)).copied())
    }
}

/// The columns: tokens of every utterance, and an entry for each personal datum, in the order of the rows.
#[derive(Debug, Default)]
pub(super) struct WeightColumns {
    tokens: Vec<u16>,
    rows: Vec<u32>,
    kinds: Vec<u8>,
}

impl WeightColumns {
    /// Takes the utterance that comes next.
    pub(super) fn push(&mut self, weighed: Weighed<'_>) {
        let row = self.tokens.len() as u32;
        self.tokens.push(weighed.tokens);
        self.rows.extend(std::iter::repeat_n(row, weighed.private.len()));
        self.kinds.extend_from_slice(weighed.private);
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        list(&self.tokens) + list(&self.rows) + list(&self.kinds)
    }

    pub(super) fn freeze(&self, out: &mut Out) {
        out.shorts(&mut self.tokens.iter().copied());
        out.words(&mut self.rows.iter().copied());
        out.bytes(&mut self.kinds.iter().copied());
    }

    /// What was written of so many utterances.
    pub(super) fn thaw(from: &mut In<'_>, utterances: usize) -> Option<Self> {
        let columns = Self { tokens: from.shorts()?, rows: from.words()?, kinds: from.bytes()? };
        let fits = columns.tokens.len() == utterances
            && columns.rows.len() == columns.kinds.len()
            && columns.rows.is_sorted()
            && columns.rows.last().is_none_or(|last| (*last as usize) < utterances);
        fits.then_some(columns)
    }
}

impl Corpus {
    /// What an utterance weighs.
    pub fn weighed(&self, row: u32) -> Weighed<'_> {
        let WeightColumns { tokens, rows, kinds } = &self.weights;
        let (from, to) = (rows.partition_point(|of| *of < row), rows.partition_point(|of| *of <= row));
        Weighed { tokens: tokens.get(row as usize).copied().unwrap_or_default(), private: &kinds[from..to] }
    }

    /// Weighs what was stored before that was done, as far as its words are here.
    pub(super) fn weigh(&mut self) {
        let mut private = Vec::new();
        for span in &self.text {
            let text = if span.is_empty() { "" } else { self.texts.here(*span) };
            self.weights.push(Weighed::of(text, &mut private));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_weigh_their_tokens_and_what_is_masked_in_them() {
        let mut private = Vec::new();
        let weighed = Weighed::of("[EMAIL 1] and [PHONE 2], [EMAIL 1]", &mut private);
        assert_eq!(weighed.kinds().collect::<Vec<_>>(), [Kind::Email, Kind::Phone, Kind::Email]);
        assert!(weighed.tokens > 3);
        let mut columns = WeightColumns::default();
        columns.push(weighed);
        columns.push(Weighed::default());
        columns.push(weighed);
        let corpus = Corpus { weights: columns, ..Corpus::default() };
        assert_eq!(corpus.weighed(0), weighed);
        assert_eq!(corpus.weighed(1), Weighed::default());
        assert_eq!(corpus.weighed(2), weighed);
        assert_eq!(corpus.weighed(3), Weighed::default());
    }
}
