//! From the first of a file to how it is read: what a preview finds, when it asks, and that what a
//! person chose is what is read, in page and terminal, in chunks of any size.

use std::collections::BTreeMap;

use undertone::{
    conversation::{Named, Role, Zone},
    engine::{Analysis, Previews, Settings},
    ingest::{Column, Mapping, Preview, Question, Times, moment::DateOrder},
    report::FileReport,
};

/// Reads a file; gives what was said, a conversation a line (`id: role text / role text`), and the
/// file's report. In chunks of any size the same.
#[track_caller]
fn read(text: &str, mapping: Option<&Mapping>) -> (Vec<String>, FileReport) {
    let results = [1, 7, 64, 1 << 20].map(|chunk| {
        let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
        let mut analysis = Analysis::new(settings);
        analysis.begin_file_with("file", mapping);
        text.as_bytes().chunks(chunk).for_each(|chunk| analysis.push(chunk));
        analysis.end_file();
        let said = (0..analysis.corpus().conversations())
            .filter_map(|number| {
                analysis.corpus().with(number, |corpus, view| {
                    let said = view.utterances.iter().map(|said| {
                        let time = said.at.map(|at| format!("@{}", at.0)).unwrap_or_default();
                        format!("{}{time} {}", said.role.name(), corpus.text(said.row))
                    });
                    format!("{}: {}", corpus.card(number).id, said.collect::<Vec<_>>().join(" / "))
                })
            })
            .collect();
        let file = FileReport::from(analysis.logs().next().unwrap());
        (said, file)
    });
    for result in &results {
        assert_eq!(*result, results[0], "the same in chunks of any size");
    }
    let [result, ..] = results;
    result
}

fn columns(chosen: &[(&str, Column)]) -> Mapping {
    let columns = chosen.iter().map(|(name, column)| ((*name).to_owned(), Some(*column))).collect();
    Mapping { columns, ..Mapping::default() }
}

fn speakers(chosen: &[(&str, Role)]) -> Named<Role> {
    chosen.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect()
}

fn preview(text: &str) -> Preview {
    Preview::of(text.as_bytes(), "file")
}

const STRANGE: &str = "Fall;Wer;Inhalt\nf1;Lisa;Guten Tag\nf1;Jana;Ja\nf2;Lisa;Guten Tag\nf2;Tim;Nein\n";

#[test]
fn the_encoding_is_told_by_the_letters_and_can_be_chosen() {
    // German, whose letters are the same in several encodings.
    let german = b"id,role,text\n1,user,Gr\xF6\xDFe 42 bitte sch\xF6n\n1,bot,Gern f\xFCr Sie\n";
    let guessed = Preview::of(german, "a.csv");
    assert_eq!(guessed.encoding.as_deref(), Some("Windows-1252"));
    let chosen = Mapping { encoding: Some("windows-1251".into()), ..Mapping::default() };
    let preview = Preview::with(german, "a.csv", &chosen);
    assert_eq!(preview.encoding.as_deref(), Some("Windows-1251"));
    assert!(preview.rows[0][2].contains("Grц"), "{:?}", preview.rows);
    let plain = Preview::of(b"id,role,text\n1,user,hi\n1,bot,hello\n", "a.csv");
    assert_eq!(plain.encoding, None);
}

#[test]
fn a_table_whose_header_says_nothing_is_read_as_chosen() {
    let (said, _) = read(&STRANGE.replace("Inhalt", "Spruch"), None);
    assert!(said.is_empty(), "without a choice there is nothing to read: {said:?}");
    let text = STRANGE.replace("Inhalt", "Spruch");
    let found = preview(&text);
    assert_eq!(found.needs_asking(), Some(Question::Messages));
    let names: Vec<&str> = found.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!((names, found.rows.len(), found.header), (vec!["Fall", "Wer", "Spruch"], 4, true));

    let mut mapping =
        columns(&[("fall", Column::Conversation), ("#2", Column::Sender), ("Spruch", Column::Text)]);
    let then = Preview::with(text.as_bytes(), "file", &mapping);
    assert_eq!(then.needs_asking(), Some(Question::Speakers), "now that columns are known, names are not");
    let guesses: Vec<(&str, Role, u64)> =
        then.speakers.iter().map(|of| (of.name.as_str(), of.role, of.seen)).collect();
    assert_eq!(guesses, [("Lisa", Role::Bot, 2), ("Jana", Role::User, 1), ("Tim", Role::User, 1)]);

    mapping.speakers = speakers(&[("Lisa", Role::Agent)]);
    let (said, file) = read(&text, Some(&mapping));
    assert_eq!(said, ["f1: agent Guten Tag / user Ja", "f2: agent Guten Tag / user Nein"]);
    assert!(file.why.ends_with("read as you chose"), "{}", file.why);
    assert_eq!((file.read, file.kept), (4, 4));
}

