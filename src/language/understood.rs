//! Utterances through a tiny model whose weights mean nothing: that all of it adds up as it is written,
//! and that rules and model come together as they should.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Act, Before, Label, Marks, Reading, Said, Segment, Signal, Understanding};
use crate::{
    conversation::Role,
    text::model::{Model, Refusal, Sketch, tiny},
};

const USER: [(&str, u8); 8] = [
    ("segment:research", 1),
    ("segment:support", 1),
    ("act:question", 2),
    ("act:request", 2),
    ("act:thank", 2),
    ("signal:competitor", 0),
    ("signal:lead", 0),
    ("emotion:anger", 0),
];
const BOT: [(&str, u8); 4] = [("act:answer", 1), ("act:ask", 1), ("fallback", 0), ("handoff", 0)];
const KEYS: [&str; 4] = ["first", "role:bot", "after:ask", "after:answer"];

fn sections() -> Vec<(&'static str, Vec<u8>)> {
    let mut sections = tiny::sections();
    sections.push(("heads.user", tiny::heads(&USER, &KEYS)));
    sections.push(("heads.bot", tiny::heads(&BOT, &KEYS)));
    sections
}

fn understanding() -> Understanding {
    let model = Model::read(tiny::file(&sections())).unwrap();
    Understanding::new(Arc::new(model)).unwrap()
}

fn said(role: Role, text: &str) -> Said<'_> {
    Said { role, text, marks: Marks::default(), before: None }
}

