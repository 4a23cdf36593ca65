//! Details that few sources have: which model wrote an utterance, what was measured of it, the quick replies
//! that it offers, and what was written beside a rating. Each is a list of those that have one, by the row of
//! the utterance; what a source does not state takes no room.

use std::collections::HashMap;

use super::{Corpus, Dictionary};
use crate::{
    binary::{In, Out},
    conversation::{Measure, Measures},
    order, size,
};

/// Values by the rows of those that have one, in the order of the rows.
#[derive(Clone, Debug)]
struct Sparse<T> {
    rows: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), values: Vec::new() }
    }
}

impl<T> Sparse<T> {
    fn push(&mut self, row: u32, value: Option<T>) {
        if let Some(value) = value {
            self.rows.push(row);
            self.values.push(value);
        }
    }

    fn get(&self, row: u32) -> Option<&T> {
        self.rows.binary_search(&row).ok().map(|at| &self.values[at])
    }

    fn bytes(&self) -> u64 {
        size::list(&self.rows) + size::list(&self.values)
    }
}

/// What is stored of an utterance's details.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DetailRow<'t> {
    /// Number of the model.
    pub model: Option<u32>,
    /// What was measured.
    pub measures: Measures,
    /// Its quick replies, masked, as [`replies_as_text`] writes them.
    pub replies: Option<&'t str>,
}

/// The columns.
#[derive(Debug, Default)]
pub(super) struct DetailColumns {
    models: Sparse<u32>,
    measures: [Sparse<f64>; Measure::ALL.len()],
    replies: Sparse<Box<str>>,
    /// By conversation.
    comments: HashMap<u32, Box<str>>,
    /// Bytes of replies and comments.
    letters: u64,
}

/// Quick replies as one text: a line each, with a sign in front that says whether it was chosen.
pub fn replies_as_text<'r>(replies: impl Iterator<Item = (&'r str, bool)>) -> String {
    let mut text = String::new();
    for (reply, chosen) in replies {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push(if chosen { '+' } else { '-' });
        let mut words = reply.split_whitespace();
        text.extend(words.next());
        words.for_each(|word| text.extend([" ", word]));
    }
    text
}

impl DetailColumns {
    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        let measures: u64 = self.measures.iter().map(Sparse::bytes).sum();
        self.models.bytes() + measures + self.replies.bytes() + size::table(&self.comments) + self.letters
    }

    /// Lets go the words of utterances and conversations that are kept no longer.
    pub(super) fn thin(&mut self, keeps_row: impl Fn(u32) -> bool, keeps: impl Fn(u32) -> bool) {
        let replies = std::mem::take(&mut self.replies);
        self.comments.retain(|conversation, _| keeps(*conversation));
        self.letters = self.comments.values().map(|comment| comment.len() as u64).sum();
        for (row, text) in replies.rows.into_iter().zip(replies.values) {
            if keeps_row(row) {
                self.letters += text.len() as u64;
                self.replies.push(row, Some(text));
            }
        }
    }

    pub(super) fn freeze(&self, out: &mut Out, texts: bool) {
        out.words(&mut self.models.rows.iter().copied());
        out.words(&mut self.models.values.iter().copied());
        for measure in &self.measures {
            out.words(&mut measure.rows.iter().copied());
            out.reals(&mut measure.values.iter().copied());
        }
        let replies = if texts { self.replies.rows.as_slice() } else { &[] };
        out.words(&mut replies.iter().copied());
        out.texts(replies.len(), &|at| self.replies.values[at].as_ref().into());
        let mut rated: Vec<u32> = if texts { self.comments.keys().copied().collect() } else { Vec::new() };
        order::sort_by(&mut rated, Ord::cmp);
        out.words(&mut rated.iter().copied());
        out.texts(rated.len(), &|at| self.comments[&rated[at]].as_ref().into());
    }

    /// What was written of so many utterances.
    pub(super) fn thaw(from: &mut In<'_>, utterances: usize, models: usize) -> Option<Self> {
        let mut columns = Self::default();
        let rows = |from: &mut In<'_>| {
            let rows = from.words()?;
            let fits = rows.is_sorted_by(|one, two| one < two)
                && rows.last().is_none_or(|last| (*last as usize) < utterances);
            fits.then_some(rows)
        };
        columns.models = Sparse { rows: rows(from)?, values: from.words()? };
        let known = columns.models.values.iter().all(|model| (*model as usize) < models);
        let mut fits = known && columns.models.rows.len() == columns.models.values.len();
        for measure in &mut columns.measures {
            *measure = Sparse { rows: rows(from)?, values: from.reals()? };
            fits &= measure.rows.len() == measure.values.len();
        }
        columns.replies.rows = rows(from)?;
        let (replies, letters) = (&mut columns.replies.values, &mut columns.letters);
        from.texts(&mut |text| {
            *letters += text.len() as u64;
            replies.push(text.into());
        })?;
        fits &= replies.len() == columns.replies.rows.len();
        let mut rated = from.words()?.into_iter();
        let comments = &mut columns.comments;
        from.texts(&mut |text| {
            *letters += text.len() as u64;
            comments.extend(rated.next().map(|conversation| (conversation, text.into())));
        })?;
        fits.then_some(columns)
    }
}