#[test]
fn a_table_without_a_header_row_is_read_by_place() {
    let text = "1|Ann|hi there|3\n1|Roy|yes|3\n2|Ann|hi there|3\n2|Roy|no|3\n";
    let found = preview(text);
    assert_eq!((found.needs_asking(), found.header), (Some(Question::Messages), false));
    assert!(found.columns.iter().all(|column| column.name.is_empty()));
    let mut mapping = columns(&[("#1", Column::Conversation), ("#2", Column::Sender), ("#3", Column::Text)]);
    mapping.columns.insert("#4".into(), None);
    mapping.speakers = speakers(&[("Ann", Role::Bot), ("Roy", Role::User)]);
    let (said, _) = read(text, Some(&mapping));
    assert_eq!(said, ["1: bot hi there / user yes", "2: bot hi there / user no"]);
    // The first row can be said to name the columns.
    let (said, _) = read(text, Some(&Mapping { header: Some(true), ..mapping }));
    assert_eq!(said, ["1: user yes", "2: bot hi there / user no"]);
}

#[test]
fn speakers_who_go_by_their_names_are_asked_for_and_read_as_chosen() {
    let chosen = Mapping {
        speakers: speakers(&[("Lisa", Role::Bot), ("Max Helper", Role::Agent)]),
        ..Mapping::default()
    };
    let text = "---\nLisa: Welcome\nTom: hi\nMax Helper: me now\n---\nLisa: Welcome\nEve: bye\nLisa: well\n";
    let csv = "conversation_id,sender,text\n1,Lisa,Welcome\n1,Tom,hi\n1,Max Helper,me now\n\
               2,Lisa,Welcome\n2,Eve,bye\n2,Lisa,well\n";
    let json = r#"{"id":"1","messages":[{"sender":"Lisa","text":"Welcome"},{"sender":"Tom","text":"hi"},{"sender":"Max Helper","text":"me now"}]}
{"id":"2","messages":[{"sender":"Lisa","text":"Welcome"},{"sender":"Eve","text":"bye"},{"sender":"Lisa","text":"well"}]}
"#;
    let cells = "conversation_id,transcript\n1,\"Lisa: Welcome\nTom: hi\nMax Helper: me now\"\n2,\"Lisa: Welcome\nEve: bye\nLisa: well\"\n";
    let cells_of_json = "conversation_id,transcript\n1,\"[{\"\"from\"\":\"\"Lisa\"\",\"\"text\"\":\"\"Welcome\"\"},{\"\"from\"\":\"\"Tom\"\",\"\"text\"\":\"\"hi\"\"},{\"\"from\"\":\"\"Max Helper\"\",\"\"text\"\":\"\"me now\"\"}]\"\n2,\"[{\"\"from\"\":\"\"Lisa\"\",\"\"text\"\":\"\"Welcome\"\"},{\"\"from\"\":\"\"Eve\"\",\"\"text\"\":\"\"bye\"\"},{\"\"from\"\":\"\"Lisa\"\",\"\"text\"\":\"\"well\"\"}]\"\n";
    for source in [text, csv, json, cells, cells_of_json] {
        let found = preview(source);
        assert_eq!(found.needs_asking(), Some(Question::Speakers), "{source}\n{found:?}");
        let guesses: BTreeMap<&str, (Role, u64)> =
            found.speakers.iter().map(|of| (of.name.as_str(), (of.role, of.seen))).collect();
        assert_eq!(
            guesses["Lisa"],
            (Role::Bot, 3),
            "who is in every conversation is the likeliest bot: {source}"
        );
        assert_eq!(guesses["Tom"], (Role::User, 1));
        let (said, file) = read(source, Some(&chosen));
        let said: Vec<&str> = said.iter().filter_map(|line| Some(line.split_once(": ")?.1)).collect();
        let expect = ["bot Welcome / user hi / agent me now", "bot Welcome / user bye / bot well"];
        assert_eq!(said, expect, "{source}\n{file:?}");
        assert!(file.why.ends_with("read as you chose"), "{}", file.why);
    }
}

