//! Running other programs.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::{
    failure::{Failure, Outcome},
    project::Project,
};

/// A command that runs in the repository and builds where the project builds.
pub fn command(project: &Project, program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project.root()).env("CARGO_TARGET_DIR", project.target()).stdin(Stdio::null());
    command
}

/// Runs it to its end, its output going where ours goes.
pub fn run(command: &mut Command, failure: impl FnOnce() -> Failure) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(failure()),
        Err(error) => Err(not_started(command, &error)),
    }
}

/// A program that runs beside what is done meanwhile; what it prints is kept for its end.
pub struct Beside {
    child: Child,
    printed: PathBuf,
}

impl Beside {
    /// Starts it.
    pub fn start(command: &mut Command, printed: PathBuf) -> Outcome<Self> {
        let open = |path: &Path| {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            let file = File::create(path)?;
            Ok((file.try_clone()?, file))
        };
        let (out, errors) = open(&printed).map_err(|error: std::io::Error| {
            Failure::new(format!("{} could not be written: {error}.", printed.display()), "Is the disk full?")
        })?;
        let child =
            command.stdout(out).stderr(errors).spawn().map_err(|error| not_started(command, &error))?;
        Ok(Self { child, printed })
    }

    /// Waits for its end, and shows what it printed.
    pub fn end(mut self, failure: impl FnOnce() -> Failure) -> Outcome {
        let ended = self.child.wait();
        print!("{}", fs::read_to_string(&self.printed).unwrap_or_default());
        if ended.is_ok_and(|status| status.success()) { Ok(()) } else { Err(failure()) }
    }
}

impl Drop for Beside {
    /// What nobody waits for any more ends.
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}

/// What it prints when it succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first of these programs that is on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names
        .iter()
        .find_map(|name| env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file()))
}

/// PATH with these directories in front.
pub fn path_with<'a>(dirs: impl IntoIterator<Item = &'a Path>) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = dirs.into_iter().map(Path::to_path_buf).chain(env::split_paths(&path));
    env::join_paths(all).unwrap_or(path)
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    Failure::new(
        format!("`{program}` could not be started: {error}."),
        "Install it, and see that it is on PATH.",
    )
}
