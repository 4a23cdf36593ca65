//! How a person had files of a shape read, remembered in this browser where that is wanted: for each shape
//! what its columns mean, zone, dates, pause, and roles of speakers. Of the files themselves nothing is in
//! it: the shape and the names of speakers are hashes.

use crate::{
    binary::{Frozen, In, Out},
    conversation::{Named, Role},
    ingest::{Mapping, Preview},
    say,
    words::{count, plural},
};

/// What the names of all begin with where they are kept.
pub const KEPT: &str = "undertone-read-as-";

/// The form in which one is written; one of another form is none.
const FORM: u8 = 1;

/// One of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The format, and how many columns.
    format: String,
    columns: u64,
    /// The choice, without its speakers.
    mapping: Mapping,
    /// Roles of speakers by the hashes of their names.
    roles: Vec<(u64, Role)>,
}

crate::frozen! { Remembered { format, columns, mapping, roles } }

/// A hash of some texts (FNV-1a), to know them again.
fn hash<'t>(texts: impl IntoIterator<Item = &'t str>) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        hash = text.bytes().chain([0]).fold(hash, step);
    }
    hash
}

/// The name under which files of the shape of this one are kept.
pub fn shape(preview: &Preview) -> String {
    let columns = preview.columns.iter().map(|column| column.name.as_str());
    format!("{KEPT}{:016x}", hash([preview.format.as_str()].into_iter().chain(columns)))
}

impl Remembered {
    /// What is remembered of a choice for a file.
    pub fn of(preview: &Preview, mapping: &Mapping) -> Self {
        // A token stands for another name the next time.
        let names = mapping.speakers.iter().filter(|(name, _)| !name.starts_with('['));
        Self {
            format: preview.format.clone(),
            columns: preview.columns.len() as u64,
            roles: names.map(|(name, role)| (hash([name.as_str()]), *role)).collect(),
            // That a file's tests are read, is of that file.
            mapping: Mapping { speakers: Named::default(), tests: false, ..mapping.clone() },
        }
    }

    /// The choice for a file, with the speakers of it that were met before.
    pub fn mapping(&self, preview: &Preview) -> Mapping {
        let role = |name: &str| {
            let of = hash([name]);
            self.roles.iter().find(|(known, _)| *known == of).map(|(_, role)| *role)
        };
        let known = |name: &String| Some((name.clone(), role(name)?));
        let speakers = preview.speakers.iter().filter_map(|speaker| known(&speaker.name)).collect();
        Mapping { speakers, ..self.mapping.clone() }
    }

    /// Letters that stand for bytes: what the storage takes are texts.
    pub fn written(&self) -> String {
        let mut out = Out(vec![FORM]);
        self.freeze(&mut out);
        out.0.into_iter().map(char::from).collect()
    }

    /// Back from them; `None` where another version wrote them.
    pub fn read(text: &str) -> Option<Self> {
        let bytes: Vec<u8> = text.chars().map(|letter| u32::from(letter) as u8).collect();
        let (form, rest) = bytes.split_first()?;
        let mut rest = In(rest);
        if *form == FORM { Self::thaw(&mut rest) } else { None }
    }

    /// What it is of, in words.
    pub fn about(&self) -> String {
        let of = if self.columns > 0 {
            plural(self.columns, "{n} column", "{n} columns")
        } else {
            say!("{n} speakers", n = count(self.roles.len() as u64))
        };
        format!("{} · {of}", self.format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Column;

    fn preview(text: &str) -> Preview {
        Preview::of(text.as_bytes(), "chat.csv")
    }

    #[test]
    fn a_choice_comes_back_for_the_same_header_and_the_same_people_only() {
        let first = preview("Fall;Wer;Spruch\nf1;Lisa;Guten Tag\nf1;Jana;Hallo\n");
        let columns = [("#1", Column::Conversation), ("#2", Column::Sender), ("#3", Column::Text)];
        let mapping = Mapping {
            columns: columns.into_iter().map(|(key, column)| (key.to_owned(), Some(column))).collect(),
            speakers: [("Lisa", Role::Bot), ("[PERSON 1]", Role::Agent)]
                .into_iter()
                .map(|(name, role)| (name.to_owned(), role))
                .collect(),
            gap: Some(60),
            ..Mapping::default()
        };
        let kept = Remembered::of(&first, &mapping).written();
        for word in ["Lisa", "Fall", "Spruch", "PERSON", "Guten"] {
            assert!(!kept.contains(word), "{word}");
        }
        let back = Remembered::read(&kept).unwrap();
        assert_eq!(back, Remembered::of(&first, &mapping));
        let head = "Fall;Wer;Spruch\nf9;Lisa;Ja\nf9;Tom;Nein\n";
        let next = Preview::with(head.as_bytes(), "next.csv", &mapping);
        let again = back.mapping(&next);
        assert_eq!((again.gap, &again.columns), (Some(60), &mapping.columns));
        assert_eq!(again.speakers.keys().collect::<Vec<_>>(), ["Lisa"]);
        assert_eq!(shape(&preview(head)), shape(&first));
        assert_ne!(shape(&preview("Fall;Wer;Text\nf9;Lisa;Ja\n")), shape(&first));
        for end in 0..kept.chars().count() {
            let cut: String = kept.chars().take(end).collect();
            assert_eq!(Remembered::read(&cut), None, "cut at {end}");
        }
    }
}
