//! `kyso inspect`: what stands in a file, revision by revision.

use std::path::PathBuf;

use clap::Args;

use crate::{exit::Status, stop::Stop, terminal::Terminal};

/// Arguments of `kyso inspect`.
#[derive(Args, Debug)]
pub struct InspectArgs {
    /// The document
    pub file: PathBuf,
}

pub fn run(args: &InspectArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let _ = terminal;
    Err(Stop::usage(args.file.to_string_lossy(), "inspect"))
}
