//! One conversation with its words, for the screen.

use serde::{Deserialize, Serialize};

use crate::{
    binary::{Frozen, In, Out},
    conversation::{Evidence, Feedback, Measures, Outcome, Rating, Role},
    corpus::{ConversationView, Corpus, UtteranceView},
    insight::ReadOff,
    language::{Heard, Label, Listener, Marks, Said},
    text::lowered,
};

use super::{cases::Cases, quotes::before};

/// One utterance for the screen, masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TranscriptLine {
    /// Who speaks.
    pub role: Role,
    /// When, UTC milliseconds.
    pub at: Option<i64>,
    /// Masked text; empty where it was not kept.
    pub text: String,
    /// The source's intent.
    pub intent: Option<String>,
    /// Whether it counts as a fallback.
    pub fallback: bool,
    /// A verdict on it.
    pub feedback: Option<Feedback>,
    /// Whether the conversation's outcome was read from it.
    pub decisive: bool,
    /// Sentiment in hundredths; `None` where it could not be read.
    pub sentiment: Option<i32>,
    /// What the model calls it.
    pub labels: Vec<LineLabel>,
    /// Quick replies that it offers, masked, and whether each was chosen.
    pub replies: Vec<(String, bool)>,
    /// The model that wrote it.
    pub by: Option<String>,
    /// What the source measured of it.
    pub measures: Measures,
}

/// A label of an utterance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineLabel {
    /// What it is of: `act`, `segment`, `emotion`, `signal`; `label` of one that people taught.
    pub of: String,
    /// The label.
    pub label: String,
    /// What proves a signal, in code points of the masked text.
    pub proof: Option<(u32, u32)>,
}

/// Where a conversation stands in the list it was opened from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// Its place, from 1.
    pub place: u32,
    /// How many the list holds.
    pub of: u32,
    /// The one before it.
    pub previous: Option<u32>,
    /// The one after it.
    pub next: Option<u32>,
}

/// One conversation for the screen, masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// Its number.
    pub conversation: u32,
    /// Its id in the source, masked.
    pub id: String,
    /// Its user's id, masked, if known.
    pub user: Option<String>,
    /// Its channel.
    pub channel: Option<String>,
    /// Its language tag.
    pub language: Option<String>,
    /// Its experiment variant or bot version.
    pub variant: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What it has in further columns of the source, by their names.
    pub columns: Vec<(String, String)>,
    /// Its rating.
    pub rating: Option<Rating>,
    /// What was written beside it, masked.
    pub comment: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// What says so.
    pub evidence: Evidence,
    /// What was said, in order.
    pub lines: Vec<TranscriptLine>,
    /// Where it stands in the list it was opened from; `None` if that list lacks it.
    pub neighbours: Option<Neighbours>,
}

impl Eq for Transcript {}

crate::frozen! {
    TranscriptLine {
        role, at, text, intent, fallback, feedback, decisive, sentiment, labels, replies, by, measures
    }
    LineLabel { of, label, proof }
    Neighbours { place, of, previous, next }
    Transcript {
        conversation, id, user, channel, language, variant, tags, columns, rating, comment, outcome, evidence,
        lines,
        neighbours
    }
}

impl Frozen for Feedback {
    fn freeze(&self, out: &mut Out) {
        (*self == Self::Up).freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        bool::thaw(from).map(|up| if up { Self::Up } else { Self::Down })
    }
}

