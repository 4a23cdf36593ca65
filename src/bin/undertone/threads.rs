//! Shards on threads of their own, as many as the machine has cores.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use undertone::{
    conversation::Zone,
    corpus::Place,
    engine::{Ask, Lost, Part, Shard, Team},
    text::model::Model,
};

/// Most threads that are worth it: one lead feeds no more.
const MOST: usize = 8;

/// Blocks that wait for a shard before the lead waits for it.
const WAITING: usize = 16;

/// What a shard hears.
enum Word {
    Block(Vec<u8>),
    Ask(Ask, SyncSender<Part>),
}

/// The shards. Their threads end with it.
pub struct Threads(Vec<SyncSender<Word>>);

impl Threads {
    /// Empty shards, one per core, which understand by a model where one is given.
    pub fn start(zone: &Zone, model: Option<&Arc<Model>>) -> Self {
        let of = thread::available_parallelism().map_or(1, usize::from).min(MOST) as u32;
        let shard = |shard| {
            let (speak, hear) = sync_channel(WAITING);
            let (zone, model) = (zone.clone(), model.map(Arc::clone));
            thread::spawn(move || {
                let mut shard = Shard::new(zone, Place { shard, of });
                // This program holds the model that it was tested with.
                if let Some(model) = model {
                    let _ = shard.understand(&model);
                }
                serve(&hear, shard);
            });
            speak
        };
        Self((0..of).map(shard).collect())
    }
}

fn serve(hear: &Receiver<Word>, mut shard: Shard) {
    for word in hear {
        match word {
            // Counting on would leave conversations out: who asks hears that the shard is gone.
            Word::Block(block) if !shard.take(&block) => return,
            Word::Block(_) => {}
            // Who asked may have gone.
            Word::Ask(ask, answer) => drop(answer.send(shard.answer(&ask))),
        }
    }
}

impl Team for Threads {
    fn shards(&self) -> u32 {
        self.0.len() as u32
    }

    fn tell(&self, shard: u32, block: Vec<u8>) {
        if let Some(shard) = self.0.get(shard as usize) {
            // A shard that ended is noticed when it is asked.
            let _ = shard.send(Word::Block(block));
        }
    }

    fn ask(&self, shard: u32, ask: &Ask) -> impl Future<Output = Result<Part, Lost>> {
        let (answer, answered) = sync_channel(1);
        let shard = self.0.get(shard as usize);
        let asked = shard.is_some_and(|shard| shard.send(Word::Ask(ask.clone(), answer)).is_ok());
        async move { if asked { answered.recv().map_err(|_| Lost) } else { Err(Lost) } }
    }
}
