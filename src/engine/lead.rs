//! The lead: takes the bytes of files, numbers and masks what is in them, and tells the shards.
//!
//! Invariants. (1) What a shard is told depends on the bytes alone: not on how they came in pieces, and of
//! the number of shards only in which shard hears what. (2) A shard hears all of a conversation, in the
//! order of the source; all shards hear all names in one order.

use std::sync::Arc;

use siphasher::sip128::SipHasher13;

use crate::{
    conversation::{Day, Zone},
    corpus::{Corpus, Place},
    ingest::{FileLog, Files as Unpacked, Kind, Mapping, Reader, Sink, Unpacker, parquet},
    privacy::{ByKey, Kind as Private, Masker, Names},
    query::{Columns, Filter, FilterError},
    text::model::Model,
};

use super::{
    Settings,
    batch::Batch,
    columns::CustomColumns,
    days::OnlyDays,
    intake::{Deliver, Files, Intake, PiiSpan, Recent},
    joining::Joining,
    registry::Registry,
};

/// Reads for some shards. Every method that reads takes what delivers a block to one of them.
pub struct Lead {
    settings: Settings,
    masker: Masker,
    hasher: SipHasher13,
    logs: Vec<FileLog>,
    /// The file begun last, which may be an archive, and how it is to be read.
    unpacker: Option<Unpacker>,
    mapping: Option<Mapping>,
    /// Its name, and how many were begun before it.
    opened: (String, u32),
    /// The file at hand: the one begun last, or one in it.
    reader: Option<Reader>,
    /// Parquet files that were found in the file begun last.
    parquet: Vec<(String, Vec<u8>)>,
    /// Personal data found in each utterance, where somebody wants to know.
    pii: Option<Vec<Vec<PiiSpan>>>,
    last: Recent,
    files: Files,
    /// What is said beside the transcripts, until these are all read.
    joining: Joining,
    bots: ByKey<bool>,
    registry: Registry,
    columns: CustomColumns,
    batches: Vec<Batch>,
    /// The days that are read, where these are not all.
    days: Option<OnlyDays>,
}

impl Lead {
    /// The lead of so many shards (at least one) that hold nothing yet.
    pub fn new(settings: Settings, shards: u32) -> Self {
        let hasher = SipHasher13::new_with_key(&settings.key);
        Self {
            masker: Masker::new(settings.key),
            hasher,
            joining: Joining::new(hasher),
            bots: ByKey::default(),
            settings,
            logs: Vec::new(),
            unpacker: None,
            mapping: None,
            opened: (String::new(), u32::MAX),
            reader: None,
            parquet: Vec::new(),
            pii: None,
            last: Recent::default(),
            files: Files::default(),
            registry: Registry::default(),
            columns: CustomColumns::default(),
            batches: (0..shards.max(1)).map(|_| Batch::default()).collect(),
            days: None,
        }
    }

    /// The lead of data that were read before, which are told to the shards. It takes no further files: the
    /// keys by which it would know the same people again went with the analysis that read them.
    pub fn of_corpus(settings: Settings, shards: u32, whole: &Corpus, deliver: Deliver<'_>) -> Self {
        let of = shards.max(1);
        for shard in 0..of {
            deliver(shard, Batch::store(&whole.part(Place { shard, of })));
        }
        let registry = Registry::of_totals(whole.conversations(), whole.messages(), whole.span());
        Self { registry, columns: CustomColumns::of(whole.columns()), ..Self::new(settings, of) }
    }

    /// Masks names and addresses too from now on, as far as a model knows them. Before the first file.
    pub fn understand(&mut self, model: &Model) {
        let before = std::mem::replace(
            &mut self.masker,
            Masker::with_names(self.settings.key, Names::of(model).map(Arc::new)),
        );
        // Texts that were masked before have their numbers.
        self.masker.number_beyond(&Private::ALL.map(|kind| before.count(kind)));
    }

    /// How many shards there are.
    pub fn shards(&self) -> u32 {
        self.batches.len() as u32
    }

    /// Keeps where personal data stood in each text from now on (spans, never values).
    pub fn keep_pii_spans(&mut self) {
        self.pii.get_or_insert_default();
    }

    /// Reads only conversations that begin on some days, from one to another, from now on.
    pub fn only_days(&mut self, days: (Day, Day)) {
        self.days = Some(OnlyDays::new(days, self.settings.zone.clone(), self.hasher));
    }

    /// A text that a person writes, masked as what is read.
    pub fn masked(&mut self, text: &str) -> String {
        self.masker.mask(text).text.into_owned()
    }

    /// Begins the next file, to be read as a person chose; an archive, all files in it.
    pub fn begin_file(&mut self, name: &str, mapping: Option<&Mapping>, deliver: Deliver<'_>) {
        self.end_file(deliver);
        self.unpacker = Some(Unpacker::new(name));
        self.mapping = mapping.cloned();
        self.opened = (name.to_owned(), self.opened.1.wrapping_add(1));
    }

