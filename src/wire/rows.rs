//! A stretch of the list of conversations as one block of bytes of its own, beside the answer: 10,000
//! rows cost a millisecond.

use super::packed::{pack_list, unpack};
use crate::conversation::{Evidence, Outcome, Rating};

/// One conversation in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number, for asking for its transcript.
    pub conversation: u32,
    /// Messages in it.
    pub messages: u32,
    /// When it began, UTC milliseconds.
    pub started: Option<i64>,
    /// Its rating.
    pub rating: Option<Rating>,
    /// How it ended.
    pub outcome: Outcome,
    /// What says so.
    pub evidence: Evidence,
    /// Its id in the source, masked.
    pub id: String,
    /// Its user, masked; empty if unknown.
    pub user: String,
    /// Its channel; empty if unknown.
    pub channel: String,
    /// Beginning of the first user utterance, masked.
    pub preview: String,
}

/// Encodes and decodes a block of rows.
pub struct Rows;

impl Rows {
    /// The block of some rows.
    pub fn encode(rows: &[Row]) -> Vec<u8> {
        pack_list(rows)
    }

    /// The rows of a block; `None` if it is not one.
    pub fn decode(bytes: &[u8]) -> Option<Vec<Row>> {
        unpack(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            conversation: 7,
            messages: 3,
            started: Some(1_772_442_845_120),
            rating: Some(Rating { score: 4.0, max: 5.0 }),
            outcome: Outcome::Escalated,
            evidence: Evidence::Handoff,
            id: "c-1".into(),
            user: String::new(),
            channel: "web".into(),
            preview: "Rückgabe? 🤔".into(),
        }
    }

    #[test]
    fn rows_survive_the_crossing() {
        let rows = vec![row(), Row { started: None, rating: None, ..row() }];
        assert_eq!(Rows::decode(&Rows::encode(&rows)), Some(rows));
        assert_eq!(Rows::decode(&Rows::encode(&[])), Some(vec![]));
    }

    #[test]
    fn a_block_cut_short_is_refused_not_misread() {
        let block = Rows::encode(&[row()]);
        for end in 0..block.len() {
            assert_eq!(Rows::decode(&block[..end]), None, "cut at {end}");
        }
    }
}