/// A conversation, by its number in the shard; `cases` is what was read off all, `taught` are the names of taught
/// labels by their slots.
pub(super) fn of(
    corpus: &mut Corpus,
    listener: &mut Listener,
    (cases, taught): (&Cases, &[String]),
    number: u32,
) -> Option<Transcript> {
    let conversation = corpus.place().among_all(number);
    corpus.with(number, |corpus, view| {
        let card = corpus.card(number);
        let &ReadOff { outcome, evidence, .. } = cases.read(number);
        let decisive = decisive(view, outcome, evidence);
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let mut line = |(at, said): (usize, &UtteranceView)| {
            let text = corpus.text(said.row);
            let before = before(view, at, corpus, listener);
            let heard = Said { role: said.role, text: &text, marks: said.marks, before };
            TranscriptLine {
                role: said.role,
                at: said.at.map(|at| at.0),
                intent: owned(corpus.intent(said.row)),
                fallback: said.marks.has(Marks::FALLBACK),
                feedback: said.marks.feedback(),
                decisive: decisive == Some(at),
                sentiment: said.heard.sentiment().map(i32::from),
                labels: labels(said.heard, &heard, listener)
                    .into_iter()
                    .chain(own(said.taught, taught))
                    .collect(),
                replies: replies(corpus, view, at),
                by: owned(corpus.model(said.row)),
                measures: corpus.details(said.row).measures,
                text: text.into_owned(),
            }
        };
        Transcript {
            conversation,
            id: card.id.to_owned(),
            user: owned(card.user),
            channel: owned(card.channel),
            language: owned(card.language),
            variant: owned(card.variant),
            tags: card.tags.into_iter().map(str::to_owned).collect(),
            columns: corpus
                .in_columns(number)
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            rating: view.rating,
            comment: owned(corpus.comment(number)),
            outcome,
            evidence,
            lines: view.utterances.iter().enumerate().map(&mut line).collect(),
            neighbours: None,
        }
    })
}

/// The quick replies of an utterance. Where the source marks none, the one that the user says next is chosen.
fn replies(corpus: &Corpus, view: &ConversationView<'_>, at: usize) -> Vec<(String, bool)> {
    let mut replies: Vec<(String, bool)> =
        corpus.replies(view.utterances[at].row).map(|(reply, chosen)| (reply.to_owned(), chosen)).collect();
    if !replies.is_empty() && !replies.iter().any(|(_, chosen)| *chosen) {
        let answer = view.utterances[at + 1..].iter().find(|said| said.role == Role::User);
        let answer = answer.map(|said| lowered(corpus.text(said.row).trim()));
        let said = replies.iter_mut().find(|(reply, _)| answer.as_ref() == Some(&lowered(reply)));
        if let Some((_, chosen)) = said {
            *chosen = true;
        }
    }
    replies
}

/// The labels that an utterance was stored with, and what proves its signals.
fn labels(heard: Heard, said: &Said<'_>, listener: &mut Listener) -> Vec<LineLabel> {
    let label =
        |of: &str, label: &str, proof| LineLabel { of: of.to_owned(), label: label.to_owned(), proof };
    let mut labels: Vec<LineLabel> = Vec::new();
    labels.extend(heard.act().map(|act| label("act", act.name(), None)));
    labels.extend(heard.segment().map(|segment| label("segment", segment.name(), None)));
    labels.extend(heard.emotions.iter().map(|emotion| label("emotion", emotion.name(), None)));
    for signal in heard.signals.iter() {
        labels.push(label("signal", signal.name(), listener.proof(said, Label::Signal(signal))));
    }
    labels
}

/// The labels that people taught, of an utterance that has some.
fn own(labels: u16, names: &[String]) -> impl Iterator<Item = LineLabel> {
    let mine = names.iter().enumerate().filter(move |(slot, _)| labels >> slot & 1 == 1);
    mine.map(|(_, name)| LineLabel { of: "label".into(), label: name.clone(), proof: None })
}

/// The utterance that an outcome was read from, where it was read from one.
fn decisive(view: &ConversationView<'_>, outcome: Outcome, evidence: Evidence) -> Option<usize> {
    let said = view.utterances;
    match evidence {
        Evidence::Handoff => {
            let mut asked = false;
            said.iter().position(|said| {
                asked |= said.role == Role::User && said.marks.has(Marks::ASKS_HUMAN);
                said.role == Role::Agent || asked && said.role == Role::Bot && said.marks.has(Marks::HANDOFF)
            })
        }
        Evidence::Text => {
            let role = if outcome == Outcome::Resolved { Role::User } else { Role::Bot };
            said.iter().rposition(|said| said.role == role)
        }
        _ => None,
    }
}
