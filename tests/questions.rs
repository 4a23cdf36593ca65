//! Questions people ask: planted ones found in whatever words, how they fare counted by brute force, the same of any
//! number of shards; and what is made of those that the bot failed at, in files that others can read.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::Arc,
};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Order, Settings, Study, at_once},
    insight::{Cell, Figure, Findings, Sheet, SheetRow, State},
    query::{Columns, Filter},
    report::{Heading, Manner, Training, entries_markdown},
    sample::{Format, Generator, Kind, Plan},
    text::model::Model,
};

/// What one question is asked in, what the bot says to it, and what of it is planted.
struct Planted {
    wordings: [&'static str; 8],
    answer: &'static str,
    /// Of ten conversations, in how many the bot does not understand.
    missed: usize,
    /// The intent that the source gives, if any.
    intent: &'static str,
}

const PLANTED: [Planted; 6] = [
    Planted {
        wordings: [
            "where is my parcel",
            "where is my package right now",
            "can you tell me where my parcel is",
            "my parcel has not arrived yet, where is it",
            "track my parcel please",
            "where has my package got to",
            "i want to know where my parcel is",
            "where did my parcel go",
        ],
        answer: "Your parcel is on its way and arrives tomorrow.",
        missed: 1,
        intent: "parcel_status",
    },
    Planted {
        wordings: [
            "how do i reset my password",
            "i forgot my password",
            "reset my password please",
            "i cannot remember my password, how do i reset it",
            "can you reset the password of my account",
            "help me to change a forgotten password",
            "forgot password, need a new password",
            "how can i get a new password",
        ],
        answer: "Choose the link under the field to get a new one.",
        missed: 0,
        intent: "password",
    },
    Planted {
        wordings: [
            "do you ship to norway",
            "can you deliver to norway",
            "is shipping to norway possible",
            "how much is shipping to norway",
            "do you send orders to norway",
            "i live in norway, do you ship there",
            "is delivery to norway available, my mail is kim@example.com",
            "shipping to norway?",
        ],
        answer: "",
        missed: 10,
        intent: "",
    },
    Planted {
        wordings: [
            "i want to cancel my subscription",
            "cancel my subscription please",
            "how do i cancel the subscription",
            "please stop my subscription",
            "i would like to end my subscription",
            "cancel subscription",
            "how can i unsubscribe and cancel my subscription",
            "can you cancel my monthly subscription",
        ],
        answer: "Your subscription ends with the running month.",
        missed: 4,
        intent: "cancel",
    },
    Planted {
        wordings: [
            "the washing machine is leaking water",
            "my washing machine leaks",
            "there is water under the washing machine",
            "water runs out of my washing machine",
            "my washer is leaking on the floor",
            "washing machine leaks water when it runs",
            "why does the washing machine leak water",
            "the washer leaks water from the door",
        ],
        answer: "Please check first whether the hose sits tight.",
        missed: 2,
        intent: "repair",
    },
    Planted {
        wordings: [
            "can i pay by invoice",
            "is payment by invoice possible",
            "do you offer payment by invoice",
            "i would like to pay with an invoice",
            "may i pay on invoice instead of by card",
            "how can i pay by invoice",
            "is it possible to pay by invoice",
            "paying by invoice, does that work",
        ],
        answer: "Invoice is possible from the second order on.",
        missed: 0,
        intent: "payment",
    },
];

/// What stands in one conversation, by its id.
#[derive(Clone, Copy, Debug)]
struct Truth {
    of: usize,
    missed: bool,
    wrong: bool,
    handed: bool,
}

impl Truth {
    fn failed(&self) -> bool {
        self.missed || self.wrong
    }

