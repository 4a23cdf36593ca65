//! Takes the pictures of every screen and state anew, for the documents and for the test that
//! compares today's page with them.

use std::{fs, path::Path};

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    prepare, process,
    project::Project,
    serve::Served,
};

/// `cargo xtask screens`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    let as_built = crate::as_built("screens", args)?;
    let tools = prepare::for_build(project)?;
    let chromium = prepare::chromium()?;
    if !as_built {
        build::build(project, &tools, Profile::Release)?;
    }
    let parts = Served::of(project, build::gallery(project, &tools)?, Some(0))?;
    let screens = Served::start(project, Some(0))?;
    println!("Taking the pictures (about two minutes) …");
    for (folder, spec, served) in [
        (project.screens(), "screens/screens.spec", screens),
        (project.screens().join("parts"), "screens/parts.spec", parts),
    ] {
        forget(&folder)?;
        let mut playwright = process::command(project, "node");
        playwright
            .current_dir(project.browser_tests())
            .args(["node_modules/@playwright/test/cli.js", "test", spec, "--update-snapshots=all"])
            .env("UNDERTONE_SCREENS", "take")
            .env("UNDERTONE_GALLERY", "1")
            .env("UNDERTONE_URL", served.address())
            .env("UNDERTONE_CHROMIUM", &chromium);
        process::run(&mut playwright, || {
            Failure::new("Not every picture could be taken.", "See which screen was not reached above.")
        })?;
        let mut shrink = process::command(project, "node");
        shrink.arg(project.browser_tests().join("screens/shrink.mjs")).arg(folder);
        process::run(&mut shrink, || {
            Failure::new("The pictures could not be made small.", "See the message above.")
        })?;
    }
    println!("The pictures are in docs/screens/. Look at them before they are committed.");
    Ok(())
}

/// Removes the old pictures, so that those of a screen that is no more do not stay.
fn forget(folder: &Path) -> Outcome {
    let failure = |error| {
        Failure::new(
            format!("An old picture in docs/screens/ could not be removed: {error}."),
            "See to its permissions.",
        )
    };
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry.map_err(failure)?.path();
        if path.extension().is_some_and(|extension| extension == "png") {
            fs::remove_file(path).map_err(failure)?;
        }
    }
    Ok(())
}
