//! A random sample is gone through: is this message that, yes or no? After each the corrected rate is told, with
//! its interval, and how many checks make it narrow.

use leptos::ev;

use crate::{
    insight::{Checked, Stratum},
    say,
    ui::{
        labels::label_words,
        mask::masked,
        parts::{Dialog, When},
        prelude::*,
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
    state: RwSignal<Checking>,
}

/// A label, the messages to check it by, and what was answered.
#[derive(Default)]
struct Checking {
    /// What the label is of, and the label.
    what: (String, String),
    /// The messages; `None` until they come.
    draw: Option<Draw>,
    /// In order: whether the message was given the label, and whether it has it.
    answers: Vec<(bool, bool)>,
}

impl Checking {
    fn label(&self) -> String {
        let (of, label) = &self.what;
        label_words(of, label).unwrap_or(label).to_owned()
    }

    /// What was checked so far.
    fn checked(&self) -> Checked {
        let counts = self.draw.as_ref().map(|draw| draw.counts).unwrap_or_default();
        let stratum = |given: bool, all: u64| {
            let mine = self.answers.iter().filter(|answer| answer.0 == given);
            let has = mine.clone().filter(|answer| answer.1).count() as u64;
            Stratum { all, checked: mine.count() as u64, has }
        };
        Checked { given: stratum(true, counts.0), not_given: stratum(false, counts.1) }
    }

    /// The next message, and whether it was given the label; `None` when all that were drawn are gone through.
    fn next(&self) -> Option<(bool, &Drawn)> {
        let (checked, draw) = (self.checked(), self.draw.as_ref()?);
        let of = |given: bool| {
            let (list, stratum) =
                if given { (&draw.given, checked.given) } else { (&draw.not_given, checked.not_given) };
            list.get(stratum.checked as usize).map(|drawn| (given, drawn))
        };
        let first = checked.next_is_given();
        of(first).or_else(|| of(!first))
    }

    /// Answers that say otherwise than the model, each with its message.
    fn otherwise(&self) -> Vec<(Drawn, bool)> {
        let (mut places, mut found) = ([0, 0], Vec::new());
        for (given, has) in &self.answers {
            let list = self.draw.as_ref().map(|draw| if *given { &draw.given } else { &draw.not_given });
            let place = &mut places[usize::from(*given)];
            let drawn = list.and_then(|list| list.get(*place)).filter(|_| given != has);
            found.extend(drawn.map(|drawn| (drawn.clone(), *has)));
            *place += 1;
        }
        found
    }
}

impl Check {
    /// Nothing is checked.
    pub fn new() -> Self {
        Self { open: RwSignal::default(), state: RwSignal::default() }
    }

    /// Begins with a label.
    pub fn begin(self, of: &str, label: &str) {
        let what = (of.to_owned(), label.to_owned());
        self.state.set(Checking { what, ..Checking::default() });
        self.open.set(true);
    }

    /// Takes the messages.
    pub fn take(self, draw: Draw) {
        self.state.update(|state| state.draw = Some(draw));
    }

    fn answer(self, has: bool) {
        self.state.update(|state| {
            if let Some((given, _)) = state.next() {
                state.answers.push((given, has));
            }
        });
    }
}

/// The dialog.
#[component]
pub fn CheckDialog(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let Check { open, state } = app.teachings().check;
    let answer = move |has| app.teachings().check.answer(has);
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "y" | "j" => answer(true),
        "n" => answer(false),
        "Backspace" => {
            state.update(|state| drop(state.answers.split_off(state.answers.len().saturating_sub(1))));
        }
        _ => {}
    };
    let correct = move |_| {
        let found = state.with_untracked(|state| (state.what.clone(), state.otherwise()));
        let ((of, label), otherwise) = found;
        for (Drawn { conversation, line, .. }, has) in otherwise {
            let (of, label) = (of.clone(), label.clone());
            app.teach(Teaching::Correct { conversation, line, of, label, has, instead: None });
        }
        open.set(false);
    };
    // A label that a person taught learns by examples.
    let can_correct = move || {
        state.with(|state| state.what.0 != "label" && state.answers.iter().any(|(given, has)| given != has))
    };
    let end = move || {
        let is_waiting = state.with(|state| state.draw.is_none());
        let words = if is_waiting { t("Asking …") } else { t("All messages that were drawn are checked.") };
        view! { class = "u", <p class="soft">{words}</p> }
    };
    let title = Signal::derive(move || state.with(|state| say!("Check: {label}", label = state.label())));
    view! { class = "u",
        <Dialog open title testid="check">
            <div class="form" tabindex="0" role="group" autofocus data-testid="check-keys" on:keydown=keys>
                <When holds=move || state.with(|state| state.next().is_some()) otherwise=end>
                    <p class="sentence" dir="auto" data-testid="check-message"
                        data-given=move || state.with(|state| state.next().map(|(given, _)| given.to_string()))>
                        {move || state.with(|state| state.next().map(|(_, drawn)| masked(&drawn.text)))}
                    </p>
                    <div class="bar">
                        <span class="lead">{move || state.with(|state| say!("Is it “{label}”?", label = state.label()))}</span>
                        <button class="button" type="button" data-testid="check-yes" on:click=move |_| answer(true)>{t("Yes (y)")}</button>
                        <button class="button" type="button" data-testid="check-no" on:click=move |_| answer(false)>{t("No (n)")}</button>
                    </div>
                </When>
                <p class="sentence number" role="status" data-testid="check-rate">{move || rate_words(state.with(Checking::checked))}</p>
                <p class="soft">{t("Of the user messages on screen. Drawn at random apart from those that were given the label and from those that were not; the shares of both are weighed by how many there are, and their Wilson limits are joined to one 95 % interval. Backspace takes the last answer back.")}</p>
                <When holds=can_correct>
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
