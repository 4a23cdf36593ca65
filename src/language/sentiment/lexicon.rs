//! What is known of single words and emoji: how good or bad they sound, and what they do to the words after
//! them.
//!
//! The valences come from the model's section `sentiment`; the words that the rules name (boosters,
//! negations, the parts of idioms) stand here, because the rules know them by name. One look-up tells all
//! there is to know of a word.
//!
//! The section, little endian, columns as in [`binary`](crate::binary):
//! - a number: the version, 1;
//! - bytes: the length of each word; bytes: its valence in tenths by the published lexicon, bytes: by ours
//!   (both `i8`, 0 for none); the words one behind the other, in lower case;
//! - bytes: the length of each word that names an emoji; these words;
//! - `u32`s: the emoji; bytes: of how many words the name of each consists; bytes: those words by number;
//!   bytes: the valence of each emoji by us;
//! - a number: how many other languages; of each two bytes, its code; bytes: the length of each word; bytes:
//!   its valence in tenths (`i8`); bytes: what the rules do with it (1 negates, 2 makes stronger, 4 weaker,
//!   8 is a "but", 16 is turned round by a negation behind it, 32 is a time of the day); the words, in lower case;
//! - the head, see [`head`](super::head).

use std::ops::Range;

use crate::{binary::In, language::Language};

/// Words that the rules know by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "each is the word it names")]
pub(super) enum Name {
    #[default]
    None,
    Ass,
    At,
    Bad,
    Beating,
    Bomb,
    Bus,
    But,
    Death,
    Die,
    Doubt,
    Enough,
    For,
    Heart,
    Just,
    Kind,
    Kiss,
    Least,
    Never,
    No,
    Nor,
    Of,
    Or,
    Right,
    Shit,
    So,
    Sort,
    Stop,
    The,
    This,
    To,
    Very,
    Without,
    Yeah,
}

const NAMES: &[(&str, Name)] = &[
    ("ass", Name::Ass),
    ("at", Name::At),
    ("bad", Name::Bad),
    ("beating", Name::Beating),
    ("bomb", Name::Bomb),
    ("bus", Name::Bus),
    ("but", Name::But),
    ("death", Name::Death),
    ("die", Name::Die),
    ("doubt", Name::Doubt),
    ("enough", Name::Enough),
    ("for", Name::For),
    ("heart", Name::Heart),
    ("just", Name::Just),
    ("kind", Name::Kind),
    ("kiss", Name::Kiss),
    ("least", Name::Least),
    ("never", Name::Never),
    ("no", Name::No),
    ("nor", Name::Nor),
    ("of", Name::Of),
    ("or", Name::Or),
    ("right", Name::Right),
    ("shit", Name::Shit),
    ("so", Name::So),
    ("sort", Name::Sort),
    ("stop", Name::Stop),
    ("the", Name::The),
    ("this", Name::This),
    ("to", Name::To),
    ("very", Name::Very),
    ("without", Name::Without),
    ("yeah", Name::Yeah),
];

/// Words that make the next ones stronger.
const BOOSTERS: &str = "absolutely amazingly awfully completely considerable considerably decidedly deeply \
    effing enormous enormously entirely especially exceptional exceptionally extreme extremely fabulously \
    flipping flippin frackin fracking fricking frickin frigging friggin fully fuckin fucking fuggin fugging \
    greatly hella highly hugely incredible incredibly intensely major majorly more most particularly purely \
    quite really remarkably so substantially thoroughly total totally tremendous tremendously uber \
    unbelievably unusually utter utterly very";

/// Words that make the next ones weaker.
const DAMPENERS: &str = "almost barely hardly kinda kindof kind-of less little marginal marginally occasional \
    occasionally partly scarce scarcely slight slightly somewhat sorta sortof sort-of";

/// Words that turn the next ones round, besides all that hold "n't".
const NEGATIONS: &str = "aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt \
    mightnt mustnt neither neednt never none nope nor not nothing nowhere oughtnt shant shouldnt uhuh wasnt \
    werent uh-uh without wont wouldnt rarely seldom despite";

