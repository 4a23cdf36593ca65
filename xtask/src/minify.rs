//! Style sheets and glue code as they are sent: without comments, long names and spaces.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Failure, Outcome},
    process,
    project::Project,
};

/// Oldest browsers that know WebAssembly with SIMD everywhere, so that nothing is written for older ones.
const TARGET: &str = "--target=es2022,safari16.4,firefox115,chrome111";

/// Minifies every script and style sheet in `dist/`, each in its place.
pub fn minify(project: &Project, tools: &[PathBuf]) -> Outcome {
    let dist = project.dist();
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
    use super::is_minified;

    #[test]
    fn scripts_and_styles_are_minified() {
        assert!(is_minified("page.js") && is_minified("charts.css"));
        assert!(!is_minified("page_bg.wasm") && !is_minified("index.html"));
    }
}
