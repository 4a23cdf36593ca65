//! Files of facts beside the transcripts: what each column becomes, what is matched and what is not, and that
//! neither the order of the files nor the pieces they come in nor the number of shards changes a figure.

use undertone::{
    conversation::{Named, Zone},
    engine::{Analysis, Settings},
    ingest::{About, Column, Mapping, Preview, Question},
    query::Filter,
    report::{FileReport, Report},
};

const CHATS: &str = "conversation_id,user_id,role,text\n\
    c1,u1,user,where is my parcel\nc1,u1,bot,it left this morning\n\
    c2,u2,user,I want to cancel\nc2,u2,bot,may I ask why\n\
    c3,u1,user,another question please\nc3,u1,bot,go ahead\n\
    c4,Eva@Shop.example,user,hello out there\nc4,Eva@Shop.example,bot,hello\n";

const CUSTOMERS: &str = "user_id,plan,mrr,churned,churn_date\n\
    u1,enterprise,1200,no,\nu2,free,0,yes,2026-03-01\neva@shop.example,pro,49.5,no,\nu9,pro,49,no,\n";

const CSAT: &str = "conversation_id,score,comment\n\
    c1,5,all was well and quickly done\nc2,1,nobody could help me with it\nc7,4,a bit slow but fine\n";

type File<'f> = (&'f str, &'f str, Option<&'f Mapping>);

fn read_in(files: &[File<'_>], chunk: usize, shards: u32) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    for (name, text, mapping) in files {
        analysis.begin_file_with(name, *mapping);
        text.as_bytes().chunks(chunk).for_each(|chunk| analysis.push(chunk));
        analysis.end_file();
    }
    analysis.join();
    analysis
}

/// Reads files, the transcripts among them.
fn read(files: &[(&str, &str)]) -> Analysis {
    let files: Vec<File<'_>> = files.iter().map(|(name, text)| (*name, *text, None)).collect();
    read_in(&files, 1 << 20, 1)
}

fn count(analysis: &Analysis, filter: &str) -> u64 {
    let filter = analysis.lead().filter(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
    Report::of(analysis, &filter).unwrap().conversations
}

#[track_caller]
fn counts(analysis: &Analysis, expect: &[(&str, u64)]) {
    for (filter, conversations) in expect {
        assert_eq!(count(analysis, filter), *conversations, "{filter}");
    }
}

fn report(analysis: &Analysis, name: &str) -> FileReport {
    analysis.logs().map(FileReport::from).find(|file| file.name == name).unwrap()
}

/// Kinds of the problems of a file, each with its line.
fn problems(file: &FileReport) -> Vec<(&str, u64)> {
    file.problems.iter().map(|problem| (problem.kind.as_str(), problem.line)).collect()
}

#[test]
fn facts_about_users_go_to_all_their_conversations() {
    let analysis = read(&[("chats.csv", CHATS), ("customers.csv", CUSTOMERS)]);
    counts(
        &analysis,
        &[
            ("", 4),
            ("plan:enterprise", 2),
            ("churned:yes", 1),
            ("plan:pro", 1),
            ("mrr>1000", 2),
            ("mrr<50", 2),
            ("churn_date:2026-03-01", 1),
        ],
    );
    let file = report(&analysis, "customers.csv");
    assert_eq!((file.read, file.kept, file.format.as_str()), (4, 3, "CSV"));
    assert_eq!(
        file.why,
        "facts about customers, joined by “user_id”; kept to filter by: plan, mrr, churned, churn_date. \
         3 of 4 customers matched; 1 without a conversation here"
    );
    assert_eq!(problems(&file), [("unmatched", 5)]);
}

#[test]
fn ratings_and_remarks_of_conversations() {
    let mut analysis = read(&[("csat.csv", CSAT), ("chats.csv", CHATS)]);
    counts(&analysis, &[("", 4), ("rating:5", 1), ("rating:1", 1), ("-is:rated", 2)]);
    let file = report(&analysis, "csat.csv");
    assert_eq!(
        file.why,
        "facts about conversations, joined by “conversation_id”; columns understood: Rating, \
         Comment on the rating. \
         2 of 3 conversations matched; 1 not among those read"
    );
    assert_eq!(problems(&file), [("unmatched", 4)]);
    let first = analysis.corpus().with(0, |corpus, _| corpus.comment(0).unwrap_or_default().to_string());
    assert_eq!(first.as_deref(), Some("all was well and quickly done"));
}

#[test]
fn figures_are_the_same_in_any_order_of_files_in_any_pieces_and_on_any_number_of_shards() {
    let labels =
        "conversation_id;label;handoff;outcome\nc1;billing, urgent;yes;resolved\nc3;other;no;unresolved\n";
    let files = [
        ("chats.csv", CHATS, None),
        ("csat.csv", CSAT, None),
        ("customers.csv", CUSTOMERS, None),
        ("labels.csv", labels, None),
    ];
    let whole = |analysis: &Analysis| {
        let report = Report::of(analysis, &Filter::default()).unwrap();
        let mut files = report.files.clone();
        files.sort_by(|one, other| one.name.cmp(&other.name));
        // Which of the opened ones each is, is their order.
        for file in &mut files {
            file.opened = 0;
        }
        let facets = &report.facets;
        (
            report.board,
            files,
            format!("{facets:?}").len(),
            count(analysis, "tag:urgent plan:enterprise rating:5"),
        )
    };
    let expect = whole(&read_in(&files, 1 << 20, 1));
    assert_eq!(expect.3, 1);
    for order in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]] {
        let turned = order.map(|at| files[at]);
        for (chunk, shards) in [(1, 1), (7, 2), (64, 3), (1 << 20, 8)] {
            assert!(whole(&read_in(&turned, chunk, shards)) == expect, "{order:?} by {chunk} on {shards}");
        }
    }
}

