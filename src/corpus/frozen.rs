//! The store as bytes, and back: what is shown and counted. The keys by which more of the same people
//! and conversations would be known again are with who reads, and are never written.

use std::collections::HashMap;

use crate::{
    binary::{In, Out},
    conversation::{Outcome, Rating, Role},
    language::{Heard, Marks},
};

use super::{
    Arena, ConversationRow, Corpus, DetailColumns, Dictionary, NO_NAME, Names, TextSpan, WeightColumns,
    custom::CustomColumn,
};

/// The version of the file that is written.
pub const VERSION: u16 = 6;

/// The first version with columns of the sources.
const WITH_COLUMNS: u16 = 2;

/// The first version with what is heard in utterances.
const WITH_HEARD: u16 = 3;

/// The first version with models and other details of utterances.
const WITH_DETAILS: u16 = 4;

/// The first version that says which matters come again.
const WITH_AGAIN: u16 = 5;

/// The first version with what utterances weigh.
const WITH_WEIGHTS: u16 = 6;

/// What stands where a value is not there.
const NONE: u8 = u8::MAX;

impl Corpus {
    /// Writes a store of one shard. Without `texts`, what people wrote is left out, and conversations and users are
    /// called by their numbers.
    pub fn freeze(&self, out: &mut Out, texts: bool) {
        self.freeze_conversations(out, texts);
        for names in &self.names[..Dictionary::Model as usize] {
            names.freeze(out);
        }
        let mut tagged: Vec<(u32, u32)> = self
            .tags
            .iter()
            .flat_map(|(conversation, tags)| tags.iter().map(|tag| (*conversation, *tag)))
            .collect();
        tagged.sort_by_key(|(conversation, _)| *conversation);
        out.words(&mut tagged.iter().map(|tagged| tagged.0));
        out.words(&mut tagged.iter().map(|tagged| tagged.1));

        out.words(&mut self.conversation.iter().copied());
        out.bytes(&mut self.role.iter().map(|role| *role as u8));
        out.moments(&mut self.at.iter().copied());
        out.shorts(&mut self.marks.iter().map(|marks| marks.0));
        out.words(&mut self.intent.iter().copied());
        out.shorts(&mut self.confidence.iter().copied());
        out.number(u64::from(texts));
        if texts {
            out.texts(self.text.len(), &|at| self.texts.get(self.text[at]));
        }
        self.freeze_columns(out, texts);
        out.moments(&mut (0..self.utterances() as usize).map(|row| self.as_heard(row as u32).bits() as i64));
        self.names[Dictionary::Model as usize].freeze(out);
        self.details.freeze(out, texts);
        out.bytes(&mut self.matters.told());
        self.weights.freeze(out);
    }

    /// Without `texts` no column goes along: what a source keeps in them, ids too, nobody here knows.
    fn freeze_columns(&self, out: &mut Out, texts: bool) {
        let columns = if texts { self.custom.columns.as_slice() } else { &[] };
        out.number(columns.len() as u64);
        for column in columns {
            out.text(&column.name);
            column.values.freeze(out);
            out.shorts(&mut column.all(self.conversations.len()));
        }
    }

    fn freeze_conversations(&self, out: &mut Out, texts: bool) {
        let rows = || self.conversations.iter();
        out.words(&mut rows().map(|row| row.user));
        out.words(&mut rows().map(|row| row.channel));
        out.words(&mut rows().map(|row| row.language));
        out.words(&mut rows().map(|row| row.variant));
        out.reals(&mut rows().map(|row| row.rating.map_or(f64::NAN, |rating| rating.score)));
        out.reals(&mut rows().map(|row| row.rating.map_or(f64::NAN, |rating| rating.max)));
        let outcome =
            |outcome| Outcome::ALL.iter().position(|known| *known == outcome).map_or(NONE, |at| at as u8);
        out.bytes(&mut rows().map(|row| row.stated.map_or(NONE, outcome)));
        out.bytes(&mut rows().map(|row| row.handoff.map_or(NONE, u8::from)));
        if texts {
            out.texts(self.conversations.len(), &|at| self.ids.here(self.conversations[at].id).into());
            out.texts(self.users.len(), &|at| self.users[at].map_or("", |user| self.ids.here(user)).into());
        } else {
            for n in [self.conversations.len(), self.users.len()] {
                let numbers: Vec<String> = (1..=n).map(|number| number.to_string()).collect();
                out.texts(n, &|at| numbers[at].as_str().into());
            }
        }
    }

