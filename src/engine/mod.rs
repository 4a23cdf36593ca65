//! One analysis: bytes of files go in, figures come out at any time. The worker and the terminal drive
//! the same [`Analysis`]; it knows neither.
//!
//! Every text passes [`Intake`] on its way from a reader to the corpus: masked first, then marked,
//! then stored.

mod columns;
mod course;
mod facets;
mod intake;
mod listing;
mod previews;
mod selection;

use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;

use crate::{
    conversation::{Clock, Zone},
    corpus::Corpus,
    ingest::{FileLog, Kind, Mapping, Reader},
    insight::{Board, BoardPartial, Course},
    privacy::Masker,
    query::Filter,
};

use intake::Intake;

pub use facets::Facets;
pub use intake::PiiSpan;
pub use listing::{Column, Entry, Listing, Order};
pub use previews::Previews;
pub use selection::Selection;

/// What the world gives an analysis.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Zone of civil times and of days and hours.
    pub zone: Zone,
    /// Random key of the masking hash; known to this analysis alone.
    pub key: [u8; 16],
    /// Keep texts as they are. Only the terminal's user can ask for it.
    pub originals: bool,
}

/// One analysis.
///
/// ```
/// use undertone::{conversation::Zone, engine::{Analysis, Settings}};
/// let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [0; 16], originals: false });
/// analysis.begin_file("chat.csv");
/// analysis.push(b"conversation_id,role,text\n1,user,hi\n1,bot,hello\n");
/// analysis.end_file();
/// assert_eq!(analysis.board().figures["conversations"].n, 1);
/// ```
pub struct Analysis {
    settings: Settings,
    masker: Masker,
    corpus: Corpus,
    hasher: SipHasher13,
    logs: Vec<FileLog>,
    reader: Option<Reader>,
    scratch: String,
    /// Personal data found in each utterance, where somebody wants to know.
    pii: Option<Vec<Vec<PiiSpan>>>,
    last: intake::Recent,
    files: intake::Files,
}

impl Analysis {
    /// An analysis of nothing yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            masker: Masker::new(settings.key),
            hasher: SipHasher13::new_with_key(&settings.key),
            settings,
            corpus: Corpus::default(),
            logs: Vec::new(),
            reader: None,
            scratch: String::new(),
            pii: None,
            last: intake::Recent::default(),
            files: intake::Files::default(),
        }
    }

    /// An analysis of what was read before. It takes no further files: the keys by which it would know
    /// the same people again went with the analysis that read them.
    pub fn of_corpus(settings: Settings, corpus: Corpus) -> Self {
        Self { corpus, ..Self::new(settings) }
    }

    /// Keeps where personal data stood in each text from now on (spans, never values).
    pub fn keep_pii_spans(&mut self) {
        self.pii.get_or_insert_default();
    }

    /// Begins the next file.
    pub fn begin_file(&mut self, name: &str) {
        self.begin_file_with(name, None);
    }

    /// Begins the next file, to be read as a person chose.
    pub fn begin_file_with(&mut self, name: &str, mapping: Option<&Mapping>) {
        self.end_file();
        self.files.next(self.corpus.conversations());
        // Names of files may name people.
        let shown = if self.settings.originals { name.into() } else { self.masker.mask(name).text };
        let reader = Reader::new(&shown, self.settings.zone.clone());
        self.reader = Some(match mapping {
            Some(mapping) => reader.with_mapping(mapping),
            None => reader,
        });
    }

    /// Takes the next bytes of the file begun last.
    pub fn push(&mut self, bytes: &[u8]) {
        let Some(mut reader) = self.reader.take() else { return };
        reader.push(bytes, &mut self.intake());
        self.reader = Some(reader);
    }

    /// Whether nothing more can come of the file begun last.
    pub fn refused(&self) -> bool {
        self.reader.as_ref().is_some_and(Reader::refused)
    }

    /// Ends the file begun last.
    pub fn end_file(&mut self) {
        let Some(reader) = self.reader.take() else { return };
        let mut log = reader.finish(&mut self.intake());
        columns::note(self.corpus.take_let_go(), &mut log);
        self.logs.push(log);
    }

    /// Ends the file begun last before it is over, and says why.
    pub fn abandon_file(&mut self, why: Kind) {
        if let Some(reader) = self.reader.take() {
            let mut log = reader.abandon(why);
            columns::note(self.corpus.take_let_go(), &mut log);
            self.logs.push(log);
        }
    }

    fn intake(&mut self) -> Intake<'_> {
        Intake {
            masker: &mut self.masker,
            corpus: &mut self.corpus,
            hasher: self.hasher,
            scratch: &mut self.scratch,
            originals: self.settings.originals,
            pii: self.pii.as_mut(),
            last: &mut self.last,
            files: &mut self.files,
        }
    }

    /// What reading found, file by file; the last may still be being read.
    pub fn logs(&self) -> impl Iterator<Item = &FileLog> {
        self.logs.iter().chain(self.reader.as_ref().map(Reader::log))
    }

    /// The store.
    pub fn corpus(&mut self) -> &mut Corpus {
        &mut self.corpus
    }

    /// The zone of this analysis.
    pub fn zone(&self) -> &Zone {
        &self.settings.zone
    }

    /// Personal data found in an utterance, if [`Self::keep_pii_spans`] was called before it was read.
    pub fn pii(&self, row: u32) -> &[PiiSpan] {
        self.pii.as_ref().and_then(|spans| spans.get(row as usize)).map_or(&[], Vec::as_slice)
    }

    /// First and last moment of all utterances.
    pub fn span(&self) -> Option<(i64, i64)> {
        self.corpus.span()
    }

    /// All figures of what was read so far.
    pub fn board(&mut self) -> Board {
        let all = self.select(&Filter::default());
        self.board_of(&all)
    }

    /// Which of the conversations read so far a filter means.
    pub fn select(&mut self, filter: &Filter) -> Selection {
        let mut clock = self.clock();
        Selection::of(&mut self.corpus, &mut clock, filter)
    }

    /// All figures of a selection.
    pub fn board_of(&mut self, selection: &Selection) -> Board {
        let mut partial = BoardPartial::new();
        let mut clock = self.clock();
        self.corpus.for_each(|view| {
            if selection.has(view.idx) {
                partial.observe(view, &mut clock);
            }
        });
        partial.finish()
    }

    /// How the figures of a selection go over time; `board` are its figures.
    pub fn course(&mut self, filter: &Filter, selection: &Selection, board: &Board) -> Course {
        let asked = filter.window();
        let everything = match asked {
            Some(_) => self.select(&filter.without_days()),
            None => selection.clone(),
        };
        let mut clock = self.clock();
        course::course(&mut self.corpus, &mut clock, (selection, board), &everything, asked)
    }

    /// The names that a filter can ask for.
    pub fn facets(&mut self) -> Facets {
        facets::facets(&mut self.corpus)
    }

    fn clock(&self) -> Clock {
        Clock::new(self.settings.zone.clone())
    }
}

/// The keyed hash by which a value is known again without being kept.
fn keyed(hasher: SipHasher13, value: &str) -> u128 {
    let mut hasher = hasher;
    hasher.write(value.as_bytes());
    hasher.finish128().as_u128()
}
