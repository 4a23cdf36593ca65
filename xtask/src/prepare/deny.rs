//! cargo-deny, which checks licences, bans and sources of all dependencies.

use std::path::PathBuf;

use super::cargo_tool::CargoTool;
use crate::{failure::Outcome, project::Project};

/// Any cargo-deny on PATH will do.
pub fn deny(project: &Project) -> Outcome<Option<PathBuf>> {
    CargoTool {
        program: "cargo-deny",
        package: "cargo-deny",
        version: "0.20.2",
        exact: false,
        options: &["--locked"],
        minutes: 3,
    }
    .find_or_install(project)
}
