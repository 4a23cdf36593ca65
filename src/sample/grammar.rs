//! Phrases: a small grammar read from text.
//!
//! `@name` opens a rule, each further line is one of its alternatives, a line starting with `#` is a
//! comment. In a line `[a|b|]` chooses among parts, which may nest and be empty, and `<name>` stands
//! for a slot of the conversation or, failing that, for another rule. A line `left ~ right` is a
//! pair: what is asked and what is answered to it.

use crate::order::sort_by;

use super::{people::Pii, rng::Rng};

/// What a conversation is about: values that stay the same from its first line to its last.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    values: Vec<(&'static str, String)>,
    /// What the slot `core` says when it is spoken out.
    within_core: Spoken,
}

impl Slots {
    /// Gives a slot its value, in place of an earlier one.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.put(name, value.into());
    }

    #[inline(never)]
    fn put(&mut self, name: &'static str, value: String) {
        match self.values.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.values.push((name, value)),
        }
    }

    /// Sets the slot `core`: a text, and what was put into it.
    pub fn set_core(&mut self, text: String, spoken: Spoken) {
        self.put("core", text);
        self.within_core = spoken;
    }

    /// The value of a slot.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// Which slots of note an utterance spoke out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// How many pieces of personal data, by kind.
    pub pii: [u32; Pii::ALL.len()],
    /// Whether the order or invoice number was said.
    pub number: bool,
}

impl Spoken {
    /// Counts what another utterance said.
    fn add(&mut self, other: Self) {
        self.number |= other.number;
        for (count, more) in self.pii.iter_mut().zip(other.pii) {
            *count += more;
        }
    }

    /// Whether an e-mail address or a phone number was said.
    pub fn is_contact(self) -> bool {
        self.pii[Pii::Email as usize] + self.pii[Pii::Phone as usize] > 0
    }
}

/// Rules by name.
#[derive(Clone, Debug)]
pub struct Grammar {
    /// Sorted by name; the alternatives of a rule are `lines[start..end]`.
    rules: Vec<(&'static str, usize, usize)>,
    lines: Vec<&'static str>,
}

impl Grammar {
    /// Reads phrase texts one after the other. A rule stands in one of them only.
    pub fn new(texts: &[&'static str]) -> Self {
        let (mut rules, mut lines) = (Vec::new(), Vec::new());
        for line in texts.iter().flat_map(|text| text.lines()).map(str::trim) {
            if let Some(name) = line.strip_prefix('@') {
                rules.push((name, lines.len(), lines.len()));
            } else if !line.is_empty() && !line.starts_with('#') {
                lines.push(line);
                if let Some(rule) = rules.last_mut() {
                    rule.2 = lines.len();
                }
            }
        }
        sort_by(&mut rules, |one: &(&str, _, _), two| one.0.cmp(two.0));
        Self { rules, lines }
    }

    /// Whether there is a rule of that name.
    pub fn has(&self, name: &str) -> bool {
        !self.alternatives(name).is_empty()
    }

    /// One alternative of a rule, spoken out.
    #[inline(never)]
    pub fn say(&self, rule: &str, slots: &Slots, rng: &mut Rng, spoken: &mut Spoken) -> String {
        let mut out = String::new();
        self.rule(rule, slots, rng, spoken, &mut out);
        tidy(&out)
    }

    /// One alternative of a rule as it is written; empty if there is none.
    #[inline(never)]
    pub fn line(&self, rule: &str, rng: &mut Rng) -> &'static str {
        let lines = self.alternatives(rule);
        if lines.is_empty() { "" } else { rng.pick(lines) }
    }

    /// Both halves of a line, spoken out; the right one is empty if the line is no pair. What the
    /// right half says does not count as said, so it names no personal data.
    #[inline(never)]
    pub fn both(&self, line: &str, slots: &Slots, rng: &mut Rng, spoken: &mut Spoken) -> (String, String) {
        let (left, right) = line.split_once('~').unwrap_or((line, ""));
        let (mut ask, mut answer) = (String::new(), String::new());
        self.sequence(left, slots, rng, spoken, &mut ask);
        self.sequence(right, slots, rng, &mut Spoken::default(), &mut answer);
        (tidy(&ask), tidy(&answer))
    }

    /// Both halves of one line of a rule.
    pub fn pair(&self, rule: &str, slots: &Slots, rng: &mut Rng, spoken: &mut Spoken) -> (String, String) {
        let line = self.line(rule, rng);
        self.both(line, slots, rng, spoken)
    }

