//! Reads files as every front end does, and keeps what comes out as it is: nothing masked, nothing marked.

use std::collections::BTreeMap;

use undertone::{
    conversation::{Facts, Rating, Role, Utterance, Zone},
    ingest::{FileLog, Mapping, Reader, Sink, Taken},
};

/// What was read.
#[derive(Default)]
pub struct Got {
    pub conversations: BTreeMap<String, Conversation>,
    pub logs: Vec<FileLog>,
}

/// A conversation and what is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conversation {
    pub facts: Facts<'static>,
    pub said: Vec<Utterance<'static>>,
}

impl Sink for Got {
    fn facts(&mut self, conversation: &str, facts: &Facts<'_>) {
        let new = facts.clone().into_owned();
        let known = &mut self.conversations.entry(conversation.to_owned()).or_default().facts;
        known.user = new.user.or(known.user.take());
        known.channel = new.channel.or(known.channel.take());
        known.language = new.language.or(known.language.take());
        known.variant = new.variant.or(known.variant.take());
        known.rating = new.rating.or(known.rating);
        known.comment = new.comment.or(known.comment.take());
        known.outcome = new.outcome.or(known.outcome);
        known.handoff = new.handoff.or(known.handoff);
        for tag in new.tags {
            if !known.tags.contains(&tag) {
                known.tags.push(tag);
            }
        }
        for (name, value) in new.columns {
            if known.columns.iter().all(|(other, _)| *other != name) {
                known.columns.push((name, value));
            }
        }
    }

    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken {
        let said = &mut self.conversations.entry(conversation.to_owned()).or_default().said;
        let own = |text: &Option<std::borrow::Cow<'_, str>>| {
            text.as_ref().map(|text| text.clone().into_owned().into())
        };
        said.push(Utterance {
            role: utterance.role,
            at: utterance.at,
            text: utterance.text.clone().into_owned().into(),
            intent: own(&utterance.intent),
            confidence: utterance.confidence,
            fallback: utterance.fallback,
            feedback: utterance.feedback,
            details: utterance.details.clone().map(|details| Box::new(details.into_owned())),
        });
        Taken::New
    }
}

impl Got {
    /// Reads a file in chunks of a size.
    pub fn read(&mut self, name: &str, bytes: &[u8], zone: &str, chunk: usize, chosen: &Mapping) {
        let mut reader = Reader::new(name, Zone::named(zone).unwrap()).with_mapping(chosen);
        bytes.chunks(chunk).for_each(|chunk| reader.push(chunk, self));
        let log = reader.finish(self);
        self.logs.push(log);
    }

    /// In order of time, as a corpus keeps them; what has no time stands behind what stood before it.
    pub fn sort(&mut self) {
        for conversation in self.conversations.values_mut() {
            let mut latest = i64::MIN;
            let mut keyed: Vec<(i64, Utterance<'static>)> = std::mem::take(&mut conversation.said)
                .into_iter()
                .map(|said| {
                    latest = said.at.map_or(latest, |at| at.0);
                    (latest, said)
                })
                .collect();
            keyed.sort_by_key(|(at, _)| *at);
            conversation.said = keyed.into_iter().map(|(_, said)| said).collect();
        }
    }

    /// Conversations in which somebody speaks, in order of their first time and place.
    pub fn spoken(&self) -> Vec<(&str, &Conversation)> {
        let mut spoken: Vec<_> = self
            .conversations
            .iter()
            .filter(|(_, conversation)| conversation.said.iter().any(|said| said.role.is_message()))
            .map(|(id, conversation)| (id.as_str(), conversation))
            .collect();
        spoken.sort_by_key(|(_, conversation)| conversation.said.iter().find_map(|said| said.at));
        spoken
    }
}

/// A text as one file, read at once.
pub fn read(text: &str) -> Got {
    read_with(text, &Mapping::default())
}

/// The same, as a person chose.
pub fn read_with(text: &str, chosen: &Mapping) -> Got {
    let mut got = Got::default();
    got.read("unknown", text.as_bytes(), "UTC", usize::MAX, chosen);
    got.sort();
    got
}

/// `role: text` of a conversation.
pub fn lines(got: &Got, id: &str) -> Vec<String> {
    let conversation = got.conversations.get(id);
    let said = conversation.map(|conversation| conversation.said.as_slice()).unwrap_or_default();
    said.iter().map(|said| format!("{}: {}", said.role.name(), said.text)).collect()
}

/// How often a problem was found.
pub fn problems(got: &Got, kind: &str) -> u64 {
    got.logs.iter().map(|log| log.counts.get(kind).copied().unwrap_or(0)).sum()
}

/// A rating as a pair.
pub fn rated(rating: Option<Rating>) -> Option<(f64, f64)> {
    rating.map(|rating| (rating.score, rating.max))
}

/// Whether somebody of the team speaks.
pub fn has_agent(conversation: &Conversation) -> bool {
    conversation.said.iter().any(|said| said.role == Role::Agent)
}