#[test]
fn the_last_record_of_an_id_counts_and_the_others_are_said() {
    let others = (3..20).map(|n| format!("u{n},pro\n")).collect::<Vec<_>>().concat();
    let twice = format!("user_id,plan\nu1,free\nu2,free\nu1,pro\n{others},lost\n");
    let analysis = read(&[("customers.csv", &twice), ("chats.csv", CHATS)]);
    counts(&analysis, &[("plan:pro", 2), ("plan:free", 1)]);
    let file = report(&analysis, "customers.csv");
    assert_eq!((file.read, file.kept), (21, 2));
    let expect = [("no_id", 22), ("repeated_id", 2), ("unmatched", 5), ("unmatched", 6)];
    assert_eq!(problems(&file)[..4], expect);
    let counts: Vec<u64> = file.problem_counts.iter().map(|(_, n)| *n).collect();
    assert_eq!(counts, [1, 1, 17]);
    assert!(file.why.ends_with("2 of 19 customers matched; 17 without a conversation here"), "{}", file.why);
}

#[test]
fn every_shape_that_facts_come_in() {
    let array = r#"[{"user_id": "u1", "plan": "pro", "seats": 12, "tags": ["vip", "beta"], "active": true},
        {"user_id": "u2", "plan": null, "seats": 3, "tags": [], "active": false}]"#;
    let others = (3..9).map(|n| format!("{{\"user_id\": \"u{n}\"}}\n")).collect::<Vec<_>>().concat();
    let lines = format!(
        "{{\"user_id\": \"u1\", \"plan\": \"pro\", \"seats\": 12, \"tags\": [\"vip\", \"beta\"], \"active\": true}}\n\
         not json\n{{\"user_id\": \"u2\", \"seats\": 3, \"active\": false}}\n\
         {{\"user_id\": \"u2\", \"seats\": 3, \"active\": false}}\n{others}"
    );
    let tabs = "user_id\tplan\tseats\ttags\tactive\nu1\tpro\t12\tvip|beta\ttrue\nu2\t\t3\t\tfalse\n";
    for (format, text) in [("JSON", array), ("JSON Lines", &lines), ("TSV", tabs)] {
        for chunk in [1, 5, 1 << 20] {
            let analysis = read_in(&[("facts", text, None), ("chats.csv", CHATS, None)], chunk, 1);
            let expect =
                [("plan:pro", 2), ("seats>10", 2), ("seats:3", 1), ("tag:vip", 2), ("active:false", 1)];
            counts(&analysis, &expect);
            let file = report(&analysis, "facts");
            assert_eq!(file.format, format);
            let of_lines = [("not_json", 2), ("repeated_id", 3), ("unmatched", 5)];
            let found = problems(&file);
            assert_eq!(
                &found[..found.len().min(3)],
                if format == "JSON Lines" { &of_lines[..] } else { &[] }
            );
        }
    }
}

