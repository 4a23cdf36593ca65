//! Public sets of conversations: ShareGPT, WildChat and LMSYS-Chat. They have the shape that every reader of
//! JSON knows; what is theirs is the name.

use crate::ingest::{
    Out,
    formats::json_conversation::{self, Found},
    json::Json,
};

use super::{Platform, Read, Records, Shape};

/// ShareGPT.
pub const SHAREGPT: Platform = Platform {
    name: "ShareGPT",
    whole: true,
    shapes: &[Shape { at: "", signs: "conversations.from conversations.value" }],
    reader: || Box::<Sets>::default(),
};

/// WildChat.
pub const WILDCHAT: Platform = Platform {
    name: "WildChat",
    whole: true,
    shapes: &[Shape { at: "", signs: "conversation_hash conversation.role" }],
    reader: || Box::<Sets>::default(),
};

/// LMSYS-Chat.
pub const LMSYS: Platform = Platform {
    name: "LMSYS-Chat",
    whole: true,
    shapes: &[Shape { at: "", signs: "conversation_id conversation.role model" }],
    reader: || Box::<Sets>::default(),
};

#[derive(Default)]
struct Sets {
    number: u32,
}

impl Records for Sets {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        self.number += 1;
        let id = json_conversation::id_of(record).map_or_else(|| out.made_id(self.number), str::to_owned);
        match json_conversation::conversation(record, &id, out) {
            Found::Messages(_) => Read::Kept,
            Found::Nothing => Read::Nothing,
        }
    }
}