    /// Says that the bytes of the file begun last, before the first of them, are made of a file of another
    /// format, which is the one to name.
    pub fn made_of(&mut self, format: &'static str, deliver: Deliver<'_>) {
        let Some(mut unpacker) = self.unpacker.take() else { return };
        unpacker.begin_made(format, &mut Inside { lead: self, deliver });
        self.unpacker = Some(unpacker);
    }

    /// The Parquet files, with their names, that were found in the file that ended last. Each is to be begun by
    /// [`Self::begin_found`], and its rows, which its own reader gives, to be pushed.
    pub fn found_parquet(&mut self) -> Vec<(String, Vec<u8>)> {
        std::mem::take(&mut self.parquet)
    }

    /// Begins a file that was found in the one before, to be read as that.
    pub fn begin_found(&mut self, name: &str, deliver: Deliver<'_>) {
        let (mapping, opened) = (self.mapping.take(), self.opened.clone());
        self.begin_file(name, mapping.as_ref(), deliver);
        // It is in the one that was opened.
        self.opened = opened;
    }

    /// Ends a file of which not all could be made into bytes, and says why.
    pub fn end_made(&mut self, why: Kind, deliver: Deliver<'_>) {
        match &mut self.reader {
            Some(reader) if reader.log().bytes > 0 => {
                reader.note(why);
                self.end_file(deliver);
            }
            _ => self.abandon_file(why),
        }
    }

    /// The name of a file as it is shown: it may name people.
    fn shown(&mut self, name: &str) -> String {
        if self.settings.originals { name.to_owned() } else { self.masked(name) }
    }

    /// Takes the next bytes of the file begun last.
    pub fn push(&mut self, bytes: &[u8], deliver: Deliver<'_>) {
        let Some(mut unpacker) = self.unpacker.take() else { return };
        unpacker.push(bytes, &mut Inside { lead: self, deliver });
        self.unpacker = Some(unpacker);
    }

    /// Whether nothing more can come of the file begun last.
    pub fn refused(&self) -> bool {
        self.unpacker.as_ref().is_some_and(|unpacker| match unpacker.is_plain() {
            Some(true) => self.reader.as_ref().is_some_and(Reader::refused),
            Some(false) => unpacker.is_over(),
            None => false,
        })
    }

    /// Ends the file begun last.
    pub fn end_file(&mut self, deliver: Deliver<'_>) {
        if let Some(unpacker) = self.unpacker.take() {
            unpacker.finish(&mut Inside { lead: self, deliver });
        }
    }

    /// Says that all files are read: what some of them say of conversations and users is joined to these. Of
    /// files that come later it knows nothing.
    pub fn join(&mut self, deliver: Deliver<'_>) {
        self.end_file(deliver);
        let joining = std::mem::replace(&mut self.joining, Joining::new(self.hasher));
        let mut logs = std::mem::take(&mut self.logs);
        joining.join(&mut self.intake(deliver), &mut logs);
        self.logs = logs;
        self.flush(deliver);
    }

    /// The hash by which ids and names are known again.
    pub(super) fn hasher(&self) -> SipHasher13 {
        self.hasher
    }

    /// Goes on with what is known already, and with numbers of masked values beyond those of each kind.
    pub(super) fn go_on(&mut self, registry: Registry, columns: CustomColumns, beyond: &[u32]) {
        (self.registry, self.columns) = (registry, columns);
        self.masker.number_beyond(beyond);
    }

    /// Takes what is said just now, from no file.
    pub fn hear<T>(&mut self, deliver: Deliver<'_>, with: impl FnOnce(&mut dyn Sink) -> T) -> T {
        let heard = self.with_sink(deliver, with);
        self.files.forget();
        heard
    }

    /// Goes on with some conversations alone, by their numbers in rising order, from which they are numbered anew.
    pub(super) fn keep_only(&mut self, kept: &[u32]) {
        self.last = Recent::default();
        self.registry.keep_only(kept);
        self.columns.keep_only(kept);
    }

    /// Ends the file begun last before it is over, and says why.
    pub fn abandon_file(&mut self, why: Kind) {
        let Some(unpacker) = self.unpacker.take() else { return };
        let mut inside = Inside { lead: self, deliver: &mut |_, _| () };
        if unpacker.is_plain().is_none() {
            // Nothing of it came yet.
            inside.begin(unpacker.name(), None);
        }
        let is_archive = unpacker.is_plain() == Some(false);
        if let Some(reader) = self.reader.take() {
            let mut log = reader.abandon(why.clone());
            self.columns.note_let_go(&mut log);
            self.joining.close(self.logs.len());
            self.logs.push(log);
        }
        if is_archive {
            unpacker.abandon(why, &mut Inside { lead: self, deliver: &mut |_, _| () });
        }
    }

