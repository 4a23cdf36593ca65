//! Bytes of files go in, figures come out at any time. A [`Lead`] reads, numbers and masks; [`Shard`]s store
//! whole conversations and answer questions; [`Asking`] merges their parts. Answers are the same for any
//! number of shards. Where the shards are is for a [`Team`] to know: the page has each in a worker of its
//! own, the terminal on threads, and [`Analysis`] has one beside the lead.
//!
//! Every text passes `intake` on its way from a reader to a shard: masked first, then marked, then
//! stored.

mod again;
mod ask;
mod batch;
mod briefing;
mod cases;
mod columns;
mod days;
mod explained;
mod facets;
mod finding;
mod funnels;
mod going_on;
mod intake;
mod joining;
mod lead;
mod letting_go;
mod listing;
mod meant;
mod memory;
mod names_heard;
mod near;
mod previews;
mod questions;
mod quotes;
mod registry;
mod selection;
mod shard;
mod studies;
mod taught;
mod teaching;
mod team;
mod topics;
mod transcript;
mod voices;

use siphasher::sip128::{Hasher128, SipHasher13};
use std::{hash::Hasher, sync::Arc};

use crate::{
    conversation::{Day, Zone},
    corpus::Corpus,
    ingest::{FileLog, Kind, Mapping, parquet},
    insight::Board,
    query::Filter,
    text::model::{Model, Refusal},
};

pub use ask::{Ask, Chosen, Part, Stored};
pub use briefing::SHEET as BRIEFING_SHEET;
pub use explained::Reason;
pub use facets::Facets;
pub use finding::{FoundLine, SearchResults};
pub use intake::{Deliver, PiiSpan};
pub use lead::{Lead, Totals};
pub use listing::{Column, ListRow, Order};
pub use memory::{Held, Limit, forecast};
pub use near::meant;
pub use previews::Previews;
pub use questions::{Asking, Figures, Standing};
pub use quotes::Quote;
pub use selection::Selection;
pub use shard::Shard;
pub use studies::{Study, StudyPart, Track, outcome_column, outcome_columns};
pub use taught::{Applied, Draw, Drawn};
pub use teaching::PIECE;
pub use team::{Here, Lost, Team, at_once};
pub use topics::ShownTopics;
pub use transcript::{LineLabel, Neighbours, Transcript, TranscriptLine};

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

/// One analysis whose shards are beside its lead: everything at hand, nothing to wait for.
///
/// ```
/// use undertone::{conversation::Zone, engine::{Analysis, Settings}};
/// let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [0; 16], originals: false });
/// analysis.begin_file("chat.csv");
/// analysis.push(b"conversation_id,role,text\n1,user,hi\n1,bot,hello\n");
/// analysis.end_file();
/// assert_eq!(analysis.board().figures["conversations"].n, 1);
/// ```
pub struct Analysis<T = Here> {
    lead: Lead,
    team: T,
    standing: Standing,
}

impl Analysis {
    /// An analysis of nothing yet, on one shard.
    pub fn new(settings: Settings) -> Self {
        Self::with_shards(settings, 1)
    }

    /// The same on so many shards, all beside the lead.
    pub fn with_shards(settings: Settings, shards: u32) -> Self {
        let team = Here::new(&settings.zone, shards);
        Self::on(settings, team)
    }

    /// Does something with each of the shards.
    pub fn each_shard(&self, with: impl FnMut(&mut Shard)) {
        self.team.each(with);
    }

    /// Understands by a model what is read from now on.
    ///
    /// # Errors
    /// Why the model cannot be used.
    pub fn understand(&mut self, model: &Arc<Model>) -> Result<(), Refusal> {
        self.lead.understand(model);
        let mut understood = Ok(());
        self.team.each(|shard| understood = understood.and(shard.understand(model)));
        understood
    }

    /// The store of the first shard; of an analysis on one, all of it.
    pub fn corpus(&mut self) -> &mut Corpus {
        self.team.corpus()
    }
}

impl<T: Team> Analysis<T> {
    /// An analysis of nothing yet, on empty shards.
    pub fn on(settings: Settings, team: T) -> Self {
        Self { lead: Lead::new(settings, team.shards()), team, standing: Standing::default() }
    }