#[test]
fn a_choice_stands_above_the_word_in_the_file() {
    // This export calls its bot an agent.
    let csv = "conversation_id,role,text\n1,user,hi\n1,agent,hello\n";
    let json = r#"[{"conversation_id":"1","role":"user","text":"hi"},{"conversation_id":"1","role":"agent","text":"hello"}]"#;
    let text = "User: hi\nAgent: hello\n";
    for source in [csv, json, text] {
        assert_eq!(preview(source).needs_asking(), None, "{source}");
        let word = if source == text { "Agent" } else { "agent" };
        let mapping = Mapping { speakers: speakers(&[(word, Role::Bot)]), ..Mapping::default() };
        let (said, _) = read(source, Some(&mapping));
        assert!(said[0].ends_with("user hi / bot hello"), "{said:?}");
    }
}

#[test]
fn dates_that_can_be_read_two_ways_are_asked_for() {
    let of = |text: &str, order| {
        let (said, file) = read(text, Some(&Mapping { date_order: Some(order), ..Mapping::default() }));
        assert!(!file.problem_counts.iter().any(|(kind, _)| kind == "ambiguous_dates"), "{file:?}");
        said[0].split_once('@').unwrap().1.split_once(' ').unwrap().0.parse::<i64>().unwrap()
    };
    let csv = "conversation_id,time,role,text\n1,03/02/2026 09:00,user,hi\n1,04/02/2026 09:00,bot,yes\n";
    let text = "03/02/2026, 09:00 - User: hi\n04/02/2026, 09:00 - Bot: yes\n";
    for source in [csv, text] {
        let found = preview(source);
        assert_eq!(found.needs_asking(), Some(Question::Dates), "{source}");
        assert_eq!((found.unsure_dates, found.times), (Some(DateOrder::DayFirst), Times::WithoutZone));
        let (day_first, month_first) = (of(source, DateOrder::DayFirst), of(source, DateOrder::MonthFirst));
        assert_eq!((month_first - day_first) / 86_400_000, 27, "3 February and 2 March");
    }
    // A part above 12, or dots, prove the order; nobody is asked.
    assert_eq!(preview(&csv.replace("04/02", "14/02")).needs_asking(), None);
    assert_eq!(preview(&csv.replace('/', ".")).needs_asking(), None);
    let json = r#"{"messages":[{"role":"user","text":"hi","time":"03/02/2026 09:00"}]}"#;
    assert_eq!((of(json, DateOrder::MonthFirst) - of(json, DateOrder::DayFirst)) / 86_400_000, 27);
}

#[test]
fn a_zone_that_is_chosen_is_that_of_times_without_one() {
    let csv = "conversation_id,time,role,text\n1,2026-03-02 09:00,user,hi\n1,2026-03-02T09:00:00Z,bot,yes\n";
    let zone = |name: &str| Mapping { timezone: Some(name.into()), ..Mapping::default() };
    let (said, _) = read(csv, Some(&zone("Europe/Berlin")));
    assert_eq!(said, ["1: user@1772438400000 hi / bot@1772442000000 yes"]);
    let (_, file) = read(csv, Some(&zone("Mars/Olympus")));
    assert_eq!(file.problem_counts, [("no_such_zone".to_owned(), 1)]);
}

#[test]
fn a_column_that_is_not_there_is_a_problem_in_words() {
    let mapping = columns(&[("Inhalt", Column::Text), ("Sprecher", Column::Sender), ("#9", Column::User)]);
    let (said, file) = read(STRANGE, Some(&mapping));
    assert_eq!(said.len(), 2, "what fits is read: {file:?}");
    let problem = file.problems.iter().find(|problem| problem.kind == "no_such_column").unwrap();
    assert!(problem.message.contains("#9, Sprecher"), "{}", problem.message);
    // Nothing of it fits: the table's own columns are named.
    let (said, file) =
        read(STRANGE, Some(&columns(&[("Nachricht", Column::Sender), ("Inhalt", Column::User)])));
    assert!(said.is_empty());
    assert_eq!(file.problems[0].kind, "no_message_columns");
    assert!(file.problems[0].message.contains("Fall, Wer, Inhalt"), "{}", file.problems[0].message);
    // Neither has a text file columns.
    let (said, file) = read("User: hi\nBot: hello\n", Some(&mapping));
    assert_eq!((said.len(), file.problems[0].kind.as_str()), (1, "no_such_column"));
}

