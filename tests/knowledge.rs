//! Answers and questions against a knowledge base: what nearness tells apart in messages written for it, what a study
//! counts of tiny transcripts, and the same of any number of shards.

use std::{fs, sync::Arc};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings, Study, at_once},
    insight::{Cell, Findings, Sheet, State},
    query::Filter,
    search::KnowledgeFile,
    text::model::Model,
};

fn model() -> Arc<Model> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/models/undertone.model");
    Arc::new(Model::read(fs::read(path).unwrap()).unwrap())
}

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("{}/tests/fixtures/knowledge/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn shop() -> Vec<KnowledgeFile> {
    vec![("shop.md".to_owned(), fixture("shop.md"))]
}

/// What is found of these messages, each a conversation; those of the bot stand behind a user's.
fn found(said: &[(&str, &str)], files: Vec<KnowledgeFile>, shards: u32, with_model: bool) -> Findings {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    if with_model {
        let model = model();
        analysis.each_shard(|shard| shard.understand(&model).unwrap());
    }
    let mut text = String::from("conversation_id,role,text\n");
    for (at, (role, words)) in said.iter().enumerate() {
        let words = words.replace('"', "\"\"");
        text.push_str(&format!("c{at},user,hello\n").repeat(usize::from(*role == "bot")));
        text.push_str(&format!("c{at},{role},\"{words}\"\n"));
    }
    analysis.begin_file("chats.csv");
    analysis.push(text.as_bytes());
    analysis.end_file();
    at_once(analysis.asking().study(&Filter::default(), &Study::Knowledge { files })).unwrap()
}

fn shown(found: &Findings, name: &str) -> Option<(u64, u64)> {
    let figure = &found.board.figures[name];
    assert_eq!(figure.value.is_none(), figure.state == State::Absent, "{figure:?}");
    figure.value.map(|_| (figure.n, figure.of.unwrap()))
}

fn sheet<'f>(found: &'f Findings, name: &str) -> &'f Sheet {
    found.sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

fn first_cells(sheet: &Sheet) -> Vec<&str> {
    sheet
        .rows
        .iter()
        .filter_map(|row| if let Cell::Text(text) = &row.cells[0] { Some(text.as_str()) } else { None })
        .collect()
}

#[test]
fn nearness_tells_what_it_is_said_to_tell() {
    let said = fixture("said.tsv");
    let of = |kind: &str| -> Vec<&str> {
        said.lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(of, _)| *of == kind)
            .map(|(_, text)| text)
            .collect()
    };
    let far = |kind: &str, role: &str, name: &str| {
        let messages: Vec<(&str, &str)> = of(kind).into_iter().map(|text| (role, text)).collect();
        shown(&found(&messages, shop(), 1, true), name).unwrap()
    };
    // As the definitions say. One of the first reads as a handoff, one of the last as no question.
    let counted = [
        far("supported", "bot", "unsupported_answer_rate"),
        far("unsupported", "bot", "unsupported_answer_rate"),
        far("contradicted", "bot", "unsupported_answer_rate"),
        far("asked", "user", "unanswered_question_rate"),
        far("beyond", "user", "unanswered_question_rate"),
    ];
    assert_eq!(counted, [(0, 32), (31, 31), (1, 8), (2, 15), (16, 16)]);
}

const SAID: [(&str, &str); 8] = [
    ("bot", "You have 30 days from delivery to send the unused item back."),
    ("bot", "Your gift card stays valid for three years."),
    ("bot", "Our store in Hamburg is open from ten to eight on Saturdays."),
    ("bot", "our store in hamburg is open from ten to eight on saturdays"),
    ("bot", "Our packaging is made of recycled cardboard."),
    ("user", "Can I pay with PayPal?"),
    ("user", "Do you ship to Norway?"),
    // No answer, no question.
    ("bot", "Which order is it?"),
];

#[test]
fn answers_questions_and_articles_are_counted_in_any_number_of_shards() {
    let one = found(&SAID, shop(), 1, true);
    assert_eq!(shown(&one, "unsupported_answer_rate"), Some((3, 5)));
    assert_eq!(shown(&one, "unanswered_question_rate"), Some((1, 2)));
    assert_eq!(shown(&one, "unused_article_rate"), Some((12, 15)));
    let answers = sheet(&one, "unsupported_answers");
    assert_eq!(
        first_cells(answers),
        [
            "Our store in Hamburg is open from ten to eight on Saturdays.",
            "Our packaging is made of recycled cardboard."
        ]
    );
    assert!(matches!(&answers.rows[0].cells[1], Cell::Figure(figure) if figure.n == 2));
    assert_eq!(first_cells(sheet(&one, "unanswered_questions")), ["Do you ship to Norway?"]);
    assert_eq!(sheet(&one, "articles").rows.len(), 15);
    for shards in [2, 3, 8] {
        assert_eq!(found(&SAID, shop(), shards, true), one, "{shards} shards");
    }
}

#[test]
fn without_articles_messages_or_a_model_it_says_why() {
    let reason = |found: &Findings| found.board.figures["unsupported_answer_rate"].reason.clone().unwrap();
    for files in
        [vec![], vec![("empty.md".to_owned(), String::new())], vec![("a.html".to_owned(), "<p><".to_owned())]]
    {
        let found = found(&SAID, files, 2, true);
        assert_eq!(shown(&found, "unsupported_answer_rate"), None);
        assert_eq!(shown(&found, "unused_article_rate"), None);
        assert_eq!(reason(&found), "no article was found in the files");
        assert!(sheet(&found, "unsupported_answers").rows.is_empty() && found.notes.is_empty());
    }
    let deaf = found(&SAID, shop(), 1, false);
    assert_eq!(reason(&deaf), "there is no language model to compare meanings by");
    let silent = found(&[("user", "hello")], shop(), 1, true);
    assert_eq!(reason(&silent), "the bot gives no answer that says anything");
    assert_eq!(sheet(&silent, "articles").rows.len(), 15);
}
