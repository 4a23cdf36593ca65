//! Exports of chat platforms: one file each, which says by which keys it is known, where its records
//! stand, and how one is read. To add one: a file here, a line in [`PLATFORMS`], a page in
//! `docs/formats/`.
//!
//! A file is told by the keys of its first records, never by its name. Records are read one by one as
//! light trees; nothing else of a file is held.

mod botframework;
mod botpress;
mod chatgpt;
mod chatwoot;
mod claude;
mod copilot_studio;
mod crisp;
mod dialogflow;
mod discord;
mod freshchat;
mod hubspot;
mod insights;
mod intercom;
mod langfuse;
mod lex;
mod livechat;
mod memory;
mod openai;
mod otel;
mod rasa;
pub mod recognise;
mod sets;
mod slack;
mod stated;
mod tawkto;
mod telegram;
mod voiceflow;
mod zendesk;

use crate::{
    conversation::{Details, Facts, Millis, Role, Utterance},
    ingest::{Effect, Kind, Out, json::Json, moment::Moment},
};

use stated::{Fact, state};

/// Where the records of a shape stand and by what they are known.
#[derive(Debug)]
pub struct Shape {
    /// The keys that lead to the list of records, `a.b`; empty where the file itself is that list, its
    /// lines are, or it is one record. [`ROWS`] for the rows of a table.
    pub at: &'static str,
    /// Paths that a record has, separated by spaces; with `=` the text there, with `^` its beginning, with
    /// `!` nothing there. A row of a table has its columns as keys.
    pub signs: &'static str,
}

/// The rows of a table, each a record whose keys are its columns.
pub const ROWS: &str = ",";

/// A platform whose exports are read.
#[derive(Debug)]
pub struct Platform {
    /// Its name.
    pub name: &'static str,
    /// Whether a record is a whole conversation, so that what a torn one still holds is worth keeping.
    pub whole: bool,
    /// Its shapes.
    pub shapes: &'static [Shape],
    /// A reader of one file.
    pub reader: fn() -> Box<dyn Records>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// Something of it is in, or it is known to carry nothing that is read.
    Kept,
    /// Nothing could be read from it.
    Nothing,
    /// It is left out, and the reason is written down.
    Left,
}

/// Reads the records of one file.
pub trait Records {
    /// Takes the next record.
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read;
    /// Takes a value that stands beside the way to the records.
    fn aside(&mut self, _key: &str, _value: &Json<'_>, _out: &mut Out<'_>) {}
    /// Says that the file is over.
    fn finish(&mut self, _out: &mut Out<'_>) {}
}

/// All platforms. The first one whose signs are there is taken, so the stricter stand before the others.
pub const PLATFORMS: &[&Platform] = &[
    &intercom::INTERCOM,
    &zendesk::CHAT,
    &zendesk::TICKETS,
    &chatwoot::CHATWOOT,
    &copilot_studio::COPILOT_STUDIO,
    &botframework::BOT_FRAMEWORK,
    &rasa::RASA,
    &dialogflow::CX,
    &dialogflow::ES,
    &livechat::LIVECHAT,
    &hubspot::HUBSPOT,
    &crisp::CRISP,
    &botpress::BOTPRESS,
    &voiceflow::VOICEFLOW,
    &lex::LEX,
    &freshchat::FRESHCHAT,
    &tawkto::TAWKTO,
    &langfuse::LANGFUSE,
    &otel::OTEL,
    &chatgpt::CHATGPT,
    &claude::CLAUDE,
    &slack::SLACK,
    &insights::INSIGHTS,
    &telegram::TELEGRAM,
    &discord::DISCORD,
    &sets::SHAREGPT,
    &sets::WILDCHAT,
    &sets::LMSYS,
    &memory::MEMORY,
    &openai::OPENAI,
];

/// The platform of a name.
pub fn named(name: &str) -> Option<&'static Platform> {
    PLATFORMS.iter().find(|platform| platform.name == name).copied()
}

impl Shape {
    /// Whether a record has all signs.
    pub fn fits(&self, record: &Json<'_>) -> bool {
        self.signs.split(' ').all(|sign| match sign.split_once('=') {
            Some((path, value)) => record.is(path, value),
            None => match (sign.strip_prefix('!'), sign.split_once('^')) {
                (Some(path), _) => record.at(path).is_none(),
                (_, Some((path, start))) => record.said(path).is_some_and(|text| text.starts_with(start)),
                _ => record.at(sign).is_some(),
            },
        })
    }

    /// The keys among the signs, for people.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.signs.split(' ').filter(|sign| !sign.starts_with('!')).map(|sign| {
            let end = sign.find(['=', '^']).unwrap_or(sign.len());
            &sign[..end]
        })
    }
}

/// The role of somebody: as a person chose, else as the platform says.
#[inline(never)]
pub fn role(conversation: &str, name: &str, told: Role, out: &mut Out<'_>) -> Role {
    out.hear_speaker(conversation, name, told, true);
    out.chosen_role(name).unwrap_or(told)
}

/// Passes on an utterance if it has words. Says whether it has.
#[inline(never)]
pub fn say(conversation: &str, utterance: &Utterance<'_>, out: &mut Out<'_>) -> bool {
    let has_words = !utterance.text.trim().is_empty();
    if has_words {
        out.utterance(conversation, utterance);
    }
    has_words
}

/// The same of somebody by name, of which role, time and text are known.
#[inline(never)]
pub fn tell(
    conversation: &str,
    name: &str,
    told: Role,
    at: Option<Millis>,
    text: &str,
    out: &mut Out<'_>,
) -> bool {
    tell_with(conversation, name, told, at, text, Details::default(), out)
}

/// The same with what else is known of it.
#[inline(never)]
pub fn tell_with(
    conversation: &str,
    name: &str,
    told: Role,
    at: Option<Millis>,
    text: &str,
    details: Details<'_>,
    out: &mut Out<'_>,
) -> bool {
    let role = role(conversation, name, told, out);
    say(conversation, &Utterance { details: details.into_some(), ..Utterance::new(role, at, text) }, out)
}

/// Says that a conversation reached a person.
#[inline(never)]
pub fn handed_over(conversation: &str, out: &mut Out<'_>) {
    out.facts(conversation, &Facts { handoff: Some(true), ..Facts::default() });
}

/// The moment at a path; one that cannot be read is a problem.
#[inline(never)]
pub fn time(record: &Json<'_>, path: &str, out: &mut Out<'_>) -> Option<Millis> {
    let value = record.at(path)?;
    let moment = value.moment(out.chosen.date_order);
    out.hear_time(moment);
    let at = moment.and_then(|moment| moment.resolve(out.zone));
    if at.is_none() {
        out.note(Effect::Noted, Kind::BadTime);
    }
    at
}

/// The same where the platform writes civil times of UTC.
#[inline(never)]
pub fn utc_time(record: &Json<'_>, path: &str, out: &mut Out<'_>) -> Option<Millis> {
    let moment = record.at(path)?.moment(None);
    let at = moment.and_then(|moment| moment.resolve(&crate::conversation::Zone::utc()));
    out.hear_time(at.map(Moment::At));
    if at.is_none() {
        out.note(Effect::Noted, Kind::BadTime);
    }
    at
}

/// Says that an internal note was left out.
#[inline(never)]
pub fn leave_note(out: &mut Out<'_>) -> Read {
    out.note(Effect::Skipped, Kind::InternalNote);
    Read::Left
}

/// The last part of a resource's name, `a/b/c`.
pub fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
