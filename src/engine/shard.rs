//! A shard: stores whole conversations and answers questions about them. It shares nothing with the others.

mod found;
mod funnel;
mod letting_go;
mod study;

use std::{rc::Rc, sync::Arc};

use crate::{
    conversation::{Clock, Day, Zone},
    corpus::{Corpus, Elsewhere, Place},
    insight::{BoardPartial, Days},
    language::{Listener, taught::Taught},
    plan::{Plan, check_filter},
    query::{Columns, Field, Filter},
    search::{Index, Query, meaning::Sketches},
    size::list,
    text::model::{Model, Refusal},
};

use super::{
    Selection,
    ask::{Ask, Chosen, Cut, Part, Slices, Slot, Stored},
    batch,
    cases::Cases,
    explained, facets, finding,
    listing::{self, Entry},
    meant::{Meant, OwnNames},
    memory::{Held, Limit, Watch},
    near::{self, Meaning},
    quotes,
    selection::Foreseen,
    taught::{self, Applied, Draw, Learnt},
    topics, transcript, voices,
};

/// Selections kept at a time: of a filter, of the same without its days, and of those before.
const KEPT: usize = 6;

/// One shard.
pub struct Shard {
    corpus: Corpus,
    zone: Zone,
    listener: Listener,
    learnt: Learnt,
    /// What a person said of their business.
    plan: Plan,
    /// What is read off each conversation once; empty after a change.
    cases: Cases,
    entries: Vec<Entry>,
    /// How many conversations bear each name, and the bytes that this takes.
    facets: Option<(facets::Counted, u64)>,
    /// The words of the messages, as far as they were taken in.
    words: Index,
    /// What the messages mean, as far as they were taken in.
    sketches: Sketches,
    /// What is known of topics.
    topics: topics::Known,
    /// What is said with signals.
    voiced: voices::Voiced,
    /// The latest last.
    selections: Vec<(Chosen, Rc<Selection>)>,
    meant: Meant,
    watch: Watch,
}

impl Shard {
    /// An empty shard; the zone is that of days and hours.
    pub fn new(zone: Zone, place: Place) -> Self {
        Self {
            corpus: Corpus::new(place),
            zone,
            listener: Listener::default(),
            learnt: Learnt::default(),
            plan: Plan::default(),
            cases: Cases::default(),
            entries: Vec::new(),
            facets: None,
            words: Index::default(),
            sketches: Sketches::default(),
            topics: topics::Known::default(),
            voiced: voices::Voiced::default(),
            selections: Vec::new(),
            meant: Meant::default(),
            watch: Watch::default(),
        }
    }

    /// Takes a block from the lead. Whether it could be read; one that a lead wrote can.
    pub fn take(&mut self, block: &[u8]) -> bool {
        // What was read off will be there again when the next question is answered.
        let beside = self.bytes_beside();
        self.forget_answers();
        self.corpus.forget_again();
        self.topics = topics::Known::default();
        self.voiced = voices::Voiced::default();
        let taken = batch::apply(block, &mut self.corpus, &mut self.listener).is_some();
        self.watch.look(&mut self.corpus, beside);
        taken
    }

    /// What was answered of before is no more so.
    fn forget_answers(&mut self) {
        self.cases = Cases::default();
        self.entries.clear();
        self.forget_meant();
    }

    /// What filters meant by names that are others now they mean no more.
    fn forget_meant(&mut self) {
        self.facets = None;
        self.selections.clear();
        self.meant.forget();
    }

    /// Takes what a person said of their business: what conversations reach, and how they ended, is read anew.
    fn follow(&mut self, plan: &Plan) {
        if self.plan.goals != plan.goals {
            self.forget_answers();
        }
        if self.plan.lists != plan.lists {
            self.voiced.name(&plan.lists);
            self.forget_meant();
        }
        self.plan = plan.clone();
    }

