//! Every check there is, in the order in which a mistake shows soonest.

use std::{path::PathBuf, time::Instant};

use crate::{
    build,
    failure::{Failure, Outcome},
    lint, prepare,
    process::{self, Beside},
    project::Project,
    serve::Served,
    sizes,
};

/// Whether a check was made.
enum Check {
    Passed,
    Skipped,
}

/// `cargo xtask test`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    crate::no_options("test", args)?;
    println!(
        "All checks: about twenty minutes on two cores, up to an hour the first time, when tools are compiled."
    );
    let mut report = Report::default();
    let outcome = checks(project, &mut report);
    if let Err(failure) = &outcome {
        report.failed += 1;
        eprintln!("\n{failure}");
    }
    println!("\nchecks: {} passed, {} failed, {} skipped", report.passed, report.failed, report.skipped);
    outcome.map_err(|_| Failure::new("Not every check passed.", "The first that failed is named above."))
}

fn checks(project: &Project, report: &mut Report) -> Outcome {
    let mut tools = Vec::new();
    let (mut chromium, mut firefox) = (PathBuf::new(), PathBuf::new());
    report.check("what is needed is there", || {
        tools = prepare::for_build(project)?;
        chromium = prepare::chromium()?;
        firefox = prepare::firefox()?;
        Ok(Check::Passed)
    })?;
    // Clippy takes one core most of the time, and so does the page, whose programs are each compiled as a whole.
    let page = beside(project, "build")?;
    report.check("format, clippy, licences", || lint::lint(project).map(passed))?;
    report.check("native tests", || native_tests(project).map(passed))?;
    report.check("the page builds", || page.end(build::not_built).map(passed))?;
    report.check("the download stays within its budget", || sizes::check(project).map(passed))?;
    let mut terminal = PathBuf::new();
    report.check("the terminal program builds", || {
        terminal = terminal_program(project)?;
        Ok(Check::Passed)
    })?;
    report.check("a second engine finds the same figures", || second_engine(project, &terminal))?;
    report.check("browser tests", || browser_tests(project, &chromium, &terminal).map(passed))?;
    report.check("every part in the gallery", || gallery_tests(project, &tools, &chromium).map(passed))?;
    report.check("the page in Firefox", || firefox_tests(project, &firefox, &terminal).map(passed))
}

/// Begins one of our own commands beside what is checked meanwhile.
fn beside(project: &Project, command: &str) -> Outcome<Beside> {
    let own = std::env::current_exe().map_err(|error| {
        Failure::new(format!("This program was not found: {error}."), "Start it with `cargo xtask`.")
    })?;
    println!("Beginning `cargo xtask {command}` beside the next checks …");
    let mut started = process::command(project, own);
    Beside::start(started.arg(command), project.target().join(format!("{command}.log")))
}

fn native_tests(project: &Project) -> Outcome {
    println!("Compiling and running the native tests (about 3 minutes from nothing) …");
    let mut cargo = process::command(project, "cargo");
    cargo.args(["test", "--quiet", "--workspace", "--features", "terminal,charts"]);
    // A snapshot that differs is a failure, never a file to look at later.
    cargo.env("INSTA_UPDATE", "no");
    process::run(&mut cargo, || Failure::new("A native test failed.", "See its message above."))
}

/// Builds the terminal program optimised, though without the slow whole-program step of a release.
pub fn terminal_program(project: &Project) -> Outcome<PathBuf> {
    println!("Building the terminal program (about a minute from nothing) …");
    let mut cargo = process::command(project, "cargo");
    cargo.args(["build", "--quiet", "--profile", "bench", "--features", "terminal", "--bin", "undertone"]);
    process::run(&mut cargo, || {
        Failure::new("The terminal program could not be built.", "See what the compiler said above.")
    })?;
    // cargo puts what the bench profile builds among the releases.
    Ok(project.target().join("release/undertone").with_extension(std::env::consts::EXE_EXTENSION))
}

fn second_engine(project: &Project, terminal: &PathBuf) -> Outcome<Check> {
    let script = project.root().join("tests/second_engine/check.py");
    if !script.is_file() {
        println!("There is no such check yet.");
        return Ok(Check::Skipped);
    }
    let Some(python) = prepare::python(project) else { return Ok(Check::Skipped) };
    let mut check = process::command(project, python);
    check.arg(script).env("UNDERTONE_BIN", terminal).env("PYTHONDONTWRITEBYTECODE", "1");
    process::run(&mut check, || {
        Failure::new(
            "The second engine finds other figures than ours.",
            "See which above; one of the two is wrong.",
        )
    })?;
    Ok(Check::Passed)
}

fn browser_tests(project: &Project, chromium: &PathBuf, terminal: &PathBuf) -> Outcome {
    println!("Running the browser tests (about 15 minutes) …");
    let served = Served::start(project, Some(0))?;
    let tests = project.browser_tests();
    let mut playwright = process::command(project, "node");
    playwright
        .current_dir(&tests)
        .arg("node_modules/@playwright/test/cli.js")
        .arg("test")
        .env("UNDERTONE_URL", served.address())
        .env("UNDERTONE_CHROMIUM", chromium)
        .env("UNDERTONE_BIN", terminal);
    process::run(&mut playwright, || {
        Failure::new(
            "A browser test failed.",
            "See its message above; pictures and traces are in test-results/.",
        )
    })
}

fn gallery_tests(project: &Project, tools: &[PathBuf], chromium: &PathBuf) -> Outcome {
    let served = Served::of(project, build::gallery(project, tools)?, Some(0))?;
    println!("Running the tests of the parts (about a minute) …");
    let mut playwright = process::command(project, "node");
    playwright
        .current_dir(project.browser_tests())
        .args(["node_modules/@playwright/test/cli.js", "test", "parts.spec"])
        .env("UNDERTONE_GALLERY", "1")
        .env("UNDERTONE_URL", served.address())
        .env("UNDERTONE_CHROMIUM", chromium);
    process::run(&mut playwright, || {
        Failure::new(
            "A part of the page failed its test.",
            "See its message above; pictures are in test-results/.",
        )
    })
}

fn firefox_tests(project: &Project, firefox: &PathBuf, terminal: &PathBuf) -> Outcome {
    println!("Running the essential tests in Firefox (about 40 seconds) …");
    let served = Served::start(project, Some(0))?;
    let mut node = process::command(project, "node");
    node.current_dir(project.browser_tests())
        .args([
            "--test",
            "--test-reporter=spec",
            "firefox/page.test.mjs",
            "firefox/single.test.mjs",
            "firefox/panel.test.mjs",
        ])
        .env("UNDERTONE_URL", served.address())
        .env("UNDERTONE_FIREFOX", firefox)
        .env("UNDERTONE_BIN", terminal);
    process::run(&mut node, || Failure::new("A test in Firefox failed.", "See its message above."))
}

fn passed((): ()) -> Check {
    Check::Passed
}

/// How many checks came out how.
#[derive(Default)]
struct Report {
    passed: u32,
    skipped: u32,
    failed: u32,
}

impl Report {
    fn check(&mut self, name: &str, check: impl FnOnce() -> Outcome<Check>) -> Outcome {
        println!("\n== {name}");
        let start = Instant::now();
        let said = match check()? {
            Check::Passed => {
                self.passed += 1;
                "passed"
            }
            Check::Skipped => {
                self.skipped += 1;
                "skipped"
            }
        };
        println!("== {name}: {said} ({} s)", start.elapsed().as_secs());
        Ok(())
    }
}