#[test]
fn what_each_column_is_taken_for() {
    let of = |text: &str| {
        let preview = Preview::of(text.as_bytes(), "side");
        let columns: Vec<String> = preview
            .columns
            .iter()
            .map(|column| column.role.map_or_else(|| "-".to_owned(), |role| format!("{role:?}")))
            .collect();
        (preview.about, preview.needs_asking(), columns.join(" "))
    };
    let (of_conversations, of_users) = (About::Conversations, About::Users);
    for (text, about, asked, columns) in [
        (CSAT, of_conversations, None, "Conversation Rating Comment"),
        (CUSTOMERS, of_users, None, "User Custom Custom Custom Custom"),
        // What a customer is rated with, or their state, says nothing of one conversation.
        (
            "user_id,csat,status,name\nu1,4,active,Ada\nu2,5,gone,Eva\n",
            of_users,
            None,
            "User Custom Custom -",
        ),
        (
            "chat id;user id;channel;lang;variant;status;handover;tags;value\na;u;web;de;B;solved;ja;x|y;12\n\
             b;v;app;en;A;open;nein;;7\n",
            of_conversations,
            None,
            "Conversation User Channel Language Variant Status Handoff Tags Custom",
        ),
        // Which id it is, the name does not say.
        ("id,plan,mrr\n1,pro,20\n2,free,0\n", of_users, Some(Question::About), "User Custom Custom"),
        (
            "id,rating,team\n1,4,a\n2,5,b\n",
            of_conversations,
            Some(Question::About),
            "Conversation Rating Custom",
        ),
        // Half of the ids stand there twice.
        (
            "user_id,plan\na,x\na,y\nb,x\nb,y\nc,x\nd,x\ne,x\nf,x\n",
            of_users,
            Some(Question::About),
            "User Custom",
        ),
        (
            r#"[{"id": 7, "plan": "pro"}, {"id": 8, "plan": "free"}]"#,
            of_users,
            Some(Question::About),
            "User Custom",
        ),
    ] {
        assert_eq!(of(text), (about, asked, columns.to_owned()), "{text}");
    }
    // Messages stay messages.
    for text in [
        CHATS,
        "conversation_id,Spruch\na,where is my parcel now\nb,I would like to cancel\nc,that is not right\n",
        "session_id,role,content\na,user,hi\nb,user,hello\n",
        "user_id,text\nu1,hi\nu2,hello\n",
        r#"[{"conversation_id": "a", "role": "user", "content": "hi"}]"#,
    ] {
        assert_eq!(of(text).0, About::Messages, "{text}");
    }
}

#[test]
fn what_a_person_chose_holds() {
    let columns = |columns: &[(&str, Option<Column>)]| -> Named<Option<Column>> {
        columns.iter().map(|(name, column)| ((*name).to_owned(), *column)).collect()
    };
    let strange = "Nr,Note,Stufe,Ort\nu1,9,gold,Ulm\nu2,3,silver,Bonn\n";
    let mapping = Mapping {
        about: Some(About::Users),
        columns: columns(&[("Nr", Some(Column::User)), ("Note", Some(Column::Rating)), ("Ort", None)]),
        ..Mapping::default()
    };
    let files = [("a.csv", strange, Some(&mapping)), ("chats.csv", CHATS, None)];
    let analysis = read_in(&files, 1 << 20, 1);
    counts(&analysis, &[("stufe:gold", 2), ("is:rated", 3), ("is:satisfied", 2)]);
    assert!(analysis.lead().filter("ort:Ulm").is_err(), "not to be read");

    // A file of facts by its look, said to hold messages.
    let messages = Mapping { about: Some(About::Messages), ..Mapping::default() };
    let analysis = read_in(&[("csat.csv", CSAT, Some(&messages))], 1 << 20, 1);
    counts(&analysis, &[("", 3)]);

    // Nothing in it is an id.
    let conversations = Mapping { about: Some(About::Conversations), ..Mapping::default() };
    let analysis = read_in(&[("a.csv", "a,b\nx y,1\nx y,1\n", Some(&conversations))], 1 << 20, 1);
    assert_eq!(problems(&report(&analysis, "a.csv")), [("no_ids", 0)]);
}

