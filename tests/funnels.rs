//! Funnels: of random logs what an exhaustive search says, of any number of shards the same; every row’s filter means
//! exactly its count; times, a planted reason for stopping, and a planted difference between two variants.

use proptest::prelude::*;
use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings, Study, at_once},
    insight::{Cell, Figure, Findings, FunnelAsked, SheetRow},
    query::{Columns, Filter},
};

/// What a message does: its state, whether a journey by needs shows it, who says it, its text and intent.
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

/// One conversation: what is said by its place in [`SAID`] and after how many seconds; how it ends, on which channel,
/// and whose it is.
#[derive(Clone, Debug)]
struct Talk {
    said: Vec<(usize, i64)>,
    end: usize,
    web: bool,
    user: u32,
    start: i64,
}

/// A step: how it is written, whether it is a message, and whether it holds at a place; behind the messages is the end.
type Step = (&'static str, bool, fn(&Talk, usize) -> bool);

fn is(talk: &Talk, at: usize, names: &[&str]) -> bool {
    talk.said.get(at).is_some_and(|(what, _)| names.contains(&SAID[*what].0))
}

fn engaged(talk: &Talk) -> bool {
    talk.said.iter().any(|(what, _)| SAID[*what].2 == "user")
}

const STEPS: [Step; 15] = [
    ("path:a", true, |talk, at| engaged(talk) && is(talk, at, &["a"])),
    ("path:fallback", true, |talk, at| engaged(talk) && is(talk, at, &["fallback"])),
    ("path:thanks", true, |talk, at| engaged(talk) && is(talk, at, &["thanks"])),
    ("path:b,\"agent | c\"", true, |talk, at| engaged(talk) && is(talk, at, &["b", "c", "agent"])),
    ("intent:b", true, |talk, at| is(talk, at, &["b"])),
    ("is:asked_human", true, |talk, at| is(talk, at, &["asks_human"])),
    ("is:handoff channel:web", true, |talk, at| talk.web && is(talk, at, &["agent"])),
    ("any(bot: \"ships today\")", true, |talk, at| is(talk, at, &["answer"])),
    ("it (intent:a,b or is:fallback)", true, |talk, at| is(talk, at, &["a", "b"])),
    ("last(user: /sizes?/)", true, |talk, at| {
        is(talk, at, &["c"]) && talk.said[at + 1..].iter().all(|(what, _)| SAID[*what].2 != "user")
    }),
    ("(path:abandoned or is:asked_human)", true, |talk, at| {
        is(talk, at, &["asks_human"]) || engaged(talk) && at == talk.said.len() && talk.end == 3
    }),
    ("path:abandoned", false, |talk, at| engaged(talk) && at == talk.said.len() && talk.end == 3),
    ("outcome:resolved", false, |talk, at| at == talk.said.len() && talk.end == 0),
    ("channel:web", false, |talk, _| talk.web),
    ("is:engaged -is:fallback", false, |talk, _| {
        engaged(talk) && talk.said.iter().all(|(what, _)| SAID[*what].0 != "fallback")
    }),
];

fn csv(talks: &[Talk]) -> String {
    let mut out = String::from("conversation_id,timestamp,role,text,intent,outcome,channel,user_id\n");
    for (at, talk) in talks.iter().enumerate() {
        let channel = if talk.web { "web" } else { "app" };
        let mut clock = 1_780_000_000 + talk.start;
        for (what, after) in &talk.said {
            let (_, _, role, text, intent) = SAID[*what];
            clock += after;
            let (end, user) = (ENDS[talk.end], talk.user);
            out.push_str(&format!("c{at},{clock},{role},\"{text}\",{intent},{end},{channel},u{user}\n"));
        }
    }
    out
}

fn analysed(text: &str, shards: u32) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.begin_file("log.csv");
    analysis.push(text.as_bytes());
    analysis.end_file();
    analysis.join();
    analysis
}

fn asked(analysis: &Analysis, filter: &str, funnel: &FunnelAsked) -> Findings {
    let filter = Filter::parse_with(filter, Columns::Any).unwrap();
    at_once(analysis.asking().study(&filter, &Study::Funnel(Box::new(funnel.clone())))).unwrap()
}

