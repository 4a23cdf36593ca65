//! What a visitor downloads, and whether it stays within its budget.

use std::{fs, io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};

use crate::{
    embed,
    failure::{Failure, Outcome},
    guide, integrity,
    project::Project,
    single,
};

/// A part of the download with its budget in bytes as brotli sends it.
struct Part {
    name: &'static str,
    budget: usize,
    holds: fn(&str) -> bool,
}

const PARTS: &[Part] = &[
    Part {
        name: "page",
        budget: 600_000,
        holds: |file| {
            !is_worker(file)
                && !is_tables(file)
                && !is_language(file)
                && !is_model(file)
                && !embed::is_of_panel(file)
                && file != guide::FILE
        },
    },
    Part { name: "panel", budget: 110_000, holds: embed::is_of_panel },
    Part { name: "worker", budget: 1_175_000, holds: is_worker },
    Part { name: "Parquet", budget: 70_000, holds: is_tables },
    Part { name: "language model", budget: 4_000_000, holds: is_model },
    Part { name: "other languages", budget: 86_000, holds: is_language },
    Part { name: "guide", budget: 20_000, holds: |file| file == guide::FILE },
];

/// Bytes of the page as one file, as it lies on a disk: nobody packs it once more.
const SINGLE: usize = 9_500_000;

fn is_worker(file: &str) -> bool {
    file.starts_with("worker")
}

/// What is asked for only with a Parquet file.
fn is_tables(file: &str) -> bool {
    file.starts_with("tables")
}

/// What the worker understands messages by.
fn is_model(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "model")
}

/// What is asked for only by who reads another language than that of the sources.
fn is_language(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "po")
}

/// Bytes as they are, and compressed as hosts do it.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Size {
    fn of(bytes: &[u8]) -> Self {
        Self { raw: bytes.len(), gzip: gzip(bytes), brotli: brotli(bytes) }
    }

    fn add(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

/// Prints the table of `dist/` and of the page as one file, and fails if a part is over its budget.
pub fn check(project: &Project) -> Outcome {
    let files = files(&project.dist())?;
    println!("{:<24} {:>9} {:>9} {:>9}", "download, KB", "raw", "gzip", "brotli");
    let mut over = None;
    for part in PARTS {
        let mut sum = Size::default();
        for (name, size) in files.iter().filter(|(name, _)| (part.holds)(name)) {
            line(&format!("  {name}"), *size, "");
            sum = sum.add(*size);
        }
        line(part.name, sum, &format!("  (budget {} brotli)", kilobytes(part.budget)));
        if sum.brotli > part.budget && over.is_none() {
            over = Some(too_heavy(part.name, "compressed", sum.brotli, part.budget));
        }
    }
    let single = fs::read(project.single().join(single::FILE)).map_err(|_| {
        Failure::new("There is no page as one file to measure yet.", "Run `cargo xtask single`.")
    })?;
    line("one file", Size::of(&single), &format!("  (budget {} raw)", kilobytes(SINGLE)));
    if single.len() > SINGLE && over.is_none() {
        over = Some(too_heavy("page as one file", "as it lies on a disk", single.len(), SINGLE));
    }
    over.map_or(Ok(()), Err)
}

fn too_heavy(part: &str, how: &str, bytes: usize, budget: usize) -> Failure {
    Failure::new(
        format!(
            "The {part} weighs {} KB {how}, more than its budget of {} KB.",
            kilobytes(bytes),
            kilobytes(budget)
        ),
        "Find what grew with the table above; a dependency is the likeliest.",
    )
}

fn line(name: &str, size: Size, note: &str) {
    println!(
        "{name:<24} {:>9} {:>9} {:>9}{note}",
        kilobytes(size.raw),
        kilobytes(size.gzip),
        kilobytes(size.brotli)
    );
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

/// Every file that a browser may load, by its path within `dist/`, sorted.
fn files(dist: &Path) -> Outcome<Vec<(String, Size)>> {
    let mut files = Vec::new();
    let mut dirs = vec![dist.to_path_buf()];
    while let Some(dir) = dirs.pop() {
        let entries = fs::read_dir(&dir).map_err(|_| {
            Failure::new("There is nothing in dist/ to measure yet.", "Run `cargo xtask build` first.")
        })?;
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                dirs.push(path);
            } else if let (Ok(bytes), Ok(name)) = (fs::read(&path), path.strip_prefix(dist)) {
                files.push((name.to_string_lossy().replace('\\', "/"), Size::of(&bytes)));
            }
        }
    }
    // `_headers` speaks to the host and is never sent; the list of digests is not asked for by the page.
    files.retain(|(name, _)| name != "_headers" && name != integrity::FILE);
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(files)
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Counted(0), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_or(bytes.len(), |counted| counted.0)
}

/// At the strength that hosts use for files compressed ahead of time.
fn brotli(bytes: &[u8]) -> usize {
    let mut encoder = brotli::CompressorWriter::new(Counted(0), 1 << 16, 11, 24);
    match encoder.write_all(bytes) {
        Ok(()) => encoder.into_inner().0,
        Err(_) => bytes.len(),
    }
}

/// Counts what is written and keeps none of it.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{brotli, gzip, is_language, is_tables, is_worker};

    #[test]
    fn what_repeats_compresses() {
        let text = "all the same ".repeat(1000);
        for size in [gzip(text.as_bytes()), brotli(text.as_bytes())] {
            assert!((10..200).contains(&size), "{size}");
        }
    }

    #[test]
    fn a_file_belongs_to_one_part() {
        assert!(is_worker("worker_bg.wasm") && is_worker("worker-start.js"));
        assert!(!is_worker("page.js") && !is_worker("snippets/worker.js"));
        assert!(is_tables("tables_bg.wasm") && !is_tables("worker.js"));
        assert!(is_language("de.po") && !is_language("po.js"));
    }
}
