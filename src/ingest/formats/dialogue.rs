//! Dialogue written as text: a speaker before each message, in one of several styles. Serves plain
//! text files and the transcript cells of tables.
//!
//! A line that is no header continues the message before it; a blank line does not end a message.

use crate::ingest::{Sentence, finding, moment, speaker};

/// How the speakers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `[09:14:05] Name: text`
    Bracket,
    /// `(09:14:05 AM) Name: text`, `(…) *** notice ***`
    Paren,
    /// `02.03.26, 09:14 - Name: text`
    Dash,
    /// `Name (9:14 AM): text`
    NameParen,
    /// `**Name:** text` or `**Name** (time)` above the text
    Markdown,
    /// `Name  09:14` above the text
    NameLine,
    /// `Name: text`
    Label,
}

impl Style {
    /// From the most telling to the least: a style with a time wins over a bare label.
    pub const ALL: [Self; 7] = [
        Self::Bracket,
        Self::Paren,
        Self::Dash,
        Self::NameParen,
        Self::Markdown,
        Self::NameLine,
        Self::Label,
    ];

    /// Its description for people.
    pub fn describe(self) -> Sentence {
        match self {
            Self::Bracket => Sentence::of("[time] Name: text"),
            Self::Paren => Sentence::of("(time) Name: text"),
            Self::Dash => Sentence::of("time - Name: text"),
            Self::NameParen => Sentence::of("Name (time): text"),
            Self::Markdown => Sentence::of("**Name** above the text"),
            Self::NameLine => Sentence::of("name and time above the text"),
            Self::Label => Sentence::of("Name: text"),
        }
    }

    /// The style of a text: the first with at least two headers and no fewer than half of what any
    /// other style finds. Also gives how many headers it found.
    pub fn of(text: &str) -> Option<(Self, usize)> {
        let counts = Self::ALL.map(|style| text.lines().filter(|line| style.header(line).is_some()).count());
        let most = counts.iter().copied().max().unwrap_or(0);
        Self::ALL.into_iter().zip(counts).find(|(_, count)| *count >= 2 && count * 2 >= most)
    }

    /// The header in a line, if there is one.
    pub fn header(self, line: &str) -> Option<Header<'_>> {
        let line = line.trim_end().trim_start_matches(['\u{200e}', '\u{feff}']);
        match self {
            Self::Bracket => {
                let (time, rest) = line.strip_prefix('[')?.split_once(']')?;
                timed(time, rest)
            }
            Self::Paren => {
                let (time, rest) = line.strip_prefix('(')?.split_once(')')?;
                timed(time, rest)
            }
            Self::Dash => {
                let (time, rest) = finding::split(line, " - ")?;
                line.starts_with(|c: char| c.is_ascii_digit()).then(|| timed(time, rest)).flatten()
            }
            Self::NameParen => {
                let (name, rest) = finding::split(line, " (")?;
                let (time, text) = finding::split(rest, "):")?;
                moment_of(time)?;
                is_name(name).then_some(Header { time: Some(time), speaker: name, text: text.trim_start() })
            }
            Self::Markdown => {
                let (name, rest) = finding::split(line.trim_start_matches(['-', '*', '>', ' ']), "**")?;
                let name = name.trim().trim_end_matches(':');
                if !line.trim_start_matches(['-', '>', ' ']).starts_with("**") || !is_name(name) {
                    return None;
                }
                let rest = rest.trim_start_matches(':').trim();
                let (time, text) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
                    Some((time, text)) if moment_of(time).is_some() => {
                        (Some(time), text.trim_start_matches(':').trim())
                    }
                    _ => (None, rest),
                };
                Some(Header { time, speaker: name, text })
            }
            Self::NameLine => {
                let (name, time) = line
                    .rsplit_once("  ")
                    .or_else(|| line.rsplit_once('\t'))
                    .or_else(|| line.rsplit_once(", "))?;
                let (name, time) = (name.trim(), time.trim());
                moment_of(time)?;
                is_name(name).then_some(Header { time: Some(time), speaker: name, text: "" })
            }
            Self::Label => {
                let (name, text) = line.split_once(':')?;
                (is_name(name) && !text.starts_with("//")).then_some(Header {
                    time: None,
                    speaker: name.trim(),
                    text: text.trim_start(),
                })
            }
        }
    }
}

