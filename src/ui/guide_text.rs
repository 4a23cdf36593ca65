//! The pages of the guide as they are written: what each is called, and a small part of Markdown as what is
//! shown. They are those of `docs/formats/`, one file beside the page.

/// What stands in front of the name of each page.
const PAGE: char = '\u{c}';

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'g> {
    /// Its name in a link.
    pub name: &'g str,
    /// What it is called.
    pub title: &'g str,
    /// All behind the title.
    pub text: &'g str,
}

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'g> {
    /// Words.
    Plain(&'g str),
    /// What is written so in a file.
    Code(&'g str),
    /// Words that matter.
    Strong(&'g str),
    /// Words that lead to another page, by its name.
    Link(&'g str, &'g str),
}

/// Pieces of a line.
pub type Line<'g> = Vec<Piece<'g>>;

/// A block of a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Block<'g> {
    /// What the following is about.
    Heading(Line<'g>),
    /// A paragraph.
    Text(Line<'g>),
    /// A list.
    Items(Vec<Line<'g>>),
    /// Lines of a file.
    Code(&'g str),
    /// A table; its first row is its head.
    Rows(Vec<Vec<Line<'g>>>),
}

/// The pages of a guide.
pub fn pages(guide: &str) -> impl Iterator<Item = Page<'_>> {
    guide.split(PAGE).skip(1).filter_map(|page| {
        let (name, page) = page.split_once('\n')?;
        let (title, text) = page.strip_prefix("# ")?.split_once('\n')?;
        Some(Page { name, title, text })
    })
}

/// The name of the page about a format, as the list of formats says.
pub fn page_of<'g>(guide: &'g str, format: &str) -> Option<&'g str> {
    let row = guide
        .lines()
        .find_map(|line| line.strip_prefix("| ")?.strip_prefix(format)?.strip_prefix(" | [page]("))?;
    row.split_once(".md)").map(|(name, _)| name)
}

/// Whether a page is about what somebody looks for: its title first of all.
pub fn rank(page: &Page<'_>, wanted: &str) -> Option<u8> {
    let has = |text: &str| crate::text::lowered(text).contains(wanted);
    if has(page.title) { Some(0) } else { has(page.text).then_some(1) }
}

/// The blocks of a page.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n').or((!rest.is_empty()).then_some((rest, ""))) {
        if line.starts_with("```") {
            let (code, behind) = after.split_once("\n```").unwrap_or((after, ""));
            blocks.push(Block::Code(code));
            rest = behind.split_once('\n').map_or("", |(_, behind)| behind);
            continue;
        }
        rest = after;
        if let Some(row) = line.strip_prefix('|') {
            if row.starts_with(" ---") {
                continue;
            }
            let cells = row.trim_end().trim_end_matches('|').split(" | ");
            let row: Vec<Line<'_>> = cells.map(|cell| pieces(cell.trim())).collect();
            match blocks.last_mut() {
                Some(Block::Rows(rows)) => rows.push(row),
                _ => blocks.push(Block::Rows(vec![row])),
            }
        } else if let Some(item) = item(line) {
            match blocks.last_mut() {
                Some(Block::Items(items)) => items.push(pieces(item)),
                _ => blocks.push(Block::Items(vec![pieces(item)])),
            }
        } else if line.starts_with('#') {
            blocks.push(Block::Heading(pieces(line.trim_start_matches(['#', ' ']))));
        } else if !line.trim().is_empty() && !line.starts_with("<!--") {
            blocks.push(Block::Text(pieces(line)));
        }
    }
    blocks
}

/// The words of a line of a list.
fn item(line: &str) -> Option<&str> {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.strip_prefix("- ").or_else(|| digits.strip_prefix(". ").filter(|_| digits.len() < line.len()))
}

/// The pieces of a line. Signs that are not closed stand for themselves.
fn pieces(line: &str) -> Line<'_> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let at = rest.find(['`', '*', '[']).unwrap_or(rest.len());
        let (before, marked) = rest.split_at(at);
        let found = marked
            .strip_prefix('`')
            .and_then(|code| code.split_once('`'))
            .map(|(code, after)| (Piece::Code(code), after));
        let found = found.or_else(|| {
            let (strong, after) = marked.strip_prefix("**")?.split_once("**")?;
            Some((Piece::Strong(strong), after))
        });
        let found = found.or_else(|| {
            let found = marked.strip_prefix('[')?.split_once("](");
            let (words, after) = found.filter(|(words, _)| !words.contains(']'))?;
            let (target, after) = after.split_once(')')?;
            let name = target.split_once(".md").map(|(path, _)| path.rsplit('/').next().unwrap_or(path));
            Some((name.map_or(Piece::Plain(words), |name| Piece::Link(words, name)), after))
        });
        let (plain, after) = match &found {
            Some((_, after)) => (before, *after),
            // The sign goes with the words before it.
            None => rest.split_at((at + 1).min(rest.len())),
        };
        if !plain.is_empty() {
            pieces.push(Piece::Plain(plain));
        }
        pieces.extend(found.map(|(piece, _)| piece));
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUIDE: &str = "\u{c}README\n# Formats\n\n| platform | page |\n| --- | --- |\n| Amazon Lex | [page](lex.md) |\n\u{c}lex\n# Amazon Lex V2\n\n## How\n\nRun `aws logs` and **wait**, see [all](README.md) or a [b]. Or [x](y.json).\n\n1. One\n2. Two `c`\n\n```json\n{\"a\": 1}\n```\nEnd\n";

    #[test]
    fn a_format_has_its_page_and_a_page_its_title() {
        let names: Vec<_> = pages(GUIDE).map(|page| (page.name, page.title)).collect();
        assert_eq!(names, [("README", "Formats"), ("lex", "Amazon Lex V2")]);
        assert_eq!(page_of(GUIDE, "Amazon Lex"), Some("lex"));
        assert_eq!(page_of(GUIDE, "Amazon"), None);
        let ranks: Vec<_> = pages(GUIDE).map(|page| (rank(&page, "lex"), rank(&page, "logs"))).collect();
        assert_eq!(ranks, [(Some(1), None), (Some(0), Some(1))]);
    }

    #[test]
    fn markdown_becomes_blocks() {
        let pages: Vec<_> = pages(GUIDE).collect();
        let plain = |text| vec![Piece::Plain(text)];
        let expected = [
            Block::Heading(plain("How")),
            Block::Text(vec![
                Piece::Plain("Run "),
                Piece::Code("aws logs"),
                Piece::Plain(" and "),
                Piece::Strong("wait"),
                Piece::Plain(", see "),
                Piece::Link("all", "README"),
                Piece::Plain(" or a ["),
                Piece::Plain("b]. Or "),
                Piece::Plain("x"),
                Piece::Plain("."),
            ]),
            Block::Items(vec![plain("One"), vec![Piece::Plain("Two "), Piece::Code("c")]]),
            Block::Code("{\"a\": 1}"),
            Block::Text(plain("End")),
        ];
        assert_eq!(blocks(pages[1].text), expected);
        assert_eq!(blocks(pages[0].text).len(), 1);
    }
}
