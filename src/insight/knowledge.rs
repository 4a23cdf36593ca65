//! A knowledge base against what was said: answers of the bot that no article is near to, questions of users without
//! an article, articles that nobody needs.
//!
//! Nearness in meaning is no proof. An answer that says the opposite of an article is near to it too.

use super::{
    Board, Cell, Definition, Figure, Findings, Head, Note, Sheet, SheetRow, Unit, Weight, figure::Base,
};
use crate::{
    conversation::Named,
    ingest::Sentence,
    order,
    query::{Field, Filter, Term, Test, Words},
    search::Articles,
    text::{fold_into, model::Sketch},
};

/// Wordings that are kept at most. Of more, which ones is decided by what they say, so that any order and any
/// split keep the same.
const WORDINGS: usize = 1_000;

/// In so many of 256 signs the wordings of one group may differ: a cosine of about 0.65.
const ALIKE: u32 = 70;

/// The tables that quote messages, masked: they are for the screen alone, and in no file unless it is asked for.
pub(super) const QUOTING: [&str; 14] = [
    "unsupported_answers",
    "unanswered_questions",
    "quick_replies",
    "journey_leaving_words",
    "funnel_leaving_words",
    "briefing",
    "questions",
    "questions_failed",
    "training_phrases",
    "knowledge_entries",
    "moods_worse",
    "moods_better",
    "early_risks",
    "outcome_risks",
];

/// Groups that are shown at most.
const MOST: usize = 20;

/// What was said and is near to no article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wordings(Named<Wording>);

/// One wording, in the least of its spellings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wording {
    text: String,
    n: u64,
    sketch: Sketch,
}

crate::frozen! {
    Wordings { 0 }
    Wording { text, n, sketch }
}

impl Wordings {
    fn add(&mut self, folded: &str, wording: &Wording) {
        match self.0.get_mut(folded) {
            Some(known) => {
                known.n += wording.n;
                if wording.text < known.text {
                    known.text.clone_from(&wording.text);
                }
            }
            None => drop(self.0.insert(folded.to_owned(), wording.clone())),
        }
        if self.0.len() > 2 * WORDINGS {
            self.keep();
        }
    }

    /// Keeps those whose hashes are the least: one that was let go is never among the least of more.
    fn keep(&mut self) {
        if self.0.len() > WORDINGS {
            let mut hashes: Vec<u64> = self.0.keys().map(|folded| hash(folded)).collect();
            order::sort_by(&mut hashes, Ord::cmp);
            let last = hashes[WORDINGS - 1];
            let all = std::mem::take(&mut self.0);
            let kept = all.iter().filter(|(folded, _)| hash(folded) <= last);
            self.0 = kept.map(|(folded, wording)| (folded.clone(), wording.clone())).collect();
        }
    }

    fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(folded, wording)| self.add(folded, wording));
    }

    /// Groups of wordings that mean nearly the same, the most frequent first: its most frequent wording, how often
    /// all were said, and how many there are.
    fn groups(&self) -> Vec<(&str, u64, u64)> {
        let mut kept = self.clone();
        kept.keep();
        let mut all: Vec<&Wording> = self
            .0
            .iter()
            .filter(|(folded, _)| kept.0.contains_key(folded.as_str()))
            .map(|(_, one)| one)
            .collect();
        order::sort_by(&mut all, |one, two| two.n.cmp(&one.n).then_with(|| one.text.cmp(&two.text)));
        let mut groups: Vec<(&Wording, u64, u64)> = Vec::new();
        for wording in all {
            let near =
                |(leader, ..): &&mut (&Wording, u64, u64)| leader.sketch.distance(wording.sketch) <= ALIKE;
            match groups.iter_mut().find(near) {
                Some((_, n, wordings)) => (*n, *wordings) = (*n + wording.n, *wordings + 1),
                None => groups.push((wording, wording.n, 1)),
            }
        }
        order::sort_by(&mut groups, |one, two| two.1.cmp(&one.1));
        groups.into_iter().map(|(leader, n, wordings)| (leader.text.as_str(), n, wordings)).collect()
    }
}

/// A hash of a text that is the same everywhere (FNV-1a).
pub(super) fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Which of the two a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// An answer of the bot.
    Answer = 0,
    /// A question of a user.
    Question = 1,
}

