//! The rows that hold one part of a query, in order, and how often each holds it.

use super::{
    postings::{NONE, Postings, Walk},
    query::Part,
    vocabulary::Vocabulary,
};

/// A walk through the rows that hold a part.
#[derive(Debug)]
pub(super) enum Matches<'i> {
    /// A word: where it stands.
    Word(Walk<'i>),
    /// Words one behind the other.
    Phrase(Phrase<'i>),
    /// What was found at once, because it has an open end.
    Listed(Listed),
}

/// Rows with how often, in order, and how far they are passed.
#[derive(Debug)]
pub(super) struct Listed {
    rows: Vec<(u32, u32)>,
    at: usize,
}

/// The walks of a phrase's words, and how often the row that was reached holds it.
#[derive(Debug)]
pub(super) struct Phrase<'i> {
    words: Vec<Walk<'i>>,
    times: u32,
}

impl<'i> Matches<'i> {
    /// Before the first row that holds the part; `rows` is how many there are at most.
    pub(super) fn of(part: &Part, vocabulary: &Vocabulary, postings: &'i Postings, rows: usize) -> Self {
        let closed = &part.words[..part.words.len() - usize::from(part.open)];
        let phrase = || {
            let walk = |word: &String| postings.walk(vocabulary.find(word.as_bytes()), true);
            Phrase { words: closed.iter().map(walk).collect(), times: 0 }
        };
        if part.open {
            let start = part.words.last().map_or("", String::as_str);
            let ends = vocabulary.beginning_with(start.as_bytes());
            let rows = if closed.is_empty() {
                begun(ends.map(|word| postings.walk(Some(word), false)), rows)
            } else {
                begun_behind(phrase(), &mut ends.map(|word| postings.walk(Some(word), true)))
            };
            return Self::Listed(Listed { rows, at: 0 });
        }
        match closed {
            [word] => Self::Word(postings.walk(vocabulary.find(word.as_bytes()), false)),
            _ => Self::Phrase(phrase()),
        }
    }

    /// Goes to the first row at or after one; [`NONE`] where there is none.
    #[inline]
    pub(super) fn seek(&mut self, row: u32) -> u32 {
        match self {
            Self::Word(word) => word.seek(row),
            Self::Phrase(phrase) => phrase.seek(row),
            Self::Listed(listed) => listed.seek(row),
        }
    }

    /// How often the row that was reached holds the part.
    #[inline]
    pub(super) fn times(&self) -> u32 {
        match self {
            Self::Word(word) => word.times(),
            Self::Phrase(phrase) => phrase.times,
            Self::Listed(listed) => listed.rows.get(listed.at).map_or(0, |(_, times)| *times),
        }
    }
}

impl Listed {
    fn seek(&mut self, row: u32) -> u32 {
        // Looks twice as far each time: it is seldom far.
        let (mut low, mut step) = (self.at, 1);
        while self.rows.get(low + step).is_some_and(|(here, _)| *here < row) {
            low += step;
            step *= 2;
        }
        let high = self.rows.len().min(low + step + 1);
        self.at = low + self.rows[low..high].partition_point(|(here, _)| *here < row);
        self.rows.get(self.at).map_or(NONE, |(here, _)| *here)
    }
}

impl Phrase<'_> {
    fn seek(&mut self, mut row: u32) -> u32 {
        loop {
            row = together(&mut self.words, row, Walk::seek);
            if row == NONE {
                return NONE;
            }
            self.times = self.starts().count() as u32;
            if self.times > 0 {
                return row;
            }
            row += 1;
        }
    }

    /// Where it begins in the row that was reached.
    fn starts(&self) -> impl Iterator<Item = u32> {
        let (first, others) = self
            .words
            .split_first()
            .map_or((&[][..], &[][..]), |(first, others)| (first.positions(), others));
        first.iter().copied().filter(move |start| {
            let stands = |(at, word): (usize, &Walk<'_>)| {
                word.positions().binary_search(&(start + at as u32 + 1)).is_ok()
            };
            others.iter().enumerate().all(stands)
        })
    }
}

/// The first row at or after one to which all walks come; [`NONE`] if there is none.
#[inline]
pub(super) fn together<W>(walks: &mut [W], mut row: u32, seek: impl Fn(&mut W, u32) -> u32) -> u32 {
    'again: loop {
        for walk in &mut *walks {
            let here = seek(walk, row);
            if here == NONE {
                return NONE;
            }
            if here > row {
                row = here;
                continue 'again;
            }
        }
        return row;
    }
}

/// The rows that any of these words stands in.
fn begun<'i>(words: impl Iterator<Item = Walk<'i>>, rows: usize) -> Vec<(u32, u32)> {
    let mut times = vec![0u16; rows];
    for mut word in words {
        loop {
            let row = word.advance();
            let Some(sum) = times.get_mut(row as usize) else { break };
            *sum = sum.saturating_add(word.times().min(u32::from(u16::MAX)) as u16);
        }
    }
    let held = |(row, times): (usize, u16)| (times > 0).then_some((row as u32, u32::from(times)));
    times.into_iter().enumerate().filter_map(held).collect()
}

/// The rows in which any of these words stands right behind a phrase.
fn begun_behind<'i>(mut phrase: Phrase<'i>, words: &mut dyn Iterator<Item = Walk<'i>>) -> Vec<(u32, u32)> {
    // Where the word would have to stand, and whether it does.
    let mut places: Vec<(u32, u32, bool)> = Vec::new();
    let mut row = phrase.seek(0);
    let behind = phrase.words.len() as u32;
    while row != NONE {
        places.extend(phrase.starts().map(|start| (row, start + behind, false)));
        row = phrase.seek(row + 1);
    }
    for mut word in words {
        let mut at = 0;
        while let Some(&(wanted, _, _)) = places.get(at) {
            let row = word.seek(wanted);
            if row > wanted {
                at += places[at..].partition_point(|(wanted, _, _)| *wanted < row);
                continue;
            }
            while let Some((_, position, stands)) = places.get_mut(at).filter(|place| place.0 == row) {
                *stands |= word.positions().binary_search(position).is_ok();
                at += 1;
            }
        }
    }
    let mut rows: Vec<(u32, u32)> = Vec::new();
    for (row, _, _) in places.into_iter().filter(|(_, _, stands)| *stands) {
        match rows.last_mut().filter(|(last, _)| *last == row) {
            Some((_, times)) => *times += 1,
            None => rows.push((row, 1)),
        }
    }
    rows
}
