//! The phrases of all rules as one machine over words.
//!
//! A phrase is written in folded words. `(a|b c)` stands for either alternative, `(a|b)?` for one or
//! none. Each phrase is a chain of places; a word of a text is looked up once among the words that
//! any phrase knows, and only the phrases begun look further. An unknown word ends them all at once,
//! so most words of most messages cost one look-up.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{cue::Cues, rules};

/// A rule's phrases, by what they hint at.
pub(super) type Phrases = &'static [(Cues, &'static [&'static str])];

/// A place within a phrase.
pub(super) type Place = u16;

/// The place before any word, shared by all phrases.
const START: Place = 0;

/// Room for the known words; a power of two, well above their number.
const SLOTS: usize = 16384;

/// A word that some phrase knows.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// The word's hash; 0 is free.
    hash: u64,
    word: u16,
}

/// The machine. Two words of one 64-bit hash would be taken for each other.
pub(super) struct Table {
    slots: Vec<Slot>,
    /// Where each word leads from the start: a range of `openings`.
    first: Vec<(u32, u32)>,
    openings: Vec<Place>,
    /// Where each place leads: a range of `steps`.
    places: Vec<(u32, u32)>,
    steps: Vec<(u16, Place)>,
    /// What a phrase that ends at each place hints at.
    ends: Vec<Cues>,
}

impl Table {
    /// The table of all rules, built when first needed.
    pub(super) fn all() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut builder = Builder::default();
            builder.place();
            for (cue, phrases) in rules::PHRASES.iter().copied().flatten() {
                for phrase in *phrases {
                    builder.add(phrase, *cue);
                }
            }
            for (cue, phrase) in rules::listed() {
                builder.add_plain(phrase, cue);
            }
            builder.finish()
        })
    }

    /// The number of a word that some phrase knows.
    #[inline]
    pub(super) fn word(&self, word: &[u8]) -> Option<u16> {
        let hash = hash(word);
        let mut at = slot_of(hash);
        loop {
            let slot = self.slots[at];
            if slot.hash == hash {
                return Some(slot.word);
            }
            if slot.hash == 0 {
                return None;
            }
            at = (at + 1) % SLOTS;
        }
    }

    /// Places after a phrase's first word.
    #[inline]
    pub(super) fn open(&self, word: u16) -> &[Place] {
        let (from, to) = self.first[usize::from(word)];
        &self.openings[from as usize..to as usize]
    }

    /// Where a place leads: words and the places after them.
    #[inline]
    pub(super) fn steps(&self, from: Place) -> &[(u16, Place)] {
        let (from, to) = self.places[usize::from(from)];
        &self.steps[from as usize..to as usize]
    }

    /// What a phrase that ends here hints at.
    #[inline]
    pub(super) fn end(&self, place: Place) -> Cues {
        self.ends[usize::from(place)]
    }
}

/// The machine while it grows.
#[derive(Default)]
struct Builder {
    /// Numbers of the known words, by hash.
    words: BTreeMap<u64, u16>,
    steps: Vec<Vec<(u16, Place)>>,
    ends: Vec<Cues>,
    /// Where a word leads within phrases without alternatives, which share their beginnings.
    plain: BTreeMap<(Place, u16), Place>,
}

impl Builder {
    /// Adds a phrase without alternatives.
    fn add_plain(&mut self, phrase: &str, cue: Cues) {
        let mut at = START;
        for word in phrase.split_whitespace() {
            let word = self.word(word);
            at = if let Some(&known) = self.plain.get(&(at, word)) {
                known
            } else {
                let next = self.place();
                self.steps[usize::from(at)].push((word, next));
                self.plain.insert((at, word), next);
                next
            };
        }
        let end = &mut self.ends[usize::from(at)];
        *end = end.with(cue);
    }

    fn add(&mut self, phrase: &str, cue: Cues) {
        // All places that the words so far may have led to.
        let mut reached = vec![START];
        let mut rest = phrase.trim_start();
        while !rest.is_empty() {
            let (alternatives, after) = match rest.strip_prefix('(') {
                Some(group) => group.split_once(')').unwrap_or((group, "")),
                None => rest.split_once(' ').unwrap_or((rest, "")),
            };
            let (optional, after) = match after.strip_prefix('?') {
                Some(after) => (true, after),
                None => (false, after),
            };
            let target = self.place();
            for alternative in alternatives.split('|') {
                self.chain(&reached, alternative, target);
            }
            if !optional {
                reached.clear();
            }
            reached.push(target);
            rest = after.trim_start();
        }
        for place in reached {
            let end = &mut self.ends[usize::from(place)];
            *end = end.with(cue);
        }
    }

