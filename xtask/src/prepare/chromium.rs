//! Chromium, for most of the browser tests.

use std::path::PathBuf;

use super::system_browser::SystemBrowser;
use crate::failure::Outcome;

const CHROMIUM: SystemBrowser = SystemBrowser {
    name: "Chromium",
    variable: "UNDERTONE_CHROMIUM",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    package: "chromium",
    takes: "about two minutes",
};

/// A Chromium.
pub fn chromium() -> Outcome<PathBuf> {
    CHROMIUM.find_or_install()
}
