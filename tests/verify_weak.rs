//! A signature that anybody could forge today is no TOTAL-PASSED, however well it fits
//! (EN 319 102-1 §5.2.8.4.1).
#![cfg(all(feature = "pki", feature = "legacy-algs"))]

mod update;

use kyso::{
    text::Lang,
    verify::{CheckResult, Indication, Integrity, Policy, Revocation, SubIndication, verify},
    x509::{Certificate, Roots, certificates_in},
};
use ring::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use rsa::{Pkcs1v15Sign, PrivateKey, pkcs8::DecodePrivateKey};
use update::{now, signed};

const SHA1_OID: &[u8] = &[6, 5, 0x2b, 0x0e, 3, 2, 0x1a];
const SHA256_OID: &[u8] = &[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
const DATA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
const SIGNED_DATA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
const CONTENT_TYPE: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3];
const MESSAGE_DIGEST: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4];
const RSA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let [.., high, low] = content.len().to_be_bytes();
    let len = match content.len() {
        0..0x80 => vec![low],
        0x80..0x100 => vec![0x81, low],
        _ => vec![0x82, high, low],
    };
    [&[tag], len.as_slice(), &content].concat()
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

fn key_file(name: &str) -> String {
    std::fs::read_to_string(format!("testdata/keys/{name}.pem")).unwrap()
}

/// A CMS over `message` by a key that kyso itself would not sign with, or a digest.
fn cms(message: &[u8], name: &str, algorithm: &'static Algorithm, oid: &[u8]) -> Vec<u8> {
    let pem = key_file(name);
    let certificates = certificates_in(pem.as_bytes()).unwrap();
    let signer = &certificates[0];
    let attribute = |kind: &[u8], value: &[u8]| sequence(&[kind, &tlv(0x31, &[value])]);
    let hash = digest(algorithm, message);
    let attributes = [
        attribute(CONTENT_TYPE, DATA),
        attribute(MESSAGE_DIGEST, &tlv(4, &[hash.as_ref()])),
    ]
    .concat();
    let to_be_signed = digest(algorithm, &tlv(0x31, &[&attributes]));
    let identifier = sequence(&[oid, &[5, 0]]);
    let info = sequence(&[&identifier, &tlv(4, &[to_be_signed.as_ref()])]);
    let padding = Pkcs1v15Sign {
        hash_len: Some(to_be_signed.as_ref().len()),
        prefix: info[..info.len() - to_be_signed.as_ref().len()].into(),
    };
    let end = pem.find("-----BEGIN CERTIFICATE").unwrap();
    let key = PrivateKey::from_pkcs8_pem(&pem[..end]).unwrap();
    let value = key.sign(padding, to_be_signed.as_ref()).unwrap();
    let info = sequence(&[
        &[2, 1, 1],
        &sequence(&[signer.issuer().der(), &tlv(2, &[signer.serial()])]),
        &identifier,
        &tlv(0xa0, &[&attributes]),
        &sequence(&[RSA]),
        &tlv(4, &[&value]),
    ]);
    let all: Vec<&[u8]> = certificates.iter().map(Certificate::der).collect();
    let signed_data = sequence(&[
        &[2, 1, 1],
        &tlv(0x31, &[&identifier]),
        &sequence(&[DATA]),
        &tlv(0xa0, &all),
        &tlv(0x31, &[&info]),
    ]);
    sequence(&[SIGNED_DATA, &tlv(0xa0, &[&signed_data])])
}

/// The signed form with another CMS in its gap.
fn resigned(name: &str, algorithm: &'static Algorithm, oid: &[u8]) -> Vec<u8> {
    let mut pdf = signed(|options| options.placeholder = Some(12_000));
    let find = |from: usize, what: &[u8]| {
        let at = pdf[from..].windows(what.len()).position(|w| w == what);
        from + at.unwrap()
    };
    let open = find(find(0, b"/ByteRange"), b"/Contents <") + b"/Contents ".len();
    let close = find(open, b">") + 1;
    let message = [&pdf[..open], &pdf[close..]].concat();
    let digits: String = cms(&message, name, algorithm, oid)
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect();
    let gap = &mut pdf[open + 1..close - 1];
    gap.fill(b'0');
    gap[..digits.len()].copy_from_slice(digits.as_bytes());
    pdf
}

#[test]
fn what_can_be_forged_today_does_not_pass() {
    let mut roots = Roots::new();
    roots
        .add(&std::fs::read("testdata/keys/root.crt").unwrap())
        .unwrap();
    let policy = Policy::at(now())
        .trusting(roots)
        .revocation(Revocation::None);
    let judge = |pdf: Vec<u8>| {
        let report = verify(&pdf, &policy).unwrap();
        report.signatures.into_iter().next().unwrap()
    };
    let strong = judge(resigned("leader-rsa2048", &SHA256, SHA256_OID));
    assert_eq!(strong.indication, Some(Indication::TotalPassed));
    for (name, algorithm, oid, what) in [
        (
            "leader-rsa2048",
            &SHA1_FOR_LEGACY_USE_ONLY,
            SHA1_OID,
            "SHA-1",
        ),
        ("weak-rsa1024", &SHA256, SHA256_OID, "RSA-1024"),
    ] {
        let weak = judge(resigned(name, algorithm, oid));
        assert_eq!(weak.integrity, Integrity::Intact, "{what}");
        assert_eq!(weak.indication, Some(Indication::Indeterminate), "{what}");
        assert_eq!(
            weak.sub_indication,
            Some(SubIndication::CryptoConstraintsFailureNoPoe),
            "{what}"
        );
        let told = |check: &&kyso::verify::Check| check.id == "algorithm-strength";
        let check = weak.checks.iter().find(told).unwrap();
        assert_eq!(check.result, CheckResult::Warn, "{what}");
        assert_eq!(check.detail.words(Lang::En), what);
    }
}
