//! Parquet files into lines of JSON or of a table, which are then read like any other file of those.
//!
//! A file of its own is read from where its pages lie, a group of rows after the other, so that no more of it is
//! in memory than one page of each column. It is apart from the other readers: few files are such, and the page
//! has the program that holds this come only with one of them.
//!
//! Invariants. (1) Whatever the bytes are, this ends: in rows and, where not all could be read, in one
//! [`Fault`]. (2) What bytes claim is never believed before it is there, and what they come to is bounded by
//! what they are ([`MOST`]).

mod column;
mod packing;
mod rows;
mod runs;
mod schema;
mod thrift;
mod written;

use std::io::{Read, Seek, SeekFrom};

use super::Kind;
use column::Column;
use rows::Rows;
use schema::Index;

/// The format, as reports name it.
pub const FORMAT: &str = "Parquet";

/// What such a file begins with, and, where it is encrypted as a whole.
const MAGICS: [&[u8]; 2] = [b"PAR1", b"PARE"];

/// Whether a file that begins with these bytes is one.
pub fn begins(head: &[u8]) -> bool {
    MAGICS.iter().any(|magic| head.starts_with(magic))
}

/// Bytes of an index at most.
const MOST_INDEX: u64 = 64 << 20;

/// Bytes and values that may come of anything.
const FREE: u64 = 256 << 20;

/// Beyond them, no more than so many for each byte of the file.
const MOST: u64 = 500;

/// Bytes that come at a time, about.
const PIECE: usize = 256 << 10;

/// Bytes that can be read from any place.
pub trait File: Read + Seek {}

impl<T: Read + Seek> File for T {}

/// Why not all of a file could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It goes on otherwise than such files do, or is cut off.
    Damaged,
    /// It holds something that is not read; what.
    Unknown(&'static str),
    /// It comes to more than anybody wrote.
    TooPacked,
    /// Its bytes are not given.
    Unreadable,
}

/// Faults by their numbers, as they travel.
const FAULTS: [Fault; 9] = [
    Fault::Damaged,
    Fault::TooPacked,
    Fault::Unreadable,
    Fault::Unknown("encryption"),
    Fault::Unknown("LZO"),
    Fault::Unknown("Brotli"),
    Fault::Unknown("LZ4"),
    Fault::Unknown("an unknown codec"),
    Fault::Unknown("an unknown encoding"),
];

impl Fault {
    /// Its number.
    pub fn number(self) -> u32 {
        FAULTS.iter().position(|fault| *fault == self).unwrap_or_default() as u32
    }

    /// The fault of a number.
    pub fn numbered(number: u32) -> Self {
        FAULTS.get(number as usize).copied().unwrap_or(Self::Damaged)
    }

    /// The problem to report.
    pub fn kind(self) -> Kind {
        match self {
            Self::Damaged => Kind::BrokenParquet,
            Self::Unknown(what) => Kind::ParquetOf(what),
            Self::TooPacked => Kind::TooPacked,
            Self::Unreadable => Kind::Unreadable,
        }
    }
}

/// A file being read.
pub struct Parquet<F> {
    file: F,
    length: u64,
    index: Index,
    is_flat: bool,
    /// Whether the names of the columns were given.
    has_begun: bool,
    /// The group at hand, its columns and the rows left of it.
    group: usize,
    columns: Vec<Column>,
    left: u64,
    /// Bytes and values so far.
    given: u64,
    /// The first that was wrong.
    fault: Option<Fault>,
}

impl<F: File> Parquet<F> {
    /// Opens a file by its index.
    ///
    /// # Errors
    /// Why nothing of it can be read.
    pub fn open(mut file: F) -> Result<Self, Fault> {
        let length = file.seek(SeekFrom::End(0)).map_err(|_| Fault::Unreadable)?;
        let end = read(&mut file, length.checked_sub(8).ok_or(Fault::Damaged)?, 8)?;
        let (size, magic) = end.split_at(4);
        if magic == MAGICS[1] {
            return Err(Fault::Unknown("encryption"));
        }
        let size = u64::from(u32::from_le_bytes(size.try_into().map_err(|_| Fault::Damaged)?));
        if magic != MAGICS[0] || size > MOST_INDEX || size + 8 > length {
            return Err(Fault::Damaged);
        }
        let index = Index::of(&read(&mut file, length - 8 - size, size)?)?;
        let is_flat = index.is_flat();
        Ok(Self {
            file,
            length,
            index,
            is_flat,
            has_begun: false,
            group: 0,
            columns: Vec::new(),
            left: 0,
            given: 0,
            fault: None,
        })
    }

    /// Appends the next lines; whether there are more. Where a group of rows is damaged the others are read.
    pub fn next(&mut self, out: &mut Vec<u8>) -> bool {
        let begin = out.len();
        while out.len() - begin < PIECE {
            if self.left == 0 {
                match self.next_group() {
                    Ok(true) => continue,
                    Ok(false) => return false,
                    Err(fault) => {
                        self.fault.get_or_insert(fault);
                        continue;
                    }
                }
            }
            self.left -= 1;
            let before = out.len();
            let is_first = !std::mem::replace(&mut self.has_begun, true);
            if is_first && self.is_flat {
                self.index.head(out);
            }
            let mut rows =
                Rows { file: &mut self.file, columns: &mut self.columns, out, begin: before, steps: 0 };
            let nodes = &self.index.nodes;
            let wrote = if self.is_flat { rows.cells(nodes) } else { rows.object(nodes) };
            self.given += rows.steps + (rows.out.len() - before) as u64;
            let is_too_much = self.given > FREE && self.given / MOST > self.length;
            if let Err(fault) = if is_too_much { Err(Fault::TooPacked) } else { wrote } {
                out.truncate(before);
                self.has_begun = !is_first;
                self.fault.get_or_insert(fault);
                self.left = 0;
                if fault == Fault::TooPacked {
                    self.group = self.index.groups.len();
                }
            }
        }
        true
    }

    fn next_group(&mut self) -> Result<bool, Fault> {
        // The pages of the group before go first.
        self.columns = Vec::new();
        let Some(group) = self.index.groups.get(self.group) else { return Ok(false) };
        self.group += 1;
        let columns = self.index.leaves.iter().zip(&group.chunks);
        self.columns =
            columns.map(|(leaf, chunk)| Column::new(*leaf, chunk, self.length)).collect::<Result<_, _>>()?;
        self.left = group.rows;
        Ok(true)
    }

    /// Bytes of the file behind which the reading is, about: groups of rows that were read, of all.
    pub fn done(&self) -> u64 {
        let groups = self.index.groups.len() as u64;
        (self.group as u64 * self.length).checked_div(groups).unwrap_or(self.length)
    }

    /// What was wrong, if anything.
    pub fn fault(&self) -> Option<Fault> {
        self.fault
    }
}

fn read(file: &mut impl File, at: u64, length: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = vec![0; length as usize];
    file.seek(SeekFrom::Start(at)).map_err(|_| Fault::Unreadable)?;
    file.read_exact(&mut bytes).map_err(|_| Fault::Unreadable)?;
    Ok(bytes)
}
