//! Which conversations of a shard each term of a filter means. One filter after another mostly shares its terms
//! with the one before, so that what they mean is remembered term by term.
//!
//! What a term asks often stands in one column: its channel, its outcome, its day. Then each value is asked once,
//! not each conversation.

use std::rc::Rc;

use crate::{
    conversation::CivilHour,
    corpus::{Corpus, Dictionary},
    insight::ReadOff,
    query::{Field, Filter, Funnel, Term, Test},
    size::list,
};

use super::{
    cases::Cases,
    funnels::Through,
    selection::{Foreseen, Seen},
    topics::Known,
    voices::Voiced,
};

/// Terms remembered at a time.
const KEPT: usize = 12;

/// Values of a column whose answers are at hand at a time.
const AT_HAND: usize = 1 << 10;

/// What stands in a column for no value.
const NONE: i64 = i64::MIN;

/// Some conversations of a shard, a bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// Those of so many conversations for which something holds.
    pub fn of(conversations: u32, mut holds: impl FnMut(u32) -> bool) -> Self {
        let mut bits = vec![0; conversations.div_ceil(u64::BITS) as usize];
        for number in 0..conversations {
            bits[number as usize / 64] |= u64::from(holds(number)) << (number % 64);
        }
        Self(bits)
    }

    /// Whether a conversation is among them.
    pub fn has(&self, conversation: u32) -> bool {
        self.0.get(conversation as usize / 64).is_some_and(|word| word >> (conversation % 64) & 1 == 1)
    }

    /// How many they are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Shows them in their order.
    pub fn each(&self, mut show: impl FnMut(u32)) {
        for (word, at) in self.0.iter().zip(0..) {
            let mut rest = *word;
            while rest != 0 {
                show(at * u64::BITS + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// Joins others to them, word by word.
    pub fn join(&mut self, others: &Self, join: impl Fn(u64, u64) -> u64) {
        self.0.iter_mut().zip(&others.0).for_each(|(mine, theirs)| *mine = join(*mine, *theirs));
    }

    /// Bytes of memory that they take.
    pub fn bytes(&self) -> u64 {
        list(&self.0)
    }
}

/// Names that people gave, by their slots.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnNames<'a> {
    /// Of labels that they taught.
    pub taught: &'a [String],
    /// Of goals.
    pub goals: &'a [String],
    /// Topics and what is said with signals, and which conversations are in them; not there for who asks of no
    /// conversation.
    pub found: Option<(&'a Known, &'a Voiced)>,
}

/// What a term is asked of.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The store.
    pub corpus: &'a Corpus,
    /// What was read off its conversations.
    pub cases: &'a Cases,
    /// Names that people gave.
    pub names: OwnNames<'a>,
    /// The last moment in the data of all shards.
    pub end: Option<i64>,
    /// Who comes through the funnels that are asked for.
    pub funnels: &'a [Through],
}

/// What some terms mean.
#[derive(Debug, Default)]
pub struct Meant {
    /// Each with the last moment in the data; the latest last.
    known: Vec<(Term, Option<i64>, Bits)>,
    /// Who comes through funnels; the latest last.
    through: Vec<Through>,
}

impl Meant {
    /// Forgets it, as more was read or other labels were taught.
    pub fn forget(&mut self) {
        self.known.clear();
        self.through.clear();
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        let through: u64 = self.through.iter().map(|(.., bits)| bits.bytes()).sum();
        self.known.iter().map(|(.., bits)| bits.bytes()).sum::<u64>() + through
    }

    /// Who comes through a funnel, where that is known.
    pub fn through(&self, funnel: &Funnel, end: Option<i64>) -> Option<Rc<Bits>> {
        let known = self.through.iter().find(|(known, of, _)| known == funnel && *of == end);
        known.map(|(.., bits)| Rc::clone(bits))
    }

    /// Remembers who comes through one.
    pub fn know(&mut self, through: Through) -> Rc<Bits> {
        if self.through.len() >= KEPT {
            self.through.remove(0);
        }
        let bits = Rc::clone(&through.2);
        self.through.push(through);
        bits
    }

    /// The conversations of which all terms of a filter hold.
    pub fn by_all(&mut self, filter: &Filter, asked: Asked<'_>) -> Bits {
        let mut all = Bits::of(asked.corpus.conversations(), |_| true);
        for term in filter.terms() {
            self.with(term, asked, |bits| all.join(bits, |one, two| one & two));
        }
        all
    }

    /// Shows the conversations of which a term holds.
    fn with(&mut self, term: &Term, asked: Asked<'_>, show: impl FnOnce(&Bits)) {
        let is_it = |(known, end, _): &(Term, Option<i64>, Bits)| known == term && *end == asked.end;
        let known = match self.known.iter().position(is_it) {
            Some(at) => self.known.remove(at),
            None => (term.clone(), asked.end, asked.bits(term)),
        };
        if self.known.len() >= KEPT {
            self.known.remove(0);
        }
        show(&known.2);
        self.known.push(known);
    }
}

impl Asked<'_> {
    /// The conversations of which a term holds.
    fn bits(self, term: &Term) -> Bits {
        let filter = Filter::default().with(term.clone());
        let prepared = filter.prepared();
        let holds = |number: u32| {
            self.corpus.bare(number).is_some_and(|view| {
                let case = self.cases.case(&view);
                let Self { corpus, names, end, funnels, .. } = self;
                let foreseen = Foreseen { near: &[], funnels };
                prepared.holds(&Seen { corpus, case: &case, names, end, foreseen, walks: &self.cases.walks })
            })
        };
        let conversations = self.corpus.conversations();
        let Some(column) = self.column(term) else { return Bits::of(conversations, holds) };
        let mut at_hand = vec![None; AT_HAND];
        Bits::of(conversations, |number| {
            let value = column[number as usize];
            let answer = &mut at_hand[value as usize % AT_HAND];
            match *answer {
                Some((of, holds)) if of == value => holds,
                _ => {
                    let holds = holds(number);
                    *answer = Some((value, holds));
                    holds
                }
            }
        })
    }

    /// The column that alone decides whether a term holds, if there is one: equal values, equal answers.
    fn column(self, term: &Term) -> Option<Vec<i64>> {
        let named = |dictionary| self.corpus.named_by_number(dictionary).map(i64::from).collect();
        let read = |value: fn(&ReadOff) -> i64| self.cases.all().iter().map(value).collect();
        let began = |value: fn(CivilHour) -> i32| {
            let value = |start: &Option<CivilHour>| start.map_or(NONE, |start| value(start).into());
            self.cases.starts().iter().map(value).collect()
        };
        if let Test::InColumn(name, _) = &term.test {
            return Some(self.corpus.values_by_number(name)?.map(i64::from).collect());
        }
        Some(match term.field {
            Field::Channel => named(Dictionary::Channel),
            Field::Language => named(Dictionary::Language),
            Field::Variant => named(Dictionary::Variant),
            Field::User => self.corpus.users_by_number().map(i64::from).collect(),
            Field::Outcome => read(|read| read.outcome as i64),
            Field::Evidence => read(|read| read.evidence as i64),
            Field::Goal => read(|read| read.goals.into()),
            Field::Topic => {
                self.names.found?.0.by_number().map(|topic| topic.map_or(NONE, i64::from)).collect()
            }
            Field::Day => began(|start| start.day),
            Field::Weekday => began(|start| start.weekday.into()),
            Field::Hour => began(|start| start.hour.into()),
            Field::Messages => read(|read| read.digest.messages().into()),
            Field::Turns => read(|read| read.digest.turns.into()),
            _ => return None,
        })
    }
}
