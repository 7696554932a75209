use super::{Outcome, SignedData, SignerCheck, signed_attributes, signed_data, signed_data_bound};
use crate::{
    Limits, SignatureScheme,
    crypto::{DigestAlgorithm, digest},
    identity::{KeyFile, Signer},
};

const CONTENT: &[u8] = b"signed bytes";

pub(super) fn key(name: &str) -> KeyFile {
    let file = std::fs::read(format!("testdata/keys/{name}.pem")).unwrap();
    let chain = std::fs::read("testdata/keys/chain.pem").unwrap();
    KeyFile::open(&[&file, &chain], None).unwrap()
}

/// Every scheme with a key for it.
const SCHEMES: [(&str, SignatureScheme); 9] = [
    ("leader-rsa2048", SignatureScheme::RsaPkcs1Sha256),
    ("leader-rsa3072", SignatureScheme::RsaPkcs1Sha384),
    ("leader-rsa4096", SignatureScheme::RsaPkcs1Sha512),
    ("leader-rsa2048", SignatureScheme::RsaPssSha256),
    ("leader-rsa3072", SignatureScheme::RsaPssSha384),
    ("leader-rsa4096", SignatureScheme::RsaPssSha512),
    ("leader-p256", SignatureScheme::EcdsaP256Sha256),
    ("leader-p384", SignatureScheme::EcdsaP384Sha384),
    ("leader-ed25519", SignatureScheme::Ed25519),
];

pub(super) fn sign(key: &KeyFile, scheme: SignatureScheme) -> Vec<u8> {
    let digest = digest(scheme.digest(), CONTENT).unwrap();
    let attributes = signed_attributes(scheme, &digest, key.certificate());
    let signature = key.sign(&attributes, scheme).unwrap();
    signed_data(
        scheme,
        &attributes,
        &signature,
        key.certificate(),
        key.chain(),
    )
}

pub(super) fn check(cms: &[u8]) -> Option<SignerCheck> {
    let parsed = SignedData::parse(cms, &Limits::default()).ok()?;
    Some(parsed.check(&mut |algorithm: DigestAlgorithm| digest(algorithm, CONTENT)))
}

/// Steps that are not `ok`, as `id outcome`.
pub(super) fn complaints(check: &SignerCheck) -> Vec<String> {
    let bad = check
        .steps
        .iter()
        .filter(|step| step.outcome != Outcome::Ok);
    bad.map(|step| format!("{} {:?}: {}", step.id, step.outcome, step.detail))
        .collect()
}

#[test]
fn what_kyso_builds_checks_in_every_scheme_and_fits_its_bound() {
    for (name, scheme) in SCHEMES {
        let key = key(name);
        let cms = sign(&key, scheme);
        let bound = signed_data_bound(
            scheme,
            key.signature_len(scheme),
            key.certificate(),
            key.chain(),
        );
        assert!(cms.len() <= bound, "{scheme}: {} > {bound}", cms.len());
        assert!(bound - cms.len() <= 8, "{scheme}: {} of {bound}", cms.len());
        let parsed = SignedData::parse(&cms, &Limits::default()).unwrap();
        assert!(!parsed.ber && parsed.certificates.len() == 3, "{scheme}");
        assert_eq!(complaints(&check(&cms).unwrap()), [""; 0], "{scheme}");
    }
}
