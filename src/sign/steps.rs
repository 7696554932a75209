//! The order of a signature as a chain of types: [`Prepared`] → [`Digested`] → [`Sealed`].

use std::io::Write;

use super::{
    SignError, SignOptions, Signed, dictionary,
    form::Form,
    place::place,
    plan::Plan,
    stream::{Copied, Stream},
};
use crate::{
    Limit, SignatureScheme, cms,
    crypto::{self, VerifyError},
    identity::{Signer, SignerError},
    pdf::{
        Document, ReadError,
        update::{Assembled, Entropy, Numbers, SignatureGap, Update},
    },
    text::{Lang, Phrase, Problem, Term},
    x509::Certificate,
};

/// Every check has passed and the update is laid out; nothing is written.
pub struct Prepared {
    update: Assembled,
    gap: SignatureGap,
    scheme: SignatureScheme,
    field: String,
    findings: Vec<Problem>,
}

impl Prepared {
    /// Checks everything that can be checked before, and lays out the update.
    pub fn new(
        document: &Document<'_>,
        signer: &dyn Signer,
        options: &SignOptions,
    ) -> Result<Self, SignError> {
        let form = Form::read(document.latest())?;
        let plan = Plan::of(document, &form, signer, options)?;
        let capacity = capacity(signer, &plan)?;
        let lay_out = |numbers| -> Result<Update<'_>, SignError> {
            let mut update = Update::new(document, entropy(document, options), numbers);
            let signature = update.reserve()?;
            place(&mut update, &plan, signature)?;
            let catalog = form.catalog.holder.id;
            let entries = dictionary::entries(options, signer.certificate(), plan.lock(), catalog);
            update.add_signature(signature, &entries, capacity);
            Ok(update)
        };
        let numbers = Numbers::free(document.latest())?;
        let mut update = lay_out(numbers.clone())?;
        if let Some(others) = update.other_numbers(&numbers) {
            update = lay_out(others)?;
        }
        let update = update.assemble()?;
        let gap = update.signature.clone().ok_or(NO_GAP)?;
        Ok(Self {
            gap,
            update,
            scheme: plan.scheme,
            field: plan.target.name().to_owned(),
            findings: plan.findings,
        })
    }

    /// The field that will hold the signature.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Copies the document to `output` while it is digested, once.
    pub fn digest(
        self,
        document: &Document<'_>,
        certificate: &Certificate,
        output: &mut dyn Write,
    ) -> Result<Digested, SignError> {
        let mut stream = Stream::start(self.scheme.digest())?;
        stream.copy(document.source(), output)?;
        let (before, behind) = self.around_gap()?;
        let copied = stream.finish(before, behind);
        let attributes = cms::signed_attributes(self.scheme, &copied.digest, certificate);
        Ok(Digested {
            prepared: self,
            copied,
            attributes,
        })
    }

    /// The update before and behind `/Contents`.
    fn around_gap(&self) -> Result<(&[u8], &[u8]), SignError> {
        let bytes = &self.update.bytes;
        let before = bytes.get(..self.gap.contents.start).ok_or(NO_GAP)?;
        let behind = bytes.get(self.gap.contents.end..).ok_or(NO_GAP)?;
        Ok((before, behind))
    }
}

/// The document is copied and its byte range digested; what is signed is known.
pub struct Digested {
    prepared: Prepared,
    copied: Copied,
    attributes: Vec<u8>,
}

impl Digested {
    /// Has the signed attributes signed, and believes the signature only once it verifies under
    /// the certificate.
    pub fn sign(self, signer: &dyn Signer) -> Result<Sealed, SignError> {
        let scheme = self.prepared.scheme;
        let signature = signer
            .sign(&self.attributes, scheme)
            .map_err(|error| refused(&error))?;
        self.finish(&signature, signer.certificate(), signer.chain())
    }

    /// Takes a signature over the signed attributes, made anywhere.
    pub fn finish(
        self,
        signature: &[u8],
        certificate: &Certificate,
        chain: &[Certificate],
    ) -> Result<Sealed, SignError> {
        let scheme = self.prepared.scheme;
        crypto::verify(
            &scheme.identifier(),
            Some(scheme.digest()),
            certificate.public_key(),
            &self.attributes,
            signature,
        )
        .map_err(|error| disbelieved(&error, certificate))?;
        let cms = cms::signed_data(scheme, &self.attributes, signature, certificate, chain);
        let mut prepared = self.prepared;
        embed(&mut prepared, &cms)?;
        Ok(Sealed {
            prepared,
            copied: self.copied,
        })
    }
}

