//! How comparisons are counted, in words.

use crate::insight::Definition;

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "compared_conversations",
        title: "Compared conversations",
        formula: "Conversations of the selection that are in exactly one of the arms.",
        numerator: "conversations in an arm",
        denominator: "conversations of the selection",
        excluded: "conversations that no arm means, and those that several mean",
        when_empty: "0",
        evidence: "",
    },
    Definition {
        name: "compared_users",
        title: "Compared users",
        formula: "Users with a conversation in an arm; a conversation without a user id counts as a user of its own.",
        numerator: "users with a conversation in an arm",
        excluded: "users none of whose conversations is in an arm",
        when_empty: "0",
        ..Definition::EMPTY
    },
    Definition {
        name: "comparison",
        title: "Comparison",
        formula: "Each figure of each arm against the control’s. The interval of the difference is at 95 % and holds \
                  however often one looks (an asymptotic confidence sequence, Waudby-Smith and others 2024, tightest \
                  at 1,000 users); it is of that row alone, and errors are taken over users, not over conversations. Of middles, such as message \
                  counts and times, the difference is in how many of all pairs the arm’s value is the higher one, \
                  beyond one half. p of one look is that of a test at a size fixed before: a z-test of two shares, \
                  Fisher’s exact test where fewer than 5 are expected in a cell, Welch’s t-test of means, \
                  Mann–Whitney of middles, or, where users repeat, a z-test with errors by user. p at any look holds \
                  however often one looks and is adjusted by Holm’s method for all rows; a difference is shown where \
                  it is at most 0.05.",
        excluded: "rows of fewer than 50 users in both arms, fewer than 20 cases in one, or of shares fewer than 15 \
                   hits or misses: there is not enough data",
        when_empty: "no rows, with the reason",
        ..Definition::EMPTY
    },
    Definition {
        name: "arms",
        title: "Arms",
        formula: "The selections that are compared, the control first. The split is checked by χ² against the one that \
                  was planned: with p below 0.001 it is broken, and nothing is read from it.",
        excluded: "conversations that several arms mean",
        when_empty: "no rows, with the reason",
        ..Definition::EMPTY
    },
    Definition {
        name: "any_difference",
        title: "Any difference between the arms",
        formula: "Of three arms and more: whether a share or a mean differs between any of them, by χ² (Pearson’s of \
                  shares; where users repeat and of means, Cochran’s with errors by user). One look at a size fixed \
                  before.",
        excluded: "middles, such as message counts and times",
        when_empty: "absent with two arms",
        ..Definition::EMPTY
    },
];
