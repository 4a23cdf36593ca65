//! The project's own commands. `cargo xtask` alone lists them.
//!
//! Each prepares what it needs, says what it is doing and about how long that takes, and fails with
//! one sentence and the remedy.

mod alike;
mod bench;
mod build;
mod dev;
mod embed;
mod failure;
mod fuzz;
mod guide;
mod html;
mod http;
mod integrity;
mod lint;
mod minify;
mod offline;
mod package;
mod peers;
mod policy;
mod prepare;
mod process;
mod project;
mod screens;
mod serve;
mod shorten;
mod single;
mod sizes;
mod test;
mod wasm;

use std::process::ExitCode;

use failure::{Failure, Outcome};
use project::Project;

/// One line of the list, and what it does.
struct Command {
    name: &'static str,
    what: &'static str,
    run: fn(&Project, &[String]) -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        what: "build for release and serve on 127.0.0.1 (--port N, --no-build)",
        run: serve::command,
    },
    Command { name: "test", what: "every check, from format to browser", run: test::command },
    Command {
        name: "build",
        what: "build the page for release into dist/, and as one file into dist-single/",
        run: build::command,
    },
    Command {
        name: "single",
        what: "the page as one file that runs from disk, dist-single/undertone.html (--no-build: of dist/ as it is)",
        run: single::command,
    },
    Command {
        name: "package",
        what: "the panel for websites as an npm package, target/package/ (--no-build)",
        run: package::command,
    },
    Command {
        name: "bench",
        what: "measure: native, download sizes, in the browser (--conversations N); beside others (--peers)",
        run: bench::command,
    },
    Command {
        name: "screens",
        what: "take the pictures in docs/screens/ anew (--no-build)",
        run: screens::command,
    },
    Command { name: "fmt", what: "format the sources", run: lint::fmt_command },
    Command { name: "lint", what: "format check, clippy for both targets, licences", run: lint::command },
    Command {
        name: "dev",
        what: "serve, and build again whenever a source changes (--port N, --release)",
        run: dev::command,
    },
    Command {
        name: "fuzz",
        what: "feed the readers with what nobody would write (--seconds N, names of targets); needs nightly",
        run: fuzz::command,
    },
    Command {
        name: "prepare",
        what: "install all that the other commands need, and nothing else",
        run: prepare::command,
    },
];

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(name) = args.next() else {
        list();
        return ExitCode::SUCCESS;
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        list();
        return ExitCode::SUCCESS;
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprintln!("There is no command `{name}`; these are there:\n");
        list();
        return ExitCode::from(2);
    };
    let rest: Vec<String> = args.collect();
    match Project::find().and_then(|project| (command.run)(&project, &rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn list() {
    println!("cargo xtask COMMAND");
    for command in COMMANDS {
        println!("  {:<8} {}", command.name, command.what);
    }
}

/// Whether a command takes the page as it is built, for those that know no other option.
fn as_built(name: &str, args: &[String]) -> Outcome<bool> {
    match args {
        [] => Ok(false),
        [flag] if flag == "--no-build" => Ok(true),
        _ => Err(Failure::new(
            format!("`{name}` was not understood."),
            format!("Run `cargo xtask {name} [--no-build]`."),
        )),
    }
}

/// The commands that take no options say so.
fn no_options(name: &str, args: &[String]) -> Outcome {
    match args.first() {
        None => Ok(()),
        Some(arg) => Err(Failure::new(
            format!("`{name}` does not know `{arg}`."),
            format!("Run `cargo xtask {name}`."),
        )),
    }
}
