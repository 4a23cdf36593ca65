//! Sentiment by rules: words of known valence, and what the words around make of them.
//!
//! The rules are those of VADER (Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment
//! Analysis of Social Media Text", ICWSM 2014), with the figures that the authors measured: negation turns
//! round and weakens, boosters and dampeners work on up to three words, less with distance, capitals among
//! small letters and exclamation marks strengthen, what stands after the first "but" counts more than what
//! stands before it, and few idioms stand for themselves. Where we differ on purpose:
//!
//! 1. A curly apostrophe is an apostrophe: "don’t" negates as "don't" does.
//! 2. An emoji stands by itself, whatever touches it, and keeps its meaning in colour and skin.
//! 3. Masked tokens and web addresses say nothing, and are not loud.
//! 4. "But" works on each word once. The published program finds a word's valence by its value, and takes
//!    the first of two equal ones.

use super::{
    lexicon::{Emoji, Lens, Lexicon, Name},
    tokens::{Token, Tokens, capitals_differ},
};

/// What a booster adds.
const BOOST: f64 = 0.293;
/// What capitals add.
const LOUD: f64 = 0.733;
/// What a negation leaves.
const NEGATED: f64 = -0.74;
/// About the largest sum to be expected, squared: bends the sum into −1 to 1.
const BEND: f64 = 15.0;

/// What the rules say of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Verdict {
    /// The whole, −1 to 1.
    pub compound: f64,
    /// The share of what is good.
    pub positive: f64,
    /// The share of what is bad.
    pub negative: f64,
    /// The share of what is neither.
    pub neutral: f64,
}

/// All that the rules see of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    /// By the published valences.
    pub(super) published: Verdict,
    /// By ours.
    pub(super) ours: Verdict,
    /// The strongest good and bad word by us, −4 to 4.
    pub(super) best: f64,
    pub(super) worst: f64,
    /// The last word by us that is good or bad.
    pub(super) last: f64,
    pub(super) n_words: u32,
    pub(super) n_negations: u32,
    pub(super) n_loud: u32,
    pub(super) n_exclamations: u32,
    pub(super) n_questions: u32,
    pub(super) has_but: bool,
}

/// Reads a text. `decides` is shown each word, with its valence by us as it stands there.
pub(super) fn read(
    text: &str,
    lexicon: &Lexicon,
    emoji: &Emoji,
    mut decides: impl FnMut(Token, f64),
) -> Reading {
    let mut reading = Reading::default();
    let capitals_differ = capitals_differ(text);
    let (mut published, mut ours) = (Sum::default(), Sum::default());
    let mut tokens = Tokens::new(text, lexicon, emoji);
    let mut window = Window::default();
    window.fill(&mut tokens);
    while window.step(&mut tokens) {
        let token = window.at(0);
        let entry = token.entry;
        reading.n_words += 1;
        reading.n_negations += u32::from(entry.negates || entry.name == Name::No);
        reading.n_loud += u32::from(token.loud && capitals_differ);
        if entry.name == Name::But && !reading.has_but {
            reading.has_but = true;
            published.turn();
            ours.turn();
        }
        let only_boosts = entry.boost != 0 || entry.name == Name::Kind && window.is(1, Name::Of);
        if only_boosts {
            published.n_neutral += 1;
            ours.n_neutral += 1;
            decides(token, 0.0);
            continue;
        }
        published.add(window.valence(Lens::Published, capitals_differ));
        let valence = ours.add(window.valence(Lens::Ours, capitals_differ));
        if valence != 0.0 {
            reading.best = reading.best.max(valence);
            reading.worst = reading.worst.min(valence);
            reading.last = valence;
        }
        decides(token, valence);
    }
    reading.n_exclamations = count(text, b'!');
    reading.n_questions = count(text, b'?');
    let emphasis = emphasis(reading.n_exclamations, reading.n_questions);
    reading.published = published.finish(emphasis);
    reading.ours = ours.finish(emphasis);
    reading
}

fn count(text: &str, sign: u8) -> u32 {
    text.bytes().filter(|&byte| byte == sign).count() as u32
}

