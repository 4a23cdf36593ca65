//! The guide of the page: the documents on formats as one file beside it, asked for when somebody opens it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Failure, Outcome},
    project::Project,
};

/// The file in `dist/`.
pub const FILE: &str = "guide.md";

/// What stands in front of the name of each document, as `ui/guide_text.rs` reads it.
const PAGE: char = '\u{c}';

/// The documents, each behind its name. Their last line leads to the list, which the page shows beside them.
pub fn guide(root: &Path) -> Outcome<String> {
    let failure = |error: std::io::Error| {
        Failure::new(format!("The documents on formats cannot be read: {error}."), "See to docs/formats/.")
    };
    let folder = root.join("docs/formats");
    let entries = fs::read_dir(&folder).map_err(failure)?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.push(root.join("docs/your-export.md"));
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut guide = String::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(failure)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = text.trim_end().trim_end_matches("[All formats](README.md)").trim_end();
        guide.extend([&PAGE.to_string(), &*name, "\n", text, "\n"]);
    }
    Ok(guide)
}

/// Puts the guide into a built page.
pub fn put(project: &Project, dist: &Path) -> Outcome {
    let guide = guide(project.root())?;
    fs::write(dist.join(FILE), guide).map_err(|error| {
        Failure::new(format!("The guide could not be put into dist/: {error}."), "See to its permissions.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_a_page_with_a_title() {
        let guide = guide(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()).unwrap();
        let pages: Vec<&str> = guide.split(PAGE).skip(1).collect();
        assert!(pages.len() > 25);
        for page in pages {
            let (name, text) = page.split_once('\n').unwrap();
            assert!(text.starts_with("# ") && !text.contains("[All formats]"), "{name}");
        }
        assert!(guide.contains("| Intercom | [page](intercom.md) |"));
    }
}
