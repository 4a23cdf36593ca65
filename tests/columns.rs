//! Columns that no role takes: kept for each conversation, masked, and asked for by a filter.

use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings, at_once},
    ingest::{Column, Mapping, Preview},
    query::{Columns, Filter, Problem},
    snapshot::{self, About},
};

fn settings() -> Settings {
    Settings { zone: Zone::utc(), key: [7; 16], originals: false }
}

fn analysis_of(files: &[(&str, &str)]) -> Analysis {
    let mut analysis = Analysis::new(settings());
    for (name, text) in files {
        analysis.begin_file(name);
        // In small pieces: what is found does not depend on them.
        text.as_bytes().chunks(7).for_each(|piece| analysis.push(piece));
        analysis.end_file();
    }
    analysis
}

fn count(analysis: &Analysis, filter: &str) -> u64 {
    let filter = analysis.lead().filter(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
    analysis.figures(&filter).unwrap().conversations
}

#[track_caller]
fn check(name: &str, text: &str, columns: &[&str], counts: &[(&str, u64)]) -> Analysis {
    let mut analysis = analysis_of(&[(name, text)]);
    assert_eq!(analysis.corpus().columns().collect::<Vec<_>>(), columns, "{name}");
    for (filter, expect) in counts {
        assert_eq!(count(&analysis, filter), *expect, "{filter} in {name}");
    }
    analysis
}

const MESSAGES: &str = "\
conversation_id,role,text,plan,value,Contact mail,agent name,note
c1,user,hi there,,1000,anna@example.com,Eva,
c1,bot,hello,Enterprise,1000,anna@example.com,Eva,first
c1,user,bye,Free,9,ben@example.com,Eva,second
c2,user,refund please,free,\"1,250.50 €\",ben@example.com,Max,
c3,user,nothing,,,,,
";

#[test]
fn rows_of_messages_keep_the_first_value_of_each_conversation() {
    let mut analysis = check(
        "rows.csv",
        MESSAGES,
        &["value", "plan", "note"],
        &[
            ("plan:enterprise", 1),
            ("plan:free", 1),
            ("plan:none", 1),
            ("-plan:free", 2),
            ("plan:enterprise,FREE", 2),
            ("value>1000", 1),
            ("value>=1000", 2),
            ("value:1000..1100", 1),
            ("value:1000.00", 1),
            ("-value>1000", 2),
            ("note:first", 1),
            ("note:second", 0),
            ("any(user: refund) value>1 or plan:none", 2),
        ],
    );
    let why = analysis.logs().next().unwrap().why.to_string();
    assert!(why.ends_with("kept to filter by: plan, value, note; not read: Contact mail"), "{why}");
    let card: Vec<(String, String)> =
        analysis.corpus().in_columns(0).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    assert_eq!(
        card,
        [("value", "1000"), ("plan", "Enterprise"), ("note", "first")].map(|(n, v)| (n.into(), v.into()))
    );
}

#[test]
fn conversations_that_interleave_keep_theirs() {
    check(
        "rows.csv",
        "conversation_id,role,text,plan\na,user,one,x\nb,user,two,y\na,bot,three,z\nb,bot,four,z\n",
        &["plan"],
        &[("plan:x", 1), ("plan:y", 1), ("plan:z", 0)],
    );
}

#[test]
fn rows_of_conversations_and_of_questions_keep_theirs() {
    check(
        "transcripts.csv",
        "key,transcript,rating,country\nk1,\"User: hi\nBot: hello\",5,DE\nk2,\"User: ho\nBot: hello\",4,AT\n",
        &["country"],
        &[("country:de", 1), ("id:k1", 1)],
    );
    check(
        "pairs.csv",
        "session_id,question,answer,device\ns1,hi,hello,phone\ns1,how,so,desktop\ns2,why,because,desktop\n",
        &["device"],
        &[("device:phone", 1), ("device:desktop", 1)],
    );
}

#[test]
fn records_keep_their_single_values_and_those_of_their_metadata() {
    check(
        "chats.jsonl",
        concat!(
            r#"{"id":"a","plan":"pro","vip":true,"seats":12,"messages":[{"role":"user","content":"hi"}],"#,
            r#""metadata":{"country":"DE","utm.source":"mail","nested":{"x":1}},"customer_name":"Anna"}"#,
            "\n",
            r#"{"id":"b","plan":null,"seats":3,"messages":[{"role":"user","content":"ho"}],"custom_attributes":{"country":"AT"}}"#,
            "\n",
        ),
        &["plan", "vip", "seats", "country", "utm_source"],
        &[
            ("plan:pro", 1),
            ("plan:none", 1),
            ("vip:true", 1),
            ("seats>=3", 2),
            ("country:at", 1),
            ("utm_source:mail", 1),
        ],
    );
    check(
        "messages.jsonl",
        concat!(
            r#"{"conversation_id":"a","role":"user","text":"hi","plan":"pro","id":"m1"}"#,
            "\n",
            r#"{"conversation_id":"a","role":"bot","text":"hello","plan":"free","model":"small","id":"m2"}"#,
            "\n",
        ),
        &["plan", "model"],
        &[("plan:pro", 1), ("plan:free", 0), ("model:small", 1)],
    );
}

#[test]
fn a_column_that_a_person_chose_not_to_read_is_not_kept() {
    let mapping = serde_json::from_str(r#"{"columns": {"plan": null}}"#).unwrap();
    let mut analysis = Analysis::new(settings());
    analysis.begin_file_with("rows.csv", Some(&mapping));
    analysis.push(MESSAGES.as_bytes());
    analysis.end_file();
    assert_eq!(analysis.corpus().columns().collect::<Vec<_>>(), ["value", "note"]);
    // What a preview shows, chosen as it is, is read the same.
    let preview = Preview::of(MESSAGES.as_bytes(), "rows.csv");
    let roles: Vec<Option<Column>> = preview.columns.iter().map(|column| column.role).collect();
    assert_eq!(
        roles[3..],
        [Some(Column::Custom), Some(Column::Custom), None, Some(Column::AgentName), Some(Column::Custom)]
    );
    let columns = (0..).zip(roles).map(|(at, role)| (Mapping::place(at), role)).collect();
    let mapping = Mapping { columns, ..Mapping::default() };
    let mut analysis = Analysis::new(settings());
    analysis.begin_file_with("rows.csv", Some(&mapping));
    analysis.push(MESSAGES.as_bytes());
    analysis.end_file();
    assert_eq!(analysis.corpus().columns().collect::<Vec<_>>(), ["value", "plan", "note"]);
}

#[test]
fn values_are_masked_and_the_same_address_is_the_same_value() {
    let text = "conversation_id,role,text,referrer\na,user,x,from anna@example.com\nb,user,y,from Anna@example.com\n";
    let mut analysis = check("rows.csv", text, &["referrer"], &[("referrer:\"from [EMAIL 1]\"", 2)]);
    assert_eq!(analysis.corpus().values_of_column("referrer"), [("from [EMAIL 1]", 2)]);
}

#[test]
fn what_is_not_kept_is_said_in_the_reading_report() {
    let mut text = String::from("conversation_id,role,text,order,comment\n");
    let long = "so much to say ".repeat(20);
    for n in 0..10_001 {
        text.push_str(&format!("c{n},user,hi,o{n},{}\n", if n == 5 { &long } else { "short" }));
    }
    let mut analysis = analysis_of(&[("rows.csv", &text)]);
    assert_eq!(analysis.corpus().columns().collect::<Vec<_>>(), ["comment"]);
    let report = analysis.logs().next().unwrap();
    let said: Vec<String> = report.problems.iter().map(|problem| problem.kind.to_string()).collect();
    assert_eq!(
        said,
        [
            "These columns hold too many different values to filter by, and were not kept: order",
            "Long texts in these columns were not kept to filter by: comment",
        ]
    );
    assert_eq!(report.kept, 10_001);
    assert_eq!(
        analysis.lead().filter("order:o1").unwrap_err().problem,
        Problem::UnknownField("order".into())
    );
    assert_eq!(count(&analysis, "comment:short"), 10_000);
}

#[test]
fn names_are_offered_with_counts_that_the_filter_finds() {
    let analysis = analysis_of(&[("rows.csv", MESSAGES)]);
    let facets = at_once(analysis.asking().facets()).unwrap();
    assert_eq!(facets["column.plan"], [("Enterprise".to_owned(), 1), ("free".to_owned(), 1)]);
    for (field, names) in &facets {
        for (name, n) in names {
            assert_eq!(count(&analysis, &format!("{field}:\"{name}\"")), *n, "{field}:{name}");
        }
    }
}

#[test]
fn what_the_data_do_not_have_is_pointed_at() {
    let mut analysis = Analysis::new(settings());
    assert_eq!(analysis.lead().filter("x plan:pro").unwrap_err().at, 2);
    analysis.begin_file("rows.csv");
    analysis.push(MESSAGES.as_bytes());
    analysis.end_file();
    assert!(analysis.lead().filter("x plan:pro").is_ok());
    let error = analysis.lead().filter("value>1 plam:pro").unwrap_err();
    assert_eq!((error.at, error.suggestion.as_deref()), (8, Some("plan")));
    let error = analysis.lead().filter("value>1 /a[b/").unwrap_err();
    assert_eq!((error.at, error.problem), (10, Problem::BadPattern));
}

#[test]
fn columns_are_those_of_one_shard_on_any_number_and_after_saving() {
    let second = "conversation_id,role,text,plan,region\nc3,user,again,late,north\nc4,user,hi,Free,south\n";
    let mut frozen = Vec::new();
    for shards in [1, 2, 3, 8] {
        let mut analysis = Analysis::with_shards(settings(), shards);
        for text in [MESSAGES, second] {
            analysis.begin_file("rows.csv");
            analysis.push(text.as_bytes());
            analysis.end_file();
        }
        for (filter, expect) in
            [("plan:free", 2), ("plan:late region:north", 1), ("region:none", 2), ("value>=1000", 2)]
        {
            assert_eq!(count(&analysis, filter), expect, "{filter} on {shards}");
        }
        let store = at_once(analysis.asking().store()).unwrap();
        let about = About { timezone: "UTC".into(), ..About::default() };
        frozen.push(snapshot::write(&about, &store, true));
        let opened = snapshot::read(&frozen[0], None).unwrap();
        assert_eq!(opened.corpus.columns().collect::<Vec<_>>(), ["value", "plan", "note", "region"]);
        assert_eq!(opened.corpus.in_column(0, "value"), Some(("1000", Some(1000.0))));
        // Without texts no column goes along: nobody knows what is in it.
        let bare = snapshot::write(&about, &store, false);
        assert_eq!(snapshot::read(&bare, None).unwrap().corpus.columns().count(), 0);
        assert!(!bare.windows(10).any(|part| part == b"Enterprise"));
    }
    assert!(frozen.iter().all(|file| *file == frozen[0]), "the same file from any number of shards");
    let opened = snapshot::read(&frozen[0], None).unwrap();
    let again =
        Analysis::of_corpus(settings(), undertone::engine::Here::new(&Zone::utc(), 3), &opened.corpus);
    assert_eq!((count(&again, "plan:free"), count(&again, "region:south value:none")), (2, 1));
    assert_eq!(again.lead().filter("plam:x").unwrap_err().suggestion.as_deref(), Some("plan"));
}

#[test]
fn a_file_of_the_version_without_columns_opens() {
    let file = include_bytes!("fixtures/saved-version-1.undertone");
    assert_eq!(file[10..12], [1, 0], "the version that is written in it");
    let mut opened = snapshot::read(file, None).unwrap();
    assert_eq!((opened.about.name.as_str(), opened.corpus.conversations()), ("old.csv", 2));
    assert_eq!(opened.corpus.columns().count(), 0);
    assert_eq!(opened.corpus.card(1).tags, ["billing", "vip"]);
    let said = opened.corpus.with(0, |corpus, view| corpus.text(view.utterances[0].row).into_owned());
    assert_eq!(said.as_deref(), Some("Where is my order?"));
    let again = snapshot::write(&opened.about, &opened.corpus, true);
    assert_eq!(again[10..12], undertone::corpus::VERSION.to_le_bytes());
    assert_eq!(snapshot::read(&again, None).unwrap().corpus.card(1).tags, ["billing", "vip"]);
}

#[test]
fn sequences_and_patterns_are_asked_of_what_was_said() {
    let analysis = analysis_of(&[(
        "chat.csv",
        "conversation_id,role,text,outcome\n\
         a,user,What is the price?,abandoned\na,bot,Sorry: 10 EUR,abandoned\na,user,Get me an agent,abandoned\n\
         b,user,Get me an agent,resolved\nb,bot,Sorry,resolved\nb,user,\"DOUBLE\n charged: price\",resolved\n",
    )]);
    for (filter, expect) in [
        ("any(user: price) then outcome:abandoned", 1),
        ("any(user: price) then outcome:resolved", 1),
        ("any(user: price) then (user: agent)", 1),
        ("(bot: sorry) then (user: agent)", 1),
        ("agent then sorry then price", 1),
        ("(price or nonsense) then outcome:abandoned", 1),
        ("last:1d (price or nonsense) then outcome:abandoned", 0),
        ("price then -agent", 1),
        ("first(user: agent) then last(user: price)", 1),
        ("/double.?charge/", 1),
        ("/[0-9]+ eur$/ -/^get/", 0),
        ("any(bot: /[0-9]+ eur$/)", 1),
        ("/pri(c|k)e/ then (outcome:resolved or /agent/)", 2),
    ] {
        assert_eq!(count(&analysis, filter), expect, "{filter}");
    }
    assert!(Filter::parse_with("price then x:y", Columns::Any).is_ok());
}
