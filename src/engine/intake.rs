//! The way of a text from a reader to the corpus: masked, marked, stored.

use std::{collections::HashSet, hash::Hasher};

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::{
    conversation::{Facts, Feedback, Role, Utterance},
    corpus::{Corpus, LONGEST_VALUE, UtteranceRow},
    ingest::{Sink, Taken},
    language::{self, Marks},
    privacy::{Kind, Masker, Span, in_code_points},
};

use super::keyed;

/// Where a personal datum stood in the incoming text, in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PiiSpan {
    /// What it is.
    pub kind: Kind,
    /// First position.
    pub start: usize,
    /// One past the last position.
    pub end: usize,
}

/// The conversation of the last call, because the next is usually of the same.
#[derive(Debug, Default)]
pub struct Recent {
    id: String,
    number: Option<u32>,
}

/// What tells the messages of one file from those of the files before it.
#[derive(Debug, Default)]
pub struct Files {
    /// Fingerprints of all messages of earlier files.
    earlier: HashSet<u64>,
    /// Fingerprints of this file's.
    current: Vec<u64>,
    /// Conversations that earlier files began.
    begun: u32,
    /// Those of them that this file goes on with.
    joined: HashSet<u32>,
}

impl Files {
    /// A file begins; that many conversations are there already.
    pub fn next(&mut self, conversations: u32) {
        self.earlier.extend(self.current.drain(..));
        self.joined.clear();
        self.begun = conversations;
    }
}

/// Takes what a reader finds. Lives for one push.
pub struct Intake<'a> {
    pub masker: &'a mut Masker,
    pub corpus: &'a mut Corpus,
    pub hasher: SipHasher13,
    pub scratch: &'a mut String,
    pub originals: bool,
    pub pii: Option<&'a mut Vec<Vec<PiiSpan>>>,
    pub last: &'a mut Recent,
    pub files: &'a mut Files,
}

impl Intake<'_> {
    fn conversation(&mut self, id: &str) -> u32 {
        if self.last.id == id
            && let Some(number) = self.last.number
        {
            return number;
        }
        let (masker, originals) = (&mut *self.masker, self.originals);
        let number = self.corpus.conversation(keyed(self.hasher, id), || shown(masker, id, originals));
        id.clone_into(&mut self.last.id);
        self.last.number = Some(number);
        number
    }

    /// Tells a message from every other: conversation, speaker, time and words.
    fn fingerprint(&self, conversation: u32, utterance: &Utterance<'_>) -> u64 {
        let mut hasher = self.hasher;
        hasher.write_u32(conversation);
        hasher.write_u8(utterance.role as u8);
        hasher.write_i64(utterance.at.map_or(i64::MIN, |at| at.0));
        hasher.write(utterance.text.as_bytes());
        hasher.finish128().h1
    }
}

/// An id, a channel or a tag as it may be kept.
fn shown(masker: &mut Masker, value: &str, originals: bool) -> String {
    if originals { value.to_owned() } else { masker.mask(value).text.into_owned() }
}

impl Sink for Intake<'_> {
    fn facts(&mut self, conversation: &str, facts: &Facts<'_>) {
        let number = self.conversation(conversation);
        let (masker, originals) = (&mut *self.masker, self.originals);
        if let Some(user) = &facts.user {
            // An address is one person however it is spelt; any other id means its letters.
            let key = if user.contains('@') {
                keyed(self.hasher, &user.to_lowercase())
            } else {
                keyed(self.hasher, user)
            };
            self.corpus.set_user(number, key, || shown(masker, user, originals));
        }
        if let Some(channel) = &facts.channel {
            self.corpus.set_channel(number, &shown(masker, channel, originals));
        }
        if let Some(language) = &facts.language {
            self.corpus.set_language(number, &shown(masker, language, originals));
        }
        if let Some(variant) = &facts.variant {
            self.corpus.set_variant(number, &shown(masker, variant, originals));
        }
        for tag in &facts.tags {
            self.corpus.add_tag(number, &shown(masker, tag, originals));
        }
        for (name, value) in &facts.columns {
            if value.len() > LONGEST_VALUE {
                self.corpus.pass_over_column(name);
            } else {
                self.corpus.set_column(number, name, || shown(masker, value, originals));
            }
        }
        if let Some(rating) = facts.rating {
            self.corpus.set_rating(number, rating);
        }
        if let Some(outcome) = facts.outcome {
            self.corpus.set_stated(number, outcome);
        }
        if let Some(handoff) = facts.handoff {
            self.corpus.set_handoff(number, handoff);
        }
    }

    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken {
        let number = self.conversation(conversation);
        let fingerprint = self.fingerprint(number, utterance);
        let mut taken = Taken::New;
        if number < self.files.begun {
            if self.files.earlier.contains(&fingerprint) {
                return Taken::Repeated;
            }
            if self.files.joined.insert(number) {
                taken = Taken::Joined;
            }
        }
        self.files.current.push(fingerprint);
        let text = utterance.text.as_ref();
        let masked = self.masker.mask(text);
        if let Some(pii) = &mut self.pii {
            let spans: Vec<Span> = masked.spans().iter().map(|replaced| replaced.span).collect();
            pii.push(
                in_code_points(text, &spans)
                    .into_iter()
                    .map(|span| PiiSpan { kind: span.kind, start: span.start, end: span.end })
                    .collect(),
            );
        }
        let mut marks = language::mark(utterance.role, &masked.text, self.scratch);
        if utterance.role == Role::User && (masked.has(Kind::Email) || masked.has(Kind::Phone)) {
            marks = marks.with(Marks::CONTACT);
        }
        if utterance.fallback && matches!(utterance.role, Role::Bot | Role::User) {
            marks = marks.with(Marks::FALLBACK);
        }
        marks = match utterance.feedback {
            Some(Feedback::Up) => marks.with(Marks::FEEDBACK_UP),
            Some(Feedback::Down) => marks.with(Marks::FEEDBACK_DOWN),
            None => marks,
        };
        let intent = utterance.intent.as_ref().map(|intent| shown(self.masker, intent, self.originals));
        self.corpus.push(
            number,
            &UtteranceRow {
                role: utterance.role,
                at: utterance.at,
                marks,
                text: if self.originals { text } else { &masked.text },
                intent: intent.as_deref(),
                confidence: utterance.confidence,
            },
        );
        taken
    }
}
