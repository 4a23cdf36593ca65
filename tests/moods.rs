//! Where moods turn: planted turns are found where they were planted, rows mean their conversations, any number of shards
//! says the same.

use std::{path::Path, sync::Arc};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Order, Settings, Study, at_once},
    insight::{Cell, Findings, Sheet, SheetRow},
    query::{Columns, Filter},
    sample::{Format, Generator, Kind, Plan},
    text::model::Model,
};

fn model() -> Arc<Model> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model");
    Arc::new(Model::read(std::fs::read(path).unwrap()).unwrap())
}

fn analysed(file: &[u8], shards: u32, model: Option<&Arc<Model>>) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [3; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    if let Some(model) = model {
        analysis.understand(model).unwrap();
    }
    analysis.begin_file("talks.csv");
    analysis.push(file);
    analysis.end_file();
    analysis.join();
    analysis
}

fn moods(analysis: &Analysis, filter: &str) -> Findings {
    at_once(analysis.asking().study(&parsed(filter), &Study::Moods)).unwrap()
}

fn parsed(filter: &str) -> Filter {
    Filter::parse_with(filter, Columns::Any).unwrap()
}

fn meant(analysis: &Analysis, filter: &str) -> u64 {
    at_once(analysis.asking().list(&parsed(filter), Order::default())).unwrap().len() as u64
}

fn sheet<'f>(findings: &'f Findings, name: &str) -> &'f Sheet {
    findings.sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

/// A count, or a share's cases and of how many.
fn counts(row: &SheetRow, at: usize) -> (u64, Option<u64>) {
    if let Cell::Figure(figure) = &row.cells[at] { (figure.n, figure.of) } else { panic!("{row:?}") }
}

fn value(row: &SheetRow, at: usize) -> f64 {
    if let Cell::Figure(figure) = &row.cells[at] { figure.value.unwrap() } else { panic!("{row:?}") }
}

fn row<'s>(sheet: &'s Sheet, said: &str) -> &'s SheetRow {
    let is = |row: &&SheetRow| matches!(&row.cells[0], Cell::Words(words) if words.to_string() == said);
    sheet.rows.iter().find(is).unwrap_or_else(|| panic!("{said}: {sheet:#?}"))
}

/// Conversations that turn for the worse at their third message of the user, behind a failure of the bot; others that
/// turn for the better where a person answers; and some that go on as they began.
fn planted() -> String {
    let mut out = "conversation_id,timestamp,role,text\n".to_owned();
    for at in 0..60 {
        let mut minute = 0;
        let mut said = |role: &str, text: &str| {
            out.push_str(&format!("c{at},2026-03-{:02}T10:{minute:02}:00Z,{role},\"{text}\"\n", at % 28 + 1));
            minute += 1;
        };
        let glad =
            ["I love this shop, thank you so much for the great help", "This is wonderful, I am very happy"];
        let cross = [
            "This is terrible, I am furious, your service is awful",
            "I hate this, it is useless and I am really angry now",
        ];
        match at % 3 {
            0 => {
                said("user", glad[0]);
                said("bot", "You are welcome. Your parcel is on its way to you.");
                said("user", glad[1]);
                said("bot", "Sorry, I did not understand that.");
                said("user", cross[at % 2]);
                said("bot", "Your parcel is on its way to you.");
                said("user", cross[(at + 1) % 2]);
            }
            1 => {
                said("user", cross[0]);
                said("bot", "Your parcel is on its way to you.");
                said("user", cross[1]);
                said("agent", "Hello, I have sent you a new one free of charge.");
                said("user", glad[at % 2]);
                said("agent", "It is there tomorrow.");
                said("user", glad[(at + 1) % 2]);
            }
            _ => {
                for word in ["one", "two", "three"] {
                    said("user", &format!("My order has the number {word}"));
                    said("bot", "It is on its way to you.");
                }
            }
        }
    }
    out
}

