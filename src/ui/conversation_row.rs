//! One conversation in a short list: how it ended, how it began, when, and how long it was.

use super::{mask::masked, pictures, state::App, words};
use crate::{browser::moment, say, ui::prelude::*, wire::Row, words::t};

/// The row.
#[component]
pub fn ConversationRow(
    /// The page's state.
    app: App,
    /// What is shown.
    row: Row,
) -> impl IntoView {
    let conversation = row.conversation;
    let timezone = app.report.with_untracked(|report| report.as_ref().map(|report| report.timezone.clone()));
    let timezone = timezone.unwrap_or_else(|| "UTC".into());
    let began = row.started.map(|at| moment::words(&timezone, moment::Style::Full, at));
    let preview = if row.preview.is_empty() { t("(no message by a user)").to_owned() } else { row.preview };
    let rating = row.rating.map(rated);
    view! { class = "u",
        <button class="row" type="button" data-testid="conversation-row" data-id=row.id.clone()
            on:click=move |_| app.open(conversation)>
            <span class="outcome" data-outcome=row.outcome.name()
                title=say!("by {evidence}", evidence = pictures::evidence_words(row.evidence))>
                {pictures::outcome_words(row.outcome.name())}
            </span>
            <span class="preview" dir="auto">{masked(&preview)}</span>
            <span class="soft meta">
                <span>{began}</span>
                <span>{words::plural(u64::from(row.messages), "{n} message", "{n} messages")}</span>
                {(!row.channel.is_empty()).then(|| view! { class = "u", <span dir="auto">{row.channel}</span> })}
                {rating.map(|rating| view! { class = "u", <span>{rating}</span> })}
            </span>
        </button>
    }
}

/// A rating in words.
pub fn rated(rating: crate::conversation::Rating) -> String {
    say!("rated {score} of {max}", score = rating.score, max = rating.max)
}
