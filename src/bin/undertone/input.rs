//! Files of the disk into an analysis.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings},
    ingest::Mapping,
};

use crate::Failure;

/// Bytes read at a time.
const CHUNK: usize = 1 << 20;

/// An analysis in this zone.
pub fn analysis(timezone: &str, originals: bool) -> Result<Analysis, Failure> {
    let zone = zone(timezone)?;
    let mut key = [0; 16];
    getrandom::fill(&mut key)
        .map_err(|error| Failure::new(format!("the system gives no random numbers: {error}")))?;
    Ok(Analysis::new(Settings { zone, key, originals }))
}

/// The choice of how to read files, from a file of JSON.
pub fn mapping(path: &Path) -> Result<Mapping, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    let mapping: Mapping = serde_json::from_str(&text).map_err(|error| {
        Failure::new(format!(
            "{} is no mapping: {error}; \u{201c}undertone analyze --help\u{201d} shows one",
            path.display()
        ))
    })?;
    if let Some(name) = mapping.timezone.as_deref() {
        zone(name)?;
    }
    Ok(mapping)
}

fn zone(name: &str) -> Result<Zone, Failure> {
    Zone::named(name).ok_or_else(|| {
        Failure::new(format!(
            "there is no time zone \u{201c}{name}\u{201d}; use a name such as Europe/Berlin or UTC"
        ))
    })
}

/// Reads files into an analysis, in their order, each as its content says or as the mapping does.
pub fn read(analysis: &mut Analysis, files: &[PathBuf], mapping: Option<&Mapping>) -> Result<(), Failure> {
    for path in files {
        let failure =
            |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
        let mut file = File::open(path).map_err(failure)?;
        analysis.begin_file_with(&name(path), mapping);
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
