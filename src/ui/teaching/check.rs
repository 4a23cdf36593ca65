//! A random sample is gone through: is this message that, yes or no? After each the corrected rate is told, with
//! its interval, and how many checks make it narrow.

use std::sync::Arc;

use leptos::ev;

use crate::{
    insight::{Checked, Stratum},
    say,
    ui::{
        labels::label_words,
        mask::masked,
        parts::{Dialog, When},
        prelude::*,
        reactive::memo,
        state::App,
        words,
    },
    wire::{Draw, Drawn, Teaching},
    words::t,
};

/// What is being checked. Copies are the same.
#[derive(Clone, Copy)]
pub struct Check {
    open: RwSignal<bool>,
    /// What the label is of, and the label.
    what: RwSignal<(String, String)>,
    /// The messages; `None` until they come.
    pub draw: RwSignal<Option<Arc<Draw>>>,
    /// What was answered, in order: whether the message was given the label, and whether it has it.
    answers: RwSignal<Vec<(bool, bool)>>,
}

impl Check {
    /// Nothing is checked.
    pub fn new() -> Self {
        Self {
            open: RwSignal::default(),
            what: RwSignal::default(),
            draw: RwSignal::default(),
            answers: RwSignal::default(),
        }
    }

    /// Begins with a label.
    pub fn begin(self, of: &str, label: &str) {
        self.draw.set(None);
        self.answers.set(Vec::new());
        self.what.set((of.to_owned(), label.to_owned()));
        self.open.set(true);
    }

    /// What was checked so far.
    fn checked(self) -> Checked {
        let counts = self.draw.with(|draw| draw.as_ref().map(|draw| draw.counts).unwrap_or_default());
        let stratum = |given: bool, all: u64| {
            self.answers.with(|answers| {
                let mine = answers.iter().filter(|answer| answer.0 == given);
                Stratum {
                    all,
                    checked: mine.clone().count() as u64,
                    has: mine.filter(|one| one.1).count() as u64,
                }
            })
        };
        Checked { given: stratum(true, counts.0), not_given: stratum(false, counts.1) }
    }

    /// The next message, and whether it was given the label; `None` when all that were drawn are gone through.
    fn next(self) -> Option<(bool, Drawn)> {
        let checked = self.checked();
        let of = |given: bool| {
            let (stratum, at) = if given { (checked.given, true) } else { (checked.not_given, false) };
            self.draw.with(|draw| {
                let draw = draw.as_ref()?;
                let list = if at { &draw.given } else { &draw.not_given };
                list.get(stratum.checked as usize).map(|drawn| (given, drawn.clone()))
            })
        };
        let first = checked.next_is_given();
        of(first).or_else(|| of(!first))
    }

    fn answer(self, has: bool) {
        if let Some((given, _)) = untrack(move || self.next()) {
            self.answers.update(|answers| answers.push((given, has)));
        }
    }

    /// Answers that say otherwise than the model, each with its message.
    fn otherwise(self) -> Vec<(Drawn, bool)> {
        let (mut places, mut found) = ([0, 0], Vec::new());
        self.draw.with_untracked(|draw| {
            let Some(draw) = draw else { return };
            for (given, has) in self.answers.get_untracked() {
                let list = if given { &draw.given } else { &draw.not_given };
                let place = &mut places[usize::from(given)];
                found.extend(list.get(*place).filter(|_| given != has).map(|drawn| (drawn.clone(), has)));
                *place += 1;
            }
        });
        found
    }
}

/// The dialog.
#[component]
pub fn CheckDialog(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let check = app.teachings().check;
    let label = move || check.what.with(|(of, label)| label_words(of, label).unwrap_or(label).to_owned());
    let next = memo(move || check.next());
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "y" | "j" => check.answer(true),
        "n" => check.answer(false),
        "Backspace" => check.answers.update(|answers| answers.truncate(answers.len().saturating_sub(1))),
        _ => {}
    };
    let correct = move |_| {
        let (of, label) = check.what.get_untracked();
        for (Drawn { conversation, line, .. }, has) in check.otherwise() {
            let (of, label) = (of.clone(), label.clone());
            app.teach(Teaching::Correct { conversation, line, of, label, has, instead: None });
        }
        check.open.set(false);
    };
    // A label that a person taught learns by examples.
    let can_correct = memo(move || {
        check.answers.with(|answers| answers.iter().any(|(given, has)| given != has))
            && check.what.with(|(of, _)| of != "label")
    });
    view! { class = "u",
        <Dialog open=check.open title=Signal::derive(move || say!("Check: {label}", label = label())) testid="check">
            <div class="form" tabindex="0" autofocus data-testid="check-keys" on:keydown=keys>
                <When holds=move || next.get().is_some()
                    otherwise=move || view! { class = "u", <p class="soft">{move || match check.draw.get() {
                        None => t("Asking …"),
                        Some(_) => t("All messages that were drawn are checked."),
                    }}</p> }>
                    <blockquote dir="auto" data-testid="check-message" data-given=move || next.get().map(|(given, _)| given.to_string())>
                        {move || next.get().map(|(_, drawn)| masked(&drawn.text))}
                    </blockquote>
                    <div class="bar">
                        <span class="lead">{move || say!("Is it “{label}”?", label = label())}</span>
                        <button class="button" type="button" data-testid="check-yes" on:click=move |_| check.answer(true)>{t("Yes (y)")}</button>
                        <button class="button" type="button" data-testid="check-no" on:click=move |_| check.answer(false)>{t("No (n)")}</button>
                    </div>
                </When>
                <p class="sentence number" role="status" data-testid="check-rate">{move || rate_words(check.checked())}</p>
                <p class="soft">{t("Of the user messages on screen. Drawn at random apart from those that were given the label and from those that were not; the shares of both are weighed by how many there are, and their Wilson limits are joined to one 95 % interval. Backspace takes the last answer back.")}</p>
                <When holds=move || can_correct.get()>
                    <button class="link" type="button" data-testid="check-correct" on:click=correct>{t("Use the answers as corrections")}</button>
                </When>
            </div>
        </Dialog>
    }
}

/// The rate, as the model has it and as it is corrected.
fn rate_words(checked: Checked) -> String {
    const FINE: u64 = 1_000;
    let n = checked.given.checked + checked.not_given.checked;
    let given = words::share(checked.as_given().unwrap_or_default(), FINE);
    let so_far = say!(
        "{n} checked; about {enough} in all give ± 3 points.",
        n = words::count(n),
        enough = words::count(checked.enough())
    );
    let rate = match checked.rate() {
        None => say!("The model gives it to {given}.", given = given),
        Some((rate, interval)) => say!(
            "The model gives it to {given}. Corrected: {rate} (95 % interval {low} to {high}).",
            given = given,
            rate = words::share(rate, FINE),
            low = words::share(interval.low, FINE),
            high = words::share(interval.high, FINE)
        ),
    };
    format!("{rate} {so_far}")
}
