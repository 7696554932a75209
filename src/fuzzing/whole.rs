//! The whole of `verify` and `sign`.

use super::{Depth, limits, now};
use crate::{
    Password, Time,
    identity::KeyFile,
    sign::{FieldChoice, SignOptions, sign_to},
    verify::{Coverage, Integrity, Policy, Report, Revocation},
    x509::Roots,
};

/// The user's password of `testdata/variants`.
const PASSWORD: &str = "nguoi-dung";

/// The anchors of `testdata/keys` and `testdata/sweeps`.
const ROOT: &[u8] = include_bytes!("../../testdata/keys/root.crt");

/// A key that signs the same bytes alike each time.
const KEY: &[u8] = include_bytes!("../../testdata/keys/leader-ed25519.pem");

/// Verifies a document. Gives `Refused` for what is no PDF, `Read` without signature, `Flawed`
/// where no signature is intact, `Proven`.
pub fn verify(data: &[u8]) -> Depth {
    let Some(report) = now().and_then(|now| report(data, now)) else {
        return Depth::Refused;
    };
    let intact = |integrity| integrity == Integrity::Intact;
    if report.signatures.iter().any(|one| intact(one.integrity)) {
        Depth::Proven
    } else if report.signatures.is_empty() {
        Depth::Read
    } else {
        Depth::Flawed
    }
}

/// Signs a document whatever may be overridden, in a new field or, where the last byte is odd, in
/// an existing one; what was signed begins with the document, and its signature is intact. Gives
/// `Refused` or `Signed`.
pub fn sign(data: &[u8]) -> Depth {
    let (Some(now), Ok(leader)) = (now(), KeyFile::open(&[KEY], None)) else {
        return Depth::Refused;
    };
    let mut options = SignOptions::at(now);
    options.limits = limits();
    options.password = Some(Password::from(PASSWORD.to_owned()));
    options.allow.repair = true;
    options.allow.permissions = true;
    options.allow.xfa = true;
    if data.last().is_some_and(|last| last % 2 == 1) {
        options.field = FieldChoice::Existing(None);
    }
    let mut output = Vec::new();
    let Ok(signed) = sign_to(&data, &leader, &options, &mut output) else {
        assert!(output.is_empty(), "written in spite of a refusal");
        return Depth::Refused;
    };
    assert!(output.starts_with(data), "the original bytes changed");
    let report = report(&output, now);
    let newest = report.as_ref().and_then(|report| {
        let mut signatures = report.signatures.iter();
        signatures.find(|one| one.field == signed.field && one.coverage == Coverage::Document)
    });
    let integrity = newest.map(|newest| newest.integrity);
    assert_eq!(integrity, Some(Integrity::Intact), "{:?}", signed.field);
    Depth::Signed
}

fn report(data: &[u8], now: Time) -> Option<Report> {
    let mut roots = Roots::new();
    roots.add(ROOT).ok()?;
    let mut policy = Policy::at(now).trusting(roots).revocation(Revocation::None);
    policy.limits = limits();
    policy.password = Some(Password::from(PASSWORD.to_owned()));
    crate::verify(&data, &policy).ok()
}
