//! Sees that everything a command needs is there, and installs what is missing.
//!
//! Programs go to the user's cache directory, one directory per program and version, so that every
//! clone finds them; nothing is installed over what the user has, but for the browsers, which come
//! from the system's packages. One file per tool. When nothing is missing this takes no time.

mod cargo_tool;
mod chromium;
mod crates;
mod deny;
mod firefox;
mod fuzz;
mod node;
mod python;
mod system_browser;
mod target;
mod trunk;
mod wasm_bindgen;

use std::path::PathBuf;

use crate::{failure::Outcome, project::Project};

pub use chromium::chromium;
pub use deny::deny;
pub use firefox::firefox;
pub use fuzz::fuzz;
pub use node::node_packages;
pub use python::python;
pub use target::wasm_target;

/// `cargo xtask prepare`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    crate::no_options("prepare", args)?;
    for_build(project)?;
    deny(project)?;
    let (chromium, firefox) = (chromium()?, firefox()?);
    python(project);
    println!("All is there; the browsers for tests are {} and {}.", chromium.display(), firefox.display());
    Ok(())
}

/// What a build needs; gives the directories to put on PATH.
pub fn for_build(project: &Project) -> Outcome<Vec<PathBuf>> {
    wasm_target(project)?;
    crates::crates(project)?;
    let mut dirs = Vec::new();
    dirs.extend(trunk::trunk(project)?);
    dirs.extend(wasm_bindgen::wasm_bindgen(project)?);
    dirs.push(node_packages(project)?);
    Ok(dirs)
}
