use std::num::NonZeroU32;

use ring::{hmac, pbkdf2};

use super::{
    open,
    pfx::{Pfx, is_pfx},
};
use crate::{
    asn1::{integer, octet_string, oid, sequence, tlv},
    identity::{IdentityError, KeyFileContents},
};

fn key_file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/keys");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

/// An element of indefinite length.
fn indefinite(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, 0x80], content, &[0, 0]].concat()
}

/// The PFX with its outer elements in BER and its octets in pieces, as NSS writes them.
fn as_ber(pfx: &Pfx, mac: &[u8]) -> Vec<u8> {
    let pieces: Vec<u8> = pfx
        .authenticated
        .chunks(1000)
        .flat_map(octet_string)
        .collect();
    let octets = indefinite(0x24, &pieces);
    let content = indefinite(0xa0, &octets);
    let info = indefinite(0x30, &[oid("1.2.840.113549.1.7.1"), content].concat());
    indefinite(0x30, &[&[2, 1, 3][..], &info, mac].concat())
}

#[test]
fn ber_opens_as_der_does() {
    let der = key_file("leader-rsa2048-open.p12");
    let pfx = Pfx::parse(&der).unwrap();
    let ber = as_ber(&pfx, &[]);
    assert!(is_pfx(&ber) && ber != der);
    let (of_der, of_ber) = (open(&der, None).unwrap(), open(&ber, None).unwrap());
    assert_eq!(of_der.certificates, of_ber.certificates);
    assert_eq!(of_der.keys, of_ber.keys);
    assert_eq!(of_der.findings, of_ber.findings);
}

fn algorithm(dotted: &str, parameters: &[u8]) -> Vec<u8> {
    sequence(&[&oid(dotted), parameters])
}

/// The key file with a PBMAC1 (RFC 9579) whose key has `len` bytes.
fn with_pbmac1(password: &str, len: u8) -> Vec<u8> {
    let pfx = Pfx::parse(&key_file("leader-rsa2048-open.p12")).unwrap();
    let (salt, rounds) = ([7; 8], NonZeroU32::new(100).unwrap());
    let mut key = vec![0; usize::from(len)];
    let derivation = pbkdf2::PBKDF2_HMAC_SHA256;
    pbkdf2::derive(derivation, rounds, &salt, password.as_bytes(), &mut key);
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let value = hmac::sign(&key, &pfx.authenticated);
    let hmac_sha256 = algorithm("1.2.840.113549.2.9", &[5, 0]);
    let parameters = sequence(&[
        &octet_string(&salt),
        &integer(&[100]),
        &integer(&[len]),
        &hmac_sha256,
    ]);
    let derivation = algorithm("1.2.840.113549.1.5.12", &parameters);
    let pbmac1 = sequence(&[&derivation, &hmac_sha256]);
    let digest = sequence(&[
        &algorithm("1.2.840.113549.1.5.14", &pbmac1),
        &octet_string(value.as_ref()),
    ]);
    as_ber(&pfx, &sequence(&[&digest, &octet_string(b"unused")]))
}

#[test]
fn pbmac1_is_held_against_the_password() {
    let good = with_pbmac1("mật khẩu", 32);
    assert_eq!(open(&good, Some("mật khẩu")).unwrap().keys.len(), 1);
    let refused = open(&good, Some("mat khau")).err();
    assert_eq!(refused, Some(IdentityError::WrongPassword));
    let short = with_pbmac1("mật khẩu", 1);
    let refused = open(&short, Some("mật khẩu")).err();
    assert!(matches!(refused, Some(IdentityError::Unreadable { .. })));
}

#[test]
fn a_changed_file_does_not_open() {
    let der = key_file("leader-p256.p12");
    for at in (60..der.len() - 120).step_by(331) {
        let mut changed = der.clone();
        changed[at] ^= 1;
        assert!(open(&changed, Some("kyso-test")).is_err(), "byte {at}");
    }
}

#[test]
fn a_file_that_asks_for_too_much_work_is_refused_at_once() {
    let pfx = Pfx::parse(&key_file("leader-rsa2048-legacy.p12")).unwrap();
    assert_eq!(pfx.mac.as_ref().unwrap().rounds, 2048);
    let mut greedy = pfx;
    greedy.mac.as_mut().unwrap().rounds = u32::MAX;
    assert!(matches!(
        greedy.check("kyso-test"),
        Err(IdentityError::Unreadable { .. })
    ));
}

#[test]
fn flipped_and_cut_key_files_are_errors_or_contents() {
    let plain = key_file("leader-rsa2048-open.p12");
    let small: &[u8] = &tlv(0x30, &[&[2, 1, 3]]);
    assert!(!is_pfx(small));
    for file in [
        plain,
        key_file("leader-p256.pem"),
        key_file("leader-p256-sec1.key"),
        key_file("leader-ed25519.pem"),
    ] {
        for at in (0..file.len()).step_by(7) {
            let _ = KeyFileContents::read(&file[..at], None).is_ok();
            for change in [0x01, 0x80] {
                let mut flipped = file.clone();
                flipped[at] ^= change;
                if let Ok(contents) = KeyFileContents::read(&flipped, None) {
                    for certificate in contents.certificates() {
                        let _ = contents.has_key_for(certificate);
                    }
                }
            }
        }
    }
}

#[test]
fn all_parts_together_are_paid_from_one_budget() {
    let encrypted = |scheme: &str, parameters: &[u8]| {
        let info = sequence(&[
            &oid("1.2.840.113549.1.7.1"),
            &algorithm(scheme, parameters),
            &tlv(0x80, &[&[0; 16]]),
        ]);
        let content = sequence(&[&integer(&[0]), &info]);
        sequence(&[&oid("1.2.840.113549.1.7.6"), &tlv(0xa0, &[&content])])
    };
    let open = |parts: &[Vec<u8>]| {
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        let content = tlv(0xa0, &[&octet_string(&sequence(&parts))]);
        let info = sequence(&[&oid("1.2.840.113549.1.7.1"), &content]);
        open(&sequence(&[&integer(&[3]), &info]), Some("x")).err()
    };
    let too_much = Some(IdentityError::unreadable(
        crate::text::Term::ITS_ENCRYPTION_ASKS_FOR_TOO_MUCH_WORK,
    ));
    let rounds = [0x7f, 0xff, 0xff, 0xff];
    let pbkdf2 = sequence(&[
        &octet_string(b"salt"),
        &integer(&rounds),
        &algorithm("1.2.840.113549.2.9", &[5, 0]),
    ]);
    let scheme = sequence(&[
        &algorithm("1.2.840.113549.1.5.12", &pbkdf2),
        &algorithm("2.16.840.1.101.3.4.1.42", &octet_string(&[0; 16])),
    ]);
    let greedy = encrypted("1.2.840.113549.1.5.13", &scheme);
    assert_eq!(open(&[greedy]), too_much);
    let old = sequence(&[&octet_string(b"salt"), &integer(&[0x0f, 0x42, 0x40])]);
    let old = encrypted("1.2.840.113549.1.12.1.3", &old);
    assert_eq!(open(&vec![old; 1000]), too_much);
}
