//! `undertone live`: what was handed over by chat widgets, a delivery a line, as conversations. It shows what becomes
//! of a connection before the panel does, and says on the error output what could not be read.

use std::{collections::BTreeSet, fs, path::Path, process::ExitCode};

use serde_json::{Value, json};
use undertone::{
    conversation::{Facts, Utterance, Zone},
    ingest::{Sink, Taken},
    live::{
        Stream,
        adapters::{adapter, has_text},
        each_delivery,
    },
};

use crate::{Failure, convert, input};

/// The last moment of the year 9999, in milliseconds.
const END_OF_TIME: i64 = 253_402_300_799_999;

/// Reads a file of deliveries and prints the conversations in it.
pub fn run(file: &Path, timezone: &str, originals: bool) -> Result<ExitCode, Failure> {
    let text = fs::read_to_string(file).map_err(|error| input::cannot_read(file, &error))?;
    let mut analysis = input::analysis(timezone, originals)?;
    let zone = Zone::named(timezone).unwrap_or_else(Zone::utc);
    let (mut stream, mut told, mut sources) = (Stream::default(), Told::default(), BTreeSet::new());
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let is_read = each_delivery(line, |delivery| {
            sources.extend(delivery.said("source").map(str::to_owned));
            stream.take(delivery, &zone, &mut told);
        });
        if !is_read {
            eprintln!("undertone: line {} is no JSON", nth + 1);
        }
    }
    // No more pieces come.
    stream.stalled(END_OF_TIME, &mut told);
    for source in sources {
        if adapter(&source).is_none() {
            eprintln!("undertone: there is no source \u{201c}{source}\u{201d}");
        } else if !has_text(&source) {
            eprintln!("undertone: {source} tells nothing of what is said");
        }
    }
    let (log, repeated, noise) = (stream.log(), stream.repeated(), stream.noise());
    eprintln!("undertone: {} messages, {repeated} that came again, {noise} deliveries of others", log.kept);
    for (problem, times) in &log.counts {
        eprintln!("undertone: {problem}: {times}");
    }
    analysis.begin_file_with("live", None);
    for talk in told.0.iter().filter(|talk| !talk.messages.is_empty()) {
        analysis.push(format!("{}\n", talk.line()).as_bytes());
    }
    analysis.end_file();
    analysis.join();
    convert::print(&mut analysis)
}

/// Conversations, as they are told.
#[derive(Default)]
struct Told(Vec<Talk>);

/// One conversation.
struct Talk {
    id: String,
    facts: Facts<'static>,
    messages: Vec<Utterance<'static>>,
}

impl Told {
    fn talk(&mut self, id: &str) -> &mut Talk {
        let place = self.0.iter().position(|talk| talk.id == id).unwrap_or_else(|| {
            self.0.push(Talk { id: id.to_owned(), facts: Facts::default(), messages: Vec::new() });
            self.0.len() - 1
        });
        &mut self.0[place]
    }
}

impl Sink for Told {
    fn facts(&mut self, conversation: &str, told: &Facts<'_>) {
        let told = told.clone().into_owned();
        let known = &mut self.talk(conversation).facts;
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

    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken {
        self.talk(conversation).messages.push(utterance.clone().into_owned());
        Taken::New
    }
}

impl Talk {
    /// The conversation in our own form.
    fn line(&self) -> Value {
        let message = |said: &Utterance<'static>| {
            let replies = said.details.iter().flat_map(|details| &details.replies);
            let replies: Vec<Value> = replies.map(|reply| json!({"text": reply.text})).collect();
            let mut message = json!({
                "role": said.role, "text": said.text, "ts": said.at.map(|at| at.0), "intent": said.intent,
                "confidence": said.confidence, "feedback": said.feedback, "quick_replies": replies,
            });
            if said.fallback {
                message["fallback"] = Value::Bool(true);
            }
            message
        };
        let facts = &self.facts;
        let rated = |rating: undertone::conversation::Rating| json!({"score": rating.score, "max": rating.max, "comment": facts.comment});
        json!({
            "id": self.id, "user_id": facts.user, "channel": facts.channel, "language": facts.language,
            "handoff": facts.handoff, "tags": facts.tags, "csat": facts.rating.map(rated),
            "messages": self.messages.iter().map(message).collect::<Vec<_>>(),
        })
    }
}
