//! Users over time and what comes again: small cases counted by hand, and what the generated samples planted.

use std::{collections::HashMap, fs, path::Path, sync::Arc};

use proptest::prelude::*;
use undertone::{
    binary::{In, Out},
    conversation::{Clock, Millis, Role, Zone},
    corpus::{Again, ConversationView, Corpus, UtteranceView, VERSION},
    engine::{Analysis, Here, Order, Settings, Study, at_once},
    insight::{Case, Cell, Figure, Findings, PeoplePartial, ReadOff, Sheet, State, Stretches},
    language::{Heard, Marks},
    query::Filter,
    sample::{Counted, Format, Generator, Kind, Plan},
    text::model::Model,
};

fn settings() -> Settings {
    Settings { zone: Zone::utc(), key: [4; 16], originals: false }
}

fn model() -> Arc<Model> {
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model")).unwrap();
    Arc::new(Model::read(bytes).unwrap())
}

/// A conversation: its id, its user, when it begins and ends, the intent of its first message, and how it ends.
type Visit = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// What the source knows of some conversations, as a table.
fn table(visits: &[Visit]) -> String {
    let mut csv = String::from("conversation_id,user_id,timestamp,role,message,intent,status\n");
    for (id, user, begin, end, intent, status) in visits {
        let row = |at: &str, role: &str, text: &str, intent: &str| {
            format!("{id},{user},{at},{role},{text},{intent},{status}\n")
        };
        csv += &row(begin, "user", "where is it", intent);
        csv += &row(end, "bot", "On its way.", "");
    }
    csv
}

fn analysed(csv: &str, shards: u32) -> Analysis {
    let mut analysis = Analysis::with_shards(settings(), shards);
    analysis.begin_file("visits.csv");
    analysis.push(csv.as_bytes());
    analysis.end_file();
    analysis
}

fn list(analysis: &Analysis, filter: &str) -> Vec<u32> {
    let filter = Filter::parse(filter).unwrap();
    let mut list = at_once(analysis.asking().list(&filter, Order::default())).unwrap();
    list.sort_unstable();
    list
}

fn figure(analysis: &Analysis, filter: &str, name: &str) -> Option<(u64, u64)> {
    let board = analysis.figures(&Filter::parse(filter).unwrap()).unwrap().board;
    let figure = &board.figures[name];
    figure.value.and(figure.of).map(|of| (figure.n, of))
}

fn studied(analysis: &Analysis, study: &Study, filter: &str) -> Findings {
    at_once(analysis.asking().study(&Filter::parse(filter).unwrap(), study)).unwrap()
}

const VISITS: &[Visit] = &[
    ("c0", "a", "2026-03-02T10:00:00Z", "2026-03-02T10:05:00Z", "refund", "resolved"),
    // Within 7 days of the end of c0, the same; c3 is 7 days and a minute after the end of this one.
    ("c1", "a", "2026-03-09T10:04:00Z", "2026-03-09T10:05:00Z", "refund", ""),
    ("c2", "a", "2026-03-10T10:00:00Z", "2026-03-10T10:05:00Z", "order", "resolved"),
    ("c3", "a", "2026-03-16T10:06:00Z", "2026-03-16T10:07:00Z", "refund", ""),
    // Another user with the same matter, once.
    ("c4", "b", "2026-03-02T11:00:00Z", "2026-03-02T11:05:00Z", "refund", "resolved"),
    // Nobody known, and no matter that can be compared.
    ("c5", "", "2026-03-02T12:00:00Z", "2026-03-02T12:05:00Z", "refund", "resolved"),
    ("c6", "b", "2026-03-03T12:00:00Z", "2026-03-03T12:05:00Z", "", "resolved"),
    // At once with c2, of another user, twice: each brings it again while the other lasts.
    ("c7", "c", "2026-03-10T10:00:00Z", "2026-03-10T10:05:00Z", "order", "resolved"),
    ("c8", "c", "2026-03-10T10:00:00Z", "2026-03-10T10:06:00Z", "order", "resolved"),
];

