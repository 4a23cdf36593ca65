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
    /// What was counted at once, because it has an open end.
    Counted(Counted),
}

/// How often each row holds it, and the row that was reached.
#[derive(Debug)]
pub(super) struct Counted {
    times: Vec<u16>,
    row: u32,
}

/// The walks of a phrase's words, and how often the row that was reached holds it.
#[derive(Debug)]
pub(super) struct Phrase<'i> {
    words: Vec<Walk<'i>>,
    times: u32,
}

impl<'i> Matches<'i> {
    /// Before the first row that holds the part; `rows` is how many rows there are.
    pub(super) fn of(part: &Part, vocabulary: &Vocabulary, postings: &'i Postings, rows: usize) -> Self {
        let closed = &part.words[..part.words.len() - usize::from(part.open)];
        let phrase = || {
            let walk = |word: &String| postings.walk(vocabulary.find(word.as_bytes()), true);
            Phrase { words: closed.iter().map(walk).collect(), times: 0 }
        };
        if part.open {
            let start = part.words.last().map_or("", String::as_str);
            let ends = vocabulary.beginning_with(start.as_bytes());
            let mut times = vec![0; rows];
            if closed.is_empty() {
                count(ends.map(|word| postings.walk(Some(word), false)), &mut times);
            } else {
                count_behind(phrase(), &mut ends.map(|word| postings.walk(Some(word), true)), &mut times);
            }
            return Self::Counted(Counted { times, row: 0 });
        }
        match closed {
            [word] => Self::Word(postings.walk(vocabulary.find(word.as_bytes()), false)),
            _ => Self::Phrase(phrase()),
        }
    }

    /// Goes to the first row at or after one, never back; [`NONE`] where there is none.
    #[inline]
    pub(super) fn seek(&mut self, row: u32) -> u32 {
        match self {
            Self::Word(word) => word.seek(row),
            Self::Phrase(phrase) => phrase.seek(row),
            Self::Counted(counted) => counted.seek(row),
        }
    }

    /// How often the row that was reached holds the part.
    #[inline]
    pub(super) fn times(&self) -> u32 {
        match self {
            Self::Word(word) => word.times(),
            Self::Phrase(phrase) => phrase.times,
            Self::Counted(counted) => {
                counted.times.get(counted.row as usize).map_or(0, |times| u32::from(*times))
            }
        }
    }
}

impl Counted {
    fn seek(&mut self, row: u32) -> u32 {
        let rest = self.times.get(row as usize..).unwrap_or_default();
        self.row = rest.iter().position(|times| *times > 0).map_or(NONE, |steps| row + steps as u32);
        self.row
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

/// Counts how often any of these words stands in each row.
fn count<'i>(words: impl Iterator<Item = Walk<'i>>, times: &mut [u16]) {
    for mut word in words {
        while let Some(sum) = times.get_mut(word.advance() as usize) {
            *sum = sum.saturating_add(u16::try_from(word.times()).unwrap_or(u16::MAX));
        }
    }
}

/// Counts how often any of these words stands right behind a phrase in each row.
fn count_behind<'i>(mut phrase: Phrase<'i>, words: &mut dyn Iterator<Item = Walk<'i>>, times: &mut [u16]) {
    // The row and position where the word would have to stand.
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut row = phrase.seek(0);
    let behind = phrase.words.len() as u32;
    while row != NONE {
        places.extend(phrase.starts().map(|start| (row, start + behind)));
        row = phrase.seek(row + 1);
    }
    for mut word in words {
        let mut at = 0;
        while let Some(&(wanted, position)) = places.get(at) {
            let row = word.seek(wanted);
            if row > wanted {
                // Looks twice as far each time: it is seldom far.
                let mut step = 1;
                while places.get(at + step).is_some_and(|(wanted, _)| *wanted < row) {
                    at += step;
                    step *= 2;
                }
                let end = places.len().min(at + step);
                at += places[at..end].partition_point(|(wanted, _)| *wanted < row);
                continue;
            }
            at += 1;
            if let Some(sum) = times.get_mut(row as usize)
                && word.positions().binary_search(&position).is_ok()
            {
                *sum = sum.saturating_add(1);
            }
        }
    }
}
