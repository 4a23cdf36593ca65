//! Goals, attribution and money: hand-computed cases, and that neither shards nor the order of anything change
//! them.

use proptest::prelude::*;
use undertone::{
    conversation::Zone,
    engine::{Analysis, Order, Settings, Study, at_once},
    insight::{Board, Cell, Findings, State},
    plan::{Amount, Goal, Plan, Price},
    query::Filter,
};

fn analysis(csv: &str, plan: &Plan, shards: u32) -> Analysis {
    named("chats.csv", csv, plan, shards)
}

fn named(name: &str, text: &str, plan: &Plan, shards: u32) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [0; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.begin_file(name);
    analysis.push(text.as_bytes());
    analysis.end_file();
    analysis.follow(plan).unwrap();
    analysis
}

fn study(analysis: &Analysis, study: &Study) -> Findings {
    at_once(analysis.asking().study(&Filter::default(), study)).unwrap()
}

fn value(csv: &str, plan: &Plan) -> Findings {
    study(&analysis(csv, plan, 1), &Study::Value)
}

fn goal(name: &str, filter: &str, value: &str) -> Goal {
    Goal { name: name.into(), filter: filter.into(), value: Amount::read(value) }
}

fn plan(goals: &[(&str, &str, &str)]) -> Plan {
    Plan {
        goals: goals.iter().map(|(name, filter, value)| goal(name, filter, value)).collect(),
        ..Plan::default()
    }
}

/// A plan of no goals, of what a contact, its minutes and a month of the bot cost; empty is not said.
fn money(contact: &str, minutes: &str, fixed: &str) -> Plan {
    let mut plan = Plan::default();
    plan.money.human_contact = Amount::read(contact);
    plan.money.minutes_per_human_contact = Amount::read(minutes);
    plan.money.bot_fixed_per_month = Amount::read(fixed);
    plan
}

/// A figure to two digits; of one that is absent the reason.
fn shown(board: &Board, name: &str) -> String {
    let figure = &board.figures[name];
    match (figure.value, figure.state) {
        (None, _) => figure.reason.clone().unwrap(),
        (Some(value), State::TooFew) => format!("{value:.2}?"),
        (Some(value), _) => format!("{value:.2}"),
    }
}

fn rows(findings: &Findings, name: &str) -> Vec<String> {
    let sheet = findings.sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let cell = |cell: &Cell| match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) | Cell::Said { text, .. } => text.clone(),
        Cell::Words(words) => words.to_string(),
        Cell::Figure(figure) => figure.value.map_or("–".to_owned(), |value| format!("{value:.2}")),
    };
    let row = |row: &undertone::insight::SheetRow| {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        format!("{} [{}]", cells.join("|"), row.filter)
    };
    sheet.rows.iter().map(row).collect()
}

const HEAD: &str = "conversation_id,timestamp,role,message,channel,tags,status,utm_campaign\n";

/// So many conversations of one kind, from a number on: `tag,status,campaign`, the bot last, on 1 March.
fn some(from: u32, count: u32, channel: &str, tag: &str, status: &str, campaign: &str) -> String {
    let one = |n: u32| {
        format!(
            "c{n},2026-03-01T10:00:00Z,user,where is it,{channel},{tag},{status},{campaign}\n\
             c{n},2026-03-01T10:00:05Z,bot,here it is,{channel},{tag},{status},{campaign}\n"
        )
    };
    (from..from + count).map(one).collect()
}

#[test]
fn without_goals_and_money_every_figure_says_what_is_missing() {
    let findings =
        value(&format!("{HEAD}{}", some(0, 6, "web", "order", "resolved", "spring")), &Plan::default());
    for (name, expected) in [
        ("goal_conversion_rate", "no goal is set"),
        ("attributed_value", "no goal has a value"),
        ("deflected_contacts", "6.00"),
        ("deflected_value", "say what a human contact costs, or its minutes and what an hour costs"),
        ("hours_saved", "say how many minutes a human contact takes"),
        ("bot_token_cost", "no message states tokens or a cost"),
        ("bot_cost", "say what the bot costs in a month; 0, if nothing but its tokens"),
        ("cost_per_resolution", "say what the bot costs in a month; 0, if nothing but its tokens"),
        ("roi", "say what a human contact costs, or its minutes and what an hour costs"),
    ] {
        assert_eq!(shown(&findings.board, name), expected, "{name}");
    }
    assert!(rows(&findings, "goals").is_empty() && rows(&findings, "value_by_channel").is_empty());
}

