//! Which conversations a filter means, and what it is asked of.

use crate::{
    conversation::{Day, Measure, Role},
    corpus::{ConversationView, Corpus},
    insight::{Answer, Case, Walks},
    language::Marks,
    query::{Field, Filter, Flag, Funnel, Path, Said, Subject, Term},
    text,
};

use super::{
    cases::Cases,
    funnels::Through,
    meant::{Asked, Bits, Meant, OwnNames},
    names_heard,
    near::Meaning,
};

/// Milliseconds of a minute.
const MINUTE: f64 = 60_000.0;

/// The conversations of a shard that a filter means, at one moment of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// `None` where all are meant.
    chosen: Option<Bits>,
    count: u64,
}

impl Selection {
    /// Asks a filter of every conversation of a shard. `cases` is what was read off each, `names` are those
    /// that people gave; `meant` is what is known of single terms, `end` the last moment in the
    /// data of all shards, `foreseen` what is known before.
    pub(super) fn of(
        corpus: &mut Corpus,
        (cases, names): (&Cases, OwnNames<'_>),
        meant: &mut Meant,
        filter: &Filter,
        end: Option<i64>,
        foreseen: Foreseen<'_>,
    ) -> Self {
        if filter.is_empty() {
            return Self { chosen: None, count: u64::from(corpus.conversations()) };
        }
        // Most terms are answered by what was read off, without a walk over what was said.
        let of_words = [
            Field::Says,
            Field::Intent,
            Field::Model,
            Field::Tokens,
            Field::Latency,
            Field::Cost,
            Field::Entity,
        ];
        // Who comes through a funnel is known.
        let is_of_words =
            |term: &Term| term.field != Field::Funnel && of_words.iter().any(|field| term.asks_about(*field));
        let read_off = filter.only(|term| !is_of_words(term));
        let mut chosen =
            meant.by_all(&read_off, Asked { corpus, cases, names, end, funnels: foreseen.funnels });
        let of_words = filter.only(is_of_words);
        if !of_words.is_empty() {
            let prepared = of_words.prepared();
            chosen = Bits::of(corpus.conversations(), |number| {
                chosen.has(number)
                    && corpus
                        .with(number, |corpus, view| {
                            let case = cases.case(view);
                            prepared.holds(&Seen {
                                corpus,
                                case: &case,
                                names,
                                end,
                                foreseen,
                                walks: &cases.walks,
                            })
                        })
                        .unwrap_or_default()
            });
        }
        Self { count: chosen.count(), chosen: Some(chosen) }
    }

    /// Whether it holds a conversation.
    pub fn has(&self, conversation: u32) -> bool {
        self.chosen.as_ref().is_none_or(|chosen| chosen.has(conversation))
    }

    /// Shows those that it holds, in their order.
    pub(super) fn each(&self, mut show: impl FnMut(u32)) {
        match &self.chosen {
            Some(chosen) => chosen.each(show),
            None => (0..self.count as u32).for_each(&mut show),
        }
    }

    /// Bytes of memory that it takes.
    pub(super) fn bytes(&self) -> u64 {
        self.chosen.as_ref().map_or(0, Bits::bytes)
    }

    /// How many it holds.
    pub fn count(&self) -> u64 {
        self.count
    }
}

/// What is known of a filter before it is asked of any conversation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Foreseen<'s> {
    /// The messages that mean what is looked for.
    pub(super) near: &'s [Meaning],
    /// Who comes through its funnels.
    pub(super) funnels: &'s [Through],
}

/// One conversation as a filter sees it.
pub(super) struct Seen<'s> {
    pub(super) corpus: &'s Corpus,
    pub(super) case: &'s Case<'s>,
    /// Names that people gave.
    pub(super) names: OwnNames<'s>,
    /// The last moment in the data.
    pub(super) end: Option<i64>,
    /// What is known before.
    pub(super) foreseen: Foreseen<'s>,
    /// What all conversations of the shard go through; read where a filter asks for it.
    pub(super) walks: &'s Walks,
}

impl Seen<'_> {
    fn view(&self) -> &ConversationView<'_> {
        self.case.view
    }

    /// The place of the first message from a place on, of those that are asked for, whose row satisfies `holds`.
    fn find(
        &self,
        by: Option<(Said, Role)>,
        from: usize,
        mut holds: impl FnMut(u32) -> bool,
    ) -> Option<usize> {
        let is_of = |role: Role| by.map_or(role != Role::System, |(_, wanted)| role == wanted);
        let said = self.view().utterances.iter().enumerate().skip(from);
        let mut said = said.filter(|(_, said)| is_of(said.role));
        let found = match by.map_or(Said::Any, |(which, _)| which) {
            Said::Any => said.find(|(_, said)| holds(said.row)),
            Said::First => said.next().filter(|(_, said)| holds(said.row)),
            Said::Last => said.next_back().filter(|(_, said)| holds(said.row)),
        };
        found.map(|(at, _)| at)
    }
}

