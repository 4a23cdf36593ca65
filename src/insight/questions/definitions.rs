//! Questions in words: how each figure and table is counted.

use crate::insight::Definition;

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "question_coverage",
        title: "Requests that are a question of several",
        formula: "Requests whose meaning is near to that of a question ÷ requests whose words are kept. A question is a \
                  group of requests that mean the same in other words: groups are joined while their requests are as near \
                  as a cosine of 0.6 in the mean of all pairs, by what the language model says without what all requests \
                  share. A request belongs to the nearest question, from 0.5 on.",
        numerator: "requests near to a question",
        denominator: "requests whose words are kept",
        excluded: "greetings, thanks, a bare yes or no, and data that the bot asked for are no requests",
        when_empty: "absent",
        evidence: "-question:none",
    },
    Definition {
        name: "request_failure_rate",
        title: "Questions at which the bot failed",
        formula: "Questions after which the bot said that it did not understand, or whose answer is flagged (a thumb \
                  down, denied or corrected by the user, or the user asks once more in other words) ÷ questions that the \
                  bot answered.",
        numerator: "questions that the bot did not understand, or whose answer is flagged",
        denominator: "questions that the bot answered next",
        excluded: "questions that an agent answered, or nobody; requests that are in no question",
        when_empty: "absent",
        evidence: "-failed:none",
    },
    Definition {
        name: "questions",
        title: "Questions people ask",
        formula: "Questions by how often they are asked, each under its most typical wording, masked. Not understood: of \
                  those that the bot answered, those after which it said that it did not understand. Unresolved or given \
                  up: of its conversations with a known outcome. Handed off: of its engaged conversations. Its topic is \
                  the one that most of its wordings are in.",
        denominator: "conversations with such a request",
        excluded: "questions of fewer than 5 conversations, those behind the first hundred, and requests that are in no \
                   question stand together",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "questions_failed",
        title: "What the bot failed at",
        formula: "Questions at which the bot failed, by how often times the share at which it did. Failed: it said that \
                  it did not understand, or its answer is flagged. The source knows an intent for it where at least half of \
                  those requests have one that is no fallback; then the most frequent is named.",
        denominator: "questions that the bot answered",
        excluded: "questions of which fewer than 5 conversations went so; those behind the first 20",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "training_phrases",
        title: "Suggested training phrases",
        formula: "Of each question at which the bot failed, up to 15 masked wordings of its own at which it did: first the \
                  most typical one, then always the one that is farthest in meaning from those before it, without what is \
                  nearly the same or far from the typical one. Of more than 64 wordings a fixed sample is looked at. The \
                  intent is the source's where it knows one, else a name made of the words that stand out, which no \
                  intent of the source has. A draft to be read before use.",
        excluded: "wordings of fewer than two words beside what is masked",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "knowledge_entries",
        title: "Suggested knowledge base entries",
        formula: "Of each question at which the bot failed, its most typical wording and the most typical answer: of what \
                  the bot or an agent said next in resolved conversations, in at least five words and without a question, \
                  greeting, goodbye, handover or fallback, the masked text that is nearest in meaning to all others. Rests \
                  on: answers that mean nearly the same, of all of them. A draft to be checked: nobody says that the \
                  answer is right.",
        denominator: "answers in resolved conversations",
        excluded: "answers where there are fewer than 5, or of which fewer than four in ten mean nearly the same; of more than \
                   64 texts a fixed sample is looked at",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
];
