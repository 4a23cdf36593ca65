//! The transcript of one conversation, masked, as text and nothing but text.

use std::sync::Arc;

use super::{
    chips,
    conversation_row::rated,
    labelled,
    mask::{lit, masked},
    pictures,
    state::App,
    words,
};
use crate::{
    browser::{frames, moment, tab},
    conversation::{Evidence, Feedback, Measure, Role},
    say,
    ui::{
        parts::{Numbered, When},
        prelude::*,
        reactive::effect,
    },
    wire::{Transcript, TranscriptLine},
    words::t,
};

/// Lines put on screen at a time, so that a conversation of thousands stays quick.
const LINES: usize = 200;
/// Characters of one message put on screen before it is asked for whole.
const CHARACTERS: usize = 4_000;

/// The transcript.
#[component]
pub fn TranscriptView(
    /// The page's state.
    app: App,
    /// What was said.
    transcript: Arc<Transcript>,
    /// The zone of the analysis.
    timezone: String,
    /// The line that was looked for: it is marked, and comes into view.
    #[prop(into)]
    sought: Signal<Option<u32>>,
) -> impl IntoView {
    let shown = RwSignal::new(LINES);
    let total = transcript.lines.len();
    let timezone = StoredValue::new(timezone);
    let facts = facts(&transcript, &timezone.get_value());
    let (outcome, evidence) = (transcript.outcome, transcript.evidence);
    let unkept = transcript.lines.iter().any(|line| line.text.is_empty());
    let lines = StoredValue::new(transcript);
    effect(move || {
        if let Some(line) = sought.get() {
            shown.update(|shown| *shown = (*shown).max(line as usize + LINES / 2));
            // The drawer may be opening, and the line be built in this frame.
            frames::later(move || frames::later(move || tab::bring(&line_id(line as usize), true)));
        }
    });
    view! { class = "u",
        <article class="transcript" data-testid="transcript">
            <p class="outcome" data-outcome=outcome.name()>
                {pictures::outcome_words(outcome.name())} " "
                <span class="soft">
                    {(evidence != Evidence::None).then(|| say!("by {evidence}", evidence = pictures::evidence_words(evidence)))}
                </span>
            </p>
            <dl class="parts">
                {facts.into_iter().map(|(name, value)| view! { class = "u",
                    <dt dir="auto">{name}</dt> <dd dir="auto">{masked(&value)}</dd>
                }).collect_view()}
            </dl>
            {unkept.then(|| view! { class = "u",
                <p class="reason" data-testid="not-kept">{t("Words of this conversation were not kept. What they say of it is counted all the same.")}</p>
            })}
            <ol class="lines">
                <Numbered
                    stretch=move || 0..shown.get().min(total)
                    row=move |at: usize| lines.with_value(|transcript| {
                        let before = at.checked_sub(1).and_then(|before| transcript.lines.get(before));
                        transcript.lines.get(at).map(|line| view! { class = "u",
                            {before.and_then(|before| pause(before, line))}
                            {said(app, (transcript.conversation, at), line, &timezone.get_value(), sought)}
                        })
                    })
                />
            </ol>
            <When holds=move || { shown.get() < total }>
                <button class="button" type="button" on:click=move |_| shown.update(|shown| *shown += LINES)>
                    {move || say!(
                        "Show more ({shown} of {all})",
                        shown = words::count(shown.get() as u64),
                        all = words::count(total as u64)
                    )}
                </button>
            </When>
        </article>
    }
}

fn facts(transcript: &Transcript, timezone: &str) -> Vec<(String, String)> {
    let began = transcript.lines.iter().find_map(|line| line.at);
    [
        (t("Id"), Some(transcript.id.clone())),
        (
            t("Began"),
            began.map(|at| format!("{} ({timezone})", moment::words(timezone, moment::Style::Full, at))),
        ),
        (t("User"), transcript.user.clone()),
        (t("Channel"), transcript.channel.clone()),
        (t("Language"), transcript.language.clone()),
        (t("Variant"), transcript.variant.clone()),
        (t("Rating"), transcript.rating.map(rated)),
        (t("Comment on the rating"), transcript.comment.clone()),
        (t("Tags"), Some(transcript.tags.join(", "))),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value.filter(|value| !value.is_empty())?)))
    .chain(transcript.columns.iter().cloned())
    .collect()
}

/// Pauses from this length on are shown, in milliseconds: five minutes.
const PAUSE: i64 = 5 * 60_000;

