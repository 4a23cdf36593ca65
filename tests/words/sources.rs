//! Just enough of Rust to find the texts that its sources hold.

use std::{fs, path::Path};

/// Path and code of every source, without comments and tests.
pub fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    found
}

fn walk(dir: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            // What tests say is nobody's to read.
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push((path.display().to_string(), code.join("\n")));
        }
    }
}

/// The first texts, at most so many, that each of these calls is given.
pub fn calls(code: &str, call: &str, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(call) {
        // `t(` as a word of its own, not the end of `assert(`.
        if code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let arguments = &code[at + call.len()..];
        // What is looked up by a variable is found where the variable gets its text.
        if arguments.trim_start().starts_with('"') || most > 1 {
            found.extend(literals(arguments, most));
        }
    }
    found
}

/// All texts in the bodies of the functions of a name.
pub fn function(code: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for body in code.split(&format!("fn {name}(")).skip(1) {
        let mut depth = 0i32;
        let mut rest = body;
        while let Some(c) = rest.chars().next() {
            match c {
                '"' => {
                    let (text, after) = literal(&rest[1..]);
                    found.push(text);
                    rest = after;
                    continue;
                }
                '{' => depth += 1,
                '}' if depth == 1 => break,
                '}' => depth -= 1,
                _ => {}
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// The texts that have a name.
pub fn constants(code: &str) -> Vec<String> {
    code.split(": &str =").skip(1).flat_map(|value| literals(value, 1)).collect()
}

/// The texts that begin the arguments of a call, as many as stand there separated by commas or after
/// other arguments.
fn literals(code: &str, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    let mut depth = 0i32;
    while found.len() < most {
        let Some(c) = rest.chars().next() else { break };
        match c {
            '"' => {
                let (text, after) = literal(&rest[1..]);
                if depth == 0 {
                    found.push(text);
                }
                rest = after;
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth < 0 {
                    break;
                }
            }
            _ => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    found
}

/// A literal as the compiler reads it, and what follows it.
fn literal(code: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = code.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, &code[at + 1..]),
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('u') => {
                    let digits: String =
                        chars.by_ref().skip(1).map(|(_, c)| c).take_while(|c| *c != '}').collect();
                    text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                }
                Some('\n') => {
                    let rest = chars.as_str();
                    let skip = rest.len() - rest.trim_start().len();
                    (0..rest[..skip].chars().count()).for_each(|_| {
                        chars.next();
                    });
                }
                Some(c) => text.push(c),
                None => {}
            },
            c => text.push(c),
        }
    }
    (text, "")
}
