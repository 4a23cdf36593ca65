//! The whole page as one file that runs from disk: made of `dist/`, so that both are the same programs. What a
//! hosted page asks for stands in it, packed; `www/single/` takes it out again. It has a policy of its own, which
//! admits its one script and its one style by their digests and no connection at all.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    guide, minify, prepare, process,
    project::{Project, read},
};

/// The file in `dist-single/`. Its digest lies beside it, in the form that `sha256sum --check` reads.
pub const FILE: &str = "undertone.html";

/// What stands in it packed, by its name in `dist/`: what comes first is needed first.
const PACKED: [&str; 6] =
    ["page_bg.wasm", "worker_bg.wasm", "tables_bg.wasm", "undertone.model", "de.po", guide::FILE];

/// Scripts that workers begin with; they stand in it as they are.
const WORKERS: [&str; 2] = ["worker.js", "tables.js"];

/// `cargo xtask single`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    let as_built = crate::as_built("single", args)?;
    let tools = prepare::for_build(project)?;
    if as_built {
        put(project, &tools)?;
    } else {
        // It makes this file too.
        build::build(project, &tools, Profile::Release)?;
    }
    println!("The page as one file is dist-single/{FILE}; open it by double-click.");
    Ok(())
}

/// Makes the file of what lies in `dist/`.
pub fn put(project: &Project, tools: &[PathBuf]) -> Outcome {
    let dist = project.dist();
    let scripts = bundled(project, tools)?;
    let script = read(&scripts.join("page.js"))?;
    let mut held = String::new();
    for name in WORKERS {
        let text = read(&scripts.join(name))?;
        held += &element(name, "text/plain", whole(&text).ok_or_else(strange)?);
    }
    for name in PACKED {
        let bytes = fs::read(dist.join(name)).map_err(|error| {
            Failure::new(format!("dist/{name} could not be read: {error}."), "Run `cargo xtask build` first.")
        })?;
        held += &element(name, "application/gzip", &STANDARD.encode(packed(&bytes)));
    }
    let index = read(&dist.join("index.html"))?;
    let style = read(&dist.join(sheet(&index).ok_or_else(strange)?))?;
    let page = page(&index, &style, &script, &held).ok_or_else(strange)?;
    let digest = format!("{:x}", Sha256::digest(&page));
    let folder = project.single();
    let written = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(FILE), page))
        .and_then(|()| fs::write(folder.join(format!("{FILE}.sha256")), format!("{digest}  {FILE}\n")));
    written.map_err(|error| {
        Failure::new(format!("dist-single/{FILE} could not be written: {error}."), "Is the disk full?")
    })
}

fn strange() -> Failure {
    Failure::new(
        "dist/index.html is not of the shape that is expected.",
        "See whether Trunk writes it otherwise than xtask/src/single.rs expects.",
    )
}

/// Bundles the scripts, each with all that it imports, and gives where they are. Those of workers are no modules:
/// Chromium starts no module from within a page from disk.
fn bundled(project: &Project, tools: &[PathBuf]) -> Outcome<PathBuf> {
    let work = project.target().join("single");
    let copied = || -> std::io::Result<()> {
        fs::create_dir_all(&work)?;
        for folder in [project.dist(), project.root().join("www/single")] {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if let (Some(name), Some("js")) = (path.file_name(), extension(&path)) {
                    fs::copy(&path, work.join(name))?;
                }
            }
        }
        Ok(())
    };
    copied().map_err(|error| {
        Failure::new(
            format!("The scripts could not be put together: {error}."),
            "Run `cargo xtask build` first.",
        )
    })?;
    let out = work.join("bundled");
    for (name, format) in [("page", "esm"), ("worker", "iife"), ("tables", "iife")] {
        let mut esbuild = process::command(project, "esbuild");
        esbuild
            .env("PATH", process::path_with(tools.iter().map(PathBuf::as_path)))
            .current_dir(&work)
            .arg(format!("of-{name}.js"))
            .args(["--bundle", "--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning"])
            .args([minify::TARGET, &format!("--format={format}")])
            // Nothing lies beside it.
            .arg("--define:import.meta.url=\"\"")
            .arg(format!("--outfile={}", out.join(format!("{name}.js")).display()));
        process::run(&mut esbuild, || {
            Failure::new("The scripts could not be bundled.", "See what esbuild said above.")
        })?;
    }
    Ok(out)
}

fn extension(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}

/// A file within the page: an element that no browser runs.
fn element(name: &str, of_type: &str, text: &str) -> String {
    format!("<script type=\"{of_type}\" data-file=\"{name}\">{text}</script>\n")
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing into memory does not fail.
    drop(encoder.write_all(bytes));
    encoder.finish().unwrap_or_default()
}

/// What a policy calls a script or a style that stands in the page.
fn digest(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// The policy: as that of the hosted page, but for what there lies beside the page. There is no source of
/// connections in it, so that `default-src` refuses them all, those to this file's own place too.
fn policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; worker-src blob:; \
         form-action 'none'; base-uri 'none'; frame-src 'none'; object-src 'none'; \
         require-trusted-types-for 'script'; trusted-types undertone",
        digest(script),
        digest(style)
    )
}

/// The address of the hosted page's style sheet.
fn sheet(index: &str) -> Option<&str> {
    let (_, link) = index.split_once("rel=\"stylesheet\"")?;
    link.split_once("href=\"./")?.1.split('"').next()
}

