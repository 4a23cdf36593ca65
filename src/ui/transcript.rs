//! The transcript of one conversation, masked, as text and nothing but text.

use std::sync::Arc;

use leptos::prelude::*;

use super::{chips, mask::masked, pictures, words};
use crate::{
    browser::moment,
    conversation::{Evidence, Feedback, Role},
    wire::{Transcript, TranscriptLine},
};

/// Lines put on screen at a time, so that a conversation of thousands stays quick.
const LINES: usize = 200;
/// Characters of one message put on screen before it is asked for whole.
const CHARACTERS: usize = 4_000;

/// The transcript.
#[component]
pub fn TranscriptView(
    /// What was said.
    transcript: Arc<Transcript>,
    /// The zone of the analysis.
    timezone: String,
) -> impl IntoView {
    let shown = RwSignal::new(LINES);
    let total = transcript.lines.len();
    let timezone = StoredValue::new(timezone);
    let facts = facts(&transcript, &timezone.get_value());
    let (outcome, evidence) = (transcript.outcome, transcript.evidence);
    let lines = StoredValue::new(transcript);
    view! { class = "u",
        <article class="transcript" data-testid="transcript">
            <p class="outcome" data-outcome=outcome.name()>
                {outcome.name()} <span class="soft">{(evidence != Evidence::None).then(|| format!(" by {}", pictures::evidence_words(evidence)))}</span>
            </p>
            <dl class="parts">
                {facts.into_iter().map(|(name, value)| view! { class = "u",
                    <dt>{name}</dt> <dd dir="auto">{masked(&value)}</dd>
                }).collect_view()}
            </dl>
            <ol class="lines">
                <For
                    each=move || 0..shown.get().min(total)
                    key=|at| *at
                    children=move |at| lines.with_value(|transcript| {
                        transcript.lines.get(at).map(|line| said(line, &timezone.get_value()))
                    })
                />
            </ol>
            <Show when=move || { shown.get() < total }>
                <button class="button" type="button" on:click=move |_| shown.update(|shown| *shown += LINES)>
                    {move || format!("Show more ({} of {})", words::count(shown.get() as u64), words::count(total as u64))}
                </button>
            </Show>
        </article>
    }
}

fn facts(transcript: &Transcript, timezone: &str) -> Vec<(&'static str, String)> {
    let began = transcript.lines.iter().find_map(|line| line.at);
    [
        ("Id", Some(transcript.id.clone())),
        (
            "Began",
            began.map(|at| format!("{} ({timezone})", moment::words(timezone, moment::Style::Full, at))),
        ),
        ("User", transcript.user.clone()),
        ("Channel", transcript.channel.clone()),
        ("Language", transcript.language.clone()),
        ("Variant", transcript.variant.clone()),
        ("Rating", transcript.rating.map(|rating| format!("{} of {}", rating.score, rating.max))),
        ("Tags", Some(transcript.tags.join(", "))),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.filter(|value| !value.is_empty()).map(|value| (name, value)))
    .collect()
}

fn said(line: &TranscriptLine, timezone: &str) -> impl IntoView + use<> {
    let speaker = match line.role {
        Role::User => "Customer",
        Role::Bot => "Bot",
        Role::Agent => "Agent",
        Role::System => "Notice",
    };
    let at = line.at.map(|at| moment::words(timezone, moment::Style::Time, at));
    let marks = [
        line.intent.as_ref().map(|intent| format!("intent {intent}")),
        line.feedback.map(|feedback| match feedback {
            Feedback::Up => "thumb up".to_owned(),
            Feedback::Down => "thumb down".to_owned(),
        }),
    ];
    view! { class = "u",
        <li class="line" data-role=line.role.name() data-fallback=line.fallback.then_some("")>
            <p class="soft who">
                <span class="speaker">{speaker}</span>
                <span>{at}</span>
                {line.fallback.then(|| view! { class = "u", <span class="tag" data-warn="">"did not understand"</span> })}
                {marks.into_iter().flatten().map(|mark| view! { class = "u", <span class="tag" dir="auto">{mark}</span> })
                    .collect_view()}
            </p>
            <Words text=line.text.clone() />
        </li>
    }
}

/// What was said; a very long message is cut until it is asked for.
#[component]
fn Words(text: String) -> impl IntoView {
    let (head, whole) = chips::beginning(&text, CHARACTERS);
    let head = head.to_owned();
    let rest = RwSignal::new(None::<String>);
    let all = StoredValue::new(text);
    view! { class = "u",
        <p class="words" dir="auto">
            {move || match rest.get() {
                None => masked(&head).into_any(),
                // The whole as one piece: a million characters are text, not a thousand chips.
                Some(text) => text.into_any(),
            }}
        </p>
        {(!whole).then(|| view! { class = "u",
            <Show when=move || rest.with(Option::is_none)>
                <button class="link" type="button" on:click=move |_| rest.set(Some(all.get_value()))>
                    "Show the whole message"
                </button>
            </Show>
        })}
    }
}
