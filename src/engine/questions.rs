//! What is asked of all shards, and how their parts become one answer.

use std::cell::RefCell;

use crate::{
    binary::In,
    corpus::{Corpus, Place},
    insight::{Board, BoardPartial, Course, Days, Step, change, trends, windows},
    query::{Field, Filter},
};

use super::{
    Facets, Totals,
    ask::{Ask, Chosen, Cut, Part, Slices},
    explained::Reason,
    facets::{self, Counted},
    listing::{Keys, ListRow, Order},
    memory::Held,
    quotes::{self, Quote},
    team::{Lost, Team, ask_all},
    transcript::Transcript,
};

/// Answers that hold of all data whatever is chosen, until more is read.
#[derive(Debug, Default)]
pub struct Standing {
    facets: RefCell<Option<Facets>>,
    days: RefCell<Option<Days<1>>>,
}

/// All figures of a filter.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Conversations that the filter means.
    pub conversations: u64,
    /// Their figures.
    pub board: Board,
    /// How these go over time; empty unless asked for.
    pub course: Course,
    /// The names that a filter can ask for; empty unless asked for.
    pub facets: Facets,
}

/// A question to one analysis.
pub struct Asking<'a, T> {
    /// Its shards.
    pub team: &'a T,
    /// What was read in all.
    pub totals: Totals,
    /// What is known already.
    pub standing: &'a Standing,
}

