//! A key from files, with the password that opens them.

use std::{
    fs::File,
    io::{self, Read},
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

/// More than any file of keys and certificates holds; a device that never ends is noticed.
const LARGEST: u64 = 64 << 20;

/// What a file of keys or certificates holds.
pub fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .and_then(|size| match size as u64 > LARGEST {
            true => Err(io::ErrorKind::FileTooLarge.into()),
            false => Ok(()),
        })
        .map_err(|error| Stop::io(path, &error))?;
    Ok(bytes)
}

fn open_with(
    contents: &[Zeroizing<Vec<u8>>],
    password: Option<&Password>,
) -> Result<KeyFile, IdentityError> {
    let contents: Vec<&[u8]> = contents.iter().map(|content| content.as_slice()).collect();
    KeyFile::open(&contents, password.map(Password::as_str))
}
