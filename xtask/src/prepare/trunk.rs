//! Trunk, which builds the page.

use std::path::PathBuf;

use super::cargo_tool::CargoTool;
use crate::{failure::Outcome, project::Project};

/// Trunk; later ones want a newer compiler than the project does.
pub fn trunk(project: &Project) -> Outcome<Option<PathBuf>> {
    CargoTool {
        program: "trunk",
        package: "trunk",
        version: "0.21.14",
        exact: true,
        // Its defaults look for updates and bring a TLS stack, neither of which is used here.
        options: &["--locked", "--no-default-features"],
        minutes: 6,
    }
    .find_or_install(project)
}
