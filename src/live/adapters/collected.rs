//! What the readers of files find in one record, as events: a widget hands over messages in the shape in which its
//! exports hold them, or in that of JSON Lines.

use crate::{
    conversation::{Facts, Utterance},
    ingest::{Sink, Taken, json::Json, read_record, read_record_of},
    live::event::{Event, Manner, Said, Told},
};

use super::Heard;

/// Keeps what a reader finds.
#[derive(Default)]
pub struct Collector(pub Vec<Event>);

fn named(id: &str) -> Option<String> {
    Some(id).filter(|id| !id.is_empty()).map(str::to_owned)
}

impl Sink for Collector {
    fn facts(&mut self, conversation: &str, facts: &Facts<'_>) {
        let facts = facts.clone().into_owned();
        self.0.push(Event::Told(Told { conversation: named(conversation), facts }));
    }

    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken {
        if utterance.text.trim().is_empty() {
            // What has no words is no message, also where these were control characters.
            return Taken::New;
        }
        let utterance = utterance.clone().into_owned();
        let conversation = named(conversation);
        self.0.push(Event::Said(Said { conversation, id: None, utterance, manner: Manner::Now }));
        Taken::New
    }
}

impl Heard<'_> {
    /// Reads a record as JSON Lines have it. `None` where nothing was in it.
    pub(super) fn of_lines(&mut self, record: &Json<'_>) -> Option<Vec<Event>> {
        let mut found = Collector::default();
        self.log.read += 1;
        read_record(record, "", self.zone, self.log, &mut found).then_some(found.0)
    }

    /// Reads a record as the export of a platform has it. `None` where nothing was in it.
    pub(super) fn of_export(&mut self, platform: &str, record: &Json<'_>) -> Option<Vec<Event>> {
        let mut found = Collector::default();
        self.log.read += 1;
        read_record_of(platform, record, self.zone, self.log, &mut found).then_some(found.0)
    }
}

/// The same events of a conversation of this name, or of that which is going on; the single message among them
/// goes by this id.
pub(super) fn placed(events: Vec<Event>, conversation: Option<&str>, id: Option<&str>) -> Vec<Event> {
    let conversation = conversation.map(str::to_owned);
    let placed = |event| match event {
        Event::Said(said) => Event::Said(Said { conversation: conversation.clone(), ..said }.known_as(id)),
        Event::Told(told) => Event::Told(Told { conversation: conversation.clone(), ..told }),
        other => other,
    };
    events.into_iter().map(placed).collect()
}
