//! Arguments of `kyso sign`.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, ValueEnum};
use kyso::sign;

use crate::{
    args::Lines,
    limits::LimitArgs,
    parse,
    password::{PasswordArgs, PdfPasswordArgs},
};

/// Arguments of `kyso sign`.
#[derive(Args, Clone, Debug)]
pub struct SignArgs {
    /// Files, folders and patterns; a lone `-` reads paths from standard input, one a line
    #[arg(required_unless_present = "chain", value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// The signer's key and certificate: PKCS#12 (.p12, .pfx) or PEM, in one file or several
    #[arg(long, required = true, value_name = "FILE[,…]")]
    pub identity: Vec<PathBuf>,
    /// Further certificates of the chain (PEM, DER, PKCS#7)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub chain: Vec<PathBuf>,
    #[command(flatten)]
    pub password: PasswordArgs,
    #[command(flatten)]
    pub pdf_password: PdfPasswordArgs,

    #[command(flatten)]
    pub place: PlaceArgs,
    #[command(flatten)]
    pub signature: SignatureArgs,

    /// Folder for the signed documents; it is made
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub out: Option<PathBuf>,
    /// Put before the extension of each output; without --out, outputs lie beside their inputs
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        help_heading = "Output"
    )]
    pub suffix: Option<String>,
    /// Replace each input by its signed document
    #[arg(long, conflicts_with_all = ["out", "suffix"], help_heading = "Output")]
    pub in_place: bool,
    /// Overwrite outputs that are there already
    #[arg(long, help_heading = "Output")]
    pub force: bool,
    /// Skip what an earlier run has signed with this certificate and these options
    #[arg(long, help_heading = "Output")]
    pub resume: bool,
    /// Do not wait until outputs have reached the disk
    #[arg(long, help_heading = "Output")]
    pub no_sync: bool,
    /// Check everything, sign and write nothing
    #[arg(long, help_heading = "Output")]
    pub dry_run: bool,
    /// Write a report of all documents to F.json or F.csv
    #[arg(long, value_name = "F", help_heading = "Output")]
    pub report: Option<PathBuf>,

    /// Search folders below as well
    #[arg(long)]
    pub recursive: bool,
    /// Documents at a time [default: twice as many as there are processors; with --no-sync as many]
    #[arg(long, value_name = "N", value_parser = parse::count)]
    pub jobs: Option<NonZeroUsize>,
    /// Sign in spite of these
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub allow: Vec<Override>,
    /// Moment of signing (RFC 3339) instead of now; then the same input gives the same output
    #[arg(long, value_name = "T", value_parser = parse::time)]
    pub time: Option<kyso::Time>,
    #[command(flatten)]
    pub limit: LimitArgs,
    #[command(flatten)]
    pub lines: Lines,
}

/// Which field is signed.
#[derive(Args, Clone, Debug)]
pub struct PlaceArgs {
    /// Fill the empty signature field of that name, or make it
    #[arg(long, value_name = "NAME", conflicts_with = "existing_field")]
    pub field: Option<String>,
    /// Fill that empty signature field, or the only one; never make one
    #[arg(long, value_name = "NAME", num_args = 0..=1)]
    pub existing_field: Option<Option<String>>,
}

/// What the signature says, and how it is made.
#[derive(Args, Clone, Debug)]
pub struct SignatureArgs {
    /// Reason of signing
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: Option<String>,
    /// Place of signing
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub location: Option<String>,
    /// How to reach the signer
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub contact: Option<String>,
    /// Digest algorithm [default: what suits the key]
    #[arg(long, value_enum)]
    pub digest: Option<Digest>,
    /// RSASSA-PSS instead of PKCS#1 v1.5
    #[arg(long)]
    pub pss: bool,
    /// Certify: afterwards nothing (1), form filling and signing (2), also annotations (3)
    #[arg(long, value_name = "1|2|3", value_parser = parse::certification)]
    pub certify: Option<sign::Certification>,
    /// Lock form fields: all, include:A,B or exclude:A,B
    #[arg(long, value_name = "FIELDS", value_parser = parse::lock)]
    pub lock: Option<sign::Lock>,
    /// Form of the signature
    #[arg(long, value_enum, ignore_case = true)]
    pub sub_filter: Option<SubFilter>,
}

/// `--digest`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }
}

/// `--sub-filter`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SubFilter {
    /// PAdES
    #[value(name = "ETSI.CAdES.detached")]
    Etsi,
    /// What older readers know
    #[value(name = "adbe.pkcs7.detached")]
    Adobe,
}

/// `--allow`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Override {
    /// The cross-reference had to be repaired
    Repair,
    /// The document's permissions forbid signing
    Permissions,
    /// The certificate has expired
    Expired,
    /// The certificate is not valid yet
    NotYetValid,
    /// The key usage forbids signing
    KeyUsage,
    /// A form in XFA may break
    Xfa,
}