/// "Good morning", "have a nice day": no feeling.
const DAYS: &str = "morning mornin afternoon evening day night weekend week";

/// Whose valences are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lens {
    /// Those of the published lexicon, made on social media.
    Published,
    /// Ours, for what customers write: "please" is not joy.
    Ours,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// Valences in tenths, by lens.
    valence: [i8; 2],
    /// It stands in the published lexicon, in ours.
    known: [bool; 2],
    /// 1 makes stronger, −1 weaker.
    pub(super) boost: i8,
    /// Turns round.
    pub(super) negates: bool,
    /// Is turned round by a negation behind it: the verbs of some languages.
    pub(super) turned_behind: bool,
    /// A day or a part of it: what is good before it is a greeting.
    pub(super) is_day: bool,
    /// Its name among the rules.
    pub(super) name: Name,
}

impl Entry {
    /// The word's valence, −4 to 4.
    pub(super) fn valence(self, lens: Lens) -> f64 {
        f64::from(self.valence[lens as usize]) / 10.0
    }

    /// Whether the word has one.
    pub(super) fn known(self, lens: Lens) -> bool {
        self.known[lens as usize]
    }

    fn with_valence(self, valence: [i8; 2]) -> Self {
        Self { valence, known: valence.map(|valence| valence != 0), ..self }
    }

    /// A word of an emoji's name: of a whole emoji we say ourselves what it means.
    pub(super) fn of_emoji(self, ours: i8) -> Self {
        self.with_valence([self.valence[0], ours])
    }
}

/// A place of the table.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The upper half of the word's hash, never 0; 0 is free.
    tag: u32,
    entry: Entry,
}

/// The words of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// A power of two, at least twice the number of words.
    slots: Vec<Slot>,
}

/// Words that the rules name, at most.
const NAMED: usize = 256;

impl Lexicon {
    fn with_room(n_words: usize) -> Self {
        Self { slots: vec![Slot::default(); (2 * n_words).next_power_of_two()] }
    }

    /// No words.
    pub(super) fn empty() -> Self {
        Self::with_room(1)
    }

    /// Reads the English words.
    pub(super) fn read(from: &mut In<'_>) -> Option<Self> {
        let lengths = from.bytes()?;
        let published = from.bytes()?;
        let ours = from.bytes()?;
        if published.len() != lengths.len() || ours.len() != lengths.len() {
            return None;
        }
        let mut lexicon = Self::with_room(lengths.len() + NAMED);
        for (at, &length) in lengths.iter().enumerate() {
            let entry = lexicon.entry(from.take(usize::from(length))?)?;
            *entry = entry.with_valence([published[at] as i8, ours[at] as i8]);
        }
        for (words, boost) in [(BOOSTERS, 1), (DAMPENERS, -1)] {
            for word in words.split_whitespace() {
                lexicon.entry(word.as_bytes())?.boost = boost;
            }
        }
        for word in NEGATIONS.split_whitespace() {
            lexicon.entry(word.as_bytes())?.negates = true;
        }
        for word in DAYS.split_whitespace() {
            lexicon.entry(word.as_bytes())?.is_day = true;
        }
        for &(word, name) in NAMES {
            lexicon.entry(word.as_bytes())?.name = name;
        }
        Some(lexicon)
    }

    /// Reads the words of another language.
    pub(super) fn read_other(from: &mut In<'_>) -> Option<(Language, Self)> {
        let language = Language::of_code(std::str::from_utf8(from.take(2)?).ok()?)?;
        let lengths = from.bytes()?;
        let valences = from.bytes()?;
        let flags = from.bytes()?;
        if valences.len() != lengths.len() || flags.len() != lengths.len() {
            return None;
        }
        let mut lexicon = Self::with_room(lengths.len());
        for ((length, valence), flags) in lengths.into_iter().zip(valences).zip(flags) {
            let has = |flag: u8| flags & flag != 0;
            let entry = lexicon.entry(from.take(usize::from(length))?)?;
            *entry = Entry {
                negates: has(1),
                boost: i8::from(has(2)) - i8::from(has(4)),
                name: if has(8) { Name::But } else { Name::None },
                turned_behind: has(16),
                is_day: has(32),
                ..Entry::default().with_valence([0, valence as i8])
            };
        }
        Some((language, lexicon))
    }

