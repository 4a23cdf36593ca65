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
//! - the head, see [`head`](super::head).

use std::ops::Range;

use crate::binary::In;

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
}

/// A place of the table.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The upper half of the word's hash, never 0; 0 is free.
    tag: u32,
    entry: Entry,
}

/// The words and emoji.
#[derive(Debug)]
pub(super) struct Lexicon {
    slots: Vec<Slot>,
    /// What is known of the words of which the names of emoji consist.
    spoken: Vec<Entry>,
    /// Emoji by code point, each with its place among `names`.
    emoji: Vec<(u32, Range<u16>, i8)>,
    /// Numbers of words in `spoken`.
    names: Vec<u8>,
}

/// Room for the words; a power of two, about twice their number.
const SLOTS: usize = 1 << 14;

impl Lexicon {
    /// Reads the section's first part and leaves the rest.
    pub(super) fn read(from: &mut In<'_>) -> Option<Self> {
        let mut lexicon = Self {
            slots: vec![Slot::default(); SLOTS],
            spoken: Vec::new(),
            emoji: Vec::new(),
            names: Vec::new(),
        };
        let lengths = from.bytes()?;
        let published = from.bytes()?;
        let ours = from.bytes()?;
        if lengths.len() > SLOTS / 2 || published.len() != lengths.len() || ours.len() != lengths.len() {
            return None;
        }
        for (at, &length) in lengths.iter().enumerate() {
            let word = from.take(usize::from(length))?;
            let entry = lexicon.slot(Hash::of(word)).map(|slot| &mut slot.entry)?;
            entry.valence = [published[at] as i8, ours[at] as i8];
            entry.known = entry.valence.map(|valence| valence != 0);
        }
        lexicon.name_words()?;
        let lengths = from.bytes()?;
        for length in lengths {
            let hash = Hash::of(from.take(usize::from(length))?);
            lexicon.spoken.push(lexicon.find(hash));
        }
        let emoji = from.words()?;
        let lengths = from.bytes()?;
        lexicon.names = from.bytes()?;
        let ours = from.bytes()?;
        if lengths.len() != emoji.len() || ours.len() != emoji.len() || !emoji.is_sorted() {
            return None;
        }
        let mut start = 0_u16;
        for ((emoji, length), ours) in emoji.into_iter().zip(lengths).zip(ours) {
            let end = start.checked_add(u16::from(length))?;
            lexicon.emoji.push((emoji, start..end, ours as i8));
            start = end;
        }
        let spoken = lexicon.spoken.len();
        let whole = usize::from(start) == lexicon.names.len()
            && lexicon.names.iter().all(|&word| usize::from(word) < spoken);
        whole.then_some(lexicon)
    }

    /// Adds what the rules know of words.
    fn name_words(&mut self) -> Option<()> {
        for (words, boost) in [(BOOSTERS, 1), (DAMPENERS, -1)] {
            for word in words.split_whitespace() {
                self.slot(Hash::of(word.as_bytes()))?.entry.boost = boost;
            }
        }
        for word in NEGATIONS.split_whitespace() {
            self.slot(Hash::of(word.as_bytes()))?.entry.negates = true;
        }
        for &(word, name) in NAMES {
            self.slot(Hash::of(word.as_bytes()))?.entry.name = name;
        }
        Some(())
    }

    /// The word's place, taken if it had none; `None` when all are taken.
    fn slot(&mut self, hash: Hash) -> Option<&mut Slot> {
        let (tag, first) = (hash.tag(), hash.place());
        let places = (first..SLOTS).chain(0..first);
        let at =
            places.into_iter().find(|&at| matches!(self.slots[at].tag, 0) || self.slots[at].tag == tag)?;
        let slot = &mut self.slots[at];
        slot.tag = tag;
        Some(slot)
    }

    /// What is known of a word; nothing, as a rule.
    #[inline]
    pub(super) fn find(&self, hash: Hash) -> Entry {
        let tag = hash.tag();
        let mut at = hash.place();
        // A free place ends every search: the table is never full.
        loop {
            let slot = &self.slots[at % SLOTS];
            if slot.tag == tag || slot.tag == 0 {
                return slot.entry;
            }
            at += 1;
        }
    }

    /// The words that an emoji is called by, and its valence by us in tenths.
    #[inline]
    pub(super) fn emoji(&self, c: char) -> Option<(Range<u16>, i8)> {
        if !matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1ffff}') {
            return None;
        }
        let at = self.emoji.binary_search_by_key(&u32::from(c), |(emoji, ..)| *emoji).ok()?;
        let (_, name, ours) = &self.emoji[at];
        Some((name.clone(), *ours))
    }

    /// One word of an emoji's name.
    #[inline]
    pub(super) fn spoken(&self, at: u16) -> Entry {
        self.spoken[usize::from(self.names[usize::from(at)])]
    }
}

impl Entry {
    /// A word of an emoji's name: of a whole emoji we say ourselves what it means.
    pub(super) fn of_emoji(self, ours: i8) -> Self {
        Self { valence: [self.valence[0], ours], known: [self.known[0], ours != 0], ..self }
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

    fn of(word: &[u8]) -> Self {
        word.iter().fold(Self::EMPTY, |hash, &byte| hash.with(byte))
    }

    fn tag(self) -> u32 {
        (self.0 >> 32) as u32 | 1
    }

    fn place(self) -> usize {
        (self.0 ^ self.0 >> 20) as usize % SLOTS
    }
}
