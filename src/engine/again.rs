//! What comes again: the same user with the same matter in another conversation that begins within 7 days of the
//! end of the one before, in whichever shards they are.
//!
//! Each shard gives the matters of its identified users who have further conversations; the lead holds those of each
//! user against each other, once per data, and tells every shard which of its conversations are followed by the
//! same matter. What is told goes by all data: no filter changes it.

use crate::{
    corpus::{Again, Corpus, Place},
    order,
    text::model::Sketch,
};

use super::{
    ask::{Ask, Part},
    cases::Cases,
    questions::Asking,
    team::{Lost, Team, ask_all},
};

/// A matter that comes within so many milliseconds comes again.
const WITHIN: i64 = 7 * 86_400_000;

/// Two conversations of one user are about the same matter if the source gives them the same intent, or if the
/// sketches of their first words differ in at most this many of 256 signs.
///
/// Of the generated samples (seeds 1 to 4 of 1,000 conversations each), where a matter is a topic whatever the goods:
/// with the source's intents 97 % of what is found in the shop is planted and 82 % of what is planted is found (95 %
/// and 80 % in the software company; the rest is mostly of messages without a sure intent). Without intents 88 % and
/// 84 % of what is found is planted, but only 12 % of what is planted is found: another article that breaks is not
/// said in the same words. What is found by meaning alone is a lower bound, and the definitions say so.
const SAME: u32 = 96;

/// One id for so many conversations and no other is no user, but a column with one value.
const NO_USER: u64 = 5;

/// Conversations of a user behind one that are looked at: nobody has more in a week, but an id that stands for all.
const MOST: usize = 64;

/// What a conversation of a user with several is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    user: u32,
    begin: i64,
    end: i64,
    /// Its number among all.
    conversation: u32,
    /// The source's intent.
    intent: Option<u32>,
    sketch: [u64; 4],
}

/// What a shard gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matters {
    /// Its matters.
    list: Vec<Matter>,
    /// Whether it knows already what comes again, as it was saved so.
    known: bool,
    /// The first of its users, and whether there are others.
    user: Option<u32>,
    others: bool,
    /// Conversations with a user.
    identified: u64,
}

/// What a shard is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The last moment in the data; `None` where nothing can be told of any.
    end: Option<i64>,
    /// Its conversations that are followed by the same matter, by their numbers in it, ascending.
    repeated: Vec<u32>,
    /// Those that are followed by one that cannot be compared, and by none that is the same.
    unknown: Vec<u32>,
}

crate::frozen! {
    Matter { user, begin, end, conversation, intent, sketch }
    Matters { list, known, user, others, identified }
    Told { end, repeated, unknown }
}

impl Matter {
    /// Whether another is about the same; `None` where that cannot be told.
    fn is(&self, other: &Self) -> Option<bool> {
        if let (Some(mine), Some(theirs)) = (self.intent, other.intent)
            && mine == theirs
        {
            return Some(true);
        }
        let (mine, theirs) = (Sketch(self.sketch), Sketch(other.sketch));
        if mine == Sketch::default() || theirs == Sketch::default() {
            return self.intent.and(other.intent).map(|_| false);
        }
        Some(mine.distance(theirs) <= SAME)
    }
}

/// The matters of a shard's conversations whose users have further ones.
pub(super) fn matters(corpus: &mut Corpus, cases: &Cases) -> Matters {
    let mut matters = Matters { known: corpus.knows_again(), ..Matters::default() };
    let place = corpus.place();
    for number in 0..corpus.conversations() {
        let Some((user, returning)) = corpus.bare(number).and_then(|view| Some((view.user?, view.returning)))
        else {
            continue;
        };
        matters.identified += 1;
        matters.others |= *matters.user.get_or_insert(user) != user;
        let digest = &cases.read(number).digest;
        if let (Some(begin), Some(end), true) = (digest.first, digest.last, returning && digest.inquiry) {
            let (sketch, intent) = (corpus.sketch_of_matter(number).0, corpus.intent_of_matter(number));
            let conversation = place.among_all(number);
            matters.list.push(Matter { user, begin: begin.0, end: end.0, conversation, intent, sketch });
        }
    }
    matters
}