    fn alternatives(&self, name: &str) -> &[&'static str] {
        match self.rules.binary_search_by(|rule| rule.0.cmp(name)) {
            Ok(at) => &self.lines[self.rules[at].1..self.rules[at].2],
            Err(_) => &[],
        }
    }

    #[inline(never)]
    fn rule(&self, name: &str, slots: &Slots, rng: &mut Rng, spoken: &mut Spoken, out: &mut String) {
        if let Some(value) = slots.get(name) {
            out.push_str(value);
            if name == "core" {
                spoken.add(slots.within_core);
            }
            spoken.number |= name == "order";
            if let Some(kind) = Pii::ALL.into_iter().find(|kind| kind.name() == name) {
                spoken.pii[kind as usize] += 1;
            }
            return;
        }
        let lines = self.alternatives(name);
        if !lines.is_empty() {
            self.sequence(rng.pick(lines), slots, rng, spoken, out);
        }
    }

    /// Speaks out one line: literal text, choices and references.
    fn sequence(&self, mut line: &str, slots: &Slots, rng: &mut Rng, spoken: &mut Spoken, out: &mut String) {
        while let Some(at) = line.find(['[', '<']) {
            out.push_str(&line[..at]);
            if line.as_bytes()[at] == b'<' {
                let end = line[at..].find('>').map_or(line.len(), |end| at + end);
                self.rule(&line[at + 1..end], slots, rng, spoken, out);
                line = line.get(end + 1..).unwrap_or_default();
            } else {
                let (inner, rest) = choice(&line[at + 1..]);
                self.sequence(part(inner, rng), slots, rng, spoken, out);
                line = rest;
            }
        }
        out.push_str(line);
    }
}

/// Splits what follows an opening bracket at the bracket that closes it.
fn choice(text: &str) -> (&str, &str) {
    let mut depth = 1;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[..at], &text[at + 1..]);
        }
    }
    (text, "")
}

/// One of the parts that bars separate at the outermost level.
fn part<'a>(inner: &'a str, rng: &mut Rng) -> &'a str {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::with_capacity(8));
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            b'|' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[start..]);
    rng.pick(&parts)
}

/// Mends what choosing leaves behind: doubled spaces, spaces before a mark, "a" before a vowel.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let first = word.as_bytes()[0];
        let suffix = matches!(word, "'d" | "'m" | "'ve" | "'re");
        let mark = suffix || word.starts_with([',', '.']);
        if !out.is_empty() && !mark {
            if matches!(out.rsplit(' ').next(), Some("a" | "A")) && sounds_as_vowel(word, first) {
                out.push('n');
            }
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn sounds_as_vowel(word: &str, first: u8) -> bool {
    let spoken_as_consonant = ["us", "uni", "one", "once", "eu"];
    matches!(first.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u')
        && !spoken_as_consonant.iter().any(|start| word.to_ascii_lowercase().starts_with(start))
}

#[cfg(test)]
impl Grammar {
    /// Every reference that is neither a rule nor one of the given slots.
    pub fn dangling(&self, slots: &[&str]) -> Vec<String> {
        let mut missing = Vec::new();
        for line in &self.lines {
            for reference in line.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                if !self.has(reference) && !slots.contains(&reference) {
                    missing.push(format!("{reference} in: {line}"));
                }
            }
            if line.matches('[').count() != line.matches(']').count() {
                missing.push(format!("brackets: {line}"));
            }
        }
        missing
            .extend(self.rules.windows(2).filter(|two| two[0].0 == two[1].0).map(|two| two[0].0.to_owned()));
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_nest_and_references_resolve() {
        let grammar = Grammar::new(&["@a\n[x[1|1]|x1] <b>\n@b\na <item> ,\n@c\nq <item>? ~ r <b>"]);
        let mut slots = Slots::default();
        slots.set("item", "apron");
        let (mut rng, mut spoken) = (Rng::new(1, 1), Spoken::default());
        assert_eq!(grammar.say("a", &slots, &mut rng, &mut spoken), "x1 an apron,");
        let pair = grammar.pair("c", &slots, &mut rng, &mut spoken);
        assert_eq!(pair, ("q apron?".to_owned(), "r an apron,".to_owned()));
        assert!(grammar.dangling(&["item"]).is_empty());
        assert_eq!(grammar.dangling(&[]).len(), 2);
    }
}
