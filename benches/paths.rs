//! Journeys of a million messages, generated, in one shard on one thread: the first question after reading,
//! which reads off what each conversation goes through, and the same with another closeness, direction and depth; and
//! funnels, once that was read: of states, of what is heard, of words, and over the conversations of users.
//!
//! `cargo bench --bench paths --features terminal` runs these; `cargo xtask bench` runs them with the others.

use std::sync::OnceLock;

use divan::Bencher;
use undertone::{
    conversation::Zone,
    corpus::Place,
    engine::{Ask, Chosen, Lead, Part, Settings, Shard, Study, StudyPart},
    insight::{Findings, FunnelAsked, Journey},
    query::{Detail, Direction},
    sample::{Format, Generator, Kind, Plan},
};

/// Conversations that make a little more than a million messages.
const CONVERSATIONS: u32 = 152_000;

#[expect(clippy::print_stdout, reason = "how much is counted is no time, so that the table does not hold it")]
fn main() {
    divan::main();
    let mut shard = read();
    let found = asked(&mut shard, &Journey { detail: Detail::Acts, depth: 12, ..Journey::default() });
    let flow = found.flow.unwrap_or_default();
    let times: u64 = flow.edges.iter().map(|edge| edge.times).sum();
    println!(
        "{} journeys, {times} steps, {} states, {} edges, {} ribbons",
        flow.conversations,
        flow.states.len(),
        flow.edges.len(),
        flow.ribbons.len()
    );
}

/// What a lead tells each shard.
fn blocks() -> &'static [Vec<u8>] {
    static BLOCKS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    BLOCKS.get_or_init(|| {
        let plan = Plan { kind: Kind::Shop, conversations: CONVERSATIONS, seed: 1 };
        let mut generator = Generator::new(plan, Format::Csv);
        let settings = Settings { zone: Zone::utc(), key: [1; 16], originals: false };
        let (mut lead, mut told) = (Lead::new(settings, 1), Vec::new());
        let mut deliver = |_, block: Vec<u8>| told.push(block);
        lead.begin_file("bench.csv", None, &mut deliver);
        let mut bytes = Vec::new();
        while generator.next_chunk(&mut bytes) {
            if bytes.len() > 1 << 20 {
                lead.push(&bytes, &mut deliver);
                bytes.clear();
            }
        }
        lead.push(&bytes, &mut deliver);
        lead.end_file(&mut deliver);
        lead.join(&mut deliver);
        lead.flush(&mut deliver);
        told
    })
}

/// A shard that has read all of it, and what each conversation is read as, but not what it goes through.
fn read() -> Shard {
    let mut shard = Shard::new(Zone::utc(), Place { shard: 0, of: 1 });
    assert!(blocks().iter().all(|block| shard.take(block)));
    drop(shard.answer(&Ask::Days));
    shard
}

/// What it says, finished as the lead does it.
fn asked(shard: &mut Shard, journey: &Journey) -> Findings {
    let study = Study::Paths(Box::new(journey.clone()));
    match shard.answer(&Ask::Study(Chosen::default(), study)) {
        Part::Studied(StudyPart::Paths(part)) => part.finish(journey),
        _ => Findings::default(),
    }
}

const JOURNEYS: [&str; 4] = ["needs", "acts", "acts, backward, 12 layers", "from a fallback"];

fn journey(name: &str) -> Journey {
    let journey = Journey::default();
    match name {
        "needs" => journey,
        "acts" => Journey { detail: Detail::Acts, ..journey },
        "from a fallback" => Journey { at: "fallback".into(), ..journey },
        _ => Journey { detail: Detail::Acts, direction: Direction::Backward, depth: 12, ..journey },
    }
}

#[divan::bench(args = JOURNEYS, sample_count = 5, sample_size = 1)]
fn first_question(bencher: Bencher<'_, '_>, name: &str) {
    bencher.with_inputs(read).bench_local_refs(|shard| asked(shard, &journey(name)));
}

#[divan::bench(args = JOURNEYS, sample_count = 20, sample_size = 1)]
fn asked_again(bencher: Bencher<'_, '_>, name: &str) {
    let mut shard = read();
    asked(&mut shard, &Journey::default());
    bencher.bench_local(|| asked(&mut shard, &journey(name)));
}

const FUNNELS: [&str; 6] = ["states", "strict", "within a day", "signals", "words", "users"];

fn funnel(name: &str) -> FunnelAsked {
    let steps = |steps: &[&str]| steps.iter().map(|step| (*step).to_owned()).collect();
    let states = steps(&["is:engaged", "path:fallback", "path:asks_human", "is:handoff", "outcome:resolved"]);
    let funnel = FunnelAsked { steps: states, ..FunnelAsked::default() };
    match name {
        "strict" => FunnelAsked { strict: true, ..funnel },
        "within a day" => FunnelAsked { within: Some(1_440), ..funnel },
        "signals" => FunnelAsked {
            steps: steps(&["segment:research", "segment:ready_to_buy", "signal:lead"]),
            ..funnel
        },
        "words" => FunnelAsked { steps: steps(&["any(user: order)", "any(bot: sorry)"]), ..funnel },
        "users" => FunnelAsked { by_user: true, ..funnel },
        _ => funnel,
    }
}

/// What a funnel says, finished as the lead does it.
fn through(shard: &mut Shard, funnel: &FunnelAsked) -> Findings {
    let study = Study::Funnel(Box::new(funnel.clone()));
    match shard.answer(&Ask::Study(Chosen::default(), study)) {
        Part::Studied(StudyPart::Funnel(part)) => part.finish(funnel),
        _ => Findings::default(),
    }
}

#[divan::bench(args = FUNNELS, sample_count = 20, sample_size = 1)]
fn funnel_asked(bencher: Bencher<'_, '_>, name: &str) {
    let mut shard = read();
    through(&mut shard, &funnel("states"));
    bencher.bench_local(|| through(&mut shard, &funnel(name)));
}
