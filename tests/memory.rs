//! The memory that an analysis says it takes is what it takes.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use undertone::{
    conversation::Zone,
    engine::{Analysis, Order, Settings, at_once},
    query::Filter,
    sample::{Format, Generator, Kind, Plan},
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What an analysis says, and what the allocator does.
fn said_and_taken(bytes: &[u8], shards: u32, asks: impl Fn(&Analysis)) -> (u64, u64) {
    let region = Region::new(ALLOCATOR);
    let settings = Settings { zone: Zone::utc(), key: [1; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.begin_file("chat.csv");
    bytes.chunks(64 << 10).for_each(|piece| analysis.push(piece));
    analysis.end_file();
    asks(&analysis);
    let said = at_once(analysis.asking().memory()).unwrap().bytes + analysis.lead().bytes();
    let change = region.change();
    (said, (change.bytes_allocated - change.bytes_deallocated) as u64)
}

// One test: another beside it would allocate too.
#[test]
fn what_is_said_is_what_is_taken() {
    for kind in Kind::ALL {
        let mut bytes = Vec::new();
        let mut generator =
            Generator::new(Plan { conversations: 2_500, ..Plan::default_size(kind) }, Format::Csv);
        while generator.next_chunk(&mut bytes) {}
        for shards in [1, 3] {
            let everything = |analysis: &Analysis| {
                at_once(analysis.asking().whole(&Filter::parse("messages>2 thank*").unwrap())).unwrap();
                at_once(analysis.asking().list(&Filter::default(), Order::default())).unwrap();
            };
            for (name, (said, taken)) in [
                ("read", said_and_taken(&bytes, shards, |_| ())),
                ("asked", said_and_taken(&bytes, shards, everything)),
            ] {
                let ratio = said as f64 / taken as f64;
                assert!(
                    (0.75..1.25).contains(&ratio),
                    "{kind:?}, {shards} shards, {name}: {said} of {taken}"
                );
            }
        }
    }
}
