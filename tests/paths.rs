//! Journeys: of random logs what a plain count says, of any number of shards the same, and what pm4py counts of one log;
//! quick replies, handovers, two selections, an intended way, and who leaves, of logs made for it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use undertone::{
    conversation::{Outcome, Zone},
    engine::{Analysis, Settings, Study, at_once},
    insight::{Cell, Figure, Findings, Flow, Journey, SheetRow},
    query::{Columns, Detail, Direction, Filter, Problem},
};

/// What a message does: its name among the acts, whether it is there among needs, who says it, its text and intent.
const SAID: [(&str, bool, &str, &str, &str); 9] = [
    ("a", true, "user", "where is it", "a"),
    ("b", true, "user", "how much is it", "b"),
    ("c", true, "user", "tell me about sizes", "c"),
    ("thanks", false, "user", "thanks", ""),
    ("asks_human", true, "user", "can I talk to a human?", ""),
    ("answer", false, "bot", "It ships today.", ""),
    ("question", false, "bot", "Which size?", ""),
    ("fallback", true, "bot", "I didn't get that.", ""),
    ("agent", true, "agent", "Let me look into it.", ""),
];

const ENDS: [&str; 4] = ["resolved", "unresolved", "escalated", "abandoned"];

/// One conversation: what is said by its place in [`SAID`] and after how many seconds, and how it ends.
type Talk = (Vec<(usize, Option<i64>)>, usize);

fn csv(talks: &[Talk]) -> String {
    let mut out = String::from("conversation_id,timestamp,role,text,intent,outcome\n");
    for (at, (said, end)) in talks.iter().enumerate() {
        let mut clock = 1_780_000_000;
        for (what, after) in said {
            let (_, _, role, text, intent) = SAID[*what];
            clock += after.unwrap_or_default();
            let time = after.map(|_| clock.to_string()).unwrap_or_default();
            out.push_str(&format!("c{at},{time},{role},\"{text}\",{intent},{}\n", ENDS[*end]));
        }
    }
    out
}

fn analysed(name: &str, text: &str, shards: u32) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.begin_file(name);
    analysis.push(text.as_bytes());
    analysis.end_file();
    analysis.join();
    analysis
}

fn asked(analysis: &Analysis, filter: &str, journey: &Journey) -> Findings {
    let filter = Filter::parse_with(filter, Columns::Any).unwrap();
    at_once(analysis.asking().study(&filter, &Study::Paths(Box::new(journey.clone())))).unwrap()
}

fn counted(analysis: &Analysis, filter: &str) -> u64 {
    let filter = Filter::parse_with(filter, Columns::Any).unwrap_or_else(|error| panic!("{filter}: {error}"));
    at_once(analysis.asking().figures(&filter)).unwrap().conversations
}

/// A state of a walk: its name, which message it is, and its time.
type Step = (&'static str, usize, Option<i64>);

/// The walk of a conversation, as somebody would write it down.
fn walk((said, end): &Talk, detail: Detail) -> Vec<Step> {
    let (mut steps, mut clock) = (Vec::new(), 0);
    for (at, (what, after)) in said.iter().enumerate() {
        let (name, is_need, ..) = SAID[*what];
        clock += after.unwrap_or_default();
        if is_need || detail != Detail::Needs {
            steps.push((name, at, after.map(|_| clock)));
        }
    }
    steps.push((ENDS[*end], said.len(), None));
    steps
}

fn stretch(steps: Vec<Step>, journey: &Journey) -> Option<Vec<Step>> {
    if journey.at.is_empty() {
        return Some(steps);
    }
    let at = steps.iter().position(|step| step.0 == journey.at)?;
    Some(if journey.direction == Direction::Forward { steps[at..].to_vec() } else { steps[..=at].to_vec() })
}

fn folded(steps: &[Step]) -> Vec<&'static str> {
    let mut names: Vec<_> = steps.iter().map(|step| step.0).collect();
    names.dedup();
    names
}

/// What a plain count says of some talks.
#[derive(Debug, Default, PartialEq)]
struct Plain {
    edges: BTreeMap<(String, String), (u64, u64)>,
    nodes: BTreeMap<(u32, String), [u64; 5]>,
    ribbons: BTreeMap<(u32, String, String), [u64; 5]>,
    ways: BTreeMap<String, u64>,
    /// By the states of a loop: conversations, times, messages, seconds.
    loops: BTreeMap<String, [u64; 4]>,
    /// By state: who comes, and who leaves.
    left: BTreeMap<String, [u64; 2]>,
}

