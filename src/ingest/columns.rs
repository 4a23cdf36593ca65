//! What each column of a table means, from its name and its values.
//!
//! Names are compared lower case without spaces, dots, dashes and underscores. Where names say
//! nothing (another language, no header) the values of the first rows decide.

use serde::{Deserialize, Serialize};

use super::{column_names::NAMES, moment, speaker};

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Id of the conversation.
    Conversation,
    /// Id of the message.
    Message,
    /// Full time of a message, or begin of a conversation.
    Time,
    /// Date beside a time of day.
    Date,
    /// Time of day beside a date.
    TimeOfDay,
    /// Role of the speaker.
    Role,
    /// Name of the speaker.
    Sender,
    /// Whether the speaker is a bot.
    IsBot,
    /// Incoming or outgoing.
    Direction,
    /// Text of the message.
    Text,
    /// The user's text where a row is a question and its answer.
    Question,
    /// The bot's text where a row is a question and its answer.
    Answer,
    /// A whole transcript.
    Transcript,
    /// Intent.
    Intent,
    /// Confidence of the intent.
    Confidence,
    /// Channel.
    Channel,
    /// Language.
    Language,
    /// Rating.
    Rating,
    /// What was written beside the rating.
    Comment,
    /// Verdict on an answer.
    Feedback,
    /// Tags.
    Tags,
    /// Stable id of the user.
    User,
    /// Name of the user (tells who speaks; never kept).
    UserName,
    /// Name of the agent (tells who speaks; never kept).
    AgentName,
    /// Experiment variant or bot version.
    Variant,
    /// Status or outcome.
    Status,
    /// Whether the answer was a fallback.
    Fallback,
    /// Whether a person took over.
    Handoff,
    /// Name of an event.
    Event,
    /// Whether the row is an internal note.
    Private,
    /// Something else that is said of the conversation, kept to filter by. A table may have several.
    Custom,
}

use Column as C;

impl Column {
    /// All of them, the most needed first.
    pub const ALL: [Self; 31] = [
        C::Conversation,
        C::Time,
        C::Role,
        C::Sender,
        C::Text,
        C::Question,
        C::Answer,
        C::Transcript,
        C::Date,
        C::TimeOfDay,
        C::User,
        C::Channel,
        C::Language,
        C::Rating,
        C::Comment,
        C::Feedback,
        C::Status,
        C::Handoff,
        C::Fallback,
        C::Intent,
        C::Confidence,
        C::Tags,
        C::Variant,
        C::Event,
        C::Message,
        C::IsBot,
        C::Direction,
        C::UserName,
        C::AgentName,
        C::Private,
        C::Custom,
    ];
}

/// Columns in which messages stand; a table has them in one of these shapes.
const MESSAGES: [C; 4] = [C::Text, C::Question, C::Answer, C::Transcript];

/// A name as it is compared.
#[inline(never)]
pub fn key(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '.' | '\u{feff}')).collect()
}

/// The meaning that a name has by itself.
pub fn by_name(name: &str) -> Option<Column> {
    let key = key(name);
    NAMES.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(column, _)| *column)
}

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Meaning of each column; `None` where nobody knows.
    pub meanings: Vec<Option<Column>>,
}

impl Columns {
    /// Decides the columns of a table from its header (if it has one), its first rows, and what a
    /// person chose, which stands above both.
    pub fn infer(
        header: Option<&[String]>,
        rows: &[Vec<String>],
        chosen: &[(usize, Option<Column>)],
    ) -> Self {
        let width = header.map_or_else(|| rows.iter().map(Vec::len).max().unwrap_or(0), <[String]>::len);
        let mut columns = Self { meanings: vec![None; width] };
        for (at, name) in header.unwrap_or_default().iter().enumerate() {
            if let Some(column) = by_name(name) {
                columns.claim(at, column);
            }
        }
        columns.check_against(rows);
        columns.settle(chosen, rows);
        columns.fill_from(rows, chosen);
        columns
    }

    /// Where a column is.
    pub fn at(&self, column: Column) -> Option<usize> {
        self.meanings.iter().position(|meaning| *meaning == Some(column))
    }

    /// Whether there is such a column.
    pub fn has(&self, column: Column) -> bool {
        self.at(column).is_some()
    }

    /// Whether rows can hold messages in any of the shapes.
    pub fn hold_messages(&self) -> bool {
        MESSAGES.into_iter().any(|column| self.has(column))
    }

    fn claim(&mut self, at: usize, column: Column) {
        if !self.has(column) {
            self.meanings[at] = Some(column);
        }
    }

    fn release(&mut self, column: Column) {
        if let Some(at) = self.at(column) {
            self.meanings[at] = None;
        }
    }

