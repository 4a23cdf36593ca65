//! Builds the page into `dist/` with Trunk, and looks over what came out.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    embed,
    failure::{Failure, Outcome},
    guide, html, integrity, minify, offline, prepare, process,
    project::{Project, read},
    single,
};

/// How the page is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// As users get it.
    Release,
    /// Quick to compile, slow to run.
    Debug,
}

/// What the page consists of at least. Everything else in `dist/` is welcome.
const PARTS: &[&str] = &[
    "index.html",
    "start.js",
    "page.js",
    "page_bg.wasm",
    "worker-start.js",
    "worker.js",
    "worker_bg.wasm",
    "tables-start.js",
    "tables.js",
    "tables_bg.wasm",
    "panel.js",
    "panel_bg.wasm",
    "undertone-panel.js",
    "panel-host.js",
    "panel-kept.js",
    "panel-tabs.js",
    "sources.js",
    "auto.js",
    "de.po",
    "undertone.model",
    guide::FILE,
    "manifest.webmanifest",
    "icon.svg",
    offline::FILE,
    integrity::FILE,
    "_headers",
];

/// The page of the development build: `index.html` with the gallery of parts. Trunk takes the
/// features of each program from the page alone, and paths in it from where it lies.
const DEV_INDEX: &str = "index.dev.html";

/// The title of the gallery, as it stands in a program that has one.
const GALLERY: &[u8] = b"Gallery of parts";

/// `cargo xtask build`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    crate::no_options("build", args)?;
    let tools = prepare::for_build(project)?;
    build(project, &tools, Profile::Release)?;
    println!("The page is in dist/, and as one file in dist-single/.");
    Ok(())
}

/// Builds with the tools in these directories.
pub fn build(project: &Project, tools: &[PathBuf], profile: Profile) -> Outcome {
    let mut trunk = trunk(project, tools);
    match profile {
        Profile::Release => {
            println!(
                "Building page and worker for release (about 5 minutes from nothing, 2 after a change) …"
            );
            trunk.args(["--release", "true"]);
        }
        Profile::Debug => return development(project, tools, trunk, &project.dist()),
    }
    process::run(&mut trunk, not_built)?;
    holds_no_gallery(project)?;
    minify::minify(project, tools)?;
    finish(project, tools, &project.dist())?;
    single::put(project, tools)
}

/// Builds the page with the gallery, unoptimised, apart from the product. Gives where it is.
pub fn gallery(project: &Project, tools: &[PathBuf]) -> Outcome<PathBuf> {
    let dist = project.target().join("gallery-dist");
    development(project, tools, trunk(project, tools), &dist)?;
    Ok(dist)
}

fn development(project: &Project, tools: &[PathBuf], mut trunk: Command, dist: &Path) -> Outcome {
    println!("Building page and worker unoptimised (about a minute from nothing) …");
    let index = project.root().join(DEV_INDEX);
    write(&index, &with_gallery(&read(&project.root().join("index.html"))?))?;
    trunk.args(["--html-output", "index.html", "--dist"]).arg(dist).arg(DEV_INDEX);
    let built = process::run(&mut trunk, not_built);
    // Left over it would do no harm; it is only in the way.
    let _ = fs::remove_file(index);
    built?;
    finish(project, tools, dist)
}

pub fn not_built() -> Failure {
    Failure::new("The page could not be built.", "See what the compiler or Trunk said above.")
}

/// What every build needs besides what Trunk makes.
fn finish(project: &Project, tools: &[PathBuf], dist: &Path) -> Outcome {
    fs::copy(project.root().join("www/hosting/_headers"), dist.join("_headers")).map_err(|error| {
        Failure::new(
            format!("The header file could not be put into dist/: {error}."),
            "See to its permissions.",
        )
    })?;
    guide::put(project, dist)?;
    embed::put(project, tools, dist)?;
    offline::put(project, dist)?;
    integrity::put(dist)?;
    look_over(dist)
}

/// Builds a page that only a benchmark opens, from `benches/`. Gives where it is.
pub fn of_bench(project: &Project, tools: &[PathBuf], name: &str) -> Outcome<PathBuf> {
    println!("Building the page of benches/{name} (about a minute from nothing) …");
    let dist = project.target().join(format!("{name}-dist"));
    let mut trunk = trunk(project, tools);
    let root = project.root().join("benches").join(name);
    trunk.current_dir(root).args(["--release", "true", "--dist"]).arg(&dist);
    process::run(&mut trunk, || {
        Failure::new(
            format!("The page of benches/{name} could not be built."),
            "See what the compiler or Trunk said above.",
        )
    })?;
    Ok(dist)
}

/// Trunk, about to build.
fn trunk(project: &Project, tools: &[PathBuf]) -> Command {
    let mut trunk = process::command(project, "trunk");
    trunk
        .env("PATH", process::path_with(tools.iter().map(PathBuf::as_path)))
        // Trunk wants a boolean here and stops at the customary `1`.
        .env_remove("NO_COLOR")
        // Its own backtrace would hide what the compiler said.
        .env("RUST_BACKTRACE", "0")
        .args(["build", "--log", "warn", "--offline", "true"]);
    trunk
}

/// The page's text with the page built for development.
fn with_gallery(index: &str) -> String {
    let styles = r#"<link data-trunk rel="css" data-integrity="none" href="www/parts.css" />"#;
    index
        .replace("data-cargo-features=\"page\"", "data-cargo-features=\"gallery\"")
        .replace(styles, &format!("{styles}\n{}", styles.replace("parts.css", "gallery.css")))
}

/// Whether the gallery's title is among the texts of a program.
fn has_gallery(program: &[u8]) -> bool {
    program.windows(GALLERY.len()).any(|text| text == GALLERY)
}

/// What is shipped holds nothing that is only for those who work on it.
fn holds_no_gallery(project: &Project) -> Outcome {
    let page = project.dist().join("page_bg.wasm");
    let program = fs::read(&page).map_err(|error| {
        Failure::new(format!("{} could not be read: {error}.", page.display()), "See what Trunk said above.")
    })?;
    if has_gallery(&program) {
        return Err(Failure::new(
            "The page as released holds the gallery of its parts.",
            "See that only the feature `gallery` brings it in.",
        ));
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| {
        Failure::new(format!("{} could not be written: {error}.", path.display()), "See to its permissions.")
    })
}

/// Holds what was built to what the policy admits and the page needs.
fn look_over(dist: &Path) -> Outcome {
    if let Some(missing) = PARTS.iter().find(|part| !dist.join(part).is_file()) {
        return Err(Failure::new(
            format!("dist/ lacks {missing} after the build."),
            "See that index.html names both programs and both start scripts with data-trunk.",
        ));
    }
    match html::inline_parts(&read(&dist.join("index.html"))?).first() {
        None => Ok(()),
        Some(part) => Err(Failure::new(
            format!("dist/index.html holds {part}, which its own policy refuses."),
            "Move it to a file in www/.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{has_gallery, with_gallery};

    #[test]
    fn the_development_build_alone_holds_the_gallery() {
        let index = include_str!("../../index.html");
        assert!(!index.contains("\"gallery\""), "the page as released has no gallery");
        assert!(with_gallery(index).contains("data-cargo-features=\"gallery\""));
        assert!(with_gallery(index).contains("www/gallery.css"), "with its styles");
    }

    #[test]
    fn a_gallery_in_a_program_is_found_by_its_title() {
        assert!(has_gallery(include_bytes!("../../src/ui/parts/gallery/mod.rs")));
        assert!(!has_gallery(b"Gallery of part"));
    }
}
