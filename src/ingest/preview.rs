//! What the first of a file says about how it would be read: its columns, a few rows, its speakers,
//! and whether a person must be asked before reading, because figures would be wrong or absent.
//!
//! The first of the file goes through the same detection and the same format as in reading, with
//! nothing behind them, so that a preview never promises what reading does not keep.

use serde::{Deserialize, Serialize};

use crate::{
    conversation::{Facts, Role, Utterance, Zone},
    order::sort_by,
};

use super::{
    About, Column, FileLog, HEAD, Kind, Mapping, Out, RAW, Sink, Taken, binary_kind,
    decode::Decoder,
    detect::{self, Found},
    formats::table::Layout,
    heard::{Heard, Voice},
    moment::DateOrder,
    pauses::Pauses,
    side::Side,
};

/// Rows shown of a table.
const ROWS: usize = 5;

/// Characters kept of a cell.
const CELL: usize = 2_000;

/// Speakers listed one by one, the most frequent.
const SPEAKERS: usize = 24;

/// Why a person must be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// No column can be told to hold messages.
    Messages,
    /// No column is known to tell conversations apart, and there is one that might.
    Conversations,
    /// No column is known to say who speaks, and there is one that might.
    SpeakerColumn,
    /// There are speakers, and of none can it be told whether it is a bot, a person or a visitor.
    Speakers,
    /// Day and month cannot be told apart.
    Dates,
    /// Whether these are facts beside the transcripts, and about whom, cannot be told for certain.
    About,
}

/// Whether times say their zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    /// There are none.
    #[default]
    Absent,
    /// All do.
    WithZone,
    /// Some do not.
    WithoutZone,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnPreview {
    /// Its name; empty where the table has no header.
    pub name: String,
    /// What it would be read as.
    pub role: Option<Column>,
}

/// A speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerPreview {
    /// The name or word in the file.
    pub name: String,
    /// What it would be read as.
    pub role: Role,
    /// Whether a word told so; else it is a guess.
    pub by_rule: bool,
    /// How many messages of it were seen.
    pub seen: u64,
}

/// How a file would be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The file's name.
    pub name: String,
    /// Name of the format; empty if none fits.
    pub format: String,
    /// What its records are about.
    pub about: About,
    /// Whether the first row of the table names its columns.
    pub header: bool,
    /// The columns, where it is a table.
    pub columns: Vec<ColumnPreview>,
    /// The first rows, where it is a table.
    pub rows: Vec<Vec<String>>,
    /// The most frequent speakers.
    pub speakers: Vec<SpeakerPreview>,
    /// How many speakers there are besides.
    pub more_speakers: u64,
    /// Whether times say their zone.
    pub times: Times,
    /// The order in which numeric dates would be read, where the file does not prove it.
    pub unsure_dates: Option<DateOrder>,
    /// The pauses of its chats, where nothing else parts them into conversations.
    pub pauses: Option<Pauses>,
    /// The encoding it would be read in, where it is not UTF-8.
    pub encoding: Option<String>,
    /// Why a person must be asked, if so.
    pub question: Option<Question>,
}

/// Takes what a format finds, and lets it go.
struct Nowhere;

impl Sink for Nowhere {
    fn facts(&mut self, _: &str, _: &Facts<'_>) {}
    fn utterance(&mut self, _: &str, _: &Utterance<'_>) -> Taken {
        Taken::New
    }
}

impl Preview {
    /// Bytes of a file that its preview takes at most.
    pub const BYTES: usize = HEAD;

    /// The preview of a file that begins with these bytes; fewer than [`Self::BYTES`] are all of it.
    ///
    /// ```
    /// use undertone::ingest::{Preview, Question};
    /// let preview = Preview::of(b"Wer;Was\nLisa;Guten Tag\nMax;Hi\nLisa;Ja\n", "chat.csv");
    /// assert_eq!(preview.needs_asking(), Some(Question::Messages));
    /// ```
    pub fn of(head: &[u8], name: &str) -> Self {
        Self::with(head, name, &Mapping::default())
    }

