//! The sections of a panel.

use leptos::prelude::*;

use super::{panel::Line, state::State, words};
use crate::{
    insight::{Breakdown, Figure},
    live::{Against, Beat, LiveTopic, Running, alerts::Level},
    say,
    wire::panel::Shown,
    words::{count, plural, share, t},
};

/// Figures at the top, the most asked for first.
const HEADLINE: usize = 3;

/// Rows of a list.
const MOST_ROWS: usize = 6;

/// Alerts at the top.
const MOST_ALERTS: usize = 4;

/// Minutes for which a rule is silenced.
const SNOOZED: i64 = 60;

/// A figure in large.
fn figure(figure: &Figure, against: Option<&Against>) -> AnyView {
    let shown = figure.value.map_or_else(|| "–".to_owned(), |value| words::value(figure, value));
    let usual = against.zip(figure.value).map(|(against, value)| {
        let before = words::value(figure, against.before);
        match (against.clear, value > against.before) {
            (true, true) => ("higher", say!("↑ higher than in the history ({before})", before = before)),
            (true, false) => ("lower", say!("↓ lower than in the history ({before})", before = before)),
            (false, _) => ("same", say!("as in the history ({before})", before = before)),
        }
    });
    let (name, base) = (figure.name.clone(), words::base(figure));
    let state = if figure.value.is_some() { "ok" } else { "absent" };
    view! { class = "u",
        <div class="figure" part="figure" data-figure=name data-state=state data-n=figure.n.to_string()
            data-of=figure.of.map(|of| of.to_string())>
            <span class="figure-title">{words::title(&figure.name)}</span>
            <span class="figure-value">{shown}</span>
            <span class="soft">{base}</span>
            {usual.map(|(how, words)| view! { class = "u", <span class="usual" data-how=how>{words}</span> })}
        </div>
    }
    .into_any()
}

/// The figures: the first in large, the others in a list that opens.
pub fn figures(shown: &Shown) -> AnyView {
    let of = |one: &Figure| shown.now.against.iter().find(|against| against.name == one.name);
    let known = |one: &&Figure| one.value.is_some() || one.name == "conversations";
    let all: Vec<&Figure> = shown.now.figures.iter().filter(|one| one.name != "utterances").collect();
    let (large, rest) = all.split_at(HEADLINE.min(all.len()));
    let large: Vec<AnyView> = large.iter().map(|one| figure(one, of(one))).collect();
    let rest: Vec<AnyView> = rest.iter().copied().filter(known).map(|one| figure(one, of(one))).collect();
    view! { class = "u",
        <section class="card" part="card" aria-label=t("Figures")>
            <div class="figures">{large}</div>
            {(!rest.is_empty()).then(|| view! { class = "u", <div class="figures more">{rest}</div> })}
        </section>
    }
    .into_any()
}

/// Messages minute by minute.
pub fn pulse(beats: &[Beat]) -> AnyView {
    let most = beats.iter().map(|beat| beat.users + beat.others).max().unwrap_or_default().max(1);
    let height = |n: u32| f64::from(n) / f64::from(most) * 40.0;
    let (width, mut bars) = (200.0 / beats.len().max(1) as f64, Vec::new());
    for (beat, at) in beats.iter().zip(0u32..) {
        let (x, users, others) = (f64::from(at) * width, height(beat.users), height(beat.others));
        let bar = |y: f64, height: f64, class: &'static str| {
            let (x, y, width, height) = (fixed(x), fixed(y), fixed(width * 0.8), fixed(height));
            view! { class = "u", <rect class=class x=x y=y width=width height=height /> }.into_any()
        };
        if beat.users > 0 {
            bars.push(bar(40.0 - users, users, "bar-users"));
        }
        if beat.others > 0 {
            bars.push(bar(40.0 - users - others, others, "bar-others"));
        }
    }
    let total: u32 = beats.iter().map(|beat| beat.users + beat.others).sum();
    let last = beats.last().map_or(0, |beat| beat.users + beat.others);
    let words = say!(
        "{messages} in the last hour, {last} in this minute, {most} in the busiest",
        messages = plural(u64::from(total), "{n} message", "{n} messages"),
        last = count(u64::from(last)),
        most = count(u64::from(if total == 0 { 0 } else { most }))
    );
    view! { class = "u",
        <section class="card" part="card" aria-label=t("Messages in the last hour")>
            <h3>{t("Messages in the last hour")}</h3>
            <svg class="pulse" part="chart" viewBox="0 0 200 40" preserveAspectRatio="none" role="img" aria-label=words.clone()>
                {bars}
            </svg>
            <p class="soft">{words}</p>
        </section>
    }
    .into_any()
}

fn fixed(value: f64) -> String {
    format!("{value:.2}")
}

/// The split of a name; `None` where it is not there or of nothing.
fn split<'s>(shown: &'s Shown, name: &str) -> Option<&'s Breakdown> {
    shown.now.splits.iter().find(|split| split.name == name).filter(|split| split.of > 0)
}