#[test]
fn of_no_conversation_nothing_is_counted() {
    let findings =
        value(HEAD, &Plan { money: money("5", "6", "30.4375").money, ..plan(&[("a", "tag:order", "1")]) });
    assert_eq!(shown(&findings.board, "goal_conversion_rate"), "there are no conversations");
    assert_eq!(
        shown(&findings.board, "roi"),
        "no conversation has a time, so what the bot costs in a month cannot be spread"
    );
    assert!(findings.notes.iter().all(|note| !note.said.to_string().contains("reaches")));
}

#[test]
fn money_is_what_a_person_with_a_pencil_gets() {
    // One day, so that a month of 30.4375 costs one for it.
    let eight =
        format!("{HEAD}{}{}", some(0, 6, "web", "order", "resolved", ""), some(6, 2, "web", "", "", ""));
    for (plan, figures) in [
        // 6 × 5 = 30 saved, 1 spent: (30 − 1) ÷ 1; 6 × 6 minutes; 1 ÷ 6.
        (
            money("5", "6", "30.4375"),
            [
                ("roi", "29.00"),
                ("hours_saved", "0.60"),
                ("cost_per_resolution", "0.17"),
                ("deflected_value", "30.00"),
                ("bot_cost", "1.00"),
            ],
        ),
        // 6 × 10 × 30 ÷ 60: a contact by its minutes.
        (
            Plan {
                money: undertone::plan::Money {
                    hourly: Amount::read("30"),
                    ..money("", "10", "30.4375").money
                },
                ..Plan::default()
            },
            [
                ("roi", "29.00"),
                ("hours_saved", "1.00"),
                ("cost_per_resolution", "0.17"),
                ("deflected_value", "30.00"),
                ("bot_cost", "1.00"),
            ],
        ),
        // Nothing is spent.
        (
            money("5", "", "0"),
            [
                ("roi", "the bot costs nothing here, so there is nothing to divide by"),
                ("hours_saved", "say how many minutes a human contact takes"),
                ("cost_per_resolution", "0.00"),
                ("deflected_value", "30.00"),
                ("bot_cost", "0.00"),
            ],
        ),
        // A contact costs nothing: all that is spent is lost.
        (
            money("0", "0", "60.875"),
            [
                ("roi", "-1.00"),
                ("hours_saved", "0.00"),
                ("cost_per_resolution", "0.33"),
                ("deflected_value", "0.00"),
                ("bot_cost", "2.00"),
            ],
        ),
    ] {
        let findings = value(&eight, &plan);
        for (name, expected) in figures {
            assert_eq!(shown(&findings.board, name), expected, "{name} of {:?}", plan.money);
        }
    }
}

#[test]
fn one_conversation_is_too_few_to_read() {
    let findings =
        value(&format!("{HEAD}{}", some(0, 1, "web", "order", "resolved", "")), &money("5", "6", "30.4375"));
    assert_eq!(shown(&findings.board, "roi"), "4.00?");
    assert_eq!(shown(&findings.board, "deflected_contacts"), "1.00?");
}

#[test]
fn the_interval_of_the_return_is_that_of_the_rates_behind_it() {
    let csv =
        format!("{HEAD}{}{}", some(0, 6, "web", "order", "resolved", ""), some(6, 2, "web", "", "", ""));
    let board = value(&csv, &money("5", "", "30.4375")).board;
    // Wilson of 6 of 8: 0.4093 to 0.9285, so 3.2743 to 7.4282 contacts.
    let contacts = board.figures["deflected_contacts"].interval.clone().unwrap();
    let near = |one: f64, two: f64| assert!((one - two).abs() < 1e-3, "{one} is not {two}");
    near(contacts.low, 3.2743);
    near(contacts.high, 7.4282);
    let roi = board.figures["roi"].interval.clone().unwrap();
    near(roi.low, 5.0 * contacts.low - 1.0);
    near(roi.high, 5.0 * contacts.high - 1.0);
    let each = board.figures["cost_per_resolution"].interval.clone().unwrap();
    near(each.low, 1.0 / contacts.high);
    near(each.high, 1.0 / contacts.low);
}

