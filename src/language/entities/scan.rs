//! A text as words, numbers and marks, and numbers as they are written or spelt out.

use std::borrow::Cow;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Word,
    /// Digits with their points and commas.
    Number,
    Mark,
    /// A token that stands for masked data.
    Masked,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    end: usize,
    shape: Shape,
    /// Whether it is a number in letters.
    spelt: bool,
}

/// The tokens of a text, and its lower case of the same length.
pub(super) struct Scan<'t> {
    text: &'t str,
    low: Cow<'t, str>,
    tokens: Vec<Token>,
}

const ONES: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const GERMAN: &[&str] = &[
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
];
/// German for "one" beside a noun.
const ARTICLES: &[&str] = &["eine", "einen"];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

impl<'t> Scan<'t> {
    pub(super) fn read(text: &'t str) -> Self {
        let lowered = crate::text::lowered(text);
        // A letter whose lower case is longer would shift all behind it; then case is left alone.
        let low = if lowered.len() == text.len() { Cow::Owned(lowered) } else { Cow::Borrowed(text) };
        let mut tokens = Vec::new();
        let mut masked = 0;
        crate::privacy::each_token(text, |range, _, _| {
            split(text, masked, range.start, &mut tokens);
            tokens.push(Token { start: range.start, end: range.end, shape: Shape::Masked, spelt: false });
            masked = range.end;
        });
        split(text, masked, text.len(), &mut tokens);
        for token in
            tokens.iter_mut().filter(|token| token.shape == Shape::Word && token.end - token.start < 10)
        {
            let word = low.get(token.start..token.end).unwrap_or_default();
            token.spelt = [ONES, GERMAN, TENS, ARTICLES].iter().any(|list| list.contains(&word));
        }
        Self { text, low, tokens }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn start(&self, i: usize) -> usize {
        self.tokens[i].start
    }

    pub(super) fn end(&self, i: usize) -> usize {
        self.tokens[i].end
    }

    pub(super) fn shape(&self, i: usize) -> Option<Shape> {
        self.tokens.get(i).map(|token| token.shape)
    }

    /// The token as it is written; nothing past the end.
    pub(super) fn raw(&self, i: usize) -> &'t str {
        self.tokens.get(i).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    /// The token in lower case; nothing past the end.
    pub(super) fn low(&self, i: usize) -> &str {
        self.tokens.get(i).and_then(|token| self.low.get(token.start..token.end)).unwrap_or_default()
    }

    /// The token before in lower case; nothing at the start.
    pub(super) fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |before| self.low(before))
    }

    /// Whether nothing stands between a token and the one before it.
    pub(super) fn is_glued(&self, i: usize) -> bool {
        i > 0 && i < self.len() && self.start(i) == self.end(i - 1)
    }

    /// Whether the words stand from token `i` on.
    pub(super) fn has(&self, i: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(at, word)| self.low(i + at) == word)
    }

    /// The whole text in bytes.
    pub(super) fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    /// The text from a byte on, at most that long.
    pub(super) fn rest(&self, start: usize, most: usize) -> &'t str {
        let mut end = (start + most).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(start..end).unwrap_or_default()
    }

    /// The text of a range of tokens.
    pub(super) fn text(&self, from: usize, to: usize) -> &'t str {
        self.text.get(self.start(from)..self.end(to - 1)).unwrap_or_default()
    }

    /// The first token that starts at or behind a byte.
    pub(super) fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }

    /// Whether a word begins with a capital.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// The number from token `i` on, digits with one spelling, and the token behind it.
    pub(super) fn number(&self, i: usize) -> Option<(String, usize)> {
        match self.shape(i)? {
            Shape::Number => {
                let mut value = plain_number(self.raw(i))?;
                let mut next = i + 1;
                let (zeros, words) = match self.low(next) {
                    "k" | "tsd" | "thousand" | "tausend" | "grand" => (3, 1),
                    "million" | "millionen" | "millions" | "mio" => (6, 1),
                    "billion" | "milliarden" => (9, 1),
                    _ => (0, 0),
                };
                if zeros > 0 {
                    value = shifted(&value, zeros);
                }
                next += words;
                Some((value, next))
            }
            Shape::Word if self.tokens[i].spelt => self.spelt(i),
            _ => None,
        }
    }

    /// "two hundred", "twenty five", "zwölf".
    fn spelt(&self, i: usize) -> Option<(String, usize)> {
        let small = |i: usize| -> Option<(u64, usize)> {
            let word = self.low(i);
            let place = |list: &[&str]| list.iter().position(|one| *one == word);
            if let Some(tens) = place(TENS) {
                let gap = usize::from(self.low(i + 1) == "-");
                let one = ONES[1..10].iter().position(|one| *one == self.low(i + 1 + gap));
                let base = (tens as u64 + 2) * 10;
                return Some(one.map_or((base, i + 1), |one| (base + one as u64 + 1, i + 2 + gap)));
            }
            let value =
                place(ONES).or_else(|| place(GERMAN)).or_else(|| ARTICLES.contains(&word).then_some(1))?;
            Some((value as u64, i + 1))
        };
        let (mut value, mut next) = small(i)?;
        for (word, times) in [
            ("hundred", 100),
            ("hundert", 100),
            ("thousand", 1000),
            ("tausend", 1000),
            ("million", 1_000_000),
        ] {
            if self.low(next) == word {
                value *= times;
                next += 1;
            }
        }
        Some((value.to_string(), next))
    }
}

/// Adds the tokens of a part of the text.
fn split(text: &str, from: usize, until: usize, tokens: &mut Vec<Token>) {
    let mut at = from;
    while let Some(c) = text.get(at..until).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..until];
        let (length, shape) = if c.is_ascii_digit() {
            (number_length(rest.as_bytes()), Shape::Number)
        } else if c.is_alphabetic() {
            (rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()), Shape::Word)
        } else {
            (c.len_utf8(), Shape::Mark)
        };
        if !c.is_whitespace() {
            tokens.push(Token { start: at, end: at + length, shape, spelt: false });
        }
        at += length;
    }
}

/// How long the number at the start is: digits, and single marks between digits.
fn number_length(s: &[u8]) -> usize {
    let mut end = 0;
    loop {
        end += s[end..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let joined = s.get(end).is_some_and(|byte| b".,'".contains(byte))
            && s.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !joined {
            return end;
        }
        end += 1;
    }
}

/// "1,250.50", "1.250,50", "1'250" as "1250.50": the last mark is a decimal one unless three digits follow it
/// and it could part thousands.
pub(super) fn plain_number(raw: &str) -> Option<String> {
    let marks: Vec<(usize, u8)> =
        raw.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_digit()).collect();
    let Some(&(last, mark)) = marks.last() else { return Some(raw.to_owned()) };
    let same = marks.iter().filter(|(_, other)| *other == mark).count();
    let thousands = raw.len() - last == 4
        && (mark == b'\'' || last <= 3 && !raw.starts_with('0') || marks.len() > 1 && same == marks.len());
    if !thousands && same > 1 {
        return None;
    }
    let whole: String =
        raw[..if thousands { raw.len() } else { last }].chars().filter(char::is_ascii_digit).collect();
    Some(if thousands { whole } else { format!("{whole}.{}", &raw[last + 1..]) })
}

/// A number times ten to the power of `zeros`.
fn shifted(value: &str, zeros: usize) -> String {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let mut digits = format!("{whole}{part}");
    digits.extend(std::iter::repeat_n('0', zeros.saturating_sub(part.len())));
    digits
}
