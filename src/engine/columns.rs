//! What is said in the reading report of columns that a filter cannot ask for.

use crate::{
    corpus::LetGo,
    ingest::{Effect, FileLog, Kind, Sentence},
};

/// Writes down what could not be kept of the columns of a file.
pub(super) fn note(let_go: LetGo, log: &mut FileLog) {
    let mut note = |names: Vec<String>, kind: fn(Sentence) -> Kind| {
        if !names.is_empty() {
            let names = Sentence::of("{names}").plain("names", names.join(", "));
            log.note(0, 0, Effect::Noted, kind(names));
        }
    };
    note(let_go.of_many_values, Kind::ManyValues);
    note(let_go.of_long_values, Kind::LongValues);
    note(let_go.of_many_columns, Kind::ManyColumns);
}
