//! The reading report: what became of each file, and every problem with its line.

use super::{asking::Asking, guide, state::App, status::Phase, words};
use crate::{
    report::{FileReport, ProblemRow, about_texts},
    say,
    ui::{
        parts::{Numbered, When},
        prelude::*,
        reactive::memo,
    },
    words::{t, tr},
};

/// Problems put on screen per file at a time; all are in the report that can be saved.
const PROBLEMS: usize = 100;
/// Up to so many problems are shown without being asked for.
const SHOWN_AT_ONCE: usize = 8;

/// The reading report.
#[component]
pub fn Reading(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let files = memo(move || app.report.with(|report| report.as_ref().map(|report| report.files.clone())));
    view! { class = "u",
        <section class="card reading" data-testid="files-report" aria-label=t("Reading report")>
            <div class="bar">
                <h2 class="heading">{t("Reading report")}</h2>
                <button class="quiet push" type="button" data-testid="download-report"
                    on:click=move |_| app.save_reading_report()>{t("Download the reading report")}</button>
            </div>
            <Memory app />
            {move || files.get().map(|files| files.into_iter()
                .map(|file| view! { class = "u", <FileCard app file /> }).collect_view())}
        </section>
    }
}

/// How much memory the analysis takes, and what was done to keep it so.
#[component]
fn Memory(app: App) -> impl IntoView {
    let memory = memo(move || app.report.with(|report| report.as_ref().map(|report| report.memory)));
    let taken = move || {
        let memory = memory.get()?;
        let each = memory.bytes.checked_div(memory.messages)?;
        Some(say!(
            "In memory: about {bytes}, {each} a message.",
            bytes = words::bytes(memory.bytes),
            each = words::bytes(each)
        ))
    };
    view! { class = "u",
        <p class="soft number" data-testid="memory" data-bytes=move || memory.get().map(|memory| memory.bytes.to_string())
            data-one-in=move || memory.get().map(|memory| memory.one_in.to_string())
            data-elsewhere=move || memory.get().map(|memory| memory.elsewhere.to_string())>
            {taken}
        </p>
        {move || memory.get().map(|memory| about_texts(&memory).iter().map(|sentence| view! { class = "u",
            <p data-testid="about-texts">{words::said(sentence)}</p>
        }).collect_view())}
    }
}

