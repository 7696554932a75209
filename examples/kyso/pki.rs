//! `kyso pki`: makes certificates for tests, demonstrations and small agencies.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{exit::Status, stop::Stop, terminal::Terminal};

/// Arguments of `kyso pki`.
#[derive(Args, Debug)]
pub struct PkiArgs {
    #[command(subcommand)]
    command: PkiCommand,
}

#[derive(Debug, Subcommand)]
enum PkiCommand {
    /// Makes a root certificate
    Root {
        /// Where certificate and key go
        #[arg(long)]
        out: PathBuf,
    },
}

pub fn run(args: &PkiArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let _ = terminal;
    match &args.command {
        PkiCommand::Root { out } => Err(Stop::usage("pki root", out.to_string_lossy())),
    }
}
