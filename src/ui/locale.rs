//! The language of the page: the browser's wish until the person chooses, then their choice.

use leptos::prelude::*;

use crate::{
    browser::tab,
    words::{self, Locale},
};

/// Name under which the choice is kept.
const KEPT: &str = "undertone-language";

/// The language. Setting it through [`choose`] is kept; what shows words is built anew when it changes.
pub fn locale() -> RwSignal<Locale> {
    let tag = tab::kept(KEPT).unwrap_or_else(tab::preferred_language);
    let locale = RwSignal::new(Locale::of_tag(&tag));
    apply(locale.get_untracked());
    locale
}

/// Changes the language, and keeps the choice.
pub fn choose(signal: RwSignal<Locale>, locale: Locale) {
    tab::keep(KEPT, locale.tag());
    // Before anybody hears of it, so that whoever is built anew finds it set.
    apply(locale);
    signal.set(locale);
}

fn apply(locale: Locale) {
    words::set_locale(locale);
    tab::set_root("lang", locale.tag());
}
