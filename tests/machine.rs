//! The bot's engine, intents against labels, groups and personal data, of tiny transcripts counted by hand; and the
//! same of any split.

use undertone::{
    binary::{Frozen, In},
    conversation::Zone,
    engine::{Analysis, Ask, Chosen, Part, Settings, Study, at_once},
    insight::{Cell, Figure, Findings, Sheet, State, Weight},
    query::Filter,
    sample::{Format, Generator, Kind, Plan},
};

fn analysed(name: &str, text: &str, shards: u32) -> Analysis {
    kept(name, text, shards, false)
}

fn kept(name: &str, text: &str, shards: u32, originals: bool) -> Analysis {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals };
    let mut analysis = Analysis::with_shards(settings, shards);
    analysis.begin_file(name);
    analysis.push(text.as_bytes());
    analysis.end_file();
    analysis.join();
    analysis
}

/// What a study finds, the same in any number of shards.
#[track_caller]
fn found(name: &str, text: &str, study: &Study) -> Findings {
    let of = |shards| {
        let analysis = analysed(name, text, shards);
        at_once(analysis.asking().study(&Filter::default(), study)).unwrap()
    };
    let one = of(1);
    for shards in [2, 3, 8] {
        assert_eq!(of(shards), one, "{shards} shards");
    }
    one
}

fn machine(prices: &[(&str, f64, f64)]) -> Study {
    Study::Machine {
        prices: prices.iter().map(|(model, sent, written)| ((*model).to_owned(), *sent, *written)).collect(),
    }
}

/// `value n/of`, `value` to five digits; `–` where it is absent.
fn shown(figure: &Figure) -> String {
    let Some(value) = figure.value else { return "–".to_owned() };
    let value = format!("{value:.5}");
    let value = if value.contains('.') { value.trim_end_matches('0').trim_end_matches('.') } else { &value };
    format!("{value} {}/{}", figure.n, figure.of.unwrap_or_default())
}

#[track_caller]
fn check(found: &Findings, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        let figure = &found.board.figures[*name];
        assert_eq!(shown(figure), *value, "{name}: {figure:?}");
        assert_eq!(figure.value.is_none(), figure.state == State::Absent, "{name}");
        assert_eq!(figure.reason.is_none(), figure.state == State::Ok, "{name}");
    }
}

fn sheet<'f>(found: &'f Findings, name: &str) -> &'f Sheet {
    found.sheets.iter().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

/// The cells of a table, as text.
fn cells(sheet: &Sheet) -> Vec<Vec<String>> {
    let cell = |cell: &Cell| match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) | Cell::Said { text, .. } => text.clone(),
        Cell::Words(said) => said.to_string(),
        Cell::Figure(figure) => shown(figure),
    };
    sheet.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect()
}

/// Messages of two models, with stated tokens, cost and latency or without.
const LOG: &str = concat!(
    r#"{"id":"a","messages":[{"role":"user","text":"Hello there, how are you?"},"#,
    r#"{"role":"bot","text":"Fine.","model":"gpt-4o-2024-08-06","prompt_tokens":900,"completion_tokens":20,"latency_ms":40,"cost":0.004},"#,
    r#"{"role":"user","text":"thanks, that solved it"}]}"#,
    "\n",
    r#"{"id":"b","messages":[{"role":"user","text":"Hello there, how are you?"},"#,
    r#"{"role":"bot","text":"abcdefabcdef","model":"openai/gpt-4o"},"#,
    r#"{"role":"user","text":"that's wrong"},"#,
    r#"{"role":"bot","text":"Sorry","model":"other","prompt_tokens":100,"completion_tokens":4,"latency_ms":60}]}"#,
    "\n",
    r#"{"id":"c","messages":[{"role":"agent","text":"Hello there, how are you?"}]}"#,
    "\n",
);

