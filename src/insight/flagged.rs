//! Flagged answers: what the bot answered, and the user gave a thumb down, denied, corrected or asked once more.
//!
//! An answer is a turn of the bot behind one of the user; which of its messages was wrong nobody says.

use super::{
    Board, Cell, Definition, Figure, Head, Sheet, SheetRow, Unit,
    figure::Base,
    groups::{Groups, filter_by},
};
use crate::{
    conversation::Role,
    corpus::{ConversationView, Corpus, UtteranceView},
    ingest::Sentence,
    language::{Marks, Signal},
    query::Field,
};

/// Why an answer is flagged, a bit each.
const WHYS: [&str; 4] = ["thumb_down", "denied", "corrected", "rephrased"];

/// An answer of the bot: the user's turn before it, its own messages, and why it is flagged.
struct Answered<'s> {
    asked: &'s [UtteranceView],
    said: &'s [UtteranceView],
    why: u8,
}

/// Shows the answers of a conversation.
fn each<'s>(said: &'s [UtteranceView], mut show: impl FnMut(&Answered<'s>)) {
    let is_end = |one: &UtteranceView, role: Role| one.role != role && one.role != Role::System;
    let end = |from: usize, role: Role| {
        said[from..].iter().position(|one| is_end(one, role)).map_or(said.len(), |ahead| from + ahead)
    };
    let mut from = 0;
    while let Some(ahead) = said[from..].iter().position(|one| one.role == Role::User) {
        let asked = from + ahead;
        let answer = end(asked, Role::User);
        let next = end(answer, Role::Bot);
        from = answer;
        if said.get(answer).is_some_and(|one| one.role == Role::Bot) {
            let turn = if said.get(next).is_some_and(|one| one.role == Role::User) {
                &said[next..end(next, Role::User)]
            } else {
                &[]
            };
            let answer = &said[answer..next];
            show(&Answered { asked: &said[asked..from], said: answer, why: why(answer, turn) });
            from = next;
        }
    }
}

/// Why an answer is flagged, by the user's turn behind it.
pub(super) fn why(answer: &[UtteranceView], turn: &[UtteranceView]) -> u8 {
    let thumb = answer.iter().any(|said| said.marks.has(Marks::FEEDBACK_DOWN));
    let asks = answer.iter().rev().find(|said| said.role == Role::Bot);
    let asks = asks.is_some_and(|said| said.marks.has(Marks::ASKS_HELPED));
    let is_denied = |marks: Marks| marks.has(Marks::DENIES) || asks && marks.has(Marks::NO);
    let of_user = || turn.iter().filter(|said| said.role == Role::User);
    let denied = of_user().any(|said| is_denied(said.marks));
    let corrected = of_user().any(|said| said.heard.signals.has(Signal::Misunderstood));
    // Later ones say once more what stands in the same turn.
    let rephrased = of_user().next().is_some_and(|said| said.marks.has(Marks::REPHRASE));
    [thumb, denied, corrected, rephrased].into_iter().rev().fold(0, |bits, is| bits << 1 | u8::from(is))
}

/// How many answers of a conversation are flagged.
pub(super) fn count(said: &[UtteranceView]) -> u32 {
    let mut count = 0;
    each(said, |answer| count += u32::from(answer.why != 0));
    count
}

/// What any pile of conversations contributes to flagged answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlaggedPartial {
    answers: u64,
    flagged: u64,
    whys: [u64; WHYS.len()],
    intents: Groups,
    models: Groups,
}

crate::frozen! { FlaggedPartial { answers, flagged, whys, intents, models } }

impl FlaggedPartial {
    /// Takes in one conversation.
    pub fn observe(&mut self, corpus: &Corpus, view: &ConversationView<'_>) {
        each(view.utterances, |answer| {
            let flagged = u64::from(answer.why != 0);
            self.answers += 1;
            self.flagged += flagged;
            for (at, count) in self.whys.iter_mut().enumerate() {
                *count += u64::from(answer.why >> at & 1);
            }
            let mut all = answer.asked.iter().chain(answer.said);
            let intent = all.find_map(|said| corpus.intent(said.row)).unwrap_or_default();
            let model = answer.said.iter().find_map(|said| corpus.model(said.row));
            let model = model.or_else(|| Some(corpus.in_column(view.idx, "model")?.0)).unwrap_or_default();
            self.intents.add(intent, flagged, 1);
            self.models.add(model, flagged, 1);
        });
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: &Self) {
        self.answers += other.answers;
        self.flagged += other.flagged;
        for (sum, n) in self.whys.iter_mut().zip(other.whys) {
            *sum += n;
        }
        self.intents.merge(&other.intents);
        self.models.merge(&other.models);
    }

