//! Topics: the same in any number of shards and in any order of the files; found, counted and asked for; arranged as a
//! person wants them, and known again in other data.

use std::{path::Path, rc::Rc, sync::Arc};

use undertone::{
    binary::Frozen,
    conversation::Zone,
    engine::{Analysis, Settings, Study, at_once},
    insight::{Cell, Findings, Journey},
    query::{Columns, Filter},
    sample::{Format, Generator, Kind, Plan},
    text::model::Model,
    topics::{Act, Arranged, Edit, Fate, Topics, Wanted, places},
};

fn model() -> Arc<Model> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model");
    Arc::new(Model::read(std::fs::read(path).unwrap()).unwrap())
}

/// The bytes of a generated shop.
fn shop(conversations: u32, seed: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut generator = Generator::new(Plan { kind: Kind::Shop, conversations, seed }, Format::Csv);
    while generator.next_chunk(&mut bytes) {}
    bytes
}

/// The conversations of a file in two files.
fn in_two(file: &[u8]) -> [Vec<u8>; 2] {
    let text = std::str::from_utf8(file).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let id = |row: &str| row.split(',').next().unwrap_or_default().to_owned();
    let rows: Vec<&str> = rows.split_inclusive('\n').collect();
    let middle = id(rows[rows.len() / 2]);
    let mut at = rows.iter().position(|row| id(row) == middle).unwrap();
    // A text may hold a line break: a row begins with the id of a conversation.
    while !rows[at].starts_with('c') {
        at += 1;
    }
    [&rows[..at], &rows[at..]].map(|rows| format!("{header}\n{}", rows.concat()).into_bytes())
}

fn analysed(files: &[&[u8]], shards: u32, model: &Arc<Model>) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [3; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.understand(model).unwrap();
    for (at, file) in files.iter().enumerate() {
        analysis.begin_file(&format!("{at}.csv"));
        analysis.push(file);
        analysis.end_file();
    }
    analysis.join();
    analysis
}

fn topics(analysis: &Analysis) -> (Rc<Topics>, Rc<Arranged>) {
    at_once(analysis.asking().topics()).unwrap()
}

fn arranged(analysis: &Analysis, wanted: &Wanted) -> Rc<Arranged> {
    at_once(analysis.asking().arrange(wanted.clone())).unwrap();
    topics(analysis).1
}

fn studied(analysis: &Analysis, filter: &str) -> Findings {
    let filter = Filter::parse_with(filter, Columns::Any).unwrap();
    at_once(analysis.asking().study(&filter, &Study::Topics { windows: Vec::new(), value: None })).unwrap()
}

/// A generated shop whose source states no intents.
fn without_intents(conversations: u32, seed: u64) -> Vec<u8> {
    let text = String::from_utf8(shop(conversations, seed)).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let header = header.replace("intent", "remark").replace("confidence", "level");
    format!("{header}\n{rows}").into_bytes()
}

fn count(analysis: &Analysis, filter: &str) -> u64 {
    let filter = Filter::parse_with(filter, Columns::Any).unwrap();
    at_once(analysis.asking().figures(&filter)).unwrap().conversations
}

#[test]
fn any_number_of_shards_and_any_order_of_files_give_the_same_topics() {
    let model = model();
    let [first, second] = in_two(&shop(200, 4));
    let (first, second) = (first.as_slice(), second.as_slice());
    let one = analysed(&[first, second], 1, &model);
    let (found, shown) = topics(&one);
    assert!(found.default_number() >= 5 && found.most() >= 40, "{} {}", found.default_number(), found.most());
    assert_eq!(shown.topics.len(), found.default_number());
    let table = studied(&one, "");
    for shards in [2, 3, 8] {
        let many = analysed(&[second, first], shards, &model);
        assert!(topics(&many) == (found.clone(), shown.clone()), "{shards} shards");
        assert!(studied(&many, "") == table, "{shards} shards");
    }
    assert!(Topics::thawed(&found.frozen()).as_ref() == Some(&*found));
    assert!(Arranged::thawed(&shown.frozen()).as_ref() == Some(&*shown));
}

