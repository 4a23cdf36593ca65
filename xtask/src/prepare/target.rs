//! The compiler's WebAssembly target.

use crate::{
    failure::{Failure, Outcome},
    process,
    project::Project,
};

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target where rustup manages the toolchain; otherwise it has to be there.
pub fn wasm_target(project: &Project) -> Outcome {
    let libraries = process::output(process::command(project, "rustc").args([
        "--target",
        TARGET,
        "--print",
        "target-libdir",
    ]));
    if libraries.is_some_and(|dir| std::path::Path::new(&dir).is_dir()) {
        return Ok(());
    }
    let remedy = format!("Install the target {TARGET} for your Rust toolchain and run this again.");
    if process::on_path(&["rustup"]).is_none() {
        return Err(Failure::new("The Rust toolchain lacks the WebAssembly target.", remedy));
    }
    println!("Adding the WebAssembly target to the Rust toolchain (about half a minute) …");
    process::run(process::command(project, "rustup").args(["target", "add", TARGET]), || {
        Failure::new("rustup could not add the WebAssembly target.", remedy)
    })
}
