//! The index of one shard: which words stand where, and the search in it.

use crate::order;

use super::{
    hits::{Found, Hit, Hits},
    matches::{Matches, together},
    postings::{NONE, Postings},
    query::Query,
    vocabulary::Vocabulary,
    weight::{Saturation, Stats},
    words::Words,
};

/// The words of a shard's texts. It grows row by row, so it is made in pieces as small as one likes; what is
/// not in it yet is not found. It holds no text.
#[derive(Debug, Default)]
pub struct Index {
    vocabulary: Vocabulary,
    postings: Postings,
    /// Words of each row's text, at most 65,535.
    lengths: Vec<u16>,
    texts: u64,
    words: u64,
    buffer: String,
}

/// A part of a query on the way through the rows.
struct Asked<'i> {
    matches: Matches<'i>,
    /// The row that was reached.
    row: Option<u32>,
    /// How rare its words are together.
    rarity: u64,
    /// How many texts of all shards hold it at most.
    texts: u64,
}

impl Asked<'_> {
    /// Goes to the first row at or after one that holds the part; [`NONE`] where there is none.
    #[inline]
    fn seek(&mut self, row: u32) -> u32 {
        match self.row {
            Some(here) if here >= row => here,
            _ => *self.row.insert(self.matches.seek(row)),
        }
    }
}

impl Index {
    /// The row that comes next: those below are in it or passed over.
    pub fn rows(&self) -> u32 {
        self.lengths.len() as u32
    }

    /// Takes in a row's text. Rows come in order; those passed over have no text to be found. False, and
    /// nothing taken, where the row is below [`Self::rows`].
    pub fn add(&mut self, row: u32, text: &str) -> bool {
        if row < self.rows() || row == NONE {
            return false;
        }
        self.lengths.resize(row as usize, 0);
        let mut words = Words::new(text, &mut self.buffer);
        let mut position = 0;
        while words.advance().is_some() {
            let word = self.vocabulary.number(words.word().as_bytes());
            self.postings.add(word, row, position);
            position += 1;
        }
        self.lengths.push(u16::try_from(position).unwrap_or(u16::MAX));
        self.texts += 1;
        self.words += u64::from(position);
        true
    }

    /// Takes in the rows up to one, exclusive, that are not in it; rows without a text are passed over.
    pub fn fill<'t>(&mut self, end: u32, text: &dyn Fn(u32) -> Option<&'t str>) {
        for row in self.rows()..end {
            if let Some(text) = text(row) {
                self.add(row, text);
            }
        }
        self.lengths.resize(self.lengths.len().max(end as usize), 0);
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        let lengths = self.lengths.capacity() * size_of::<u16>();
        self.vocabulary.bytes() + self.postings.bytes() + lengths + self.buffer.capacity()
    }

    /// How many different words it knows.
    pub fn vocabulary(&self) -> u32 {
        self.vocabulary.len()
    }

    /// First round: how common the words of a query are here.
    pub fn stats(&self, query: &Query) -> Stats {
        let rows = |word: u32| u64::from(self.postings.rows(word));
        let with = query.words().map(|(word, is_open)| {
            if is_open {
                self.vocabulary.beginning_with(word.as_bytes()).map(rows).sum()
            } else {
                self.vocabulary.find(word.as_bytes()).map_or(0, rows)
            }
        });
        Stats { texts: self.texts, words: self.words, with: with.collect() }
    }

    /// Second round: the best hits here, at most `most`, by the statistics of all shards. `place` says where
    /// a row stands in the whole, and `None` of a row that is not meant. Texts that have some parts only are
    /// looked for where none here has all; whether that counts, [`merge`](super::merge) knows.
    pub fn hits(
        &self,
        query: &Query,
        stats: &Stats,
        most: usize,
        place: &dyn Fn(u32) -> Option<u64>,
    ) -> Hits {
        let mut hits = Hits::default();
        if query.is_empty() {
            return hits;
        }
        let saturation = Saturation::new(stats);
        let take = |found: &mut Found, row: u32, asked: &[Asked<'_>]| {
            let Some(place) = place(row) else { return };
            let length = self.lengths.get(row as usize).copied().unwrap_or(0);
            let says =
                |asked: &Asked<'_>| asked.rarity * u64::from(saturation.of(asked.matches.times(), length));
            found.offer(Hit { score: asked.iter().map(says).sum(), place, row }, most);
        };

        let mut asked = self.ask(query, stats);
        // The rarest leads the way.
        order::sort_by(&mut asked, |one, two| one.texts.cmp(&two.texts));
        let mut row = 0;
        loop {
            row = together(&mut asked, row, Asked::seek);
            if row == NONE {
                break;
            }
            take(&mut hits.all, row, &asked);
            row += 1;
        }
        if hits.all.count == 0 && asked.len() > 1 {
            self.some(query, stats, &mut |row, asked| take(&mut hits.some, row, asked));
        }
        hits
    }

    /// Shows every row that holds a part, with the parts it holds in front.
    fn some(&self, query: &Query, stats: &Stats, show: &mut dyn FnMut(u32, &[Asked<'_>])) {
        let mut asked = self.ask(query, stats);
        let mut row = 0;
        loop {
            let next = asked.iter_mut().map(|asked| asked.seek(row)).min().unwrap_or(NONE);
            if next == NONE {
                return;
            }
            let mut held = 0;
            for at in 0..asked.len() {
                if asked[at].seek(next) == next {
                    asked.swap(held, at);
                    held += 1;
                }
            }
            show(next, &asked[..held]);
            row = next + 1;
        }
    }

    fn ask(&self, query: &Query, stats: &Stats) -> Vec<Asked<'_>> {
        let mut word = 0;
        let ask = |part: &super::Part| {
            let words = word..word + part.words.len();
            word = words.end;
            Asked {
                matches: Matches::of(part, &self.vocabulary, &self.postings, self.lengths.len()),
                row: None,
                rarity: words.clone().map(|word| stats.rarity(word)).sum(),
                texts: words.filter_map(|word| stats.with.get(word)).copied().min().unwrap_or(0),
            }
        };
        query.parts().iter().map(ask).collect()
    }
}
