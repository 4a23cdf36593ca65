//! An import of files as it is remembered until it is read to its end: which files, how they are read, and
//! what was chosen so that they fit into memory. It holds no word of what is in them: speakers are known by
//! their places in the preview of a file, which any later preview of the same file gives again.

use crate::{
    binary::{Frozen, In, Out},
    conversation::{Named, Role},
    ingest::Mapping,
    wire::Room,
};

/// The form in which it is written; one of another form is none.
const FORM: u8 = 4;

/// A file, as far as it tells whether another is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileOf {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// When it was changed last, in milliseconds of the clock.
    pub changed: i64,
}

/// Browsers do not tell the moment of a change alike by all their ways to a file, in milliseconds.
const AS_GOOD_AS_SAME: u64 = 1000;

impl FileOf {
    fn is_same(&self, other: &Self) -> bool {
        (&self.name, self.size) == (&other.name, other.size)
            && self.changed.abs_diff(other.changed) < AS_GOOD_AS_SAME
    }
}

/// How files are read, as a person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The file whose preview gave the speakers.
    pub file: u32,
    /// The choice, without its speakers.
    pub mapping: Mapping,
    /// Who its speakers are, in the order of the preview.
    pub roles: Vec<Role>,
}

/// A file that a person was asked about, what was chosen for it and for others like it, and the names of its
/// speakers in the order of its preview.
pub type Asked = (u32, Mapping, Vec<String>);

/// An import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The number of its opening.
    pub id: u64,
    /// How often it was begun anew after a reload.
    pub times: u32,
    /// Its files.
    pub files: Vec<FileOf>,
    /// How they are read.
    pub choices: Vec<Choice>,
    /// Which of the choices is that of each file.
    chosen: Vec<Option<u32>>,
    /// What was chosen so that it fits into memory.
    pub room: Room,
}

crate::frozen! {
    FileOf { name, size, changed }
    Choice { file, mapping, roles }
    Import { id, times, files, choices, chosen, room }
    Room { limit, one_in, on_disk, days }
}

impl Import {
    /// An import of files under their mappings; `None` where nobody was asked about one of those.
    pub fn of(
        (id, times): (u64, u32),
        files: Vec<FileOf>,
        mappings: &[Option<Mapping>],
        asked: &[Asked],
        room: Room,
    ) -> Option<Self> {
        let mut import = Self { id, times, files, room, ..Self::default() };
        let mut known: Vec<&Mapping> = Vec::new();
        for mapping in mappings {
            let Some(mapping) = mapping else {
                import.chosen.push(None);
                continue;
            };
            let choice = known.iter().position(|one| *one == mapping).unwrap_or(known.len());
            if choice == known.len() {
                known.push(mapping);
                import.choices.push(Choice::of(mapping, asked)?);
            }
            import.chosen.push(Some(choice as u32));
        }
        Some(import)
    }

    /// The mapping of each file, with the speakers of each choice by the names that their previews have now.
    pub fn mappings(&self, speakers: &[Vec<String>]) -> Vec<Option<Mapping>> {
        let mapping = |choice: u32| {
            let Choice { mapping, roles, .. } = self.choices.get(choice as usize)?;
            let names = speakers.get(choice as usize)?;
            let speakers: Named<Role> = names.iter().cloned().zip(roles.iter().copied()).collect();
            Some(Mapping { speakers, ..mapping.clone() })
        };
        self.chosen.iter().map(|chosen| chosen.and_then(mapping)).collect()
    }

    /// Where each of its files is among others, by name and size; `None` where those are not the same. Of
    /// thousands most are where they were.
    pub fn places_in(&self, files: &[FileOf]) -> Option<Vec<usize>> {
        let mut free = vec![true; files.len()];
        let mut places = Vec::new();
        for (at, own) in self.files.iter().enumerate() {
            let is_same = |at: &usize| {
                let fits = |other: &FileOf| (&other.name, other.size) == (&own.name, own.size);
                files.get(*at).is_some_and(fits) && free[*at]
            };
            let place = std::iter::once(at).chain(0..files.len()).find(is_same)?;
            free[place] = false;
            places.push(place);
        }
        (places.len() == files.len()).then_some(places)
    }

    /// Names of its files that are others now under the same name.
    pub fn changed(&self, files: &[FileOf]) -> Vec<String> {
        let is_other = |(at, now): &(usize, &FileOf)| {
            let stays = self.files.get(*at).is_some_and(|own| own.is_same(now));
            let mut same_name = self.files.iter().filter(|own| !stays && own.name == now.name).peekable();
            same_name.peek().is_some() && same_name.all(|own| !own.is_same(now))
        };
        files.iter().enumerate().filter(is_other).map(|(_, now)| now.name.clone()).collect()
    }

    /// Names of its files.
    pub fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| file.name.clone()).collect()
    }

    /// As bytes.
    pub fn written(&self) -> Vec<u8> {
        let mut out = Out(vec![FORM]);
        self.freeze(&mut out);
        out.0
    }

    /// Back from bytes; `None` where another version of the page wrote them.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (form, rest) = bytes.split_first()?;
        let mut rest = In(rest);
        let import = if *form == FORM { Self::thaw(&mut rest) } else { None }?;
        let fits = import.chosen.len() == import.files.len()
            && import.choices.iter().all(|choice| (choice.file as usize) < import.files.len());
        fits.then_some(import)
    }
}