/// What any pile of conversations contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnowledgePartial {
    titles: Vec<String>,
    cut_short: bool,
    understood: bool,
    /// Of answers and questions: how many there are, and how many are near to an article.
    all: [u64; 2],
    near: [u64; 2],
    /// By article.
    used: Vec<[u64; 2]>,
    /// Those that are near to none.
    far: [Wordings; 2],
}

crate::frozen! { KnowledgePartial { titles, cut_short, understood, all, near, used, far } }

impl KnowledgePartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    /// Of nothing yet; `understood` says whether there is a language model to compare by.
    pub fn new(articles: &Articles, understood: bool) -> Self {
        Self {
            titles: articles.titles.clone(),
            cut_short: articles.cut_short,
            understood,
            used: vec![[0; 2]; articles.titles.len()],
            ..Self::default()
        }
    }

    /// Takes in a message, masked: the article that it is near to, if there is one, and the signs of its meaning.
    pub fn observe(&mut self, which: Compared, article: Option<usize>, text: &str, sketch: Sketch) {
        let at = which as usize;
        self.all[at] += 1;
        if let Some(used) = article.and_then(|article| self.used.get_mut(article)) {
            self.near[at] += 1;
            used[at] += 1;
        } else {
            let mut folded = String::new();
            fold_into(text, &mut folded);
            self.far[at].add(&folded, &Wording { text: text.to_owned(), n: 1, sketch });
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: &Self) {
        self.understood |= other.understood;
        for at in 0..2 {
            self.all[at] += other.all[at];
            self.near[at] += other.near[at];
            self.far[at].merge(&other.far[at]);
        }
        for (mine, theirs) in self.used.iter_mut().zip(&other.used) {
            mine.iter_mut().zip(theirs).for_each(|(sum, n)| *sum += n);
        }
    }

    /// The figures of all that was observed.
    pub fn finish(&self) -> Findings {
        let mut board = Board::default();
        let articles = self.titles.len() as u64;
        let none = |otherwise| match (self.understood, articles) {
            (false, _) => "there is no language model to compare meanings by",
            (true, 0) => "no article was found in the files",
            _ => otherwise,
        };
        let [mut answers, mut questions] = self.all;
        if articles == 0 || !self.understood {
            (answers, questions) = (0, 0);
        }
        let far = |all: u64, at: usize| all - self.near[at].min(all);
        let base = Base {
            none: none("the bot gives no answer that says anything"),
            few: "fewer than 5 answers of the bot",
        };
        board.rate("unsupported_answer_rate", far(answers, 0), answers, base);
        let base = Base { none: none("no user asks anything"), few: "fewer than 5 questions of users" };
        board.rate("unanswered_question_rate", far(questions, 1), questions, base);
        let unused = self.used.iter().filter(|used| **used == [0; 2]).count() as u64;
        let base = Base { none: none("no message could be compared"), few: "fewer than 5 articles" };
        let of = if answers + questions > 0 { articles } else { 0 };
        board.rate("unused_article_rate", unused.min(of), of, base);
        let mut notes = Vec::new();
        if of > 0 {
            notes.push(plain("Nearness in meaning is no proof: an answer can contradict the article that it is near to, and one that is right can stand in other words. Read both before acting."));
        }
        if self.cut_short {
            notes.push(plain("The files hold more than can be compared: only the first 2,000 passages are."));
        }
        let sheets = vec![
            self.wordings(
                0,
                "unsupported_answers",
                "Answer of the bot",
                none("every answer is near to an article"),
            ),
            self.wordings(
                1,
                "unanswered_questions",
                "Question of users",
                none("every question is near to an article"),
            ),
            self.articles(none("no article was found in the files")),
        ];
        Findings { board, sheets, notes, ..Findings::default() }
    }

    fn wordings(&self, at: usize, name: &str, title: &'static str, none: &'static str) -> Sheet {
        let of = self.all[at];
        let row = |(text, n, wordings): (&str, u64, u64)| {
            let test = Test::Says(None, Words::Meaning(text.to_owned()));
            let count = |n: u64| Cell::from(Figure::of_cases(name, Unit::Count, Some(n as f64), (n, of), ""));
            SheetRow {
                cells: vec![Cell::Text(text.to_owned()), count(n), count(wordings)],
                filter: Filter::default().with(Term { negated: false, field: Field::Says, test }).to_string(),
                ..SheetRow::default()
            }
        };
        let groups = if self.titles.is_empty() { Vec::new() } else { self.far[at].groups() };
        Sheet {
            name: name.to_owned(),
            columns: vec![
                Head::words(title),
                Head::figures("Said", Unit::Count),
                Head::figures("Wordings", Unit::Count),
            ],
            none: Sentence::of(if groups.is_empty() { none } else { "" }),
            rows: groups.into_iter().take(MOST).map(row).collect(),
        }
    }

    /// The articles, those that are used least first.
    fn articles(&self, none: &'static str) -> Sheet {
        let mut rows: Vec<_> = self.titles.iter().zip(&self.used).collect();
        order::sort_by(&mut rows, |one, two| (one.1[0] + one.1[1]).cmp(&(two.1[0] + two.1[1])));
        let count = |n: u64, at: usize| {
            Cell::from(Figure::of_cases("articles", Unit::Count, Some(n as f64), (n, self.all[at]), ""))
        };
        let row = |(title, used): (&String, &[u64; 2])| SheetRow {
            cells: vec![Cell::Text(title.clone()), count(used[0], 0), count(used[1], 1)],
            ..SheetRow::default()
        };
        Sheet {
            name: "articles".to_owned(),
            columns: vec![
                Head::words("Article"),
                Head::figures("Answers near to it", Unit::Count),
                Head::figures("Questions near to it", Unit::Count),
            ],
            none: Sentence::of(if rows.is_empty() { none } else { "" }),
            rows: rows.into_iter().map(row).collect(),
        }
    }
}