impl Corpus {
    /// Stores the details of the utterance that comes next.
    pub(super) fn push_details(&mut self, row: u32, details: &DetailRow<'_>, keeps_words: bool) {
        let columns = &mut self.details;
        columns.models.push(row, details.model);
        for (column, value) in columns.measures.iter_mut().zip(details.measures) {
            column.push(row, value);
        }
        let replies = details.replies.filter(|_| keeps_words);
        columns.letters += replies.map_or(0, |text| text.len() as u64);
        columns.replies.push(row, replies.map(Into::into));
    }

    /// The details of an utterance.
    pub fn details(&self, row: u32) -> DetailRow<'_> {
        let columns = &self.details;
        DetailRow {
            model: columns.models.get(row).copied(),
            measures: std::array::from_fn(|at| columns.measures[at].get(row).copied()),
            replies: columns.replies.get(row).map(AsRef::as_ref),
        }
    }

    /// The model that wrote an utterance.
    pub fn model(&self, row: u32) -> Option<&str> {
        self.name(Dictionary::Model, *self.details.models.get(row)?)
    }

    /// What was measured of an utterance.
    pub fn measure(&self, row: u32, measure: Measure) -> Option<f64> {
        self.details.measures[measure as usize].get(row).copied()
    }

    /// The quick replies that an utterance offers, masked, and whether each was chosen.
    pub fn replies(&self, row: u32) -> impl Iterator<Item = (&str, bool)> {
        let text = self.details.replies.get(row).map(AsRef::as_ref);
        text.into_iter().flat_map(str::lines).map(|line| {
            let (sign, reply) = line.split_at_checked(1).unwrap_or(("", line));
            (reply, sign == "+")
        })
    }

    /// Says what was written beside the rating of a conversation, masked.
    pub fn set_comment(&mut self, conversation: u32, comment: &str) {
        if (conversation as usize) < self.conversations.len() && self.keeps_words(conversation) {
            let columns = &mut self.details;
            let before = columns.comments.insert(conversation, comment.into());
            columns.letters += comment.len() as u64;
            columns.letters -= before.map_or(0, |before| before.len() as u64);
        }
    }

    /// What was written beside the rating of a conversation, masked.
    pub fn comment(&self, conversation: u32) -> Option<&str> {
        self.details.comments.get(&conversation).map(AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        conversation::Role,
        corpus::UtteranceRow,
        language::{Heard, Marks},
    };

    fn corpus(details: &[DetailRow<'_>]) -> Corpus {
        let mut corpus = Corpus::default();
        corpus.begin_conversation("c");
        corpus.learn(Dictionary::Model, "gpt-4o");
        for details in details {
            let row = UtteranceRow {
                role: Role::Bot,
                at: None,
                marks: Marks::default(),
                heard: Heard::default(),
                text: "hi",
                intent: None,
                confidence: None,
                details: *details,
                weighed: crate::corpus::Weighed::default(),
            };
            corpus.push(0, &row);
        }
        corpus
    }

    #[test]
    fn what_nobody_states_takes_no_room() {
        let bare = corpus(&vec![DetailRow::default(); 1_000]);
        assert_eq!(bare.details.bytes(), 0);
        let one = DetailRow { measures: [Some(7.0), None, None, None], ..DetailRow::default() };
        let mut some = vec![DetailRow::default(); 1_000];
        some[500] = one;
        let some = corpus(&some);
        assert!((1..100).contains(&some.details.bytes()));
        assert_eq!((some.details(500), some.details(501)), (one, DetailRow::default()));
    }

    #[test]
    fn replies_are_a_line_each() {
        let text = replies_as_text([("Yes,\n please", true), ("No", false)].into_iter());
        let details = DetailRow { model: Some(0), replies: Some(&text), ..DetailRow::default() };
        let corpus = corpus(&[details]);
        assert_eq!(corpus.replies(0).collect::<Vec<_>>(), [("Yes, please", true), ("No", false)]);
        assert_eq!(corpus.model(0), Some("gpt-4o"));
    }

    #[test]
    fn words_of_conversations_that_are_let_go_go() {
        let mut corpus = corpus(&[DetailRow { replies: Some("-Yes"), ..DetailRow::default() }]);
        corpus.set_comment(0, "good");
        let with = corpus.bytes();
        corpus.set_comment(0, "very good");
        assert_eq!(corpus.bytes(), with + 5);
        corpus.sample(1 << 20);
        assert_eq!((corpus.replies(0).count(), corpus.comment(0)), (0, None));
    }
}