    /// Names promise, values keep: takes back what the rows contradict.
    fn check_against(&mut self, rows: &[Vec<String>]) {
        let values = |at: usize| {
            rows.iter()
                .filter_map(move |row| row.get(at))
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
        };
        // A type or sender column that holds roles is the role column.
        if let Some(at) = self.at(C::Role)
            && values(at).next().is_some()
            && share(values(at), |cell| {
                speaker::exact(cell).is_some() || speaker::by_direction(cell).is_some()
            }) < 0.5
        {
            self.meanings[at] = None;
        }
        if !self.has(C::Role) {
            for column in [C::Sender, C::Direction] {
                if let Some(at) = self.at(column)
                    && share(values(at), |cell| speaker::exact(cell).is_some()) > 0.9
                {
                    self.meanings[at] = Some(C::Role);
                    break;
                }
            }
        }
        self.part_time_from_date(rows);
        // A date column alone is the time column.
        if !self.has(C::Time)
            && !self.has(C::TimeOfDay)
            && let Some(at) = self.at(C::Date)
        {
            self.meanings[at] = Some(C::Time);
        }
        // "score" beside an intent is its confidence only up to 1; beyond that it rates.
        if let Some(at) = self.at(C::Confidence) {
            let beyond = |cell: &str| cell.parse::<f64>().is_ok_and(|value| value > 1.0);
            if share(values(at), beyond) > 0.3 && !self.has(C::Rating) {
                self.meanings[at] = Some(C::Rating);
            }
        }
        self.part_alone_is_text();
        if let Some(at) = self.at(C::Conversation)
            && !self.has(C::Transcript)
            && share(values(at), super::formats::looks_like_transcript) > 0.5
        {
            self.meanings[at] = Some(C::Transcript);
        }
        if self.has(C::Text)
            && let Some(at) = self.at(C::Text)
        {
            // A cell with a whole dialogue in it is a transcript.
            if share(values(at), super::formats::looks_like_transcript) > 0.5 && !self.has(C::Transcript) {
                self.meanings[at] = Some(C::Transcript);
            }
        }
        if let Some(at) = self.at(C::Transcript)
            && self.has(C::Text)
            && share(values(at), super::formats::looks_like_transcript) < 0.5
        {
            self.release(C::Transcript);
        }
    }

    /// What a person chose holds: it takes the place of what was inferred.
    fn settle(&mut self, chosen: &[(usize, Option<Column>)], rows: &[Vec<String>]) {
        let is_chosen = |column: C| chosen.iter().any(|(_, of)| *of == Some(column));
        if MESSAGES.into_iter().any(is_chosen) {
            // The shape of the table is chosen with the column of its messages.
            for column in MESSAGES {
                self.release(column);
            }
        }
        for (at, _) in chosen {
            self.meanings[*at] = None;
        }
        for (at, column) in chosen {
            if let Some(column) = *column {
                if column != C::Custom {
                    self.release(column);
                }
                self.meanings[*at] = Some(column);
            }
        }
        if !chosen.is_empty() {
            self.part_time_from_date(rows);
            self.part_alone_is_text();
        }
    }

    /// A time column of bare times of day belongs to a date column.
    fn part_time_from_date(&mut self, rows: &[Vec<String>]) {
        let (Some(time), Some(_)) = (self.at(C::Time), self.at(C::Date)) else { return };
        let cells = rows.iter().filter_map(|row| row.get(time)).map(|cell| cell.trim());
        let of_day = |cell: &str| {
            matches!(moment::parse(cell, moment::DateOrder::DayFirst), Some(moment::Moment::TimeOfDay(_)))
        };
        if share(cells.filter(|cell| !cell.is_empty()), of_day) > 0.8 {
            self.meanings[time] = Some(C::TimeOfDay);
        }
    }

    /// "message" and "text" may both be there; a question needs no answer column to be a text.
    fn part_alone_is_text(&mut self) {
        if !self.has(C::Text)
            && self.has(C::Question) != self.has(C::Answer)
            && let Some(at) = self.at(C::Question).or_else(|| self.at(C::Answer))
        {
            self.meanings[at] = Some(C::Text);
        }
    }

