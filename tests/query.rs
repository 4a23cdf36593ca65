//! The filter language: what is read, what is refused and where, and what holds of a conversation.

use proptest::prelude::*;
use undertone::{
    conversation::{Day, Role},
    query::{Columns, Field, Filter, FilterError, Flag, Funnel, Path, Problem, Said, Subject},
};

/// The columns of the data in these tests; one goes by the name of a field, one by that of a later one.
const COLUMNS: Columns<'static> = Columns::These(&["plan", "value", "user", "topic", "größe"]);

fn parsed(text: &str) -> Result<Filter, FilterError> {
    Filter::checked(text, COLUMNS)
}

#[test]
fn a_column_that_is_called_like_a_speaker_is_written_as_a_column() {
    for text in ["bot:x a or b", "-(column.bot:x a) or (column.agent:y or c)"] {
        let filter = Filter::parse_with(text, Columns::Any).unwrap();
        let written = filter.to_string();
        assert_eq!(Filter::parse_with(&written, Columns::Any), Ok(filter), "{written}");
    }
}

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
        ("day:>2026-03-01..<2026-03-04 day>2026-03-01", "day:2026-03-02..2026-03-03 day:2026-03-02.."),
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
        ("recent:5m recent:60m recent:24h", "recent:5m recent:1h recent:1d"),
        ("smile :)", "smile \":)\""),
        ("PLAN:enterprise,Free plan=pro", "plan:enterprise,Free plan:pro"),
        ("intent:\"say \"\"no\"\"\",b \"5\"\" pipe\"", "intent:\"say \"\"no\"\"\",b \"5\"\" pipe\""),
        (
            "value>1000 value:10..20 value:>1..<2.5 value:..5",
            "value>1000 value:10..20 value:>1..<2.5 value<=5",
        ),
        ("value:10 value:10..10 value:\"1..2\"", "value:10 value:10..10 value:\"1..2\""),
        (
            "-column.plan:x column.user:y column.topic:z Größe:L",
            "-plan:x column.user:y column.topic:z größe:L",
        ),
        ("topic:x", "topic:x"),
        ("entity:platform voice:\"bug_report: crash\"", "entity:platform voice:\"bug_report: crash\""),
        ("9.30 column.", "\"9.30\" \"column.\""),
        ("/double.?charge/ -/a b/ any(user: /x\\/y/)", "/double.?charge/ -/a b/ any(user: /x\\/y/)"),
        ("(/a[)]b/) says:/c/ \"/d/\"", "/a[)]b/ /c/ \"/d/\""),
        ("(bot: sorry) ( AGENT:hi ) -(user: \"a b\")", "any(bot: sorry) any(agent: hi) -any(user: \"a b\")"),
        ("(user:u1)", "user:u1"),
        ("a THEN b then c d", "a then b then c d"),
        ("a then (b then c)", "a then b then c"),
        ("a then (b c) or d", "(a then (b c) or d)"),
        ("(a) then -(b or c)", "a then -(b or c)"),
        (
            "(a or /b/ or (user: c)) then not outcome:resolved",
            "(a or /b/ or any(user: c)) then -outcome:resolved",
        ),
        ("-(a then b) \"then\"", "-(a then b) \"then\""),
        ("channel:\"~web\" \"~about\" a~b", "channel:\"~web\" \"~about\" \"a~b\""),
        ("ref* \"double char*\" \"*x\"", "ref* \"double char*\" *x"),
    ] {
        let filter = parsed(read).unwrap_or_else(|error| panic!("{read}: {error}"));
        assert_eq!(filter.to_string(), written, "{read}");
        assert_eq!(parsed(written), Ok(filter), "{written}");
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
        ("day:>2026-03-01..<2026-03-02", 4, Problem::Backwards, None),
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
        ("a ~", 3, Problem::NoValue, None),
        ("any(user: ~)", 11, Problem::NoValue, None),
        ("a plam:pro", 2, Problem::UnknownField("plam".into()), Some("plan")),
        ("column.plam:pro", 0, Problem::UnknownField("plam".into()), Some("plan")),
        ("column.signal:x", 0, Problem::UnknownField("signal".into()), Some("signal")),
        ("plan<enterprise", 5, Problem::NotANumber("enterprise".into()), None),
        ("plan:", 5, Problem::NoValue, None),
        ("value:1..x", 9, Problem::NotANumber("x".into()), None),
        ("value:2..1", 6, Problem::Backwards, None),
        ("value<>2", 5, Problem::NoValue, None),
        ("*", 0, Problem::NoValue, None),
        ("a /b", 2, Problem::OpenPattern, None),
        ("a /b\\/", 2, Problem::OpenPattern, None),
        ("/usr/bin", 0, Problem::OpenPattern, None),
        ("a // b", 2, Problem::NoValue, None),
        ("a /b(c/", 4, Problem::BadPattern, None),
        ("é any(bot: /x\\q/)", 14, Problem::BadPattern, None),
        ("then a", 0, Problem::NothingThere, None),
        ("a then", 6, Problem::NothingThere, None),
        ("(a then )", 8, Problem::NothingThere, None),
        ("a then or b", 7, Problem::NothingThere, None),
        ("a then then b", 7, Problem::NothingThere, None),
        ("x -a then b", 2, Problem::NotSaid, None),
        ("outcome:resolved then b", 0, Problem::NotSaid, None),
        ("(a b) then c", 0, Problem::NotSaid, None),
        ("(a or outcome:resolved) then c", 0, Problem::NotSaid, None),
        ("a then b then outcome:resolved then c", 14, Problem::NotSaid, None),
        ("(bot sorry", 0, Problem::OpenBracket, None),
        ("(bot: sorry a)", 0, Problem::OpenBracket, None),
    ] {
        let suggestion = suggestion.map(str::to_owned);
        assert_eq!(parsed(text), Err(FilterError { at, problem, suggestion }), "{text}");
    }
    let error = parsed("outcome:abandond").unwrap_err();
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
    fn means(&self, by: Option<(Said, Role)>, from: usize, sentence: &str) -> Option<usize> {
        self.said(by, from, &mut |text| sentence == "double payment" && text.contains("charged twice"))
    }
    fn goes(&self, path: &Path) -> bool {
        path.to_string() == "refund > fallback"
    }
    fn comes_through(&self, funnel: &Funnel) -> bool {
        funnel.to_string() == "within 7d; tag:vip > is:handoff"
    }
    fn minutes_before_end(&self, field: Field) -> Option<f64> {
        Some(if field == Field::Active { 4.0 } else { 30.0 * 60.0 })
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
        ("path:\"refund > fallback\"", true),
        ("path:\"refund > answer\"", false),
        ("-path:refund,\"refund > fallback\"", false),
        ("funnel:\"within 168h; tag:vip > is:handoff\"", true),
        ("-funnel:\"tag:vip > is:handoff\"", true),
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
        ("~\"double payment\"", true),
        ("any(bot: ~\"double payment\")", false),
        ("user:~\"double payment\" then thanks", true),
        ("-~\"double payment\"", false),
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
        ("recent:3m", false),
        ("recent:4m", true),
        ("recent:1h", true),
        ("-last:1w", false),
        ("plan:enterprise,free", true),
        ("plan:none", false),
        ("größe:none -plan:free", true),
        ("value:1250", true),
        ("value:1250.5", false),
        ("value:\"1,250.00\"", true),
        ("value>1000 value<=1250 value:1000..2000", true),
        ("value<1000", false),
        ("plan>1", false),
        ("-plan>1", true),
        ("charg*", true),
        ("/charged? TWICE/", true),
        ("/^thanks$/ -/^charged/", true),
        ("any(bot: /sor+y/) -any(bot: /charged/)", true),
        ("first(user: /twice/)", true),
        ("charged then sorry", true),
        ("charged then sorry then thanks", true),
        ("sorry then charged", false),
        ("charged then charged", false),
        ("charged then any(user: thanks)", true),
        ("charged then first(user: thanks)", true),
        ("first(user: charged) then last(user: thanks)", true),
        ("sorry then outcome:resolved", true),
        ("sorry then -outcome:resolved", false),
        ("charged then -sorry", false),
        ("sorry then -charged", true),
        ("(nothing or sorry) then (thanks messages:10)", true),
        ("-(charged then sorry)", false),
        ("nonsense then outcome:resolved", false),
    ] {
        assert_eq!(parsed(text).unwrap().prepared().holds(&One), holds, "{text}");
    }
}

