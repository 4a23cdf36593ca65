//! Words and numbers in the reader's language.
//!
//! Sources are written in English; what a person sees passes [`t`], [`say!`](crate::say) or
//! [`plural`], which look the English up in the catalogue of the language that is set. A language is one file in the
//! gettext format that translators' tools know (`de.po`); `tests/words.rs` holds every catalogue to
//! the sources: nothing missing, nothing left over, the same gaps in both languages.
//!
//! ```
//! use undertone::{say, words::{self, Locale}};
//! assert_eq!(say!("{shown} of {total}", shown = 3, total = words::count(1_200)), "3 of 1,200");
//! words::set_locale(Locale::German);
//! assert_eq!(words::count(1_200), "1.200");
//! words::set_locale(Locale::English);
//! ```

mod catalogue;
pub mod hits;
pub mod labels;
mod numbers;

use std::{borrow::Cow, cell::Cell};

pub use crate::ingest::fill;
pub use catalogue::{bring, is_there};
pub use numbers::{bytes, chance, count, decimal, duration, points, share, signed};

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English, the language of the sources.
    #[default]
    English,
    /// German.
    German,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The language tag, also for the browser's own formatters.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The file beside the page that holds its catalogue; `None` for the language of the sources.
    pub fn file(self) -> Option<&'static str> {
        match self {
            Self::English => None,
            Self::German => Some("de.po"),
        }
    }

    /// What speakers of the language call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a tag such as `de-AT`; English where it is none of ours.
    pub fn of_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(language)).unwrap_or_default()
    }

    /// Between whole and fraction, and between groups of three digits.
    fn marks(self) -> (char, char) {
        match self {
            Self::English => ('.', ','),
            Self::German => (',', '.'),
        }
    }
}

thread_local! {
    static LOCALE: Cell<Locale> = const { Cell::new(Locale::English) };
}

/// The language that is set in this thread.
pub fn locale() -> Locale {
    LOCALE.get()
}

/// Sets the language of this thread: what was said before stays as it is.
pub fn set_locale(locale: Locale) {
    LOCALE.set(locale);
}

/// A text in the language that is set; the English where the catalogue lacks it.
pub fn t(english: &'static str) -> &'static str {
    catalogue::find(locale(), english).unwrap_or(english)
}

/// [`t`] for a text that came from elsewhere, such as a worker's answer.
pub fn tr(english: &str) -> Cow<'_, str> {
    catalogue::find(locale(), english).map_or(Cow::Borrowed(english), Cow::Borrowed)
}

/// `one` for 1, else `many`, with `{n}` as the grouped count.
///
/// ```
/// use undertone::words::plural;
/// assert_eq!(plural(1_200, "{n} conversation", "{n} conversations"), "1,200 conversations");
/// ```
pub fn plural(n: u64, one: &'static str, many: &'static str) -> String {
    fill(t(if n == 1 { one } else { many }), &[("n", &count(n))])
}

/// [`plural`] for a part of the cases: `{n}` of `{all}`, and the words bend with all.
pub fn plural_of(n: u64, all: u64, one: &'static str, many: &'static str) -> String {
    fill(t(if all == 1 { one } else { many }), &[("n", &count(n)), ("all", &count(all))])
}

/// A text with gaps, in the language that is set: `say!("{n} of {all} ratings", n = 3, all = 5)`.
#[macro_export]
macro_rules! say {
    ($english:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::fill(
            $crate::words::t($english),
            &[$((stringify!($name), &$value as &dyn ::std::fmt::Display)),*],
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_a_country_give_its_language() {
        for (tag, locale) in [("de-AT", Locale::German), ("DE", Locale::German), ("fr", Locale::English)] {
            assert_eq!(Locale::of_tag(tag), locale, "{tag}");
        }
    }

    #[test]
    fn what_the_catalogue_lacks_is_said_in_english() {
        set_locale(Locale::German);
        assert_eq!(tr("not in any catalogue"), "not in any catalogue");
        assert_eq!(plural(1, "{n} conversation", "{n} conversations"), "1 Gespräch");
        assert_eq!(plural(1_200, "{n} conversation", "{n} conversations"), "1.200 Gespräche");
    }
}