/// What exclamation and question marks add.
fn emphasis(n_exclamations: u32, n_questions: u32) -> f64 {
    let exclaimed = f64::from(n_exclamations.min(4)) * 0.292;
    let asked = match n_questions {
        0 | 1 => 0.0,
        2 | 3 => f64::from(n_questions) * 0.18,
        _ => 0.96,
    };
    exclaimed + asked
}

/// Valences as they add up.
#[derive(Debug)]
struct Sum {
    good: f64,
    bad: f64,
    n_good: f64,
    n_bad: f64,
    n_neutral: u32,
    /// What the next word's valence is multiplied by.
    factor: f64,
}

impl Default for Sum {
    fn default() -> Self {
        Self { good: 0.0, bad: 0.0, n_good: 0.0, n_bad: 0.0, n_neutral: 0, factor: 1.0 }
    }
}

impl Sum {
    /// Adds a valence and gives what was added.
    fn add(&mut self, valence: f64) -> f64 {
        let valence = valence * self.factor;
        if valence > 0.0 {
            self.good += valence;
            self.n_good += 1.0;
        } else if valence < 0.0 {
            self.bad += valence;
            self.n_bad += 1.0;
        } else {
            self.n_neutral += 1;
        }
        valence
    }

    /// "But": what stood before counts half, what follows half more.
    fn turn(&mut self) {
        self.good *= 0.5;
        self.bad *= 0.5;
        self.factor = 1.5;
    }

    /// The verdict. In the shares each word counts one more than its valence, as a neutral one counts one.
    fn finish(&self, emphasis: f64) -> Verdict {
        let mut sum = self.good + self.bad;
        if sum > 0.0 {
            sum += emphasis;
        } else if sum < 0.0 {
            sum -= emphasis;
        }
        let (mut good, mut bad) = (self.good + self.n_good, self.n_bad - self.bad);
        if good > bad {
            good += emphasis;
        } else if good < bad {
            bad += emphasis;
        }
        let neutral = f64::from(self.n_neutral);
        let all = good + bad + neutral;
        if all == 0.0 {
            return Verdict::default();
        }
        Verdict {
            compound: sum / (sum * sum + BEND).sqrt(),
            positive: good / all,
            negative: bad / all,
            neutral: neutral / all,
        }
    }
}

/// A word with the three before it and the two after it.
#[derive(Debug, Default)]
struct Window {
    around: [Option<Token>; 6],
}

impl Window {
    /// Places the first words so that the first step reaches the first.
    fn fill(&mut self, tokens: &mut Tokens<'_>) {
        self.around[4] = tokens.next();
        self.around[5] = tokens.next();
    }

    /// Goes on to the next word, if there is one.
    fn step(&mut self, tokens: &mut Tokens<'_>) -> bool {
        self.around.rotate_left(1);
        self.around[5] = if self.around[4].is_some() { tokens.next() } else { None };
        self.around[3].is_some()
    }

    fn get(&self, offset: isize) -> Option<Token> {
        self.around[(3 + offset) as usize]
    }

    fn at(&self, offset: isize) -> Token {
        self.get(offset).unwrap_or_default()
    }

    fn is(&self, offset: isize, name: Name) -> bool {
        self.at(offset).entry.name == name
    }

    fn is_any(&self, offset: isize, names: [Name; 2]) -> bool {
        names.contains(&self.at(offset).entry.name)
    }

