//! Warnings in running conversations, and what goes with what became of users, of data whose truth is known.

use undertone::{
    conversation::{Outcome, Zone},
    engine::{Analysis, Settings, Study, at_once},
    insight::{Cell, End, Findings, Learned, Sheet, SheetRow},
    query::Filter,
    sample::{Format, Generator, Kind, Plan},
};

fn analysed(bytes: &[u8], shards: u32) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.begin_file("chats.csv");
    analysis.push(bytes);
    analysis.end_file();
    analysis
}

fn ahead(analysis: &Analysis) -> Findings {
    by(analysis, "", &[])
}

fn by(analysis: &Analysis, column: &str, values: &[&str]) -> Findings {
    let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
    let study = Study::ahead(column, &values);
    at_once(analysis.asking().study(&Filter::default(), &study)).unwrap()
}

fn sheet<'f>(findings: &'f Findings, name: &str) -> &'f Sheet {
    findings.sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

fn value(row: &SheetRow, at: usize) -> f64 {
    if let Cell::Figure(figure) = &row.cells[at] { figure.value.unwrap() } else { panic!("{row:?}") }
}

fn row<'s>(sheet: &'s Sheet, said: &str) -> &'s SheetRow {
    let is = |row: &&SheetRow| matches!(&row.cells[0], Cell::Words(words) if words.to_string() == said);
    sheet.rows.iter().find(is).unwrap_or_else(|| panic!("{said}: {sheet:?}"))
}

/// `n` conversations: in every fourth the bot does not understand, and four of five of these reach a person; of the
/// others one in ten does. A user has two, and left where the first went wrong and their number is not one of ten.
fn rows(n: usize) -> String {
    let mut out = "conversation_id,user_id,timestamp,role,text,churned\n".to_owned();
    for at in 0..n {
        let user = at / 2;
        let fails = at % 4 == 0;
        let churned = user % 2 == 0 && user % 10 != 0 || user % 20 == 1;
        let reaches = if fails { at % 20 != 0 } else { at % 40 == 1 };
        let mut said = |minute: usize, role: &str, text: &str| {
            out.push_str(&format!("c{at},u{user},2026-03-02T10:{minute:02}:00Z,{role},{text},{churned}\n"));
        };
        said(1, "user", "Where is the parcel that I ordered?");
        said(2, "bot", if fails { "Sorry I did not understand that." } else { "It is on its way to you." });
        said(3, "user", "The number is on the invoice that came by mail");
        if reaches {
            said(4, "agent", "Hello I am here to help you");
        }
    }
    out
}

#[test]
fn a_warning_is_right_as_often_as_was_planted() {
    let findings = ahead(&analysed(rows(1_200).as_bytes(), 2));
    let warning = row(sheet(&findings, "early_warning"), "Passed to a person");
    // Of messages after a fallback four of five are of conversations that end so; those before it, one of four.
    let (right, found, base) = (value(warning, 1), value(warning, 2), value(warning, 3));
    assert!((0.7..0.9).contains(&right), "{right}");
    assert!((0.35..0.65).contains(&found), "every other message is the first: {found}");
    assert!((0.15..0.3).contains(&base) && right > 3.0 * base, "{base}");
    assert!(value(warning, 4) > 0.65);
    let odds = value(row(sheet(&findings, "early_reasons"), "the bot did not understand once"), 1);
    assert!(odds > 10.0, "{odds}");
    let said = findings.notes[0].said.to_string();
    assert!(said.starts_with("Passed to a person: a warning after a message is right in"), "{said}");
}

#[test]
fn a_column_that_says_who_left_is_linked_and_foretold() {
    let findings = ahead(&analysed(rows(1_200).as_bytes(), 2));
    let link = row(sheet(&findings, "outcome_link"), "The bot did not understand");
    let Cell::Figure(with) = &link.cells[1] else { panic!("{link:?}") };
    let Cell::Figure(others) = &link.cells[2] else { panic!("{link:?}") };
    // 600 users: 300 whose first went wrong, 240 of whom left; of the others 30.
    assert_eq!((with.n, with.of, others.n, others.of), (240, Some(300), 30, Some(300)));
    let Cell::Figure(ratio) = &link.cells[3] else { panic!("{link:?}") };
    assert!((ratio.value.unwrap() - 240.0 * 270.0 / (60.0 * 30.0)).abs() < 1e-9);
    let range = ratio.interval.as_ref().unwrap();
    assert!(range.low > 20.0 && range.high < 65.0, "{range:?}");
    assert!(link.filter.contains("is:fallback") && link.filter.contains("churned:true"), "{}", link.filter);
    assert!(findings.board.figures["outcome_told_apart"].value.unwrap() > 0.8);
    // Foretold and seen agree.
    for group in &sheet(&findings, "outcome_model").rows {
        assert!((value(group, 1) - value(group, 2)).abs() < 0.12, "{group:?}");
    }
}

