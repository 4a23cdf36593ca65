//! A shard: stores whole conversations and answers questions about them. It shares nothing with the others.

use std::{rc::Rc, sync::Arc};

use crate::{
    conversation::{Clock, Day, Zone},
    corpus::{ConversationView, Corpus, Elsewhere, Place},
    insight::{BoardPartial, Case, Days, ReadOff, Stretches},
    language::{Listener, taught::Taught},
    query::{Columns, Filter},
    search::{Index, Query},
    size::list,
    text::model::{Model, Refusal},
};

use super::{
    Selection,
    ask::{Ask, Chosen, Cut, Part, Slices, Stored},
    batch, explained, facets, finding,
    listing::{self, Entry},
    memory::{Held, Limit, Watch},
    quotes,
    taught::{self, Applied, Draw, Learnt},
    transcript,
};

/// Selections kept at a time: of a filter, of the same without its days, and of those before.
const KEPT: usize = 6;

/// One shard.
pub struct Shard {
    corpus: Corpus,
    zone: Zone,
    listener: Listener,
    learnt: Learnt,
    /// What is read off each conversation once; empty after a change.
    cases: Cases,
    entries: Vec<Entry>,
    facets: Option<facets::Counted>,
    /// The words of the messages, as far as they were taken in.
    words: Index,
    /// The latest last.
    selections: Vec<(Chosen, Rc<Selection>)>,
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
            cases: Cases::default(),
            entries: Vec::new(),
            facets: None,
            words: Index::default(),
            selections: Vec::new(),
            watch: Watch::default(),
        }
    }

    /// Takes a block from the lead. Whether it could be read; one that a lead wrote can.
    pub fn take(&mut self, block: &[u8]) -> bool {
        // What was read off will be there again when the next question is answered.
        let beside = self.bytes_beside();
        self.forget_answers();
        self.entries.clear();
        let taken = batch::apply(block, &mut self.corpus, &mut self.listener).is_some();
        self.watch.look(&mut self.corpus, beside);
        taken
    }

    /// What was answered of before is no more so.
    fn forget_answers(&mut self) {
        self.cases = Cases::default();
        self.facets = None;
        self.selections.clear();
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
            elsewhere,
            no_room,
        }
    }

    fn bytes_beside(&self) -> u64 {
        let selections: u64 = self.selections.iter().map(|(_, selection)| selection.bytes()).sum();
        let facets = self.facets.as_ref().map_or(0, facets::bytes);
        self.listener.bytes()
            + self.learnt.bytes()
            + self.cases.bytes()
            + list(&self.entries)
            + facets
            + selections
            + self.words.bytes() as u64
    }

    /// What it stores.
    pub fn corpus(&mut self) -> &mut Corpus {
        &mut self.corpus
    }

    /// Answers a question.
    pub fn answer(&mut self, ask: &Ask) -> Part {
        match ask {
            Ask::Days(chosen) => Part::Days(self.days(chosen)),
            Ask::Figures(chosen, slices) => Part::Figures(Box::new(self.cut(chosen, slices.as_ref()))),
            Ask::Facets => {
                let corpus = &mut self.corpus;
                Part::Facets(
                    self.facets.get_or_insert_with(|| facets::count(corpus, &self.learnt.names())).clone(),
                )
            }
            Ask::Keys(chosen, order) => {
                let selection = self.select(chosen);
                if self.entries.is_empty() {
                    self.entries = listing::entries(&mut self.corpus);
                }
                Part::Keys(listing::keys(&self.entries, self.corpus.place(), &selection, *order))
            }
            Ask::Rows(numbers) => Part::Rows(
                numbers.iter().filter_map(|number| listing::row(&mut self.corpus, *number)).collect(),
            ),
            Ask::Transcript(number) => Part::Transcript(
                transcript::of(&mut self.corpus, &mut self.listener, &self.learnt.names(), *number)
                    .map(Box::new),
            ),
            Ask::Store => {
                let mut out = crate::binary::Out::default();
                self.corpus.freeze_part(&mut out);
                Part::Store(Stored(out.0))
            }
            Ask::Stats(words) => {
                self.index_more(u32::MAX);
                Part::Stats(self.words.stats(&Query::parse(words)))
            }
            Ask::Best(sought) => {
                let selection = self.select(&sought.chosen);
                self.index_more(u32::MAX);
                Part::Best(Box::new(finding::best(&mut self.corpus, &self.words, &selection, sought)))
            }
            Ask::Memory => Part::Memory(self.held()),
            Ask::Explain(number, line) => {
                Part::Explain(explained::of(&mut self.corpus, &mut self.listener, *number, *line))
            }
            Ask::Learn(taught) => Part::Applied(self.learn(taught)),
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
            Ask::Quotes(chosen) => {
                let selection = self.select(chosen);
                self.read_off();
                Part::Quotes(quotes::of(&mut self.corpus, &self.cases, &selection, &mut self.listener))
            }
        }
    }

    /// Takes the words of so many further utterances into the index; whether there are more. What is read
    /// later comes behind them.
    pub fn index_more(&mut self, most: u32) -> bool {
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

    /// Which conversations are meant.
    pub fn select(&mut self, chosen: &Chosen) -> Rc<Selection> {
        if let Some(at) = self.selections.iter().position(|(known, _)| known == chosen) {
            let known = self.selections.remove(at);
            self.selections.push(known);
        } else {
            // Who asks has read the filter before.
            let filter = Filter::parse_with(&chosen.filter, Columns::Any).unwrap_or_default();
            self.read_off();
            let selection =
                Selection::of(&mut self.corpus, &self.cases, &self.learnt.names(), &filter, chosen.end);
            if self.selections.len() >= KEPT {
                self.selections.remove(0);
            }
            self.selections.push((chosen.clone(), Rc::new(selection)));
        }
        self.selections.last().map(|(_, selection)| Rc::clone(selection)).unwrap_or_default()
    }

    fn days(&mut self, chosen: &Chosen) -> Days<1> {
        let selection = self.select(chosen);
        self.read_off();
        let mut days = Days::default();
        for (read, number) in self.cases.read.iter().zip(0..) {
            if let Some(start) = read.start.filter(|_| selection.has(number)) {
                days.add(start.day, 0, 1);
            }
        }
        days
    }

    fn cut(&mut self, chosen: &Chosen, slices: Option<&Slices>) -> Cut {
        let selection = self.select(chosen);
        let everything = slices.map(|slices| self.select(&slices.everything)).unwrap_or_default();
        self.read_off();
        let steps = slices.map_or(0, |slices| slices.count as usize);
        let windows = slices.and_then(|slices| slices.windows);
        let mut cut = Cut {
            count: selection.count(),
            steps: vec![BoardPartial::new(); steps],
            rest: BoardPartial::new(),
            windows: vec![BoardPartial::new(); if windows.is_some() { 2 } else { 0 }],
            taught: self.learnt.names(),
        };
        for number in 0..self.corpus.conversations() {
            let selected = selection.has(number);
            let of_everything = windows.is_some() && everything.has(number);
            let Some(view) = self.corpus.bare(number).filter(|_| selected || of_everything) else { continue };
            let case = self.cases.case(&view);
            let day = case.start.map(|start| Day(start.day));
            if selected {
                let step = slices.zip(day).and_then(|(slices, day)| {
                    usize::try_from(i64::from(slices.step.number(day)) - i64::from(slices.begin)).ok()
                });
                let Cut { steps, rest, .. } = &mut cut;
                step.and_then(|step| steps.get_mut(step)).unwrap_or(rest).observe_case(&case);
            }
            if let (true, Some(day), Some(windows)) = (of_everything, day, windows) {
                for (partial, (from, to)) in cut.windows.iter_mut().zip(windows) {
                    if (from..=to).contains(&day) {
                        partial.observe_case(&case);
                    }
                }
            }
        }
        cut
    }

    /// Reads off each conversation what all questions ask for.
    fn read_off(&mut self) {
        if self.cases.read.is_empty() {
            let mut clock = Clock::new(self.zone.clone());
            let cases = &mut self.cases;
            self.corpus.for_each(|view| cases.take(view, &mut clock));
        }
    }
}