    fn lost(&self) -> bool {
        self.missed && !self.handed
    }
}

/// Conversations of one question each: ten times every wording.
fn planted() -> (String, BTreeMap<String, Truth>) {
    let mut csv = "conversation_id,timestamp,role,message,intent,status\n".to_owned();
    let mut truth = BTreeMap::new();
    let mut n = 0;
    for (of, planted) in PLANTED.iter().enumerate() {
        for (at, wording) in planted.wordings.iter().enumerate() {
            for round in 0..10 {
                n += 1;
                let missed = (round * 3 + at) % 10 < planted.missed;
                let wrong = !missed && (round + at) % 10 == 9;
                let handed = missed && round % 2 == 0;
                let id = format!("c{n}");
                let status = if missed && !handed { "unresolved" } else { "resolved" };
                let mut minute = 0;
                let mut say = |role: &str, text: &str, intent: &str| {
                    let text = text.replace('"', "\"\"");
                    let stamp = format!("2026-03-{:02}T10:{minute:02}:00Z", 1 + n % 28);
                    csv.push_str(&format!("{id},{stamp},{role},\"{text}\",{intent},{status}\n"));
                    minute += 1;
                };
                say("user", wording, planted.intent);
                if missed {
                    say("bot", "Sorry, I did not understand that.", "");
                    if handed {
                        say("agent", "We do that within six working days, for nine euros.", "");
                    }
                } else {
                    say("bot", planted.answer, "");
                    if wrong {
                        say("user", "no, that's wrong", "");
                        say("bot", "I am sorry about that.", "");
                    }
                }
                truth.insert(id, Truth { of, missed, wrong, handed });
            }
        }
    }
    (csv, truth)
}

fn model() -> Arc<Model> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/models/undertone.model");
    Arc::new(Model::read(fs::read(path).unwrap()).unwrap())
}

fn analysed(files: &[&[u8]], shards: u32, model: Option<&Arc<Model>>) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [3; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    if let Some(model) = model {
        analysis.understand(model).unwrap();
    }
    for (at, file) in files.iter().enumerate() {
        analysis.begin_file(&format!("{at}.csv"));
        analysis.push(file);
        analysis.end_file();
    }
    analysis.join();
    analysis
}

fn filtered(text: &str) -> Filter {
    Filter::parse_with(text, Columns::Any).unwrap()
}

fn studied(analysis: &Analysis, filter: &str) -> Findings {
    at_once(analysis.asking().study(&filtered(filter), &Study::questions())).unwrap()
}

/// The ids of the conversations that a filter means.
fn ids(analysis: &Analysis, filter: &str) -> BTreeSet<String> {
    let list = at_once(analysis.asking().list(&filtered(filter), Order::default())).unwrap();
    at_once(analysis.asking().rows(&list)).unwrap().into_iter().map(|row| row.id).collect()
}

fn sheet<'f>(found: &'f Findings, name: &str) -> &'f Sheet {
    found.sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

fn figure(row: &SheetRow, at: usize) -> &Figure {
    let Cell::Figure(figure) = &row.cells[at] else { panic!("no figure at {at} of {row:?}") };
    figure
}

fn text(row: &SheetRow, at: usize) -> &str {
    match &row.cells[at] {
        Cell::Text(text) => text,
        Cell::Words(said) => said.text.as_ref(),
        other => panic!("no text at {at}: {other:?}"),
    }
}

/// The rows of questions, without those together.
fn questions(found: &Findings) -> Vec<&SheetRow> {
    sheet(found, "questions").rows.iter().filter(|row| !row.filter.is_empty()).collect()
}