fn outcome_of(end: usize) -> usize {
    Outcome::ALL.iter().position(|outcome| outcome.name() == ENDS[end]).unwrap()
}

impl Plain {
    fn of(talks: &[Talk], journey: &Journey) -> Self {
        let mut plain = Self::default();
        for talk in talks.iter().filter(|talk| talk.0.iter().any(|(what, _)| SAID[*what].2 == "user")) {
            let Some(steps) = stretch(walk(talk, journey.detail), journey) else { continue };
            plain.take(talk, &steps, journey);
        }
        plain
    }

    fn take(&mut self, talk: &Talk, steps: &[Step], journey: &Journey) {
        let mut seen = BTreeSet::new();
        for pair in steps.windows(2) {
            let key = (pair[0].0.to_owned(), pair[1].0.to_owned());
            let (conversations, times) = self.edges.entry(key.clone()).or_default();
            *times += 1;
            *conversations += u64::from(seen.insert(key));
        }
        let names = folded(steps);
        let mut layered = names.clone();
        if journey.direction == Direction::Backward {
            layered.reverse();
        }
        layered.truncate(journey.depth as usize);
        let end = outcome_of(talk.1);
        for (layer, name) in (0..).zip(&layered) {
            self.nodes.entry((layer, (*name).to_owned())).or_default()[end] += 1;
        }
        for (layer, pair) in (0..).zip(layered.windows(2)) {
            let key = (layer, pair[0].to_owned(), pair[1].to_owned());
            self.ribbons.entry(key).or_default()[end] += 1;
        }
        *self.ways.entry(names.join(" > ")).or_default() += 1;
        let came: BTreeSet<_> = names.iter().filter(|name| !ENDS.contains(name)).collect();
        for name in came {
            self.left.entry((*name).to_string()).or_default()[0] += 1;
        }
        if let [.., last, "abandoned"] = names[..] {
            self.left.entry(last.to_owned()).or_default()[1] += 1;
        }
        self.take_loops(talk, steps);
    }

    /// Loops of needs within the stretch: again and again the first that closes is cut out.
    fn take_loops(&mut self, talk: &Talk, stretch: &[Step]) {
        let within = stretch[0].1..=stretch[stretch.len() - 1].1;
        let loops = ["a", "b", "c", "fallback", "asks_human"];
        let is_of = |step: &Step| within.contains(&step.1) && loops.contains(&step.0);
        // Each with how many messages and seconds lie between it and the one before.
        let needs: Vec<Step> = walk(talk, Detail::Needs).into_iter().filter(is_of).collect();
        let mut rest: Vec<(&str, usize, i64)> = Vec::new();
        for (at, step) in needs.iter().enumerate() {
            let before = if at == 0 { step } else { &needs[at - 1] };
            let seconds = step.2.unwrap() - before.2.unwrap();
            rest.push((step.0, step.1 - before.1, seconds));
        }
        let mut seen = BTreeSet::new();
        while let Some((from, to)) = (0..rest.len()).find_map(|to| {
            let from = (0..to).find(|from| rest[*from].0 == rest[to].0)?;
            Some((from, to))
        }) {
            let mut names: Vec<&str> = rest[from..to].iter().map(|step| step.0).collect();
            if names.len() > 4 {
                names = vec![names[0], "…"];
            }
            let name = names.join(" > ");
            let cut: Vec<_> = rest.drain(from + 1..=to).collect();
            let [conversations, times, messages, seconds] = self.loops.entry(name.clone()).or_default();
            *conversations += u64::from(seen.insert(name));
            *times += 1;
            *messages += cut.iter().map(|step| step.1 as u64).sum::<u64>();
            *seconds += cut.iter().map(|step| step.2 as u64).sum::<u64>();
        }
    }
}

fn figure(row: &SheetRow, at: usize) -> &Figure {
    match &row.cells[at] {
        Cell::Figure(figure) => figure,
        other => panic!("{other:?}"),
    }
}

fn said(row: &SheetRow, at: usize) -> String {
    match &row.cells[at] {
        Cell::Words(said) => said.to_string(),
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    }
}

fn rows<'f>(found: &'f Findings, name: &str) -> &'f [SheetRow] {
    &found.sheets.iter().find(|sheet| sheet.name == name).unwrap().rows
}