#[test]
fn what_conversations_say_themselves_stays_where_facts_are_of_users() {
    // Both say a rating and a plan; of the user alone comes the region.
    let of_conversation = "conversation_id,csat,plan\nc1,2,trial\n";
    let of_user = "user_id,plan,region\nu1,pro,north\n";
    for files in [
        [("a.csv", of_conversation), ("b.csv", of_user), ("chats.csv", CHATS)],
        [("chats.csv", CHATS), ("b.csv", of_user), ("a.csv", of_conversation)],
    ] {
        let analysis = read(&files);
        counts(&analysis, &[("plan:trial", 1), ("plan:pro", 1), ("region:north", 2), ("rating:2", 1)]);
    }
}

#[test]
fn a_user_that_only_a_file_of_facts_names_is_found_by_another() {
    let chats = "conversation_id,role,text\nc1,user,hi there\nc1,bot,hello\n";
    let owners = "conversation_id,user_id\nc1,u1\n";
    let analysis = read(&[("customers.csv", CUSTOMERS), ("chats.csv", chats), ("owners.csv", owners)]);
    counts(&analysis, &[("plan:enterprise", 1)]);
}

#[test]
fn facts_are_masked_and_saved_with_the_analysis() {
    let facts = "conversation_id,contact_point,plan\nc1,ada@shop.example,pro\nc2,bob@shop.example,free\n";
    let mut analysis = read(&[("facts.csv", facts), ("chats.csv", CHATS)]);
    assert_eq!(count(&analysis, "plan:pro"), 1);
    let about = undertone::snapshot::About {
        name: "x".into(),
        timezone: "UTC".into(),
        synthetic: false,
        files: analysis.logs().map(FileReport::from).collect(),
    };
    let saved = undertone::snapshot::write(&about, analysis.corpus(), true);
    assert!(!saved.windows(4).any(|part| part == b"ada@"), "an address is masked wherever it stands");
    let opened = undertone::snapshot::read(&saved, None).unwrap();
    let told = |files: &[FileReport]| files.iter().map(|file| file.why.clone()).collect::<Vec<_>>();
    assert_eq!(told(&opened.about.files), told(&about.files));
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let again = Analysis::of_corpus(settings, undertone::engine::Here::new(&Zone::utc(), 2), &opened.corpus);
    let filter = again.lead().filter("plan:pro").unwrap();
    assert_eq!(Report::of(&again, &filter).unwrap().conversations, 1);
}

#[test]
fn the_users_of_slack_say_who_is_a_bot() {
    let users = r#"[{"id": "U1", "name": "ines", "profile": {}, "is_bot": false},
        {"id": "U2", "name": "helper", "profile": {"email": "x@y.example"}, "is_bot": true}]"#;
    let day = r#"[{"type": "message", "user": "U1", "text": "hello there", "ts": "1772442845.12", "thread_ts": "1772442845.12"},
        {"type": "message", "user": "U2", "text": "how can I help", "ts": "1772442846.12", "thread_ts": "1772442845.12"}]"#;
    let messages_of_bots = |analysis: &Analysis| {
        let report = Report::of(analysis, &Filter::default()).unwrap();
        report.board.breakdowns["utterances_by_role"]
            .parts
            .iter()
            .find(|part| part.0 == "bot")
            .map(|part| part.1)
    };
    let analysis = read(&[("users.json", users), ("day.json", day)]);
    assert_eq!(messages_of_bots(&analysis), Some(1));
    let file = report(&analysis, "users.json");
    assert_eq!((file.format.as_str(), file.read, file.kept, file.problems.len()), ("Slack", 2, 2, 0));
    // Behind the messages it comes too late, and says so.
    let analysis = read(&[("day.json", day), ("users.json", users)]);
    assert_eq!(messages_of_bots(&analysis), Some(0));
    assert_eq!(problems(&report(&analysis, "users.json")), [("late_bot", 2)]);
}
