//! What `kyso pki` is asked for.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use kyso::{
    Time,
    identity::KeyFile,
    pki::{KeyAlgorithm, Order, Subject},
};

use crate::{
    identity, parse,
    password::{IssuerPasswordArgs, PasswordArgs},
    stop::Stop,
    terminal::Terminal,
};

/// Arguments of `kyso pki`.
#[derive(Args, Debug)]
pub struct PkiArgs {
    #[command(subcommand)]
    pub command: PkiCommand,
}

#[derive(Debug, Subcommand)]
pub enum PkiCommand {
    /// Makes a root: a certificate that signs itself
    Root(CertificateArgs),
    /// Makes an authority that issues to people and agencies
    Ca(IssuedArgs),
    /// Makes the certificate of a person who signs for an agency
    Leader(IssuedArgs),
    /// Makes the certificate of an agency that signs as itself
    Agency(IssuedArgs),
    /// Makes a key and a request for a certificate, for an authority outside
    Csr(RequestArgs),
}

/// Whom a certificate is about.
#[derive(Args, Debug)]
pub struct SubjectArgs {
    /// A person's full name, or an office's (CN)
    #[arg(long)]
    name: String,
    /// The person's office, as in "Giám đốc" (T)
    #[arg(long)]
    title: Option<String>,
    /// The agency (O)
    #[arg(long)]
    organization: Option<String>,
    /// The unit within it (OU)
    #[arg(long)]
    unit: Option<String>,
    /// The locality (L)
    #[arg(long)]
    locality: Option<String>,
    /// The province (ST)
    #[arg(long)]
    province: Option<String>,
    /// Two letters (C)
    #[arg(long, default_value = "VN")]
    country: String,
    /// Identity card's or tax number, as in "CCCD:001099012345" (UID)
    #[arg(long)]
    user_id: Option<String>,
}

/// A certificate, its key, and where they go.
#[derive(Args, Debug)]
pub struct CertificateArgs {
    #[command(flatten)]
    pub subject: SubjectArgs,
    /// Where they go: FILE.crt, and FILE.p12 with key and chain
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Kind of key
    #[arg(long, value_enum, default_value_t = KeyArg::Rsa2048)]
    key: KeyArg,
    /// Days of validity; else 7300 for a root, 1825 for an authority, 1095 for others
    #[arg(long, value_parser = parse::days)]
    pub days: Option<u32>,
    /// Address at which the issuer publishes its revocation list
    #[arg(long, value_name = "URL")]
    crl: Vec<String>,
    #[command(flatten)]
    pub password: PasswordArgs,
    /// First moment of validity (RFC 3339) instead of now
    #[arg(long, value_name = "T", value_parser = parse::time)]
    pub from: Option<Time>,
}

/// A certificate that somebody issues.
#[derive(Args, Debug)]
pub struct IssuedArgs {
    #[command(flatten)]
    pub certificate: CertificateArgs,
    #[command(flatten)]
    pub issuer: IssuerArgs,
}

/// Who issues.
#[derive(Args, Debug)]
pub struct IssuerArgs {
    /// Key file of the authority that issues: PKCS#12, or PEM files separated by commas
    #[arg(long, value_name = "FILE", required = true)]
    issuer: Vec<PathBuf>,
    #[command(flatten)]
    password: IssuerPasswordArgs,
}

/// A request for a certificate.
#[derive(Args, Debug)]
pub struct RequestArgs {
    #[command(flatten)]
    pub subject: SubjectArgs,
    /// Where it goes: FILE.csr, and FILE.key with the encrypted key
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Kind of key
    #[arg(long, value_enum, default_value_t = KeyArg::Rsa2048)]
    pub key: KeyArg,
    #[command(flatten)]
    pub password: PasswordArgs,
}

/// `--key`
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KeyArg {
    Rsa2048,
    Rsa3072,
    Rsa4096,
    P256,
    P384,
    Ed25519,
}

impl From<KeyArg> for KeyAlgorithm {
    fn from(key: KeyArg) -> Self {
        match key {
            KeyArg::Rsa2048 => Self::Rsa2048,
            KeyArg::Rsa3072 => Self::Rsa3072,
            KeyArg::Rsa4096 => Self::Rsa4096,
            KeyArg::P256 => Self::P256,
            KeyArg::P384 => Self::P384,
            KeyArg::Ed25519 => Self::Ed25519,
        }
    }
}

impl SubjectArgs {
    pub fn subject(&self) -> Subject {
        let mut subject = Subject::new(&self.name).country(&self.country);
        subject.title = self.title.clone();
        subject.organization = self.organization.clone();
        subject.unit = self.unit.clone();
        subject.locality = self.locality.clone();
        subject.province = self.province.clone();
        subject.user_id = self.user_id.clone();
        subject
    }
}

impl CertificateArgs {
    pub fn order(&self, not_before: Time, not_after: Time) -> Order {
        let order = Order::new(self.subject.subject(), not_before, not_after);
        let order = order.key(self.key.into());
        self.crl.iter().fold(order, Order::crl_url)
    }
}

impl IssuerArgs {
    pub fn open(&self, terminal: &Terminal) -> Result<KeyFile, Stop> {
        identity::open(&self.issuer, self.password.read()?, terminal)
    }
}
