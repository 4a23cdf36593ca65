//! Cases of single items that no sample has: what must not be read, what is broken, what was changed later.

use undertone::{
    conversation::{Feedback, Outcome, Role},
    ingest::{Mapping, Preview, Reader},
};

use crate::reading::{Got, has_agent, lines, problems, rated, read, read_with};

/// An Intercom conversation with these parts.
fn intercom(parts: &str) -> String {
    format!(
        r#"[{{"type":"conversation","id":"1","created_at":1772442845,
        "source":{{"type":"conversation","body":"<p>Hi</p>","author":{{"type":"lead","id":"u"}}}},
        "conversation_parts":{{"conversation_parts":[{parts}]}}}}]"#
    )
}

fn part(kind: &str, author: &str, body: &str) -> String {
    format!(
        r#"{{"part_type":"{kind}","author":{{"type":"{author}","id":"a"}},"body":{body},"created_at":1772442846}}"#
    )
}

#[test]
fn internal_notes_are_never_read() {
    let secret = "SECRET";
    let exports = [
        intercom(&[part("note", "admin", "\"SECRET\""), part("comment", "admin", "\"hello\"")].join(",")),
        r#"{"id":7,"requester_id":1,"comments":[{"author_id":1,"body":"Hi","public":true},
            {"author_id":2,"body":"SECRET","html_body":"SECRET","plain_body":"SECRET","public":false},
            {"author_id":2,"body":"hello","public":true}]}"#
            .replace('\n', " "),
        r#"{"payload":[{"id":1,"content":"Hi","conversation_id":1,"inbox_id":1,"message_type":0},
            {"id":2,"content":"SECRET","conversation_id":1,"inbox_id":1,"message_type":1,"private":true},
            {"id":3,"content":"hello","conversation_id":1,"inbox_id":1,"message_type":1,"sender":{"type":"user"}}]}"#
            .to_owned(),
        r#"{"chats":[{"id":"c","users":[{"id":"u","type":"customer"},{"id":"m","name":"Marta","type":"agent"}],
            "thread":{"id":"t","events":[{"type":"message","text":"Hi","author_id":"u","visibility":"all"},
            {"type":"message","text":"SECRET","author_id":"m","visibility":"agents"},
            {"type":"message","text":"hello","author_id":"m","visibility":"all"}]}}]}"#
            .to_owned(),
        r#"[{"thread":{"id":"1"},"results":[{"type":"MESSAGE","text":"Hi","senders":[{"actorId":"V-1"}]},
            {"type":"COMMENT","text":"SECRET","senders":[{"actorId":"A-1"}]},
            {"type":"MESSAGE","text":"hello","senders":[{"actorId":"A-1"}]}]}]"#
            .to_owned(),
        r#"[{"session_id":"s","website_id":"w","messages":[{"type":"text","from":"user","content":"Hi"},
            {"type":"note","from":"operator","content":"SECRET"},
            {"type":"text","from":"operator","content":"hello","user":{"type":"operator"}}]}]"#
            .to_owned(),
        r#"[{"conversation_id":"s","messages":[
            {"actor_type":"user","message_type":"normal","message_parts":[{"text":{"content":"Hi"}}]},
            {"actor_type":"agent","message_type":"private","message_parts":[{"text":{"content":"SECRET"}}]},
            {"actor_type":"agent","message_type":"normal","message_parts":[{"text":{"content":"hello"}}]}]}]"#
            .to_owned(),
    ];
    for export in exports {
        assert!(export.contains(secret));
        let got = read(&export);
        let (_, conversation) = got.spoken()[0];
        let texts: Vec<&str> = conversation.said.iter().map(|said| said.text.as_ref()).collect();
        assert_eq!(texts, ["Hi", "hello"], "{:?}", got.logs);
        assert!(has_agent(conversation));
        assert_eq!(problems(&got, "internal_note"), 1, "{:?}", got.logs);
    }
}

