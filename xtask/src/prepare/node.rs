//! Node packages: wasm-opt and esbuild for the build, Playwright and axe for the browser tests.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    failure::{Failure, Outcome},
    process,
    project::{Project, read},
};

const OLDEST_NODE: u32 = 20;

/// Installs what the lock file of the browser tests names; gives the directory of its programs.
pub fn node_packages(project: &Project) -> Outcome<PathBuf> {
    let remedy =
        || format!("Install Node.js {OLDEST_NODE} or later with npm, and see that both are on PATH.");
    let version = process::output(Command::new("node").arg("--version")).ok_or_else(|| {
        Failure::new("Node.js was not found; the build and the browser tests need it.", remedy())
    })?;
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        return Err(Failure::new(format!("Node.js {version} is too old."), remedy()));
    }
    let tests = project.browser_tests();
    let modules = tests.join("node_modules");
    let lock = read(&tests.join("package-lock.json"))?;
    // The lock file as installed, written last: it is there only if the installation was whole.
    let installed = modules.join(".installed-lock.json");
    if fs::read_to_string(&installed).is_ok_and(|text| text == lock) {
        return Ok(modules.join(".bin"));
    }
    println!("Installing wasm-opt, esbuild and the browser test tools from npm (about half a minute) …");
    let npm =
        process::on_path(&["npm", "npm.cmd"]).ok_or_else(|| Failure::new("npm was not found.", remedy()))?;
    let mut install = process::command(project, npm);
    install.current_dir(&tests).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::run(&mut install, || {
        Failure::new(
            "npm could not install the packages.",
            "See what it said above; is the registry in reach?",
        )
    })?;
    fs::write(&installed, lock).map_err(|error| {
        Failure::new(
            format!("{} could not be written: {error}.", modules.display()),
            "See to its permissions.",
        )
    })?;
    Ok(modules.join(".bin"))
}

/// `v20.1.0` → 20
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("22.0"), Some(22));
        assert_eq!(major("nightly"), None);
    }
}
