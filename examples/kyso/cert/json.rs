//! Certificates in JSON.

use kyso::{Time, identity::KeyFileContents, x509::Certificate};
use serde_json::{Map, Value, json};

use super::{purpose, warning};

/// Everything that a file holds.
pub fn insert(object: &mut Map<String, Value>, contents: &KeyFileContents, now: Time) {
    let certificates = contents.certificates().iter();
    let certificates: Vec<Value> = certificates
        .map(|certificate| of(certificate, contents, now))
        .collect();
    let findings = contents.findings().iter();
    let findings: Vec<Value> = findings.map(|finding| finding.as_str().into()).collect();
    object.insert("error".to_owned(), Value::Null);
    object.insert("time".to_owned(), now.to_string().into());
    object.insert("private_keys".to_owned(), contents.key_count().into());
    object.insert("findings".to_owned(), findings.into());
    object.insert("certificates".to_owned(), certificates.into());
}

fn of(certificate: &Certificate, contents: &KeyFileContents, now: Time) -> Value {
    let usage = certificate.key_usage().map(|_| {
        let uses = purpose::key_usage(certificate).into_iter();
        uses.map(|(name, _, _)| name).collect::<Vec<_>>()
    });
    let warnings = warning::of(certificate, now).into_iter();
    let subject = certificate.subject();
    json!({
        "subject": {
            "common_name": subject.common_name(),
            "title": subject.title(),
            "organization": subject.organization(),
            "dn": subject.to_string(),
        },
        "issuer_dn": certificate.issuer().to_string(),
        "self_issued": certificate.is_self_issued(),
        "serial": certificate.serial_hex(),
        "not_before": certificate.not_before().to_string(),
        "not_after": certificate.not_after().to_string(),
        "valid": certificate.is_valid_at(now),
        "key": purpose::key(certificate),
        "key_usage": usage,
        "extended_key_usage": certificate.extended_key_usage(),
        "is_ca": certificate.is_ca(),
        "path_len": certificate.path_len(),
        "policies": certificate.policies(),
        "emails": certificate.emails(),
        "crl_urls": certificate.crl_urls(),
        "ocsp_urls": certificate.ocsp_urls(),
        "issuer_urls": certificate.issuer_urls(),
        "critical_extensions": certificate.critical_extensions(),
        "signature_algorithm": certificate.signature_algorithm_oid(),
        "fingerprint_sha256": certificate.fingerprint_sha256(),
        "has_private_key": contents.has_key_for(certificate),
        "warnings": warnings.map(|warning| warning.as_str()).collect::<Vec<_>>(),
    })
}
