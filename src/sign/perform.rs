//! The main path.

use std::io::Write;

use super::{SignError, SignOptions, certificate, steps::Prepared};
use crate::{
    Source, Time,
    identity::Signer,
    pdf::{Document, Opening},
    text::Problem,
};

/// What was signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Signed {
    /// The fully qualified name of the field that holds the signature.
    pub field: String,
    /// SHA-256 of the input.
    pub sha256_in: [u8; 32],
    /// SHA-256 of the output.
    pub sha256_out: [u8; 32],
    /// Bytes written.
    pub len: u64,
    /// `/ByteRange`: offset and length of what is signed before and behind `/Contents`.
    pub byte_range: [u64; 4],
    /// Overridden refusals and other things worth telling.
    pub findings: Vec<Problem>,
}

/// Signs `pdf` invisibly in a new field (PAdES B-B) and returns the signed document: the bytes of
/// `pdf`, and one incremental update behind them.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let now = kyso::Time::parse("2026-11-24T09:00:00+07:00").ok_or("time")?;
/// let pem = std::fs::read("testdata/keys/leader-rsa2048.pem")?;
/// let leader = kyso::identity::KeyFile::open(&[&pem], None)?;
/// let pdf = std::fs::read("testdata/samples/quyet-dinh.pdf")?;
/// let signed = kyso::sign::sign(&pdf, &leader, now)?;
/// assert!(signed.starts_with(&pdf));
/// # Ok(()) }
/// ```
///
/// # Errors
/// As [`sign_to`].
pub fn sign(pdf: &[u8], signer: &dyn Signer, time: Time) -> Result<Vec<u8>, SignError> {
    let mut output = Vec::with_capacity(pdf.len().saturating_add(32 << 10));
    sign_to(&pdf, signer, &SignOptions::at(time), &mut output)?;
    Ok(output)
}

/// Signs `source` and writes the signed document to `output`; nothing is written before every
/// check has passed. The document is read once more from start to end while it is copied, in
/// pieces of at most 1 MiB: memory does not grow with it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let now = kyso::Time::parse("2026-11-24T09:00:00+07:00").ok_or("time")?;
/// # let pem = std::fs::read("testdata/keys/leader-rsa2048.pem")?;
/// # let leader = kyso::identity::KeyFile::open(&[&pem], None)?;
/// # let mut output = Vec::new();
/// use kyso::sign::{FieldChoice, SignOptions, sign_to};
///
/// let mut options = SignOptions::at(now);
/// options.field = FieldChoice::Existing(Some("PheDuyet.VanThu".to_owned()));
/// options.reason = Some("Ban hành".to_owned());
/// let form = kyso::FileSource::open("testdata/variants/form.pdf")?;
/// let signed = sign_to(&form, &leader, &options, &mut output)?;
/// assert_eq!(signed.field, "PheDuyet.VanThu");
/// // It is visible and stays blank: that is worth telling.
/// assert_eq!(signed.findings.len(), 1);
/// # Ok(()) }
/// ```
///
/// # Errors
/// [`SignError`]: one variant a reason; those that [`SignOptions::allow`] overrides say so. After
/// an error `output` holds nothing, or something to throw away.
///
/// # Not checked here
/// Whether the certificate is revoked or leads to an anchor: nobody is asked.
///
/// Source: ISO 32000-2 §12.8; ETSI EN 319 142-1 6.3, level B-B.
pub fn sign_to(
    source: &dyn Source,
    signer: &dyn Signer,
    options: &SignOptions,
    output: &mut dyn Write,
) -> Result<Signed, SignError> {
    let document = open(source, options)?;
    Prepared::new(&document, signer, options)?
        .digest(&document, signer.certificate(), output)?
        .sign(signer)?
        .write(output)
}

/// What [`sign_to`] would do: every check that comes before the first byte, and the name of the
/// field. Nothing is signed.
///
/// # Errors
/// As [`sign_to`], but for what only the key or the output can refuse.
pub fn check(
    source: &dyn Source,
    signer: &dyn Signer,
    options: &SignOptions,
) -> Result<String, SignError> {
    let document = open(source, options)?;
    Ok(Prepared::new(&document, signer, options)?
        .field()
        .to_owned())
}

/// Whether `signer` may sign as `options` say, whatever the document: period, key usage, key and
/// scheme. [`sign_to`] asks the same; a batch is better told before it begins.
///
/// # Errors
/// The first refusal that [`SignOptions::allow`] does not override.
///
/// # Not checked here
/// Whether the certificate is revoked or leads to an anchor: nobody is asked.
pub fn check_signer(signer: &dyn Signer, options: &SignOptions) -> Result<(), SignError> {
    let mut findings = Vec::new();
    certificate::check(
        signer,
        options.scheme,
        options.time,
        options.allow,
        &mut findings,
    )
    .map(drop)
}

pub(super) fn open<'s>(
    source: &'s dyn Source,
    options: &SignOptions,
) -> Result<Document<'s>, SignError> {
    let opening = Opening {
        password: options.password.clone(),
        limits: options.limits.clone(),
    };
    Ok(Document::open(source, &opening)?)
}