#[test]
fn damaged_heads_are_refused() {
    let whole = sections();
    let new = |sections: &[(&'static str, Vec<u8>)]| {
        Understanding::new(Arc::new(Model::read(tiny::file(sections)).unwrap())).err()
    };
    assert_eq!(new(&whole), None);
    assert_eq!(new(&whole[..4]), Some(Refusal::Lacks("heads.bot")));
    for length in 0..whole[3].1.len() {
        let mut short = whole.clone();
        short[3].1.truncate(length);
        assert_eq!(new(&short), Some(Refusal::Damaged), "{length}");
    }
    let mut stray = whole;
    stray[3].1.push(0);
    assert_eq!(new(&stray), Some(Refusal::Damaged));
}

/// What the contract says a score is, computed in its own words from the bytes of the sections.
fn score(text_words: &[&str], embedding: &[i16], output: usize, keys: &[usize], before: Sketch) -> f64 {
    let sections = sections();
    let fnv = |text: String| {
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    };
    let bucket = |text: String| {
        let hash = fnv(text);
        ((hash ^ hash >> 16) & 0xff) as usize
    };
    let mut words = Vec::new();
    let mut chars = Vec::new();
    for (at, word) in text_words.iter().enumerate() {
        words.push(bucket(format!("w{word}")));
        if let Some(next) = text_words.get(at + 1) {
            words.push(bucket(format!("w{word} {next}")));
        }
        let spaced: Vec<char> = format!(" {word} ").chars().collect();
        for length in 3..=5 {
            for part in spaced.windows(length) {
                chars.push(256 + bucket(format!("c{}", part.iter().collect::<String>())));
            }
        }
    }
    let idf = &sections[2].1[2..];
    let head = &sections[3].1;
    // The section's fixed parts, up to the dense weights: see `tiny::heads`.
    let names: usize = USER.iter().map(|(name, _)| 1 + name.len() + 1 + 6 * 4).sum();
    let key_names: usize = KEYS.iter().map(|key| 1 + key.len()).sum();
    let context = 2 + 12 + names + 2 + key_names;
    let dense = context + KEYS.len() * USER.len() * 4;
    let hidden = dense + USER.len() * tiny::DIMENSIONS + 3;
    let inner = hidden + tiny::UNITS * 12;
    let outer_scales = inner + 2 * tiny::UNITS * tiny::DIMENSIONS;
    let outer = outer_scales + USER.len() * 4;
    let mut sparse = outer + USER.len() * tiny::UNITS;
    let mut weights = vec![[0_i64; USER.len()]; 512];
    for weights in &mut weights {
        let length = usize::from(head[sparse]);
        for pair in head[sparse + 1..sparse + 1 + length * 2].chunks(2) {
            weights[usize::from(pair[0])] = i64::from(pair[1] as i8);
        }
        sparse += 1 + length * 2;
    }
    let block = |buckets: &[usize]| {
        let sum: i64 = buckets.iter().map(|bucket| i64::from(idf[*bucket]) * weights[*bucket][output]).sum();
        let square: i64 = buckets.iter().map(|bucket| i64::from(idf[*bucket]).pow(2)).sum();
        (sum as f64, (square as f64).sqrt())
    };
    let (of_words, words_length) = block(&words);
    let (of_chars, chars_length) = block(&chars);
    let row = &head[dense + output * tiny::DIMENSIONS..][..tiny::DIMENSIONS];
    let meant: i64 =
        embedding.iter().zip(row).map(|(value, weight)| i64::from(*value) * i64::from(*weight as i8)).sum();
    let real = |at: usize| f64::from(f32::from_le_bytes(head[at..at + 4].try_into().unwrap()));
    let small = |at: usize| i64::from(head[at] as i8);
    let mut units = 0;
    for unit in 0..tiny::UNITS {
        let (mut own, mut signs) = (0, 0);
        for (at, value) in embedding.iter().enumerate() {
            let weight = inner + unit * tiny::DIMENSIONS + at;
            let sign = if before.0[0] >> at & 1 == 1 { 1 } else { -1 };
            own += i64::from(*value) * small(weight);
            signs += sign * small(weight + tiny::UNITS * tiny::DIMENSIONS);
        }
        let mut sum = real(hidden + unit * 12) * own as f64 / 8192.0;
        if before != Sketch::default() {
            sum += real(hidden + unit * 12 + 4) * signs as f64;
        }
        let steps = ((sum + real(hidden + unit * 12 + 8)) * 1024.0 + 0.5).floor();
        units += steps.clamp(0.0, 32767.0) as i64 * small(outer + output * tiny::UNITS + unit);
    }
    let meaning = 1.0 * f64::from(0.02_f32) * of_words / words_length
        + 0.5 * f64::from(0.02_f32) * of_chars / chars_length
        + 2.0 * f64::from(0.03_f32) * meant as f64 / 8192.0
        + real(outer_scales + output * 4) * units as f64 / 1024.0;
    let score =
        keys.iter().fold(meaning, |score, key| score + real(context + (key * USER.len() + output) * 4));
    score + f64::from(output as f32 / 8.0)
}

#[test]
fn a_score_is_what_the_contract_says() {
    let mut understanding = understanding();
    let before = |meaning| Some(Before { role: Role::Bot, act: Some(Act::Ask), meaning });
    let (unknown, known) = (Sketch::default(), Sketch([0x5a31_77f0_0d0d_9e3b, 0, 0, 0]));
    for (before, keys, meaning) in
        [(None, &[0][..], unknown), (before(unknown), &[1, 2], unknown), (before(known), &[1, 2], known)]
    {
        let said = Said { before, ..said(Role::User, "I want the orders refunded") };
        let scores = understanding.scores(&said).to_vec();
        let embedding = understanding.embedding(said.text).to_vec();
        let words = ["i", "want", "the", "orders", "refunded"];
        for (output, found) in scores.iter().enumerate() {
            assert_eq!(
                found.to_bits(),
                score(&words, &embedding, output, keys, meaning).to_bits(),
                "{output}"
            );
        }
    }
}

#[test]
fn probabilities_are_of_groups_or_by_themselves() {
    let mut understanding = understanding();
    let all = understanding.probabilities(&said(Role::User, "hello, refund the order"));
    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, USER.map(|(name, _)| name));
    let sum = |range: std::ops::Range<usize>| all[range].iter().map(|one| one.probability).sum::<f64>();
    assert!((sum(0..2) - 1.0).abs() < 1e-12 && (sum(2..5) - 1.0).abs() < 1e-12);
    assert!(all.iter().all(|one| (0.0..=1.0).contains(&one.probability)));
    for group in [0..2, 2..5] {
        let best = all[group.clone()].iter().map(|one| one.probability).fold(0.0, f64::max);
        for one in &all[group] {
            assert_eq!(one.given, one.probability >= best && best >= f64::from(0.4_f32));
        }
    }
    assert_eq!(understanding.probabilities(&said(Role::Agent, "hello")).len(), BOT.len());
    assert!(understanding.probabilities(&said(Role::System, "hello")).is_empty());
}

#[test]
fn a_reading_is_what_the_probabilities_say() {
    let mut understanding = understanding();
    let said = said(Role::User, "hello, refund the order");
    let all = understanding.probabilities(&said);
    let reading = understanding.read(&said);
    let given = |name: &str| all.iter().any(|one| one.name == name && one.given);
    for (name, act) in
        [("act:question", Act::Question), ("act:request", Act::Request), ("act:thank", Act::Thank)]
    {
        assert_eq!(reading.act == Some(act), given(name));
    }
    assert_eq!(reading.segment == Some(Segment::Support), given("segment:support"));
    assert_eq!(reading.signals.has(Signal::Competitor), given("signal:competitor"));
    assert!(!reading.act_by_rule);
}

