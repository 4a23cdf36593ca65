//! JSON with the names that exports use, nested in any way, as one value, a list or lines, and damaged anywhere.
#![no_main]

use arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};

const NAMES: [&str; 64] = [
    "messages", "role", "content", "text", "conversation_id", "conversations", "id", "type", "sender", "author", "user",
    "from", "created_at", "timestamp", "time", "events", "event", "parts", "body", "message", "source", "conversation_parts",
    "mapping", "parent", "children", "metadata", "name", "email", "user_id", "channel", "channelId", "activities", "activity",
    "recipient", "value", "sender_id", "data", "intent", "confidence", "queryResult", "queryText", "fulfillmentMessages", "chats",
    "threads", "history", "msg", "nick", "date", "from_id", "text_entities", "items", "turns", "request", "response", "choices",
    "attributes", "resourceSpans", "observations", "input", "output", "human", "gpt", "transcript", "comments",
];
const WORDS: [&str; 24] = [
    "user", "assistant", "bot", "agent", "system", "contact", "visitor", "admin", "operator", "text", "message", "note", "human",
    "2026-03-02T09:14:05Z", "1772442845", "1772442845000", "hello", "<p>it is<br>late</p>", "c-1", "\u{feff}", "action", "slot",
    "user_uttered", "bot_uttered",
];

#[derive(Debug)]
struct Export {
    bytes: Vec<u8>,
    piece: usize,
}

impl<'a> Arbitrary<'a> for Export {
    fn arbitrary(from: &mut Unstructured<'a>) -> Result<Self> {
        let n = from.int_in_range(1..=4)?;
        let values = (0..n).map(|_| value(from, 5)).collect::<Result<Vec<_>>>()?;
        let text = match from.int_in_range(0..=2)? {
            0 => Value::Array(values).to_string(),
            1 => values.iter().map(|value| format!("{value}\n")).collect(),
            _ => Value::Object([(pick(from, &NAMES)?, Value::Array(values))].into_iter().collect()).to_string(),
        };
        let mut bytes = text.into_bytes();
        if from.ratio(1, 4)? {
            let at = from.choose_index(bytes.len())?;
            bytes[at] = u8::arbitrary(from)?;
        }
        if from.ratio(1, 6)? {
            bytes.truncate(from.choose_index(bytes.len())?);
        }
        Ok(Self { bytes, piece: from.int_in_range(1..=64)? })
    }
}

fn pick(from: &mut Unstructured<'_>, names: &[&str]) -> Result<String> {
    Ok((*from.choose(names)?).to_owned())
}

fn value(from: &mut Unstructured<'_>, deep: u32) -> Result<Value> {
    Ok(match from.int_in_range(0..=if deep == 0 { 4 } else { 9 })? {
        0 => Value::Null,
        1 => Value::Bool(bool::arbitrary(from)?),
        2 => Value::from(i64::arbitrary(from)?),
        3 => Value::String(String::arbitrary(from)?),
        4 => Value::String(pick(from, &WORDS)?),
        5 | 6 => {
            let n = from.int_in_range(0..=4)?;
            Value::Array((0..n).map(|_| value(from, deep - 1)).collect::<Result<_>>()?)
        }
        _ => {
            let n = from.int_in_range(0..=6)?;
            let mut map = Map::new();
            for _ in 0..n {
                map.insert(pick(from, &NAMES)?, value(from, deep - 1)?);
            }
            Value::Object(map)
        }
    })
}

fuzz_target!(|export: Export| undertone_fuzz::check("export.json", &export.bytes, export.piece));