    /// Hands over what was read so far, so that a question is answered of all of it.
    pub fn flush(&mut self, deliver: Deliver<'_>) {
        for (batch, shard) in self.batches.iter_mut().zip(0..) {
            if !batch.is_empty() {
                deliver(shard, batch.take());
            }
        }
    }

    /// Does something with what takes what a reader finds.
    fn with_sink<T>(&mut self, deliver: Deliver<'_>, with: impl FnOnce(&mut dyn Sink) -> T) -> T {
        let mut days = self.days.take();
        let mut intake = self.intake(deliver);
        let result = match &mut days {
            Some(days) => with(&mut days.before(&mut intake)),
            None => with(&mut intake),
        };
        self.days = days;
        result
    }

    fn intake<'a>(&'a mut self, deliver: Deliver<'a>) -> Intake<'a> {
        Intake {
            masker: &mut self.masker,
            registry: &mut self.registry,
            columns: &mut self.columns,
            hasher: self.hasher,
            originals: self.settings.originals,
            pii: self.pii.as_mut(),
            last: &mut self.last,
            files: &mut self.files,
            joining: &mut self.joining,
            bots: &mut self.bots,
            batches: &mut self.batches,
            deliver,
        }
    }

    /// What reading found, file by file; the last may still be being read.
    pub fn logs(&self) -> impl Iterator<Item = &FileLog> {
        self.logs.iter().chain(self.reader.as_ref().map(Reader::log))
    }

    /// Reads a filter of the data that were read so far.
    ///
    /// # Errors
    /// The first thing that cannot be read or that these data do not have, with its place and what was
    /// probably meant.
    pub fn filter(&self, text: &str) -> Result<Filter, FilterError> {
        let columns: Vec<&str> = self.columns.names().collect();
        Filter::checked(text, Columns::These(&columns))
    }

    /// What was read in all.
    pub fn totals(&self) -> Totals {
        Totals {
            conversations: self.registry.conversations(),
            messages: self.registry.messages(),
            span: self.registry.span(),
        }
    }

    /// Bytes of memory that it takes itself.
    pub fn bytes(&self) -> u64 {
        let batches: u64 = self.batches.iter().map(Batch::room).sum();
        self.masker.bytes()
            + self.files.bytes()
            + self.registry.bytes()
            + self.joining.bytes()
            + self.columns.bytes()
            + batches
            + self.parquet.iter().map(|(_, bytes)| bytes.capacity() as u64).sum::<u64>()
            + self.unpacker.as_ref().map_or(0, Unpacker::held)
            + self.days.as_ref().map_or(0, OnlyDays::bytes)
    }

    /// The zone of this analysis.
    pub fn zone(&self) -> &Zone {
        &self.settings.zone
    }

    /// Personal data found in an utterance, by its place in the source, if [`Self::keep_pii_spans`] was
    /// called before it was read.
    pub fn pii(&self, utterance: u32) -> &[PiiSpan] {
        self.pii.as_ref().and_then(|spans| spans.get(utterance as usize)).map_or(&[], Vec::as_slice)
    }
}

/// Takes the files that a file comes to: itself, or those of an archive.
struct Inside<'a> {
    lead: &'a mut Lead,
    deliver: Deliver<'a>,
}

impl Unpacked for Inside<'_> {
    fn begin(&mut self, name: &str, format: Option<&'static str>) {
        let shown = self.lead.shown(name);
        let lead = &mut *self.lead;
        lead.files.next(lead.registry.conversations());
        let (opened, at) = &lead.opened;
        let reader = Reader::new(&shown, lead.settings.zone.clone())
            .made_of(format)
            .of_opened(*at, opened != name || format.is_some_and(|format| format != parquet::FORMAT));
        lead.reader = Some(match &lead.mapping {
            Some(mapping) => reader.with_mapping(mapping),
            None => reader,
        });
    }

    fn push(&mut self, bytes: &[u8]) {
        let Some(mut reader) = self.lead.reader.take() else { return };
        self.lead.with_sink(self.deliver, |sink| reader.push(bytes, sink));
        self.lead.reader = Some(reader);
    }

    fn end(&mut self) {
        let Some(reader) = self.lead.reader.take() else { return };
        let mut log = self.lead.with_sink(self.deliver, |sink| reader.finish(sink));
        self.lead.columns.note_let_go(&mut log);
        self.lead.joining.close(self.lead.logs.len());
        self.lead.logs.push(log);
        self.lead.flush(self.deliver);
    }

    fn parquet(&mut self, name: &str, bytes: Vec<u8>) {
        self.lead.parquet.push((name.to_owned(), bytes));
    }

    fn archive(&mut self, mut log: FileLog) {
        log.name = self.lead.shown(&log.name);
        (log.opened, log.inside) = (self.lead.opened.1, true);
        self.lead.logs.push(log);
    }
}

/// What was read in all, chosen or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Conversations.
    pub conversations: u32,
    /// Utterances that count as messages.
    pub messages: u64,
    /// First and last moment, UTC milliseconds.
    pub span: Option<(i64, i64)>,
}
