//! Certificates of each kind.

use rcgen::{
    BasicConstraints, CertificateParams, CrlDistributionPoint, IsCa, Issuer, KeyIdMethod,
    KeyUsagePurpose, SerialNumber, SigningKey,
};
use time::OffsetDateTime;

use super::{
    Issued, Order, PkiError, PrivateKey,
    rcgen_input::{IssuerKey, OwnKey, copied},
};
use crate::{
    Time,
    identity::{Signer, SignerError},
    text::{Phrase, Term},
    x509::Certificate,
};

/// A self-signed root: signs certificates and revocation lists, and nothing else.
///
/// # Errors
/// Where the subject, the period or the randomness is of no use.
pub fn root(order: &Order, random: &mut dyn FnMut(&mut [u8])) -> Result<Issued, PkiError> {
    let kind = Kind::Authority { path_len: None };
    let fresh = Fresh::generate(order, kind, random)?;
    let issuer = Issuer::from_params(&fresh.parameters, &fresh.signer);
    fresh.sign(&issuer, &[])
}

/// An authority that issues to people and agencies, below `issuer`.
///
/// # Errors
/// Where `issuer` may not issue, or the subject, the period or the randomness is of no use.
pub fn ca(
    order: &Order,
    issuer: &dyn Signer,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Issued, PkiError> {
    let kind = Kind::Authority { path_len: Some(0) };
    issue(order, kind, issuer, random)
}

/// A person who signs for an agency: title and agency are named, as Vietnamese law asks of the
/// certificate of a person who is competent to sign.
///
/// # Errors
/// Where the subject has no title or no organization, `issuer` may not issue, or the period or
/// the randomness is of no use.
pub fn leader(
    order: &Order,
    issuer: &dyn Signer,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Issued, PkiError> {
    if order.subject.title.is_none() || order.subject.organization.is_none() {
        return Err(PkiError::Subject {
            what: Term::LEADER_HAS_A_TITLE_AND_AN_ORGANIZATION,
        });
    }
    issue(order, Kind::Signer, issuer, random)
}

/// An agency that signs as itself.
///
/// # Errors
/// Where the subject has a title, `issuer` may not issue, or the period or the randomness is of
/// no use.
pub fn agency(
    order: &Order,
    issuer: &dyn Signer,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Issued, PkiError> {
    if order.subject.title.is_some() {
        return Err(PkiError::Subject {
            what: Term::AGENCY_HAS_NO_TITLE,
        });
    }
    issue(order, Kind::Signer, issuer, random)
}

#[derive(Clone, Copy)]
enum Kind {
    Authority { path_len: Option<u8> },
    Signer,
}

fn issue(
    order: &Order,
    kind: Kind,
    issuer: &dyn Signer,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Issued, PkiError> {
    let above = issuer.certificate();
    let may_sign = above.key_usage().is_none_or(|usage| usage.key_cert_sign);
    if !above.is_ca() || !may_sign {
        return Err(PkiError::NotACa {
            subject: above.subject().to_string(),
        });
    }
    let fresh = Fresh::generate(order, kind, random)?;
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = copied(above.subject())?;
    if let Some(identifier) = above.subject_key_identifier() {
        parameters.key_identifier_method = KeyIdMethod::PreSpecified(identifier.to_vec());
    }
    let key = IssuerKey::of(issuer)?;
    let mut chain = vec![above.clone()];
    chain.extend_from_slice(issuer.chain());
    fresh.sign(&Issuer::new(parameters, key), &chain)
}

/// A key and what its certificate will say, not signed yet.
struct Fresh {
    key: PrivateKey,
    signer: OwnKey,
    parameters: CertificateParams,
}

impl Fresh {
    fn generate(
        order: &Order,
        kind: Kind,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Self, PkiError> {
        if order.not_after < order.not_before {
            return Err(PkiError::Period);
        }
        let key = PrivateKey::generate(order.key, random)?;
        let signer = OwnKey::of(&key)?;
        let mut parameters = CertificateParams::default();
        parameters.distinguished_name = order.subject.distinguished_name()?;
        parameters.not_before = moment(order.not_before)?;
        parameters.not_after = moment(order.not_after)?;
        parameters.serial_number = Some(serial(random));
        parameters.use_authority_key_identifier_extension = true;
        if !order.crl_urls.is_empty() {
            parameters.crl_distribution_points = vec![CrlDistributionPoint {
                uris: order.crl_urls.clone(),
            }];
        }
        match kind {
            Kind::Authority { path_len } => {
                let constraint = path_len.map_or(
                    BasicConstraints::Unconstrained,
                    BasicConstraints::Constrained,
                );
                parameters.is_ca = IsCa::Ca(constraint);
                parameters.key_usages =
                    vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
            }
            Kind::Signer => {
                parameters.is_ca = IsCa::ExplicitNoCa;
                parameters.key_usages = vec![
                    KeyUsagePurpose::DigitalSignature,
                    KeyUsagePurpose::ContentCommitment,
                ];
            }
        }
        Ok(Self {
            key,
            signer,
            parameters,
        })
    }

    /// Signs, and reads back what came out: a certificate whose issuer does not match by the
    /// letter would be of use to nobody.
    fn sign(
        &self,
        issuer: &Issuer<'_, impl SigningKey>,
        chain: &[Certificate],
    ) -> Result<Issued, PkiError> {
        let made = self
            .parameters
            .signed_by(&self.signer, issuer)
            .map_err(|_| {
                PkiError::Signer(SignerError::Failed {
                    message: Phrase::new(
                        "khóa của bên cấp không ký được",
                        "the issuer's key did not sign",
                    ),
                })
            })?;
        let certificate = Certificate::from_der(made.der())?;
        let above = chain.first().unwrap_or(&certificate);
        if certificate.issuer() != above.subject() {
            return Err(PkiError::Issuer {
                what: Term::ITS_NAME_CANNOT_BE_COPIED_BYTE_FOR_BYTE,
            });
        }
        Issued::new(&self.key, certificate, chain)
    }
}

/// RFC 5280 §4.1.2.2: positive, at most 20 bytes; 127 random bits cannot be guessed beforehand.
fn serial(random: &mut dyn FnMut(&mut [u8])) -> SerialNumber {
    let mut bytes = [0; 16];
    random(&mut bytes);
    if let Some(first) = bytes.first_mut() {
        *first = (*first & 0x7f) | 0x40;
    }
    SerialNumber::from_slice(&bytes)
}

fn moment(time: Time) -> Result<OffsetDateTime, PkiError> {
    OffsetDateTime::from_unix_timestamp(time.unix()).map_err(|_| PkiError::Period)
}
