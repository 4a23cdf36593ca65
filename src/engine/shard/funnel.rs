//! What a shard answers of funnels: who comes through one, and what is counted of it.

use std::{collections::HashMap, rc::Rc};

use super::Shard;
use crate::{
    engine::{
        Selection,
        ask::Chosen,
        funnels::Stepped,
        meant::{Bits, OwnNames},
        near::Meaning,
        studies::paths::by_then,
    },
    insight::{Came, FunnelAsked, FunnelPartial, LEFT_BETWEEN, Left, Rule, Spot, StateKind, Trip},
    query::{Detail, Filter, Funnel},
};

impl Shard {
    /// Who comes through all steps of a funnel, of all conversations.
    pub(super) fn come_through(&mut self, funnel: &Funnel, end: Option<i64>) -> Rc<Bits> {
        if let Some(known) = self.meant.through(funnel, end) {
            return known;
        }
        let stepped = self.stepped(funnel, end);
        let (taught, goals) = (&*self.learnt.names(), &*self.plan.names());
        let names = OwnNames { taught, goals, found: Some((&self.topics, &self.voiced)) };
        let (ready, mut spots, mut places) = (stepped.ready(), Vec::new(), Vec::new());
        let Self { corpus, cases, .. } = self;
        let through = Bits::of(corpus.conversations(), |number| {
            stepped.places((&mut *corpus, cases, names), &ready, number, &mut spots);
            stepped.rule.furthest(&spots, &mut places);
            places.len() == stepped.rule.steps as usize
        });
        self.meant.know((funnel.clone(), end, Rc::new(through)))
    }

    /// What each step asks, ready to be asked.
    fn stepped(&mut self, funnel: &Funnel, end: Option<i64>) -> Stepped {
        self.read_walks();
        let sentences: Vec<&str> = funnel.steps.iter().flat_map(Filter::sentences).collect();
        if !sentences.is_empty() {
            self.sketch_more(u32::MAX);
        }
        let Self { corpus, listener, sketches, .. } = self;
        let near = sentences.into_iter().map(|sentence| Meaning::of(sentence, corpus, listener, sketches));
        let near = near.collect();
        // What steps ask of the whole is asked before walks are looked at: a way among it reads them.
        let mut whole = HashMap::new();
        let goals = self.plan.goals.clone();
        for filter in Stepped::of_whole(funnel) {
            let selection = Rc::new(self.selection(&filter, end));
            whole.insert(filter.to_string(), selection);
        }
        let known = |filter: &Filter| whole.get(&filter.to_string()).map(Rc::clone).unwrap_or_default();
        Stepped::new(funnel, (&goals, &self.cases.walks), (near, end), known)
    }