    /// What names left open, values may tell: times, roles, texts, ids. Columns that a person chose
    /// not to read stay so.
    fn fill_from(&mut self, rows: &[Vec<String>], chosen: &[(usize, Option<Column>)]) {
        let values = |at: usize| {
            rows.iter()
                .filter_map(move |row| row.get(at))
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
        };
        let open = |columns: &Self| -> Vec<usize> {
            (0..columns.meanings.len())
                .filter(|at| columns.meanings[*at].is_none() && values(*at).next().is_some())
                .filter(|at| chosen.iter().all(|(other, _)| other != at))
                .collect()
        };
        if !self.has(C::Time) && !self.has(C::Date) {
            let is_time = |cell: &str| {
                cell.len() >= 8
                    && moment::parse(cell, moment::DateOrder::DayFirst)
                        .is_some_and(|m| !matches!(m, moment::Moment::TimeOfDay(_)))
            };
            if let Some(at) = open(self).into_iter().find(|at| share(values(*at), is_time) > 0.8) {
                self.meanings[at] = Some(C::Time);
            }
        }
        if !self.has(C::Role)
            && !self.has(C::IsBot)
            && !self.has(C::Direction)
            && !self.has(C::Question)
            && let Some(at) = open(self)
                .into_iter()
                .find(|at| share(values(*at), |cell| speaker::exact(cell).is_some()) > 0.9)
        {
            self.meanings[at] = Some(C::Role);
        }
        if !self.hold_messages() {
            let words = |at: usize| {
                let (mut n, mut sum) = (0usize, 0usize);
                for cell in values(at) {
                    n += 1;
                    sum += cell.split_whitespace().count();
                }
                (sum * 10).checked_div(n).unwrap_or(0)
            };
            // Running text: the wordiest open column with three words or more on average.
            if let Some(at) = open(self).into_iter().filter(|at| words(*at) >= 30).max_by_key(|at| words(*at))
            {
                let dialogue = share(values(at), super::formats::looks_like_transcript) > 0.5;
                self.meanings[at] = Some(if dialogue { C::Transcript } else { C::Text });
            }
        }
        if !self.has(C::Conversation) && (self.has(C::Text) || self.has(C::Question)) {
            // An id that repeats from row to row: fewer values than rows, short, without spaces.
            let repeats = |at: usize| {
                let all: Vec<&str> = values(at).collect();
                let mut distinct = all.clone();
                distinct.sort_unstable();
                distinct.dedup();
                let short = all.iter().all(|cell| cell.len() <= 64 && !cell.contains(' '));
                all.len() >= 4
                    && short
                    && all.len() == rows.len()
                    && distinct.len() * 10 <= all.len() * 7
                    && distinct.len() > 1
            };
            if let Some(at) = open(self).into_iter().find(|at| repeats(*at)) {
                self.meanings[at] = Some(C::Conversation);
            }
        }
    }
}

/// Share of cells for which something holds; 0 of none.
fn share<'v>(cells: impl Iterator<Item = &'v str>, holds: impl Fn(&str) -> bool) -> f64 {
    let (mut n, mut yes) = (0u32, 0u32);
    for cell in cells {
        n += 1;
        yes += u32::from(holds(cell));
    }
    if n == 0 { 0.0 } else { f64::from(yes) / f64::from(n) }
}

/// Whether the first row of a table is a header: it names columns, or at least does not look like the
/// rows below it.
pub fn is_header(first: &[String], rows: &[Vec<String>]) -> bool {
    if first.iter().filter(|cell| by_name(cell).is_some()).count() >= 2 {
        return true;
    }
    let looks_like_data = first.iter().any(|cell| {
        let cell = cell.trim();
        cell.len() > 60
            || cell.parse::<f64>().is_ok()
            || (cell.len() >= 8 && moment::parse(cell, moment::DateOrder::DayFirst).is_some())
    });
    let repeats_below = first
        .iter()
        .enumerate()
        .any(|(at, cell)| !cell.is_empty() && rows.iter().any(|row| row.get(at) == Some(cell)));
    !looks_like_data && !repeats_below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
    }

    #[track_caller]
    fn check(text: &str, expect: &[(usize, Column)]) {
        let rows = table(text);
        let columns = if is_header(&rows[0], &rows[1..]) {
            Columns::infer(Some(&rows[0]), &rows[1..], &[])
        } else {
            Columns::infer(None, &rows, &[])
        };
        for (at, column) in expect {
            assert_eq!(columns.meanings[*at], Some(*column), "column {at} of {columns:?}");
        }
    }

    #[test]
    fn names_decide_first() {
        check(
            "Gespräch | Zeitpunkt | Rolle | Nachricht | Bewertung\nc1 | 02.03.2026 10:14 | user | hallo | 5",
            &[(0, C::Conversation), (1, C::Time), (2, C::Role), (3, C::Text), (4, C::Rating)],
        );
        check(
            "Chat ID | Date | From | Type | Text\nc1 | 03/02/2026 09:14:05 AM | Ines | user | hi there you",
            &[(0, C::Conversation), (1, C::Time), (2, C::Sender), (3, C::Role), (4, C::Text)],
        );
    }

    #[test]
    fn values_correct_names() {
        check(
            "id | from | type | message\n1 | visitor | text | hello there friend\n2 | bot | text | how can I help",
            &[(1, C::Role), (3, C::Text)],
        );
        check(
            "date | time | message | role\n2026-03-02 | 09:14 | hi | user\n2026-03-02 | 09:15 | hello | bot",
            &[(0, C::Date), (1, C::TimeOfDay)],
        );
    }

    #[test]
    fn a_table_without_a_header_is_told_by_its_values() {
        check(
            "a-1 | 2026-03-02T09:14:05Z | user | where is my order please\na-1 | 2026-03-02T09:14:09Z | bot | it left this very morning\nb-2 | 2026-03-02T10:14:05Z | user | I want to return the shoes\nb-2 | 2026-03-02T10:14:09Z | bot | you can do so within 30 days",
            &[(0, C::Conversation), (1, C::Time), (2, C::Role), (3, C::Text)],
        );
    }
}