    /// The word's entry, added if there was none; `None` when the table is full.
    fn entry(&mut self, word: &[u8]) -> Option<&mut Entry> {
        let hash = Hash::of(word);
        let (tag, first, n_slots) = (hash.tag(), hash.place(), self.slots.len());
        let mut places = (first..first + n_slots).map(|at| at % n_slots);
        let at = places.find(|&at| self.slots[at].tag == 0 || self.slots[at].tag == tag)?;
        let slot = &mut self.slots[at];
        slot.tag = tag;
        Some(&mut slot.entry)
    }

    /// What is known of a word; nothing, as a rule.
    #[inline]
    pub(super) fn find(&self, hash: Hash) -> Entry {
        let tag = hash.tag();
        let mut at = hash.place();
        // A free place ends every search: half of them are.
        loop {
            let slot = &self.slots[at & (self.slots.len() - 1)];
            if slot.tag == tag || slot.tag == 0 {
                return slot.entry;
            }
            at += 1;
        }
    }
}

/// What emoji are called and what we hold of them, the same in every language.
#[derive(Debug)]
pub(super) struct Emoji {
    /// What is known of the words of which the names consist.
    spoken: Vec<Entry>,
    /// Emoji by code point, each with its place among `names` and its valence by us in tenths.
    by_code_point: Vec<(u32, Range<u16>, i8)>,
    /// Numbers of words in `spoken`.
    names: Vec<u8>,
}

impl Emoji {
    pub(super) fn read(from: &mut In<'_>, english: &Lexicon) -> Option<Self> {
        let mut spoken = Vec::new();
        for length in from.bytes()? {
            spoken.push(english.find(Hash::of(from.take(usize::from(length))?)));
        }
        let code_points = from.words()?;
        let lengths = from.bytes()?;
        let names = from.bytes()?;
        let ours = from.bytes()?;
        if lengths.len() != code_points.len() || ours.len() != code_points.len() || !code_points.is_sorted() {
            return None;
        }
        let mut by_code_point = Vec::new();
        let mut start = 0_u16;
        for ((code_point, length), ours) in code_points.into_iter().zip(lengths).zip(ours) {
            let end = start.checked_add(u16::from(length))?;
            by_code_point.push((code_point, start..end, ours as i8));
            start = end;
        }
        let whole =
            usize::from(start) == names.len() && names.iter().all(|&word| usize::from(word) < spoken.len());
        whole.then_some(Self { spoken, by_code_point, names })
    }

    /// The places of the words that an emoji is called by, and its valence by us in tenths.
    #[inline]
    pub(super) fn find(&self, c: char) -> Option<(Range<u16>, i8)> {
        if !matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1ffff}') {
            return None;
        }
        let at = self.by_code_point.binary_search_by_key(&u32::from(c), |(emoji, ..)| *emoji).ok()?;
        let (_, name, ours) = &self.by_code_point[at];
        Some((name.clone(), *ours))
    }

    /// One word of an emoji's name.
    #[inline]
    pub(super) fn spoken(&self, at: u16) -> Entry {
        self.spoken[usize::from(self.names[usize::from(at)])]
    }
}

/// A word's hash, while its bytes come: FNV-1a over its lower-case form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hash(u64);

impl Hash {
    /// Of no bytes yet.
    pub(super) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// With one more byte.
    #[inline]
    pub(super) fn with(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
    }

    /// Thirty-two bits of it, well mixed.
    pub(super) fn mixed(self) -> u32 {
        (self.0 ^ self.0 >> 32) as u32
    }

    fn of(word: &[u8]) -> Self {
        word.iter().fold(Self::EMPTY, |hash, &byte| hash.with(byte))
    }

    fn tag(self) -> u32 {
        (self.0 >> 32) as u32 | 1
    }

    fn place(self) -> usize {
        (self.0 ^ self.0 >> 20) as usize & 0x00ff_ffff
    }
}
