//! Firefox, for the essential browser tests once more.

use std::path::PathBuf;

use super::system_browser::SystemBrowser;
use crate::failure::Outcome;

const FIREFOX: SystemBrowser = SystemBrowser {
    name: "Firefox",
    variable: "UNDERTONE_FIREFOX",
    programs: &["firefox-esr", "firefox"],
    package: "firefox-esr",
    takes: "about a minute",
};

/// A Firefox.
pub fn firefox() -> Outcome<PathBuf> {
    FIREFOX.find_or_install()
}
