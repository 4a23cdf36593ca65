//! The documents keep up with the product: links lead somewhere, and every reading problem has its
//! remedy.

use std::{
    fs,
    path::{Path, PathBuf},
};

use undertone::ingest::KINDS;

const PLACES: &[&str] = &[".", "docs", "docs/formats", "docs/live", "benches"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn documents() -> Vec<PathBuf> {
    PLACES
        .iter()
        .flat_map(|place| fs::read_dir(root().join(place)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect()
}

/// What `](…)` names in a document.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

/// The anchors that headings make: lower case, words joined by hyphens, no other signs.
fn anchors(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect()
        })
        .collect()
}

/// Links of a document that lead nowhere.
fn dead_links(path: &Path, text: &str) -> Vec<String> {
    links(text)
        .filter(|link| !link.contains("://"))
        .filter(|link| {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.to_path_buf() } else { path.parent().unwrap().join(file) };
            let there = target.exists();
            let anchored =
                anchor.is_empty() || (there && anchors(&read(&target)).iter().any(|a| a == anchor));
            !(there && anchored)
        })
        .map(|link| format!("{}: {link}", path.display()))
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let documents = documents();
    assert!(documents.len() >= 8, "{documents:?}");
    let dead: Vec<String> = documents.iter().flat_map(|path| dead_links(path, &read(path))).collect();
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn a_dead_link_is_found() {
    let text = "[a](README.md) ![b](gone.png) [c](#no-such-heading) [d](https://example.org/)\n# One heading";
    let found = dead_links(&root().join("CHANGELOG.md"), text);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn every_reading_problem_has_its_remedy() {
    let remedies = read(&root().join("docs/troubleshooting.md"));
    let missing: Vec<&str> = KINDS
        .iter()
        .map(|kind| kind.title)
        .filter(|title| !remedies.contains(&format!("| **{title}** |")))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "add them to docs/troubleshooting.md");
}
