//! A stretch of the list of conversations as one block of bytes. A block is transferred, not copied: 10,000 rows cost a millisecond.
//!
//! Layout, little endian: `u32` number of rows `n`; per row 26 bytes (number `u32`, messages `u32`,
//! started `i64`, rating score `f32`, rating max `f32`, outcome `u8`, evidence `u8`) and four
//! strings (id, user, channel, preview), each `u32` length and UTF-8 bytes. A missing time is `i64::MIN`, a missing rating has max 0.

use crate::conversation::{Evidence, Outcome, Rating};

pub use crate::engine::ListRow as Row;

/// Encodes and decodes a block of rows.
pub struct Rows;

impl Rows {
    /// The block of some rows.
    pub fn encode(rows: &[Row]) -> Vec<u8> {
        let mut out = Vec::with_capacity(4 + rows.len() * 160);
        out.extend((rows.len() as u32).to_le_bytes());
        for row in rows {
            out.extend(row.conversation.to_le_bytes());
            out.extend(row.messages.to_le_bytes());
            out.extend(row.started.unwrap_or(i64::MIN).to_le_bytes());
            let rating = row.rating.unwrap_or(Rating { score: 0.0, max: 0.0 });
            out.extend((rating.score as f32).to_le_bytes());
            out.extend((rating.max as f32).to_le_bytes());
            out.extend([row.outcome as u8, row.evidence as u8]);
            for text in [&row.id, &row.user, &row.channel, &row.preview] {
                out.extend((text.len() as u32).to_le_bytes());
                out.extend(text.as_bytes());
            }
        }
        out
    }

    /// The rows of a block; `None` if it is not one.
    pub fn decode(bytes: &[u8]) -> Option<Vec<Row>> {
        let mut rest = bytes;
        let n = u32::from_le_bytes(take(&mut rest)?);
        let mut rows = Vec::with_capacity((n as usize).min(rest.len() / 26));
        for _ in 0..n {
            let conversation = u32::from_le_bytes(take(&mut rest)?);
            let messages = u32::from_le_bytes(take(&mut rest)?);
            let started = i64::from_le_bytes(take(&mut rest)?);
            let score = f64::from(f32::from_le_bytes(take(&mut rest)?));
            let max = f64::from(f32::from_le_bytes(take(&mut rest)?));
            let [outcome, evidence] = take(&mut rest)?;
            rows.push(Row {
                conversation,
                messages,
                started: (started != i64::MIN).then_some(started),
                rating: (max > 0.0).then_some(Rating { score, max }),
                outcome: *Outcome::ALL.get(usize::from(outcome))?,
                evidence: *Evidence::ALL.get(usize::from(evidence))?,
                id: text(&mut rest)?,
                user: text(&mut rest)?,
                channel: text(&mut rest)?,
                preview: text(&mut rest)?,
            });
        }
        rest.is_empty().then_some(rows)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_at_checked(N)?;
    *rest = tail;
    head.try_into().ok()
}

fn text(rest: &mut &[u8]) -> Option<String> {
    let length = u32::from_le_bytes(take(rest)?) as usize;
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    String::from_utf8(head.to_vec()).ok()
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
