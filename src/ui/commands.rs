//! What the command palette offers: every place, every figure, every setting, every way on.

use super::{
    card,
    drawer::copy_link,
    labels::label_words,
    locale,
    parts::{Command, Palette, Toaster},
    rail,
    saved_filters::{self, SaveFilter},
    state::{App, Source},
    status::Phase,
    theme::{self, Theme},
    view::Place,
};
use crate::{
    browser::tab,
    query::{Columns, Filter},
    report::Report,
    say,
    ui::{prelude::*, reactive::memo},
    wire::{Export, SampleKind},
    words::{Locale, t},
};

/// The palette with all commands of the moment.
#[component]
pub fn Commands(
    /// The page's state.
    app: App,
    /// The language.
    language: RwSignal<Locale>,
    /// Light, dark, or as the system.
    paper: RwSignal<Theme>,
    /// Whether the page is dark.
    #[prop(into)]
    dark: Signal<bool>,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let saving = RwSignal::new(false);
    // Made when the palette opens: nobody else needs them.
    let commands = memo(move || {
        let made = || of_moment(app, (toaster, saving), language, paper, dark.get_untracked());
        Listed(if open.get() { made() } else { Vec::new() })
    });
    view! { class = "u",
        <Palette open commands=Signal::derive(move || commands.get().0) />
        <SaveFilter app open=saving />
    }
}

/// Commands are made anew at every opening, so no two lists are the same.
#[derive(Clone)]
struct Listed(Vec<Command>);

impl PartialEq for Listed {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

fn command(
    group: &str,
    icon: &'static str,
    label: impl Into<String>,
    hint: &str,
    action: impl Fn() + Send + Sync + 'static,
) -> Command {
    Command {
        group: group.to_owned(),
        icon,
        label: label.into(),
        hint: hint.to_owned(),
        action: Callback::new(move |()| action()),
    }
}

fn of_moment(
    app: App,
    asking: (Toaster, RwSignal<bool>),
    language: RwSignal<Locale>,
    paper: RwSignal<Theme>,
    dark: bool,
) -> Vec<Command> {
    let has_data = app.has_data();
    let mut all = Vec::new();
    for place in Place::ALL.into_iter().filter(|place| has_data || !place.needs_data()) {
        let key = if place == Place::Search { "/" } else { "" };
        all.push(command(t("Go to"), rail::icon(place), rail::title(place), key, move || app.go(place)));
    }
    if app.phase.get_untracked() == Phase::Reading {
        all.push(command(t("Analysis"), "x", t("Stop reading"), "", move || app.cancel()));
    }
    if has_data {
        all.extend(of_data(app, asking));
    }
    for kind in SampleKind::ALL {
        let name = App::sample_name(kind);
        all.push(command(t("Analysis"), "bot", name, t("synthetic data"), move || {
            app.open_source(Source::Sample(kind));
        }));
    }
    let other =
        if dark { (Theme::Light, "sun", t("Light theme")) } else { (Theme::Dark, "moon", t("Dark theme")) };
    all.push(command(t("Settings"), other.1, other.2, "", move || theme::choose(paper, other.0)));
    for locale in Locale::ALL.into_iter().filter(|locale| *locale != language.get_untracked()) {
        all.push(command(t("Settings"), "languages", locale.own_name(), t("Language"), move || {
            locale::choose(app, language, locale);
        }));
    }
    all
}

fn of_data(app: App, (toaster, saving): (Toaster, RwSignal<bool>)) -> Vec<Command> {
    let mut all = vec![
        command(t("Go to"), "message-square", t("Worst rated conversations"), "", move || app.worst_rated()),
        command(t("Analysis"), "upload", t("Open other files"), "", || tab::press("open-others")),
        command(t("Analysis"), "download", t("Download figures (JSON)"), t("save, export"), move || {
            app.export(Export::Figures);
        }),
        command(t("Analysis"), "file-text", t("Download the reading report"), t("save, export"), move || {
            app.save_reading_report();
        }),
        command(
            t("Analysis"),
            "copy",
            t("Copy the link to this view"),
            t("without anybody's words"),
            move || copy_link(toaster),
        ),
        command(t("Analysis"), "undo", t("Start over"), "", move || app.start_over()),
    ];
    if app.view.with_untracked(|view| !view.filter.is_empty()) {
        all.push(command(t("Filter"), "x", t("Clear the filter"), "", move || app.filter(Filter::default())));
        all.push(command(t("Filter"), "filter", t("Save this filter"), t("under a name"), move || {
            saving.set(true);
        }));
    }
    for (name, filter) in saved_filters::all() {
        let hint = filter.to_string();
        all.push(command(t("Saved filters"), "filter", name.clone(), &hint, move || {
            app.filter(filter.clone());
        }));
        let label = say!("Forget the filter “{name}”", name = name);
        all.push(command(t("Saved filters"), "x", label, "", move || saved_filters::forget(&name, toaster)));
    }
    app.report.with_untracked(|report| {
        if let Some(report) = report.as_deref() {
            all.extend(of_figures(app, report));
            all.extend(of_facets(app, report));
        }
    });
    all
}

fn of_figures(app: App, report: &Report) -> Vec<Command> {
    // A figure that could not be counted has nothing behind it.
    let figures = report.board.figures.iter().filter(|(_, figure)| figure.value.is_some());
    figures
        .map(|(name, _)| name.clone())
        .map(|name| {
            let title = say!("{figure}: the conversations behind it", figure = card::title(&name));
            command(t("Figures"), "layout-dashboard", title, "", move || app.open_evidence(name.clone()))
        })
        .collect()
}

/// The most frequent names of each field, as conditions.
fn of_facets(app: App, report: &Report) -> Vec<Command> {
    let mut all = Vec::new();
    for (field, names) in &report.facets {
        for (name, n) in names.iter().take(12) {
            let text = format!("{field}:\"{name}\"");
            let Ok(filter) = Filter::parse_with(&text, Columns::Any) else { continue };
            let hint = crate::words::plural(*n, "{n} conversation", "{n} conversations");
            let condition = filter.to_string();
            let label = label_words(field, name)
                .map_or_else(|| condition.clone(), |said| format!("{said} ({condition})"));
            all.push(command(t("Filter"), "filter", label, &hint, move || {
                if let Some(term) = filter.terms().first() {
                    app.narrow(term.clone());
                }
            }));
        }
    }
    all
}