/// What is said of each conversation of a shard.
pub(super) fn again(corpus: &mut Corpus, cases: &Cases, told: &Told) -> Vec<Again> {
    let conversations = corpus.conversations();
    let has = |list: &[u32], number: u32| list.binary_search(&number).is_ok();
    let said = |number: u32| {
        let digest = &cases.read(number).digest;
        let is_identified = corpus.bare(number).is_some_and(|view| view.user.is_some());
        let (Some(last), Some(end), true) = (digest.last, told.end, is_identified && digest.inquiry) else {
            return Again::default();
        };
        if has(&told.repeated, number) {
            return Again::YES;
        }
        let has_matter =
            corpus.sketch_of_matter(number) != Sketch::default() || corpus.intent_of_matter(number).is_some();
        match has_matter && !has(&told.unknown, number) {
            true if last.0.saturating_add(WITHIN) > end => Again::NOT_YET,
            true => Again::NOT,
            false => Again::default(),
        }
    };
    (0..conversations).map(said).collect()
}

/// What each of so many shards is told of all matters.
fn decided(mut matters: Vec<Matter>, end: Option<i64>, shards: u32) -> Vec<Told> {
    let mut told = vec![Told { end, ..Told::default() }; shards as usize];
    let key = |matter: &Matter| (matter.user, matter.begin, matter.conversation);
    order::sort_by(&mut matters, |one, two| key(one).cmp(&key(two)));
    for (at, matter) in matters.iter().enumerate() {
        let latest = matter.end.saturating_add(WITHIN);
        let next = matters[at + 1..].iter().take(MOST);
        let next = next.take_while(|next| next.user == matter.user && next.begin <= latest);
        let (mut repeated, mut unknown) = (false, false);
        for next in next {
            match matter.is(next) {
                Some(same) => repeated |= same,
                None => unknown = true,
            }
        }
        let (shard, number) = Place::of_conversation(matter.conversation, shards);
        let told = &mut told[shard as usize];
        if repeated {
            told.repeated.push(number);
        } else if unknown {
            told.unknown.push(number);
        }
    }
    for told in &mut told {
        order::sort_by(&mut told.repeated, Ord::cmp);
        order::sort_by(&mut told.unknown, Ord::cmp);
    }
    told
}

impl<T: Team> Asking<'_, T> {
    /// Finds out which matters come again, unless that is known of what was read so far, and tells the shards.
    pub(super) async fn settle(&self) -> Result<(), Lost> {
        if self.standing.goals_go_by_ways.get() {
            // A goal may be a way, and the states of ways may be topics.
            self.matters().await?;
        }
        if self.standing.settled.get() {
            return Ok(());
        }
        let mut all = Matters::default();
        for part in ask_all(self.team, &Ask::Matters).await? {
            let Part::Matters(matters) = part else { return Err(Lost) };
            all.known |= matters.known;
            all.identified += matters.identified;
            all.user = all.user.or(matters.user);
            all.others |= matters.others || matters.user.is_some() && matters.user != all.user;
            all.list.extend(matters.list);
        }
        let one_user = !all.others && all.identified >= NO_USER;
        self.standing.one_user.set(one_user);
        if all.known {
            self.standing.settled.set(true);
            return Ok(());
        }
        let end = self.totals.span.map(|(_, end)| end).filter(|_| !one_user);
        let all = if one_user { Vec::new() } else { all.list };
        let told: Vec<Ask> = decided(all, end, self.team.shards())
            .into_iter()
            .map(|told| Ask::Again(Box::new(told)))
            .collect();
        let answers: Vec<_> = told.iter().zip(0..).map(|(told, shard)| self.team.ask(shard, told)).collect();
        for answer in answers {
            answer.await?;
        }
        self.standing.settled.set(true);
        Ok(())
    }
}