/// A line of states in the words of the page.
fn in_words(line: &str) -> String {
    let words = |name: &str| {
        match name {
            "thanks" => "Thanks",
            "asks_human" => "Asks for a person",
            "answer" => "Bot answers",
            "question" => "Bot asks",
            "fallback" => "Not understood",
            "agent" => "A person answers",
            "resolved" => "Resolved",
            "unresolved" => "Unresolved",
            "escalated" => "Escalated",
            "abandoned" => "Abandoned",
            name => name,
        }
        .to_owned()
    };
    line.split(" > ").map(words).collect::<Vec<_>>().join(" → ")
}

fn key(flow: &Flow, state: u32) -> String {
    flow.states[state as usize].key.clone()
}

/// The flow is what a plain count says, and so are the tables, but for what fewer than five do.
#[track_caller]
fn check(found: &Findings, plain: &Plain) {
    let flow = found.flow.as_ref().unwrap();
    let edges = flow
        .edges
        .iter()
        .map(|edge| ((key(flow, edge.from), key(flow, edge.to)), (edge.conversations, edge.times)));
    assert_eq!(edges.collect::<BTreeMap<_, _>>(), plain.edges);
    let nodes = flow.nodes.iter().map(|node| ((node.layer, key(flow, node.state)), node.outcomes));
    assert_eq!(nodes.collect::<BTreeMap<_, _>>(), plain.nodes);
    let ribbons =
        flow.ribbons.iter().map(|it| ((it.layer, key(flow, it.from), key(flow, it.to)), it.outcomes));
    assert_eq!(ribbons.collect::<BTreeMap<_, _>>(), plain.ribbons);

    let often = |n: u64| n >= 5;
    let expected: BTreeMap<String, u64> =
        plain.ways.iter().filter(|(_, n)| often(**n)).map(|(way, n)| (in_words(way), *n)).collect();
    let ways = rows(found, "journey_ways").iter().filter(|row| !row.filter.is_empty());
    assert_eq!(ways.map(|row| (said(row, 0), figure(row, 1).n)).collect::<BTreeMap<_, _>>(), expected);
    let all: u64 = rows(found, "journey_ways").iter().map(|row| figure(row, 1).n).sum();
    assert_eq!(all, plain.ways.values().sum::<u64>());

    let around = |states: &String| in_words(&format!("{states} > {}", states.split(" > ").next().unwrap()));
    let expected: BTreeMap<String, [u64; 4]> =
        plain.loops.iter().filter(|(_, n)| often(n[0])).map(|(states, n)| (around(states), *n)).collect();
    let loops = rows(found, "journey_loops").iter().map(|row| {
        let value = |at: usize| figure(row, at).value.unwrap() as u64;
        (said(row, 0), [value(1), value(2), value(3), value(5) / 1_000])
    });
    assert_eq!(loops.collect::<BTreeMap<_, _>>(), expected);

    let expected: BTreeMap<String, [u64; 2]> =
        plain.left.iter().filter(|(_, n)| often(n[1])).map(|(state, n)| (in_words(state), *n)).collect();
    let left = rows(found, "journey_drop_offs").iter();
    let left = left.map(|row| (said(row, 0), [figure(row, 3).n, figure(row, 1).n]));
    assert_eq!(left.collect::<BTreeMap<_, _>>(), expected);
}

/// Every filter that is shown means as many conversations as stand beside it.
fn check_filters(analysis: &Analysis, found: &Findings) {
    let flow = found.flow.as_ref().unwrap();
    let all = |outcomes: &[u64; 5]| outcomes.iter().sum::<u64>();
    for node in &flow.nodes {
        let filter = flow.of_node(node.layer, &[node.state]);
        assert_eq!(counted(analysis, &filter), all(&node.outcomes), "{filter}");
    }
    for ribbon in &flow.ribbons {
        let filter = flow.of_ribbon(ribbon.layer, &[ribbon.from], &[ribbon.to]);
        assert_eq!(counted(analysis, &filter), all(&ribbon.outcomes), "{filter}");
    }
    for edge in flow.edges.iter().filter(|edge| edge.from != edge.to) {
        let filter = flow.of_edge(edge.from, edge.to);
        assert_eq!(counted(analysis, &filter), edge.conversations, "{filter}");
    }
    for sheet in ["journey_ways", "journey_loops", "journey_drop_offs"] {
        for row in rows(found, sheet).iter().filter(|row| !row.filter.is_empty()) {
            assert_eq!(counted(analysis, &row.filter), figure(row, 1).n, "{}", row.filter);
            if !row.of.is_empty() {
                assert_eq!(counted(analysis, &row.of), figure(row, 3).n, "{}", row.of);
            }
        }
    }
}

