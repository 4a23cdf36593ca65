//! Facts of files beside the transcripts, until all files are read: only then is it known which conversations
//! and users there are, so that the order of the files does not matter.
//!
//! Invariants. (1) What waits here is raw and in memory alone; on its way out it passes the same masking as
//! everything else. (2) Files are applied in the order of their names. Facts about users come before those
//! about conversations, which stand above them. (3) Every record is joined or has a problem that says why not.

use std::borrow::Cow;

use siphasher::sip128::SipHasher13;

use crate::{
    binary::{Frozen, In},
    conversation::{Facts, Outcome, Rating},
    ingest::{About, Aside, Effect, FileLog, Kind, Sentence},
    order::sort_by,
    privacy::ByKey,
    size::list,
};

use super::{
    intake::{Intake, user_key},
    keyed,
    registry::Registry,
};

/// What was said beside the transcripts and waits for them.
pub struct Joining {
    hasher: SipHasher13,
    files: Vec<Waiting>,
    /// Of the file at hand.
    current: Waiting,
    /// Numbers of the names of columns.
    names: Vec<String>,
}

/// The records of one file.
#[derive(Default)]
struct Waiting {
    about: About,
    /// Which of the logs is its.
    log: usize,
    records: Vec<Record>,
    /// What they say, one after the other.
    said: Vec<u8>,
}

/// One record.
struct Record {
    /// The keyed hash of what it is about.
    key: u128,
    line: u64,
    number: u64,
    /// Where it begins.
    at: usize,
}

/// What a record says, as it waits.
struct Kept {
    user: Option<String>,
    channel: Option<String>,
    language: Option<String>,
    variant: Option<String>,
    rating: Option<Rating>,
    comment: Option<String>,
    outcome: Option<Outcome>,
    handoff: Option<bool>,
    tags: Vec<String>,
    columns: Vec<(u32, String)>,
}

crate::frozen! { Kept { user, channel, language, variant, rating, comment, outcome, handoff, tags, columns } }

impl Joining {
    /// Nothing was said yet; what it is about goes by this hash.
    pub fn new(hasher: SipHasher13) -> Self {
        Self { hasher, files: Vec::new(), current: Waiting::default(), names: Vec::new() }
    }

    /// Takes a record of the file at hand.
    pub fn take(&mut self, aside: &Aside<'_>) {
        let Aside { about, id, place: (line, number), facts } = *aside;
        let key = if about == About::Users { user_key(self.hasher, id) } else { keyed(self.hasher, id) };
        let Self { current, names, .. } = self;
        current.about = about;
        current.records.push(Record { key, line, number, at: current.said.len() });
        let own = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
        let mut column = |name: &str| {
            let known = names.iter().position(|known| known == name);
            known.unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            }) as u32
        };
        let kept = Kept {
            user: own(&facts.user),
            channel: own(&facts.channel),
            language: own(&facts.language),
            variant: own(&facts.variant),
            rating: facts.rating,
            comment: own(&facts.comment),
            outcome: facts.outcome,
            handoff: facts.handoff,
            tags: facts.tags.iter().map(|tag| tag.clone().into_owned()).collect(),
            columns: facts
                .columns
                .iter()
                .map(|(name, value)| (column(name), value.clone().into_owned()))
                .collect(),
        };
        current.said.extend(kept.frozen());
    }

    /// The file at hand is over; its report is that of this number.
    pub fn close(&mut self, log: usize) {
        let file = std::mem::take(&mut self.current);
        if !file.records.is_empty() {
            self.files.push(Waiting { log, ..file });
        }
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        let files = self.files.iter().chain([&self.current]);
        files.map(|file| list(&file.records) + list(&file.said)).sum()
    }

    /// Says everything that waits of the conversations that there are, and writes down what it was joined to.
    pub fn join(mut self, intake: &mut Intake<'_>, logs: &mut [FileLog]) {
        sort_by(&mut self.files, |a, b| {
            let of = |file: &Waiting| logs.get(file.log).map(|log| (&log.name, log.bytes));
            of(a).cmp(&of(b))
        });
        let names = self.names;
        let (users, conversations): (Vec<Waiting>, Vec<Waiting>) =
            self.files.into_iter().partition(|file| file.about == About::Users);
        // Whose a conversation is must be known before what is said of users. In a column the first word
        // stays, of everything else the last.
        for file in &conversations {
            file.tell(intake, &names, &[], |facts| Facts {
                user: facts.user,
                columns: facts.columns,
                ..Facts::default()
            });
            note(intake, file, logs);
        }
        let by_user = intake.registry.by_user();
        for file in &users {
            file.tell(intake, &names, &by_user, |facts| facts);
            note(intake, file, logs);
        }
        for file in &conversations {
            file.tell(intake, &names, &[], |facts| Facts { user: None, columns: Vec::new(), ..facts });
        }
        for file in conversations.iter().chain(&users) {
            if let Some(log) = logs.get_mut(file.log) {
                file.report(intake.registry, &by_user, log);
            }
        }
    }
}

