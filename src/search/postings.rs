//! Where each word stands: its rows, and its positions within each.
//!
//! A letter to the next person. A word's occurrences are one stream of numbers of 7 bits a byte:
//! 1. the next occurrence in the same row is `2 × steps from the position before`, never 0;
//! 2. one in a further row is `2 × steps from the row before + 1`, then its position.
//!
//! So one is written as it comes, and how often a word stands in a row is known when the row is over. The
//! first occurrence is in the word's record, because most words of any collection occur once. The others
//! lie in slices that are linked, each twice as long as the one before up to [`LONGEST_SLICE`]. A slice ends
//! with the address of the next and the row at which that begins, from which its first occurrence is
//! counted anew, so that a reader can leap over it unread. What is free in a slice is 0, which is no
//! occurrence.

use super::pages::{Pages, number_at};

/// What stands for no row and no address.
pub(super) const NONE: u32 = u32::MAX;

const FIRST_SLICE: usize = 16;
const LONGEST_SLICE: usize = 1 << 10;

/// Bytes at the end of a slice: the address of the next, 0 for none, and its first row.
const LINK: usize = 8;

/// Most bytes that an occurrence takes: two numbers of 32 bits and a flag.
const LONGEST: usize = 10;

/// Records lie in blocks of so many.
const BLOCK: usize = 1 << 10;

/// What is known of a word besides the slices.
#[derive(Clone, Copy, Debug)]
struct Record {
    /// Rows that hold it.
    rows: u32,
    /// Its first occurrence.
    first: (u32, u32),
    /// Its latest occurrence.
    last: (u32, u32),
    /// Its first slice.
    head: u32,
    /// Where its next occurrence goes, how much room is there, and the number of that slice.
    write: u32,
    room: u16,
    slice: u16,
}

/// The occurrences of all words, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Postings {
    blocks: Vec<Vec<Record>>,
    pages: Pages,
}

impl Postings {
    /// Notes that a word, the next new one or a known one, stands in a row at a position; both rise.
    #[inline]
    pub(super) fn add(&mut self, word: u32, row: u32, position: u32) {
        let (block, at) = (word as usize / BLOCK, word as usize % BLOCK);
        if block == self.blocks.len() {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        let block = &mut self.blocks[block];
        let here = (row, position);
        let Some(record) = block.get_mut(at) else {
            block.push(Record {
                rows: 1,
                first: here,
                last: here,
                head: NONE,
                write: NONE,
                room: 0,
                slice: 0,
            });
            return;
        };
        let mut bytes = [0; LONGEST];
        let mut length = if row == record.last.0 {
            write_number(&mut bytes, 0, u64::from(position - record.last.1) << 1)
        } else {
            record.rows += 1;
            let length = write_number(&mut bytes, 0, u64::from(row - record.last.0) << 1 | 1);
            write_number(&mut bytes, length, u64::from(position))
        };
        if length > usize::from(record.room) {
            let slice = slice_length(record.slice);
            let address = self.pages.take(slice);
            if record.head == NONE {
                record.head = address;
            } else {
                let link = &mut self.pages.at_mut(record.write)[usize::from(record.room)..][..LINK];
                link[..4].copy_from_slice(&address.to_le_bytes());
                link[4..].copy_from_slice(&row.to_le_bytes());
                bytes[0] = 1;
                length = write_number(&mut bytes, 1, u64::from(position));
            }
            record.slice = record.slice.saturating_add(1);
            record.write = address;
            record.room = (slice - LINK) as u16;
        }
        let place = &mut self.pages.at_mut(record.write)[..LONGEST.min(usize::from(record.room))];
        for (to, from) in place.iter_mut().zip(&bytes[..length]) {
            *to = *from;
        }
        record.write += length as u32;
        record.room -= length as u16;
        record.last = here;
    }

    /// How many rows hold a word.
    pub(super) fn rows(&self, word: u32) -> u32 {
        self.record(word).map_or(0, |record| record.rows)
    }

    /// A walk through the rows of a word, before the first of them; through none where there is no word.
    pub(super) fn walk(&self, word: Option<u32>, keeps_positions: bool) -> Walk<'_> {
        let record = word.and_then(|word| self.record(word));
        let first = record.map_or((NONE, 0), |record| record.first);
        let mut walk = Walk {
            pages: &self.pages,
            bytes: &[],
            next: (0, 0),
            slice: 0,
            base: first.0,
            ahead: first,
            row: None,
            times: 0,
            keeps_positions,
            positions: Vec::new(),
        };
        if let Some(record) = record
            && record.head != NONE
        {
            walk.open(record.head);
        }
        walk
    }

