//! What a panel shows of a moment: the figures of a window beside those of the history, what is asked, who is talking
//! right now, and how many messages come. Names and numbers; no words of a conversation.

use std::collections::BTreeMap;

use super::{Beat, Live, Window};
use crate::{
    conversation::Role,
    ingest::Sentence,
    insight::{Board, Breakdown, EarlyWarning, Figure, compared},
    language::Marks,
};

/// Figures shown, by their names, the most asked for first.
pub const SHOWN: [&str; 12] = [
    "conversations",
    "utterances",
    "fallback_rate",
    "handoff_rate",
    "containment_rate",
    "resolution_rate",
    "negative_share",
    "bounce_rate",
    "csat_top2",
    "lead_capture_rate",
    "first_response_time",
    "rephrase_rate",
];

/// Splits shown, by their names.
const SPLIT: [&str; 4] = ["segment", "signal", "emotion", "outcome"];

/// Intents shown.
const MOST_ASKED: usize = 12;

/// Conversations shown that go on.
const MOST_RUNNING: usize = 20;

/// A conversation goes on for so many minutes after its last message.
const RUNNING: i64 = 5;

/// What is shown of a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Now {
    /// The moment, in UTC milliseconds.
    pub at: i64,
    /// The window.
    pub window: Window,
    /// Conversations and messages heard in all.
    pub heard: (u64, u64),
    /// Figures of the window, as far as there are any, in the order of [`SHOWN`].
    pub figures: Vec<Figure>,
    /// Those of them that differ from the history or not.
    pub against: Vec<Against>,
    /// Splits of the window.
    pub splits: Vec<Breakdown>,
    /// What is asked in the window: intents that the source states, each with its conversations, the most frequent first.
    pub asked: Vec<(String, u64)>,
    /// Conversations that go on, those first that need somebody.
    pub running: Vec<Running>,
    /// The last hour, minute by minute.
    pub pulse: Vec<Beat>,
    /// What was left out, each with how often.
    pub left_out: Vec<(String, u64)>,
    /// Messages kept, conversations let go, bytes of memory.
    pub kept: (u64, u64, u64),
    /// Whether some of the window's conversations were let go: what is asked is of the others.
    pub are_gone: bool,
    /// Conversations of the history; 0 where there is none.
    pub history: u64,
}

/// A figure beside that of the history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Against {
    /// Its name.
    pub name: String,
    /// The same in the history.
    pub before: f64,
    /// Whether the two differ clearly.
    pub clear: bool,
}

/// A conversation that goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Running {
    /// Its id, masked.
    pub id: String,
    /// Its latest message, in UTC milliseconds.
    pub latest: i64,
    /// Messages.
    pub messages: u32,
    /// Times that the bot did not understand.
    pub fallbacks: u32,
    /// Mean sentiment of its user's latest messages, in hundredths.
    pub mood: Option<i32>,
    /// Whether a person was asked for, and whether one took over.
    pub human: (bool, bool),
    /// What is to be feared of it, as the history teaches; `None` where that cannot be said.
    pub risk: Option<Feared>,
}

/// What is to be feared of a conversation that goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feared {
    /// The end, in words.
    pub end: Sentence,
    /// How likely it is, 0 to 1.
    pub chance: f64,
    /// Whether that is enough to warn.
    pub warns: bool,
    /// What makes it likelier, the strongest first.
    pub reasons: Vec<Sentence>,
}

crate::frozen! {
    Now { at, window, heard, figures, against, splits, asked, running, pulse, left_out, kept, are_gone, history }
    Against { name, before, clear }
    Running { id, latest, messages, fallbacks, mood, human, risk }
    Feared { end, chance, warns, reasons }
}

impl Running {
    /// How much it needs somebody: for order alone.
    fn need(&self) -> i32 {
        let asked = i32::from(self.human.0 && !self.human.1) * 300;
        let feared =
            self.risk.as_ref().map_or(0, |risk| (risk.chance * 100.0) as i32 + i32::from(risk.warns) * 100);
        asked + feared + self.fallbacks as i32 * 60 - self.mood.unwrap_or_default()
    }
}

