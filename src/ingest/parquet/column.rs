//! A column of a group of rows, value by value: its pages are read one after another, and one is held at a time.

use std::io::SeekFrom;

use super::{
    Fault, File,
    packing::unpacked,
    runs::{Deltas, Runs, bits},
    schema::{Chunk, Leaf, Physical},
    thrift::Thrift,
};

/// Bytes of a page at most, packed or not.
const MOST_PAGE: usize = 512 << 20;

/// Bytes read ahead.
const AHEAD: u64 = 16 << 10;

/// Bytes of a page's header at most.
const MOST_HEADER: u64 = 8 << 20;

/// A value as it stands in a page.
pub enum Raw<'a> {
    Truth(bool),
    Int(i64),
    Single(f32),
    Double(f64),
    Bytes(&'a [u8]),
}

/// The column.
pub struct Column {
    pub leaf: Leaf,
    codec: i64,
    /// Where its next bytes stand and how many there are, and how many values they hold.
    at: u64,
    length: u64,
    values: u64,
    /// Bytes that were read and not yet used.
    ahead: Vec<u8>,
    used: usize,
    dictionary: Dictionary,
    page: Page,
    /// The levels of the next value: that from which on it is another, and how far down it is there.
    next: Option<(u16, u16)>,
}

/// The values that pages of indices mean.
#[derive(Default)]
struct Dictionary {
    bytes: Vec<u8>,
    places: Vec<(u32, u32)>,
}

/// A page.
#[derive(Default)]
struct Page {
    bytes: Vec<u8>,
    left: u64,
    reps: Option<Runs>,
    defs: Option<Runs>,
    values: Values,
}

/// How the values of a page are written, and where the next one stands.
#[derive(Default)]
enum Values {
    #[default]
    None,
    /// One after the other.
    Plain(usize),
    /// Truth values, a bit each.
    Bits(usize),
    Truths(Runs),
    Indices(Runs),
    Deltas(Deltas),
    /// Bytes behind all of their lengths.
    Lengths(Deltas, usize),
    /// The same, each with so many bytes of the one before in front.
    Prefixes(Deltas, Deltas, usize, Vec<u8>),
    /// All first bytes, then all second ones: where they begin, how many values there are, and which is next.
    Split(usize, usize, usize, Vec<u8>),
}

/// What stands in front of a page.
#[derive(Default)]
struct Header {
    kind: i64,
    size: i64,
    packed: i64,
    values: i64,
    encoding: i64,
    /// Of the second kind of page: bytes of its levels, and whether the rest is packed.
    defs: i64,
    reps: i64,
    is_plain: bool,
    /// How levels of the first kind are written.
    levels: i64,
}

const DATA: i64 = 0;
const DICTIONARY: i64 = 2;
const DATA_2: i64 = 3;

impl Column {
    /// Of a file of so many bytes.
    pub fn new(leaf: Leaf, chunk: &Chunk, length: u64) -> Result<Self, Fault> {
        if chunk.at.checked_add(chunk.length).is_none_or(|end| end > length) {
            return Err(Fault::Damaged);
        }
        if chunk.locked {
            return Err(Fault::Unknown("encryption"));
        }
        Ok(Self {
            leaf,
            codec: chunk.codec,
            at: chunk.at,
            length: chunk.length,
            values: chunk.values,
            ahead: Vec::new(),
            used: 0,
            dictionary: Dictionary::default(),
            page: Page::default(),
            next: None,
        })
    }

    /// Bytes that it holds.
    pub fn held(&self) -> usize {
        self.ahead.len()
            + self.dictionary.bytes.len()
            + 8 * self.dictionary.places.len()
            + self.page.bytes.len()
    }