fn talks() -> impl Strategy<Value = Vec<Talk>> {
    // Few kinds of messages, so that ways and loops repeat; often in pairs of a user's and the bot's.
    let one = (0usize..SAID.len(), 1i64..300).prop_map(|(what, after)| (what, Some(after)));
    let pair = (0usize..3, prop_oneof![Just(5usize), Just(7), Just(6)], 1i64..100)
        .prop_map(|(user, bot, after)| vec![(user, Some(after)), (bot, Some(3))]);
    let piece = prop_oneof![3 => pair, 1 => one.prop_map(|one| vec![one])];
    let said = prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
    prop::collection::vec((said, 0usize..ENDS.len()), 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn random_logs_are_counted_as_a_plain_count_does(
        talks in talks(),
        detail in prop_oneof![Just(Detail::Needs), Just(Detail::Acts)],
        backward: bool,
        at in prop_oneof![3 => Just(""), 1 => Just("b"), 1 => Just("fallback"), 1 => Just("agent"), 1 => Just("abandoned")],
        depth in 1u32..8,
        shards in prop_oneof![Just(2u32), Just(3), Just(8)],
    ) {
        let direction = if backward { Direction::Backward } else { Direction::Forward };
        let journey = Journey { detail, direction, at: at.to_owned(), depth, ..Journey::default() };
        let text = csv(&talks);
        let one = analysed("log.csv", &text, 1);
        let found = asked(&one, "", &journey);
        check(&found, &Plain::of(&talks, &journey));
        let many = analysed("log.csv", &text, shards);
        prop_assert_eq!(asked(&many, "", &journey), found.clone());
        check_filters(&many, &found);
    }
}

/// What somebody else's program says of one log: `tools/fixtures/paths.py`.
#[test]
fn the_graph_is_the_one_that_pm4py_finds() {
    let log = include_str!("fixtures/paths.csv");
    let expected: serde_json::Value = serde_json::from_str(include_str!("fixtures/paths.json")).unwrap();
    for (detail, name) in [(Detail::Acts, "acts"), (Detail::Needs, "needs")] {
        let journey = Journey { detail, ..Journey::default() };
        for shards in [1, 3] {
            let found = asked(&analysed("paths.csv", log, shards), "", &journey);
            let flow = found.flow.unwrap();
            let edges =
                flow.edges.iter().map(|edge| ((key(&flow, edge.from), key(&flow, edge.to)), edge.times));
            let pairs = |of: &str| expected[name][of].as_array().unwrap().clone();
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            let theirs = pairs("edges");
            let theirs =
                theirs.iter().map(|edge| ((text(&edge[0]), text(&edge[1])), edge[2].as_u64().unwrap()));
            assert_eq!(edges.collect::<BTreeMap<_, _>>(), theirs.collect::<BTreeMap<_, _>>(), "{name}");
            let starts: BTreeMap<_, _> =
                flow.starts.iter().map(|(state, n)| (key(&flow, *state), *n)).collect();
            let theirs = pairs("starts");
            let theirs = theirs.iter().map(|start| (text(&start[0]), start[1].as_u64().unwrap()));
            assert_eq!(starts, theirs.collect::<BTreeMap<_, _>>(), "{name}");
        }
    }
}

/// So many talks of the same.
fn many(n: usize, said: &[usize], end: usize) -> Vec<Talk> {
    vec![(said.iter().map(|what| (*what, Some(10))).collect(), end); n]
}

#[test]
fn a_loop_costs_what_lies_between() {
    // a answer a fallback b answer a: the first two loops are one, the third goes round by what was not understood.
    let talks = many(6, &[0, 5, 0, 7, 1, 5, 0, 5], 0);
    let found = asked(&analysed("log.csv", &csv(&talks), 2), "", &Journey::default());
    let loops: Vec<_> = rows(&found, "journey_loops")
        .iter()
        .map(|row| {
            (said(row, 0), figure(row, 2).n, figure(row, 3).value.unwrap(), figure(row, 5).value.unwrap())
        })
        .collect();
    assert_eq!(
        loops,
        [
            ("a → Not understood → b → a".to_owned(), 6, 24.0, 240_000.0),
            ("a → a".to_owned(), 6, 12.0, 120_000.0),
        ]
    );
    assert_eq!(found.board.figures["journey_loop_rate"].n, 6);
}

#[test]
fn what_fewer_than_five_do_stands_in_no_table() {
    let talks = [many(4, &[0, 5, 0, 7], 3), many(5, &[1, 7, 1], 0)].concat();
    let found = asked(&analysed("log.csv", &csv(&talks), 1), "", &Journey::default());
    let ways: Vec<_> =
        rows(&found, "journey_ways").iter().map(|row| (said(row, 0), figure(row, 1).n)).collect();
    let expected = [("b → Not understood → b → Resolved", 5), ("All other ways", 4)];
    assert_eq!(ways, expected.map(|(way, n)| (way.to_owned(), n)));
    assert_eq!(rows(&found, "journey_loops").len(), 1);
    assert!(rows(&found, "journey_drop_offs").is_empty());
}

#[test]
fn ways_that_are_too_long_stand_with_all_others() {
    let long: Vec<usize> = (0..60).map(|at| at % 2).collect();
    let talks = [many(6, &[0, 5], 0), many(9, &long, 0)].concat();
    let found = asked(&analysed("log.csv", &csv(&talks), 2), "", &Journey::default());
    let ways: Vec<_> = rows(&found, "journey_ways")
        .iter()
        .map(|row| (said(row, 0), figure(row, 2).n, figure(row, 2).of))
        .collect();
    let expected = [("a → Resolved", 6), ("All other ways", 9)];
    assert_eq!(ways, expected.map(|(way, n)| (way.to_owned(), n, Some(15))));
}

#[test]
fn two_selections_differ_where_they_do() {
    let web = [many(40, &[0, 5], 0), many(10, &[0, 7], 3)].concat();
    let app = [many(12, &[0, 5], 0), many(38, &[0, 7], 3)].concat();
    let mut text = csv(&[web, app].concat()).replace("outcome\n", "outcome,channel\n");
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => line.to_owned(),
            at if (at - 1) / 2 < 50 => format!("{line},web"),
            _ => format!("{line},app"),
        })
        .collect();
    text = lines.join("\n");
    let journey = Journey { against: Some("channel:app".to_owned()), ..Journey::default() };
    let one = analysed("log.csv", &text, 1);
    let found = asked(&one, "channel:web", &journey);
    assert_eq!(found.board.figures["journeys_against"].n, 50);
    let rows: Vec<_> = rows(&found, "journey_differences")
        .iter()
        .map(|row| {
            let shares = (figure(row, 1).n, figure(row, 2).n);
            let range = figure(row, 3).interval.as_ref().unwrap();
            assert!(range.low < figure(row, 3).value.unwrap() && range.high > figure(row, 3).value.unwrap());
            assert!(figure(row, 4).value.unwrap() < 1e-6, "{row:?}");
            assert_eq!(counted(&one, &format!("channel:web {}", row.filter)), shares.0);
            (said(row, 0), shares)
        })
        .collect();
    let expected = [
        ("a → Not understood", (10, 38)),
        ("a → Resolved", (40, 12)),
        ("Not understood → Abandoned", (10, 38)),
    ];
    assert_eq!(rows, expected.map(|(step, n)| (step.to_owned(), n)));
    // The other way round it is the same, and a part against the whole is the part against the rest.
    let step = |found: &Findings, step: &str| {
        let row = found.sheets.iter().find(|sheet| sheet.name == "journey_differences").unwrap();
        let row = row.rows.iter().find(|row| said(row, 0) == step).unwrap();
        [(figure(row, 1).n, figure(row, 1).of), (figure(row, 2).n, figure(row, 2).of)]
    };
    let (web, app) = ((10, Some(50)), (38, Some(50)));
    assert_eq!(step(&asked(&one, "", &journey), "a → Not understood"), [web, app]);
    let whole = Journey { against: Some(String::new()), ..Journey::default() };
    assert_eq!(step(&asked(&one, "channel:app", &whole), "a → Not understood"), [app, web]);
    // Some of both: what both mean counts there.
    let of_both =
        Journey { against: Some("channel:app,web outcome:abandoned".to_owned()), ..Journey::default() };
    assert_eq!(asked(&one, "channel:web", &of_both).board.figures["journeys_against"].n, 48);
    // Of the same conversations nothing is compared.
    let against_itself = asked(&one, "", &Journey { against: Some(String::new()), ..Journey::default() });
    assert_eq!(against_itself.board.figures["journeys_against"].n, 0);
    // Shares that are alike are not told apart.
    let alike =
        csv(&[many(30, &[0, 5], 0), many(30, &[0, 5], 1), many(30, &[1, 5], 0), many(31, &[1, 5], 1)]
            .concat());
    let journey = Journey { against: Some("outcome:unresolved".to_owned()), ..Journey::default() };
    let found = asked(
        &analysed("log.csv", &alike, 2),
        "outcome:resolved",
        &Journey { detail: Detail::Acts, ..journey },
    );
    let chance = |step: &str| {
        let row = found.sheets.iter().find(|sheet| sheet.name == "journey_differences").unwrap();
        figure(row.rows.iter().find(|row| said(row, 0) == step).unwrap(), 4).value.unwrap()
    };
    assert!(chance("a → Bot answers") > 0.5);
    assert_eq!(
        found,
        asked(
            &analysed("log.csv", &alike, 8),
            "outcome:resolved",
            &Journey {
                detail: Detail::Acts,
                against: Some("outcome:unresolved".to_owned()),
                ..Journey::default()
            }
        )
    );
}

