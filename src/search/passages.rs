//! Articles of a knowledge base, from files as people have them (Markdown, HTML, plain text, tables with commas), cut
//! into passages short enough to be compared with a message.
//!
//! Reading does not fail: what cannot be understood as markup is text.

/// Characters of a passage, beyond which the next sentence begins another.
const LONGEST: usize = 220;

/// Passages that are read of all files together.
pub const MOST_PASSAGES: usize = 2_000;

/// A file of a knowledge base: its name and what is in it.
pub type KnowledgeFile = (String, String);

/// A piece of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Which of the articles it is of.
    pub article: usize,
    /// Some of its sentences.
    pub text: String,
}

/// The articles of some files.
///
/// ```
/// use undertone::search::Articles;
/// let files = [("faq.md".to_owned(), "# Returns\nWithin **30 days**.\n# Delivery\nTwo days.".to_owned())];
/// let articles = Articles::of(&files);
/// assert_eq!(articles.titles, ["Returns", "Delivery"]);
/// assert_eq!(articles.passages[0].text, "Within 30 days.");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Articles {
    /// Their titles.
    pub titles: Vec<String>,
    /// Their pieces, in order.
    pub passages: Vec<Passage>,
    /// Whether there were more pieces than are read.
    pub cut_short: bool,
}

impl Articles {
    /// Reads files, told apart by what their names end with, and HTML also by how it begins.
    pub fn of(files: &[KnowledgeFile]) -> Self {
        let mut articles = Self::default();
        for (name, text) in files {
            let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
            let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
            let text = text.trim_start_matches('\u{feff}');
            let begins = text.trim_start().get(..1) == Some("<");
            match end.to_ascii_lowercase().as_str() {
                "csv" | "tsv" => {
                    articles.table(text, if text.contains('\t') && end != "csv" { '\t' } else { ',' });
                }
                "html" | "htm" | "xhtml" => articles.sections(stem, &of_html(text)),
                "md" | "markdown" => articles.sections(stem, &of_markdown(text)),
                _ if begins => articles.sections(stem, &of_html(text)),
                _ => articles.sections(stem, text),
            }
        }
        articles
    }

    /// Text in which a line with [`HEAD`] in front begins an article.
    fn sections(&mut self, name: &str, text: &str) {
        let (mut title, mut body) = (name.to_owned(), String::new());
        for line in text.lines() {
            if let Some(head) = line.strip_prefix(HEAD) {
                self.article(&std::mem::replace(&mut title, squeezed(head)), &std::mem::take(&mut body));
            } else {
                body.push_str(line);
                body.push('\n');
            }
        }
        self.article(&title, &body);
    }

    /// A table: an article a row, its title in the first column and its text in the others, unless their names say
    /// which.
    fn table(&mut self, text: &str, comma: char) {
        let rows = rows(text, comma);
        let is_one_of = |head: &String, names: &[&str]| names.contains(&head.trim().to_lowercase().as_str());
        let place = |names: &[&str]| rows.first()?.iter().position(|head| is_one_of(head, names));
        let title = place(&["title", "question", "name", "subject", "titel", "frage"]);
        let body = place(&["text", "answer", "body", "content", "article", "antwort", "inhalt"]);
        let heads = usize::from(title.is_some() || body.is_some());
        for row in &rows[heads.min(rows.len())..] {
            let cell = |at: usize| row.get(at).map_or("", String::as_str);
            let title = cell(title.unwrap_or_default());
            match body {
                Some(body) => self.article(title, cell(body)),
                None if row.len() > 1 => self.article(title, &row[1..].join(". ")),
                None => self.article(title, title),
            }
        }
    }

    /// An article, where it holds anything.
    fn article(&mut self, title: &str, body: &str) {
        let (title, before) = (squeezed(title), self.passages.len());
        let article = self.titles.len();
        for paragraph in body.split("\n\n") {
            let mut text = String::new();
            for sentence in sentences(&squeezed(paragraph)) {
                if !text.is_empty() && text.len() + sentence.len() > LONGEST {
                    self.passage(article, std::mem::take(&mut text));
                }
                text.push_str(if text.is_empty() { "" } else { " " });
                text.push_str(sentence);
            }
            self.passage(article, text);
        }
        if self.passages.len() > before {
            self.titles.push(if title.is_empty() { "…".to_owned() } else { title });
        }
    }

