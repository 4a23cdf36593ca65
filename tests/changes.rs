//! Changes: series with planted events, the samples' campaign and outage, and the explanation of both.

// The tables of benches/README.md are what two of these print.
#![allow(clippy::print_stdout)]

#[path = "changes/planted.rs"]
mod planted;

use proptest::prelude::*;
use undertone::{
    binary::Frozen,
    conversation::{Clock, Day, Millis, Role, Zone},
    corpus::{Again, ConversationView, UtteranceView},
    engine::{Analysis, Settings, Study, at_once},
    insight::{
        Case, Cell, ChangesPartial, Dimension, Findings, Measure, Parting, ReadOff, Sheet, SheetRow,
        Stretches, Suspect,
    },
    language::{Heard, Marks},
    query::Filter,
    sample::{Counted, Format, Kind as SampleKind, Period, Plan, Truth},
    stats::daily::{Found, Kind, judge},
};

use planted::{Chance, DAYS, Event, PARTS, SHARES, series};

/// Worlds that are made of each kind; the environment may ask for more.
fn worlds() -> u64 {
    std::env::var("WORLDS").ok().and_then(|worlds| worlds.parse().ok()).unwrap_or(4)
}

/// How many conversations a day, and by how much days differ by more than chance.
const KINDS: [(f64, f64); 4] = [(12.0, 0.0), (35.0, 0.05), (170.0, 0.1), (1_500.0, 0.1)];

#[test]
fn false_alarms_are_rare_where_nothing_happens() {
    for (a_day, uneven) in KINDS {
        let alarms =
            (0..worlds()).map(|seed| judge(&series(seed * 7_919 + 11, a_day, uneven, &[])).found.len());
        let a_month = alarms.sum::<usize>() as f64 / (worlds() as f64 * DAYS as f64 / 30.0);
        println!("{a_day} a day: {a_month:.3} false alarms a month over {} series", 1 + PARTS + SHARES);
        assert!(a_month < 0.4, "{a_day} a day: {a_month}");
    }
}

/// Five events of a world: a day, a week, some days of a part, some days of a share, and a share that stays.
fn planted(seed: u64, times: f64) -> Vec<Event> {
    let mut chance = Chance(seed ^ 0xE7E2);
    let mut day = |from: usize, to: usize| from + (chance.share() * (to - from) as f64) as usize;
    let spike = day(15, 25);
    let week = day(38, 45);
    let (part, part_day) = (1 + day(0, 8), day(60, 68));
    let (share, share_day) = (1 + PARTS + day(0, 5), day(28, 40));
    let (stays, since) = (1 + PARTS + 5 + day(0, 2), day(40, 55));
    let event = |series, first, days, times| Event { series, first, last: first + days - 1, times };
    vec![
        event(0, spike, 1, times),
        event(0, week, 7, 1.0 + (times - 1.0) * 0.75),
        event(part, part_day, 5, 1.0 + (times - 1.0) * 2.0),
        event(share, share_day, 7, times),
        event(stays, since, DAYS - since, times),
    ]
}

fn is(found: &Found, event: &Event) -> bool {
    let kind = if event.last == DAYS - 1 { Kind::Level } else { Kind::Stretch };
    let overlaps = found.first <= event.last && event.first <= found.last;
    let near = kind == Kind::Stretch || found.first.abs_diff(event.first) <= 7;
    found.series == event.series && found.kind == kind && overlaps && near && found.off > 0.0
}

/// Whether what was found is an effect of an event elsewhere: a part that grows makes the whole grow.
fn follows(found: &Found, events: &[Event]) -> bool {
    found.series == 0
        && events.iter().any(|event| {
            (1..=PARTS).contains(&event.series) && found.first <= event.last && event.first <= found.last
        })
}

