//! Experiments: selections side by side, whether they differ, and what is to be done.

use std::sync::Arc;

use leptos::ev;

use super::{
    card,
    none_fits::WhereSome,
    parts::{Chip, Empty, EmptyPicture, When},
    sheet, splits,
    state::App,
};
use crate::{
    browser::history::Entry,
    insight::{Comparison, Split},
    ui::{prelude::*, reactive::memo},
    wire::Study,
    words::t,
};

/// Differences that may be worth knowing, in percent.
const PERCENT: [u64; 6] = [1, 2, 5, 10, 20, 50];

/// A comparison, as it is shared.
type Compared = Arc<Comparison>;

/// The place.
#[component]
pub fn Experiments(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let shown = memo(move || {
        let said = app.view.with(|view| view.comparison.clone());
        said.or_else(|| app.report.with(|report| splits::usual(report.as_ref()?).map(Arc::new)))
    });
    let asked = move || Study::Compare(shown.get().map_or_else(Comparison::default, |it| (*it).clone()));
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="experiments">
                <Asked app shown />
                <When
                    holds=move || shown.with(Option::is_some)
                    otherwise=move || view! { class = "u",
                        <Empty picture=EmptyPicture::TooLittle
                            title=t("Nothing here makes two arms by itself").to_owned()
                            text=t("No column has between two and twelve values. Choose a day or a filter above.").to_owned() />
                    }
                >
                    {sheet::studied(app, asked, move |found| {
                        let findings = &found.findings;
                        view! { class = "u",
                            <div class="judged" data-testid="verdict" aria-live="polite">{sheet::notes(findings)}</div>
                            {sheet::card_of(app, findings, "comparison")}
                            {sheet::card_of(app, findings, "arms")}
                            {sheet::card_of(app, findings, "any_difference")}
                        }
                    })}
                </When>
            </div>
        </WhereSome>
    }
}

/// Changes what is compared. Going back leads to where one came from, not through every choice.
fn change(app: App, shown: Memo<Option<Compared>>, edit: impl FnOnce(&mut Comparison)) {
    let mut comparison = shown.get_untracked().map(|it| (*it).clone()).unwrap_or_default();
    edit(&mut comparison);
    app.change(Entry::Same, |view| view.comparison = Some(Arc::new(comparison)));
}

