//! What the author of a form asks of the signature in a field (`/SV`).

mod signing;
mod tiny;

use kyso::{
    SignatureScheme,
    sign::{Certification, FieldChoice, SignError, SignOptions, SubFilter},
    text::Kind,
};
use signing::{options, refusal, sign};
use tiny::Tiny;

fn seeded(seed: &str) -> Vec<u8> {
    Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(4, "<< /T (Ky) /FT /Sig /SV 5 0 R >>")
        .with(5, &format!("<< /Type /SV {seed} >>"))
        .table()
}

fn filling() -> SignOptions {
    let mut options = options();
    options.field = FieldChoice::Existing(None);
    options
}

fn with(change: impl FnOnce(&mut SignOptions)) -> SignOptions {
    let mut options = filling();
    change(&mut options);
    options
}

#[test]
fn demands_that_are_met_are_no_hindrance() {
    let certify = |options: &mut SignOptions| options.certify = Some(Certification::FormFilling);
    let reason = |options: &mut SignOptions| options.reason = Some("Ban hanh".to_owned());
    for (seed, options) in [
        (
            "/Ff 2 /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached]",
            filling(),
        ),
        ("/Ff 64 /DigestMethod [/SHA1 /SHA256]", filling()),
        ("/Ff 8 /Reasons [(Phe duyet) (Ban hanh)]", with(reason)),
        ("/Ff 8 /Reasons [(.)]", filling()),
        ("/MDP << /P 2 >>", with(certify)),
        ("/MDP << /P 0 >>", filling()),
        ("/Ff 1 /Filter /Adobe.PPKLite", filling()),
        ("/Ff 4 /V 3", filling()),
        ("/Ff 32 /AddRevInfo false", filling()),
        ("/Ff 128 /LockDocument /auto", filling()),
        ("/Ff 511", filling()),
        (
            "/TimeStamp << /URL (https://tsa.example) /Ff 0 >>",
            filling(),
        ),
    ] {
        let (_, signed) = sign(&seeded(seed), &options);
        assert!(signed.findings.is_empty(), "{seed}: {:?}", signed.findings);
    }
}

/// Without its flag an entry is a wish.
#[test]
fn wishes_are_no_demands() {
    for seed in [
        "/SubFilter [/adbe.pkcs7.sha1]",
        "/Ff 4 /DigestMethod [/SHA1]",
        "/Reasons [(Phe duyet)]",
        "/AddRevInfo true",
        "/Filter /Entrust.PPKEF",
        "/V 4",
        "/LegalAttestation [(None)]",
        "/LockDocument /true",
        "/AppearanceFilter (Seal)",
    ] {
        sign(&seeded(seed), &filling());
    }
}

#[test]
fn demands_that_are_not_met_are_refused() {
    let older = |options: &mut SignOptions| options.sub_filter = SubFilter::AdbePkcs7Detached;
    let sha512 = |options: &mut SignOptions| options.scheme = Some(SignatureScheme::RsaPkcs1Sha512);
    let certify = |options: &mut SignOptions| options.certify = Some(Certification::NoChanges);
    let reason = |options: &mut SignOptions| options.reason = Some("Khac".to_owned());
    for (seed, options) in [
        ("/Ff 2 /SubFilter [/ETSI.CAdES.detached]", with(older)),
        ("/Ff 64 /DigestMethod [/SHA256]", with(sha512)),
        ("/Ff 8 /Reasons [(Phe duyet)]", filling()),
        ("/Ff 8 /Reasons [(Phe duyet)]", with(reason)),
        ("/Ff 8 /Reasons [(.)]", with(reason)),
        ("/MDP << /P 2 >>", filling()),
        ("/MDP << /P 2 >>", with(certify)),
        ("/MDP << /P 0 >>", with(certify)),
        ("/Ff 32 /AddRevInfo true", filling()),
        ("/Ff 1 /Filter /Entrust.PPKEF", filling()),
        ("/Ff 1 /Filter [/Adobe.PPKLite]", filling()),
        ("/Ff 4 /V 4", filling()),
        ("/Ff 16 /LegalAttestation [(None)]", filling()),
        ("/Ff 128 /LockDocument /true", filling()),
        ("/Ff 256 /AppearanceFilter (Seal)", filling()),
        (
            "/TimeStamp << /URL (https://tsa.example) /Ff 1 >>",
            filling(),
        ),
    ] {
        let error = refusal(&seeded(seed), "leader-rsa2048", &options);
        assert!(
            matches!(error, SignError::SeedValue { .. }),
            "{seed}: {error}"
        );
    }
}

/// Whether the certificate is one that the author wants, kyso does not check, and says so.
#[test]
fn demands_on_the_certificate_are_told() {
    let (_, signed) = sign(&seeded("/Cert << /Ff 1 /Subject [<00>] >>"), &filling());
    let kinds: Vec<Kind> = signed.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [Kind::SeedValueUnchecked]);
}
