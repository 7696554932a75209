use std::fs;

use super::{
    Attribute, Outcome, STEP_IDS, SignedData, SignerCheck, check_raw_rsa,
    flips::{flips_that_pass, is_unprotected},
    oid, signed_attributes, signed_data, signed_data_bound, step_id,
};
use crate::{
    Limits, SignatureScheme, asn1,
    crypto::{DigestAlgorithm, digest},
    identity::{KeyFile, Signer},
    x509::Certificate,
};

mod attributes;
mod signer_info;

use attributes::{attribute, required, sign_attributes};

const CONTENT: &[u8] = b"signed bytes";

fn key(name: &str) -> KeyFile {
    let file = fs::read(format!("testdata/keys/{name}.pem")).unwrap();
    let chain = fs::read("testdata/keys/chain.pem").unwrap();
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

fn sign(key: &KeyFile, scheme: SignatureScheme) -> Vec<u8> {
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

fn check(cms: &[u8]) -> Option<SignerCheck> {
    let parsed = SignedData::parse(cms, &Limits::default()).ok()?;
    Some(parsed.check(&mut |algorithm: DigestAlgorithm| digest(algorithm, CONTENT)))
}

/// Steps that are not `ok`, as `id outcome`.
fn complaints(check: &SignerCheck) -> Vec<String> {
    assert!(check.steps.iter().all(|step| STEP_IDS.contains(&step.id)));
    let bad = check
        .steps
        .iter()
        .filter(|step| step.outcome != Outcome::Ok);
    bad.map(|step| format!("{} {:?}", step.id, step.outcome))
        .collect()
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(format!("testdata/cms/{name}")).unwrap()
}

/// Complaints about a fixture, read as detached.
fn complaints_about(name: &str) -> Vec<String> {
    complaints(&check(&fixture(name)).unwrap())
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

#[test]
fn only_the_keys_whose_scheme_it_is_are_named_by_a_scheme() {
    for (name, scheme) in SCHEMES {
        let key = key(name);
        let kind = key.certificate().key_kind();
        let pss = scheme.as_str().contains("pss");
        let digest = scheme.digest().to_string();
        assert_eq!(
            SignatureScheme::choose(kind, Some(&digest), pss),
            Ok(scheme)
        );
    }
}

/// OpenSSL's signatures, and what there is to say about each.
const OF_OPENSSL: [(&str, &[&str]); 16] = [
    (
        "detached.der",
        &["signing-certificate Warn", "signing-time Warn"],
    ),
    ("cades.der", &["signing-time Warn"]),
    (
        "key-identifier.der",
        &["signing-certificate Warn", "signing-time Warn"],
    ),
    ("no-attributes.der", &["signing-certificate Warn"]),
    (
        "no-certificate.der",
        &[
            "signer-certificate Unchecked",
            "signing-certificate Warn",
            "signature-value Unchecked",
            "signing-time Warn",
        ],
    ),
    (
        "sha1.der",
        &[
            "signing-certificate Warn",
            "signing-time Warn",
            "algorithm-strength Warn",
        ],
    ),
    (
        "sha224.der",
        &["signing-certificate Warn", "signing-time Warn"],
    ),
    (
        "sha3-256.der",
        &["signing-certificate Warn", "signing-time Warn"],
    ),
    (
        "md5.der",
        &[
            "message-digest Unchecked",
            "signing-certificate Warn",
            "algorithms Unchecked",
            "signature-value Unchecked",
            "signing-time Warn",
        ],
    ),
    (
        "rsa1024.der",
        &[
            "signing-certificate Warn",
            "signing-time Warn",
            "algorithm-strength Warn",
        ],
    ),
    (
        "p256-sha512.der",
        &["signing-certificate Warn", "signing-time Warn"],
    ),
    (
        "p384-sha384.der",
        &["signing-certificate Warn", "signing-time Warn"],
    ),
    (
        "pss.der",
        &["signing-certificate Warn", "signing-time Warn"],
    ),
    (
        "pss-salt.der",
        &["signing-certificate Warn", "signing-time Warn"],
    ),
    (
        "pss-mgf1.der",
        &[
            "signing-certificate Warn",
            "algorithms Warn",
            "signing-time Warn",
        ],
    ),
    ("two-signers.der", &["one-signer-info Fail"]),
];

#[test]
fn what_openssl_signs_is_read_and_judged() {
    for (name, expected) in OF_OPENSSL {
        assert_eq!(complaints_about(name), expected, "{name}");
    }
    let claimed = check(&fixture("detached.der"))
        .unwrap()
        .claimed_time
        .unwrap();
    assert_eq!(claimed.to_string(), "2026-11-24T02:03:04Z");
}

#[test]
fn content_inside_a_detached_signature_is_refused() {
    for name in ["enveloping.der", "indefinite.der"] {
        let complaints = complaints_about(name);
        assert_eq!(complaints[0], "encapsulated-content Fail", "{name}");
    }
    let mut parsed = SignedData::parse(&fixture("detached.der"), &Limits::default()).unwrap();
    parsed.content = Some(Vec::new());
    let found = parsed.check(&mut |algorithm| digest(algorithm, CONTENT));
    assert_eq!(
        found.step(step_id::DETACHED_CONTENT).unwrap().outcome,
        Outcome::Fail
    );
}

#[test]
fn a_check_holds_only_when_nothing_is_left_open() {
    for (name, holds) in [
        ("cades.der", true),
        ("detached.der", true),
        ("no-certificate.der", false),
        ("md5.der", false),
        ("two-signers.der", false),
    ] {
        assert_eq!(check(&fixture(name)).unwrap().holds(), holds, "{name}");
    }
}

#[test]
fn other_content_has_another_digest_whatever_is_signed() {
    for name in ["detached.der", "cades.der", "no-attributes.der", "pss.der"] {
        let parsed = SignedData::parse(&fixture(name), &Limits::default()).unwrap();
        let found = parsed.check(&mut |algorithm| digest(algorithm, b"signed bytes "));
        let id = if name == "no-attributes.der" {
            "signature-value"
        } else {
            "message-digest"
        };
        assert!(complaints(&found).contains(&format!("{id} Fail")), "{name}");
    }
}

#[test]
fn the_content_of_pkcs7_sha1_is_the_sha1_of_the_signed_bytes() {
    let parsed = SignedData::parse(&fixture("sha1-content.der"), &Limits::default()).unwrap();
    let good = parsed.check_sha1_content(&mut |algorithm| digest(algorithm, CONTENT));
    assert_eq!(
        complaints(&good),
        ["signing-certificate Warn", "signing-time Warn"]
    );
    let other = parsed.check_sha1_content(&mut |algorithm| digest(algorithm, b"other bytes"));
    assert_eq!(complaints(&other)[0], "message-digest Fail");
    let detached = SignedData::parse(&fixture("detached.der"), &Limits::default()).unwrap();
    let none = detached.check_sha1_content(&mut |algorithm| digest(algorithm, CONTENT));
    assert!(none.failed());
}

#[test]
fn a_bare_rsa_value_is_held_against_the_first_certificate() {
    let certificates = [key("leader-rsa2048").certificate().clone()];
    let value = fixture("rsa-value.bin");
    let over = |content: &'static [u8], certificates: &[Certificate]| {
        let found = check_raw_rsa(&value, certificates, &mut |algorithm| {
            digest(algorithm, content)
        });
        complaints(&found.unwrap())
    };
    assert_eq!(over(CONTENT, &certificates), [""; 0]);
    assert_eq!(
        over(b"other bytes", &certificates),
        ["signature-value Fail"]
    );
    assert_eq!(
        over(CONTENT, &[]),
        ["signer-certificate Unchecked", "signature-value Unchecked"]
    );
    let cms = fixture("detached.der");
    assert!(check_raw_rsa(&cms, &certificates, &mut |_| None).is_err());
}

#[test]
fn padding_behind_the_cms_is_no_harm_and_junk_is_told() {
    let cms = fixture("cades.der");
    let parsed = |behind: &[u8]| {
        let bytes = [cms.as_slice(), behind].concat();
        let parsed = SignedData::parse(&bytes, &Limits::default()).unwrap();
        assert_eq!(parsed.encoded_len, cms.len());
        let found = parsed.check(&mut |algorithm| digest(algorithm, CONTENT));
        (parsed.junk_behind, complaints(&found))
    };
    assert_eq!(
        parsed(&[0; 4096]),
        (false, vec!["signing-time Warn".to_owned()])
    );
    let junk = vec![
        "cms-padding Warn".to_owned(),
        "signing-time Warn".to_owned(),
    ];
    assert_eq!(parsed(&[0, 1, 0]), (true, junk));
}

#[test]
fn a_cms_that_ends_in_zero_ends_where_its_length_says() {
    let (scheme, key) = (SignatureScheme::Ed25519, key("leader-ed25519"));
    let ends_in_zero = |number: u32| {
        let content = number.to_be_bytes();
        let digested = digest(scheme.digest(), &content).unwrap();
        let attributes = signed_attributes(scheme, &digested, key.certificate());
        let signature = key.sign(&attributes, scheme).unwrap();
        let cms = signed_data(scheme, &attributes, &signature, key.certificate(), &[]);
        (cms.last() == Some(&0)).then_some((content, cms))
    };
    // The last byte of an Ed25519 value is the top of a number below 2^253.
    let (content, cms) = (0..4096).find_map(ends_in_zero).unwrap();
    let padded = [cms.as_slice(), &[0; 100]].concat();
    let parsed = SignedData::parse(&padded, &Limits::default()).unwrap();
    assert_eq!(parsed.encoded_len, cms.len());
    assert!(
        parsed
            .check(&mut |algorithm| digest(algorithm, &content))
            .holds()
    );
}

#[test]
fn every_truncation_is_an_error() {
    for name in ["cades.der", "indefinite.der", "token.der"] {
        let cms = fixture(name);
        for len in 0..cms.len() {
            assert!(
                SignedData::parse(&cms[..len], &Limits::default()).is_err(),
                "{name} {len}"
            );
        }
    }
}

#[test]
fn no_flipped_bit_in_what_is_signed_leaves_a_signature_good() {
    for (name, scheme) in [SCHEMES[3], SCHEMES[6]] {
        let key = key(name);
        let digested = digest(scheme.digest(), CONTENT).unwrap();
        let attributes = signed_attributes(scheme, &digested, key.certificate());
        let signature = key.sign(&attributes, scheme).unwrap();
        let cms = signed_data(scheme, &attributes, &signature, key.certificate(), &[]);
        let check = |parsed: SignedData| parsed.check(&mut |algorithm| digest(algorithm, CONTENT));
        for position in flips_that_pass(&cms, check) {
            assert!(is_unprotected(&cms, position), "{scheme}: byte {position}");
        }
    }
}

#[test]
fn limits_end_the_reading() {
    let cms = sign(&key("leader-rsa2048"), SignatureScheme::RsaPkcs1Sha256);
    let few = Limits {
        certificates: 2,
        ..Limits::default()
    };
    let small = Limits {
        cms_bytes: 100,
        ..Limits::default()
    };
    assert!(SignedData::parse(&cms, &few).is_err());
    assert!(SignedData::parse(&cms, &small).is_err());
}

#[test]
fn a_certificate_that_cannot_be_read_breaks_the_signature_that_may_be_its_own() {
    let key = key("leader-rsa2048");
    let cms = sign(&key, SignatureScheme::RsaPkcs1Sha256);
    let parsed = SignedData::parse(&cms, &Limits::default()).unwrap();
    for certificate in &parsed.certificates {
        let own = certificate.der() == key.certificate().der();
        let start = cms
            .windows(certificate.der().len())
            .position(|window| window == certificate.der());
        let mut bytes = cms.clone();
        // [0] version becomes [1]: no certificate any more.
        let version = bytes[start.unwrap()..]
            .iter()
            .position(|octet| *octet == 0xa0)
            .unwrap();
        bytes[start.unwrap() + version] = 0xa1;
        let found = complaints(&check(&bytes).unwrap());
        let expected = if own {
            "certificate-encoding Fail"
        } else {
            "certificate-encoding Warn"
        };
        assert!(found.contains(&expected.to_owned()), "{found:?}");
    }
}

#[test]
fn evidence_is_taken_from_attributes_as_it_stands() {
    let (crl, response) = (asn1::sequence(&[&asn1::null()]), asn1::sequence(&[]));
    let archival = asn1::sequence(&[
        &asn1::tlv(0xa0, &[&asn1::sequence(&[&crl])]),
        &asn1::tlv(0xa1, &[&asn1::sequence(&[&response, &response])]),
    ]);
    let member = attribute(oid::REVOCATION_INFO_ARCHIVAL, &[&archival]);
    let cms = sign_attributes(&[&required()[..], &[member]].concat(), true);
    let mut parsed = SignedData::parse(&cms, &Limits::default()).unwrap();
    let evidence = parsed.evidence();
    assert_eq!(
        (evidence.crls, evidence.ocsp_responses),
        (vec![crl], vec![response.clone(), response])
    );
    parsed.signers[0].unsigned.push(Attribute {
        oid: oid::CERTIFICATE_VALUES.to_owned(),
        values: vec![asn1::sequence(&[&asn1::sequence(&[])])],
    });
    assert_eq!(parsed.evidence().certificates.len(), 1);
}

/// `element` with indefinite lengths wherever BER allows, strings in pieces; certificates stay.
fn loosened(element: &asn1::Element<'_, '_>, certificates: &[Certificate]) -> Vec<u8> {
    if certificates
        .iter()
        .any(|certificate| certificate.der() == element.raw)
    {
        return element.raw.to_vec();
    }
    let end: &[u8] = &[0, 0];
    if element.tag == asn1::Tag::OCTET_STRING {
        let pieces: Vec<u8> = element
            .content
            .chunks(5)
            .flat_map(asn1::octet_string)
            .collect();
        return [&[0x24, 0x80], pieces.as_slice(), end].concat();
    }
    let Ok(mut children) = element.children() else {
        return element.raw.to_vec();
    };
    let mut bytes = vec![element.raw[0], 0x80];
    while let Some(child) = children.next().unwrap() {
        bytes.extend(loosened(&child, certificates));
    }
    bytes.extend(end);
    bytes
}

#[test]
fn a_cms_in_ber_down_to_its_attributes_is_read_and_told() {
    for (name, scheme) in [SCHEMES[0], SCHEMES[6]] {
        let cms = sign(&key(name), scheme);
        let parsed = SignedData::parse(&cms, &Limits::default()).unwrap();
        let element = asn1::Reader::new(&cms, asn1::Rules::Der).any().unwrap();
        let ber = loosened(&element, &parsed.certificates);
        assert!(ber.len() > cms.len());
        let found = check(&ber).unwrap();
        assert_eq!(complaints(&found), ["cms-encoding Warn"], "{scheme}");
    }
}

#[test]
fn of_two_certificates_with_one_name_and_number_the_one_referred_to_is_meant() {
    let (scheme, signer) = (SignatureScheme::EcdsaP256Sha256, key("leader-p256"));
    let digested = digest(scheme.digest(), CONTENT).unwrap();
    let attributes = signed_attributes(scheme, &digested, signer.certificate());
    let signature = signer.sign(&attributes, scheme).unwrap();
    // The same certificate but for its signature: nobody's, and sorted before or behind.
    for last in [0x00, 0xff] {
        let mut twin = signer.certificate().der().to_vec();
        *twin.last_mut().unwrap() ^= last | 1;
        let twin = [Certificate::from_der(&twin).unwrap()];
        let cms = signed_data(scheme, &attributes, &signature, signer.certificate(), &twin);
        assert_eq!(complaints(&check(&cms).unwrap()), [""; 0]);
    }
}
