//! A program that cargo installs: the one on PATH if it fits, else one of our own in the cache.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    failure::{Failure, Outcome},
    process,
    project::Project,
};

/// Which program, and how it is installed.
pub struct CargoTool<'a> {
    /// The program.
    pub program: &'a str,
    /// The package that holds it.
    pub package: &'a str,
    /// The version we install.
    pub version: &'a str,
    /// Whether one on PATH must be of this very version.
    pub exact: bool,
    /// More arguments for `cargo install`.
    pub options: &'a [&'a str],
    /// About how long that takes on two cores.
    pub minutes: u32,
}

impl CargoTool<'_> {
    /// The directory to put on PATH, or none if the program is on it already.
    pub fn find_or_install(&self, project: &Project) -> Outcome<Option<PathBuf>> {
        if let Some(found) = process::output(Command::new(self.program).arg("--version"))
            && (!self.exact || says_version(&found, self.version))
        {
            return Ok(None);
        }
        let tools = project.cache().join("tools");
        let root = tools.join(format!("{}-{}", self.program, self.version));
        let bin = root.join("bin");
        // cargo moves the program there as its last act, so one that is there is whole.
        if !bin.join(self.program).with_extension(std::env::consts::EXE_EXTENSION).is_file() {
            self.install(project, &tools, &root)?;
        }
        Ok(Some(bin))
    }

    fn install(&self, project: &Project, tools: &Path, root: &Path) -> Outcome {
        println!(
            "Compiling {} {} once for this user (about {} minutes) …",
            self.program, self.version, self.minutes
        );
        let mut install = process::command(project, "cargo");
        install
            .args(["install", "--quiet", self.package, "--version", self.version])
            .args(self.options)
            .arg("--root")
            .arg(root)
            .env("CARGO_TARGET_DIR", tools.join("target"))
            // Tools run for seconds: what matters is that they compile quickly.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        process::run(&mut install, || {
            Failure::new(
                format!("{} {} could not be installed.", self.program, self.version),
                format!(
                    "See what cargo said above; if the registry is out of reach, put {} {} on PATH yourself.",
                    self.program, self.version
                ),
            )
        })
    }
}

/// Whether a line like `trunk 0.21.14` names this very version.
fn says_version(line: &str, version: &str) -> bool {
    line.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::says_version;

    #[test]
    fn a_version_is_compared_whole() {
        assert!(says_version("trunk 0.21.14", "0.21.14"));
        assert!(says_version("wasm-bindgen 0.2.130 (abc)", "0.2.130"));
        assert!(!says_version("trunk 0.21.14", "0.21.1"));
        assert!(!says_version("trunk 0.21.14-beta.1", "0.21.14"));
    }
}
