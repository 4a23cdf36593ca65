//! What is asked about a file besides its columns and speakers: how its times, its letters and its pauses are meant.
//! Each is there only where the file leaves it open.

use leptos::ev;

use super::{choice, mapping::Answers};
use crate::{
    ingest::{ENCODINGS, GAP_MINUTES, GAPS, Mapping, Pauses, Preview, STRETCHES, Times, moment::DateOrder},
    say,
    ui::{
        parts::{Numbered, When},
        prelude::*,
        reactive::memo,
    },
    words::{count, t},
};

/// Day or month first, where the file does not prove it.
#[component]
pub fn DateOrderChoice(file: Signal<Preview>, draft: RwSignal<Mapping>) -> impl IntoView {
    let guess = memo(move || file.with(|file| file.unsure_dates));
    let order = memo(move || draft.with(|draft| draft.date_order).or(guess.get()));
    let choose = move |event: ev::Event| {
        let order = match event_target_value(&event).as_str() {
            "month" => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        };
        draft.update(|draft| draft.date_order = Some(order));
    };
    let is = move |of: DateOrder| move || order.get() == Some(of);
    view! { class = "u",
        <When holds=move || guess.get().is_some()>
            <label class="mapping-choice">
                <span>{t("Dates are written")}</span>
                <select class="select" data-testid="mapping-dates" on:change=choose>
                    <option value="day" prop:selected=is(DateOrder::DayFirst)>{t("day first: 31/12/2026")}</option>
                    <option value="month" prop:selected=is(DateOrder::MonthFirst)>
                        {t("month first: 12/31/2026")}
                    </option>
                </select>
            </label>
        </When>
    }
}

/// The zone of times that say none.
#[component]
pub fn ZoneChoice(file: Signal<Preview>, draft: RwSignal<Mapping>, own_timezone: String) -> impl IntoView {
    let wanted = memo(move || file.with(|file| file.times == Times::WithoutZone));
    let own = StoredValue::new(own_timezone);
    let zone = memo(move || draft.with(|draft| draft.timezone.clone()).unwrap_or_else(|| own.get_value()));
    let choose = move |event: ev::Event| {
        // Without a choice it is the zone of the analysis.
        let zone = Some(event_target_value(&event)).filter(|zone| own.with_value(|own| own != zone));
        draft.update(|draft| draft.timezone = zone);
    };
    let option = move |name: String, label: String| {
        let value = name.clone();
        view! { class = "u",
            <option value=value prop:selected=move || zone.with(|zone| *zone == name)>{label}</option>
        }
    };
    let others = move || {
        let offered = choice::ZONES.into_iter().filter(|name| own.with_value(|own| own != name));
        offered.map(|name| option(name.to_owned(), name.replace('_', " "))).collect_view()
    };
    view! { class = "u",
        <When holds=move || wanted.get()>
            <label class="mapping-choice">
                <span>{t("Times say no zone; they are in")}</span>
                <select class="select" data-testid="mapping-zone" on:change=choose>
                    {own.with_value(|own| option(
                        own.clone(),
                        say!("{zone} (zone of the figures)", zone = own.replace('_', " ")),
                    ))}
                    {others()}
                </select>
            </label>
        </When>
    }
}

/// After which pause a new conversation begins, with what each choice would give.
#[component]
pub fn GapChoice(file: Signal<Preview>, draft: RwSignal<Mapping>) -> impl IntoView {
    let pauses = memo(move || file.with(|file| file.pauses.clone()));
    let gap = memo(move || draft.with(|draft| draft.gap).unwrap_or(GAP_MINUTES));
    let choose = move |event: ev::Event| {
        let minutes = event_target_value(&event).parse().ok().filter(|minutes| *minutes != GAP_MINUTES);
        draft.update(|draft| draft.gap = minutes);
    };
    let label = move |minutes: u32| {
        pauses.with(|pauses| {
            let given = pauses
                .as_ref()
                .and_then(|all| Some((all, all.splits.iter().find(|of| of.minutes == minutes)?)));
            given.map(|(all, of)| choice::gap_label(all, of)).unwrap_or_default()
        })
    };
    view! { class = "u",
        <When holds=move || pauses.with(Option::is_some)>
            <label class="mapping-choice">
                <span>{t("A new conversation begins after a pause of")}</span>
                <select class="select" data-testid="mapping-gap" on:change=choose>
                    {GAPS.map(|minutes| view! { class = "u",
                        <option value=minutes.to_string() prop:selected=move || gap.get() == minutes>
                            {move || label(minutes)}
                        </option>
                    }).collect_view()}
                </select>
            </label>
        </When>
    }
}

/// The encoding of a file that is not UTF-8.
#[component]
pub fn EncodingChoice(file: Signal<Preview>, draft: RwSignal<Mapping>, answers: Answers) -> impl IntoView {
    let encoding = memo(move || file.with(|file| file.encoding.clone()));
    let choose = move |event: ev::Event| {
        draft.update(|draft| draft.encoding = Some(event_target_value(&event)));
        answers.change.run(draft.get_untracked());
    };
    view! { class = "u",
        <When holds=move || encoding.with(Option::is_some)>
            <label class="mapping-choice">
                <span>{t("Letters are written in")}</span>
                <select class="select" data-testid="mapping-encoding" on:change=choose>
                    {ENCODINGS.map(|name| view! { class = "u",
                        <option value=name prop:selected=move || encoding.with(|own| own.as_deref() == Some(name))>
                            {name}
                        </option>
                    })}
                </select>
            </label>
        </When>
    }
}

/// How long the pauses of the file are.
#[component]
pub fn PauseSpread(file: Signal<Preview>) -> impl IntoView {
    let pauses = memo(move || file.with(|file| file.pauses.clone()));
    let row = move |at: usize| {
        let of = move |pauses: &Option<Pauses>| {
            let spread = pauses.as_ref().map(|pauses| pauses.spread.as_slice()).unwrap_or_default();
            (spread.get(at).copied().unwrap_or_default(), spread.iter().copied().max().unwrap_or_default())
        };
        let counted = memo(move || pauses.with(of));
        view! { class = "u",
            <li class="mapping-pause">
                <span>{choice::stretch_label(at)}</span>
                <meter min="0" max=move || counted.get().1.max(1).to_string() prop:value=move || counted.get().0 as f64
                    aria-hidden="true"></meter>
                <span class="number">{move || count(counted.get().0)}</span>
            </li>
        }
    };
    view! { class = "u",
        <When holds=move || pauses.with(Option::is_some)>
            <section class="mapping-pauses" data-testid="mapping-pauses" aria-label=t("Pauses between messages")>
                <h3 class="heading">{t("Pauses between messages")}</h3>
                <ol>
                    <Numbered stretch=|| 0..STRETCHES.len() + 1 row />
                </ol>
            </section>
        </When>
    }
}
