//! The panel as a package for npm: modules, typings, programs and the language model, in a directory that a host can
//! copy as it is, and as the archive that npm publishes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    build::{self, Profile},
    embed,
    failure::{Failure, Outcome},
    integrity, prepare, process,
    project::{Project, read},
};

/// What a panel needs of the built page besides its own files.
const OF_PAGE: &[&str] = &["worker-start.js", "worker.js", "worker_bg.wasm", "undertone.model", "de.po"];

/// What stands in the package beside what is built.
const OF_SOURCES: &[&str] =
    &["undertone-panel.d.ts", "react.js", "react.d.ts", "connections.js", "README.md"];

/// Pages that show the panel on our own address alone.
const NOT_PACKED: &[&str] = &["live.html", "live.css", "live.js"];

/// `cargo xtask package`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    let as_built = crate::as_built("package", args)?;
    let tools = prepare::for_build(project)?;
    if !as_built {
        build::build(project, &tools, Profile::Release)?;
    }
    let package = package(project)?;
    pack(project, &package)
}

/// Puts the package together. Gives where it is.
fn package(project: &Project) -> Outcome<PathBuf> {
    let (dist, from) = (project.dist(), project.root().join("www/embed"));
    let package = project.target().join("package");
    let failure = |error: std::io::Error| {
        Failure::new(
            format!("The package could not be put together: {error}."),
            "Run `cargo xtask build` first, and see to the permissions of the target directory.",
        )
    };
    if package.exists() {
        fs::remove_dir_all(&package).map_err(failure)?;
    }
    fs::create_dir_all(&package).map_err(failure)?;
    let own = names(&dist)
        .map_err(failure)?
        .into_iter()
        .filter(|name| embed::is_of_panel(name) && !NOT_PACKED.contains(&name.as_str()));
    for name in own.chain(OF_PAGE.iter().map(|name| (*name).to_owned())) {
        fs::copy(dist.join(&name), package.join(&name)).map_err(failure)?;
    }
    for name in OF_SOURCES {
        fs::copy(from.join(name), package.join(name)).map_err(failure)?;
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE", "NOTICE"] {
        fs::copy(project.root().join(name), package.join(name)).map_err(failure)?;
    }
    let version = version(&read(&project.root().join("Cargo.toml"))?);
    fs::write(package.join("package.json"), manifest(&version)).map_err(failure)?;
    integrity::put(&package)?;
    Ok(package)
}

/// The archive, beside the directory.
fn pack(project: &Project, package: &Path) -> Outcome {
    let mut npm = process::command(project, "npm");
    npm.current_dir(package).args(["pack", "--silent", "--offline", "--pack-destination", ".."]);
    process::run(&mut npm, || Failure::new("npm could not pack the panel.", "See what it said above."))?;
    println!("The package is in {}, and beside it as an archive.", package.display());
    Ok(())
}

fn names(dir: &Path) -> std::io::Result<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir(dir)?
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

/// The version of the package of these lines.
fn version(cargo: &str) -> String {
    let line = cargo.lines().find_map(|line| line.strip_prefix("version = "));
    line.unwrap_or("\"0.0.0\"").trim_matches('"').to_owned()
}

fn manifest(version: &str) -> String {
    format!(
        r#"{{
  "name": "undertone-panel",
  "version": "{version}",
  "description": "A live insight panel beside the chat widget of a website. Nothing leaves the page.",
  "license": "MIT OR Apache-2.0",
  "type": "module",
  "sideEffects": true,
  "types": "./undertone-panel.d.ts",
  "exports": {{
    ".": {{ "types": "./undertone-panel.d.ts", "default": "./undertone-panel.js" }},
    "./auto": "./auto.js",
    "./sources": "./sources.js",
    "./connections": "./connections.js",
    "./react": {{ "types": "./react.d.ts", "default": "./react.js" }},
    "./files/*": "./*",
    "./integrity.json": "./integrity.json",
    "./package.json": "./package.json"
  }},
  "peerDependencies": {{ "react": ">=18" }},
  "peerDependenciesMeta": {{ "react": {{ "optional": true }} }}
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::{manifest, version};

    #[test]
    fn the_package_says_the_version_of_the_product() {
        let version = version(include_str!("../../Cargo.toml"));
        assert!(version.split('.').count() == 3, "{version}");
        assert!(manifest(&version).contains(&format!("\"version\": \"{version}\"")));
    }
}
