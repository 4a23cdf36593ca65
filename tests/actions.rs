//! What would be worth doing, of conversations counted by hand; and what became of what was tracked.

use undertone::{
    conversation::{Day, Zone},
    engine::{Analysis, Settings, Study, Track, at_once},
    insight::{Cell, Figure, Findings, Sheet, SheetRow},
    query::{Columns, Filter},
};

/// `n` conversations of a channel, `failed` of them unresolved, the others resolved, each worth `value`.
fn group(out: &mut String, channel: &str, day: &str, (n, failed): (usize, usize), value: &str) {
    for at in 0..n {
        let outcome = if at < failed { "unresolved" } else { "resolved" };
        out.push_str(&format!(
            "{channel}-{day}-{at},{channel},{day}T10:00:00Z,user,Where is it?,{outcome},{value}\n"
        ));
    }
}

const HEAD: &str = "conversation_id,channel,timestamp,role,text,outcome,order_total\n";

fn analysed(rows: &str, shards: u32) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.begin_file("chats.csv");
    analysis.push(format!("{HEAD}{rows}").as_bytes());
    analysis.end_file();
    analysis
}

fn studied(analysis: &Analysis, study: &Study) -> Findings {
    at_once(analysis.asking().study(&Filter::default(), study)).unwrap()
}

fn actions(analysis: &Analysis, value: Option<&str>) -> Sheet {
    let study = Study::Actions { value: value.map(str::to_owned) };
    studied(analysis, &study).sheets.remove(0)
}

fn figures(row: &SheetRow) -> Vec<&Figure> {
    row.cells
        .iter()
        .filter_map(|cell| if let Cell::Figure(figure) = cell { Some(&**figure) } else { None })
        .collect()
}

fn said(row: &SheetRow) -> String {
    match &row.cells[0] {
        Cell::Words(said) => said.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_channel_that_ends_worse_is_worth_what_it_fails_beyond_the_others() {
    let mut rows = String::new();
    group(&mut rows, "web", "2026-03-02", (40, 8), "10");
    group(&mut rows, "app", "2026-03-03", (40, 32), "20");
    let analysis = analysed(&rows, 1);
    let sheet = actions(&analysis, None);
    assert_eq!(sheet.rows.len(), 1, "{sheet:?}");
    let row = &sheet.rows[0];
    assert_eq!(said(row), "Find out what goes wrong on the channel “app”");
    let [count, failure, each, worth] = figures(row)[..] else { panic!("{row:?}") };
    assert_eq!((count.n, failure.n, failure.of, each.value), (40, 32, Some(40), Some(1.0)));
    // 40 × (32/40 − 8/40) × 1, and Newcombe's interval of the difference times 40.
    assert!((worth.value.unwrap() - 24.0).abs() < 1e-9);
    let range = worth.interval.as_ref().unwrap();
    assert!(range.low > 15.0 && range.low < 24.0 && range.high > 24.0 && range.high < 31.0, "{range:?}");
    // What stands behind it are the conversations that failed.
    let filter = analysis.lead().filter(&row.filter).unwrap();
    let behind = at_once(analysis.asking().figures(&filter)).unwrap().conversations;
    let of = Filter::parse_with(&row.of, Columns::Any).unwrap();
    assert_eq!((behind, at_once(analysis.asking().figures(&of)).unwrap().conversations), (32, 40));
    // By the column that says what a conversation is worth.
    let valued = actions(&analysis, Some("order_total"));
    let [_, _, each, worth] = figures(&valued.rows[0])[..] else { panic!("{valued:?}") };
    assert_eq!(each.value, Some(20.0));
    assert!((worth.value.unwrap() - 480.0).abs() < 1e-9);
}

#[test]
fn where_the_data_show_no_difference_nothing_is_recommended() {
    for counts in [(10, 4), (40, 16), (3, 3)] {
        let mut rows = String::new();
        group(&mut rows, "web", "2026-03-02", (40, 16), "");
        group(&mut rows, "app", "2026-03-03", counts, "");
        let sheet = actions(&analysed(&rows, 1), None);
        assert!(sheet.rows.is_empty() && !sheet.none.is_empty(), "{counts:?}: {sheet:?}");
    }
    assert!(actions(&analysed("", 1), None).rows.is_empty());
}

#[test]
fn any_number_of_shards_recommends_the_same() {
    let mut rows = String::new();
    group(&mut rows, "web", "2026-03-02", (50, 8), "10");
    group(&mut rows, "app", "2026-03-03", (41, 30), "20,50");
    group(&mut rows, "a \"b\"", "2026-03-04", (20, 19), "");
    let one = actions(&analysed(&rows, 1), Some("order_total"));
    assert!(!one.rows.is_empty());
    for shards in [2, 3, 8] {
        assert_eq!(actions(&analysed(&rows, shards), Some("order_total")), one, "{shards} shards");
    }
}

#[test]
fn what_is_tracked_is_compared_with_later_conversations_alone() {
    let mut rows = String::new();
    group(&mut rows, "app", "2026-03-02", (100, 60), "");
    group(&mut rows, "app", "2026-03-03", (50, 40), "");
    group(&mut rows, "app", "2026-03-04", (50, 10), "");
    let track = |day: &str, before| Track {
        filter: "outcome:unresolved channel:app".into(),
        of: "channel:app -outcome:unknown".into(),
        day: Day::parse(day).unwrap().0,
        before,
    };
    let study = Study::Tracked(vec![
        track("2026-03-03", (100, 150)),
        track("2026-03-02", (60, 100)),
        // More than these data hold up to that day: they are others.
        track("2026-03-04", (110, 201)),
    ]);
    let found = studied(&analysed(&rows, 1), &study);
    let notes: Vec<String> = found.notes.iter().map(|note| note.said.to_string()).collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].starts_with("Row 3 began with 201 conversations") && notes[0].contains("hold 200:"));
    let of = |shards| studied(&analysed(&rows, shards), &study).sheets.remove(0);
    let sheet = of(1);
    let shares: Vec<_> = sheet.rows.iter().map(|row| (figures(row)[1].n, figures(row)[1].of)).collect();
    assert_eq!(shares, [(10, Some(50)), (50, Some(100)), (0, Some(0))]);
    let words: Vec<String> =
        sheet
            .rows
            .iter()
            .map(|row| {
                if let Some(Cell::Words(said)) = row.cells.last() { said.to_string() } else { String::new() }
            })
            .collect();
    assert_eq!(
        words,
        ["It has become rarer.", "No difference shown.", "Too few conversations since to say."]
    );
    assert_eq!(of(3), sheet);
}
