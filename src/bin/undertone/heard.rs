//! What is heard, for reading: labels in words, and messages that prove the most frequent signals.

use std::fmt::Write;

use undertone::{
    engine::Quote,
    insight::Breakdown,
    language::Signal,
    report::Report,
    words::{
        hits::pieces,
        labels::{label_words, signal_words},
        plural, share,
    },
};

/// Signals that are printed with a message.
const MOST: usize = 5;

/// The parts of a split, each with its count; labels in words.
pub fn parts(split: &Breakdown) -> String {
    let part = |(name, n): &(String, u64)| format!("{} {n}", label_words(&split.name, name).unwrap_or(name));
    split.parts.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// The most frequent signals with their conversations, and under each one masked message that proves it;
/// empty where there is none. What proves it is bold, if the reader can see that.
pub fn signals(report: &Report, quotes: &[Quote], bold: bool) -> String {
    let Some(split) = report.board.breakdowns.get("signal") else { return String::new() };
    let mut given: Vec<(Signal, u64)> = split
        .parts
        .iter()
        .filter(|(_, n)| *n > 0)
        .filter_map(|(name, n)| Some((Signal::of_name(name)?, *n)))
        .collect();
    given.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let mut out = String::new();
    for (signal, n) in given.into_iter().take(MOST) {
        let of = split.of.max(1);
        let counted = plural(n, "{n} conversation", "{n} conversations");
        let _ =
            writeln!(out, "  {:<42} {counted} ({})", signal_words(signal), share(n as f64 / of as f64, of));
        if let Some(quote) = quotes.iter().find(|quote| quote.signal == signal.name()) {
            let _ = writeln!(out, "    “{}”", said(quote, bold));
        }
    }
    if out.is_empty() {
        out
    } else {
        format!("Signals, the most frequent first, with a message of each\n\n{out}\n")
    }
}

fn said(quote: &Quote, bold: bool) -> String {
    let proof: Vec<(u32, u32)> = quote.proof.into_iter().collect();
    pieces(&quote.text, &proof)
        .into_iter()
        .map(|(piece, proves)| {
            let piece = piece.replace(char::is_control, " ");
            if proves && bold { format!("\x1b[1m{piece}\x1b[0m") } else { piece }
        })
        .collect()
}
