//! A program and its glue, made smaller without touching what they do.
//!
//! Short names for what a program imports: wasm-bindgen ends each with a digest, which no compression
//! makes smaller, and every one is sent twice. And no classes that a library of a dependency exports and
//! nobody makes one of: what is exported is kept, with all that it calls. And functions that are alike stand
//! side by side.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    alike,
    failure::{Failure, Outcome},
    process,
    project::Project,
    wasm::{self, EXPORTS, HEAD, IMPORTS, number, put_number, put_text, text},
};

/// How the names of classes begin that wasm-streams exports for streams made in Rust.
const UNUSED: &str = "IntoUnderlying";

/// Makes a program of `dist/` and its glue smaller.
pub fn shorten(project: &Project, tools: &[PathBuf], program: &str) -> Outcome {
    let dist = project.dist();
    let (wasm, glue) = (dist.join(format!("{program}_bg.wasm")), dist.join(format!("{program}.js")));
    let unread = |path: &Path| {
        Failure::new(format!("{} could not be read or written.", path.display()), "Build anew.")
    };
    let strange = || {
        Failure::new(
            format!("{} is not of the shape that is expected.", wasm.display()),
            "See whether wasm-bindgen or wasm-opt writes programs otherwise than xtask/src/shorten.rs expects.",
        )
    };
    let bytes = fs::read(&wasm).map_err(|_| unread(&wasm))?;
    let text = fs::read_to_string(&glue).map_err(|_| unread(&glue))?;
    let bytes =
        with_used_exports(&bytes).as_deref().and_then(alike::named_by_likeness).ok_or_else(strange)?;
    fs::write(&wasm, bytes).map_err(|_| unread(&wasm))?;
    settle(project, tools, &wasm)?;
    let bytes = fs::read(&wasm).map_err(|_| unread(&wasm))?;
    let (bytes, names) = renamed(&bytes).ok_or_else(strange)?;
    fs::write(&wasm, bytes).map_err(|_| unread(&wasm))?;
    fs::write(&glue, with_names(&without_unused(&text), &names)).map_err(|_| unread(&glue))
}

/// Lets go what nothing that is left needs, and puts functions in the order of their names, which go too.
fn settle(project: &Project, tools: &[PathBuf], program: &Path) -> Outcome {
    let mut optimiser = process::command(project, "wasm-opt");
    optimiser
        .env("PATH", process::path_with(tools.iter().map(PathBuf::as_path)))
        .args(["--remove-unused-module-elements", "--reorder-functions-by-name", "--output"])
        .args([program, program]);
    process::run(&mut optimiser, || {
        Failure::new(
            format!("wasm-opt did not take {}.", program.display()),
            "See what it said above, and what xtask/src/alike.rs writes.",
        )
    })
}

/// The program without the exports of unused classes.
fn with_used_exports(program: &[u8]) -> Option<Vec<u8>> {
    let mut out = program.get(..HEAD)?.to_vec();
    for (id, body) in wasm::sections(program)? {
        match id {
            EXPORTS => wasm::put_section(&mut out, id, &exports(body)?),
            _ => wasm::put_section(&mut out, id, body),
        }
    }
    Some(out)
}

/// The program with short names in its imports, and the short name of each long one.
fn renamed(program: &[u8]) -> Option<(Vec<u8>, HashMap<String, String>)> {
    let mut out = program.get(..HEAD)?.to_vec();
    let mut names = HashMap::new();
    for (id, body) in wasm::sections(program)? {
        match id {
            IMPORTS => wasm::put_section(&mut out, id, &imports(body, &mut names)?),
            _ => wasm::put_section(&mut out, id, body),
        }
    }
    Some((out, names))
}

fn imports(body: &[u8], names: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    let mut at = 0;
    let count = number(body, &mut at)?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        let module = text(body, &mut at)?;
        let name = text(body, &mut at)?;
        let next = short(names.len());
        let short = names.entry(name.to_owned()).or_insert(next);
        put_text(&mut out, module);
        put_text(&mut out, short);
        // Of what a glue gives there are functions alone: a kind of one byte and the number of a type.
        let kind_at = at;
        (*body.get(at)? == 0).then_some(())?;
        at += 1;
        number(body, &mut at)?;
        out.extend_from_slice(&body[kind_at..at]);
    }
    (at == body.len()).then_some(out)
}

