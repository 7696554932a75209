//! A key from files, with the password that opens them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kyso::{
    Password,
    identity::{IdentityError, KeyFile},
    text::Problem,
};
use zeroize::Zeroizing;

use crate::{password, stop::Stop, terminal::Terminal};

/// Opens the files that `arguments` name with the password given, or asked for where one is
/// needed.
pub fn open(
    arguments: &[PathBuf],
    given: Option<Password>,
    terminal: &Terminal,
) -> Result<KeyFile, Stop> {
    let paths = files(arguments);
    let about = paths
        .iter()
        .map(|path| path.to_string_lossy())
        .collect::<Vec<_>>()
        .join(", ");
    let contents = read_all(&paths)?;
    let key = match open_with(&contents, given.as_ref()) {
        Err(IdentityError::PasswordRequired) if given.is_none() => {
            let asked = password::prompt(terminal, &about)?;
            open_with(&contents, asked.as_ref())
        }
        opened => opened,
    };
    let key = key.map_err(|error| Stop::new(&about, &error))?;
    for finding in key.findings() {
        terminal.tell_problem(&about, &Problem::from(*finding));
    }
    Ok(key)
}

/// `a,b` names two files, unless a file has that name.
fn files(arguments: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for argument in arguments {
        match argument.to_str() {
            Some(text) if !argument.exists() => {
                files.extend(
                    text.split(',')
                        .filter(|part| !part.is_empty())
                        .map(PathBuf::from),
                );
            }
            _ => files.push(argument.clone()),
        }
    }
    files
}

fn read_all(paths: &[PathBuf]) -> Result<Vec<Zeroizing<Vec<u8>>>, Stop> {
    paths
        .iter()
        .map(|path| read(path).map(Zeroizing::new))
        .collect()
}

/// What a file holds.
pub fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    fs::read(path).map_err(|error| Stop::io(path, &error))
}

fn open_with(
    contents: &[Zeroizing<Vec<u8>>],
    password: Option<&Password>,
) -> Result<KeyFile, IdentityError> {
    let contents: Vec<&[u8]> = contents.iter().map(|content| content.as_slice()).collect();
    KeyFile::open(&contents, password.map(Password::as_str))
}