#[test]
fn planted_turns_are_found_where_they_were_planted() {
    let analysis = analysed(planted().as_bytes(), 2, Some(&model()));
    let findings = moods(&analysis, "");
    let worse = sheet(&findings, "moods_worse_at");
    let failed = row(worse, "the bot had not understood");
    assert_eq!(counts(failed, 2), (20, Some(20)), "{worse:#?}");
    // Of the other messages, the second and the fourth of each, none stands behind a failure.
    assert_eq!(counts(failed, 3), (0, Some(40)));
    assert!(value(failed, 4) < -0.5);
    let better = row(sheet(&findings, "moods_better_at"), "a person had answered");
    assert_eq!(counts(better, 2), (20, Some(20)));
    assert_eq!(counts(better, 3), (20, Some(40)), "the fourth message stands behind one, too");
    let note = findings.notes[0].said.to_string();
    assert_eq!(
        note,
        "Of 60 conversations whose mood can be followed 20 got worse. At 100\u{202f}% of the turns the bot had not understood, at 0\u{202f}% of the other messages of these users."
    );
    // Each of the listed leads to the message that it quotes.
    let list = sheet(&findings, "moods_worse");
    assert_eq!(list.rows.len(), 20);
    for row in &list.rows {
        let Cell::Said { text, conversation, line } = &row.cells[0] else { panic!("{row:?}") };
        let transcript = at_once(analysis.asking().transcript(*conversation)).unwrap().unwrap();
        assert_eq!((*line, &transcript.lines[*line as usize].text), (4, text));
        assert_eq!(value(row, 4) as u32, line + 1);
        assert!(value(row, 1) < -0.5);
    }
    let by: Vec<f64> = list.rows.iter().map(|row| value(row, 1)).collect();
    assert!(by.is_sorted(), "the greatest first: {by:?}");
}

#[test]
fn each_row_means_exactly_its_conversations() {
    let mut bytes = Vec::new();
    let mut generator = Generator::new(Plan { kind: Kind::Saas, conversations: 1_500, seed: 5 }, Format::Csv);
    while generator.next_chunk(&mut bytes) {}
    let analysis = analysed(&bytes, 2, Some(&model()));
    for filter in ["", "is:fallback"] {
        let findings = moods(&analysis, filter);
        let mut rows = 0;
        for name in ["moods_worse_at", "moods_better_at", "moods_by_topic"] {
            for row in &sheet(&findings, name).rows {
                let meant = |more: &str| meant(&analysis, format!("{filter} {more}").trim());
                assert_eq!(meant(&row.filter), counts(row, 1).0, "{name}: {row:?}");
                assert_eq!(Some(meant(&row.of)), counts(row, 2).1, "{name}: {row:?}");
                rows += 1;
            }
        }
        assert!(rows > 8, "{findings:#?}");
        assert_eq!(meant(&analysis, "turned:none trajectory:deteriorating,improving"), 0);
        assert_eq!(meant(&analysis, "-turned:none -trajectory:deteriorating,improving"), 0);
    }
    // What quotes a single conversation is in no file unless that is wanted.
    let bare = moods(&analysis, "").without_quotes();
    assert!(bare.sheets.iter().all(|sheet| !["moods_worse", "moods_better"].contains(&sheet.name.as_str())));
    assert_eq!(bare.sheets.len(), 3);
}

#[test]
fn any_number_of_shards_says_the_same() {
    let (model, bytes) = (model(), planted());
    let one = moods(&analysed(bytes.as_bytes(), 1, Some(&model)), "");
    assert!(!sheet(&one, "moods_worse").rows.is_empty());
    for shards in [2, 3, 8] {
        assert_eq!(moods(&analysed(bytes.as_bytes(), shards, Some(&model)), ""), one, "{shards} shards");
    }
}

#[test]
fn where_nothing_is_heard_that_is_said() {
    let findings = moods(&analysed(planted().as_bytes(), 2, None), "");
    for sheet in &findings.sheets {
        assert!(sheet.rows.is_empty());
        assert_eq!(sheet.none.to_string(), "no conversation has three user messages with a sentiment");
    }
    assert!(findings.notes.is_empty());
}