/// The exports without those of unused classes.
fn exports(body: &[u8]) -> Option<Vec<u8>> {
    let mut at = 0;
    let (mut kept, mut entries) = (0, Vec::new());
    for _ in 0..number(body, &mut at)? {
        let from = at;
        let name = text(body, &mut at)?;
        let is_unused = name.to_ascii_lowercase().contains(&UNUSED.to_ascii_lowercase());
        at += 1;
        number(body, &mut at)?;
        if !is_unused {
            kept += 1;
            entries.extend_from_slice(body.get(from..at)?);
        }
    }
    let mut out = Vec::new();
    put_number(&mut out, kept);
    out.extend(entries);
    Some(out)
}

/// The glue without unused classes: each stands from its head to the line that makes it disposable, and
/// what forgets its instances is a statement further down.
fn without_unused(glue: &str) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut until: Option<&str> = None;
    for line in glue.lines() {
        if let Some(end) = until {
            if line.starts_with(end) || end == ";" && line.ends_with(';') {
                until = None;
            }
            continue;
        }
        if line.starts_with(&format!("export class {UNUSED}")) {
            until = Some("if (Symbol.dispose)");
        } else if line.starts_with(&format!("const {UNUSED}")) {
            until = Some(";");
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// `a`, `b`, … `z`, `aa`, …
fn short(mut n: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let mut name = String::new();
    loop {
        name.insert(0, char::from(LETTERS[n % 26]));
        if n < 26 {
            return name;
        }
        n = n / 26 - 1;
    }
}

/// The glue with every word that is one of the names replaced.
fn with_names(glue: &str, names: &HashMap<String, String>) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    while let Some(start) = rest.find(is_word) {
        let length = rest[start..].find(|c| !is_word(c)).unwrap_or(rest.len() - start);
        let word = &rest[start..start + length];
        out.push_str(&rest[..start]);
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = &rest[start + length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_renamed_in_program_and_glue() {
        // A header, an import of two functions, and a section that is left as it is.
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut body = vec![2];
        for (name, kind) in [("__wbg_now_0123456789abcdef", 3), ("__wbg_log_fedcba9876543210", 200u8)] {
            put_text(&mut body, "./page_bg.js");
            put_text(&mut body, name);
            body.push(0);
            put_number(&mut body, usize::from(kind));
        }
        wasm.push(IMPORTS);
        put_number(&mut wasm, body.len());
        wasm.extend(&body);
        wasm.extend([0, 3, 1, b'x', b'y']);
        let (out, names) = renamed(&wasm).unwrap();
        assert!(out.len() < wasm.len() && out.ends_with(&[0, 3, 1, b'x', b'y']));
        let held: Vec<String> = ["__wbg_now_0123456789abcdef", "__wbg_log_fedcba9876543210"]
            .map(|name| names[name].clone())
            .into();
        assert_eq!(held, ["a", "b"]);
        let glue = "var i={__proto__:null,__wbg_now_0123456789abcdef:function(){},__wbg_log_fedcba9876543210(x){}};a.__wbg_now_0";
        assert_eq!(with_names(glue, &names), "var i={__proto__:null,a:function(){},b(x){}};a.__wbg_now_0");
    }

    #[test]
    fn unused_classes_go_and_all_else_stays() {
        let glue = "export class IntoUnderlyingSink {\n    free() { one(); }\n}\nif (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;\nexport class Kept {\n}\nif (Symbol.dispose) Kept.prototype[Symbol.dispose] = 1;\nconst IntoUnderlyingSinkFinalization = (a)\n    ? b\n    : c;\nlet wasm;\n";
        assert_eq!(
            without_unused(glue),
            "export class Kept {\n}\nif (Symbol.dispose) Kept.prototype[Symbol.dispose] = 1;\nlet wasm;\n"
        );
        let mut body = vec![3];
        for (name, index) in [("memory", 0u8), ("__wbg_intounderlyingsink_free", 7), ("main", 9)] {
            put_text(&mut body, name);
            body.extend([0, index]);
        }
        let left = exports(&body).unwrap();
        assert_eq!(left[0], 2);
        assert!(
            !left.windows(4).any(|part| part == b"into") && left.ends_with(&[b'm', b'a', b'i', b'n', 0, 9])
        );
    }

    #[test]
    fn short_names_are_all_different() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(short), ["a", "z", "aa", "ab", "zz", "aaa"]);
    }

    #[test]
    fn what_is_no_program_is_refused() {
        assert!(renamed(b"\0asm\x01\0\0\0\x02\x05").is_none() && renamed(b"no").is_none());
    }
}