/// A text that reads the same within an element: nothing in it ends that, and no line break is changed.
fn whole(text: &str) -> Option<&str> {
    let lowered = text.to_ascii_lowercase();
    let is_whole = ["</script", "</style", "<!--", "\r"].iter().all(|end| !lowered.contains(end));
    is_whole.then_some(text)
}

/// The page: the hosted one, with what it would ask for in it. `None` where the hosted one is of another shape.
fn page(index: &str, style: &str, script: &str, held: &str) -> Option<String> {
    let (style, script) = (whole(style)?, whole(script)?);
    let (top, body) = index.split_once("</head>")?;
    let top = with_policy(&without_files(top)?, &policy(script, style))?;
    // What is said there of files is of those beside the page.
    let said = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("<!--");
    let top: String = top.lines().filter(said).flat_map(|line| [line, "\n"]).collect();
    let (body, end) = body.rsplit_once("</body>")?;
    let body = without_files(body)?;
    Some(format!(
        "{top}<style>{style}</style>\n</head>{body}{held}<script type=\"module\">{script}</script>\n</body>{end}"
    ))
}

fn with_policy(head: &str, policy: &str) -> Option<String> {
    let at = head.find("Content-Security-Policy")?;
    let from = at + head[at..].find("content=\"")? + "content=\"".len();
    let to = from + head[from..].find('"')?;
    Some(format!("{}{policy}{}", &head[..from], &head[to..]))
}

/// A part of the page without the elements that name files of it: links, but for the icon, which is written out in
/// its address, and scripts.
fn without_files(part: &str) -> Option<String> {
    let mut kept = String::new();
    let mut rest = part;
    while let Some(at) = rest.find("<link ").into_iter().chain(rest.find("<script ")).min() {
        let end = if rest[at..].starts_with("<script") { "</script>" } else { ">" };
        let to = at + rest[at..].find(end)? + end.len();
        let is_icon = rest[at..to].contains("rel=\"icon\"");
        kept += if is_icon { &rest[..to] } else { rest[..at].trim_end_matches(' ') };
        rest = if is_icon { &rest[to..] } else { rest[to..].trim_start_matches('\n') };
    }
    Some(kept + rest)
}

#[cfg(test)]
mod tests {
    use super::{digest, element, page, sheet, whole};
    use crate::html::{inline_parts, meta_http_equiv};

    const INDEX: &str = "<!DOCTYPE html><html><head>\n    \
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'\">\n    \
        <title>T</title>\n    <link rel=\"icon\" href=\"data:image/svg+xml,x\">\n    \
        <link rel=\"stylesheet\" href=\"./undertone.css\">\n    <link rel=\"manifest\" href=\"m.webmanifest\">\n\
        <link rel=\"modulepreload\" href=\"./page.js\"></head>\n  <body>\n    <svg></svg>\n    <p>ü</p>\n  \
        <script type=\"module\" src=\"./start.js\"></script></body></html>\n";

    #[test]
    fn nothing_is_left_to_ask_for() {
        assert_eq!(sheet(INDEX), Some("undertone.css"));
        let held = element("de.po", "application/gzip", "eA==");
        let page = page(INDEX, "p{color:red}", "run()", &held).unwrap();
        for gone in ["href=\"./", "src=\"", "manifest", "connect-src"] {
            assert!(!page.contains(gone), "{gone} in {page}");
        }
        for there in ["<title>T</title>", "rel=\"icon\"", "<svg></svg>", "<p>ü</p>", held.trim_end()] {
            assert!(page.contains(there), "{there} in {page}");
        }
        let run = page.find("run()").unwrap();
        assert!(page.find(&held).unwrap() < run, "what is held stands before who takes it");
        assert_eq!(
            inline_parts(&page),
            ["a style element", "a script without src", "a script without src"],
            "what is held, and the one script"
        );
    }

    #[test]
    fn the_policy_admits_what_stands_in_the_page_and_no_connection() {
        let page = page(INDEX, "p{color:red}", "run()", "").unwrap();
        let policy = meta_http_equiv(&page, "Content-Security-Policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; "));
        for admitted in [
            format!("script-src {} 'wasm-unsafe-eval';", digest("run()")),
            format!("style-src {};", digest("p{color:red}")),
            "worker-src blob:;".into(),
            "require-trusted-types-for 'script'; trusted-types undertone".into(),
        ] {
            assert!(policy.contains(&admitted), "{admitted} in {policy}");
        }
        let rest = policy.replace("worker-src blob:", "").replace("img-src data:", "");
        for hole in
            ["'self'", "'unsafe-inline'", "'unsafe-eval'", "*", "http", "blob:", "data:", "connect-src"]
        {
            assert!(!rest.contains(hole), "{hole} would open it");
        }
        // As browsers reckon it.
        assert_eq!(
            digest("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn a_text_that_would_end_its_element_is_refused() {
        assert_eq!(whole("a < b && c > d"), Some("a < b && c > d"));
        for broken in ["'</SCRIPT>'", "/*</style>*/", "'<!--'", "a\r\nb"] {
            assert_eq!(whole(broken), None, "{broken}");
            assert_eq!(page(INDEX, "", broken, ""), None);
        }
        assert_eq!(page("<p>no page</p>", "", "", ""), None);
    }
}
