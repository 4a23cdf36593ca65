//! The words that prove signals: of each signal its count and a few messages, the latest first.

use super::{labels::signal_words, mask::lit, state::App, teaching::as_example, words};
use crate::{
    browser::moment,
    language::Signal as Label,
    query::{Field, Term, Test},
    report::Report,
    ui::{
        parts::{Skeleton, SkeletonShape},
        prelude::*,
        reactive::{effect, memo},
    },
    wire::Quote,
    words::t,
};

/// The signals that there are, with their quotes.
#[component]
pub fn Quotes(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let report = app.report_below;
    // Asked once more whenever the figures change: of another filter, or of more that was read.
    effect(move || {
        report.track();
        app.want_quotes();
    });
    let counted = memo(move || report.with(|report| report.as_deref().map(counted).unwrap_or_default()));
    let quotes = app.voices().quotes;
    view! { class = "u",
        <section class="card quotes" aria-label=t("What proves the signals") data-testid="quotes">
            <h2 class="heading">{t("In their own words")}</h2>
            {move || {
                let counted = counted.get();
                if counted.is_empty() {
                    return view! { class = "u",
                        <p class="nothing">{t("No signal in these conversations.")}</p>
                    }.into_any();
                }
                let Some(quotes) = quotes.get() else {
                    return view! { class = "u", <Skeleton shape=SkeletonShape::Rows(6) /> }.into_any();
                };
                let timezone = report.with_untracked(|report| report.as_ref().map(|report| report.timezone.clone()));
                let timezone = timezone.unwrap_or_else(|| "UTC".into());
                let groups = counted.into_iter().map(|(label, n, of)| {
                    let mine = quotes.iter().filter(|quote| quote.signal == label.name());
                    let rows = mine.map(|quote| row(app, quote, &timezone)).collect_view();
                    group(app, label, n, of, rows)
                });
                view! { class = "u", <div class="signals">{groups.collect_view()}</div> }.into_any()
            }}
        </section>
    }
}

/// The signals that somebody gave, the most frequent first: each with its conversations, and of how many.
fn counted(report: &Report) -> Vec<(Label, u64, u64)> {
    let Some(split) = report.board.breakdowns.get("signal") else { return Vec::new() };
    let known = |(name, n): &(String, u64)| {
        Label::of_name(name).filter(|_| *n > 0).map(|label| (label, *n, split.of))
    };
    let mut counted: Vec<_> = split.parts.iter().filter_map(known).collect();
    crate::order::sort_by(&mut counted, |one, two| two.1.cmp(&one.1));
    counted
}

fn group(app: App, label: Label, n: u64, of: u64, rows: impl IntoView + 'static) -> impl IntoView {
    let all = move |_| {
        let test = Test::OneOf(vec![label.name().to_owned()]);
        app.narrow(Term { negated: false, field: Field::Signal, test });
    };
    view! { class = "u",
        <section class="signal" data-testid=format!("signal-{}", label.name())>
            <div class="bar">
                <h3>{signal_words(label)}</h3>
                <p class="soft number">
                    {words::share(n as f64 / of.max(1) as f64, of)} " · "
                    <button class="link" type="button" on:click=all>
                        {words::plural(n, "{n} conversation", "{n} conversations")}
                    </button>
                </p>
            </div>
            <ul>{rows}</ul>
        </section>
    }
}

fn row(app: App, quote: &Quote, timezone: &str) -> impl IntoView + use<> {
    let (conversation, line) = (quote.conversation, quote.line);
    let proof: Vec<(u32, u32)> = quote.proof.into_iter().collect();
    let text = lit(&quote.text, &proof);
    view! { class = "u",
        <li>
            <button class="quote" type="button" data-testid="quote" dir="auto"
                on:click=move |_| app.open_quote(conversation, line)>
                <span class="said">{text}</span>
                <span class="soft number">
                    {quote.began.map(|at| moment::words(timezone, moment::Style::Day, at))}
                </span>
            </button>
            {as_example(app, quote.text.clone())}
        </li>
    }
}
