//! JSON Lines of single utterances: `{"text": …, "role"?: …, "previous"?: …}`.

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use undertone::{
    conversation::{Day, Role},
    language::{
        Heard, Listener, Marks,
        taught::{Corrector, Features, Taught},
    },
    privacy::{Kind, Masker, Span, in_code_points},
    text::model::{Model, Scratch},
};

use super::{
    Pii,
    described::{Described, Utterance, describe},
    given, records,
};
use crate::Failure;

/// Names by which a line would say which conversation it is of: then it is a transcript's.
const OF_CONVERSATIONS: [&str; 6] = ["conversation", "session", "thread", "ticket", "messages", "chat"];

/// The key of an utterance that is no line of a conversation.
const NOWHERE: u64 = 0;

/// One line.
#[derive(Deserialize)]
struct Line {
    text: String,
    role: Option<String>,
    /// The turn before: its text, or an object with `text` and `role`.
    previous: Option<Value>,
    /// The day on which it was said, as it begins: `2026-03-11`; words such as "tomorrow" count from it.
    at: Option<String>,
}

/// What is printed of it.
#[derive(Serialize)]
struct Labelled<'l> {
    /// Its number, from 0.
    index: usize,
    role: Role,
    /// Masked text.
    text: &'l str,
    /// Offsets in Unicode code points of the incoming text.
    pii: Vec<Pii>,
    /// Labels that were taught; left out where none were.
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<&'l str>>,
    #[serde(flatten)]
    heard: Described,
}

/// What was taught, to be used on single utterances.
pub struct Own<'t> {
    taught: &'t Taught,
    names: Vec<String>,
    model: &'t Model,
    corrector: Corrector,
    scratch: Scratch,
    features: Features,
}

impl<'t> Own<'t> {
    /// Labels and corrections that were taught.
    pub fn of(taught: &'t Taught, model: &'t Model) -> Self {
        let mut scratch = Scratch::default();
        let corrector = Corrector::new(taught.corrections(), model, &mut scratch);
        Self { taught, names: taught.names(), model, corrector, scratch, features: Features::default() }
    }

    /// The names of the labels of an utterance, and what is heard in it once it is corrected.
    fn read(&mut self, role: Role, text: &str, heard: Heard) -> (Vec<&str>, Heard) {
        self.features.read(self.model, &mut self.scratch, text, self.taught.knows_words());
        let labels = if role == Role::User { self.taught.given(self.model, &self.features) } else { 0 };
        // It is of no conversation: it follows the corrections of messages that say nearly the same.
        (given(labels, &self.names), self.corrector.corrected(heard, (NOWHERE, role), &self.features))
    }
}

/// Whether a file holds such lines: its first record has a text and names no conversation.
pub fn are_in(file: &Path) -> bool {
    let Ok(file) = File::open(file) else { return false };
    let first = records::next(&mut BufReader::new(file), &mut 0).ok().flatten();
    let Some(Value::Object(object)) = first.and_then(|line| serde_json::from_str(&line).ok()) else {
        return false;
    };
    let names_one = |key: &String| OF_CONVERSATIONS.iter().any(|name| key.to_lowercase().contains(name));
    object.get("text").is_some_and(Value::is_string) && !object.keys().any(names_one)
}

/// Prints every line with everything found in it. Gives how many there were. A line that is no utterance is
/// said, with its number in the file, and costs itself alone: its place in the numbers that are printed stays
/// empty.
pub fn run(
    file: &Path,
    listener: &mut Listener,
    masker: &mut Masker,
    mut own: Option<Own<'_>>,
    out: &mut impl Write,
) -> Result<usize, Failure> {
    let unreadable = |error: io::Error| Failure::new(format!("cannot read {}: {error}", file.display()));
    let mut opened = BufReader::new(File::open(file).map_err(unreadable)?);
    let (mut n, mut at) = (0, 0);
    for index in 0.. {
        let Some(line) = records::next(&mut opened, &mut at).map_err(unreadable)? else { break };
        match serde_json::from_str::<Line>(&line) {
            Ok(said) => {
                print((index, &said), listener, masker, own.as_mut(), out)?;
                n += 1;
            }
            Err(error) => eprintln!(
                "undertone: line {at} of {} is no utterance and was left out: {error}; each line is an object such \
                 as {{\"text\": \"hello\", \"role\": \"user\", \"previous\": \"How can I help?\"}}",
                file.display()
            ),
        }
    }
    Ok(n)
}

fn print(
    (index, line): (usize, &Line),
    listener: &mut Listener,
    masker: &mut Masker,
    own: Option<&mut Own<'_>>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let role = line.role.as_deref().and_then(role_of).unwrap_or(Role::User);
    listener.forget();
    let mut before = None;
    if let Some((by, text)) = line.previous.as_ref().and_then(|previous| turn_before(previous, role)) {
        let said = masker.mask(&text);
        let (_, heard) = listener.hear(0, by, &said.text, Marks::default());
        before = Some(listener.before(heard, by, &said.text));
    }
    let whole = masker.mask(&line.text);
    let leaves_contact = role == Role::User && (whole.has(Kind::Email) || whole.has(Kind::Phone));
    let known = if leaves_contact { Marks::CONTACT } else { Marks::default() };
    let (marks, heard) = listener.hear(0, role, &whole.text, known);
    let (labels, heard) = match own {
        Some(own) => {
            let (labels, heard) = own.read(role, &whole.text, heard);
            (Some(labels), heard)
        }
        None => (None, heard),
    };
    let day = line.at.as_deref().and_then(|at| Day::parse(at.get(..10)?));
    let heard = describe(listener, &Utterance { role, text: &whole.text, marks, heard, before, day });
    let spans: Vec<Span> = whole.spans().iter().map(|replaced| replaced.span).collect();
    let pii = in_code_points(&line.text, &spans).into_iter().map(Pii::of).collect();
    let labelled = Labelled { index, role, text: &whole.text, pii, labels, heard };
    let line = serde_json::to_string(&labelled)
        .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
    writeln!(out, "{line}").map_err(|error: io::Error| Failure::printing(&error))
}

/// The turn before: who said it and what.
fn turn_before(previous: &Value, role: Role) -> Option<(Role, String)> {
    let other = if role == Role::User { Role::Bot } else { Role::User };
    match previous {
        Value::String(text) if !text.trim().is_empty() => Some((other, text.clone())),
        Value::Object(turn) => {
            let by = turn.get("role").and_then(Value::as_str).and_then(role_of).unwrap_or(other);
            Some((by, turn.get("text")?.as_str()?.to_owned()))
        }
        _ => None,
    }
}

/// A role by its name, or by the usual other names.
fn role_of(name: &str) -> Option<Role> {
    match name.to_lowercase().as_str() {
        "user" | "customer" | "visitor" | "human" => Some(Role::User),
        "bot" | "assistant" => Some(Role::Bot),
        "agent" | "operator" => Some(Role::Agent),
        "system" => Some(Role::System),
        _ => None,
    }
}