/// What became of one file.
#[component]
fn FileCard(app: App, file: FileReport) -> impl IntoView {
    let (at, inside) = (file.opened as usize, file.inside);
    let can_be_read_again = move || app.phase.get() == Phase::Ready && Asking::can_read_again(app, at);
    let total: u64 = file.problem_counts.iter().map(|(_, n)| n).sum::<u64>().max(file.problems.len() as u64);
    let counts: Vec<String> = file
        .problem_counts
        .iter()
        .zip(&file.problem_titles)
        .map(|((_, n), title)| format!("{} × {}", words::count(*n), tr(title)))
        .collect();
    let format = if file.format.is_empty() { t("not read").to_owned() } else { file.format.clone() };
    let platform = StoredValue::new(file.format.clone());
    let is_known = !file.format.is_empty();
    let open = file.problems.len() <= SHOWN_AT_ONCE;
    let name = StoredValue::new(file.name.clone());
    let shown = RwSignal::new(PROBLEMS);
    let listed = file.problems.len();
    let problems = StoredValue::new(file.problems);
    let beyond = total.saturating_sub(listed as u64);
    view! { class = "u",
        <article class="file">
            <h3 class="file-name">
                <span dir="auto">{file.name}</span>
                <span class="tag" data-unread=file.format.is_empty().then_some("")>{format}</span>
                <span class="soft">{words::bytes(file.bytes)}</span>
            </h3>
            <p class="soft">{words::said(&file.because)}
                {is_known.then(|| view! { class = "u",
                    " "
                    <button class="link" type="button" data-testid="about-format"
                        aria-label=say!("What it carries: {platform}", platform = platform.get_value())
                        on:click=move |_| guide::open_for(app, platform.get_value())>{t("What it carries")}</button>
                })}
            </p>
            {tests(&file.problem_counts).map(|(n, read)| view! { class = "u",
                <p class="tests" data-testid="tests">
                    {if read {
                        words::plural(n, "{n} conversation is a test of the platform itself and was read too.",
                            "{n} conversations are the platform’s own tests and were read too.")
                    } else {
                        words::plural(n, "{n} conversation is a test of the platform itself and is left out.",
                            "{n} conversations are the platform’s own tests and are left out.")
                    }}
                    " "
                    <When holds=can_be_read_again>
                        <button class="link" type="button" data-testid="read-tests"
                            on:click=move |_| Asking::read_tests(app, at, !read)>
                            {if read { t("Leave them out") } else { t("Read them too") }}
                        </button>
                    </When>
                </p>
            })}
            <When holds=move || inside && can_be_read_again()>
                <p class="soft" data-testid="in-archive">{t("In an archive: to read it with other columns, unpack it and drop the file itself.")}</p>
            </When>
            <When holds=move || !inside && can_be_read_again()>
                <button class="link file-again" type="button" data-testid="read-otherwise"
                    aria-label=format!("{} {}", t("Read with other columns…"), name.get_value())
                    on:click=move |_| app.asking().again(app, at)>{t("Read with other columns…")}</button>
            </When>
            <p class="number">
                {say!(
                    "{records} · {kept} kept · {repaired} repaired",
                    records = words::plural(file.read, "{n} record", "{n} records"),
                    kept = words::count(file.kept),
                    repaired = words::count(file.repaired)
                )}
            </p>
            {(total == 0).then(|| view! { class = "u", <p class="soft">{t("No problem.")}</p> })}
            {(listed > 0).then(|| view! { class = "u",
                <details class="problems" open=open>
                    <summary>
                        {words::plural(total, "{n} problem", "{n} problems")}
                        <span class="soft">{format!(": {}", counts.join(", "))}</span>
                    </summary>
                    <ul class="problem-list">
                        <Numbered
                            stretch=move || 0..shown.get().min(listed)
                            row=move |at| problems.with_value(|problems| problems.get(at).map(problem))
                        />
                    </ul>
                    <When holds=move || { shown.get() < listed }>
                        <button class="link" type="button" on:click=move |_| shown.update(|n| *n += PROBLEMS)>
                            {t("Show more")}
                        </button>
                    </When>
                    {(beyond > 0).then(|| view! { class = "u",
                        <p class="soft">
                            {say!("{n} more are counted but not listed one by one.", n = words::count(beyond))}
                        </p>
                    })}
                </details>
            })}
        </article>
    }
}

/// How many conversations are the platform's own tests, and whether they were read.
fn tests(counts: &[(String, u64)]) -> Option<(u64, bool)> {
    let of = |kind: &str| counts.iter().find(|(name, _)| name == kind).map(|(_, n)| *n);
    of("test_traffic").map(|n| (n, false)).or_else(|| of("test_traffic_read").map(|n| (n, true)))
}

fn problem(problem: &ProblemRow) -> impl IntoView + use<> {
    let place = if problem.line > 0 {
        say!("line {n}", n = words::count(problem.line))
    } else {
        t("the file").into()
    };
    view! { class = "u",
        <li class="problem" data-testid="problem" data-kind=problem.kind.clone() data-line=problem.line.to_string()>
            <span class="soft number">{place}</span>
            <span class="tag" data-effect=problem.effect.clone()>{effect(&problem.effect)}</span>
            <span dir="auto">{words::problem(problem)}</span>
        </li>
    }
}

/// What was done about a problem.
fn effect(name: &str) -> String {
    match name {
        "skipped" => t("skipped").into(),
        "repaired" => t("repaired").into(),
        "noted" => t("noted").into(),
        _ => name.to_owned(),
    }
}
