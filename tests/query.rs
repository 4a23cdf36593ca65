//! The filter language: what is read, what is refused and where, and what holds of a conversation.

use proptest::prelude::*;
use undertone::{
    conversation::{Day, Role},
    query::{Field, Filter, FilterError, Flag, Problem, Said, Subject},
};

#[test]
fn a_filter_is_written_back_in_one_way() {
    for (read, written) in [
        ("", ""),
        ("  outcome:abandoned   -is:handoff ", "outcome:abandoned -is:handoff"),
        ("OUTCOME:Abandoned,resolved,abandoned", "outcome:abandoned,resolved"),
        ("channel=web channel:\"web chat\",app", "channel:web channel:\"web chat\",app"),
        (
            "rating<=2 turns>10 messages:3..10 minutes:>1..<2.5",
            "rating<=2 turns>10 messages:3..10 minutes:>1..<2.5",
        ),
        ("hour=9 hour:..8 hour:20..", "hour:9 hour<=8 hour>=20"),
        ("day:2026-03-01..2026-03-14 day>=2026-03-02", "day:2026-03-01..2026-03-14 day:2026-03-02.."),
        ("day<2026-03-02 day:2026-03-02..2026-03-02", "day:..2026-03-01 day:2026-03-02"),
        ("refund \"double charge\" -\"thank you\" canc*", "refund \"double charge\" -\"thank you\" canc*"),
        ("says:refund says:\"two words\"", "refund \"two words\""),
        ("- weekday:mon,SUN", "\"-\" weekday:mon,sun"),
        ("a OR b c", "(a or b c)"),
        ("(a b) c", "a b c"),
        ("not (a)", "-a"),
        ("not -a", "a"),
        ("not not a", "a"),
        ("not -(a b)", "a b"),
        ("-(not (a b))", "a b"),
        ("not -(a or b)", "(a or b)"),
        ("not (a b) AND not(c or d)", "-(a b) -(c or d)"),
        ("((a or b) or (c -(d or e)))", "((a or b) or c -(d or e))"),
        ("(channel:web,\"a (b)\" or \"or\" order)", "(channel:web,\"a (b)\" or \"or\" order)"),
        (
            "ANY( user:  \"two words\" ) first(bot:hi) -last(agent: bye*)",
            "any(user: \"two words\") first(bot: hi) -last(agent: bye*)",
        ),
        ("last:36h last:48h last:2w", "last:36h last:2d last:14d"),
        ("smile :)", "smile \":)\""),
    ] {
        let filter = Filter::parse(read).unwrap_or_else(|error| panic!("{read}: {error}"));
        assert_eq!(filter.to_string(), written, "{read}");
        assert_eq!(Filter::parse(written), Ok(filter), "{written}");
    }
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    let unknown = |what: &str| Problem::UnknownValue(what.into());
    for (text, at, problem, suggestion) in [
        ("outcme:resolved", 0, Problem::UnknownField("outcme".into()), Some("outcome")),
        ("é https://x", 2, Problem::UnknownField("https".into()), None),
        ("outcome:abandond", 8, unknown("abandond"), Some("abandoned")),
        ("is:handoff,\"fallbak\"", 12, unknown("fallbak"), Some("fallback")),
        ("channel:", 8, Problem::NoValue, None),
        ("channel:web,", 12, Problem::NoValue, None),
        ("a \"open", 2, Problem::OpenQuote, None),
        ("\"  \"", 0, Problem::NoValue, None),
        ("rating<=two", 8, Problem::NotANumber("two".into()), None),
        ("rating:1..x", 10, Problem::NotANumber("x".into()), None),
        ("rating:NaN", 7, Problem::NotANumber("NaN".into()), None),
        ("rating:..", 7, Problem::NoValue, None),
        ("rating:5..2", 7, Problem::Backwards, None),
        ("day:yesterday", 4, Problem::NotADay("yesterday".into()), None),
        ("day:2026-03-02..2026-02-30", 16, Problem::NotADay("2026-02-30".into()), None),
        ("day:2026-03-02..2026-03-01", 4, Problem::Backwards, None),
        ("channel<web", 7, Problem::NoOrder, None),
        ("rating<>2", 6, Problem::NoValue, None),
        ("(a or b", 0, Problem::OpenBracket, None),
        ("a )", 2, Problem::StrayBracket, None),
        ("a or", 4, Problem::NothingThere, None),
        ("or a", 0, Problem::NothingThere, None),
        ("a or or b", 4, Problem::NothingThere, None),
        ("()", 0, Problem::NothingThere, None),
        ("not", 3, Problem::NothingThere, None),
        ("(not ) a", 5, Problem::NothingThere, None),
        ("last:24", 5, Problem::NotASpan("24".into()), None),
        ("last:0d", 5, Problem::NotASpan("0d".into()), None),
        ("any(bott: x)", 4, Problem::NotASpeaker("bott".into()), Some("bot")),
        ("any(bot x)", 8, Problem::NoValue, None),
        ("a any(bot: x", 5, Problem::OpenBracket, None),
        ("(outcome:abandond)", 9, unknown("abandond"), Some("abandoned")),
        ("a sentiment<-0.3", 2, Problem::NotYet("sentiment".into()), None),
    ] {
        let suggestion = suggestion.map(str::to_owned);
        assert_eq!(Filter::parse(text), Err(FilterError { at, problem, suggestion }), "{text}");
    }
    let error = Filter::parse("outcome:abandond").unwrap_err();
    assert_eq!(error.to_string(), "“abandond” is not a value of this field. Did you mean “abandoned”?");
}