    /// Learns what was taught.
    fn learn(&mut self, taught: &Taught) -> Applied {
        self.forget_answers();
        let model = self.listener.model().map(Arc::clone);
        self.learnt.learn(taught, &mut self.corpus, model.as_deref());
        Applied { of: self.corpus.conversations(), unread: 0 }
    }

    /// Applies what was taught to some conversations; without a model there is nothing to apply.
    fn apply(&mut self, from: u32, count: u32) -> Applied {
        self.forget_answers();
        let of = self.corpus.conversations();
        let model = self.listener.model().map(Arc::clone);
        let applied = model.map(|model| self.learnt.apply(&mut self.corpus, &model, (from, count)));
        applied.unwrap_or(Applied { of, unread: 0 })
    }

    /// Understands what it stores by a model from now on.
    ///
    /// # Errors
    /// Why the model cannot be used.
    pub fn understand(&mut self, model: &Arc<Model>) -> Result<(), Refusal> {
        self.listener.understand(model)
    }

    /// Says how much memory it may take. Where it comes near that, it keeps the texts of fewer conversations.
    pub fn limit(&mut self, limit: Limit) {
        self.corpus.sample(limit.one_in);
        self.watch = Watch::of(limit);
    }

    /// Keeps texts elsewhere from now on.
    pub fn spill(&mut self, elsewhere: Box<dyn Elsewhere>) {
        self.corpus.spill(elsewhere);
    }

    /// How much memory it takes.
    pub fn held(&self) -> Held {
        let (elsewhere, no_room) = self.corpus.spilled();
        Held {
            bytes: self.corpus.bytes() + self.bytes_beside(),
            messages: self.corpus.messages(),
            one_in: self.corpus.one_in(),
            words: self.corpus.has_words(),
            elsewhere,
            no_room,
        }
    }

    fn bytes_beside(&self) -> u64 {
        let selections: u64 = self.selections.iter().map(|(_, selection)| selection.bytes()).sum();
        let facets = self.facets.as_ref().map_or(0, |(_, bytes)| *bytes);
        self.listener.bytes()
            + self.learnt.bytes()
            + self.cases.bytes()
            + list(&self.entries)
            + facets
            + selections
            + self.meant.bytes()
            + self.words.bytes() as u64
            + self.sketches.bytes()
            + self.topics.bytes()
            + self.voiced.bytes()
    }

    /// What it stores.
    pub fn corpus(&mut self) -> &mut Corpus {
        &mut self.corpus
    }

