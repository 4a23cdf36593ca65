//! The scripts of `<undertone-panel>`, beside the page whose workers they share: each module of its own that is loaded
//! by itself, with what it imports in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Failure, Outcome},
    process,
    project::Project,
};

/// Modules that a page asks for by their names.
pub const MODULES: &[&str] = &[
    "undertone-panel.js",
    "panel-host.js",
    "panel-kept.js",
    "panel-tabs.js",
    "sources.js",
    "auto.js",
    "frame.js",
    "live.js",
];

/// Files that are as they are.
const AS_THEY_ARE: &[&str] = &["frame.html", "live.html", "live.css"];

/// Whether a file of `dist/` is there for embedded panels alone.
pub fn is_of_panel(file: &str) -> bool {
    MODULES.contains(&file) || AS_THEY_ARE.contains(&file) || file.starts_with("panel")
}

/// Puts them into `dist`.
pub fn put(project: &Project, tools: &[PathBuf], dist: &Path) -> Outcome {
    let from = project.root().join("www/embed");
    let mut esbuild = process::command(project, "esbuild");
    esbuild
        .env("PATH", process::path_with(tools.iter().map(PathBuf::as_path)))
        .current_dir(&from)
        .args(MODULES)
        .args([
            "--bundle",
            "--format=esm",
            "--minify",
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
        ])
        .args(["--target=es2022,safari16.4,firefox115,chrome111"])
        // These are loaded by themselves.
        .args(["--external:./panel.js", "--external:./undertone-panel.js", "--external:./panel-*.js"])
        .arg(format!("--outdir={}", dist.display()))
        .arg("--allow-overwrite");
    process::run(&mut esbuild, || {
        Failure::new("The scripts of the panel could not be put together.", "See what esbuild said above.")
    })?;
    for file in AS_THEY_ARE {
        fs::copy(from.join(file), dist.join(file)).map_err(|error| {
            Failure::new(format!("{file} could not be put into dist/: {error}."), "See to its permissions.")
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_of_panel;

    #[test]
    fn what_is_of_the_panel_is_told_from_what_is_of_the_page() {
        assert!(["panel_bg.wasm", "sources.js", "undertone-panel.js"].iter().all(|file| is_of_panel(file)));
        assert!(
            !["page.js", "worker.js", "index.html", "undertone.model"].iter().any(|file| is_of_panel(file))
        );
    }
}
