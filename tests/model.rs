//! The language model that is shipped, to the last bit what its trainer says: a thousand texts, ordinary and
//! strange, with their pieces, embeddings and scores, as `tools/train` computed them in another language.

use std::{fs, path::Path, sync::Arc};

use serde::Deserialize;
use undertone::{
    conversation::Role,
    language::{Act, Before, Label, Marks, Said, Signal, Understanding},
    text::model::{Model, Sketch},
};

/// A line of the fixture. Checksums are FNV-1a of 64 bits over little-endian numbers.
#[derive(Deserialize)]
struct Line {
    text: String,
    /// Whose heads.
    heads: String,
    /// What was before, by the names of the keys.
    context: Vec<String>,
    /// The text of the turn before.
    before: Option<String>,
    n_pieces: usize,
    pieces_sum: String,
    e_sum: String,
    scores_sum: String,
    /// Some lines have all the numbers, so that one sees what differs.
    pieces: Option<Vec<u16>>,
    e: Option<Vec<i16>>,
    scores: Option<Vec<f64>>,
}

impl Line {
    fn said(&self, understanding: &mut Understanding) -> Said<'_> {
        let key = |with: &str| self.context.iter().find_map(|key| key.strip_prefix(with));
        let role = |name: &str| Role::ALL.into_iter().find(|role| role.name() == name);
        let meaning = self.before.as_ref().map_or(Sketch::default(), |text| {
            understanding.embedding(text);
            understanding.sketch()
        });
        let before = key("role:").map(|name| Before {
            role: role(name).expect("a known role"),
            act: key("after:").map(|act| Act::of_name(act).expect("a known act")),
            meaning,
        });
        Said {
            role: role(&self.heads).expect("a known role"),
            text: &self.text,
            marks: Marks::default(),
            before,
        }
    }
}

fn read(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn understanding() -> Understanding {
    let model = Model::read(read("models/undertone.model")).expect("a whole model");
    Understanding::new(Arc::new(model)).expect("with heads")
}

fn sum(bytes: impl IntoIterator<Item = u8>) -> String {
    let sum = bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{sum:016x}")
}

#[test]
fn every_text_reads_as_the_trainer_says() {
    let mut understanding = understanding();
    let fixture = String::from_utf8(read("tests/fixtures/language.jsonl")).expect("text");
    let mut n = 0;
    for line in fixture.lines() {
        let line: Line = serde_json::from_str(line).expect("a line of the fixture");
        let said = line.said(&mut understanding);
        let scores = understanding.scores(&said).to_vec();
        let pieces = understanding.pieces().to_vec();
        let embedding = understanding.embedding(&line.text).to_vec();
        if let (Some(expect_pieces), Some(expect), Some(expect_scores)) =
            (&line.pieces, &line.e, &line.scores)
        {
            assert_eq!(&pieces, expect_pieces, "{:?}", line.text);
            assert_eq!(&embedding, expect, "{:?}", line.text);
            // A number in JSON is read to within its last bit; the checksum below is of all bits.
            for (at, (found, expect)) in scores.iter().zip(expect_scores).enumerate() {
                assert!((found - expect).abs() < 1e-9, "{:?}, output {at}: {found}, {expect}", line.text);
            }
        }
        let pieces_sum = sum(pieces.iter().flat_map(|piece| u32::from(*piece).to_le_bytes()));
        assert_eq!((pieces.len(), pieces_sum), (line.n_pieces, line.pieces_sum), "{:?}", line.text);
        let embedding_sum = sum(embedding.iter().flat_map(|value| value.to_le_bytes()));
        assert_eq!(embedding_sum, line.e_sum, "{:?}", line.text);
        let scores_sum = sum(scores.iter().flat_map(|score| score.to_le_bytes()));
        assert_eq!(scores_sum, line.scores_sum, "{:?}", line.text);
        n += 1;
    }
    assert!(n >= 1_000, "{n} lines");
}

#[test]
fn every_output_has_a_name_that_is_known() {
    let mut understanding = understanding();
    for role in [Role::User, Role::Bot] {
        let said = Said { role, text: "hello", marks: Marks::default(), before: None };
        for output in understanding.probabilities(&said) {
            let is_known = output.name == "feeling" || Label::of_name(&output.name).is_some();
            assert!(is_known, "{}", output.name);
        }
    }
}

#[test]
fn a_proof_is_what_was_said() {
    let mut understanding = understanding();
    for (text, label, expect) in [
        (
            "Hi there. You can reach me at [EMAIL 4] or [PHONE 1], thanks",
            Signal::Lead,
            "You can reach me at [EMAIL 4] or [PHONE 1], thanks",
        ),
        ("Morning. Honeywell gives five years of warranty, you give two", Signal::Competitor, "Honeywell"),
        (
            "Hello. If this breaks once more we're moving to something else. What is my order number?",
            Signal::ChurnRisk,
            "If this breaks once more we're moving to something else",
        ),
        (
            "Good morning! Please close my account. I live in Leeds.",
            Signal::Cancellation,
            "Please close my account",
        ),
    ] {
        let said = Said { role: Role::User, text, marks: Marks::default(), before: None };
        let proof = understanding.proof(&said, Label::Signal(label)).expect("a proof");
        let length = (proof.end - proof.start) as usize;
        assert_eq!(text.chars().skip(proof.start as usize).take(length).collect::<String>(), expect);
    }
}