#[test]
fn every_row_of_the_table_is_the_conversations_that_its_filter_means() {
    let model = model();
    let analysis = analysed(&[&shop(250, 6)], 2, &model);
    let table = studied(&analysis, "");
    let sheet = &table.sheets[0];
    assert!(sheet.rows.len() > 5);
    let mut sum = 0;
    for row in &sheet.rows {
        let Cell::Figure(n) = &row.cells[1] else { panic!("no count in {row:?}") };
        sum += n.n;
        if !row.filter.is_empty() && row.filter != "topic:none" {
            assert_eq!(count(&analysis, &row.filter), n.n, "{}", row.filter);
            assert!(n.n >= 5);
        }
    }
    let coverage = &table.board.figures["topic_coverage"];
    assert_eq!(Some(sum), coverage.of);
    assert!(coverage.value.unwrap() > 0.8, "{coverage:?}");
    assert_eq!(count(&analysis, "-topic:none"), coverage.n);
    let facets = at_once(analysis.asking().facets()).unwrap();
    assert_eq!(facets["topic"].iter().map(|(_, n)| n).sum::<u64>(), coverage.n);
    // The table of some conversations counts those alone.
    let some = studied(&analysis, "outcome:resolved");
    assert!(some.board.figures["topic_coverage"].of < coverage.of);
    assert!(studied(&analysis, "channel:nowhere").sheets[0].rows.is_empty());
}

#[test]
fn topics_are_renamed_merged_split_and_left_out() {
    let model = model();
    let analysis = analysed(&[&shop(250, 7)], 1, &model);
    let before = topics(&analysis).1;
    let n = before.topics.len();
    let size = |name: &str| count(&analysis, &format!("topic:\"{name}\""));
    let (one, other) = (before.topics[0].clone(), before.topics[1].clone());
    let (ours, theirs) = (size(&one.name), size(&other.name));
    let edit = |act, at: &[i16]| Edit { act, at: at.to_vec(), ..Edit::default() };
    let mut wanted = Wanted::default();

    wanted.edits.push(Edit { name: "Mine".into(), ..edit(Act::Rename, &one.meaning) });
    assert_eq!(arranged(&analysis, &wanted).topics[0].name, "Mine");
    assert_eq!((size("mine"), size(&one.name)), (ours, 0));

    wanted.edits.push(Edit { with: other.meaning.clone(), ..edit(Act::Merge, &one.meaning) });
    let merged = arranged(&analysis, &wanted);
    assert_eq!(merged.topics.len(), n - 1);
    assert_eq!(size("Mine"), ours + theirs);

    let both = merged.topics.iter().find(|topic| topic.name == "Mine").unwrap().meaning.clone();
    wanted.edits.push(edit(Act::Split, &both));
    assert_eq!(arranged(&analysis, &wanted).topics.len(), n);
    assert_eq!(size(&one.name) + size(&other.name), ours + theirs);

    wanted.edits.push(edit(Act::Exclude, &one.meaning));
    let without = arranged(&analysis, &wanted);
    assert!(without.topics.iter().any(|topic| topic.excluded && topic.name == one.name));
    assert_eq!(size(&one.name), 0);

    wanted.edits.clear();
    assert!(arranged(&analysis, &wanted) == before);
    for number in [5, 20, 200] {
        let zoomed = arranged(&analysis, &Wanted { number, ..Wanted::default() });
        assert_eq!(zoomed.topics.len(), (number as usize).min(topics(&analysis).0.most()));
    }
}

#[test]
fn whoever_asks_first_for_a_topic_has_them_found() {
    let (model, file) = (model(), shop(120, 11));
    let name = topics(&analysed(&[&file], 2, &model)).1.topics[0].name.clone();
    let filter = Filter::parse(&format!("topic:\"{name}\"")).unwrap();
    // Nothing was asked of these before.
    let found = at_once(analysed(&[&file], 2, &model).asking().search("the", &filter, 5)).unwrap();
    assert!(found.count > 0, "a search within the topic {name}");
    let fresh = analysed(&[&file], 2, &model);
    let journey = Journey { against: Some(filter.to_string()), ..Journey::default() };
    let asked = at_once(fresh.asking().study(&Filter::default(), &Study::Paths(Box::new(journey)))).unwrap();
    assert!(asked.board.figures["journeys_against"].n > 0, "a comparison with the topic {name}");
}

#[test]
fn a_topic_is_never_called_as_none_are() {
    let analysis = analysed(&[&shop(120, 11)], 1, &model());
    let first = topics(&analysis).1.topics[0].clone();
    let edit = Edit { act: Act::Rename, at: first.meaning, name: "None".into(), ..Edit::default() };
    let shown = arranged(&analysis, &Wanted { edits: vec![edit], ..Wanted::default() });
    assert!(shown.topics.iter().all(|topic| !topic.name.eq_ignore_ascii_case("none")));
    assert!(count(&analysis, "topic:\"None (2)\"") > 0);
}

