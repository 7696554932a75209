//! What the signed attributes must be.

use super::*;

/// A CMS of our own scheme over attributes of the test's making.
pub(super) fn sign_attributes(members: &[Vec<u8>], sorted: bool) -> Vec<u8> {
    let scheme = SignatureScheme::RsaPkcs1Sha256;
    let key = key("leader-rsa2048");
    let members: Vec<&[u8]> = members.iter().map(Vec::as_slice).collect();
    let attributes = if sorted {
        asn1::set_of(None, &members)
    } else {
        asn1::tlv(0x31, &members)
    };
    let signature = key.sign(&attributes, scheme).unwrap();
    signed_data(scheme, &attributes, &signature, key.certificate(), &[])
}

pub(super) fn attribute(kind: &str, values: &[&[u8]]) -> Vec<u8> {
    asn1::sequence(&[&asn1::oid(kind), &asn1::set_of(None, values)])
}

/// content-type and message-digest as they must be.
pub(super) fn required() -> [Vec<u8>; 2] {
    let digested = digest(DigestAlgorithm::Sha256, CONTENT).unwrap();
    [
        attribute(oid::CONTENT_TYPE, &[&asn1::oid(oid::DATA)]),
        attribute(oid::MESSAGE_DIGEST, &[&asn1::octet_string(&digested)]),
    ]
}

fn complaints_about_attributes(members: &[Vec<u8>]) -> Vec<String> {
    complaints(&check(&sign_attributes(members, true)).unwrap())
}

#[test]
pub(super) fn attributes_signed_out_of_order_are_good_and_told() {
    let [content_type, message_digest] = required();
    let reversed = [message_digest, content_type];
    let found = complaints(&check(&sign_attributes(&reversed, false)).unwrap());
    assert_eq!(
        found,
        ["signing-certificate Warn", "signed-attributes-order Warn"]
    );
}

#[test]
fn each_required_attribute_is_there_once_with_one_value() {
    let [content_type, message_digest] = required();
    let other_type = attribute(oid::CONTENT_TYPE, &[&asn1::oid(oid::TST_INFO)]);
    let two_values = attribute(
        oid::MESSAGE_DIGEST,
        &[
            &asn1::octet_string(&digest(DigestAlgorithm::Sha256, CONTENT).unwrap()),
            &asn1::octet_string(&[0; 32]),
        ],
    );
    let both = [content_type.clone(), message_digest.clone()];
    for (members, id) in [
        (vec![content_type.clone()], "message-digest"),
        (vec![message_digest.clone()], "content-type"),
        (vec![other_type, message_digest.clone()], "content-type"),
        (vec![content_type.clone(), two_values], "message-digest"),
        ([&both[..], &[content_type]].concat(), "content-type"),
        ([&both[..], &[message_digest]].concat(), "message-digest"),
    ] {
        let found = complaints_about_attributes(&members);
        assert!(found.contains(&format!("{id} Fail")), "{found:?}");
    }
}

/// SigningCertificateV2 with these hashes as its references, `issuer_serial` in the first.
fn references(hashes: &[&[u8]], issuer_serial: &[u8]) -> Vec<u8> {
    let one = |(index, hash): (usize, &&[u8])| {
        let tail = if index == 0 { issuer_serial } else { &[] };
        asn1::sequence(&[&asn1::octet_string(hash), tail])
    };
    let all: Vec<Vec<u8>> = hashes.iter().enumerate().map(one).collect();
    asn1::sequence(&[&asn1::sequence(
        &all.iter().map(Vec::as_slice).collect::<Vec<_>>(),
    )])
}

#[test]
fn the_signing_certificate_attribute_must_mean_the_certificate_used() {
    let certificate = key("leader-rsa2048").certificate().clone();
    let own = digest(DigestAlgorithm::Sha256, certificate.der()).unwrap();
    let own_sha1 = digest(DigestAlgorithm::Sha1, certificate.der()).unwrap();
    let other: &[u8] = &[7; 32];
    let name = asn1::tlv(0xa4, &[certificate.issuer().der()]);
    let wrong_serial = asn1::sequence(&[&asn1::sequence(&[&name]), &asn1::integer(&[5])]);
    let (v1, v2) = (oid::SIGNING_CERTIFICATE, oid::SIGNING_CERTIFICATE_V2);
    let policies = asn1::sequence(&[&references(&[&own], &[])[2..], &asn1::sequence(&[])]);
    for (attributes, expected) in [
        (vec![(v2, references(&[&own], &[]))], vec![]),
        (vec![(v1, references(&[&own_sha1], &[]))], vec![]),
        (
            vec![
                (v1, references(&[&own_sha1], &[])),
                (v2, references(&[&own], &[])),
            ],
            vec![],
        ),
        (
            vec![(v2, references(&[other], &[]))],
            vec!["signing-certificate Fail"],
        ),
        (
            vec![
                (v1, references(&[other], &[])),
                (v2, references(&[&own], &[])),
            ],
            vec!["signing-certificate Fail"],
        ),
        (
            vec![(v2, references(&[other, &own], &[]))],
            vec!["signing-certificate Warn"],
        ),
        (
            vec![(v2, references(&[&own], &wrong_serial))],
            vec!["signing-certificate Warn"],
        ),
        (vec![(v2, policies)], vec!["signing-certificate Warn"]),
        (
            vec![(v2, references(&[], &[]))],
            vec!["signing-certificate Fail"],
        ),
        (vec![(v2, asn1::null())], vec!["signing-certificate Warn"]),
    ] {
        let members: Vec<Vec<u8>> = attributes
            .iter()
            .map(|(kind, value)| attribute(kind, &[value]))
            .collect();
        let found = complaints_about_attributes(&[&required()[..], &members].concat());
        assert_eq!(found, expected);
    }
}

#[test]
fn protected_algorithms_must_be_those_of_the_signer() {
    let scheme = SignatureScheme::RsaPkcs1Sha256;
    let protection = |scheme: SignatureScheme, digest: SignatureScheme| {
        let signature = asn1::tlv(0xa1, &[&scheme.identifier()[2..]]);
        asn1::sequence(&[&digest.digest_identifier(), &signature])
    };
    let good = protection(scheme, scheme);
    let other = protection(SignatureScheme::RsaPkcs1Sha512, scheme);
    let digest = protection(scheme, SignatureScheme::RsaPkcs1Sha512);
    for (values, fails) in [
        (vec![&good], false),
        (vec![&other], true),
        (vec![&digest], true),
        (vec![&good, &other], true),
    ] {
        let values: Vec<&[u8]> = values.into_iter().map(Vec::as_slice).collect();
        let member = attribute(oid::ALGORITHM_PROTECTION, &values);
        let found = complaints_about_attributes(&[&required()[..], &[member]].concat());
        assert_eq!(
            found.contains(&"algorithm-protection Fail".to_owned()),
            fails
        );
    }
}
