//! What changes and forecasts are, in words.

use crate::insight::Definition;

pub const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "changes",
        title: "Changes",
        formula: "Series by day, of the conversations that began on it: how many there are; the shares with a fallback, \
                  passed to a person, abandoned, resolved, of negative messages, of good ratings; and how many of each \
                  segment, of each of the 30 most frequent intents (topics, where the source states no intents), with each signal. What is usual on a day is the \
                  median of the 29 days around it × what the weekday does. A day is judged by how far it is off on a \
                  scale on which chance has an even spread (square root of counts, arc sine of shares), wider where \
                  days differ more than by chance; days in a row, up to 14, by their sum; a new level by up to 28 days \
                  before and after it, where it lasts longer than 14 days. Segments, intents, topics and signals are named only \
                  where their share of all conversations moves too. Of all that is named one in ten is chance, in the \
                  mean (Benjamini and Hochberg, over all series and days, or all stretches, or all levels; segments, intents, \
                  topics and signals apart from the others). What \
                  differs by less than a tenth is not named.",
        numerator: "conversations, messages or ratings of the day that are so",
        denominator: "of shares, those that it can be so of",
        excluded: "series with fewer than 21 whole days; names with fewer than 20 conversations; a first or last day of \
                   which more than a tenth of the usual hours are missing; stretches of 7 days and more without any \
                   conversation; shares of fewer than 5 cases; all before the last two years",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "change_reasons",
        title: "What changes come from",
        formula: "Of each change the parts of the conversations (by intent or topic, segment, channel, language, version, tag, and \
                  columns of at most 12 values) that account for more of it than their share. What was expected of a part \
                  is what it had on up to 28 days before that were not out of the ordinary, brought to the days of the \
                  change as the whole is; of a share, the part's own share of the days before. Of the change: what there \
                  is beyond that ÷ the same of the whole. Usual share: what was expected of the part ÷ of the whole. The \
                  sentence names the part with the most beyond its share, and within it once more a part that is smaller \
                  and has at least four fifths of it. Intents count where the user states them, but not those that mostly stand at \
                  thanks, greetings, a no, or a wish for a person: they come with every failure.",
        numerator: "cases on the days of the change beyond those that were expected",
        denominator: "the same of all conversations",
        excluded: "parts of fewer than 5 cases, and those whose excess beyond their share is less than 3.5 standard \
                   deviations",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "forecast_tests",
        title: "How good forecasts were",
        formula: "Each day of the past from the 29th on the next 14 days are forecast from the days before it alone: by the \
                  median of the last three weeks, half of its trend, fading, and the weekday; and by the same weekday of \
                  last week. Error: the mean distance of the first from what came ÷ that of the second (below 1 the first \
                  is nearer). Where it is not below 1, the second is the forecast. Days within the interval: of the later \
                  half of those forecasts, those within the interval that the earlier half makes; 80 % are to be expected.",
        numerator: "distances of the forecast from what came",
        denominator: "distances of the same weekday of last week from it",
        excluded: "days that are not known as a whole, and stretches of days that are out of the ordinary (see Changes); \
                   series of fewer than 2 conversations a day",
        when_empty: "no rows; fewer than 42 whole days",
        evidence: "",
    },
    Definition {
        name: "forecasts",
        title: "Forecast",
        formula: "The 14 days behind the last, of all conversations day by day, and of the five most frequent intents (of \
                  topics where the source states no intents, of segments where there are none either) in all, by the forecast that was nearer in the past. The interval is where the \
                  middle 80 % of the errors of those forecasts of the past lie, of the first and of the second week.",
        numerator: "conversations",
        denominator: "",
        excluded: "as in the test of forecasts",
        when_empty: "no rows; fewer than 42 whole days",
        evidence: "",
    },
];
