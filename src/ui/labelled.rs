//! The labels of a message in a transcript: quiet tags under it, and on demand why it has them.

use super::{
    labels::{class_words, label_words},
    mask::lit,
    state::App,
    teaching::{as_example, verdict},
    words,
};
use crate::{
    conversation::Role,
    language::SentimentClass,
    say,
    ui::{parts::When, prelude::*},
    wire::{LineLabel, Reason, TranscriptLine},
    words::t,
};

/// The stretches that prove the signals of a message, in order and apart.
pub fn proofs(line: &TranscriptLine) -> Vec<(u32, u32)> {
    let mut proofs: Vec<(u32, u32)> = line.labels.iter().filter_map(|label| label.proof).collect();
    crate::order::sort_by(&mut proofs, |one, two| one.cmp(two));
    let mut apart: Vec<(u32, u32)> = Vec::new();
    for (start, end) in proofs {
        match apart.last_mut() {
            Some(before) if start <= before.1 => before.1 = before.1.max(end),
            _ => apart.push((start, end)),
        }
    }
    apart
}

/// The labels of a message; nothing where it has none.
pub fn labels(app: App, conversation: u32, at: u32, line: &TranscriptLine) -> Option<impl IntoView + use<>> {
    let mood = line.sentiment.map(|hundredths| {
        let class = SentimentClass::of(hundredths as i8);
        (
            class,
            say!(
                "{mood} ({value})",
                mood = class_words(class),
                value = words::signed(f64::from(hundredths) / 100.0)
            ),
        )
    });
    // A neutral message has no mood to speak of.
    let mood = mood.filter(|(class, _)| *class != SentimentClass::Neutral);
    let tags: Vec<LineLabel> = line.labels.clone();
    if tags.is_empty() && mood.is_none() {
        return None;
    }
    let open = RwSignal::new(false);
    let text = StoredValue::new(line.text.clone());
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            app.explain(conversation, at);
        }
    };
    let reasons = move || {
        let explained = app.voices().explained.get();
        let mine = explained.filter(|(of, line, _)| (*of, *line) == (conversation, at));
        match mine {
            None => view! { class = "u", <p class="soft">{t("Asking …")}</p> }.into_any(),
            Some((.., reasons)) if reasons.is_empty() => view! { class = "u",
                <p class="soft">{t("Nothing can be said: there is no language model, or the words were not kept.")}</p>
            }.into_any(),
            Some((.., reasons)) => {
                text.with_value(|text| reasons.iter().map(|reason| why(text, reason)).collect_view()).into_any()
            }
        }
    };
    Some(view! { class = "u",
        <p class="labels" data-testid="labels">
            {mood.map(|(class, words)| view! { class = "u", <span class="tag" data-mood=class.name()>{words}{verdict(app, (conversation, at), text, ("mood", class.name()))}</span> })}
            {tags.into_iter().map(|LineLabel { of, label, .. }| {
                // One that a person taught is learned from examples.
                let verdict = (of != "label").then(|| verdict(app, (conversation, at), text, (&of, &label)));
                view! { class = "u", <span class="tag" data-of=of.clone()>{label_words(&of, &label)}{verdict}</span> }
            }).collect_view()}
            <button class="link" type="button" aria-expanded=move || open.get().to_string() data-testid="why"
                on:click=toggle>{t("Why?")}</button>
            {(line.role == Role::User).then(|| as_example(app, line.text.clone()))}
        </p>
        <When holds=move || open.get()>
            <div class="reasons" data-testid="reasons">{reasons}</div>
        </When>
    })
}

/// One label, how sure the model is, and the words that decided.
fn why(text: &str, reason: &Reason) -> impl IntoView + use<> {
    let percent = say!("{percent}\u{202f}% sure", percent = reason.percent);
    view! { class = "u",
        <p class="reason-line" data-given=reason.given.then_some("")>
            <span class="tag" data-of=reason.of.clone()>{label_words(&reason.of, &reason.label)}</span> " "
            <span class="soft number">{percent}</span> " "
            {(!reason.given).then(|| view! { class = "u", <span class="soft">{t("too little to say so")}</span> })}
        </p>
        {(reason.given && !reason.words.is_empty()).then(|| view! { class = "u",
            <p class="soft" dir="auto">{lit(text, &reason.words)}</p>
        })}
    }
}