    /// Answers a question.
    pub fn answer(&mut self, ask: &Ask) -> Part {
        match ask {
            Ask::Days => Part::Days(self.days()),
            Ask::Figures(chosen, slices) => Part::Figures(Box::new(self.cut(chosen, slices.as_ref()))),
            Ask::Facets => {
                self.read_off();
                let (corpus, cases) = (&mut self.corpus, &self.cases);
                let (counted, _) = self.facets.get_or_insert_with(|| {
                    let (taught, goals) = (&*self.learnt.names(), &*self.plan.names());
                    let own = OwnNames { taught, goals, found: Some((&self.topics, &self.voiced)) };
                    let counted = facets::count(corpus, cases, own);
                    let bytes = facets::bytes(&counted);
                    (counted, bytes)
                });
                Part::Facets(counted.clone())
            }
            Ask::Keys(chosen, order) => {
                let selection = self.select(chosen);
                if self.entries.is_empty() {
                    self.entries = listing::entries(&mut self.corpus, &self.cases);
                }
                Part::Keys(listing::keys(&self.entries, self.corpus.place(), &selection, *order))
            }
            Ask::Rows(numbers) => {
                self.read_off();
                let row = |number: &u32| listing::row(&mut self.corpus, &self.cases, *number);
                Part::Rows(numbers.iter().filter_map(row).collect())
            }
            Ask::Transcript(number) => {
                self.read_off();
                let read = (&self.cases, &*self.learnt.names());
                let transcript = transcript::of(&mut self.corpus, &mut self.listener, read, *number);
                Part::Transcript(transcript.map(Box::new))
            }
            Ask::Store => {
                let mut out = crate::binary::Out::default();
                self.corpus.freeze_part(&mut out);
                Part::Store(Stored(out.0))
            }
            Ask::Stats(words) => {
                self.index_words(u32::MAX);
                Part::Stats(self.words.stats(&Query::parse(words)))
            }
            Ask::Best(sought) => {
                let selection = self.select(&sought.chosen);
                self.index_words(u32::MAX);
                Part::Best(Box::new(finding::best(&mut self.corpus, &self.words, &selection, sought)))
            }
            Ask::Near(sought) => {
                let selection = self.select(&sought.chosen);
                self.sketch_more(u32::MAX);
                let Self { corpus, listener, sketches, .. } = self;
                Part::Near(near::nearest(corpus, listener, sketches, &selection, sought))
            }
            Ask::Memory => Part::Memory(self.held()),
            Ask::Explain(number, line) => {
                Part::Explain(explained::of(&mut self.corpus, &mut self.listener, *number, *line))
            }
            Ask::Learn(taught) => Part::Applied(self.learn(taught)),
            Ask::Plan(plan) => {
                self.follow(plan);
                Part::Applied(Applied::default())
            }
            Ask::Apply(from, count) => Part::Applied(self.apply(*from, *count)),
            Ask::Sample(seed, most) => Part::Drawn(Draw {
                given: taught::sample(&mut self.corpus, &Selection::default(), *seed, *most),
                ..Draw::default()
            }),
            Ask::Check(chosen, (of, label), seed, most) => {
                let selection = self.select(chosen);
                let (corpus, learnt) = (&mut self.corpus, &self.learnt);
                Part::Drawn(taught::check(corpus, learnt, &selection, (of, label), (*seed, *most)))
            }
            Ask::Study(chosen, study) => Part::Studied(self.study(chosen, study)),
            Ask::Spans(from, minutes) => Part::Spans(self.spans(*from, *minutes)),
            Ask::Matters
            | Ask::Again(_)
            | Ask::Requests
            | Ask::Topics(..)
            | Ask::Arranged(_)
            | Ask::Voices
            | Ask::Voiced(..) => self.find(ask),
            Ask::Quotes(chosen) => {
                let selection = self.select(chosen);
                self.read_off();
                Part::Quotes(quotes::of(&mut self.corpus, &self.cases, &selection, &mut self.listener))
            }
        }
    }

    /// Takes the words of so many further utterances into the index, and then what they mean; whether there
    /// are more. What is read later comes behind them.
    pub fn index_more(&mut self, most: u32) -> bool {
        self.index_words(most) || self.sketch_more(most)
    }

    fn index_words(&mut self, most: u32) -> bool {
        let all = self.corpus.utterances();
        let end = self.words.rows().saturating_add(most).min(all);
        for row in self.words.rows()..end {
            if let Some(text) = self.corpus.message(row) {
                self.words.add(row, &text);
            }
        }
        // Notices at the end have no words to be found.
        self.words.fill(end, &|_| None);
        end < all
    }

    fn sketch_more(&mut self, most: u32) -> bool {
        near::sketch_more(&self.corpus, &mut self.listener, &mut self.sketches, most)
    }

    /// The same where nobody has searched yet: not near the limit of memory. Who searches pays for the rest.
    pub fn index_ahead(&mut self, most: u32) -> bool {
        let has_room = !self.watch.is_near(self.corpus.bytes() + self.bytes_beside());
        has_room && self.index_more(most)
    }

