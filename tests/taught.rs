//! Labels that people teach, and corrections of those that the model gives: learned, used on all data however
//! many shards hold them, taken back, and carried as a file.

use std::{fs, path::Path, sync::Arc};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings, at_once},
    language::taught::{Lesson, Refusal, Target, Taught, TooFew},
    query::Filter,
    report::Report,
    sample::{Format, Generator, Kind, Plan},
    text::model::Model,
};

/// Asks where a parcel is: examples, and messages that were not shown.
const PARCEL: [&str; 10] = [
    "Where is my parcel?",
    "my package still has not arrived",
    "When will the delivery get here?",
    "The tracking says delivered but nothing came",
    "still waiting for my shipment after two weeks",
    "can you tell me where my package is right now",
    "I have not received my order yet",
    "has my parcel been sent already",
    "the courier never showed up with my package",
    "delivery is late again, where is it",
];
const PARCEL_UNSEEN: [&str; 4] = [
    "my parcel did not arrive, where is it?",
    "where is the package I am waiting for",
    "the shipment has still not been delivered",
    "when does my delivery arrive",
];
const OTHER: [&str; 30] = [
    "How do I reset my password?",
    "I want to change my e-mail address",
    "Do you have this shirt in blue?",
    "The app crashes when I open the settings",
    "Please cancel my subscription",
    "What does the premium plan cost?",
    "Can I pay by invoice?",
    "my invoice shows the wrong company name",
    "thanks, that helped",
    "hello",
    "I would like to talk to a human",
    "Is there a student discount?",
    "The button does nothing on my phone",
    "How can I export my data as a spreadsheet?",
    "do you offer gift cards",
    "I forgot my user name",
    "which size should I take if I am between two",
    "the colour is not what I expected",
    "can I use two coupons at once",
    "your prices went up a lot",
    "how do I delete my account",
    "does it work with a Mac",
    "I was charged twice this month",
    "the video has no sound",
    "what are your opening hours",
    "please send me a copy of the contract",
    "is the warranty two years",
    "add another seat to our team",
    "good morning",
    "no that is not what I meant",
];

fn model() -> Arc<Model> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model");
    let file = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Arc::new(Model::read(file).unwrap())
}

fn lesson(examples: &[&str]) -> Lesson {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Lesson { name: "where is it".into(), examples: owned(examples), others: Vec::new() }
}

fn csv(texts: &[&str]) -> Vec<u8> {
    let rows =
        texts.iter().enumerate().map(|(at, text)| format!("c{at},user,\"{text}\"\nc{at},bot,One moment.\n"));
    format!("conversation_id,role,text\n{}", rows.collect::<String>()).into_bytes()
}

fn analysed(files: &[Vec<u8>], shards: u32, model: &Arc<Model>) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [3; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.understand(model).unwrap();
    for (at, file) in files.iter().enumerate() {
        analysis.begin_file(&format!("part {at}.csv"));
        analysis.push(file);
        analysis.end_file();
    }
    analysis
}

fn shop() -> Vec<u8> {
    let plan = Plan { conversations: 400, seed: 3, ..Plan::default_size(Kind::Shop) };
    let (mut bytes, mut generator) = (Vec::new(), Generator::new(plan, Format::Csv));
    while generator.next_chunk(&mut bytes) {}
    bytes
}

fn count(analysis: &Analysis, filter: &str) -> u64 {
    analysis.figures(&Filter::parse(filter).unwrap()).unwrap().conversations
}

/// An analysis of short chats, taught one label.
fn taught_chats(shards: u32, examples: &[&str]) -> (Analysis, Taught) {
    let model = model();
    let all: Vec<&str> = OTHER.iter().chain(&PARCEL_UNSEEN).copied().collect();
    let mut analysis = analysed(&[csv(&all)], shards, &model);
    let label = at_once(analysis.asking().teach(&model, &lesson(examples))).unwrap().unwrap();
    let mut taught = Taught::default();
    assert!(taught.put(label));
    assert_eq!(analysis.learn(&taught).unwrap(), 0);
    (analysis, taught)
}

#[test]
fn a_label_taught_by_ten_examples_finds_others_like_them() {
    let (analysis, taught) = taught_chats(2, &PARCEL);
    let quality = taught.labels()[0].quality;
    assert!(quality.f1().unwrap() >= 0.7 && quality.is_telling(), "{quality:?}");
    let named = "label:\"where is it\"";
    let found = |text: &str| count(&analysis, &format!("{named} \"{text}\""));
    let of_unseen: u64 = PARCEL_UNSEEN.iter().map(|text| found(text)).sum();
    let of_others: u64 = OTHER.iter().map(|text| found(text)).sum();
    assert!(of_unseen >= 3 && of_others <= 1, "{of_unseen} of 4, {of_others} of 30 others; {quality:?}");
    let split = &analysis.board().breakdowns["taught_label"];
    assert_eq!(split.parts, [("where is it".to_owned(), count(&analysis, named))]);
    assert_eq!(split.of, 34);
    assert_eq!(count(&analysis, "label:none"), 34 - count(&analysis, named));
    let facets = at_once(analysis.asking().facets()).unwrap();
    assert_eq!(facets.get("label").unwrap(), &split.parts);
}

