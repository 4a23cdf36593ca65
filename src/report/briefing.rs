//! A briefing as a page of its own: Markdown, and HTML that needs nothing beside it and runs nothing.

use std::{borrow::Cow, fmt::Write};

use crate::{
    engine::BRIEFING_SHEET,
    ingest::Sentence,
    insight::{Cell, Findings, SheetRow},
};

/// What stands above a briefing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its title.
    pub title: String,
    /// The filter that it is of; empty where it is of all conversations.
    pub filter: String,
    /// Whether the conversations are made up.
    pub synthetic: bool,
}

/// How a briefing is written.
#[derive(Clone, Copy)]
pub struct Manner {
    /// Whether words of users go with it.
    pub quotes: bool,
    /// A text in the language of the reader.
    pub say: fn(&str) -> Cow<'_, str>,
}

/// A sentence with what proves it.
struct Line {
    said: String,
    filter: String,
    quotes: Vec<String>,
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b2527;\
background:#fff}h1{font-size:1.6rem}h2{font-size:1.1rem;margin-top:1.6rem}li{margin:.5rem 0}code{font-size:.8rem;\
color:#5a6668;overflow-wrap:anywhere}blockquote{margin:.25rem 0 .25rem .5rem;padding-left:.75rem;\
border-left:3px solid #c9d2d3;color:#3c484a}@media print{body{margin:0}}@media (prefers-color-scheme:dark)and screen{\
body{background:#14191a;color:#e4eaea}code{color:#9fb0b1}blockquote{color:#c3cfcf;border-color:#3c4a4b}}";

/// The sentences under their headings, in order.
fn sections(findings: &Findings, manner: Manner) -> Vec<(String, Vec<Line>)> {
    let sheet = findings.sheets.iter().find(|sheet| sheet.name == BRIEFING_SHEET);
    let mut sections: Vec<(String, Vec<Line>)> = Vec::new();
    for SheetRow { cells, filter, .. } in sheet.into_iter().flat_map(|sheet| &sheet.rows) {
        let [Cell::Words(section), Cell::Words(said), quotes @ ..] = &cells[..] else { continue };
        let quotes = quotes.iter().filter_map(|quote| match quote {
            Cell::Text(quote) if manner.quotes => Some(quote.clone()),
            _ => None,
        });
        let line = Line { said: said.said(manner.say), filter: filter.clone(), quotes: quotes.collect() };
        let section = section.said(manner.say);
        match sections.last_mut().filter(|(known, _)| *known == section) {
            Some((_, lines)) => lines.push(line),
            None => sections.push((section, vec![line])),
        }
    }
    sections
}

/// What stands between heading and sentences: of what the briefing is, and whether that is made up.
pub(super) fn about(heading: &Heading, manner: Manner) -> Vec<String> {
    let of = if heading.filter.is_empty() {
        Sentence::of("Of all conversations.")
    } else {
        Sentence::of("Of the conversations that this filter means: {filter}").plain("filter", &heading.filter)
    };
    let made_up = heading.synthetic.then(|| Sentence::of("Synthetic data: nobody said any of this."));
    [Some(of), made_up].into_iter().flatten().map(|said| said.said(manner.say)).collect()
}

/// Why there is nothing to tell.
fn nothing(findings: &Findings, manner: Manner) -> String {
    let sheet = findings.sheets.iter().find(|sheet| sheet.name == BRIEFING_SHEET);
    sheet.map(|sheet| sheet.none.said(manner.say)).unwrap_or_default()
}

/// As Markdown.
///
/// ```
/// use undertone::{insight::Findings, report::{Heading, Manner, briefing_markdown}};
/// let heading = Heading { title: "Shop".into(), ..Heading::default() };
/// let page = briefing_markdown(&Findings::default(), &heading, Manner { quotes: false, say: |text| text.into() });
/// assert!(page.starts_with("# Shop\n\nOf all conversations.\n"));
/// ```
pub fn briefing_markdown(findings: &Findings, heading: &Heading, manner: Manner) -> String {
    let mut page =
        format!("# {}\n\n{}\n", in_markdown(&heading.title), in_markdown(&about(heading, manner).join(" ")));
    let sections = sections(findings, manner);
    if sections.is_empty() {
        let _ = writeln!(page, "\n{}", in_markdown(&nothing(findings, manner)));
    }
    for (section, lines) in sections {
        // Writing into a String cannot fail.
        let _ = writeln!(page, "\n## {}\n", in_markdown(&section));
        for line in lines {
            let _ = write!(page, "- {}", in_markdown(&line.said));
            if !line.filter.is_empty() {
                // What is in the filter ends no code: one more mark than there are in a row does.
                let _ = write!(page, " ``{}``", line.filter.replace('`', "'"));
            }
            page.push('\n');
            for quote in line.quotes {
                let _ = writeln!(page, "  > {}", in_markdown(&quote));
            }
        }
    }
    page
}

/// As one file of HTML, with everything escaped and without any script.
pub fn briefing_html(findings: &Findings, heading: &Heading, manner: Manner, language: &str) -> String {
    let title = escaped(&heading.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        escaped(language)
    );
    for said in about(heading, manner) {
        let _ = writeln!(page, "<p>{}</p>", escaped(&said));
    }
    let sections = sections(findings, manner);
    if sections.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", escaped(&nothing(findings, manner)));
    }
    for (section, lines) in sections {
        let _ = writeln!(page, "<h2>{}</h2>\n<ul>", escaped(&section));
        for line in lines {
            let _ = write!(page, "<li>{}", escaped(&line.said));
            if !line.filter.is_empty() {
                let _ = write!(page, " <code>{}</code>", escaped(&line.filter));
            }
            for quote in line.quotes {
                let _ = write!(page, "<blockquote dir=\"auto\">{}</blockquote>", escaped(&quote));
            }
            page.push_str("</li>\n");
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// A text on one line in which nothing is a mark of Markdown.
pub(super) fn in_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// A text in which nothing is a mark of HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::Sheet;

    fn found() -> Findings {
        let row = |section: &'static str, quote: &str| SheetRow {
            cells: vec![
                Cell::Words(Sentence::of(section)),
                Cell::Words(Sentence::of("{name} rose.").plain("name", "<i>x</i> & *y*")),
                Cell::Text(quote.to_owned()),
                Cell::Nothing,
            ],
            filter: "intent:\"a<b\"".to_owned(),
            of: String::new(),
        };
        let rows = vec![row("One", "<script>alert(1)</script>"), row("One", "q"), row("Two", "`code`\n# no")];
        let sheet = Sheet { name: BRIEFING_SHEET.to_owned(), rows, ..Sheet::default() };
        Findings { sheets: vec![sheet], ..Findings::default() }
    }

    const PLAIN: Manner = Manner { quotes: true, say: |text| Cow::Borrowed(text) };

    #[test]
    fn nothing_of_the_data_is_a_mark() {
        let heading = Heading { title: "a <b>".into(), ..Heading::default() };
        let html = briefing_html(&found(), &heading, PLAIN, "en");
        assert!(!html.contains("<script") && !html.contains("<i>") && html.contains("a &lt;b&gt;"), "{html}");
        assert!(html.contains("intent:&quot;a&lt;b&quot;") && html.matches("<h2>").count() == 2);
        let markdown = briefing_markdown(&found(), &heading, PLAIN);
        assert!(!markdown.contains("<script") && markdown.contains("&lt;i&gt;x"), "{markdown}");
        assert!(!markdown.contains("\n# no") && markdown.matches("\n## ").count() == 2);
    }

    #[test]
    fn quotes_go_with_it_only_where_they_are_asked_for() {
        let bare = Manner { quotes: false, ..PLAIN };
        let heading = Heading { synthetic: true, filter: "is:rated".into(), ..Heading::default() };
        for page in
            [briefing_html(&found(), &heading, bare, "en"), briefing_markdown(&found(), &heading, bare)]
        {
            assert!(!page.contains("alert") && !page.contains("code\\`") && !page.contains("<blockquote"));
            assert!(
                page.contains("rose.") && page.contains("is:rated") && page.contains("Synthetic"),
                "{page}"
            );
        }
    }
}