    /// The levels of the next value; `None` where there is no other. Whether a page was read for it.
    pub fn peek(&mut self, file: &mut dyn File) -> Result<(Option<(u16, u16)>, bool), Fault> {
        if self.next.is_some() {
            return Ok((self.next, false));
        }
        let mut read = false;
        while self.page.left == 0 {
            if self.values == 0 {
                return Ok((None, read));
            }
            self.read_page(file)?;
            read = true;
        }
        let Page { bytes, left, reps, defs, .. } = &mut self.page;
        *left -= 1;
        self.values = self.values.saturating_sub(1);
        let level = |runs: &mut Option<Runs>, most: u16| match runs {
            Some(runs) => {
                runs.next(bytes).filter(|level| *level <= u64::from(most)).map(|level| level as u16)
            }
            None => Some(most),
        };
        let rep = if self.leaf.rep == 0 { Some(0) } else { level(reps, self.leaf.rep) };
        self.next = Some((rep.ok_or(Fault::Damaged)?, level(defs, self.leaf.def).ok_or(Fault::Damaged)?));
        Ok((self.next, read))
    }

    /// Passes over the next value, which is absent.
    pub fn skip(&mut self) {
        self.next = None;
    }

    /// The next value, which is there.
    pub fn value(&mut self) -> Option<Raw<'_>> {
        self.next = None;
        let Self { leaf, dictionary, page, .. } = self;
        let bytes = page.bytes.as_slice();
        let physical = leaf.physical;
        match &mut page.values {
            Values::None => None,
            Values::Plain(at) => {
                let (begin, end) = place(bytes, *at, physical)?;
                *at = end;
                raw(bytes.get(begin..end)?, physical)
            }
            Values::Bits(at) => {
                *at += 1;
                bits(bytes, *at - 1, 1).map(|bit| Raw::Truth(bit == 1))
            }
            Values::Truths(runs) => runs.next(bytes).map(|bit| Raw::Truth(bit == 1)),
            Values::Indices(runs) => {
                let (begin, end) = *dictionary.places.get(runs.next(bytes)? as usize)?;
                raw(dictionary.bytes.get(begin as usize..end as usize)?, physical)
            }
            Values::Deltas(deltas) => {
                let value = deltas.next(bytes)?;
                Some(Raw::Int(if physical == Physical::Int32 { i64::from(value as i32) } else { value }))
            }
            Values::Lengths(lengths, at) => {
                let length = usize::try_from(lengths.next(bytes)?).ok()?;
                let value = bytes.get(*at..at.checked_add(length)?)?;
                *at += length;
                Some(Raw::Bytes(value))
            }
            Values::Prefixes(prefixes, lengths, at, last) => {
                let prefix = usize::try_from(prefixes.next(bytes)?).ok()?;
                let length = usize::try_from(lengths.next(bytes)?).ok()?;
                let rest = bytes.get(*at..at.checked_add(length)?)?;
                *at += length;
                if prefix > last.len() || prefix + length > MOST_PAGE {
                    return None;
                }
                last.truncate(prefix);
                last.extend_from_slice(rest);
                Some(Raw::Bytes(last))
            }
            Values::Split(at, count, nth, value) => {
                if *nth >= *count {
                    return None;
                }
                value.clear();
                let own = bytes.iter().skip(*at + *nth).step_by(*count);
                value.extend(own.take(width(physical)?).copied());
                *nth += 1;
                raw(value, physical)
            }
        }
    }

    /// Has so many bytes at hand, as far as there are.
    fn look(&mut self, file: &mut dyn File, count: u64) -> Result<&[u8], Fault> {
        let at_hand = (self.ahead.len() - self.used) as u64;
        if at_hand < count && self.length > 0 {
            self.ahead.drain(..self.used);
            self.used = 0;
            let more = (count - at_hand).max(AHEAD).min(self.length);
            self.ahead.resize((at_hand + more) as usize, 0);
            file.seek(SeekFrom::Start(self.at)).map_err(|_| Fault::Unreadable)?;
            file.read_exact(&mut self.ahead[at_hand as usize..]).map_err(|_| Fault::Unreadable)?;
            self.at += more;
            self.length -= more;
        }
        Ok(&self.ahead[self.used..])
    }

    fn read_page(&mut self, file: &mut dyn File) -> Result<(), Fault> {
        let mut looked = 256;
        let (header, length) = loop {
            let bytes = self.look(file, looked)?;
            let is_all = (bytes.len() as u64) < looked;
            let mut thrift = Thrift::new(bytes);
            match header(&mut thrift) {
                Some(header) => break (header, thrift.at),
                None if is_all || looked > MOST_HEADER => return Err(Fault::Damaged),
                None => looked *= 16,
            }
        };
        self.used += length;
        let size =
            |size: i64| usize::try_from(size).ok().filter(|size| *size <= MOST_PAGE).ok_or(Fault::Damaged);
        let (packed, size) = (size(header.packed)?, size(header.size)?);
        // What is claimed is not believed: so much is there.
        if packed as u64 > (self.ahead.len() - self.used) as u64 + self.length {
            return Err(Fault::Damaged);
        }
        let codec = if header.kind == DATA_2 && header.is_plain { 0 } else { self.codec };
        // The page before makes room for this one.
        self.page = Page::default();
        let bytes = &self.look(file, packed as u64)?[..packed];
        // Levels of the second kind of page are never packed.
        let levels = if header.kind == DATA_2 { header.defs.checked_add(header.reps) } else { Some(0) };
        let levels = levels
            .and_then(|levels| usize::try_from(levels).ok())
            .filter(|levels| *levels <= packed.min(size));
        let levels = levels.ok_or(Fault::Damaged)?;
        let mut whole = unpacked(codec, &bytes[levels..], size - levels)?;
        if levels > 0 {
            whole.splice(..0, bytes[..levels].iter().copied());
        }
        self.used += packed;
        if self.ahead.len() as u64 > 4 * AHEAD {
            self.ahead.drain(..self.used);
            self.ahead.shrink_to(AHEAD as usize);
            self.used = 0;
        }
        match header.kind {
            DICTIONARY => self.dictionary = Dictionary::of(whole, header.values, self.leaf.physical)?,
            DATA | DATA_2 => self.page = Page::of(whole, &header, self.leaf)?,
            // An index of pages.
            _ => {}
        }
        Ok(())
    }
}

