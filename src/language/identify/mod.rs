//! Which language an utterance is written in.
//!
//! The script decides first; most scripts have one language here. Of those that share the Latin or the
//! Cyrillic letters, n-grams of words and the words themselves decide ([`model`]). What is too short to tell
//! ("ok", a number, a masked token) has no language, and neither has what no known language claims clearly.
//! A language that is not in the list is taken for a near one or for none.

mod model;
mod script;

use model::Model;
use script::Script;

macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident = $number:literal $code:literal,)*) => {
        /// A language. Its number and its code are for good.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Language {
            $($(#[$doc])* $name = $number,)*
        }

        impl Language {
            /// Every one, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its code of two letters, by ISO 639-1.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The one of that code.
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|language| language.code() == code)
            }
        }
    };
}

languages! {
    /// English.
    English = 0 "en",
    /// German.
    German = 1 "de",
    /// French.
    French = 2 "fr",
    /// Spanish.
    Spanish = 3 "es",
    /// Italian.
    Italian = 4 "it",
    /// Portuguese.
    Portuguese = 5 "pt",
    /// Dutch.
    Dutch = 6 "nl",
    /// Swedish.
    Swedish = 7 "sv",
    /// Danish.
    Danish = 8 "da",
    /// Norwegian, Bokmål as a rule.
    Norwegian = 9 "no",
    /// Finnish.
    Finnish = 10 "fi",
    /// Polish.
    Polish = 11 "pl",
    /// Czech.
    Czech = 12 "cs",
    /// Hungarian.
    Hungarian = 13 "hu",
    /// Romanian.
    Romanian = 14 "ro",
    /// Turkish.
    Turkish = 15 "tr",
    /// Vietnamese.
    Vietnamese = 16 "vi",
    /// Indonesian, and Malay with it.
    Indonesian = 17 "id",
    /// Russian.
    Russian = 18 "ru",
    /// Ukrainian.
    Ukrainian = 19 "uk",
    /// Greek.
    Greek = 20 "el",
    /// Arabic.
    Arabic = 21 "ar",
    /// Persian.
    Persian = 22 "fa",
    /// Hebrew.
    Hebrew = 23 "he",
    /// Hindi, and what else is written in Devanagari.
    Hindi = 24 "hi",
    /// Thai.
    Thai = 25 "th",
    /// Japanese.
    Japanese = 26 "ja",
    /// Chinese.
    Chinese = 27 "zh",
    /// Korean.
    Korean = 28 "ko",
}

/// Tells languages apart.
#[derive(Debug)]
pub struct Identifier {
    model: Model,
}

impl Identifier {
    /// From the model's section `languages`; `None` where the bytes do not hold one.
    pub fn read(section: &[u8]) -> Option<Self> {
        Some(Self { model: Model::read(section)? })
    }

    /// The language of a masked text, by its first few hundred characters.
    pub fn identify(&self, text: &str) -> Option<Language> {
        match Script::of(text)? {
            Script::One(language) => Some(language),
            Script::Latin => self.model.best(text, Language::English..=Language::Indonesian),
            Script::Cyrillic => self.model.best(text, Language::Russian..=Language::Ukrainian),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_places() {
        for (at, language) in Language::ALL.iter().enumerate() {
            assert_eq!(*language as usize, at);
            assert_eq!(Language::of_code(language.code()), Some(*language));
        }
        assert_eq!(Language::of_code("xx"), None);
    }
}
