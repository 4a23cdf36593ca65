//! Bytes to conversations *and* problems. Reading never fails and drops nothing in silence: every
//! record found is kept or has a problem that says why not ([`FileLog`]).
//!
//! A [`Reader`] takes the bytes of one file in any pieces: they are decoded, the first of them decide
//! the format, and from then on that format turns text into calls on a [`Sink`]. Detection (`detect`)
//! is apart from reading (`formats`, one file each).
//!
//! Invariant: the calls on the sink are the same however the bytes are cut.

mod clean;
mod column_names;
mod columns;
mod custom;
mod decode;
mod delimited;
mod detect;
mod encoding;
mod finding;
pub mod formats;
mod heard;
mod html;
pub mod json;
mod kind;
mod log;
mod mapping;
pub mod moment;
mod notes;
pub mod parquet;
mod pauses;
mod preview;
mod record;
mod sentence;
mod side;
pub mod speaker;
mod unpack;
mod values;

use crate::conversation::{Facts, Role, Utterance, Zone};

pub use columns::Column;
pub use decode::binary_kind;
pub use encoding::{NAMES as ENCODINGS, named as encoding_named};
pub use formats::platform_names;
pub(crate) use formats::row::says_fallback;
pub(crate) use html::to_text as text_of_html;
pub use kind::{KINDS, Kind, KindWords};
pub use log::{Effect, FileLog, Problem};
pub use mapping::{About, GENERIC, Mapping};
pub use pauses::{GAP_MINUTES, GAPS, Pauses, STRETCHES, Split};
pub use preview::{ColumnPreview, Preview, Question, SpeakerPreview, Times};
pub use record::{read_record, read_record_of};
pub use sentence::{Sentence, Value, Values, fill};
pub use unpack::{Files, Unpacker};

/// A record beyond this many bytes is left out; it is more likely a missing line break.
pub const MAX_RECORD: usize = 64 << 20;

/// How much text decides about a file's format.
const HEAD: usize = 256 << 10;

/// Takes what a format finds. Text is raw: whoever stores it masks it first.
pub trait Sink {
    /// Something the source says of a conversation. Called again when it says more.
    fn facts(&mut self, conversation: &str, facts: &Facts<'_>);
    /// An utterance of a conversation, in the order of the source.
    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken;
    /// Something that a file beside the transcripts says. Whoever joins nothing leaves it.
    fn aside(&mut self, _aside: &Aside<'_>) {}
    /// Somebody is a bot, as one file says for all. Says whether that was asked before.
    fn bot(&mut self, _id: &str) -> bool {
        false
    }
    /// Whether somebody was said to be a bot.
    fn is_bot(&mut self, _id: &str) -> bool {
        false
    }
}

/// A record of a file beside the transcripts.
#[derive(Clone, Debug)]
pub struct Aside<'a> {
    /// What it is about.
    pub about: About,
    /// The id of that.
    pub id: &'a str,
    /// First line and number of the record.
    pub place: (u64, u64),
    /// What it says.
    pub facts: &'a Facts<'a>,
}

/// What became of an utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is in.
    New,
    /// It is in, and the first of this file in a conversation that an earlier file began.
    Joined,
    /// An earlier file held the same: it is not in twice.
    Repeated,
    /// Its conversation begins on another day than those that are read.
    OtherDay,
}

/// What a format needs besides text: where conversations go, where problems go, and the zone.
pub struct Out<'o> {
    sink: &'o mut dyn Sink,
    /// First line and number of the record being read, for problems.
    place: (u64, u64),
    /// Highest value of the file's rating scale, where a format finds one out.
    pub rating_max: f64,
    /// Takes problems.
    pub log: &'o mut FileLog,
    /// Zone of civil times without one.
    pub zone: &'o Zone,
    /// What a person chose for this file.
    pub chosen: &'o Mapping,
    /// Takes speakers and times, for a preview.
    heard: Option<&'o mut heard::Heard>,
}

