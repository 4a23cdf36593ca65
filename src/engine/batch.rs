//! What the lead tells a shard of what was read, as one block of bytes: a word after the other, each a tag
//! and its values, in the order of the source.

use crate::{
    binary::{Frozen, In, Out},
    conversation::{Feedback, Millis, Outcome, Rating, Role},
    corpus::{Corpus, DetailRow, Dictionary, UtteranceRow, Weighed},
    language::{Listener, Marks},
    size,
};

const CONVERSATION: u8 = 0;
const USER: u8 = 1;
const RETURNING: u8 = 2;
const LEARN: u8 = 3;
const NAME: u8 = 4;
const RATING: u8 = 5;
const STATED: u8 = 6;
const HANDOFF: u8 = 7;
const SAID: u8 = 8;
const STORE: u8 = 9;
const COLUMN: u8 = 10;
const LEARN_IN_COLUMN: u8 = 11;
const IN_COLUMN: u8 = 12;
const LET_COLUMN_GO: u8 = 13;
const COMMENT: u8 = 14;

// What an utterance has, a bit each.
const TIMED: u8 = 1;
const INTENDED: u8 = 2;
const SURE: u8 = 4;
const ORIGINAL: u8 = 8;
const DETAILED: u8 = 16;

/// An utterance on its way to a shard.
pub struct Said<'t> {
    /// Who speaks.
    pub role: Role,
    /// When.
    pub at: Option<Millis>,
    /// Its masked text.
    pub masked: &'t str,
    /// What is stored instead, where originals are kept.
    pub original: Option<&'t str>,
    /// What only the source and the masking know.
    pub marks: Marks,
    /// Number of the source's intent.
    pub intent: Option<u32>,
    /// The source's confidence in it.
    pub confidence: Option<f64>,
    /// What else the source knows of it.
    pub details: DetailRow<'t>,
}

/// A block that is being written. Conversations go by their number in the shard.
#[derive(Debug, Default)]
pub struct Batch(Out);

impl Batch {
    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its size in bytes.
    pub fn len(&self) -> usize {
        self.0.0.len()
    }

    /// Bytes of memory that it takes.
    pub fn room(&self) -> u64 {
        size::list(&self.0.0)
    }

    /// The bytes; what is said next begins a new block.
    pub fn take(&mut self) -> Vec<u8> {
        let room = self.len();
        std::mem::replace(&mut self.0.0, Vec::with_capacity(room))
    }

    fn word(&mut self, tag: u8, conversation: u32) -> &mut Out {
        self.0.0.push(tag);
        conversation.freeze(&mut self.0);
        &mut self.0
    }

    /// The shard's next conversation begins.
    pub fn conversation(&mut self, id: &str) {
        self.0.0.push(CONVERSATION);
        text(&mut self.0, id);
    }

    /// Whose conversation it is.
    pub fn user(&mut self, conversation: u32, user: u32, shown: &str) {
        let out = self.word(USER, conversation);
        user.freeze(out);
        text(out, shown);
    }

    /// Whether a user has further conversations.
    pub fn returning(&mut self, user: u32, returning: bool) {
        returning.freeze(self.word(RETURNING, user));
    }

    /// The next name of a dictionary.
    pub fn learn(&mut self, dictionary: Dictionary, name: &str) {
        self.0.0.extend([LEARN, dictionary as u8]);
        text(&mut self.0, name);
    }

    /// A name of a conversation.
    pub fn name(&mut self, conversation: u32, dictionary: Dictionary, number: u32) {
        let out = self.word(NAME, conversation);
        out.0.push(dictionary as u8);
        number.freeze(out);
    }

    /// The next column of the sources begins.
    pub fn begin_column(&mut self, name: &str) {
        self.0.0.push(COLUMN);
        text(&mut self.0, name);
    }

    /// The next value of a column.
    pub fn learn_in_column(&mut self, column: u32, value: &str) {
        text(self.word(LEARN_IN_COLUMN, column), value);
    }

    /// What a conversation has in a column.
    pub fn in_column(&mut self, conversation: u32, column: u32, value: u32) {
        let out = self.word(IN_COLUMN, conversation);
        column.freeze(out);
        value.freeze(out);
    }

    /// A column is kept no longer.
    pub fn let_column_go(&mut self, column: u32) {
        self.word(LET_COLUMN_GO, column);
    }

    /// How it was rated.
    pub fn rating(&mut self, conversation: u32, rating: Rating) {
        rating.freeze(self.word(RATING, conversation));
    }

    /// What was written beside the rating, masked.
    pub fn comment(&mut self, conversation: u32, comment: &str) {
        text(self.word(COMMENT, conversation), comment);
    }

    /// What the source states of its outcome.
    pub fn stated(&mut self, conversation: u32, outcome: Outcome) {
        outcome.freeze(self.word(STATED, conversation));
    }

    /// Whether a person took over.
    pub fn handoff(&mut self, conversation: u32, handoff: bool) {
        handoff.freeze(self.word(HANDOFF, conversation));
    }

