//! Why a command could not do its work, in words: one sentence, and what to do about it.

use std::fmt;

/// What every command gives.
pub type Outcome<T = ()> = Result<T, Failure>;

/// One sentence that says what is so, and the remedy.
#[derive(Debug)]
pub struct Failure {
    what: String,
    remedy: String,
}

impl Failure {
    /// Both are whole sentences.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.remedy)
    }
}
