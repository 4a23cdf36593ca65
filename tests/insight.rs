//! Figures of tiny transcripts, of any split of them, and of the sample conversations' oracle.

#[path = "insight/talk.rs"]
mod talk;

use std::collections::BTreeSet;

use proptest::prelude::*;
use undertone::{
    conversation::{Evidence, Millis, Outcome, Rating, Role},
    corpus::UtteranceView,
    insight::{BoardPartial, DEFINITIONS, State, definitions_markdown, outcome_of},
    language::{Heard, Marks},
};

use talk::{Talk, board_of, check, partial_of, shown};

#[track_caller]
fn check_outcome(transcript: &str, outcome: Outcome, evidence: Evidence) {
    assert_eq!(outcome_of(&Talk::of(transcript).view()), (outcome, evidence));
}

#[test]
fn the_source_stands_above_the_rating_above_the_handoff_above_the_text() {
    use Outcome::{Abandoned, Escalated, Resolved, Unknown, Unresolved};
    check_outcome("user: hi\n-- unresolved\n-- rated 5/5", Unresolved, Evidence::Source);
    check_outcome("user: hi\n-- resolved\n-- rated 1/5\n-- handoff", Resolved, Evidence::Source);
    check_outcome("user: hi\n-- rated 4/5\n-- handoff", Resolved, Evidence::Rating);
    check_outcome("user: hi\n-- rated 2/5\n-- handoff", Escalated, Evidence::Rating);
    check_outcome("user: thanks\n-- rated 2/5", Unresolved, Evidence::Rating);
    check_outcome("user: hi\n-- rated 3/5", Unknown, Evidence::None);
    check_outcome("user: thanks\n-- rated 3/5", Resolved, Evidence::Text);
    check_outcome("user: thanks\n-- rated 2/3", Resolved, Evidence::Text);
    check_outcome("user: hi\n-- rated 1/1", Resolved, Evidence::Rating);
    check_outcome("user: hi\n-- rated 0/1", Unresolved, Evidence::Rating);
    check_outcome("user: hi\nagent: Hello\nuser: thanks", Escalated, Evidence::Handoff);
    check_outcome("user: hi\n-- handoff", Escalated, Evidence::Handoff);
    check_outcome("user: agent please\nbot: I'll connect you with an agent.", Escalated, Evidence::Handoff);
    check_outcome(
        "user: agent please\nbot: I'll connect you with an agent.\n-- no handoff",
        Unknown,
        Evidence::None,
    );
    check_outcome("user: x\nbot: I'll connect you with an agent.", Unknown, Evidence::None);
    check_outcome("bot: I'll connect you with an agent.\nuser: agent please", Unknown, Evidence::None);
    check_outcome("user: x\nbot: It ships today.\nuser: thanks\nbot: Bye", Resolved, Evidence::Text);
    check_outcome("user: x\nbot: Which size?", Abandoned, Evidence::Text);
    check_outcome("user: x\nbot: Which size?\nuser: 42", Unknown, Evidence::None);
    check_outcome("user: x\nbot: I didn't get that.\nuser: forget it", Abandoned, Evidence::Text);
    check_outcome("user: x\nbot: It ships today. Anything else?", Unknown, Evidence::None);
}

#[test]
fn a_yes_or_no_to_did_this_help_is_an_explicit_answer() {
    use Outcome::{Escalated, Resolved, Unknown, Unresolved};
    check_outcome("user: x\nbot: Did this help?\nuser: yes", Resolved, Evidence::Rating);
    check_outcome("user: x\nbot: Did this help?\nuser: no", Unresolved, Evidence::Rating);
    check_outcome("user: x\nbot: Did this help?\nuser: no\nagent: Hi", Escalated, Evidence::Rating);
    check_outcome("user: x\nbot: It is blue.\nuser: yes", Unknown, Evidence::None);
    check_outcome("user: x\nbot: Did this help?", Unknown, Evidence::None);
    let taken_back = "user: x\nbot: Did this help?\nuser: no\nbot: Press it twice.\nuser: that worked";
    check_outcome(taken_back, Resolved, Evidence::Text);
}

#[test]
fn thanks_do_not_settle_what_is_open() {
    check_outcome("user: x\nbot: y\nuser: no thanks", Outcome::Unknown, Evidence::None);
    check_outcome("user: x\nbot: y\nuser: thanks\nuser: where is it?", Outcome::Unknown, Evidence::None);
    check_outcome("user: x\nbot: y\nuser: thanks\nuser: still not working", Outcome::Unknown, Evidence::None);
    check_outcome("user: agent please\nuser: thanks", Outcome::Unknown, Evidence::None);
}

