//! SignedData in DER, as PAdES baseline wants it (EN 319 142-1 §6.3).

use super::oid;
use crate::{
    asn1,
    crypto::{self, DigestAlgorithm, SignatureScheme},
    x509::Certificate,
};

/// Implicit `[0]`, constructed.
const CONTEXT_0: u8 = 0xa0;
/// Explicit `[4]`: directoryName of a GeneralName.
const DIRECTORY_NAME: u8 = 0xa4;

/// DER of the signed attributes for a PAdES signature: content-type id-data, message-digest,
/// signing-certificate-v2 (RFC 5035), in DER SET order, with SET tag: what is signed.
pub fn signed_attributes(
    scheme: SignatureScheme,
    digest: &[u8],
    certificate: &Certificate,
) -> Vec<u8> {
    let attribute = |kind: &str, value: &[u8]| {
        asn1::sequence(&[&asn1::oid(kind), &asn1::set_of(None, &[value])])
    };
    let content_type = attribute(oid::CONTENT_TYPE, &asn1::oid(oid::DATA));
    let message_digest = attribute(oid::MESSAGE_DIGEST, &asn1::octet_string(digest));
    let signing_certificate = attribute(
        oid::SIGNING_CERTIFICATE_V2,
        &signing_certificate_v2(scheme, certificate),
    );
    asn1::set_of(
        None,
        &[&content_type, &message_digest, &signing_certificate],
    )
}

/// SigningCertificateV2 with one ESSCertIDv2 (RFC 5035 §4).
fn signing_certificate_v2(scheme: SignatureScheme, certificate: &Certificate) -> Vec<u8> {
    let algorithm = scheme.digest();
    // The default is left out in DER.
    let identifier = if algorithm == DigestAlgorithm::Sha256 {
        Vec::new()
    } else {
        scheme.digest_identifier()
    };
    let hash = crypto::digest(algorithm, certificate.der()).unwrap_or_default();
    let names = asn1::sequence(&[&asn1::tlv(DIRECTORY_NAME, &[certificate.issuer().der()])]);
    let issuer_serial = asn1::sequence(&[&names, &asn1::integer(certificate.serial())]);
    let reference = asn1::sequence(&[&identifier, &asn1::octet_string(&hash), &issuer_serial]);
    asn1::sequence(&[&asn1::sequence(&[&reference])])
}

/// The whole ContentInfo in DER. `attributes` as [`signed_attributes`] made them.
pub fn signed_data(
    scheme: SignatureScheme,
    attributes: &[u8],
    signature: &[u8],
    certificate: &Certificate,
    chain: &[Certificate],
) -> Vec<u8> {
    let version = asn1::integer(&[1]);
    let digest_identifier = scheme.digest_identifier();
    let mut implicit = attributes.to_vec();
    if let Some(identifier) = implicit.first_mut() {
        *identifier = CONTEXT_0;
    }
    let signer = asn1::sequence(&[
        &version,
        &asn1::sequence(&[
            certificate.issuer().der(),
            &asn1::integer(certificate.serial()),
        ]),
        &digest_identifier,
        &implicit,
        &scheme.identifier(),
        &asn1::octet_string(signature),
    ]);
    let signed_data = asn1::sequence(&[
        &version,
        &asn1::set_of(None, &[&digest_identifier]),
        &asn1::sequence(&[&asn1::oid(oid::DATA)]),
        &asn1::set_of(Some(CONTEXT_0), &distinct(certificate, chain)),
        &asn1::set_of(None, &[&signer]),
    ]);
    asn1::sequence(&[
        &asn1::oid(oid::SIGNED_DATA),
        &asn1::tlv(CONTEXT_0, &[&signed_data]),
    ])
}

/// An upper bound of the length of [`signed_data`], known before anything is digested.
///
/// Exact when the signature has `signature_len` bytes: digests have their length from the
/// scheme, so the whole is built over zeros.
pub fn signed_data_bound(
    scheme: SignatureScheme,
    signature_len: usize,
    certificate: &Certificate,
    chain: &[Certificate],
) -> usize {
    let digest = vec![0; scheme.digest().output_len()];
    let attributes = signed_attributes(scheme, &digest, certificate);
    signed_data(
        scheme,
        &attributes,
        &vec![0; signature_len],
        certificate,
        chain,
    )
    .len()
}

/// Each certificate once: a SET has no equals.
fn distinct<'a>(certificate: &'a Certificate, chain: &'a [Certificate]) -> Vec<&'a [u8]> {
    let mut all: Vec<&[u8]> = vec![certificate.der()];
    for other in chain {
        if !all.contains(&other.der()) {
            all.push(other.der());
        }
    }
    all
}
