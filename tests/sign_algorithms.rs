//! Every scheme that kyso signs with, and what the document must declare for it.

mod signing;
mod tiny;

use kyso::{
    SignatureScheme::{self, *},
    identity::Signer,
    sign::{SignError, SignOptions, SubFilter, sign_to},
};
use signing::{keep, key, options, refusal, sign_with};
use tiny::{Tiny, count};

const PAIRS: [(&str, SignatureScheme); 12] = [
    ("leader-rsa2048", RsaPkcs1Sha256),
    ("leader-rsa2048", RsaPkcs1Sha384),
    ("leader-rsa2048", RsaPkcs1Sha512),
    ("leader-rsa2048", RsaPssSha256),
    ("leader-rsa2048", RsaPssSha384),
    ("leader-rsa2048", RsaPssSha512),
    ("leader-rsa3072", RsaPkcs1Sha256),
    ("leader-rsa4096", RsaPkcs1Sha512),
    ("leader-rsa4096", RsaPssSha256),
    ("leader-p256", EcdsaP256Sha256),
    ("leader-p384", EcdsaP384Sha384),
    ("leader-ed25519", Ed25519),
];

fn with(scheme: SignatureScheme) -> SignOptions {
    let mut options = options();
    options.scheme = Some(scheme);
    options
}

#[test]
fn every_scheme_signs_what_verifies() {
    let pdf = Tiny::page().table();
    for (key, scheme) in PAIRS {
        let (output, _) = sign_with(&pdf, key, &with(scheme));
        keep(&format!("{key}-{scheme:?}"), &output);
    }
}

/// RFC 4055 §1.2: such a certificate's key makes nothing else.
#[test]
fn a_key_bound_to_pss_signs_as_it_is_bound() {
    const BOUND: &str = "leader-pss-sha384";
    let pdf = Tiny::page().table();
    assert_eq!(key(BOUND).default_scheme(), RsaPssSha384);
    let (output, _) = sign_with(&pdf, BOUND, &options());
    keep(BOUND, &output);
    for scheme in [RsaPkcs1Sha256, RsaPkcs1Sha384, RsaPssSha256, RsaPssSha512] {
        let error = refusal(&pdf, BOUND, &with(scheme));
        let refused = matches!(error, SignError::UnsupportedAlgorithm { .. });
        assert!(refused, "{scheme}: {error}");
    }
}

/// The room for the CMS is known before: RSA and Ed25519 fill it to the last byte.
#[test]
fn the_placeholder_has_no_byte_too_many() {
    let pdf = Tiny::page().table();
    for (key, scheme) in PAIRS {
        let (output, signed) = sign_with(&pdf, key, &with(scheme));
        let [_, start, end, _] = signed.byte_range.map(|number| number as usize);
        let digits = &output[start + 1..end - 1];
        // ContentInfo ::= SEQUENCE with a length of two bytes.
        assert!(digits.starts_with(b"3082"));
        let length = std::str::from_utf8(&digits[4..8]).unwrap();
        let used = 2 * (usize::from_str_radix(length, 16).unwrap() + 4);
        let spare = digits.len() - used;
        let most = if matches!(scheme, EcdsaP256Sha256 | EcdsaP384Sha384) {
            16
        } else {
            0
        };
        assert!(spare <= most, "{key} {scheme:?}: {spare} digits left over");
    }
}

/// Ed25519 is not in ISO 32000-2 itself (ISO/TS 32002), PAdES not in PDF 1.7.
#[test]
fn extensions_are_declared() {
    let eddsa = "/ISO_ << /Type /DeveloperExtensions /BaseVersion /2.0 /ExtensionLevel 32002";
    let esic = "/ESIC << /Type /DeveloperExtensions /BaseVersion /1.7 /ExtensionLevel 1";
    let mut tiny = Tiny::page();
    let (output, _) = sign_with(&tiny.table(), "leader-ed25519", &with(Ed25519));
    assert_eq!((count(&output, eddsa), count(&output, esic)), (1, 1));
    tiny.version = "2.0";
    let (output, _) = sign_with(&tiny.table(), "leader-ed25519", &with(Ed25519));
    assert_eq!((count(&output, eddsa), count(&output, esic)), (1, 0));
    // A second one declares nothing anew.
    let (output, _) = sign_with(&output, "leader-ed25519", &with(Ed25519));
    assert_eq!(count(&output, eddsa), 1);
    let mut older = with(RsaPkcs1Sha256);
    older.sub_filter = SubFilter::AdbePkcs7Detached;
    let (output, _) = sign_with(&Tiny::page().table(), "leader-rsa2048", &older);
    assert_eq!(count(&output, "/Extensions"), 0);
    assert_eq!(count(&output, "/SubFilter /adbe.pkcs7.detached"), 1);
}

#[test]
fn other_extensions_stay() {
    let other = "<< /BaseVersion /2.0 /ExtensionLevel 32001 >>";
    for (there, then) in [
        (
            format!("<< /ISO_ {other} >>"),
            "/ISO_  [<< /BaseVersion /2.0 /ExtensionLevel 32001 >> << ",
        ),
        (
            format!("<< /ISO_ [{other}] >>"),
            "/ISO_ [<< /BaseVersion /2.0 /ExtensionLevel 32001 >> << ",
        ),
        (
            "<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>".to_owned(),
            "/ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >>",
        ),
    ] {
        let catalog = format!("<< /Type /Catalog /Pages 2 0 R /Extensions {there} >>");
        let pdf = Tiny::page().with(1, &catalog).table();
        let (output, _) = sign_with(&pdf, "leader-ed25519", &with(Ed25519));
        keep(&format!("extensions-{}", then.len()), &output);
        let update = &output[pdf.len()..];
        assert_eq!(
            count(update, then),
            1,
            "{}",
            String::from_utf8_lossy(update)
        );
        assert_eq!(count(update, "/ExtensionLevel 32002"), 1);
    }
}

/// One key signs many documents, from several threads at once.
#[test]
fn a_signer_is_shared() {
    let pdf = Tiny::page().table();
    let leader = key("leader-rsa2048");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..3 {
                    sign_to(&pdf, &leader, &options(), &mut Vec::new()).unwrap();
                }
            });
        }
    });
}
