//! What is on screen, as one value that fits into a link.
//!
//! `#/conversations?f=outcome%3Aabandoned&sort=-messages&of=handoff_rate&c=17&l=3&data=shop`: the place, the
//! filter, the order of the list, the figure whose evidence is open, the conversation that is open, the line
//! of it that was looked for, what is asked of journeys and of a funnel, the columns that hold labels and groups, and the built-in
//! sample it belongs to. A link never holds anybody's words: [`View::shared`] masks them.

use std::sync::Arc;

use super::composition::{self, BoardKind};
use crate::{
    insight::{Comparison, FunnelAsked, Journey, definition},
    query::{Columns, Filter},
    wire::{Column, Order, SampleKind},
};

/// The places of the page, in the order of the rail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// Figures and charts.
    #[default]
    Board,
    /// Moods, signals and segments.
    Signals,
    /// Users over time.
    People,
    /// What conversations go through.
    Journeys,
    /// Steps, and who comes through them.
    Funnels,
    /// Selections side by side.
    Experiments,
    /// What would be worth doing.
    Actions,
    /// What costs users most.
    Friction,
    /// Goals and money.
    Value,
    /// The bot's engine: tokens, cost, accuracy, fairness, knowledge.
    Machine,
    /// What requests are about.
    Topics,
    /// What people ask, and what the bot fails at.
    Questions,
    /// The list of conversations.
    Conversations,
    /// The ranked search.
    Search,
    /// What reading found.
    Reading,
    /// Where transcripts come from.
    Guide,
    /// What the browser holds of the promises.
    Checkup,
    /// Language, theme, zone.
    Settings,
    /// What changed, and what comes.
    Changes,
    /// What stands out, in plain words.
    Briefing,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Board,
        Self::Briefing,
        Self::Changes,
        Self::Signals,
        Self::Journeys,
        Self::Funnels,
        Self::Topics,
        Self::Questions,
        Self::Friction,
        Self::People,
        Self::Value,
        Self::Experiments,
        Self::Machine,
        Self::Actions,
        Self::Conversations,
        Self::Search,
        Self::Reading,
        Self::Guide,
        Self::Checkup,
        Self::Settings,
    ];

    /// The name in a link.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Signals => "signals",
            Self::People => "people",
            Self::Journeys => "journeys",
            Self::Funnels => "funnels",
            Self::Experiments => "experiments",
            Self::Actions => "actions",
            Self::Friction => "friction",
            Self::Value => "value",
            Self::Machine => "machine",
            Self::Topics => "topics",
            Self::Questions => "questions",
            Self::Conversations => "conversations",
            Self::Search => "search",
            Self::Reading => "reading",
            Self::Guide => "guide",
            Self::Checkup => "checkup",
            Self::Settings => "settings",
            Self::Changes => "changes",
            Self::Briefing => "briefing",
        }
    }

    /// Whether it shows data, and so needs some.
    pub fn needs_data(self) -> bool {
        !matches!(self, Self::Guide | Self::Checkup | Self::Settings)
    }
}

/// What is on screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The place.
    pub place: Place,
    /// Which conversations are meant.
    pub filter: Filter,
    /// Order of the list.
    pub order: Order,
    /// The figure whose evidence is open.
    pub evidence: Option<String>,
    /// The conversation that is open.
    pub conversation: Option<u32>,
    /// The line of it that was looked for.
    pub line: Option<u32>,
    /// The page of the guide that is open.
    pub page: Option<String>,
    /// What is compared; `None` where nobody said it.
    pub comparison: Option<Arc<Comparison>>,
    /// What is asked of journeys; `None` where nobody said it.
    pub journey: Option<Arc<Journey>>,
    /// What is asked of a funnel; `None` where nobody said it.
    pub funnel: Option<Arc<FunnelAsked>>,
    /// The board that is open.
    pub board: BoardKind,
    /// What stands on the board of one's own, as it is written; empty where the browser's own copy counts.
    pub tiles: String,
    /// The column that holds the right intents.
    pub labels: Option<String>,
    /// The column by whose values outcomes are compared.
    pub group: Option<String>,
    /// The built-in sample that the view is of.
    pub sample: Option<SampleKind>,
    /// The opening in this tab that the view is of, 0 for the start screen; no link says it.
    pub opening: Option<u64>,
}

/// What a link could not bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeftOut {
    /// It brought all.
    #[default]
    Nothing,
    /// Conditions whose words no link holds.
    Words,
    /// A filter that cannot be read.
    Filter,
}

