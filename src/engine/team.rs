//! The shards as the lead sees them, wherever they are: beside it, on threads, in workers of their own.

use std::{cell::RefCell, fmt, pin::pin, task};

use crate::{
    conversation::Zone,
    corpus::{Corpus, Place},
};

use super::{
    ask::{Ask, Part},
    shard::Shard,
};

/// Some shards.
#[allow(async_fn_in_trait)] // Each is used by one program, on one thread.
pub trait Team {
    /// How many there are.
    fn shards(&self) -> u32;

    /// Tells one of them what was read. What it is asked afterwards is answered of that too.
    fn tell(&self, shard: u32, block: Vec<u8>);

    /// Puts a question to one of them. The question is on its way when this returns, so that several
    /// shards work on theirs at once.
    fn ask(&self, shard: u32, ask: &Ask) -> impl Future<Output = Result<Part, Lost>>;
}

/// A shard is gone, and what it held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("A part of the analysis stopped, and what it held is gone. Open the files again.")
    }
}

impl std::error::Error for Lost {}

/// Puts a question to all shards at once.
pub(super) async fn ask_all(team: &impl Team, ask: &Ask) -> Result<Vec<Part>, Lost> {
    let answers: Vec<_> = (0..team.shards()).map(|shard| team.ask(shard, ask)).collect();
    let mut parts = Vec::with_capacity(answers.len());
    for answer in answers {
        parts.push(answer.await?);
    }
    Ok(parts)
}

/// Shards on the thread of their lead; one at least.
pub struct Here {
    first: RefCell<Shard>,
    further: Vec<RefCell<Shard>>,
}

impl Here {
    /// So many empty shards (at least one).
    pub fn new(zone: &Zone, shards: u32) -> Self {
        let of = shards.max(1);
        let shard = |shard| RefCell::new(Shard::new(zone.clone(), Place { shard, of }));
        Self { first: shard(0), further: (1..of).map(shard).collect() }
    }

    /// The store of the first.
    pub fn corpus(&mut self) -> &mut Corpus {
        self.first.get_mut().corpus()
    }

    /// Takes the words of so many further utterances of each into its index, as far as there is memory for
    /// them; whether there are more.
    pub fn index_ahead(&self, most: u32) -> bool {
        let more = |shard: &RefCell<Shard>| shard.borrow_mut().index_ahead(most);
        let first = more(&self.first);
        self.further.iter().fold(first, |any, shard| more(shard) || any)
    }

    /// Does something with each of them.
    pub fn each(&self, mut with: impl FnMut(&mut Shard)) {
        with(&mut self.first.borrow_mut());
        self.further.iter().for_each(|shard| with(&mut shard.borrow_mut()));
    }

    fn shard(&self, shard: u32) -> Option<&RefCell<Shard>> {
        match shard {
            0 => Some(&self.first),
            _ => self.further.get(shard as usize - 1),
        }
    }
}

impl Team for Here {
    fn shards(&self) -> u32 {
        self.further.len() as u32 + 1
    }

    fn tell(&self, shard: u32, block: Vec<u8>) {
        if let Some(shard) = self.shard(shard) {
            let taken = shard.borrow_mut().take(&block);
            debug_assert!(taken, "the lead beside it wrote this block");
        }
    }

    fn ask(&self, shard: u32, ask: &Ask) -> impl Future<Output = Result<Part, Lost>> {
        let part = self.shard(shard).map(|shard| shard.borrow_mut().answer(ask));
        std::future::ready(part.ok_or(Lost))
    }
}

/// What a future gives whose every wait is over when it is looked at: with shards that answer at once, or
/// that are waited for on the spot.
///
/// # Panics
/// Where it waits for something else.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut task::Context::from_waker(task::Waker::noop())) {
        task::Poll::Ready(value) => value,
        task::Poll::Pending => unreachable!("such a team never keeps one waiting"),
    }
}