#[test]
fn a_note_in_which_the_file_ends_is_not_read_either() {
    let comments = r#"{"id":7,"requester_id":1,"comments":[{"author_id":1,"body":"Hi","public":true},"#;
    let note = r#"{"author_id":2,"body":"SECRET","attachments":[{"a":{}},{"#;
    let got = read(&format!("{comments}{note}"));
    assert_eq!(lines(&got, "7"), ["user: Hi"]);
    assert_eq!(problems(&got, "cut_short"), 1);
}

#[test]
fn bodies_of_html_become_text_and_empty_ones_nothing() {
    let body = r#""<p>Price &lt; 5&nbsp;&euro;<br>see <a href=\"https://x.example\">here</a></p><script>x()</script>""#;
    let redacted = part("comment", "user", "\"gone\"").replace("\"body\"", "\"redacted\":true,\"body\"");
    let parts = [part("comment", "user", body), part("comment", "user", "null"), redacted];
    let got = read(&intercom(&parts.join(",")));
    assert_eq!(lines(&got, "1"), ["user: Hi", "user: Price < 5 €\nsee here"]);
    assert_eq!(got.logs[0].kept, 1);
}

#[test]
fn an_ai_agent_under_a_colleagues_name_is_the_bot() {
    let ai = part("comment", "admin", "\"hello\"").replace("\"id\"", "\"from_ai_agent\":true,\"id\"");
    let parts = [
        ai,
        part("assignment", "bot", "null").replace("\"body\"", "\"assigned_to\":{\"id\":\"1\"},\"body\""),
    ];
    let got = read(&intercom(&parts.join(",")));
    assert_eq!(lines(&got, "1"), ["user: Hi", "bot: hello"]);
    assert_eq!(got.conversations["1"].facts.handoff, Some(true));
}

#[test]
fn ids_keep_all_their_digits() {
    for id in ["9007199254740993", "18446744073709551615"] {
        let message = format!(
            r#"{{"payload":[{{"id":{id},"content":"Hi","conversation_id":{id},"inbox_id":1,"message_type":0}}]}}"#
        );
        assert_eq!(lines(&read(&message), id), ["user: Hi"]);
    }
}

#[test]
fn broken_lines_cost_themselves_alone() {
    let event = |sender: &str, text: &str| {
        format!(r#"{{"sender_id":"{sender}","event":"user","timestamp":1772442845.5,"text":"{text}"}}"#)
    };
    let file =
        [event("a", "one"), "{\"sender_id\":\"a\",\"event\":".into(), event("b", "two"), event("a", "three")];
    let got = read(&file.join("\n"));
    assert_eq!(lines(&got, "a"), ["user: one", "user: three"]);
    assert_eq!(lines(&got, "b"), ["user: two"]);
    assert_eq!((got.logs[0].read, got.logs[0].kept, problems(&got, "not_json")), (4, 3, 1));
}

#[test]
fn escapes_that_are_none_and_half_characters_are_put_right() {
    let chat = r#"{"name":"x","type":"personal_chat","id":5,"messages":[
        {"id":1,"type":"message","date_unixtime":"1772442845","from":"Ines","text":"caf\xe9 \ud83e"},
        {"id":2,"type":"message","date_unixtime":"1772442846","from":"Help Bot","text":["see ",{"type":"link","text":"this"}]}]}"#;
    let got = read(chat);
    assert_eq!(lines(&got, "5"), ["user: café \u{fffd}", "bot: see this"]);
    assert_eq!((got.logs[0].kept, got.logs[0].repaired), (2, 1));
}

