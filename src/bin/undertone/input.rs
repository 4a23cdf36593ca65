//! Files of the disk, and what is piped in, into an analysis.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings, Team},
    ingest::{ENCODINGS, Mapping, encoding_named, parquet},
    language::taught::Taught,
    plan::Plan,
    snapshot::{self, Snapshot},
    text::model::Model,
};

use crate::{Failure, threads::Threads};

/// Bytes read at a time.
const CHUNK: usize = 1 << 20;

/// An analysis in this zone, all at hand.
pub fn analysis(timezone: &str, originals: bool) -> Result<Analysis, Failure> {
    let mut analysis = Analysis::new(Settings { originals, ..settings(zone(timezone)?)? });
    let model = model()?;
    analysis.understand(&model).map_err(|refusal| Failure::new(refusal.to_string()))?;
    Ok(analysis)
}

/// An analysis in this zone, on all cores.
pub fn on_all_cores(timezone: &str) -> Result<Analysis<Threads>, Failure> {
    let zone = zone(timezone)?;
    let model = model()?;
    let team = Threads::start(&zone, Some(&model));
    let mut analysis = Analysis::on(settings(zone)?, team);
    analysis.mask_by(&model);
    Ok(analysis)
}

/// An analysis of what was saved, on all cores.
pub fn reopened(saved: &Snapshot) -> Result<Analysis<Threads>, Failure> {
    // What was heard when it was read stands in it; the model is for what proves it, and for what is taught.
    let team = Threads::start(&saved.zone, Some(&model()?));
    Ok(Analysis::of_corpus(settings(saved.zone.clone())?, team, &saved.corpus))
}

/// The language model, which this program holds.
pub fn model() -> Result<Arc<Model>, Failure> {
    const FILE: &[u8] = include_bytes!("../../../models/undertone.model");
    Model::read(FILE.to_vec()).map(Arc::new).map_err(|refusal| Failure::new(refusal.to_string()))
}

/// What was taught, in a file of it.
pub fn taught(labels: &Path, model: &Model) -> Result<Taught, Failure> {
    let file = std::fs::read(labels).map_err(|error| cannot_read(labels, &error))?;
    Taught::of_file(&file, model.sum())
        .map_err(|refusal| Failure::new(format!("cannot use {}: {refusal}", labels.display())))
}

/// Uses the taught labels of a file on all that was read.
pub fn learn(analysis: &mut Analysis<impl Team>, labels: &Path) -> Result<Taught, Failure> {
    let taught = taught(labels, &*model()?)?;
    let unread = analysis.learn(&taught).map_err(|lost| Failure::new(lost.to_string()))?;
    if unread > 0 {
        eprintln!("undertone: {unread} messages were saved without their words, and have no taught labels");
    }
    Ok(taught)
}

/// Follows the plan of a file, and gives it. Its goals count from now on.
pub fn follow(analysis: &mut Analysis<impl Team>, path: &Path) -> Result<Plan, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?;
    let wrong = |fault| Failure::new(format!("cannot use the plan {}: {fault}", path.display()));
    let plan = Plan::of_json(&text).and_then(Plan::with_patterns).map_err(wrong)?;
    analysis.follow(&plan).map_err(|lost| Failure::new(lost.to_string()))?;
    Ok(plan)
}

fn settings(zone: Zone) -> Result<Settings, Failure> {
    Ok(Settings { zone, key: key()?, originals: false })
}

/// A random key for the masking hash of one analysis.
pub fn key() -> Result<[u8; 16], Failure> {
    let mut key = [0; 16];
    getrandom::fill(&mut key)
        .map_err(|error| Failure::new(format!("the system gives no random numbers: {error}")))?;
    Ok(key)
}

/// How files are to be read: all of them, but for those that are named.
#[derive(Default)]
pub struct Mappings {
    all: Option<Mapping>,
    of: BTreeMap<String, Mapping>,
}

impl Mappings {
    /// The choice in a file of JSON; what stands in it under `files` is that of each by its name.
    pub fn from_file(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
        let wrong = |error: serde_json::Error| {
            Failure::new(format!(
                "{} is no mapping: {error}; \u{201c}undertone analyze --help\u{201d} shows one",
                path.display()
            ))
        };
        let mut whole: serde_json::Value = serde_json::from_str(&text).map_err(wrong)?;
        let of = whole.as_object_mut().and_then(|whole| whole.remove("files"));
        let of: BTreeMap<String, Mapping> =
            of.map(serde_json::from_value).transpose().map_err(wrong)?.unwrap_or_default();
        let all: Mapping = serde_json::from_value(whole).map_err(wrong)?;
        for name in of.values().chain([&all]).filter_map(|mapping| mapping.timezone.as_deref()) {
            zone(name)?;
        }
        let encoding = |mapping: &Mapping| mapping.encoding.clone();
        let unknown =
            of.values().chain([&all]).filter_map(encoding).find(|name| encoding_named(name).is_none());
        if let Some(name) = unknown {
            return Err(Failure::new(format!(
                "there is no encoding \u{201c}{name}\u{201d}; use one of {}",
                ENCODINGS.join(", ")
            )));
        }
        Ok(Self { all: Some(all).filter(|all| !all.is_empty()), of })
    }

    /// What sources mark as their own tests is read too.
    pub fn with_tests(&mut self) {
        self.all.get_or_insert_default().tests = true;
        self.of.values_mut().for_each(|mapping| mapping.tests = true);
    }