    /// The valence of the word in the middle, as it stands there.
    fn valence(&self, lens: Lens, capitals_differ: bool) -> f64 {
        let token = self.at(0);
        if !token.entry.known(lens) {
            return 0.0;
        }
        let mut valence = token.entry.valence(lens);
        if lens == Lens::Ours && valence > 0.0 && self.at(1).entry.is_day {
            return 0.0;
        }
        if token.entry.name == Name::No && self.at(1).entry.known(lens) {
            // Turns the next word round instead.
            valence = 0.0;
        }
        let denied = self.is(-1, Name::No)
            || self.is(-2, Name::No)
            || self.is(-3, Name::No) && self.is_any(-1, [Name::Or, Name::Nor]);
        if denied {
            valence = token.entry.valence(lens) * NEGATED;
        }
        if token.loud && capitals_differ {
            valence += if valence > 0.0 { LOUD } else { -LOUD };
        }
        for (back, fading) in [(1, 1.0), (2, 0.95), (3, 0.9)] {
            let Some(before) = self.get(-back) else { break };
            if before.entry.known(lens) {
                continue;
            }
            valence += boost(before, valence, capitals_differ) * fading;
            valence *= self.negation(back);
            if back == 3 {
                valence = self.idiom(valence);
            }
        }
        let negated_behind = || self.at(1).entry.negates || self.at(2).entry.negates;
        if token.entry.turned_behind && negated_behind() {
            valence *= NEGATED;
        }
        if self.is(-1, Name::Least)
            && !self.is_any(-2, [Name::At, Name::Very])
            && !self.at(-1).entry.known(lens)
        {
            valence *= NEGATED;
        }
        valence
    }

    /// What a negation so many words before makes of a valence.
    fn negation(&self, back: isize) -> f64 {
        const EMPHASIS: f64 = 1.25;
        let so = |offset| self.is_any(offset, [Name::So, Name::This]);
        let negated = if self.at(-back).entry.negates { NEGATED } else { 1.0 };
        match back {
            // "Never so good": praise.
            2 if self.is(-2, Name::Never) && so(-1) => EMPHASIS,
            2 if self.is(-2, Name::Without) && self.is(-1, Name::Doubt) => 1.0,
            3 if self.is(-3, Name::Never) && so(-2) || so(-1) => EMPHASIS,
            3 if self.is(-3, Name::Without) && (self.is(-2, Name::Doubt) || self.is(-1, Name::Doubt)) => 1.0,
            _ => negated,
        }
    }

    /// What an idiom around the word makes of its valence; it needs three words before.
    fn idiom(&self, valence: f64) -> f64 {
        let has = |offset, words: &[Name]| {
            words.iter().zip(offset..).all(|(&word, offset): (&Name, isize)| self.is(offset, word))
        };
        let two =
            |offset| IDIOMS_OF_TWO.iter().find(|(words, _)| has(offset, words)).map(|(_, valence)| *valence);
        let three = |offset| {
            IDIOMS_OF_THREE.iter().find(|(words, _)| has(offset, words)).map(|(_, valence)| *valence)
        };
        let before =
            two(-1).or_else(|| three(-2)).or_else(|| two(-2)).or_else(|| three(-3)).or_else(|| two(-3));
        let mut valence = before.unwrap_or(valence);
        valence = two(0).unwrap_or(valence);
        valence = three(0).unwrap_or(valence);
        for offset in [-3, -2] {
            let dampens = [[Name::Just, Name::Enough], [Name::Kind, Name::Of], [Name::Sort, Name::Of]];
            if dampens.iter().any(|words| has(offset, words)) {
                valence -= BOOST;
            }
        }
        valence
    }
}

const IDIOMS_OF_TWO: &[([Name; 2], f64)] = &[
    ([Name::The, Name::Shit], 3.0),
    ([Name::The, Name::Bomb], 3.0),
    ([Name::Bad, Name::Ass], 1.5),
    ([Name::Bus, Name::Stop], 0.0),
    ([Name::Yeah, Name::Right], -2.0),
    ([Name::Beating, Name::Heart], 3.5),
];

const IDIOMS_OF_THREE: &[([Name; 3], f64)] =
    &[([Name::Kiss, Name::Of, Name::Death], -1.5), ([Name::To, Name::Die, Name::For], 3.0)];

/// What a word adds to the valence of one that follows: in its direction, or against it.
fn boost(token: Token, valence: f64, capitals_differ: bool) -> f64 {
    if token.entry.boost == 0 {
        return 0.0;
    }
    let mut boost = f64::from(token.entry.boost) * BOOST;
    if valence < 0.0 {
        boost = -boost;
    }
    if token.loud && capitals_differ {
        boost += if valence > 0.0 { LOUD } else { -LOUD };
    }
    boost
}