#[test]
fn tokens_latency_and_cost_are_the_sources_or_else_estimated() {
    let with = found("log.jsonl", LOG, &machine(&[("GPT-4o", 2.0, 10.0)]));
    check(
        &with,
        &[
            // 20 of the source, 3 estimated, 4 of the source.
            ("tokens_per_response", "4 3/3"),
            // a: 920 as stated; b: 104 as stated of one of its answers (the middle of its bin); c: 7 estimated.
            ("tokens_per_conversation", "104.5 3/3"),
            ("tokens_per_utterance", "6 8/8"),
            ("stated_tokens_share", "0.66667 2/3"),
            ("model_latency", "50 2/3"),
            // 0.004 as stated, and of b 7 sent (the message before) × 2 + 3 written × 10 = 44 millionths.
            ("model_cost", "0.00404 2/3"),
            ("cost_per_conversation", "0.00202 2/2"),
            ("cost_per_assumed_resolution", "0.00202 2/2"),
            ("cost_per_confirmed_resolution", "0.00404 1/2"),
        ],
    );
    assert_eq!(with.board.distributions["model_latency"].p90, Some(60.0));
    // None has five messages: they stand together.
    assert_eq!(
        cells(sheet(&with, "models")),
        [[
            "others together",
            "3 3/3",
            "0.66667 2/3",
            "500.25 2/3",
            "4 3/3",
            "50 2/3",
            "60 2/3",
            "0.00404 2/3",
            "0.00202 2/3"
        ]]
    );
    assert_eq!(with.notes.len(), 3, "{:?}", with.notes);

    // By the plan's table where no other is given: 7 × 2.5 + 3 × 10 = 47.5 millionths more.
    let listed = found("log.jsonl", LOG, &machine(&[]));
    check(&listed, &[("model_cost", "0.00405 2/3"), ("cost_per_conversation", "0.00202 2/2")]);
    let any = found("log.jsonl", LOG, &machine(&[("*", 0.0, 1.0)]));
    check(&any, &[("model_cost", "0.00401 3/3")]);
}

#[test]
fn without_tokens_models_or_bots_figures_say_why() {
    let plain = "conversation_id,role,text\na,user,hi there\na,bot,hello\n";
    let of_two = found("plain.csv", plain, &machine(&[]));
    check(
        &of_two,
        &[
            ("stated_tokens_share", "0 0/1"),
            ("tokens_per_response", "1 1/1"),
            ("model_latency", "–"),
            ("model_cost", "–"),
            ("cost_per_conversation", "–"),
            ("flagged_answer_rate", "0 0/1"),
        ],
    );
    assert_eq!(
        sheet(&of_two, "flagged_by_intent").none.to_string(),
        "the files state no intents of messages"
    );
    let alone = found("alone.csv", "conversation_id,role,text\na,user,hi there\n", &machine(&[]));
    check(
        &alone,
        &[("tokens_per_response", "–"), ("stated_tokens_share", "–"), ("flagged_answer_rate", "–")],
    );
    assert_eq!(sheet(&alone, "models").none.to_string(), "no conversation has a bot message");
    let nothing = found("nothing.csv", "conversation_id,role,text\n", &machine(&[]));
    check(&nothing, &[("tokens_per_utterance", "–"), ("personal_data_share", "–")]);
}

/// One conversation with these messages of bot and user, in turns.
fn talk(id: u32, extra: &str, said: &[(&str, &str)]) -> String {
    let line = |(role, text): &(&str, &str)| format!("c{id},{role},\"{text}\"{extra}\n");
    said.iter().map(line).collect()
}

#[test]
fn an_answer_is_flagged_by_what_the_user_says_next() {
    let flagged = |said: &[(&str, &str)]| {
        let text = format!("conversation_id,role,text\n{}", talk(1, "", said));
        let found = found("one.csv", &text, &machine(&[]));
        let parts = &found.board.breakdowns["flagged_by"].parts;
        let whys: Vec<&str> = parts.iter().filter(|(_, n)| *n > 0).map(|(why, _)| why.as_str()).collect();
        (shown(&found.board.figures["flagged_answer_rate"]), whys.join(" "))
    };
    for (said, rate, whys) in [
        (&[("bot", "Welcome"), ("user", "hi")][..], "–", ""),
        (&[("user", "where is it"), ("bot", "On its way.")], "0 0/1", ""),
        (
            &[("user", "where is it"), ("bot", "On its way."), ("user", "that did not help")],
            "1 1/1",
            "denied",
        ),
        // A bare no denies only where it was asked whether the answer helped.
        (&[("user", "where is it"), ("bot", "Did this help?"), ("user", "no")], "1 1/1", "denied"),
        (&[("user", "where is it"), ("bot", "Anything red?"), ("user", "no")], "0 0/1", ""),
        // Two messages are one answer; what an agent hears is not about the bot.
        (
            &[("user", "a"), ("bot", "b"), ("bot", "c"), ("user", "that did not help"), ("bot", "d")],
            "0.5 1/2",
            "denied",
        ),
        (&[("user", "a"), ("bot", "b"), ("agent", "hello"), ("user", "that did not help")], "0 0/1", ""),
    ] {
        assert_eq!(flagged(said), (rate.to_owned(), whys.to_owned()), "{said:?}");
    }
}

