//! What the worker answers from the analysis at hand: stretches of the list, transcripts, files to save.

use std::collections::HashMap;

use crate::{
    conversation::{Evidence, Outcome, Role},
    corpus::ConversationView,
    engine::{Analysis, Entry, Listing, Order, Selection},
    language::Marks,
    query::Filter,
    report::Report,
    wire::{Export, Neighbours, Response, Row, Transcript, TranscriptLine},
};

/// Characters of a preview.
const PREVIEW: usize = 140;

/// Sorted lists kept at a time: the one on screen, the one behind the drawer, and those before.
const KEPT: usize = 4;

/// The lists of what has been read so far, made when they are asked for. Replaced by fresh ones when
/// more is read.
#[derive(Default)]
pub struct Lists {
    listing: Option<Listing>,
    selections: HashMap<String, Selection>,
    /// The latest last.
    sorted: Vec<(String, Order, Vec<Entry>)>,
}

impl Lists {
    /// The list of a filter in an order. The page has read the filter before it asks.
    fn list(&mut self, analysis: &mut Analysis, order: Order, filter: &str) -> &[Entry] {
        let known = self.sorted.iter().position(|(of, by, _)| of == filter && *by == order);
        let list = if let Some(at) = known {
            self.sorted.remove(at)
        } else {
            let selection = self
                .selections
                .entry(filter.to_owned())
                .or_insert_with(|| analysis.select(&Filter::parse(filter).unwrap_or_default()));
            let listing = self.listing.get_or_insert_with(|| Listing::of(analysis.corpus()));
            (filter.to_owned(), order, listing.sorted(selection, order))
        };
        if self.sorted.len() >= KEPT {
            let (dropped, ..) = self.sorted.remove(0);
            if self.sorted.iter().all(|(of, ..)| *of != dropped) {
                self.selections.remove(&dropped);
            }
        }
        self.sorted.push(list);
        self.sorted.last().map_or(&[], |(.., list)| list)
    }

    /// How many there are in all, and a stretch of them.
    pub fn rows(
        &mut self,
        analysis: &mut Analysis,
        (first, count): (u32, u32),
        order: Order,
        filter: &str,
    ) -> (u32, Vec<Row>) {
        let list = self.list(analysis, order, filter);
        let corpus = analysis.corpus();
        let row = |entry: &Entry| {
            let card = corpus.card(entry.conversation);
            Row {
                conversation: entry.conversation,
                messages: entry.messages,
                started: entry.started,
                rating: entry.rating,
                outcome: entry.outcome,
                evidence: entry.evidence,
                id: card.id.to_owned(),
                user: card.user.unwrap_or_default().to_owned(),
                channel: card.channel.unwrap_or_default().to_owned(),
                preview: entry.first_user_row.map(|row| preview(corpus.text(row))).unwrap_or_default(),
            }
        };
        let rows = list.iter().skip(first as usize).take(count as usize).map(row).collect();
        (list.len() as u32, rows)
    }

    /// One conversation, and its neighbours in the list it was opened from.
    pub fn transcript(
        &mut self,
        analysis: &mut Analysis,
        conversation: u32,
        order: Order,
        filter: &str,
    ) -> Response {
        let list = self.list(analysis, order, filter);
        let number = |at: usize| list.get(at).map(|entry| entry.conversation);
        let place = list.iter().position(|entry| entry.conversation == conversation);
        let neighbours = place.map(|at| Neighbours {
            place: at as u32 + 1,
            of: list.len() as u32,
            previous: at.checked_sub(1).and_then(number),
            next: number(at + 1),
        });
        match transcript(analysis, conversation) {
            Some(transcript) => {
                Response::Transcript { transcript: Box::new(Transcript { neighbours, ..transcript }) }
            }
            None => {
                Response::Failed { message: "This conversation is not in the data that are open now.".into() }
            }
        }
    }
}

fn preview(text: &str) -> String {
    text.chars().take(PREVIEW).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

fn transcript(analysis: &mut Analysis, conversation: u32) -> Option<Transcript> {
    analysis.corpus().with(conversation, |corpus, view| {
        let card = corpus.card(conversation);
        let (outcome, evidence) = crate::insight::outcome_of(view);
        let decisive = decisive(view, outcome, evidence);
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Transcript {
            conversation,
            id: card.id.to_owned(),
            user: owned(card.user),
            channel: owned(card.channel),
            language: owned(card.language),
            variant: owned(card.variant),
            tags: card.tags.into_iter().map(str::to_owned).collect(),
            rating: view.rating,
            outcome,
            evidence,
            lines: view
                .utterances
                .iter()
                .enumerate()
                .map(|(at, said)| TranscriptLine {
                    role: said.role,
                    at: said.at.map(|at| at.0),
                    text: corpus.text(said.row).to_owned(),
                    intent: owned(corpus.intent(said.row)),
                    fallback: said.marks.has(Marks::FALLBACK),
                    feedback: said.marks.feedback(),
                    decisive: decisive == Some(at),
                })
                .collect(),
            neighbours: None,
        }
    })
}

/// The utterance that an outcome was read from, where it was read from one.
fn decisive(view: &ConversationView<'_>, outcome: Outcome, evidence: Evidence) -> Option<usize> {
    let said = view.utterances;
    match evidence {
        Evidence::Handoff => said.iter().position(|said| {
            said.role == Role::Agent || said.role == Role::Bot && said.marks.has(Marks::HANDOFF)
        }),
        Evidence::Text => {
            let role = if outcome == Outcome::Resolved { Role::User } else { Role::Bot };
            said.iter().rposition(|said| said.role == role)
        }
        _ => None,
    }
}

/// A file to save.
pub fn export(report: &Report, what: Export) -> Response {
    match what {
        Export::Figures => match report.to_json() {
            Ok(text) => Response::Export {
                name: "undertone-figures.json".into(),
                mime: "application/json".into(),
                text,
            },
            Err(_) => Response::Failed { message: "The figures could not be written.".into() },
        },
    }
}
