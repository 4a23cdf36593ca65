//! What funnels count, in words.

use crate::insight::Definition;

/// The definitions of funnels.
pub const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "funnel_all",
        title: "Before the first step",
        formula: "Conversations of the selection; where users are counted, the users of these. A conversation without a \
                  user counts as somebody else’s each time.",
        excluded: "nothing",
        when_empty: "0",
        ..Definition::EMPTY
    },
    Definition {
        name: "funnel_conversion_rate",
        title: "Come through",
        formula: "Conversations, or users, that come to the last step ÷ those that come to the first.",
        numerator: "conversations or users that come to the last step",
        denominator: "conversations or users that come to the first step",
        excluded: "those that do not come to the first step",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "funnel_time",
        title: "Time from the first step to the last",
        formula: "The time between the two messages: the middle one of all that come through. A step that asks how a \
                  conversation ended is at its last message.",
        excluded: "those of which one of the two times is not known; funnels whose last step asks of the whole conversation",
        when_empty: "absent",
        ..Definition::EMPTY
    },
    Definition {
        name: "funnel_steps",
        title: "Steps",
        formula: "Who comes to each step behind those before it. A step is a filter. What it asks of messages (words, \
                  intent, segment, signal, emotion, mood, act, label, model, a state of journeys, is:handoff, is:fallback, \
                  is:asked_human, is:lead, is:rephrase, is:with_agent) must all hold of one message, and that must come \
                  behind the step before; other steps may stand between, unless they must follow directly: then no other \
                  matter, failure, handover or person that a journey by needs shows. A goal stands where what it \
                  asks for does; where several conditions on messages decide together, at the end. Outcome, evidence and rating stand at the end. All else holds of a \
                  conversation as a whole and stands nowhere. Of all rows of places that are the first few steps one \
                  behind the other the longest counts; of several, the one that begins first, then whose second step is first. Of users, all their messages stand in the order of their times. Where a time is set, all steps must come within it from the first.",
        numerator: "conversations or users that come to the step",
        denominator: "those that come to the step before; of the first, all; and those that come to the first",
        excluded: "where a time is set: steps at messages without one",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "funnel_drop_offs",
        title: "Where the others stop",
        formula: "Those that come to a step and not to the next one.",
        numerator: "conversations or users that stop at the step",
        denominator: "those that come to the step; and all that come to the first step and not to the last",
        excluded: "those that do not come to the first step",
        when_empty: "nothing",
        evidence: "",
    },
    Definition {
        name: "funnel_last",
        title: "What was last where they stop",
        formula: "Of conversations that come to a step and not to the next: the last state before the end that a journey by \
                  needs shows. The five most frequent of each step.",
        numerator: "conversations that stop at the step and end behind this state",
        denominator: "conversations that stop at the step",
        excluded: "states of fewer than 5 conversations; conversations in which no user says anything; users",
        when_empty: "nothing",
        evidence: "",
    },
    Definition {
        name: "funnel_leaving",
        title: "What sets those apart who stop",
        formula: "Of the step that is asked about: what is known, by the message that is the step, of those who stop there \
                  (channel, language and variant; the mood and the segment of the user's messages, the last that was heard; \
                  whether the bot did not understand, whether something was said once more, whether it took more than 6 \
                  messages), and which failures, wishes for a person and other acts come behind it before the next step or the end, \
                  against those who come to the next. The p-value is of a z-test of two shares, or of Fisher’s exact test \
                  where fewer than 5 are expected in a cell, adjusted by Holm’s method for all rows.",
        numerator: "conversations that have it",
        denominator: "conversations that stop there; and those that come to the next step",
        excluded: "what fewer than 5 have, and what chance explains (p of 0.05 or more)",
        when_empty: "nothing",
        evidence: "",
    },
    Definition {
        name: "funnel_leaving_words",
        title: "Words of those who stop",
        formula: "Of the step that is asked about: words and pairs of words that users say up to the message that is the \
                  step, of those who stop there against those who come to the next; by the logarithm of their odds with a \
                  prior (Monroe and others, 2008), adjusted by Holm’s method.",
        numerator: "conversations in which the user says it",
        denominator: "conversations that stop there; and those that come to the next step",
        excluded: "conversations whose words are not kept; what fewer than 5 say, and what chance explains; what is \
                   masked, and numbers",
        when_empty: "nothing",
        evidence: "",
    },
    Definition {
        name: "funnel_differences",
        title: "Steps of two selections",
        formula: "At each step, the share of those one step before that come to it, in this selection and in the other: \
                  what both mean counts in the other alone; where all of this selection is such, it counts here, and the \
                  rest of the other there. The interval of the difference is Newcombe’s, the p-value of a z-test of two \
                  shares, or of Fisher’s exact test where fewer than 5 are expected in a cell; where a user is there more \
                  than once, both are by users (ratio estimator). p-values are adjusted by Holm’s method for all rows. \
                  Beside it stands how many would be needed in each to see a difference of a tenth of what is there at \
                  one look, in four of five cases.",
        numerator: "conversations or users that come to the step",
        denominator: "those that come to the step before",
        excluded: "steps to which nobody comes here or there",
        when_empty: "nothing",
        evidence: "",
    },
];
