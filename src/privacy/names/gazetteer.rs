//! What words may be: given names, surnames, everyday words, places, kinds of street.
//!
//! The section: a byte that counts groups; per group a byte of flags and four that count its entries; per
//! entry a byte that says how many bytes it shares with the entry before, a byte that counts its own, and those.

use crate::binary::In;
use crate::size;

/// Flags by word, as a table of hashes: a wrong word has the flags of another once in millions.
#[derive(Debug)]
pub(super) struct Gazetteer {
    /// 24 bits of the hash above, the flags below; nothing where there are no flags.
    slots: Vec<u32>,
}

impl Gazetteer {
    pub(super) fn read(section: &[u8]) -> Option<Self> {
        let mut from = In(section);
        let mut entries = Vec::new();
        for _ in 0..from.byte()? {
            let flags = from.byte()?;
            let count = u32::from_le_bytes(from.take(4)?.try_into().ok()?);
            let mut word = Vec::new();
            for _ in 0..count {
                let (shared, own) = (from.byte()?, from.byte()?);
                if usize::from(shared) > word.len() {
                    return None;
                }
                word.truncate(usize::from(shared));
                word.extend_from_slice(from.take(usize::from(own))?);
                entries.push((hash(&word), flags));
            }
        }
        if !from.0.is_empty() {
            return None;
        }
        let mut slots = vec![0; (entries.len() * 3 / 2 + 2).next_power_of_two()];
        let last = slots.len() - 1;
        for (hash, flags) in entries {
            let mut at = hash as usize & last;
            while slots[at] & 0xff > 0 {
                at = (at + 1) & last;
            }
            slots[at] = tag(hash) | u32::from(flags);
        }
        Some(Self { slots })
    }

    /// The flags of a word in lower case; none if it is not listed.
    pub(super) fn flags(&self, word: &[u8]) -> u8 {
        let hash = hash(word);
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        loop {
            let slot = self.slots[at];
            if slot as u8 == 0 {
                return 0;
            }
            if slot & !0xff == tag(hash) {
                return slot as u8;
            }
            at = (at + 1) & last;
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        size::list(&self.slots)
    }
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 & !0xff
}

/// FNV-1a over 64 bits, its halves mixed once more.
fn hash(word: &[u8]) -> u64 {
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_flags_of_their_group() {
        let section = b"\x02\x01\x02\0\0\0\0\x03ann\x02\x02na\x04\x01\0\0\0\0\x05order";
        let gazetteer = Gazetteer::read(section).unwrap();
        for (word, flags) in [("ann", 1), ("anna", 1), ("order", 4), ("an", 0), ("", 0)] {
            assert_eq!(gazetteer.flags(word.as_bytes()), flags, "{word}");
        }
        for cut in 0..section.len() {
            assert!(Gazetteer::read(&section[..cut]).is_none(), "{cut}");
        }
    }
}
