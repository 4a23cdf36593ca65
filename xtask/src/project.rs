//! Where things are: the sources, what is built, and what is kept between clones.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::failure::{Failure, Outcome};

/// The paths of this clone and of the user's cache.
pub struct Project {
    root: PathBuf,
    cache: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Reads them from the environment that cargo gives.
    pub fn find() -> Outcome<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest
            .as_deref()
            .and_then(Path::parent)
            .filter(|root| root.join("Cargo.toml").is_file())
            .ok_or_else(|| {
                Failure::new("The sources were not found.", "Start this program with `cargo xtask`.")
            })?;
        let cache = env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
            .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
            .ok_or_else(|| {
                Failure::new("There is no place to keep tools.", "Set HOME or XDG_CACHE_HOME to a directory.")
            })?
            .join("undertone");
        // A build machine clones afresh each time; a target directory that outlives the clone
        // spares it the dependencies.
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(target) => root.join(target),
            None if env::var_os("CI").is_some_and(|ci| ci == "true") => cache.join("target"),
            None => root.join("target"),
        };
        Ok(Self { root: root.to_path_buf(), cache, target })
    }

    /// The repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What is kept for all clones of this user.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// Where cargo builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The page as built.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The page as one file.
    pub fn single(&self) -> PathBuf {
        self.root.join("dist-single")
    }

    /// The browser tests.
    pub fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/browser")
    }

    /// The pictures of every screen.
    pub fn screens(&self) -> PathBuf {
        self.root.join("docs/screens")
    }
}

/// A file's text, or the sentence that it could not be read.
pub fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("{} could not be read: {error}.", path.display()), "Is the clone complete?")
    })
}
