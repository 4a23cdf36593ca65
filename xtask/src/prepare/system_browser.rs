//! A browser of the system: the one that is there, else Debian's where we may install it.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{
    failure::{Failure, Outcome},
    process,
};

/// Which browser, and how it is found and installed.
pub struct SystemBrowser {
    /// Its name in sentences.
    pub name: &'static str,
    /// The environment variable that may name its program.
    pub variable: &'static str,
    /// Its programs on PATH, the best first.
    pub programs: &'static [&'static str],
    /// Debian's package.
    pub package: &'static str,
    /// About how long the package takes to install, in words.
    pub takes: &'static str,
}

impl SystemBrowser {
    /// The program: as the variable says, or one on PATH, or a fresh one from the system's packages.
    pub fn find_or_install(&self) -> Outcome<PathBuf> {
        let remedy = || {
            format!(
                "Install {} (Debian: `apt-get install {}`), or set {} to its program.",
                self.name, self.package, self.variable
            )
        };
        if let Some(named) = env::var_os(self.variable).map(PathBuf::from) {
            return if named.is_file() {
                Ok(named)
            } else {
                Err(Failure::new(
                    format!("{} names {}, which is not there.", self.variable, named.display()),
                    remedy(),
                ))
            };
        }
        if let Some(found) = process::on_path(self.programs) {
            return Ok(found);
        }
        if !may_apt() {
            return Err(Failure::new(
                format!("There is no {}, which the browser tests need.", self.name),
                remedy(),
            ));
        }
        println!("Installing {} from Debian's packages ({}) …", self.name, self.takes);
        for args in
            [&["update", "-qq"][..], &["install", "-y", "-qq", "--no-install-recommends", self.package]]
        {
            let mut apt = Command::new("apt-get");
            apt.args(args)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .stdin(Stdio::null())
                .stdout(Stdio::null());
            process::run(&mut apt, || {
                Failure::new(format!("apt-get could not install {}.", self.name), remedy())
            })?;
        }
        process::on_path(self.programs)
            .ok_or_else(|| Failure::new(format!("{} was installed but is not on PATH.", self.name), remedy()))
    }
}

/// Only root installs packages, and only where there is apt-get.
fn may_apt() -> bool {
    let is_root = process::output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    is_root && process::on_path(&["apt-get"]).is_some()
}