    /// The preview under the columns that a person chose. Speakers and the order of dates stay as
    /// the file has them, for the person to choose.
    pub fn with(head: &[u8], name: &str, chosen: &Mapping) -> Self {
        let mut preview = Self { name: name.to_owned(), ..Self::default() };
        if binary_kind(&head[..head.len().min(RAW)]).is_some() {
            return preview;
        }
        let chosen = Mapping {
            columns: chosen.columns.clone(),
            about: chosen.about,
            header: chosen.header,
            format: chosen.format.clone(),
            encoding: chosen.encoding.clone(),
            ..Mapping::default()
        };
        let (mut decoder, mut text) = (Decoder::of(chosen.encoding.as_deref()), String::new());
        decoder.push(head, &mut text);
        let complete = head.len() < Self::BYTES;
        if complete {
            decoder.finish(&mut text);
        }
        preview.encoding = decoder.foreign().map(str::to_owned);
        text.truncate(text.floor_char_boundary(HEAD));
        if let Some(side) =
            Side::of(&text, complete, &chosen).filter(|side| !side.certain || side.id().is_none())
        {
            preview.show(&side.layout);
            preview.about = side.about;
            side.name.clone_into(&mut preview.format);
            preview.question = (!side.certain).then_some(Question::About);
            return preview;
        }
        match detect::detect(&text, complete, &chosen) {
            Ok(found) => preview.listen(found, &text, complete, &chosen),
            Err(kind) => {
                let table = Layout::of_any(&text, complete, &chosen);
                // What merely has commas is no table; one without a header must be nearly perfect.
                let table = table.filter(|table| {
                    matches!(kind, Kind::NoMessageColumns(_))
                        || table.sample.iter().filter(|row| row.len() == table.width).count() * 10
                            >= table.sample.len() * 9
                });
                if let Some(table) = table {
                    preview.show(&table);
                    preview.question = holds_words(&table).then_some(Question::Messages);
                }
            }
        }
        preview
    }

    /// Why a person must be asked before reading; `None` where reading can begin.
    pub fn needs_asking(&self) -> Option<Question> {
        self.question
    }

    fn show(&mut self, table: &Layout) {
        if table.delimiter == b'\t' { "TSV" } else { "CSV" }.clone_into(&mut self.format);
        self.header = table.header;
        let name = |at: usize| if table.header { table.first.get(at).cloned() } else { None };
        let is_kept = |at: usize| table.custom.iter().any(|(kept, _)| *kept == at);
        let role = |at: usize, role: Option<Column>| match role {
            None | Some(Column::Custom) => is_kept(at).then_some(Column::Custom),
            known => known,
        };
        let columns = table.columns.meanings.iter().enumerate();
        self.columns = columns
            .map(|(at, known)| ColumnPreview { name: name(at).unwrap_or_default(), role: role(at, *known) })
            .collect();
        let cut = |cell: &String| cell.chars().take(CELL).collect();
        self.rows = table.sample.iter().take(ROWS).map(|row| row.iter().map(cut).collect()).collect();
    }

    /// Lets the format read, and notes who speaks and how times are written.
    fn listen(&mut self, found: Found, text: &str, complete: bool, chosen: &Mapping) {
        let mut format = found.format;
        let (mut heard, mut log) = (Heard::default(), FileLog::default());
        let zone = Zone::utc();
        let mut out = Out {
            sink: &mut Nowhere,
            place: (0, 0),
            rating_max: 5.0,
            log: &mut log,
            zone: &zone,
            chosen,
            heard: Some(&mut heard),
        };
        // A line that is cut off would give half a name.
        let end = if complete { None } else { memchr::memrchr(b'\n', text.as_bytes()) };
        format.push(&text[..end.map_or(text.len(), |end| end + 1)], &mut out);
        format.finish(&mut out);

        if let Some(table) = &found.table {
            self.show(table);
        }
        found.name.clone_into(&mut self.format);
        self.about = found.about;
        self.times = match (heard.zoned, heard.civil) {
            (0, 0) => Times::Absent,
            (_, 0) => Times::WithZone,
            _ => Times::WithoutZone,
        };
        let unsure = found.dates.filter(|dates| !dates.certain && self.times != Times::Absent);
        self.unsure_dates = unsure.map(|dates| dates.order);
        self.pauses = heard.chats.heard();
        self.name_speakers(&heard);
        self.question = found
            .table
            .as_ref()
            .and_then(asks_of_columns)
            .or_else(|| heard.nobody_is_told().then_some(Question::Speakers))
            .or_else(|| self.unsure_dates.map(|_| Question::Dates));
    }

