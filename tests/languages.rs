//! Languages on sentences as people chat, kept out of training; and what is too short to tell.

// The figures are looked up here when the documentation is written: `-- --nocapture`.
#![allow(clippy::print_stdout)]

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;
use undertone::{
    conversation::Role,
    language::{Identifier, Language, Marks, Sentiment, SentimentClass, mark},
    text::model::Model,
};

fn repository(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn section(name: &'static str) -> Vec<u8> {
    let model = Model::read(repository("models/undertone.model")).expect("the model");
    model.section(name).expect("the section").to_vec()
}

fn identifier() -> Identifier {
    Identifier::read(&section("languages")).expect("the section can be read")
}

/// The figures are those of `models/languages.md`; what is not told counts as wrong.
#[test]
fn sentences_of_chats_are_told() {
    let identifier = identifier();
    let text = String::from_utf8(repository("tools/train/authored/identify/held_out.tsv")).expect("UTF-8");
    let (mut right, mut all, mut wrong) = ([0, 0], [0, 0], Vec::new());
    for line in text.lines() {
        let (code, said) = line.split_once('\t').expect("a code and a text");
        let is_long = usize::from(said.split_whitespace().count() > 5);
        all[is_long] += 1;
        match identifier.identify(said).map(Language::code) {
            Some(told) if told == code => right[is_long] += 1,
            told => wrong.push(format!("{code} taken for {}: {said}", told.unwrap_or("none"))),
        }
    }
    let share = |at: usize| f64::from(right[at]) / f64::from(all[at]);
    let report = format!(
        "short {:.4} of {}, longer {:.4} of {}:\n{}",
        share(0),
        all[0],
        share(1),
        all[1],
        wrong.join("\n")
    );
    println!("{report}");
    assert!(share(0) >= 0.93 && share(1) >= 0.99, "{report}");
}

#[test]
fn what_tells_nothing_has_no_language() {
    let identifier = identifier();
    for text in ["", "12345", "[EMAIL 3]", "👍👍", "https://example.com/wo-ist-mein-paket", "?!", "ok"] {
        assert_eq!(identifier.identify(text), None, "{text}");
    }
}

#[test]
fn case_masked_data_and_loose_accents_do_not_matter() {
    let identifier = identifier();
    let told = |text: &str| identifier.identify(text).map(Language::code);
    assert_eq!(told("WO IST MEINE BESTELLUNG"), Some("de"));
    assert_eq!(told("meine adresse ist [ADDRESS 2], bitte an [EMAIL 1]"), Some("de"));
    assert_eq!(told("ou\u{300} est mon colis s'il vous plai\u{302}t"), Some("fr"));
    let mut counts = BTreeMap::<_, u32>::new();
    let long = "Ich habe noch nie so lange auf ein Paket gewartet. ".repeat(20_000);
    *counts.entry(told(&long)).or_default() += 1;
    assert_eq!(counts.into_keys().collect::<Vec<_>>(), [Some("de")]);
}

/// Precision and recall of the rules on wordings that were written before them, in each language. The figures are
/// those of `models/languages.md`.
#[test]
fn rules_read_six_languages() {
    let kinds = [
        ("fallback", Role::Bot, Marks::FALLBACK),
        ("handoff", Role::Bot, Marks::HANDOFF),
        ("thank", Role::User, Marks::THANKS),
        ("greeting", Role::User, Marks::GREETING),
        ("ask_human", Role::User, Marks::ASKS_HUMAN),
    ];
    let mut scratch = String::new();
    let mut report = String::new();
    let mut weak = Vec::new();
    for code in ["de", "fr", "es", "it", "pt", "nl"] {
        let path = format!("tools/train/authored/languages/{code}.held_out.jsonl");
        let rows = String::from_utf8(repository(&path)).expect("UTF-8");
        for (label, side, wanted) in kinds {
            let (mut hits, mut missed, mut false_alarms) = (0_u32, 0_u32, 0_u32);
            for line in rows.lines() {
                let row: Value = serde_json::from_str(line).expect("a row of JSON");
                let role = if row["role"] == "bot" { Role::Bot } else { Role::User };
                if role != side {
                    continue;
                }
                let text = row["text"].as_str().expect("a text");
                let meant = row["labels"].as_array().expect("labels").iter().any(|one| one == label);
                let said = mark(role, text, &mut scratch).has(wanted);
                match (meant, said) {
                    (true, true) => hits += 1,
                    (true, false) => missed += 1,
                    (false, true) => false_alarms += 1,
                    (false, false) => {}
                }
            }
            let share = |of: u32| f64::from(hits) / f64::from((hits + of).max(1));
            let (precision, recall) = (share(false_alarms), share(missed));
            report += &format!("{code} {label}: precision {precision:.2}, recall {recall:.2}\n");
            if precision < 0.85 || recall < 0.65 {
                weak.push(format!("{code} {label}"));
            }
        }
    }
    println!("{report}");
    assert!(weak.is_empty(), "weak: {weak:?}\n{report}");
}

/// Feeling in six languages, by the words of each alone. The figures are those of `models/languages.md`.
#[test]
fn feeling_is_read_in_six_languages() {
    let sentiment = Sentiment::read(&section("sentiment")).expect("the section can be read");
    let mut report = String::new();
    let mut weak = Vec::new();
    for code in ["de", "fr", "es", "it", "pt", "nl"] {
        let rows =
            String::from_utf8(repository(&format!("tools/train/authored/languages/{code}.held_out.jsonl")));
        for (label, class) in [("positive", SentimentClass::Positive), ("negative", SentimentClass::Negative)]
        {
            let (mut hits, mut missed, mut false_alarms) = (0_u32, 0_u32, 0_u32);
            for line in rows.as_ref().expect("UTF-8").lines() {
                let row: Value = serde_json::from_str(line).expect("a row of JSON");
                let labels: Vec<&str> =
                    row["labels"].as_array().expect("labels").iter().filter_map(Value::as_str).collect();
                // Thanks are mildly positive by themselves; the lists do not say so of them.
                if row["role"] != "user" || class == SentimentClass::Positive && labels == ["thank"] {
                    continue;
                }
                let text = row["text"].as_str().expect("a text");
                let said = sentiment.score(text, Language::of_code(code), None).class() == class;
                match (labels.contains(&label), said) {
                    (true, true) => hits += 1,
                    (true, false) => missed += 1,
                    (false, true) => false_alarms += 1,
                    (false, false) => {}
                }
            }
            let share = |of: u32| f64::from(hits) / f64::from((hits + of).max(1));
            let (precision, recall) = (share(false_alarms), share(missed));
            report += &format!("{code} {label}: precision {precision:.2}, recall {recall:.2}\n");
            if precision < 0.7 || recall < 0.6 {
                weak.push(format!("{code} {label}"));
            }
        }
    }
    println!("{report}");
    assert!(weak.is_empty(), "weak: {weak:?}\n{report}");
}
