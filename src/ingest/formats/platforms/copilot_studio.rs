//! Microsoft Copilot Studio: the table `conversationtranscript` of Dataverse as CSV. A cell holds the
//! activities of a conversation; a long one goes on in a further row.

use crate::ingest::{Effect, Kind, Out, json::Json};

use super::{Fact, Platform, ROWS, Read, Records, Shape, botframework::Activities, state};

/// The platform.
pub const COPILOT_STUDIO: Platform = Platform {
    name: "Copilot Studio",
    whole: true,
    shapes: &[
        Shape { at: ROWS, signs: "conversationtranscriptid content" },
        Shape { at: "value", signs: "conversationtranscriptid content" },
        Shape { at: "", signs: "conversationtranscriptid content" },
    ],
    reader: || Box::<CopilotStudio>::default(),
};

#[derive(Default)]
struct CopilotStudio {
    activities: Activities,
}

/// The conversation's id: the row's name without the bot's id behind it.
fn id(record: &Json<'_>) -> Option<String> {
    let name = record.said_at(&["name", "conversationtranscriptid"])?;
    let mut bot = None;
    if let Some(metadata) = record.at("metadata") {
        metadata.unpacked(&mut |metadata| bot = metadata.said("BotId").map(|bot| format!("_{bot}")));
    }
    let stem =
        bot.as_deref().and_then(|bot| name.strip_suffix(bot)).or(name.rsplit_once('_').map(|(stem, _)| stem));
    Some(stem.unwrap_or(name).to_owned())
}

/// Whether a maker of the bot tried it out.
fn is_test(activities: &[Json<'_>]) -> bool {
    activities.iter().any(|activity| {
        activity.is("value.isDesignMode", "true")
            || ["channelData.testMode", "channelData.cci_trace_id.testMode"]
                .iter()
                .any(|path| activity.is(path, "true"))
    })
}

impl Records for CopilotStudio {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let (Some(id), Some(content)) = (id(record), record.at("content")) else { return Read::Nothing };
        let mut read = Read::Nothing;
        content.unpacked(&mut |content| {
            let activities = match content {
                Json::List(activities) => activities,
                content => content.items("activities"),
            };
            if is_test(activities) {
                if !out.chosen.tests {
                    out.note(Effect::Skipped, Kind::TestTraffic);
                    read = Read::Left;
                    return;
                }
                out.note(Effect::Noted, Kind::TestTrafficRead);
            }
            for activity in activities {
                if self.activities.activity(&id, activity, out) {
                    read = Read::Kept;
                }
            }
        });
        if read == Read::Kept {
            state(&id, record, &[(Fact::Column("bot"), "metadata.BotName")], out);
        }
        read
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.activities.close(out);
    }
}
