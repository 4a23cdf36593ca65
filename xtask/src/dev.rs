//! Serves the page and builds it again whenever a source changes.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, SystemTime},
};

use crate::{
    build::{self, Profile},
    failure::Outcome,
    prepare,
    project::Project,
    serve::{Options, Served},
};

const WATCHED: &[&str] =
    &["src", "www", "models", "docs/formats", "index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock"];
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// `cargo xtask dev`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    let options = Options::parse("dev", args, "--release")?;
    let profile = if options.flag { Profile::Release } else { Profile::Debug };
    let tools = prepare::for_build(project)?;
    let mut seen = Seen::look(project.root());
    build::build(project, &tools, profile)?;
    let served = Served::start(project, options.port)?;
    println!("Undertone is at {}; reload after a build (Ctrl+C ends it).", served.address());
    loop {
        thread::sleep(LOOK_EVERY);
        let now = Seen::look(project.root());
        if now != seen {
            seen = now;
            // What does not build is said, and the next change may mend it.
            match build::build(project, &tools, profile) {
                Ok(()) => println!("Built; reload the page."),
                Err(failure) => eprintln!("{failure}"),
            }
        }
    }
}

/// What the sources look like from outside: how many, and when the latest changed.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    files: usize,
    latest: Option<SystemTime>,
}

impl Seen {
    fn look(root: &Path) -> Self {
        let mut seen = Self::default();
        for name in WATCHED {
            seen.add(&root.join(name));
        }
        seen
    }

    fn add(&mut self, path: &Path) {
        if let Ok(entries) = fs::read_dir(path) {
            for entry in entries.flatten() {
                self.add(&entry.path());
            }
        } else if let Ok(metadata) = fs::metadata(path) {
            self.files += 1;
            self.latest = self.latest.max(metadata.modified().ok());
        }
    }
}