impl Out<'_> {
    /// Says that a record begins.
    pub fn at(&mut self, line: u64, record: u64) {
        self.place = (line, record);
    }

    /// The role that a person chose for a speaker.
    pub fn chosen_role(&self, speaker: &str) -> Option<Role> {
        self.chosen.role(speaker)
    }

    /// Lets a preview know who spoke; `by_rule` where a word of the source told the role.
    pub fn hear_speaker(&mut self, conversation: &str, speaker: &str, role: Role, by_rule: bool) {
        if let Some(heard) = &mut self.heard {
            heard.speaker(conversation, speaker, role, by_rule);
        }
    }

    /// The pause after which a new conversation begins, in milliseconds.
    pub fn gap(&self) -> i64 {
        i64::from(self.chosen.gap.unwrap_or(GAP_MINUTES)) * 60_000
    }

    /// Lets a preview know a message of a chat that pauses part, and how long after the one before it came, in
    /// milliseconds.
    pub fn hear_pause(&mut self, chat: &str, pause: Option<i64>) {
        if let Some(heard) = &mut self.heard {
            heard.chats.take(chat, pause);
        }
    }

    /// Lets a preview know a time.
    pub fn hear_time(&mut self, moment: Option<moment::Moment>) {
        if let (Some(heard), Some(moment)) = (&mut self.heard, moment) {
            heard.time(moment);
        }
    }

    /// Writes down a problem of the current record.
    pub fn note(&mut self, effect: Effect, kind: Kind) {
        self.log.note(self.place.0, self.place.1, effect, kind);
    }

    /// Passes on what the source says of a conversation, if it says anything.
    #[inline(never)]
    pub fn facts(&mut self, conversation: &str, facts: &Facts<'_>) {
        if *facts != Facts::default() {
            self.sink.facts(conversation, facts);
        }
    }

    /// Passes on what a record beside the transcripts says.
    pub fn aside(&mut self, about: About, id: &str, facts: &Facts<'_>) {
        self.sink.aside(&Aside { about, id, place: self.place, facts });
    }

    /// Says that somebody is a bot, also in the files that follow.
    pub fn bot(&mut self, id: &str) {
        if self.sink.bot(id) {
            self.note(Effect::Noted, Kind::LateBot);
        }
    }

    /// Whether a file before said that somebody is a bot.
    pub fn is_bot(&mut self, id: &str) -> bool {
        self.sink.is_bot(id)
    }

    /// Passes on an utterance, its text cleaned. Says whether it is in.
    pub fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> bool {
        let text = clean::clean(&utterance.text);
        if clean::overrides_direction(&text) {
            self.note(Effect::Noted, Kind::DirectionOverride);
        }
        let taken = if text.len() == utterance.text.len() {
            self.sink.utterance(conversation, utterance)
        } else {
            self.note(Effect::Repaired, Kind::ControlCharacters);
            self.sink.utterance(conversation, &Utterance { text, ..utterance.clone() })
        };
        match taken {
            Taken::New => {}
            Taken::Joined => self.note(Effect::Noted, Kind::RepeatedConversation),
            Taken::Repeated => self.note(Effect::Skipped, Kind::DuplicateMessage),
            Taken::OtherDay => self.note(Effect::Skipped, Kind::OtherDay),
        }
        matches!(taken, Taken::New | Taken::Joined)
    }

    /// An id for a conversation to which the source gives none. It names the file, so that
    /// conversations of different files stay apart.
    pub fn made_id(&self, id: impl std::fmt::Display) -> String {
        // All of its way: files of one name stand in several folders of an archive.
        let name = &self.log.name;
        format!("{} {id}", name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem))
    }
}

/// Reads one file, piece by piece.
///
/// ```
/// use undertone::{conversation::{Facts, Utterance, Zone}, ingest::{Reader, Sink, Taken}};
/// #[derive(Default)]
/// struct Count(usize);
/// impl Sink for Count {
///     fn facts(&mut self, _: &str, _: &Facts<'_>) {}
///     fn utterance(&mut self, _: &str, _: &Utterance<'_>) -> Taken { self.0 += 1; Taken::New }
/// }
/// let mut count = Count::default();
/// let mut reader = Reader::new("chat.csv", Zone::utc());
/// reader.push(b"conversation_id,role,text\n1,user,hi\n1,bot,hello\n", &mut count);
/// let log = reader.finish(&mut count);
/// assert_eq!((count.0, log.kept), (2, 2));
/// ```
pub struct Reader {
    log: FileLog,
    zone: Zone,
    chosen: Mapping,
    /// What the file was, where its bytes were made of another.
    origin: Option<&'static str>,
    decoder: decode::Decoder,
    stage: Stage,
    /// Decoded text on its way to the format.
    text: String,
}

enum Stage {
    /// First bytes, to tell text from other things.
    Raw(Vec<u8>),
    /// First text, to tell the format.
    Head,
    /// Reading.
    Format(Box<dyn formats::Format>),
    /// Nothing to read here; the problem is in the log.
    Refused,
}

/// Bytes that tell binary from text.
const RAW: usize = 512;

impl Reader {
    /// A reader of a file of this name.
    pub fn new(name: &str, zone: Zone) -> Self {
        Self {
            log: FileLog { name: name.to_owned(), ..FileLog::default() },
            zone,
            chosen: Mapping::default(),
            origin: None,
            decoder: decode::Decoder::default(),
            stage: Stage::Raw(Vec::new()),
            text: String::new(),
        }
    }

