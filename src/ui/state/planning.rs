//! What a person says of their business: kept among the settings of this browser, and told to the worker when it
//! changes.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::File;

use super::{App, Awaited, Request, RowCache};
use crate::{
    browser::{save, tab},
    ingest::Sentence,
    plan::Plan,
    wire::Study,
    words::{t, tr},
};

/// Where it is kept.
const KEPT: &str = "undertone-plan";

/// What its file is called.
const FILE: &str = "undertone-plan.json";

/// Milliseconds without a change after which it is told.
const PAUSE: u32 = 400;

/// The plan. Copies are the same.
#[derive(Clone, Copy)]
pub struct Planning {
    /// As it is being written: what cannot be used yet stays with who writes.
    pub plan: RwSignal<Plan>,
    /// Changes where more of it changed than what is being written: rows are drawn anew.
    pub drawn: RwSignal<u32>,
    /// Why it is not followed as it stands.
    pub wrong: RwSignal<String>,
    /// How many times it changed.
    changes: StoredValue<u32>,
}

impl Planning {
    /// The one that is kept, or a fresh one.
    pub fn new() -> Self {
        let kept = tab::kept(KEPT).and_then(|kept| Plan::of_packed(&kept));
        Self {
            plan: RwSignal::new(kept.unwrap_or_default()),
            drawn: RwSignal::new(0),
            wrong: RwSignal::default(),
            changes: StoredValue::new(0),
        }
    }
}

impl App {
    /// What a person says of their business.
    pub fn planning(self) -> Planning {
        self.aside.get_value().planning
    }

    /// Tells a fresh worker of it.
    pub(super) fn tell_plan(self) {
        if self.planning().plan.with_untracked(|plan| plan.without_funnels() != Plan::default()) {
            self.use_plan();
        }
    }

    /// Changes it; it counts when nothing more is changed for a moment.
    pub fn edit_plan(self, change: impl FnOnce(&mut Plan)) {
        let planning = self.planning();
        planning.plan.update(change);
        let now = planning.changes.get_value() + 1;
        planning.changes.set_value(now);
        Timeout::new(PAUSE, move || {
            if planning.changes.get_value() == now {
                self.use_plan();
            }
        })
        .forget();
    }

    /// The same where rows come or go.
    pub fn change_plan(self, change: impl FnOnce(&mut Plan)) {
        self.edit_plan(change);
        self.planning().drawn.update(|drawn| *drawn += 1);
    }

    /// Changes the funnels that are kept in it: no figure goes by them, so that nobody else is told. Whether it is kept:
    /// it is not as long as something else in it cannot be used, which [`Planning::wrong`] says.
    pub fn change_funnels(self, change: impl FnOnce(&mut Plan)) -> bool {
        self.planning().plan.update(change);
        self.keep_plan().is_some()
    }

    /// Keeps it, if all of it can be used. Gives what others go by.
    fn keep_plan(self) -> Option<Plan> {
        let Planning { plan, wrong, .. } = self.planning();
        let checked = plan.get_untracked().checked();
        let plan = checked.map_err(|fault| wrong.set(fault.0.said(tr))).ok()?;
        if plan == Plan::default() {
            tab::drop_kept(KEPT);
        } else {
            tab::keep(KEPT, &plan.packed());
        }
        Some(plan.without_funnels())
    }

    /// Keeps it and tells the worker, if all of it can be used.
    fn use_plan(self) {
        let Some(plan) = self.keep_plan() else { return };
        self.planning().wrong.set(String::new());
        self.await_answer(Awaited::Plan(false), Request::Plan { plan: plan.packed() }, &[]);
    }

    /// Takes the plan of a file in its place.
    pub fn open_plan(self, file: File) {
        self.await_answer(Awaited::Plan(true), Request::Plan { plan: String::new() }, &[file]);
    }

    /// Saves it to a file.
    pub fn save_plan(self) {
        let text = self.planning().plan.with_untracked(Plan::to_json);
        if save::save(FILE, "application/json", &text).is_err() {
            self.notice.set(Some(t("The browser did not let the file be saved.").into()));
        }
    }

    /// Takes the worker's word on it: what is on screen goes by it from now on.
    pub(super) fn hear_plan(self, id: u32, plan: Option<Plan>, because: &Sentence) {
        let what = self.line.try_update_value(|line| line.awaited.remove(&id)).flatten();
        let Some(Awaited::Plan(of_file)) = what else { return };
        let planning = self.planning();
        planning.wrong.set(because.said(tr));
        let Some(plan) = plan else { return };
        if of_file {
            tab::keep(KEPT, &plan.packed());
            planning.plan.set(plan);
            planning.drawn.update(|drawn| *drawn += 1);
        }
        if self.has_data() {
            self.ask_figures();
            for list in [self.main, self.evidence] {
                list.update(|list| *list = RowCache::of(list.list().clone()));
            }
            self.ask_studies_again(|study| {
                matches!(study, Study::Value | Study::Leads | Study::Voices { .. })
            });
        }
    }
}