#[test]
fn thumbs_down_flag_an_answer_and_a_filter_finds_it() {
    let mut text = String::new();
    for id in 0..6 {
        let thumb = if id < 3 { r#","feedback":"down""# } else { "" };
        text.push_str(&format!(
            "{{\"id\":\"c{id}\",\"messages\":[{{\"role\":\"user\",\"text\":\"where is it\",\"intent\":\"order\"}},{{\"role\":\"bot\",\"text\":\"On its way.\",\"model\":\"m\"{thumb}}}]}}\n"
        ));
    }
    let found = found("log.jsonl", &text, &machine(&[]));
    check(&found, &[("flagged_answer_rate", "0.5 3/6")]);
    assert_eq!(cells(sheet(&found, "flagged_by_intent")), [["order", "0.5 3/6"]]);
    assert_eq!(cells(sheet(&found, "flagged_by_model")), [["m", "0.5 3/6"]]);
    let analysis = analysed("log.jsonl", &text, 2);
    let filter = analysis.lead().filter(&sheet(&found, "flagged_by_model").rows[0].filter).unwrap();
    assert_eq!(analysis.figures(&filter).unwrap().conversations, 3);
}

#[test]
fn personal_data_are_counted_by_kind_and_by_who_gives_them() {
    let text = format!(
        "conversation_id,role,text\n{}{}{}",
        talk(
            1,
            "",
            &[("user", "I am at anna@example.com or bob@example.com"), ("bot", "Is it anna@example.com?")]
        ),
        talk(2, "", &[("user", "hello"), ("agent", "write to help@example.com")]),
        talk(3, "", &[("user", "hello"), ("bot", "hi")]),
    );
    let found = found("data.csv", &text, &machine(&[]));
    check(&found, &[("personal_data_share", "0.66667 2/3"), ("personal_data_by_user_share", "0.33333 1/3")]);
    assert_eq!(found.board.breakdowns["personal_data"].parts, [("EMAIL".to_owned(), 4)]);
    let roles: Vec<u64> =
        found.board.breakdowns["personal_data_by_role"].parts.iter().map(|(_, n)| *n).collect();
    assert_eq!(roles, [2, 1, 1, 0]);
    assert_eq!(
        cells(sheet(&found, "personal_data_kinds")),
        [["EMAIL", "4 4/4", "2 2/4", "1 1/4", "1 1/4", "0 0/4", "0.66667 2/3"]]
    );
    // It is the same where the messages are stored as they were said.
    let analysis = kept("data.csv", &text, 1, true);
    assert_eq!(at_once(analysis.asking().study(&Filter::default(), &machine(&[]))).unwrap(), found);
}

/// Conversations with an intent, its confidence and a label each.
fn labelled(rows: &[(&str, &str, &str)]) -> String {
    let mut text = String::from("conversation_id,role,text,intent,confidence,true_intent\n");
    for (id, (label, intent, confidence)) in rows.iter().enumerate() {
        text.push_str(&format!("c{id},user,please help me with this,{intent},{confidence},{label}\n"));
    }
    text
}

fn intents(rows: &[(&str, &str, &str)]) -> Findings {
    found("labels.csv", &labelled(rows), &Study::Intents { labels: "true_intent".to_owned() })
}

#[test]
fn intents_are_compared_with_labels() {
    let found = intents(&[
        ("Order Status", "order_status", "0.95"),
        ("order_status", "order_status", "0.9"),
        ("order_status", "refund", "0.6"),
        ("refund", "refund", "0.7"),
        ("refund", "refund", "1"),
        ("refund", "order_status", "0.2"),
        ("cancel", "refund", ""),
        ("cancel", "", ""),
    ]);
    check(
        &found,
        &[
            ("intent_accuracy", "0.57143 4/7"),
            ("intent_label_coverage", "0.875 7/8"),
            // order status: 2·2/(3+3), refund: 2·2/(3+4), cancel: 0.
            ("intent_macro_f1", "0.4127 7/8"),
            // Bins: 0.2 wrong, 0.6 wrong, 0.7 right, 0.9+0.95+1 right (three in the last bin): apart by
            // 0.2 + 0.6 + 0.3 + 0.15, over 6.
            ("intent_calibration_error", "0.20833 6/7"),
            // 0.05² + 0.1² + 0.6² + 0.3² + 0² + 0.2² = 0.5025, over 6.
            ("intent_brier_score", "0.08375 6/7"),
        ],
    );
    assert_eq!(
        cells(sheet(&found, "intent_confusion")),
        [
            ["cancel", "refund", "1 1/1"],
            ["Order Status", "refund", "0.33333 1/3"],
            ["refund", "order_status", "0.33333 1/3"]
        ]
        .map(|row| row.map(|cell| if cell == "order_status" { "Order Status" } else { cell }))
    );
    let matrix = sheet(&found, "intent_matrix");
    assert_eq!(matrix.columns.len(), 4);
    assert_eq!(
        cells(matrix),
        [
            ["refund", "2 2/3", "1 1/3", "0 0/3"],
            ["Order Status", "1 1/3", "2 2/3", "0 0/3"],
            ["cancel", "1 1/1", "0 0/1", "0 0/1"],
        ]
    );
    assert_eq!(
        cells(sheet(&found, "intent_reliability")),
        [
            ["20–30 %", "0.2 1/1", "0 0/1"],
            ["60–70 %", "0.6 1/1", "0 0/1"],
            ["70–80 %", "0.7 1/1", "1 1/1"],
            ["90–100 %", "0.95 3/3", "1 3/3"],
        ]
    );
    // Behind a row stand its conversations.
    let rows = [("a", "b", "0.5"), ("a", "a", "0.5"), ("c", "b", "0.5")];
    let analysis = analysed("labels.csv", &labelled(&rows), 2);
    let study = Study::Intents { labels: "true_intent".to_owned() };
    let found = at_once(analysis.asking().study(&Filter::default(), &study)).unwrap();
    let filter = analysis.lead().filter(&sheet(&found, "intent_confusion").rows[0].filter).unwrap();
    assert_eq!(analysis.figures(&filter).unwrap().conversations, 1);
}

#[test]
fn labels_without_intents_and_no_labels_are_said() {
    let reason = |found: &Findings| found.board.figures["intent_accuracy"].reason.clone().unwrap();
    let none = intents(&[("", "order", "0.9")]);
    assert_eq!(reason(&none), "no conversation has a label in this column");
    let alone = intents(&[("order", "", "")]);
    assert_eq!(reason(&alone), "no conversation with a label states an intent");
    check(
        &alone,
        &[("intent_label_coverage", "0 0/1"), ("intent_calibration_error", "–"), ("intent_macro_f1", "–")],
    );
    let few = intents(&[("order", "order", "0.9")]);
    check(&few, &[("intent_accuracy", "1 1/1"), ("intent_macro_f1", "1 1/1")]);
    assert_eq!(few.board.figures["intent_macro_f1"].state, State::TooFew);
    assert_eq!(sheet(&few, "intent_confusion").none.to_string(), "every intent is the one of its label");
}

#[test]
fn labels_of_a_file_beside_the_transcripts_are_joined() {
    let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
    let mut analysis = Analysis::with_shards(settings, 2);
    for (name, text) in [
        ("labels.csv", "conversation_id,expected_intent\nc1,order\nc2,refund\nc9,order\n"),
        (
            "chats.csv",
            "conversation_id,role,text,intent\nc1,user,where is my parcel,order\nc1,bot,it left this morning,\n\
             c2,user,I want my money,order\nc2,bot,may I ask why,\n",
        ),
    ] {
        analysis.begin_file(name);
        analysis.push(text.as_bytes());
        analysis.end_file();
    }
    analysis.join();
    let study = Study::Intents { labels: "expected_intent".to_owned() };
    let found = at_once(analysis.asking().study(&Filter::default(), &study)).unwrap();
    check(&found, &[("intent_accuracy", "0.5 1/2"), ("intent_label_coverage", "1 2/2")]);
}

#[test]
fn a_table_of_forty_labels_holds_thirty() {
    let names: Vec<String> = (0..40).map(|at| format!("label{at}")).collect();
    let rows: Vec<_> = names.iter().map(|name| (name.as_str(), name.as_str(), "0.5")).collect();
    let found = intents(&rows);
    check(&found, &[("intent_accuracy", "1 40/40"), ("intent_macro_f1", "1 40/40")]);
    assert_eq!(
        (sheet(&found, "intent_matrix").rows.len(), sheet(&found, "intent_matrix").columns.len()),
        (30, 31)
    );
    assert!(found.notes.iter().any(|note| note.said.to_string().contains("30 most frequent of 40")));
}

/// Groups with so many resolved conversations, of so many, by channel.
fn grouped(groups: &[(&str, u32, u32)]) -> String {
    let mut text = String::from("conversation_id,role,text,channel,status\n");
    for (group, n, of) in groups {
        for at in 0..*of {
            let status = if at < *n { "resolved" } else { "unresolved" };
            text.push_str(&format!("{group}{at},user,please help me with this,{group},{status}\n"));
        }
    }
    text
}

fn fairness(groups: &[(&str, u32, u32)]) -> Findings {
    found("groups.csv", &grouped(groups), &Study::Fairness { by: "channel".to_owned() })
}

fn row_of<'f>(found: &'f Findings, measure: &str, group: &str) -> Option<&'f [Cell]> {
    let is = |cell: &Cell, text: &str| match cell {
        Cell::Words(said) => said.to_string() == text,
        Cell::Text(said) => said == text,
        _ => false,
    };
    let rows = &sheet(found, "fairness").rows;
    rows.iter()
        .find(|row| is(&row.cells[0], measure) && is(&row.cells[1], group))
        .map(|row| row.cells.as_slice())
}

