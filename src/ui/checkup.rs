//! The checkup: what holds in this browser right now, what cannot be tested from here, and what nobody
//! can promise. In plain words, each with what the browser itself said.

use leptos::task::spawn_local;

use super::{
    findings::{self, Finding, Verdict},
    parts::Icon,
    state::App,
    words,
};
use crate::{
    browser::{
        checkup::{self, Probe, Tried},
        held, loader, tab,
    },
    say,
    ui::prelude::*,
    words::t,
};

/// How far a checkup is.
#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    NotYet,
    Running,
    Done(Vec<Finding>),
}

/// The page of the checkup.
#[component]
pub fn Checkup(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let ready_at = app.ready_at;
    let one_file = held::is_one_file();
    let state = RwSignal::new(State::default());
    let run = move |_| {
        state.set(State::Running);
        spawn_local(async move {
            let made_before = ready_at.get_untracked().map(|ready| tab::requests_since(ready).len());
            let mut found = Vec::new();
            for probe in Probe::ALL {
                found.push(of_probe(probe, checkup::try_probe(probe).await));
            }
            if one_file {
                found.extend(findings::of_one_file());
            } else {
                found.extend(findings::of_headers(loader::own_headers().await.as_deref()));
            }
            found.push(of_requests(made_before));
            found.push(of_storage(app.kept.with_untracked(Vec::len) as u64));
            state.set(State::Done(found));
        });
    };
    view! { class = "u",
        <section class="card checkup" data-testid="checkup" data-state=move || match state.get() {
            State::NotYet => "not-yet",
            State::Running => "running",
            State::Done(_) => "done",
        }>
            <h1 class="heading">{t("Checkup")}</h1>
            <p class="wide">
                {if one_file {
                    t("Do not take our word for it. This tries things that the policy of this file must refuse, shows what the browser answers, and says what a page from disk cannot have enforced. It makes no request.")
                } else {
                    t("Do not take our word for it. This tries, against this page's own address, things that its policy must refuse, reads the headers it came with, and shows what the browser answers. It makes one request: to this page's own address.")
                }}
            </p>
            <button class="button" type="button" data-testid="run-checkup"
                disabled=move || state.get() == State::Running on:click=run>
                {move || if state.get() == State::Running { t("Checking …") } else { t("Run the checkup") }}
            </button>
            <div aria-live="polite">
                {move || match state.get() {
                    State::Done(found) => list(found).into_any(),
                    _ => ().into_any(),
                }}
            </div>
            <h2 class="heading">{t("Not testable from here")}</h2>
            <ul class="plain">
                {findings::untestable(one_file).into_iter().map(|words| view! { class = "u", <li>{words}</li> }).collect_view()}
            </ul>
            <h2 class="heading">{t("What nobody can promise")}</h2>
            <ul class="plain">
                {findings::unpromised(one_file).into_iter().map(|words| view! { class = "u", <li>{words}</li> }).collect_view()}
            </ul>
        </section>
    }
}

fn list(found: Vec<Finding>) -> impl IntoView {
    let bad = found.iter().filter(|finding| finding.verdict == Verdict::Open).count() as u64;
    let sum = if bad == 0 {
        t("All that can be tested here holds.").to_owned()
    } else {
        words::plural(bad, "{n} thing does not hold. See below.", "{n} things do not hold. See below.")
    };
    view! { class = "u",
        <p class="lead" data-testid="checkup-sum">{sum}</p>
        <ul class="findings">
            {found.into_iter().map(|finding| {
                let (icon, name) = match finding.verdict {
                    Verdict::Holds => ("check", "holds"),
                    Verdict::Open => ("triangle-alert", "open"),
                    Verdict::Note => ("info", "note"),
                };
                view! { class = "u",
                    <li class="finding" data-verdict=name data-testid="finding">
                        <Icon name=icon />
                        <p>
                            <strong>{finding.title}</strong> " "
                            <span class="soft">{finding.detail}</span>
                        </p>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}

fn of_probe(probe: Probe, tried: Tried) -> Finding {
    let title = match probe {
        Probe::InlineStyle => t("Styles written into the page"),
        Probe::ForeignPicture => t("Pictures that are not this page's files"),
        Probe::Frame => t("Frames"),
        Probe::EmbeddedObject => t("Embedded objects"),
        Probe::Base => t("Turning all addresses elsewhere"),
        Probe::ScriptPolicy => t("Scripts made at run time"),
        Probe::InlineScript => t("Scripts written into the page"),
        Probe::ForeignWorker => t("Workers that are not this page's files"),
        Probe::Request => t("Requests to elsewhere, tried with an address that leads nowhere"),
    };
    let (verdict, detail) = match tried {
        Tried::Refused(directive) => {
            (Verdict::Holds, say!("Tried; the browser refused it ({directive}).", directive = directive))
        }
        Tried::Let => (Verdict::Open, t("Tried; the browser did not refuse it.").to_owned()),
        Tried::Unknown => {
            (Verdict::Note, t("This browser does not know it, so it cannot be tried.").to_owned())
        }
    };
    Finding { verdict, title: title.into(), detail }
}

/// What the browser's own list says of requests before the checkup's own.
fn of_requests(made: Option<usize>) -> Finding {
    let made = made.unwrap_or_default() as u64;
    Finding {
        verdict: if made == 0 { Verdict::Holds } else { Verdict::Note },
        title: t("Requests since the page was ready").into(),
        detail: if made == 0 {
            let words = if held::is_one_file() {
                t("None, by the browser's own list.")
            } else {
                t("None, by the browser's own list, before this checkup asked for the headers.")
            };
            words.into()
        } else {
            words::plural(
                made,
                "{n}, by the browser's own list. The line at the foot shows it.",
                "{n}, by the browser's own list. The line at the foot shows them.",
            )
        },
    }
}

fn of_storage(analyses: u64) -> Finding {
    let names = tab::kept_names();
    Finding {
        verdict: if analyses == 0 { Verdict::Holds } else { Verdict::Note },
        title: t("Kept in this browser").into(),
        detail: if analyses > 0 {
            words::plural(analyses, "Your choices, and {n} analysis.", "Your choices, and {n} analyses.")
        } else if held::is_one_file() {
            t("Nothing. What is chosen here holds until this tab is closed.").into()
        } else if names.is_empty() {
            t("Nothing.").into()
        } else {
            say!("Only your choices: {names}.", names = names.join(", "))
        },
    }
}
