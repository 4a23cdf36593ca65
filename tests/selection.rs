//! A filter on a whole analysis: the figures of the chosen conversations are those of a file that
//! holds nothing else, and each figure's evidence counts what the figure counts.

use undertone::{
    conversation::Zone,
    engine::{Analysis, Column, ListRow, Order, Settings, at_once},
    insight::{DEFINITIONS, Step, Unit},
    query::{Field, Filter, Shape},
    report::Report,
    sample::{Format, Generator, Kind, Plan},
};

fn shop() -> Analysis {
    let plan = Plan { seed: 3, conversations: 600, ..Plan::default_size(Kind::Shop) };
    let mut generator = Generator::new(plan, Format::Csv);
    let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: false });
    analysis.begin_file("shop.csv");
    let mut piece = Vec::new();
    while generator.next_chunk(&mut piece) {
        analysis.push(&piece);
        piece.clear();
    }
    analysis.push(&piece);
    analysis.end_file();
    analysis
}

fn chosen(analysis: &Analysis, filter: &Filter) -> u64 {
    at_once(analysis.asking().figures(filter)).unwrap().conversations
}

fn filter(text: &str) -> Filter {
    Filter::parse(text).unwrap()
}

#[test]
fn parts_of_the_data_add_up_to_the_whole() {
    let analysis = shop();
    let of = |text: &str| Report::of(&analysis, &filter(text)).unwrap();
    let whole = of("");
    assert_eq!(whole.conversations, whole.conversations_in_all);
    for (one, other) in [
        ("is:handoff", "-is:handoff"),
        ("messages<6", "messages>=6"),
        ("outcome:resolved,unknown", "-outcome:resolved,unknown"),
        ("channel:web", "-channel:web"),
        ("weekday:sat,sun", "-weekday:sat,sun"),
        ("order", "-order"),
        ("rating<=3", "-rating<=3"),
        ("last:4w", "-last:4w"),
        ("is:returning", "not is:returning"),
        ("any(user: order)", "-any(user: order)"),
        ("first(user: order)", "-first(user: order)"),
        ("channel:web or is:handoff", "-channel:web -is:handoff"),
        ("(outcome:resolved rating>=4) or messages<5", "-(outcome:resolved rating>=4) -messages<5"),
    ] {
        let (one_part, other_part) = (of(one), of(other));
        assert!(one_part.conversations > 0 && other_part.conversations > 0, "{one} chooses some, not all");
        assert_eq!(one_part.conversations + other_part.conversations, whole.conversations, "{one}");
        assert_eq!(one_part.utterances + other_part.utterances, whole.utterances, "{one}");
    }
}

#[test]
fn what_one_side_says_is_part_of_what_is_said() {
    let analysis = shop();
    let count = |text: &str| Report::of(&analysis, &filter(text)).unwrap().conversations;
    let (user, bot, anybody) = (count("any(user: order)"), count("any(bot: order)"), count("order"));
    assert!(user > 0 && bot > 0 && user < anybody, "{user}, {bot}, {anybody}");
    assert_eq!(count("any(user: order) or any(bot: order) or any(agent: order)"), anybody);
    assert!(count("first(user: order)") <= user && count("last(user: order)") <= user);
    assert_eq!(count("first(user: order) any(user: order)"), count("first(user: order)"));
    // The last days of the data are those before its last message, whichever day it is today.
    let (day, week, all) = (count("last:1d"), count("last:7d"), count("last:52w"));
    assert!(day > 0 && day < week && week < all, "{day}, {week}, {all}");
    assert_eq!(all, 600);
}

#[test]
fn the_evidence_of_a_rate_counts_what_the_rate_counts() {
    let analysis = shop();
    let whole = Report::of(&analysis, &Filter::default()).unwrap();
    let mut checked = 0;
    for definition in DEFINITIONS {
        let evidence =
            Filter::parse(definition.evidence).unwrap_or_else(|error| panic!("{}: {error}", definition.name));
        let Some(figure) = whole.board.figures.get(definition.name) else { continue };
        // Rates and counts of conversations; the others count messages, people or times.
        let per_conversation = !matches!(definition.name, "fallback_rate" | "csat_mean")
            && (figure.unit == Unit::Share || definition.numerator.starts_with("conversations"))
            && !definition.evidence.is_empty();
        if per_conversation {
            assert_eq!(chosen(&analysis, &evidence), figure.n, "{}", definition.name);
            checked += 1;
        }
    }
    assert!(checked >= 14, "{checked}");
}

#[test]
fn trends_add_up_and_the_change_is_between_equal_windows() {
    let analysis = shop();
    let report = Report::of(&analysis, &Filter::default()).unwrap();
    let trend = &report.course.trends["containment_rate"];
    assert_eq!(trend.step, Step::Week);
    assert_eq!(trend.counts.iter().sum::<u64>(), report.board.figures["containment_rate"].of.unwrap());
    assert!(trend.values.iter().flatten().all(|value| (0.0..=1.0).contains(value)));
    let conversations = &report.course.trends["conversations"];
    assert!(conversations.values.first().unwrap().is_none(), "a week that the data do not fill is no count");
    let change = report.course.change.unwrap();
    let window = format!("day:{}..{}", change.now.0, change.now.1);
    let now = Report::of(&analysis, &filter(&window)).unwrap();
    assert_eq!(now.board.figures["conversations"].value, Some(change.figures["conversations"].now));
    assert_eq!(now.course.change.unwrap(), change, "asking for the window gives the same change");
}

#[test]
fn facets_name_what_a_filter_finds() {
    let analysis = shop();
    let facets = at_once(analysis.asking().facets()).unwrap();
    for field in Field::ALL {
        for (name, n) in facets.get(field.name()).into_iter().flatten() {
            let found = chosen(&analysis, &filter(&format!("{}:\"{name}\"", field.name())));
            assert_eq!(found, *n, "{}:{name}", field.name());
        }
        let expects =
            matches!(field.shape(), Shape::Listed(_)) && matches!(field, Field::Outcome | Field::Evidence);
        assert!(!expects || facets.contains_key(field.name()), "{}", field.name());
    }
}

#[test]
fn the_list_is_in_order_and_what_lacks_the_key_comes_last() {
    let analysis = shop();
    let (asking, engaged) = (analysis.asking(), filter("is:engaged"));
    for by in Column::ALL {
        for descending in [false, true] {
            let list = at_once(asking.list(&engaged, Order { by, descending })).unwrap();
            let rows = at_once(asking.rows(&list)).unwrap();
            assert_eq!(rows.len() as u64, chosen(&analysis, &engaged));
            let key = |row: &ListRow| match by {
                Column::Source => Some(i64::from(row.conversation)),
                Column::Started => row.started,
                Column::Messages => Some(i64::from(row.messages)),
                Column::Outcome => Some(row.outcome as i64),
                Column::Rating => row.rating.map(|rating| rating.score as i64),
            };
            let keys: Vec<Option<i64>> = rows.iter().map(key).collect();
            let present: Vec<i64> = keys.iter().copied().flatten().collect();
            assert!(keys[present.len()..].iter().all(Option::is_none), "{by:?}");
            let sorted =
                if descending { present.is_sorted_by(|one, two| one >= two) } else { present.is_sorted() };
            assert!(sorted, "{by:?} descending {descending}");
        }
    }
}