    fn record(&self, word: u32) -> Option<&Record> {
        self.blocks.get(word as usize / BLOCK)?.get(word as usize % BLOCK)
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        self.blocks.len() * BLOCK * size_of::<Record>() + self.pages.bytes()
    }
}

fn slice_length(slice: u16) -> usize {
    (FIRST_SLICE << slice.min(16)).min(LONGEST_SLICE)
}

/// Writes a number at a place, the lowest 7 bits first; where it ends.
#[inline]
fn write_number(bytes: &mut [u8; LONGEST], mut at: usize, mut number: u64) -> usize {
    while number >= 0x80 && at < LONGEST - 1 {
        bytes[at] = number as u8 | 0x80;
        number >>= 7;
        at += 1;
    }
    bytes[at] = number as u8;
    at + 1
}

/// A walk through the rows that hold a word.
#[derive(Debug)]
pub(super) struct Walk<'p> {
    pages: &'p Pages,
    /// What is not yet read of the slice.
    bytes: &'p [u8],
    /// Address and first row of the next slice; address 0 for none.
    next: (u32, u32),
    slice: u16,
    /// The row from which the next one is counted.
    base: u32,
    /// The first occurrence in the row after this one.
    ahead: (u32, u32),
    row: Option<u32>,
    times: u32,
    keeps_positions: bool,
    positions: Vec<u32>,
}

