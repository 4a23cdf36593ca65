//! How a figure is counted, for the panel beside it.

use super::card;
use crate::{
    insight,
    ui::prelude::*,
    words::{t, tr},
};

/// The definition of a name in words.
pub fn words(name: &str) -> impl IntoView + use<> {
    let title = card::title(name);
    let Some(definition) = insight::definition(name) else {
        return view! { class = "u", <p class="lead">{title}</p> <p class="soft">{t("No definition is on record.")}</p> }
            .into_any();
    };
    let parts = [
        (t("Counted"), definition.numerator),
        (t("Out of"), definition.denominator),
        (t("Left out"), definition.excluded),
        (t("If there is nothing to count"), definition.when_empty),
    ];
    let is_rate = !definition.denominator.is_empty();
    view! { class = "u",
        <p class="lead">{title}</p>
        <p>{tr(definition.formula).into_owned()}</p>
        <dl class="parts">
            {parts.into_iter().filter(|(_, words)| !words.is_empty())
                .map(|(part, words)| view! { class = "u", <dt>{part}</dt><dd>{tr(words).into_owned()}</dd> })
                .collect_view()}
        </dl>
        {is_rate.then(|| view! { class = "u",
            <p class="soft">
                {t("The interval beside a share or a mean says how far chance alone could move it: of a hundred such intervals, ninety-five hold the true value.")}
            </p>
        })}
    }
    .into_any()
}
