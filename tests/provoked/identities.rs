//! Key files and certificates that cannot be used, or only with a word of warning.

use kyso::{
    SignatureScheme,
    identity::{IdentityError, KeyFile, Signer},
    text::Kind,
    x509,
};

use super::{Provoked, told};

/// PKCS#8 with an algorithm that nobody knows.
const OTHER_KEY: &[u8] =
    b"-----BEGIN PRIVATE KEY-----\nMAwCAQAwBQYDKgMEBAA=\n-----END PRIVATE KEY-----\n";

pub fn all() -> Vec<Provoked> {
    let mut all = refused();
    all.extend(noted());
    all.push(told(
        Kind::CertificateUnreadable,
        &x509::certificates_in(b"Kinh gui").unwrap_err(),
    ));
    let rsa = open(&["leader-rsa2048.p12"], Some("kyso-test")).unwrap();
    let digest = SignatureScheme::choose(rsa.certificate().key_kind(), Some("sha1"), false);
    all.push(told(Kind::WeakDigest, &digest.unwrap_err()));
    all
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("testdata/keys/{name}")).unwrap()
}

fn open(names: &[&str], password: Option<&str>) -> Result<KeyFile, IdentityError> {
    let files: Vec<Vec<u8>> = names.iter().map(|name| file(name)).collect();
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    KeyFile::open(&files, password)
}

fn refused() -> Vec<Provoked> {
    let p12 = "leader-rsa2048.p12";
    let both = ["leader-rsa2048.pem", "leader-p256.pem"];
    let other_key = KeyFile::open(&[OTHER_KEY, &file("leader-p256.crt")], None);
    let refusals = [
        (
            Kind::IdentityUnreadable,
            KeyFile::open(&[b"%PDF-1.7"], None),
        ),
        (Kind::IdentityPasswordRequired, open(&[p12], None)),
        (Kind::IdentityWrongPassword, open(&[p12], Some("sai"))),
        (Kind::IdentityNoKey, open(&["chain.pem"], None)),
        (
            Kind::IdentityNoCertificate,
            open(&["leader-p256-sec1.key"], None),
        ),
        (Kind::IdentitySeveralKeys, open(&both, None)),
        (Kind::UnsupportedKey, other_key),
    ];
    refusals
        .into_iter()
        .map(|(kind, opened)| told(kind, &opened.err().unwrap()))
        .collect()
}

/// Keys that open, of which something is to be said; exactly that.
fn noted() -> Vec<Provoked> {
    let decomposed = "ma\u{323}\u{302}t kha\u{302}\u{309}u";
    let files = [
        (
            Kind::IdentityNoIntegrityCheck,
            "leader-rsa2048-nomac.p12",
            Some("kyso-test"),
        ),
        (Kind::IdentityKeyNotEncrypted, "leader-rsa2048.pem", None),
        (
            Kind::IdentityPasswordNormalized,
            "leader-rsa2048-vietnamese.p12",
            Some(decomposed),
        ),
    ];
    files
        .into_iter()
        .map(|(kind, name, password)| {
            let opened = open(&[name], password).unwrap();
            let [finding] = opened.findings() else {
                panic!("{name}: {:?}", opened.findings());
            };
            told(kind, *finding)
        })
        .collect()
}
