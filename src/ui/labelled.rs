//! The labels of a message in a transcript: quiet tags under what users say, and on demand why it has them.
//!
//! Shown unasked is what a person may act on: labels that were taught, signals, a mood, emotions, a segment. What a
//! message does, what bots and agents say, and what is neutral stands in the reasons alone; there each label of the
//! model can be corrected, and a user's message become an example of a label of one's own.

use std::sync::Arc;

use super::{
    labels::{class_words, label_words},
    mask::lit,
    state::App,
    teaching::{as_example, verdict},
    words,
};
use crate::{
    conversation::Role,
    language::{SentimentClass, taught::Target},
    order::sort_by,
    say,
    ui::{parts::When, prelude::*, reactive::effect},
    wire::{Reason, TranscriptLine},
    words::t,
};

/// The stretches that prove the signals of a message, in order and apart.
pub fn proofs(line: &TranscriptLine) -> Vec<(u32, u32)> {
    let mut proofs: Vec<(u32, u32)> = line.labels.iter().filter_map(|label| label.proof).collect();
    sort_by(&mut proofs, Ord::cmp);
    let mut apart: Vec<(u32, u32)> = Vec::new();
    for (start, end) in proofs {
        match apart.last_mut() {
            Some(before) if start <= before.1 => before.1 = before.1.max(end),
            _ => apart.push((start, end)),
        }
    }
    apart
}

/// A label as a tag: what it is of, and its words.
type Tag = (String, String);

/// The tags that stand under a message unasked.
fn tags(line: &TranscriptLine) -> Vec<Tag> {
    if line.role != Role::User {
        return Vec::new();
    }
    let of = |of: &'static str| {
        let mine = line
            .labels
            .iter()
            .filter(move |label| label.of == of && (of == "label" || label.label != "other"));
        mine.map(|label| tag(&label.of, &label.label))
    };
    of("label")
        .chain(of("signal"))
        .chain(mood(line).filter(|(class, _)| class != SentimentClass::Neutral.name()))
        .chain(of("emotion"))
        .chain(of("segment"))
        .collect()
}

fn tag(of: &str, label: &str) -> Tag {
    (of.to_owned(), label_words(of, label).map_or_else(|| label.to_owned(), str::to_owned))
}

/// The mood of a user's message, named by its class.
fn mood(line: &TranscriptLine) -> Option<Tag> {
    let hundredths = line.sentiment.filter(|_| line.role == Role::User)?;
    let class = SentimentClass::of(hundredths as i8);
    let value = words::signed(f64::from(hundredths) / 100.0);
    Some((class.name().to_owned(), say!("{mood} ({value})", mood = class_words(class), value = value)))
}

/// The tags and, where they are asked for, the reasons; nothing where there are none.
pub fn labels(
    app: App,
    (conversation, at): (u32, u32),
    line: &TranscriptLine,
    open: RwSignal<bool>,
) -> impl IntoView + use<> {
    let tags = tags(line);
    let shown = !tags.is_empty();
    let text = line.text.clone();
    let is_example = line.role == Role::User && !text.is_empty();
    let mood = mood(line);
    view! { class = "u",
        {shown.then(|| view! { class = "u", <p class="labels" data-testid="labels">{tags.into_iter().map(drawn).collect_view()}</p> })}
        <When holds=move || open.get()>
            <Reasons app conversation at is_example text=text.clone() mood=mood.clone() />
        </When>
    }
}

fn drawn((of, words): Tag) -> impl IntoView {
    view! { class = "u", <span class="tag" data-of=of>{words}</span> }
}

/// The tag of a label that a person may say to be right or wrong.
fn judged(
    app: App,
    here: (u32, u32),
    text: StoredValue<String>,
    (tag, kind): (Tag, (&str, &str)),
) -> impl IntoView + use<> {
    let verdict = Target::of_names(kind.0, kind.1).map(|target| verdict(app, here, text, target));
    view! { class = "u", <span class="tag" data-of=tag.0>{tag.1}{verdict}</span> }
}

/// Asks why a message has its labels, if it has any. Where no tag stands under it the question keeps in the
/// background.
pub fn question(
    app: App,
    (conversation, at): (u32, u32),
    line: &TranscriptLine,
    open: RwSignal<bool>,
) -> Option<impl IntoView + use<>> {
    let is_bare = tags(line).is_empty() && !line.fallback;
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            app.explain(conversation, at);
        }
    };
    (!line.labels.is_empty() || line.fallback || line.sentiment.is_some()).then(|| {
        view! { class = "u",
            <button class="why" type="button" data-testid="why" data-bare=is_bare.then_some("")
                aria-expanded=move || open.get().to_string() on:click=toggle>{t("Why?")}</button>
        }
    })
}