    /// In which ways answers are flagged, in words; nothing where none is.
    pub fn said(&self) -> Option<Sentence> {
        let gaps = ["down", "denied", "corrected", "rephrased"].into_iter().zip(self.whys);
        let said = Sentence::of(
            "Of {n} flagged answers, {down} have a thumb down, {denied} were denied, {corrected} corrected, and after {rephrased} the user asked once more in other words.",
        );
        let said = said.plain("n", self.flagged);
        (self.flagged > 0).then(|| gaps.fold(said, |said, (gap, n)| said.plain(gap, n)))
    }

    /// Writes its figures on the board, and gives its tables.
    pub fn finish(&self, board: &mut Board) -> [Sheet; 2] {
        let base = Base { none: "no bot answers a user's message", few: "fewer than 5 answers of the bot" };
        board.rate("flagged_answer_rate", self.flagged, self.answers, base);
        let parts = WHYS.iter().zip(self.whys).map(|(why, n)| ((*why).to_owned(), n)).collect();
        board.breakdown("flagged_by", parts, self.flagged);
        let sheet = |name: &str, title, field: Field, groups: &Groups, none| {
            let row = |(group, flagged, answers): (Option<&str>, u64, u64)| SheetRow {
                cells: vec![
                    Groups::cell(group),
                    Cell::from(Figure::rate("flagged_answer_rate", flagged, answers, base)),
                ],
                filter: group.map(|group| evidence(field, group)).unwrap_or_default(),
                ..SheetRow::default()
            };
            let named = groups.is_named();
            Sheet {
                name: name.to_owned(),
                columns: vec![Head::words(title), Head::figures("Flagged answers", Unit::Share)],
                rows: groups.rows().into_iter().filter(|_| named).map(row).collect(),
                none: Sentence::of(if named { "" } else { none }),
            }
        };
        [
            sheet(
                "flagged_by_intent",
                "Intent",
                Field::Intent,
                &self.intents,
                "the files state no intents of messages",
            ),
            sheet("flagged_by_model", "Model", Field::Model, &self.models, "the files state no models"),
        ]
    }
}

/// The filter that means the conversations in which answers of a group are flagged.
fn evidence(field: Field, group: &str) -> String {
    format!("is:flagged {}", filter_by(field, group))
}

const ANSWERS: &str = "answers of the bot: its turns behind a user's message";

/// What it counts, in words.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "flagged_answer_rate",
        title: "Flagged answers",
        formula: "Answers of the bot that the user flags ÷ answers of the bot. A flag is a thumb down on it (from the source), or in the user's next turn a denial (\"that didn't help\", a no to \"did this help?\"), a correction (\"that's not what I asked\") or the same question once more in other words.",
        numerator: "answers of the bot with a flag of any kind",
        denominator: ANSWERS,
        excluded: "greetings and whatever the bot says before the user",
        when_empty: "absent",
        evidence: "is:flagged",
    },
    Definition {
        name: "flagged_by",
        title: "How answers are flagged",
        formula: "Flagged answers by what flags them: a thumb down, a denial, a correction, a rephrase. One answer can be flagged in several ways, so the parts can add up to more than all.",
        numerator: "answers flagged in each way",
        denominator: "flagged answers",
        excluded: "nothing",
        when_empty: "every part is 0",
        evidence: "is:flagged",
    },
    Definition {
        name: "flagged_by_intent",
        title: "Flagged answers by intent",
        formula: "The flagged answers of each intent that the source states of the user's turn before, or of the answer. Intents with fewer than 5 answers are counted together.",
        numerator: "flagged answers",
        denominator: ANSWERS,
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "is:flagged",
    },
    Definition {
        name: "flagged_by_model",
        title: "Flagged answers by model",
        formula: "The flagged answers of each model that the source states. Models with fewer than 5 answers are counted together.",
        numerator: "flagged answers",
        denominator: ANSWERS,
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "is:flagged",
    },
];
