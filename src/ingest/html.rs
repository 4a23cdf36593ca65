//! HTML bodies as text: breaks and paragraphs become lines, entities their characters, and of scripts,
//! styles and comments nothing stays. Never made into markup again.

use std::borrow::Cow;

use super::finding;

/// Elements whose end or beginning is the end of a line.
const BLOCKS: [&str; 15] =
    ["br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "blockquote", "pre", "hr"];

/// Elements whose content is nobody's words.
const SILENT: [&str; 3] = ["script", "style", "head"];

/// Named entities that bodies of messages use.
const ENTITIES: [(&str, &str); 24] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
    ("euro", "€"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("rsquo", "’"),
    ("copy", "©"),
];

/// The text of an HTML body. A body without markup is itself.
pub fn to_text(body: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'<', b'&', body.as_bytes()).is_none() {
        return Cow::Borrowed(body);
    }
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    // Words and the single spaces between them are taken in one piece.
    let mut before = b' ';
    let mut ends_plain = |byte: u8| {
        let is_white = matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        let ends = matches!(byte, b'<' | b'&') || is_white && (byte != b' ' || before == b' ');
        before = if ends { b' ' } else { byte };
        ends
    };
    while let Some(at) = rest.bytes().position(&mut ends_plain) {
        out.push_str(&rest[..at]);
        let found = rest.as_bytes()[at];
        rest = &rest[at..];
        rest = match found {
            b'<' => tag(rest, &mut out),
            b'&' => entity(rest, &mut out),
            _ => {
                // White space of the source is one space at most.
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
                &rest[1..]
            }
        };
    }
    out.push_str(rest);
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// Takes a tag or a comment off the text and breaks the line where it does.
fn tag<'t>(text: &'t str, out: &mut String) -> &'t str {
    if let Some(comment) = text.strip_prefix("<!--") {
        return finding::split(comment, "-->").map_or("", |(_, rest)| rest);
    }
    let inner = text[1..].trim_start_matches('/');
    // What only looks like a tag, as in `1 < 2` and `<3`, is text.
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
        out.push('<');
        return &text[1..];
    }
    let name_end = inner.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let name = &inner[..name_end];
    let is_one_of = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let Some(end) = end_of_tag(inner) else { return "" };
    let rest = &inner[end + 1..];
    if is_one_of(&SILENT) && !text.starts_with("</") {
        return behind_end(rest, name);
    }
    if is_one_of(&BLOCKS) {
        out.truncate(out.trim_end_matches(' ').len());
        // A break always ends the line; paragraphs one after another end it once.
        if name.eq_ignore_ascii_case("br") || !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
    }
    rest
}

/// What follows the end of an element whose content is silent.
fn behind_end<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some((_, tag)) = finding::split(rest, "</") {
        let is_end = tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_end {
            return tag.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = tag;
    }
    ""
}

/// Where a tag ends; a bracket inside a quoted value does not end it.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.bytes().position(|byte| match quote {
        Some(open) => {
            if byte == open {
                quote = None;
            }
            false
        }
        None if matches!(byte, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        None => byte == b'>',
    })
}

/// Takes an entity off the text; what is none stays as it is.
fn entity<'t>(text: &'t str, out: &mut String) -> &'t str {
    // Looked for nearby only: text may hold any number of these signs.
    let end = text.bytes().take(10).position(|byte| byte == b';');
    let known = end.map(|end| (&text[1..end], &text[end + 1..])).and_then(|(name, rest)| {
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            out.push(char::from_u32(code.ok()?)?);
            return Some(rest);
        }
        let (_, character) = ENTITIES.iter().find(|(known, _)| *known == name)?;
        out.push_str(character);
        Some(rest)
    });
    known.unwrap_or_else(|| {
        out.push('&');
        &text[1..]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_made_to_take_long_does_not() {
        for sign in ["&", "<", "<a \"", "<script></script>", "</", "<!--"] {
            let body = sign.repeat(200_000);
            assert!(to_text(&body).len() <= body.len());
        }
    }

    #[test]
    fn bodies_become_the_text_that_a_person_reads() {
        for (body, text) in [
            ("plain", "plain"),
            ("<p>Hi &amp; bye</p>", "Hi & bye"),
            ("<p>one</p>\n<p>two<br>three</p>", "one\ntwo\nthree"),
            ("a<br/><br/>b", "a\n\nb"),
            ("see <a href=\"https://x.example/?a>b\">the page</a>", "see the page"),
            ("<script>alert('x')</script>hello<style>p{}</style>", "hello"),
            ("<!-- note --><ul><li>one</li><li>two</li></ul>", "one\ntwo"),
            ("1 < 2 &lt;b&gt; I <3 it", "1 < 2 <b> I <3 it"),
            ("&#8364;5 &#x1F914; &nope; AT&T", "€5 🤔 &nope; AT&T"),
            ("cut <b", "cut"),
            ("<img src=x onerror=alert(1)>", ""),
        ] {
            assert_eq!(to_text(body), text, "{body}");
        }
    }
}