impl Seen<'_> {
    /// Whether something that its user names is wanted: by its kind alone, or by that and what it means.
    fn named_in_it(&self, wanted: &mut dyn FnMut(&str) -> bool) -> bool {
        let (mut any, mut holds) = (false, false);
        let Some((_, voiced)) = self.names.found else { return wanted("") };
        voiced.each_named(self.corpus, self.case, self.view(), |kind, value, _| {
            any = true;
            let kind = kind.name().to_lowercase();
            holds = holds || wanted(&kind) || wanted(&format!("{kind}: {value}"));
        });
        if any { holds } else { wanted("") }
    }

    /// What was measured of its messages: the longest time, the sum of all else. Where none of them states such
    /// a thing, what the column of that name says of the conversation.
    fn measured(&self, field: Field, measures: &[Measure]) -> Option<f64> {
        let said = self.view().utterances.iter();
        let all = said
            .flat_map(|said| measures.iter().filter_map(|measure| self.corpus.measure(said.row, *measure)));
        let join = if field == Field::Latency { f64::max } else { |one, two| one + two };
        let of_column = || {
            let stands = self.in_column(field.name())?.1?;
            // Seconds, as people write them.
            Some(if field == Field::Latency { stands * 1_000.0 } else { stands })
        };
        all.reduce(join).or_else(of_column)
    }
}