#[test]
fn groups_are_compared_with_the_best() {
    let found =
        fairness(&[("web", 80, 100), ("app", 40, 100), ("phone", 7, 10), ("fax", 1, 2), ("mail", 2, 3)]);
    check(&found, &[("least_group_ratio", "0.5 3/5")]);
    let Some([_, _, Cell::Figure(rate), Cell::Figure(ratio), Cell::Words(mark)]) =
        row_of(&found, "Resolved", "app")
    else {
        panic!("no such row: {:?}", cells(sheet(&found, "fairness")));
    };
    assert_eq!((shown(rate).as_str(), ratio.value), ("0.4 40/100", Some(0.5)));
    // Katz: exp(ln 0.5 ± 1.959964 √(0.6/40 + 0.2/80)) = 0.38581 … 0.64799.
    let interval = ratio.interval.as_ref().unwrap();
    assert!(
        (interval.low - 0.385_81).abs() < 5e-5 && (interval.high - 0.647_99).abs() < 5e-5,
        "{interval:?}"
    );
    assert_eq!(mark.to_string(), "below four fifths");
    assert_eq!(found.notes[0].weight, Weight::Bad);
    // 0.7 ÷ 0.8 is above the line.
    assert!(matches!(row_of(&found, "Resolved", "phone").unwrap()[4], Cell::Nothing));
    // The small ones stand together, are no best and have no ratio.
    assert!(row_of(&found, "Resolved", "fax").is_none() && row_of(&found, "Resolved", "mail").is_none());
    let others = row_of(&found, "Resolved", "others together").unwrap();
    assert!(
        matches!((&others[2], &others[3]), (Cell::Figure(rate), Cell::Nothing) if shown(rate) == "0.6 3/5")
    );
    let all = cells(sheet(&found, "fairness"));
    assert!(!all.iter().flatten().any(|cell| cell == "fax" || cell == "mail"));
}

