//! The tables of questions.

use super::{About, Counts, Gathered, QuestionsPartial};
use crate::{
    ingest::Sentence,
    insight::{
        Board, Cell, Figure, Findings, Head, Note, Sheet, SheetRow, Unit, Weight,
        figure::{Base, plain},
        groups::{LEAST, filter_by},
    },
    order::sort_by,
    query::Field,
};

/// Questions that are shown at most; the rest stands together.
const SHOWN: usize = 100;

/// How many of a hundred answers must mean nearly the same for one to stand for all.
const COMMON: u64 = 40;

/// Wordings that are shown beside a question.
const EXAMPLES: usize = 3;

const NONE: &str = "no questions were found: there are too few requests whose words are kept";
const NONE_FAILED: &str = "at no question did the bot fail in five conversations or more";
const NO_REQUEST: &str = "there are no requests whose words are kept";
const NO_BOT: &str = "the bot answered no question";
const NO_OUTCOME: &str = "no conversation has a known outcome";
const NO_USER: &str = "no conversation has a user message";
const BY_AGENT: &str = "an agent";
const BY_BOT: &str = "the bot";
const NO_ANSWER: &str = "no answer in these conversations";
const FEW_ANSWERS: &str = "too few answers to choose one from";
const NO_RESOLVED: &str = "no answer in a resolved conversation";
const FEW_OF_THEM: &str = "fewer than 5 answers";
const UNLIKE_ANSWERS: &str = "the answers differ too much to choose one";
const FEW: &str = "fewer than 5 conversations";
const FEW_REQUESTS: &str = "fewer than 5 requests";

pub(super) fn of(partial: &QuestionsPartial, about: &About) -> Findings {
    let mut all = Counts::default();
    partial.by.iter().for_each(|counts| all.add(counts));
    let mut board = Board::default();
    let base = Base { none: NO_REQUEST, few: FEW_REQUESTS };
    board.rate("question_coverage", all.asked, all.asked + partial.others.asked, base);
    board.rate("request_failure_rate", all.failed, all.answered, Base { none: NO_BOT, few: FEW_REQUESTS });
    let worst = partial.worst();
    let mut notes = Vec::new();
    if !worst.is_empty() {
        notes.push(Note {
            weight: Weight::Plain,
            said: Sentence::of(
                "Phrases and entries are drafts in masked words of your users, chosen by a fixed rule. Read each before it goes to a bot: nobody checked that an answer is right.",
            ),
        });
    }
    let sheets = vec![
        ranked(partial, about),
        failed(&worst, partial, about),
        phrases(&worst, partial, about),
        entries(&worst, partial, about),
    ];
    Findings { board, sheets, notes, ..Findings::default() }
}

fn wording(about: &About, question: u32) -> &str {
    about.questions.get(question as usize).map_or("", |(wording, ..)| wording)
}

fn gathered_of(partial: &QuestionsPartial, question: u32) -> Option<&Gathered> {
    partial.gathered.iter().find(|(of, _)| *of == question).map(|(_, gathered)| gathered)
}

fn count(name: &str, n: u64) -> Cell {
    plain(name, Unit::Count, Some(n as f64), n).into()
}

fn ranked(partial: &QuestionsPartial, about: &About) -> Sheet {
    let mut rows: Vec<(u32, &Counts)> =
        (0..).zip(&partial.by).filter(|(_, counts)| counts.asked > 0).collect();
    sort_by(&mut rows, |one, two| two.1.asked.cmp(&one.1.asked).then_with(|| one.0.cmp(&two.0)));
    let (mut others, mut shown) = (partial.others.clone(), Vec::new());
    for (question, counts) in rows {
        if counts.conversations < LEAST || shown.len() == SHOWN {
            others.add(counts);
            continue;
        }
        let topic = about.questions.get(question as usize).map_or("", |(.., topic)| topic);
        let topic = if topic.is_empty() { Cell::Nothing } else { Cell::Text(topic.to_owned()) };
        let wording = wording(about, question);
        let filter = filter_by(Field::Question, wording);
        shown.push(row(Cell::Text(wording.to_owned()), topic, counts, filter));
    }
    if !shown.is_empty() && others.asked > 0 {
        // A conversation with several of these would count as often: how they end is said of none.
        let others = Counts {
            asked: others.asked,
            answered: others.answered,
            missed: others.missed,
            ..<_>::default()
        };
        let mut row =
            row(Cell::Words(Sentence::of("others together")), Cell::Nothing, &others, String::new());
        row.cells[3] = Cell::Nothing;
        row.cells[5..].fill(Cell::Nothing);
        shown.push(row);
    }
    Sheet {
        name: "questions".to_owned(),
        columns: vec![
            Head::words("Question"),
            Head::words("Topic"),
            Head::figures("Asked", Unit::Count),
            Head::figures("Conversations", Unit::Count),
            Head::figures("Not understood", Unit::Share),
            Head::figures("Unresolved or given up", Unit::Share),
            Head::figures("Handed off", Unit::Share),
        ],
        none: if shown.is_empty() { Sentence::of(NONE) } else { Sentence::default() },
        rows: shown,
    }
}

fn row(name: Cell, topic: Cell, counts: &Counts, filter: String) -> SheetRow {
    let share = |n, of, none, few| Figure::rate("questions", n, of, Base { none, few }).into();
    let cells = vec![
        name,
        topic,
        count("questions", counts.asked),
        count("questions", counts.conversations),
        share(counts.missed, counts.answered, NO_BOT, FEW_REQUESTS),
        share(counts.lost, counts.known, NO_OUTCOME, FEW),
        share(counts.handed, counts.engaged, NO_USER, FEW),
    ];
    SheetRow { cells, filter, ..SheetRow::default() }
}