    /// That of a file.
    fn of(&self, name: &str) -> Option<&Mapping> {
        self.of.get(name).or(self.all.as_ref())
    }
}

fn zone(name: &str) -> Result<Zone, Failure> {
    Zone::named(name).ok_or_else(|| {
        Failure::new(format!(
            "there is no time zone \u{201c}{name}\u{201d}; use a name such as Europe/Berlin or UTC"
        ))
    })
}

/// The name that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// Reads files into an analysis, in their order, each as its content says or as its mapping does. A
/// folder stands for the files in it and in its folders, in the order of their names.
pub fn read(
    analysis: &mut Analysis<impl Team>,
    files: &[PathBuf],
    mappings: &Mappings,
) -> Result<(), Failure> {
    for path in files {
        if path.as_os_str() == STANDARD_INPUT {
            let name = "standard input";
            read_one(analysis, name, &mut io::stdin().lock(), mappings.of(name))
                .map_err(|error| cannot_read(path, &error))?;
            continue;
        }
        for path in listed(path)? {
            let mut file = File::open(&path).map_err(|error| cannot_read(&path, &error))?;
            let name = name(&path);
            if begins_as_parquet(&mut file) {
                analysis.begin_file_with(&name, mappings.of(&name));
                analysis.read_parquet(BufReader::new(file));
                continue;
            }
            read_one(analysis, &name, &mut file, mappings.of(&name))
                .map_err(|error| cannot_read(&path, &error))?;
        }
    }
    analysis.join();
    Ok(())
}

/// Whether a file is one that is read from where its parts lie; what has no places, as a pipe, is read as it
/// comes.
fn begins_as_parquet(file: &mut File) -> bool {
    let mut head = [0; 4];
    let is_there = file.seek(SeekFrom::Start(0)).is_ok() && file.read_exact(&mut head).is_ok();
    // Where it has places, this is one.
    let _ = file.seek(SeekFrom::Start(0));
    is_there && parquet::begins(&head)
}

fn read_one(
    analysis: &mut Analysis<impl Team>,
    name: &str,
    bytes: &mut impl Read,
    mapping: Option<&Mapping>,
) -> io::Result<()> {
    analysis.begin_file_with(name, mapping);
    let mut chunk = vec![0; CHUNK];
    loop {
        let n = bytes.read(&mut chunk)?;
        if n == 0 {
            break;
        }
        analysis.push(&chunk[..n]);
        if analysis.refused() {
            break;
        }
    }
    analysis.end_file();
    Ok(())
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
}

/// Files as texts, with their names. What is no UTF-8 in them is left out.
pub fn texts(paths: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    let text = |path: &PathBuf| {
        let bytes = std::fs::read(path)
            .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
        Ok((path.to_string_lossy().into_owned(), String::from_utf8_lossy(&bytes).into_owned()))
    };
    paths.iter().map(text).collect()
}

/// Paths with each pattern replaced by the files that it fits, in the order of their names; a file of that
/// very name is no pattern.
pub fn expanded(paths: Vec<PathBuf>) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        let pattern = path.to_string_lossy().into_owned();
        if !pattern.contains(['*', '?', '[']) || path.exists() {
            all.push(path);
            continue;
        }
        let bad = |error: &dyn std::fmt::Display| {
            Failure::new(format!("the pattern \u{201c}{pattern}\u{201d} cannot be used: {error}"))
        };
        let before = all.len();
        for found in glob::glob(&pattern).map_err(|error| bad(&error))? {
            all.push(found.map_err(|error| bad(&error))?);
        }
        if all.len() == before {
            return Err(Failure::new(format!("no file fits the pattern \u{201c}{pattern}\u{201d}")));
        }
    }
    Ok(all)
}

/// The files that a path stands for.
fn listed(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let failure = |error| cannot_read(path, &error);
    let mut entries = std::fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>())
        .map_err(failure)?;
    entries.sort();
    // What begins with a dot is there for programs.
    entries.retain(|path| !name(path).starts_with('.'));
    let mut files = Vec::new();
    for entry in entries {
        files.extend(listed(&entry)?);
    }
    Ok(files)
}

/// The analysis that was saved to these files, if they are such: of several, all that any of them holds,
/// and how many conversations more than one of them held.
pub fn saved(files: &[PathBuf], timezone: Option<&str>) -> Result<Option<(Snapshot, u32)>, Failure> {
    if let Some(name) = timezone {
        zone(name)?;
    }
    let mut whole: Option<(Snapshot, u32)> = None;
    for (at, path) in files.iter().enumerate() {
        let Some(bytes) = saved_bytes(path)? else {
            return if whole.is_none() && at == 0 { Ok(None) } else { Err(mixed(path)) };
        };
        let opened = snapshot::read(&bytes, timezone)
            .map_err(|refusal| Failure::new(format!("cannot open {}: {refusal}", path.display())))?;
        match &mut whole {
            None => whole = Some((opened, 0)),
            Some((whole, repeated)) => *repeated += whole.append(opened),
        }
    }
    Ok(whole)
}

fn mixed(path: &Path) -> Failure {
    Failure::new(format!(
        "{} is no saved analysis, but another of these files is; open saved ones together, and read transcripts apart",
        path.display()
    ))
}

/// The bytes of a file that is a saved analysis; `None` if it is none.
fn saved_bytes(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    if path.as_os_str() == STANDARD_INPUT || path.is_dir() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    file.by_ref().take(16).read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    if !snapshot::begins(&bytes) {
        return Ok(None);
    }
    file.read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    Ok(Some(bytes))
}

pub fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {error}", path.display()))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