fn header(thrift: &mut Thrift<'_>) -> Option<Header> {
    let mut header = Header { kind: -1, levels: 3, ..Header::default() };
    thrift.fields(|thrift, field| {
        let into = match field.id {
            1 => &mut header.kind,
            2 => &mut header.size,
            3 => &mut header.packed,
            5 | 7 | 8 => {
                let of = field.id;
                thrift.fields(|thrift, field| {
                    let into = match (of, field.id) {
                        (_, 1) => &mut header.values,
                        (5 | 7, 2) | (8, 4) => &mut header.encoding,
                        (5, 3 | 4) => &mut header.levels,
                        (8, 5) => &mut header.defs,
                        (8, 6) => &mut header.reps,
                        (8, 7) => {
                            header.is_plain = !field.truth();
                            return Some(true);
                        }
                        _ => return Some(false),
                    };
                    *into = thrift.int()?;
                    Some(true)
                })?;
                return Some(true);
            }
            _ => return Some(false),
        };
        *into = thrift.int()?;
        Some(true)
    })?;
    (header.kind >= 0 && header.values >= 0 && header.defs >= 0 && header.reps >= 0).then_some(header)
}

impl Dictionary {
    fn of(bytes: Vec<u8>, values: i64, physical: Physical) -> Result<Self, Fault> {
        let mut places = Vec::new();
        let mut at = 0;
        for _ in 0..values {
            let (begin, end) =
                place(&bytes, at, physical).filter(|(_, end)| *end <= bytes.len()).ok_or(Fault::Damaged)?;
            places.push((begin as u32, end as u32));
            at = end;
        }
        Ok(Self { bytes, places })
    }
}

impl Page {
    fn of(bytes: Vec<u8>, header: &Header, leaf: Leaf) -> Result<Self, Fault> {
        let mut at = 0;
        let is_first = header.kind == DATA;
        let mut level = |most: u16, length: i64| {
            let begin = at;
            if most == 0 {
                // Pages of the second kind may still hold a few bytes of them.
                at += if is_first { 0 } else { length as usize };
                return Some(None);
            }
            let width = 16 - most.leading_zeros();
            if is_first {
                let length: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
                at = (at + 4).checked_add(u32::from_le_bytes(length) as usize)?;
                Some(Runs::new(begin + 4, width))
            } else {
                at += length as usize;
                Some(Runs::new(begin, width))
            }
        };
        if is_first && header.levels != 3 && leaf.def > 0 {
            return Err(Fault::Unknown("an unknown encoding"));
        }
        let reps = level(leaf.rep, header.reps).ok_or(Fault::Damaged)?;
        let defs = level(leaf.def, header.defs).ok_or(Fault::Damaged)?;
        let values = Values::of(&bytes, at, header.encoding, leaf.physical, header.values as u64)?;
        Ok(Self { left: header.values as u64, reps, defs, values, bytes })
    }
}

