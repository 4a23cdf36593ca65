//! Previews as they may be shown: masked like everything that leaves the reader. A speaker whose name
//! is a personal datum goes by its token outside; [`Previews`] knows the name again when files are
//! read with it.

use std::collections::{BTreeMap, HashMap};

use crate::{
    ingest::{Mapping, Preview},
    privacy::Masker,
};

/// Characters shown of a cell.
const CELL: usize = 300;

/// Makes previews. Equal values have equal tokens in all of them.
///
/// ```
/// use undertone::{engine::Previews, ingest::Mapping};
/// let mut previews = Previews::new([7; 16]);
/// let preview = previews.of(b"a@b.example: hi\nc@d.example: hello\n", "chat.txt", &Mapping::default());
/// assert!(preview.speakers.iter().all(|speaker| speaker.name.starts_with("[EMAIL")));
/// ```
pub struct Previews {
    masker: Masker,
    /// Speakers by the token that stands for them.
    names: HashMap<String, String>,
}

impl Previews {
    /// Makes previews masked under this key.
    pub fn new(key: [u8; 16]) -> Self {
        Self { masker: Masker::new(key), names: HashMap::new() }
    }

    /// The preview of a file that begins with these bytes, masked.
    pub fn of(&mut self, head: &[u8], name: &str, chosen: &Mapping) -> Preview {
        let chosen = self.reveal(chosen);
        let mut preview = Preview::with(head, name, &chosen);
        self.mask(&mut preview.name);
        for column in &mut preview.columns {
            self.mask(&mut column.name);
        }
        for cell in preview.rows.iter_mut().flatten() {
            self.mask(cell);
            if let Some((end, _)) = cell.char_indices().nth(CELL) {
                cell.truncate(end);
                cell.push('…');
            }
        }
        for speaker in &mut preview.speakers {
            let name = speaker.name.clone();
            self.mask(&mut speaker.name);
            if speaker.name != name {
                self.names.insert(speaker.name.clone(), name);
            }
        }
        preview
    }

    /// The mapping with the speakers' own names.
    #[must_use]
    pub fn reveal(&self, mapping: &Mapping) -> Mapping {
        let name = |shown: &String| self.names.get(shown).unwrap_or(shown).clone();
        let mut speakers = BTreeMap::new();
        speakers.extend(mapping.speakers.iter().map(|(shown, role)| (name(shown), *role)));
        Mapping { speakers, ..mapping.clone() }
    }

    fn mask(&mut self, text: &mut String) {
        let masked = self.masker.mask(text).text.into_owned();
        *text = masked;
    }
}
