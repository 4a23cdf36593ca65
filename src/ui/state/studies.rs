//! What studies found of the conversations on screen: asked for where they are shown, of the filter at hand.

use std::sync::Arc;

use leptos::prelude::*;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::{App, Awaited, Phase, Request};
use crate::{
    browser::dropped, insight::Findings, query::Field, report::Report, say, search::KnowledgeFile,
    wire::Study,
};

/// What a study found.
#[derive(Clone, Debug)]
pub struct Studied {
    study: Study,
    filter: String,
    /// Whether all was read when it was asked.
    of_all: bool,
    /// Its figures, where those of the board stand.
    pub report: Arc<Report>,
    /// All of it but these.
    pub findings: Arc<Findings>,
}

/// The answers. Copies are the same.
#[derive(Clone, Copy)]
pub struct Studies {
    heard: RwSignal<Vec<Studied>>,
    /// Articles of a knowledge base, for this session alone: they are asked about as they stand here, and written
    /// nowhere.
    articles: RwSignal<Vec<KnowledgeFile>>,
    /// The column that says what became of users, and the values that mean that it did, where somebody chose; for this
    /// session.
    became: RwSignal<Option<(String, Vec<String>)>>,
}

impl Studies {
    /// Nothing was asked.
    pub fn new() -> Self {
        Self { heard: RwSignal::default(), articles: RwSignal::default(), became: RwSignal::default() }
    }

    /// Forgets all of it.
    pub(super) fn forget(self) {
        self.heard.set(Vec::new());
    }
}

/// Bytes of an article's file, at most.
const MOST_BYTES: f64 = 2e6;

impl App {
    /// What studies found.
    pub(super) fn studies(self) -> Studies {
        self.aside.get_value().studies
    }

    /// What was chosen to say what became of users.
    pub fn became(self) -> RwSignal<Option<(String, Vec<String>)>> {
        self.studies().became
    }

    /// The files of the knowledge base at hand.
    pub fn articles(self) -> RwSignal<Vec<KnowledgeFile>> {
        self.studies().articles
    }

    /// Reads files as articles, in place of those before; what cannot be read is said.
    pub fn take_articles(self, files: Vec<File>) {
        spawn_local(async move {
            let (mut texts, mut unread) = (Vec::new(), Vec::new());
            for file in files {
                match dropped::text_of(&file, MOST_BYTES).await {
                    Some(text) => texts.push((file.name(), text)),
                    None => unread.push(file.name()),
                }
            }
            if !unread.is_empty() {
                let said = say!(
                    "{names} could not be read as articles: text of at most 2 MB is, as Markdown, HTML, plain text or CSV.",
                    names = unread.join(", ")
                );
                self.notice.set(Some(said));
            }
            if !texts.is_empty() {
                self.set_articles(texts);
            }
        });
    }

    /// Puts articles in the place of those before; none at all lets go of them.
    pub fn set_articles(self, texts: Vec<KnowledgeFile>) {
        let studies = self.studies();
        studies.heard.update(|heard| heard.retain(|known| !matches!(known.study, Study::Knowledge { .. })));
        studies.articles.set(texts);
    }

    /// Asks for a study of the conversations on screen, unless it is there. To be called in an effect: it
    /// follows the filter and what is read.
    pub fn want_study(self, study: Study) {
        let filter = self.view.with(|view| view.filter.to_string());
        let ready = matches!(self.phase.get(), Phase::Reading | Phase::Ready);
        // While files are read, each answer is of more than the one before.
        let of_all = self.completeness.get().is_some_and(|now| now != super::Completeness::Partial);
        let is_it =
            |known: &Studied| known.of_all == of_all && known.study == study && known.filter == filter;
        let known = self.studies().heard.with_untracked(|heard| heard.iter().any(is_it));
        let awaited = Awaited::Study(Box::new((study.clone(), filter.clone())), of_all);
        let is_awaited = self.line.with_value(|line| line.awaited.values().any(|known| *known == awaited));
        if ready && !(of_all && (known || is_awaited)) {
            self.await_answer(awaited, Request::Study { study, filter }, &[]);
        }
    }

    /// Forgets what studies found, and asks once more for those that are meant and were there: they stay on screen
    /// until the answer comes.
    pub(super) fn ask_studies_again(self, which: impl Fn(&Study) -> bool) {
        let filter = self.filter_text();
        let heard = self.studies().heard;
        heard.update(|heard| heard.retain(|known| which(&known.study) && known.filter == filter));
        let of_all = self.completeness.get_untracked().is_some_and(|now| now != super::Completeness::Partial);
        for study in heard.get_untracked().into_iter().map(|known| known.study) {
            let awaited = Awaited::Study(Box::new((study.clone(), filter.clone())), of_all);
            self.await_answer(awaited, Request::Study { study, filter: filter.clone() }, &[]);
        }
    }

    /// What a study found of the conversations on screen; `None` until it is there.
    pub fn studied(self, study: &Study) -> Option<Studied> {
        let filter = self.view.with(|view| view.filter.to_string());
        let heard = self.studies().heard;
        heard
            .with(|heard| heard.iter().find(|known| known.study == *study && known.filter == filter).cloned())
    }

    /// Takes an answer.
    pub(super) fn hear_study(self, id: u32, study: Study, filter: String, findings: Findings) {
        let what = self.line.try_update_value(|line| line.awaited.remove(&id)).flatten();
        let Some(Awaited::Study(_, of_all)) = what else { return };
        // One of a filter that is no longer on screen would take the place of the one that is.
        if filter != self.filter_text() {
            return;
        }
        // To find it topics were found, where the source states no intents: they can be chosen from now on.
        let matters = [Field::Intent, Field::Topic].map(Field::name);
        let has_matters = self.report.with_untracked(|report| {
            report.as_ref().is_none_or(|report| matters.iter().any(|name| report.facets.get(*name).is_some()))
        });
        if of_all && !has_matters && matches!(study, Study::Paths(_) | Study::Funnel(_)) {
            self.ask_figures();
        }
        let Findings { board, sheets, notes, flow, curves } = findings;
        let report = Arc::new(Report { board, filter: filter.clone(), ..Report::default() });
        let findings = Arc::new(Findings { sheets, notes, flow, curves, ..Findings::default() });
        self.studies().heard.update(|heard| {
            heard.retain(|known| known.study != study);
            heard.push(Studied { study, filter, of_all, report, findings });
        });
    }
}