    /// The store that was written, in a version of the file; `None` where the bytes are not one.
    pub fn thaw(from: &mut In<'_>, version: u16) -> Option<Self> {
        let mut corpus = Self::default();
        corpus.thaw_conversations(from)?;
        for names in &mut corpus.names[..Dictionary::Model as usize] {
            *names = Names::thaw(from)?;
        }
        let (tagged, tags) = (from.words()?, from.words()?);
        same_length(tagged.len(), &[tags.len()])?;
        let mut by_conversation: HashMap<u32, Vec<u32>> = HashMap::new();
        for (conversation, tag) in tagged.into_iter().zip(tags) {
            by_conversation.entry(conversation).or_default().push(tag);
        }
        corpus.tags = by_conversation;

        corpus.conversation = from.words()?;
        let known = corpus.conversations.len();
        corpus.conversation.iter().all(|at| (*at as usize) < known).then_some(())?;
        let role = |role: u8| Role::ALL.get(usize::from(role)).copied();
        corpus.role = from.bytes()?.into_iter().map(role).collect::<Option<_>>()?;
        corpus.at = from.moments()?;
        corpus.marks = from.shorts()?.into_iter().map(Marks).collect();
        corpus.intent = from.words()?;
        corpus.confidence = from.shorts()?;
        let utterances = corpus.conversation.len();
        if from.number()? == 1 {
            let (arena, spans) = (&mut corpus.texts, &mut corpus.text);
            from.texts(&mut |text| spans.push(arena.push(text)))?;
        } else {
            corpus.text = vec![TextSpan::default(); utterances];
        }
        let lengths = [
            corpus.role.len(),
            corpus.at.len(),
            corpus.marks.len(),
            corpus.intent.len(),
            corpus.confidence.len(),
            corpus.text.len(),
        ];
        same_length(utterances, &lengths)?;
        if version >= WITH_COLUMNS {
            corpus.thaw_columns(from)?;
        }
        if version >= WITH_HEARD {
            corpus.heard = from.moments()?.into_iter().map(|bits| Heard::of_bits(bits as u64)).collect();
            same_length(utterances, &[corpus.heard.len()])?;
        } else {
            corpus.heard = vec![Heard::default(); utterances];
        }
        if version >= WITH_DETAILS {
            let models = &mut corpus.names[Dictionary::Model as usize];
            *models = Names::thaw(from)?;
            corpus.details = DetailColumns::thaw(from, utterances, models.len())?;
        }
        if version >= WITH_AGAIN {
            corpus.matters.tell(from.bytes()?, known)?;
        }
        if version >= WITH_WEIGHTS {
            corpus.weights = WeightColumns::thaw(from, utterances)?;
        } else {
            corpus.weigh();
        }
        corpus.count_users();
        corpus.messages = corpus.role.iter().filter(|role| role.is_message()).count() as u64;
        Some(corpus)
    }

    fn thaw_columns(&mut self, from: &mut In<'_>) -> Option<()> {
        for _ in 0..from.number()? {
            let (name, values, of) = (from.text()?, Names::thaw(from)?, from.shorts()?);
            same_length(self.conversations.len(), &[of.len()])?;
            self.custom.columns.push(CustomColumn::thawed(name, values, of)?);
        }
        Some(())
    }

    fn thaw_conversations(&mut self, from: &mut In<'_>) -> Option<()> {
        let (users, channels) = (from.words()?, from.words()?);
        let (languages, variants) = (from.words()?, from.words()?);
        let (scores, scales) = (from.reals()?, from.reals()?);
        let (stated, handoffs) = (from.bytes()?, from.bytes()?);
        let n = users.len();
        let lengths = [channels.len(), languages.len(), variants.len(), scores.len(), scales.len()];
        same_length(n, &lengths)?;
        same_length(n, &[stated.len(), handoffs.len()])?;
        let mut ids = Vec::with_capacity(n);
        let arena: &mut Arena = &mut self.ids;
        from.texts(&mut |id| ids.push(arena.push(id)))?;
        same_length(n, &[ids.len()])?;
        let names = &mut self.users;
        from.texts(&mut |user| names.push(Some(arena.push(user))))?;
        users.iter().all(|user| *user == NO_NAME || (*user as usize) < names.len()).then_some(())?;
        self.conversations = ids
            .into_iter()
            .enumerate()
            .map(|(at, id)| ConversationRow {
                id,
                user: users[at],
                channel: channels[at],
                language: languages[at],
                variant: variants[at],
                rating: (!scores[at].is_nan()).then_some(Rating { score: scores[at], max: scales[at] }),
                stated: Outcome::ALL.get(usize::from(stated[at])).copied(),
                handoff: (handoffs[at] != NONE).then_some(handoffs[at] == 1),
            })
            .collect();
        Some(())
    }
}

impl Names {
    fn freeze(&self, out: &mut Out) {
        out.texts(self.len(), &|at| self.name(at as u32).unwrap_or_default().into());
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let mut names = Self::default();
        from.texts(&mut |name| {
            names.push(name);
        })?;
        Some(names)
    }
}

fn same_length(n: usize, lengths: &[usize]) -> Option<()> {
    lengths.iter().all(|length| *length == n).then_some(())
}
