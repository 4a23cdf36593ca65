//! The catalogues: which text of which language stands for an English one.

use std::{collections::HashMap, sync::OnceLock};

use super::Locale;

const GERMAN: &str = include_str!("de.po");

/// What stands for an English text in a language; `None` where it stands for itself.
pub(super) fn find(locale: Locale, english: &str) -> Option<&'static str> {
    static GERMAN_OF: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    match locale {
        Locale::English => None,
        Locale::German => GERMAN_OF.get_or_init(|| entries(GERMAN).collect()).get(english).copied(),
    }
}

/// The pairs of a catalogue. Of the format's features it knows what ours need: each text on one
/// line, no escapes, plurals as `msgid_plural` with `msgstr[0]` and `msgstr[1]`.
fn entries(catalogue: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let (mut one, mut many) = ("", "");
    catalogue.lines().filter_map(move |line| {
        let (key, text) = line.split_once(' ')?;
        let text = text.strip_prefix('"')?.strip_suffix('"')?;
        let english = match key {
            "msgid" => {
                one = text;
                return None;
            }
            "msgid_plural" => {
                many = text;
                return None;
            }
            "msgstr" | "msgstr[0]" => one,
            "msgstr[1]" => many,
            _ => return None,
        };
        (!english.is_empty() && !text.is_empty()).then_some((english, text))
    })
}