    /// Reads the file as a person chose.
    #[must_use]
    pub fn with_mapping(mut self, mapping: &Mapping) -> Self {
        self.chosen = mapping.clone();
        self.decoder = decode::Decoder::of(mapping.encoding.as_deref());
        if let Some(name) = &mapping.timezone {
            match Zone::named(name) {
                Some(zone) => self.zone = zone,
                None => self.log.note(0, 0, Effect::Noted, Kind::NoSuchZone),
            }
        }
        self
    }

    /// Says that the bytes were made of a file of another format, which is the one to name.
    #[must_use]
    pub fn made_of(mut self, format: Option<&'static str>) -> Self {
        self.origin = format;
        self
    }

    /// Says which of the files that were opened it is, or is in.
    #[must_use]
    pub fn of_opened(mut self, opened: u32, inside: bool) -> Self {
        (self.log.opened, self.log.inside) = (opened, inside);
        self
    }

    /// What was found so far.
    pub fn log(&self) -> &FileLog {
        &self.log
    }

    /// Whether nothing more can come of this file, so that its rest need not be pushed.
    pub fn refused(&self) -> bool {
        matches!(self.stage, Stage::Refused)
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: &mut dyn Sink) {
        self.log.bytes += bytes.len() as u64;
        if let Stage::Raw(raw) = &mut self.stage {
            raw.extend_from_slice(bytes);
            if raw.len() >= RAW {
                self.open();
                self.forward(sink, false);
            }
            return;
        }
        if !self.refused() {
            self.decoder.push(bytes, &mut self.text);
            self.forward(sink, false);
        }
    }

    /// Says that not all of the file could be made into these bytes, and why.
    pub fn note(&mut self, why: Kind) {
        self.log.note(0, 0, Effect::Skipped, why);
    }

    /// Ends before the file is over; what was read stays, an unfinished record does not.
    pub fn abandon(mut self, why: Kind) -> FileLog {
        if self.log.format.is_empty() {
            self.log.format = self.origin.unwrap_or_default().to_owned();
        }
        self.log.note(0, 0, Effect::Noted, why);
        self.log
    }

    /// Says that the file is over, and gives what was found.
    pub fn finish(mut self, sink: &mut dyn Sink) -> FileLog {
        if matches!(self.stage, Stage::Raw(_)) {
            self.open();
        }
        if !self.refused() {
            self.decoder.finish(&mut self.text);
            self.forward(sink, true);
        }
        let foreign = self.decoder.foreign().map(Kind::NotUtf8);
        let broken = (self.decoder.broken_units > 0).then_some(Kind::BrokenUtf16);
        for kind in foreign.into_iter().chain(broken) {
            self.log.note(0, 0, Effect::Noted, kind);
        }
        self.log
    }

    fn open(&mut self) {
        let Stage::Raw(raw) = std::mem::replace(&mut self.stage, Stage::Head) else { return };
        if let Some(what) = binary_kind(&raw) {
            self.refuse(Kind::Binary(what));
        } else {
            self.decoder.push(&raw, &mut self.text);
        }
    }

    fn refuse(&mut self, kind: Kind) {
        self.log.note(0, 0, Effect::Skipped, kind);
        self.stage = Stage::Refused;
        self.text = String::new();
    }

    fn forward(&mut self, sink: &mut dyn Sink, last: bool) {
        if matches!(self.stage, Stage::Head) {
            if self.text.len() < HEAD && !last {
                return;
            }
            // The same stretch decides, however the bytes came.
            let end = self.text.floor_char_boundary(HEAD.min(self.text.len()));
            match detect::detect(&self.text[..end], last && end == self.text.len(), &self.chosen) {
                Ok(found) => {
                    self.log.format = self.origin.unwrap_or(found.name).to_owned();
                    self.log.why = found.why;
                    if !self.chosen.is_empty() {
                        let why = std::mem::take(&mut self.log.why);
                        self.log.why = Sentence::of("{why}; read as you chose").words("why", [why]);
                    }
                    for kind in found.problems {
                        self.log.note(0, 0, Effect::Noted, kind);
                    }
                    self.stage = Stage::Format(found.format);
                }
                Err(kind) => self.refuse(kind),
            }
        }
        if let Stage::Format(format) = &mut self.stage {
            let mut out = Out {
                sink,
                place: (0, 0),
                rating_max: 5.0,
                log: &mut self.log,
                zone: &self.zone,
                chosen: &self.chosen,
                heard: None,
            };
            format.push(&self.text, &mut out);
            self.text.clear();
            if last {
                format.finish(&mut out);
            }
        }
    }
}
