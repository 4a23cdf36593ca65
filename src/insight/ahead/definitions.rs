//! Warnings and the link with what became of users, in words.

use crate::insight::Definition;

pub const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "early_warning",
        title: "Early warning",
        formula: "After each message of a user, until they ask for a person or reach one: how likely the conversation is \
                  to be passed to a person, or to be abandoned, by what is known so far (how many messages, how often the \
                  bot did not understand, negative messages, something said once more, a no to whether it helped). A \
                  logistic regression with a ridge, learned from two of three conversations; all figures are of the third \
                  that was held back. It warns from the chance on at which what it learned from has the best balance of \
                  right warnings and warned ends. Told apart: how likely a message of a conversation that ends so is \
                  thought more likely than one of another (0.5 is chance).",
        numerator: "messages after which it warns and whose conversation ends so",
        denominator: "messages after which it warns; messages whose conversation ends so; all messages",
        excluded: "messages after which a person was asked for or reached",
        when_empty: "no rows: too few messages of conversations that end so: 50 to learn from and 25 held back are needed",
        evidence: "",
    },
    Definition {
        name: "early_reasons",
        title: "What warnings go by",
        formula: "By how much each thing that is known multiplies the odds of the end, all others being the same: above 1 \
                  they rise.",
        numerator: "",
        denominator: "",
        excluded: "as in the early warning",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "outcome_link",
        title: "What goes with what became of users",
        formula: "Of users with and without each segment, signal and course of any of their conversations, the share of \
                  whom a column of the source holds, and the ratio of their odds with Woolf's interval. That it goes along \
                  does not say that it is the cause.",
        numerator: "users of whom the column holds",
        denominator: "users of whom it says something",
        excluded: "groups of fewer than 5 users; conversations without a user",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "outcome_model",
        title: "What is foretold of users",
        formula: "Each fifth of the users is foretold from the other four by a logistic regression with a ridge of all \
                  segments, signals and courses; then all are put into five groups by what is foretold. Where foretold and \
                  seen agree, what is foretold can be taken at its word.",
        numerator: "users of whom the column holds",
        denominator: "users of the group",
        excluded: "conversations without a user",
        when_empty: "no rows: too few users: 30 of whom it holds and 30 of whom it does not are needed",
        evidence: "",
    },
    Definition {
        name: "outcome_told_apart",
        title: "How well it is foretold",
        formula: "How likely a user of whom the column holds is foretold it rather than one of whom it does not: 1 is \
                  always, 0.5 is chance. Each is foretold from other users alone.",
        numerator: "users who are foretold",
        denominator: "users of whom the column says something",
        excluded: "conversations without a user",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "early_risks",
        title: "Conversations at risk",
        formula: "Conversations of which nothing says how they ended: how likely each is to be passed to a person or to be \
                  abandoned, by the early warning after the latest message of its user; and what makes the likelier of both \
                  ends likelier, if it multiplies the odds by 1.1 at least. The likeliest first, of equals the latest, 50 at most.",
        numerator: "",
        denominator: "",
        excluded: "conversations in which a person was asked for or reached; those whose end is known",
        when_empty: "no rows",
        evidence: "outcome:unknown",
    },
    Definition {
        name: "outcome_risks",
        title: "Customers at risk",
        formula: "Users of whom the column does not hold: how likely it is foretold of each, from other users alone, and which \
                  of their segments, signals and courses make it likelier, if they multiply the odds by 1.1 at least. The \
                  likeliest first, 50 at most, with their latest conversation. It says where to look, not that it will be \
                  so.",
        numerator: "",
        denominator: "",
        excluded: "users of whom the column holds; conversations without a user",
        when_empty: "no rows: too few users: 30 of whom it holds and 30 of whom it does not are needed",
        evidence: "",
    },
];
