//! A source file taken apart: code without comments and texts, comments, texts, and the paths that
//! the code names. Knows as much of Rust as that needs and no more.

/// A file and its parts.
pub struct Source {
    /// Path within the repository, with forward slashes.
    pub path: String,
    /// As it is.
    pub text: String,
    /// The code before the tests at the file's end, without comments and with empty texts.
    pub code: String,
    /// All comments.
    pub comments: Vec<String>,
    /// All string literals, as written between their quotes.
    pub strings: Vec<String>,
}

impl Source {
    /// Takes a Rust file apart. Tests are the last thing in a file, so all from `#[cfg(test)]`
    /// before a module on is theirs; a file of tests alone has no code in this sense.
    pub fn rust(path: &str, text: &str) -> Self {
        let mut source = Self::plain(path, text);
        let tests = if path.ends_with("/tests.rs") { 0 } else { tests_start(text) };
        let (code, comments, strings) = split(text);
        source.code = split(&text[..tests]).0;
        debug_assert!(code.len() >= source.code.len());
        source.comments = comments;
        source.strings = strings;
        source
    }

    /// A file of another language: its text alone.
    pub fn plain(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code: String::new(),
            comments: Vec::new(),
            strings: Vec::new(),
        }
    }

    /// Takes a file apart by its kind.
    pub fn of(path: &str, text: &str) -> Self {
        let source = Self::plain(path, text);
        if source.is("rs") { Self::rust(path, text) } else { source }
    }

    /// Whether the file's name ends so.
    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }

    /// The room that the file is part of: `src/ROOM/…` or `src/ROOM.rs`.
    pub fn room(&self) -> Option<&str> {
        let inner = self.path.strip_prefix("src/")?;
        match inner.split_once('/') {
            Some((room, _)) => Some(room),
            None => inner.strip_suffix(".rs").filter(|room| *room != "lib"),
        }
    }

    /// How many lines there are before the tests.
    pub fn n_lines(&self) -> usize {
        self.text[..tests_start(&self.text)].lines().count()
    }

    /// The identifiers of the code.
    pub fn identifiers(&self) -> impl Iterator<Item = &str> {
        self.code.split(|c: char| !is_identifier(c)).filter(|word| !word.is_empty())
    }

    /// The paths of the code, groups spelled out: `a::{b, c::d}` gives `a::b` and `a::c::d`.
    pub fn paths(&self) -> Vec<String> {
        let tokens = tokens(&self.code);
        let mut paths = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if is_word(tokens[at]) {
                at = read_path(&tokens, at, "", &mut paths);
            } else {
                at += 1;
            }
        }
        paths
    }
}

fn is_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_word(token: &str) -> bool {
    token.starts_with(is_identifier)
}