    /// What was said.
    pub fn said(&mut self, conversation: u32, said: &Said<'_>) {
        let has = [
            (said.at.is_some(), TIMED),
            (said.intent.is_some(), INTENDED),
            (said.confidence.is_some(), SURE),
            (said.original.is_some(), ORIGINAL),
            (said.details != DetailRow::default(), DETAILED),
        ];
        let bits = has.into_iter().filter(|(has, _)| *has).fold(0, |bits, (_, bit)| bits | bit);
        let out = self.word(SAID, conversation);
        out.0.extend([said.role as u8, bits]);
        out.0.extend(said.marks.0.to_le_bytes());
        if let Some(Millis(at)) = said.at {
            out.number(at as u64);
        }
        if let Some(intent) = said.intent {
            intent.freeze(out);
        }
        if let Some(confidence) = said.confidence {
            confidence.freeze(out);
        }
        if bits & DETAILED != 0 {
            said.details.model.freeze(out);
            said.details.measures.freeze(out);
            text(out, said.details.replies.unwrap_or_default());
        }
        text(out, said.masked);
        if let Some(original) = said.original {
            text(out, original);
        }
    }

    /// The block by which a whole store takes the place of what the shard holds.
    pub fn store(part: &Corpus) -> Vec<u8> {
        let mut out = Out(vec![STORE]);
        part.freeze_part(&mut out);
        out.0
    }
}

/// Does what a block says; `listener` hears what is said in it. `None` if it is no block.
pub fn apply(block: &[u8], corpus: &mut Corpus, listener: &mut Listener) -> Option<()> {
    let mut from = In(block);
    let from = &mut from;
    while !from.0.is_empty() {
        match from.byte()? {
            CONVERSATION => corpus.begin_conversation(read(from)?),
            USER => {
                let (conversation, user) = (u32::thaw(from)?, u32::thaw(from)?);
                corpus.set_user(conversation, user, read(from)?);
            }
            RETURNING => {
                let user = u32::thaw(from)?;
                corpus.set_returning(user, bool::thaw(from)?);
            }
            LEARN => {
                let dictionary = dictionary(from)?;
                corpus.learn(dictionary, read(from)?);
            }
            NAME => {
                let (conversation, dictionary) = (u32::thaw(from)?, dictionary(from)?);
                corpus.set_name(conversation, dictionary, u32::thaw(from)?);
            }
            COLUMN => corpus.begin_column(read(from)?),
            LEARN_IN_COLUMN => {
                let column = u32::thaw(from)?;
                corpus.learn_in_column(column, read(from)?);
            }
            IN_COLUMN => {
                let (conversation, column) = (u32::thaw(from)?, u32::thaw(from)?);
                corpus.set_in_column(conversation, column, u32::thaw(from)?);
            }
            LET_COLUMN_GO => corpus.let_column_go(u32::thaw(from)?),
            RATING => corpus.set_rating(u32::thaw(from)?, Rating::thaw(from)?),
            COMMENT => {
                let conversation = u32::thaw(from)?;
                corpus.set_comment(conversation, read(from)?);
            }
            STATED => corpus.set_stated(u32::thaw(from)?, Outcome::thaw(from)?),
            HANDOFF => corpus.set_handoff(u32::thaw(from)?, bool::thaw(from)?),
            SAID => said(from, corpus, listener)?,
            STORE => *corpus = Corpus::thaw_part(from, corpus.place())?,
            _ => return None,
        }
    }
    Some(())
}

fn said(from: &mut In<'_>, corpus: &mut Corpus, listener: &mut Listener) -> Option<()> {
    let conversation = u32::thaw(from)?;
    let role = *Role::ALL.get(usize::from(from.byte()?))?;
    let bits = from.byte()?;
    let known = Marks(u16::from_le_bytes(from.take(2)?.try_into().ok()?));
    let has = |bit| bits & bit != 0;
    let at = if has(TIMED) { Some(Millis(from.number()? as i64)) } else { None };
    let intent = if has(INTENDED) { Some(u32::thaw(from)?) } else { None };
    let confidence = if has(SURE) { Some(f64::thaw(from)?) } else { None };
    let mut details = DetailRow::default();
    if has(DETAILED) {
        let (model, measures, replies) = (Option::thaw(from)?, Frozen::thaw(from)?, read(from)?);
        details = DetailRow { model, measures, replies: Some(replies).filter(|text| !text.is_empty()) };
    }
    let masked = read(from)?;
    let text = if has(ORIGINAL) { read(from)? } else { masked };
    let (marks, heard) = listener.hear(conversation, role, masked, known);
    let mut private = Vec::new();
    let weighed = Weighed::of(masked, &mut private);
    let row = UtteranceRow { role, at, marks, heard, text, intent, confidence, details, weighed };
    corpus.push(conversation, &row);
    if role == Role::User
        && !marks.has(Marks::GREETING)
        && let Some(matter) = listener.said(conversation)
    {
        corpus.set_matter(conversation, matter);
    }
    Some(())
}

fn dictionary(from: &mut In<'_>) -> Option<Dictionary> {
    Dictionary::ALL.get(usize::from(from.byte()?)).copied()
}

fn text(out: &mut Out, text: &str) {
    (text.len() as u64).freeze(out);
    out.0.extend_from_slice(text.as_bytes());
}

fn read<'b>(from: &mut In<'b>) -> Option<&'b str> {
    let length = usize::try_from(u64::thaw(from)?).ok()?;
    std::str::from_utf8(from.take(length)?).ok()
}

/// The verdict of a person on an answer, as a mark.
pub fn mark_of(feedback: Option<Feedback>) -> Marks {
    match feedback {
        Some(Feedback::Up) => Marks::FEEDBACK_UP,
        Some(Feedback::Down) => Marks::FEEDBACK_DOWN,
        None => Marks::default(),
    }
}
