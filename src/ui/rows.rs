//! The rows of one list of conversations that have come so far, in chunks. A list may be a million rows
//! long; what is on screen is asked for, what was seen is kept.

use std::collections::VecDeque;

use litemap::LiteMap;

use crate::wire::{Order, Row};

/// Rows of a chunk: what is asked for at a time.
pub const CHUNK: u32 = 100;

/// Chunks kept; those asked for longest ago go first.
const KEPT: usize = 60;

/// Which list: its filter as it is written, and its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListOf {
    /// The filter.
    pub filter: String,
    /// The order.
    pub order: Order,
}

/// The rows known of one list.
#[derive(Clone, Debug, Default)]
pub struct RowCache {
    of: ListOf,
    total: Option<u32>,
    chunks: LiteMap<u32, Vec<Row>>,
    recent: VecDeque<u32>,
    awaited: Vec<u32>,
}

impl RowCache {
    /// Nothing of a list yet.
    pub fn of(of: ListOf) -> Self {
        Self { of, ..Self::default() }
    }

    /// Which list it is.
    pub fn list(&self) -> &ListOf {
        &self.of
    }

    /// How long the list is; `None` before the first answer.
    pub fn total(&self) -> Option<u32> {
        self.total
    }

    /// A row, if it has come.
    pub fn row(&self, at: u32) -> Option<&Row> {
        self.chunks.get(&(at / CHUNK))?.get((at % CHUNK) as usize)
    }

    /// The chunks that some rows need and that were neither received nor asked for: these are marked
    /// as asked for.
    pub fn missing(&mut self, first: u32, count: u32) -> Vec<u32> {
        let last = first.saturating_add(count.max(1) - 1);
        let last = self.total.map_or(last, |total| last.min(total.saturating_sub(1)));
        if self.total == Some(0) || first > last {
            return Vec::new();
        }
        let missing = |chunk: &u32| !self.chunks.contains_key(chunk) && !self.awaited.contains(chunk);
        let found: Vec<u32> = (first / CHUNK..=last / CHUNK).filter(missing).collect();
        self.awaited.extend(&found);
        found
    }

    /// Takes in an answer. What was asked for of another length of the list is asked for anew.
    pub fn put(&mut self, first: u32, total: u32, rows: Vec<Row>) {
        if self.total.is_some_and(|known| known != total) {
            self.chunks.clear();
            self.recent.clear();
        }
        self.total = Some(total);
        let chunk = first / CHUNK;
        self.awaited.retain(|awaited| *awaited != chunk);
        self.recent.retain(|known| *known != chunk);
        self.recent.push_back(chunk);
        self.chunks.insert(chunk, rows);
        while self.recent.len() > KEPT {
            if let Some(oldest) = self.recent.pop_front() {
                self.chunks.remove(&oldest);
            }
        }
    }

    /// An answer will not come.
    pub fn give_up(&mut self) {
        self.awaited.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{Evidence, Outcome};

    fn rows(first: u32, count: u32) -> Vec<Row> {
        let row = |conversation| Row {
            conversation,
            messages: 1,
            started: None,
            rating: None,
            outcome: Outcome::Unknown,
            evidence: Evidence::None,
            id: String::new(),
            user: String::new(),
            channel: String::new(),
            preview: String::new(),
        };
        (first..first + count).map(row).collect()
    }

    #[test]
    fn only_what_is_missing_is_asked_for_and_only_once() {
        let mut cache = RowCache::of(ListOf::default());
        assert_eq!(cache.missing(0, 30), [0]);
        assert_eq!(cache.missing(0, 130), [1]);
        cache.put(0, 150, rows(0, 100));
        assert_eq!(cache.row(99).map(|row| row.conversation), Some(99));
        assert_eq!(cache.row(100), None);
        cache.put(100, 150, rows(100, 50));
        assert_eq!(cache.missing(140, 500), [0u32; 0]);
        assert_eq!(cache.row(149).map(|row| row.conversation), Some(149));
    }

    #[test]
    fn a_list_that_has_grown_is_asked_for_anew() {
        let mut cache = RowCache::of(ListOf::default());
        cache.missing(0, 10);
        cache.put(0, 10, rows(0, 10));
        cache.missing(300, 10);
        cache.put(300, 400, rows(300, 100));
        assert_eq!(cache.missing(0, 10), [0]);
    }

    #[test]
    fn of_a_long_list_only_the_latest_chunks_are_kept() {
        let mut cache = RowCache::of(ListOf::default());
        for chunk in 0..200 {
            cache.missing(chunk * CHUNK, CHUNK);
            cache.put(chunk * CHUNK, 1_000_000, rows(chunk * CHUNK, CHUNK));
        }
        assert_eq!(cache.chunks.len(), KEPT);
        assert!(cache.row(199 * CHUNK).is_some() && cache.row(0).is_none());
    }

    #[test]
    fn an_empty_list_needs_nothing() {
        let mut cache = RowCache::of(ListOf::default());
        cache.missing(0, 10);
        cache.put(0, 0, Vec::new());
        assert_eq!(cache.missing(0, 10), [0u32; 0]);
    }
}