    /// An analysis of what was read before, on empty shards. It takes no further files.
    pub fn of_corpus(settings: Settings, team: T, whole: &Corpus) -> Self {
        let lead =
            Lead::of_corpus(settings, team.shards(), whole, &mut |shard, block| team.tell(shard, block));
        Self { lead, team, standing: Standing::default() }
    }

    /// Masks names and addresses too from now on, as far as a model knows them. Before the first file.
    pub fn mask_by(&mut self, model: &Model) {
        self.lead.understand(model);
    }

    /// Keeps where personal data stood in each text from now on (spans, never values).
    pub fn keep_pii_spans(&mut self) {
        self.lead.keep_pii_spans();
    }

    /// Reads only conversations that begin on some days, from one to another, from now on.
    pub fn only_days(&mut self, days: (Day, Day)) {
        self.lead.only_days(days);
    }

    /// Begins the next file.
    pub fn begin_file(&mut self, name: &str) {
        self.begin_file_with(name, None);
    }

    /// Begins the next file, to be read as a person chose.
    pub fn begin_file_with(&mut self, name: &str, mapping: Option<&Mapping>) {
        self.reading(|lead, deliver| lead.begin_file(name, mapping, deliver));
    }

    /// Takes the next bytes of the file begun last.
    pub fn push(&mut self, bytes: &[u8]) {
        self.reading(|lead, deliver| lead.push(bytes, deliver));
    }

    /// Whether nothing more can come of the file begun last.
    pub fn refused(&self) -> bool {
        self.lead.refused()
    }

    /// Ends the file begun last.
    pub fn end_file(&mut self) {
        self.reading(Lead::end_file);
        // In the browser that takes a program of its own.
        #[cfg(not(target_arch = "wasm32"))]
        for (name, bytes) in self.lead.found_parquet() {
            self.reading(|lead, deliver| lead.begin_found(&name, deliver));
            self.read_parquet(std::io::Cursor::new(bytes));
        }
    }

    /// Reads all of the file begun last, which is a Parquet file, from where its bytes are: so it need not be in
    /// memory.
    pub fn read_parquet(&mut self, file: impl parquet::File) {
        self.reading(|lead, deliver| lead.made_of(parquet::FORMAT, deliver));
        let mut piece = Vec::new();
        let fault = match parquet::Parquet::open(file) {
            Ok(mut file) => {
                while file.next(&mut piece) && !self.refused() {
                    self.push(&piece);
                    piece.clear();
                }
                self.push(&piece);
                file.fault()
            }
            Err(fault) => Some(fault),
        };
        self.reading(|lead, deliver| match fault {
            Some(fault) => lead.end_made(fault.kind(), deliver),
            None => lead.end_file(deliver),
        });
    }

    /// Says that all files are read: what some of them say of conversations and users is joined to these.
    pub fn join(&mut self) {
        self.reading(Lead::join);
    }

    /// Ends the file begun last before it is over, and says why.
    pub fn abandon_file(&mut self, why: Kind) {
        self.lead.abandon_file(why);
    }

    fn reading(&mut self, read: impl FnOnce(&mut Lead, Deliver<'_>)) {
        let Self { lead, team, standing } = self;
        read(lead, &mut |shard, block| team.tell(shard, block));
        lead.flush(&mut |shard, block| team.tell(shard, block));
        *standing = standing.of_more();
    }

    /// What reading found, file by file; the last may still be being read.
    pub fn logs(&self) -> impl Iterator<Item = &FileLog> {
        self.lead.logs()
    }

    /// The lead: totals, zone, where personal data stood.
    pub fn lead(&self) -> &Lead {
        &self.lead
    }

    /// To ask questions about what was read so far.
    pub fn asking(&self) -> Asking<'_, T> {
        Asking { team: &self.team, totals: self.lead.totals(), standing: &self.standing }
    }

    /// The figures of the conversations read so far that a filter means, with their course; of a team that
    /// keeps nobody waiting.
    ///
    /// # Errors
    /// A shard is gone.
    pub fn figures(&self, filter: &Filter) -> Result<Figures, Lost> {
        at_once(self.asking().whole(filter))
    }

    /// All figures of what was read so far.
    pub fn board(&self) -> Board {
        self.figures(&Filter::default()).unwrap_or_default().board
    }
}

/// The keyed hash by which a value is known again without being kept.
fn keyed(hasher: SipHasher13, value: &str) -> u128 {
    let mut hasher = hasher;
    hasher.write(value.as_bytes());
    hasher.finish128().as_u128()
}