fn failed(worst: &[(u32, &Counts)], partial: &QuestionsPartial, about: &About) -> Sheet {
    let row = |(question, counts): &(u32, &Counts)| {
        let knows = match (about.intents.is_empty(), counts.known_intent()) {
            (true, _) => Sentence::of("it names no intents"),
            (_, None) => Sentence::of("no intent for it"),
            (_, Some(intent)) => Sentence::of("known as {intent}, and missed").plain("intent", intent),
        };
        let gathered = gathered_of(partial, *question);
        let failure = Base { none: NO_BOT, few: FEW_REQUESTS };
        let wording = wording(about, *question);
        let examples =
            gathered.map(|gathered| gathered.wordings.examples(wording, EXAMPLES)).unwrap_or_default();
        SheetRow {
            cells: vec![
                Cell::Text(wording.to_owned()),
                count("questions_failed", counts.failed_in),
                Figure::rate("questions_failed", counts.failed, counts.answered, failure).into(),
                Figure::rate("questions_failed", counts.missed, counts.answered, failure).into(),
                Cell::Words(knows),
                Cell::Text(examples.join(" · ")),
            ],
            filter: filter_by(Field::Failed, wording),
            ..SheetRow::default()
        }
    };
    Sheet {
        name: "questions_failed".to_owned(),
        columns: vec![
            Head::words("Question"),
            Head::figures("Conversations", Unit::Count),
            Head::figures("Failed", Unit::Share),
            Head::figures("Not understood", Unit::Share),
            Head::words("The source"),
            Head::words("In their words"),
        ],
        none: none(worst),
        rows: worst.iter().map(row).collect(),
    }
}

fn none(worst: &[(u32, &Counts)]) -> Sentence {
    Sentence::of(if worst.is_empty() { NONE_FAILED } else { "" })
}

/// The name of an intent for each of the worst: the source's own, or one that neither the source nor another has.
fn intents(worst: &[(u32, &Counts)], about: &About) -> Vec<String> {
    // Names are compared as they are written in code: letters, digits, and what parts them.
    let plain = |name: &str| -> String {
        crate::text::lowered(name).chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
    };
    let mut taken: Vec<String> = about.intents.iter().map(|name| plain(name)).collect();
    let name = |(question, counts): &(u32, &Counts)| {
        if let Some(known) = counts.known_intent() {
            return known.to_owned();
        }
        let own = about.questions.get(*question as usize).map_or("question", |(_, name, _)| name);
        let mut name = own.to_owned();
        let mut n = 2;
        while taken.contains(&plain(&name)) {
            name = format!("{own}_{n}");
            n += 1;
        }
        taken.push(plain(&name));
        name
    };
    worst.iter().map(name).collect()
}

fn phrases(worst: &[(u32, &Counts)], partial: &QuestionsPartial, about: &About) -> Sheet {
    let names = intents(worst, about);
    let mut rows = Vec::new();
    for ((question, _), name) in worst.iter().zip(names) {
        let Some(gathered) = gathered_of(partial, *question) else { continue };
        for (phrase, n) in gathered.wordings.phrases() {
            rows.push(SheetRow {
                cells: vec![
                    Cell::Text(name.clone()),
                    Cell::Text(phrase.to_owned()),
                    count("training_phrases", n),
                    Cell::Text(gathered.language().to_owned()),
                ],
                filter: filter_by(Field::Failed, wording(about, *question)),
                ..SheetRow::default()
            });
        }
    }
    Sheet {
        name: "training_phrases".to_owned(),
        columns: vec![
            Head::words("Intent"),
            Head::words("Phrase"),
            Head::figures("Said", Unit::Count),
            Head::words("Language"),
        ],
        none: none(worst),
        rows,
    }
}

fn entries(worst: &[(u32, &Counts)], partial: &QuestionsPartial, about: &About) -> Sheet {
    let row = |(question, _): &(u32, &Counts)| {
        let nothing = Gathered::default();
        let gathered = gathered_of(partial, *question).unwrap_or(&nothing);
        let answers = gathered.answers.n;
        let answer = gathered.answers.answer();
        let (alike, all) = answer.as_ref().map_or((0, 0), |answer| answer.alike);
        let why = match answers {
            0 => NO_ANSWER,
            1..LEAST => FEW_ANSWERS,
            _ if alike * 100 < all * COMMON => UNLIKE_ANSWERS,
            _ => "",
        };
        let by = match &answer {
            Some(answer) if why.is_empty() => {
                if answer.by_agent {
                    BY_AGENT
                } else {
                    BY_BOT
                }
            }
            _ => "",
        };
        let said = answer.map_or(Cell::Nothing, |answer| Cell::Text(answer.text.to_owned()));
        let base = Base { none: NO_RESOLVED, few: FEW_OF_THEM };
        let wording = wording(about, *question);
        SheetRow {
            cells: vec![
                Cell::Text(wording.to_owned()),
                if why.is_empty() { said } else { Cell::Words(Sentence::of(why)) },
                if by.is_empty() { Cell::Nothing } else { Cell::Words(Sentence::of(by)) },
                Figure::rate("knowledge_entries", alike, all, base).into(),
            ],
            filter: filter_by(Field::Failed, wording),
            ..SheetRow::default()
        }
    };
    Sheet {
        name: "knowledge_entries".to_owned(),
        columns: vec![
            Head::words("Question"),
            Head::words("Answer"),
            Head::words("Given by"),
            Head::figures("Rests on", Unit::Share),
        ],
        none: none(worst),
        rows: worst.iter().map(row).collect(),
    }
}
