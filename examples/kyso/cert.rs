//! `kyso cert`: certificates, chains, bundles and key files in words a clerk understands.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{exit::Status, stop::Stop, terminal::Terminal};

/// Arguments of `kyso cert`.
#[derive(Args, Debug)]
pub struct CertArgs {
    #[command(subcommand)]
    command: CertCommand,
}

#[derive(Debug, Subcommand)]
enum CertCommand {
    /// Shows what certificates say
    Show {
        /// Certificates, bundles or key files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

pub fn run(args: &CertArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let _ = terminal;
    match &args.command {
        CertCommand::Show { files } => Err(Stop::usage("cert show", format!("{files:?}"))),
    }
}