/// How users feel, as one line of three parts.
pub fn mood(shown: &Shown) -> AnyView {
    let (mut felt, mut sum) = (0u64, 0i64);
    for beat in &shown.now.pulse {
        felt += u64::from(beat.felt);
        sum += beat.mood;
    }
    let now = (felt > 0).then(|| (sum / felt as i64) as i32);
    let line = now.map_or_else(
        || t("Nobody said anything with a mood in the last hour.").to_owned(),
        |mood| {
            let of = plural(felt, "{n} message", "{n} messages");
            let mean = crate::words::signed(f64::from(mood) / 100.0);
            say!(
                "{mood}: {mean} on average of {of} in the last hour",
                mood = words::mood(mood),
                mean = mean,
                of = of
            )
        },
    );
    let marker = now.map(|mood| {
        let x = fixed(f64::from(mood + 100));
        view! { class = "u", <circle class="marker" cx=x cy="6" r="5" /> }
    });
    let emotions = split(shown, "emotion").map(|split| rows(split, "emotion"));
    view! { class = "u",
        <section class="card" part="card" aria-label=t("Mood")>
            <h3>{t("Mood")}</h3>
            <svg class="mood" part="chart" viewBox="-6 0 212 12" preserveAspectRatio="none" aria-hidden="true">
                <rect class="mood-bad" x="0" y="4" width="80" height="4" />
                <rect class="mood-mid" x="80" y="4" width="40" height="4" />
                <rect class="mood-good" x="120" y="4" width="80" height="4" />
                {marker}
            </svg>
            <p class="soft">{line}</p>
            {emotions}
        </section>
    }
    .into_any()
}

/// The parts of a split that are there, the largest first.
fn rows(split: &Breakdown, name: &'static str) -> AnyView {
    let mut parts: Vec<&(String, u64)> =
        split.parts.iter().filter(|(name, n)| *n > 0 && name != "none").collect();
    parts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let rows = parts.into_iter().take(MOST_ROWS).map(|(part, n)| Row::of(words::part(name, part), part, *n));
    list(rows.collect(), split.of)
}

/// A row of a list.
struct Row {
    /// What it is called.
    words: String,
    /// What stands below that; empty for nothing.
    note: String,
    /// Its name.
    name: String,
    n: u64,
}

impl Row {
    fn of(words: String, name: &str, n: u64) -> Self {
        Self { words, note: String::new(), name: name.to_owned(), n }
    }
}

