//! The laws of the house, held by reading its sources. Each law has a test that it can fail.
//!
//! The order of the rooms is the list in the documentation of `src/lib.rs`; there is no other.

// Paths of the repository are compared as they are written there.
#![allow(clippy::case_sensitive_file_extension_comparisons)]

#[path = "tidy/source.rs"]
mod source;

use std::{fs, path::Path};

use source::Source;

/// Longest a file may be, its tests not counted.
const MOST_LINES: usize = 500;

/// The last room that knows nothing of the world: no clock, no file, no chance, no network.
const LAST_PURE_ROOM: &str = "report";

/// The first room that may name the web.
const FIRST_WEB_ROOM: &str = "browser";

/// Crates that reach the browser.
const WEB_CRATES: &[&str] =
    &["gloo", "js_sys", "leptos", "serde_wasm_bindgen", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];

/// What opens a connection, in lower case and without underscores.
const CONNECTIONS: &[&str] =
    &["fetch", "xmlhttprequest", "websocket", "webtransport", "sendbeacon", "eventsource", "rtcpeer"];

/// The sources that may ask the network, for the page's own files alone, and the one way in which they may: the loader,
/// and what keeps these files where a person asked for that.
const LOADERS: [&str; 2] = ["src/browser/loader.rs", "www/offline.js"];
const LOADER_WAY: &str = "fetch";

/// The module with which a host opens connections of its own, if it writes that into its page, and how it does. Nothing of
/// ours loads it.
const CHOSEN_BY_HOSTS: &str = "www/embed/connections.js";
const HOSTS_WAYS: [&str; 2] = ["eventsource", "websocket"];

/// What turns text into markup or code, in lower case and without underscores.
const MARKUP_SINKS: &[&str] = &[
    "innerhtml",
    "outerhtml",
    "insertadjacenthtml",
    "documentwrite",
    "document.write",
    "srcdoc",
    "newfunction",
];

/// The rooms, in the order of the list in `src/lib.rs`; the programs come last.
fn rooms(lib: &str) -> Vec<String> {
    let mut rooms: Vec<String> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! - ")?.trim_start_matches('[').strip_prefix('`'))
        .filter_map(|line| line.split_once('`'))
        .map(|(room, _)| room.to_owned())
        .collect();
    rooms.push("bin".to_owned());
    rooms
}

fn place(rooms: &[String], room: &str) -> Option<usize> {
    rooms.iter().position(|known| known == room)
}

/// A room names only rooms above it.
fn names_only_rooms_above(source: &Source, rooms: &[String]) -> Vec<String> {
    let Some(room) = source.room() else { return Vec::new() };
    let Some(own) = place(rooms, room) else {
        return vec![format!("the room `{room}` is not in the list of src/lib.rs")];
    };
    let mut found = Vec::new();
    for path in source.paths() {
        let mut parts = path.split("::");
        let from_root = matches!(parts.next(), Some("crate" | "undertone"));
        if let Some(other) = parts.next().filter(|_| from_root).and_then(|name| place(rooms, name))
            && other > own
        {
            found.push(format!("`{path}`, but `{}` stands below `{room}`", rooms[other]));
        }
    }
    found
}

/// Only `browser` and what stands below it name the web; of `charts`, only the canvas; plotters is
/// for `charts` and `ui`.
fn names_the_web_only_where_allowed(source: &Source, rooms: &[String]) -> Vec<String> {
    let room = source.room().unwrap_or("lib");
    let is_web_room = place(rooms, room) >= place(rooms, FIRST_WEB_ROOM);
    let may_web = if room == "charts" { source.path == "src/charts/canvas.rs" } else { is_web_room };
    let may_plot = matches!(room, "charts" | "ui");
    let found = source.identifiers().filter(|name| {
        WEB_CRATES.contains(name) && !may_web
            || matches!(*name, "plotters" | "plotters_canvas" | "plotters_backend") && !may_plot
    });
    found.map(|name| format!("`{name}`")).collect()
}

