//! Measures the page and the terminal beside the programs of others, in one run on the same data.
//!
//! The others are installed from npm into the build directory when they are wanted, and nowhere else: no
//! manifest and no lock file names them, and nothing of them is in the product. chat-analytics is under
//! the AGPL; it is run, never read.

use std::{fs, path::PathBuf};

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    prepare, process,
    project::Project,
    serve::Served,
    test,
};

/// About a million messages.
const CONVERSATIONS: u32 = 151_000;

/// How often everything is measured.
const ROUNDS: u32 = 3;

/// What is measured beside ours, in versions that were tried.
const PEERS: [&str; 2] = ["@duckdb/duckdb-wasm@1.32.0", "chat-analytics@1.1.2"];

/// What `bench --peers` can be told.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    conversations: u32,
    rounds: u32,
    build: bool,
}

impl Options {
    fn parse(args: &[String]) -> Outcome<Self> {
        let mut options = Self { conversations: CONVERSATIONS, rounds: ROUNDS, build: true };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut number = || args.next().and_then(|n| n.parse().ok()).filter(|n| *n > 0).ok_or_else(usage);
            match arg.as_str() {
                "--conversations" => options.conversations = number()?,
                "--rounds" => options.rounds = number()?,
                "--no-build" => options.build = false,
                _ => return Err(usage()),
            }
        }
        Ok(options)
    }
}

/// `cargo xtask bench --peers`
pub fn bench(project: &Project, args: &[String]) -> Outcome {
    let options = Options::parse(args)?;
    if !options.build && !project.dist().join("index.html").is_file() {
        return Err(Failure::new(
            "There is nothing in dist/ to measure yet.",
            "Run `cargo xtask bench --peers` without `--no-build`.",
        ));
    }
    let tools = prepare::for_build(project)?;
    let chromium = prepare::chromium()?;
    let terminal = test::terminal_program(project)?;
    if options.build {
        build::build(project, &tools, Profile::Release)?;
    }
    let scratch = scratch(project)?;
    let installed = install(project, &PEERS);
    if let Err(failure) = &installed {
        eprintln!("{failure} What is compared with them is left out.");
    }
    let served = Served::start(project, Some(0))?;
    println!("Measuring (a million messages: about a quarter of an hour) …\n");
    let mut node = process::command(project, "node");
    node.current_dir(project.browser_tests())
        .arg("peers/main.mjs")
        .env("UNDERTONE_URL", served.address())
        .env("UNDERTONE_CHROMIUM", &chromium)
        .env("UNDERTONE_BIN", &terminal)
        .env("UNDERTONE_SCRATCH", &scratch)
        .env("UNDERTONE_CONVERSATIONS", options.conversations.to_string())
        .env("UNDERTONE_ROUNDS", options.rounds.to_string());
    if let Ok(peers) = installed {
        node.env("UNDERTONE_PEERS", peers);
    }
    process::run(&mut node, || {
        Failure::new("The comparison did not come to its end.", "See the message above.")
    })
}

/// Where peers and their data lie.
fn scratch(project: &Project) -> Outcome<PathBuf> {
    let scratch = project.target().join("peers");
    fs::create_dir_all(&scratch).map_err(|error| {
        Failure::new(
            format!("{} could not be made: {error}.", scratch.display()),
            "See to its permissions, and that the disk has two gigabytes free.",
        )
    })?;
    Ok(scratch)
}

/// Has npm install these, and gives where.
pub fn install(project: &Project, peers: &[&str]) -> Outcome<PathBuf> {
    // Each list in a folder of its own, with the list as installed, written last.
    let names: Vec<&str> = peers
        .iter()
        .map(|peer| peer.trim_start_matches('@').split(['@', '/']).next().unwrap_or(peer))
        .collect();
    let scratch = scratch(project)?.join(names.join("-"));
    let (note, wanted) = (scratch.join("installed.txt"), peers.join("\n"));
    if fs::read_to_string(&note).is_ok_and(|installed| installed == wanted) {
        return Ok(scratch);
    }
    println!("Installing {} into {} …", peers.join(" and "), scratch.display());
    let failure = || {
        Failure::new(
            format!("{} could not be installed.", peers.join(" and ")),
            "See what npm said above; is the registry in reach?",
        )
    };
    fs::create_dir_all(&scratch).map_err(|_| failure())?;
    // npm installs beside the nearest manifest: this one, which is nobody's.
    fs::write(scratch.join("package.json"), "{ \"private\": true }\n").map_err(|_| failure())?;
    let npm = process::on_path(&["npm", "npm.cmd"]).ok_or_else(failure)?;
    let mut npm = process::command(project, npm);
    npm.current_dir(&scratch).args(["install", "--no-save", "--no-package-lock", "--ignore-scripts"]);
    process::run(npm.args(["--no-audit", "--no-fund", "--loglevel=error"]).args(peers), failure)?;
    fs::write(&note, wanted).map_err(|_| failure())?;
    Ok(scratch)
}

fn usage() -> Failure {
    Failure::new(
        "`bench --peers` was not understood.",
        "Run `cargo xtask bench --peers [--conversations N] [--rounds N] [--no-build]`.",
    )
}

#[cfg(test)]
mod tests {
    use super::{CONVERSATIONS, Options, ROUNDS};

    fn parse(args: &[&str]) -> Option<Options> {
        let args: Vec<String> = args.iter().map(ToString::to_string).collect();
        Options::parse(&args).ok()
    }

    #[test]
    fn options_are_read_or_refused() {
        let usual = Options { conversations: CONVERSATIONS, rounds: ROUNDS, build: true };
        assert_eq!(parse(&[]), Some(usual));
        let small = Options { conversations: 1510, rounds: 1, build: false };
        assert_eq!(parse(&["--rounds", "1", "--no-build", "--conversations", "1510"]), Some(small));
        for wrong in [&["--rounds"][..], &["--rounds", "0"], &["--conversations", "many"], &["--fast"]] {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }
}
