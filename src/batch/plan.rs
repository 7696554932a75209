//! Which output each input gets, decided and checked before anything is written.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs,
    path::{Component, Path, PathBuf},
};

use super::file::Identity;
use crate::text::{Kind, Problem};

/// A document to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Where its output goes below the output folder: the file's name, or its path below the
    /// folder that was given.
    pub relative: PathBuf,
}

impl Input {
    /// A file given by itself: its output keeps the name.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let relative = path.file_name().map(PathBuf::from).unwrap_or_default();
        Self { path, relative }
    }

    /// A file found below a folder that was given: its output keeps the tree.
    pub fn below(path: impl Into<PathBuf>, relative: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            relative: relative.into(),
        }
    }
}

/// Where outputs go.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Destination {
    /// Into this folder, which is made; folders given as input keep their tree below it.
    Folder(PathBuf),
    /// Beside each input; tells them apart by the suffix.
    Beside,
    /// Over the input itself. Where the same file has other names (hard links), these would keep
    /// what it was: it fails, unless told to [`Overwrite`](super::Existing::Overwrite). Two runs
    /// over one file wait for each other, where the file system has locks.
    InPlace,
}

/// One document's way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Task {
    /// The input, as it was given.
    pub input: PathBuf,
    /// The output.
    pub output: PathBuf,
    /// Whether the output replaces the input.
    pub in_place: bool,
}

/// What is to be done, in the order of the inputs. A value is proof that no two tasks write to
/// one file and none writes to another's input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    tasks: Vec<Task>,
}

impl Plan {
    /// The tasks, in the order of the inputs.
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }
}

/// Finds each input's output: `relative` below the destination, `suffix` before the extension.
///
/// `recursive` are the folders whose whole tree was taken as input: the output folder must not
/// lie in one, or a second run would sign the outputs of the first.
///
/// # Errors
/// The path it is about, and the problem: [`Kind::OutputCollision`] for two inputs with one
/// output, and for an output that is itself an input; [`Kind::OutputInsideInput`];
/// [`Kind::Usage`] for a name that leads out of the folder; [`Kind::Io`].
/// # Not checked here
/// Whether the outputs exist: that is found out, without a race, when each is published.
pub fn plan(
    inputs: &[Input],
    destination: &Destination,
    suffix: &str,
    recursive: &[PathBuf],
) -> Result<Plan, (PathBuf, Problem)> {
    if let Destination::Folder(folder) = destination {
        outside_of(folder, recursive)?;
    }
    let mut tasks = Vec::with_capacity(inputs.len());
    for input in inputs {
        tasks.push(Task {
            input: input.path.clone(),
            output: output_of(input, destination, suffix)?,
            in_place: matches!(destination, Destination::InPlace),
        });
    }
    no_two_meet(&tasks)?;
    Ok(Plan { tasks })
}

fn outside_of(folder: &Path, recursive: &[PathBuf]) -> Result<(), (PathBuf, Problem)> {
    let real = resolve(folder);
    for input in recursive {
        if real.starts_with(resolve(input)) {
            let problem = Problem::new(Kind::OutputInsideInput, input.to_string_lossy());
            return Err((folder.to_owned(), problem));
        }
    }
    Ok(())
}

fn output_of(
    input: &Input,
    destination: &Destination,
    suffix: &str,
) -> Result<PathBuf, (PathBuf, Problem)> {
    let refused = |detail: &str| (input.path.clone(), Problem::new(Kind::Usage, detail));
    match destination {
        // Through a symbolic link, the file that it names is meant, not the link.
        // One that cannot be found fails when it is opened, and the others are signed.
        Destination::InPlace => {
            Ok(fs::canonicalize(&input.path).unwrap_or_else(|_| input.path.clone()))
        }
        Destination::Beside => Ok(with_suffix(&input.path, suffix)),
        Destination::Folder(folder) => {
            let mut parts = input.relative.components();
            if input.relative.as_os_str().is_empty()
                || parts.any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
            {
                return Err(refused(&input.relative.to_string_lossy()));
            }
            Ok(folder.join(with_suffix(&input.relative, suffix)))
        }
    }
}

/// `a/b.pdf` → `a/b-signed.pdf`
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    if suffix.is_empty() {
        return path.to_owned();
    }
    let mut name = OsString::from(path.file_stem().unwrap_or_default());
    name.push(suffix);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// No two outputs are one file; in the folder, no output is an input, under whatever name.
fn no_two_meet(tasks: &[Task]) -> Result<(), (PathBuf, Problem)> {
    let mut parents = HashMap::new();
    let mut outputs: HashMap<PathBuf, &Path> = HashMap::with_capacity(tasks.len());
    for task in tasks {
        let place = folded(&place_of(&task.output, &mut parents));
        if let Some(first) = outputs.insert(place, &task.input) {
            return Err(collision(&task.input, first));
        }
    }
    let mut inputs = HashMap::with_capacity(tasks.len());
    for task in tasks {
        let Some(identity) = Identity::of(&task.input) else {
            continue;
        };
        if let Some(first) = inputs.insert(identity, &task.input)
            && task.in_place
        {
            return Err(collision(&task.input, first));
        }
    }
    for task in tasks.iter().filter(|task| !task.in_place) {
        if let Some(input) = Identity::of(&task.output).and_then(|identity| inputs.get(&identity)) {
            return Err(collision(&task.input, input));
        }
    }
    Ok(())
}

fn collision(input: &Path, other: &Path) -> (PathBuf, Problem) {
    let problem = Problem::new(Kind::OutputCollision, other.to_string_lossy());
    (input.to_owned(), problem)
}

/// The output's path with its folder resolved; folders are looked up once.
fn place_of(output: &Path, parents: &mut HashMap<PathBuf, PathBuf>) -> PathBuf {
    let parent = output.parent().unwrap_or(Path::new(""));
    let real = parents
        .entry(parent.to_owned())
        .or_insert_with(|| resolve(parent));
    real.join(output.file_name().unwrap_or_default())
}

/// Where upper and lower case name one file, they are one here too.
fn folded(path: &Path) -> PathBuf {
    if cfg!(any(windows, target_os = "macos")) {
        path.to_string_lossy().to_lowercase().into()
    } else {
        path.to_owned()
    }
}

/// `path` without symbolic links as far as it exists, and without `..`.
fn resolve(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Ok(real) = fs::canonicalize(&path) {
        return real;
    }
    let mut real = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            real.pop();
        } else {
            real.push(part);
            real = fs::canonicalize(&real).unwrap_or(real);
        }
    }
    real
}
