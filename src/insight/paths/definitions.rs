//! What journeys count, in words.

use crate::insight::Definition;

/// The definitions of journeys.
pub const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "journeys",
        title: "Journeys",
        formula: "Conversations in which a user says something, and that come to the state from which on, or up to \
                  which, they are followed. Each is a row of states, one for each message of user, bot and agent, and \
                  the end. A user's message is its intent by the source; without one, a wish for a person, a chosen \
                  quick reply, a greeting, thanks, a yes or a no, its topic (where the source states no intents at all), \
                  how far along the way to buying it is, or anything else. A bot's is not understood, handed over (as where it is counted who reached a person), asks \
                  whether that helped, asks, says goodbye, greets, or answers anything else. The end is the outcome. \
                  Looked at by needs, only matters, wishes for a person, what was not understood, handovers, persons \
                  and the end stand there (no intents of greetings, thanks and a yes, unless something is asked); by acts, all of it; by replies, a chosen quick reply is a state of its own.",
        numerator: "conversations that come to the state",
        denominator: "conversations in which a user says something",
        excluded: "conversations without a message of a user; notices. Where the words of a conversation are not kept, \
                   its quick replies are not known",
        when_empty: "0",
        evidence: "is:engaged",
    },
    Definition {
        name: "journey_states",
        title: "States on the way",
        formula: "States of each journey, several in a row that are the same counted once, the end among them: the \
                  middle one of all journeys.",
        excluded: "conversations that do not come to the state from which on, or up to which, they are followed",
        when_empty: "absent",
        evidence: "is:engaged",
        ..Definition::EMPTY
    },
    Definition {
        name: "journey_loop_rate",
        title: "Journeys with a loop",
        formula: "Journeys that come back to a matter by the source's intent or its topic, to a failure to understand, or to a wish \
                  for a person ÷ journeys.",
        numerator: "journeys with at least one loop",
        denominator: "journeys",
        excluded: "nothing",
        when_empty: "absent",
        evidence: "is:engaged",
    },
    Definition {
        name: "journey_conformance_rate",
        title: "Journeys as intended",
        formula: "Conversations whose states, from the first to the end, are those of the intended way ÷ conversations \
                  in which a user says something. Several in a row that are the same are one. A way that names no end \
                  may have any.",
        numerator: "conversations that go the intended way",
        denominator: "conversations in which a user says something",
        excluded: "conversations without a message of a user",
        when_empty: "absent",
        evidence: "is:engaged",
    },
    Definition {
        name: "journeys_against",
        title: "Journeys of the other selection",
        formula: "Journeys of the selection that this one is compared with. What both mean counts there alone; where all of \
                  this selection is such, it counts here, and the rest of the other there.",
        excluded: "conversations that count in this selection",
        when_empty: "0",
        ..Definition::EMPTY
    },
    Definition {
        name: "journey_flow",
        title: "Flow",
        formula: "Journeys by the state in each layer, and from one layer to the next. Several in a row that are the \
                  same are one. The first layer is the state from which on they are followed, or their beginning; of a \
                  way back, the first time that they come to the state, or the end. Colours are outcomes.",
        numerator: "journeys that are at a state in a layer",
        denominator: "journeys",
        excluded: "layers beyond those that are shown",
        when_empty: "no layers",
        evidence: "is:engaged",
    },
    Definition {
        name: "journey_graph",
        title: "What follows what",
        formula: "For each two states of which one stands straight behind the other: the conversations in which it is \
                  so, how often it is, and the middle of the times between the two messages. A state that stands behind \
                  itself counts too. An end has no time.",
        excluded: "of times: those of messages without one",
        when_empty: "nothing",
        evidence: "is:engaged",
        ..Definition::EMPTY
    },
    Definition {
        name: "journey_ways",
        title: "Ways",
        formula: "Journeys of the very same states, several in a row that are the same being one; the most frequent \
                  first, 20 at most. Where there are more than 32,768 different ones, those of a fixed sample of the \
                  conversations are counted.",
        numerator: "journeys of these states",
        denominator: "journeys, or those in the sample",
        excluded: "ways of fewer than 5 journeys and of more than 40 states, which stand together in the last row",
        when_empty: "no rows",
        evidence: "is:engaged",
    },
    Definition {
        name: "journey_loops",
        title: "Loops and what they cost",
        formula: "A journey that comes back to a matter by the source's intent or its topic, to a failure to understand, or to a \
                  wish for a person makes a loop of all such states since it was there. The loop is taken out, and the \
                  walk goes on, so that no message is in two loops and their costs add up (erasure of loops in their \
                  order, G. F. Lawler, 1980). Messages are counted from being there to being there again, those of \
                  loops within left to these; time likewise, where both messages have one.",
        excluded: "loops of fewer than 5 conversations. Of loops through more than four states only where they begin is \
                   told",
        when_empty: "no rows",
        evidence: "is:engaged",
        ..Definition::EMPTY
    },
    Definition {
        name: "journey_drop_offs",
        title: "Where they leave",
        formula: "Abandoned journeys by the last state before the end, and of all that come to this state how many \
                  leave there.",
        numerator: "journeys with outcome abandoned whose last state it is",
        denominator: "abandoned journeys; journeys that come to the state",
        excluded: "states at which fewer than 5 leave; stretches that are followed up to a state",
        when_empty: "no rows",
        evidence: "outcome:abandoned",
    },
    Definition {
        name: "journey_leaving",
        title: "What those who leave have in common",
        formula: "Of conversations that come to a state: those that are abandoned with it as the last, against those \
                  that go on, by what is known when they first come there. Channel, language and variant; the mood and \
                  the segment of the user's messages by then, the last that was heard; whether the bot did not understand before, whether the user said \
                  something once more in other words, and whether it took more than 6 messages. Shares are tested by \
                  two proportions, by Fisher's exact test where fewer than 5 are expected, all at once by Holm's \
                  method; what stands here is below 5 %. The interval of the difference is Newcombe's.",
        numerator: "conversations with it",
        denominator: "conversations that leave; conversations that go on",
        excluded: "what fewer than 5 have, and what chance explains",
        when_empty: "no rows",
        evidence: "outcome:abandoned",
    },
    Definition {
        name: "journey_leaving_words",
        title: "Words of those who leave",
        formula: "Of conversations that come to a state: words and pairs of words that the user said by then, in those \
                  that are abandoned there against those that go on. By the logarithm of the odds with a prior of what \
                  both together say, ten conversations strong (Monroe, Colaresi and Quinn, 2008), all at once by Holm's \
                  method; what stands here is below 5 %. Where there are more than 65,536 different ones, those of a \
                  fixed sample of the conversations are counted.",
        numerator: "conversations with the words",
        denominator: "conversations that leave; conversations that go on",
        excluded: "words of fewer than 5 conversations, what chance explains, and conversations whose words are not kept",
        when_empty: "no rows",
        evidence: "outcome:abandoned",
    },
    Definition {
        name: "journey_differences",
        title: "Steps that differ",
        formula: "For each two states of which one stands straight behind the other, the share of journeys with it in \
                  this selection and in the other. The interval of the difference is Newcombe's; how likely it is by \
                  chance comes from the test of two proportions, or Fisher's where fewer than 5 are expected, adjusted \
                  for all steps by Holm's method.",
        numerator: "journeys with the step",
        denominator: "journeys of each selection, those that both mean in one of them",
        excluded: "steps of fewer than 5 journeys of both together",
        when_empty: "no rows",
        evidence: "is:engaged",
    },
    Definition {
        name: "journey_deviations",
        title: "Where they leave the intended way",
        formula: "Conversations that do not go the intended way, by how far they go on it and the state that comes \
                  where it is left. Where several parts could come next, the furthest counts.",
        numerator: "conversations that leave there",
        denominator: "conversations in which a user says something",
        excluded: "what fewer than 5 do",
        when_empty: "no rows",
        evidence: "is:engaged",
    },
];
