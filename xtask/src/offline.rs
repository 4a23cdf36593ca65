//! The service worker that keeps the page's own files for who wants to open it without a network: which files there are,
//! and what tells this version from another, are put into it here.

use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    path::Path,
};

use crate::{
    embed,
    failure::{Failure, Outcome},
    integrity,
    project::{Project, read},
};

/// The file in `dist/`.
pub const FILE: &str = "offline.js";

/// What hosts read, what tells of the others, and what is not asked for by its name.
const NOT_KEPT: [&str; 3] = ["_headers", integrity::FILE, FILE];

/// Puts it into a built page, of which all else is there.
pub fn put(project: &Project, dist: &Path) -> Outcome {
    let source = read(&project.root().join("www").join(FILE))?;
    let failure = |error: std::io::Error| {
        Failure::new(format!("{FILE} could not be put into dist/: {error}."), "See to its permissions.")
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(dist).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // What stands on other pages is theirs to keep.
        if entry.path().is_file() && !embed::is_of_panel(&name) && !NOT_KEPT.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    let mut files = Vec::new();
    for name in names {
        let bytes = fs::read(dist.join(&name)).map_err(failure)?;
        files.push((name, bytes));
    }
    fs::write(dist.join(FILE), filled(&source, &files)).map_err(failure)
}

/// The worker with the names of the files and a version that changes with any of them; without its comments.
fn filled(source: &str, files: &[(String, Vec<u8>)]) -> String {
    let mut hasher = DefaultHasher::new();
    for (name, bytes) in files {
        hasher.write(name.as_bytes());
        hasher.write(&bytes.len().to_le_bytes());
        hasher.write(bytes);
    }
    let names: Vec<String> = files.iter().map(|(name, _)| format!("{name:?}")).collect();
    let is_comment =
        |line: &&str| line.trim_start().starts_with("//") || line.trim_start().starts_with("/**");
    let code: Vec<&str> = source.lines().filter(|line| !is_comment(line)).map(str::trim).collect();
    code.join("\n")
        .replace("\"version\"", &format!("\"{:016x}\"", hasher.finish()))
        .replace("[\"files\"]", &format!("[{}]", names.join(",")))
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn the_version_goes_with_the_files() {
        let source = include_str!("../../www/offline.js");
        let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
        let one = filled(source, &[file("index.html", b"a"), file("page.js", b"b")]);
        assert!(one.contains(r#"const FILES = ["index.html","page.js"];"#), "{one}");
        assert!(!one.contains("\"version\"") && !one.contains("//"), "{one}");
        assert_eq!(one, filled(source, &[file("index.html", b"a"), file("page.js", b"b")]));
        assert_ne!(one, filled(source, &[file("index.html", b"ab"), file("page.js", b"")]));
        assert_ne!(one, filled(source, &[file("index.html", b"a"), file("page.js", b"c")]));
    }
}
