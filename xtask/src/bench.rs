//! Measures: the native road, the size of the download, and the page in a browser; with `--readers` the readers
//! alone, in a browser's worker; with `--peers` the page and the terminal beside the programs of others.

use std::fs;

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    peers, prepare, process,
    project::Project,
    serve::Served,
    sizes, test,
};

/// About 100,000 messages.
const CONVERSATIONS: u32 = 15_200;

/// `cargo xtask bench`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    match args {
        [first, rest @ ..] if first == "--peers" => return peers::bench(project, rest),
        [only] if only == "--readers" => return readers(project),
        _ => {}
    }
    let conversations = match args {
        [] => CONVERSATIONS,
        [name, value] if name == "--conversations" => value.parse().map_err(|_| usage())?,
        _ => return Err(usage()),
    };
    let tools = prepare::for_build(project)?;
    let chromium = prepare::chromium()?;

    println!("\n== native (about 3 minutes from nothing)");
    let mut bench = process::command(project, "cargo");
    bench.args([
        "bench",
        "--quiet",
        "--features",
        "terminal,charts",
        "--bench",
        "road",
        "--bench",
        "search",
        "--bench",
        "paths",
        "--bench",
        "pictures",
    ]);
    process::run(&mut bench, || Failure::new("The native benchmark failed.", "See its message above."))?;

    println!("\n== download");
    build::build(project, &tools, Profile::Release)?;
    let sizes = sizes::check(project);

    let hello = Served::plain(build::of_bench(project, &tools, "hello")?)?;

    println!("\n== in the browser (about three minutes)");
    let terminal = test::terminal_program(project)?;
    let served = Served::start(project, Some(0))?;
    for script in ["bench.mjs", "board.mjs", "redraw.mjs", "reopen.mjs", "searching.mjs", "from-disk.mjs"] {
        let mut node = process::command(project, "node");
        node.current_dir(project.browser_tests())
            .arg(script)
            .env("UNDERTONE_URL", served.address())
            .env("UNDERTONE_HELLO", hello.address())
            .env("UNDERTONE_CHROMIUM", &chromium)
            .env("UNDERTONE_BIN", &terminal)
            .env("UNDERTONE_CONVERSATIONS", conversations.to_string());
        process::run(&mut node, || {
            Failure::new("The page could not be measured in the browser.", "See the message above.")
        })?;
    }
    sizes
}

/// `cargo xtask bench --readers`
fn readers(project: &Project) -> Outcome {
    let tools = prepare::for_build(project)?;
    let chromium = prepare::chromium()?;
    let terminal = test::terminal_program(project)?;
    let peers = peers::install(project, &["papaparse@5.5.3"])?;
    let dist = build::of_bench(project, &tools, "readers")?;
    let script = "papaparse.min.js";
    fs::copy(peers.join("node_modules/papaparse").join(script), dist.join(script)).map_err(|error| {
        Failure::new(format!("{script} could not be copied: {error}."), "See whether npm installed it.")
    })?;
    let served = Served::plain(dist)?;
    let mut node = process::command(project, "node");
    node.current_dir(project.browser_tests())
        .arg("readers.mjs")
        .env("UNDERTONE_READERS", served.address())
        .env("UNDERTONE_CHROMIUM", &chromium)
        .env("UNDERTONE_BIN", &terminal);
    process::run(&mut node, || Failure::new("The readers could not be measured.", "See the message above."))
}

fn usage() -> Failure {
    Failure::new(
        "`bench` was not understood.",
        "Run `cargo xtask bench [--conversations N]`, `cargo xtask bench --readers` or `cargo xtask bench --peers`.",
    )
}
