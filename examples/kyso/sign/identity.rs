//! The signer, from files.

use std::path::PathBuf;

use kyso::{
    Limits,
    identity::KeyFile,
    text::Problem,
    x509::{Certificate, certificates_within},
};

use super::SignArgs;
use crate::{
    identity::{self, read},
    stop::Stop,
    terminal::Terminal,
};

/// Opens `--identity` with the password that was given, or asked for where one is needed.
pub fn open(args: &SignArgs, terminal: &Terminal) -> Result<KeyFile, Stop> {
    let key = identity::open(&args.identity, args.password.read()?, terminal)?;
    Ok(key.with_chain(&chain(&args.chain, &args.limit.limits())?))
}

fn chain(paths: &[PathBuf], limits: &Limits) -> Result<Vec<Certificate>, Stop> {
    let mut certificates = Vec::new();
    for path in paths {
        let found = certificates_within(&read(path)?, limits);
        let found = found.map_err(|e| Stop::new(path.to_string_lossy(), Problem::from(&e)))?;
        certificates.extend(found);
    }
    Ok(certificates)
}