fn plain(said: &'static str) -> Note {
    Note { weight: Weight::Plain, said: Sentence::of(said) }
}

const COMPARED_ANSWERS: &str = "answers of the bot: messages behind a user's of at least five words that are no greeting, question, fallback, handoff or goodbye";
const COMPARED_QUESTIONS: &str = "questions and requests of users of at least three words";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "unsupported_answer_rate",
        title: "Answers without support",
        formula: "Answers of the bot that are near in meaning to no passage of the articles ÷ answers of the bot. Near is a cosine of 0.55 between their directions by the language model, the same as in a filter by meaning. Of 63 answers that were written to try it against 15 articles, it tells all 32 that stand in the articles from all 31 that do not; of 8 that contradict an article it takes 7 for supported. Real articles and answers are less tidy than those.",
        numerator: "answers of the bot near to no passage",
        denominator: COMPARED_ANSWERS,
        excluded: "all other messages, and those whose words are not kept",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "unanswered_question_rate",
        title: "Questions without an article",
        formula: "Questions of users that are near in meaning to no passage of the articles ÷ questions of users. Of 31 questions that were written to try it, it finds an article for 13 of the 15 that have one, and for none of the 16 that have none.",
        numerator: "questions of users near to no passage",
        denominator: COMPARED_QUESTIONS,
        excluded: "all other messages, and those whose words are not kept",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "unused_article_rate",
        title: "Articles never used",
        formula: "Articles to which no answer and no question is nearest ÷ articles. An article is what stands under one heading, in one row of a table, or in one file.",
        numerator: "articles that no message is near to",
        denominator: "articles",
        excluded: "passages beyond the first 2,000",
        when_empty: "absent",
        evidence: "",
    },
    Definition {
        name: "unsupported_answers",
        title: "Answers that stand in no article",
        formula: "Masked answers of the bot that are near to no passage, those of nearly the same meaning together under the most frequent wording; the most frequent first, 20 at most. Of more than 1,000 wordings a fixed sample is grouped.",
        excluded: "answers that are near to an article",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "unanswered_questions",
        title: "Questions that no article answers",
        formula: "Masked questions of users that are near to no passage, those of nearly the same meaning together under the most frequent wording; the most frequent first, 20 at most. Of more than 1,000 wordings a fixed sample is grouped.",
        excluded: "questions that are near to an article",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "articles",
        title: "Articles and what is near to them",
        formula: "For each article, the answers of the bot and the questions of users whose nearest passage is of it; those that are used least first.",
        excluded: "messages that are near to no passage",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
];
