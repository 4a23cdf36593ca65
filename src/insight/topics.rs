//! What conversations are about, and how each matter goes: by the topic of their first request that is in one.

use super::{
    Board, Case, Cell, Definition, Figure, Findings, Head, Sheet, SheetRow, Unit,
    figure::{Base, plain},
    groups::{LEAST, filter_by},
};
use crate::{
    conversation::{Named, Outcome, Role},
    ingest::Sentence,
    language::SentimentClass,
    order,
    query::Field,
    stats::{difference, wilson},
};

/// What is counted of a topic: its conversations; those in the window and in the one before; known outcomes, and of
/// them unresolved and abandoned ones; user messages whose mood is known, and negative ones; conversations with the
/// bot, and those with a fallback; engaged ones, and those handed off.
const COUNTS: usize = 11;

/// What any pile of conversations contributes to topics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicsPartial {
    /// By topic; under no name those with a user message whose requests are in none.
    by: Named<[u64; COUNTS]>,
    /// By topic what those are worth that were unresolved or abandoned, thousandths.
    at_stake: Named<i64>,
}

crate::frozen! { TopicsPartial { by, at_stake } }

impl TopicsPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    /// Takes in one conversation, with its topic, the window in which it began (0 for the later one), and what it is
    /// worth in thousandths.
    pub fn observe(&mut self, case: &Case<'_>, topic: Option<&str>, window: Option<u32>, worth: i64) {
        let digest = &case.digest;
        if topic.is_none() && digest.of_role(Role::User) == 0 {
            return;
        }
        let known = case.outcome != Outcome::Unknown;
        let (with_bot, engaged) = (digest.of_role(Role::Bot) > 0, digest.engaged());
        let is_lost = matches!(case.outcome, Outcome::Unresolved | Outcome::Abandoned);
        let counts = [
            1,
            u64::from(window == Some(0)),
            u64::from(window == Some(1)),
            u64::from(known),
            u64::from(is_lost),
            u64::from(case.voice.felt),
            u64::from(case.voice.classes[SentimentClass::Negative as usize]),
            u64::from(with_bot),
            u64::from(with_bot && digest.fallbacks > 0),
            u64::from(engaged),
            u64::from(engaged && digest.reached_agent(case.view.handoff)),
        ];
        self.add(topic.unwrap_or_default(), &counts);
        if is_lost {
            self.stake(topic.unwrap_or_default(), worth);
        }
    }

    fn stake(&mut self, topic: &str, worth: i64) {
        match self.at_stake.get_mut(topic) {
            Some(sum) => *sum += worth,
            None => drop(self.at_stake.insert(topic.to_owned(), worth)),
        }
    }

    fn add(&mut self, topic: &str, counts: &[u64; COUNTS]) {
        match self.by.get_mut(topic) {
            Some(sums) => add(sums, counts),
            None => drop(self.by.insert(topic.to_owned(), *counts)),
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: &Self) {
        other.by.iter().for_each(|(topic, counts)| self.add(topic, counts));
        other.at_stake.iter().for_each(|(topic, worth)| self.stake(topic, *worth));
    }

    /// The table of topics, the most frequent first, with what is at stake where a column said it. Those of fewer than
    /// five conversations stand in it together.
    pub fn finish(&self, worth: bool) -> Findings {
        let mut all = [0; COUNTS];
        self.by.values().for_each(|counts| add(&mut all, counts));
        let none = self.by.get("").copied().unwrap_or([0; COUNTS]);
        let mut board = Board::default();
        let base = Base { none: NO_USER, few: FEW };
        board.rate("topic_coverage", all[0] - none[0], all[0], base);
        let named = self.by.iter().filter(|(name, _)| !name.is_empty());
        let mut rows: Vec<(&str, [u64; COUNTS])> =
            named.map(|(name, counts)| (name.as_str(), *counts)).collect();
        order::sort_by(&mut rows, |one, two| two.1[0].cmp(&one.1[0]).then_with(|| one.0.cmp(two.0)));
        let shown = rows.iter().take_while(|(_, counts)| counts[0] >= LEAST).count();
        let stake_of = |name: &str| self.at_stake.get(name).copied().unwrap_or_default();
        let at_stake = |amount: i64| worth.then_some(amount);
        let (mut small, mut small_stake) = ([0; COUNTS], 0);
        rows[shown..].iter().for_each(|(name, _)| small_stake += stake_of(name));
        rows[shown..].iter().for_each(|(_, counts)| add(&mut small, counts));
        let named = rows[..shown].iter().map(|(name, counts)| {
            let filter = filter_by(Field::Topic, name);
            row(Cell::Text((*name).to_owned()), (counts, at_stake(stake_of(name))), &all, filter)
        });
        let mut rows: Vec<SheetRow> = named.collect();
        if small[0] > 0 {
            let counts = (&small, at_stake(small_stake));
            rows.push(row(Cell::Words(Sentence::of("others together")), counts, &all, String::new()));
        }
        if none[0] > 0 && !rows.is_empty() {
            let filter = filter_by(Field::Topic, "");
            let counts = (&none, at_stake(stake_of("")));
            rows.push(row(Cell::Words(Sentence::of("in no topic")), counts, &all, filter));
        }
        let sheet = Sheet {
            name: "topics".to_owned(),
            columns: [
                Head::words("Topic"),
                Head::figures("Conversations", Unit::Count),
                Head::figures("Share", Unit::Share),
                Head::figures("More or less than before", Unit::Points),
                Head::figures("Unresolved or given up", Unit::Share),
                Head::figures("Negative messages", Unit::Share),
                Head::figures("Not understood", Unit::Share),
                Head::figures("Handed off", Unit::Share),
            ]
            .into_iter()
            .chain(worth.then(|| Head::figures("At stake", Unit::Count)))
            .collect(),
            none: if rows.is_empty() { Sentence::of(NO_TOPICS) } else { Sentence::default() },
            rows,
        };
        Findings { board, sheets: vec![sheet], ..Findings::default() }
    }
}

