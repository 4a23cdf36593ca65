//! What is asked before files are read that will hardly fit into the memory that this browser allows.

use web_sys::File;

use super::{
    keeping,
    parts::Dialog,
    state::{App, Source},
    words,
};
use crate::{
    browser::{held, tab},
    conversation::Day,
    engine::forecast,
    ingest::Mapping,
    say,
    ui::{prelude::*, reactive::effect},
    wire::Room,
    words::t,
};

/// Files that wait for an answer.
#[derive(Clone)]
pub struct Waiting {
    files: Vec<File>,
    mappings: Vec<Option<Mapping>>,
    /// Bytes of memory that they will probably take.
    expected: u64,
    /// Bytes that this browser allows.
    allowed: u64,
}

impl Waiting {
    /// Files that must be asked about; `None` where they fit.
    pub fn of(files: &[File], mappings: &[Option<Mapping>]) -> Option<Self> {
        let size = files.iter().map(|file| file.size() as u64).sum();
        let (expected, allowed) = (forecast(size, 0, 0), tab::memory_allowed());
        let waiting = || Self { files: files.to_vec(), mappings: mappings.to_vec(), expected, allowed };
        (expected > allowed).then(waiting)
    }

    /// Of so many conversations the words of one fit, if texts take about half of the memory.
    fn one_in(&self) -> u32 {
        let rest = self.expected / 2;
        let fits = |one_in: &u32| rest + rest / u64::from(*one_in) <= self.allowed / 10 * 9;
        [2, 4, 8, 16, 32].into_iter().find(fits).unwrap_or(64)
    }
}

/// The question. Closed without an answer nothing is read.
#[component]
pub fn Fitting(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let waiting = app.asking().fitting;
    let open = RwSignal::new(false);
    effect(move || {
        let waits = waiting.with(Option::is_some);
        if waits != open.get_untracked() {
            open.set(waits);
        }
    });
    effect(move || {
        if !open.get() && waiting.with_untracked(Option::is_some) {
            waiting.set(None);
        }
    });
    let read = move |room: Room| {
        if let Some(Waiting { files, mappings, .. }) = waiting.get_untracked() {
            open.set(false);
            app.open_source_in(Source::Files(files, mappings), room);
        }
    };
    let plan = move |name: &'static str, room: Room, title: String, what: &'static str| {
        view! { class = "u",
            <div class="setting">
                <button class="button" type="button" data-testid=name on:click=move |_| read(room)>{title}</button>
                <span class="soft">{what}</span>
            </div>
        }
    };
    let (from, to) = (RwSignal::new(None::<Day>), RwSignal::new(None::<Day>));
    let days = move || {
        let (from, to) = (from.get()?, to.get()?);
        (from <= to).then_some((from.0, to.0))
    };
    let day = move |of: RwSignal<Option<Day>>, label: &'static str, name: &'static str| {
        view! { class = "u",
            <label class="dates-field"><span class="soft">{label}</span>
                <input class="field" type="date" data-testid=name
                    on:change=move |event| of.set(Day::parse(&event_target_value(&event))) />
            </label>
        }
    };
    view! { class = "u",
        <Dialog open title=Signal::derive(|| t("This may not fit into memory").to_owned()) testid="fitting">
            {move || waiting.get().map(|waiting| {
                let one_in = waiting.one_in();
                view! { class = "u",
                    <p data-testid="forecast">{say!(
                        "Read whole, these files will take about {expected} of memory; this browser allows about {allowed}. Figures of what is read are exact whatever you choose.",
                        expected = words::bytes(waiting.expected),
                        allowed = words::bytes(waiting.allowed)
                    )}</p>
                    {keeping::is_wanted().then(|| view! { class = "u",
                        <p class="soft" data-testid="plan-not-kept">
                            {t("Only an analysis that is in memory whole, with all its words, is kept in this browser beyond the tab.")}
                        </p>
                    })}
                    // Where other files may share the browser's storage, nothing goes there.
                    {(!held::is_one_file()).then(|| plan(
                        "plan-disk",
                        Room { on_disk: true, ..Room::default() },
                        t("Keep masked texts on this disk").into(),
                        t("As long as this tab has them open, masked texts lie in this browser's own storage. They are removed when the analysis is closed; where the tab ends without closing it, when Undertone is next opened."),
                    ))}
                    {plan(
                        "plan-sample",
                        Room { one_in, ..Room::default() },
                        say!("Keep the words of one conversation in {n}", n = one_in),
                        t("All conversations are counted. Of the others there is all but the words: transcripts show who spoke when, and a search for words does not find them."),
                    )}
                    <div class="setting">
                        <span class="lead">{t("Read only some days")}</span>
                        <span class="bar">
                            {day(from, t("From"), "plan-from")}
                            {day(to, t("to (both included)"), "plan-to")}
                            <button class="button" type="button" data-testid="plan-days" disabled=move || days().is_none()
                                on:click=move |_| read(Room { days: days(), ..Room::default() })>{t("Read these days")}</button>
                        </span>
                        <span class="soft">
                            {t("Conversations that begin on them are read. The others are counted in the reading report, and in nothing else.")}
                        </span>
                    </div>
                    {plan(
                        "plan-all",
                        Room::default(),
                        t("Read all the same").into(),
                        t("When memory runs short, the words of fewer conversations are kept, and that is said."),
                    )}
                    <button class="quiet" type="button" data-testid="plan-cancel" on:click=move |_| open.set(false)>
                        {t("Do not read them")}
                    </button>
                }
            })}
        </Dialog>
    }
}