impl View {
    /// Nothing is open beside the place.
    pub fn shut(&mut self) {
        (self.evidence, self.conversation, self.line, self.page) = (None, None, None, None);
    }

    /// The view as a link holds it, with everybody's words masked.
    pub fn shared(&self) -> String {
        View { opening: None, ..self.clone() }.written(&self.filter.clone().masked(), true)
    }

    /// The view in full, for this tab's own history.
    pub fn full(&self) -> String {
        self.written(&self.filter, false)
    }

    fn written(&self, filter: &Filter, masked: bool) -> String {
        let mut parts = Vec::new();
        let mut add = |key: &str, value: &str| parts.push(format!("{key}={}", escape(value)));
        if !filter.is_empty() {
            add("f", &filter.to_string());
        }
        if self.order != Order::default() {
            let sign = if self.order.descending { "-" } else { "" };
            add("sort", &format!("{sign}{}", self.order.by.name()));
        }
        if let Some(evidence) = &self.evidence {
            add("of", evidence);
        }
        if let Some(conversation) = self.conversation {
            add("c", &conversation.to_string());
        }
        if let Some(line) = self.line {
            add("l", &line.to_string());
        }
        if let Some(comparison) = &self.comparison {
            add("x", &comparison.lines(masked));
        }
        if let Some(journey) = &self.journey {
            add("j", &journey.lines(masked));
        }
        if let Some(funnel) = &self.funnel {
            add("n", &funnel.lines(masked));
        }
        if !self.tiles.is_empty() && self.board == BoardKind::Own {
            add("b", &self.tiles);
        }
        for (key, column) in [("labels", &self.labels), ("group", &self.group)] {
            if let Some(column) = column {
                add(key, column);
            }
        }
        if let Some(sample) = self.sample {
            add("data", sample.name());
        }
        if let Some(opening) = self.opening {
            add("tab", &opening.to_string());
        }
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        let inner = match self.place {
            Place::Guide => self.page.as_deref(),
            Place::Board => Some(self.board.name()).filter(|_| self.board != BoardKind::Overview),
            _ => None,
        };
        let inner = inner.map(|inner| format!("/{inner}")).unwrap_or_default();
        format!("/{}{inner}{query}", self.place.name())
    }

    /// Reads a link. What it does not know or cannot read is as if it were not there; the second value
    /// says so where figures would be others than were meant.
    pub fn read(link: &str) -> (Self, LeftOut) {
        let (path, query) = link.split_once('?').unwrap_or((link, ""));
        let path = path.trim_matches('/');
        let (name, page) = path.split_once('/').unwrap_or((path, ""));
        let is_name = |page: &str| page.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let place = Place::ALL.into_iter().find(|place| place.name() == name).unwrap_or_default();
        let is_page = place == Place::Guide && !page.is_empty() && is_name(page);
        let mut view = Self {
            place,
            page: is_page.then(|| page.to_owned()),
            board: BoardKind::ALL.into_iter().find(|board| board.name() == page).unwrap_or_default(),
            ..Self::default()
        };
        let mut left_out = LeftOut::Nothing;
        for (key, value) in query.split('&').filter_map(|part| part.split_once('=')) {
            let value = unescape(value);
            match key {
                // Which columns the data have is known when they are there.
                "f" => match Filter::parse_with(&value, Columns::Any) {
                    Ok(filter) => {
                        let masked;
                        (view.filter, masked) = filter.unmasked();
                        left_out = if masked > 0 { LeftOut::Words } else { LeftOut::Nothing };
                    }
                    Err(_) => left_out = LeftOut::Filter,
                },
                "sort" => {
                    let (descending, name) =
                        value.strip_prefix('-').map_or((false, &*value), |name| (true, name));
                    let by = Column::ALL.into_iter().find(|column| column.name() == name);
                    view.order = by.map_or_else(Order::default, |by| Order { by, descending });
                }
                "of" => view.evidence = definition(&value).map(|definition| definition.name.to_owned()),
                "labels" => view.labels = Some(value),
                "group" => view.group = Some(value),
                "c" => view.conversation = value.parse().ok(),
                "l" => view.line = value.parse().ok(),
                "x" => view.comparison = Comparison::of_lines(&value).map(Arc::new),
                "j" => {
                    let journey = Journey::of_lines(&value);
                    view.journey = Some(journey).filter(|it| *it != Journey::default()).map(Arc::new);
                }
                "n" => {
                    let (funnel, masked) = FunnelAsked::of_lines(&value);
                    view.funnel = Some(Arc::new(funnel));
                    left_out = if masked > 0 { LeftOut::Words } else { left_out };
                }
                // Read and written once more, so that it holds nothing but names that there are.
                "b" => view.tiles = composition::written(&composition::read(&value)),
                "tab" => view.opening = value.parse().ok(),
                "data" => view.sample = SampleKind::ALL.into_iter().find(|kind| kind.name() == value),
                _ => {}
            }
        }
        (view, left_out)
    }
}

