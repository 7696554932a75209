//! The test keys of the repository, opened once a process.

use std::{error::Error, fs, path::PathBuf};

use kyso::{Time, identity::KeyFile, verify::Policy, verify::Revocation, x509::Roots};

/// The time of every signature and validation.
///
/// # Panics
/// Never: the text is a constant.
pub fn time() -> Time {
    Time::parse("2026-11-24T09:03:04+07:00").expect("a constant")
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/keys")).join(name)
}

/// The leader's key of `kind` (`rsa2048`, `p256`, …) and its whole chain.
///
/// # Errors
/// Where the test keys are not there.
pub fn leader(kind: &str) -> Result<KeyFile, Box<dyn Error>> {
    let pem = pem(kind)?;
    let chain = fs::read(file("chain.pem"))?;
    Ok(KeyFile::open(&[&pem, &chain], None)?)
}

/// The PEM text of the leader's key of `kind`.
///
/// # Errors
/// Where the test keys are not there.
pub fn pem(kind: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(fs::read(file(&format!("leader-{kind}.pem")))?)
}

/// The DER in the first block of a PEM text.
///
/// # Errors
/// Where there is no block.
pub fn first_der(pem: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    use base64::Engine as _;
    let text = std::str::from_utf8(pem)?;
    let body = text.split("-----").nth(2).ok_or("no PEM block")?;
    let joined: String = body.split_whitespace().collect();
    Ok(base64::engine::general_purpose::STANDARD.decode(joined)?)
}

/// A certificate of the test PKI, as DER.
///
/// # Errors
/// Where the test keys are not there.
pub fn certificate(name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    first_der(&fs::read(file(name))?)
}

/// Verification with chain and change analysis, without revocation.
///
/// # Errors
/// Where the test keys are not there.
pub fn policy() -> Result<Policy, Box<dyn Error>> {
    let mut roots = Roots::new();
    roots.add(&fs::read(file("root.crt"))?)?;
    Ok(Policy::at(time())
        .trusting(roots)
        .revocation(Revocation::None))
}