fn counted(analysis: &Analysis, filter: &str) -> u64 {
    let filter = Filter::checked(filter, Columns::Any).unwrap_or_else(|error| panic!("{filter}: {error}"));
    at_once(analysis.asking().figures(&filter)).unwrap().conversations
}

fn rows<'f>(found: &'f Findings, name: &str) -> &'f [SheetRow] {
    &found.sheets.iter().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("{name}")).rows
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

fn of_steps(steps: &[&str]) -> FunnelAsked {
    FunnelAsked { steps: steps.iter().map(|step| (*step).to_owned()).collect(), ..FunnelAsked::default() }
}

/// A place of somebody's way: of which talk, which message or the end, and when.
#[derive(Clone, Copy)]
struct Place<'t> {
    talk: &'t Talk,
    at: usize,
    time: Option<i64>,
}

impl Place<'_> {
    fn is_need(&self) -> bool {
        self.talk.said.get(self.at).is_some_and(|(what, _)| SAID[*what].1)
    }
}

fn way<'t>(talks: &[&'t Talk]) -> Vec<Place<'t>> {
    let mut all = Vec::new();
    for talk in talks {
        let mut clock = talk.start;
        for (at, (_, after)) in talk.said.iter().enumerate() {
            clock += after;
            all.push(Place { talk, at, time: Some(clock) });
        }
        all.push(Place { talk, at: talk.said.len(), time: Some(clock) });
    }
    // Of several conversations at a time, what is said first stands first.
    all.sort_by_key(|place| place.time);
    all
}

/// Whether a step is a message or an end; what is so of the whole is nowhere.
fn is_somewhere(step: &Step) -> bool {
    step.1 || ["path:abandoned", "outcome:resolved"].contains(&step.0)
}