impl Choice {
    fn of(mapping: &Mapping, asked: &[Asked]) -> Option<Self> {
        let is_it = |chosen: &Mapping| Mapping { tests: mapping.tests, ..chosen.clone() } == *mapping;
        let found = asked.iter().find(|(_, chosen, _)| is_it(chosen));
        // Where no speaker is named, there is nothing to ask a preview for.
        let nobody = (0, Mapping::default(), Vec::new());
        let (file, _, names) = found.or_else(|| mapping.speakers.is_empty().then_some(&nobody))?;
        let roles: Vec<Role> =
            names.iter().filter_map(|name| mapping.speakers.get(name.as_str()).copied()).collect();
        let mapping = Mapping { speakers: Named::default(), ..mapping.clone() };
        (roles.len() == names.len()).then_some(Self { file: *file, mapping, roles })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{About, Column};

    fn file(name: &str, size: u64) -> FileOf {
        FileOf { name: name.into(), size, changed: 7 }
    }

    fn mapping(speakers: &[(&str, Role)]) -> Mapping {
        Mapping {
            columns: [("#2".to_owned(), Some(Column::Text)), ("#3".to_owned(), None)].into_iter().collect(),
            header: Some(true),
            about: Some(About::Users),
            speakers: speakers.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect(),
            ..Mapping::default()
        }
    }

    fn asked(file: u32, mapping: &Mapping, names: &[&str]) -> Asked {
        (file, mapping.clone(), names.iter().map(|name| (*name).to_owned()).collect())
    }

    fn import(mappings: &[Option<Mapping>], asked: &[Asked]) -> Option<Import> {
        let files = (1..=mappings.len() as u64).map(|n| file("m.csv", n)).collect();
        let room = Room { one_in: 4, days: Some((1, -2)), ..Room::default() };
        Import::of((1_764_000_000_000, 1), files, mappings, asked, room)
    }

    #[test]
    fn a_choice_comes_back_with_the_names_that_speakers_have_then() {
        let chosen = mapping(&[("[EMAIL 4]", Role::Bot), ("Lisa", Role::Agent)]);
        let all = [Some(chosen.clone()), None, Some(chosen.clone())];
        let other = mapping(&[("Eva", Role::Bot)]);
        let asked = [asked(1, &other, &["Eva"]), asked(2, &chosen, &["Lisa", "[EMAIL 4]"])];
        let import = import(&all, &asked).unwrap();
        assert_eq!((import.choices.len(), import.choices[0].file), (1, 2));
        let back = Import::read(&import.written()).unwrap();
        assert_eq!(back, import);
        let now = mapping(&[("[EMAIL 1]", Role::Bot), ("Lisa", Role::Agent)]);
        let names = vec!["Lisa".to_owned(), "[EMAIL 1]".to_owned()];
        assert_eq!(back.mappings(&[names]), [Some(now.clone()), None, Some(now)]);
    }

    #[test]
    fn nobodys_name_is_written() {
        let chosen = mapping(&[("Lisa", Role::Bot)]);
        let import = import(&[Some(chosen.clone())], &[asked(0, &chosen, &["Lisa"])]).unwrap();
        let written = import.written();
        assert!(!written.windows(4).any(|letters| letters == b"Lisa"));
        assert!(written.windows(5).any(|letters| letters == b"m.csv"));
    }

    #[test]
    fn speakers_of_no_preview_are_not_guessed_at() {
        let chosen = mapping(&[("Lisa", Role::Bot)]);
        let all = [Some(chosen.clone())];
        assert_eq!(import(&all, &[]), None);
        assert_eq!(import(&all, &[asked(0, &chosen, &["Lisa", "Eva"])]), None);
    }

    #[test]
    fn files_are_the_same_by_name_and_size_in_any_order() {
        let files = vec![file("a.csv", 1), file("b.csv", 2), file("a.csv", 3)];
        let import = Import { files: files.clone(), ..Import::default() };
        let other = [file("b.csv", 2), file("a.csv", 3), file("a.csv", 1)];
        assert_eq!(import.places_in(&other), Some(vec![2, 0, 1]));
        assert_eq!(import.places_in(&other[..2]), None);
        let grown = [file("b.csv", 9), file("a.csv", 3), file("c.csv", 1)];
        assert_eq!(import.places_in(&grown), None);
        assert_eq!(import.changed(&grown), ["b.csv"]);
        let touched = FileOf { changed: 1_007, ..file("b.csv", 2) };
        assert_eq!(import.changed(&[touched]), ["b.csv"]);
    }

    #[test]
    fn what_another_version_wrote_is_left_alone() {
        let written = import(&[None], &[]).unwrap().written();
        for end in 0..written.len() {
            assert_eq!(Import::read(&written[..end]), None, "cut at {end}");
        }
        assert_eq!(Import::read(&[&[FORM + 1], &written[1..]].concat()), None);
    }
}
