//! The browser for tests: the one that is there, else Debian's where we may install it.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{
    failure::{Failure, Outcome},
    process,
};

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A Chromium: `UNDERTONE_CHROMIUM`, or one on PATH, or a fresh one from the system's packages.
pub fn chromium() -> Outcome<PathBuf> {
    let remedy =
        "Install Chromium (Debian: `apt-get install chromium`), or set UNDERTONE_CHROMIUM to its program.";
    if let Some(named) = env::var_os("UNDERTONE_CHROMIUM").map(PathBuf::from) {
        return if named.is_file() {
            Ok(named)
        } else {
            Err(Failure::new(
                format!("UNDERTONE_CHROMIUM names {}, which is not there.", named.display()),
                remedy,
            ))
        };
    }
    if let Some(found) = process::on_path(NAMES) {
        return Ok(found);
    }
    if !may_apt() {
        return Err(Failure::new("There is no Chromium, which the browser tests need.", remedy));
    }
    println!("Installing Chromium from Debian's packages (about two minutes) …");
    for args in [&["update", "-qq"][..], &["install", "-y", "-qq", "--no-install-recommends", "chromium"]] {
        let mut apt = Command::new("apt-get");
        apt.args(args).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null());
        process::run(&mut apt, || Failure::new("apt-get could not install Chromium.", remedy))?;
    }
    process::on_path(NAMES).ok_or_else(|| Failure::new("Chromium was installed but is not on PATH.", remedy))
}

/// Only root installs packages, and only where there is apt-get.
fn may_apt() -> bool {
    let is_root = process::output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    is_root && process::on_path(&["apt-get"]).is_some()
}
