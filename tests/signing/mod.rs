//! Signs in tests: a fixed clock, the test keys, and what holds for every output.
#![allow(dead_code)]

use kyso::{
    Time,
    identity::KeyFile,
    sign::{SignError, SignOptions, Signed, sign_to},
    verify::{Changes, Coverage, Integrity, Policy, verify},
};

/// The moment at which all tests sign.
pub fn now() -> Time {
    Time::parse("2026-11-24T09:03:04+07:00").unwrap()
}

/// What every test begins with.
pub fn options() -> SignOptions {
    SignOptions::at(now())
}

/// The key of that name in `testdata/keys`.
pub fn key(name: &str) -> KeyFile {
    let pem = std::fs::read(format!("testdata/keys/{name}.pem")).unwrap();
    KeyFile::open(&[&pem], None).unwrap()
}

/// A document in `testdata`.
pub fn testdata(path: &str) -> Vec<u8> {
    std::fs::read(format!("testdata/{path}.pdf")).unwrap()
}

/// Signs as the leader; the original bytes must stand at the front, the byte range must leave out
/// `/Contents` alone, and the digests must be those of input and output.
pub fn sign(pdf: &[u8], options: &SignOptions) -> (Vec<u8>, Signed) {
    sign_with(pdf, "leader-rsa2048", options)
}

/// Signs with the key of that name.
pub fn sign_with(pdf: &[u8], name: &str, options: &SignOptions) -> (Vec<u8>, Signed) {
    let mut output = Vec::new();
    let signed = sign_to(&pdf, &key(name), options, &mut output).unwrap();
    assert_eq!(&output[..pdf.len()], pdf, "the original bytes changed");
    assert_eq!(signed.len, output.len() as u64);
    let [start, before, behind, rest] = signed.byte_range.map(|number| number as usize);
    assert_eq!(start, 0);
    assert_eq!(behind + rest, output.len());
    assert_eq!((output[before], output[behind - 1]), (b'<', b'>'));
    let digits = &output[before + 1..behind - 1];
    assert!(digits.iter().all(u8::is_ascii_hexdigit));
    assert_eq!(signed.sha256_in, sha256(pdf));
    assert_eq!(signed.sha256_out, sha256(&output));
    check_verdicts(pdf, &output, options, &signed.field);
    (output, signed)
}

/// The new signature is intact and covers all; those before are as good as they were.
fn check_verdicts(before: &[u8], after: &[u8], options: &SignOptions, field: &str) {
    let mut policy = Policy::at(now());
    policy.password = options.password.clone();
    let earlier = verify(&before, &policy).unwrap().signatures;
    let later = verify(&after, &policy).unwrap().signatures;
    assert_eq!(later.len(), earlier.len() + 1);
    for signature in &later {
        if signature.field == field {
            assert_eq!(signature.integrity, Integrity::Intact);
            assert_eq!(signature.coverage, Coverage::Document);
            assert_eq!(signature.changes, Changes::None);
            continue;
        }
        let field = &signature.field;
        let same = earlier
            .iter()
            .find(|earlier| earlier.field == *field)
            .unwrap();
        assert_eq!(signature.integrity, same.integrity, "{field}");
        if same.integrity == Integrity::Intact {
            assert_eq!(signature.coverage, Coverage::Revision, "{field}");
            assert_eq!(signature.changes, Changes::Permitted, "{field}");
        }
    }
}

/// The refusal; nothing may have been written.
pub fn refusal(pdf: &[u8], name: &str, options: &SignOptions) -> SignError {
    let mut output = Vec::new();
    let error = sign_to(&pdf, &key(name), options, &mut output).unwrap_err();
    assert!(output.is_empty(), "written in spite of {error}");
    error
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    digest.as_ref().try_into().unwrap()
}

/// Writes to the folder `KYSO_KEEP`, for a look with other tools.
pub fn keep(name: &str, pdf: &[u8]) {
    if let Ok(folder) = std::env::var("KYSO_KEEP") {
        std::fs::write(format!("{folder}/{name}.pdf"), pdf).unwrap();
    }
}
