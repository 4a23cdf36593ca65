//! A browser compiles the worker's hot functions well only once they have run for a while, on threads
//! that the page then has to share its processor with. While the page waits for a file, a few synthetic
//! conversations are therefore read, counted and dropped: the first file is read at full speed.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen_futures::spawn_local;

use super::world;
use crate::{
    engine::Analysis,
    query::Filter,
    report::Report,
    sample::{Format, Generator, Kind, Plan},
};

/// How long the page is left alone first, milliseconds.
const AFTER: u32 = 400;

/// Conversations that are read.
const CONVERSATIONS: u32 = 1_500;

/// Bytes between two looks at whether anything was asked.
const PIECE: usize = 32 << 10;

/// Whether the worker still waits for its first request.
pub type Idle = Rc<Cell<bool>>;

/// Warms up as long as nothing is asked.
pub fn warm_up(analysis: Analysis, idle: Idle) {
    gloo::timers::callback::Timeout::new(AFTER, move || spawn_local(read(analysis, idle))).forget();
}

async fn read(mut analysis: Analysis, idle: Idle) {
    let plan = Plan { conversations: CONVERSATIONS, ..Plan::default_size(Kind::Shop) };
    let mut generator = Generator::new(plan, Format::Csv);
    analysis.begin_file(&plan.file_name(Format::Csv));
    let mut piece = Vec::new();
    while idle.get() && generator.next_chunk(&mut piece) {
        if piece.len() >= PIECE {
            analysis.push(&piece);
            piece.clear();
            world::give_way().await;
        }
    }
    if idle.get() {
        analysis.end_file();
        // Only its being made matters.
        drop(Report::of(&analysis, &Filter::default()));
    }
}