/// What is read off the conversations of a shard, once for all questions.
#[derive(Debug, Default)]
pub struct Cases {
    read: Vec<ReadOff>,
    /// Where the stretches of each end.
    ends: Vec<[u32; 3]>,
    stretches: Stretches,
}

impl Cases {
    fn take(&mut self, view: &ConversationView<'_>, clock: &mut Clock) {
        self.read.push(ReadOff::of(view, clock, &mut self.stretches));
        let Stretches { days, answers, moods } = &self.stretches;
        self.ends.push([days.len() as u32, answers.len() as u32, moods.len() as u32]);
    }

    fn bytes(&self) -> u64 {
        let Stretches { days, answers, moods } = &self.stretches;
        list(&self.read) + list(&self.ends) + list(days) + list(answers) + list(moods)
    }

    /// What a conversation was read as, by its number.
    pub fn read(&self, number: u32) -> &ReadOff {
        &self.read[number as usize]
    }

    /// A conversation with what was read off it.
    pub fn case<'v>(&'v self, view: &'v ConversationView<'v>) -> Case<'v> {
        let at = view.idx as usize;
        let [days, answers, moods] = if at == 0 { [0; 3] } else { self.ends[at - 1] };
        let [days_end, answers_end, moods_end] = self.ends[at];
        Case {
            view,
            read: self.read[at],
            days: &self.stretches.days[days as usize..days_end as usize],
            answers: &self.stretches.answers[answers as usize..answers_end as usize],
            moods: &self.stretches.moods[moods as usize..moods_end as usize],
        }
    }
}