#[test]
fn an_answer_that_was_given_anew_is_counted_once() {
    let node = |id: &str, parent: &str, role: &str, text: &str| {
        format!(
            r#""{id}":{{"id":"{id}","parent":"{parent}","message":{{"author":{{"role":"{role}"}},
            "content":{{"content_type":"text","parts":["{text}"]}},"recipient":"all"}}}}"#
        )
    };
    let nodes = [
        node("1", "root", "user", "Hi"),
        node("2", "1", "assistant", "first"),
        node("3", "1", "assistant", "second"),
    ];
    let got = read(&format!(r#"[{{"id":"c","current_node":"3","mapping":{{{}}}}}]"#, nodes.join(",")));
    assert_eq!(lines(&got, "c"), ["user: Hi", "bot: second"]);

    let message = |id: &str, parent: &str, sender: &str, text: &str| {
        format!(r#"{{"uuid":"{id}","parent_message_uuid":"{parent}","sender":"{sender}","text":"{text}"}}"#)
    };
    let messages = [
        message("1", "0", "human", "Hi"),
        message("2", "1", "assistant", "first"),
        message("3", "1", "assistant", "second"),
    ];
    let got = read(&format!(r#"[{{"uuid":"c","chat_messages":[{}]}}]"#, messages.join(",")));
    assert_eq!(lines(&got, "c"), ["user: Hi", "bot: second"]);
}

/// An activity of a conversation.
fn activity(rest: &str) -> String {
    format!(r#"{{"channelId":"web","conversation":{{"id":"c"}},"timestamp":"2026-03-02T09:14:05Z",{rest}}}"#)
}

#[test]
fn what_was_changed_or_taken_back_later_is_so() {
    let said = |id: &str, role: &str, text: &str| {
        activity(&format!(
            r#""type":"message","id":"{id}","from":{{"id":"{role}","role":"{role}"}},"text":"{text}""#
        ))
    };
    let file = [
        said("1", "user", "helo"),
        said("2", "user", "my secret"),
        said("3", "bot", "Hello!"),
        activity(r#""type":"messageUpdate","id":"1","from":{"id":"user"},"text":"hello""#),
        activity(r#""type":"messageDelete","id":"2","from":{"id":"user"}"#),
        activity(
            r#""type":"messageReaction","from":{"id":"user"},"replyToId":"3","reactionsAdded":[{"type":"like"}]"#,
        ),
        activity(r#""type":"typing","from":{"id":"bot"}"#),
    ];
    let got = read(&format!("[{}]", file.join(",\n")));
    assert_eq!(lines(&got, "c"), ["user: hello", "bot: Hello!"]);
    assert_eq!(got.conversations["c"].said[1].feedback, Some(Feedback::Up));
    assert_eq!(got.logs[0].kept, 7);
}

#[test]
fn cards_and_pickers_say_what_is_on_them() {
    let card = r#""type":"message","id":"1","from":{"id":"b","role":"bot"},
        "attachments":[{"content":{"title":"Which size?","text":"Choose one"}}]"#;
    assert_eq!(lines(&read(&format!("[{}]", activity(card))), "c"), ["bot: Which size?\nChoose one"]);
    let picker = r#"[{"session_id":"s","website_id":"w","messages":[{"type":"picker","from":"operator","automated":true,
        "content":{"id":"p","text":"Which size?","choices":[{"label":"S"}]}}]}]"#;
    assert_eq!(lines(&read(picker), "s"), ["bot: Which size?"]);
}

#[test]
fn a_sender_may_hold_several_sessions() {
    let event = |kind: &str, rest: &str| {
        format!(r#"{{"sender_id":"s","event":"{kind}","timestamp":1772442845{rest}}}"#)
    };
    let start = |at: u32| event("action", &format!(r#","name":"action_session_start","metadata":{at}"#));
    let offer = event(
        "bot",
        r#","text":"Which?","data":{"buttons":[{"title":"Returns","payload":"/returns{\"a\":1}"}]}"#,
    );
    let file = [
        start(1),
        event("user", r#","text":"hi","parse_data":{"intent":{"name":"greet","confidence":0.9}}"#),
        offer,
        event(
            "user",
            r#","text":"/returns{\"a\":1}","parse_data":{"intent":{"name":"returns","confidence":1.0}}"#,
        ),
        event("user", r#","text":"EXTERNAL: timeout""#),
        event("action", r#","name":"action_default_fallback""#),
        start(2),
        event("user", r#","text":"/restart_now""#),
        event("action", r#","name":"action_human_handoff""#),
    ];
    let got = read(&file.join("\n"));
    assert_eq!(lines(&got, "s"), ["user: hi", "bot: Which?", "user: Returns", "system: timeout"]);
    assert_eq!(got.conversations["s"].said[2].intent.as_deref(), Some("returns"));
    assert!(got.conversations["s"].said[2].fallback);
    assert_eq!(lines(&got, "s 2"), ["user: restart_now"]);
    assert_eq!(got.conversations["s 2"].facts.handoff, Some(true));
}

#[test]
fn makers_trying_out_their_bot_are_left_out_and_said() {
    let row = |name: &str, content: &str| format!("x,{name}_bot,\"{}\"\n", content.replace('"', "\"\""));
    let said = r#"{"type":"message","id":"1","from":{"role":1},"timestamp":1772442845,"text":"hi"}"#;
    let answer = r#"{"type":"message","id":"2","from":{"role":0},"timestamp":1772442846,"text":"hello"}"#;
    let thumb = r#"{"type":"invoke","name":"message/submitAction","replyToId":"2","value":{"actionValue":{"reaction":"dislike"}}}"#;
    let test = r#"{"type":"trace","valueType":"ConversationInfo","value":{"isDesignMode":true}}"#;
    let table = "conversationtranscriptid,name,content\n".to_owned()
        + &row("a", &format!("{{\"activities\":[{test},{said}]}}"))
        + &row("b", &format!("[{said},{answer},{thumb}]"));
    let got = read(&table);
    assert_eq!(lines(&got, "b"), ["user: hi", "bot: hello"]);
    assert_eq!(got.conversations["b"].said[1].feedback, Some(Feedback::Down));
    assert!(!got.conversations.contains_key("a"));
    assert_eq!(problems(&got, "test_traffic"), 1);
}

#[test]
fn a_chat_inside_a_comment_is_read_as_one() {
    let body = "Chat started: 2026-03-02 05:52 PM UTC\\n\\n(05:52:10 PM) Tom: it smells\\n(05:52:12 PM) Shop Bot: Sorry?\\n(05:53:20 PM) *** Marta Silva joined the chat ***\\n(05:54:02 PM) Marta Silva: Hello";
    let got = read(&format!(
        r#"{{"comments":[{{"id":1,"author_id":-1,"public":true,"created_at":"2026-03-02T17:58:10Z","body":"{body}"}}]}}"#
    ));
    let (_, conversation) = got.spoken()[0];
    let roles: Vec<Role> = conversation.said.iter().map(|said| said.role).collect();
    assert_eq!(roles, [Role::User, Role::Bot, Role::System, Role::Agent]);
    assert_eq!(conversation.said[0].at.map(|at| at.0), Some(1_772_473_930_000));
}

#[test]
fn an_offline_message_and_both_ways_of_rating_are_read() {
    let got = read(
        r#"[{"chats":[{"id":"1","type":"offline_msg","visitor":{"id":"v"},"message":"are you there","timestamp":"2026-03-02T09:14:05Z"}]},
        {"chats":[{"id":"2","type":"chat","visitor":{"id":"v"},"history":[{"type":"chat.msg","nick":"visitor","msg":"hi"},
        {"type":"chat.rating","nick":"visitor","new_rating":"bad"}]}]}]"#,
    );
    assert_eq!(lines(&got, "1"), ["user: are you there"]);
    assert_eq!(rated(got.conversations["2"].facts.rating), Some((0.0, 1.0)));
}

#[test]
fn columns_of_json_may_be_texts_and_spelled_with_lines() {
    let response = r#"{"query_result":{"text":"hi","language_code":"de","match":{"match_type":"NO_MATCH"},
        "response_messages":[{"text":{"text":["Wie bitte?"]}},{"live_agent_handoff":{}}]}}"#;
    let record = serde_json::json!({
        "conversation_name": "projects/p/sessions/s", "turn_position": 1, "request_time": "2026-03-02 09:14:05 UTC",
        "request": "{}", "response": response, "bot_answer_feedback": {"rating": "THUMBS_DOWN"},
    });
    let got = read(&record.to_string());
    assert_eq!(lines(&got, "s"), ["user: hi", "bot: Wie bitte?"]);
    let conversation = &got.conversations["s"];
    assert!(conversation.said[0].fallback);
    assert_eq!(conversation.said[1].feedback, Some(Feedback::Down));
    assert_eq!(
        (conversation.facts.handoff, conversation.facts.language.as_deref()),
        (Some(true), Some("de"))
    );
}

#[test]
fn a_civil_time_that_a_clock_change_skips_is_moved_forward() {
    let chat = "28.03.26, 23:59 - Ines: Hallo\n29.03.26, 02:30 - Shop Bot: Guten Abend\n29.03.26, 03:01 - Ines: Danke\n\
                29.03.26, 03:02 - Ines: Diese Nachricht wurde gelöscht\n29.03.26, 03:02 - Ines: <Medien ausgeschlossen>\n";
    let mut got = Got::default();
    got.read("unknown", chat.as_bytes(), "Europe/Berlin", 1, &Mapping::default());
    let times: Vec<i64> =
        got.conversations.values().flat_map(|of| &of.said).filter_map(|said| Some(said.at?.0)).collect();
    assert_eq!(times.len(), 3, "{:?}", got.conversations);
    // 02:30 does not exist that night: it is 03:30, and 03:01 stands before it.
    assert!(times.contains(&1_774_747_800_000), "{times:?}");
}

#[test]
fn outcomes_are_those_that_the_source_states() {
    for (state, expect) in [
        ("confirmed_resolution", Some(Outcome::Resolved)),
        ("assumed_resolution", None),
        ("escalated", Some(Outcome::Escalated)),
        ("negative_feedback", Some(Outcome::Unresolved)),
    ] {
        let export = intercom("").replace(
            "\"id\":\"1\",",
            &format!("\"id\":\"1\",\"ai_agent\":{{\"resolution_state\":\"{state}\"}},"),
        );
        assert_eq!(read(&export).conversations["1"].facts.outcome, expect, "{state}");
    }
}

#[test]
fn a_person_may_choose_another_format() {
    let text = intercom(&part("comment", "bot", "\"hello\""));
    let choose = |format: &str| Mapping { format: Some(format.to_owned()), ..Mapping::default() };
    assert_eq!(read(&text).logs[0].format, "Intercom");
    assert_eq!(read_with(&text, &choose("Intercom")).logs[0].kept, 1);
    let plain = read_with(&text, &choose("JSON"));
    assert_eq!((plain.logs[0].format.as_str(), plain.logs[0].kept), ("JSON", 0));
    let other = read_with(&text, &choose("Rasa"));
    assert_eq!((other.logs[0].format.as_str(), problems(&other, "damaged")), ("Rasa", 1));
    let unknown = read_with(&text, &choose("Fax"));
    assert_eq!((unknown.logs[0].format.as_str(), problems(&unknown, "no_such_format")), ("Intercom", 1));
}

#[test]
fn a_damaged_export_is_told_from_an_unknown_file() {
    let damaged = r#"[{"id":"1","source":{"author":{"type":user}},"conversation_parts":{"x":1}}]"#;
    let got = read(damaged);
    assert_eq!((got.logs[0].format.as_str(), problems(&got, "damaged")), ("Intercom", 1), "{:?}", got.logs);
    let got = read(r#"[{"colour":"red"},{"colour":"blue"}]"#);
    assert_eq!((got.logs[0].format.as_str(), problems(&got, "damaged")), ("JSON", 0));
}

#[test]
fn a_file_of_one_line_is_read_record_by_record() {
    let chat = |n: usize| {
        format!(
            r#"{{"id":"c{n}","visitor":{{"id":"v"}},"session":{{}},"history":[{{"type":"chat.msg","nick":"visitor","msg":"message {n} {}"}}]}}"#,
            "word ".repeat(40)
        )
    };
    let mut got = Got::default();
    let mut reader = Reader::new("unknown", undertone::conversation::Zone::utc());
    reader.push(b"{\"count\":20000,\"chats\":[", &mut got);
    for n in 0..20_000 {
        reader.push(if n > 0 { b"," } else { b"" }, &mut got);
        reader.push(chat(n).as_bytes(), &mut got);
    }
    reader.push(b"],\"next_page\":null}", &mut got);
    let log = reader.finish(&mut got);
    assert_eq!(
        (log.format.as_str(), log.read, log.kept, got.conversations.len()),
        ("Zendesk Chat", 20_000, 20_000, 20_000)
    );
    assert!(log.counts.is_empty(), "{log:?}");
}

#[test]
fn a_row_longer_than_what_decides_is_read() {
    let activity = |n: usize| {
        format!(
            r#"{{"type":"message","id":"{n}","from":{{"role":{}}},"timestamp":{},"text":"message {n}"}}"#,
            n % 2,
            1_772_442_845 + n
        )
    };
    let content = format!("[{}]", (0..5_000).map(activity).collect::<Vec<_>>().join(","));
    assert!(content.len() > Preview::BYTES);
    let table = format!(
        "conversationtranscriptid,name,createdon,content\nx,c_bot,2026-03-02T09:14:41Z,\"{}\"\n",
        content.replace('"', "\"\"")
    );
    let got = read(&table);
    assert_eq!(
        (got.logs[0].format.as_str(), lines(&got, "c").len()),
        ("Copilot Studio", 5_000),
        "{:?}",
        got.logs
    );
    let parts: Vec<String> = (0..5_000).map(|n| part("comment", "bot", &format!("\"{n}\""))).collect();
    let got = read(&intercom(&parts.join(",")));
    assert_eq!((got.logs[0].format.as_str(), lines(&got, "1").len()), ("Intercom", 5_001));
}

#[test]
fn the_same_record_twice_is_read_once() {
    let text = intercom(&part("comment", "bot", "\"hello\""));
    let twice = format!("[{0},{0}]", text.trim_matches(['[', ']']));
    let got = read(&twice);
    assert_eq!(lines(&got, "1"), ["user: Hi", "bot: hello"]);
    assert_eq!(problems(&got, "duplicate_conversation"), 1);
}

#[test]
fn a_preview_names_the_platform_and_who_speaks() {
    let text = intercom(&part("comment", "bot", "\"hello\""));
    let preview = Preview::of(text.as_bytes(), "unknown");
    assert_eq!((preview.format.as_str(), preview.question), ("Intercom", None));
    assert!(preview.speakers.iter().any(|speaker| speaker.role == Role::Bot && speaker.by_rule));
}

#[test]
fn captions_of_a_call_are_a_conversation() {
    let vtt = "WEBVTT\n\nNOTE made by hand\n\n1\n00:00:01.000 --> 00:00:03.000 align:start\n<v Agent Marta>Hello, <i>this</i> is\n\n\
               2\n00:00:03.000 --> 00:00:04.000\n<v Agent Marta>Marta.\n\n00:00:05.000 --> 00:00:06.000\n<v Tom>My blender\nsmells.\n";
    let srt = "1\n00:00:01,000 --> 00:00:03,000\nAgent Marta: Hello, this is\nMarta.\n\n2\n00:00:05,000 --> 00:00:06,000\nTom: My blender\nsmells.\n";
    for text in [vtt, srt] {
        for chunk in [1, 64 << 10] {
            let mut got = Got::default();
            got.read("call", text.as_bytes(), "UTC", chunk, &Mapping::default());
            assert_eq!(
                lines(&got, "call call"),
                ["agent: Hello, this is Marta.", "user: My blender smells."]
            );
            assert_eq!((got.logs[0].format.as_str(), got.logs[0].read), ("Captions", got.logs[0].kept));
        }
    }
}

#[test]
fn records_of_pages_that_were_joined_are_read_all() {
    let one = |id: &str| intercom("").replace("\"id\":\"1\"", &format!("\"id\":\"{id}\"")).replace('\n', "");
    let page = |first: &str, second: &str| {
        format!("[{},{}]", &one(first)[1..one(first).len() - 1], &one(second)[1..one(second).len() - 1])
    };
    for joined in [
        format!("[{},{}]", page("1", "2"), page("3", "4")),
        format!("{}\n{}\n", page("1", "2"), page("3", "4")),
    ] {
        let got = read(&joined);
        assert_eq!(
            (got.conversations.len(), got.logs[0].read, got.logs[0].kept),
            (4, 4, 4),
            "{:?}",
            got.logs
        );
    }
}

#[test]
fn a_message_that_was_updated_is_one_message() {
    let event = |event: &str, more: &str| {
        format!(
            r#"{{"event":"{event}","id":5,"content":"Hi","message_type":"incoming","created_at":"2026-03-02T09:00:00Z","conversation":{{"id":9,"status":"open"}}{more}}}"#
        )
    };
    let status = r#"{"event":"conversation_status_changed","id":9,"status":"resolved","messages":[{"id":5,"content":"Hi","message_type":0,"conversation_id":9}]}"#;
    let got = read(&format!(
        "{}\n{}\n{status}\n",
        event("message_created", ""),
        event("message_updated", ",\"content_attributes\":{}")
    ));
    assert_eq!(lines(&got, "9"), ["user: Hi"], "{:?}", got.logs);
    assert_eq!(got.conversations["9"].facts.outcome, Some(Outcome::Resolved));
}

#[test]
fn an_edited_first_message_leaves_its_old_branch_out() {
    let message = |uuid: &str, parent: &str, sender: &str, text: &str| {
        format!(
            r#"{{"uuid":"{uuid}","parent_message_uuid":"{parent}","sender":"{sender}","text":"{text}","created_at":"2026-03-02T09:00:00Z"}}"#
        )
    };
    let root = "00000000-0000-4000-8000-000000000000";
    let messages = [
        message("a", root, "human", "old question"),
        message("b", "a", "assistant", "old answer"),
        message("c", root, "human", "new question"),
        message("d", "c", "assistant", "new answer"),
    ];
    let got = read(&format!(
        r#"[{{"uuid":"k","name":"x","account":{{"uuid":"u"}},"chat_messages":[{}]}}]"#,
        messages.join(",")
    ));
    assert_eq!(lines(&got, "k"), ["user: new question", "bot: new answer"]);
}

#[test]
fn the_same_words_twice_are_said_twice_where_nothing_tells_records_apart() {
    let row = |kind: &str, text: &str| {
        format!(r#"{{"session_id":"s","message":{{"type":"{kind}","content":"{text}"}}}}"#)
    };
    let rows = [row("human", "yes"), row("ai", "Sorry?"), row("human", "yes"), row("ai", "Sorry?")];
    let got = read(&rows.join("\n"));
    assert_eq!(lines(&got, "s"), ["user: yes", "bot: Sorry?", "user: yes", "bot: Sorry?"]);
}

#[test]
fn signs_that_open_nothing_take_no_time() {
    let text = "<".repeat(2 << 20);
    let message = format!(r#"[{{"type":"message","user":"U1","ts":"1772442845.000100","text":"{text}"}}]"#);
    let got = read(&message);
    assert_eq!(got.logs[0].kept, 1);
}

#[test]
fn tests_of_the_platform_are_left_out_unless_they_are_wanted() {
    let row = |id: &str, test: bool| {
        serde_json::json!({"conversationtranscriptid": id, "name": id, "content": {"activities": [
            {"type": "trace", "valueType": "ConversationInfo", "value": {"isDesignMode": test}},
            {"type": "message", "text": format!("Hello from {id}"), "timestamp": 1_772_442_845, "from": {"role": 1}},
        ]}})
    };
    let export =
        serde_json::json!({"value": [row("one", true), row("two", false), row("three", true)]}).to_string();
    let got = read(&export);
    assert_eq!((got.spoken().len(), problems(&got, "test_traffic")), (1, 2));
    let wanted = read_with(&export, &Mapping { tests: true, ..Mapping::default() });
    let found = ["test_traffic", "test_traffic_read"].map(|kind| problems(&wanted, kind));
    assert_eq!((wanted.spoken().len(), found), (3, [0, 2]));
    assert_eq!((wanted.logs[0].read, wanted.logs[0].kept), (3, 3));
}
