//! What widgets hand over becomes messages: each once, of the right side, in its conversation. The fixtures are
//! small and invented; the payloads that real widgets were seen to hand over are read where they lie beside the
//! repository; where they are not, the tests about them say so and pass.

// A skipped test says so on the terminal.
#![allow(clippy::print_stdout)]

use std::{collections::HashMap, fs, path::PathBuf};

use proptest::prelude::*;
use undertone::{
    conversation::{Facts, Role, Zone},
    ingest::{
        FileLog,
        json::{Arena, Json},
    },
    live::{
        Event, Manner, Said,
        adapters::{Heard, Sense, adapter, has_text, sources},
    },
};

/// One conversation as it was heard.
#[derive(Debug, Default, PartialEq)]
struct Talk {
    id: String,
    messages: Vec<(Role, String)>,
    facts: Vec<Facts<'static>>,
}

/// Puts events into conversations, in the plainest way that keeps what their documentation says.
#[derive(Default)]
struct Gathered {
    talks: Vec<Talk>,
    /// The conversation that is going on.
    at: Option<String>,
    serial: usize,
    known: Vec<(String, String)>,
    /// How often each message is shown in the replay at hand.
    shown: HashMap<(Role, String), usize>,
    writing: String,
}

impl Gathered {
    fn talk(&mut self, named: Option<String>) -> &mut Talk {
        let id = named.or_else(|| self.at.clone()).unwrap_or_else(|| {
            self.serial += 1;
            self.at = Some(format!("#{}", self.serial));
            format!("#{}", self.serial)
        });
        let place = self.talks.iter().position(|talk| talk.id == id).unwrap_or_else(|| {
            self.talks.push(Talk { id, ..Talk::default() });
            self.talks.len() - 1
        });
        &mut self.talks[place]
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::In(id) => self.at = Some(id),
            Event::Over => self.at = None,
            Event::Told(told) => self.talk(told.conversation).facts.push(told.facts),
            Event::Said(said) => self.said(said),
        }
    }

    fn said(&mut self, said: Said) {
        let mut text = said.utterance.text.into_owned();
        if let Manner::Piece { last } = said.manner {
            self.writing.push_str(&text);
            if !last {
                return;
            }
            text = std::mem::take(&mut self.writing);
        }
        let message = (said.utterance.role, text);
        let talk = self.talk(said.conversation);
        let before = talk.messages.iter().filter(|known| **known == message).count();
        let talk_id = talk.id.clone();
        if let Some(id) = said.id {
            if self.known.contains(&(talk_id.clone(), id.clone())) {
                return;
            }
            self.known.push((talk_id.clone(), id));
        } else if said.manner == Manner::Again {
            let shown = self.shown.entry(message.clone()).or_default();
            *shown += 1;
            if *shown <= before {
                return;
            }
        } else {
            self.shown.clear();
        }
        self.talk(Some(talk_id)).messages.push(message);
    }
}

/// What is made of what a source hands over, an event a line: its name, then what came along.
#[track_caller]
fn senses(source: &str, lines: &[(String, String)]) -> (Vec<Talk>, Vec<Sense>) {
    let zone = Zone::utc();
    let (mut log, mut gathered) = (FileLog::default(), Gathered::default());
    let mut adapter = adapter(source).unwrap_or_else(|| panic!("no adapter of {source}"));
    let mut senses = Vec::new();
    for (name, data) in lines {
        let arena = Arena::default();
        let data = Json::parse(data, &arena).unwrap_or_else(|| panic!("no JSON: {data}"));
        let mut heard = Heard { events: Vec::new(), log: &mut log, zone: &zone };
        senses.push(adapter.read(name, &data, &mut heard));
        heard.events.into_iter().for_each(|event| gathered.take(event));
    }
    (gathered.talks, senses)
}

fn lines(events: &[(&str, &str)]) -> Vec<(String, String)> {
    events.iter().map(|(name, data)| ((*name).to_owned(), (*data).to_owned())).collect()
}

/// The conversations in a few words: `id|user: …|bot: …`.
fn brief(talks: &[Talk]) -> Vec<String> {
    let said = |(role, text): &(Role, String)| format!("{}: {text}", role.name());
    let brief = |talk: &Talk| {
        let messages = talk.messages.iter().map(said);
        std::iter::once(talk.id.clone()).chain(messages).collect::<Vec<_>>().join("|")
    };
    talks.iter().filter(|talk| !talk.messages.is_empty()).map(brief).collect()
}

