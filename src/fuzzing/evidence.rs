//! CMS, time-stamp tokens, certificates.

use super::{Depth, limits, now};
use crate::{
    cms::{Outcome, SignedData, SignerCheck, check_raw_rsa},
    crypto::digest,
    tsp,
    x509::{self, Certificate, Roots, certificates_in},
};

/// What the signatures of `testdata/cms` sign.
const CONTENT: &[u8] = b"signed bytes";

/// The anchor of `testdata/keys`.
const ROOT: &[u8] = include_bytes!("../../testdata/keys/root.crt");

/// Checks a CMS as a detached signature, as one over its own content, as a time-stamp token and as
/// a bare RSA value. Gives `Refused`, `Flawed` for a CMS that fails, `Proven` for one that passes
/// in one of the four ways.
pub fn cms(data: &[u8]) -> Depth {
    let limits = limits();
    let _ = check_raw_rsa(data, &[], &mut |algorithm| digest(algorithm, CONTENT));
    let Ok(parsed) = SignedData::parse(data, &limits) else {
        return Depth::Refused;
    };
    assert!(parsed.encoded_len <= data.len());
    let mut digest_of = |algorithm| digest(algorithm, CONTENT);
    let detached = parsed.check(&mut digest_of);
    let sha1 = parsed.check_sha1_content(&mut digest_of);
    let token = tsp::check(&parsed, &mut digest_of).check;
    for signer in &parsed.signers {
        let _ = tsp::signature_time_stamps(signer, &limits);
    }
    match [detached, sha1, token].iter().any(passes) {
        true => Depth::Proven,
        false => Depth::Flawed,
    }
}

fn passes(check: &SignerCheck) -> bool {
    let mut steps = check.steps.iter();
    steps.all(|step| matches!(step.outcome, Outcome::Ok | Outcome::Warn))
}

/// Reads certificates in any dress, asks each for everything, and looks for a path from the first
/// through the others. Gives `Refused`, `Read`, `Proven` where the path is found.
pub fn certificates(data: &[u8]) -> Depth {
    let Ok(found) = certificates_in(data) else {
        return Depth::Refused;
    };
    for certificate in &found {
        ask(certificate);
    }
    let mut roots = Roots::new();
    let (Some((end, others)), Some(at), Ok(1)) = (found.split_first(), now(), roots.add(ROOT))
    else {
        return Depth::Read;
    };
    match x509::path(end, others, &roots, at, &limits()) {
        Ok(_) => Depth::Proven,
        Err(error) => {
            let _ = error.to_string();
            Depth::Read
        }
    }
}

fn ask(certificate: &Certificate) {
    for name in [certificate.subject(), certificate.issuer()] {
        assert!(name.matches(name), "{name}");
        let _ = (name.to_string(), name.common_name());
    }
    let _ = (
        certificate.serial_hex(),
        certificate.signature_algorithm_oid(),
    );
    let _ = certificate.is_signed_by(certificate);
}
