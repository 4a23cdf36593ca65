//! How much personal data is found in annotated texts, by kind, with intervals. Run with `--nocapture` to read
//! the table; what is not at hand (the model, the texts) is said and skipped.
//!
//! A span counts as found when at least four fifths of it are covered by found spans of its kind, as masked
//! when by spans of any kind. A found span is right when half of it lies in spans of its kind, or when it
//! covers one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use undertone::privacy::{Finder, Kind, Names, Span, in_code_points};

#[allow(clippy::print_stderr)] // What a test measured or skipped is for whoever runs it.
fn report(line: &str) {
    eprintln!("{line}");
}

/// A section of the model in the repository, or a file of its name in the folder that `UNDERTONE_SECTIONS` names.
fn section(name: &str) -> Option<Vec<u8>> {
    if let Ok(folder) = std::env::var("UNDERTONE_SECTIONS") {
        return std::fs::read(Path::new(&folder).join(format!("{name}.bin"))).ok();
    }
    let model = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model")).ok()?;
    let number = |at: usize| Some(u32::from_le_bytes(model.get(at..at + 4)?.try_into().ok()?) as usize);
    let mut at = 12;
    let mut sections = Vec::new();
    for _ in 0..number(8)? {
        let length = usize::from(*model.get(at)?);
        sections.push((model.get(at + 1..at + 1 + length)?, number(at + 1 + length)?));
        at += length + 5;
    }
    for (found, length) in sections {
        if found == name.as_bytes() {
            return Some(model.get(at..at + length)?.to_vec());
        }
        at += length;
    }
    None
}

fn names() -> Option<Arc<Names>> {
    let names = section("names").and_then(|names| Some((names, section("tagger")?)));
    if names.is_none() {
        report("skipped: models/undertone.model is not there or has no names");
    }
    names.map(|(names, tagger)| Arc::new(Names::read(&names, &tagger).expect("the sections can be read")))
}

fn annotated(path: &str) -> Option<String> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found: Option<PathBuf> = above.map(|folder| folder.join(path)).find(|path| path.exists());
    if found.is_none() {
        report(&format!("skipped: {path} is not there"));
    }
    std::fs::read_to_string(found?).ok()
}

/// A text with what is personal in it, in code points.
type Text = (String, Vec<Span>);

fn presidio() -> Option<Vec<Text>> {
    let texts: Vec<Value> =
        serde_json::from_str(&annotated("shared/data/presidio_pii/synth_dataset_v2.json")?).expect("JSON");
    let read = |text: &Value| {
        let spans = text["spans"].as_array().expect("spans").iter().filter_map(|span| {
            let kind = match span["entity_type"].as_str()? {
                "PERSON" => Kind::Person,
                "STREET_ADDRESS" => Kind::Address,
                "EMAIL_ADDRESS" => Kind::Email,
                "CREDIT_CARD" => Kind::Card,
                "PHONE_NUMBER" => Kind::Phone,
                "IBAN_CODE" => Kind::Iban,
                "IP_ADDRESS" => Kind::Ip,
                "US_SSN" | "US_DRIVER_LICENSE" => Kind::Ssn,
                _ => return None,
            };
            let at = |name: &str| span[name].as_u64().map(|at| at as usize);
            Some(Span { kind, start: at("start_position")?, end: at("end_position")? })
        });
        (text["full_text"].as_str().expect("a text").to_owned(), spans.collect())
    };
    Some(texts.iter().map(read).collect())
}

fn authored() -> Option<Vec<Text>> {
    let path = std::env::var("UNDERTONE_PII").unwrap_or("tools/train/authored/held_out/pii.jsonl".to_owned());
    let read = |line: &str| {
        let item: Value = serde_json::from_str(line).expect("JSON");
        let text = item["text"].as_str().expect("a text").to_owned();
        let mut from = 0;
        let mut spans = Vec::new();
        for span in item["spans"].as_array().expect("spans") {
            let (kind, value) =
                (span["type"].as_str().expect("a type"), span["text"].as_str().expect("a text"));
            let Some(at) = text[from..].find(value).map(|at| at + from).or_else(|| text.find(value)) else {
                continue;
            };
            let kind = Kind::ALL.into_iter().find(|one| one.name() == kind).expect("a known type");
            from = at + value.len();
            let points = |to: usize| text[..to].chars().count();
            spans.push(Span { kind, start: points(at), end: points(from) });
        }
        (text, spans)
    };
    Some(annotated(&path)?.lines().map(read).collect())
}

