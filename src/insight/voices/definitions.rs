//! What the tables of what is said with signals count, in words.

use crate::{insight::Definition, language::Signal};

/// The table of a signal's groups.
pub const fn sheet_of(signal: Signal) -> &'static str {
    match signal {
        Signal::ChurnRisk => "why_they_may_leave",
        Signal::Cancellation => "what_they_cancel",
        Signal::Expansion => "what_more_they_want",
        Signal::FeatureRequest => "features_asked_for",
        Signal::BugReport => "faults_reported",
        Signal::PriceObjection => "why_too_dear",
        Signal::Workaround => "gaps_worked_around",
        Signal::Discoverability => "what_they_cannot_find",
        _ => "",
    }
}

const fn groups(signal: Signal, title: &'static str, evidence: &'static str) -> Definition {
    Definition {
        name: sheet_of(signal),
        title,
        formula: "Conversations in which a user message has the signal, by the group of the first such message that is in \
                  one. Groups are found from what these messages mean, once for all data, as topics are from requests; a \
                  name is the phrase that stands out, and the words are the most typical message, masked. Users are told \
                  apart by the source; a conversation of nobody who is known counts as one. What a group is worth adds \
                  up, of each user, the most that one of these conversations is worth in the column that was chosen; the \
                  rows are ranked by it, or else by conversations. Estimated by a model.",
        numerator: "conversations of a group",
        denominator: "conversations with the signal",
        excluded: "groups of fewer than 5 conversations and those beyond the 20 first, which stand together; messages \
                   whose words were not kept",
        when_empty: "no rows",
        evidence,
    }
}

pub(super) const DEFINITIONS: &[Definition] = &[
    groups(Signal::ChurnRisk, "Why they may leave", "signal:churn_risk"),
    groups(Signal::Cancellation, "What they cancel", "signal:cancellation"),
    groups(Signal::Expansion, "What more they want", "signal:expansion"),
    groups(Signal::FeatureRequest, "Features asked for", "signal:feature_request"),
    groups(Signal::BugReport, "Faults reported", "signal:bug_report"),
    groups(Signal::PriceObjection, "Why it is too dear", "signal:price_objection"),
    groups(Signal::Workaround, "Gaps worked around", "signal:workaround"),
    groups(Signal::Discoverability, "What they cannot find", "signal:discoverability"),
    Definition {
        name: "fault_places",
        title: "Where faults show",
        formula: "Conversations in which a user reports a fault and names a platform or a version in one of their \
                  messages, by what is named. Read by stated rules; a conversation may name several.",
        numerator: "conversations with a fault that name it",
        denominator: "conversations with a fault",
        excluded: "what is named in fewer than 5 conversations, and beyond the 20 first; messages whose words were not kept",
        when_empty: "no rows",
        evidence: "signal:bug_report",
    },
    Definition {
        name: "competitors",
        title: "Competitors",
        formula: "Conversations in which a user compares with somebody else, by the names that are read in their messages \
                  by stated rules, in whatever capitals; the two latest messages that name each stand beside it, masked. \
                  Of them the share that speak of leaving, or cancel.",
        numerator: "conversations that name it",
        denominator: "conversations with the signal",
        excluded: "names in fewer than 5 conversations and those beyond the 20 first; words in which no name could be read",
        when_empty: "no rows",
        evidence: "signal:competitor",
    },
    Definition {
        name: "names_listed",
        title: "Names of your lists",
        formula: "Conversations in which a user names something that you listed among goals and money (competitors, \
                  products, plans, features), in whatever capitals, with a signal or without. What stands in a list goes \
                  before what is read by rules. Of them the share that speak of leaving, or cancel.",
        numerator: "conversations that name it",
        denominator: "",
        excluded: "names in fewer than 5 conversations and those beyond the 50 first; messages whose words were not kept",
        when_empty: "no rows",
        evidence: "",
    },
];