/// What is asked: the arms, the goal, the guard rails.
#[component]
fn Asked(app: App, shown: Memo<Option<Compared>>) -> impl IntoView {
    let by_split = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        let day = || app.report.with_untracked(|report| splits::middle(report.as_ref()?)).unwrap_or_default();
        let by = match chosen.as_str() {
            "date" => Split::Date(day()),
            "filter" => Split::Filters(vec!["is:returning".to_owned()]),
            _ => Split::Field(chosen),
        };
        change(app, shown, |it| (it.by, it.control, it.planned) = (by, String::new(), Vec::new()));
    };
    let splits = move || {
        let chosen = shown.get();
        let mut all = app
            .report
            .with(|report| Some(splits::offered(report.as_ref()?, chosen.as_deref())))
            .unwrap_or_default();
        all.push(("date".to_owned(), t("before and after a day").to_owned()));
        all.push(("filter".to_owned(), t("a filter and the rest").to_owned()));
        let is = chosen.map(|it| match &it.by {
            Split::Field(name) => name.clone(),
            Split::Date(_) => "date".to_owned(),
            Split::Filters(_) => "filter".to_owned(),
        });
        (is, all)
    };
    let figures = move || {
        let names = app.report.with(|report| {
            let names = splits::figures(report.as_ref()?);
            Some(names.into_iter().map(str::to_owned).collect::<Vec<_>>())
        });
        let mut all: Vec<(String, String)> =
            names.unwrap_or_default().into_iter().map(|name| (name.clone(), card::title(&name))).collect();
        all.sort_by(|one, two| one.1.cmp(&two.1));
        all
    };
    let goals = move || {
        let goal = shown.with(|it| it.as_ref().map(|it| it.goal.clone()));
        let mut all = figures();
        if let Some(goal) = goal.iter().find(|goal| all.iter().all(|(name, _)| name != *goal)) {
            all.push((goal.clone(), card::title(goal)));
        }
        (goal, all)
    };
    let more_guards = move || {
        let mut all = figures();
        shown.with(|it| {
            let metrics = it.as_ref().map(|it| it.metrics()).unwrap_or_default();
            all.retain(|(name, _)| !metrics.contains(&name.as_str()));
        });
        all.insert(0, (String::new(), t("Add one").to_owned()));
        (Some(String::new()), all)
    };
    let add_guard = move |event: ev::Event| {
        let name = event_target_value(&event);
        change(app, shown, |it| it.guards.extend(Some(name).filter(|name| !name.is_empty())));
    };
    let guards = move || {
        let guards = shown.with(|it| it.as_ref().map(|it| it.guards.clone()).unwrap_or_default());
        let chip = move |name: String| {
            let label = card::title(&name);
            let remove =
                Callback::new(move |()| change(app, shown, |it| it.guards.retain(|guard| *guard != name)));
            view! { class = "u", <Chip label testid="guard" on_remove=remove /> }
        };
        guards.into_iter().map(chip).collect_view()
    };
    let percent = move || {
        let is = shown.with(|it| it.as_ref().map_or(10, |it| it.percent));
        let all = PERCENT.iter().map(|part| (part.to_string(), format!("{part}\u{202f}%"))).collect();
        (Some(is.to_string()), all)
    };
    let controls = move || {
        let chosen = shown.get();
        let mut all = vec![(String::new(), t("the likeliest").to_owned())];
        if let Some(it) = &chosen {
            app.report.with(|report| {
                let values = report.as_ref().map(|report| splits::values(report, &it.by)).unwrap_or_default();
                all.extend(values.into_iter().map(|value| (value.to_owned(), value.to_owned())));
            });
        }
        (chosen.map(|it| it.control.clone()), all)
    };
    let text_of = move |at: usize| {
        shown.with(|it| match it.as_ref().map(|it| &it.by) {
            Some(Split::Date(day)) if at == 0 => day.clone(),
            Some(Split::Filters(filters)) => filters.get(at).cloned().unwrap_or_default(),
            _ => String::new(),
        })
    };
    let filter_at = move |at: usize| {
        move |event: ev::Event| {
            let text = event_target_value(&event).trim().to_owned();
            change(app, shown, |it| {
                let Split::Filters(filters) = &mut it.by else { return };
                filters.resize(filters.len().max(at + 1), String::new());
                filters[at] = text;
                filters.retain(|filter| !filter.is_empty());
            });
        }
    };
    let by_kind = move || shown.with(|it| it.as_ref().map(|it| std::mem::discriminant(&it.by)));
    let kind = memo(by_kind);
    let more = move || {
        // Read, not only tracked: a memo that nobody reads never hears of what it is made of.
        kind.get();
        let by = shown.with_untracked(|it| it.as_ref().map(|it| it.by.clone()));
        match by {
            Some(Split::Date(_)) => {
                let on_day = move |event: ev::Event| {
                    let day = event_target_value(&event);
                    change(app, shown, |it| it.by = Split::Date(day));
                };
                view! { class = "u",
                    <label class="setting"><span class="lead">{t("First day after")}</span>
                        <input class="field" type="date" data-testid="split-day" prop:value=move || text_of(0) on:change=on_day />
                    </label>
                }
                .into_any()
            }
            Some(Split::Filters(_)) => view! { class = "u",
                <label class="setting"><span class="lead">{t("Filter")}</span>
                    <input class="field" type="text" data-testid="split-filter" prop:value=move || text_of(0) on:change=filter_at(0) />
                </label>
                <label class="setting"><span class="lead">{t("Against (empty: the rest)")}</span>
                    <input class="field" type="text" data-testid="split-against" prop:value=move || text_of(1) on:change=filter_at(1) />
                </label>
            }
            .into_any(),
            Some(Split::Field(_)) => {
                let on_control = move |event: ev::Event| {
                    let control = event_target_value(&event);
                    // The parts of a split are in the order of the arms, which changes with the control.
                    change(app, shown, |it| (it.control, it.planned) = (control, Vec::new()));
                };
                let on_planned = move |event: ev::Event| {
                    let planned = splits::planned(&event_target_value(&event));
                    change(app, shown, |it| it.planned = planned);
                };
                let planned = move || shown.with(|it| {
                    let parts = it.as_ref().map(|it| it.planned.iter().map(u64::to_string).collect::<Vec<_>>());
                    parts.unwrap_or_default().join(":")
                });
                view! { class = "u",
                    <Choice label=t("Control") testid="split-control" of=Callback::new(move |()| controls())
                        on_choice=Callback::new(on_control) />
                    <label class="setting"><span class="lead">{t("Planned split")}</span>
                        <input class="field" type="text" placeholder="50:50" data-testid="split-planned"
                            prop:value=planned on:change=on_planned />
                    </label>
                }
                .into_any()
            }
            None => ().into_any(),
        }
    };
    let on_goal = move |event: ev::Event| {
        let goal = event_target_value(&event);
        change(app, shown, |it| it.goal = goal);
    };
    let on_percent = move |event: ev::Event| {
        let percent = event_target_value(&event).parse().unwrap_or(10);
        change(app, shown, |it| it.percent = percent);
    };
    view! { class = "u",
        <section class="card compare" aria-label=t("What is compared")>
            <Choice label=t("Arms by") testid="split-by" of=Callback::new(move |()| splits())
                on_choice=Callback::new(by_split) />
            {more}
            <Choice label=t("Goal") testid="split-goal" of=Callback::new(move |()| goals())
                on_choice=Callback::new(on_goal) />
            <Choice label=t("Smallest difference worth knowing") testid="split-percent"
                of=Callback::new(move |()| percent()) on_choice=Callback::new(on_percent) />
            <div class="setting guards">
                <Choice label=t("Guard rails") testid="split-guard" of=Callback::new(move |()| more_guards())
                    on_choice=Callback::new(add_guard) />
                <span class="chips">{guards}</span>
            </div>
        </section>
    }
}

/// The chosen value, and all of them with their words.
type Choices = (Option<String>, Vec<(String, String)>);

/// A choice of some, with which of them is chosen.
#[component]
fn Choice(
    /// What it is of.
    label: &'static str,
    /// What it is called in tests.
    testid: &'static str,
    /// The chosen value, and all of them with their words.
    of: Callback<(), Choices>,
    /// Told what was chosen.
    on_choice: Callback<ev::Event>,
) -> impl IntoView {
    let of = memo(move || of.run(()));
    let options = move || {
        let (is, all) = of.get();
        let option = |(value, words): (String, String)| {
            let selected = is.as_ref() == Some(&value);
            view! { class = "u", <option value=value selected=selected>{words}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    view! { class = "u",
        <label class="setting"><span class="lead">{label}</span>
            <select class="select" data-testid=testid on:change=move |event| on_choice.run(event)>{options}</select>
        </label>
    }
}