#[test]
fn what_the_return_depends_on_is_ranked() {
    let csv = format!("{HEAD}{}", some(0, 10, "web", "order", "resolved", ""));
    let mut plan = plan(&[("order", "tag:order", "1")]);
    plan.money = money("4", "", "30.4375").money;
    // Saved 40, goals 10, cost 1: the return is 49. The fixed cost at 0.8 gives 61.5, at 1.2 gives 40.67; the
    // contact 41 to 57; Wilson of 10 of 10 is 7.2247 to 10: contacts 37.90 to 49, goals 46.22 to 49.
    let findings = value(&csv, &plan);
    assert_eq!(shown(&findings.board, "roi"), "49.00");
    assert_eq!(
        rows(&findings, "roi_sensitivity"),
        [
            "The bot costs in a month|24.35|36.52|61.50|40.67|20.83 []",
            "A human contact costs|3.20|4.80|41.00|57.00|16.00 []",
            "Contacts that no person had to take|7.22|10.00|37.90|49.00|11.10 []",
            "“order” is worth|0.80|1.20|47.00|51.00|4.00 []",
            "“order” is reached|7.22|10.00|46.22|49.00|2.78 []",
        ]
    );
    let notes: Vec<String> = findings.notes.iter().map(|note| note.said.to_string()).collect();
    assert!(
        notes.contains(&"The return depends most on one input: The bot costs in a month.".to_owned()),
        "{notes:?}"
    );
}

