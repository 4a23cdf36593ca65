//! What stands where there is nothing to show, with the way out: no conversation in the files, or none that fits
//! the filter.

use super::{
    parts::{Empty, EmptyPicture},
    state::App,
    status::Phase,
    view::Place,
};
use crate::{
    query::Filter,
    report::Report,
    ui::{parts::When, prelude::*, reactive::memo},
    words::t,
};

/// What there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum There {
    /// Nothing could be read: the reading report says why.
    Nothing,
    /// Conversations, but none that fits the filter.
    NoneFits,
    /// Conversations, or not known yet.
    Some,
}

/// What there is to show of what was read.
pub fn there(app: App) -> Memo<There> {
    memo(move || {
        let of = |count: fn(&Report) -> u64| app.report.with(|report| report.as_deref().map(count));
        match (of(|report| report.conversations_in_all), of(|report| report.conversations)) {
            (Some(0), _) if app.phase.get() == Phase::Ready => There::Nothing,
            (Some(1..), Some(0)) => There::NoneFits,
            _ => There::Some,
        }
    })
}

/// What needs conversations; where there are none to show, why and the way out.
#[component]
pub fn WhereSome(
    /// The page's state.
    app: App,
    /// What is shown of them.
    children: ChildrenFn,
) -> impl IntoView {
    let there = there(app);
    let children = StoredValue::new(children);
    view! { class = "u",
        <When
            holds=move || there.get() != There::Nothing
            otherwise=move || view! { class = "u", <NothingRead app /> }
        >
            <When
                holds=move || there.get() == There::Some
                otherwise=move || view! { class = "u", <NoneFits app /> }
            >
                {children.with_value(|children| children())}
            </When>
        </When>
    }
}

/// Nothing could be read.
#[component]
pub fn NothingRead(
    /// The page's state.
    app: App,
) -> impl IntoView {
    view! { class = "u",
        <Empty picture=EmptyPicture::NoFile
            title=t("No conversation was found in these files").to_owned()
            text=t("The reading report says what was seen and why it was not read.").to_owned()>
            <button class="button" type="button" on:click=move |_| app.go(Place::Reading)>
                {t("Open the reading report")}
            </button>
        </Empty>
    }
}

/// No conversation fits the filter.
#[component]
pub fn NoneFits(
    /// The page's state.
    app: App,
) -> impl IntoView {
    view! { class = "u",
        <Empty picture=EmptyPicture::NothingFits
            title=t("No conversation fits the filter").to_owned()
            text=t("Take a condition away, or clear the filter.").to_owned()>
            <button class="button" type="button" on:click=move |_| app.filter(Filter::default())>
                {t("Clear the filter")}
            </button>
        </Empty>
    }
}
