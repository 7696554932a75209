//! A signature step by step: prepare (read, check, place) → digest → sign → embed.
//!
//! The original bytes are copied untouched, one incremental update follows. B-B never repeats:
//! the placeholder is an upper bound known before the digest.
//! Source: ISO 32000-2 §12.7.5.5, §12.8; ETSI EN 319 142-1 clause 6.

mod problem;

use std::io::Write;

use crate::{Limits, Source, Time, crypto::SignatureScheme, identity::Signer, pdf::ReadError};

/// How a document is signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignOptions {
    /// The moment of signing: claimed in `/M`, and at which the certificate must be valid.
    pub time: Time,
    /// Minutes east of UTC in which `/M` is written; +07:00 by default.
    pub offset_minutes: i16,
    pub sub_filter: SubFilter,
    pub scheme: Option<SignatureScheme>,
    pub field: FieldChoice,
    pub reason: Option<String>,
    pub location: Option<String>,
    pub contact: Option<String>,
    /// `/Name`; the certificate's common name where `None`.
    pub name: Option<String>,
    pub certify: Option<Certification>,
    pub lock: Option<Lock>,
    pub password: Option<crate::Password>,
    pub allow: Allow,
    pub limits: Limits,
    /// Room for the CMS in bytes; the exact upper bound where `None`.
    pub placeholder: Option<usize>,
    /// Random bytes for IVs and `/ID`: the same give the same output.
    pub entropy: [u8; 32],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SubFilter {
    #[default]
    EtsiCadesDetached,
    AdbePkcs7Detached,
}

#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum FieldChoice {
    /// A new field with a free name.
    #[default]
    New,
    /// Fills the field of that name where it exists and is empty, else makes it.
    Named(String),
    /// Fills the field of that name, or the only empty one; never makes one.
    Existing(Option<String>),
}

/// DocMDP (§12.8.2.2): what may be done afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certification {
    NoChanges = 1,
    FormFilling = 2,
    Annotations = 3,
}

/// FieldMDP (§12.8.2.4): which fields are locked by this signature.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lock {
    All,
    Include(Vec<String>),
    Exclude(Vec<String>),
}

/// What a person may rightly override; each is a refusal where `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools)]
pub struct Allow {
    pub repair: bool,
    pub permissions: bool,
    pub expired: bool,
    pub not_yet_valid: bool,
    pub key_usage: bool,
    pub xfa: bool,
}

impl SignOptions {
    pub fn at(time: Time) -> Self {
        todo!()
    }
}

/// What was signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Signed {
    pub field: String,
    /// SHA-256 of the input and of the output.
    pub sha256_in: [u8; 32],
    pub sha256_out: [u8; 32],
    /// Bytes written.
    pub len: u64,
    pub byte_range: [u64; 4],
    /// Overridden refusals and other things worth telling (kinds of `text`).
    pub findings: Vec<crate::text::Problem>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    #[error(transparent)]
    Read(#[from] ReadError),
    // … one variant a refusal; see text::Kind
}

/// Signs `pdf` invisibly in a new field (PAdES B-B) and returns the signed document.
pub fn sign(pdf: &[u8], signer: &dyn Signer, time: Time) -> Result<Vec<u8>, SignError> {
    todo!()
}

/// Signs `source` and writes the signed document to `output`; nothing is written before every
/// check has passed.
pub fn sign_to(
    source: &dyn Source,
    signer: &dyn Signer,
    options: &SignOptions,
    output: &mut dyn Write,
) -> Result<Signed, SignError> {
    todo!()
}

/// What `sign_to` would do: every check, and the name of the field; nothing is signed (`--dry-run`).
pub fn check(
    source: &dyn Source,
    signer: &dyn Signer,
    options: &SignOptions,
) -> Result<String, SignError> {
    todo!()
}