#[test]
fn planted_events_are_found_and_dated() {
    for ((a_day, uneven), (least, least_exact)) in
        KINDS.into_iter().zip([(0.0, 0.0), (0.25, 0.1), (0.8, 0.6), (0.85, 0.8)])
    {
        let (mut recalled, mut exact, mut right, mut wrong) = ([0; 5], 0, 0, 0);
        for seed in 0..worlds() {
            let events = planted(seed, 2.0);
            let found = judge(&series(seed * 104_729 + 5, a_day, uneven, &events)).found;
            for (at, event) in events.iter().enumerate() {
                let hit = found.iter().find(|it| is(it, event));
                recalled[at] += usize::from(hit.is_some());
                let ends = |hit: &Found| hit.kind == Kind::Level || hit.last == event.last;
                exact += usize::from(hit.is_some_and(|hit| hit.first == event.first && ends(hit)));
            }
            let explained = |it: &&Found| events.iter().any(|event| is(it, event)) || follows(it, &events);
            right += found.iter().filter(explained).count();
            wrong += found.iter().filter(|it| !explained(it)).count();
        }
        let planned = (worlds() * 5) as f64;
        let all = recalled.iter().sum::<usize>() as f64;
        println!(
            "{a_day} a day: found {recalled:?} of {} each, to the day {exact} of {all}, precision {right} of {}",
            worlds(),
            right + wrong
        );
        assert!(all >= least * planned && exact as f64 >= least_exact * planned, "{a_day} a day");
        assert!(wrong * 5 <= right + wrong, "{a_day} a day: {wrong} false of {}", right + wrong);
    }
}

fn analysed(name: &str, bytes: &[u8], shards: u32) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.begin_file(name);
    analysis.push(bytes);
    analysis.end_file();
    analysis
}

fn changes(analysis: &Analysis) -> Findings {
    let study = Study::Changes { suspects: Vec::new() };
    at_once(analysis.asking().study(&Filter::default(), &study)).unwrap()
}

fn sheet<'f>(findings: &'f Findings, name: &str) -> &'f Sheet {
    findings.sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Words(said) => said.to_string(),
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    }
}

fn value(cell: &Cell) -> f64 {
    if let Cell::Figure(figure) = cell { figure.value.unwrap() } else { panic!("{cell:?}") }
}

/// How many conversations a filter means.
fn behind(analysis: &Analysis, filter: &str) -> u64 {
    let filter = analysis.lead().filter(filter).unwrap();
    at_once(analysis.asking().figures(&filter)).unwrap().conversations
}

fn sample(kind: SampleKind, conversations: u32) -> (Analysis, Truth) {
    let mut generator = Counted::new(Plan { kind, conversations, seed: 1 }, Format::Csv);
    let mut bytes = Vec::new();
    while generator.next_chunk(&mut bytes) {}
    (analysed("sample.csv", &bytes, 2), generator.truth().clone())
}

#[test]
fn the_samples_campaign_and_outage_are_found_dated_and_explained() {
    for (kind, conversations, tag) in
        [(SampleKind::Shop, 12_000, "late-summer-sale"), (SampleKind::Saas, 12_000, "summer-launch")]
    {
        let (analysis, truth) = sample(kind, conversations);
        let findings = changes(&analysis);
        let rows = &sheet(&findings, "changes").rows;
        let said: Vec<String> = rows.iter().map(|row| words(&row.cells[0])).collect();
        let (campaign, outage) = (&truth.campaign, &truth.outage);
        // On weekends hardly anybody writes to the software company: there Friday is the last day that shows it.
        let last = |of: &Period| if kind == SampleKind::Shop { of.last.clone() } else { String::new() };
        let at = said.iter().position(|said| said.starts_with("Conversations rose"));
        let row = &rows[at.unwrap_or_else(|| panic!("{said:#?}"))];
        assert!(
            row.filter.contains(&format!("day:{}..{}", campaign.first, last(campaign))),
            "{}",
            row.filter
        );
        assert!(words(&row.cells[3]).contains(tag), "{:?}", row.cells);
        // Twice as many, less what chance and growth do.
        assert!((1.7..2.4).contains(&(value(&row.cells[2]) / value(&row.cells[1]))), "{row:?}");
        let passed = rows.iter().position(|row| row.filter.contains("is:handoff"));
        let row = &rows[passed.unwrap_or_else(|| panic!("{said:#?}"))];
        assert!(row.filter.contains(&format!("day:{}..{}", outage.first, last(outage))), "{}", row.filter);
        assert!(value(&row.cells[2]) > 1.3 * value(&row.cells[1]));
        // The bot understands less whoever writes, wherever: no part accounts for it.
        assert_eq!(row.cells[3], Cell::Nothing, "{row:?}");
        assert!(behind(&analysis, &row.filter) > 50);
        assert!(behind(&analysis, &row.of) > behind(&analysis, &row.filter));
        // All that is named lies in one of both,
        let days = [campaign, outage].map(|it| (it.first.as_str(), it.last.as_str()));
        let is_planted = |row: &&SheetRow| {
            let day = row.filter.split_whitespace().find_map(|term| term.strip_prefix("day:")).unwrap();
            let first = day.split("..").next().unwrap();
            days.iter().any(|(from, to)| (*from..=*to).contains(&first))
        };
        // but for the one in ten that may be chance.
        let chance = rows.iter().filter(|row| !is_planted(row)).count();
        assert!(chance * 5 <= rows.len(), "{said:#?}");
        // The forecast is nearer than last week's days, or the text says that it is not.
        let tests = &sheet(&findings, "forecast_tests").rows;
        let error = value(&tests[0].cells[3]);
        let admits =
            findings.notes.iter().any(|note| note.said.to_string().contains("no other forecast was nearer"));
        assert_eq!(error >= 1.0, admits, "{error}");
        assert_eq!(sheet(&findings, "forecasts").rows.len(), 14);
    }
}

