//! `undertone analyze --explain`: how a figure is counted, in words.

use undertone::insight::{DEFINITIONS, Definition, STUDIED, definition};

use crate::Failure;

/// The definition of a name.
///
/// # Errors
/// There is no such figure; what is called alike is named.
pub fn explained(name: &str) -> Result<String, Failure> {
    let Some(definition) = definition(name) else { return Err(unknown(name)) };
    let Definition { title, formula, numerator, denominator, excluded, when_empty, evidence, .. } =
        *definition;
    let parts = [
        ("Counted", numerator),
        ("Out of", denominator),
        ("Left out", excluded),
        ("When there is nothing to count", when_empty),
        ("Behind it (--filter)", evidence),
    ];
    let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
    let lines: Vec<String> = parts.map(|(part, words)| format!("  {part}: {words}\n")).collect();
    Ok(format!("{title} ({name})\n  {formula}\n{}", lines.concat()))
}

fn unknown(name: &str) -> Failure {
    let lowered = name.to_lowercase();
    let words: Vec<&str> = lowered.split(['_', ' ', '-']).filter(|word| word.len() > 2).collect();
    let is_alike = |one: &&Definition| {
        let title = one.title.to_lowercase();
        words.iter().any(|word| one.name.contains(word) || title.contains(word))
    };
    let all = || DEFINITIONS.iter().chain(STUDIED);
    let mut alike: Vec<&str> = all().filter(is_alike).map(|one| one.name).take(8).collect();
    if alike.is_empty() {
        alike = all().map(|one| one.name).collect();
    }
    Failure::new(format!("no figure is called “{name}”. There is: {}", alike.join(", ")))
}