    fn passage(&mut self, article: usize, text: String) {
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        if self.passages.len() < MOST_PASSAGES {
            self.passages.push(Passage { article, text });
        } else {
            self.cut_short = true;
        }
    }
}

/// What stands before a line that is a title.
const HEAD: char = '\u{1}';

/// The text with one space for each stretch of them.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut ends =
            rest.match_indices(['.', '!', '?', '。', '！', '？']).map(|(at, sign)| at + sign.len());
        let end = ends.find(|end| rest[*end..].starts_with(' ') || !rest[..*end].ends_with(['.', '!', '?']));
        let (sentence, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after.trim_start();
        Some(sentence.trim())
    })
}

/// Markdown as plain lines.
fn of_markdown(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    // What is said of the file stands between two lines of dashes.
    if lines.peek().is_some_and(|line| line.trim_end() == "---") {
        lines.next();
        if text.lines().skip(1).any(|line| line.trim_end() == "---") {
            lines.by_ref().take_while(|line| line.trim_end() != "---").for_each(drop);
        }
    }
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        let under = lines.peek().is_some_and(|next| {
            let next = next.trim();
            next.len() > 2 && (next.bytes().all(|byte| byte == b'=') || next.bytes().all(|byte| byte == b'-'))
        });
        if (1..=6).contains(&level) && bare[level..].starts_with([' ', '\t']) {
            out.push(HEAD);
            out.push_str(&unmarked(bare[level..].trim_end_matches('#')));
        } else if under && !bare.is_empty() && !bare.starts_with(['-', '|', '>']) {
            out.push(HEAD);
            out.push_str(&unmarked(bare));
            lines.next();
        } else {
            let is_rule = bare.len() > 2
                && bare.bytes().all(|byte| matches!(byte, b'-' | b'*' | b'_' | b'|' | b':' | b' '));
            if !is_rule {
                out.push_str(&unmarked(bare.trim_start_matches(['>', '-', '*', '+', ' '])));
            }
        }
        out.push('\n');
    }
    out
}

/// A line without the signs that mark it: emphasis, code, and the addresses of links.
fn unmarked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['*', '`', '[', ']', '|', '!']) {
        out.push_str(&rest[..at]);
        let sign = &rest[at..=at];
        rest = &rest[at + 1..];
        match sign {
            "]" => {
                // The address of a link goes with it.
                let address = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
                rest = address.map_or(rest, |(_, after)| after);
            }
            "|" => out.push(' '),
            "!" if !rest.starts_with('[') => out.push('!'),
            _ => {}
        }
    }
    out.push_str(rest);
    out
}

/// HTML as plain lines: titles of up to the third level begin articles, scripts and styles are left out.
fn of_html(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&decoded(&rest[..at]));
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix("!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let is_tag = rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        // A sign that opens no tag stands for itself, and so does all that follows where no tag ends any more.
        if !is_tag {
            out.push('<');
            continue;
        }
        let Some((tag, after)) = rest.split_once('>') else {
            out.push('<');
            break;
        };
        rest = after;
        let closes = tag.starts_with('/');
        let name = tag
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            left_out @ ("script" | "style" | "head" | "nav" | "template" | "svg") if !closes => {
                rest = from_end_of(left_out, rest);
            }
            "h1" | "h2" | "h3" => {
                out.push('\n');
                if !closes {
                    out.push(HEAD);
                }
            }
            "p" | "li" | "div" | "section" | "article" | "tr" | "ul" | "ol" | "table" | "dd" | "dt"
            | "h4" | "h5" | "h6" | "blockquote" | "pre" => out.push_str("\n\n"),
            "br" | "td" | "th" => out.push(' '),
            _ => {}
        }
    }
    out.push_str(&decoded(rest));
    // A title in which a line was broken is one line.
    out.replace('\r', "")
}

/// What follows from the tag that ends an element; nothing where none does.
fn from_end_of<'t>(element: &str, text: &'t str) -> &'t str {
    let is_end = |at: &usize| {
        let name = text.as_bytes().get(at + 2..at + 2 + element.len());
        text[*at..].starts_with("</")
            && name.is_some_and(|name| name.eq_ignore_ascii_case(element.as_bytes()))
    };
    text.match_indices('<').map(|(at, _)| at).find(is_end).map_or("", |at| &text[at..])
}