/// Of 33 conversations a day the outage moves shares by less than chance may: it is not named, and nothing else is.
#[test]
fn the_offered_sample_shows_its_campaign() {
    let (analysis, truth) = sample(SampleKind::Shop, 3_000);
    let findings = changes(&analysis);
    let campaign = format!("day:{}..", truth.campaign.first);
    let rows = &sheet(&findings, "changes").rows;
    assert!(
        rows.iter()
            .any(|row| row.filter == format!("{campaign}{} tag:late-summer-sale", truth.campaign.last))
    );
    assert!(rows.iter().all(|row| row.filter.starts_with(&campaign)), "{rows:?}");
}

/// Forty conversations a day, on two channels and about two matters; on one day more about one of them on one channel.
fn crash(more: usize) -> String {
    let mut out = "conversation_id,channel,timestamp,role,text,intent\n".to_owned();
    for day in 0..50 {
        let date = Day(20_000 + day);
        // No two weeks have the same counts.
        let usual = 40 + day * day * 31 % 7;
        for at in 0..usual as usize + if day == 30 { more } else { 0 } {
            let is_more = at >= usual as usize;
            let channel = if is_more || at % 2 == 0 { "mobile" } else { "web" };
            let intent = if is_more || at % 3 == 0 { "app_crash" } else { "delivery" };
            let hour = at % 24;
            out.push_str(&format!(
                "c{day}-{at},{channel},{date}T{hour:02}:10:00Z,user,It does not start,{intent}\n"
            ));
        }
    }
    out
}

#[test]
fn a_rise_is_explained_by_the_part_that_it_comes_from() {
    let analysis = analysed("chats.csv", crash(60).as_bytes(), 2);
    let findings = changes(&analysis);
    let rows = &sheet(&findings, "changes").rows;
    let said: Vec<String> = findings.notes.iter().map(|note| note.said.to_string()).collect();
    let rose = |said: &String| said.starts_with("Conversations rose from 4");
    let said = said.iter().find(|said| rose(said)).unwrap_or_else(|| panic!("{said:#?}"));
    assert!(
        said.contains(&format!(" a day on {}; ", Day(20_030))) && said.contains(" of it from "),
        "{said}"
    );
    let row = rows.iter().find(|row| words(&row.cells[0]).starts_with("Conversations rose")).unwrap();
    let part = words(&row.cells[3]);
    assert!(part.contains("intent: app_crash") && part.contains("channel: mobile"), "{part}");
    assert!((0.8..1.2).contains(&value(&row.cells[4])), "{row:?}");
    assert!((60..90).contains(&behind(&analysis, &row.filter)), "{}", row.filter);
    // The curve of the row is of the days around it.
    let curve = findings.curves.iter().find(|curve| curve.sheet == "changes").unwrap();
    assert_eq!(curve.values.len(), curve.low.len());
    let spike = curve.marked.0 as usize;
    assert!(curve.values[spike].unwrap() > curve.high[spike] && curve.expected[spike] < 50.0, "{curve:?}");
}