#[test]
fn a_matter_comes_again_within_seven_days_of_the_same_user() {
    for shards in [1, 2, 3, 8] {
        let analysis = analysed(&table(VISITS), shards);
        analysis.board();
        assert_eq!(list(&analysis, "is:repeated"), [0, 7], "{shards} shards");
        // c4 is followed by one that cannot be compared.
        assert_eq!(list(&analysis, "is:followed"), [0, 1, 2, 3, 7, 8]);
        // The data end on 16 March at 10:07.
        assert_eq!(list(&analysis, "is:unsettled"), [2, 3, 8]);
        assert_eq!(list(&analysis, "is:followed -is:repeated -is:unsettled"), [1]);
        for (name, expected) in [
            ("repeat_contact_rate", (2, 6)),
            ("repeat_window_open", (3, 6)),
            ("followed_share", (6, 9)),
            ("bot_resolution_durable_rate", (4, 6)),
            ("first_contact_resolution_rate", (2, 4)),
            ("quality_deflection_rate", (2, 6)),
        ] {
            assert_eq!(figure(&analysis, "", name), Some(expected), "{name}, {shards} shards");
        }
    }
}

#[test]
fn evidence_means_the_conversations_of_the_numerator() {
    let analysis = analysed(&table(VISITS), 2);
    for name in [
        "repeat_contact_rate",
        "repeat_window_open",
        "followed_share",
        "bot_resolution_durable_rate",
        "first_contact_resolution_rate",
        "quality_deflection_rate",
        "automation_rate",
        "deflection_rate",
    ] {
        let evidence = undertone::insight::definition(name).unwrap().evidence;
        let n = figure(&analysis, "", name).unwrap().0;
        assert_eq!(list(&analysis, evidence).len() as u64, n, "{name}: {evidence}");
    }
}

#[test]
fn what_comes_again_goes_by_all_data_and_not_by_the_filter() {
    let analysis = analysed(&table(VISITS), 3);
    assert_eq!(figure(&analysis, "id:c0", "repeat_contact_rate"), Some((1, 1)));
    assert_eq!(figure(&analysis, "id:c1", "repeat_contact_rate"), Some((0, 1)));
    assert_eq!(figure(&analysis, "day:2026-03-10", "repeat_contact_rate"), Some((1, 3)));
    // Of who is not known nothing is said.
    assert_eq!(figure(&analysis, "id:c5", "repeat_contact_rate"), None);
}

#[test]
fn more_files_make_more_come_again() {
    let mut analysis = analysed(&table(&VISITS[..1]), 2);
    assert_eq!(figure(&analysis, "", "repeat_contact_rate"), Some((0, 1)));
    analysis.begin_file("more.csv");
    analysis.push(table(&VISITS[1..]).as_bytes());
    analysis.end_file();
    assert_eq!(figure(&analysis, "", "repeat_contact_rate"), Some((2, 6)));
}

#[test]
fn what_was_told_too_early_is_found_anew() {
    // A study that is asked while files are read finds what is there so far; more may come before it is told.
    let analysis = analysed(&table(VISITS), 2);
    analysis.each_shard(|shard| {
        let conversations = shard.corpus().conversations();
        shard.corpus().set_again(vec![Again::NOT; conversations as usize]);
    });
    assert_eq!(figure(&analysis, "", "repeat_contact_rate"), Some((2, 6)));
}

#[test]
fn what_is_saved_knows_what_came_again() {
    let analysis = analysed(&table(VISITS), 2);
    let whole = at_once(analysis.asking().store()).unwrap();
    for texts in [true, false] {
        let mut out = Out::default();
        whole.freeze(&mut out, texts);
        let thawed = Corpus::thaw(&mut In(&out.0), VERSION).unwrap();
        for shards in [1, 3] {
            let again = Analysis::of_corpus(settings(), Here::new(&Zone::utc(), shards), &thawed);
            assert_eq!(list(&again, "is:repeated"), [0, 7]);
            assert_eq!(figure(&again, "", "repeat_window_open"), Some((3, 6)));
        }
    }
}

#[test]
fn what_is_saved_apart_and_merged_knows_what_came_again_in_each() {
    let store = |visits: &[Visit]| at_once(analysed(&table(visits), 2).asking().store()).unwrap();
    let mut whole = store(&VISITS[..7]);
    assert_eq!(whole.append(store(&VISITS[7..])), 0);
    let merged = Analysis::of_corpus(settings(), Here::new(&Zone::utc(), 3), &whole);
    assert_eq!(list(&merged, "is:repeated"), [0, 7]);
    // One that was saved before such things were told says nothing of its conversations.
    let mut whole = store(&VISITS[..7]);
    whole.forget_again();
    whole.append(store(&VISITS[7..]));
    let merged = Analysis::of_corpus(settings(), Here::new(&Zone::utc(), 2), &whole);
    assert_eq!(list(&merged, "is:followed"), [7, 8]);
}

