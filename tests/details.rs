//! What some sources know of an utterance besides its words, and what was written beside a rating: kept,
//! masked, shown, filtered by, saved and opened again, in any number of shards, and free where it is not there.

use undertone::{
    conversation::{Measure, Zone},
    engine::{Analysis, Here, Settings, Transcript, at_once},
    query::{Columns, Filter},
    snapshot::{self, About, Snapshot},
};

const LOG: &str = concat!(
    r#"{"id":"a","rating":{"score":2,"max":5,"comment":"Call me: anna@example.com"},"messages":["#,
    r#"{"role":"user","text":"Hi"},"#,
    r#"{"role":"bot","text":"Hello. What is it?","model":"gpt-4o","prompt_tokens":900,"completion_tokens":21,"#,
    r#""latency_ms":5200,"cost":0.00041,"quick_replies":["An order","Write to bob@example.com"]},"#,
    r#"{"role":"user","text":"an ORDER"},"#,
    r#"{"role":"bot","text":"Which?","model":"gpt-4o-mini","usage":{"prompt_tokens":100,"completion_tokens":4}}]}"#,
    "\n",
    r#"{"id":"b","csat":5,"csat_comment":"quick","messages":[{"role":"user","text":"Where is it?"},"#,
    r#"{"role":"bot","text":"On its way.","model":"gpt-4o-mini","latency_ms":800,"#,
    r#""quick_replies":[{"text":"Yes"},{"text":"No","chosen":true}]}]}"#,
    "\n",
    r#"{"id":"c","messages":[{"role":"user","text":"Yes"},{"role":"bot","text":"No."}]}"#,
    "\n",
);

fn settings() -> Settings {
    Settings { zone: Zone::utc(), key: [7; 16], originals: false }
}

fn analysed(text: &str, shards: u32) -> Analysis {
    let mut analysis = Analysis::with_shards(settings(), shards);
    analysis.begin_file("log.jsonl");
    analysis.push(text.as_bytes());
    analysis.end_file();
    analysis
}

fn transcripts(analysis: &Analysis) -> Vec<Transcript> {
    let numbers = 0..analysis.lead().totals().conversations;
    numbers.map(|number| at_once(analysis.asking().transcript(number)).unwrap().unwrap()).collect()
}

fn saved(analysis: &Analysis, texts: bool) -> Vec<u8> {
    snapshot::write(&About::default(), &at_once(analysis.asking().store()).unwrap(), texts)
}

fn opened(file: &[u8]) -> Snapshot {
    snapshot::read(file, None).unwrap()
}

fn reopened(file: &[u8], shards: u32) -> Analysis {
    let saved = opened(file);
    Analysis::of_corpus(settings(), Here::new(&saved.zone, shards), &saved.corpus)
}

#[test]
fn details_are_kept_masked_and_shown_in_any_number_of_shards() {
    let analysis = analysed(LOG, 1);
    let shown = transcripts(&analysis);
    assert_eq!(shown[0].comment.as_deref(), Some("Call me: [EMAIL 1]"));
    assert_eq!(shown[1].comment.as_deref(), Some("quick"));
    assert_eq!(shown[2].comment, None);
    let bot = &shown[0].lines[1];
    assert_eq!(bot.by.as_deref(), Some("gpt-4o"));
    assert_eq!(bot.measures, [Some(900.0), Some(21.0), Some(5200.0), Some(0.00041)]);
    // The one that the user says next is marked; one that the source marks stays the one.
    assert_eq!(bot.replies, [("An order".to_owned(), true), ("Write to [EMAIL 2]".to_owned(), false)]);
    assert_eq!(shown[1].lines[1].replies, [("Yes".to_owned(), false), ("No".to_owned(), true)]);
    assert_eq!(shown[0].lines[3].measures[Measure::CompletionTokens as usize], Some(4.0));
    assert_eq!((shown[2].lines[1].by.as_deref(), shown[2].lines[1].replies.len()), (None, 0));
    for shards in [2, 3, 8] {
        let many = analysed(LOG, shards);
        assert_eq!(transcripts(&many), shown, "{shards} shards");
        assert!(saved(&many, true) == saved(&analysis, true), "{shards} shards");
        assert_eq!(transcripts(&reopened(&saved(&many, true), shards)), shown, "{shards} shards");
    }
}

