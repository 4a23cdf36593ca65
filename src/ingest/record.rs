//! One record that comes by itself, as live messages do: read like a line of JSON Lines, or like one of a
//! platform's export.

use crate::conversation::Zone;

use super::{
    FileLog, Mapping, Out, Sink,
    formats::{
        json_conversation::{self, Found},
        platforms::{self, Read},
    },
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

/// Reads a record as it stands in the export of a platform of this name, by itself: what only records behind it
/// would say of it is not known. Problems go to the log. Whether anything was in it, or it was left out on purpose.
pub fn read_record_of(
    platform: &str,
    record: &Json<'_>,
    zone: &Zone,
    log: &mut FileLog,
    sink: &mut dyn Sink,
) -> bool {
    let Some(platform) = platforms::named(platform) else { return false };
    let chosen = Mapping::default();
    let place = (0, log.read);
    let mut out = Out { sink, place, rating_max: 5.0, log, zone, chosen: &chosen, heard: None };
    let mut reader = (platform.reader)();
    let read = reader.record(record, &mut out);
    reader.finish(&mut out);
    read != Read::Nothing
}