#[test]
fn one_id_for_everybody_is_no_user() {
    let visits: Vec<Visit> = VISITS.iter().map(|of| (of.0, "guest", of.2, of.3, of.4, of.5)).collect();
    let analysis = analysed(&table(&visits), 2);
    let board = analysis.board();
    for name in ["unique_users", "returning_users", "repeat_contact_rate", "first_contact_resolution_rate"] {
        let figure = &board.figures[name];
        assert_eq!(figure.state, State::Absent, "{name}");
        assert_eq!(figure.reason.as_deref(), Some("one user id stands for all conversations"), "{name}");
    }
    let people = studied(&analysis, &Study::People, "");
    assert!(people.board.figures.values().all(|figure| figure.state == State::Absent));
    assert!(people.sheets.iter().all(|sheet| sheet.rows.is_empty() && !sheet.none.is_empty()));
    assert_eq!(people.notes.len(), 1);
    // Four may be one person.
    assert_eq!(figure(&analysed(&table(&visits[..4]), 1), "", "new_users"), Some((0, 1)));
}

/// A cell as it is read: a text, `n/of` of a share, a count.
fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) | Cell::Said { text, .. } => text.clone(),
        Cell::Words(said) => said.to_string(),
        Cell::Figure(figure) => match (&**figure, figure.of) {
            (Figure { value: None, .. }, _) => "-".to_owned(),
            (figure, Some(of)) => format!("{}/{of}", figure.n),
            (Figure { value: Some(value), .. }, None) => value.to_string(),
        },
    }
}

#[track_caller]
fn check_sheet(findings: &Findings, name: &str, expected: &[&str]) {
    let sheet: &Sheet = findings.sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let line = |cells: &Vec<Cell>| cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
    assert_eq!(sheet.rows.iter().map(|row| line(&row.cells)).collect::<Vec<_>>(), expected, "{name}");
    assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.columns.len()), "{name}");
    assert_eq!(sheet.rows.is_empty(), !sheet.none.is_empty(), "{name}");
}

/// Visits by user and day of March 2026; the 2nd is a Monday.
fn days(visits: &[(&str, &[u32])]) -> String {
    let mut csv = String::from("conversation_id,user_id,timestamp,role,message\n");
    for (user, days) in visits {
        for day in *days {
            csv += &format!("{user}-{day},{user},2026-03-{day:02}T12:00:00Z,user,hello there\n");
        }
    }
    csv
}

#[test]
fn cohorts_are_followed_week_by_week() {
    // Weeks from the 2nd, the 9th, the 16th and the 23rd; the 29th is a Sunday.
    let visits: &[(&str, &[u32])] = &[
        ("a", &[2, 3, 9, 23]),
        ("b", &[2, 16]),
        ("c", &[8, 9, 10, 11]),
        ("d", &[9]),
        ("e", &[10, 16, 29]),
        ("f", &[25, 26]),
    ];
    for shards in [1, 2, 3, 8] {
        let analysis = analysed(&days(visits), shards);
        let found = studied(&analysis, &Study::People, "");
        check_sheet(
            &found,
            "retention",
            &[
                "2026-03-02 | 3 | 2/3 | 1/3 | 1/3",
                "2026-03-09 | 2 | 1/2 | 1/2 | ",
                "2026-03-16 | 0 | - |  | ",
                "2026-03-23 | 1 |  |  | ",
            ],
        );
        check_sheet(
            &found,
            "users_by_week",
            &[
                "2026-03-02 | 3 | 3 | 0/3",
                "2026-03-09 | 4 | 2 | 2/4",
                "2026-03-16 | 2 | 0 | 2/2",
                "2026-03-23 | 3 | 1 | 2/3",
            ],
        );
        let of = |name: &str| (found.board.figures[name].n, found.board.figures[name].of);
        assert_eq!(of("retention_week_1"), (3, Some(5)));
        assert_eq!(of("retention_week_4"), (0, Some(0)));
        assert_eq!(found.board.figures["retention_week_4"].state, State::Absent);
        assert_eq!(found.board.series["new_users_by_week"].counts, [3, 2, 0, 1]);
        assert_eq!(found.board.series["returning_users_by_week"].counts, [0, 2, 2, 2]);
        assert_eq!(found.board.series["new_users_by_week"].start, "2026-03-02");
        // 28 days to the 29th: 16 pairs of a user and a day, of six users.
        assert_eq!(of("stickiness"), (16, Some(6 * 28)));
        assert_eq!(of("conversations_per_user"), (16, Some(6)));
        assert_eq!(of("top_users_share"), (4, Some(16)));
        assert_eq!(found.board.figures["weekly_active_users"].n, 3);
    }
}

