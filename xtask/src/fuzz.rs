//! Feeds the readers with what nobody would write, for a while each.

use std::path::PathBuf;

use crate::{
    failure::{Failure, Outcome},
    prepare, process,
    project::Project,
};

/// How long each target is fed.
const SECONDS: u32 = 60;

/// Seconds in which a single input must be read, and bytes that it may have.
const PATIENCE: u32 = 5;
const LONGEST: u32 = 16 << 10;

/// The targets, as `fuzz/Cargo.toml` names them.
const TARGETS: [&str; 7] = ["any_file", "json", "table", "text", "archive", "parquet", "filter"];

/// `cargo xtask fuzz`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    let usage = || {
        Failure::new(
            "`fuzz` takes `--seconds N` and names of targets.",
            format!("Run `cargo xtask fuzz --seconds 900 json`. The targets are {}.", TARGETS.join(", ")),
        )
    };
    let (seconds, named) = match args {
        [name, value, rest @ ..] if name == "--seconds" => (value.parse().map_err(|_| usage())?, rest),
        rest => (SECONDS, rest),
    };
    if named.iter().any(|name| !TARGETS.contains(&name.as_str())) {
        return Err(usage());
    }
    let tools = prepare::fuzz(project)?;
    let path = process::path_with(tools.iter().map(PathBuf::as_path));
    for target in TARGETS.iter().filter(|target| named.is_empty() || named.iter().any(|name| name == *target))
    {
        println!("\n== {target}, {seconds} seconds (compiling takes about two minutes the first time)");
        let mut fuzz = process::command(project, "cargo");
        fuzz.args(["+nightly", "fuzz", "run", "--release", target])
            .args(["--", &format!("-max_total_time={seconds}"), &format!("-timeout={PATIENCE}")])
            .args([&format!("-max_len={LONGEST}"), "-print_final_stats=1", "-verbosity=0"])
            .env("CARGO_TARGET_DIR", project.target().join("fuzz"))
            .env("PATH", &path);
        process::run(&mut fuzz, || {
            Failure::new(
                format!("The target `{target}` failed."),
                "The input that did it is in fuzz/artifacts/; make a test of it before you mend what it shows.",
            )
        })?;
    }
    Ok(())
}