    /// Which conversations are meant.
    pub fn select(&mut self, chosen: &Chosen) -> Rc<Selection> {
        if let Some(at) = self.selections.iter().position(|(known, _)| known == chosen) {
            let known = self.selections.remove(at);
            self.selections.push(known);
        } else {
            // Who asks has read the filter before.
            let filter = Filter::parse_with(&chosen.filter, Columns::Any).unwrap_or_default();
            self.read_off();
            let selection = self.selection(&filter, chosen.end);
            if self.selections.len() >= KEPT {
                self.selections.remove(0);
            }
            self.selections.push((chosen.clone(), Rc::new(selection)));
        }
        self.selections.last().map(|(_, selection)| Rc::clone(selection)).unwrap_or_default()
    }

    /// The same of what was read off by now.
    fn selection(&mut self, filter: &Filter, end: Option<i64>) -> Selection {
        if filter.asks_about(Field::Path) {
            self.read_walks();
        }
        let mut funnels = Vec::new();
        for funnel in filter.funnels() {
            funnels.push((funnel.clone(), end, self.come_through(funnel, end)));
        }
        let sentences = filter.sentences();
        if !sentences.is_empty() {
            self.sketch_more(u32::MAX);
        }
        let Self { corpus, listener, sketches, .. } = self;
        let near: Vec<Meaning> =
            sentences.into_iter().map(|sentence| Meaning::of(sentence, corpus, listener, sketches)).collect();
        let foreseen = Foreseen { near: &near, funnels: &funnels };
        let (taught, goals) = (&*self.learnt.names(), &*self.plan.names());
        let read_off = (&self.cases, OwnNames { taught, goals, found: Some((&self.topics, &self.voiced)) });
        Selection::of(&mut self.corpus, read_off, &mut self.meant, filter, end, foreseen)
    }

    fn days(&mut self) -> Days<1> {
        self.read_off();
        let mut days = Days::default();
        self.cases.starts.iter().flatten().for_each(|start| days.add(start.day, 0, 1));
        days
    }

    fn cut(&mut self, chosen: &Chosen, slices: Option<&Slices>) -> Cut {
        let selection = self.select(chosen);
        let windowed = slices.filter(|slices| slices.windows.is_some() && slices.everything != *chosen);
        let everything = windowed.map(|slices| self.select(&slices.everything));
        self.read_off();
        let (mut slots, mut partials) = (Vec::new(), Vec::new());
        // Where each slot is, by its step, its window and whether it is chosen, so that none is looked for.
        let steps = slices.map_or(0, |slices| slices.count) as usize;
        let mut places = vec![usize::MAX; (steps + 1) * 6];
        let mut observe = |number: u32, chosen: bool| {
            let day = self.cases.starts[number as usize].map(|start| Day(start.day)).zip(slices);
            let window = day.and_then(|(day, slices)| slices.window(day));
            let (true, Some(view)) = (chosen || window.is_some(), self.corpus.bare(number)) else { return };
            let step = day.filter(|_| chosen).and_then(|(day, slices)| slices.place(day));
            let from_one = |place: Option<u32>| place.map_or(0, |place| place as usize + 1);
            let place = &mut places[(from_one(step) * 3 + from_one(window)) * 2 + usize::from(chosen)];
            if *place == usize::MAX {
                *place = slots.len();
                slots.push(Slot { chosen, step, window });
                partials.push(BoardPartial::new());
            }
            partials[*place].observe_case(&self.cases.case(&view));
        };
        selection.each(|number| observe(number, true));
        if let Some(everything) = everything {
            everything.each(|number| {
                if !selection.has(number) {
                    observe(number, false);
                }
            });
        }
        Cut {
            count: selection.count(),
            held: self.held(),
            slots: slots.into_iter().zip(partials).collect(),
            taught: self.learnt.names(),
        }
    }

    /// Reads off each conversation what all questions ask for.
    fn read_off(&mut self) {
        if self.cases.read.is_empty() {
            let mut clock = Clock::new(self.zone.clone());
            let cases = &mut self.cases;
            self.corpus.for_each_with(|corpus, view| {
                cases.take(view, &mut clock);
                cases.again.push(corpus.again(view.idx));
            });
            self.reach_goals();
        }
    }

