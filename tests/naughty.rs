//! Texts that nobody should write: sentiment, language and rules read them all the same, in bounded time.

use std::{fs, path::Path};

use proptest::prelude::*;
use undertone::{
    conversation::Role,
    language::{Identifier, Language, Sense, Sentiment, mark},
    text::model::Model,
};

struct Readers {
    sentiment: Sentiment,
    identifier: Identifier,
}

impl Readers {
    fn new() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model");
        let model = Model::read(fs::read(path).expect("the model can be read")).expect("the model");
        let section = |name: &'static str| model.section(name).expect("the section").to_vec();
        Self {
            sentiment: Sentiment::read(&section("sentiment")).expect("the section of sentiment"),
            identifier: Identifier::read(&section("languages")).expect("the section of languages"),
        }
    }

    /// Reads a text in every way and checks what holds of any text.
    fn check(&self, text: &str) {
        let meaning = [100; 256];
        let language = self.identifier.identify(text);
        for language in [language, None, Some(Language::German), Some(Language::Thai)] {
            for meaning in [None, Some(&meaning[..]), Some(&meaning[..3])] {
                let sense = meaning.map(|meaning| Sense { meaning, feeling: -0.7 });
                let feeling = self.sentiment.score(text, language, sense);
                assert!((-100..=100).contains(&feeling.hundredths), "{text:?}");
            }
            let mut end = 0;
            for word in self.sentiment.words(text, language) {
                assert!(word.start >= end || word.start < word.end, "{text:?}: {word:?}");
                assert!(!text[word.start..word.end].is_empty(), "{text:?}: {word:?}");
                end = word.end;
            }
        }
        let verdict = self.sentiment.verdict(text);
        let shares = verdict.positive + verdict.negative + verdict.neutral;
        assert!(shares == 0.0 || (shares - 1.0).abs() < 1e-9, "{text:?}: {verdict:?}");
        assert!((-1.0..=1.0).contains(&verdict.compound), "{text:?}: {verdict:?}");
        let mut scratch = String::new();
        for role in [Role::User, Role::Bot, Role::Agent, Role::System] {
            mark(role, text, &mut scratch);
        }
    }
}

const NAUGHTY: &[&str] = &[
    "",
    " ",
    "\0",
    "\u{feff}",
    "\u{200d}\u{200d}\u{200d}",
    "undefined null NaN None true Infinity -0 1e309",
    "[EMAIL 1",
    "[EMAIL ]",
    "[[[[[[[[[[[[[[[[",
    "[EMAIL 1][EMAIL 2][KIND 99999999999999999999]",
    "https://",
    "http://http://www.www.",
    "'''''''''''''''’’’’’’’’n't n't’",
    "!!!!!!!!!!!!!?????????????",
    "n't",
    "no no no no nor no or no",
    "never so never this never so good",
    "but but but BUT but good but",
    "😀😀😀😀😀👍🏽👍🏿👨‍👩‍👧‍👦🏳️‍🌈🇩🇪🇺🇦",
    "😀\u{fe0f}\u{fe0f}great\u{200d}bad😡",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "ﷺ﷽ مرحبا\u{202e}txet desrever\u{202c}",
    "田中さんにあげて下さい 部落格 사회과학원",
    "Ⱥ Ⱦ ẞ İ ı ŉ ǰ ΐ ﬃ ǅ",
    "<script>alert('good')</script> {{bad}} ${great} %s%n",
    "a\u{301}\u{301}\u{301}\u{301}",
    "\u{10ffff}\u{e000}\u{fffd}\u{1f9ff}",
    "ＧＯＯＤ ｂａｄ ！",
    "\t\r\n\u{b}\u{c}\u{85}\u{a0}\u{1680}\u{2003}\u{2028}\u{3000}good",
    "@#$%^&*()_+-=[]{}|;:'\",.<>/?`~",
    ":-) :'( <3 </3 XD D: :/ :\\ ¯\\_(ツ)_/¯ (╯°□°）╯︵ ┻━┻",
];

#[test]
fn naughty_strings_are_read() {
    let readers = Readers::new();
    for text in NAUGHTY {
        readers.check(text);
        readers.check(&format!("good {text} bad"));
        readers.check(&text.repeat(50));
    }
}

/// One word, one emoji, one bracket, one opening of many phrases, over and over: what grew faster than the text
/// would not end.
#[test]
fn long_texts_are_read() {
    let readers = Readers::new();
    for part in [
        "a",
        "😀",
        "[",
        "no ",
        "non ",
        "[A 1]",
        "www.",
        "ß",
        "!",
        "good bad but ",
        "'",
        "\u{301}",
        "ich ",
        "中",
    ] {
        let text = part.repeat(40_000 / part.len());
        readers.check(&text);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}", odd in proptest::collection::vec(any::<char>(), 0..20)) {
        thread_local!(static READERS: Readers = Readers::new());
        let odd: String = odd.into_iter().collect();
        READERS.with(|readers| {
            readers.check(&text);
            readers.check(&odd);
        });
    }

    #[test]
    fn words_in_any_order_are_read(words in proptest::collection::vec(
        prop::sample::select(vec![
            "no", "not", "never", "so", "this", "without", "doubt", "least", "at", "very", "kind", "of", "but", "good",
            "BAD", "great!", "the", "shit", "bomb", "to", "die", "for", "😀", "[EMAIL 1]", "don't", "pas", "nicht", "👎",
        ]),
        0..12,
    )) {
        thread_local!(static READERS: Readers = Readers::new());
        READERS.with(|readers| readers.check(&words.join(" ")));
    }
}