#[derive(Clone, Copy, Debug, Default)]
struct Score {
    spans: u32,
    found: u32,
    masked: u32,
    right: u32,
    vain: u32,
}

/// How much of `span` the others cover.
fn covered<'s>(span: Span, others: impl Iterator<Item = &'s Span>) -> usize {
    others.map(|other| other.end.min(span.end).saturating_sub(other.start.max(span.start))).sum()
}

/// A share with its 95 % interval (Wilson).
fn share(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let (n, p, z) = (f64::from(whole), f64::from(part) / f64::from(whole), 1.96_f64);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    format!("{p:.3} ({:.3}–{:.3})", (middle - half).max(0.0), (middle + half).min(1.0))
}

fn measure(title: &str, texts: &[Text], names: Option<Arc<Names>>) -> BTreeMap<Kind, Score> {
    let mut finder = Finder::with_names(names);
    let mut scores: BTreeMap<Kind, Score> = BTreeMap::new();
    let mut found = Vec::new();
    let show = std::env::var("UNDERTONE_SHOW").is_ok();
    for (text, truth) in texts {
        finder.find(text, &mut found);
        let found = in_code_points(text, &found);
        for span in truth {
            let length = span.end - span.start;
            let score = scores.entry(span.kind).or_default();
            let own = covered(*span, found.iter().filter(|other| other.kind == span.kind));
            let enough = |covered: usize| covered * 5 >= length * 4;
            score.spans += 1;
            score.found += u32::from(enough(own));
            score.masked += u32::from(enough(covered(*span, found.iter())));
            if show && !enough(own) {
                report(&format!("missed {span:?} {text:?}"));
            }
        }
        for span in &found {
            let alike = || truth.iter().filter(|other| other.kind == span.kind);
            let whole = alike()
                .any(|other| covered(*other, std::iter::once(span)) * 5 >= (other.end - other.start) * 4);
            let right = whole || covered(*span, alike()) * 2 >= span.end - span.start;
            let score = scores.entry(span.kind).or_default();
            *(if right { &mut score.right } else { &mut score.vain }) += 1;
            if show && !right {
                report(&format!("in vain {span:?} {text:?}"));
            }
        }
    }
    report(&format!(
        "\n{title}\n| kind | spans | recall | masked | precision |\n| --- | --- | --- | --- | --- |"
    ));
    for (kind, score) in &scores {
        report(&format!(
            "| {} | {} | {} | {} | {} |",
            kind.name(),
            score.spans,
            share(score.found, score.spans),
            share(score.masked, score.spans),
            share(score.right, score.right + score.vain),
        ));
    }
    scores
}

#[test]
fn made_up_sentences_of_others_are_masked() {
    let Some(texts) = presidio() else { return };
    let scores = measure("presidio, patterns alone", &texts, None);
    for (kind, score) in &scores {
        if ![Kind::Person, Kind::Address].contains(kind) && score.spans > 0 {
            assert!(score.found * 100 >= score.spans * 98, "{}: {score:?}", kind.name());
        }
    }
    let Some(names) = names() else { return };
    let scores = measure("presidio, with names", &texts, Some(names));
    for (kind, least_recall, least_precision) in [(Kind::Person, 72, 78), (Kind::Address, 75, 85)] {
        let score = scores[&kind];
        assert!(score.found * 100 >= score.spans * least_recall, "{}: {score:?}", kind.name());
        assert!(
            score.right * 100 >= (score.right + score.vain) * least_precision,
            "{}: {score:?}",
            kind.name()
        );
    }
}

#[test]
fn authored_texts_are_masked() {
    let Some(texts) = authored() else { return };
    measure("authored, patterns alone", &texts, None);
    let Some(names) = names() else { return };
    let scores = measure("authored, with names", &texts, Some(names));
    let (found, spans) =
        scores.values().fold((0, 0), |sum, score| (sum.0 + score.masked, sum.1 + score.spans));
    assert!(found * 100 >= spans * 85, "{found} of {spans}");
}