#[test]
fn an_intended_way_is_gone_or_left() {
    let talks = [
        many(20, &[0, 5], 0),
        many(7, &[0, 6, 1, 5], 0),
        many(6, &[0, 7], 3),
        many(5, &[1, 5], 0),
        many(9, &[0, 5, 5, 5], 1),
    ]
    .concat();
    let analysis = analysed("log.csv", &csv(&talks), 3);
    let found = |intended: &str| {
        let journey = Journey { detail: Detail::Acts, intended: intended.to_owned(), ..Journey::default() };
        asked(&analysis, "", &journey)
    };
    let rate = |intended: &str| found(intended).board.figures["journey_conformance_rate"].n;
    assert_eq!(rate("a > answer > resolved"), 20);
    assert_eq!(rate("a > answer"), 29, "any end");
    assert_eq!(rate("a | b > answer > resolved"), 25);
    assert_eq!(rate("a > [question] > [b] > answer > resolved"), 27);
    assert_eq!(rate("a > … > resolved"), 27);
    assert_eq!(rate("…"), 47);
    assert_eq!(rate("a > * > abandoned"), 6);
    let left = found("a > answer > resolved");
    let left: Vec<_> = rows(&left, "journey_deviations")
        .iter()
        .map(|row| {
            let n = figure(row, 3).n;
            assert_eq!(counted(&analysis, &row.filter), n, "{}", row.filter);
            (said(row, 0), said(row, 1), said(row, 2), n)
        })
        .collect();
    let expected = [
        ("answer", "resolved", "Unresolved", 9),
        ("a", "answer", "Bot asks", 7),
        ("a", "answer", "Not understood", 6),
        ("at the beginning", "a", "b", 5),
    ];
    assert_eq!(
        left,
        expected.map(|(behind, wanted, came, n)| (behind.into(), wanted.into(), came.into(), n))
    );
    let said =
        |intended: &str| found(intended).notes.iter().map(|note| note.said.to_string()).collect::<String>();
    assert!(said("a > > b").contains("cannot be read"));
    assert!(said("a > nonsense").contains("nonsense"));
}

