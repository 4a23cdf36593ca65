//! The German catalogue, read apart from the product's own reader, and what can be wrong with it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// English and German as they stand there, in order.
pub fn entries() -> Vec<(String, String)> {
    let (mut one, mut many) = (String::new(), String::new());
    let mut all = Vec::new();
    for line in fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/words/de.po")).unwrap().lines() {
        let Some((key, text)) = line.split_once(' ').filter(|(key, _)| key.starts_with("msg")) else {
            continue;
        };
        let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).expect(line).to_owned();
        match key {
            "msgid" => one = text,
            "msgid_plural" => many = text,
            "msgstr" | "msgstr[0]" if !one.is_empty() => all.push((one.clone(), text)),
            "msgstr[1]" => all.push((many.clone(), text)),
            _ => {}
        }
    }
    all
}

/// What is wrong, by its kind: `missing: …`.
pub fn faults(looked_up: &BTreeMap<String, String>, entries: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut known = BTreeSet::new();
    for (english, german) in entries {
        if !known.insert(english) {
            faults.push(format!("twice: {english}"));
        }
        if !looked_up.contains_key(english) {
            faults.push(format!("left over: {english}"));
        }
        if german.is_empty() {
            faults.push(format!("missing: {english}"));
        } else if gaps(english) != gaps(german) {
            faults.push(format!("gaps: {english} and {german}"));
        }
        if english.contains('\\') || german.contains('\\') {
            faults.push(format!("escape: {english}"));
        }
    }
    let missing = looked_up.iter().filter(|(text, _)| !known.contains(text));
    faults.extend(missing.map(|(text, place)| format!("missing: msgid \"{text}\"  # {place}")));
    faults
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}