#[test]
fn one_group_and_too_small_groups_are_said() {
    for groups in [&[("web", 5, 10)][..], &[("web", 5, 10), ("app", 1, 4)], &[("web", 1, 2), ("app", 1, 2)]] {
        let found = fairness(groups);
        check(&found, &[("least_group_ratio", "–")]);
        let sheet = sheet(&found, "fairness");
        assert!(sheet.rows.is_empty() && !sheet.none.is_empty(), "{groups:?}");
    }
    // Nobody fares well: there is no best.
    let found = fairness(&[("web", 0, 10), ("app", 0, 10)]);
    assert!(matches!(row_of(&found, "Resolved", "web").unwrap()[3], Cell::Nothing));
    let same = fairness(&[("web", 8, 10), ("app", 8, 10)]);
    assert_eq!(same.notes[0].weight, Weight::Good);
    let few = fairness(&[("web", 10, 10), ("app", 3, 6)]);
    assert_eq!(few.notes[0].weight, Weight::Plain, "{:?}", few.notes);
}

#[test]
fn none_and_all_of_a_group_have_intervals_too() {
    let found = fairness(&[("web", 80, 100), ("app", 0, 40)]);
    let Some([_, _, _, Cell::Figure(ratio), Cell::Words(mark)]) = row_of(&found, "Resolved", "app") else {
        panic!("no such row: {:?}", cells(sheet(&found, "fairness")));
    };
    let interval = ratio.interval.as_ref().unwrap();
    // exp(ln r + 1.959964 √((1 − 0.5/41)/0.5 + (1 − 80.5/101)/80.5)) with r = (0.5/41) ÷ (80.5/101).
    assert_eq!((ratio.value, interval.low), (Some(0.0), 0.0));
    assert!((interval.high - 0.240_93).abs() < 5e-5, "{interval:?}");
    assert_eq!(mark.to_string(), "below four fifths", "chance makes no none of forty");

    let found = fairness(&[("web", 60, 60), ("app", 59, 60)]);
    let Some([_, _, _, Cell::Figure(ratio), _]) = row_of(&found, "Resolved", "app") else {
        panic!("no such row: {:?}", cells(sheet(&found, "fairness")));
    };
    let interval = ratio.interval.as_ref().unwrap();
    assert!(interval.low < 0.95 && interval.high > 1.0, "sixty of sixty are no certainty: {interval:?}");
}