#[track_caller]
fn check(source: &str, events: &[(&str, &str)], expect: &[&str]) -> Vec<Talk> {
    let (talks, _) = senses(source, &lines(events));
    assert_eq!(brief(&talks), expect);
    talks
}

/// The same, and once more when all of it is handed over twice.
#[track_caller]
fn check_twice(source: &str, events: &[(&str, &str)], expect: &[&str]) -> Vec<Talk> {
    let twice: Vec<(&str, &str)> = events.iter().chain(events).copied().collect();
    check(source, &twice, expect);
    check(source, events, expect)
}

/// What was told of a conversation, taken together.
fn told(talk: &Talk) -> (Option<bool>, Option<f64>, Vec<String>) {
    let handoff = talk.facts.iter().rev().find_map(|facts| facts.handoff);
    let rating = talk.facts.iter().rev().find_map(|facts| facts.rating);
    let tags = talk.facts.iter().flat_map(|facts| facts.tags.iter().map(ToString::to_string));
    (handoff, rating.map(|rating| rating.score / rating.max), tags.collect())
}

#[test]
fn web_chat_tells_each_activity_once_also_after_a_reconnect() {
    let incoming = "DIRECT_LINE/INCOMING_ACTIVITY";
    let events = [
        ("DIRECT_LINE/POST_ACTIVITY", r#"{"type":"message","text":"Is it open today?"}"#),
        (
            incoming,
            r#"{"activity":{"type":"message","id":"1","text":"Is it open today?","from":{"id":"u","role":"user"},
            "conversation":{"id":"c"},"timestamp":"2026-03-02T10:00:00Z"}}"#,
        ),
        (incoming, r#"{"type":"typing","from":{"id":"b","role":"bot"},"conversation":{"id":"c"}}"#),
        (
            incoming,
            r#"{"type":"message","id":"2","text":"Until six.","from":{"id":"b","role":"bot"},"conversation":{"id":"c"},
            "suggestedActions":{"actions":[{"title":"Directions"}]}}"#,
        ),
        (
            incoming,
            r#"{"type":"event","name":"handoff.initiate","from":{"id":"b"},"conversation":{"id":"c"}}"#,
        ),
        (
            incoming,
            r#"{"type":"message","id":"3","text":"Mara here.","from":{"id":"m","role":"user"},"conversation":{"id":"c"}}"#,
        ),
    ];
    let talks =
        check_twice("webchat", &events, &["c|user: Is it open today?|bot: Until six.|agent: Mara here."]);
    assert_eq!(told(&talks[0]).0, Some(true));
}

#[test]
fn deep_chat_shows_history_again_and_streams_end_in_one_message() {
    let message = |role: &str, text: &str, history: bool| {
        format!(
            r#"{{"message":{{"role":"{role}","text":"{text}"}},"isHistory":{history},"isInitial":false}}"#
        )
    };
    let (old, new) = (message("user", "old", true), message("ai", "<b>new</b>", false));
    let events = [
        ("message", old.as_str()),
        ("new-message", &old),
        ("message", &new),
        ("new-message", &new),
        // The page is loaded anew, and shows both.
        ("message", &old),
    ];
    check("deep-chat", &events, &["#1|user: old|bot: <b>new</b>"]);
    let html = r#"{"message":{"role":"ai","html":"<p>Two<br>lines</p>"},"isHistory":false}"#;
    check("deep-chat", &[("message", html)], &["#1|bot: Two\nlines"]);
    check(
        "deep-chat",
        &[("message", &new), ("clear-messages", "null"), ("message", &new)],
        &["#1|bot: <b>new</b>", "#2|bot: <b>new</b>"],
    );
}