#[test]
fn a_filter_waits_for_the_columns_of_data_that_are_not_there_yet() {
    let text = "plan:enterprise value>1000 /a(b/";
    let unknown = Filter::parse("a plan:enterprise").unwrap_err();
    assert_eq!((unknown.at, unknown.problem), (2, Problem::UnknownField("plan".into())));
    // A link is read before its data; whether they have the column is known when they are there.
    let early = Filter::parse_with(text, Columns::Any).unwrap();
    assert_eq!(early.to_string(), text);
    assert!(!early.prepared().holds(&One), "a pattern that means nothing is nowhere");
    assert_eq!(Filter::parse_with(text, COLUMNS), Ok(early));
    assert_eq!(Filter::checked(text, COLUMNS).unwrap_err().at, 29);
    assert_eq!(Filter::checked(text, Columns::These(&["value"])).unwrap_err().at, 0);
}

#[test]
fn conditions_within_conditions_have_an_end() {
    for (open, close) in [("(", ")"), ("not ", ""), ("a then ", ""), ("-(b ", ")")] {
        let nested = |n: usize| format!("{}a{}", open.repeat(n), close.repeat(n));
        let filter = parsed(&nested(20)).unwrap();
        assert_eq!(parsed(&filter.to_string()), Ok(filter), "{open}");
        assert_eq!(parsed(&nested(50_000)).unwrap_err().problem, Problem::TooDeep, "{open}");
    }
    // Alternatives are written back in brackets: what is read can be read again.
    for n in 20..30 {
        let nested = format!("{}a{} or z", "-(b ".repeat(n), ")".repeat(n));
        if let Ok(filter) = parsed(&nested) {
            assert_eq!(parsed(&filter.to_string()), Ok(filter), "{n}");
        }
    }
}

