//! Style sheets and glue code as they are sent: few, and without comments, long names and spaces.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Failure, Outcome},
    process,
    project::{Project, read},
    shorten,
};

/// Oldest browsers that know WebAssembly with SIMD everywhere, so that nothing is written for older ones.
pub const TARGET: &str = "--target=es2022,safari16.4,firefox115,chrome111";

/// Minifies every script and style sheet in `dist/`, each in its place.
pub fn minify(project: &Project, tools: &[PathBuf]) -> Outcome {
    let dist = project.dist();
    join_styles(&dist)?;
    for program in ["page", "worker", "tables", "panel"] {
        shorten::shorten(project, tools, program)?;
    }
    let files = files(&dist)?;
    let mut esbuild = process::command(project, "esbuild");
    esbuild
        .env("PATH", process::path_with(tools.iter().map(PathBuf::as_path)))
        .current_dir(&dist)
        .args(files)
        .args(["--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning", TARGET])
        .args(["--outdir=.", "--allow-overwrite"]);
    process::run(&mut esbuild, || {
        Failure::new("Scripts and styles could not be minified.", "See what esbuild said above.")
    })
}

/// Puts all style sheets of the page into the first: one is a seventh smaller than three.
fn join_styles(dist: &Path) -> Outcome {
    let index = dist.join("index.html");
    let failure = |error| {
        Failure::new(
            format!("The styles in {} could not be put together: {error}.", dist.display()),
            "Build anew.",
        )
    };
    let (page, sheets) = with_one_sheet(&read(&index)?);
    let mut all = String::new();
    for sheet in &sheets {
        all += &read(&dist.join(sheet))?;
        fs::remove_file(dist.join(sheet)).map_err(failure)?;
    }
    if let Some(first) = sheets.first() {
        fs::write(dist.join(first), all).map_err(failure)?;
    }
    fs::write(index, page).map_err(failure)
}

/// The page with the first of its style sheets alone, and the names of all in their order.
fn with_one_sheet(page: &str) -> (String, Vec<String>) {
    let (mut kept, mut sheets) = (Vec::new(), Vec::new());
    for line in page.lines() {
        let sheet = line.trim().strip_prefix("<link rel=\"stylesheet\" href=\"./");
        if let Some((name, _)) = sheet.and_then(|sheet| sheet.split_once('"')) {
            sheets.push(name.to_owned());
            if sheets.len() > 1 {
                continue;
            }
        }
        kept.push(line);
    }
    (kept.join("\n") + "\n", sheets)
}

/// Names of the scripts and style sheets in a directory.
fn files(dist: &Path) -> Outcome<Vec<String>> {
    let entries = fs::read_dir(dist).map_err(|error| {
        Failure::new(format!("{} could not be read: {error}.", dist.display()), "See what Trunk said above.")
    })?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| is_minified(name)).collect())
}

fn is_minified(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "js" || extension == "css")
}

#[cfg(test)]
mod tests {
    use super::{is_minified, with_one_sheet};

    #[test]
    fn one_style_sheet_is_left() {
        let page = "<head>\n  <link rel=\"stylesheet\" href=\"./a.css\"/>\n  <link rel=\"stylesheet\" href=\"./b.css\" />\n</head>\n";
        let (page, sheets) = with_one_sheet(page);
        assert_eq!(sheets, ["a.css", "b.css"]);
        assert_eq!(page, "<head>\n  <link rel=\"stylesheet\" href=\"./a.css\"/>\n</head>\n");
    }

    #[test]
    fn scripts_and_styles_are_minified() {
        assert!(is_minified("page.js") && is_minified("charts.css"));
        assert!(!is_minified("page_bg.wasm") && !is_minified("index.html"));
    }
}
