//! Where moods turn, in words.

use crate::insight::Definition;

const FORMULA: &str = "A mood turned at the first message from which on it is another than before: of all places in the \
                       order of the user's messages at which it goes the way of the whole, the one that divides their \
                       sentiments best (least squares), the first of equals. What stands there is what bot or agent said \
                       since the user's message before, and what the message itself does; several may. Beside it: how \
                       often the same stands at the other messages of these users, without the first of each \
                       conversation. It is what stands there, not why. Estimated by a model.";

const EXCLUDED: &str =
    "conversations with fewer than three user messages with a sentiment; what stands at fewer than 5 turns";

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "moods_worse_at",
        title: "Where moods turned for the worse",
        formula: FORMULA,
        numerator: "conversations at whose turn it stands",
        denominator: "conversations whose mood got worse: that of the last third of the user's messages lies at least 0.2 \
                      below that of the first",
        excluded: EXCLUDED,
        when_empty: "no rows",
        evidence: "trajectory:deteriorating",
    },
    Definition {
        name: "moods_better_at",
        title: "Where moods turned for the better",
        formula: FORMULA,
        numerator: "conversations at whose turn it stands",
        denominator: "conversations whose mood got better: that of the last third of the user's messages lies at least \
                      0.2 above that of the first, and not because of a dip between them",
        excluded: EXCLUDED,
        when_empty: "no rows",
        evidence: "trajectory:improving",
    },
    Definition {
        name: "moods_by_topic",
        title: "Moods that got worse, by topic",
        formula: "Conversations by the topic of their first request that is in one: how many of those whose mood can be \
                  followed got worse, and how many better. Ranked by how many got worse.",
        numerator: "conversations whose mood got worse",
        denominator: "conversations of the topic with at least three user messages with a sentiment",
        excluded: "topics with fewer than 5 such conversations that got worse, and those beyond the 20 first",
        when_empty: "no rows",
        evidence: "trajectory:deteriorating",
    },
    Definition {
        name: "moods_worse",
        title: "Who got worse, and where",
        formula: "The conversations whose mood turned most for the worse: by how much (the mean sentiment from the turn on \
                  less the mean before it), at which line, in which words, masked, and what stands there. The greatest \
                  first, 50 at most.",
        numerator: "",
        denominator: "",
        excluded: "conversations with fewer than three user messages with a sentiment",
        when_empty: "no rows",
        evidence: "trajectory:deteriorating",
    },
    Definition {
        name: "moods_better",
        title: "Who got better, and where",
        formula: "The same of conversations whose mood turned for the better.",
        numerator: "",
        denominator: "",
        excluded: "conversations with fewer than three user messages with a sentiment",
        when_empty: "no rows",
        evidence: "trajectory:improving",
    },
];