/// The signature, verified, is in its place; the update is still to be written.
pub struct Sealed {
    prepared: Prepared,
    copied: Copied,
}

impl Sealed {
    /// Writes the update behind the copied document.
    pub fn write(self, output: &mut dyn Write) -> Result<Signed, SignError> {
        let Self { prepared, copied } = self;
        let bytes = &prepared.update.bytes;
        output
            .write_all(bytes)
            .map_err(|error| write_error(&error))?;
        output.flush().map_err(|error| write_error(&error))?;
        let tail = bytes.get(prepared.gap.contents.start..).ok_or(NO_GAP)?;
        Ok(Signed {
            sha256_in: copied.sha256_in,
            sha256_out: copied.sha256_out(tail),
            len: copied.len.saturating_add(bytes.len() as u64),
            byte_range: prepared.gap.byte_range,
            field: prepared.field,
            findings: prepared.findings,
        })
    }
}

const NO_GAP: SignError = SignError::UnsupportedStructure {
    what: Term::SIGNATURE_HAS_NO_PLACE,
    object: None,
};

/// Room for the CMS: an upper bound known before anything is digested, so that no signature is
/// ever made twice.
fn capacity(signer: &dyn Signer, plan: &Plan<'_>) -> Result<usize, SignError> {
    let needed = cms::signed_data_bound(
        plan.scheme,
        signer.signature_len(plan.scheme),
        signer.certificate(),
        signer.chain(),
    );
    let available = plan.options.placeholder.unwrap_or(needed);
    if available < needed {
        return Err(SignError::PlaceholderTooSmall { needed, available });
    }
    let most = usize::try_from(plan.options.limits.cms_bytes).unwrap_or(usize::MAX);
    if available > most {
        return Err(ReadError::from(plan.options.limits.exceeded(Limit::CmsBytes)).into());
    }
    Ok(available)
}

/// Bound to the document and the moment: the same seed for many documents gives no two of them
/// the same initialisation vectors.
fn entropy(document: &Document<'_>, options: &SignOptions) -> Entropy {
    let trailer = document.latest().trailer();
    let identifier: Vec<&[u8]> = trailer
        .get(b"ID")
        .and_then(|identifier| identifier.as_array())
        .unwrap_or_default()
        .iter()
        .filter_map(|part| part.as_string())
        .collect();
    let len = document.source().len().to_be_bytes();
    let time = options.time.unix().to_be_bytes();
    let mut context: Vec<&[u8]> = vec![&len, &time];
    context.extend(identifier);
    Entropy::new(&options.entropy, &context)
}

/// Puts the CMS in its place, the rest of which stays zero.
fn embed(prepared: &mut Prepared, cms: &[u8]) -> Result<(), SignError> {
    let room = prepared.gap.contents.len().saturating_sub(2);
    let place = prepared.gap.contents.start.saturating_add(1);
    let mut digits = Vec::new();
    crate::pdf::update::write_hex(cms, &mut digits);
    let too_small = SignError::PlaceholderTooSmall {
        needed: cms.len(),
        available: room / 2,
    };
    if digits.len() > room {
        return Err(too_small);
    }
    prepared
        .update
        .bytes
        .get_mut(place..place.saturating_add(digits.len()))
        .ok_or(too_small)?
        .copy_from_slice(&digits);
    Ok(())
}

fn refused(error: &SignerError) -> SignError {
    match error {
        SignerError::UnsupportedScheme { scheme } => SignError::UnsupportedAlgorithm {
            what: format!("{scheme:?}"),
        },
        _ => SignError::SigningFailed {
            message: error.phrase(),
        },
    }
}

fn disbelieved(error: &VerifyError, certificate: &Certificate) -> SignError {
    match error {
        VerifyError::Mismatch => SignError::KeyCertificateMismatch {
            subject: certificate.subject().to_string(),
        },
        _ => {
            let told = error.phrase();
            SignError::SigningFailed {
                message: Phrase::new(
                    format!(
                        "không kiểm tra lại được chữ ký vừa tạo ({})",
                        told.words(Lang::Vi)
                    ),
                    format!("the new signature cannot be verified ({told})"),
                ),
            }
        }
    }
}

pub(super) fn write_error(error: &std::io::Error) -> SignError {
    SignError::Write {
        message: error.into(),
    }
}
