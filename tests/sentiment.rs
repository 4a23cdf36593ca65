//! Sentiment on whole texts: the rules beside the published program, what they do differently on purpose, and
//! what the head makes of them.

use std::{fs, path::Path};

use serde_json::Value;
use undertone::{
    language::{Feeling, Sentiment},
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

fn sentiment() -> Sentiment {
    Sentiment::read(&section("sentiment")).expect("the section can be read")
}

/// A line of the fixture is a text and what the published program says of it, rounded to 3 and 4 places.
#[test]
fn the_rules_say_what_the_published_program_says() {
    let sentiment = sentiment();
    let fixture = String::from_utf8(repository("tests/fixtures/sentiment.jsonl")).expect("UTF-8");
    let mut wrong = Vec::new();
    let mut n_texts = 0;
    for line in fixture.lines() {
        let row: Value = serde_json::from_str(line).expect("a row of JSON");
        let text = row["text"].as_str().expect("a text");
        let ours = sentiment.verdict(text);
        let pairs = [
            ("compound", ours.compound, 1e-4),
            ("pos", ours.positive, 1e-3),
            ("neg", ours.negative, 1e-3),
            ("neu", ours.neutral, 1e-3),
        ];
        for (name, ours, within) in pairs {
            let theirs = row[name].as_f64().expect("a number");
            if (ours - theirs).abs() > within {
                wrong.push(format!("{text:?}: {name} {ours:.4}, not {theirs}"));
            }
        }
        n_texts += 1;
    }
    assert!(wrong.is_empty(), "{} of {n_texts} texts:\n{}", wrong.len(), wrong.join("\n"));
    assert!(n_texts >= 350, "{n_texts} texts");
}

#[track_caller]
fn same(sentiment: &Sentiment, one: &str, other: &str) {
    let (first, second) = (sentiment.verdict(one), sentiment.verdict(other));
    assert!((first.compound - second.compound).abs() < 1e-9, "{one:?} {first:?}, {other:?} {second:?}");
}

#[test]
fn where_the_rules_differ_on_purpose() {
    let sentiment = sentiment();
    same(&sentiment, "I don’t love it", "I don't love it");
    same(&sentiment, "great😍", "great 😍");
    same(&sentiment, "😍great", "😍 great");
    same(&sentiment, "love it ❤️ really", "love it ❤ really");
    same(&sentiment, "GOOD plan for [EMAIL 3]", "GOOD plan for you");
    same(&sentiment, "mail [EMAIL 3] good", "mail here good");
}

#[test]
fn words_that_decided_are_named_where_they_stand() {
    let sentiment = sentiment();
    let text = "Größe fits; not a bad service — thanks 😡";
    let words = sentiment.words(text, None);
    let named: Vec<(&str, bool)> =
        words.iter().map(|word| (&text[word.start..word.end], word.hundredths > 0)).collect();
    assert_eq!(named, [("bad", true), ("thanks", true), ("😡", false)]);
    assert!(sentiment.words("where is [PERSON 2], please?", None).is_empty());
}

#[test]
fn a_damaged_section_is_refused() {
    let section = section("sentiment");
    assert!(Sentiment::read(&section).is_some());
    for length in (0..section.len()).step_by(997).chain([section.len() - 1]) {
        assert!(Sentiment::read(&section[..length]).is_none(), "{length} bytes");
    }
    let mut longer = section.clone();
    longer.push(0);
    assert!(Sentiment::read(&longer).is_none());
    let mut other_version = section;
    other_version[0] = 1;
    assert!(Sentiment::read(&other_version).is_none());
}

#[test]
fn nothing_said_is_nothing_felt() {
    let sentiment = sentiment();
    assert_eq!(sentiment.score("", None, None), Feeling { hundredths: 0 });
}
