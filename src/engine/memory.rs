//! How much memory an analysis takes, will take and may take.
//!
//! Figures never depend on it: what an utterance does is marked when it comes, and only then it is settled
//! whether its words are kept too.

use crate::corpus::Corpus;

/// How much memory shards take, and how they hold texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Bytes of memory.
    pub bytes: u64,
    /// Messages that they hold.
    pub messages: u64,
    /// Of so many conversations the texts of one are kept; 0 where nobody was asked.
    pub one_in: u32,
    /// Whether words of any message are kept.
    pub words: bool,
    /// Bytes of texts that are elsewhere.
    pub elsewhere: u64,
    /// Whether there was no more room for texts elsewhere.
    pub no_room: bool,
}

crate::frozen! { Held { bytes, messages, one_in, words, elsewhere, no_room } }

impl Held {
    /// Whether there is no memory left though hardly a text is kept.
    pub fn is_out_of(&self, limit: u64) -> bool {
        limit > 0 && self.one_in >= LEAST && self.bytes > limit / 100 * FULL
    }

    /// Whether there are messages, and of none the words.
    pub fn is_without_words(&self) -> bool {
        self.messages > 0 && !self.words
    }

    /// Takes in what another shard holds.
    pub fn merge(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.messages += other.messages;
        self.one_in = self.one_in.max(other.one_in);
        self.words |= other.words;
        self.elsewhere += other.elsewhere;
        self.no_room |= other.no_room;
    }
}

/// How much memory a shard may take.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Bytes it may take; 0 is any number.
    pub bytes: u64,
    /// Of so many conversations the texts of one are kept from the beginning; 1 is all.
    pub one_in: u32,
    /// How many bytes the program of the shard has of the machine, which is more than what it can name;
    /// 0 where that is not known. It may never shrink.
    pub real: fn() -> u64,
}

impl Default for Limit {
    fn default() -> Self {
        Self { bytes: 0, one_in: 1, real: || 0 }
    }
}

/// Near the limit is from this share of it on, in percent: a list that grows takes more for a moment, and
/// what is read off conversations for questions comes on top when all is read.
const NEAR: u64 = 75;

/// Where hardly a text is kept, memory is full at this share of the limit, in percent.
const FULL: u64 = 90;

/// Of so many conversations one is hardly any.
const LEAST: u32 = 1 << 16;

/// Keeps a store within its limit.
#[derive(Debug, Default)]
pub struct Watch {
    limit: Limit,
    /// What the program had when texts were last let go: as much of it as was freed is used again first.
    real: u64,
}

impl Watch {
    /// Keeps a store within this.
    pub fn of(limit: Limit) -> Self {
        Self { limit, real: 0 }
    }

    /// Looks whether a store, and what is kept beside it, come near the limit, and halves the texts that
    /// are kept where they do.
    pub fn look(&mut self, corpus: &mut Corpus, beside: u64) {
        if self.limit.bytes == 0 {
            return;
        }
        if self.is_near(corpus.bytes() + beside) {
            corpus.sample(corpus.one_in().saturating_mul(2));
            self.real = (self.limit.real)();
        }
    }

    /// Whether so many bytes, or what the program has of the machine, come near the limit.
    pub fn is_near(&self, bytes: u64) -> bool {
        let near = self.limit.bytes / 100 * NEAR;
        near > 0 && (bytes > near || (self.limit.real)() > near.max(self.real))
    }
}

/// Bytes of memory that a byte of a file comes to, until it is known of the files at hand. Exports of other
/// shapes hold less text per byte, so that they take less.
const PER_BYTE: f64 = 1.6;

/// Hundredths of what is stored that it comes to with what is read off conversations for questions.
const ASKED: u64 = 130;

/// A forecast from what was read says more than one from sizes when so many bytes were read.
const TELLING: u64 = 4 << 20;

/// How much memory files of a size will take, of which some bytes were read already and hold so much.
pub fn forecast(size: u64, read: u64, held: u64) -> u64 {
    if read < TELLING {
        return ((size as f64) * PER_BYTE) as u64;
    }
    let per_byte = (held * ASKED / 100) as f64 / read as f64;
    (size.max(read) as f64 * per_byte) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_out_when_no_more_texts_can_go() {
        let held = |bytes, one_in| Held { bytes, one_in, ..Held::default() };
        assert!(held(95, LEAST).is_out_of(100));
        assert!(!held(95, 4).is_out_of(100) && !held(85, LEAST).is_out_of(100));
        assert!(!held(u64::MAX, LEAST).is_out_of(0));
    }

    #[test]
    fn a_forecast_goes_by_what_was_read_when_that_is_enough() {
        assert_eq!(forecast(100, 0, 0), 160);
        assert_eq!(forecast(100 << 20, 1 << 20, 1), 160 << 20);
        assert_eq!(forecast(100 << 20, 10 << 20, 5 << 20), 65 << 20);
    }
}