#[test]
fn a_link_never_holds_somebodys_words() {
    let filter = parsed("outcome:resolved user:\"u 17\" \"double charge\" id:c-9").unwrap();
    let shared = filter.masked().to_string();
    assert_eq!(shared, "outcome:resolved user:••• ••• id:•••");
    let (kept, dropped) = parsed(&shared).unwrap().unmasked();
    assert_eq!((kept.to_string().as_str(), dropped), ("outcome:resolved", 3));
    // Topics are named in the words of those who ask.
    let filter = parsed("channel:web topic:\"card / arrive\"").unwrap();
    assert_eq!(filter.masked().to_string(), "channel:web topic:•••");
    // So are quick replies, in whatever letters they are asked for.
    let filter = parsed("funnel:\"is:engaged > \"\"my sister\"\"\" plan:free").unwrap();
    assert_eq!(filter.clone().masked().to_string(), "funnel:\"is:engaged > •••\" plan:free");
    assert_eq!(filter.masked().unmasked().0.to_string(), "plan:free");
    let filter = parsed("path:\"replies; Reply:my sister\"").unwrap();
    assert_eq!(filter.masked().to_string(), "path:•••");
    // What stands in brackets with it goes too: the rest would mean something else.
    let filter = parsed("is:rated (outcome:resolved or -(refund user:u)) first(user: secret)").unwrap();
    let shared = filter.masked().to_string();
    assert_eq!(shared, "is:rated (outcome:resolved or -(••• user:•••)) first(user: •••)");
    let (kept, dropped) = parsed(&shared).unwrap().unmasked();
    assert_eq!((kept.to_string().as_str(), dropped), ("is:rated", 2));
    let filter = parsed("plan:pro /secret/ secret then (outcome:resolved any(bot: /secret/))").unwrap();
    let shared = filter.masked().to_string();
    assert_eq!(shared, "plan:pro ••• ••• then (outcome:resolved any(bot: •••))");
    let (kept, dropped) = Filter::parse_with(&shared, Columns::Any).unwrap().unmasked();
    assert_eq!((kept.to_string().as_str(), dropped), ("plan:pro", 2));
}