impl Subject for Seen<'_> {
    fn named(&self, field: Field, wanted: &mut dyn FnMut(&str) -> bool) -> bool {
        let card = || self.corpus.card(self.view().idx);
        match field {
            Field::Outcome => wanted(self.case.outcome.name()),
            Field::Evidence => wanted(self.case.evidence.name()),
            heard if names_heard::FIELDS.contains(&heard) => {
                let names = names_heard::names(&self.case.voice, heard);
                if names.is_empty() { wanted("") } else { names.into_iter().any(wanted) }
            }
            Field::Label => {
                let mut names = names_heard::of_bits(self.case.voice.taught, self.names.taught).peekable();
                if names.peek().is_none() { wanted("") } else { names.any(wanted) }
            }
            Field::Goal => {
                let mut names = names_heard::of_bits(self.case.goals, self.names.goals).peekable();
                if names.peek().is_none() { wanted("") } else { names.any(wanted) }
            }
            Field::Topic => {
                let found = self.names.found;
                let own =
                    found.and_then(|(topics, _)| Some(topics.name(topics.of_conversation(self.view().idx)?)));
                wanted(own.unwrap_or_default())
            }
            Field::Question | Field::Failed => {
                let found = self.names.found.into_iter();
                let mut own = found
                    .flat_map(|(topics, _)| topics.wordings(self.view().idx, field == Field::Failed))
                    .peekable();
                if own.peek().is_none() { wanted("") } else { own.any(wanted) }
            }
            Field::Voice => {
                let voiced = self.names.found.into_iter();
                let mut names =
                    voiced.flat_map(|(_, voiced)| voiced.of_conversation(self.view().idx)).peekable();
                if names.peek().is_none() { wanted("") } else { names.any(wanted) }
            }
            Field::Entity => self.named_in_it(wanted),
            Field::Channel => wanted(self.view().channel.unwrap_or_default()),
            Field::Language => wanted(card().language.unwrap_or_default()),
            Field::Variant => wanted(card().variant.unwrap_or_default()),
            Field::User => wanted(card().user.unwrap_or_default()),
            Field::Id => wanted(card().id),
            Field::Tag => {
                let tags = card().tags;
                if tags.is_empty() { wanted("") } else { tags.into_iter().any(wanted) }
            }
            Field::Intent => {
                let mut intents =
                    self.view().utterances.iter().filter_map(|said| self.corpus.intent(said.row)).peekable();
                if intents.peek().is_none() { wanted("") } else { intents.any(wanted) }
            }
            Field::Model => {
                let mut models =
                    self.view().utterances.iter().filter_map(|said| self.corpus.model(said.row)).peekable();
                if models.peek().is_none() {
                    // Where only a column of the source says it.
                    wanted(self.in_column("model").map_or("", |(model, _)| model))
                } else {
                    models.any(wanted)
                }
            }
            _ => false,
        }
    }

    fn number(&self, field: Field) -> Option<f64> {
        let digest = &self.case.digest;
        match field {
            Field::Messages => Some(f64::from(digest.messages())),
            Field::Turns => Some(f64::from(digest.turns)),
            Field::Minutes => {
                let (first, last) = (digest.first?, digest.last?);
                (digest.dated > 1).then(|| (last.0 - first.0) as f64 / MINUTE)
            }
            Field::Hour => self.case.start.map(|start| f64::from(start.hour)),
            Field::Rating => self.view().rating.and_then(crate::insight::rating_of_five),
            Field::Sentiment => self.case.voice.sentiment(),
            Field::Tokens => self.measured(field, &[Measure::PromptTokens, Measure::CompletionTokens]),
            Field::Latency => self.measured(field, &[Measure::Latency]).map(|millis| millis / 1_000.0),
            Field::Cost => self.measured(field, &[Measure::Cost]),
            _ => None,
        }
    }

    fn in_column(&self, column: &str) -> Option<(&str, Option<f64>)> {
        self.corpus.in_column(self.view().idx, column)
    }

    fn began(&self) -> Option<(Day, u8)> {
        self.case.start.map(|start| (Day(start.day), start.weekday))
    }

    fn is(&self, flag: Flag) -> bool {
        let (digest, view) = (&self.case.digest, self.view());
        match flag {
            Flag::Engaged => digest.engaged(),
            Flag::Deep => digest.deeply_engaged(),
            Flag::Inquiry => digest.inquiry,
            Flag::Handoff => digest.engaged() && digest.reached_agent(view.handoff),
            Flag::AskedHuman => digest.user_marks.has(Marks::ASKS_HUMAN),
            Flag::Fallback => digest.fallbacks > 0,
            Flag::Greeted => digest.greeted,
            Flag::Bounce => self.case.bounced(),
            Flag::Rated => view.rating.is_some(),
            Flag::Satisfied => view.rating.is_some_and(crate::conversation::Rating::is_top_two),
            Flag::Identified => view.user.is_some(),
            Flag::Assumed => self.case.assumed_resolved(),
            Flag::Confirmed => self.case.confirmed_resolved(),
            Flag::Dated => digest.dated > 0,
            Flag::Returning => view.returning,
            Flag::Answered => self.case.was_answered(Answer::First),
            Flag::BotAnswered => self.case.was_answered(Answer::Bot),
            Flag::WithBot => digest.of_role(Role::Bot) > 0,
            Flag::WithAgent => digest.of_role(Role::Agent) > 0,
            Flag::Rephrase => self.case.voice.rephrases > 0,
            Flag::Lead => digest.user_marks.has(Marks::CONTACT),
            Flag::Followed => self.case.again.is_known(),
            Flag::Repeated => self.case.again.is_repeated(),
            Flag::Unsettled => self.case.again.is_open(),
            Flag::DeflectedWell => self.case.deflected_well(),
            Flag::Contradicting => self.case.contradicts() == Some(true),
            Flag::Thumbed => digest.thumbs != [0; 2],
            Flag::Skewed => self.case.effort.skewed(),
            Flag::Flagged => digest.flagged > 0,
            Flag::AgentAnswered => self.case.was_answered(Answer::Agent),
        }
    }

    fn means(&self, by: Option<(Said, Role)>, from: usize, sentence: &str) -> Option<usize> {
        let meaning = self.foreseen.near.iter().find(|meaning| meaning.sentence == sentence)?;
        self.find(by, from, |row| meaning.has(row))
    }

    fn said(
        &self,
        by: Option<(Said, Role)>,
        from: usize,
        wanted: &mut dyn FnMut(&str) -> bool,
    ) -> Option<usize> {
        let mut folded = String::new();
        self.find(by, from, |row| {
            text::fold_into(&self.corpus.text(row), &mut folded);
            wanted(&folded)
        })
    }

    fn goes(&self, path: &Path) -> bool {
        self.case.digest.engaged() && self.walks.go(self.view().idx, self.case.outcome, path)
    }

    fn comes_through(&self, funnel: &Funnel) -> bool {
        let known = self.foreseen.funnels.iter().find(|(known, ..)| known == funnel);
        known.is_some_and(|(_, _, through)| through.has(self.view().idx))
    }

    fn minutes_before_end(&self, field: Field) -> Option<f64> {
        let digest = &self.case.digest;
        let moment = if field == Field::Active { digest.last } else { digest.opened };
        Some((self.end? - moment?.0) as f64 / MINUTE)
    }
}
