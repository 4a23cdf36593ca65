//! Settings: language, paper, time zone. Kept in this browser; nothing of the data is.

use leptos::ev;

use super::{
    keeping, locale,
    offline::WithoutNetwork,
    parts::Icon,
    remembering,
    state::{App, Source},
    theme::{self, Theme},
    words,
};
use crate::{
    browser::{held, moment, tab, workers},
    say,
    ui::{parts::When, prelude::*},
    wire::{Purpose, Request},
    words::{Locale, t},
};

/// Where the language is chosen.
pub const SET_LANGUAGE: &str = "set-language";

/// Zones offered besides the browser's own and UTC.
const ZONES: [&str; 16] = [
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
];

/// The page of settings.
#[component]
pub fn Settings(
    /// The page's state.
    app: App,
    /// The language.
    language: RwSignal<Locale>,
    /// Light, dark, or as the system.
    paper: RwSignal<Theme>,
) -> impl IntoView {
    let by_language = move |event: ev::Event| {
        let chosen = Locale::of_tag(&event_target_value(&event));
        locale::choose(app, language, chosen);
    };
    let by_paper = move |event: ev::Event| theme::choose(paper, Theme::of_name(&event_target_value(&event)));
    let by_zone = move |event: ev::Event| {
        app.timezone.set(event_target_value(&event));
        // Days and hours are counted while reading, so what is open is read once more.
        if app.read_from().is_some() && app.report.with_untracked(Option::is_some) {
            app.read_again();
        }
    };
    let own = moment::own_timezone();
    let zones: Vec<String> = [own.clone(), "UTC".into()]
        .into_iter()
        .chain(ZONES.iter().map(|zone| (*zone).to_owned()))
        .fold(Vec::new(), |mut zones, zone| {
            if !zones.contains(&zone) {
                zones.push(zone);
            }
            zones
        });
    let one_file = held::is_one_file();
    // Another tab may have changed it.
    app.ask(Request::ListKept, &[]);
    let keep = RwSignal::new(keeping::is_wanted());
    view! { class = "u",
        <section class="card settings" data-testid="settings">
            <h1 class="heading">{t("Settings")}</h1>
            <label class="setting">
                <span class="lead">{t("Language")}</span>
                <select class="select" id=SET_LANGUAGE data-testid=SET_LANGUAGE on:change=by_language
                    prop:value=move || language.get().tag()>
                    {Locale::ALL.into_iter().map(|locale| view! { class = "u",
                        <option value=locale.tag() lang=locale.tag() selected=move || language.get() == locale>
                            {locale.own_name()}
                        </option>
                    }).collect_view()}
                </select>
                {(!one_file).then(|| view! { class = "u",
                    <span class="soft">{t("The words of another language are a file of this page, asked for once.")}</span>
                })}
            </label>
            <label class="setting">
                <span class="lead">{t("Appearance")}</span>
                <select class="select" data-testid="set-theme" on:change=by_paper prop:value=move || paper.get().name()>
                    {Theme::ALL.into_iter().map(|theme| view! { class = "u",
                        <option value=theme.name() selected=move || paper.get() == theme>{theme.title()}</option>
                    }).collect_view()}
                </select>
            </label>
            <label class="setting">
                <span class="lead">{t("Time zone of days and hours")}</span>
                <select class="select" data-testid="set-zone" on:change=by_zone prop:value=move || app.timezone.get()>
                    {zones.into_iter().map(|zone| {
                        let words = if zone == own { say!("{zone} (this browser's)", zone = zone) } else { zone.clone() };
                        let value = zone.clone();
                        view! { class = "u",
                            <option value=value selected=move || app.timezone.with(|chosen| *chosen == zone)>{words}</option>
                        }
                    }).collect_view()}
                </select>
                <span class="soft">
                    {move || match app.read_from() {
                        Some(Source::Kept(_)) => t("Changing it opens the analysis once more."),
                        Some(Source::Files(..)) => t("Changing it reads the open files once more."),
                        Some(Source::Sample(_)) => t("Changing it makes the sample once more."),
                        None => "",
                    }}
                </span>
            </label>
            <Cores app />
            <Memory />
            {if one_file {
                view! { class = "u", <KeepsNothing /> }.into_any()
            } else {
                view! { class = "u",
                    <KeepAnalyses app keep />
                    <Readings />
                    <WithoutNetwork />
                    <Kept app keep />
                }
                .into_any()
            }}
        </section>
    }
}

/// Why a page that is one file offers to keep nothing.
#[component]
fn KeepsNothing() -> impl IntoView {
    view! { class = "u",
        <div class="setting" data-testid="keeps-nothing">
            <span class="lead">{t("What this browser keeps")}</span>
            <span class="soft">
                {t("Nothing. This page is one file, opened from disk, and some browsers let other files read what it keeps. What is chosen and saved here holds until this tab is closed. To keep analyses, open Undertone from an address, or save them as files.")}
            </span>
            <span class="soft">{t("It opens without a network as it is.")}</span>
        </div>
    }
}

