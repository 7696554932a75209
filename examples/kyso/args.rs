//! The command line as clap reads it; each command's own arguments stand in its module.

use clap::{Args, Parser, Subcommand};

use crate::{cert, demo, inspect, lang::LangArg, pki, sign, verify};

/// Signs PDF documents, and says of signed ones who signed, when, and what has changed since.
#[derive(Debug, Parser)]
#[command(
    name = "kyso",
    version,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command understands.
#[derive(Args, Debug)]
pub struct Global {
    /// Language of words for people; else chosen by the locale
    #[arg(long, global = true, value_enum, display_order = 1000)]
    pub lang: Option<LangArg>,
    /// One JSON object on standard output, and nothing else there
    #[arg(long, global = true, display_order = 1001)]
    pub json: bool,
}

/// What the commands with a line for each input understand.
#[derive(Args, Clone, Copy, Debug)]
pub struct Lines {
    /// One JSON object a line for each input, in the order given
    #[arg(long, conflicts_with = "json", display_order = 1002)]
    pub json_lines: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes a demonstration PKI, signs the sample documents and verifies them
    Demo(demo::DemoArgs),
    /// Signs files, folders and patterns
    Sign(Box<sign::SignArgs>),
    /// Gives a verdict for every signature
    Verify(Box<verify::VerifyArgs>),
    /// Shows revisions, cross-reference sections, signature fields, byte ranges, certificates
    Inspect(inspect::InspectArgs),
    /// Looks into certificates, chains, bundles and key files
    Cert(cert::CertArgs),
    /// Makes certificates for tests, demonstrations and small agencies
    Pki(Box<pki::PkiArgs>),
}

impl Command {
    /// Whether a JSON object a line was asked for.
    pub fn wants_lines(&self) -> bool {
        match self {
            Self::Sign(args) => args.lines.json_lines,
            Self::Verify(args) => args.lines.json_lines,
            Self::Cert(args) => args.wants_lines(),
            Self::Demo(_) | Self::Inspect(_) | Self::Pki(_) => false,
        }
    }
}
