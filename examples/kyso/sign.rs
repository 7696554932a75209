//! `kyso sign`.

use std::path::PathBuf;

use clap::Args;

use crate::{exit::Status, stop::Stop, terminal::Terminal};

/// Arguments of `kyso sign`.
#[derive(Args, Debug)]
pub struct SignArgs {
    /// Files, folders and patterns
    inputs: Vec<PathBuf>,
}

pub fn run(args: &SignArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let _ = terminal;
    Err(Stop::usage("sign", format!("{:?}", args.inputs)))
}
