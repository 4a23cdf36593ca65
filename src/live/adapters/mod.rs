//! One file for each widget that can be listened to, and one for messages that come by any transport: what it hands
//! over, read as [`Event`]s. How a widget is listened to is for the page (`www/embed/`); here only data are read, so
//! that nothing a widget hands over can do anything.
//!
//! An adapter knows what it has passed on already where its widget shows everything again each time; repetitions
//! that have an id of the source are passed on, and known by it further in.

mod botpress;
mod chatwoot;
mod collected;
mod crisp;
mod deep_chat;
mod dialogflow;
mod flowise;
mod landbot;
mod n8n;
mod neutral;
mod pieces;
mod rasa;
mod rasa_webchat;
mod tawk;
mod typebot;
mod voiceflow;
mod webchat;
mod without_text;

pub(super) use collected::Collector;

use super::event::{Event, Said, Told};
use crate::{
    conversation::{Details, Facts, Millis, Role, Utterance, Zone},
    ingest::{Effect, FileLog, Kind, json::Json},
};

/// Reads what one source hands over, in its order.
pub trait Adapter {
    /// Reads one event of the source, by its name and with what came along.
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense;
}

/// Takes what was heard.
pub struct Heard<'h> {
    /// What it means, in its order.
    pub events: Vec<Event>,
    /// Takes problems that cost no message: a time that cannot be read, a speaker who is not known.
    pub log: &'h mut FileLog,
    /// Zone of times without one.
    pub zone: &'h Zone,
}

/// What was made of something that a source handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// It was read, whether or not it means anything.
    Read,
    /// It is none of ours, as windows are full of messages of others: nothing to say of it.
    Noise,
    /// It should be of the source, but cannot be read.
    Strange,
}

/// What makes an adapter of one source.
type Make = fn() -> Box<dyn Adapter>;

/// All sources, by their names; whether they hand over what is said.
const SOURCES: &[(&str, bool, Make)] = &[
    ("message", true, || Box::<neutral::Neutral>::default()),
    ("webchat", true, || Box::<webchat::WebChat>::default()),
    ("deep-chat", true, || Box::new(deep_chat::DeepChat)),
    ("n8n", true, || Box::new(n8n::N8n)),
    ("voiceflow", true, || Box::<voiceflow::Voiceflow>::default()),
    ("flowise", true, || Box::<flowise::Flowise>::default()),
    ("rasa-webchat", true, || Box::<rasa_webchat::RasaWebchat>::default()),
    ("rasa", true, || Box::<rasa::Rasa>::default()),
    ("chatwoot", true, || Box::new(chatwoot::Chatwoot)),
    ("botpress", true, || Box::<botpress::Botpress>::default()),
    ("crisp", true, || Box::<crisp::Crisp>::default()),
    ("tawk", true, || Box::<tawk::Tawk>::default()),
    ("dialogflow", true, || Box::<dialogflow::Messenger>::default()),
    ("landbot", true, || Box::new(landbot::Landbot)),
    ("typebot", true, || Box::new(typebot::Typebot)),
    ("livechat", false, || Box::<without_text::LiveChat>::default()),
    ("hubspot", false, || Box::new(without_text::HubSpot)),
    ("zendesk", false, || Box::new(without_text::Zendesk)),
];

/// The adapter of a source; `None` for one that is not known.
pub fn adapter(source: &str) -> Option<Box<dyn Adapter>> {
    SOURCES.iter().find(|(name, ..)| *name == source).map(|(.., make)| make())
}

/// The names of all sources.
pub fn sources() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|(name, ..)| *name)
}

/// Whether a source hands over what is said. One that does not tells only that conversations begin and end, reach a
/// person and are rated: its makers give the page no more.
///
/// ```
/// use undertone::live::adapters::has_text;
/// assert!(has_text("crisp") && !has_text("zendesk") && !has_text("unheard of"));
/// ```
pub fn has_text(source: &str) -> bool {
    SOURCES.iter().any(|(name, has_text, _)| *name == source && *has_text)
}

impl Heard<'_> {
    /// Takes something said in the conversation that is going on, if it has words.
    fn say(&mut self, role: Role, at: Option<Millis>, text: &str) -> Sense {
        self.say_as(Said::now(Utterance::new(role, at, text.to_owned())))
    }

    /// The same, as it is.
    fn say_as(&mut self, said: Said) -> Sense {
        if !said.utterance.text.trim().is_empty() {
            self.events.push(Event::Said(said));
        }
        Sense::Read
    }

    /// Takes what is told of the conversation that is going on.
    fn tell(&mut self, facts: Facts<'static>) -> Sense {
        self.events.push(Event::Told(Told::of(facts)));
        Sense::Read
    }

    /// A conversation begins or goes on, if it is named.
    fn enter(&mut self, conversation: Option<&str>) -> Sense {
        self.events.extend(conversation.map(|id| Event::In(id.to_owned())));
        Sense::Read
    }

    /// The conversation is over.
    fn over(&mut self) -> Sense {
        self.events.push(Event::Over);
        Sense::Read
    }

    /// The moment at a path; one that cannot be read is a problem.
    fn time(&mut self, record: &Json<'_>, path: &str) -> Option<Millis> {
        let value = record.at(path)?;
        let at = value.moment(None).and_then(|moment| moment.resolve(self.zone));
        if at.is_none() {
            self.log.note(0, self.log.read, Effect::Noted, Kind::BadTime);
        }
        at
    }
}

/// That a person took over.
fn handed_over() -> Facts<'static> {
    Facts { handoff: Some(true), ..Facts::default() }
}

/// Something said with the quick replies that stand at a path, each a text or one at `text` in it.
fn offering(utterance: Utterance<'static>, replies: &[Json<'_>], text: &str) -> Utterance<'static> {
    let mut details = Details::default();
    for reply in replies {
        let words = if matches!(reply, Json::Object(_)) { reply.said(text) } else { reply.text() };
        details.offer(words.unwrap_or_default().to_owned(), false);
    }
    Utterance { details: details.into_some(), ..utterance }
}
