//! Live messages: streamed or dropped as a file they give the same figures, whatever comes twice, late or in pieces,
//! and however few of them are kept.

use std::{path::Path, sync::Arc};

use proptest::prelude::*;
use serde_json::{Value, json};
use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings, at_once},
    insight::Board,
    live::{
        Demo, Listening, Live, LiveTopic, Look, Window,
        alerts::{Rule, dry_run},
    },
    plan::Goal,
    query::Filter,
    sample::{Format, Generator, Kind, Plan},
    text::model::Model,
};

mod support;
use support::Rng;

const MINUTE: i64 = 60_000;

/// After all that samples say, so that none of it comes from the future.
const FAR: i64 = 4_000_000_000_000;

/// A moment.
const NOON: i64 = 1_780_000_000_000;

fn settings() -> Settings {
    Settings { zone: Zone::utc(), key: [5; 16], originals: false }
}

fn model() -> Arc<Model> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model");
    Arc::new(Model::read(std::fs::read(path).unwrap()).unwrap())
}

/// The conversations of a generated shop, one a line.
fn shop(conversations: u32, seed: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut generator = Generator::new(Plan { kind: Kind::Shop, conversations, seed }, Format::Jsonl);
    while generator.next_chunk(&mut bytes) {}
    bytes
}

/// The figures of a file.
fn dropped(file: &[u8]) -> Board {
    let mut analysis = Analysis::new(settings());
    analysis.understand(&model()).unwrap();
    analysis.begin_file("chats.jsonl");
    analysis.push(file);
    analysis.end_file();
    analysis.join();
    analysis.board()
}

/// The messages of a file as they were said, one after the other, whoever said them: when, and the record.
fn said(file: &[u8]) -> Vec<(i64, Value)> {
    let mut messages = Vec::new();
    for line in std::str::from_utf8(file).unwrap().lines() {
        let conversation: Value = serde_json::from_str(line).unwrap();
        for (at, message) in conversation["messages"].as_array().unwrap().iter().enumerate() {
            let mut record = message.as_object().unwrap().clone();
            record.insert("conversation_id".into(), conversation["id"].clone());
            if at == 0 {
                let facts = conversation.as_object().unwrap().iter();
                record.extend(
                    facts
                        .filter(|(key, _)| !["id", "messages"].contains(&key.as_str()))
                        .map(|(key, value)| (key.clone(), value.clone())),
                );
            }
            messages.push((message["timestamp"].as_str().unwrap().to_owned(), Value::Object(record)));
        }
    }
    // All of one zone, and written alike.
    messages.sort_by(|one, two| one.0.cmp(&two.0));
    messages.into_iter().map(|(_, record)| record).zip(FAR..).map(|(record, at)| (at, record)).collect()
}

fn delivery((at, data): &(i64, Value)) -> String {
    json!({"source": "message", "name": "chat:message", "at": at, "data": data}).to_string()
}

fn listening(room: u32) -> Live {
    let mut live = Live::new(settings(), room);
    live.understand(&model()).unwrap();
    live
}

#[track_caller]
fn same(live: &Live, dropped: &Board, now: i64) {
    let streamed = live.board(Window::Ever, now);
    for (name, figure) in &dropped.figures {
        assert_eq!(Some(figure), streamed.figures.get(name), "{name}");
    }
    assert_eq!(&streamed, dropped);
}

#[test]
fn streamed_or_dropped_the_figures_are_the_same() {
    let file = shop(300, 7);
    let (messages, mut live) = (said(&file), listening(1_000_000));
    for message in &messages {
        live.take(&delivery(message));
    }
    same(&live, &dropped(&file), messages.last().unwrap().0);
    assert_eq!(live.messages(), messages.len() as u64);
    assert_eq!(live.log().counts.values().sum::<u64>(), 0, "{:?}", live.log().counts);
}

#[test]
fn whoever_is_let_go_stays_in_the_figures() {
    let file = shop(600, 8);
    let (messages, mut live) = (said(&file), listening(400));
    let whole = dropped(&file);
    for message in &messages {
        live.take(&delivery(message));
    }
    assert!(live.gone() > 300, "{} gone", live.gone());
    let now = messages.last().unwrap().0;
    let streamed = live.board(Window::Ever, now);
    assert_eq!(live.conversations(), whole.figures["conversations"].n);
    // Whether a matter comes again is asked of what is at hand; all else is of everything.
    let (mut equal, mut other) = (0, Vec::new());
    for (name, figure) in &whole.figures {
        if streamed.figures.get(name) == Some(figure) { equal += 1 } else { other.push(name.clone()) }
    }
    let again = [
        "repeat_contact_rate",
        "repeats_open",
        "followed_conversations",
        "durable",
        "first_contact",
        "deflection",
        "followed_share",
        "repeat_window_open",
    ];
    other.retain(|name| !again.iter().any(|known| name.contains(known)));
    assert_eq!(other, Vec::<String>::new(), "beside {equal} that are the same");
    assert_eq!(streamed.breakdowns, whole.breakdowns);
    assert_eq!(streamed.series, whole.series);
}

