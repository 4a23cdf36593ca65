//! What must always hold of masking, and how much of annotated text it finds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use undertone::privacy::{Finder, Kind, Masker, Span, in_code_points};

fn find(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    Finder::default().find(text, &mut spans);
    spans
}

/// Pieces that, put together at random, come near every rule.
const PIECES: &[&str] = &[
    "ann",
    "@",
    "example",
    ".",
    "org",
    " ",
    "  ",
    "at",
    "dot",
    "(at)",
    "(dot)",
    "[at]",
    "+49",
    "0171",
    "-",
    "1234567",
    "(0)",
    "(555)",
    "010",
    "1234",
    "4111111111111111",
    "4111 1111",
    "DE89",
    "3704 0044 0532 0130 00",
    "192.168.0.1",
    "::",
    ":",
    "fe80",
    "2001:db8::1",
    "00:1a:2b:3c:4d:5e",
    "https://",
    "/",
    "?token=",
    "abc",
    "#",
    "sk-",
    "ghp_",
    "a1b2c3d4e5f6a7b8c9d0",
    "eyJ",
    "Bearer ",
    "call ",
    "phone",
    "order",
    "number ",
    "[EMAIL 1]",
    "[",
    "]",
    "[PHONE ",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "０",
    "１２",
    "＠",
    "ü",
    "🎉",
    "\n",
    ",",
    "office",
    "x12",
    "2026-03-29",
    "ext",
    "=",
    "\"",
    "password",
    " is ",
    "Oak ",
    "Street",
    "12 ",
    "Hauptstraße",
    "my name",
    "Mr. ",
    "Ann Lee",
    "born ",
    "52.5200",
    "°N",
    "P.O. Box",
    "078-05-1120",
    "“",
    "”",
    "'",
    "plate",
    "account",
    "Dear ",
    "I'm ",
    "Regards,",
    "O",
];

fn assembled() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => assembled(), 1 => any::<String>(), 1 => "[ -~]{0,80}", 1 => "[0-9 +().:@/-]{0,60}"]
}

/// What holds of every text.
fn check_invariants(text: &str) {
    let spans = find(text);
    let mut reached = 0;
    for span in &spans {
        assert!(span.start >= reached && span.end > span.start, "{span:?} in {text:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} in {text:?}");
        reached = span.end;
    }
    let points = in_code_points(text, &spans);
    for (bytes, points) in spans.iter().zip(&points) {
        let part: String = text.chars().skip(points.start).take(points.end - points.start).collect();
        assert_eq!(part, text[bytes.start..bytes.end]);
    }
    let mut masker = Masker::new([3; 16]);
    let result = masker.mask(text);
    let again = find(&result.text);
    assert!(again.is_empty(), "{text:?} became {:?} and holds {again:?}", result.text);
    assert_eq!(result.spans().iter().map(|replaced| replaced.span).collect::<Vec<_>>(), spans);
    let left = result.text.into_owned();
    assert_eq!(masker.mask(&left).text, left);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn masking_leaves_no_match_behind(text in any_text()) {
        check_invariants(&text);
    }

    #[test]
    fn equal_emails_are_equal_tokens(
        local in "[a-z][a-z0-9]{0,8}([.+_-][a-z0-9]{1,5})?",
        domain in "[a-z][a-z0-9]{1,8}\\.(com|de|org|co\\.uk)",
        before in "[aeou ]{0,20}",
    ) {
        let email = format!("{local}@{domain}");
        let mut masker = Masker::new([5; 16]);
        masker.mask("somebody.else@elsewhere.example");
        let first = masker.mask(&email).text.into_owned();
        prop_assert_eq!(&first, "[EMAIL 2]");
        let shouted = format!("{before}: {}", email.to_uppercase());
        let expected = format!("{before}: [EMAIL 2]");
        prop_assert_eq!(masker.mask(&shouted).text, expected);
        prop_assert_eq!(masker.count(Kind::Email), 2);
    }

    #[test]
    fn keys_do_not_change_numbers(text in any_text(), one in any::<[u8; 16]>(), other in any::<[u8; 16]>()) {
        prop_assert_eq!(Masker::new(one).mask(&text).text, Masker::new(other).mask(&text).text);
    }
}