/// Writes down which columns could not be kept.
fn note(intake: &mut Intake<'_>, file: &Waiting, logs: &mut [FileLog]) {
    if let Some(log) = logs.get_mut(file.log) {
        intake.columns.note_let_go(log);
    }
}

impl Waiting {
    /// The last record of each id.
    #[inline(never)]
    fn last(&self) -> ByKey<u32> {
        let mut last = ByKey::default();
        for (record, at) in self.records.iter().zip(0..) {
            last.insert(record.key, at);
        }
        last
    }

    /// The conversations that a record is about; `by_user` are those of each user.
    #[inline(never)]
    fn meant(&self, record: &Record, registry: &Registry, by_user: &[(i64, u32)]) -> Vec<u32> {
        if self.about != About::Users {
            return registry.known_conversation(record.key).into_iter().collect();
        }
        let Some(user) = registry.known_user(record.key) else { return Vec::new() };
        let user = i64::from(user);
        let from = by_user.partition_point(|(other, _)| *other < user);
        by_user[from..]
            .iter()
            .take_while(|(other, _)| *other == user)
            .map(|(_, conversation)| *conversation)
            .collect()
    }

    /// Says what its records say, as far as `part` leaves it.
    fn tell(
        &self,
        intake: &mut Intake<'_>,
        names: &[String],
        by_user: &[(i64, u32)],
        part: fn(Facts<'_>) -> Facts<'_>,
    ) {
        let last = self.last();
        for (record, at) in self.records.iter().zip(0..) {
            let meant = self.meant(record, intake.registry, by_user);
            if meant.is_empty() || last.get(&record.key) != Some(&at) {
                continue;
            }
            let Some(kept) = Kept::thaw(&mut In(&self.said[record.at..])) else { continue };
            let facts = part(kept.facts(names));
            for conversation in meant {
                intake.say(conversation, &facts);
            }
        }
    }

    /// Writes down which of its records were joined, and why the others were not.
    fn report(&self, registry: &Registry, by_user: &[(i64, u32)], log: &mut FileLog) {
        let last = self.last();
        let mut matched = 0;
        for (record, at) in self.records.iter().zip(0..) {
            let why = if last.get(&record.key) != Some(&at) {
                Kind::RepeatedId
            } else if self.meant(record, registry, by_user).is_empty() {
                Kind::Unmatched
            } else {
                matched += 1;
                log.kept += 1;
                continue;
            };
            log.note(record.line, record.number, Effect::Skipped, why);
        }
        let said = if self.about == About::Users {
            Sentence::of("{why}. {matched} of {all} customers matched; {left} without a conversation here")
        } else {
            Sentence::of("{why}. {matched} of {all} conversations matched; {left} not among those read")
        };
        let why = std::mem::take(&mut log.why);
        log.why = said
            .words("why", [why])
            .plain("matched", matched)
            .plain("all", last.len())
            .plain("left", last.len() - matched);
    }
}

impl Kept {
    fn facts(self, names: &[String]) -> Facts<'_> {
        let own = |text: Option<String>| text.map(Cow::Owned);
        let column = |(name, value): (u32, String)| {
            Some((Cow::Borrowed(names.get(name as usize)?.as_str()), Cow::Owned(value)))
        };
        Facts {
            user: own(self.user),
            channel: own(self.channel),
            language: own(self.language),
            variant: own(self.variant),
            rating: self.rating,
            comment: own(self.comment),
            outcome: self.outcome,
            handoff: self.handoff,
            tags: self.tags.into_iter().map(Cow::Owned).collect(),
            columns: self.columns.into_iter().filter_map(column).collect(),
        }
    }
}