#[test]
fn nobody_abandons_a_greeting() {
    check_outcome("bot: Hi! How can I help you?", Outcome::Unknown, Evidence::None);
    check_outcome("", Outcome::Unknown, Evidence::None);
}

#[test]
fn a_handoff_is_not_contained() {
    check("user: refund please\nbot: one moment\n-- handoff", "containment_rate", Some("0/1"));
    check("user: refund please\nbot: one moment\n-- handoff", "handoff_rate", Some("1/1"));
    check("user: refund please\nbot: one moment", "containment_rate", Some("1/1"));
    check("bot: Hi", "containment_rate", None);
    check("bot: Hi", "handoff_rate", None);
}

#[test]
fn bot_resolution_is_read_in_three_ways() {
    let assumed = "bot_resolution_assumed_rate";
    check("user: x\nbot: y", assumed, Some("1/1"));
    check("user: agent please\nbot: y", assumed, Some("0/1"));
    check("user: x\nbot: I didn't get that.", assumed, Some("0/1"));
    check("user: x\nagent: y", assumed, Some("0/1"));
    let confirmed = "bot_resolution_confirmed_rate";
    check("user: x\nbot: y", confirmed, Some("0/1"));
    check("user: x\nbot: y\nuser: thanks", confirmed, Some("1/1"));
    check("user: x\nbot: y\n-- rated 5/5", confirmed, Some("1/1"));
    check("user: x\nbot: y\nagent: z\n-- rated 5/5", confirmed, Some("0/1"));
    check("user: x\nbot: y\nuser: thanks", "bot_resolution_durable_rate", None);
}

#[test]
fn fallbacks_are_counted_per_bot_message_and_per_conversation() {
    let two =
        "user: x\nbot: I didn't get that.\nuser: y\nbot: I didn't get that.\nbot: Bye\n====\nuser: x\nbot: y";
    check(two, "fallback_rate", Some("2/4"));
    check(two, "fallback_conversation_rate", Some("1/2"));
    check("-- missed\nuser: x\nbot: Aha.\nbot: More.", "fallback_rate", Some("1/2"));
    check("user: x\nagent: I didn't get that.", "fallback_rate", None);
}

#[test]
fn a_bounce_needs_a_greeting_and_at_most_one_user_message() {
    check("bot: Hi", "bounce_rate", Some("1/1"));
    check("bot: Hi\nuser: x\nbot: y", "bounce_rate", Some("1/1"));
    check("bot: Hi\nuser: x\nuser: y", "bounce_rate", Some("0/1"));
    check("user: x\nbot: y", "bounce_rate", None);
    check("system: opened\nuser: x\nbot: y", "bounce_rate", None);
}

#[test]
fn satisfaction_takes_each_rating_on_its_own_scale() {
    let mixed = "-- rated 5/5\n====\n-- rated 1/1\n====\n-- rated 10/10\n====\n-- rated 1/5\n====\nuser: x";
    check(mixed, "csat_top2", Some("3/4"));
    check(mixed, "csat_mean", Some("3.6666666666666665"));
    check(mixed, "csat_response_rate", Some("4/5"));
    check("user: x", "csat_top2", None);
    check("user: x\n-- rated 1/1", "csat_mean", None);
    check("user: x\n-- rated NaN/5", "csat_response_rate", Some("0/1"));
}

#[test]
fn users_are_ids_and_conversations_without_one() {
    let five = "-- id 1\n====\n-- id 200\n====\n-- id 1\n====\nuser: x\n====\nuser: y";
    check(five, "users", Some("4"));
    check(five, "unique_users", Some("2"));
    check(five, "new_users", Some("1"));
    check(five, "returning_users", Some("1"));
    check(five, "identified_share", Some("3/5"));
}

#[test]
fn length_counts_messages_turns_and_time() {
    let talk = "0 system: opened\n10 user: a\n12 user: b\n15 system: note\n20 user: c\n70 bot: d";
    check(talk, "message_count", Some("4"));
    check(talk, "turn_count", Some("2"));
    check(talk, "session_length", Some("60000"));
    check("10 user: a", "session_length", None);
    check("10 user: a\n====\nuser: a\nbot: b\nuser: c\nbot: d", "message_count", Some("2.5"));
}

#[test]
fn responses_run_from_the_end_of_the_users_turn() {
    let talk = "0 bot: hi\n10 user: a\n20 user: b\n25 bot: c\n26 bot: d\n30 user: e\n50 agent: f\n60 bot: g";
    check(talk, "first_response_time", Some("15000"));
    check(talk, "response_time_bot", Some("5000"));
    check(talk, "response_time_agent", Some("20000"));
    check("10 user: a\nbot: b", "first_response_time", None);
    check("10 user: a\n5 bot: b", "first_response_time", None);
    check("user: a\nbot: b", "response_time_bot", None);
}

