//! The libraries of all programs: Trunk builds without the network.

use crate::{
    failure::{Failure, Outcome},
    process,
    project::Project,
};

/// Downloads those that are not here yet.
pub fn crates(project: &Project) -> Outcome {
    process::run(process::command(project, "cargo").args(["fetch", "--locked", "--quiet"]), || {
        Failure::new(
            "The libraries that the page is built from could not be downloaded.",
            "See what cargo said above; it needs the network once.",
        )
    })
}
