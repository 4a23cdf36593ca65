//! How somebody writes: case, marks, typing errors, slang, emoji. Words that hold a digit or a sign
//! (numbers, addresses, codes) are never touched.

use super::rng::Rng;

/// Habits of a writer, in thousandths of utterances or, for typing errors, of words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Voice {
    /// All in lower case.
    pub lower: u32,
    /// No full stop at the end, few question marks.
    pub bare: u32,
    /// Typing errors.
    pub typos: u32,
    /// Short forms.
    pub slang: u32,
    /// An emoji at the end.
    pub emoji: u32,
    /// Raised voice: capitals, doubled marks.
    pub loud: u32,
    /// Articles left out.
    pub clipped: u32,
}

const SLANG: [(&str, &str); 14] = [
    ("please", "pls"),
    ("you", "u"),
    ("your", "ur"),
    ("are", "r"),
    ("thanks", "thx"),
    ("because", "cuz"),
    ("about", "abt"),
    ("tomorrow", "tmrw"),
    ("really", "rly"),
    ("though", "tho"),
    ("without", "w/o"),
    ("going", "goin"),
    ("want", "wanna"),
    ("probably", "prob"),
];
const HAPPY: [&str; 8] = ["🙂", "😊", "🙏", "👍", "✨", "😄", "🥰", "💛"];
const SAD: [&str; 7] = ["😕", "🙄", "😩", "😤", "🥲", "😭", "🤔"];
/// Letters that lie beside `a` to `z` on a keyboard.
const BESIDE: &[u8; 26] = b"svxfrdghukjlkbopwtayicsztx";

/// Writes a text as a voice would. `glad` says which emoji fit.
#[inline(never)]
pub fn write(text: &str, voice: Voice, glad: bool, rng: &mut Rng) -> String {
    let lower = rng.chance(voice.lower);
    let slang = rng.chance(voice.slang);
    let clipped = rng.chance(voice.clipped);
    let loud = rng.chance(voice.loud);
    let shout = loud && rng.chance(250);
    let mut out = String::with_capacity(text.len() + 8);
    for word in text.split(' ') {
        if clipped && matches!(word, "the" | "a" | "an") && rng.chance(700) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let end = word.trim_end_matches(['.', ',', '?', '!', ';', ':']).len();
        let (core, marks) = word.split_at(end);
        if core.is_empty() || !core.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'') {
            out.push_str(word);
            continue;
        }
        let known = SLANG.iter().find(|(long, _)| slang && core.eq_ignore_ascii_case(long));
        let mut core = known.map_or(core, |(_, short)| short).to_owned();
        if rng.chance(voice.typos) && core.len() > 3 && !core.contains('\'') {
            core = slip(&core, rng);
        }
        if lower {
            core.make_ascii_lowercase();
            if rng.chance(500) {
                core.retain(|letter| letter != '\'');
            }
        } else if shout {
            core.make_ascii_uppercase();
        }
        out.push_str(&core);
        out.push_str(marks);
    }
    if !lower {
        out = sentence_case(&out);
    }
    if rng.chance(voice.bare) {
        let keep = if rng.chance(600) {
            out.trim_end_matches(['.', '?']).len()
        } else {
            out.trim_end_matches('.').len()
        };
        out.truncate(keep);
        out.truncate(out.trim_end().len());
    } else if loud && out.ends_with(['.', '!', '?']) {
        let last = if out.ends_with('?') { "??" } else { "!!" };
        out.truncate(out.trim_end_matches(['.', '!', '?']).len());
        out.push_str(last);
    }
    if rng.chance(voice.emoji) {
        out.push(' ');
        out.push_str(rng.pick(if glad { &HAPPY } else { &SAD }));
    }
    out
}

/// Gives each sentence its capital. Only ASCII letters need it; phrases write the others so.
#[inline(never)]
pub fn sentence_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut due, mut ended) = (true, false);
    for (at, letter) in text.char_indices() {
        if due && letter.is_ascii_alphanumeric() {
            let word = text[at..].split([' ', '\n']).next().unwrap_or_default();
            let address = word.contains(['@', '/']);
            out.push(if address { letter } else { letter.to_ascii_uppercase() });
            due = false;
        } else {
            due |= (ended && letter == ' ') || letter == '\n';
            out.push(letter);
        }
        due &= !letter.is_alphanumeric();
        ended = matches!(letter, '.' | '!' | '?') || (ended && letter == ')');
    }
    out
}

/// One typing error: two letters swapped, one left out, doubled, or taken from the key beside.
#[inline(never)]
fn slip(word: &str, rng: &mut Rng) -> String {
    let mut letters = word.as_bytes().to_vec();
    let at = 1 + rng.below(letters.len() as u32 - 2) as usize;
    match rng.below(5) {
        0 | 1 => letters.swap(at, at + 1),
        2 => drop(letters.remove(at)),
        3 => letters.insert(at, letters[at]),
        _ if letters[at].is_ascii_lowercase() => letters[at] = BESIDE[usize::from(letters[at] - b'a')],
        _ => {}
    }
    String::from_utf8(letters).unwrap_or_else(|_| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_get_capitals() {
        assert_eq!(sentence_case("hi. where is it? now\nok"), "Hi. Where is it? Now\nOk");
        assert_eq!(sentence_case("¿dónde está?"), "¿Dónde está?");
        assert_eq!(sentence_case("ok. ana@example.com it is"), "Ok. ana@example.com it is");
        assert_eq!(sentence_case("Élan de ville"), "Élan de ville");
    }

    #[test]
    fn numbers_and_addresses_are_left_alone() {
        let voice =
            Voice { lower: 1000, bare: 1000, typos: 1000, slang: 1000, loud: 1000, clipped: 1000, emoji: 0 };
        let mut rng = Rng::new(1, 1);
        for _ in 0..200 {
            let text = write("Order OT-48213 to Ana.Diaz@example.com", voice, true, &mut rng);
            assert!(text.ends_with(" OT-48213 to Ana.Diaz@example.com"), "{text}");
        }
    }
}