#[test]
fn a_click_replaces_what_it_contradicts_and_adds_what_it_does_not() {
    let term = |text: &str| parsed(text).unwrap().terms()[0].clone();
    let filter = parsed("outcome:resolved is:engaged").unwrap();
    let filter = filter.with(term("outcome:abandoned")).with(term("is:rated")).with(term("is:rated"));
    assert_eq!(filter.to_string(), "is:engaged outcome:abandoned is:rated");
    assert_eq!(filter.clone().without(1).to_string(), "is:engaged is:rated");
    let joined = filter.clone().with(term("(a or b)")).with(term("(c or d)"));
    assert_eq!(joined.to_string(), "is:engaged outcome:abandoned is:rated (a or b) (c or d)");
    let of_columns = filter.clone().with(term("plan:free")).with(term("value>1")).with(term("plan:pro"));
    assert_eq!(of_columns.to_string(), "is:engaged outcome:abandoned is:rated value>1 plan:pro");
    let windowed = filter.with(term("day:2026-03-02..2026-03-08"));
    assert_eq!(windowed.window().map(|(from, to)| to.0 - from.0), Some(6));
}

proptest! {
    #[test]
    fn no_mix_of_signs_makes_the_reader_fall(text in "[a-z0-9 ~/\\\\*()\\[\\]{}?+|.,:<>=\"•ÄßⅧ\u{301}-]{0,40}") {
        for columns in [COLUMNS, Columns::Any] {
            match Filter::checked(&text, columns) {
                Ok(filter) => {
                    let written = filter.to_string();
                    prop_assert_eq!(Filter::checked(&written, columns), Ok(filter), "{} became {}", text, written);
                }
                Err(error) => prop_assert!(error.at <= text.chars().count()),
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_fall(text in "\\PC{0,60}") {
        if let Ok(filter) = parsed(&text) {
            let written = filter.to_string();
            prop_assert_eq!(parsed(&written).map(|again| again.to_string()), Ok(written.clone()), "{}", written);
        }
    }

    #[test]
    fn anything_like_a_filter_is_written_back_the_same(
        text in "(-?(outcome:(resolved|abandoned)|rating[<>]=?[1-5]|messages:[0-9]{1,2}\\.\\.[0-9]{2}|channel:(\"([a-z ,:]|\"\"){1,8}\"|[a-z]{1,5})|\"([a-z :,-]|\"\"){1,9}\"|[a-z]{1,6}\\*?) ){0,5}"
    ) {
        if let Ok(filter) = parsed(&text) {
            prop_assert_eq!(parsed(&filter.to_string()), Ok(filter.clone()), "{}", filter);
        }
    }

    #[test]
    fn brackets_in_any_order_are_refused_or_written_back_the_same(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "(", ")", "-(", "not (", "or", "and", "not", "-", "a", "is:rated", "last:2d",
                "any(user: x)", "first(bot: \"p q\")", "\"p q\"", "-channel:web,app", "rating<=2",
                "then", "then", "/p.q/", "(bot: sorry)", "(user:", "plan:pro", "value>=5", "column.user:x", "thanks",
            ]),
            0..16,
        )
    ) {
        let text = pieces.join(" ");
        match parsed(&text) {
            Ok(filter) => {
                prop_assert_eq!(parsed(&filter.to_string()), Ok(filter.clone()), "{} became {}", text, filter);
                // What it means does not depend on how it is written.
                let holds = filter.prepared().holds(&One);
                prop_assert_eq!(parsed(&filter.to_string()).unwrap().prepared().holds(&One), holds);
            }
            Err(error) => prop_assert!(error.at <= text.chars().count()),
        }
    }
}