/// A long silence between two lines.
fn pause(before: &TranscriptLine, line: &TranscriptLine) -> Option<impl IntoView + use<>> {
    let silent = line.at?.checked_sub(before.at?).filter(|silent| *silent >= PAUSE)?;
    Some(view! { class = "u",
        <li class="pause soft number" data-testid="pause">{say!("{time} of silence", time = words::duration(silent as f64))}</li>
    })
}

/// Who speaks.
pub fn speaker(role: Role) -> &'static str {
    match role {
        Role::User => t("Customer"),
        Role::Bot => t("Bot"),
        Role::Agent => t("Agent"),
        Role::System => t("Notice"),
    }
}

fn line_id(at: usize) -> String {
    format!("line-{at}")
}

fn said(
    app: App,
    (conversation, at): (u32, usize),
    line: &TranscriptLine,
    timezone: &str,
    sought: Signal<Option<u32>>,
) -> impl IntoView + use<> {
    let is_sought = move || sought.get() == Some(at as u32);
    let whole = untrack(is_sought);
    let time = line.at.map(|at| moment::words(timezone, moment::Style::Time, at));
    let (here, open) = ((conversation, at as u32), RwSignal::new(false));
    let marks = [
        line.intent.as_ref().map(|intent| say!("intent {intent}", intent = intent)),
        line.feedback.map(|feedback| match feedback {
            Feedback::Up => t("thumb up").to_owned(),
            Feedback::Down => t("thumb down").to_owned(),
        }),
        Some(told(line)).filter(|told| !told.is_empty()),
    ];
    view! { class = "u",
        <li class="line" id=line_id(at) data-role=line.role.name() data-sought=move || is_sought().then_some("")
            data-fallback=line.fallback.then_some("")
            data-decisive=line.decisive.then_some("")>
            <p class="soft who">
                <span class="speaker">{speaker(line.role)}</span>
                <span>{time}</span>
                {move || is_sought().then(|| view! { class = "u", <span class="tag" data-decisive="">{t("found")}</span> })}
                {line.fallback.then(|| view! { class = "u", <span class="tag" data-warn="">{t("did not understand")}</span> })}
                {line.decisive.then(|| view! { class = "u", <span class="tag" data-decisive="">{t("decided the outcome")}</span> })}
                {marks.into_iter().flatten().map(|mark| view! { class = "u", <span class="tag" dir="auto">{mark}</span> })
                    .collect_view()}
                {labelled::question(app, here, line, open)}
            </p>
            <Words text=line.text.clone() proofs=labelled::proofs(line) whole />
            {(!line.replies.is_empty()).then(|| view! { class = "u",
                <ul class="replies" aria-label=t("Answers offered") data-testid="replies">
                    {line.replies.iter().map(|(reply, chosen)| view! { class = "u",
                        <li class="tag" dir="auto" data-chosen=chosen.then_some("")>
                            {masked(reply)} " " {chosen.then(|| view! { class = "u", <span class="soft">{t("chosen")}</span> })}
                        </li>
                    }).collect_view()}
                </ul>
            })}
            {labelled::labels(app, here, line, open)}
        </li>
    }
}

/// What the source states of how a message was made: its model, tokens, time and cost.
fn told(line: &TranscriptLine) -> String {
    let measure = |measure: Measure| line.measures[measure as usize];
    let tokens = measure(Measure::PromptTokens).or(measure(Measure::CompletionTokens)).map(|_| {
        let count = |of| words::count(measure(of).unwrap_or_default() as u64);
        say!(
            "{sent} tokens sent, {written} written",
            sent = count(Measure::PromptTokens),
            written = count(Measure::CompletionTokens)
        )
    });
    let cost = measure(Measure::Cost).map(|cost| say!("cost {cost}", cost = cost));
    let parts = [line.by.clone(), tokens, measure(Measure::Latency).map(words::duration), cost];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What was said; a very long message is cut until it is asked for.
#[component]
fn Words(text: String, proofs: Vec<(u32, u32)>, whole: bool) -> impl IntoView {
    let (head, is_all) = chips::beginning(&text, CHARACTERS);
    let head = head.to_owned();
    let rest = RwSignal::new((whole && !is_all).then(|| text.clone()));
    let all = StoredValue::new(text);
    view! { class = "u",
        <p class="words" dir="auto">
            {move || match rest.get() {
                None => lit(&head, &proofs),
                // The whole as one piece: a million characters are text, not a thousand chips.
                Some(text) => text.into_any(),
            }}
        </p>
        {(!is_all).then(|| view! { class = "u",
            <When holds=move || rest.with(Option::is_none)>
                <button class="link" type="button" on:click=move |_| rest.set(Some(all.get_value()))>
                    {t("Show the whole message")}
                </button>
            </When>
        })}
    }
}
