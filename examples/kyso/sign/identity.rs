//! The signer, from files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kyso::{
    Password,
    identity::{IdentityError, KeyFile},
    text::Problem,
    x509::{Certificate, certificates_in},
};
use zeroize::Zeroizing;

use super::SignArgs;
use crate::{password, stop::Stop, terminal::Terminal};

/// Opens `--identity` with the password that was given, or asked for where one is needed.
pub fn open(args: &SignArgs, terminal: &Terminal) -> Result<KeyFile, Stop> {
    let paths = files(&args.identity);
    let about = paths
        .iter()
        .map(|path| path.to_string_lossy())
        .collect::<Vec<_>>()
        .join(", ");
    let contents = read_all(&paths)?;
    let given = args.password.read()?;
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
    Ok(key.with_chain(&chain(&args.chain)?))
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

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    fs::read(path).map_err(|error| Stop::io(path, &error))
}

fn open_with(
    contents: &[Zeroizing<Vec<u8>>],
    password: Option<&Password>,
) -> Result<KeyFile, IdentityError> {
    let contents: Vec<&[u8]> = contents.iter().map(|content| content.as_slice()).collect();
    KeyFile::open(&contents, password.map(Password::as_str))
}

fn chain(paths: &[PathBuf]) -> Result<Vec<Certificate>, Stop> {
    let mut certificates = Vec::new();
    for path in paths {
        let found = certificates_in(&read(path)?);
        let found = found.map_err(|e| Stop::new(path.to_string_lossy(), Problem::from(&e)))?;
        certificates.extend(found);
    }
    Ok(certificates)
}