#[test]
fn three_examples_make_a_label_and_fewer_are_refused_with_words() {
    let (analysis, taught) = taught_chats(1, &PARCEL[..3]);
    assert!(!taught.labels()[0].quality.is_telling());
    assert!(count(&analysis, "label:\"where is it\"") >= 1);
    let model = model();
    let teach = |lesson: &Lesson| at_once(analysis.asking().teach(&model, lesson)).unwrap().err();
    assert_eq!(teach(&lesson(&[PARCEL[0], "  ", PARCEL[0]])), Some(TooFew::Examples(1)));
    assert!(TooFew::Examples(1).to_string().contains("at least 3"));
    assert_eq!(teach(&Lesson { name: " ".into(), ..lesson(&PARCEL) }), Some(TooFew::Name));
    let nothing = analysed(&[], 1, &model);
    let alone = at_once(nothing.asking().teach(&model, &lesson(&PARCEL))).unwrap().err();
    assert_eq!(alone, Some(TooFew::Others));
}

#[test]
fn forty_examples_count_words_too_and_those_shown_as_others_are_kept_out() {
    let model = model();
    let analysis = analysed(&[shop()], 1, &model);
    let examples: Vec<String> = (0..40).map(|at| format!("{} number {at}", PARCEL[at % 10])).collect();
    let mut lesson = Lesson { name: "late".into(), examples, others: Vec::new() };
    let without = at_once(analysis.asking().teach(&model, &lesson)).unwrap().unwrap();
    assert!(without.head.knows_words() && without.quality.f1().unwrap() > 0.8, "{:?}", without.quality);
    lesson.others = vec!["Where is my nearest shop?".into(), "When will you open on Sunday?".into()];
    let with = at_once(analysis.asking().teach(&model, &lesson)).unwrap().unwrap();
    assert_ne!(with.head, without.head);
    assert_eq!(with.quality.others, without.quality.others + 2);
}

#[test]
fn any_number_of_shards_learns_and_finds_the_same() {
    let model = model();
    let files = [shop(), csv(&PARCEL_UNSEEN)];
    let told = |shards: u32| {
        let mut analysis = analysed(&files, shards, &model);
        let mut taught = Taught::default();
        for (name, examples) in
            [("late", &PARCEL[..5]), ("thanks", &["thank you", "thanks a lot", "great, thanks"])]
        {
            let lesson = Lesson { name: name.into(), ..lesson(examples) };
            assert!(taught.put(at_once(analysis.asking().teach(&model, &lesson)).unwrap().unwrap()));
        }
        let wrong = at_once(analysis.asking().draw(&Filter::default(), ("act", "question"), 9, 5)).unwrap();
        assert!(wrong.counts.0 > 0 && wrong.counts.1 > 0 && wrong.given.len() == 5);
        for drawn in &wrong.given {
            let target = Target::of_names("act", "question").unwrap();
            let at = (drawn.conversation, drawn.line);
            let correction = at_once(analysis.asking().correction(at, target, false, None)).unwrap();
            assert!(taught.correct(correction.unwrap()));
        }
        analysis.learn(&taught).unwrap();
        let after = at_once(analysis.asking().draw(&Filter::default(), ("act", "question"), 9, 5)).unwrap();
        assert!(after.counts.0 <= wrong.counts.0 - 5);
        let report = Report::of(&analysis, &Filter::default()).unwrap();
        let late = Report::of(&analysis, &Filter::parse("label:late -label:thanks").unwrap()).unwrap();
        (taught.to_file(true), wrong, after, report, late)
    };
    let one = told(1);
    assert!(one == told(1), "the same again");
    for shards in [2, 3, 8] {
        assert!(one == told(shards), "{shards} shards");
    }
}

#[test]
fn a_correction_holds_of_its_message_and_of_its_like_and_can_be_taken_back() {
    let model = model();
    let texts = [
        "Please cancel my subscription",
        "please cancel my subscription!",
        "Can I pay by invoice?",
        "ok",
        "ok",
    ];
    let mut analysis = analysed(&[csv(&texts)], 3, &model);
    let before = Report::of(&analysis, &Filter::default()).unwrap();
    let store = |analysis: &Analysis| {
        let mut out = undertone::binary::Out::default();
        at_once(analysis.asking().store()).unwrap().freeze(&mut out, true);
        out.0
    };
    let stored = store(&analysis);
    let praise = Target::of_names("signal", "praise").unwrap();
    let mut taught = Taught::default();
    let correction = |analysis: &Analysis, conversation| {
        at_once(analysis.asking().correction((conversation, 0), praise, true, None)).unwrap().unwrap()
    };
    assert!(taught.correct(correction(&analysis, 0)) && taught.correct(correction(&analysis, 3)));
    analysis.learn(&taught).unwrap();
    let has = |analysis: &Analysis, text: &str| count(analysis, &format!("signal:praise {text}"));
    assert_eq!(has(&analysis, "subscription"), 2, "nearly the same message follows");
    assert_eq!(has(&analysis, "invoice"), 0);
    assert_eq!(has(&analysis, "ok"), 1, "what is short stands alone");
    assert_eq!(store(&analysis), stored, "what is kept is what was heard");
    let at = taught.corrections()[0].at;
    taught.take_back(Some((at, praise)));
    analysis.learn(&taught).unwrap();
    assert_eq!((has(&analysis, "subscription"), has(&analysis, "ok")), (0, 1));
    taught.take_back(None);
    analysis.learn(&taught).unwrap();
    assert_eq!(Report::of(&analysis, &Filter::default()).unwrap(), before);
}

