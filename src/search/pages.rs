//! Bytes in pages, so that growing never copies what is there. Addresses reach to 4 GB, as far as the memory
//! of a worker does.

/// Size of a page.
const PAGE: usize = 1 << 16;

/// Keeps bytes, each piece of them within one page.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pages: Vec<Box<[u8]>>,
    /// How much of the last page is given away.
    used: usize,
}

impl Pages {
    /// Gives away `length` zero bytes, at most a page, that lie together: the address of the first.
    pub(super) fn take(&mut self, length: usize) -> u32 {
        if self.pages.is_empty() || self.used + length > PAGE {
            self.pages.push(vec![0; PAGE].into_boxed_slice());
            self.used = 0;
        }
        let address = (self.pages.len() - 1) * PAGE + self.used;
        self.used += length;
        address as u32
    }

    /// What lies at an address and behind it, to the end of the page.
    #[inline]
    pub(super) fn at(&self, address: u32) -> &[u8] {
        &self.pages[address as usize / PAGE][address as usize % PAGE..]
    }

    /// The same, to be written.
    #[inline]
    pub(super) fn at_mut(&mut self, address: u32) -> &mut [u8] {
        &mut self.pages[address as usize / PAGE][address as usize % PAGE..]
    }

    /// Every page, in order. What was not given away is zero.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.pages.iter().map(|page| &**page)
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        self.pages.len() * PAGE + self.pages.capacity() * size_of::<Box<[u8]>>()
    }
}

/// The number of four bytes at a place.
#[inline]
pub(super) fn number_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| four.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_lie_apart_and_whole() {
        let mut pages = Pages::default();
        let addresses: Vec<u32> = (0..2_000u32).map(|n| pages.take(40 + n as usize % 60)).collect();
        for (n, address) in addresses.iter().enumerate() {
            pages.at_mut(*address)[..4].copy_from_slice(&(n as u32).to_le_bytes());
        }
        for (n, address) in addresses.iter().enumerate() {
            assert!(pages.at(*address).len() >= 40);
            assert_eq!(number_at(pages.at(*address), 0), n as u32);
        }
        assert!(pages.bytes() > 2_000 * 40 && pages.iter().count() > 1);
    }
}
