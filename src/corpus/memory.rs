//! How much memory a store takes, and how it takes less: by texts that are kept elsewhere, and by keeping
//! those of some conversations only.
//!
//! Counting walks over no conversation, so that it can be asked for with every block.

use super::{Corpus, Names, arena::Elsewhere};
use crate::size::{list, table};

/// Halvings of the kept texts at most: after these no further text is kept.
const MOST_HALVINGS: u32 = 20;

/// Bytes that a tag list has room for, as most hold few.
const TAGS: u64 = 16;

impl Corpus {
    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        let tags = &self.tags;
        let names: u64 = self.names.iter().map(Names::bytes).sum();
        let tags = table(tags) + tags.len() as u64 * TAGS;
        let utterances = list(&self.conversation)
            + list(&self.role)
            + list(&self.at)
            + list(&self.marks)
            + list(&self.heard)
            + list(&self.text)
            + list(&self.intent)
            + list(&self.confidence);
        self.ids.bytes()
            + self.texts.bytes()
            + list(&self.conversations)
            + list(&self.users)
            + list(&self.returning)
            + names
            + tags
            + self.custom.bytes()
            + self.taught.bytes()
            + self.details.bytes()
            + self.matters.bytes()
            + self.weights.bytes()
            + utterances
            + list(&self.index.rows)
            + list(&self.index.begins)
    }

    /// Keeps texts elsewhere from now on, as far as there is room.
    pub fn spill(&mut self, elsewhere: Box<dyn Elsewhere>) {
        self.texts.spill(elsewhere);
    }

    /// Bytes of texts that are elsewhere, and whether there was no more room for them.
    pub fn spilled(&self) -> (u64, bool) {
        (self.texts.bytes_away(), self.texts.is_full())
    }

    /// Whether words of any utterance are kept, in memory or elsewhere.
    pub fn has_words(&self) -> bool {
        !self.texts.is_bare()
    }

    /// Of so many conversations the texts of one are kept; a power of two.
    pub fn one_in(&self) -> u32 {
        1 << self.halvings
    }

    /// Keeps the texts of one conversation in so many (the next power of two), and lets those of the others
    /// go, as far as they are in memory. Never keeps more than before.
    pub fn sample(&mut self, one_in: u32) {
        let halvings = one_in.min(1 << MOST_HALVINGS).next_power_of_two().trailing_zeros();
        if halvings > self.halvings {
            self.halvings = halvings;
            let Self { texts, text, conversation, place, details, .. } = self;
            let keeps = |conversation| is_kept(place.among_all(conversation), halvings);
            texts.thin(text, |row| keeps(conversation[row]));
            details.thin(|row| keeps(conversation[row as usize]), keeps);
        }
    }

    /// Whether what a conversation says is kept.
    pub(super) fn keeps_words(&self, conversation: u32) -> bool {
        self.halvings == 0 || is_kept(self.place.among_all(conversation), self.halvings)
    }
}

/// Goes by the number among all conversations, so that all shards choose alike, and spread over them; what
/// is kept after a halving was kept before it.
fn is_kept(conversation: u32, halvings: u32) -> bool {
    // Not the first of all for being the first: of few conversations none may be left.
    let spread = conversation.wrapping_add(1).wrapping_mul(0x9E37_79B9);
    halvings < MOST_HALVINGS && spread.checked_shr(u32::BITS - halvings).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halvings_keep_their_share_in_every_shard() {
        for shards in [1, 3, 8] {
            for halvings in 0..6 {
                for shard in 0..shards {
                    let mine = (shard..80_000).step_by(shards as usize);
                    let kept = mine.clone().filter(|number| is_kept(*number, halvings)).count() as f64;
                    let share = kept * f64::from(1 << halvings) / mine.count() as f64;
                    assert!((0.9..1.1).contains(&share), "{shard} of {shards}, {halvings}: {share}");
                }
            }
        }
        assert!((0..9_999).all(|number| is_kept(number, 2) || !is_kept(number, 3)));
        assert!((0..9_999).all(|number| is_kept(number, 0) && !is_kept(number, MOST_HALVINGS)));
    }
}