    /// Leads from all places `from`, word by word, to `target`.
    fn chain(&mut self, from: &[Place], words: &str, target: Place) {
        let mut from = from.to_vec();
        let mut words = words.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let word = self.word(word);
            let to = if words.peek().is_some() { self.place() } else { target };
            for place in from {
                self.steps[usize::from(place)].push((word, to));
            }
            from = vec![to];
        }
    }

    fn place(&mut self) -> Place {
        self.steps.push(Vec::new());
        self.ends.push(Cues::default());
        (self.ends.len() - 1) as Place
    }

    fn word(&mut self, word: &str) -> u16 {
        let next = self.words.len() as u16;
        *self.words.entry(hash(word.as_bytes())).or_insert(next)
    }

    fn finish(self) -> Table {
        let mut slots = vec![Slot::default(); SLOTS];
        for (&hash, &word) in self.words.iter().take(SLOTS / 2) {
            let mut at = slot_of(hash);
            while slots[at].hash != 0 {
                at = (at + 1) % SLOTS;
            }
            slots[at] = Slot { hash, word };
        }
        let mut starts = self.steps[usize::from(START)].clone();
        starts.sort_by_key(|&(word, _)| word);
        let openings = starts.iter().map(|&(_, to)| to).collect();
        let mut first = vec![(0, 0); self.words.len()];
        for (at, &(word, _)) in starts.iter().enumerate() {
            let range = &mut first[usize::from(word)];
            if range.1 == 0 {
                range.0 = at as u32;
            }
            range.1 = at as u32 + 1;
        }
        let mut steps = Vec::new();
        let mut places = vec![(0, 0)];
        for of_place in &self.steps[1..] {
            let from = steps.len() as u32;
            steps.extend_from_slice(of_place);
            places.push((from, steps.len() as u32));
        }
        Table { slots, first, openings, places, steps, ends: self.ends }
    }
}

/// FNV-1a of a word, never 0.
#[inline]
fn hash(word: &[u8]) -> u64 {
    let mixed = word.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    mixed | 1
}

#[inline]
fn slot_of(hash: u64) -> usize {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::{super::reader::UNDER_WAY, *};

    #[test]
    fn the_table_has_room_and_phrases_are_folded() {
        let words = Table::all().first.len();
        assert!(words < SLOTS / 2, "{words} words");
        let places = Table::all().ends.len();
        assert!(places < usize::from(Place::MAX), "{places} places");
        let mut folded = String::new();
        for (_, phrase) in rules::listed() {
            super::super::fold::fold(phrase, &mut folded);
            assert_eq!(phrase, folded.trim_end(), "a listed phrase is not in folded words");
        }
        for (_, phrases) in rules::PHRASES.iter().copied().flatten() {
            for phrase in *phrases {
                let deepest = phrase.chars().fold((0, 0), |(depth, most), c| {
                    let depth = depth + i32::from(c == '(') - i32::from(c == ')');
                    (depth, depth.max(most))
                });
                assert!(deepest.0 == 0 && deepest.1 <= 1, "{phrase:?} has a group within a group");
                let words = phrase.replace(['(', ')', '|', '?'], " ");
                super::super::fold::fold(&words, &mut folded);
                let same = words.split_whitespace().eq(folded.split_whitespace());
                assert!(same, "{phrase:?} is not in folded words: {folded:?}");
            }
        }
    }

    #[test]
    fn no_word_opens_more_phrases_than_may_be_under_way() {
        let table = Table::all();
        let most = table.first.iter().map(|(from, to)| to - from).max();
        assert!(most < Some(UNDER_WAY as u32 * 2 / 3), "{most:?} phrases begin with one word");
    }

    #[test]
    fn no_phrase_is_listed_twice_for_one_cue() {
        let mut seen = std::collections::BTreeSet::new();
        for (cue, phrases) in rules::PHRASES.iter().copied().flatten() {
            for phrase in *phrases {
                assert!(seen.insert((cue.0, phrase)), "{phrase:?} stands twice");
            }
        }
    }
}