#[test]
fn topics_are_known_again_when_files_are_added() {
    let model = model();
    let (first, second) = (shop(300, 8), shop(150, 9));
    let mut analysis = analysed(&[&first], 2, &model);
    let before = topics(&analysis).1;
    assert!(before.topics.iter().all(|topic| topic.fate == Fate::First));
    let name = before.topics[0].name.clone();
    let rename = Edit {
        act: Act::Rename,
        at: before.topics[0].meaning.clone(),
        name: "Mine".into(),
        ..Edit::default()
    };
    let wanted = Wanted { remembered: before.remembered(&[]), edits: vec![rename], ..Wanted::default() };
    at_once(analysis.asking().arrange(wanted.clone())).unwrap();
    analysis.begin_file("more.csv");
    analysis.push(&second);
    analysis.end_file();
    analysis.join();
    let after = topics(&analysis).1;
    let kept = after.topics.iter().filter(|topic| topic.fate == Fate::Kept).count();
    let remembered = wanted.remembered.len();
    assert!(kept * 10 >= remembered * 7, "{kept} of {remembered}");
    let mut ids: Vec<u32> = after.topics.iter().map(|topic| topic.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), after.topics.len());
    for topic in after.topics.iter().filter(|topic| topic.fate == Fate::Kept) {
        let known = wanted.remembered.iter().find(|known| known.id == topic.id).unwrap();
        assert!(topic.name == known.name || topic.name.starts_with(&known.name) || known.name == name);
    }
    assert!(after.topics.iter().any(|topic| topic.name == "Mine"));
    // Without the names that were kept, topics are known again by what they mean, and named anew.
    let mut nameless = wanted.clone();
    nameless.remembered.iter_mut().for_each(|known| known.name.clear());
    let anew = arranged(&analysis, &nameless);
    let ids = |arranged: &Arranged| arranged.topics.iter().map(|topic| topic.id).collect::<Vec<_>>();
    assert_eq!(ids(&anew), ids(&after));
    assert!(anew.topics.iter().all(|topic| topic.name.chars().next().is_some_and(char::is_alphanumeric)));
    assert_eq!(kept + after.gone.len(), wanted.remembered.len());
}

#[test]
fn where_the_source_states_no_intents_journeys_and_changes_go_by_topics() {
    let model = model();
    let file = without_intents(300, 12);
    let ask = |analysis: &Analysis, study: &Study| {
        at_once(analysis.asking().study(&Filter::default(), study)).unwrap()
    };
    let paths = Study::Paths(Box::<Journey>::default());
    let one = analysed(&[&file], 1, &model);
    let told = ask(&one, &paths);
    let ways = told.sheets.iter().find(|sheet| sheet.name == "journey_ways").unwrap();
    let by_topic: Vec<_> = ways.rows.iter().filter(|row| row.filter.contains("topic:")).collect();
    assert!(by_topic.len() >= 5, "{ways:?}");
    for row in by_topic {
        let Some(Cell::Figure(n)) = row.cells.iter().find(|cell| matches!(cell, Cell::Figure(_))) else {
            panic!("{row:?}")
        };
        assert_eq!(count(&one, &row.filter), n.n, "{}", row.filter);
        // Names of topics are the customers' words: no link holds them.
        let filter = Filter::parse_with(&row.filter, Columns::Any).unwrap();
        assert!(!filter.masked().to_string().contains("topic:"), "{}", row.filter);
    }
    let many = analysed(&[&file], 3, &model);
    // Whoever asks first, and whatever else was asked before.
    topics(&many);
    assert!(ask(&many, &paths) == told);
    let changes = Study::Changes { suspects: Vec::new() };
    let (here, there) = (ask(&one, &changes), ask(&many, &changes));
    assert!(here == there);
    // A name that a person gives is the one that journeys have from then on.
    let first = topics(&one).1.topics[0].clone();
    let edit = Edit { act: Act::Rename, at: first.meaning, name: "Mine".into(), ..Edit::default() };
    arranged(&one, &Wanted { edits: vec![edit], ..Wanted::default() });
    assert!(count(&one, "path:\"from start; topic:Mine\"") > 0);
    // Where the source states intents, topics are no states.
    let stated = analysed(&[&shop(150, 12)], 2, &model);
    topics(&stated);
    assert!(
        ask(&stated, &paths)
            .sheets
            .iter()
            .all(|sheet| sheet.rows.iter().all(|row| !row.filter.contains("topic:")))
    );
}