#[test]
fn a_window_holds_the_conversations_whose_last_message_is_in_it() {
    let record = |id: &str, at: i64| {
        delivery(&(at, json!({"conversation_id": id, "role": "user", "text": "Where is my parcel?"})))
    };
    let now = 1_772_474_000_000;
    for room in [1_000_000, 100] {
        let mut live = listening(room);
        for (id, minutes) in [("a", 3000), ("b", 300), ("c", 30), ("d", 3), ("a", 1)] {
            live.take(&record(id, now - minutes * MINUTE));
        }
        // So many more of another day that the first are let go.
        for number in 0..if room == 100 { 300 } else { 0 } {
            live.take(&record(&format!("e{number}"), now - 5000 * MINUTE));
        }
        let count = |window| live.board(window, now).figures["conversations"].n;
        let later = |window, minutes| live.board(window, now + minutes * MINUTE).figures["conversations"].n;
        assert_eq!([Window::Minutes, Window::Hour, Window::Day].map(count), [2, 3, 4], "room {room}");
        assert_eq!(later(Window::Minutes, 3), 1);
        assert_eq!(later(Window::Minutes, 10), 0);
    }
}

#[test]
fn what_comes_again_is_counted_once() {
    let mut live = listening(1_000);
    let hello = |extra: &str| {
        format!(
            r#"{{"source": "message", "at": 1772474000000, "data": {{"conversation_id": "c", "role": "user", "text": "hello"{extra}}}}}"#
        )
    };
    live.take(&hello(r#", "id": "m1""#));
    live.take(&hello(r#", "id": "m1""#));
    // Shown again from history, with and without its id.
    live.take(&hello(r#", "id": "m1", "history": true"#));
    live.take(&hello(r#", "history": true"#));
    assert_eq!((live.messages(), live.left_out().0), (1, 3));
    live.take(&hello(r#", "id": "m2""#));
    assert_eq!(live.messages(), 2, "the same words are another message");
}

#[test]
fn history_that_names_no_conversation_is_known_after_a_pause_too() {
    let mut live = listening(1_000);
    let say = |minutes: i64, history: bool| {
        let data = json!({"role": "user", "text": "hello there", "history": history});
        json!({"source": "message", "at": minutes * MINUTE, "data": data}).to_string()
    };
    live.take(&say(0, false));
    live.take(&say(90, true));
    assert_eq!((live.messages(), live.conversations()), (1, 1));
    live.take(&say(91, false));
    assert_eq!((live.messages(), live.conversations()), (2, 2));
}

#[test]
fn pieces_of_an_answer_are_one_message() {
    let mut live = listening(1_000);
    let piece = |at: i64, data: Value| json!({"source": "message", "at": at, "data": data}).to_string();
    let text = |text: &str| json!({"id": "r1", "choices": [{"delta": {"content": text}}]});
    live.take(&piece(1_000, json!({"role": "user", "from": "visitor", "text": "Is it open?"})));
    for word in ["We", " ", "are", " open."] {
        live.take(&piece(2_000, text(word)));
    }
    assert_eq!(live.messages(), 1, "not before its end");
    live.take(&piece(2_500, json!({"id": "r1", "choices": [{"delta": {}, "finish_reason": "stop"}]})));
    assert_eq!(live.messages(), 2);
    // One that breaks off is taken as far as it came.
    live.take(&piece(3_000, json!({"id": "r2", "choices": [{"delta": {"content": "Until"}}]})));
    assert_eq!(live.tick(10_000), []);
    assert_eq!(live.messages(), 2);
    live.tick(34_000);
    assert_eq!((live.messages(), live.conversations()), (3, 1));
}

#[test]
fn a_pause_parts_what_names_no_conversation() {
    let mut live = listening(1_000);
    let at = |minutes: i64| {
        json!({"source": "message", "at": minutes * MINUTE, "data": {"role": "user", "text": "hi there"}})
            .to_string()
    };
    for minutes in [0, 10, 39, 70, 100] {
        live.take(&at(minutes));
    }
    assert_eq!(live.conversations(), 2);
    live.take(r#"{"source": "message", "at": 6000001, "data": {"type": "chat.event", "event": "close"}}"#);
    live.take(&at(101));
    assert_eq!(live.conversations(), 3);
}

#[test]
fn goals_are_told_once_of_each_conversation_that_reaches_them() {
    let mut listening = Listening::new(listening(400), Vec::new());
    let goal = |name: &str, filter: &str| Goal { name: name.into(), filter: filter.into(), value: None };
    let refused = listening.pursue(vec![goal("sold", "outcome:sold")]).unwrap_err().to_string();
    assert!(refused.starts_with("goals[1].filter"), "{refused}");
    listening
        .pursue(vec![goal("ordered", "any(bot: \"thank you for your order\")"), goal("lead", "signal:lead")])
        .unwrap();
    let says = |role: &str, text: &str, at: i64, id: &str| {
        json!({"source": "message", "at": NOON + at, "data":
            {"conversation_id": id, "role": role, "text": text, "ts": NOON + at}})
        .to_string()
    };
    let told = |listening: &mut Listening| -> Vec<(String, String, Option<i64>)> {
        let reached = listening.look(FAR).reached;
        reached.into_iter().map(|one| (one.conversation, one.what.label().to_owned(), one.at)).collect()
    };
    listening.take(&says("user", "hello", 1_000, "a"));
    assert_eq!(told(&mut listening), []);
    listening.take(&says("bot", "Thank you for your order!", 2_000, "a"));
    assert_eq!(told(&mut listening), [("a".into(), "ordered".into(), Some(NOON + 2_000))]);
    listening.take(&says("bot", "Thank you for your order!", 3_000, "a"));
    listening.take(&says("bot", "Thank you for your order!", 4_000, "b"));
    assert_eq!(told(&mut listening), [("b".into(), "ordered".into(), Some(NOON + 4_000))]);
    // Still so where conversations are let go, and where it begins anew from what was written.
    for number in 0..1_000 {
        listening.take(&says("user", "hello", 10_000 + number, &format!("c{number}")));
    }
    assert!(listening.live.gone() > 0);
    assert_eq!(told(&mut listening), []);
    listening.take(&says("bot", "Thank you for your order!", 12_000, "c999"));
    assert_eq!(told(&mut listening), [("c999".into(), "ordered".into(), Some(NOON + 12_000))]);
    let bytes = listening.live.freeze();
    listening.begin_with(Live::thaw(settings(), &bytes).unwrap());
    assert_eq!(told(&mut listening), []);
}

#[test]
fn topics_are_those_of_the_window_and_keep_their_names() {
    let mut listening = Listening::new(listening(5_000), Vec::new());
    let file = shop(900, 3);
    // As if all of it were said within three days.
    let mut messages = said(&file);
    let step = 3 * 86_400_000 / messages.len() as i64;
    for ((at, record), number) in messages.iter_mut().zip(0..) {
        *at = NOON + number * step;
        record["timestamp"] = (*at).into();
    }
    let (first, more) = messages.split_at(messages.len() * 3 / 4);
    let latest = first.last().unwrap().0;
    for message in first {
        listening.take(&delivery(message));
    }
    listening.look_at(Window::Ever);
    let all = listening.topics(latest);
    assert!(
        all.len() >= 5 && all.windows(2).all(|two| two[0].conversations >= two[1].conversations),
        "{all:?}"
    );
    assert!(all.iter().all(|one| one.conversations >= 5 && one.missed.0 <= one.missed.1));
    listening.look_at(Window::Day);
    let day = listening.topics(latest);
    let of_all = |name: &str| all.iter().find(|one| one.name == name).map(|one| one.conversations);
    assert!(day.iter().all(|one| of_all(&one.name).is_none_or(|all| one.conversations <= all)), "{day:?}");
    let sum = |topics: &[LiveTopic]| topics.iter().map(|one| one.conversations).sum::<u64>();
    assert!(sum(&day) > 0 && sum(&day) < sum(&all), "{day:?}");
    // As time goes on nobody is in the window any more.
    assert_eq!(listening.topics(latest + 2 * 86_400_000), []);
    // More of the same: what is a topic still has its name.
    for message in more {
        listening.take(&delivery(message));
    }
    listening.look_at(Window::Ever);
    let again = listening.topics(messages.last().unwrap().0);
    let known = all.iter().take(8).filter(|one| again.iter().any(|other| other.name == one.name)).count();
    assert!(known >= 7, "{all:?} {again:?}");
}

#[test]
fn streamed_or_dropped_the_topics_are_the_same() {
    let file = shop(500, 9);
    let mut analysis = Analysis::new(settings());
    analysis.understand(&model()).unwrap();
    analysis.begin_file("chats.jsonl");
    analysis.push(&file);
    analysis.end_file();
    analysis.join();
    let (_, dropped) = at_once(analysis.asking().topics()).unwrap();
    let mut dropped: Vec<&str> = dropped.topics.iter().map(|topic| topic.name.as_str()).collect();
    dropped.sort_unstable();
    let mut listening = Listening::new(listening(100_000), Vec::new());
    listening.look_at(Window::Ever);
    for message in &said(&file) {
        listening.take(&delivery(message));
    }
    let found = listening.topics(FAR);
    assert!(found.len() >= 5, "{found:?}");
    let unknown = found.iter().find(|one| dropped.binary_search(&one.name.as_str()).is_err());
    assert_eq!(unknown, None, "{dropped:?}");
}

#[test]
fn what_is_told_of_a_message_holds_it_masked_where_that_is_asked_for() {
    let mut live = listening(1_000);
    let greeting = json!({"conversation_id": "c", "role": "user", "text": "hello"});
    let told = live.take(&json!({"source": "message", "at": NOON, "data": greeting}).to_string());
    assert!(!told.is_empty() && told.iter().all(|one| one.said.is_none()));
    live.tell_words(true);
    let data =
        json!({"conversation_id": "c", "role": "user", "text": "mail me: jo@mail.example", "ts": NOON});
    let told = live.take(&json!({"source": "message", "at": NOON + 4_000, "data": data}).to_string());
    let lead = told.iter().find(|one| one.what.name() == "chatbot_lead").unwrap();
    assert_eq!((lead.said.as_deref(), lead.at), (Some("mail me: [EMAIL 1]"), Some(NOON)));
    let rated = json!({"type": "chat.event", "conversation_id": "c", "event": "rating", "rating": 5});
    let told = live.take(&json!({"source": "message", "at": 9_000, "data": rated}).to_string());
    assert!(told.iter().all(|one| one.said.is_none()));
}

#[test]
fn what_is_shown_again_is_told_as_history() {
    let mut live = listening(1_000);
    live.pursue(vec![Goal { name: "sorry".into(), filter: "is:fallback".into(), value: None }]).unwrap();
    let mut told = |history: bool, id: &str| -> Vec<(String, bool)> {
        let data = json!({"conversation_id": id, "role": "bot", "text": "Sorry, I did not understand that.",
            "history": history});
        let mut told = live.take(&json!({"source": "message", "at": NOON, "data": data}).to_string());
        live.board(Window::Ever, NOON);
        told.extend(live.goals_reached());
        told.into_iter().map(|one| (one.what.name().to_owned(), one.is_history)).collect()
    };
    for (history, id) in [(true, "old"), (false, "new")] {
        let told = told(history, id);
        let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["chatbot_interaction", "chatbot_fallback", "chatbot_goal_completion"]);
        assert!(told.iter().all(|(_, is_history)| *is_history == history), "{told:?}");
    }
}

#[test]
fn what_was_said_long_before_it_came_is_history_and_going_on_is_not() {
    let mut live = listening(1_000);
    let mut told = |id: &str, before: i64| -> Vec<(String, bool)> {
        let data = json!({"conversation_id": "c", "id": id, "role": "bot", "ts": NOON - before,
            "text": "Sorry, I did not understand that."});
        let told = live.take(&json!({"source": "message", "at": NOON, "data": data}).to_string());
        told.into_iter().map(|one| (one.what.name().to_owned(), one.is_history)).collect()
    };
    let (begun, fallback) = ("chatbot_interaction".to_owned(), "chatbot_fallback".to_owned());
    assert_eq!(told("1", 86_400_000), [(begun.clone(), true), (fallback.clone(), true)]);
    assert_eq!(told("2", 86_000_000), [(fallback.clone(), true)]);
    assert_eq!(told("3", 60_000), [(begun, false), (fallback.clone(), false)]);
    assert_eq!(told("4", 0), [(fallback, false)]);
}

#[test]
fn a_goal_that_holds_no_longer_is_not_told_again() {
    let mut live = listening(1_000);
    let refused = live.pursue(vec![Goal { name: "way".into(), filter: "path:fallback".into(), value: None }]);
    assert!(refused.unwrap_err().to_string().contains("path:"));
    live.pursue(vec![Goal { name: "short".into(), filter: "messages<=2".into(), value: None }]).unwrap();
    let mut reached = |text: &str| {
        let data = json!({"conversation_id": "c", "role": "user", "text": text});
        live.take(&json!({"source": "message", "at": NOON, "data": data}).to_string());
        live.goals_reached().len()
    };
    assert_eq!((reached("hello"), reached("are you there?"), reached("well")), (1, 0, 0));
    // Of a room that is full, those that go are told before.
    let mut live = listening(100);
    live.pursue(vec![Goal { name: "short".into(), filter: "messages<=2".into(), value: None }]).unwrap();
    let all: Vec<Value> = (0..400)
        .map(|at| {
            let data = json!({"conversation_id": format!("c{at}"), "role": "user", "text": "hello"});
            json!({"source": "message", "at": NOON + at, "data": data})
        })
        .collect();
    let mut told = live.take(&json!(all).to_string());
    told.extend(live.goals_reached());
    let goals = told.iter().filter(|one| one.what.name() == "chatbot_goal_completion").count();
    assert!(live.gone() > 0);
    assert_eq!(goals, 400);
}

#[test]
fn what_happens_is_told_once_and_without_words() {
    let mut live = listening(1_000);
    let mut told = |data: Value| -> Vec<String> {
        let happened = live.take(&json!({"source": "message", "at": 1_000, "data": data}).to_string());
        happened
            .iter()
            .map(|happening| format!("{} {}", happening.what.name(), happening.what.label()))
            .collect()
    };
    let says = |role: &str, text: &str| json!({"conversation_id": "c", "role": role, "text": text});
    assert_eq!(told(says("user", "hello")), ["chatbot_interaction "]);
    assert_eq!(told(says("bot", "Sorry, I did not understand that.")), ["chatbot_fallback "]);
    assert!(told(says("user", "call me: +1 415 555 0132")).contains(&"chatbot_lead ".to_owned()));
    assert!(
        told(says("user", "I will cancel my subscription and leave you"))
            .iter()
            .any(|what| what == "chatbot_signal cancellation")
    );
    assert_eq!(
        told(json!({"type": "chat.event", "conversation_id": "c", "event": "handoff"})),
        ["chatbot_handoff "]
    );
    assert_eq!(
        told(json!({"type": "chat.event", "conversation_id": "c", "event": "rating", "rating": 5})),
        ["chatbot_satisfaction_yes "]
    );
}

#[test]
fn a_history_teaches_what_to_fear_and_rules_speak_of_it() {
    let mut history = Analysis::new(settings());
    history.understand(&model()).unwrap();
    history.begin_file("history.jsonl");
    history.push(&shop(3_000, 5));
    history.end_file();
    history.join();
    let warning = at_once(history.asking().early_warning(&Filter::default())).unwrap();
    assert!(!warning.is_empty());
    let rules = Rule::of_json(
        r#"[{"watch": "risk", "warn": 0.05, "alert": 0.9}, {"watch": "change:fallback_rate", "window": "5m", "warn": 0.1, "least": 5}]"#,
    );
    let mut listening = Listening::new(listening(1_000), rules.unwrap());
    listening.compare_with(history.board(), warning);
    let now = 1_772_474_000_000;
    let say = |id: &str, role: &str, text: &str| {
        delivery(&(now, json!({"conversation_id": id, "role": role, "text": text})))
    };
    for _ in 0..3 {
        listening.take(&say("bad", "user", "That is not what I asked, this is terrible"));
        listening.take(&say("bad", "bot", "Sorry, I did not understand that."));
    }
    listening.take(&say("good", "user", "Hello, when do you open?"));
    listening.take(&say("good", "bot", "At nine."));
    let Look { now: shown, alerts, .. } = listening.look(now);
    assert_eq!(shown.running[0].id, "bad", "who needs somebody comes first");
    let chance = |at: usize| shown.running[at].risk.as_ref().map_or(0.0, |risk| risk.chance);
    assert!(chance(0) > chance(1), "{} and {}", chance(0), chance(1));
    assert!(!shown.running[0].risk.as_ref().unwrap().reasons.is_empty());
    assert!(
        alerts
            .iter()
            .any(|alert| alert.conversation == "bad" && alert.value.to_bits() == chance(0).to_bits()),
        "{alerts:?}"
    );
    assert_eq!(listening.look(now).alerts, [], "each is said once");
    let rules = r#"[{"watch": "fallback_rate", "window": "24h", "warn": 0.02, "least": 5, "cool_down": 0}, {"watch": "any:lead"}]"#;
    let runs = at_once(dry_run(&Rule::of_json(rules).unwrap(), &history.asking())).unwrap();
    assert!(runs[0].hours > 24 && runs[0].warnings > 0, "{runs:?}");
    assert_eq!(runs[1].hours, 0, "of single conversations it cannot be told");
}

#[test]
fn what_nobody_said_stays_marked() {
    let mut live = listening(10_000);
    assert!(!live.is_synthetic());
    for (at, events) in Demo::new(FAR, 20).until(FAR) {
        live.hear("demo", events, at);
    }
    assert!(live.is_synthetic() && live.messages() > 500, "{}", live.messages());
    assert!(Live::thaw(settings(), &live.freeze()).unwrap().is_synthetic());
}

#[test]
fn a_stream_goes_on_after_a_reload() {
    let file = shop(200, 9);
    let messages = said(&file);
    let (first, rest) = messages.split_at(messages.len() / 2);
    let mut live = listening(1_000_000);
    for message in first {
        live.take(&delivery(message));
    }
    let written = live.freeze();
    let text = String::from_utf8_lossy(&written);
    assert!(text.contains("[EMAIL 1]") && !text.contains("@example"), "what is written was masked");
    let mut live = Live::thaw(Settings { key: [6; 16], ..settings() }, &written).unwrap();
    live.understand(&model()).unwrap();
    for message in rest {
        live.take(&delivery(message));
    }
    same(&live, &dropped(&file), messages.last().unwrap().0);
    assert!(Live::thaw(settings(), &written[..written.len() / 2]).is_none());
    assert!(Live::thaw(settings(), b"something else").is_none());
}

#[test]
fn strangers_and_noise_are_counted_and_break_nothing() {
    let mut live = listening(1_000);
    for text in [
        "",
        "no JSON",
        "[]",
        "7",
        r#"{"source": "nobody", "at": 1, "data": {"text": "x"}}"#,
        r#"{"source": "message", "data": {"role": "user", "text": "x"}}"#,
        r#"{"source": "message", "at": 1, "data": {"__proto__": {"role": "user"}, "constructor": 1}}"#,
        r#"{"source": "message", "at": 1, "data": "setImmediate$0.123$4"}"#,
        r#"{"source": "message", "at": 1, "data": {"type": "webpackOk"}}"#,
        r#"{"source": "message", "at": 1, "data": {"role": {"toString": 1}, "text": ["a", 1, null]}}"#,
        r#"{"source": "message", "at": 1e300, "data": {"role": "user", "text": "far"}}"#,
    ] {
        live.take(text);
    }
    let (_, noise, unreadable) = live.left_out();
    assert!(noise >= 3, "{noise}");
    assert_eq!(unreadable, 2);
    assert_eq!(live.log().counts["unknown_source"], 1);
    assert!(live.board(Window::Ever, 0).figures["conversations"].n <= 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn late_and_repeated_messages_are_as_in_a_file_of_that_order(seed in any::<u64>()) {
        let mut messages = said(&shop(40, seed));
        for (number, (_, record)) in messages.iter_mut().enumerate() {
            record["id"] = json!(number);
        }
        let mut random = Rng::new(seed);
        // Each comes within some places of where it was said, some of them once more, in bundles.
        let mut order: Vec<(u64, usize)> =
            (0..messages.len()).map(|at| (at as u64 * 4 + random.below(40), at)).collect();
        order.sort_unstable();
        let file: Vec<String> = order.iter().map(|(_, at)| messages[*at].1.to_string()).collect();
        for (place, at) in order.clone() {
            if random.below(5) == 0 {
                order.push((place + 1 + random.below(400), at));
            }
        }
        order.sort_unstable();
        let mut live = listening(1_000_000);
        for bundle in order.chunks(1 + random.below(7) as usize) {
            let deliveries: Vec<String> = bundle.iter().map(|(_, at)| delivery(&messages[*at])).collect();
            live.take(&format!("[{}]", deliveries.join(",")));
        }
        prop_assert_eq!(live.messages(), messages.len() as u64);
        prop_assert_eq!(live.board(Window::Ever, 0), dropped(file.join("\n").as_bytes()));
    }
}
