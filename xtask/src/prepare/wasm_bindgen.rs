//! The wasm-bindgen command, which must be of exactly the version that Cargo.lock names.

use std::path::PathBuf;

use super::cargo_tool::CargoTool;
use crate::{
    failure::{Failure, Outcome},
    project::{Project, read},
};

/// The command of the lock file's version.
pub fn wasm_bindgen(project: &Project) -> Outcome<Option<PathBuf>> {
    let lock = read(&project.root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock names no version of wasm-bindgen.", "Bring back the file as committed.")
    })?;
    CargoTool {
        program: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version,
        exact: true,
        // Its own lock file may name crates that were withdrawn since.
        options: &[],
        minutes: 3,
    }
    .find_or_install(project)
}

/// The version of a package in the text of a lock file.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "bindgen"), None);
    }
}