impl Live {
    /// What is shown of a window up to a moment, beside a history.
    pub fn now(
        &mut self,
        board: &Board,
        (window, at): (Window, i64),
        history: Option<&Board>,
        running: Vec<Running>,
    ) -> Now {
        let figures: Vec<Figure> =
            SHOWN.iter().filter_map(|name| board.figures.get(*name).cloned()).collect();
        let against = figures.iter().filter_map(|figure| {
            let compared = compared(figure, history?.figures.get(&figure.name)?)?;
            // Counts of stretches of different length say nothing beside each other.
            let says = figure.of.is_some() || figure.interval.is_some();
            says.then(|| Against {
                name: figure.name.clone(),
                before: compared.before,
                clear: compared.clear,
            })
        });
        let against = against.collect();
        let splits = SPLIT.iter().filter_map(|name| board.breakdowns.get(*name).cloned()).collect();
        let (repeated, noise, unreadable) = self.left_out();
        let counts = self.log().counts.iter().map(|(name, count)| ((*name).to_owned(), *count));
        let left_out = [("repeated", repeated), ("noise", noise), ("unreadable", unreadable)];
        let left_out = left_out.into_iter().map(|(name, count)| (name.to_owned(), count)).chain(counts);
        let left_out = left_out.filter(|(_, count)| *count > 0).collect();
        let bytes = self.bytes();
        Now {
            at,
            window,
            heard: (self.conversations(), self.messages()),
            figures,
            against,
            splits,
            asked: self.asked(window, at),
            running,
            pulse: self.pulse(at),
            left_out,
            kept: (u64::from(self.corpus().utterances()), self.gone(), bytes),
            are_gone: self.are_gone(window, at),
            history: history
                .and_then(|board| board.figures.get("conversations"))
                .map_or(0, |figure| figure.n),
        }
    }

    /// The source's intents of a window, each with how many conversations have it.
    fn asked(&mut self, window: Window, at: i64) -> Vec<(String, u64)> {
        let since = window.minutes().map_or(i64::MIN, |minutes| at - minutes * 60_000);
        let corpus = self.corpus();
        let latest = corpus.latest();
        let mut of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in 0..corpus.utterances() {
            let Some(intent) = corpus.intent_number(row) else { continue };
            let Some(conversation) = corpus.conversation_of(row) else { continue };
            if latest[conversation as usize].0 >= since {
                let conversations = of.entry(intent).or_default();
                // Those of one conversation mostly come one after the other.
                if conversations.last() != Some(&conversation) {
                    conversations.push(conversation);
                }
            }
        }
        let mut asked: Vec<(String, u64)> = of
            .into_iter()
            .filter_map(|(intent, mut conversations)| {
                conversations.sort_unstable();
                conversations.dedup();
                Some((corpus.intent_named(intent)?.to_owned(), conversations.len() as u64))
            })
            .collect();
        asked.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        asked.truncate(MOST_ASKED);
        asked
    }

    /// Conversations that go on, those first that need somebody.
    pub fn running(&mut self, at: i64, warning: &EarlyWarning) -> Vec<Running> {
        let corpus = self.corpus();
        let since = at - RUNNING * 60_000;
        let latest: Vec<u32> = corpus
            .latest()
            .iter()
            .zip(0..)
            .filter(|((latest, _), _)| (since..=at).contains(latest))
            .map(|(_, number)| number)
            .collect();
        let mut running: Vec<Running> = latest
            .into_iter()
            .filter_map(|number| {
                corpus.with(number, |corpus, view| {
                    let mut one = Running { id: corpus.card(number).id.to_owned(), ..Running::default() };
                    one.human.1 = view.handoff == Some(true);
                    let mut moods = Vec::new();
                    for said in view.utterances {
                        one.latest = one.latest.max(said.at.map_or(i64::MIN, |at| at.0));
                        one.messages += u32::from(said.role.is_message());
                        one.fallbacks += u32::from(said.role == Role::Bot && said.marks.has(Marks::FALLBACK));
                        one.human.0 |= said.role == Role::User && said.marks.has(Marks::ASKS_HUMAN);
                        one.human.1 |= said.role == Role::Agent || said.marks.has(Marks::HANDOFF);
                        moods.extend(
                            said.heard.sentiment().filter(|_| said.role == Role::User).map(i32::from),
                        );
                    }
                    let last = &moods[moods.len().saturating_sub(3)..];
                    let risks = warning.score(view.utterances).into_iter();
                    one.risk =
                        risks.max_by(|one, two| one.chance.total_cmp(&two.chance)).map(|risk| Feared {
                            end: risk.end.said(),
                            chance: risk.chance,
                            warns: risk.warns,
                            reasons: risk.reasons.into_iter().map(|reason| reason.said).collect(),
                        });
                    one.mood = (!last.is_empty()).then(|| last.iter().sum::<i32>() / last.len() as i32);
                    one
                })
            })
            .collect();
        running.sort_by(|one, two| two.need().cmp(&one.need()).then_with(|| two.latest.cmp(&one.latest)));
        running.truncate(MOST_RUNNING);
        running
    }
}