#[test]
fn weeks_that_the_data_do_not_fill_are_absent() {
    // From a Tuesday to a Saturday: one week is filled, and the visits before it make their users known.
    let analysis = analysed(&days(&[("a", &[3, 10]), ("b", &[9, 17]), ("c", &[21])]), 1);
    let found = studied(&analysis, &Study::People, "");
    check_sheet(&found, "retention", &["2026-03-09 | 1"]);
    check_sheet(&found, "users_by_week", &["2026-03-09 | 2 | 1 | 1/2"]);
    assert_eq!(found.board.figures["retention_week_1"].state, State::Absent);
    let few = studied(&analysed(&days(&[("a", &[3, 4])]), 1), &Study::People, "");
    check_sheet(&few, "retention", &[]);
    assert_eq!(few.sheets[0].none.to_string(), "the data do not fill a week from Monday to Sunday");
}

#[test]
fn without_users_or_times_nothing_is_said_of_them() {
    let undated = "conversation_id,user_id,role,message\nc1,a,user,hello\nc2,b,user,hello\n";
    let anonymous = "conversation_id,timestamp,role,message\nc1,2026-03-02T12:00:00Z,user,hello\n";
    for csv in [undated, anonymous] {
        let found = studied(&analysed(csv, 2), &Study::People, "");
        for name in ["stickiness", "retention_week_1", "daily_active_users"] {
            let figure = &found.board.figures[name];
            assert_eq!(
                figure.reason.as_deref(),
                Some("no conversation has both a user id and a time"),
                "{name}"
            );
        }
        check_sheet(&found, "retention", &[]);
        check_sheet(&found, "users_by_week", &[]);
    }
}

const TALKS: &str = r#"{"id":"1","messages":[{"role":"user","content":"hello","intent":"greet"},{"role":"user","content":"where is it","intent":"order"},{"role":"bot","content":"Here.","feedback":"up"}]}
{"id":"2","messages":[{"role":"user","content":"and where is it","intent":"order"},{"role":"bot","content":"Sorry, I didn't get that."},{"role":"user","content":"thanks"}]}
{"id":"3","messages":[{"role":"user","content":"my money please","intent":"refund"},{"role":"bot","content":"Sorry, I didn't get that."},{"role":"agent","content":"Hello, one moment."}]}
"#;

#[test]
fn friction_is_told_by_intent() {
    for shards in [1, 2, 3] {
        let mut analysis = Analysis::with_shards(settings(), shards);
        analysis.begin_file("talks.jsonl");
        analysis.push(TALKS.as_bytes());
        analysis.end_file();
        let found = studied(&analysis, &Study::Friction, "");
        check_sheet(
            &found,
            "friction_by_intent",
            &["order | 2 | 1 | - | 0/2 | 0/1", "refund | 1 | - | - | 1/1 | 0/1"],
        );
        // One of one weighs more than one of two.
        check_sheet(&found, "top_missed", &["refund | 1 | 1/1", "order | 2 | 1/2"]);
        check_sheet(&found, "feedback_by_intent", &["order | 1 | 1/1"]);
        check_sheet(&found, "friction_by_segment", &[]);
        check_sheet(&found, "quick_replies", &[]);
        let missed = found.sheets.iter().find(|sheet| sheet.name == "top_missed").unwrap();
        assert_eq!(list(&analysis, &missed.rows[0].filter), [2]);
    }
}

