//! `undertone live`: what was handed over by chat widgets, a delivery a line, as conversations. It shows what becomes
//! of a connection before the panel does, and says on the error output what could not be read.

use std::{collections::BTreeMap, fs, path::Path, process::ExitCode};

use serde_json::{Value, json};
use undertone::{
    conversation::{Facts, Millis, Utterance, Zone},
    ingest::{
        FileLog,
        json::{Arena, Json},
    },
    live::{
        Event, Manner, Said,
        adapters::{Adapter, Heard, Sense, adapter, has_text},
    },
};

use crate::{Failure, convert, input};

/// Reads a file of deliveries and prints the conversations in it.
pub fn run(file: &Path, timezone: &str, originals: bool) -> Result<ExitCode, Failure> {
    let text = fs::read_to_string(file).map_err(|error| input::cannot_read(file, &error))?;
    let mut analysis = input::analysis(timezone, originals)?;
    let mut told = Told { talks: Vec::new(), channels: BTreeMap::new() };
    let zone = Zone::named(timezone).unwrap_or_else(Zone::utc);
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if !told.line(line, &zone) {
            eprintln!("undertone: line {} is no delivery", nth + 1);
        }
    }
    for (source, channel) in &told.channels {
        let Channel { read, noise, strange, repeated, .. } = channel;
        let textless = if has_text(source) { "" } else { "; it tells nothing of what is said" };
        eprintln!(
            "undertone: {source}: {read} read, {noise} none of ours, {strange} that cannot be read, {repeated} messages \
             again{textless}"
        );
    }
    analysis.begin_file_with("live", None);
    for talk in told.talks.iter().filter(|talk| !talk.messages.is_empty()) {
        analysis.push(format!("{}\n", talk.line()).as_bytes());
    }
    analysis.end_file();
    analysis.join();
    convert::print(&mut analysis)
}

/// Conversations, as they are told.
struct Told {
    talks: Vec<Talk>,
    channels: BTreeMap<String, Channel>,
}

/// One source.
struct Channel {
    adapter: Option<Box<dyn Adapter>>,
    /// The conversation that is going on.
    at: Option<String>,
    begun: u32,
    read: u32,
    noise: u32,
    strange: u32,
    repeated: u32,
}

/// One conversation.
struct Talk {
    id: String,
    facts: Facts<'static>,
    /// Each with the source's id of it.
    messages: Vec<(Option<String>, Utterance<'static>)>,
    /// How many of each were shown in the replay at hand.
    shown: BTreeMap<String, usize>,
    /// The answer that is being written.
    writing: String,
}

impl Told {
    /// Takes a delivery; whether it is one.
    fn line(&mut self, line: &str, zone: &Zone) -> bool {
        let arena = Arena::default();
        let delivery = Json::parse(line, &arena);
        let Some(source) = delivery.as_ref().and_then(|delivery| delivery.said("source")) else {
            return false;
        };
        let name = delivery.as_ref().and_then(|delivery| delivery.said("name")).unwrap_or_default();
        let data = delivery.as_ref().and_then(|delivery| delivery.at("data")).copied().unwrap_or(Json::Null);
        let at = delivery.as_ref().and_then(|delivery| delivery.number("at")).map(|at| Millis(at as i64));
        let channel = self.channels.entry(source.to_owned()).or_insert_with(|| Channel {
            adapter: adapter(source),
            at: None,
            begun: 0,
            read: 0,
            noise: 0,
            strange: 0,
            repeated: 0,
        });
        let mut log = FileLog::default();
        let mut heard = Heard { events: Vec::new(), log: &mut log, zone };
        let sense =
            channel.adapter.as_mut().map_or(Sense::Strange, |adapter| adapter.read(name, &data, &mut heard));
        match sense {
            Sense::Read => channel.read += 1,
            Sense::Noise => channel.noise += 1,
            Sense::Strange => channel.strange += 1,
        }
        for event in heard.events {
            match event {
                Event::In(id) => channel.at = Some(id),
                Event::Over => channel.at = None,
                Event::Told(told) => {
                    let talk = talk(&mut self.talks, channel, source, told.conversation);
                    talk.learn(told.facts);
                }
                Event::Said(said) => {
                    let conversation = said.conversation.clone();
                    let talk = talk(&mut self.talks, channel, source, conversation);
                    let again = !talk.hear(said, at);
                    channel.repeated += u32::from(again);
                }
            }
        }
        true
    }
}

/// The conversation of this name, or that which is going on.
fn talk<'t>(
    talks: &'t mut Vec<Talk>,
    channel: &mut Channel,
    source: &str,
    named: Option<String>,
) -> &'t mut Talk {
    let id = named.unwrap_or_else(|| {
        let begun = &mut channel.begun;
        channel
            .at
            .get_or_insert_with(|| {
                *begun += 1;
                format!("{source} {begun}")
            })
            .clone()
    });
    let place = talks.iter().position(|talk| talk.id == id).unwrap_or_else(|| {
        let (shown, writing) = (BTreeMap::new(), String::new());
        talks.push(Talk { id, facts: Facts::default(), messages: Vec::new(), shown, writing });
        talks.len() - 1
    });
    &mut talks[place]
}

impl Talk {
    fn learn(&mut self, told: Facts<'static>) {
        let known = &mut self.facts;
        known.user = told.user.or(known.user.take());
        known.channel = told.channel.or(known.channel.take());
        known.language = told.language.or(known.language.take());
        known.rating = told.rating.or(known.rating);
        known.comment = told.comment.or(known.comment.take());
        known.handoff = told.handoff.or(known.handoff);
        for tag in told.tags {
            if !known.tags.contains(&tag) {
                known.tags.push(tag);
            }
        }
    }

    /// Takes something said; `false` where it is known.
    fn hear(&mut self, said: Said, at: Option<Millis>) -> bool {
        let Said { id, mut utterance, manner, .. } = said;
        if let Manner::Piece { last } = manner {
            self.writing.push_str(&utterance.text);
            if !last {
                return true;
            }
            utterance.text = std::mem::take(&mut self.writing).into();
        }
        utterance.at = utterance.at.or(at);
        let is_known = match &id {
            Some(_) => self.messages.iter().any(|(known, _)| *known == id),
            None if manner == Manner::Again => {
                let shown = self.shown.entry(utterance.text.to_string()).or_default();
                *shown += 1;
                *shown <= self.messages.iter().filter(|(_, known)| known.text == utterance.text).count()
            }
            None => {
                self.shown.clear();
                false
            }
        };
        if !is_known {
            self.messages.push((id, utterance));
        }
        !is_known
    }

    /// The conversation in our own form.
    fn line(&self) -> Value {
        let message = |(_, said): &(Option<String>, Utterance<'static>)| {
            let replies = said.details.iter().flat_map(|details| &details.replies);
            let mut message = json!({
                "role": said.role, "text": said.text, "ts": said.at.map(|at| at.0), "intent": said.intent,
                "confidence": said.confidence, "feedback": said.feedback,
                "quick_replies": replies.map(|reply| json!({"text": reply.text})).collect::<Vec<_>>(),
            });
            if said.fallback {
                message["fallback"] = Value::Bool(true);
            }
            message
        };
        let facts = &self.facts;
        let rated = facts
            .rating
            .map(|rating| json!({"score": rating.score, "max": rating.max, "comment": facts.comment}));
        json!({
            "id": self.id, "user_id": facts.user, "channel": facts.channel, "language": facts.language,
            "handoff": facts.handoff, "tags": facts.tags, "csat": rated,
            "messages": self.messages.iter().map(message).collect::<Vec<_>>(),
        })
    }
}
