//! Takes the pictures of every screen and state anew, for the documents and for the test that
//! compares today's page with them.

use std::fs;

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    prepare, process,
    project::Project,
    serve::Served,
};

/// `cargo xtask screens`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    let as_built = match args {
        [] => false,
        [flag] if flag == "--no-build" => true,
        _ => {
            return Err(Failure::new(
                "`screens` was not understood.",
                "Run `cargo xtask screens [--no-build]`.",
            ));
        }
    };
    let tools = prepare::for_build(project)?;
    let chromium = prepare::chromium()?;
    if !as_built {
        build::build(project, &tools, Profile::Release)?;
    }
    println!("Taking the pictures (about a minute) …");
    forget(project)?;
    let served = Served::start(project, Some(0))?;
    let mut playwright = process::command(project, "node");
    playwright
        .current_dir(project.browser_tests())
        .args(["node_modules/@playwright/test/cli.js", "test", "screens/", "--update-snapshots=all"])
        .env("UNDERTONE_SCREENS", "take")
        .env("UNDERTONE_URL", served.address())
        .env("UNDERTONE_CHROMIUM", chromium);
    process::run(&mut playwright, || {
        Failure::new("Not every picture could be taken.", "See which screen was not reached above.")
    })?;
    let mut shrink = process::command(project, "node");
    shrink.arg(project.browser_tests().join("screens/shrink.mjs")).arg(project.screens());
    process::run(&mut shrink, || {
        Failure::new("The pictures could not be made small.", "See the message above.")
    })?;
    println!("The pictures are in docs/screens/. Look at them before they are committed.");
    Ok(())
}

/// Removes the old pictures, so that those of a screen that is no more do not stay.
fn forget(project: &Project) -> Outcome {
    let failure = |error| {
        Failure::new(
            format!("An old picture in docs/screens/ could not be removed: {error}."),
            "See to its permissions.",
        )
    };
    let Ok(entries) = fs::read_dir(project.screens()) else { return Ok(()) };
    for entry in entries {
        let path = entry.map_err(failure)?.path();
        if path.extension().is_some_and(|extension| extension == "png") {
            fs::remove_file(path).map_err(failure)?;
        }
    }
    Ok(())
}
