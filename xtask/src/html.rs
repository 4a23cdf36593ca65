//! What of a page would run or style from within the page itself, which its policy refuses.

/// Every inline script, style and handler of a page, one description each.
pub fn inline_parts(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let has = |name: &str| tag.attributes.iter().any(|(attribute, _)| attribute == name);
        match tag.name.as_str() {
            "script" if !has("src") => found.push("a script without src".to_owned()),
            "style" => found.push("a style element".to_owned()),
            _ => {}
        }
        for (attribute, value) in &tag.attributes {
            if attribute == "style" || attribute.starts_with("on") {
                found.push(format!("the attribute {attribute} of <{}>", tag.name));
            }
            if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                found.push(format!("a javascript: address in <{}>", tag.name));
            }
        }
    }
    found
}

/// The content of the page's `<meta http-equiv>` of this name.
#[cfg(test)]
pub fn meta_http_equiv(html: &str, name: &str) -> Option<String> {
    tags(html).into_iter().filter(|tag| tag.name == "meta").find_map(|tag| {
        let value = |of: &str| tag.attributes.iter().find(|(a, _)| a == of).map(|(_, v)| v.clone());
        value("http-equiv").filter(|v| v.eq_ignore_ascii_case(name)).and_then(|_| value("content"))
    })
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// The opening tags, in order. Comments and the contents of scripts are passed over.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = read_tag(rest);
        rest = after;
        if tag.name == "script" {
            rest = rest.find("</script").map_or("", |end| &rest[end..]);
        }
        tags.push(tag);
    }
    tags
}

/// Reads a tag from its name on; gives what follows its `>`.
fn read_tag(text: &str) -> (Tag, &str) {
    let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '=');
    let (name, mut rest) = text.split_at(text.find(ends_name).unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        // The first character belongs to the name whatever it is, so that every round moves on.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest[first..].find(ends_name).map_or(rest.len(), |at| at + first);
        let attribute = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let (found, following) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(
                    after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len()),
                ),
            };
            value = found;
            rest = following;
        }
        attributes.push((attribute, value.to_owned()));
    }
    (Tag { name: name.to_ascii_lowercase(), attributes }, rest.strip_prefix('>').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::{inline_parts, meta_http_equiv};

    #[track_caller]
    fn check(html: &str, parts: &[&str]) {
        assert_eq!(inline_parts(html), parts);
    }

    #[test]
    fn a_page_of_files_has_no_inline_part() {
        check(
            r#"<!doctype html><html lang="en"><link rel=stylesheet href="a.css"><script src="a.js"></script>"#,
            &[],
        );
    }

    #[test]
    fn inline_parts_are_named() {
        check("<script type=module>run()</script>", &["a script without src"]);
        check("<style>p{}</style>", &["a style element"]);
        check("<p style='color:red'>", &["the attribute style of <p>"]);
        check("<body\n OnLoad = 'x()'>", &["the attribute onload of <body>"]);
        check("<a href=' JavaScript:x()'>", &["a javascript: address in <a>"]);
    }

    #[test]
    fn what_stands_in_a_comment_or_a_script_is_no_tag() {
        check("<!-- <script> --><script src=a>'<p style=x>'</script>", &[]);
    }

    #[test]
    fn strange_markup_ends() {
        check("<p ==\"<", &[]);
        check("<p a=\"", &[]);
        check("<", &[]);
    }

    #[test]
    fn a_meta_is_found() {
        let html = r#"<meta charset="utf-8"><meta http-equiv="X" content="a 'b'">"#;
        assert_eq!(meta_http_equiv(html, "x").as_deref(), Some("a 'b'"));
    }
}