/// A conversation of 2 March 2026, a Monday.
struct One;

impl Subject for One {
    fn named(&self, field: Field, wanted: &mut dyn FnMut(&str) -> bool) -> bool {
        match field {
            Field::Outcome => wanted("resolved"),
            Field::Tag => wanted("Refund") || wanted("vip"),
            _ => wanted(""),
        }
    }
    fn number(&self, field: Field) -> Option<f64> {
        (field == Field::Messages).then_some(10.0)
    }
    fn began(&self) -> Option<(Day, u8)> {
        Some((Day(20_514), 0))
    }
    fn is(&self, flag: Flag) -> bool {
        flag == Flag::Engaged
    }
    fn in_column(&self, column: &str) -> Option<(&str, Option<f64>)> {
        match column {
            "plan" => Some(("Enterprise", None)),
            "value" => Some(("1,250.00", Some(1250.0))),
            _ => None,
        }
    }
    fn said(
        &self,
        by: Option<(Said, Role)>,
        from: usize,
        wanted: &mut dyn FnMut(&str) -> bool,
    ) -> Option<usize> {
        let said = [(Role::User, "i was charged twice"), (Role::Bot, "sorry"), (Role::User, "thanks")];
        let said = said.into_iter().enumerate().skip(from);
        let mut said = said.filter(|(_, (role, _))| by.is_none_or(|(_, wanted)| wanted == *role));
        let found = match by {
            Some((Said::First, _)) => said.next().filter(|(_, (_, text))| wanted(text)),
            Some((Said::Last, _)) => said.next_back().filter(|(_, (_, text))| wanted(text)),
            _ => said.find(|(_, (_, text))| wanted(text)),
        };
        found.map(|(at, _)| at)
    }
    fn hours_before_end(&self) -> Option<f64> {
        Some(30.0)
    }
}

#[test]
fn terms_hold_or_do_not() {
    for (text, holds) in [
        ("", true),
        ("outcome:resolved", true),
        ("outcome:abandoned,resolved", true),
        ("-outcome:resolved", false),
        ("tag:refund tag:VIP", true),
        ("tag:other", false),
        ("channel:none", true),
        ("channel:web", false),
        ("-channel:web", true),
        ("messages:10", true),
        ("messages<10", false),
        ("messages:>9..<11", true),
        ("messages:10..<10", false),
        ("rating<=5", false),
        ("-rating<=5", true),
        ("day:2026-03-02", true),
        ("day<2026-03-02", false),
        ("weekday:sun,mon", true),
        ("is:engaged -is:handoff", true),
        ("charged", true),
        ("charge", false),
        ("charge*", true),
        ("\"Charged  TWICE\"", true),
        ("\"twice charged\"", false),
        ("charged sorry", true),
        ("charged or nonsense", true),
        ("nonsense or nothing", false),
        ("outcome:abandoned or (is:engaged messages>9)", true),
        ("outcome:abandoned or (is:engaged messages>10)", false),
        ("not (outcome:abandoned or is:rated)", true),
        ("-(outcome:resolved is:engaged)", false),
        ("-(outcome:resolved is:rated)", true),
        ("(outcome:abandoned or outcome:resolved) -is:rated", true),
        ("any(user: charged)", true),
        ("any(bot: charged)", false),
        ("first(user: thanks)", false),
        ("last(user: thanks) first(user: \"charged twice\")", true),
        ("any(agent: sorry)", false),
        ("last:24h", false),
        ("last:2d", true),
        ("-last:1w", false),
    ] {
        assert_eq!(Filter::parse(text).unwrap().prepared().holds(&One), holds, "{text}");
    }
}