#[test]
fn what_is_at_stake_is_the_worth_of_what_was_not_settled() {
    let mut file = "conversation_id,timestamp,role,text,outcome,revenue\n".to_owned();
    let texts = ["Where is my parcel, it should be here by now", "I want my money back for the broken lamp"];
    for at in 0..60_u32 {
        let outcome = ["resolved", "unresolved", "abandoned", "unknown"][at as usize % 4];
        let said = format!("{}, order number {at}", texts[at as usize / 4 % 2]);
        file.push_str(&format!("c{at},2026-03-01T10:00:00Z,user,\"{said}\",{outcome},{at}.5\n"));
    }
    let analysis = analysed(&[file.as_bytes()], 2, &model());
    let study = Study::Topics { windows: Vec::new(), value: Some("revenue".into()) };
    let found = at_once(analysis.asking().study(&Filter::default(), &study)).unwrap();
    let stake = |row: &undertone::insight::SheetRow| match row.cells.last() {
        Some(Cell::Figure(figure)) => figure.value.unwrap(),
        other => panic!("{other:?}"),
    };
    let all: f64 = found.sheets[0].rows.iter().map(stake).sum();
    let expected: f64 =
        (0..60_u32).filter(|at| [1, 2].contains(&(at % 4))).map(|at| f64::from(at) + 0.5).sum();
    // Each row is rounded to whole amounts.
    assert!((all - expected).abs() <= found.sheets[0].rows.len() as f64, "{all} {expected}");
    assert!(found.sheets[0].rows.len() >= 2 && studied(&analysis, "").sheets[0].columns.len() == 8);
}

#[test]
fn without_a_model_or_without_requests_there_are_no_topics() {
    let nothing = analysed(&[b"conversation_id,role,text\n1,user,hello\n1,bot,hi\n"], 2, &model());
    let (found, shown) = topics(&nothing);
    assert!(found.is_empty() && shown.topics.is_empty());
    assert!(studied(&nothing, "").sheets[0].rows.is_empty());
    assert_eq!((count(&nothing, "topic:none"), count(&nothing, "-topic:none")), (1, 0));
    let settings = Settings { zone: Zone::utc(), key: [3; 16], originals: false };
    let mut deaf = Analysis::new(settings);
    deaf.begin_file("shop.csv");
    deaf.push(&shop(50, 1));
    deaf.end_file();
    assert!(topics(&deaf).0.is_empty());
}

#[test]
fn the_map_keeps_what_is_near_near() {
    let analysis = analysed(&[&shop(400, 3)], 2, &model());
    let shown = topics(&analysis).1;
    let at = places(&shown.topics);
    let n = shown.topics.len();
    assert_eq!(at.len(), n);
    let meant = |one: usize, other: usize| -> i64 {
        let pairs = shown.topics[one].meaning.iter().zip(&shown.topics[other].meaning);
        // The less the two have in common, the farther.
        -pairs.map(|(a, b)| i64::from(*a) * i64::from(*b)).sum::<i64>()
    };
    let drawn = |one: usize, other: usize| -> i64 {
        let (dx, dy) = (at[one].0 - at[other].0, at[one].1 - at[other].1);
        (dx.hypot(dy) * 1e6) as i64
    };
    let nearest = |one: usize, many: usize, far: &dyn Fn(usize, usize) -> i64| -> Vec<usize> {
        let mut others: Vec<usize> = (0..n).filter(|other| *other != one).collect();
        others.sort_by_key(|other| far(one, *other));
        others.truncate(many);
        others
    };
    let kept: usize = (0..n)
        .map(|one| {
            let near = nearest(one, 10, &drawn);
            nearest(one, 3, &meant).into_iter().filter(|other| near.contains(other)).count()
        })
        .sum();
    let share = kept as f64 / (3 * n) as f64;
    let by_chance = 10.0 / (n - 1) as f64;
    assert!(share > 1.8 * by_chance, "{share} {by_chance}");
    assert!(at.iter().all(|(x, y)| (-1.0..=1.0).contains(x) && (-1.0..=1.0).contains(y)));
}
