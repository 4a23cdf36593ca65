//! Files that are broken, strange or hostile: what can be read is read, what cannot is said, and
//! nothing else is lost.

use proptest::prelude::*;
use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings},
    insight::Board,
    query::Filter,
    report::{FileReport, Report},
};

fn analysis() -> Analysis {
    Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: false })
}

fn read_in(bytes: &[u8], chunk: usize) -> Analysis {
    let mut analysis = analysis();
    analysis.begin_file("file");
    bytes.chunks(chunk).for_each(|chunk| analysis.push(chunk));
    analysis.end_file();
    analysis
}

/// The texts that were read, a conversation a line: `id: text / text`.
fn texts(analysis: &mut Analysis) -> Vec<String> {
    (0..analysis.corpus().conversations())
        .filter_map(|number| {
            analysis.corpus().with(number, |corpus, view| {
                let said: Vec<_> = view.utterances.iter().map(|said| corpus.text(said.row)).collect();
                format!("{}: {}", corpus.card(number).id, said.join(" / "))
            })
        })
        .collect()
}

/// Reads the bytes in several chunk sizes; the texts and the kinds of problems must be these.
#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expect: &[&str], problems: &[&str]) -> FileReport {
    let bytes = bytes.as_ref();
    for chunk in [1, 7, 64, 1 << 16] {
        let mut analysis = read_in(bytes, chunk);
        let file = FileReport::from(analysis.logs().next().unwrap());
        assert_eq!(texts(&mut analysis), expect, "in chunks of {chunk}: {file:?}");
        let kinds: Vec<&str> = file.problem_counts.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, problems, "in chunks of {chunk}: {file:?}");
        for problem in &file.problems {
            assert!(problem.message.len() > 15, "a problem is said in words: {problem:?}");
        }
    }
    FileReport::from(read_in(bytes, bytes.len().max(1)).logs().next().unwrap())
}

const HEADER: &str = "conversation_id,timestamp,role,message\n";

