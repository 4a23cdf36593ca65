//! Tiny transcripts as conversations, and what a board says of them.

use undertone::{
    conversation::{Clock, Millis, Outcome, Rating, Role, Zone},
    corpus::{ConversationView, UtteranceView},
    insight::{Board, BoardPartial, Figure, State},
    language::{Heard, Marks, mark},
};

/// A conversation that owns what a view borrows.
#[derive(Clone, Debug, Default)]
pub struct Talk {
    pub user: Option<u32>,
    pub channel: Option<String>,
    pub rating: Option<Rating>,
    pub stated: Option<Outcome>,
    pub handoff: Option<bool>,
    pub said: Vec<UtteranceView>,
}

impl Talk {
    pub fn view(&self) -> ConversationView<'_> {
        ConversationView {
            idx: 0,
            returning: false,
            user: self.user,
            channel: self.channel.as_deref(),
            rating: self.rating,
            stated: self.stated,
            handoff: self.handoff,
            utterances: &self.said,
        }
    }

    /// Reads `role: text` and `seconds role: text`, and facts after `--`: `handoff`, `no handoff`,
    /// `resolved`, `unresolved`, `rated 4/5`, `id 7`, `channel web`; on the line before, what is
    /// known of an utterance: `missed`, `up`, `down`, `contact`.
    #[track_caller]
    pub fn of(transcript: &str) -> Self {
        let mut talk = Self::default();
        let mut scratch = String::new();
        let (mut missed, mut feedback) = (false, Marks::default());
        for line in transcript.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(fact) = line.strip_prefix("-- ") {
                match fact.split_once(' ').unwrap_or((fact, "")) {
                    ("handoff", _) => talk.handoff = Some(true),
                    ("no", "handoff") => talk.handoff = Some(false),
                    ("resolved", _) => talk.stated = Some(Outcome::Resolved),
                    ("unresolved", _) => talk.stated = Some(Outcome::Unresolved),
                    ("missed", _) => missed = true,
                    ("up", _) => feedback = Marks::FEEDBACK_UP,
                    ("down", _) => feedback = Marks::FEEDBACK_DOWN,
                    ("contact", _) => feedback = Marks::CONTACT,
                    ("id", id) => talk.user = Some(id.parse().unwrap()),
                    ("channel", channel) => talk.channel = Some(channel.to_owned()),
                    ("rated", rating) => {
                        let (score, max) = rating.split_once('/').unwrap();
                        talk.rating =
                            Some(Rating { score: score.parse().unwrap(), max: max.parse().unwrap() });
                    }
                    _ => panic!("no such fact: {fact}"),
                }
                continue;
            }
            let (head, text) = line.split_once(": ").unwrap();
            let (at, role) = match head.split_once(' ') {
                Some((seconds, role)) => (Some(Millis(seconds.parse::<i64>().unwrap() * 1000)), role),
                None => (None, head),
            };
            let role = Role::ALL.into_iter().find(|one| one.name() == role).unwrap();
            let mut marks = mark(role, text, &mut scratch);
            if std::mem::take(&mut missed) {
                marks = marks.with(Marks::FALLBACK);
            }
            marks = marks.with(std::mem::take(&mut feedback));
            let row = talk.said.len() as u32;
            talk.said.push(UtteranceView { role, at, marks, heard: Heard::default(), taught: 0, row });
        }
        talk
    }

    pub fn all(transcripts: &str) -> Vec<Self> {
        transcripts.split("====").map(Self::of).collect()
    }
}

pub fn clock() -> Clock {
    Clock::new(Zone::named("Europe/Berlin").unwrap())
}

pub fn partial_of<'a>(talks: impl IntoIterator<Item = &'a Talk>) -> BoardPartial {
    let mut partial = BoardPartial::new();
    let mut clock = clock();
    for talk in talks {
        partial.observe(&talk.view(), &mut clock);
    }
    partial
}

pub fn board_of(transcripts: &str) -> Board {
    partial_of(&Talk::all(transcripts)).finish()
}

/// `n/of` of a rate, the value of anything else; `None` where it is absent.
pub fn shown(figure: &Figure) -> Option<String> {
    let value = figure.value?;
    Some(match figure.of {
        Some(of) if figure.interval.is_some() => format!("{}/{of}", figure.n),
        _ => value.to_string(),
    })
}

/// Conversations are parted by `====`.
#[track_caller]
pub fn check(transcripts: &str, name: &str, expected: Option<&str>) {
    let board = board_of(transcripts);
    let figure = &board.figures[name];
    assert_eq!(shown(figure).as_deref(), expected, "{figure:?}");
    assert_eq!(figure.value.is_none(), figure.state == State::Absent);
    assert_eq!(figure.reason.is_none(), figure.state == State::Ok);
}
