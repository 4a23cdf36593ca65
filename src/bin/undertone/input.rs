//! Files of the disk into an analysis.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings},
};

use crate::Failure;

/// Bytes read at a time.
const CHUNK: usize = 1 << 20;

/// An analysis in this zone.
pub fn analysis(timezone: &str, originals: bool) -> Result<Analysis, Failure> {
    let zone = Zone::named(timezone).ok_or_else(|| {
        Failure::new(format!(
            "there is no time zone \u{201c}{timezone}\u{201d}; use a name such as Europe/Berlin or UTC"
        ))
    })?;
    let mut key = [0; 16];
    getrandom::fill(&mut key)
        .map_err(|error| Failure::new(format!("the system gives no random numbers: {error}")))?;
    Ok(Analysis::new(Settings { zone, key, originals }))
}

/// Reads files into an analysis, in their order.
pub fn read(analysis: &mut Analysis, files: &[PathBuf]) -> Result<(), Failure> {
    for path in files {
        let failure =
            |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
        let mut file = File::open(path).map_err(failure)?;
        analysis.begin_file(&name(path));
        let mut chunk = vec![0; CHUNK];
        loop {
            let n = file.read(&mut chunk).map_err(failure)?;
            if n == 0 {
                break;
            }
            analysis.push(&chunk[..n]);
            if analysis.refused() {
                break;
            }
        }
        analysis.end_file();
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
