//! What the head of sentiment weighs of each text: one line for each line of standard input, which is a text as JSON:
//! the figures of the rules, a tab, the places of its words and pairs of words. `tools/train/sentiment.py` learns the head from them, so that there is one set of rules.

// An example prints what it was asked for.
#![allow(clippy::print_stdout)]

use std::io::{BufRead as _, BufWriter, Write as _};

use undertone::language::Sentiment;

/// Weights of words and pairs of words, as many as `tools/train/sentiment.py` learns.
const N_WEIGHTS: usize = 1 << 14;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).expect("the file of the section `sentiment`");
    let sentiment = Sentiment::read(&std::fs::read(path)?).expect("the section can be read");
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let figures: Vec<String> = sentiment.features(&text).iter().map(f64::to_string).collect();
        let places: Vec<String> = sentiment.places(&text, N_WEIGHTS).iter().map(usize::to_string).collect();
        writeln!(out, "{}\t{}", figures.join(" "), places.join(" "))?;
    }
    out.flush()
}