impl Values {
    fn of(bytes: &[u8], at: usize, encoding: i64, physical: Physical, most: u64) -> Result<Self, Fault> {
        let is_truth = physical == Physical::Truth;
        let is_bytes = matches!(physical, Physical::Bytes | Physical::Fixed(_));
        // A page of absent values alone may end here.
        if at >= bytes.len() {
            return Ok(Self::None);
        }
        let values = match encoding {
            0 if is_truth => Some(Self::Bits(at * 8)),
            0 => Some(Self::Plain(at)),
            2 | 8 => Runs::new(at + 1, u32::from(bytes[at])).map(Self::Indices),
            3 if is_truth => Runs::new(at + 4, 1).map(Self::Truths),
            5 => Deltas::new(bytes, at, most).map(Self::Deltas),
            6 if is_bytes => Deltas::new(bytes, at, most)
                .and_then(|lengths| lengths.end(bytes).map(|end| Self::Lengths(lengths, end))),
            7 if is_bytes => Deltas::new(bytes, at, most).and_then(|prefixes| {
                let lengths = Deltas::new(bytes, prefixes.end(bytes)?, most)?;
                let end = lengths.end(bytes)?;
                Some(Self::Prefixes(prefixes, lengths, end, Vec::new()))
            }),
            9 => {
                let width = width(physical).ok_or(Fault::Damaged)?;
                Some(Self::Split(at, (bytes.len() - at) / width, 0, Vec::new()))
            }
            _ => return Err(Fault::Unknown("an unknown encoding")),
        };
        values.ok_or(Fault::Damaged)
    }
}

/// Bytes of a value, where all have as many.
fn width(physical: Physical) -> Option<usize> {
    match physical {
        Physical::Truth | Physical::Bytes => None,
        Physical::Int32 | Physical::Float => Some(4),
        Physical::Int64 | Physical::Double => Some(8),
        Physical::Int96 => Some(12),
        Physical::Fixed(width) => Some(width),
    }
}

/// Where a value begins and ends that is written plainly.
fn place(bytes: &[u8], at: usize, physical: Physical) -> Option<(usize, usize)> {
    if physical == Physical::Bytes {
        let length: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        return Some((at + 4, (at + 4).checked_add(u32::from_le_bytes(length) as usize)?));
    }
    Some((at, at.checked_add(width(physical)?)?))
}

fn raw(bytes: &[u8], physical: Physical) -> Option<Raw<'_>> {
    Some(match physical {
        Physical::Truth => return None,
        Physical::Int32 => Raw::Int(i64::from(i32::from_le_bytes(bytes.try_into().ok()?))),
        Physical::Int64 => Raw::Int(i64::from_le_bytes(bytes.try_into().ok()?)),
        Physical::Float => Raw::Single(f32::from_le_bytes(bytes.try_into().ok()?)),
        Physical::Double => Raw::Double(f64::from_le_bytes(bytes.try_into().ok()?)),
        Physical::Int96 => {
            let (nanos, day) = bytes.split_at_checked(8)?;
            let nanos = i64::from_le_bytes(nanos.try_into().ok()?);
            let day = i64::from(i32::from_le_bytes(day.try_into().ok()?));
            Raw::Int((day - JULIAN_1970).wrapping_mul(86_400_000_000_000).wrapping_add(nanos))
        }
        Physical::Bytes | Physical::Fixed(_) => Raw::Bytes(bytes),
    })
}

/// The first day of 1970, as astronomers count.
const JULIAN_1970: i64 = 2_440_588;
