//! Languages on sentences as people chat, kept out of training; and what is too short to tell.

use std::{collections::BTreeMap, fs, path::Path};

use undertone::language::Identifier;

fn repository(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn identifier() -> Identifier {
    Identifier::read(&repository("models/sections/languages.bin")).expect("the section can be read")
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
        match identifier.identify(said).map(undertone::language::Language::code) {
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
    let told = |text: &str| identifier.identify(text).map(undertone::language::Language::code);
    assert_eq!(told("WO IST MEINE BESTELLUNG"), Some("de"));
    assert_eq!(told("meine adresse ist [ADDRESS 2], bitte an [EMAIL 1]"), Some("de"));
    assert_eq!(told("ou\u{300} est mon colis s'il vous plai\u{302}t"), Some("fr"));
    let mut counts = BTreeMap::<_, u32>::new();
    let long = "Ich habe noch nie so lange auf ein Paket gewartet. ".repeat(20_000);
    *counts.entry(told(&long)).or_default() += 1;
    assert_eq!(counts.into_keys().collect::<Vec<_>>(), [Some("de")]);
}