#[test]
fn what_a_rule_says_stays() {
    let mut understanding = understanding();
    let mut read =
        |role: Role, text: &str, marks: Marks| understanding.read(&Said { marks, ..said(role, text) });
    assert_eq!(read(Role::User, "thanks", Marks::THANKS).act, Some(Act::Thank));
    assert_eq!(read(Role::User, "a human", Marks::ASKS_HUMAN.with(Marks::QUESTION)).act, Some(Act::AskHuman));
    let passed = read(Role::Bot, "one moment", Marks::HANDOFF.with(Marks::FALLBACK));
    assert!(passed.fallback && passed.handoff && passed.act == Some(Act::Handoff) && passed.act_by_rule);
    assert!(read(Role::User, "[EMAIL 1]", Marks::CONTACT).signals.has(Signal::Lead));
    assert_eq!(read(Role::System, "hello", Marks::default()), Reading::default());
    assert_eq!(read(Role::User, "", Marks::default()), Reading::default());
    let agent = read(Role::Agent, "refund the order", Marks::default());
    assert!(!agent.fallback && !agent.handoff && agent.segment.is_none());
}

#[test]
fn the_words_shares_add_up_to_the_score() {
    let mut understanding = understanding();
    let said = said(Role::User, "Hello! I want the order refunded, [EMAIL 3] naïve?");
    let scores = understanding.scores(&said).to_vec();
    for (at, (name, _)) in USER.iter().enumerate() {
        let shares = understanding.shares(&said, Label::of_name(name).unwrap());
        let bias = at as f64 / 8.0 + ((at % 5) as f64 / 4.0 - 0.5);
        let sum = shares.iter().map(|share| share.weight).sum::<f64>() + bias;
        // The embedding is rounded, the words' parts of it are not.
        assert!((sum - scores[at]).abs() < 0.05, "{name}: {sum} {}", scores[at]);
    }
    let shares = understanding.shares(&said, Label::Signal(Signal::Lead));
    let text: Vec<char> = said.text.chars().collect();
    let words: Vec<String> = shares
        .iter()
        .map(|share| text[share.at.start as usize..share.at.end as usize].iter().collect())
        .collect();
    assert_eq!(
        words,
        ["Hello", "!", "I", "want", "the", "order", "refunded", ",", "[EMAIL 3]", "naïve", "?"]
    );
}

#[track_caller]
fn check_proof(text: &str, label: Signal, expect: &str) {
    let mut understanding = understanding();
    let stretch = understanding.proof(&said(Role::User, text), Label::Signal(label)).unwrap();
    let proof: String =
        text.chars().skip(stretch.start as usize).take((stretch.end - stretch.start) as usize).collect();
    assert_eq!(proof, expect);
}

#[test]
fn a_proof_is_a_sentence_a_name_or_a_clause() {
    check_proof("Größe: mail me, [EMAIL 3] please. Hello!", Signal::Lead, "Größe: mail me, [EMAIL 3] please");
    check_proof("hello\ncall [PHONE 1]\nthanks", Signal::Lead, "call [PHONE 1]");
    check_proof("honestly we may go to Bright Desk next year", Signal::Competitor, "Bright Desk");
    check_proof("the Allen-Bradley one", Signal::Competitor, "Allen-Bradley");
    check_proof("brightDesk has it", Signal::Competitor, "brightDesk");
    check_proof("?!", Signal::Competitor, "?!");
}

#[test]
fn a_reader_that_knows_many_words_reads_like_one_that_knows_none() {
    let mut used = understanding();
    let text =
        |number: u32| format!("order {number:x} x{} {}", number % 97, "long".repeat(1 + number as usize % 9));
    for number in 0..9_000 {
        used.scores(&said(Role::User, &text(number)));
    }
    for number in (0..9_000).step_by(333) {
        let text = text(number);
        let mut fresh = understanding();
        assert_eq!(used.scores(&said(Role::User, &text)), fresh.scores(&said(Role::User, &text)), "{text}");
    }
    assert!(used.bytes() < 2_000_000);
}

proptest! {
    #[test]
    fn any_text_is_understood(text: String, by in 0..4_usize, act in 0..Act::ALL.len(), meaning: u64) {
        let mut understanding = understanding();
        let meaning = Sketch([meaning, 0, 0, 0]);
        let before = Some(Before { role: Role::ALL[by], act: Some(Act::ALL[act]), meaning });
        let said = Said { before, ..said(Role::ALL[by], &text) };
        let reading = understanding.read(&said);
        prop_assert_eq!(reading, understanding.read(&said));
        let points = text.chars().count() as u32;
        for label in [Label::Signal(Signal::Lead), Label::Signal(Signal::Competitor), Label::Fallback] {
            for stretch in understanding.shares(&said, label).iter().map(|share| share.at).chain(understanding.proof(&said, label)) {
                prop_assert!(stretch.start < stretch.end && stretch.end <= points);
            }
        }
    }
}
