//! Which letters a text is written in.

use super::Language;
use crate::language::fold;

/// The first characters that are looked at; more tell no more.
pub(super) const MOST_CHARS: usize = 400;

/// What the letters alone tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// One language here is written in them.
    One(Language),
    Latin,
    Cyrillic,
}

/// Letters by script.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    latin: u32,
    cyrillic: u32,
    greek: u32,
    hebrew: u32,
    arabic: u32,
    persian: u32,
    devanagari: u32,
    thai: u32,
    kana: u32,
    han: u32,
    hangul: u32,
}

/// A sign of these stands for a syllable or a word.
const WORTH_OF_SYLLABLE: u32 = 3;

impl Script {
    /// The script of most letters; `None` without letters.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut counts = Counts::default();
        letters(text, |c| counts.add(c));
        let Counts { latin, cyrillic, greek, hebrew, arabic, persian, devanagari, thai, kana, han, hangul } =
            counts;
        let near_arabic = if persian > 0 { Language::Persian } else { Language::Arabic };
        let near_han = if kana > 0 { Language::Japanese } else { Language::Chinese };
        let scripts = [
            (latin, Self::Latin),
            (cyrillic, Self::Cyrillic),
            (greek, Self::One(Language::Greek)),
            (hebrew, Self::One(Language::Hebrew)),
            (arabic + persian, Self::One(near_arabic)),
            (devanagari, Self::One(Language::Hindi)),
            (thai, Self::One(Language::Thai)),
            ((kana + han) * WORTH_OF_SYLLABLE, Self::One(near_han)),
            (hangul * WORTH_OF_SYLLABLE, Self::One(Language::Korean)),
        ];
        scripts
            .into_iter()
            .max_by_key(|(count, _)| *count)
            .filter(|(count, _)| *count > 0)
            .map(|(_, one)| one)
    }
}

impl Counts {
    #[inline]
    fn add(&mut self, c: char) {
        let count = match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => &mut self.latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => &mut self.greek,
            '\u{400}'..='\u{52f}' => &mut self.cyrillic,
            '\u{590}'..='\u{5ff}' => &mut self.hebrew,
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => &mut self.persian,
            '\u{620}'..='\u{64a}' => &mut self.arabic,
            '\u{900}'..='\u{97f}' => &mut self.devanagari,
            '\u{e00}'..='\u{e7f}' => &mut self.thai,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => &mut self.hangul,
            '\u{3040}'..='\u{30ff}' => &mut self.kana,
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => &mut self.han,
            _ => return,
        };
        *count += 1;
    }
}

/// Shows the first characters of a text, a space for each masked token and web address, nothing for accents
/// that stand by themselves.
#[inline]
pub(super) fn letters(text: &str, mut show: impl FnMut(char)) {
    let mut rest = text;
    let mut n_shown = 0;
    let mut in_word = false;
    while let Some(c) = rest.chars().next() {
        if n_shown >= MOST_CHARS {
            return;
        }
        if matches!(c, '[' | 'h' | 'H' | 'w' | 'W')
            && !in_word
            && let Some(opaque) = fold::opaque_prefix(rest)
        {
            show(' ');
            n_shown += 1;
            rest = &rest[opaque..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if matches!(c, '\u{300}'..='\u{36f}') {
            continue;
        }
        in_word = c.is_alphanumeric();
        n_shown += 1;
        show(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, script: Option<Script>) {
        assert_eq!(Script::of(text), script, "{text}");
    }

    #[test]
    fn letters_tell_scripts() {
        check("", None);
        check("12:30 👍 [EMAIL 3] https://example.com", None);
        check("Größe?", Some(Script::Latin));
        check("где заказ", Some(Script::Cyrillic));
        check("où est le mot «да»", Some(Script::Latin));
        check("iPhone 15 はどこ", Some(Script::One(Language::Japanese)));
        check("请问 VIP 怎么办理", Some(Script::One(Language::Chinese)));
        check("سفارش من کجاست", Some(Script::One(Language::Persian)));
        check("أين طلبي", Some(Script::One(Language::Arabic)));
        check("택배", Some(Script::One(Language::Korean)));
    }
}