impl<T: Team> Asking<'_, T> {
    pub(super) fn chosen(&self, filter: &Filter) -> Chosen {
        let end = self.totals.span.map(|(_, end)| end).filter(|_| filter.asks_about(Field::Last));
        Chosen { filter: filter.to_string(), end }
    }

    /// The figures of a filter as they stand, without their course.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn figures(&self, filter: &Filter) -> Result<Figures, Lost> {
        let cut = self.cut(self.chosen(filter), None).await?;
        let board = cut.whole().finish().name_taught(&cut.taught);
        Ok(Figures { conversations: cut.count, board, ..Figures::default() })
    }

    /// The figures of a filter with their course and the names to filter by: of data read to their end.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn whole(&self, filter: &Filter) -> Result<Figures, Lost> {
        let chosen = self.chosen(filter);
        let days = self.days(chosen.clone()).await?;
        let known = self.standing.days.borrow().clone();
        let of_all = match known {
            Some(days) => days,
            None => self.days(Chosen::default()).await?,
        };
        let asked = filter.window();
        let slices = days.extent().map(|(first, last)| {
            let step = Step::for_days(last.0 - first.0 + 1);
            let begin = step.number(first);
            Slices {
                step,
                begin,
                count: (step.number(last) - begin + 1) as u32,
                windows: of_all.extent().and_then(|(first, last)| windows(first, last, asked)),
                everything: match asked {
                    Some(_) => self.chosen(&filter.without_days()),
                    None => chosen.clone(),
                },
            }
        });
        *self.standing.days.borrow_mut() = Some(of_all);
        let cut = self.cut(chosen, slices.clone()).await?;
        let board = cut.whole().finish().name_taught(&cut.taught);
        let course = slices.zip(days.extent()).map(|(slices, (first, last))| {
            let steps: Vec<Board> = cut.steps.iter().map(BoardPartial::finish).collect();
            let both = slices.windows.zip(cut.windows.first().zip(cut.windows.get(1)));
            Course {
                trends: trends(slices.step, first, last, &board, &steps),
                change: both.map(|(windows, (now, before))| change(windows, &now.finish(), &before.finish())),
            }
        });
        let facets = self.facets().await?;
        Ok(Figures { conversations: cut.count, course: course.unwrap_or_default(), facets, board })
    }

    async fn cut(&self, chosen: Chosen, slices: Option<Slices>) -> Result<Cut, Lost> {
        let mut cut = Cut::default();
        for part in ask_all(self.team, &Ask::Figures(chosen, slices)).await? {
            let Part::Figures(part) = part else { return Err(Lost) };
            cut.merge(&part);
        }
        Ok(cut)
    }

    async fn days(&self, chosen: Chosen) -> Result<Days<1>, Lost> {
        let mut days = Days::default();
        for part in ask_all(self.team, &Ask::Days(chosen)).await? {
            let Part::Days(part) = part else { return Err(Lost) };
            days.merge(&part);
        }
        Ok(days)
    }

    /// Messages that prove the signals of the conversations that a filter means: up to three of each, the latest
    /// first.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn quotes(&self, filter: &Filter) -> Result<Vec<Quote>, Lost> {
        let parts = ask_all(self.team, &Ask::Quotes(self.chosen(filter))).await?.into_iter();
        let quotes = |part| if let Part::Quotes(quotes) = part { quotes } else { Vec::new() };
        Ok(quotes::merged(parts.map(quotes).collect()))
    }

    /// The names that a filter can ask for.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn facets(&self) -> Result<Facets, Lost> {
        if let Some(facets) = self.standing.facets.borrow().as_ref() {
            return Ok(facets.clone());
        }
        let counted = ask_all(self.team, &Ask::Facets).await?.into_iter();
        let counted =
            counted.map(|part| if let Part::Facets(counted) = part { counted } else { Counted::default() });
        let facets = facets::facets(counted);
        *self.standing.facets.borrow_mut() = Some(facets.clone());
        Ok(facets)
    }

    /// The conversations that a filter means, in an order.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn list(&self, filter: &Filter, order: Order) -> Result<Vec<u32>, Lost> {
        let parts = ask_all(self.team, &Ask::Keys(self.chosen(filter), order)).await?.into_iter();
        Ok(Keys::merged(
            parts.map(|part| if let Part::Keys(keys) = part { keys } else { Keys::default() }).collect(),
        ))
    }

    /// The rows of some conversations, in the order in which they are named.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn rows(&self, conversations: &[u32]) -> Result<Vec<ListRow>, Lost> {
        let shards = self.team.shards();
        let mut wanted = vec![Vec::new(); shards as usize];
        for conversation in conversations {
            let (shard, local) = Place::of_conversation(*conversation, shards);
            wanted[shard as usize].push(local);
        }
        let asks: Vec<Ask> = wanted.into_iter().map(Ask::Rows).collect();
        let asked: Vec<_> = asks.iter().zip(0..).map(|(ask, shard)| self.team.ask(shard, ask)).collect();
        let mut answers = Vec::with_capacity(asked.len());
        for answer in asked {
            let Part::Rows(rows) = answer.await? else { return Err(Lost) };
            answers.push(rows.into_iter().peekable());
        }
        let row = |conversation: &u32| {
            let (shard, _) = Place::of_conversation(*conversation, shards);
            answers[shard as usize].next_if(|row| row.conversation == *conversation)
        };
        Ok(conversations.iter().filter_map(row).collect())
    }

    /// One conversation with its words; `None` if there is none of this number.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn transcript(&self, conversation: u32) -> Result<Option<Transcript>, Lost> {
        let (shard, local) = Place::of_conversation(conversation, self.team.shards());
        match self.team.ask(shard, &Ask::Transcript(local)).await? {
            Part::Transcript(transcript) => Ok(transcript.map(|transcript| *transcript)),
            _ => Err(Lost),
        }
    }

    /// Why a line of a conversation was read as it was.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn explain(&self, conversation: u32, line: u32) -> Result<Vec<Reason>, Lost> {
        let (shard, local) = Place::of_conversation(conversation, self.team.shards());
        match self.team.ask(shard, &Ask::Explain(local, line)).await? {
            Part::Explain(reasons) => Ok(reasons),
            _ => Err(Lost),
        }
    }

    /// How much memory the shards take together.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn memory(&self) -> Result<Held, Lost> {
        let mut all = Held::default();
        for part in ask_all(self.team, &Ask::Memory).await? {
            let Part::Memory(held) = part else { return Err(Lost) };
            all.merge(held);
        }
        Ok(all)
    }

    /// All that the shards hold, as one store.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn store(&self) -> Result<Corpus, Lost> {
        let parts = ask_all(self.team, &Ask::Store).await?;
        let of = parts.len() as u32;
        let thawed = |(part, shard)| match part {
            Part::Store(stored) => Corpus::thaw_part(&mut In(&stored.0), Place { shard, of }).ok_or(Lost),
            _ => Err(Lost),
        };
        let parts: Result<Vec<Corpus>, Lost> = parts.into_iter().zip(0..).map(thawed).collect();
        Ok(Corpus::joined(&mut parts?))
    }
}