#[test]
fn engagement_counts_user_turns() {
    let talks =
        "bot: hi\n====\nuser: hello\nuser: a\nbot: b\n====\nuser: hi\nbot: b\nuser: c\nbot: d\nuser: e";
    check(talks, "engaged_conversations", Some("2"));
    check(talks, "engaged_rate", Some("2/3"));
    check(talks, "deeply_engaged_rate", Some("1/3"));
    check(talks, "inquiries", Some("1"));
}

#[test]
fn days_and_hours_are_those_of_the_zone() {
    // 2026-03-01T23:30Z is already Monday, 2 March, half past midnight in Berlin.
    let board = board_of(
        "1772407800 user: a\n1772494200 bot: b\n====\n1772580600 user: c\nuser: no time\n====\nuser: no time\nbot: x",
    );
    let conversations = &board.series["conversations_over_time"];
    assert_eq!((conversations.start.as_str(), &conversations.counts[..]), ("2026-03-02", &[1, 0, 1][..]));
    assert_eq!(board.series["utterances_over_time"].counts, [1, 1, 1]);
    assert_eq!(board.series["abandoned_over_time"].counts, [0, 0, 0]);
    assert_eq!(board.series["unknown_over_time"].counts, [1, 0, 1]);
    let grid = &board.grids["conversations_by_hour"];
    assert_eq!((grid.n, grid.counts[0], grid.counts[48], grid.counts.len()), (2, 1, 1, 168));
}

#[test]
fn channels_come_largest_first_and_unknown_is_one() {
    let board = board_of("-- channel web\n====\n-- channel app\n====\nuser: x\n====\n-- channel web");
    let expected = [("web", 2), ("app", 1), ("unknown", 1)];
    let expected: Vec<_> = expected.iter().map(|&(name, count)| (name.to_owned(), count)).collect();
    assert_eq!(board.breakdowns["channels"].parts, expected);
}

#[test]
fn a_rate_over_few_cases_says_so_and_one_over_none_is_absent() {
    let board = board_of("user: x\nbot: y");
    let rate = &board.figures["containment_rate"];
    assert_eq!(rate.state, State::TooFew);
    assert_eq!(rate.reason.as_deref(), Some("fewer than 5 engaged conversations"));
    assert!(rate.value == Some(1.0) && rate.interval.as_ref().unwrap().method == "wilson");
    let absent = &board.figures["csat_top2"];
    assert_eq!((absent.value, absent.interval.is_none(), absent.of), (None, true, Some(0)));
    assert_eq!(absent.reason.as_deref(), Some("no conversation has a rating"));
    assert_eq!(board.figures["session_length"].reason.as_deref(), Some("the files hold no times"));
    assert_eq!(board_of(&["user: x"; 5].join("\n====\n")).figures["containment_rate"].state, State::Ok);
}

/// The three conversations of the format samples, as their oracle describes them, without what the
/// source says about status.
fn oracle() -> Vec<Talk> {
    Talk::all(
        "-- id 0\n-- channel web\n-- rated 5/5\n-- no handoff
         1772442845 user: Hi, where is my order 48213?
         1772442847 bot: Order 48213 left our warehouse this morning. You should get it tomorrow.
         1772442880 user: Great, thanks!
         1772442881 bot: Happy to help. Anything else?
         ====
         -- id 1\n-- channel web\n-- rated 4/5\n-- handoff
         1772473930 user: my blender makes a burning smell when I switch it on
         1772473932 bot: Sorry, I didn't get that. Could you rephrase?
         1772473975 user: it smells burnt!! is it dangerous?
         1772473977 bot: I'm not sure I understand. Let me connect you with a colleague.
         1772474000 system: Marta Silva joined the chat
         1772474042 agent: Hello, this is Marta. Please unplug it right away. I'm sending you a replacement.
         1772474130 user: ok, done. Thank you Marta
         ====
         -- id 2\n-- channel whatsapp\n-- no handoff
         1772521391 user: Guten Morgen, kann ich das Rückgaberecht auch nach 30 Tagen nutzen? 🤔
         1772521393 bot: Das Rückgaberecht gilt 30 Tage ab Lieferung. Möchten Sie mit einem Menschen sprechen?
         1772521499 user: nein, schon gut; schreiben Sie mir an [EMAIL 1], \"bitte\" bald",
    )
}

