//! The catalogues against the sources: every text that the page says has a German one, nothing is
//! left over, and the gaps of both are the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use undertone::insight::DEFINITIONS;

/// Calls whose first text (for `plural` the first two) is looked up in the catalogue.
const CALLS: [(&str, usize); 4] = [("t(", 1), ("say!(", 1), ("plural(", 2), ("template(", 1)];

fn sources(dir: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            // What tests say is nobody's to read.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push((path.display().to_string(), code.join("\n")));
        }
    }
}

/// The string literals that begin a text, as many as stand there separated by commas or after one
/// other argument.
fn literals(code: &str, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    let mut depth = 0i32;
    while found.len() < most {
        let Some(c) = rest.chars().next() else { break };
        match c {
            '"' => {
                let (text, after) = literal(&rest[1..]);
                if depth == 0 {
                    found.push(text);
                }
                rest = after;
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth < 0 {
                    break;
                }
            }
            _ => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    found
}

/// A literal as the compiler reads it, and what follows it.
fn literal(code: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = code.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, &code[at + 1..]),
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('u') => {
                    let digits: String =
                        chars.by_ref().skip(1).map(|(_, c)| c).take_while(|c| *c != '}').collect();
                    text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                }
                Some('\n') => {
                    let rest = chars.as_str();
                    let skip = rest.len() - rest.trim_start().len();
                    (0..rest[..skip].chars().count()).for_each(|_| {
                        chars.next();
                    });
                }
                Some(c) => text.push(c),
                None => {}
            },
            c => text.push(c),
        }
    }
    (text, "")
}

/// Every text that is looked up, and a place that does it.
fn looked_up() -> BTreeMap<String, String> {
    let mut files = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    let mut all = BTreeMap::new();
    let mut add = |text: String, place: &str| {
        if text.chars().any(char::is_alphabetic) {
            all.entry(text).or_insert_with(|| place.to_owned());
        }
    };
    for (path, code) in &files {
        let shown = ["/ui/", "/charts/", "/words/", "/browser/"].iter().any(|room| path.contains(room));
        for (call, most) in CALLS.into_iter().filter(|_| shown && !path.contains("/gallery")) {
            for (at, _) in code.match_indices(call) {
                // `t(` as a word of its own, not the end of `assert(`.
                let before = code[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let arguments = &code[at + call.len()..];
                let first_is_text = arguments.trim_start().starts_with('"');
                if first_is_text || call == "plural(" {
                    for text in literals(arguments, most) {
                        add(text, path);
                    }
                }
            }
        }
    }
    for definition in DEFINITIONS {
        for words in [
            definition.title,
            definition.formula,
            definition.numerator,
            definition.denominator,
            definition.excluded,
            definition.when_empty,
        ] {
            add(words.to_owned(), definition.name);
        }
    }
    all
}

/// The catalogue: English to German.
fn catalogue() -> BTreeMap<String, String> {
    let (mut one, mut many) = (String::new(), String::new());
    let mut all = BTreeMap::new();
    for line in fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/words/de.po")).unwrap().lines() {
        let Some((key, text)) = line.split_once(' ') else { continue };
        let Some(text) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { continue };
        match key {
            "msgid" => one = text.to_owned(),
            "msgid_plural" => many = text.to_owned(),
            "msgstr" | "msgstr[0]" => {
                all.insert(one.clone(), text.to_owned());
            }
            "msgstr[1]" => {
                all.insert(many.clone(), text.to_owned());
            }
            _ => {}
        }
    }
    all.remove("");
    all
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

#[test]
fn every_text_has_a_german_one() {
    let catalogue = catalogue();
    let missing: Vec<String> = looked_up()
        .into_iter()
        .filter(|(text, _)| catalogue.get(text).is_none_or(String::is_empty))
        .map(|(text, place)| format!("msgid \"{text}\"  # {place}"))
        .collect();
    assert!(
        missing.is_empty(),
        "{} texts are not in src/words/de.po:\n{}",
        missing.len(),
        missing.join("\n")
    );
}

#[test]
fn both_languages_have_the_same_gaps() {
    for (english, german) in catalogue() {
        assert_eq!(gaps(&english), gaps(&german), "{english}");
        assert!(!english.contains('\\') && !german.contains('\\'), "no escapes: {english}");
    }
}
