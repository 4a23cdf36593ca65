//! The language of the page: the browser's wish until the person chooses, then their choice. Its words
//! are a file of their own, asked for when the language is.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::state::App;
use crate::{
    browser::{loader, tab},
    words::{self, Locale},
};

/// Name under which the choice is kept.
const KEPT: &str = "undertone-language";

/// Finds the language, and goes on once its words are there: with English, and a sentence that says so,
/// if the host does not give them.
pub fn start(then: impl FnOnce(Locale, Option<&'static str>) + 'static) {
    let tag = tab::kept(KEPT).unwrap_or_else(tab::preferred_language);
    let wanted = Locale::of_tag(&tag);
    with_words(wanted, move |there| {
        let locale = if there { wanted } else { Locale::English };
        apply(locale);
        then(locale, (!there).then(missing));
    });
}

/// That the words of a language did not come.
fn missing() -> &'static str {
    words::t(
        "The words of that language are a file of this page, and its host did not give it. Try again with the network on.",
    )
}

/// Changes the language, and keeps the choice.
pub fn choose(app: App, signal: RwSignal<Locale>, locale: Locale) {
    with_words(locale, move |there| {
        if there {
            tab::keep(KEPT, locale.tag());
            // Before anybody hears of it, so that whoever is built anew finds it set.
            apply(locale);
        } else {
            app.notice.set(Some(missing().to_owned()));
        }
        // Also where it stays as it was: whoever asked shows what holds.
        signal.set(words::locale());
    });
}

/// Goes on at once where the words of a language are there, else when they have come, or not.
fn with_words(locale: Locale, then: impl FnOnce(bool) + 'static) {
    match locale.file().filter(|_| !words::is_there(locale)) {
        None => then(true),
        Some(file) => spawn_local(async move {
            if let Some(text) = loader::own_text(file).await {
                words::bring(locale, text);
            }
            then(words::is_there(locale));
        }),
    }
}

fn apply(locale: Locale) {
    words::set_locale(locale);
    tab::set_root("lang", locale.tag());
}
