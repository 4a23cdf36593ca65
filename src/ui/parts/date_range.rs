//! From a day to a day: the browser's own date fields, and quick choices beside them.

use leptos::ev;

use super::{
    period::{self, Period, Quick, Wrong},
    touch::fresh_id,
};
use crate::{
    say,
    ui::{prelude::*, reactive::effect},
    words::{plural, t},
};

/// Two days and the quick choices. What makes no period is said, and nothing changes.
#[component]
pub fn DateRange(
    /// The first and last day of the data, as ISO dates.
    #[prop(into)]
    data: Signal<Option<Period>>,
    /// The period chosen; `None` is without bounds.
    #[prop(into)]
    chosen: Signal<Option<Period>>,
    /// Asked for another.
    on_change: Callback<Option<Period>>,
) -> impl IntoView {
    let draft = RwSignal::new((String::new(), String::new()));
    let wrong = RwSignal::new(None::<Wrong>);
    effect(move || {
        draft.set(chosen.get().unwrap_or_default());
        wrong.set(None);
    });
    let look = move || {
        let (from, to) = draft.get_untracked();
        match data.with_untracked(|data| period::check(&from, &to, data.as_ref())) {
            Ok(period) => {
                wrong.set(None);
                if period != chosen.get_untracked() {
                    on_change.run(period);
                }
            }
            // One day alone is on its way to be two.
            Err(Wrong::Incomplete) if from.is_empty() || to.is_empty() => wrong.set(None),
            Err(why) => wrong.set(Some(why)),
        }
    };
    let from = move |event: ev::Event| {
        draft.update(|draft| draft.0 = event_target_value(&event));
        look();
    };
    let to = move |event: ev::Event| {
        draft.update(|draft| draft.1 = event_target_value(&event));
        look();
    };
    let bound = move |of: fn(Period) -> String| move || data.get().map(of);
    let error = fresh_id("dates");
    view! { class = "u",
        <div class="dates" role="group" aria-label=t("Days") data-testid="date-range">
            <div class="quick" role="group" aria-label=t("Quick choice")>
                {Quick::ALL.into_iter().map(|quick| {
                    let period = move || data.with(|data| data.as_ref().and_then(|data| quick.period(data)));
                    let is_chosen = move || match quick {
                        Quick::All => chosen.with(Option::is_none),
                        Quick::Last(_) => chosen.with(|chosen| chosen.is_some() && *chosen == period()),
                    };
                    view! { class = "u",
                        <button class="quick-choice" type="button" aria-pressed=move || is_chosen().to_string()
                            disabled=move || data.with(Option::is_none) on:click=move |_| on_change.run(period())>
                            {quick_words(quick)}
                        </button>
                    }
                }).collect_view()}
            </div>
            <label class="dates-field"><span class="soft">{t("From")}</span>
                <input class="field" type="date" data-testid="date-from" prop:value=move || draft.get().0
                    min=bound(|data| data.0) max=bound(|data| data.1)
                    aria-invalid=move || wrong.get().map(|_| "true") aria-describedby=error.clone() on:change=from />
            </label>
            <label class="dates-field"><span class="soft">{t("to (both included)")}</span>
                <input class="field" type="date" data-testid="date-to" prop:value=move || draft.get().1
                    min=bound(|data| data.0) max=bound(|data| data.1)
                    aria-invalid=move || wrong.get().map(|_| "true") aria-describedby=error.clone() on:change=to />
            </label>
            <p class="wrong dates-wrong" id=error.clone() aria-live="polite">{move || wrong.get().map(|why| why_words(why, data.get()))}</p>
        </div>
    }
}

fn quick_words(quick: Quick) -> String {
    match quick {
        Quick::All => t("All days").to_owned(),
        Quick::Last(days) => plural(days.unsigned_abs().into(), "last {n} day", "last {n} days"),
    }
}

fn why_words(why: Wrong, data: Option<Period>) -> String {
    match (why, data) {
        (Wrong::Backward, _) => t("The last day comes before the first.").to_owned(),
        (Wrong::Outside, Some((from, to))) => {
            say!("No data there: they reach from {from} to {to}.", from = from, to = to)
        }
        _ => t("Choose two days.").to_owned(),
    }
}