#[test]
fn a_filter_asks_for_models_tokens_times_and_costs() {
    for shards in [1, 3] {
        let analysis = analysed(LOG, shards);
        for (filter, n) in [
            ("model:gpt-4o", 1),
            ("model:gpt-4o-mini", 2),
            ("model:none", 1),
            // Of a conversation all its answers together.
            ("tokens>1000", 1),
            ("tokens:1025", 1),
            ("-tokens>1000", 2),
            ("latency>5s", 1),
            ("latency<=800ms", 1),
            ("latency:0.5s..6s", 2),
            ("cost>0.0004", 1),
        ] {
            let filter = Filter::parse(filter).unwrap();
            assert_eq!(analysis.figures(&filter).unwrap().conversations, n, "{filter}");
            assert_eq!(Filter::parse(&filter.to_string()).unwrap(), filter);
        }
        let facets = analysis.figures(&Filter::default()).unwrap().facets;
        assert_eq!(facets["model"], [("gpt-4o-mini".to_owned(), 2), ("gpt-4o".to_owned(), 1)]);
    }
}

#[test]
fn a_column_of_that_name_answers_where_no_message_does() {
    let analysis = analysed("conversation_id,role,text,tokens,model\na,user,hi,70,m-1\nb,user,hi,7,m-2\n", 1);
    for (filter, n) in [("tokens>50", 1), ("model:m-1", 1), ("column.tokens:7", 1)] {
        let filter = Filter::parse_with(filter, Columns::These(&["tokens", "model"])).unwrap();
        assert_eq!(analysis.figures(&filter).unwrap().conversations, n, "{filter}");
    }
}

#[test]
fn without_texts_no_reply_and_no_comment_is_saved() {
    let file = saved(&analysed(LOG, 1), false);
    for word in ["An order", "quick", "Call me"] {
        assert!(!file.windows(word.len()).any(|part| part == word.as_bytes()), "{word}");
    }
    let mut corpus = opened(&file).corpus;
    let model = corpus.with(0, |corpus, view| corpus.model(view.utterances[1].row).map(str::to_owned));
    assert_eq!(model.flatten().as_deref(), Some("gpt-4o"));
    assert_eq!(corpus.comment(0), None);
}

#[test]
fn two_that_were_saved_are_one_with_all_details() {
    let other = LOG.replace("\"id\":\"", "\"id\":\"x-").replace("gpt-4o-mini", "other");
    let mut one = opened(&saved(&analysed(LOG, 1), true));
    assert_eq!(one.append(opened(&saved(&analysed(&other, 1), true))), 0);
    let together = Analysis::of_corpus(settings(), Here::new(&one.zone, 2), &one.corpus);
    let shown = transcripts(&together);
    assert_eq!(shown[3].comment.as_deref(), Some("Call me: [EMAIL 3]"));
    assert_eq!(shown[3].lines[1].replies[1].0, "Write to [EMAIL 4]");
    let models = |of: &Transcript| of.lines.iter().filter_map(|line| line.by.clone()).collect::<Vec<_>>();
    assert_eq!(models(&shown[3]), ["gpt-4o", "other"]);
    assert_eq!(shown[3].lines[1].measures, shown[0].lines[1].measures);
}

#[test]
fn a_file_of_the_version_without_details_opens() {
    let file = include_bytes!("fixtures/saved-version-3.undertone");
    assert_eq!(file[10..12], [3, 0], "the version that is written in it");
    let shown = transcripts(&reopened(file, 1));
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0].lines[1].text, "It left this morning.");
    assert_eq!((shown[0].comment.as_deref(), shown[0].lines[1].by.as_deref()), (None, None));
}

#[test]
fn a_message_of_a_plain_table_takes_no_more_than_its_columns() {
    let rows = |n: u32| {
        let mut text = "conversation_id,time,role,text\n".to_owned();
        (0..n).for_each(|at| text.push_str(&format!("{},{},user,hello\n", at / 10, 1_772_442_845 + at)));
        text
    };
    // Both powers of two, so that lists have no more room than they need.
    let bytes = |n: u32| analysed(&rows(n), 1).corpus().bytes();
    let each = (bytes(1 << 16) - bytes(1 << 15)) as f64 / f64::from(1 << 15);
    // What stands in the columns of an utterance, its text, and a tenth of its conversation.
    assert!((30.0..90.0).contains(&each), "{each} bytes for each message");
}