impl Walk<'_> {
    /// How often the word stands in the row that was reached.
    #[inline]
    pub(super) fn times(&self) -> u32 {
        self.times
    }

    /// Where it stands there, if that is kept.
    pub(super) fn positions(&self) -> &[u32] {
        &self.positions
    }

    /// Goes to the first row at or after one; [`NONE`] where no further row holds the word.
    #[inline]
    pub(super) fn seek(&mut self, row: u32) -> u32 {
        if let Some(here) = self.row
            && here >= row
        {
            return here;
        }
        // Slices that end before the row are left unread. One whose successor begins at the row may
        // hold occurrences in it.
        let mut leapt = false;
        while self.next.0 != 0 && self.next.1 < row {
            self.follow();
            leapt = true;
        }
        if leapt {
            self.read();
            let position = self.read_rest();
            self.ahead = (self.base, position);
        }
        loop {
            let here = self.advance();
            if here >= row {
                return here;
            }
        }
    }

    /// Goes to the next row.
    #[inline]
    pub(super) fn advance(&mut self) -> u32 {
        let (row, mut position) = self.ahead;
        self.row = Some(row);
        self.times = 1;
        if self.keeps_positions {
            self.positions.clear();
            self.positions.push(position);
        }
        if row == NONE {
            return NONE;
        }
        loop {
            let code = self.read();
            if code == 0 {
                self.ahead = (NONE, 0);
                break;
            }
            if code & 1 == 0 {
                position += (code >> 1) as u32;
            } else {
                self.base += (code >> 1) as u32;
                position = self.read_rest();
                if self.base != row {
                    self.ahead = (self.base, position);
                    break;
                }
            }
            self.times += 1;
            if self.keeps_positions {
                self.positions.push(position);
            }
        }
        row
    }

    /// The next occurrence's first number, of the next slice where this one is read; 0 at the end.
    #[inline]
    fn read(&mut self) -> u64 {
        loop {
            match self.bytes.first() {
                None | Some(0) if self.next.0 == 0 => return 0,
                None | Some(0) => self.follow(),
                Some(_) => return self.read_number(),
            }
        }
    }

    /// The number that stands behind one in the same slice.
    #[inline]
    fn read_rest(&mut self) -> u32 {
        self.read_number() as u32
    }

    #[inline]
    fn read_number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        while let Some((&byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 || shift > 28 {
                break;
            }
            shift += 7;
        }
        number
    }

    /// Opens the next slice.
    fn follow(&mut self) {
        let (address, row) = self.next;
        self.base = row;
        self.open(address);
    }

    fn open(&mut self, address: u32) {
        let length = slice_length(self.slice);
        self.slice = self.slice.saturating_add(1);
        let (bytes, link) = self.pages.at(address)[..length].split_at(length - LINK);
        self.bytes = bytes;
        self.next = (number_at(link, 0), number_at(link, 4));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Occurrences as (row, positions), from steps.
    fn stream(steps: &[(u32, Vec<u32>)]) -> Vec<(u32, Vec<u32>)> {
        let mut row = 0;
        let rising = |steps: &[u32]| {
            let mut next = 0;
            let place = |step: &u32| {
                let here = next + step;
                next = here + 1;
                here
            };
            steps.iter().map(place).collect::<Vec<_>>()
        };
        steps
            .iter()
            .map(|(step, positions)| {
                row += step + 1;
                (row, rising(positions))
            })
            .collect()
    }

    fn filled(words: &[Vec<(u32, Vec<u32>)>]) -> Postings {
        let mut postings = Postings::default();
        let mut all: Vec<(u32, u32, u32)> = Vec::new();
        for (word, rows) in words.iter().enumerate() {
            // The words become known in order.
            postings.add(word as u32, rows[0].0, rows[0].1[0]);
            let places = rows.iter().flat_map(|(row, at)| at.iter().map(move |at| (*row, *at)));
            all.extend(places.skip(1).map(|(row, at)| (row, word as u32, at)));
        }
        all.sort_by_key(|(row, word, _)| (*row, *word));
        for (row, word, at) in all {
            postings.add(word, row, at);
        }
        postings
    }

    fn steps() -> impl Strategy<Value = Vec<(u32, Vec<u32>)>> {
        let step = || prop_oneof![5 => 0u32..3, 2 => 0u32..500, 1 => 0u32..2_000_000];
        prop::collection::vec((step(), prop::collection::vec(step(), 1..4)), 1..120)
    }

    proptest! {
        #[test]
        fn what_is_noted_is_walked_through(words in prop::collection::vec(steps(), 1..5)) {
            let words: Vec<_> = words.iter().map(|steps| stream(steps)).collect();
            let postings = filled(&words);
            for (word, rows) in words.iter().enumerate() {
                prop_assert_eq!(postings.rows(word as u32) as usize, rows.len());
                let mut walk = postings.walk(Some(word as u32), true);
                for (row, positions) in rows {
                    prop_assert_eq!(walk.advance(), *row);
                    prop_assert_eq!(walk.times() as usize, positions.len());
                    prop_assert_eq!(walk.positions(), &positions[..]);
                }
                prop_assert_eq!(walk.advance(), NONE);
                prop_assert_eq!(walk.advance(), NONE);
            }
        }

        #[test]
        fn leaping_finds_the_next_row(steps in steps(), leaps in prop::collection::vec(0u32..3_000_000, 1..9)) {
            let rows = stream(&steps);
            let postings = filled(std::slice::from_ref(&rows));
            let mut walk = postings.walk(Some(0), true);
            let (mut target, mut at) = (0, 0);
            for leap in leaps {
                target += leap % (rows[rows.len() - 1].0 / 4 + 2);
                at = at.max(rows.partition_point(|(row, _)| *row < target));
                let expect = rows.get(at);
                prop_assert_eq!(walk.seek(target), expect.map_or(NONE, |(row, _)| *row));
                if let Some((_, positions)) = expect {
                    prop_assert_eq!(walk.positions(), &positions[..]);
                }
            }
        }
    }

    #[test]
    fn rows_and_positions_may_be_as_large_as_they_are_told() {
        let rows = vec![(0, vec![0, NONE - 2]), (1, vec![NONE - 1]), (NONE - 1, vec![3, 1 << 30, NONE - 1])];
        let postings = filled(std::slice::from_ref(&rows));
        let mut walk = postings.walk(Some(0), true);
        for (row, positions) in &rows {
            assert_eq!((walk.advance(), walk.positions()), (*row, &positions[..]));
        }
        assert_eq!(walk.advance(), NONE);
    }

    #[test]
    fn a_word_that_nobody_said_has_no_rows() {
        let postings = Postings::default();
        assert_eq!(postings.rows(3), 0);
        assert_eq!(postings.walk(None, false).seek(0), NONE);
        assert_eq!(postings.walk(Some(7), true).advance(), NONE);
    }
}
