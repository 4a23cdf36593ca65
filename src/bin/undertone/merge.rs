//! `undertone merge`: several saved analyses as one.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use undertone::snapshot;

use crate::{Failure, input};

/// Reads saved analyses and writes one of all. What each knew of the same people is gone with its key, so
/// users of different files are different users, and that is said.
pub fn run(files: &[PathBuf], save: &Path, with_texts: bool) -> Result<ExitCode, Failure> {
    let Some((whole, repeated)) = input::saved(files, None)? else {
        return Err(Failure::new(
            "these are no saved analyses; \u{201c}undertone analyze FILES --save FILE\u{201d} makes one",
        ));
    };
    let conversations = whole.corpus.conversations();
    input::write(save, &snapshot::write(&whole.about, &whole.corpus, with_texts))?;
    println!("{conversations} conversations of {} saved analyses in {}", files.len(), save.display());
    if repeated > 0 {
        println!("{repeated} were in more than one of them, word by word, and are counted once");
    }
    println!(
        "users of different files count as different users: nothing by which they could be known again is saved"
    );
    Ok(ExitCode::SUCCESS)
}