#[test]
fn a_link_never_holds_somebodys_words() {
    let filter = Filter::parse("outcome:resolved user:\"u 17\" \"double charge\" id:c-9").unwrap();
    let shared = filter.masked().to_string();
    assert_eq!(shared, "outcome:resolved user:••• ••• id:•••");
    let (kept, dropped) = Filter::parse(&shared).unwrap().unmasked();
    assert_eq!((kept.to_string().as_str(), dropped), ("outcome:resolved", 3));
    // What stands in brackets with it goes too: the rest would mean something else.
    let filter =
        Filter::parse("is:rated (outcome:resolved or -(refund user:u)) first(user: secret)").unwrap();
    let shared = filter.masked().to_string();
    assert_eq!(shared, "is:rated (outcome:resolved or -(••• user:•••)) first(user: •••)");
    let (kept, dropped) = Filter::parse(&shared).unwrap().unmasked();
    assert_eq!((kept.to_string().as_str(), dropped), ("is:rated", 2));
}

#[test]
fn a_click_replaces_what_it_contradicts_and_adds_what_it_does_not() {
    let term = |text: &str| Filter::parse(text).unwrap().terms()[0].clone();
    let filter = Filter::parse("outcome:resolved is:engaged").unwrap();
    let filter = filter.with(term("outcome:abandoned")).with(term("is:rated")).with(term("is:rated"));
    assert_eq!(filter.to_string(), "is:engaged outcome:abandoned is:rated");
    assert_eq!(filter.clone().without(1).to_string(), "is:engaged is:rated");
    let joined = filter.clone().with(term("(a or b)")).with(term("(c or d)"));
    assert_eq!(joined.to_string(), "is:engaged outcome:abandoned is:rated (a or b) (c or d)");
    let windowed = filter.with(term("day:2026-03-02..2026-03-08"));
    assert_eq!(windowed.window().map(|(from, to)| to.0 - from.0), Some(6));
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_fall(text in "\\PC{0,60}") {
        if let Ok(filter) = Filter::parse(&text) {
            let written = filter.to_string();
            prop_assert_eq!(Filter::parse(&written).map(|again| again.to_string()), Ok(written.clone()), "{}", written);
        }
    }

    #[test]
    fn anything_like_a_filter_is_written_back_the_same(
        text in "(-?(outcome:(resolved|abandoned)|rating[<>]=?[1-5]|messages:[0-9]{1,2}\\.\\.[0-9]{2}|channel:(\"[a-z ,:]{1,8}\"|[a-z]{1,5})|\"[a-z :,-]{1,9}\"|[a-z]{1,6}\\*?) ){0,5}"
    ) {
        if let Ok(filter) = Filter::parse(&text) {
            prop_assert_eq!(Filter::parse(&filter.to_string()), Ok(filter.clone()), "{}", filter);
        }
    }

    #[test]
    fn brackets_in_any_order_are_refused_or_written_back_the_same(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "(", ")", "-(", "not (", "or", "and", "not", "-", "a", "is:rated", "last:2d",
                "any(user: x)", "first(bot: \"p q\")", "\"p q\"", "-channel:web,app", "rating<=2",
            ]),
            0..14,
        )
    ) {
        let text = pieces.join(" ");
        match Filter::parse(&text) {
            Ok(filter) => {
                prop_assert_eq!(Filter::parse(&filter.to_string()), Ok(filter.clone()), "{} became {}", text, filter);
                // What it means does not depend on how it is written.
                let holds = filter.prepared().holds(&One);
                prop_assert_eq!(Filter::parse(&filter.to_string()).unwrap().prepared().holds(&One), holds);
            }
            Err(error) => prop_assert!(error.at <= text.chars().count()),
        }
    }
}