#[test]
fn quick_replies_and_handovers_are_states() {
    let one = |id: usize, said: &str, more: &str| {
        format!(
            r#"{{"conversation_id":"r{id}","messages":[
            {{"role":"user","text":"hello there"}},
            {{"role":"bot","text":"What is it about?","quick_replies":["My order","Something else"]}},
            {{"role":"user","text":"{said}"}},
            {{"role":"bot","text":"It ships today."}}]{more}}}"#
        )
        .replace('\n', " ")
    };
    let lines: Vec<String> =
        (0..10)
            .map(|id| {
                if id < 6 { one(id, "my order", "") } else { one(id, "no idea at all", r#","handoff":true"#) }
            })
            .collect();
    let analysis = analysed("talks.jsonl", &lines.join("\n"), 2);
    let states = |detail| {
        let found = asked(&analysis, "", &Journey { detail, ..Journey::default() });
        let flow = found.flow.unwrap();
        flow.states.iter().map(|state| state.key.clone()).collect::<Vec<_>>()
    };
    let replies = states(Detail::Replies);
    assert!(replies.contains(&"reply:My order".to_owned()), "{replies:?}");
    assert!(states(Detail::Acts).contains(&"quick_reply".to_owned()));
    for detail in Detail::ALL {
        assert!(states(detail).contains(&"handoff".to_owned()), "{detail:?}");
        assert!(!states(detail).is_empty());
    }
    assert_eq!(counted(&analysis, "path:\"replies; reply:my order > answer\""), 6);
    assert_eq!(counted(&analysis, "path:\"… > handoff > escalated\""), 4);
    assert_eq!(counted(&analysis, "-path:handoff"), 6);
    // The words of a quick reply are in no link.
    let filter = Filter::parse("path:\"replies; reply:My order > answer\"").unwrap();
    assert_eq!(filter.masked().unmasked(), (Filter::default(), 1));
    let kept = Filter::parse("path:\"a > b\"").unwrap();
    assert_eq!(kept.clone().masked(), kept);
}

#[test]
fn those_who_leave_are_told_apart() {
    let mut text = String::from("conversation_id,role,text,intent,outcome,channel\n");
    for at in 0..120 {
        let leaves = at % 3 == 0;
        let (words, end, channel) = if leaves {
            ("the parcel is broken and I need a courier", "abandoned", "app")
        } else {
            ("the parcel is late and I need the status", "resolved", if at % 2 == 0 { "web" } else { "app" })
        };
        text.push_str(&format!("c{at},user,\"{words}\",delivery,{end},{channel}\n"));
        text.push_str(&format!("c{at},bot,I didn't get that.,,{end},{channel}\n"));
        if !leaves {
            // What is said afterwards tells nobody apart who has not left by then.
            text.push_str(&format!("c{at},user,wonderful gladly received,other,{end},{channel}\n"));
        }
    }
    let journey = Journey { leaving: "fallback".to_owned(), ..Journey::default() };
    let one = analysed("log.csv", &text, 1);
    let found = asked(&one, "", &journey);
    for shards in [2, 8] {
        assert_eq!(asked(&analysed("log.csv", &text, shards), "", &journey), found, "{shards} shards");
    }
    let names = |sheet: &str| rows(&found, sheet).iter().map(|row| said(row, 0)).collect::<Vec<_>>();
    let words = names("journey_leaving_words");
    for word in ["broken", "courier", "a courier", "late", "the status"] {
        assert!(words.contains(&word.to_owned()), "{word}: {words:?}");
    }
    for word in ["parcel", "the parcel", "need", "wonderful", "gladly"] {
        assert!(!words.contains(&word.to_owned()), "{word}: {words:?}");
    }
    assert_eq!(names("journey_leaving"), ["Channel app", "Channel web"]);
    let app = &rows(&found, "journey_leaving")[0];
    assert_eq!((figure(app, 1).n, figure(app, 1).of), (40, Some(40)));
    assert_eq!((figure(app, 2).n, figure(app, 2).of), (40, Some(80)));
    assert_eq!(counted(&one, &app.filter), 40, "{}", app.filter);
    // No words of people, unless they are asked for.
    assert!(found.without_quotes().sheets.iter().all(|sheet| sheet.name != "journey_leaving_words"));
}

#[test]
fn a_state_that_nobody_comes_to_is_said_to_be_none() {
    let talks = many(6, &[0, 5], 0);
    let analysis = analysed("log.csv", &csv(&talks), 1);
    let found = asked(&analysis, "", &Journey { at: "nonsense".to_owned(), ..Journey::default() });
    assert!(found.notes[0].said.to_string().contains("“nonsense”"));
    assert_eq!(found.board.figures["journeys"].n, 0);
    assert_eq!(found.board.figures["journey_loop_rate"].value, None);
    let nobody = asked(&analysed("log.csv", "", 1), "", &Journey::default());
    assert!(nobody.flow.unwrap().states.is_empty());
}

#[test]
fn a_way_in_the_filter_is_read_or_refused() {
    for (line, is_one) in
        [("path:a", true), ("path:\"a > b,c\"", true), ("path:\"a >\"", false), ("path:\"x; a\"", false)]
    {
        match Filter::parse(line) {
            Ok(filter) => {
                assert!(is_one, "{line}");
                assert_eq!(Filter::parse(&filter.to_string()).unwrap(), filter);
            }
            Err(error) => {
                assert!(!is_one && matches!(error.problem, Problem::NotAPath(_)), "{line}: {error:?}");
            }
        }
    }
}