#[test]
fn what_is_known_never_asks() {
    let known = [
        "conversation_id,timestamp,role,message\n1,2026-03-02T09:00:00Z,user,hi\n1,2026-03-02T09:00:01Z,bot,yes\n",
        "Gespräch;Zeitpunkt;Rolle;Nachricht\n1;02.03.2026 09:00;Kunde;Hallo\n1;02.03.2026 09:01;Bot;Hallo\n",
        "id,question,answer\n1,where is it,on its way\n2,thanks,sure\n",
        "Visitor: hi\nBot: hello\nMarta: I take over\n",
        r#"{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"yes"}]}"#,
    ];
    for text in known {
        assert_eq!(preview(text).needs_asking(), None, "{text}");
    }
    // A table of things has nothing that may have been said.
    let things = preview("article,stock\nspoon,3\nfork,4\n");
    assert_eq!((things.needs_asking(), things.columns.len()), (None, 2));
    // What holds no conversations gives nothing to choose.
    for text in ["", "Dear team,\nI write, because, well, my order is late.\nRegards", "\u{0}\u{1}\u{2}PK"] {
        let found = preview(text);
        assert_eq!((found.needs_asking(), found.columns.len(), found.speakers.len()), (None, 0, 0), "{text}");
    }
    for name in [
        "two-conversations.csv",
        "two-conversations.jsonl",
        "broken-lines.jsonl",
        "plain.txt",
        "personal.csv",
    ] {
        let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        let found = Preview::of(&std::fs::read(path).unwrap(), name);
        assert_eq!(found.needs_asking(), None, "{name}: {found:?}");
    }
}

#[test]
fn one_column_that_may_answer_is_asked_for() {
    // Numbers of rooms may tell conversations apart; what all rows share cannot.
    let rows = "Room,role,text\n12 a,user,hi\n12 a,bot,yes\n14 b,user,hi\n14 b,bot,no\n";
    assert_eq!(preview(rows).needs_asking(), Some(Question::Conversations));
    assert_eq!(preview(&rows.replace("14 b", "12 a")).needs_asking(), None);
    let rows = "chat_id,Seite,text\n1,links,hi\n1,rechts,yes\n2,links,hi\n2,rechts,no\n";
    assert_eq!(preview(rows).needs_asking(), Some(Question::SpeakerColumn));
}

#[test]
fn a_preview_is_masked_and_its_speakers_are_known_again() {
    let text = "Fall;Wer;Spruch;Schrieb\n1;ann@a.example;call +49 30 1234567;x\n1;helper@b.example;ok;x\n\
                2;bob@a.example;hi;x\n2;helper@b.example;ok;x\n";
    let mut previews = Previews::new([7; 16]);
    let mut mapping = columns(&[("#1", Column::Conversation), ("#2", Column::Sender), ("#3", Column::Text)]);
    let found = previews.of(text.as_bytes(), "ann@a.example.csv", &mapping);
    let shown = format!("{found:?}");
    assert!(!shown.contains("example") && !shown.contains("1234567"), "{shown}");
    assert_eq!(found.rows[0][2], "call [PHONE 1]");
    let bot = found.speakers.iter().find(|speaker| speaker.role == Role::Bot).unwrap();
    assert_eq!((bot.seen, bot.name.starts_with("[EMAIL ")), (2, true));
    // Chosen by its token, read by its name.
    mapping.speakers = found.speakers.iter().map(|of| (of.name.clone(), Role::User)).collect();
    mapping.speakers.insert(bot.name.clone(), Role::Agent);
    let (said, _) = read(text, Some(&previews.reveal(&mapping)));
    assert_eq!(said, ["1: user call [PHONE 1] / agent ok", "2: user hi / agent ok"]);
}

#[test]
fn a_long_file_is_previewed_by_its_beginning() {
    let mut text = "conversation_id,sender,text\n".to_owned();
    while text.len() < Preview::BYTES + 100 {
        text.push_str(&format!("{},Lisa,Hello there\n{0},Tom,hi\n", text.len()));
    }
    let found = Preview::of(&text.as_bytes()[..Preview::BYTES], "file");
    let names: Vec<&str> = found.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    assert_eq!(names, ["Lisa", "Tom"], "no name is cut");
    assert_eq!(found.needs_asking(), Some(Question::Speakers));
}

/// The samples of formats that lie beside the repository, where they do: none needs a question that
/// its own content answers.
#[test]
fn samples_are_asked_about_only_where_they_say_too_little() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    let mut folders = vec![folder];
    let mut asked = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if let Ok(mut bytes) = std::fs::read(entry.path()) {
                bytes.truncate(Preview::BYTES);
                let name = entry.file_name().to_string_lossy().into_owned();
                if let Some(question) = Preview::of(&bytes, &name).needs_asking() {
                    asked.push((name, question));
                }
            }
        }
    }
    // One knows people by their names alone, one keeps what was said inside a column of JSON.
    let expect =
        [("channel-export.json", Question::Speakers), ("sql-events-table.csv", Question::SpeakerColumn)];
    asked.retain(|(name, question)| !expect.contains(&(name.as_str(), *question)));
    assert_eq!(asked, []);
}