/// Percent-encodes all but what is plain in a fragment.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' | b',' | b'*' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The text behind an escaped one; broken escapes stay as they are.
fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> View {
        View {
            place: Place::Conversations,
            filter: Filter::parse("outcome:abandoned channel:\"web & co\" ünter*").unwrap(),
            order: Order { by: Column::Messages, descending: true },
            evidence: Some("handoff_rate".into()),
            conversation: Some(17),
            line: Some(3),
            page: None,
            comparison: Some(Arc::new(Comparison { percent: 5, ..Comparison::default() })),
            journey: Some(Arc::new(Journey { depth: 3, ..Journey::default() })),
            funnel: Some(Arc::new(FunnelAsked {
                steps: vec!["is:engaged".into(), "ünter*".into()],
                ..FunnelAsked::default()
            })),
            board: BoardKind::Overview,
            tiles: String::new(),
            labels: Some("true intent".into()),
            group: Some("plan".into()),
            sample: Some(SampleKind::Shop),
            opening: Some(1_764_000_000_000),
        }
    }

    #[test]
    fn a_view_survives_the_address() {
        assert_eq!(View::read(&view().full()), (view(), LeftOut::Nothing));
        assert_eq!(View::default().full(), "/board");
        assert_eq!(View::read(""), (View::default(), LeftOut::Nothing));
        assert!(view().full().is_ascii());
    }

    #[test]
    fn a_board_has_a_link_and_one_of_ones_own_is_in_it() {
        let board = View { board: BoardKind::Support, ..View::default() };
        assert_eq!(board.shared(), "/board/support");
        assert_eq!(View::read("/board/support").0, board);
        let tiles = "csat_top2.2,chart-outcome".to_owned();
        let own = View { board: BoardKind::Own, tiles: tiles.clone(), ..View::default() };
        let (read, left_out) = View::read(&own.shared());
        assert_eq!((read.board, read.tiles, left_out), (BoardKind::Own, tiles, LeftOut::Nothing));
        assert_eq!(View::read("/board/own?b=nobody,%3Cb%3E").0.tiles, "");
    }

    #[test]
    fn a_page_of_the_guide_has_a_link() {
        let view = View { place: Place::Guide, page: Some("copilot-studio".into()), ..View::default() };
        assert_eq!(view.shared(), "/guide/copilot-studio");
        assert_eq!(View::read("/guide/copilot-studio").0, view);
        assert_eq!(View::read("/guide/<b>").0, View { place: Place::Guide, ..View::default() });
    }

    #[test]
    fn a_link_holds_nobodys_words() {
        let shared = view().shared();
        assert!(!shared.contains("nter") && !shared.contains("tab="), "{shared}");
        let (read, left_out) = View::read(&shared);
        let filter = read.filter.to_string();
        assert_eq!((filter.as_str(), left_out), ("outcome:abandoned channel:\"web & co\"", LeftOut::Words));
    }

    #[test]
    fn a_link_may_ask_for_a_column_of_data_that_are_not_there_yet() {
        let (read, left_out) = View::read("/board?f=plan:enterprise%20value%3E1000");
        assert_eq!(
            (read.filter.to_string().as_str(), left_out),
            ("plan:enterprise value>1000", LeftOut::Nothing)
        );
        assert_eq!(View::read(&read.shared()), (read, LeftOut::Nothing));
    }

    #[test]
    fn nonsense_in_a_link_is_left_out_and_a_filter_is_missed() {
        let read = View::read("/nowhere?sort=-shoe&c=many&data=%zz&tab=-1&%%%&x=1");
        assert_eq!(read, (View::default(), LeftOut::Nothing));
        assert_eq!(View::read("/board?f=outcome%3Ax"), (View::default(), LeftOut::Filter));
    }
}
