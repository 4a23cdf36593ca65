//! The worker's answers about what has been read so far: lists, transcripts, files to save.

use std::{cell::RefCell, rc::Rc};

use crate::{
    engine::{Asking, Lost, Neighbours, Order, ShownTopics, Standing, Totals, Transcript},
    query::{Columns, Filter},
    report::Report,
    topics::Wanted,
    wire::{Export, Response, Row},
};

use super::team::Workers;

/// Sorted lists kept at a time: the one on screen, the one behind the drawer, and those before.
const KEPT: usize = 4;

/// What has been read so far, to be asked. All of it is of one moment: when more is read, a fresh one
/// takes its place.
#[derive(Clone)]
pub struct ReadSoFar {
    team: Rc<Workers>,
    totals: Totals,
    known: Rc<Known>,
}

/// The conversations of a filter in an order.
type Listed = (String, Order, Rc<Vec<u32>>);

/// What was asked already.
#[derive(Default)]
pub struct Known {
    standing: Standing,
    /// The latest last.
    lists: RefCell<Vec<Listed>>,
}

impl Known {
    /// What is left of it where more was read.
    pub fn of_more(&self) -> Self {
        Self { standing: self.standing.of_more(), ..Self::default() }
    }
}

impl ReadSoFar {
    /// What these shards hold.
    pub fn new(team: Rc<Workers>, totals: Totals, known: Rc<Known>) -> Self {
        Self { team, totals, known }
    }

    /// To ask about it.
    pub fn asking(&self) -> Asking<'_, Workers> {
        Asking { team: &self.team, totals: self.totals, standing: &self.known.standing }
    }

    /// The list of a filter in an order. What the data cannot be asked for is said with their figures.
    async fn list(&self, order: Order, filter: &str) -> Result<Rc<Vec<u32>>, Lost> {
        let lists = &self.known.lists;
        let known = lists.borrow().iter().position(|(of, by, _)| of == filter && *by == order);
        let list = if let Some(at) = known {
            lists.borrow_mut().remove(at)
        } else {
            let chosen = Filter::parse_with(filter, Columns::Any).unwrap_or_default();
            (filter.to_owned(), order, Rc::new(self.asking().list(&chosen, order).await?))
        };
        let found = Rc::clone(&list.2);
        let mut lists = lists.borrow_mut();
        if lists.len() >= KEPT {
            lists.remove(0);
        }
        lists.push(list);
        Ok(found)
    }

    /// How many there are in all, and a stretch of them.
    pub async fn rows(
        &self,
        (first, count): (u32, u32),
        order: Order,
        filter: &str,
    ) -> Result<(u32, Vec<Row>), Lost> {
        let list = self.list(order, filter).await?;
        let from = (first as usize).min(list.len());
        let to = from.saturating_add(count as usize).min(list.len());
        Ok((list.len() as u32, self.asking().rows(&list[from..to]).await?))
    }

    /// The topics as they are wanted from now on.
    pub async fn topics(&self, wanted: Wanted) -> Result<Response, Lost> {
        let asking = self.asking();
        asking.arrange(wanted).await?;
        let (topics, arranged) = asking.topics().await?;
        // A filter may name topics that are others now.
        self.known.lists.borrow_mut().clear();
        let (automatic, most) = (topics.default_number() as u32, topics.most() as u32);
        let shown = ShownTopics { arranged: (*arranged).clone(), automatic, most };
        Ok(Response::Topics { shown: Box::new(shown) })
    }

    /// The messages that have some words, the most telling first.
    pub async fn search(&self, words: &str, filter: &str, most: u32) -> Result<Response, Lost> {
        // What the data cannot be asked for is said with their figures.
        let chosen = Filter::parse_with(filter, Columns::Any).unwrap_or_default();
        Ok(Response::Found { found: self.asking().search(words, &chosen, most).await? })
    }

    /// One conversation, and its neighbours in the list it was opened from.
    pub async fn transcript(&self, conversation: u32, order: Order, filter: &str) -> Result<Response, Lost> {
        let list = self.list(order, filter).await?;
        let number = |at: usize| list.get(at).copied();
        let place = list.iter().position(|listed| *listed == conversation);
        let neighbours = place.map(|at| Neighbours {
            place: at as u32 + 1,
            of: list.len() as u32,
            previous: at.checked_sub(1).and_then(number),
            next: number(at + 1),
        });
        Ok(match self.asking().transcript(conversation).await? {
            Some(transcript) => {
                Response::Transcript { transcript: Box::new(Transcript { neighbours, ..transcript }) }
            }
            None => {
                Response::Failed { message: "This conversation is not in the data that are open now.".into() }
            }
        })
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