#[test]
fn who_is_at_risk_is_listed_with_the_reasons() {
    let analysis = analysed(rows(1_200).as_bytes(), 3);
    let findings = ahead(&analysis);
    let customers = sheet(&findings, "outcome_risks");
    assert_eq!(customers.rows.len(), 50);
    let mut before = 1.0;
    for row in &customers.rows {
        let Cell::Text(user) = &row.cells[0] else { panic!("{row:?}") };
        let number: usize = user.trim_start_matches('u').parse().unwrap();
        assert!(
            !(number.is_multiple_of(2) && !number.is_multiple_of(10) || number % 20 == 1),
            "{user} has left already"
        );
        assert!(value(row, 1) <= before);
        before = value(row, 1);
        let Cell::Said { text, conversation, line } = &row.cells[3] else { panic!("{row:?}") };
        let transcript = at_once(analysis.asking().transcript(*conversation)).unwrap().unwrap();
        assert_eq!(transcript.user.as_deref(), Some(user.as_str()));
        assert_eq!((&transcript.lines[*line as usize].text, *line), (text, 2), "their latest words");
    }
    // Those of whom it went wrong and who have not left come first.
    for row in &customers.rows[..10] {
        let (Cell::Text(user), Cell::Words(because)) = (&row.cells[0], &row.cells[2]) else {
            panic!("{row:?}")
        };
        assert!(user.ends_with('0'), "{row:?}");
        assert!(because.to_string().contains("The bot did not understand (odds × "), "{because}");
    }
    // A running conversation: nothing says how it ended.
    let running = sheet(&findings, "early_risks");
    for row in &running.rows {
        let Cell::Said { conversation, .. } = &row.cells[0] else { panic!("{row:?}") };
        let listed = at_once(analysis.asking().rows(&[*conversation])).unwrap();
        assert_eq!(listed[0].outcome, Outcome::Unknown, "{row:?}");
    }
    assert!(running.rows.len() > 10, "{running:?}");
    // They are somebody's, each: in files only where that is chosen.
    let bare = findings.without_quotes();
    assert!(bare.sheets.iter().all(|sheet| !sheet.name.ends_with("_risks")));
}

#[test]
fn the_column_and_its_values_are_chosen() {
    let analysis = analysed(rows(1_200).as_bytes(), 2);
    let found = by(&analysis, "churned", &["false"]);
    let link = row(sheet(&found, "outcome_link"), "The bot did not understand");
    let Cell::Figure(with) = &link.cells[1] else { panic!("{link:?}") };
    assert_eq!((with.n, with.of), (60, Some(300)), "turned round");
    assert!(link.filter.contains("churned:false"), "{}", link.filter);
    let both = by(&analysis, "churned", &["false", "true"]);
    let none = sheet(&both, "outcome_risks").none.to_string();
    assert_eq!(none, "Too few users of whom “churned” says something", "it holds of all");
    let nothing = by(&analysis, "nonsense", &["x"]);
    let none = sheet(&nothing, "outcome_risks").none.to_string();
    assert_eq!(none, "No column of the source says what became of users");
}

#[test]
fn what_was_learned_is_a_value_of_its_own() {
    let analysis = analysed(rows(1_200).as_bytes(), 3);
    let warning = at_once(analysis.asking().early_warning(&Filter::default())).unwrap();
    let told = ahead(&analysis);
    let row = row(sheet(&told, "early_warning"), "Passed to a person");
    let Cell::Figure(right) = &row.cells[1] else { panic!("{row:?}") };
    assert_eq!(warning.of(End::Person).map(Learned::right), Some((right.n, right.of.unwrap())));
    let one =
        at_once(analysed(rows(1_200).as_bytes(), 1).asking().early_warning(&Filter::default())).unwrap();
    assert_eq!(one, warning, "in any number of shards");
}

#[test]
fn any_number_of_shards_foretells_the_same() {
    let bytes = rows(600);
    let one = ahead(&analysed(bytes.as_bytes(), 1));
    for shards in [2, 3, 8] {
        assert_eq!(ahead(&analysed(bytes.as_bytes(), shards)), one, "{shards} shards");
    }
}

#[test]
fn too_few_are_said_to_be_too_few() {
    let findings = ahead(&analysed(rows(40).as_bytes(), 1));
    for name in ["early_warning", "early_reasons", "outcome_model"] {
        let sheet = sheet(&findings, name);
        assert!(sheet.rows.is_empty() && sheet.none.to_string().starts_with("Too few"), "{sheet:?}");
    }
    assert!(findings.notes.is_empty());
    let nothing = ahead(&analysed(b"conversation_id,role,text\nc,user,hi there\n", 1));
    let none = sheet(&nothing, "outcome_link").none.to_string();
    assert_eq!(none, "No column of the source says what became of users");
}

#[test]
fn the_sample_of_contracts_shows_who_is_at_risk() {
    let mut bytes = Vec::new();
    let mut generator = Generator::new(Plan { kind: Kind::Saas, conversations: 6_000, seed: 1 }, Format::Csv);
    while generator.next_chunk(&mut bytes) {}
    let findings = ahead(&analysed(&bytes, 2));
    let warnings = sheet(&findings, "early_warning");
    for row in &warnings.rows {
        assert!(value(row, 1) > value(row, 3) && value(row, 4) > 0.5, "no better than chance: {row:?}");
    }
    assert!(!warnings.rows.is_empty());
    assert!(findings.board.figures["outcome_told_apart"].value.unwrap() > 0.5);
}