/// Each label with how sure the model is of it and the words that decided.
#[component]
fn Reasons(
    app: App,
    conversation: u32,
    at: u32,
    /// Whether it can be an example of a label: a user said it.
    is_example: bool,
    text: String,
    mood: Option<Tag>,
) -> impl IntoView {
    let mine = RwSignal::new(None::<Arc<Vec<Reason>>>);
    // The answer of another message that is asked about later does not take the place of this one's.
    effect(move || {
        if let Some((.., reasons)) =
            app.voices().explained.get().filter(|(of, line, _)| (*of, *line) == (conversation, at))
        {
            mine.set(Some(reasons));
        }
    });
    let has_mood = mood.is_some();
    let text = StoredValue::new(text);
    let mood = mood.map(|mood| {
        let class = mood.0.clone();
        judged(app, (conversation, at), text, (mood, ("mood", &class)))
    });
    view! { class = "u",
        <div class="reasons" data-testid="reasons">
            {mood.map(|mood| view! { class = "u", <p class="reason-line">{mood}</p> })}
            {move || match mine.get() {
                None => view! { class = "u", <p class="soft">{t("Asking …")}</p> }.into_any(),
                Some(reasons) if reasons.is_empty() && !has_mood => view! { class = "u",
                    <p class="soft">{t("Nothing can be said: there is no language model, or the words were not kept.")}</p>
                }.into_any(),
                Some(reasons) => {
                    let why = |reason| why(app, (conversation, at), text, reason);
                    once(&reasons).into_iter().map(why).collect_view().into_any()
                }
            }}
            {is_example.then(|| as_example(app, text.get_value()))}
        </div>
    }
}

/// The reasons, those with the same words once: the one that was given, else the surer one. They come in that order.
fn once(reasons: &[Reason]) -> Vec<&Reason> {
    let mut once: Vec<&Reason> = Vec::new();
    for reason in reasons {
        let words = tag(&reason.of, &reason.label).1;
        if !once.iter().any(|one| tag(&one.of, &one.label).1 == words) {
            once.push(reason);
        }
    }
    once
}

/// One label, how sure the model is, and the words that decided.
fn why(app: App, here: (u32, u32), text: StoredValue<String>, reason: &Reason) -> impl IntoView + use<> {
    let percent = say!("{percent}\u{202f}% sure", percent = reason.percent);
    let percent =
        if reason.given { percent } else { say!("{percent}, too little to say so", percent = percent) };
    let shown = tag(&reason.of, &reason.label);
    // What was not given has nothing to be taken from it.
    let label = if reason.given {
        judged(app, here, text, (shown, (&reason.of, &reason.label))).into_any()
    } else {
        drawn(shown).into_any()
    };
    let words = text.with_value(|text| lit(text, &reason.words));
    view! { class = "u",
        <p class="reason-line" data-given=reason.given.then_some("")>
            {label} " "
            <span class="soft number">{percent}</span>
        </p>
        {(reason.given && !reason.words.is_empty()).then(|| view! { class = "u",
            <p class="soft" dir="auto">{words}</p>
        })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::LineLabel;

    fn line(role: Role, sentiment: i32, labels: &[(&str, &str)]) -> TranscriptLine {
        let label =
            |(of, label): &(&str, &str)| LineLabel { of: (*of).into(), label: (*label).into(), proof: None };
        TranscriptLine {
            role,
            at: None,
            text: "Where is my order?".into(),
            intent: None,
            fallback: false,
            feedback: None,
            decisive: false,
            sentiment: Some(sentiment),
            labels: labels.iter().map(label).collect(),
            replies: Vec::new(),
            by: None,
            measures: Default::default(),
        }
    }

    fn words(line: &TranscriptLine) -> Vec<String> {
        tags(line).into_iter().map(|tag| tag.1).collect()
    }

    #[test]
    fn unasked_stands_what_a_person_may_act_on() {
        let all =
            [("act", "complain"), ("segment", "support"), ("emotion", "anger"), ("signal", "churn_risk")];
        assert_eq!(
            words(&line(Role::User, -40, &all)),
            ["May leave", "Negative (−0.40)", "Anger", "Support"]
        );
        assert_eq!(words(&line(Role::User, 0, &[("label", "other"), ("act", "ask")])), ["other"]);
        assert!(words(&line(Role::User, 5, &[("act", "greeting"), ("segment", "other")])).is_empty());
        assert!(words(&line(Role::Bot, -40, &[("act", "apologise")])).is_empty());
    }

    #[test]
    fn the_same_words_are_explained_once() {
        let reason = |of: &str, label: &str, percent, given| Reason {
            of: of.into(),
            label: label.into(),
            percent,
            given,
            words: Vec::new(),
        };
        let reasons = [
            reason("", "fallback", 90, true),
            reason("act", "fallback", 97, false),
            reason("act", "ask", 30, false),
        ];
        let kept: Vec<u32> = once(&reasons).iter().map(|reason| reason.percent).collect();
        assert_eq!(kept, [90, 30]);
    }
}