#[test]
fn planted_questions_are_found_and_how_they_fare_is_what_a_count_by_hand_says() {
    let model = model();
    let (csv, truth) = planted();
    let analysis = analysed(&[csv.as_bytes()], 2, Some(&model));
    let found = studied(&analysis, "");
    let (mut pure, mut all, mut whole) = (0, 0, [0; PLANTED.len()]);
    for row in questions(&found) {
        let own = ids(&analysis, &row.filter);
        let count =
            |holds: &dyn Fn(&Truth) -> bool| own.iter().filter(|id| holds(&truth[*id])).count() as u64;
        let pair = |at: usize| (figure(row, at).n, figure(row, at).of.unwrap());
        // One question to a conversation, all of them answered by the bot first.
        assert_eq!(figure(row, 2).n, own.len() as u64, "{}", row.filter);
        assert_eq!(figure(row, 3).n, own.len() as u64, "{}", row.filter);
        assert_eq!(pair(4), (count(&|truth| truth.missed), own.len() as u64), "{}", row.filter);
        assert_eq!(pair(5), (count(&|truth| truth.lost()), own.len() as u64), "{}", row.filter);
        assert_eq!(pair(6), (count(&|truth| truth.handed), own.len() as u64), "{}", row.filter);
        let sizes: Vec<u64> = (0..PLANTED.len()).map(|of| count(&|truth| truth.of == of)).collect();
        let most = sizes.iter().max().unwrap();
        (pure, all) = (pure + most, all + own.len() as u64);
        let of = sizes.iter().position(|n| n == most).unwrap();
        whole[of] = whole[of].max(*most);
    }
    assert!(pure * 100 >= all * 97, "{pure} of {all} are with their own");
    assert!(all * 10 >= truth.len() as u64 * 9, "{all} of {} are in a question", truth.len());
    // Of eight wordings the most are together, whatever their words.
    assert!(whole.iter().all(|n| *n >= 50), "{whole:?}");
    let grouped = ids(&analysis, "-question:none");
    let failed: BTreeSet<String> = grouped.iter().filter(|id| truth[*id].failed()).cloned().collect();
    assert_eq!(ids(&analysis, "-failed:none"), failed);
    let rate = &found.board.figures["request_failure_rate"];
    assert_eq!((rate.n, rate.of), (failed.len() as u64, Some(grouped.len() as u64)));
    let coverage = &found.board.figures["question_coverage"];
    assert_eq!(coverage.n, grouped.len() as u64);
    // The filter line offers them with as many conversations as they mean.
    let facets = at_once(analysis.asking().facets()).unwrap();
    for field in ["question", "failed"] {
        assert!(facets[field].len() > 3, "{field}");
        for (name, n) in &facets[field] {
            assert_eq!(ids(&analysis, &format!("{field}:\"{name}\"")).len() as u64, *n, "{field}: {name}");
        }
    }
}

#[test]
fn what_the_bot_failed_at_is_ranked_told_by_intent_and_leads_to_its_conversations() {
    let model = model();
    let (csv, truth) = planted();
    let analysis = analysed(&[csv.as_bytes()], 3, Some(&model));
    let found = studied(&analysis, "");
    let failed = sheet(&found, "questions_failed");
    let mut before = f64::INFINITY;
    let mut said = BTreeMap::new();
    for row in &failed.rows {
        let own = ids(&analysis, &row.filter);
        assert!(own.iter().all(|id| truth[id].failed()));
        assert_eq!(figure(row, 1).n, own.len() as u64, "{}", row.filter);
        assert_eq!(figure(row, 2).n, own.len() as u64);
        assert!(own.len() >= 5);
        let cost = figure(row, 2).n as f64 * figure(row, 2).value.unwrap();
        assert!(cost <= before, "{cost} behind {before}");
        before = cost;
        said.insert(truth[own.first().unwrap()].of, (text(row, 4).to_owned(), text(row, 0).to_owned()));
    }
    assert_eq!(truth[ids(&analysis, &failed.rows[0].filter).first().unwrap()].of, 2, "norway is the worst");
    assert_eq!(said[&2].0, "no intent for it");
    assert_eq!(said[&3].0, "known as {intent}, and missed");
    // Within a selection only that is counted.
    let some = studied(&analysis, "outcome:unresolved");
    assert!(questions(&some).len() > 2);
    for row in questions(&some) {
        let own = ids(&analysis, &format!("outcome:unresolved {}", row.filter)).len() as u64;
        assert_eq!((figure(row, 3).n, figure(row, 5).n), (own, own), "{}", row.filter);
    }
    assert!(studied(&analysis, "channel:nowhere").sheets.iter().all(|sheet| sheet.rows.is_empty()));
}

