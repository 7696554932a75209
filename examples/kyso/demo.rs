//! `kyso demo`.

use std::path::PathBuf;

use clap::Args;

use crate::{exit::Status, stop::Stop, terminal::Terminal};

/// Arguments of `kyso demo`.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// Files, folders and patterns
    inputs: Vec<PathBuf>,
}

pub fn run(args: &DemoArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let _ = terminal;
    Err(Stop::usage("demo", format!("{:?}", args.inputs)))
}