proptest! {
    /// Whose conversation it is, and on which day it began, in so many parts that are merged in any order.
    #[test]
    fn people_are_the_same_in_any_split_and_order(
        visits in prop::collection::vec((prop::option::of(0u32..9), prop::option::of(20_000i64..20_060), 0usize..4), 0..40),
        order in Just((0..4usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut clock = Clock::new(Zone::utc());
        let (mut whole, mut parts) = (PeoplePartial::default(), vec![PeoplePartial::default(); 4]);
        for (user, day, part) in &visits {
            let said = [UtteranceView {
                role: Role::User,
                at: day.map(|day| Millis(day * 86_400_000)),
                marks: Marks::default(),
                heard: Heard::default(),
                taught: 0,
                row: 0,
            }];
            let view = ConversationView {
                idx: 0,
                user: *user,
                returning: false,
                channel: None,
                rating: None,
                stated: None,
                handoff: None,
                utterances: &said,
            };
            let mut stretches = Stretches::default();
            let read = ReadOff::of(&view, &mut clock, &mut stretches);
            let (days, answers, moods) = (&stretches.days, &stretches.answers, &stretches.moods);
            let case = Case { view: &view, read: &read, days, answers, moods, again: Again::default() };
            whole.observe(&case);
            parts[*part].observe(&case);
        }
        let mut merged = PeoplePartial::default();
        for part in order {
            merged.merge(std::mem::take(&mut parts[part]));
        }
        prop_assert_eq!(merged.finish(), whole.finish());
    }
}

#[test]
fn what_studies_find_is_the_same_on_any_number_of_shards() {
    let mut generator = Generator::new(Plan { kind: Kind::Saas, conversations: 300, seed: 5 }, Format::Jsonl);
    let mut bytes = Vec::new();
    while generator.next_chunk(&mut bytes) {}
    let found: Vec<Vec<Findings>> = [1, 2, 3, 8]
        .into_iter()
        .map(|shards| {
            let mut analysis = Analysis::with_shards(settings(), shards);
            analysis.begin_file("synthetic.jsonl");
            analysis.push(&bytes);
            analysis.end_file();
            Study::STANDING.iter().map(|study| studied(&analysis, study, "is:engaged")).collect()
        })
        .collect();
    assert!(found.iter().all(|one| *one == found[0]));
    assert!(found[0].iter().any(|one| one.sheets.iter().any(|sheet| sheet.rows.len() > 5)));
}

/// How many conversations the analysis says are followed by the same matter, how many of these are planted so, and
/// how many are planted.
fn found(kind: Kind, seed: u64, conversations: u32, model: &Arc<Model>) -> [usize; 3] {
    let mut generator = Counted::new(Plan { kind, conversations, seed }, Format::Jsonl);
    let mut analysis = Analysis::new(settings());
    analysis.understand(model).unwrap();
    analysis.begin_file("synthetic.jsonl");
    let (mut line, mut latest, mut planted, mut at) = (Vec::new(), HashMap::new(), Vec::new(), 0);
    while generator.next_chunk(&mut line) {
        let text = String::from_utf8(line.clone()).unwrap();
        if let Some((_, rest)) = text.split_once("\"u-") {
            let before = latest.insert(rest[..8].to_owned(), at);
            if generator.repeats() {
                planted.push(before.unwrap());
            }
        }
        analysis.push(&line);
        line.clear();
        at += 1;
    }
    analysis.end_file();
    analysis.board();
    let filter = Filter::parse("is:repeated").unwrap();
    let said = at_once(analysis.asking().list(&filter, Order::default())).unwrap();
    let right = said.iter().filter(|conversation| planted.contains(conversation)).count();
    [said.len(), right, planted.len()]
}

/// The source's intents tell most of it; see `engine::again` for how much meaning alone does.
#[test]
fn what_comes_again_in_the_samples_is_found() {
    let model = model();
    for kind in [Kind::Shop, Kind::Saas] {
        let mut sums = [0; 3];
        for seed in [1, 2] {
            let found = found(kind, seed, 1000, &model);
            sums.iter_mut().zip(found).for_each(|(sum, one)| *sum += one);
        }
        let [said, right, planted] = sums.map(|count| count as f64);
        assert!(right / said > 0.92, "{kind:?}: {right} of {said} are planted");
        assert!(right / planted > 0.74, "{kind:?}: {right} of {planted} are found");
    }
}