#[test]
fn any_number_of_shards_and_any_order_of_files_give_the_same_questions() {
    let model = model();
    let (csv, _) = planted();
    let mut bytes = Vec::new();
    let mut generator = Generator::new(Plan { kind: Kind::Shop, conversations: 400, seed: 5 }, Format::Csv);
    while generator.next_chunk(&mut bytes) {}
    let one = studied(&analysed(&[csv.as_bytes(), &bytes], 1, Some(&model)), "");
    assert!(questions(&one).len() > 20 && sheet(&one, "training_phrases").rows.len() > 10);
    for shards in [2, 3, 8] {
        let many = studied(&analysed(&[&bytes, csv.as_bytes()], shards, Some(&model)), "");
        assert!(many == one, "{shards} shards");
    }
}

#[test]
fn drafts_are_masked_and_have_names_that_no_intent_has() {
    let model = model();
    let (csv, _) = planted();
    // The name that is suggested for Norway is taken.
    let first = studied(&analysed(&[csv.as_bytes()], 1, Some(&model)), "");
    let name = |found: &Findings| {
        let rows = &sheet(found, "training_phrases").rows;
        let norway = rows.iter().find(|row| row.filter.contains("norway")).unwrap();
        text(norway, 0).to_owned()
    };
    let suggested = name(&first);
    assert!(suggested.contains("norway"), "{suggested}");
    assert!(suggested.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    let taken = suggested.to_uppercase().replace('_', "-");
    let csv = format!("{csv}x,2026-03-01T10:00:00Z,user,hello,{taken},resolved\n");
    let found = studied(&analysed(&[csv.as_bytes()], 1, Some(&model)), "");
    assert_eq!(name(&found), format!("{suggested}_2"));
    let cancels =
        sheet(&found, "training_phrases").rows.iter().find(|row| row.filter.contains("subscription"));
    assert_eq!(text(cancels.unwrap(), 0), "cancel", "the source's own name");

    let all = format!("{found:?}");
    assert!(!all.contains("kim@example.com") && all.contains("[EMAIL]"), "texts are masked");
    let norway: Vec<&SheetRow> =
        sheet(&found, "training_phrases").rows.iter().filter(|row| row.filter.contains("norway")).collect();
    let phrases: BTreeSet<&str> = norway.iter().map(|row| text(row, 1)).collect();
    assert!(phrases.len() == norway.len() && norway.len() >= 4, "{phrases:?}");
    let entry =
        sheet(&found, "knowledge_entries").rows.iter().find(|row| row.filter.contains("norway")).unwrap();
    assert_eq!(text(entry, 1), "We do that within six working days, for nine euros.");
    assert_eq!(text(entry, 2), "an agent");
    assert!(found.clone().without_quotes().sheets.is_empty());
}

#[test]
fn files_of_drafts_can_be_read_by_those_they_are_for() {
    let model = model();
    let (csv, _) = planted();
    let found = studied(&analysed(&[csv.as_bytes()], 1, Some(&model)), "");
    let rows = &sheet(&found, "training_phrases").rows;
    let wanted: Vec<(String, String)> =
        rows.iter().map(|row| (text(row, 0).to_owned(), text(row, 1).to_owned())).collect();

    // Rasa: the shape of the file, read line by line.
    let yaml = Training::Rasa.written(&found);
    let mut lines = yaml.lines();
    assert_eq!((lines.next(), lines.next()), (Some("version: \"3.1\""), Some("nlu:")));
    let mut read = Vec::new();
    let mut intent = String::new();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("- intent: ") {
            intent = name.to_owned();
            assert_eq!(lines.next(), Some("  examples: |"));
        } else {
            let phrase = line.strip_prefix("    - ").unwrap_or_else(|| panic!("{line}"));
            read.push((intent.clone(), phrase.replace("[EMAIL](email)", "[EMAIL]")));
        }
    }
    assert_eq!(read, wanted);
    assert!(yaml.contains("[EMAIL](email)"));

    // Tables: read by our own reader of tables, as if they were transcripts.
    let table = Training::Table.written(&found);
    assert!(table.starts_with("intent,phrase,said,language\r\n"), "{table}");
    assert_eq!(table.lines().count(), wanted.len() + 1);
    let said: u64 = rows.iter().map(|row| figure(row, 2).n).sum();
    let as_transcripts = format!(
        "conversation_id,role,{}",
        table
            .lines()
            .enumerate()
            .map(|(at, line)| if at == 0 { format!("{line}\n") } else { format!("{at},user,{line}\n") })
            .collect::<String>()
    )
    .replace("intent,phrase,", "intent,text,");
    let read = analysed(&[as_transcripts.as_bytes()], 1, None);
    assert_eq!(read.board().figures["conversations"].n, wanted.len() as u64);
    for (at, (intent, phrase)) in wanted.iter().enumerate() {
        let transcript = at_once(read.asking().transcript(at as u32)).unwrap().unwrap();
        assert_eq!(&transcript.lines[0].text, phrase);
        assert!(ids(&read, &format!("intent:\"{intent}\"")).contains(&(at + 1).to_string()));
    }
    let counts: u64 =
        table.lines().skip(1).map(|line| line.rsplit(',').nth(1).unwrap().parse::<u64>().unwrap()).sum();
    assert_eq!(counts, said);

    let dialogflow = Training::Dialogflow.written(&found);
    assert!(dialogflow.starts_with("Intent Display Name,Language,Phrase\r\n"), "{dialogflow}");
    assert!(!dialogflow.contains('[') && dialogflow.lines().count() == wanted.len() + 1);
    assert!(dialogflow.lines().skip(1).all(|line| line.split(',').nth(1) == Some("en")));

    let manner = Manner { quotes: true, say: |text| text.into() };
    let heading = Heading { title: "Entries".into(), ..Heading::default() };
    let page = entries_markdown(&found, &heading, manner);
    let entries = sheet(&found, "knowledge_entries");
    assert_eq!(page.lines().filter(|line| line.starts_with("## ")).count(), entries.rows.len());
    assert!(page.contains("We do that within six working days, for nine euros."), "{page}");
    assert!(page.contains("Check each answer before use."), "{page}");
    let failed = figure(&sheet(&found, "questions_failed").rows[0], 2);
    let said = format!("The bot failed {} of {} times that this was asked.", failed.n, failed.of.unwrap());
    assert!(page.contains(&said) && failed.n > 50, "{said}: {page}");
}

#[test]
fn a_goal_cannot_be_made_of_questions_and_a_link_holds_none() {
    for text in ["question:\"where is it\"", "failed:x"] {
        assert!(undertone::plan::check_filter(text).is_err());
        let shared = filtered(text).masked().to_string();
        assert!(!shared.contains("where") && !shared.contains(":x"), "{shared}");
    }
}

#[test]
fn few_data_and_no_model_say_so() {
    let small = "conversation_id,role,text\n1,user,where is it\n1,bot,here\n";
    for with_model in [true, false] {
        let model = with_model.then(model);
        let found = studied(&analysed(&[small.as_bytes()], 2, model.as_ref()), "");
        for sheet in &found.sheets {
            assert!(sheet.rows.is_empty() && !sheet.none.is_empty(), "{sheet:?}");
        }
        for figure in found.board.figures.values() {
            assert_ne!(figure.state, State::Ok, "{figure:?}");
            assert!(figure.reason.is_some());
        }
        assert_eq!(Training::Rasa.written(&found), "version: \"3.1\"\nnlu: []\n");
    }
}