#[test]
fn any_number_of_shards_finds_the_same() {
    let bytes = crash(60);
    let one = changes(&analysed("chats.csv", bytes.as_bytes(), 1));
    assert!(one.sheets.iter().filter(|sheet| sheet.rows.is_empty()).count() == 0, "{:?}", one.sheets);
    for shards in [2, 3, 8] {
        assert_eq!(changes(&analysed("chats.csv", bytes.as_bytes(), shards)), one, "{shards} shards");
    }
}

#[test]
fn too_little_data_is_said_and_nothing_out_of_the_ordinary_too() {
    let few = crash(0).lines().take(400).collect::<Vec<_>>().join("\n");
    let findings = changes(&analysed("chats.csv", few.as_bytes(), 1));
    let none = sheet(&findings, "changes").none.to_string();
    assert!(none.starts_with("Too little data") && none.contains("21"), "{none}");
    assert!(findings.notes.is_empty() && findings.curves.is_empty());
    let quiet = changes(&analysed("chats.csv", crash(0).as_bytes(), 1));
    assert!(sheet(&quiet, "changes").rows.is_empty());
    assert!(
        quiet.notes[0].said.to_string().starts_with("Nothing is out of the ordinary"),
        "{:?}",
        quiet.notes
    );
    let nothing = changes(&analysed("chats.csv", b"conversation_id,role,text\n", 1));
    assert!(nothing.sheets.iter().all(|sheet| sheet.rows.is_empty()));
}

/// A conversation of the property below: its day, its hour, its intent, whether the bot did not understand.
type Little = (u8, u8, u8, bool);

fn partial(all: &[Little], suspects: &[Suspect]) -> ChangesPartial {
    let (mut part, mut parting) = (ChangesPartial::default(), Parting::of(suspects));
    for (day, hour, intent, fails) in all {
        let at = Some(Millis((20_000 + i64::from(*day)) * 86_400_000 + i64::from(hour % 24) * 3_600_000));
        let said =
            |role, marks, row| UtteranceView { role, at, marks, heard: Heard::default(), taught: 0, row };
        let marks = if *fails { Marks::FALLBACK } else { Marks::default() };
        let said = [said(Role::User, Marks::default(), 0), said(Role::Bot, marks, 1)];
        let view = ConversationView {
            idx: 0,
            returning: false,
            user: None,
            channel: None,
            rating: None,
            stated: None,
            handoff: None,
            utterances: &said,
        };
        let mut stretches = Stretches::default();
        let read = ReadOff::of(&view, &mut Clock::new(Zone::utc()), &mut stretches);
        let case = Case {
            view: &view,
            read: &read,
            days: &stretches.days,
            answers: &stretches.answers,
            moods: &stretches.moods,
            again: Again::default(),
        };
        let name = format!("intent {}", intent % 3);
        if suspects.is_empty() {
            part.observe_intent(&name, *fails);
            part.observe(&case, [(Measure::Intent, name.as_str())].into_iter());
        } else {
            let number = parting.number(Dimension::Intent, "", &name);
            parting.observe(&case, &[number], |_, _| true);
        }
    }
    if suspects.is_empty() { part } else { parting.finish() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn parts_merge_in_any_order_and_split_to_the_bit(
        all in proptest::collection::vec(any::<Little>(), 0..60),
        cuts in proptest::collection::vec(0_usize..60, 2),
    ) {
        let suspect = |measure| Suspect {
            measure, name: String::new(), days: (20_000, 20_100), against: (20_101..20_200).collect(), times: 1_000_000, within: None,
        };
        for suspects in [vec![], vec![suspect(Measure::Conversations), suspect(Measure::Fallback)]] {
            let whole = partial(&all, &suspects);
            let (one, two) = (cuts[0].min(cuts[1]).min(all.len()), cuts[0].max(cuts[1]).min(all.len()));
            let parts = [&all[..one], &all[one..two], &all[two..]].map(|part| partial(part, &suspects));
            for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
                let mut merged = ChangesPartial::explaining(&suspects);
                for at in order {
                    merged.merge(parts[at].clone());
                }
                prop_assert_eq!(&merged, &whole);
            }
            prop_assert_eq!(ChangesPartial::thawed(&whole.frozen()), Some(whole.clone()));
            prop_assert_eq!(whole.finish(), ChangesPartial::thawed(&whole.frozen()).unwrap().finish());
        }
    }
}
