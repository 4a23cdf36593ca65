//! What a shard does for a study: which conversations it looks at, and what of them is at hand.

use std::rc::Rc;

use super::Shard;
use crate::{
    engine::{
        ask::Chosen,
        selection::Selection,
        studies::{Study, StudyPart, actions::worth, changes, knowledge, moods, paths, questions, voices},
    },
    insight::Walks,
};

impl Shard {
    /// This shard's part of a study of the chosen conversations.
    pub(super) fn study(&mut self, chosen: &Chosen, study: &Study) -> StudyPart {
        if let Study::Tracked(tracks) = study {
            let mut count = |filter| self.select(&Chosen { filter, end: chosen.end }).count();
            let mut counts = |filters: [String; 2]| <(u64, u64)>::from(filters.map(&mut count));
            let both = tracks.iter().map(|track| (counts(track.since()), counts(track.until()))).collect();
            return StudyPart::Tracked(both);
        }
        if let Study::Funnel(asked) = study {
            return StudyPart::Funnel(Box::new(self.funnel(chosen, asked)));
        }
        if let Study::Paths(journey) = study {
            let selection = self.select(chosen);
            let against =
                journey.against.clone().map(|filter| self.select(&Chosen { filter, end: chosen.end }));
            self.read_off();
            self.read_walks();
            let Self { corpus, cases, .. } = self;
            let part = paths::of(corpus, cases, &selection, against.as_deref(), journey);
            return StudyPart::Paths(Box::new(part));
        }
        let selection = self.select(chosen);
        let within: Vec<Rc<Selection>> = study.within(chosen).iter().map(|arm| self.select(arm)).collect();
        self.read_off();
        if let Study::Knowledge { files } = study {
            let Self { corpus, listener, .. } = self;
            return StudyPart::Knowledge(Box::new(knowledge::of(corpus, listener, &selection, files)));
        }
        if let Study::Questions { wanted, .. } = study {
            let Self { corpus, cases, topics, listener, .. } = self;
            let part = questions::of(corpus, (cases, topics), listener, &selection, wanted);
            return StudyPart::Questions(Box::new(part));
        }
        if *study == Study::Moods {
            let Self { corpus, cases, topics, .. } = self;
            return StudyPart::Moods(Box::new(moods::of(corpus, (cases, topics), &selection)));
        }
        if let Study::Voices { value, one_user, .. } = study {
            let Self { corpus, cases, voiced, .. } = self;
            let part = voices::of(corpus, cases, voiced, &selection, (value.as_deref(), !one_user));
            return StudyPart::Voices(Box::new(part));
        }
        let mut part = study.begin(&self.plan);
        let Self { corpus, cases, topics, .. } = self;
        if let Study::Changes { suspects } = study {
            return StudyPart::Changes(Box::new(changes::of(corpus, (cases, topics), &selection, suspects)));
        }
        selection.each(|number| {
            if let StudyPart::Topics(part) = &mut part {
                if let Some(view) = corpus.bare(number) {
                    let case = cases.case(&view);
                    let window = case.start.and_then(|start| study.window(start.day));
                    let topic = topics.of_conversation(number).map(|topic| topics.name(topic));
                    let at_stake = study.value().and_then(|column| worth(corpus, number, column));
                    part.observe(&case, topic, window, at_stake.unwrap_or_default());
                }
            } else if let StudyPart::Compare(compare) = &mut part {
                if let Some(view) = corpus.bare(number) {
                    let all = corpus.place().among_all(number);
                    compare.observe(&cases.case(&view), all, &|at| within[at].has(number));
                }
            } else if study.needs_messages() {
                corpus.with(number, |corpus, view| part.observe(study, corpus, &cases.case(view)));
            } else if let Some(view) = corpus.bare(number) {
                part.observe(study, corpus, &cases.case(&view));
            }
        });
        part
    }

    /// Reads off each conversation what it goes through.
    pub(super) fn read_walks(&mut self) {
        if self.cases.walks.is_empty() {
            let Self { corpus, cases, topics, .. } = self;
            cases.walks = Walks::read(corpus, |row| topics.matter_of_row(row));
        }
    }
}