/// Up to the last pure room nothing reads a clock, a file, the environment, chance or the network.
fn needs_nothing_of_the_world(source: &Source, rooms: &[String]) -> Vec<String> {
    let is_pure = source.room().is_some_and(|room| place(rooms, room) <= place(rooms, LAST_PURE_ROOM));
    let reads_the_world = |path: &String| {
        let parts: Vec<&str> = path.split("::").collect();
        let has = |name: &str| parts.contains(&name);
        let ends = |name: &str| parts.len() > 1 && parts.last() == Some(&name);
        let is_std = |name: &str| parts[0] == "std" && parts.get(1) == Some(&name);
        has("SystemTime")
            || has("Instant")
            || has("RandomState")
            || ends("now")
            || path.ends_with("TimeZone::system")
            || ["fs", "net", "env", "process", "thread"].into_iter().any(is_std)
            || ["rand", "getrandom", "fastrand"].contains(&parts[0]) && parts.len() > 1
    };
    source
        .paths()
        .into_iter()
        .filter(|path| is_pure && reads_the_world(path))
        .map(|path| format!("`{path}`"))
        .collect()
}

/// Nothing opens a connection, but for the one loader, which knows one way, and what only a host can load.
fn opens_no_connection(source: &Source, _: &[String]) -> Vec<String> {
    let is_loader = LOADERS.contains(&&*source.path);
    let is_chosen = source.path == CHOSEN_BY_HOSTS;
    words_that(source, |word| {
        let is_known = is_loader && word == LOADER_WAY
            || is_chosen && HOSTS_WAYS.iter().any(|way| word.split('.').any(|part| part == *way));
        CONNECTIONS.iter().any(|connection| word.contains(connection)) && !is_known
    })
}

/// What a host alone may choose is loaded by nothing of ours.
fn loads_no_connections(source: &Source, _: &[String]) -> Vec<String> {
    let name = CHOSEN_BY_HOSTS.rsplit('/').next().unwrap_or(CHOSEN_BY_HOSTS);
    let names = source.path != CHOSEN_BY_HOSTS && source.text.contains(name);
    if names { vec![format!("it names `{name}`")] } else { Vec::new() }
}

/// Text never becomes markup or code.
fn makes_no_markup_of_text(source: &Source, _: &[String]) -> Vec<String> {
    words_that(source, |word| word == "eval" || MARKUP_SINKS.iter().any(|sink| word.contains(sink)))
}

/// The words of the code, and texts that are one word (a name by which JavaScript is reached).
/// Scripts, styles and pages are read whole, comments too.
fn words_that(source: &Source, is_bad: impl Fn(&str) -> bool) -> Vec<String> {
    let plain = |word: &str| word.replace('_', "").to_ascii_lowercase();
    // What policies call the permission to compile WebAssembly, and its violation, are names.
    let text = source.text.replace("wasm-unsafe-eval", " ").replace("wasm-eval", " ");
    let words: Vec<&str> = if source.code.is_empty() && !source.is("rs") {
        // A hyphen joins words in markup.
        let joins = |c: char| matches!(c, '_' | '.') || c == '-' && source.is("html");
        text.split(|c: char| !(c.is_alphanumeric() || joins(c))).collect()
    } else {
        let single =
            source.strings.iter().map(String::as_str).filter(|text| !text.contains(char::is_whitespace));
        source.identifiers().chain(single).collect()
    };
    // `a.b` is looked at whole and in its parts.
    let is_bad = |word: &str| is_bad(&plain(word)) || word.split('.').any(|part| is_bad(&plain(part)));
    words.into_iter().filter(|word| is_bad(word)).map(|word| format!("`{word}`")).collect()
}

/// Nothing goes around the compiler's checks.
fn is_safe(source: &Source, _: &[String]) -> Vec<String> {
    source.identifiers().filter(|name| *name == "unsafe").map(|_| "`unsafe`".to_owned()).collect()
}

/// A file says first what it is about.
fn opens_with_its_purpose(source: &Source, _: &[String]) -> Vec<String> {
    let opens = !source.is("rs") || source.text.starts_with("//!");
    if opens { Vec::new() } else { vec!["it does not open with `//!`".to_owned()] }
}

/// A file is about one thing, so it is not long.
fn is_not_long(source: &Source, _: &[String]) -> Vec<String> {
    let n_lines = source.n_lines();
    if n_lines <= MOST_LINES { Vec::new() } else { vec![format!("{n_lines} lines before its tests")] }
}

