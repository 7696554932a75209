//! Arguments of `kyso verify`.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, ValueEnum};

use crate::{args::Lines, limits::LimitArgs, parse, password::PdfPasswordArgs};

/// Arguments of `kyso verify`.
#[derive(Args, Clone, Debug)]
pub struct VerifyArgs {
    /// Files, folders and patterns; a lone `-` reads paths from standard input, one a line
    #[arg(required_unless_present = "trust", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Trusted roots: PEM, DER, PKCS#7, or folders of them
    #[arg(long, value_name = "F", num_args = 1.., conflicts_with = "integrity_only")]
    pub trust: Vec<PathBuf>,
    /// Ask only whether the signed bytes are intact and what changed since, not who the signer is
    #[arg(long)]
    pub integrity_only: bool,
    /// What is demanded of revocation data; until kyso reads it, only `none` can pass
    #[arg(long, value_enum)]
    pub revocation: Option<RevocationArg>,
    /// Moment of validation (RFC 3339) instead of now
    #[arg(long, value_name = "T", value_parser = parse::time)]
    pub at: Option<kyso::Time>,
    #[command(flatten)]
    pub pdf_password: PdfPasswordArgs,
    /// Search folders below as well
    #[arg(long)]
    pub recursive: bool,
    /// Read what signatures hang on with two other PDF libraries too; what they see otherwise is
    /// told among the findings (needs a program built with the feature `crosscheck`)
    #[arg(long)]
    pub crosscheck: bool,
    /// Documents at a time [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = parse::count)]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub limit: LimitArgs,
    #[command(flatten)]
    pub lines: Lines,
}

/// `--revocation`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RevocationArg {
    Require,
    Prefer,
    None,
}