#[test]
fn long_texts_of_one_kind_of_thing_end_in_time() {
    for piece in [
        "a",
        "1",
        "1 ",
        "@",
        "a@b.",
        "a@b.co ",
        "http://",
        "[",
        "(at)",
        ":",
        "a:",
        "sk-",
        "eyJ",
        "x?y=",
        ".",
        "dot ",
        "a.b?c",
        "call 1",
        "\u{200b}1",
        "0171 ",
        "::1",
        "00:",
        "a dot ",
        "[EMAIL 1]",
        "DE89",
        "{",
        "+",
        "://@",
        "a@b.co",
        "0171 1234567",
        "call 1234567,",
        "4111111111111111",
        "a at b dot co ",
        "is ",
        "my name is ",
        "1 a ",
        "street ",
        "12 Oak ",
        "12 Oak Street ",
        "password ",
        "password: a",
        "A1",
        "geb ",
        "1.1.85 geb ",
        "52.5200,",
        "Dear Ann Lee ",
        "A ",
        "rue A ",
        "Straße 1",
        "plate A",
        "account 1 ",
        "ftp://a:b@",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let masked = Masker::new([0; 16]).mask(&text).text.into_owned();
        assert!(find(&masked).is_empty(), "{piece}");
    }
}

fn shared(path: &str) -> Option<PathBuf> {
    // Beside the repository, or beside the folder that a work tree of it stands in.
    let path = Path::new("shared/data").join(path);
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let found = above.map(|folder| folder.join(&path)).find(|path| path.exists());
    if found.is_none() {
        report(&format!("skipped: ../{} is not there", path.display()));
    }
    found
}

#[allow(clippy::print_stderr)] // What a test measured or skipped is for whoever runs it.
fn report(line: &str) {
    eprintln!("{line}");
}

#[test]
fn naughty_strings_do_no_harm() {
    let Some(path) = shared("naughty_strings/blns.json") else { return };
    let strings: Vec<String> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for text in &strings {
        check_invariants(text);
    }
    check_invariants(&strings.concat());
}

/// What was found, missed and found in vain of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    right: u32,
    missed: u32,
    vain: u32,
}

impl Score {
    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }

    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.vain).max(1))
    }
}

/// Our kind for a label of the annotated texts.
fn kind_of(label: &str) -> Option<Kind> {
    Some(match label {
        "EMAIL_ADDRESS" => Kind::Email,
        "CREDIT_CARD" => Kind::Card,
        "PHONE_NUMBER" => Kind::Phone,
        "IBAN_CODE" => Kind::Iban,
        "IP_ADDRESS" => Kind::Ip,
        "US_SSN" | "US_DRIVER_LICENSE" => Kind::Ssn,
        _ => return None,
    })
}

#[test]
fn annotated_texts_are_found() {
    let Some(path) = shared("presidio_pii/synth_dataset_v2.json") else { return };
    let texts: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut scores: BTreeMap<Kind, Score> = BTreeMap::new();
    for text in &texts {
        let full = text["full_text"].as_str().unwrap();
        let found = in_code_points(full, &find(full));
        let truth: Vec<Span> = text["spans"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|span| {
                let at = |name: &str| span[name].as_u64().unwrap() as usize;
                let kind = kind_of(span["entity_type"].as_str().unwrap())?;
                Some(Span { kind, start: at("start_position"), end: at("end_position") })
            })
            .collect();
        for span in &truth {
            let score = scores.entry(span.kind).or_default();
            if found.contains(span) {
                score.right += 1;
            } else {
                score.missed += 1;
                report(&format!("missed {span:?} in {full:?}"));
            }
        }
        // Of names and addresses nothing is asked here: `tools/measure` counts how much of them is covered.
        let is_asked = |kind: Kind| kind <= Kind::Phone || kind == Kind::Ssn;
        for span in found.iter().filter(|span| is_asked(span.kind) && !truth.contains(span)) {
            scores.entry(span.kind).or_default().vain += 1;
            report(&format!("in vain {span:?} in {full:?}"));
        }
    }
    for (kind, score) in &scores {
        let (recall, precision) = (score.recall(), score.precision());
        // Cards: one has fewer digits than any issuer's. Telephone: one stands after no telling word.
        let (least_recall, least_precision) = match kind {
            Kind::Card | Kind::Phone => (0.98, 1.0),
            _ => (1.0, 1.0),
        };
        assert!(recall >= least_recall && precision >= least_precision, "{}: {score:?}", kind.name());
        report(&format!("{}: recall {recall:.3}, precision {precision:.3}, {score:?}", kind.name()));
    }
}