    /// This shard's part of what a funnel says of the chosen conversations.
    pub(super) fn funnel(&mut self, chosen: &Chosen, asked: &FunnelAsked) -> FunnelPartial {
        let Ok(funnel) = asked.funnel() else { return FunnelPartial::default() };
        let selection = self.select(chosen);
        let select = |filter| self.select(&Chosen { filter, end: chosen.end });
        let against: Option<Rc<Selection>> = asked.against.clone().map(select);
        self.read_off();
        let stepped = self.stepped(&funnel, chosen.end);
        let (taught, goals) = (&*self.learnt.names(), &*self.plan.names());
        let names = OwnNames { taught, goals, found: Some((&self.topics, &self.voiced)) };
        let (ready, mut spots, mut places) = (stepped.ready(), Vec::new(), Vec::new());
        let mut part = FunnelPartial::new(stepped.rule);
        let mut last: HashMap<(u32, u32), u64> = HashMap::new();
        let Self { corpus, cases, .. } = self;
        let place = corpus.place();
        let mut observe = |number: u32, group: u32| {
            stepped.places((&mut *corpus, cases, names), &ready, number, &mut spots);
            let among_all = place.among_all(number);
            let user = corpus.bare(number).and_then(|view| view.user);
            // Who is unknown is somebody else every time; users come before them.
            let cluster = user.map_or(1 << 32 | u64::from(among_all), u64::from);
            if asked.by_user {
                let start = cases.read(number).digest.first.map(|at| at.0);
                let spots = of_trip(&spots, start, &stepped.rule);
                let start = start.unwrap_or(i64::MAX);
                part.observe_trip(
                    Trip { user: cluster, start, number: among_all, group, spots },
                    user.is_some(),
                );
                return;
            }
            stepped.rule.furthest(&spots, &mut places);
            let steps = places.len();
            if against.is_some() {
                part.observe_came(Came { cluster, group, steps: steps as u32 });
            }
            if group > 1 {
                return;
            }
            part.observe(&spots, &places);
            if steps > 0 && steps < stepped.rule.steps as usize && cases.read(number).digest.engaged() {
                let words: Vec<(u32, Option<u32>)> = cases.walks.said(number).collect();
                let needs =
                    words.iter().rev().find(|(word, _)| cases.walks.state_of(*word, Detail::Needs).is_some());
                if let Some((word, _)) = needs {
                    *last.entry((steps as u32, *word)).or_default() += 1;
                }
            }
            let step = asked.leaving as usize;
            if (1..stepped.rule.steps as usize).contains(&step) && steps >= step {
                let at = places[step - 1];
                let known = corpus.with(number, |corpus, view| by_then(corpus, view, at)).unwrap_or_default();
                let mut left = Left { left: steps == step, ..known };
                let next = places.get(step).copied().unwrap_or(spots.len() as u32 - 1);
                let between = cases.walks.said(number).take(next as usize).skip(at as usize + 1);
                let kinds =
                    between.filter_map(|(word, _)| Some(cases.walks.state_of(word, Detail::Acts)?.kind));
                let mut names: Vec<&str> = kinds.filter(|kind| tells(*kind)).map(StateKind::name).collect();
                names.sort_unstable();
                names.dedup();
                if next <= at + 1 && steps == step {
                    names.push("");
                }
                left.features.extend(names.into_iter().map(|name| (LEFT_BETWEEN, name.to_owned())));
                part.observe_leaving(left, among_all);
            }
        };
        selection.each(|number| {
            observe(number, against.as_ref().map_or(0, |against| u32::from(against.has(number))));
        });
        if let Some(against) = &against {
            against.each(|number| {
                if !selection.has(number) {
                    observe(number, 2);
                }
            });
        }
        for ((steps, word), n) in last {
            if let Some(state) = cases.walks.state_of(word, Detail::Needs) {
                part.observe_last(steps, state.clone(), n);
            }
        }
        part
    }
}

/// Whether what comes behind a step may say why somebody stops there: not that anybody says anything at all.
fn tells(kind: StateKind) -> bool {
    matches!(
        kind,
        StateKind::AsksHuman
            | StateKind::Thanks
            | StateKind::Denies
            | StateKind::Question
            | StateKind::AsksHelped
            | StateKind::Closing
            | StateKind::Fallback
            | StateKind::Handoff
            | StateKind::Agent
    )
}

/// The places of a conversation among others of its user: where a step holds, and where it begins; of what must
/// follow directly, all that stands between. Times are those of the clock.
fn of_trip(spots: &[Spot], start: Option<i64>, rule: &Rule) -> Vec<Spot> {
    // What asks of a conversation as a whole begins where that does, and nowhere else.
    let first = u32::from(rule.placed & 1 == 0);
    let place = |spot: &Spot| {
        let holds = if spot.begins { spot.holds } else { spot.holds & !first };
        let time = spot.time.zip(start).map(|(time, start)| start + time);
        (spot.begins || holds != 0 || rule.strict && spot.is_need).then_some(Spot { time, holds, ..*spot })
    };
    spots.iter().filter_map(place).collect()
}