/// Text of HTML with its signs.
fn decoded(text: &str) -> String {
    const NAMED: [(&str, &str); 7] =
        [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", " "), ("shy", "")];
    let mut out = String::new();
    let mut parts = text.replace('\n', " ").split('&').map(str::to_owned).collect::<Vec<_>>().into_iter();
    out.extend(parts.next());
    for part in parts {
        let sign = part.split_once(';').and_then(|(name, after)| {
            let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            });
            let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, sign)| (*sign).to_owned());
            Some((
                number
                    .and_then(char::from_u32)
                    .filter(|sign| !sign.is_control())
                    .map(String::from)
                    .or(named)?,
                after.to_owned(),
            ))
        });
        match sign {
            Some((sign, after)) => out.extend([sign, after]),
            None => out.extend(["&", part.as_str()]),
        }
    }
    out
}

/// The cells of a table. A quote that is never closed ends with the text.
fn rows(text: &str, comma: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            sign if sign == comma && !quoted => row.push(std::mem::take(&mut cell)),
            sign => cell.push(sign),
        }
    }
    row.push(cell);
    rows.push(row);
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, text: &str, expected: &[(&str, &str)]) {
        let articles = Articles::of(&[(name.to_owned(), text.to_owned())]);
        let found: Vec<(&str, &str)> = articles
            .passages
            .iter()
            .map(|passage| (articles.titles[passage.article].as_str(), passage.text.as_str()))
            .collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn each_kind_of_file_gives_its_articles() {
        check(
            "a.md",
            "---\ntitle: x\n---\nHello\n\n# One [two](http://x)\n* first\n* **second**\n\nDeep\n====\nmore",
            &[("a", "Hello"), ("One two", "first second"), ("Deep", "more")],
        );
        check(
            "a.html",
            "<head><title>x</title></head><h1>One\ntwo</h1><p>first &amp; <b>second</b></p><p>third</p><script>no()</script>",
            &[("One two", "first & second"), ("One two", "third")],
        );
        check(
            "docs/plain.txt",
            "First thing.\n\nSecond thing.",
            &[("plain", "First thing."), ("plain", "Second thing.")],
        );
        check(
            "a.csv",
            "id,question,answer\n1,How?,\"So, and \"\"so\"\"\"\n2,,\n",
            &[("How?", "So, and \"so\"")],
        );
        check("a.csv", "How?,So\nWhy?,Because", &[("How?", "So"), ("Why?", "Because")]);
    }

    #[test]
    fn tags_that_do_not_end_take_no_longer_than_others() {
        // Looked for anew at each sign, this would take minutes.
        let unended = "<a ".repeat(200_000);
        assert!(of_html(&unended).len() >= 200_000);
        let scripts = "<script>a < b</SCRIPT>".repeat(50_000);
        assert_eq!(of_html(&format!("{scripts}after")), "after");
        assert_eq!(of_html("2 < 3 <style>b</styl"), "2 < 3 ");
    }

    #[test]
    fn damaged_and_empty_files_are_read_as_far_as_they_go() {
        check("a.html", "", &[]);
        check("a.html", "<p>one <b>two < three <script>never closed", &[("a", "one two < three")]);
        check(
            "a.html",
            "<h1>Title<p>text &unknown; &#x41;&#0; <!-- never closed",
            &[("Title", "text &unknown; A&#0;")],
        );
        check(
            "a.html",
            "<h1>Title</h1>text &unknown; &#x41; <a href='",
            &[("Title", "text &unknown; A <a href='")],
        );
        check("a.csv", "title,text\n\"one, two", &[]);
        check("a.md", "---\nnever closed", &[("a", "never closed")]);
        check("a.md", "#no title\n#\n", &[("a", "#no title #")]);
    }

    #[test]
    fn long_paragraphs_are_cut_between_sentences() {
        let text = "This is a sentence of some forty characters. ".repeat(10);
        let articles = Articles::of(&[("a.txt".to_owned(), text)]);
        assert_eq!(articles.passages.len(), 3);
        assert!(articles.passages.iter().all(|passage| passage.text.ends_with('.')));
        let many = "One.\n\n".repeat(MOST_PASSAGES + 1);
        let articles = Articles::of(&[("a.txt".to_owned(), many)]);
        assert!(articles.cut_short && articles.passages.len() == MOST_PASSAGES);
    }
}