/// Comments say what is so, not what is still to be done.
fn leaves_no_note_to_self(source: &Source, _: &[String]) -> Vec<String> {
    let is_note = |word: &&str| matches!(*word, "TODO" | "FIXME" | "XXX" | "HACK");
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(is_note).map(|note| format!("`{note}`")).collect()
    };
    if source.is("rs") {
        source.comments.iter().flat_map(|comment| words(comment)).collect()
    } else {
        words(&source.text)
    }
}

type Law = fn(&Source, &[String]) -> Vec<String>;

#[track_caller]
fn hold(law: Law, places: &[&str]) {
    let rooms = rooms(&read("src/lib.rs"));
    let mut broken = Vec::new();
    for source in places.iter().flat_map(|place| sources(place)) {
        for what in law(&source, &rooms) {
            broken.push(format!("  {}: {what}", source.path));
        }
    }
    assert!(broken.is_empty(), "broken in {} places:\n{}", broken.len(), broken.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file that people write at this place of the repository, in the order of their names.
fn sources(place: &str) -> Vec<Source> {
    let full = root().join(place);
    if full.is_dir() {
        let entries = fs::read_dir(full).expect("a directory can be listed");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        return names.iter().flat_map(|name| sources(&format!("{place}/{name}"))).collect();
    }
    match full.extension().and_then(|extension| extension.to_str()) {
        Some("rs" | "js" | "mjs" | "css" | "html") => vec![Source::of(place, &read(place))],
        _ => Vec::new(),
    }
}

#[test]
fn rooms_name_only_rooms_above_them() {
    hold(names_only_rooms_above, &["src"]);
}

#[test]
fn only_the_rooms_of_the_web_name_it() {
    hold(names_the_web_only_where_allowed, &["src"]);
}

#[test]
fn the_analysing_rooms_need_nothing_of_the_world() {
    hold(needs_nothing_of_the_world, &["src"]);
}

#[test]
fn no_source_opens_a_connection() {
    hold(opens_no_connection, &["src", "www", "index.html"]);
}

#[test]
fn no_source_loads_what_a_host_alone_may_choose() {
    hold(loads_no_connections, &["src", "www", "index.html"]);
}

/// What web-sys is not asked for cannot be called.
#[test]
fn no_feature_of_web_sys_opens_a_connection() {
    let manifest = read("Cargo.toml");
    let names = manifest.split('"').skip(1).step_by(2);
    let bad: Vec<&str> = names
        .filter(|name| {
            matches!(*name, "Request" | "Response" | "Headers" | "Navigator")
                || CONNECTIONS.iter().any(|connection| name.to_ascii_lowercase().contains(connection))
        })
        .collect();
    assert!(bad.is_empty(), "Cargo.toml asks web-sys for {bad:?}");
}

#[test]
fn no_text_becomes_markup_or_code() {
    hold(makes_no_markup_of_text, &["src", "www", "index.html"]);
}

#[test]
fn nothing_is_unsafe() {
    hold(is_safe, &["src", "xtask/src"]);
}

#[test]
fn every_file_opens_with_its_purpose() {
    hold(opens_with_its_purpose, &["src", "xtask/src", "tests/tidy", "benches"]);
}

#[test]
fn no_file_is_long() {
    hold(is_not_long, &["src", "xtask/src", "tests/tidy", "www"]);
}

#[test]
fn no_comment_is_a_note_to_self() {
    hold(leaves_no_note_to_self, &["src", "xtask/src", "benches", "www"]);
}

mod can_fail {
    //! A law that cannot fail holds nothing: each is shown small sources that break it, and ones
    //! that only look as if they did.

    use super::*;

    const LIB: &str = "//! - [`text`]: a.\n//! - [`report`]: b.\n//! - [`wire`]: c.\n//! - `browser`: d.\n\
                       //! - `charts`: e.\n//! - `ui`: f.\n";

    #[track_caller]
    fn check(law: Law, path: &str, text: &str, n_broken: usize) {
        let source = Source::of(path, text);
        let broken = law(&source, &rooms(LIB));
        assert_eq!(broken.len(), n_broken, "{broken:?}");
    }

    #[test]
    fn order_of_rooms() {
        assert_eq!(rooms(LIB), ["text", "report", "wire", "browser", "charts", "ui", "bin"]);
        let law = names_only_rooms_above;
        check(law, "src/text/a.rs", "use crate::report::Report;", 1);
        check(law, "src/text/a.rs", "use crate::{text::Word, ui, wire::Request};", 2);
        check(law, "src/report/a.rs", "fn f() { crate::wire::g() }", 1);
        check(law, "src/attic/a.rs", "", 1);
        check(law, "src/report/a.rs", "use crate::{report::B, text};", 0);
        check(law, "src/bin/page.rs", "use undertone::ui;", 0);
        check(law, "src/text/a.rs", "// crate::ui\nfn f() { report::x(\"crate::ui\") }", 0);
        check(law, "src/lib.rs", "pub mod ui;", 0);
    }

    #[test]
    fn the_web() {
        let law = names_the_web_only_where_allowed;
        check(law, "src/wire/a.rs", "use web_sys::Window;", 1);
        check(law, "src/charts/bars.rs", "use wasm_bindgen::JsCast;", 1);
        check(law, "src/browser/a.rs", "use plotters::prelude::*;", 1);
        check(law, "src/lib.rs", "use leptos::*;", 1);
        check(law, "src/charts/canvas.rs", "use web_sys::A; use plotters::B;", 0);
        check(law, "src/ui/a.rs", "use leptos::*;", 0);
        check(law, "src/text/a.rs", "//! Knows nothing of leptos.", 0);
    }

    #[test]
    fn the_world() {
        let law = needs_nothing_of_the_world;
        check(law, "src/text/a.rs", "use std::time::{Duration, Instant, SystemTime};", 2);
        check(law, "src/text/a.rs", "use std::{fs, net::IpAddr};", 2);
        check(law, "src/report/a.rs", "fn f() { rand::random(); jiff::Timestamp::now() }", 2);
        check(law, "src/report/a.rs", "fn f() { let now = 1; let fs = now; }", 0);
        check(law, "src/browser/a.rs", "use std::time::Instant;", 0);
    }

    #[test]
    fn connections() {
        let law = opens_no_connection;
        check(law, "src/ui/a.rs", "fn f() { window.fetch_with_str(x); WebSocket::new(y); }", 2);
        check(law, "src/ui/a.rs", "fn f() { navigator.send_beacon(x); get(\"sendBeacon\") }", 2);
        check(law, "www/a.js", "fetch('x'); new XMLHttpRequest(); self.EventSource; RTCPeerConnection", 4);
        check(law, "src/ui/a.rs", "//! We never fetch.\nfn f() { say(\"please fetch my order\") }", 0);
        check(law, "www/embed/connections.js", "new EventSource(x); WebSocket.OPEN; fetch(y)", 1);
        check(loads_no_connections, "www/a.js", "import('./connections.js')", 1);
    }

    #[test]
    fn markup() {
        let law = makes_no_markup_of_text;
        check(law, "src/ui/a.rs", "fn f() { e.set_inner_html(x); eval(y); }", 2);
        check(law, "src/ui/a.rs", "view! { <p inner_html=x /> }", 1);
        check(law, "www/a.js", "a.innerHTML = b; document.write(c); eval(d)", 3);
        check(law, "a.html", "<meta content=\"'wasm-unsafe-eval'\"><iframe srcdoc=x>", 1);
        check(law, "src/ui/a.rs", "fn evaluate() {}", 0);
    }

    #[test]
    fn safety() {
        check(is_safe, "src/ui/a.rs", "fn f() { unsafe { g() } }", 1);
        check(is_safe, "src/ui/a.rs", "#![deny(unsafe_code)] // unsafe\nconst A: &str = \"unsafe\";", 0);
    }

    #[test]
    fn shape_of_files() {
        check(opens_with_its_purpose, "src/ui/a.rs", "use a;", 1);
        check(opens_with_its_purpose, "src/ui/a.rs", "//! A.", 0);
        check(is_not_long, "src/ui/a.rs", &"a\n".repeat(501), 1);
        check(
            is_not_long,
            "src/ui/a.rs",
            &format!("a\n#[cfg(test)]\nmod tests {{\n{}}}", "b\n".repeat(600)),
            0,
        );
    }

    #[test]
    fn notes() {
        check(leaves_no_note_to_self, "src/ui/a.rs", "// TODO: more\n/* FIXME */", 2);
        check(leaves_no_note_to_self, "www/a.css", "/* XXX */", 1);
        check(leaves_no_note_to_self, "src/ui/a.rs", "const A: &str = \"TODO list\"; // todos", 0);
    }
}