/// A list of names with bars.
fn list(rows: Vec<Row>, of: u64) -> AnyView {
    let most = rows.iter().map(|row| row.n).max().unwrap_or(1).max(1);
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|Row { words, note, name, n }| {
            let width = fixed(n as f64 / most as f64 * 100.0);
            let part = if of > 0 { share(n as f64 / of as f64, 0) } else { String::new() };
            view! { class = "u",
                <li data-part=name data-n=n.to_string()>
                    <span class="row-name">{words}
                        {(!note.is_empty()).then(|| view! { class = "u", <span class="soft note">{note}</span> })}
                    </span>
                    <svg class="row-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="bar-users" x="0" y="0" width=width height="6" />
                    </svg>
                    <span class="row-n">{count(n)}" "<span class="soft">{part}</span></span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { class = "u", <ul class="rows" part="list">{rows}</ul> }.into_any()
}

/// A card with a list, or what it waits for.
fn card(title: &'static str, name: &'static str, held: Option<AnyView>, without: &'static str) -> AnyView {
    view! { class = "u",
        <section class="card" part="card" data-section=name aria-label=title>
            <h3>{title}</h3>
            {held.unwrap_or_else(|| view! { class = "u", <p class="soft">{without}</p> }.into_any())}
        </section>
    }
    .into_any()
}

/// How far users are on the way to buying.
pub fn wants(shown: &Shown) -> AnyView {
    let held = split(shown, "segment").map(|split| rows(split, "segment"));
    card(t("What they want"), "wants", held, t("Nobody said enough yet to tell."))
}

/// What requests are about, by what they mean.
pub fn topics(shown: &Shown) -> AnyView {
    let found = shown.topics.as_deref().unwrap_or_default();
    let row = |one: &LiveTopic| {
        let (missed, of) = one.missed;
        let note = (missed > 0 && of > 0)
            .then(|| say!("not understood in {share}", share = share(missed as f64 / of as f64, of)));
        Row {
            words: one.name.clone(),
            note: note.unwrap_or_default(),
            name: one.name.clone(),
            n: one.conversations,
        }
    };
    let held =
        (!found.is_empty()).then(|| of_kept(shown, list(found.iter().take(MOST_ROWS).map(row).collect(), 0)));
    card(t("Topics"), "topics", held, t("Topics appear once a few dozen requests were heard."))
}

/// The intents of the source, where it states any.
pub fn asks(shown: &Shown) -> Option<AnyView> {
    let asked = &shown.now.asked;
    let row = |(name, n): &(String, u64)| Row::of(name.replace('_', " "), name, *n);
    let rows = || asked.iter().take(MOST_ROWS).map(row).collect();
    let held = || of_kept(shown, list(rows(), 0));
    (!asked.is_empty()).then(|| card(t("What the bot says they ask"), "asks", Some(held()), ""))
}

/// A list, with a word on what it is of where conversations were let go.
fn of_kept(shown: &Shown, list: AnyView) -> AnyView {
    let words = shown.now.are_gone.then(|| t("Of the conversations whose words are still kept."));
    view! { class = "u", {list}{words.map(|words| view! { class = "u", <p class="soft">{words}</p> })} }
        .into_any()
}

/// What users give away.
pub fn signals(shown: &Shown) -> AnyView {
    let has = |split: &&Breakdown| split.parts.iter().any(|(_, n)| *n > 0);
    let held = split(shown, "signal").filter(has).map(|split| rows(split, "signal"));
    card(t("Signals"), "signals", held, t("No lead, no hint at leaving, no fault so far."))
}

/// What rules said.
pub fn alerts(shown: &Shown) -> Option<AnyView> {
    let said: Vec<AnyView> = shown
        .alerts
        .iter()
        .take(MOST_ALERTS)
        .filter_map(|alert| {
            let rule = shown.rules.get(alert.rule as usize)?;
            let name = if rule.name.is_empty() { words::watched(&rule.watched) } else { rule.name.clone() };
            let value = words::watched_value(&rule.watched, alert.value);
            let word = if alert.level == Level::Alert { t("Alert") } else { t("Warning") };
            let of = if alert.conversation.is_empty() { value } else { alert.conversation.clone() };
            let when = words::ago(alert.at, shown.now.at);
            Some(
                view! { class = "u",
                    <li data-level=alert.level.name()>
                        <strong>{word}</strong>" "{name}": "{of}" "<span class="soft">{when}</span>
                    </li>
                }
                .into_any(),
            )
        })
        .collect();
    (!said.is_empty())
        .then(|| view! { class = "u", <ul class="alerts" part="alert" role="status">{said}</ul> }.into_any())
}

/// Conversations that go on, those first that need somebody.
pub fn running(shown: &Shown, line: Line) -> AnyView {
    let now = shown.now.at;
    let one = |running: &Running| {
        let facts = [
            Some(plural(u64::from(running.messages), "{n} message", "{n} messages")),
            running.mood.map(|mood| words::mood(mood).to_owned()),
            (running.fallbacks > 0).then(|| {
                plural(u64::from(running.fallbacks), "not understood once", "not understood {n} times")
            }),
            running.human.1.then(|| t("a person took over").to_owned()),
            (running.human.0 && !running.human.1).then(|| t("asks for a person").to_owned()),
            running.risk.as_ref().filter(|risk| risk.warns).map(words::feared),
        ];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        let id = running.id.clone();
        let chosen = id.clone();
        let urgent = running.human.0 && !running.human.1
            || running.fallbacks > 1
            || running.risk.as_ref().is_some_and(|risk| risk.warns);
        view! { class = "u",
            <li>
                <button class="running" part="conversation" type="button" data-urgent=urgent.to_string()
                    on:click=move |_| line.select(&chosen)>
                    <span class="row-name">{id}</span>
                    <span class="soft">{facts.join(" · ")}</span>
                    <span class="soft">{words::ago(running.latest, now)}</span>
                </button>
            </li>
        }
        .into_any()
    };
    let all: Vec<AnyView> = shown.now.running.iter().take(MOST_ROWS).map(one).collect();
    let held =
        (!all.is_empty()).then(|| view! { class = "u", <ul class="rows" part="list">{all}</ul> }.into_any());
    card(t("Talking right now"), "running", held, t("Nobody in the last 5 minutes."))
}

/// The rules, each with what it says and would have said, and a way to silence it.
pub fn rules(shown: &Shown, state: State, line: Line) -> AnyView {
    let now = shown.now.at;
    let all: Vec<AnyView> = shown
        .rules
        .iter()
        .zip(0u32..)
        .map(|(rule, number)| {
            let name = if rule.name.is_empty() { words::watched(&rule.watched) } else { rule.name.clone() };
            let level = match rule.level {
                Level::Quiet => t("quiet"),
                Level::Warning => t("warning"),
                Level::Alert => t("alert"),
            };
            let silent = rule.snoozed_until > now;
            let run = words::dry_run(rule.dry_run);
            let until = if silent { 0 } else { now + SNOOZED * 60_000 };
            view! { class = "u",
                <li data-level=rule.level.name() data-watched=rule.watched.clone()>
                    <span class="row-name">{name}" "<span class="soft">{words::window(rule.window)}</span></span>
                    <span class="row-n">{level}</span>
                    {(!state.readonly.get()).then(|| view! { class = "u",
                        <button class="quiet" type="button" aria-pressed=silent.to_string()
                            on:click=move |_| line.snooze(number, until)>
                            {if silent { t("Silent for an hour") } else { t("Silence") }}
                        </button>
                    })}
                    {(!run.is_empty()).then(|| view! { class = "u", <span class="soft whole">{run}</span> })}
                </li>
            }
            .into_any()
        })
        .collect();
    view! { class = "u",
        <details class="card" part="card" data-section="rules">
            <summary>{say!("Alerts: {n} rules", n = shown.rules.len())}</summary>
            <ul class="rows rules" part="list">{all}</ul>
        </details>
    }
    .into_any()
}
