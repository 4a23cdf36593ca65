//! Small numbers as pages hold them: packed into bits, in runs of equal ones, and as differences. Each decoder
//! is a place in the bytes of its page, so that nothing is laid out beforehand: a few bytes can stand for
//! billions of numbers.

use super::thrift::Thrift;

/// A number of so many bits that begins at a bit.
pub fn bits(bytes: &[u8], at: usize, width: u32) -> Option<u64> {
    if width == 0 {
        return Some(0);
    }
    let (first, shift) = (at / 8, at % 8);
    let last = (at + width as usize - 1) / 8;
    let mut word = [0; 16];
    let taken = bytes.get(first..=last)?;
    word[..taken.len()].copy_from_slice(taken);
    Some((u128::from_le_bytes(word) >> shift) as u64 & (u64::MAX >> (64 - width)))
}

/// Runs of equal numbers and packed ones in turns (RLE and bit packing hybrid).
#[derive(Clone)]
pub struct Runs {
    at: usize,
    width: u32,
    left: u64,
    /// The number that is repeated; `None` where they are packed, from this bit on.
    repeated: Option<u64>,
    bit: usize,
}

impl Runs {
    /// Numbers of so many bits, from a byte on.
    pub fn new(at: usize, width: u32) -> Option<Self> {
        (width <= 32).then_some(Self { at, width, left: 0, repeated: None, bit: 0 })
    }

    pub fn next(&mut self, bytes: &[u8]) -> Option<u64> {
        while self.left == 0 {
            let mut head = Thrift::new(bytes.get(self.at..)?);
            let count = head.varint()?;
            self.at += head.at;
            let size = if count & 1 == 1 {
                self.left = (count >> 1).checked_mul(8)?;
                (self.repeated, self.bit) = (None, self.at * 8);
                usize::try_from((count >> 1).checked_mul(u64::from(self.width))?).ok()?
            } else {
                self.left = count >> 1;
                let size = self.width.div_ceil(8);
                self.repeated = Some(bits(bytes, self.at * 8, size * 8)?);
                size as usize
            };
            self.at = self.at.checked_add(size)?;
        }
        self.left -= 1;
        if self.repeated.is_some() {
            return self.repeated;
        }
        let number = bits(bytes, self.bit, self.width);
        self.bit += self.width as usize;
        number
    }
}

/// Differences between neighbours, packed in blocks (DELTA_BINARY_PACKED).
#[derive(Clone)]
pub struct Deltas {
    at: usize,
    left: u64,
    value: i64,
    first: bool,
    /// Packs in a block, numbers in a pack, and the pack at hand.
    packs: usize,
    in_pack: u64,
    pack: usize,
    /// Numbers left of it, their bits, and where the next one begins.
    pack_left: u64,
    width: u32,
    bit: usize,
    /// What is added to each difference of the block, and where the widths of its packs stand.
    least: i64,
    widths: usize,
}

/// Packs of a block at most.
const MOST_PACKS: u64 = 1 << 12;

impl Deltas {
    /// Those that begin at a byte.
    pub fn new(bytes: &[u8], at: usize, most: u64) -> Option<Self> {
        let mut head = Thrift::new(bytes.get(at..)?);
        let (block, packs, left) = (head.varint()?, head.varint()?, head.varint()?);
        let value = head.int()?;
        // More than the page has were endless work.
        if left > most || packs == 0 || packs > MOST_PACKS || block / packs == 0 || block > 1 << 24 {
            return None;
        }
        Some(Self {
            at: at + head.at,
            left,
            value,
            first: true,
            packs: packs as usize,
            in_pack: block / packs,
            pack: packs as usize,
            pack_left: 0,
            width: 0,
            bit: 0,
            least: 0,
            widths: 0,
        })
    }

    pub fn next(&mut self, bytes: &[u8]) -> Option<i64> {
        self.left = self.left.checked_sub(1)?;
        if std::mem::take(&mut self.first) {
            return Some(self.value);
        }
        if self.pack_left == 0 {
            self.pack += 1;
            if self.pack >= self.packs {
                let mut head = Thrift::new(bytes.get(self.at..)?);
                self.least = head.int()?;
                self.widths = self.at + head.at;
                self.at = self.widths + self.packs;
                self.pack = 0;
            }
            self.width = u32::from(*bytes.get(self.widths + self.pack)?);
            if self.width > 64 {
                return None;
            }
            self.bit = self.at * 8;
            self.pack_left = self.in_pack;
            self.at += self.in_pack as usize * self.width as usize / 8;
        }
        self.pack_left -= 1;
        let difference = bits(bytes, self.bit, self.width)? as i64;
        self.bit += self.width as usize;
        self.value = self.value.wrapping_add(self.least).wrapping_add(difference);
        Some(self.value)
    }

    /// Where they end, for what stands behind them.
    pub fn end(&self, bytes: &[u8]) -> Option<usize> {
        let mut all = self.clone();
        while all.left > 0 {
            all.next(bytes)?;
        }
        Some(all.at.min(bytes.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_packed_numbers_come_in_turns() {
        // Three sevens, then eight numbers from 0 on, of three bits each (the example of the format's page).
        let bytes = [0b110, 7, 0b11, 0x88, 0xC6, 0xFA];
        let mut runs = Runs::new(0, 3).unwrap();
        let all: Vec<u64> = std::iter::from_fn(|| runs.next(&bytes)).collect();
        assert_eq!(all, [7, 7, 7, 0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn bits_reach_over_bytes() {
        let bytes = 0x0123_4567_89AB_CDEF_u64.to_le_bytes();
        assert_eq!(bits(&bytes, 0, 64), Some(0x0123_4567_89AB_CDEF));
        assert_eq!(bits(&bytes, 4, 12), Some(0xCDE));
        assert_eq!(bits(&bytes, 60, 5), None);
    }
}
