//! What is said with signals: grouped by meaning, counted, asked for; the same in any number of shards.

use std::{path::Path, sync::Arc};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Order, Settings, Study, at_once},
    insight::{Cell, Findings, Sheet, SheetRow},
    language::{Lists, Signal},
    plan::Plan as Business,
    query::{Columns, Filter},
    sample::{Format, Generator, Kind, Plan},
    text::model::Model,
};

fn model() -> Arc<Model> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model");
    Arc::new(Model::read(std::fs::read(path).unwrap()).unwrap())
}

fn analysed(file: &[u8], shards: u32, model: &Arc<Model>) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [3; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.understand(model).unwrap();
    analysis.begin_file("talks.csv");
    analysis.push(file);
    analysis.end_file();
    analysis.join();
    analysis
}

/// A generated software company.
fn saas(conversations: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut generator = Generator::new(Plan { kind: Kind::Saas, conversations, seed: 5 }, Format::Csv);
    while generator.next_chunk(&mut bytes) {}
    bytes
}

fn voices(analysis: &Analysis, filter: &str, value: Option<&str>) -> Findings {
    let study = Study::Voices { value: value.map(str::to_owned), quotes: Vec::new(), one_user: false };
    at_once(analysis.asking().study(&parsed(filter), &study)).unwrap()
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

fn value(row: &SheetRow, at: usize) -> f64 {
    if let Cell::Figure(figure) = &row.cells[at] { figure.value.unwrap() } else { panic!("{row:?}") }
}

fn count(row: &SheetRow, at: usize) -> u64 {
    value(row, at) as u64
}

fn text(row: &SheetRow, at: usize) -> String {
    match &row.cells[at] {
        Cell::Text(text) => text.clone(),
        Cell::Words(words) => words.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Conversations about three wishes, two faults and two others, in several wordings; every fourth is of one user.
fn planted() -> String {
    let said: [(&str, &[&str], u32); 5] = [
        (
            "wish",
            &[
                "I wish we could use a dark mode in the app",
                "Please add a dark mode, the screen is too bright at night",
                "Feature request: dark mode for the dashboard",
                "It would be great to have a dark theme",
            ],
            100,
        ),
        (
            "export",
            &[
                "Please add an export of invoices to PDF",
                "I wish there was a way to export all invoices as PDF",
                "Feature request: PDF export of our invoices",
                "It would be great to export the invoices to a PDF file",
            ],
            10,
        ),
        (
            "crash",
            &[
                "The app crashes on iOS when I open the camera",
                "On my iPhone the app crashes as soon as the camera opens, iOS 17.2",
                "There is a bug: the camera crashes the iOS app",
                "Your app keeps crashing on iOS with the camera",
            ],
            1,
        ),
        (
            "login",
            &[
                "The login page shows an error in Firefox",
                "I get an error 500 when I log in with Firefox",
                "There is a bug on the login page, Firefox shows an error",
                "Logging in fails with an error message on Firefox",
            ],
            1,
        ),
        (
            "rival",
            &[
                "We are thinking of switching to Oakspindle",
                "Is this better than oakspindle?",
                "OAKSPINDLE does this out of the box",
                "Why should we choose you over Oakspindle?",
            ],
            1,
        ),
    ];
    let mut out = "conversation_id,user_id,timestamp,role,text,outcome,worth\n".to_owned();
    for (kind, texts, worth) in said {
        for at in 0..24 {
            let user = if at % 4 == 0 { format!("{kind}-same") } else { format!("{kind}-{at}") };
            let words = texts[at % texts.len()];
            let outcome = if at % 3 == 0 { "unresolved" } else { "resolved" };
            let fact = format!("{kind}{at},{user},2026-03-{:02}T10:00", at + 1);
            out.push_str(&format!(
                "{fact}:00Z,user,\"{words}. Case {at}\",{outcome},{}\n",
                worth * (at as u32 + 1)
            ));
            out.push_str(&format!(
                "{fact}:20Z,bot,Thank you for telling us.,{outcome},{}\n",
                worth * (at as u32 + 1)
            ));
        }
    }
    out
}

#[test]
fn what_is_planted_is_found_by_its_meaning() {
    let analysis = analysed(planted().as_bytes(), 2, &model());
    let findings = voices(&analysis, "", None);
    let features = sheet(&findings, "features_asked_for");
    let names: Vec<String> = features.rows.iter().map(|row| text(row, 0)).collect();
    assert!(names.iter().any(|name| name.contains("dark")), "{names:?}");
    assert!(names.iter().any(|name| name.contains("pdf") || name.contains("invoices")), "{names:?}");
    // The wordings of one wish are in its groups, and none of the other's.
    let of = |what: &str| -> f64 {
        let own = features.rows.iter().filter(|row| {
            let said = format!("{} {:?}", text(row, 0), row.cells.last().unwrap()).to_lowercase();
            said.contains(what)
        });
        own.map(|row| value(row, 1)).sum()
    };
    assert!(of("dark") >= 18.0 && of("invoices") >= 18.0, "{features:?}");
    let places = sheet(&findings, "fault_places");
    let place = |name: &str| places.rows.iter().find(|row| text(row, 0) == name).map(|row| value(row, 2));
    assert!(place("iOS").is_some_and(|n| n >= 18.0), "{places:?}");
    assert!(place("Firefox").is_some_and(|n| n >= 18.0), "{places:?}");
    let faults = sheet(&findings, "faults_reported");
    let at = faults.columns.iter().position(|head| head.title.text == "Where it shows").unwrap();
    assert!(
        faults.rows.iter().any(|row| matches!(&row.cells[at], Cell::Text(said) if said.starts_with("iOS (")))
    );
    // One name in whatever capitals; where no phrase says that it is one, because others do.
    let rivals = sheet(&findings, "competitors");
    assert_eq!(rivals.rows.len(), 1, "{rivals:?}");
    assert_eq!(text(&rivals.rows[0], 0).to_lowercase(), "oakspindle");
    assert!(value(&rivals.rows[0], 1) >= 18.0, "{rivals:?}");
    assert!(text(&rivals.rows[0], rivals.columns.len() - 1).contains("akspindle"));
}

#[test]
fn what_users_are_worth_counts_once_each() {
    let analysis = analysed(planted().as_bytes(), 3, &model());
    let findings = voices(&analysis, "", Some("worth"));
    let features = sheet(&findings, "features_asked_for");
    let at = features.columns.iter().position(|head| head.title.text == "Worth").unwrap();
    for row in &features.rows {
        if row.filter.is_empty() {
            continue;
        }
        // By hand: of each user the most that one of the conversations of the row is worth.
        let listed = at_once(analysis.asking().list(&parsed(&row.filter), Order::default())).unwrap();
        let rows = at_once(analysis.asking().rows(&listed)).unwrap();
        let mut best = std::collections::BTreeMap::new();
        for listed in rows {
            let (kind, n) = listed.id.split_at(listed.id.find(|c: char| c.is_ascii_digit()).unwrap());
            let n: u64 = n.parse().unwrap();
            let each = if kind == "wish" {
                100
            } else if kind == "export" {
                10
            } else {
                1
            };
            let user = if n.is_multiple_of(4) { format!("{kind}-same") } else { listed.id.clone() };
            let most = best.entry(user).or_insert(0);
            *most = (*most).max(each * (n + 1));
        }
        assert_eq!(count(row, 2), best.len() as u64, "users of {row:?}");
        assert_eq!(count(row, at), best.values().sum::<u64>(), "worth of {row:?}");
    }
    // What is worth more comes first, whatever is said more often.
    let worth: Vec<f64> = features
        .rows
        .iter()
        .filter(|row| !row.filter.is_empty() && !row.filter.contains(": none"))
        .map(|row| value(row, at))
        .collect();
    assert!(worth.windows(2).all(|two| two[0] >= two[1]), "{worth:?}");
    let none = voices(&analysis, "", Some("outcome"));
    assert!(
        none.notes.iter().any(|note| note.said.to_string().contains("what it is worth")),
        "{:?}",
        none.notes
    );
}

#[test]
fn rows_mean_what_they_count_and_shards_change_nothing() {
    let (file, model) = (saas(600), model());
    let whole = analysed(&file, 1, &model);
    let findings = voices(&whole, "", None);
    let mut asked = 0;
    for sheet in &findings.sheets {
        let at = sheet.columns.iter().position(|head| head.title.text == "Conversations").unwrap();
        for row in sheet.rows.iter().filter(|row| !row.filter.is_empty()) {
            assert_eq!(count(row, at), meant(&whole, &row.filter), "{}", row.filter);
            asked += 1;
        }
    }
    assert!(asked > 12, "{asked}");
    // The rows of a signal make up all of its conversations.
    for (name, signal) in [("why_they_may_leave", Signal::ChurnRisk), ("faults_reported", Signal::BugReport)]
    {
        let all: u64 = sheet(&findings, name).rows.iter().map(|row| count(row, 1)).sum();
        assert_eq!(all, meant(&whole, &format!("signal:{}", signal.name())), "{name}");
    }
    for shards in [2, 8] {
        let split = analysed(&file, shards, &model);
        assert_eq!(voices(&split, "", None), findings, "{shards} shards");
        assert_eq!(
            voices(&split, "channel:web", Some("customer_value")),
            voices(&whole, "channel:web", Some("customer_value"))
        );
    }
}

#[test]
fn messages_stand_in_no_file_that_is_to_hold_none() {
    let analysis = analysed(planted().as_bytes(), 1, &model());
    let findings = voices(&analysis, "", None);
    let json = serde_json::to_string(&findings).unwrap();
    assert!(json.contains("out of the box") || json.contains("choose you over"));
    let bare = findings.without_quotes();
    assert!(
        bare.sheets.iter().all(|sheet| sheet.rows.iter().all(|row| row.cells.len() == sheet.columns.len()))
    );
    let json = serde_json::to_string(&bare).unwrap();
    for said in ["out of the box", "choose you over", "too bright at night", "Case 1"] {
        assert!(!json.contains(said), "{said}");
    }
}

#[test]
fn without_a_model_or_signals_it_says_that_there_is_nothing() {
    let settings = Settings { zone: Zone::utc(), key: [3; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, 2);
    analysis.begin_file("talks.csv");
    analysis.push(b"conversation_id,role,text\n1,user,Where is my parcel?\n1,bot,On its way.\n");
    analysis.end_file();
    analysis.join();
    let findings = voices(&analysis, "", None);
    assert!(!findings.sheets.is_empty());
    for sheet in &findings.sheets {
        assert!(sheet.rows.is_empty() && !sheet.none.is_empty(), "{sheet:?}");
    }
    assert_eq!(meant(&analysis, "voice:none"), 1);
}

#[test]
fn goals_are_not_made_of_what_is_found_after_them() {
    for filter in ["voice:none", "entity:competitor", "tag:x or (voice:none channel:web)"] {
        assert!(undertone::plan::check_filter(filter).is_err(), "{filter}");
    }
}

/// Who says what competitors and products are called.
fn named(competitors: &[&str], products: &[&str]) -> Business {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let lists = Lists { competitors: own(competitors), products: own(products), ..Lists::default() };
    Business { lists, ..Business::default() }.checked().unwrap()
}

/// Conversations that name a product, and a competitor in words that do not say that it is one.
fn about_products() -> String {
    let mut out = "conversation_id,user_id,timestamp,role,text\n".to_owned();
    for at in 0..40 {
        let text = match at % 4 {
            0 => "Does the pulse 9 float in salt water",
            1 => "My order has not come yet",
            2 => "I saw the same at BRIGHTMERE yesterday",
            _ => "The Pulse 9 and the one of Brightmere look alike",
        };
        out.push_str(&format!("c{at},u{at},2026-03-02T10:00:00Z,user,\"{text}. Case {at}\"\n"));
    }
    out
}

#[test]
fn what_the_owner_names_is_known_by_its_name_and_read_anew_when_that_changes() {
    let model = model();
    let one = analysed(about_products().as_bytes(), 1, &model);
    let many = analysed(about_products().as_bytes(), 3, &model);
    for analysis in [&one, &many] {
        let none = sheet(&voices(analysis, "", None), "names_listed").none.to_string();
        assert_eq!(none, "nobody has said yet what competitors and products are called");
        assert_eq!(meant(analysis, "entity:\"product: Pulse 9\""), 0);
        at_once(analysis.asking().follow(&named(&["Brightmere"], &["Pulse 9", "Ridge"]))).unwrap();
        assert_eq!(meant(analysis, "entity:\"product: Pulse 9\""), 20);
        assert_eq!(meant(analysis, "entity:\"competitor: Brightmere\""), 20);
        let found = voices(analysis, "", None);
        let listed = sheet(&found, "names_listed");
        let names: Vec<String> =
            listed.rows.iter().map(|row| format!("{} {}", text(row, 0), text(row, 1))).collect();
        assert_eq!(names, ["Brightmere competitor", "Pulse 9 product"]);
        for row in &listed.rows {
            assert_eq!(count(row, 2), meant(analysis, &row.filter), "{row:?}");
        }
        // Within a filter, too.
        let within = voices(analysis, "entity:\"competitor: Brightmere\"", None);
        let listed = sheet(&within, "names_listed");
        assert_eq!(listed.rows.iter().map(|row| count(row, 2)).collect::<Vec<_>>(), [20, 10]);
    }
    assert_eq!(voices(&one, "", None), voices(&many, "", None), "in any number of shards");
    // Other names: what was said of those before holds no more.
    at_once(one.asking().follow(&named(&[], &["Brightmere"]))).unwrap();
    assert_eq!(meant(&one, "entity:\"product: Pulse 9\""), 0);
    assert_eq!(meant(&one, "entity:\"product: Brightmere\""), 20);
    assert_eq!(meant(&one, "entity:\"competitor: Brightmere\""), 0);
    at_once(one.asking().follow(&Business::default())).unwrap();
    assert_eq!(meant(&one, "entity:\"product: Brightmere\""), 0);
}
