//! A Python with DuckDB, the second engine that checks our figures. Tests go on without it.

use std::{fs, path::PathBuf, process::Command};

use crate::{process, project::Project};

/// The interpreter of an environment that holds the second engine, or `None` with the reason said.
pub fn python(project: &Project) -> Option<PathBuf> {
    let wanted = project.root().join("tests/second_engine/requirements.txt");
    let requirements = fs::read_to_string(&wanted).ok()?;
    let home = project.cache().join("second-engine");
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    // The requirements as installed, written last.
    let installed = home.join("installed.txt");
    if python.is_file() && fs::read_to_string(&installed).is_ok_and(|text| text == requirements) {
        return Some(python);
    }
    println!("Installing DuckDB for Python, the second engine (about half a minute) …");
    let Some(system) = process::on_path(&["python3", "python"]) else {
        println!("  There is no Python, so figures are not compared with a second engine.");
        return None;
    };
    let made = process::output(Command::new(system).args(["-m", "venv", "--clear"]).arg(&home)).is_some()
        && process::output(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
                .arg(&wanted),
        )
        .is_some();
    if !made || fs::write(&installed, requirements).is_err() {
        println!(
            "  Python could not install DuckDB (`python3 -m venv` and pip are needed), \
             so figures are not compared with a second engine."
        );
        return None;
    }
    Some(python)
}