/// Words, `::`, and single other characters.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if is_identifier(first) {
            rest.find(|c| !is_identifier(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// Reads a path that starts at a word, and the groups within it; gives where it ends.
fn read_path(tokens: &[&str], mut at: usize, prefix: &str, paths: &mut Vec<String>) -> usize {
    let mut path = prefix.to_owned();
    loop {
        if !path.is_empty() {
            path.push_str("::");
        }
        path.push_str(tokens[at]);
        at += 1;
        match (tokens.get(at).copied(), tokens.get(at + 1).copied()) {
            (Some("::"), Some("{")) => {
                at += 2;
                while let Some(&token) = tokens.get(at) {
                    if token == "}" {
                        return at + 1;
                    }
                    at = if is_word(token) { read_path(tokens, at, &path, paths) } else { at + 1 };
                }
                return at;
            }
            (Some("::"), Some(next)) if is_word(next) => at += 1,
            _ => {
                paths.push(path);
                return at;
            }
        }
    }
}

/// Where the tests at the file's end begin.
fn tests_start(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find("#[cfg(test)]") {
        let start = from + at;
        from = start + "#[cfg(test)]".len();
        let next =
            text[from..].lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("#["));
        if next.is_some_and(|line| line.starts_with("mod ") && line.ends_with('{')) {
            return start;
        }
    }
    text.len()
}

/// Code, comments and texts of a Rust source.
fn split(text: &str) -> (String, Vec<String>, Vec<String>) {
    let (mut code, mut comments, mut strings) = (String::new(), Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let before = code.chars().next_back();
        if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            comments.push(rest[..end].to_owned());
            rest = &rest[end..];
        } else if rest.starts_with("/*") {
            let end = block_comment_end(rest);
            comments.push(rest[..end].to_owned());
            code.push(' ');
            rest = &rest[end..];
        } else if let Some((hashes, body)) = raw_string(rest).filter(|_| !before.is_some_and(is_identifier)) {
            let close = format!("\"{}", "#".repeat(hashes));
            let end = body.find(&close).unwrap_or(body.len());
            strings.push(body[..end].to_owned());
            code.push_str("\"\"");
            rest = body.get(end + close.len()..).unwrap_or_default();
        } else if first == '"' {
            let end = string_end(&rest[1..]);
            strings.push(rest[1..=end].to_owned());
            code.push_str("\"\"");
            rest = rest.get(end + 2..).unwrap_or_default();
        } else if let Some(length) = char_literal(rest) {
            code.push_str("' '");
            rest = &rest[length..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    (code, comments, strings)
}

fn block_comment_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// `r#"body` gives the number of hashes and all from the body on.
fn raw_string(text: &str) -> Option<(usize, &str)> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let body = after.trim_start_matches('#');
    Some((after.len() - body.len(), body.strip_prefix('"')?))
}

/// Where the closing quote is.
fn string_end(body: &str) -> usize {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    body.len().saturating_sub(1)
}

/// The length of `'x'` or `'\n'`; a lifetime is none.
fn char_literal(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    if body.starts_with('\\') {
        let first = body.chars().nth(1)?;
        return Some(2 + first.len_utf8() + body[1 + first.len_utf8()..].find('\'')? + 1);
    }
    let first = body.chars().next()?;
    body[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8() + 2)
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn code_is_told_from_comments_and_texts() {
        let text = "//! Note.\nfn f<'a>(c: char) -> &'a str {\n  /* a /* b */ c */ if c == '\"' || c == '\\'' { r#\"x\"y\"# } else { \"z\\\"w\" }\n}\n";
        let source = Source::rust("src/a.rs", text);
        assert_eq!(source.comments, ["//! Note.", "/* a /* b */ c */"]);
        assert_eq!(source.strings, ["x\"y", "z\\\"w"]);
        assert!(source.code.contains("else") && !source.code.contains("Note") && !source.code.contains('w'));
    }

    #[test]
    fn groups_of_paths_are_spelled_out() {
        let source =
            Source::rust("src/a.rs", "use crate::{b, c::{D, e::F}};\nfn f() { std::fs::read(x); g(y) }");
        assert_eq!(source.paths()[1..4], ["crate::b", "crate::c::D", "crate::c::e::F"]);
        assert!(source.paths().contains(&"std::fs::read".to_owned()));
    }

    #[test]
    fn tests_at_the_end_are_not_code() {
        let source = Source::rust("src/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n  use crate::z;\n}\n");
        assert_eq!(source.n_lines(), 1);
        assert!(!source.code.contains("crate"));
        let source = Source::rust("src/a.rs", "#[cfg(test)]\nuse b;\nfn a() {}\n");
        assert!(source.code.contains("fn"));
    }

    #[test]
    fn a_file_is_in_its_room() {
        let room = |path: &str| Source::plain(path, "").room().map(str::to_owned);
        assert_eq!(room("src/text/words.rs").as_deref(), Some("text"));
        assert_eq!(room("src/text.rs").as_deref(), Some("text"));
        assert_eq!(room("src/lib.rs"), None);
        assert_eq!(room("www/start.js"), None);
    }
}
