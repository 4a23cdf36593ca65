//! cargo-fuzz, which drives the fuzz targets; the nightly compiler it needs is not ours to install.

use std::{path::PathBuf, process::Command};

use super::cargo_tool::CargoTool;
use crate::{
    failure::{Failure, Outcome},
    process,
    project::Project,
};

/// Any cargo-fuzz on PATH will do.
pub fn fuzz(project: &Project) -> Outcome<Option<PathBuf>> {
    if process::output(Command::new("rustc").args(["+nightly", "--version"])).is_none() {
        return Err(Failure::new(
            "Fuzzing needs the nightly compiler.",
            "Install it: `rustup toolchain install nightly`.",
        ));
    }
    CargoTool {
        program: "cargo-fuzz",
        package: "cargo-fuzz",
        version: "0.13.1",
        exact: false,
        options: &["--locked"],
        minutes: 2,
    }
    .find_or_install(project)
}
