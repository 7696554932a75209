//! What was named on the command line: files, folders, patterns, or a list on standard input.

use std::{
    ffi::OsString,
    io::{self, BufRead},
    path::{Component, Path, PathBuf},
};

use globset::GlobBuilder;
use kyso::{
    batch::Input,
    text::{Kind, Problem},
};
use walkdir::{DirEntry, WalkDir};

use crate::stop::Stop;

/// How folders are searched.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search<'s> {
    /// Whether folders below are searched as well.
    pub recursive: bool,
    /// Suffix of one's own outputs beside their inputs: these are not taken.
    pub own_suffix: &'s str,
}

/// One thing that was found: a document, or what is told instead of one.
#[derive(Clone, Debug)]
pub enum Found {
    Document(Input),
    /// No regular file, or cannot be looked at.
    Other(PathBuf, Problem),
    /// The argument names a folder or pattern in which nothing was found.
    Nothing(PathBuf),
}

/// What was named, argument by argument, in order; a lone `-` stands for the lines of standard
/// input, which are read as they are needed.
pub fn named(arguments: &[PathBuf]) -> Box<dyn Iterator<Item = io::Result<PathBuf>> + Send + '_> {
    if arguments == [Path::new("-")] {
        Box::new(
            io::BufReader::new(io::stdin())
                .split(b'\n')
                .filter_map(of_line),
        )
    } else {
        Box::new(arguments.iter().cloned().map(Ok))
    }
}

/// Gives back the documents that an option with several values has taken: in `--trust root.crt
/// a.pdf` the last is no certificate. Those that were named by themselves come first.
///
/// Nothing but a name that ends in `.pdf`, or a lone `-`, is known for a document: where none is
/// left the user is told.
pub fn take_back(documents: &mut Vec<PathBuf>, values: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let is_document = |path: &PathBuf| is_pdf(path) || path == Path::new("-");
    documents.extend(values.iter().filter(|path| is_document(path)).cloned());
    values.retain(|path| !is_document(path));
    if documents.is_empty() {
        let last = values.last().cloned().unwrap_or_default();
        return Err(Stop::new(
            last.to_string_lossy(),
            Problem::new(Kind::NoInput, "… FILE --trust F | FILE --chain F"),
        ));
    }
    Ok(())
}

fn of_line(line: io::Result<Vec<u8>>) -> Option<io::Result<PathBuf>> {
    match line {
        Ok(mut line) => {
            if cfg!(windows) && line.last() == Some(&b'\r') {
                line.pop();
            }
            (!line.is_empty()).then(|| path_of(line))
        }
        Err(error) => Some(Err(error)),
    }
}

#[cfg(unix)]
fn path_of(line: Vec<u8>) -> io::Result<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Ok(OsString::from_vec(line).into())
}

#[cfg(not(unix))]
fn path_of(line: Vec<u8>) -> io::Result<PathBuf> {
    let text = String::from_utf8(line).map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(OsString::from(text).into())
}

/// Everything that `argument` names. A file named by itself is taken whatever it is called; in
/// folders only `*.pdf` that is not hidden.
pub fn expand(argument: PathBuf, search: Search<'_>) -> Vec<Found> {
    let found = if argument.is_dir() {
        folder(&argument, search)
    } else if argument.symlink_metadata().is_err() && is_pattern(&argument) {
        pattern(&argument, search)
    } else {
        return vec![Found::Document(given(argument))];
    };
    if found.is_empty() {
        return vec![Found::Nothing(argument)];
    }
    found
}

/// A file named by itself. `/dev/stdin` is no name for a document: its output is `stdin.pdf`.
fn given(path: PathBuf) -> Input {
    let mut input = Input::file(path);
    if input.path.starts_with("/dev") {
        input.relative.set_extension("pdf");
    }
    input
}

fn folder(root: &Path, search: Search<'_>) -> Vec<Found> {
    let depth = if search.recursive { usize::MAX } else { 1 };
    walk(root, depth)
        .filter_map(|entry| match entry {
            Ok(entry) if !is_pdf(entry.path()) || entry.file_type().is_dir() => None,
            Ok(entry) if is_own_output(entry.path(), search.own_suffix) => None,
            Ok(entry) => Some(taken(root, entry)),
            Err(error) => Some(unseen(root, &error)),
        })
        .collect()
}

/// Patterns as shells know them, `**` included; the folder before the first sign of a pattern
/// is where the tree of the outputs begins.
fn pattern(pattern: &Path, search: Search<'_>) -> Vec<Found> {
    let text = pattern.to_string_lossy();
    let glob = GlobBuilder::new(&text).literal_separator(true).build();
    let glob = match glob {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => {
            let problem = Problem::new(Kind::Usage, error.to_string());
            return vec![Found::Other(pattern.to_owned(), problem)];
        }
    };
    let base: PathBuf = pattern
        .components()
        .take_while(|part| !has_sign(&part.as_os_str().to_string_lossy()))
        .collect();
    let is_deep = pattern
        .components()
        .any(|part| part.as_os_str().to_string_lossy().contains("**"));
    let levels = pattern.components().count() - base.components().count();
    let start = if base.as_os_str().is_empty() {
        Path::new(".")
    } else {
        &base
    };
    let mut found = Vec::new();
    for entry in walk(start, if is_deep { usize::MAX } else { levels }) {
        match entry {
            Ok(entry) => {
                let path = entry.path().strip_prefix("./").unwrap_or(entry.path());
                if !glob.is_match(path) || is_own_output(path, search.own_suffix) {
                    continue;
                }
                if !entry.file_type().is_dir() {
                    found.push(taken(start, entry));
                } else if !is_deep {
                    found.extend(folder(path, search));
                }
            }
            Err(error) => found.push(unseen(start, &error)),
        }
    }
    found
}

/// The entries below `root`, by name; hidden ones are left out, and links to folders are not
/// followed: they may lead back up.
fn walk(root: &Path, depth: usize) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    WalkDir::new(root)
        .min_depth(1)
        .max_depth(depth)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
        })
}

fn taken(root: &Path, entry: DirEntry) -> Found {
    let path = entry.into_path();
    match path.metadata() {
        Ok(metadata) if metadata.is_file() => {
            let relative = path.strip_prefix(root).unwrap_or(&path).to_owned();
            let path = path.strip_prefix("./").map(Path::to_owned).unwrap_or(path);
            Found::Document(Input::below(path, relative))
        }
        Ok(_) => Found::Other(path, Problem::new(Kind::SkippedInput, "")),
        Err(error) => Found::Other(path, Problem::new(Kind::Io, error.to_string())),
    }
}

fn unseen(root: &Path, error: &walkdir::Error) -> Found {
    let path = error.path().unwrap_or(root).to_owned();
    let reason = error
        .io_error()
        .map_or_else(|| error.to_string(), io::Error::to_string);
    Found::Other(path, Problem::new(Kind::Io, reason))
}

fn is_pdf(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
}

/// `a-signed.pdf` beside `a.pdf`
fn is_own_output(path: &Path, suffix: &str) -> bool {
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
        return false;
    };
    match stem.strip_suffix(suffix) {
        Some(original) if !suffix.is_empty() && !original.is_empty() => {
            let mut name = OsString::from(original);
            if let Some(extension) = path.extension() {
                name.push(".");
                name.push(extension);
            }
            path.with_file_name(name).exists()
        }
        _ => false,
    }
}

fn is_pattern(path: &Path) -> bool {
    path.components()
        .any(|part| matches!(part, Component::Normal(name) if has_sign(&name.to_string_lossy())))
}

fn has_sign(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}
