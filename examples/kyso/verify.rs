//! `kyso verify`.

use std::path::PathBuf;

use clap::Args;

use crate::{exit::Status, stop::Stop, terminal::Terminal};

/// Arguments of `kyso verify`.
#[derive(Args, Debug)]
pub struct VerifyArgs {
    /// Files, folders and patterns
    inputs: Vec<PathBuf>,
}

pub fn run(args: &VerifyArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let _ = terminal;
    Err(Stop::usage("verify", format!("{:?}", args.inputs)))
}