fn table(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

#[test]
fn files_and_the_terminal_get_the_english_words_alone() {
    let analysis = read_in(table("1,2026-03-02T09:14:05Z,user,Hi\nalone\n").as_bytes(), 64);
    let report = Report::of(&analysis, &Filter::default()).unwrap();
    assert!(report.files[0].problems.iter().any(|problem| !problem.because.is_empty()));
    let written: serde_json::Value = serde_json::from_str(&report.to_json().unwrap()).unwrap();
    let names = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let file = &written["files"][0];
    assert!(file["why"].as_str().unwrap().starts_with("a table separated by commas"), "{file}");
    let of_the_page = ["because", "problem_titles"];
    assert!(names(file).iter().all(|name| !of_the_page.contains(&name.as_str())), "{file}");
    assert_eq!(names(&file["problems"][0]), ["effect", "kind", "line", "message", "record"]);
}

#[test]
fn an_empty_file_says_so() {
    check("", &[], &["empty"]);
    check(" \n\n ", &[], &["empty"]);
    check(HEADER, &[], &["empty"]);
}

#[test]
fn a_binary_file_says_what_it_is() {
    let file = check(b"%PDF-1.7 and the rest of it", &[], &["binary"]);
    assert!(file.problems[0].message.contains("PDF"), "{file:?}");
    let noise: Vec<u8> = (0..2000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    check(noise, &[], &["binary"]);
}

#[test]
fn utf_16_and_latin_1_are_read() {
    let text = table("1,2026-03-02T09:14:05Z,user,Rückgabe?\n1,2026-03-02T09:14:06Z,bot,30 Tage\n");
    let expect = ["1: Rückgabe? / 30 Tage"];
    let units: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(units, &expect, &[]);
    let big: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    check(big, &expect, &[]);
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let file = check(latin, &expect, &["not_utf8"]);
    assert!(file.problems[0].message.contains("Windows-1252"));
    check(text.replace('\n', "\r\n"), &expect, &[]);
    check(format!("\u{feff}{text}"), &expect, &[]);
}

#[test]
fn a_table_of_other_things_names_its_columns() {
    let file = check("sku,colour,stock\n1,red,5\n2,blue,7\n3,red,1\n", &[], &["no_message_columns"]);
    assert!(file.problems[0].message.contains("sku, colour, stock"), "{file:?}");
    check("Dear team,\n\nmy parcel is late.\n\nRegards\nAnn\n", &[], &["unknown_format"]);
}

#[test]
fn a_broken_row_never_loses_its_neighbours() {
    let rows = "1,2026-03-02T09:14:05Z,user,hello\n\
                1,2026-03-02T09:14:06Z,bot,\"never closed\n\
                1,2026-03-02T09:14:07Z,user,\"still, fine\"\n\
                broken\n\
                1,2026-03-02T09:14:08Z,bot,a comma, unquoted\n\
                1,when?,bot,no time\n\
                ,2026-03-02T09:14:09Z,bot,whose?\n\
                1,2026-03-02T09:14:09Z,bot,\n";
    let file = check(
        table(rows),
        &["1: hello / never closed / still, fine / a comma, unquoted / no time"],
        &["bad_time", "field_count", "no_conversation", "no_text", "unbalanced_quote"],
    );
    assert_eq!((file.read, file.kept, file.repaired), (8, 5, 2));
    let lines: Vec<(u64, &str)> =
        file.problems.iter().map(|problem| (problem.line, problem.kind.as_str())).collect();
    assert_eq!(
        lines,
        [
            (3, "unbalanced_quote"),
            (5, "field_count"),
            (6, "field_count"),
            (7, "bad_time"),
            (8, "no_conversation"),
            (9, "no_text")
        ]
    );
}

#[test]
fn truncated_json_keeps_what_stands_before() {
    let whole = r#"[{"id":"a","messages":[{"role":"user","content":"hi"}]},{"id":"b","messages":[{"role":"user","content":"you"}]}]"#;
    check(whole, &["a: hi", "b: you"], &[]);
    for end in [whole.len() - 5, 80, 60] {
        check(&whole[..end], &["a: hi"], &["cut_short"]);
    }
    check(format!(r#"{{"page":1,"conversations":{whole},"next":null}}"#), &["a: hi", "b: you"], &[]);
    let pretty = whole.replace("},{", "},\n\n  {").replace(":[", ":\n [ ");
    check(pretty, &["a: hi", "b: you"], &[]);
}

#[test]
fn a_conversation_cut_off_keeps_the_messages_that_are_whole() {
    let cut = r#"{"id":"a","messages":[{"role":"user","content":"hi"},{"role":"bot","content":"hello"},{"role":"us"#;
    check(cut, &["a: hi / hello"], &["cut_short"]);
    let lines = format!("{{\"id\":\"z\",\"messages\":[{{\"role\":\"user\",\"content\":\"yo\"}}]}}\n{cut}");
    check(lines, &["z: yo", "a: hi / hello"], &["cut_short"]);
}

#[test]
fn every_list_of_conversations_in_an_object_is_read() {
    let said = |id: &str| format!(r#"{{"id":"{id}","messages":[{{"role":"user","content":"{id}"}}]}}"#);
    let (a, b, c) = (said("a"), said("b"), said("c"));
    check(
        format!(r#"{{"data":[{a}],"tags":["x"],"users":[{{"name":"Ann"}}],"more":[{b},{c}],"next":null}}"#),
        &["a: a", "b: b", "c: c"],
        &[],
    );
    check(
        format!(r#"{{"data":[{a}],"closed":{{"page":1,"list":[{b}]}},"paging":{{"next":2}}}}"#),
        &["a: a"],
        &["beside_records"],
    );
}

#[test]
fn notes_of_the_team_are_never_read_whatever_says_that_they_are_notes() {
    for said in [
        r#""private":true"#,
        r#""isInternal":"yes""#,
        r#""public":false"#,
        r#""type":"note""#,
        r#""message_type":"private_note""#,
        r#""kind":"Internal comment""#,
        r#""role":"note""#,
        r#""visibility":"internal""#,
    ] {
        let json = format!(
            r#"{{"id":"1","messages":[{{"role":"user","content":"hi"}},{{"from":"agent",{said},"content":"he is lying"}},{{"role":"bot","content":"hello"}}]}}"#
        );
        check(json, &["1: hi / hello"], &["internal_note"]);
        let alone = format!(
            "{{\"conversation_id\":\"1\",\"role\":\"user\",\"text\":\"hi\"}}\n{{\"conversation_id\":\"1\",\"from\":\"agent\",{said},\"text\":\"he is lying\"}}\n"
        );
        check(alone, &["1: hi"], &["internal_note"]);
    }
    // What is open to all, and what kind of message it is otherwise, hides nothing.
    let open = r#"{"id":"1","messages":[{"role":"user","type":"text","private":false,"public":true,"visibility":"all","content":"take a note"}]}"#;
    check(open, &["1: take a note"], &[]);
    for (column, value) in [("private", "true"), ("visibility", "internal"), ("internal_note", "x")] {
        let rows =
            format!("conversation_id,role,message,{column}\n1,user,hi,\n1,agent,he is lying,{value}\n");
        check(rows, &["1: hi"], &["internal_note"]);
    }
    check("conversation_id,role,message\n1,user,hi\n1,note,he is lying\n", &["1: hi"], &["internal_note"]);
}

#[test]
fn a_broken_json_line_costs_itself_alone() {
    let lines = "{\"id\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}\n\
                 {\"id\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"yo\n\
                 {\"id\":\"c\",\"messages\":[{\"role\":\"user\",\"content\":\"hey\"}]}\n\
                 {\"id\":\"d\",\"notes\":[]}\n";
    let file = check(lines, &["a: hi", "c: hey"], &["no_messages", "not_json"]);
    assert_eq!(file.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 4]);
    check(lines.trim_end().strip_suffix("[]}").unwrap(), &["a: hi", "c: hey"], &["cut_short", "not_json"]);
}

#[test]
fn duplicate_ids_are_told_apart_from_more_of_the_same() {
    let one = r#"{"id":"a","messages":[{"role":"user","content":"hi"}]}"#;
    let more = r#"{"id":"a","messages":[{"role":"bot","content":"yes?"}]}"#;
    check(format!("{one}\n{one}\n"), &["a: hi"], &["duplicate_conversation"]);
    check(format!("{one}\n{more}\n"), &["a: hi / yes?"], &["repeated_conversation"]);
    check(
        "conversation_id,message_id,role,message\n1,m1,user,hi\n1,m1,user,hi\n1,m2,bot,hello\n",
        &["1: hi / hello"],
        &["duplicate_message"],
    );
}

#[test]
fn times_out_of_order_are_put_in_order_and_absent_ones_stay_absent() {
    let rows = "1,2026-03-02T09:14:09Z,bot,second\n1,2026-03-02T09:14:05Z,user,first\n";
    check(table(rows), &["1: first / second"], &["out_of_order"]);
    let untimed = read_in(b"conversation_id,role,message\n1,user,hi\n1,bot,hello\n", 64);
    let board = untimed.board();
    let reason =
        board.figures.values().chain(std::iter::empty()).find(|figure| figure.name == "first_response_time");
    assert!(reason.is_none_or(|figure| figure.value.is_none()));
    assert_eq!(board.distributions["session_length"].median, None);
    assert_eq!(Report::of(&untimed, &Filter::default()).unwrap().span, None);
}

#[test]
fn a_message_of_a_million_characters_is_kept() {
    let long = "wort ".repeat(200_000);
    let bytes = table(&format!("1,2026-03-02T09:14:05Z,user,\"{long}\"\n1,2026-03-02T09:14:06Z,bot,ok\n"));
    let mut analysis = read_in(bytes.as_bytes(), 1 << 16);
    assert_eq!(texts(&mut analysis), [format!("1: {} / ok", long.trim_end())]);
}

#[test]
fn a_line_of_200_megabytes_is_left_out_and_its_neighbours_kept() {
    let mut analysis = analysis();
    analysis.begin_file("huge.csv");
    analysis.push(table("1,2026-03-02T09:14:05Z,user,before\n1,2026-03-02T09:14:06Z,bot,").as_bytes());
    let block = vec![b'x'; 1 << 20];
    (0..200).for_each(|_| analysis.push(&block));
    analysis.push(b"\n1,2026-03-02T09:14:07Z,user,after\n");
    analysis.end_file();
    assert_eq!(texts(&mut analysis), ["1: before / after"]);
    let file = FileReport::from(analysis.logs().next().unwrap());
    assert_eq!(file.problem_counts, [("too_long".to_owned(), 1)]);
    assert_eq!(file.problems[0].line, 3);
}

#[test]
fn control_and_direction_characters_are_harmless() {
    check(
        table("1,2026-03-02T09:14:05Z,user,a\u{0}b\u{1b}[31mc\n1,2026-03-02T09:14:06Z,bot,\u{202e}evil\n"),
        &["1: ab[31mc / \u{202e}evil"],
        &["control_characters", "direction_override"],
    );
}

#[test]
fn markup_is_text() {
    let markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    check(table(&format!("1,2026-03-02T09:14:05Z,user,{markup}\n")), &[&format!("1: {markup}")], &[]);
}

#[test]
fn personal_data_never_reach_the_store() {
    let rows = "conversation_id,user_id,role,message,tags\n\
                ann@example.org-1,ann@example.org,user,my mail is Ann@Example.org and my card 4111 1111 1111 1111,ann@example.org\n\
                2,ann@example.org,user,again ann@example.org,\n\
                3,bob@example.org,user,bob@example.org here,\n";
    let mut analysis = read_in(rows.as_bytes(), 1 << 16);
    let report = Report::of(&analysis, &Filter::default()).unwrap().to_json().unwrap();
    let all = format!("{}{report}", texts(&mut analysis).join("\n"));
    assert!(!all.to_lowercase().contains("example.org") && !all.contains("4111"), "{all}");
    let users: Vec<String> =
        (0..3).map(|number| analysis.corpus().card(number).user.unwrap_or_default().to_owned()).collect();
    assert_eq!(users[0], users[1]);
    assert_ne!(users[0], users[2]);
    assert_eq!(Report::of(&analysis, &Filter::default()).unwrap().users, 2);
}

#[test]
fn one_bad_file_leaves_the_others_alone() {
    let mut analysis = analysis();
    for (name, bytes) in [
        ("a.csv", table("1,,user,hi\n")),
        ("b.bin", "\u{0}\u{1}\u{2}\u{3}".into()),
        ("c.txt", "User: yo\nBot: hey\n".into()),
    ] {
        analysis.begin_file(name);
        analysis.push(bytes.as_bytes());
        analysis.end_file();
    }
    assert_eq!(texts(&mut analysis), ["1: hi", "c 1: yo / hey"]);
    assert_eq!(analysis.logs().map(|log| log.kept).collect::<Vec<_>>(), [1, 0, 2]);
}

fn board(bytes: &[u8], chunk: usize) -> Board {
    read_in(bytes, chunk).board()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_reading_fail(bytes in proptest::collection::vec(any::<u8>(), 0..2000), chunk in 1usize..500) {
        let mut analysis = read_in(&bytes, chunk);
        let file = FileReport::from(analysis.logs().next().unwrap());
        prop_assert!(file.kept <= file.read);
        prop_assert!(analysis.corpus().conversations() > 0 || !file.problem_counts.is_empty());
    }

    #[test]
    fn figures_are_the_same_in_any_chunks(
        rows in proptest::collection::vec(("[a-c]", 0u32..100_000, "user|bot|agent|system", "[a-zé\",\n ?]{0,20}"), 0..40),
        damage in "[\"\n,{}]{0,3}",
        chunk in 1usize..200,
    ) {
        let mut text = String::from(HEADER);
        for (id, seconds, role, message) in rows {
            let quoted = message.replace('"', "\"\"");
            text.push_str(&format!("{id},2026-03-02T{:02}:{:02}:00Z,{role},\"{quoted}\"\n", seconds % 24, seconds % 60));
        }
        text.push_str(&damage);
        prop_assert_eq!(board(text.as_bytes(), chunk), board(text.as_bytes(), 1 << 20));
    }
}

#[test]
fn a_problem_never_repeats_what_somebody_wrote() {
    let private = "I was born on the 3rd of May";
    let text =
        format!("{private},ann@example.org,0171 2345678\nred,blue,green\nblue,red,yellow\nred,red,blue\n");
    let analysis = read_in(text.as_bytes(), 1 << 16);
    let said = format!("{:?}", FileReport::from(analysis.logs().next().unwrap()));
    for word in ["born", "example.org", "2345678"] {
        assert!(!said.contains(word), "{said}");
    }
}

fn read_files(files: &[(&str, &str)]) -> Analysis {
    let mut analysis = analysis();
    for (name, text) in files {
        analysis.begin_file(name);
        analysis.push(text.as_bytes());
        analysis.end_file();
    }
    analysis
}

fn kinds(analysis: &Analysis) -> Vec<Vec<&'static str>> {
    analysis.logs().map(|log| log.counts.keys().copied().collect()).collect()
}

#[test]
fn a_broken_element_of_a_json_array_costs_itself_alone() {
    let element = |id: u32, text: &str| {
        format!("{{\"id\":\"{id}\",\"messages\":[{{\"role\":\"user\",\"content\":{text}}}]}}")
    };
    let list = [element(1, "\"one\""), element(2, "\"two"), element(3, "\"three\""), element(4, "\"four\"")];
    check(format!("[\n{}\n]\n", list.join(",\n")), &["1: one", "3: three", "4: four"], &["not_json"]);
}

#[test]
fn an_oversized_element_of_a_json_array_costs_itself_alone() {
    let mut analysis = analysis();
    analysis.begin_file("huge.json");
    analysis.push(b"[{\"id\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]},\n{\"id\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"");
    let block = vec![b']'; 1 << 20];
    (0..100).for_each(|_| analysis.push(&block));
    analysis.push(b"\"}]},\n{\"id\":\"c\",\"messages\":[{\"role\":\"user\",\"content\":\"you\"}]}]");
    analysis.end_file();
    assert_eq!(texts(&mut analysis), ["a: hi", "c: you"]);
    assert_eq!(kinds(&analysis), [["too_long"]]);
}

#[test]
fn conversations_of_two_files_stay_apart_unless_the_source_joins_them() {
    let made = r#"[{"role":"user","content":"hi"},{"role":"bot","content":"hello"}]"#;
    let mut analysis = read_files(&[("a.json", made), ("b.json", made)]);
    assert_eq!(analysis.corpus().conversations(), 2);

    let first = table("1,2026-03-02T09:14:05Z,user,hi\n");
    let more = table("1,2026-03-02T09:15:05Z,bot,hello\n");
    let mut analysis = read_files(&[("march.csv", &first), ("april.csv", &more)]);
    assert_eq!(texts(&mut analysis), ["1: hi / hello"]);
    assert_eq!(kinds(&analysis), [vec![], vec!["repeated_conversation"]]);
}

#[test]
fn the_same_file_twice_counts_once() {
    let file = table("1,2026-03-02T09:14:05Z,user,hi\n1,2026-03-02T09:14:09Z,bot,hello\n");
    let mut analysis = read_files(&[("a.csv", &file), ("copy of a.csv", &file)]);
    assert_eq!(texts(&mut analysis), ["1: hi / hello"]);
    assert_eq!(kinds(&analysis), [vec![], vec!["duplicate_message"]]);
}

#[test]
fn a_line_that_looks_like_a_heading_stays_in_its_message() {
    check(
        "Visitor: my order is\n#88231 and it is late\nTicket 4711\nBot: I see\n",
        &["file 1: my order is\n#88231 and it is late\nTicket 4711 / I see"],
        &[],
    );
}

#[test]
fn what_a_heading_says_of_its_conversation_is_kept() {
    let analysis =
        read_files(&[("a.txt", "Conversation c-1\nStatus: resolved\nRating: 5\nVisitor: hi\nBot: hello\n")]);
    let board = analysis.board();
    assert_eq!((board.figures["csat_top2"].n, board.figures["resolution_rate"].n), (1, 1));
}

#[test]
fn json_ratings_are_on_one_scale() {
    let mut lines = String::new();
    for (id, rating) in [9, 8, 5, 4, 5].into_iter().enumerate() {
        lines.push_str(&format!(
            "{{\"id\":\"{id}\",\"rating\":{rating},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}\n"
        ));
    }
    let board = read_files(&[("a.jsonl", &lines)]).board();
    assert_eq!((board.figures["csat_top2"].n, board.figures["csat_top2"].of), (1, Some(5)));
}

#[test]
fn a_json_message_that_cannot_be_read_is_said() {
    let line = r#"{"id":"a","messages":[{"role":"user","content":"hi","timestamp":"soon"},{"content":"who?"},{"role":"bot","content":{"card":1}}]}"#;
    check(line, &["a: hi / who?"], &["bad_time", "no_text", "unknown_role"]);
}

#[test]
fn short_ids_tell_conversations_apart() {
    check(
        "id,role,text\n1,user,hello there\n1,bot,how can I help\n2,user,my parcel please\n2,bot,it is on its way\n",
        &["1: hello there / how can I help", "2: my parcel please / it is on its way"],
        &[],
    );
    check(
        "role,text\nuser,hello there\nbot,how can I help\n",
        &["file conversation 1: hello there / how can I help"],
        &["no_conversation_column"],
    );
}

#[test]
fn a_file_that_is_stopped_keeps_whole_records_only() {
    let mut analysis = analysis();
    analysis.begin_file("a.csv");
    analysis.push(table("1,2026-03-02T09:14:05Z,user,whole\n").as_bytes());
    analysis.push(b"1,2026-03-02T09:14:06Z,bot,half of a");
    analysis.push(&vec![b' '; 300_000]);
    analysis.abandon_file(undertone::ingest::Kind::Stopped);
    assert_eq!(texts(&mut analysis), ["1: whole"]);
    assert_eq!(kinds(&analysis), [["stopped"]]);
}

#[test]
fn a_files_name_is_masked() {
    let analysis = read_files(&[("ann@example.org.csv", &table("1,,user,hi\n"))]);
    assert!(analysis.logs().all(|log| !log.name.contains("example.org")));
}

#[test]
fn a_transcript_column_is_known_by_what_it_holds() {
    let rows = "Case,Date,Channel,CSAT,Conversation\n\
                C1,2026-03-01,web,5,\"Customer: Where is my parcel?\nBot: On its way.\nCustomer: great thanks\"\n\
                C2,2026-03-02,web,2,\"Customer: My router is dead\nBot: Try again.\"\n";
    check(
        rows,
        &["C1: Where is my parcel? / On its way. / great thanks", "C2: My router is dead / Try again."],
        &[],
    );
}
