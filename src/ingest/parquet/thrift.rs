//! Thrift's compact protocol, as far as Parquet's index and its pages' headers are written in it: a cursor that
//! gives fields one by one and passes over those that nobody asks for.

/// Numbers of types in it.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// How deep structures stand in each other at most.
const DEEPEST: u32 = 16;

/// A place in bytes of it. What is not there is `None`.
pub struct Thrift<'a> {
    bytes: &'a [u8],
    /// How many of them were read.
    pub at: usize,
}

/// A field of a structure: its number and its type.
#[derive(Clone, Copy)]
pub struct Field {
    pub id: i64,
    kind: u8,
}

impl Field {
    /// What it says, where it is of a truth value.
    pub fn truth(self) -> bool {
        self.kind == TRUE
    }
}

impl<'a> Thrift<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// A number without a sign.
    pub fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A number.
    pub fn int(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A number of one byte.
    pub fn small(&mut self) -> Option<i64> {
        self.byte().map(|byte| i64::from(byte as i8))
    }

    /// Bytes.
    pub fn binary(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.varint()?).ok()?;
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes)
    }

    /// Gives each field of a structure; what takes one says whether it read it.
    pub fn fields(&mut self, mut take: impl FnMut(&mut Self, Field) -> Option<bool>) -> Option<()> {
        let mut id = 0;
        while let Some(field) = self.field(&mut id)? {
            if !take(self, field)? {
                self.skip(field.kind, 0)?;
            }
        }
        Some(())
    }

    /// The next field; `Some(None)` where the structure is over.
    #[allow(clippy::option_option)]
    fn field(&mut self, last: &mut i64) -> Option<Option<Field>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        *last = if head >> 4 == 0 { self.int()? } else { last.checked_add(i64::from(head >> 4))? };
        Some(Some(Field { id: *last, kind: head & 15 }))
    }

    /// Gives each element of a list.
    pub fn list(&mut self, mut take: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        let (length, _) = self.list_head()?;
        (0..length).try_for_each(|_| take(self))
    }

    fn list_head(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let length = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
        // Every element takes a byte at least.
        (length <= (self.bytes.len() - self.at) as u64).then_some((length, head & 15))
    }

    fn skip(&mut self, kind: u8, depth: u32) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            TRUE | FALSE => {}
            3 => self.at += 1,
            4..=6 => drop(self.varint()?),
            DOUBLE => self.at += 8,
            BINARY => drop(self.binary()?),
            LIST | SET => {
                let (length, of) = self.list_head()?;
                // Truth values take a byte each in a list, unlike in a structure.
                let of = if matches!(of, TRUE | FALSE) { 3 } else { of };
                for _ in 0..length {
                    self.skip(of, depth + 1)?;
                }
            }
            MAP => {
                // No pair takes less than a byte, but for truth values; and no file has so many of these.
                let left = self.bytes.len().saturating_sub(self.at) as u64;
                let length = self.varint().filter(|length| *length <= left)?;
                let kinds = if length > 0 { self.byte()? } else { 0 };
                for _ in 0..length {
                    self.skip(kinds >> 4, depth + 1)?;
                    self.skip(kinds & 15, depth + 1)?;
                    (self.at <= self.bytes.len()).then_some(())?;
                }
            }
            STRUCT => {
                let mut id = 0;
                while let Some(field) = self.field(&mut id)? {
                    self.skip(field.kind, depth + 1)?;
                }
            }
            _ => return None,
        }
        Some(())
    }
}
