//! What it took to settle a conversation, where users gave up, what they leave and how they judge: small transcripts
//! counted by hand.

#[path = "insight/talk.rs"]
mod talk;

use undertone::insight::{Board, State};

use talk::{board_of, check, shown};

/// Conversations parted by `====`: what a board says of them, by name.
type Expected = &'static [(&'static str, Option<&'static str>)];

const CASES: &[(&str, Expected)] = &[
    // Thanked: what is counted ends before the thanks.
    (
        "0 bot: hi\n10 user: where is it\n15 bot: On its way.\n40 user: and when will it be here\n
         50 bot: Tomorrow.\n90 user: thanks\n95 bot: Bye",
        &[
            ("resolution_time", Some("40000")),
            ("resolution_turns", Some("2")),
            ("deflection_rate", Some("1/1")),
            ("automation_rate", Some("1/1")),
            ("handle_time", None),
            ("skewed_times", Some("0/1")),
        ],
    ),
    // The source says so: all of it.
    (
        "10 user: where is it\n15 bot: On its way.\n40 user: thanks\n-- resolved",
        &[("resolution_time", Some("30000")), ("resolution_turns", Some("2"))],
    ),
    // A yes to "did this help?": up to the question, whatever comes after it.
    (
        "10 user: where is it\n15 bot: Did this help?\n40 user: yes\n50 bot: Fine.\n70 user: a new one",
        &[("resolution_time", Some("5000")), ("resolution_turns", Some("1"))],
    ),
    // By a person: resolved, not automatically; the agent's first to last message.
    (
        "10 user: where is it\n20 agent: I will look.\n80 agent: It is here.\n90 user: great\n-- resolved",
        &[
            ("resolution_time", Some("80000")),
            ("handle_time", Some("60000")),
            ("automation_rate", Some("0/1")),
            ("deflection_rate", Some("0/1")),
        ],
    ),
    // One message of an agent takes no time, and is one.
    ("10 user: x\n20 agent: y", &[("handle_time", Some("0")), ("resolution_turns", None)]),
    // Nothing but thanks is one turn; it is no inquiry that was served.
    ("10 user: thanks", &[("resolution_turns", Some("1")), ("resolution_time", None)]),
    // Without times there is no duration, and with times against the order neither.
    ("user: a\nbot: b\nuser: thanks", &[("resolution_time", None), ("resolution_turns", Some("1"))]),
    (
        "10 user: where is it\n5 bot: On its way.\n40 user: thanks",
        &[("resolution_time", None), ("skewed_times", Some("1/1")), ("resolution_turns", Some("1"))],
    ),
    ("10 user: a\n10 bot: b\n10 user: thanks", &[("resolution_time", Some("0")), ("skewed_times", Some("0/1"))]),
    // Silence resolves nothing.
    ("user: where is it\nbot: On its way.", &[("deflection_rate", Some("0/1")), ("automation_rate", None)]),
    ("user: hi\nbot: Hello!", &[("deflection_rate", None)]),
    ("", &[("deflection_rate", None), ("resolution_time", None), ("skewed_times", None)]),
    // What the user leaves, and thinks of it.
    ("-- contact\nuser: mail me\n====\nuser: x\n====\nbot: hi", &[("lead_capture_rate", Some("1/2"))]),
    ("bot: hi", &[("lead_capture_rate", None), ("feedback_positive_rate", None)]),
    (
        "user: a\n-- up\nbot: b\n-- down\nbot: c\n-- up\nagent: d\n====\nuser: e\n-- up\nbot: f\nbot: g",
        &[("feedback_positive_rate", Some("2/3"))],
    ),
    // The source and the user.
    (
        "user: a\n-- resolved\n-- rated 1/5\n====\nuser: a\n-- resolved\n-- rated 5/5\n====\nuser: a\n-- unresolved\n
         -- rated 4/5\n====\nuser: a\n-- resolved\n-- rated 3/5\n====\nuser: a\n-- rated 1/5\n====\n
         user: a\nbot: Did this help?\nuser: no\n-- resolved",
        &[("contradicting_outcomes", Some("3/4"))],
    ),
    ("user: a\n-- resolved", &[("contradicting_outcomes", None)]),
    // Nobody can be known again in a pile without users.
    (
        "10 user: where is it\n15 bot: On its way.\n40 user: thanks",
        &[
            ("first_contact_resolution_rate", None),
            ("bot_resolution_durable_rate", None),
            ("quality_deflection_rate", None),
            ("repeat_contact_rate", None),
            ("followed_share", Some("0/1")),
        ],
    ),
];

#[test]
fn what_is_counted_by_hand_is_counted() {
    for (transcripts, figures) in CASES {
        for (name, expected) in *figures {
            check(transcripts, name, *expected);
        }
    }
}

fn parts(board: &Board, name: &str) -> Vec<(String, u64)> {
    board.breakdowns[name].parts.clone()
}

fn named(parts: &[(&str, u64)]) -> Vec<(String, u64)> {
    parts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn where_users_gave_up_is_what_stands_at_the_end() {
    let board = board_of(
        "user: x\nbot: Which size?\n====\nuser: x\nbot: I didn't get that.\n====\n
         user: x\nbot: I didn't get that.\nuser: what about blue ones\n====\nuser: x\nbot: y\nuser: thanks\n====\nuser: x",
    );
    let ends = [("bot_fallback", 1), ("bot_question", 1), ("user_message", 1)];
    assert_eq!(parts(&board, "drop_off"), named(&ends));
    assert_eq!(board.breakdowns["drop_off"].of, 3);
    assert_eq!(parts(&board_of("user: x"), "drop_off"), []);
}

#[test]
fn ratings_on_several_scales_are_told_apart() {
    let board =
        board_of("-- rated 4/5\n====\n-- rated 2/5\n====\n-- rated 9/10\n====\n-- rated 1/1\n====\nuser: x");
    let scales = [("two_values", 1), ("to_5", 2), ("to_10", 1)];
    assert_eq!(parts(&board, "csat_scales"), named(&scales));
    assert_eq!(shown(&board.figures["csat_top2"]).as_deref(), Some("3/4"));
}

#[test]
fn five_are_enough_and_four_too_few() {
    for (times, state) in [(4, State::TooFew), (5, State::Ok)] {
        let board = board_of(&vec!["user: where is it\nbot: here\nuser: thanks"; times].join("\n====\n"));
        assert_eq!(board.figures["deflection_rate"].state, state, "{times}");
        assert_eq!(board.figures["automation_rate"].state, state, "{times}");
    }
}