#[test]
fn tokens_cost_what_the_source_says_else_what_the_table_says() {
    let mut plan = money("1", "", "0");
    plan.prices = vec![Price { model: "m".into(), input: Amount::whole(2), output: Amount::whole(8) }];
    // Each answer: model, tokens sent, tokens written, and its cost; what is empty is not stated.
    let cost = |answers: &[(&str, &str, &str, &str)]| {
        let line = |(n, (model, sent, came, cost)): (u32, &(&str, &str, &str, &str))| {
            let stated = [("prompt_tokens", sent), ("completion_tokens", came), ("cost", cost)];
            let mut said = String::new();
            for (key, value) in stated.into_iter().filter(|(_, value)| !value.is_empty()) {
                said += &format!(r#","{key}":{value}"#);
            }
            let answer = format!(r#"{{"role":"bot","text":"Hello.","model":"{model}"{said}}}"#);
            format!(r#"{{"id":"{n}","messages":[{{"role":"user","text":"Hi"}},{answer}]}}"#) + "\n"
        };
        let lines: String = (0..).zip(answers).map(line).collect();
        let findings = study(&named("log.jsonl", &lines, &plan, 1), &Study::Value);
        let lacks = findings.notes.iter().any(|note| note.said.to_string().contains("lacks some models"));
        (shown(&findings.board, "bot_token_cost"), lacks)
    };
    let said = |text: &str| text.to_owned();
    assert_eq!(cost(&[("m", "500000", "250000", "")]), (said("3.00"), false));
    assert_eq!(
        cost(&[("m-2026-01-01", "500000", "250000", ""), ("m", "0", "125000", "")]),
        (said("4.00"), false)
    );
    assert_eq!(cost(&[("m", "500000", "250000", "0.25")]), (said("0.25"), false));
    assert_eq!(
        cost(&[("m", "500000", "250000", ""), ("other", "1", "1", ""), ("", "", "", "0.5")]),
        (said("3.50"), true)
    );
    assert_eq!(
        cost(&[("other", "1", "1", "")]),
        (said("the table of prices has none of these models"), true)
    );
    assert_eq!(cost(&[("m", "", "", "")]), (said("no message states tokens or a cost"), false));
}

#[test]
fn a_goal_stands_below_an_answer_and_above_a_handoff() {
    let csv = "conversation_id,role,message,tags,status,rating,handoff\n\
        stated,user,where is it,order,unresolved,,\n\
        rated,user,where is it,order,,1,\n\
        passed,user,where is it,order,,,true\n\
        silent,user,where is it,order,,,\n\
        other,user,where is it,,,,\n";
    let analysis = analysis(csv, &plan(&[("order", "tag:order", "")]), 1);
    let count = |filter: &str| {
        let filter = Filter::parse(filter).unwrap();
        at_once(analysis.asking().figures(&filter)).unwrap().conversations
    };
    for (filter, conversations) in [
        ("goal:order", 4),
        ("goal:ORDER outcome:resolved evidence:goal", 2),
        ("outcome:unresolved evidence:source", 1),
        ("outcome:unresolved evidence:rating", 1),
        ("evidence:handoff", 0),
        ("goal:none", 1),
        ("-goal:none", 4),
        ("goal:other", 0),
    ] {
        assert_eq!(count(filter), conversations, "{filter}");
    }
    let facets = at_once(analysis.asking().facets()).unwrap();
    assert_eq!(facets.get("goal").unwrap(), &[("order".to_owned(), 4)]);
    assert!(facets.get("evidence").unwrap().contains(&("goal".to_owned(), 2)));
    let list =
        at_once(analysis.asking().list(&Filter::parse("evidence:goal").unwrap(), Order::default())).unwrap();
    let rows = at_once(analysis.asking().rows(&list)).unwrap();
    assert!(rows.iter().all(|row| row.evidence.name() == "goal" && row.outcome.name() == "resolved"));
    let transcript = at_once(analysis.asking().transcript(list[0])).unwrap().unwrap();
    assert_eq!(transcript.evidence.name(), "goal");
}

#[test]
fn one_message_and_a_goal_are_no_bounce() {
    let csv = "conversation_id,role,message,tags\n\
        a,bot,Welcome,order\na,user,my order,order\nb,bot,Welcome,\nb,user,my order,\n";
    let bounced = |plan: &Plan| {
        let analysis = analysis(csv, plan, 1);
        let figure = analysis.board().figures["bounce_rate"].n;
        let found = at_once(analysis.asking().figures(&Filter::parse("is:bounce").unwrap())).unwrap();
        assert_eq!(figure, found.conversations);
        figure
    };
    assert_eq!((bounced(&Plan::default()), bounced(&plan(&[("order", "tag:order", "")]))), (2, 1));
}

#[test]
fn what_a_goal_asks_of_outcomes_is_of_those_without_goals() {
    let csv =
        format!("{HEAD}{}{}", some(0, 3, "web", "order", "", ""), some(3, 2, "web", "", "resolved", ""));
    let goals =
        [("order", "tag:order", ""), ("settled", "outcome:resolved", ""), ("open", "outcome:unknown", "")];
    let mut turned = goals;
    turned.reverse();
    for goals in [goals, turned] {
        let findings = value(&csv, &plan(&goals));
        let mut rows = rows(&findings, "goals");
        rows.sort();
        assert_eq!(
            rows,
            [
                "open|3.00|0.60| [goal:open]",
                "order|3.00|0.60| [goal:order]",
                "settled|2.00|0.40| [goal:settled]"
            ]
        );
    }
}

#[test]
fn a_goal_that_nobody_reaches_is_said() {
    let findings = value(
        &format!("{HEAD}{}", some(0, 5, "web", "order", "", "")),
        &plan(&[("no sale", "tag:sale", "9")]),
    );
    assert_eq!(rows(&findings, "goals"), ["no sale|0.00|0.00|0.00 [goal:\"no sale\"]"]);
    assert_eq!(shown(&findings.board, "goal_conversion_rate"), "0.00");
    assert_eq!(shown(&findings.board, "attributed_value"), "0.00");
    assert_eq!(
        findings.notes[0].said.to_string(),
        "No conversation here reaches “no sale”. Check its condition."
    );
}

#[test]
fn goals_are_owed_to_what_conversations_have_and_few_are_shown_together() {
    let csv = [
        HEAD.to_owned(),
        some(0, 6, "web", "order", "", "spring sale"),
        some(6, 4, "web", "", "", "spring sale"),
        some(10, 5, "app", "order", "", ""),
        some(15, 2, "sms", "order", "", "tiny"),
        some(17, 2, "mail", "", "", "small"),
    ]
    .concat();
    let findings = value(&csv, &plan(&[("order", "tag:order", "10"), ("app", "channel:app", "")]));
    assert_eq!(
        rows(&findings, "value_by_channel"),
        [
            "web|10.00|0.60|60.00 [channel:web]",
            "app|5.00|1.00|50.00 [channel:app]",
            "others, together|4.00|0.50|20.00 []",
        ]
    );
    assert_eq!(
        rows(&findings, "value_by_campaign"),
        [
            "spring sale|10.00|0.60|60.00 [utm_campaign:\"spring sale\"]",
            "none|5.00|1.00|50.00 [utm_campaign:none]",
            "others, together|4.00|0.50|20.00 []",
        ]
    );
    let page = findings.sheets.iter().find(|sheet| sheet.name == "value_by_page").unwrap();
    assert_eq!(page.none.to_string(), "no column names a page; name one, as the filter line completes it");
    // What stands in a row is what its filter finds.
    let analysis = analysis(&csv, &Plan::default(), 1);
    let filter = analysis.lead().filter("utm_campaign:\"spring sale\"").unwrap();
    assert_eq!(at_once(analysis.asking().figures(&filter)).unwrap().conversations, 10);
    let chosen = Plan { campaign: "Channel".into(), ..plan(&[("order", "tag:order", "")]) };
    assert!(rows(&value(&csv, &chosen), "value_by_campaign").is_empty(), "there is no such column");
}

#[test]
fn leads_are_listed_masked_and_the_latest_first() {
    let csv = "conversation_id,timestamp,role,message\n\
        a,2026-03-01T10:00:00Z,user,write to ada@example.com please\n\
        b,2026-03-03T10:00:00Z,user,hello\n\
        b,2026-03-03T10:00:10Z,bot,write to shop@example.com\n\
        c,2026-03-02T10:00:00Z,user,call +49 30 901820 or bo@example.org\n";
    let findings = study(&analysis(csv, &Plan::default(), 2), &Study::Leads);
    let rows = rows(&findings, "leads");
    assert_eq!(rows.len(), 2);
    assert!(
        rows[0].starts_with("c|2026-03-02||e-mail address and telephone number|call [PHONE 1] or [EMAIL "),
        "{}",
        rows[0]
    );
    assert!(rows[1].ends_with("|e-mail address|write to [EMAIL 1] please [id:a]"), "{}", rows[1]);
}

#[test]
fn without_goals_nothing_changes() {
    let csv = format!("{HEAD}{}", some(0, 20, "web", "order", "", "x"));
    let settings = Settings { zone: Zone::utc(), key: [0; 16], originals: false };
    let mut untold = Analysis::with_shards(settings, 1);
    untold.begin_file("chats.csv");
    untold.push(csv.as_bytes());
    untold.end_file();
    let mut told = analysis(&csv, &plan(&[("order", "tag:order", "")]), 1);
    assert_ne!(told.board(), untold.board());
    told.follow(&money("5", "5", "5")).unwrap();
    assert_eq!(told.board(), untold.board());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_number_of_shards_agrees(
        kinds in proptest::collection::vec((0_usize..3, 0_usize..3, 0_usize..3, 0_usize..3), 1..40),
        shards in 2_u32..6,
    ) {
        let mut csv = HEAD.to_owned();
        for (n, (channel, tag, status, campaign)) in (0..).zip(kinds) {
            csv += &some(n, 1, ["web", "app", ""][channel], ["order", "lead", ""][tag], ["resolved", "unresolved", ""][status], ["a", "b", ""][campaign]);
        }
        let mut plan = plan(&[("order", "tag:order", "3.5"), ("said", "any(bot: here) channel:app", ""), ("open", "outcome:unknown", "0.1")]);
        plan.money = money("4", "3", "17").money;
        let (one, many) = (analysis(&csv, &plan, 1), analysis(&csv, &plan, shards));
        prop_assert_eq!(one.board(), many.board());
        for which in [Study::Value, Study::Leads] {
            prop_assert_eq!(study(&one, &which), study(&many, &which));
        }
    }
}
