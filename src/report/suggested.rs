//! Training phrases and knowledge base entries as files: for Rasa, for Dialogflow CX, as a table, as Markdown. All of
//! them are masked words of people, so that who saves one is asked first.

use std::fmt::Write;

use super::{
    briefing::{Heading, Manner, about, in_markdown},
    csv_line,
};
use crate::{
    ingest::Sentence,
    insight::{Cell, Findings, SheetRow},
};

/// For what training phrases are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Training {
    /// `nlu.yml` of Rasa, in format 3.1. Masked values are entities: `[ORDER](order)`.
    Rasa,
    /// The table of intents that Dialogflow CX imports. Masked values are left out: it knows no entity there.
    Dialogflow,
    /// A table with all that is known. Masked values are as they are.
    Table,
}

/// A phrase with its intent, its language, and how often it was said.
struct Phrase<'f> {
    intent: &'f str,
    text: &'f str,
    language: &'f str,
    said: u64,
}

impl Training {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rasa, Self::Dialogflow, Self::Table];

    /// The file's name.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Rasa => "undertone-nlu.yml",
            Self::Dialogflow => "undertone-dialogflow-cx.csv",
            Self::Table => "undertone-training-phrases.csv",
        }
    }

    /// The phrases that were found, as such a file.
    ///
    /// ```
    /// use undertone::{insight::Findings, report::Training};
    /// assert_eq!(Training::Rasa.written(&Findings::default()), "version: \"3.1\"\nnlu: []\n");
    /// ```
    pub fn written(self, findings: &Findings) -> String {
        let sheet = findings.sheets.iter().find(|sheet| sheet.name == "training_phrases");
        let rows = sheet.map(|sheet| sheet.rows.as_slice()).unwrap_or_default();
        let phrases: Vec<Phrase<'_>> = rows.iter().filter_map(phrase).collect();
        match self {
            Self::Rasa => rasa(&phrases),
            Self::Dialogflow => {
                let row = |phrase: &Phrase<'_>| {
                    let text = unmasked(phrase.text, &|_| String::new());
                    [phrase.intent.to_owned(), phrase.language.to_owned(), text]
                };
                // What was nothing but a masked value is no phrase.
                let rows = phrases.iter().map(row).filter(|[.., text]| text.chars().any(char::is_alphabetic));
                table(["Intent Display Name", "Language", "Phrase"], rows)
            }
            Self::Table => {
                let row = |phrase: &Phrase<'_>| {
                    let said = phrase.said.to_string();
                    [phrase.intent.to_owned(), phrase.text.to_owned(), said, phrase.language.to_owned()]
                };
                table(["intent", "phrase", "said", "language"], phrases.iter().map(row))
            }
        }
    }
}

fn phrase(row: &SheetRow) -> Option<Phrase<'_>> {
    match &row.cells[..] {
        [Cell::Text(intent), Cell::Text(text), Cell::Figure(said), Cell::Text(language)] => {
            Some(Phrase { intent, text, language, said: said.n })
        }
        _ => None,
    }
}

fn rasa(phrases: &[Phrase<'_>]) -> String {
    let mut out = "version: \"3.1\"\nnlu:".to_owned();
    if phrases.is_empty() {
        out.push_str(" []");
    }
    out.push('\n');
    let mut of: Option<&str> = None;
    for phrase in phrases {
        if of != Some(phrase.intent) {
            // Writing into a String cannot fail. JSON's way of quoting is one of YAML's.
            let name = serde_json::to_string(phrase.intent).unwrap_or_default();
            let is_plain = phrase.intent.starts_with(|c: char| c.is_ascii_alphabetic())
                && phrase.intent.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !matches!(
                    phrase.intent,
                    "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
                );
            let name = if is_plain { phrase.intent } else { &name };
            let _ = writeln!(out, "- intent: {name}\n  examples: |");
            of = Some(phrase.intent);
        }
        let text = unmasked(phrase.text, &|token| {
            let entity: String =
                token.chars().map(|c| if c == ' ' { '_' } else { c.to_ascii_lowercase() }).collect();
            format!("[{token}]({entity})")
        });
        let _ = writeln!(out, "    - {text}");
    }
    out
}

/// A masked text on one line: each token as it is to be written, and no other bracket, as these say something in
/// training data.
fn unmasked(text: &str, token: &dyn Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let plain = |text: &str| -> String {
        text.chars()
            .map(|c| if matches!(c, '[' | ']' | '{' | '}') || c.is_control() { ' ' } else { c })
            .collect()
    };
    while let Some((before, from)) = rest.split_once('[') {
        out.push_str(&plain(before));
        let inner = from.split_once(']').map_or("", |(inner, _)| inner);
        let is_token = !inner.is_empty()
            && inner.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b' '));
        rest = if is_token {
            out.push_str(&token(inner));
            &from[inner.len() + 1..]
        } else {
            from
        };
    }
    out.push_str(&plain(rest));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table under its head.
fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    std::iter::once(head.map(str::to_owned)).chain(rows).map(csv_line).collect()
}

/// The entries for a knowledge base, as Markdown, each with what it rests on.
pub fn entries_markdown(findings: &Findings, heading: &Heading, manner: Manner) -> String {
    let say = |sentence: Sentence| in_markdown(&sentence.said(manner.say));
    let sheet = |name: &str| findings.sheets.iter().find(|sheet| sheet.name == name);
    let mut page =
        format!("# {}\n\n{}\n", in_markdown(&heading.title), in_markdown(&about(heading, manner).join(" ")));
    let draft = Sentence::of(
        "Drafts in masked words of users, chosen by a fixed rule. Check each answer before use.",
    );
    let _ = writeln!(page, "\n{}", say(draft));
    let Some(entries) = sheet("knowledge_entries") else { return page };
    if entries.rows.is_empty() {
        let _ = writeln!(page, "\n{}", say(entries.none.clone()));
    }
    for row in &entries.rows {
        let [Cell::Text(question), answer, by, Cell::Figure(rests)] = &row.cells[..] else { continue };
        let failed = sheet("questions_failed").into_iter().flat_map(|sheet| &sheet.rows);
        let failed = failed.filter(|other| other.filter == row.filter).find_map(|other| other.cells.get(2));
        let _ = writeln!(page, "\n## {}\n", in_markdown(question));
        let _ = match answer {
            Cell::Text(answer) => writeln!(page, "{}\n", in_markdown(answer)),
            Cell::Words(why) => writeln!(page, "*{}*\n", say(why.clone())),
            _ => Ok(()),
        };
        if let (Cell::Words(by), Some(of)) = (by, rests.of) {
            let said = Sentence::of(
                "Given by {who}: {n} of {of} answers in resolved conversations mean nearly this.",
            );
            let said = said.plain("who", by.said(manner.say)).plain("n", rests.n).plain("of", of);
            let _ = writeln!(page, "- {}", say(said));
        }
        if let Some(Cell::Figure(failed)) = failed {
            let said = Sentence::of("The bot failed {n} of {of} times that this was asked.");
            let said = said.plain("n", failed.n).plain("of", failed.of.unwrap_or_default());
            let _ = writeln!(page, "- {}", say(said));
        }
        let phrases = sheet("training_phrases").into_iter().flat_map(|sheet| &sheet.rows);
        let phrases = phrases.filter(|other| other.filter == row.filter).filter_map(phrase);
        for phrase in phrases.filter(|phrase| phrase.text != question).take(3) {
            let _ = writeln!(page, "  > {}", in_markdown(phrase.text));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_values_take_the_form_of_each_file() {
        let text = "where is [ORDER], [a] {x}\n[EMAIL ADDRESS]";
        let entity = |token: &str| format!("[{token}](x)");
        assert_eq!(unmasked(text, &entity), "where is [ORDER](x), a x [EMAIL ADDRESS](x)");
        assert_eq!(unmasked(text, &|_| String::new()), "where is , a x");
        assert_eq!(unmasked("[[ORDER]", &|_| String::new()), "");
    }

    #[test]
    fn a_table_is_quoted_and_runs_nothing() {
        let rows = [["=1+1".to_owned(), "a, \"b\"".to_owned()]];
        assert_eq!(table(["x", "y"], rows.into_iter()), "x,y\r\n'=1+1,\"a, \"\"b\"\"\"\r\n");
    }
}