/// A header and the text behind it on the same line. An empty speaker is a notice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Header<'t> {
    /// The time as written.
    pub time: Option<&'t str>,
    /// The speaker as written; empty for a notice.
    pub speaker: &'t str,
    /// Text on the same line.
    pub text: &'t str,
}

/// What follows a time: `Name: text`, or a notice.
fn timed<'t>(time: &'t str, rest: &'t str) -> Option<Header<'t>> {
    moment_of(time)?;
    let rest = rest.trim();
    match rest.split_once(':') {
        Some((name, text)) if is_name(name) && !text.starts_with("//") => {
            Some(Header { time: Some(time), speaker: name.trim(), text: text.trim_start() })
        }
        _ => Some(Header { time: Some(time), speaker: "", text: rest.trim_matches(['*', ' ']) }),
    }
}

/// A time cell, with any order of day and month.
fn moment_of(time: &str) -> Option<moment::Moment> {
    if !time.contains(':') {
        return None;
    }
    moment::parse(time, moment::DateOrder::DayFirst)
        .or_else(|| moment::parse(time, moment::DateOrder::MonthFirst))
}

/// Words before a colon that are no speakers.
const NOT_NAMES: &[&str] = &[
    "note",
    "ps",
    "p.s",
    "subject",
    "re",
    "fyi",
    "tip",
    "warning",
    "hinweis",
    "betreff",
    "example",
    "error",
    "total",
    "order",
    "address",
    "tracking",
    "date",
    "time",
    "price",
    "link",
    "url",
    "http",
    "https",
    "mailto",
    "important",
    "update",
    "edit",
    "question",
    "answer",
    "phone",
    "email",
    "e-mail",
    "tel",
    "name",
    "started",
    "ended",
    "duration",
    "rating",
    "comment",
    "tags",
    "status",
    "channel",
    "language",
    "conversation id",
    "chat id",
    "session id",
    "chat started",
    "chat ended",
    "wichtig",
    "achtung",
    "bestellnummer",
    "order number",
    "steps",
    "reason",
];

/// Whether a text can be a speaker's name: short, few words, begins with a letter, no sentence.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    (1..=60).contains(&text.len())
        && (1..=5).contains(&words)
        && text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '+' || c == '~')
        && !text.contains(['?', '!', ',', ';', '"', '[', ']', '{', '}', '<', '>', '='])
        && !finding::has(text, ". ")
        && (words <= 3
            || speaker::by_name(text).is_some()
            || text.split_whitespace().all(|word| word.starts_with(char::is_uppercase)))
        && !NOT_NAMES.contains(&text.to_lowercase().as_str())
}

/// One message of a dialogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The time, as far as the line says.
    pub time: Option<moment::Moment>,
    /// The speaker as written; empty for a notice.
    pub speaker: String,
    /// Text, several lines joined.
    pub text: String,
    /// Where it begins: line of the file, from 1.
    pub number: u64,
}

impl Line {
    /// The message that a header begins.
    pub fn begin(header: &Header<'_>, order: moment::DateOrder, line: u64) -> Self {
        Self {
            time: header.time.and_then(|time| moment::parse(time, order).or_else(|| moment_of(time))),
            speaker: header.speaker.to_owned(),
            text: header.text.to_owned(),
            number: line,
        }
    }

    /// Adds a line to the message.
    pub fn go_on(&mut self, line: &str) {
        // A text without end is no message; what a message can hold is held.
        if self.text.len() > crate::ingest::MAX_RECORD {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line.trim_end());
    }
}

/// All messages of a transcript cell; the text before the first header is given apart.
pub fn lines(text: &str, order: moment::DateOrder) -> Option<(Vec<Line>, bool)> {
    let inline;
    let mut text = text;
    if let Some(broken_up) = break_up_inline(text) {
        inline = broken_up;
        text = &inline;
    }
    let (style, _) = Style::of(text).or_else(|| {
        // One message alone is a dialogue too, if its speaker is beyond doubt.
        Style::ALL.into_iter().find_map(|style| {
            let header = style.header(text.lines().next()?)?;
            speaker::exact(header.speaker).map(|_| (style, 1))
        })
    })?;
    let (mut lines, mut stray): (Vec<Line>, bool) = (Vec::new(), false);
    for (at, line) in text.lines().enumerate() {
        match (style.header(line), lines.last_mut()) {
            (Some(header), _) => lines.push(Line::begin(&header, order, at as u64)),
            (None, Some(message)) => message.go_on(line),
            (None, None) => stray |= !line.trim().is_empty(),
        }
    }
    for line in &mut lines {
        line.text.truncate(line.text.trim_end().len());
    }
    Some((lines, stray))
}

