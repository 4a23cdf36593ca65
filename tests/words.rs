//! The catalogues against the sources: every text that a person can see has a German one, nothing is
//! left over, none stands there twice, and the gaps of both are the same.

#[path = "words/catalogue.rs"]
mod catalogue;
#[path = "words/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use undertone::{
    ingest::{Column, KINDS},
    insight::{DEFINITIONS, STUDIED},
};

use catalogue::{entries, faults};
use sources::{calls, constants, function, sources};

/// Calls whose first text (for the plurals the first two) is looked up.
const CALLS: [(&str, usize); 7] = [
    ("t(", 1),
    ("say!(", 1),
    ("plural(", 2),
    ("plural_of(", 2),
    ("Sentence::of(", 1),
    ("Head::words(", 1),
    ("Head::figures(", 1),
];

/// Rooms that say their words themselves; the others send them to these.
const SHOWING: [&str; 5] = ["/ui/", "/charts/", "/words/", "/browser/", "/embed/"];

/// Every text that is looked up, and a place that does it.
fn looked_up() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut add = |text: &str, place: &str| {
        // A dash or a dot is the same everywhere; the order of gaps is not.
        if text.contains('{') || text.chars().any(char::is_alphabetic) {
            all.entry(text.to_owned()).or_insert_with(|| place.to_owned());
        }
    };
    for (path, code) in sources().iter().filter(|(path, _)| !path.contains("/gallery")) {
        let shows = SHOWING.iter().any(|room| path.contains(room));
        for (call, most) in CALLS.into_iter().filter(|(call, _)| shows || call.contains("::")) {
            for text in calls(code, call, most) {
                add(&text, path);
            }
        }
        // What the worker says and the page looks up whole.
        let mut said = Vec::new();
        if path.contains("/browser/") {
            let answers = code.split("Response::Failed {").skip(1);
            said.extend(answers.filter_map(|answer| calls(answer, "message: ", 1).into_iter().next()));
        }
        let refuses = [
            "snapshot/mod.rs",
            "text/model/mod.rs",
            "taught/file.rs",
            "taught/fit.rs",
            "browser/vault.rs",
            "browser/teaching.rs",
        ];
        if refuses.iter().any(|file| path.ends_with(file)) {
            said.extend(function(code, "fmt"));
        }
        // Reasons of figures are sentences; the other texts there are names.
        if path.contains("/insight/") {
            said.extend(function(code, "finish").into_iter().filter(|text| text.contains(' ')));
        }
        // Heads of tables are said where these are shown.
        if path.contains("/insight/") {
            said.extend(calls(code, "Head::words(", 1));
            said.extend(calls(code, "Head::figures(", 1));
        }
        // Some of those reasons, and why there is no model, have names.
        if path.contains("/insight/") || path.ends_with("browser/modelling.rs") {
            // Names of parts are none of them, and neither is the head of a document.
            let is_reason = |text: &String| text.contains(' ') && !text.starts_with('#');
            said.extend(constants(code).into_iter().filter(is_reason));
        }
        if path.ends_with("query/error.rs") {
            said.extend(function(code, "template"));
        }
        if path.ends_with("ingest/decode.rs") {
            let kinds = function(code, "binary_kind").into_iter();
            said.extend(kinds.filter(|text| text.starts_with("a ") || text.starts_with("an ")));
        }
        if path.ends_with("ingest/parquet/mod.rs") {
            said.extend(calls(code, "Fault::Unknown(", 1));
        }
        for text in said {
            add(&text, path);
        }
    }
    for kind in KINDS {
        add(kind.title, kind.name);
        add(kind.text, kind.name);
    }
    for column in Column::ALL {
        add(column.label(), "the meaning of a column");
    }
    for definition in DEFINITIONS.iter().chain(STUDIED) {
        for words in [
            definition.title,
            definition.formula,
            definition.numerator,
            definition.denominator,
            definition.excluded,
            definition.when_empty,
        ] {
            add(words, definition.name);
        }
    }
    all
}

#[test]
fn every_text_has_a_german_one_and_none_is_left_over() {
    let faults = faults(&looked_up(), &entries());
    assert!(faults.is_empty(), "{} faults in src/words/de.po:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn texts_of_every_kind_of_place_are_found() {
    let found = looked_up();
    for text in [
        "Conversations over time",
        "{n} of {all} engaged conversations",
        "fewer than 5 engaged conversations",
        "no conversation has a rating",
        "the files hold no times",
        "This quote is not closed.",
        "The time cannot be read; the message is kept without one",
        "a ZIP archive or an Excel workbook",
        "{why}; columns understood: {columns}",
        "one row per message",
        "Speaker's role",
        "This conversation is not in the data that are open now.",
        "Containment rate",
        "no user message was understood: there was no language model, or it does not read their language",
        "The language model could not be loaded from this page's address.",
    ] {
        assert!(found.contains_key(text), "{text}");
    }
}

#[test]
fn every_fault_of_a_catalogue_is_found() {
    let wanted: BTreeMap<String, String> = ["missing", "{n} gaps", "empty", "twice", "escaped"]
        .into_iter()
        .map(|text| (text.to_owned(), "here".to_owned()))
        .collect();
    let pair = |english: &str, german: &str| (english.to_owned(), german.to_owned());
    let sound = wanted.keys().map(|text| pair(text, text)).collect::<Vec<_>>();
    assert_eq!(faults(&wanted, &sound), [""; 0]);
    let broken = [
        pair("{n} gaps", "{m} Lücken"),
        pair("empty", ""),
        pair("twice", "zweimal"),
        pair("twice", "doppelt"),
        pair("escaped", "\\n"),
        pair("left over", "übrig"),
    ];
    let found = faults(&wanted, &broken);
    let named: BTreeSet<&str> = found.iter().filter_map(|fault| fault.split(':').next()).collect();
    assert_eq!(named, BTreeSet::from(["missing", "gaps", "twice", "escape", "left over"]), "{found:?}");
    assert_eq!(found.iter().filter(|fault| fault.starts_with("missing")).count(), 2, "{found:?}");
}

#[test]
fn few_cases_are_as_few_as_the_reasons_say() {
    let few: Vec<String> = looked_up().into_keys().filter(|text| text.starts_with("fewer than ")).collect();
    assert!(few.len() > 5 && few.iter().all(|text| text.starts_with("fewer than 5 ")), "{few:?}");
}