#[test]
fn voiceflow_repeats_its_session_and_its_turns_grow() {
    let session = |turns: &str| {
        let saved = format!(
            r#"{{"type":"voiceflow:save_session","payload":{{"turns":[{turns}],"startTime":5,"status":"ACTIVE","userID":"u"}}}}"#
        );
        serde_json::to_string(&saved).unwrap()
    };
    let line = |text: &str| format!(r#"{{"type":"text","text":[{{"children":[{{"text":"{text}"}}]}}]}}"#);
    let bot = |messages: &[&str]| {
        let messages: Vec<String> = messages.iter().map(|text| line(text)).collect();
        format!(
            r#"{{"id":"t1","type":"system","timestamp":1772474000000,"messages":[{}]}}"#,
            messages.join(",")
        )
    };
    let user = r#"{"id":"t2","type":"user","timestamp":1772474001000,"message":"A refund"}"#;
    let first = session(&bot(&["Hello"]));
    let grown = session(&bot(&["Hello", "How can I help?"]));
    let whole = session(&format!("{},{user}", bot(&["Hello", "How can I help?"])));
    let interact = r#""{\"type\":\"voiceflow:interact\",\"payload\":{}}""#;
    let events = [
        ("message", first.as_str()),
        ("message", r#""webpackHotUpdate""#),
        ("message", &grown),
        ("message", interact),
        ("message", &whole),
    ];
    check_twice("voiceflow", &events, &["u 5|bot: Hello|bot: How can I help?|user: A refund"]);
}

#[test]
fn flowise_tells_each_message_once_whole_and_begins_anew_when_cleared() {
    let welcome = r#"{"message":"Welcome","type":"apiMessage"}"#;
    let asked = r#"{"message":"Prices?","type":"userMessage"}"#;
    let part = r#"{"message":"From","type":"apiMessage"}"#;
    let whole = r#"{"message":"From ten euros","type":"apiMessage"}"#;
    let with_id = r#"{"message":"From ten euros","type":"apiMessage","messageId":"m1"}"#;
    let list = |messages: &[&str]| format!("[{}]", messages.join(","));
    let (begun, asking) = (list(&[welcome]), list(&[welcome, asked]));
    let (partly, fully, named) =
        (list(&[welcome, asked, part]), list(&[welcome, asked, whole]), list(&[welcome, asked, with_id]));
    let events = [
        ("messages", begun.as_str()),
        ("loading", "true"),
        ("messages", &asking),
        ("messages", &partly),
        ("messages", &fully),
        ("loading", "false"),
        ("messages", &named),
        ("messages", &named),
        ("messages", &begun),
        ("messages", &asking),
    ];
    check(
        "flowise",
        &events,
        &["#1|bot: Welcome|user: Prices?|bot: From ten euros", "#2|bot: Welcome|user: Prices?"],
    );
    // Without word of loading, what comes later is not lost.
    check(
        "flowise",
        &[("messages", &partly), ("messages", &named)],
        &["#1|bot: Welcome|user: Prices?|bot: From|bot:  ten euros"],
    );
}

#[test]
fn rasa_webchat_is_read_from_what_it_keeps_without_its_hidden_messages() {
    let kept = |more: &str| {
        format!(
            r#"{{"session_id":"s","conversation":[
            {{"sender":"client","text":"/get_started","timestamp":1772474000000}},
            {{"sender":"response","text":"Hi","timestamp":1772474000001,"quick_replies":[{{"title":"Yes","payload":"/y"}}]}},
            {{"sender":"client","text":"Where is it?","timestamp":1772474000002,"hidden":false}},
            {{"sender":"client","text":"text","timestamp":1772474000003,"hidden":true}}{more}]}}"#
        )
    };
    let (first, more) = (kept(""), kept(r#",{"sender":"response","text":"Hi","timestamp":1772474000009}"#));
    let events = [
        ("chat_session", r#"{"session_id":"s"}"#),
        ("chat_session", first.as_str()),
        ("bot_uttered", r#"{"text":"Hi"}"#),
        ("chat_session", &more),
    ];
    check_twice("rasa-webchat", &events, &["s|bot: Hi|user: Where is it?|bot: Hi"]);
    // Where it may keep nothing, its events are what there is.
    check("rasa-webchat", &[("bot_uttered", r#"{"text":"Hi"}"#)], &["#1|bot: Hi"]);
}

#[test]
fn rasas_quick_replies_are_said_in_their_words_and_once() {
    let events = [
        ("chatSessionStarted", r#"{"sessionId":"s"}"#),
        (
            "chatWidgetReceivedMessage",
            r#"{"type":"quickReply","text":"Did that help?","sender":"bot","replies":[{"text":"Yes!","reply":"/affirm"}]}"#,
        ),
        ("chatWidgetQuickReply", r#""/affirm""#),
        ("chatWidgetSentMessage", r#""Yes!""#),
        ("chatWidgetReceivedMessage", r#"{"type":"text","text":"Fine.","sender":"bot"}"#),
        ("chatWidgetSentMessage", r#""Yes!""#),
        ("chatWidgetFeedbackSubmitted", r#"{"rating":"unsatisfied","helpful":false}"#),
    ];
    let talks = check("rasa", &events, &["s|bot: Did that help?|user: Yes!|bot: Fine.|user: Yes!"]);
    assert_eq!(told(&talks[0]).1, Some(0.0));
}

#[test]
fn n8n_and_typebot_tell_what_their_callbacks_are_given() {
    let events = [
        ("beforeMessageSent", r#"{"message":"Opening hours?","sessionId":"s"}"#),
        (
            "afterMessageSent",
            r#"{"message":"Opening hours?","sessionId":"s","response":{"output":"Nine to six."}}"#,
        ),
        (
            "afterMessageSent",
            r#"{"message":"Streamed","sessionId":"s","response":{"hasReceivedChunks":true}}"#,
        ),
    ];
    check("n8n", &events, &["s|user: Opening hours?|bot: Nine to six."]);
    let events = [
        ("onInit", "null"),
        ("onNewInputBlock", r#"{"id":"b"}"#),
        ("onAnswer", r#"{"message":"Ines","blockId":"b"}"#),
        ("onEnd", "null"),
        ("onAnswer", r#"{"message":"Tom","blockId":"b"}"#),
    ];
    check("typebot", &events, &["#1|user: Ines", "#2|user: Tom"]);
}

#[test]
fn chatwoots_echoes_and_updates_are_the_same_message() {
    let message = |id: u32, kind: u32, text: &str, by: &str| {
        format!(
            r#"{{"id":{id},"content":"{text}","conversation_id":7,"inbox_id":1,"message_type":{kind},"sender_type":"{by}",
            "created_at":1772474000,"private":false}}"#
        )
    };
    let (a, b) = (message(1, 0, "It is broken", "Contact"), message(2, 1, "Oh.", "AgentBot"));
    let (c, note) =
        (message(3, 1, "I am Lea.", "User"), message(4, 1, "angry", "User").replace("false", "true"));
    let rated = r#"{"id":5,"content":"Rate us","conversation_id":7,"message_type":3,"content_type":"input_csat",
        "content_attributes":{"submitted_values":{"csat_survey_response":{"rating":4}}},"created_at":1772474009}"#;
    let on = "chatwoot:on-message";
    let events = [("chatwoot:ready", "null"), (on, a.as_str()), (on, &b), (on, &c), (on, &note), (on, rated)];
    let talks = check_twice("chatwoot", &events, &["7|user: It is broken|bot: Oh.|agent: I am Lea."]);
    assert_eq!(told(&talks[0]).1, Some(0.8));
}

#[test]
fn crisp_and_botpress_name_their_conversations_and_messages() {
    let events = [
        ("session:loaded", r#""s1""#),
        (
            "message:sent",
            r#"{"type":"text","content":"Hi","from":"user","timestamp":1772474000000,"fingerprint":1}"#,
        ),
        (
            "message:received",
            r#"{"type":"text","content":"Hello","from":"operator","automated":true,"timestamp":1772474001000,"fingerprint":2}"#,
        ),
        ("message:compose:received", r#"{"type":"start"}"#),
        (
            "message:received",
            r#"{"type":"picker","content":{"text":"More?","choices":[{"label":"Yes"}]},"from":"operator","fingerprint":3,
            "user":{"nickname":"Lea","user_id":"op"}}"#,
        ),
        ("message:received", r#"{"type":"note","content":"secret","from":"operator","fingerprint":4}"#),
    ];
    check_twice("crisp", &events, &["s1|user: Hi|bot: Hello|agent: More?"]);
    let events = [
        ("conversation", r#""k""#),
        ("messageSent", r#"{"type":"text","text":"Hi"}"#),
        (
            "message",
            r#"{"id":"1","conversationId":"k","timestamp":"2026-03-02T10:00:00Z","block":{"type":"text","text":"Yes?"}}"#,
        ),
        (
            "message",
            r#"{"id":"2","conversationId":"k","block":{"type":"bubble","block":{"type":"text","text":"Ask."}}}"#,
        ),
        ("isTyping", "true"),
    ];
    check("botpress", &events, &["k|user: Hi|bot: Yes?|bot: Ask."]);
}

#[test]
fn in_tawk_the_bot_speaks_until_a_person_joins() {
    let events = [
        ("onChatStarted", "null"),
        ("onChatMessageVisitor", r#""A refund""#),
        ("onChatMessageAgent", r#""One moment""#),
        ("onAgentJoinChat", r#"{"name":"Lea"}"#),
        ("onChatMessageAgent", r#""Lea here""#),
        ("onAgentLeaveChat", r#"{"name":"Lea"}"#),
        ("onChatMessageAgent", r#""Bye""#),
        ("onChatSatisfaction", "-1"),
        ("onTagsUpdated", r#"["refund"]"#),
        ("onChatEnded", "null"),
        ("onChatMessageVisitor", r#""Again""#),
    ];
    let expect = ["#1|user: A refund|bot: One moment|agent: Lea here|bot: Bye", "#2|user: Again"];
    let talks = check("tawk", &events, &expect);
    assert_eq!(told(&talks[0]), (Some(true), Some(0.0), vec!["refund".to_owned()]));
}

#[test]
fn dialogflow_says_of_what_was_entered_how_it_was_understood() {
    let response = r#"{"raw":{"responseId":"r","queryResult":{"text":"it smells","languageCode":"en",
        "responseMessages":[{"text":{"text":["Pardon?"]}}],"match":{"matchType":"NO_MATCH","confidence":0.3}}},
        "data":{"messages":[{"type":"text","text":"Pardon?"}]}}"#;
    let events = [
        ("df-messenger-loaded", "null"),
        ("df-user-input-entered", r#"{"input":"it smells","at":1772474000000}"#),
        ("df-request-sent", r#"{"data":{}}"#),
        ("df-response-received", response),
        ("df-user-input-entered", r#"{"input":"hello?"}"#),
        ("df-session-ended", "null"),
    ];
    check("dialogflow", &events, &["#1|user: it smells|bot: Pardon?|user: hello?"]);
    let zone = Zone::utc();
    let mut log = FileLog::default();
    let mut heard = Heard { events: Vec::new(), log: &mut log, zone: &zone };
    let mut messenger = adapter("dialogflow").unwrap();
    for (name, data) in &events[..4] {
        messenger.read(name, &Json::parse(data, &Arena::default()).unwrap(), &mut heard);
    }
    let said = heard.events.iter().find_map(|event| match event {
        Event::Said(said) => Some(said),
        _ => None,
    });
    let said = said.expect("it was said");
    assert!(said.utterance.fallback);
    assert_eq!(said.utterance.at.map(|at| at.0), Some(1_772_474_000_000));
}

#[test]
fn landbots_people_are_numbered_from_one_and_its_bot_below() {
    let events = [
        ("new_message", r#"{"type":"text","message":"Hi","samurai":-1,"timestamp":1772474000}"#),
        ("new_message", r#"{"type":"text","message":"A lawyer","timestamp":1772474001}"#),
        ("new_message", r#"{"type":"text","message":"Lea here","samurai":12}"#),
        ("new_message", r#"{"type":"image","url":"x"}"#),
        ("widget_open", "null"),
    ];
    check("landbot", &events, &["#1|bot: Hi|user: A lawyer|agent: Lea here"]);
}

#[test]
fn widgets_without_text_tell_what_happens() {
    let (talks, _) = senses(
        "zendesk",
        &lines(&[
            ("conversationStarted", r#"{"conversationId":"z"}"#),
            ("conversationWithAgentRequested", r#"{"conversationId":"z"}"#),
        ]),
    );
    assert_eq!((talks[0].id.as_str(), told(&talks[0]).0), ("z", Some(true)));
    let (talks, _) = senses(
        "livechat",
        &lines(&[
            ("chat_data", r#"{"chatId":"c","threadId":"t"}"#),
            ("new_event", r#"{"type":"message","author":{"type":"customer"}}"#),
            ("rating_submitted", r#""good""#),
            ("customer_status_changed", r#"{"status":"browsing"}"#),
            ("rating_submitted", r#""bad""#),
        ]),
    );
    assert_eq!((talks[0].id.as_str(), told(&talks[0]).1), ("t", Some(1.0)));
    assert_eq!(told(&talks[1]).1, Some(0.0));
    let (talks, senses) = senses(
        "hubspot",
        &lines(&[
            ("conversationStarted", r#"{"conversation":{"conversationId":1}}"#),
            ("conversationClosed", r#"{"conversation":{"conversationId":1}}"#),
        ]),
    );
    assert_eq!((talks.len(), senses), (0, vec![Sense::Read, Sense::Read]));
    let without: Vec<&str> = sources().filter(|source| !has_text(source)).collect();
    assert_eq!(without, ["livechat", "hubspot", "zendesk"]);
}

#[test]
fn messages_say_themselves_what_they_are_by_any_transport() {
    let frame = |text: &str| serde_json::to_string(text).unwrap();
    let socket =
        frame(r#"42["bot_uttered",{"text":"Sure?","quick_replies":[{"title":"Yes","payload":"/y"}]}]"#);
    let events = [
        ("message", r#""42[\"session_confirm\",\"s\"]""#),
        ("message", socket.as_str()),
        ("message", r#""42[\"user_uttered\",{\"message\":\"/y\",\"session_id\":\"s\"}]""#),
        ("message", r#""42/chat,7[\"bot_uttered\",{\"text\":\"Done\"}]""#),
        ("message", r#""2""#),
        ("message", r#""40{\"sid\":\"x\"}""#),
    ];
    check("message", &events, &["s|bot: Sure?|user: Yes|bot: Done"]);
    let stream = frame("event: reply\ndata: {\"role\":\"assistant\",\"content\":\"Ten\"}\n\n");
    check("message", &[("message", &stream)], &["#1|bot: Ten"]);
    let deltas = [
        r#"{"choices":[{"delta":{"content":"Sor"}}]}"#,
        r#"{"choices":[{"delta":{"content":"ry"},"finish_reason":"stop"}]}"#,
    ]
    .map(frame);
    let done = r#""[DONE]""#;
    check(
        "message",
        &[("message", &deltas[0]), ("message", &deltas[1]), ("message", done)],
        &["#1|bot: Sorry"],
    );
    let events = [
        ("message", r#"{"type":"content_block_delta","delta":{"type":"text_delta","text":"Tw"}}"#),
        ("message", r#"{"type":"content_block_delta","delta":{"type":"text_delta","text":"o"}}"#),
        ("message", r#"{"type":"message_stop"}"#),
        ("message", r#"{"type":"begin","metadata":{"nodeId":"n"}}"#),
        ("message", r#"{"type":"item","content":"Three","metadata":{"nodeId":"n"}}"#),
        ("message", r#"{"type":"end","metadata":{"nodeId":"n"}}"#),
    ];
    check("message", &events, &["#1|bot: Two|bot: Three"]);
    let events = [
        ("message", r#"{"conversation_id":"a","role":"user","text":"One","id":"1"}"#),
        ("message", r#"{"type":"chat.event","event":"close","conversation_id":"a"}"#),
        ("message", r#"{"role":"user","text":"Two","history":true}"#),
        ("message", r#"{"conversation_id":"a","role":"user","text":"One","id":"1"}"#),
    ];
    check("message", &events, &["a|user: One", "#1|user: Two"]);
}

#[test]
fn what_others_say_in_a_window_is_noise() {
    let noise = [
        r#""setImmediate$0.12$3""#,
        r#"{"type":"webpackOk"}"#,
        r#"{"source":"react-devtools-bridge","payload":{"event":"x"}}"#,
        r#"{"from":"extension-77","message":"ping"}"#,
        r#"{"message":"consent","type":"iab"}"#,
        "7",
        "null",
        "[]",
        r#""{broken""#,
    ];
    for data in noise {
        let (talks, senses) = senses("message", &lines(&[("message", data)]));
        assert_eq!(talks, [], "{data}");
        let broken = data.contains("broken");
        assert_eq!(senses, [if broken { Sense::Strange } else { Sense::Noise }], "{data}");
    }
    for source in sources().filter(|source| *source != "message") {
        let (talks, senses) = senses(source, &lines(&[("something else", r#"{"role":"user","text":"x"}"#)]));
        assert_eq!((talks, senses), (Vec::new(), vec![Sense::Noise]), "{source}");
    }
}

#[test]
fn every_source_is_listened_to_in_the_page_and_told_of_in_the_documents() {
    let read = |path: &str| fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (page, guide) = (read("www/embed/sources/widgets.js"), read("docs/live/sources.md"));
    let (_, widgets) = page.split_once("export const WIDGETS = {").expect("the list of widgets");
    // What stands at the beginning of a line of the list, behind two spaces.
    let listed =
        widgets.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let names = listed.filter_map(|line| {
        let name = line.trim_start_matches('"').split(['"', ':', '(']).next()?;
        Some(name).filter(|name| !name.is_empty() && !name.starts_with(['}', ']', '/']))
    });
    let mut in_page: Vec<&str> = names.collect();
    let mut here: Vec<&str> = sources().filter(|source| *source != "message").collect();
    in_page.sort_unstable();
    here.sort_unstable();
    assert_eq!(in_page, here);
    for source in here {
        let row =
            guide.lines().find(|line| line.starts_with('|') && line.contains(&format!("| `{source}` |")));
        let row = row.unwrap_or_else(|| panic!("{source} is not in the table of docs/live/sources.md"));
        assert_eq!(row.contains("**no**"), !has_text(source), "{source}");
    }
}

/// Any JSON, with the keys and names that adapters look for among others.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let keys = [
        "text",
        "message",
        "messages",
        "type",
        "id",
        "timestamp",
        "activity",
        "payload",
        "turns",
        "content",
        "block",
        "from",
        "role",
        "conversation",
        "session_id",
        "raw",
        "queryResult",
        "responseMessages",
        "choices",
        "delta",
        "userID",
        "data",
        "sender",
        "input",
        "response",
        "conversation_id",
        "message_type",
        "fingerprint",
        "samurai",
    ];
    let texts = [
        "message",
        "user",
        "bot",
        "apiMessage",
        "userMessage",
        "voiceflow:save_session",
        "42[\"bot_uttered\",{}]",
        "42[",
        "chat.event",
        "client",
        "response",
        "event",
        "system",
        "[DONE]",
        "{\"a\":",
        "é🤔",
        "",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        prop::sample::select(texts.to_vec()).prop_map(Into::into),
        ".{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        let key =
            prop_oneof![4 => prop::sample::select(keys.to_vec()).prop_map(str::to_owned), 1 => ".{0,4}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec((key, inner), 0..8)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// The names of events that adapters know.
const NAMES: &[&str] = &[
    "message",
    "messages",
    "loading",
    "stored",
    "chat_session",
    "bot_uttered",
    "user_uttered",
    "session_confirm",
    "DIRECT_LINE/INCOMING_ACTIVITY",
    "chatwoot:on-message",
    "messageSent",
    "conversation",
    "message:sent",
    "session:loaded",
    "onChatMessageAgent",
    "onTagsUpdated",
    "df-user-input-entered",
    "df-response-received",
    "df-session-ended",
    "new_message",
    "onAnswer",
    "chat_data",
    "customer_status_changed",
    "conversationClosed",
    "conversationAgentAssigned",
    "chatWidgetReceivedMessage",
    "chatWidgetQuickReply",
    "chatWidgetSentMessage",
    "beforeMessageSent",
    "afterMessageSent",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_handed_over_breaks_an_adapter(
        deliveries in prop::collection::vec((prop::sample::select(NAMES.to_vec()), any_json()), 1..8),
    ) {
        let given: Vec<(String, String)> =
            deliveries.iter().map(|(name, data)| ((*name).to_owned(), data.to_string())).collect();
        for source in sources() {
            let (talks, _) = senses(source, &given);
            // What has no words is no message.
            for talk in talks {
                prop_assert!(talk.messages.iter().all(|(_, text)| !text.trim().is_empty()));
            }
        }
    }
}

/// The payloads beside the repository, if they are there.
fn recorded(path: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/formats/live");
    let found = fs::read_to_string(folder.join(path)).ok();
    if found.is_none() {
        println!("skipped: no recorded payloads of {path} beside the repository");
    }
    found
}

#[test]
fn what_real_widgets_handed_over_is_read() {
    let arrays = |path: &str| -> Vec<Vec<serde_json::Value>> {
        let recorded = recorded(path).unwrap_or_default();
        recorded.lines().map(|line| serde_json::from_str(line).expect("a list a line")).collect()
    };
    let check = |source: &str, given: Vec<(String, String)>, expect: &[&str]| {
        if !given.is_empty() {
            let (talks, senses) = senses(source, &given);
            assert_eq!(brief(&talks), expect);
            assert!(!senses.contains(&Sense::Strange), "{source}: {senses:?}");
        }
    };
    let named = |line: &Vec<serde_json::Value>| {
        (line[0].as_str().unwrap_or_default().to_owned(), line[1].to_string())
    };

    let given: Vec<_> = arrays("captured/botframework-webchat.jsonl").iter().map(named).collect();
    let once = ["#1|user: Hi, where is my order 48213?|bot: Echo Hi, where is my order 48213?"];
    check("webchat", given.iter().chain(&given).cloned().collect(), &once);

    let events = arrays("captured/deep-chat.jsonl").into_iter().filter(|line| line.len() == 3);
    let given = events.map(|line| (line[1].as_str().unwrap().to_owned(), line[2].to_string())).collect();
    check(
        "deep-chat",
        given,
        &["#1|user: old q|bot: old a|user: Hi, where is my order 48213?|bot: tok0 tok1 tok2 tok3 "],
    );

    let given: Vec<_> = arrays("captured/flowise.jsonl").iter().map(named).collect();
    check(
        "flowise",
        given,
        &["#1|bot: Hi there! How can I help?|user: Hi, where is my order 48213?|bot: Flowise says hi"],
    );

    let events = arrays("captured/n8n-chat.jsonl").into_iter().filter_map(|line| match line[0].as_str()? {
        "before" => Some(("beforeMessageSent".to_owned(), line[1].to_string())),
        "after" => Some(("afterMessageSent".to_owned(), format!(r#"{{"response":{}}}"#, line[2]))),
        _ => None,
    });
    check(
        "n8n",
        events.collect(),
        &["#1|user: Hi, where is my order 48213?|bot: Bot says: Hi, where is my order 48213?"],
    );

    let kept: Vec<_> = recorded("captured/rasa-webchat.storage.json").into_iter().collect();
    let given = kept.iter().chain(&kept).map(|kept| ("chat_session".to_owned(), kept.clone())).collect();
    check(
        "rasa-webchat",
        given,
        &["sess-1|bot: echo null|user: Hi, where is my order 48213?|bot: echo Hi, where is my order 48213?"],
    );

    let events = arrays("captured/typebot.jsonl").into_iter().filter(|line| line[0] != "onNewLogs");
    let given = events.map(|line| (line[0].as_str().unwrap().to_owned(), line[1][0].to_string())).collect();
    check("typebot", given, &["#1|user: Ines"]);

    let events = arrays("captured/voiceflow.jsonl").into_iter().filter(|line| line[0] == "msg");
    let given: Vec<_> = events.map(|line| ("message".to_owned(), line[1].to_string())).collect();
    check(
        "voiceflow",
        given.iter().chain(&given).cloned().collect(),
        &[
            "cmwpothno0000336n8s0gmlfo 1795221985899|bot: Hello from fake runtime|user: Hi, where is my order 48213?|bot: \
           Hello from fake runtime",
        ],
    );
}

#[test]
fn what_widgets_are_documented_to_hand_over_is_read() {
    const ASKED: &str = "user: my blender makes a burning smell when I switch it on";
    const PARDON: &str = "bot: Sorry, I didn't get that. Could you rephrase?";
    const MARTA: &str =
        "agent: Hello, this is Marta. Please unplug it right away. I'm sending you a replacement.";
    let files: [(&str, &str, &[&[&str]]); 13] = [
        ("chatwoot", "chatwoot", &[&["1002", ASKED, PARDON, "system: Assigned to Marta Silva", MARTA]]),
        ("botpress", "botpress", &[&["conv_1002", ASKED, PARDON]]),
        ("crisp", "crisp", &[&["session_1002", ASKED, PARDON, MARTA, "agent: Did that help?"]]),
        ("dialogflow", "dialogflow-messenger", &[&["#1", ASKED, PARDON, "user: it smells burnt!!"]]),
        ("hubspot", "hubspot", &[]),
        ("landbot", "landbot", &[&["#1", PARDON, ASKED]]),
        ("livechat", "livechat", &[]),
        ("rasa", "rasa-chat-widget", &[&["s-1002", ASKED, PARDON, "user: affirm"]]),
        ("tawk", "tawkto", &[&["#1", ASKED, PARDON, "system: Marta Silva joined the chat", MARTA]]),
        ("zendesk", "zendesk-messaging", &[]),
        ("message", "rasa-socketio-protocol", &[&["s-1002", ASKED, PARDON, "user: Talk to a person"]]),
        ("webchat", "landbot", &[]),
        (
            "message",
            "neutral-transports",
            &[
                &["c-1002", ASKED, PARDON, MARTA, "user: ok, done. Thank you Marta"],
                &["#1", PARDON, "bot: Sorry", ASKED, PARDON],
            ],
        ),
    ];
    for (source, file, expect) in files {
        let Some(recorded) = recorded(&format!("synthetic/{file}.jsonl")) else { continue };
        let given: Vec<(String, String)> = recorded
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).expect("an object a line");
                (line["name"].as_str().unwrap_or_default().to_owned(), line["data"].to_string())
            })
            .collect();
        let (talks, senses) = senses(source, &given);
        let expect: Vec<String> = expect.iter().map(|talk| talk.join("|")).collect();
        assert_eq!(brief(&talks), expect, "{file}");
        assert!(!senses.contains(&Sense::Strange), "{file}: {senses:?}");
    }
}