    fn name_speakers(&mut self, heard: &Heard) {
        let mut speakers: Vec<SpeakerPreview> = heard
            .voices
            .iter()
            .map(|(name, voice)| SpeakerPreview {
                name: name.clone(),
                role: heard.guess(name).unwrap_or_else(|| voice.role()),
                by_rule: voice.by_rule,
                seen: voice.seen(),
            })
            .collect();
        sort_by(&mut speakers, |a, b| (b.seen, &a.name).cmp(&(a.seen, &b.name)));
        self.more_speakers = speakers.len().saturating_sub(SPEAKERS) as u64;
        speakers.truncate(SPEAKERS);
        self.speakers = speakers;
    }
}

impl Heard {
    /// Whether somebody speaks, and of nobody can it be told who that is.
    fn nobody_is_told(&self) -> bool {
        !self.voices.is_empty()
            && self.voices.values().all(|voice| !voice.by_rule || voice.role() == Role::System)
    }

    /// The likeliest role of a speaker where nobody is told: who speaks in most of several
    /// conversations is the bot, others who come back are agents, the rest are visitors.
    fn guess(&self, name: &str) -> Option<Role> {
        if !self.nobody_is_told() || self.conversations.len() < 2 {
            return None;
        }
        let comes_back = |voice: &Voice| {
            voice.conversations.len() >= 2 && voice.conversations.len() * 5 >= self.conversations.len()
        };
        let first = self
            .voices
            .iter()
            .filter(|(_, voice)| comes_back(voice))
            .max_by_key(|(name, voice)| (voice.conversations.len(), std::cmp::Reverse(name.as_str())))?;
        // A word for the visitors stands in every conversation too, not only the bot's.
        let always = |voice: &Voice| voice.conversations.len() * 5 >= self.conversations.len() * 4;
        Some(match self.voices.get(name) {
            Some(_) if first.0 == name => Role::Bot,
            Some(voice) if always(voice) && always(first.1) => Role::User,
            Some(voice) if comes_back(voice) => Role::Agent,
            _ => Role::User,
        })
    }
}

/// Whether a column of a table holds words, and not names and numbers alone: something that may have
/// been said.
fn holds_words(table: &Layout) -> bool {
    (0..table.width).any(|at| {
        let cells = table.sample.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.trim().is_empty());
        let is_said = |cell: &&String| {
            cell.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= 2
        };
        let (all, said) = (cells.clone().count(), cells.filter(is_said).count());
        said * 5 >= all && said > 0
    })
}

/// What a table of messages leaves open that one of its columns may answer.
fn asks_of_columns(table: &Layout) -> Option<Question> {
    let columns = &table.columns;
    if !columns.has(Column::Text) {
        return None;
    }
    let open = |fits: fn(usize, usize) -> bool| {
        (0..table.width).any(|at| {
            let cells = table.sample.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim());
            let mut cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
            let all = cells.len();
            let short = cells.iter().all(|cell| cell.len() <= 64);
            cells.sort_unstable();
            cells.dedup();
            columns.meanings.get(at).is_some_and(Option::is_none)
                && short
                && all >= 4
                && all == table.sample.len()
                && cells.len() >= 2
                && fits(cells.len(), all)
        })
    };
    let has = |any: &[Column]| any.iter().any(|column| columns.has(*column));
    if !has(&[Column::Conversation, Column::User]) && open(|distinct, all| distinct * 10 <= all * 9) {
        return Some(Question::Conversations);
    }
    let speaks = [Column::Role, Column::Sender, Column::IsBot, Column::Direction];
    (!has(&speaks) && open(|distinct, all| distinct * 10 <= all * 8)).then_some(Question::SpeakerColumn)
}