#[test]
fn of_forty_groups_twenty_are_shown() {
    let names: Vec<String> = (0..40).map(|at| format!("g{at:02}")).collect();
    let groups: Vec<_> = names.iter().map(|name| (name.as_str(), 3, 6)).collect();
    let found = fairness(&groups);
    let resolved = cells(sheet(&found, "fairness")).into_iter().filter(|row| row[0] == "Resolved").count();
    assert_eq!(resolved, 21);
    assert_eq!(cells(sheet(&found, "fairness"))[20], ["Resolved", "others together", "0.5 60/120", "", ""]);
}

#[test]
fn a_column_of_the_source_groups_as_well() {
    let mut text = String::from("conversation_id,role,text,plan,status\n");
    for at in 0..12 {
        let plan = ["pro", "", "free"][at % 3];
        text.push_str(&format!("c{at},user,please help me with this,{plan},resolved\n"));
    }
    let found = found("plans.csv", &text, &Study::Fairness { by: "plan".to_owned() });
    assert!(sheet(&found, "fairness").rows.is_empty(), "four of each are too few");
    let more: Vec<String> = text.lines().skip(1).map(|line| format!("d{line}\n")).collect();
    let text = text.clone() + &more.concat();
    let found = self::found("plans.csv", &text, &Study::Fairness { by: "plan".to_owned() });
    let row = sheet(&found, "fairness").rows.iter().find(|row| row.filter == "plan:none");
    assert!(row.is_some(), "{:?}", cells(sheet(&found, "fairness")));
}

/// All studies of this kind, of the generated shop.
fn studies() -> [Study; 4] {
    [
        machine(&[("*", 2.0, 8.0)]),
        Study::Intents { labels: "order_value".to_owned() },
        Study::Fairness { by: "language".to_owned() },
        Study::Knowledge { files: vec![("faq.md".to_owned(), "# Returns\nWithin 30 days.".to_owned())] },
    ]
}

#[test]
fn parts_travel_unchanged_and_any_split_and_order_of_them_says_the_same() {
    let mut bytes = Vec::new();
    let mut generator = Generator::new(Plan { kind: Kind::Shop, conversations: 300, seed: 5 }, Format::Csv);
    while generator.next_chunk(&mut bytes) {}
    let text = String::from_utf8(bytes).unwrap();
    for study in studies() {
        let one = found("shop.csv", &text, &study);
        assert!(one.board.figures.iter().count() > 0, "{study:?}");
        let analysis = analysed("shop.csv", &text, 3);
        analysis.each_shard(|shard| {
            let part = shard.answer(&Ask::Study(Chosen::default(), study.clone()));
            assert_eq!(Part::thaw(&mut In(&part.frozen())), Some(part), "{study:?}");
        });
    }
}
