//! One record that comes by itself, as live messages do: read like a line of JSON Lines.

use crate::conversation::Zone;

use super::{
    FileLog, Mapping, Out, Sink,
    formats::json_conversation::{self, Found},
    json::Json,
};

/// Reads a conversation with its messages, a message, or what is said of a conversation; `otherwise` is the
/// conversation of a record that names none. Problems go to the log. Whether anything was in it.
pub fn read_record(
    record: &Json<'_>,
    otherwise: &str,
    zone: &Zone,
    log: &mut FileLog,
    sink: &mut dyn Sink,
) -> bool {
    let chosen = Mapping::default();
    let place = (0, log.read);
    let mut out = Out { sink, place, rating_max: 5.0, log, zone, chosen: &chosen, heard: None };
    if json_conversation::has_messages(record) {
        let id = json_conversation::id_of(record).unwrap_or(otherwise);
        json_conversation::conversation(record, id, &mut out) != Found::Nothing
    } else {
        json_conversation::message_or_facts(record, otherwise, &mut out)
    }
}