/// `[09:14:05] A: … [09:14:07] B: …` in one line becomes one header a line.
fn break_up_inline(text: &str) -> Option<String> {
    let starts: Vec<usize> = memchr::memchr_iter(b'[', text.as_bytes())
        .filter(|at| {
            let near = &text.as_bytes()[*at..text.len().min(*at + 40)];
            let end = memchr::memchr(b']', near).map(|length| at + length);
            end.is_some_and(|end| moment_of(&text[at + 1..end]).is_some())
        })
        .collect();
    let inside_a_line = starts.iter().any(|at| *at > 0 && !text[..*at].ends_with('\n'));
    if starts.len() < 2 || !inside_a_line {
        return None;
    }
    let mut out = String::with_capacity(text.len() + starts.len());
    let mut from = 0;
    for at in starts.into_iter().filter(|at| *at > 0) {
        out.push_str(text[from..at].trim_end());
        out.push('\n');
        from = at;
    }
    out.push_str(&text[from..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, style: Style, expect: &[&str]) {
        assert_eq!(Style::of(text).map(|(style, _)| style), Some(style), "{text}");
        let (lines, _) = lines(text, moment::DateOrder::DayFirst).unwrap();
        let got: Vec<String> =
            lines.iter().map(|line| format!("{}|{}", line.speaker, line.text.replace('\n', "⏎"))).collect();
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn each_style_is_told_from_the_others() {
        check(
            "[2026-03-02 09:14:05] Ines: Hi\nmore\n[2026-03-02 09:14:07] Bot: see https://x.example",
            Style::Bracket,
            &["Ines|Hi⏎more", "Bot|see https://x.example"],
        );
        check(
            "(09:14:05 AM) Ines: Hi\n(09:14:06 AM) *** Marta joined the chat ***",
            Style::Paren,
            &["Ines|Hi", "|Marta joined the chat"],
        );
        check(
            "03.03.26, 07:03 - Jana: Hallo\n03.03.26, 07:04 - Shop Bot: Guten Tag",
            Style::Dash,
            &["Jana|Hallo", "Shop Bot|Guten Tag"],
        );
        check("Ines (9:14 AM): Hi\nBot (9:15 AM): Hello", Style::NameParen, &["Ines|Hi", "Bot|Hello"]);
        check(
            "**User:** Hi\n\n**Assistant:** Hello\n\nthere",
            Style::Markdown,
            &["User|Hi", "Assistant|Hello⏎⏎there"],
        );
        check(
            "**User** (2026-03-02T09:14:05Z)\n\nHi\n\n**Assistant** (2026-03-02T09:14:07Z)\n\nHello",
            Style::Markdown,
            &["User|Hi", "Assistant|Hello"],
        );
        check(
            "Ines Moura  09:14\nHi\n\nShop Assistant  09:14\nHello",
            Style::NameLine,
            &["Ines Moura|Hi", "Shop Assistant|Hello"],
        );
        check(
            "Visitor: Hi\nBot: Note: this is text\nhttps://x.example: no",
            Style::Label,
            &["Visitor|Hi", "Bot|Note: this is text⏎https://x.example: no"],
        );
    }

    #[test]
    fn an_inline_dialogue_is_broken_up() {
        let (lines, _) = lines(
            "[09:14:05] Ines: Hi [really] [09:14:07] Bot: Hello [09:14:40] Ines: Thanks",
            moment::DateOrder::DayFirst,
        )
        .unwrap();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].text, "Hi [really]");
    }

    #[test]
    fn running_text_is_no_dialogue() {
        assert_eq!(Style::of("Dear team,\nI write because my order is late.\nRegards"), None);
    }
}
