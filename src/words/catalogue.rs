//! The catalogues: which text of which language stands for an English one.
//!
//! On the page a catalogue is a file of its own, brought in with [`bring`] when its language is asked
//! for: who reads English does not download the German. Elsewhere it is part of the program.

use std::sync::OnceLock;

use litemap::LiteMap;

use super::Locale;

type Catalogue = LiteMap<&'static str, &'static str>;

static GERMAN: OnceLock<Catalogue> = OnceLock::new();

/// The catalogue of a language; `None` for English, and for one that is not brought in yet.
fn of(locale: Locale) -> Option<&'static Catalogue> {
    match locale {
        Locale::English => None,
        #[cfg(target_arch = "wasm32")]
        Locale::German => GERMAN.get(),
        #[cfg(not(target_arch = "wasm32"))]
        Locale::German => Some(GERMAN.get_or_init(|| read(include_str!("de.po")))),
    }
}

/// What stands for an English text in a language; `None` where it stands for itself.
pub(super) fn find(locale: Locale, english: &str) -> Option<&'static str> {
    of(locale)?.get(english).copied()
}

/// Whether texts can be said in a language.
pub fn is_there(locale: Locale) -> bool {
    locale == Locale::English || of(locale).is_some()
}

/// Brings in the catalogue of a language, the text of [`Locale::file`]. It stays as long as the program.
/// A text without entries is none: some hosts answer with a page where they lack a file.
pub fn bring(locale: Locale, text: String) {
    match locale {
        Locale::English => {}
        Locale::German => {
            let catalogue = read(text.leak());
            if !catalogue.is_empty() {
                GERMAN.get_or_init(|| catalogue);
            }
        }
    }
}

fn read(text: &'static str) -> Catalogue {
    let mut catalogue = Catalogue::new();
    for (english, other) in entries(text) {
        catalogue.insert(english, other);
    }
    catalogue
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
