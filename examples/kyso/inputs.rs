//! What was named on the command line: files, folders, patterns, or a list on standard input.

use std::{
    ffi::OsString,
    io::{self, BufRead},
    path::{Component, Path, PathBuf},
};

use globset::GlobBuilder;
use kyso::{
    batch::Input,
    text::{Kind, Phrase, Problem},
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
        let lines = io::BufReader::new(io::stdin()).split(b'\n');
        let first_line = std::iter::once(true).chain(std::iter::repeat(false));
        let lines = lines.zip(first_line);
        Box::new(lines.filter_map(|(line, is_first)| of_line(line, is_first)))
    } else {
        Box::new(arguments.iter().cloned().map(Ok))
    }
}

/// Gives back the documents that an option with several values has taken: in `--trust root.crt
/// a.pdf` the last is no certificate. Those that were named by themselves come first.
///
/// A name that ends in `.pdf`, or a lone `-`, is known for a document. Where none is left, the
/// last of several values is one if it is a folder or a pattern: something must be.
pub fn take_back(
    option: &str,
    documents: &mut Vec<PathBuf>,
    values: &mut Vec<PathBuf>,
) -> Result<(), Stop> {
    let is_document = |path: &PathBuf| is_pdf(path) || path == Path::new("-");
    documents.extend(values.iter().filter(|path| is_document(path)).cloned());
    values.retain(|path| !is_document(path));
    if documents.is_empty() && values.len() > 1 {
        documents.extend(values.pop_if(|last| last.is_dir() || is_pattern(last)));
    }
    if !documents.is_empty() {
        return Ok(());
    }
    let taken: Vec<_> = values.iter().map(|path| path.to_string_lossy()).collect();
    let taken = taken.join(" ");
    let detail = Phrase::new(
        format!("chưa nêu tài liệu nào; {taken} được hiểu là giá trị của {option}"),
        format!("no document is named; {taken} was taken for values of {option}"),
    );
    let advice = Phrase::new(
        format!("Viết tài liệu hoặc thư mục trước {option}: TỆP {option} {taken}."),
        format!("Write the documents or their folder before {option}: FILE {option} {taken}."),
    );
    Err(Stop::usage(option, detail).advising(advice))
}

/// A line of a list, which may have been written on another system: with a byte order mark at
/// its start, and lines that end in CR LF.
fn of_line(line: io::Result<Vec<u8>>, is_first: bool) -> Option<io::Result<PathBuf>> {
    let mut line = match line {
        Ok(line) => line,
        Err(error) => return Some(Err(error)),
    };
    if is_first && line.starts_with(b"\xef\xbb\xbf") {
        line.drain(..3);
    }
    if line.last() == Some(&b'\r') {
        let whole = path_of(line.clone());
        // Outside Windows, a name may end so.
        if cfg!(windows) || !whole.is_ok_and(|path| path.symlink_metadata().is_ok()) {
            line.pop();
        }
    }
    (!line.is_empty()).then(|| path_of(line))
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
            return vec![Found::Other(pattern.to_owned(), not_a_pattern(&error))];
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

fn not_a_pattern(error: &globset::Error) -> Problem {
    let reason = error.kind();
    let detail = Phrase::new(
        "mẫu tên tệp viết sai",
        format!("the pattern is not well-formed: {reason}"),
    );
    Problem::new(Kind::Usage, detail).advising(Phrase::new(
        "Kiểm tra các dấu [ ] { } trong mẫu có đủ cặp không; tên tệp có các dấu ấy thì đặt trong [ ].",
        "Check that [ ] and { } in the pattern are in pairs; a name that has such signs takes them within [ ].",
    ))
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
        Err(error) => Found::Other(path, Problem::from(&error)),
    }
}

fn unseen(root: &Path, error: &walkdir::Error) -> Found {
    let path = error.path().unwrap_or(root).to_owned();
    let problem = match error.io_error() {
        Some(error) => Problem::from(error),
        // The walk follows no links, so that a circle of them is all that is left.
        None => Problem::from(&io::Error::from(io::ErrorKind::Other)),
    };
    Found::Other(path, problem)
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
