//! Format, clippy for both targets, and the licences and sources of the dependencies.

use crate::{
    failure::{Failure, Outcome},
    prepare, process,
    project::Project,
};

const WASM: &str = "wasm32-unknown-unknown";

/// `cargo xtask fmt`
pub fn fmt_command(project: &Project, args: &[String]) -> Outcome {
    crate::no_options("fmt", args)?;
    cargo(
        project,
        &["fmt", "--all"],
        "The sources could not be formatted.",
        "Mend the syntax error shown above.",
    )
}

/// `cargo xtask lint`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    crate::no_options("lint", args)?;
    lint(project)?;
    println!("Nothing to remark.");
    Ok(())
}

/// All of it, stopping at the first remark.
pub fn lint(project: &Project) -> Outcome {
    println!("Checking format …");
    cargo(
        project,
        &["fmt", "--all", "--check"],
        "The sources are not formatted as they should be.",
        "Run `cargo xtask fmt`.",
    )?;

    prepare::wasm_target(project)?;
    println!(
        "Checking with clippy, native and for the browser (about 3 minutes from nothing, seconds after) …"
    );
    let clippy = |args: &[&str]| {
        let all = [&["clippy", "--quiet"], args, &["--", "-D", "warnings"]].concat();
        cargo(
            project,
            &all,
            "Clippy has remarks.",
            "Mend what it shows above, or allow it there with a reason.",
        )
    };
    clippy(&["--workspace", "--all-targets", "--features", "terminal,charts"])?;
    for (program, feature) in [
        ("page", "page"),
        ("page", "gallery"),
        ("panel", "panel"),
        ("worker", "worker"),
        ("tables", "tables"),
    ] {
        clippy(&["--target", WASM, "--features", feature, "--lib", "--bin", program])?;
    }

    let dir = prepare::deny(project)?;
    println!("Checking licences and sources of the dependencies …");
    let mut deny = process::command(project, "cargo-deny");
    deny.env("PATH", process::path_with(dir.as_deref()));
    deny.args(["--log-level", "error", "--all-features", "check", "licenses", "bans", "sources"]);
    process::run(&mut deny, || {
        Failure::new(
            "A dependency breaks the rules of deny.toml.",
            "Choose another, or widen the rules there with a reason.",
        )
    })
}

fn cargo(project: &Project, args: &[&str], what: &str, remedy: &str) -> Outcome {
    process::run(process::command(project, "cargo").args(args), || Failure::new(what, remedy))
}
