//! Google conversational insights (CCAI): a conversation in one file.

use crate::{
    conversation::Role,
    ingest::{Out, json::Json, speaker},
};

use super::{Fact, Platform, Read, Records, Shape, state, tell, time};

/// The platform.
pub const INSIGHTS: Platform = Platform {
    name: "Google conversational insights",
    whole: true,
    shapes: &[Shape { at: "", signs: "entries.role entries.text entries.start_timestamp_usec" }],
    reader: || Box::<Insights>::default(),
};

#[derive(Default)]
struct Insights {
    number: u32,
}

impl Records for Insights {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        self.number += 1;
        let id = out.made_id(self.number);
        state(&id, record, &[(Fact::Tags, "conversation_info.categories|display_name")], out);
        let mut said = 0;
        for entry in record.items("entries") {
            let word = entry.said("role").unwrap_or_default();
            let role = match word {
                "AUTOMATED_AGENT" => Role::Bot,
                word => speaker::exact(word).unwrap_or(Role::System),
            };
            let at = time(entry, "start_timestamp_usec", out);
            let text = entry.said("text").unwrap_or_default();
            said += u32::from(tell(&id, word, role, at, text, out));
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