/// What is kept beyond the tab, and how to have it forgotten.
#[component]
fn Kept(app: App, keep: RwSignal<bool>) -> impl IntoView {
    let forgotten = RwSignal::new(false);
    view! { class = "u",
        <div class="setting">
            <span class="lead">{t("What this browser keeps")}</span>
            <span class="soft">{move || {
                let n = app.kept.with(Vec::len) as u64;
                if n == 0 && keep.get() {
                    t("Your choices and the filters that you saved, and while files are read their names. No transcript, no figure.").to_owned()
                } else if n == 0 {
                    t("Your choices and the filters that you saved. No transcript, no figure, no name of a file.").to_owned()
                } else {
                    words::plural(n, "Your choices, and {n} analysis.", "Your choices, and {n} analyses.")
                }
            }}</span>
            <button class="button" type="button" data-testid="forget" on:click=move |_| {
                tab::forget();
                app.forget_topics();
                app.tracked().set(Vec::new());
                app.forget_all_unfinished();
                keep.set(false);
                app.ask(Request::DropKept { id: None }, &[]);
                forgotten.set(true);
            }>{t("Forget all of it")}</button>
            <span class="soft" role="status">
                {move || forgotten.get().then(|| t("Forgotten. Your choices hold until this tab is closed."))}
            </span>
        </div>
    }
}

/// Over how many workers the data are spread.
#[component]
fn Cores(app: App) -> impl IntoView {
    let chosen = tab::kept(workers::CHOICE).unwrap_or_default();
    view! { class = "u",
        <label class="setting">
            <span class="lead">{t("Processor cores used")}</span>
            <select class="select" data-testid="set-cores" on:change=move |event| {
                tab::keep(workers::CHOICE, &event_target_value(&event));
                app.restart_with(app.loaded.get_untracked());
            }>
                {["", "1", "2", "3", "4", "6", "8"].into_iter().map(|cores| view! { class = "u",
                    <option value=cores selected=cores == chosen>
                        {if cores.is_empty() { t("as many as there are") } else { cores }}
                    </option>
                }).collect_view()}
            </select>
            <span class="soft">
                {t("More of them read large files faster; each takes some memory. Changing it reads what is open once more.")}
            </span>
        </label>
    }
}

/// Megabytes of memory that can be allowed.
const MEMORIES: [&str; 7] = ["500", "1000", "2000", "3000", "4000", "8000", "16000"];

/// How much memory an analysis may take.
#[component]
fn Memory() -> impl IntoView {
    let chosen = tab::kept(tab::MEMORY_LIMIT).unwrap_or_default();
    let automatic = say!("automatic: {bytes}", bytes = words::bytes(tab::memory_suggested()));
    let mut choices = vec![("", automatic)];
    let further = Some(chosen.as_str()).filter(|chosen| !MEMORIES.contains(chosen));
    for megabytes in MEMORIES.into_iter().chain(further) {
        if let Ok(n) = megabytes.parse::<u64>() {
            choices.push((megabytes, words::bytes(n.saturating_mul(1_000_000))));
        }
    }
    view! { class = "u",
        <label class="setting">
            <span class="lead">{t("Memory for an analysis")}</span>
            <select class="select" data-testid="set-memory" on:change=move |event| {
                tab::keep(tab::MEMORY_LIMIT, &event_target_value(&event));
            }>
                {choices.into_iter().map(|(megabytes, name)| view! { class = "u",
                    <option value=megabytes.to_owned() selected=megabytes == chosen>{name}</option>
                }).collect_view()}
            </select>
            <span class="soft">
                {t("Automatic is half of what this machine has, as far as the browser says. Files that will take more are asked about before they are read. It holds for what is read from now on.")}
            </span>
        </label>
    }
}

/// How files were read that is remembered for others of their shape.
#[component]
fn Readings() -> impl IntoView {
    let all = RwSignal::new(remembering::all());
    let entry = move |(name, words): (String, String)| {
        let label = say!("Forget {name}", name = words);
        view! { class = "u",
            <li>
                <span>{words}</span>
                <button class="icon-button" type="button" data-testid="forget-reading" aria-label=label.clone() title=label
                    on:click=move |_| {
                        tab::drop_kept(&name);
                        all.set(remembering::all());
                    }>
                    <Icon name="trash" />
                </button>
            </li>
        }
    };
    view! { class = "u",
        <When holds=move || all.with(|all| !all.is_empty())>
            <div class="setting recent" data-testid="readings">
                <span class="lead">{t("How files of a shape are read")}</span>
                <ul>{move || all.get().into_iter().map(entry).collect_view()}</ul>
                <span class="soft">{t("Remembered as you asked when you said what the columns hold. Names of columns and speakers are kept as hashes.")}</span>
            </div>
        </When>
    }
}

/// Whether analyses are kept beyond the tab.
#[component]
fn KeepAnalyses(app: App, keep: RwSignal<bool>) -> impl IntoView {
    let passphrase = app.asking().passphrase;
    view! { class = "u",
        <div class="setting">
            <label class="check">
                <input type="checkbox" data-testid="set-keep" prop:checked=keep
                    on:change=move |event| {
                        keep.set(event_target_checked(&event));
                        keeping::want(app, keep.get_untracked());
                    } />
                <span class="lead">{t("Keep analyses in this browser")}</span>
            </label>
            <span class="soft">
                {t("Off: what was read is gone when the tab closes. On: each analysis of files is kept in this browser's own storage, its texts masked and the names of its files with it, until you remove it. The start screen lists them and opens them without the files.")}
                " " {move || if passphrase.locked.get() {
                    t("While a passphrase is set, files whose reading a reload breaks off are not remembered.")
                } else {
                    t("While files are read, their names and, where the browser has one, a way back to them are kept too, so that reading goes on if the page is loaded again.")
                }}
            </span>
            <label class="check">
                <input type="checkbox" data-testid="set-encrypt" prop:checked=passphrase.locked
                    on:click=move |event| {
                        // It is so when the worker says so.
                        event.prevent_default();
                        let locked = passphrase.locked.get_untracked();
                        passphrase.ask(if locked { Purpose::End } else { Purpose::Begin }, None);
                    } />
                <span class="lead">{t("Encrypt what is kept with a passphrase")}</span>
            </label>
        </div>
    }
}
