//! A stretch of the list of conversations as one block of bytes of its own, beside the answer: 10,000
//! rows cost a millisecond.

use crate::binary::{Frozen, Out, freeze_all};

pub use crate::engine::ListRow as Row;

/// Encodes and decodes a block of rows.
pub struct Rows;

impl Rows {
    /// The block of some rows.
    pub fn encode(rows: &[Row]) -> Vec<u8> {
        let mut out = Out::default();
        freeze_all(rows, &mut out);
        out.0
    }

    /// The rows of a block; `None` if it is not one.
    pub fn decode(bytes: &[u8]) -> Option<Vec<Row>> {
        Frozen::thawed(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{Evidence, Outcome, Rating};

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