/// Of all rows of places that are the first few steps, one behind the other, the longest; of these, the first.
fn longest(way: &[Place<'_>], steps: &[Step], funnel: &FunnelAsked) -> Vec<usize> {
    fn go(
        way: &[Place<'_>],
        steps: &[Step],
        funnel: &FunnelAsked,
        row: &mut Vec<usize>,
        best: &mut Vec<usize>,
    ) {
        if row.len() > best.len() {
            best.clone_from(row);
        }
        let Some((_, moves, holds)) = steps.get(row.len()) else { return };
        // What is so of the whole takes no place.
        let taken = row
            .iter()
            .enumerate()
            .filter(|(step, _)| is_somewhere(&steps[*step]))
            .map(|(_, at)| at + 1)
            .max();
        let from = row.last().copied().unwrap_or(0).max(if *moves { taken.unwrap_or(0) } else { 0 });
        for next in from..way.len() {
            let place = way[next];
            if !holds(place.talk, place.at) {
                continue;
            }
            if let Some(first) = row.first() {
                let late = |within: u32| {
                    let begin = way[*first].time;
                    place.time.zip(begin).is_none_or(|(time, begin)| time - begin > i64::from(within) * 60)
                };
                if funnel.within.is_some_and(late) {
                    continue;
                }
            } else if !moves
                && way[..next]
                    .iter()
                    .any(|other| std::ptr::eq(other.talk, place.talk) && holds(other.talk, other.at))
            {
                // What is so of the whole begins with it.
                continue;
            }
            // The step before that is a message, and what stands between it and this.
            let before = (0..row.len()).rev().find(|step| steps[*step].1);
            let is_other = |between: &Place<'_>, step: usize| {
                between.is_need() && !steps[step].2(between.talk, between.at)
            };
            if funnel.strict
                && before
                    .is_some_and(|step| way[*row.last().unwrap()..next].iter().any(|it| is_other(it, step)))
            {
                continue;
            }
            row.push(next);
            go(way, steps, funnel, row, best);
            row.pop();
        }
    }
    let mut best = Vec::new();
    go(way, steps, funnel, &mut Vec::new(), &mut best);
    best
}

/// How many come to each step, and the seconds since the step before.
fn plain(ways: &[Vec<Place<'_>>], steps: &[Step], funnel: &FunnelAsked) -> Vec<(u64, Vec<i64>)> {
    let mut all = vec![(0, Vec::new()); steps.len()];
    for way in ways {
        let row = longest(way, steps, funnel);
        for (step, at) in row.iter().enumerate() {
            all[step].0 += 1;
            let before = step.checked_sub(1).map(|before| row[before]);
            if let (Some(before), true) = (before, is_somewhere(&steps[step])) {
                all[step].1.push(way[*at].time.unwrap() - way[before].time.unwrap());
            }
        }
    }
    all
}

#[track_caller]
fn check(found: &Findings, plain: &[(u64, Vec<i64>)]) {
    let steps = rows(found, "funnel_steps");
    let reached: Vec<u64> = steps.iter().map(|row| figure(row, 1).n).collect();
    assert_eq!(reached, plain.iter().map(|step| step.0).collect::<Vec<_>>());
    for (row, (_, waits)) in steps.iter().zip(plain).skip(1) {
        let mut waits = waits.clone();
        waits.sort_unstable();
        let shown = figure(row, 4);
        assert_eq!(shown.n, waits.len() as u64, "{:?}", row.cells[0]);
        let middle = (!waits.is_empty())
            .then(|| (waits[waits.len() / 2] + waits[(waits.len() - 1) / 2]) as f64 * 500.0);
        // A spread is known to 1.6 in a hundred.
        let near = |value: f64, of: f64| (value - of).abs() <= of * 0.017 + 1e-9;
        assert!(
            shown.value.is_some() == middle.is_some()
                && shown.value.zip(middle).is_none_or(|(shown, middle)| near(shown, middle)),
            "{:?} {middle:?}",
            shown.value
        );
        assert_eq!(shown.value.is_none(), shown.reason.is_some());
    }
    for (at, row) in rows(found, "funnel_drop_offs").iter().enumerate() {
        assert_eq!(figure(row, 2).n, reached[at] - reached[at + 1]);
    }
}

/// Every filter means as many conversations as stand beside it.
fn check_filters(analysis: &Analysis, found: &Findings) {
    for (sheet, at) in [("funnel_steps", 1), ("funnel_drop_offs", 2), ("funnel_last", 2)] {
        for row in rows(found, sheet) {
            assert_eq!(counted(analysis, &row.filter), figure(row, at).n, "{}", row.filter);
            let of = figure(row, at + 1).of;
            if !row.of.is_empty() {
                assert_eq!(Some(counted(analysis, &row.of)), of, "{}", row.of);
            }
        }
    }
}

fn talks() -> impl Strategy<Value = Vec<Talk>> {
    let said = prop::collection::vec((0usize..SAID.len(), 1i64..2_000), 1..9);
    let talk = (said, 0usize..ENDS.len(), any::<bool>(), 0u32..8, 0i64..40_000);
    let talk = talk.prop_map(|(said, end, web, user, start)| Talk { said, end, web, user, start });
    prop::collection::vec(talk, 1..50)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn random_logs_are_counted_as_an_exhaustive_search_does(
        talks in talks(),
        steps in prop::collection::vec(0usize..STEPS.len(), 1..5),
        strict: bool,
        by_user: bool,
        within in prop_oneof![2 => Just(None), 1 => Just(Some(30u32)), 1 => Just(Some(300))],
        shards in prop_oneof![Just(2u32), Just(3), Just(8)],
    ) {
        let steps: Vec<Step> = steps.into_iter().map(|step| STEPS[step]).collect();
        let names: Vec<&str> = steps.iter().map(|step| step.0).collect();
        let funnel = FunnelAsked { strict, by_user, within, ..of_steps(&names) };
        let text = csv(&talks);
        let one = analysed(&text, 1);
        let found = asked(&one, "", &funnel);
        let ways: Vec<Vec<Place<'_>>> = if by_user {
            (0..8).filter_map(|user| {
                let mut of_one: Vec<(i64, usize, &Talk)> =
                    talks.iter().enumerate().filter(|(_, talk)| talk.user == user)
                        .map(|(at, talk)| (talk.start + talk.said[0].1, at, talk)).collect();
                of_one.sort_by_key(|(start, at, _)| (*start, *at));
                (!of_one.is_empty()).then(|| way(&of_one.iter().map(|it| it.2).collect::<Vec<_>>()))
            }).collect()
        } else {
            talks.iter().map(|talk| way(&[talk])).collect()
        };
        check(&found, &plain(&ways, &steps, &funnel));
        prop_assert_eq!(found.board.figures["funnel_all"].n, ways.len() as u64);
        let many = analysed(&text, shards);
        prop_assert_eq!(asked(&many, "", &funnel), found.clone());
        if !by_user {
            check_filters(&many, &found);
        }
    }
}

/// So many of a conversation, with a variant and a user of its own each.
fn planted(kinds: &[(&str, &[usize], usize, usize)]) -> String {
    let mut out = String::from("conversation_id,timestamp,role,text,intent,outcome,variant,user_id\n");
    let mut number = 0;
    for (variant, said, end, times) in kinds {
        for _ in 0..*times {
            number += 1;
            for (at, what) in said.iter().enumerate() {
                let (_, _, role, text, intent) = SAID[*what];
                let clock = 1_780_000_000 + number * 600 + at as i64 * 20;
                out.push_str(&format!(
                    "c{number},{clock},{role},\"{text}\",{intent},{},{variant},u{number}\n",
                    ENDS[*end]
                ));
            }
        }
    }
    out
}

#[test]
fn why_they_stop_is_found_where_it_was_planted() {
    // Of 60 who ask for a, 25 are not understood behind it, and 20 of these leave; of 35 others 30 come to b.
    let text = planted(&[
        ("x", &[0, 7], 3, 20),
        ("x", &[0, 7, 1], 0, 5),
        ("x", &[0, 5, 1], 0, 30),
        ("x", &[0, 5], 3, 5),
    ]);
    let analysis = analysed(&text, 2);
    let funnel = FunnelAsked { leaving: 1, ..of_steps(&["path:a", "path:b", "outcome:resolved"]) };
    let found = asked(&analysis, "", &funnel);
    let reached: Vec<u64> = rows(&found, "funnel_steps").iter().map(|row| figure(row, 1).n).collect();
    assert_eq!(reached, [60, 35, 35]);
    let reasons = rows(&found, "funnel_leaving");
    let of = |row: &SheetRow| (said(row, 0), figure(row, 1).n, figure(row, 2).n);
    assert_eq!(of(&reasons[0]), ("After it: Not understood".to_owned(), 20, 5));
    assert!(figure(&reasons[0], 4).value.unwrap() < 0.001);
    let last = rows(&found, "funnel_last");
    assert_eq!((said(&last[0], 1), figure(&last[0], 2).n), ("Not understood".to_owned(), 20));
    assert_eq!((said(&last[1], 1), figure(&last[1], 2).n), ("a".to_owned(), 5));
    check_filters(&analysis, &found);
    // Where nothing tells them apart, nothing is said.
    let same = analysed(&planted(&[("x", &[0, 5], 3, 30), ("x", &[0, 5, 1], 0, 30)]), 1);
    let found = asked(&same, "", &FunnelAsked { leaving: 1, ..of_steps(&["path:a", "path:b"]) });
    assert!(rows(&found, "funnel_leaving").iter().all(|row| !said(row, 0).contains("Not understood")));
    assert!(rows(&found, "funnel_leaving_words").is_empty());
}

#[test]
fn two_variants_differ_at_the_step_where_that_was_planted() {
    let text = planted(&[
        ("old", &[0, 1, 2], 0, 40),
        ("old", &[0, 1], 3, 60),
        ("old", &[0], 3, 100),
        ("new", &[0, 1, 2], 0, 70),
        ("new", &[0, 1], 3, 30),
        ("new", &[0], 3, 100),
    ]);
    let funnel =
        FunnelAsked { against: Some("variant:old".to_owned()), ..of_steps(&["path:a", "path:b", "path:c"]) };
    for filter in ["variant:new", ""] {
        let found = asked(&analysed(&text, 3), filter, &funnel);
        let rows = rows(&found, "funnel_differences");
        let of = |at: usize| {
            let row = &rows[at];
            (
                (figure(row, 1).n, figure(row, 1).of),
                (figure(row, 2).n, figure(row, 2).of),
                figure(row, 3),
                figure(row, 4),
            )
        };
        // As many come to b here and there; of these, 70 and 40 of 100 come to c.
        let (here, there, apart, chance) = of(1);
        assert_eq!((here, there), ((100, Some(200)), (100, Some(200))));
        assert!(apart.value == Some(0.0) && chance.value == Some(1.0));
        let (here, there, apart, chance) = of(2);
        assert_eq!((here, there), ((70, Some(100)), (40, Some(100))));
        let interval = apart.interval.as_ref().unwrap();
        // Newcombe's interval of 70 and 40 of 100.
        assert_eq!(interval.method, "newcombe");
        assert!(
            (interval.low - 0.162_92).abs() < 1e-5 && (interval.high - 0.421_56).abs() < 1e-5,
            "{interval:?}"
        );
        assert!(chance.value.unwrap() < 0.001);
        assert_eq!(rows.len(), 4, "and all of the way");
    }
    let uneven = planted(&[("old", &[0], 3, 300), ("new", &[0], 3, 100)]);
    let found = asked(&analysed(&uneven, 1), "variant:new", &funnel);
    assert!(found.notes.iter().any(|note| note.said.to_string().starts_with("Here are 100 and there 300")));
}

#[test]
fn what_one_user_does_often_says_less() {
    // Twenty users of each variant; each does the same in ten conversations.
    let mut text = String::from("conversation_id,timestamp,role,text,intent,outcome,variant,user_id\n");
    for number in 0..400 {
        let user = number / 10;
        let variant = if user < 20 { "old" } else { "new" };
        let goes_on = if user < 20 { user % 2 == 0 } else { user % 3 > 0 };
        let start = 1_780_000_000 + number * 600;
        text.push_str(&format!("c{number},{start},user,where is it,a,resolved,{variant},u{user}\n"));
        if goes_on {
            text.push_str(&format!(
                "c{number},{},user,how much is it,b,resolved,{variant},u{user}\n",
                start + 60
            ));
        }
    }
    let funnel = FunnelAsked { against: Some("variant:old".to_owned()), ..of_steps(&["path:a", "path:b"]) };
    let analysis = analysed(&text, 2);
    let found = asked(&analysis, "variant:new", &funnel);
    let row = &rows(&found, "funnel_differences")[1];
    assert_eq!(figure(row, 3).interval.as_ref().unwrap().method, "by_user");
    assert!(figure(row, 4).value.unwrap() > 0.05, "{row:?}");
    // Of users, each counts once.
    let found = asked(&analysis, "variant:new", &FunnelAsked { by_user: true, ..funnel });
    let row = &rows(&found, "funnel_differences")[1];
    assert_eq!((figure(row, 1).of, figure(row, 2).n, figure(row, 2).of), (Some(20), 10, Some(20)));
    assert!(found.sheets.iter().flat_map(|sheet| &sheet.rows).all(|row| row.filter.is_empty()));
}

#[test]
fn users_come_through_over_several_conversations_in_time() {
    let day = 86_400;
    let mut text = String::from("conversation_id,timestamp,role,text,intent,outcome,channel,user_id\n");
    for user in 0..12i64 {
        let start = 1_780_000_000 + user * 5_000;
        let later = start + if user < 7 { 3 * day } else { 9 * day };
        text.push_str(&format!("a{user},{start},user,where is it,a,abandoned,web,u{user}\n"));
        text.push_str(&format!("b{user},{later},user,how much is it,b,resolved,app,u{user}\n"));
    }
    let reached = |funnel: &FunnelAsked| {
        let found = asked(&analysed(&text, 3), "", funnel);
        (figure(&rows(&found, "funnel_steps")[1], 1).n, figure(&rows(&found, "funnel_steps")[1], 4).value)
    };
    let funnel = of_steps(&["path:a", "path:b"]);
    assert_eq!(reached(&funnel).0, 0, "no conversation has both");
    let by_user = FunnelAsked { by_user: true, ..funnel };
    assert_eq!(reached(&by_user).0, 12);
    let (n, middle) = reached(&FunnelAsked { within: Some(7 * 24 * 60), ..by_user.clone() });
    assert_eq!(n, 7);
    assert!((middle.unwrap() / 3.0 / 86_400_000.0 - 1.0).abs() < 0.017);
    assert_eq!(
        reached(&FunnelAsked { within: Some(3 * 24 * 60), ..by_user.clone() }).0,
        7,
        "the end belongs to it"
    );
    assert_eq!(reached(&FunnelAsked { within: Some(3 * 24 * 60 - 1), ..by_user }).0, 0);
    let channels = FunnelAsked { by_user: true, ..of_steps(&["channel:web", "channel:app"]) };
    assert_eq!(reached(&channels), (12, None), "what asks of conversations takes no time");
}

#[test]
fn a_goal_stands_where_it_is_reached_and_else_at_the_end() {
    use undertone::plan::{Goal, Plan};
    let text = planted(&[("x", &[0, 5, 7], 3, 6), ("x", &[0, 7, 5], 3, 8), ("x", &[0, 7], 0, 10)]);
    let mut analysis = analysed(&text, 2);
    let mut plan = Plan::default();
    for (name, filter) in
        [("shipped", "any(bot: \"ships today\")"), ("settled", "outcome:resolved"), ("here", "variant:x")]
    {
        plan.goals.push(Goal { name: name.to_owned(), filter: filter.to_owned(), value: None });
    }
    analysis.follow(&plan).unwrap();
    let reached = |steps: &[&str]| {
        let found = asked(&analysis, "", &of_steps(steps));
        check_filters(&analysis, &found);
        rows(&found, "funnel_steps").iter().map(|row| figure(row, 1).n).collect::<Vec<_>>()
    };
    assert_eq!(reached(&["goal:shipped", "is:fallback"]), [14, 6]);
    assert_eq!(reached(&["is:fallback", "goal:shipped"]), [24, 8]);
    assert_eq!(reached(&["is:fallback", "goal:settled"]), [24, 10]);
    assert_eq!(reached(&["goal:settled", "is:fallback"]), [10, 0], "behind the end comes nothing");
    assert_eq!(reached(&["goal:here", "goal:shipped", "goal:settled"]), [24, 14, 0]);
}

#[test]
fn what_cannot_be_asked_is_said() {
    let analysis = analysed(&planted(&[("x", &[0], 0, 6)]), 1);
    let notes = |funnel: &FunnelAsked| {
        let found = asked(&analysis, "", funnel);
        assert!(found.sheets.is_empty());
        found.notes[0].said.to_string()
    };
    assert_eq!(notes(&FunnelAsked::default()), "A funnel needs a step: write a condition.");
    assert!(
        notes(&of_steps(&["path:a", "outcome:x"])).starts_with("Step 2 cannot be read: “x” is not a value")
    );
    assert!(notes(&of_steps(&["path:a", "funnel:\"a > b\""])).starts_with("Step 2 cannot be read"));
    // A step that nobody comes to is none of an error; nobody comes from it either.
    let found = asked(&analysis, "", &of_steps(&["path:nowhere", "path:a"]));
    assert_eq!(rows(&found, "funnel_steps").iter().map(|row| figure(row, 1).n).sum::<u64>(), 0);
    assert!(figure(&rows(&found, "funnel_steps")[1], 2).value.is_none());
    let undated = "conversation_id,role,text,intent\nc1,user,where is it,a\nc1,user,how much is it,b\n";
    let undated = analysed(undated, 1);
    let found = asked(&undated, "", &of_steps(&["path:a", "path:b"]));
    let row = &rows(&found, "funnel_steps")[1];
    assert_eq!((figure(row, 1).n, figure(row, 4).value), (1, None));
    assert_eq!(figure(row, 4).reason.as_deref(), Some("no two of these messages have a time"));
    let within = FunnelAsked { within: Some(60), ..of_steps(&["path:a", "path:b"]) };
    let found = asked(&undated, "", &within);
    assert_eq!(figure(&rows(&found, "funnel_steps")[1], 1).n, 0);
    assert!(found.notes[0].said.to_string().starts_with("What must come within a time"));
}

#[test]
fn where_one_id_stands_for_everybody_users_are_not_counted() {
    let row = |number: i64| {
        format!("c{number},{},user,where is it,a,resolved,anonymous\n", 1_780_000_000 + number * 60)
    };
    let rows: String = (0..200).map(row).collect();
    let text = format!("conversation_id,timestamp,role,text,intent,outcome,user_id\n{rows}");
    let funnel = of_steps(&["path:a", "path:b"]);
    let analysis = analysed(&text, 2);
    let found = asked(&analysis, "", &FunnelAsked { by_user: true, ..funnel.clone() });
    assert!(found.sheets.is_empty() && found.board.figures.is_empty(), "{found:?}");
    assert_eq!(
        found.notes[0].said.to_string(),
        "One id stands for everybody in these data: users cannot be told apart. Count conversations instead."
    );
    assert_eq!(figure(&self::rows(&asked(&analysis, "", &funnel), "funnel_steps")[0], 1).n, 200);
}