    /// Reads off which goals each conversation reached, and how it ended by them. What a goal asks of outcomes is
    /// answered of those without goals, whatever the order of the goals.
    fn reach_goals(&mut self) {
        let goals = self.plan.goals.iter().map(|goal| check_filter(&goal.filter));
        let goals: Vec<_> = goals.collect();
        if goals.is_empty() {
            return;
        }
        let mut reached = vec![0; self.cases.read.len()];
        for (goal, slot) in goals.into_iter().zip(0..u16::BITS) {
            // Who sends a plan has checked it.
            let Ok(filter) = goal else { continue };
            self.selection(&filter, None).each(|number| reached[number as usize] |= 1 << slot);
        }
        // What was remembered of terms is of outcomes without goals.
        self.meant.forget();
        let Self { corpus, cases, .. } = self;
        for ((read, goals), number) in cases.read.iter_mut().zip(reached).zip(0..) {
            if read.reach(goals) {
                corpus.with(number, |_, view| read.end_anew(view));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        engine::{Analysis, Settings, ask::Chosen, selection::Seen},
        query::Filter,
        sample::{Format, Generator, Kind, Plan},
    };

    use super::*;

    #[test]
    fn what_a_column_says_of_a_term_is_what_each_conversation_says() {
        let mut bytes = Vec::new();
        let mut generator =
            Generator::new(Plan { kind: Kind::Shop, conversations: 200, seed: 3 }, Format::Csv);
        while generator.next_chunk(&mut bytes) {}
        let settings = Settings { zone: Zone::utc(), key: [0; 16], originals: false };
        let mut analysis = Analysis::new(settings);
        analysis.begin_file("shop.csv");
        analysis.push(&bytes);
        analysis.end_file();
        let end = analysis.lead().totals().span.map(|(_, end)| end);
        let some = |text: &str| {
            let filter = Filter::parse_with(text, Columns::Any).unwrap();
            let mut count = 0;
            analysis.each_shard(|shard| {
                let selection = shard.select(&Chosen { filter: text.to_owned(), end });
                let prepared = filter.prepared();
                let Shard { corpus, cases, .. } = shard;
                corpus.for_each_with(|corpus, view| {
                    let case = cases.case(view);
                    let holds = prepared.holds(&Seen {
                        corpus,
                        case: &case,
                        names: OwnNames::default(),
                        end,
                        foreseen: Foreseen::default(),
                        walks: &cases.walks,
                    });
                    assert_eq!(selection.has(view.idx), holds, "{text}, {}", view.idx);
                });
                let mut shown = Vec::new();
                selection.each(|number| shown.push(number));
                assert!(shown.iter().all(|number| selection.has(*number)), "{text}");
                assert_eq!(shown.len() as u64, selection.count(), "{text}");
                count = selection.count();
            });
            0 < count && count < 200
        };
        for text in [
            "channel:web",
            "-channel:WEB,none",
            "language:en",
            "outcome:resolved",
            "evidence:source,rating",
            "weekday:mon,sun",
            "hour>=12",
            "messages>6",
            "turns:2..5",
            "is:engaged,rated -is:handoff",
            "rating<=2",
            "last:14d",
            "minutes<3",
            "(channel:web or outcome:abandoned) messages>3",
            "order channel:web",
            "-(user: order)",
        ] {
            assert!(some(text), "{text} tells none apart");
        }
        // Of one value of many each, and of none.
        for text in ["", "variant:b", "user:u1", "id:c1", "plan:none", "day:1900-01-01..1900-01-02"] {
            some(text);
        }
        let (first, last) =
            crate::insight::days_of(&analysis.board().series["conversations_over_time"]).unwrap();
        assert!(some(&format!("day:{}..{}", Day(first.0 + 3), Day(last.0 - 3))));
    }
}