#[test]
fn the_sample_conversations_give_the_oracles_figures() {
    let talks = oracle();
    let outcomes: Vec<_> = talks.iter().map(|talk| outcome_of(&talk.view())).collect();
    assert_eq!(
        outcomes,
        [
            (Outcome::Resolved, Evidence::Rating),
            (Outcome::Resolved, Evidence::Rating),
            (Outcome::Unknown, Evidence::None)
        ]
    );
    let board = partial_of(&talks).finish();
    for (name, expected) in [
        ("conversations", Some("3")),
        ("utterances", Some("13")),
        ("containment_rate", Some("2/3")),
        ("handoff_rate", Some("1/3")),
        ("fallback_rate", Some("2/5")),
        ("csat_top2", Some("2/2")),
        ("csat_response_rate", Some("2/3")),
        ("csat_mean", Some("4.5")),
        ("resolution_rate", Some("2/2")),
        ("unknown_outcome_share", Some("1/3")),
        ("bounce_rate", None),
        ("message_count", Some("4")),
        ("first_response_time", Some("2000")),
    ] {
        assert_eq!(shown(&board.figures[name]).as_deref(), expected, "{name}");
    }
}

#[test]
fn every_figure_is_defined_and_every_definition_is_produced() {
    let oracle = partial_of(&oracle()).finish();
    for board in [&oracle, &BoardPartial::new().finish()] {
        let mut produced: BTreeSet<&str> = BTreeSet::new();
        produced.extend(board.figures.keys().map(String::as_str));
        produced.extend(board.distributions.keys().map(String::as_str));
        produced.extend(board.series.keys().map(String::as_str));
        produced.extend(board.breakdowns.keys().map(String::as_str));
        produced.extend(board.grids.keys().map(String::as_str));
        let defined: BTreeSet<&str> = DEFINITIONS.iter().map(|definition| definition.name).collect();
        assert_eq!(produced, defined);
        assert_eq!(defined.len(), DEFINITIONS.len(), "a name is defined twice");
    }
    for definition in DEFINITIONS {
        let words = [definition.title, definition.formula, definition.when_empty];
        assert!(words.iter().all(|words| !words.is_empty()), "{}", definition.name);
        let rate = oracle.figures.get(definition.name).is_some_and(|figure| figure.interval.is_some());
        assert!(!rate || !definition.numerator.is_empty() && !definition.denominator.is_empty());
    }
}

#[test]
fn the_documentation_is_written_from_the_definitions() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/metrics.md");
    let page = definitions_markdown();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == page,
        "docs/metrics.md is stale: UPDATE_DOCS=1 cargo test --test insight writes it anew"
    );
}

fn any_utterance() -> impl Strategy<Value = UtteranceView> {
    let at = prop::option::of((-5_000_000_000_000i64..5_000_000_000_000).prop_map(Millis));
    (0u8..4, at, any::<u16>(), any::<u64>()).prop_map(|(role, at, marks, heard)| UtteranceView {
        role: Role::from_number(role),
        at,
        marks: Marks(marks),
        heard: Heard::of_bits(heard),
        taught: 0,
        row: 0,
    })
}

prop_compose! {
    fn any_talk()(
        user in prop::option::of(0u32..300),
        channel in prop::option::of("[a-c ]{0,2}"),
        rating in prop::option::of((0u8..11, prop::sample::select(vec![1.0, 3.0, 5.0, 10.0]))),
        stated in prop::option::of(prop::sample::select(Outcome::ALL.to_vec())),
        handoff in prop::option::of(any::<bool>()),
        said in prop::collection::vec(any_utterance(), 0..12),
    ) -> Talk {
        let rating = rating.map(|(score, max)| Rating { score: f64::from(score), max });
        Talk { user, channel, rating, stated, handoff, said }
    }
}

proptest! {
    #[test]
    fn any_split_and_any_order_give_the_same_board(
        talks in prop::collection::vec((any_talk(), 0usize..5), 0..40),
        order in Just((0..5usize).collect::<Vec<_>>()).prop_shuffle(),
        pair_first in any::<bool>(),
    ) {
        let whole = partial_of(talks.iter().map(|(talk, _)| talk));
        let mut shards: Vec<_> = (0..5)
            .map(|shard| partial_of(talks.iter().rev().filter(|(_, at)| *at == shard).map(|(talk, _)| talk)))
            .collect();
        let mut merged = BoardPartial::new();
        if pair_first {
            let (from, to) = (shards[order[0]].clone(), order[1]);
            shards[to].merge(&from);
            shards[order[0]] = BoardPartial::new();
        }
        for shard in order {
            merged.merge(&shards[shard]);
        }
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(merged.finish(), whole.finish());
    }
}