#[test]
fn a_wrong_label_gives_way_to_what_it_is_instead() {
    let model = model();
    let mut analysis = analysed(&[csv(&["Can I pay by invoice?"])], 1, &model);
    let labels = |analysis: &Analysis| -> Vec<(String, String)> {
        let transcript = at_once(analysis.asking().transcript(0)).unwrap().unwrap();
        transcript.lines[0].labels.iter().map(|label| (label.of.clone(), label.label.clone())).collect()
    };
    let act = labels(&analysis).into_iter().find(|(of, _)| of == "act").expect("an act").1;
    let [wrong, instead] = [act.as_str(), "complain"].map(|name| Target::of_names("act", name).unwrap());
    let mut taught = Taught::default();
    for instead in [Some(instead), None] {
        let correction =
            at_once(analysis.asking().correction((0, 0), wrong, false, instead)).unwrap().unwrap();
        assert!(taught.correct(correction));
        assert_eq!(taught.corrections().len(), 1, "the later word counts");
        analysis.learn(&taught).unwrap();
        let now: Vec<String> =
            labels(&analysis).into_iter().filter(|(of, _)| of == "act").map(|(_, label)| label).collect();
        assert_eq!(now, instead.map(|_| "complain".to_owned()).into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_label_that_is_forgotten_leaves_its_slot_to_the_next() {
    let (mut analysis, mut taught) = taught_chats(2, &PARCEL);
    let model = model();
    let thanks = Lesson { name: "thanks".into(), ..lesson(&["thanks", "thanks, that helped", "thank you"]) };
    assert!(taught.put(at_once(analysis.asking().teach(&model, &thanks)).unwrap().unwrap()));
    analysis.learn(&taught).unwrap();
    let found = count(&analysis, "label:thanks");
    assert!(found > 0 && count(&analysis, "label:\"where is it\"") > 0);
    taught.forget("Where is it");
    analysis.learn(&taught).unwrap();
    assert_eq!((count(&analysis, "label:\"where is it\""), count(&analysis, "label:thanks")), (0, found));
    assert_eq!(analysis.board().breakdowns["taught_label"].parts, [("thanks".to_owned(), found)]);
    let again = Lesson { name: "late".into(), ..lesson(&PARCEL) };
    assert!(taught.put(at_once(analysis.asking().teach(&model, &again)).unwrap().unwrap()));
    assert_eq!(taught.names(), ["late", "thanks"]);
}

#[test]
fn a_file_comes_back_and_a_damaged_one_is_refused_with_its_reason() {
    let (_, mut taught) = taught_chats(1, &PARCEL[..4]);
    let model = taught.labels()[0].model;
    let file = taught.to_file(true);
    assert_eq!(Taught::of_file(&file, model), Ok(taught.clone()));
    let bare = Taught::of_file(&taught.to_file(false), model).unwrap();
    assert!(bare.labels()[0].lesson.examples.is_empty() && bare.labels()[0].head == taught.labels()[0].head);
    let text = String::from_utf8_lossy(&taught.to_file(false)).into_owned();
    assert!(text.contains("where is it") && !text.contains("parcel"), "no text goes along");
    let refused = |file: &[u8]| Taught::of_file(file, model).unwrap_err();
    assert_eq!(refused(b"conversation_id,role,text"), Refusal::NotOne);
    assert_eq!(Taught::of_file(&file, model + 1), Err(Refusal::OtherModel));
    let mut newer = file.clone();
    newer[16] = 9;
    assert_eq!(refused(&newer), Refusal::Newer(9));
    for at in (18..file.len()).step_by(41) {
        let mut damaged = file.clone();
        damaged[at] ^= 1;
        assert_eq!(refused(&damaged), Refusal::Damaged, "byte {at}");
        assert_eq!(refused(&file[..at]), Refusal::Damaged, "cut at {at}");
    }
    assert!(Refusal::Damaged.to_string().contains("damaged"));
    assert!(taught.merge(bare) && taught.labels().len() == 1);
}

#[test]
fn there_is_room_for_sixteen_labels() {
    let (_, mut taught) = taught_chats(1, &PARCEL[..3]);
    let label = taught.labels()[0].clone();
    for at in 1..=16 {
        let mut next = label.clone();
        next.lesson.name = format!("label {at}");
        assert_eq!(taught.put(next), at < 16);
    }
    assert_eq!(taught.names().len(), 16);
}