fn add(sums: &mut [u64; COUNTS], counts: &[u64; COUNTS]) {
    sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
}

fn row(
    name: Cell,
    (counts, at_stake): (&[u64; COUNTS], Option<i64>),
    all: &[u64; COUNTS],
    filter: String,
) -> SheetRow {
    let [n, now, before, known, lost, felt, negative, with_bot, missed, engaged, handed] = *counts;
    let share = |n, of, none, few| Figure::rate("topics", n, of, Base { none, few }).into();
    let mut cells = vec![
        name,
        plain("topics", Unit::Count, Some(n as f64), n).into(),
        share(n, all[0], NO_USER, FEW),
        moved((now, all[1]), (before, all[2])).into(),
        share(lost, known, NO_OUTCOME, FEW),
        share(negative, felt, NO_MOOD, FEW_MESSAGES),
        share(missed, with_bot, NO_BOT, FEW),
        share(handed, engaged, NO_USER, FEW),
    ];
    let amount = |thousandths: i64| (thousandths as f64 / 1e3).round();
    // What one customer is worth is nobody's figure.
    let told = |worth: i64| {
        if lost < LEAST {
            Cell::Nothing
        } else {
            plain("topics", Unit::Count, Some(amount(worth)), lost).into()
        }
    };
    cells.extend(at_stake.map(told));
    SheetRow { cells, filter, ..SheetRow::default() }
}

/// By how much the share of the window is above that of the one before.
fn moved((now, of_now): (u64, u64), (before, of_before): (u64, u64)) -> Figure {
    let there = wilson(now, of_now).zip(wilson(before, of_before));
    let enough = of_now >= LEAST && of_before >= LEAST;
    let Some((here, then)) = there.filter(|_| enough) else {
        let none = plain("topics", Unit::Points, None, now);
        return Figure { reason: Some(NO_WINDOWS.to_owned()), ..none };
    };
    let (p, q) = (now as f64 / of_now as f64, before as f64 / of_before as f64);
    Figure {
        of: Some(of_now),
        interval: Some(difference((p, &here), (q, &then), "newcombe")),
        ..plain("topics", Unit::Points, Some(p - q), now)
    }
}

const NO_TOPICS: &str = "no topics were found: there are too few requests whose words are kept";
const NO_USER: &str = "no conversation has a user message";
const NO_OUTCOME: &str = "no conversation has a known outcome";
const NO_MOOD: &str = "no message could be listened to";
const NO_BOT: &str = "no conversation has a message of the bot";
const NO_WINDOWS: &str = "the data do not reach over two windows";
const FEW: &str = "fewer than 5 conversations";
const FEW_MESSAGES: &str = "fewer than 5 messages";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "topics",
        title: "Topics",
        formula: "What requests are about, found from what the language model says that they mean: requests that mean \
                  nearly the same are brought together, and these groups joined by Ward's method into a tree of up to \
                  256 topics. A request asks for something or tells what is wrong; greetings, thanks and data that the bot \
                  asked for are none. A conversation counts in the topic of its first request that is in one. More or \
                  less than before: the share in the last four weeks (the last week of shorter data) less that in as \
                  many days before. Unresolved or given up: of known outcomes. Negative messages: of the user's messages \
                  whose mood is known. Not understood: conversations with a fallback of those with the bot. Handed off: \
                  of engaged conversations. At stake: what the unresolved and abandoned conversations are worth together, \
                  by the column that was chosen.",
        denominator: "conversations with a user message",
        excluded: "topics of fewer than 5 conversations stand together; conversations whose words were not kept are in \
                   none",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "topic_coverage",
        title: "Conversations in a topic",
        formula: "Conversations of which a request is in a topic. The rest says too little, or what nobody else says.",
        numerator: "conversations in a topic",
        denominator: "conversations with a user message",
        excluded: "none",
        when_empty: "absent",
        evidence: "-topic:none",
    },
];
