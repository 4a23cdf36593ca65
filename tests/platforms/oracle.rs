//! What the three conversations are, and what of them a format does not carry. Losses are found, not
//! declared: whatever differs must be one of the differences that are named here.

use serde_json::Value;
use undertone::conversation::Role;

use crate::reading::{Conversation, Got, rated};

/// A message of the oracle.
#[derive(Clone, Debug)]
pub struct Message {
    pub role: Role,
    pub at: i64,
    pub text: String,
    intent: Option<String>,
    confidence: Option<f64>,
}

/// A conversation of the oracle.
#[derive(Clone, Debug)]
pub struct Expected {
    id: String,
    user: String,
    language: String,
    channel: String,
    tags: Vec<String>,
    score: Option<f64>,
    comment: Option<String>,
    handoff: bool,
    fallbacks: usize,
    pub said: Vec<Message>,
}

/// Reads the oracle.
pub fn oracle(json: &str) -> Vec<Expected> {
    let oracle: Value = serde_json::from_str(json).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let role = |name: &str| Role::ALL.into_iter().find(|role| role.name() == name).unwrap();
    let message = |message: &Value| Message {
        role: role(message["role"].as_str().unwrap()),
        at: message["ts_ms"].as_i64().unwrap(),
        text: text(&message["text"]),
        intent: message["intent"].as_str().map(str::to_owned),
        confidence: message["confidence"].as_f64(),
    };
    oracle["conversations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|conversation| Expected {
            id: text(&conversation["id"]),
            user: text(&conversation["user_id"]),
            language: text(&conversation["language"]),
            channel: text(&conversation["channel"]),
            tags: conversation["tags"].as_array().unwrap().iter().map(text).collect(),
            score: conversation["csat"]["score"].as_f64(),
            comment: conversation["csat"]["comment"].as_str().map(str::to_owned),
            handoff: conversation["handoff"].as_bool().unwrap(),
            fallbacks: conversation["fallbacks"].as_u64().unwrap() as usize,
            said: conversation["messages"].as_array().unwrap().iter().map(message).collect(),
        })
        .collect()
}

/// What differs between what was read and the oracle, in words; panics where it is none of the
/// differences that a format may have.
#[track_caller]
pub fn losses(got: &Got, oracle: &[Expected], title: &str) -> Vec<&'static str> {
    let spoken = got.spoken();
    let first = |conversation: &Conversation| conversation.said[0].text.clone();
    assert_eq!(
        spoken.len(),
        oracle.len(),
        "{title}: {:?} {:?}",
        spoken.iter().map(|(id, of)| (*id, first(of))).collect::<Vec<_>>(),
        got.logs
    );
    let mut found = Vec::new();
    // Without times the order is that of the ids.
    for expected in oracle {
        let text = &expected.said[0].text;
        let (id, conversation) = spoken
            .iter()
            .find(|(_, conversation)| conversation.said.iter().any(|said| said.text == text.as_str()))
            .unwrap_or_else(|| panic!("{title}: nobody says {text:?}: {:?}", got.logs));
        let mut note = |loss: &'static str| {
            if !found.contains(&loss) {
                found.push(loss);
            }
        };
        if *id != expected.id {
            note("own ids");
        }
        messages(conversation, expected, title, &mut note);
        facts(conversation, expected, &mut note);
    }
    found
}

fn messages(
    conversation: &Conversation,
    expected: &Expected,
    title: &str,
    note: &mut dyn FnMut(&'static str),
) {
    let texts: Vec<&str> = conversation.said.iter().map(|said| said.text.as_ref()).collect();
    let all: Vec<&Message> = expected.said.iter().collect();
    let without = |roles: &[Role]| all.iter().copied().filter(|said| !roles.contains(&said.role)).collect();
    let answered = all.iter().rposition(|said| said.role == Role::Bot).map_or(0, |last| last + 1);
    let absences: [(Vec<&Message>, &[&'static str]); 5] = [
        (all.clone(), &[]),
        (without(&[Role::System]), &["no notices"]),
        (without(&[Role::Agent]), &["no colleagues"]),
        (without(&[Role::System, Role::Agent]), &["no notices", "no colleagues"]),
        (all[..answered].to_vec(), &["nothing behind the bot's last answer"]),
    ];
    let (said, absent) = absences
        .into_iter()
        .find(|(said, _)| said.iter().map(|said| said.text.as_str()).eq(texts.iter().copied()))
        .unwrap_or_else(|| panic!("{title}: {texts:#?}"));
    for loss in absent {
        note(loss);
    }
    for (got, expect) in conversation.said.iter().zip(&said) {
        match (expect.role, got.role) {
            (one, other) if one == other => {}
            (Role::Agent, Role::Bot) => note("colleagues count as the bot"),
            (Role::Agent, Role::User) => note("colleagues count as users"),
            (one, other) => panic!("{title}: {one:?} became {other:?}: {}", got.text),
        }
        match got.at.map(|at| at.0) {
            Some(at) if at == expect.at => {}
            Some(at) if at == expect.at - expect.at % 1_000 => note("times to the second"),
            Some(at) if at == expect.at - expect.at % 60_000 => note("times to the minute"),
            Some(at) => panic!("{title}: {at} instead of {}: {}", expect.at, got.text),
            None if got.role == Role::User => note("no times of users"),
            None => note("no times of answers"),
        }
        if got.intent.as_deref() != expect.intent.as_deref() {
            let is_fallback = expect.intent.as_deref() == Some("nlu_fallback");
            note(match &got.intent {
                _ if is_fallback && got.fallback => "own names of fallbacks",
                Some(_) => "own names of intents",
                None => "no intents",
            });
        } else if got.confidence != expect.confidence {
            note("no confidence");
        }
    }
    let fallbacks = conversation.said.iter().filter(|said| said.fallback).count();
    if fallbacks != expected.fallbacks {
        assert_eq!(fallbacks, 0, "{title}");
        note("no fallbacks");
    }
}

fn facts(conversation: &Conversation, expected: &Expected, note: &mut dyn FnMut(&'static str)) {
    let facts = &conversation.facts;
    match facts.user.as_deref() {
        Some(user) if user == expected.user => {}
        Some(_) => note("own ids of users"),
        None => note("no users"),
    }
    match facts.language.as_deref() {
        Some(language) if language.split(['-', '_']).next() == Some(&expected.language) => {}
        Some(_) => note("languages in words"),
        None => note("no language"),
    }
    match facts.channel.as_deref() {
        Some(channel) if channel == expected.channel => {}
        Some(_) => note("own names of channels"),
        None => note("no channel"),
    }
    if facts.tags != expected.tags {
        assert!(facts.tags.is_empty(), "{:?}", facts.tags);
        note("no tags");
    }
    let score = expected.score;
    match (rated(facts.rating), score) {
        (None, None) => {}
        (Some((got, 5.0)), Some(score)) if (got - score).abs() < 1e-9 => {}
        (Some((got, 1.0)), Some(score)) if (got > 0.0) == (score >= 4.0) => note("ratings good or bad"),
        (None, Some(_)) => note("no ratings"),
        (got, score) => panic!("{got:?} instead of {score:?}"),
    }
    // Where there is no rating, nothing is written beside it.
    if facts.rating.is_some() && facts.comment.as_deref() != expected.comment.as_deref() {
        assert_eq!(facts.comment, None, "another comment than {:?}", expected.comment);
        note("no comments on ratings");
    }
    if facts.handoff.unwrap_or(false) != expected.handoff {
        assert!(expected.handoff, "a handoff that was none");
        note("no handoff");
    }
}
