//! What can be done to the CMS of a signature without the signer's key, and what is said of it.

mod update;

use kyso::{
    sign::SignOptions,
    verify::{Integrity, SignatureReport},
};
use update::{CATALOG, append, report, signature, signed, stream};

/// The elements that stand one after the other in `bytes`, each whole.
fn elements(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = bytes;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let end = head(rest) + length(rest);
        found.push(rest[..end].to_vec());
        rest = &rest[end..];
    }
    found
}

fn head(element: &[u8]) -> usize {
    match element[1] {
        0..=0x7f => 2,
        long => 2 + usize::from(long & 0x7f),
    }
}

fn length(element: &[u8]) -> usize {
    match element[1] {
        short @ 0..=0x7f => usize::from(short),
        _ => element[2..head(element)]
            .iter()
            .fold(0, |length, byte| (length << 8) | usize::from(*byte)),
    }
}

fn inside(element: &[u8]) -> Vec<Vec<u8>> {
    elements(&element[head(element)..])
}

fn with_tag(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    let content = parts.concat();
    let size = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x84], &size[..], &content].concat()
}

fn shortest(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    let content = parts.concat();
    let size = content.len().to_be_bytes();
    let size = &size[size.iter().position(|byte| *byte != 0).unwrap_or(7)..];
    match content.len() {
        0..=0x7f => [&[tag, content.len() as u8], &content[..]].concat(),
        _ => [&[tag, 0x80 | size.len() as u8], size, &content].concat(),
    }
}

fn indefinite(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    [&[tag, 0x80], &parts.concat()[..], &[0, 0]].concat()
}

/// SignedData taken apart.
#[derive(Clone)]
struct Parts {
    shell: [Vec<u8>; 3],
    certificates: Vec<Vec<u8>>,
    signers: Vec<Vec<u8>>,
}

const HEX: &str = "0123456789abcdef";

/// Offsets of the digits of `/Contents`.
fn digits(pdf: &[u8]) -> std::ops::Range<usize> {
    let start = update::find(pdf, b"/Contents <") + 11;
    let rest = &pdf[start..];
    start..start + rest.iter().position(|byte| *byte == b'>').unwrap()
}

fn cms(pdf: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| {
        let text = char::from(byte.to_ascii_lowercase());
        u8::try_from(HEX.find(text).unwrap()).unwrap()
    };
    let text = &pdf[digits(pdf)];
    let bytes: Vec<u8> = text
        .chunks(2)
        .map(|it| (digit(it[0]) << 4) | digit(it[1]))
        .collect();
    let end = head(&bytes) + length(&bytes);
    bytes[..end].to_vec()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parts(pdf: &[u8]) -> Parts {
    let fields = inside(&inside(&inside(&cms(pdf))[1])[0]);
    let [version, digests, content, certificates, signers] = fields.try_into().unwrap();
    Parts {
        shell: [version, digests, content],
        certificates: inside(&certificates),
        signers: inside(&signers),
    }
}

fn whole(parts: &Parts, make: fn(u8, &[Vec<u8>]) -> Vec<u8>) -> Vec<u8> {
    let kind = inside(&cms(&plain()))[0].clone();
    let mut fields = parts.shell.to_vec();
    if !parts.certificates.is_empty() {
        fields.push(make(0xa0, &parts.certificates));
    }
    fields.push(make(0x31, &parts.signers));
    make(0x30, &[kind, make(0xa0, &[make(0x30, &fields)])])
}

fn plain() -> Vec<u8> {
    signed(|options: &mut SignOptions| options.placeholder = Some(12_000))
}

/// The document with `text` where the digits of its signature begin.
fn with_digits(pdf: &[u8], text: &str) -> Vec<u8> {
    let range = digits(pdf);
    assert!(text.len() <= range.len(), "{} {}", text.len(), range.len());
    let mut changed = pdf.to_vec();
    changed[range.clone()].fill(b'0');
    changed[range.start..range.start + text.len()].copy_from_slice(text.as_bytes());
    changed
}

fn judged(pdf: &[u8]) -> SignatureReport {
    signature(&report(pdf), "sig")
}

/// What is said of the signature after `change`.
fn after(change: impl FnOnce(&mut Parts)) -> SignatureReport {
    let pdf = plain();
    let mut parts = parts(&pdf);
    change(&mut parts);
    judged(&with_digits(&pdf, &hexadecimal(&whole(&parts, shortest))))
}

fn says(report: &SignatureReport, id: &str) -> bool {
    let mut checks = report.checks.iter();
    checks.any(|check| check.id == id && check.result != kyso::verify::CheckResult::Ok)
}

fn changed_signer(parts: &mut Parts, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut fields = inside(&parts.signers[0]);
    change(&mut fields);
    parts.signers = vec![shortest(0x30, &fields)];
}

#[test]
fn taking_apart_and_putting_together_changes_nothing() {
    let pdf = plain();
    assert_eq!(whole(&parts(&pdf), shortest), cms(&pdf));
    assert_eq!(after(|_| {}).integrity, Integrity::Intact);
}

#[test]
fn there_is_one_signer() {
    let twice = after(|parts| parts.signers.push(parts.signers[0].clone()));
    assert!(twice.integrity == Integrity::Broken && says(&twice, "one-signer-info"));
    let none = after(|parts| parts.signers.clear());
    assert!(none.integrity == Integrity::Broken && says(&none, "one-signer-info"));
}

#[test]
fn content_inside_is_refused() {
    for content in [&b"x"[..], b""] {
        let one = after(|parts| {
            let kind = inside(&parts.shell[2])[0].clone();
            let octets = shortest(4, &[content.to_vec()]);
            parts.shell[2] = shortest(0x30, &[kind, shortest(0xa0, &[octets])]);
        });
        assert!(one.integrity == Integrity::Broken && says(&one, "encapsulated-content"));
    }
}

#[test]
fn what_nobody_signs_may_differ() {
    let reversed = after(|parts| parts.certificates.reverse());
    assert_eq!(reversed.integrity, Integrity::Intact);
    let twice = after(|parts| parts.certificates.extend(parts.certificates.clone()));
    assert_eq!(twice.integrity, Integrity::Intact);
    let no_digests = after(|parts| parts.shell[1] = vec![0x31, 0]);
    assert_eq!(no_digests.integrity, Integrity::Intact);
    // A second signature in an unsigned attribute proves nothing and harms nothing.
    let countersigned = after(|parts| {
        let second = parts.signers[0].clone();
        changed_signer(parts, |fields| {
            let kind = vec![6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 6];
            let attribute = shortest(0x30, &[kind, shortest(0x31, &[second])]);
            fields.push(shortest(0xa1, &[attribute]));
        });
    });
    assert_eq!(countersigned.integrity, Integrity::Intact);
}

#[test]
fn algorithms_that_contradict_each_other_are_broken() {
    // SHA-512 beside a signature over attributes that hold the SHA-256.
    let other = after(|parts| {
        changed_signer(parts, |fields| {
            let at = fields[2]
                .windows(9)
                .position(|it| it[..8] == [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2]);
            let at = at.unwrap() + 8;
            assert_eq!(fields[2][at], 1);
            fields[2][at] = 3;
        });
    });
    assert_eq!(other.integrity, Integrity::Broken);
}

#[test]
fn the_signed_attributes_are_a_set_whatever_their_order() {
    let reordered = after(|parts| {
        changed_signer(parts, |fields| {
            let mut attributes = inside(&fields[3]);
            attributes.reverse();
            fields[3] = shortest(0xa0, &attributes);
        });
    });
    assert_eq!(reordered.integrity, Integrity::Intact);
    // One of them twice, or one less, is another set.
    for change in [
        |attributes: &mut Vec<Vec<u8>>| attributes.push(attributes[0].clone()),
        |attributes: &mut Vec<Vec<u8>>| {
            attributes.pop();
        },
    ] {
        let one = after(|parts| {
            changed_signer(parts, |fields| {
                let mut attributes = inside(&fields[3]);
                change(&mut attributes);
                fields[3] = shortest(0xa0, &attributes);
            });
        });
        assert_eq!(one.integrity, Integrity::Broken);
    }
}

#[test]
fn ber_is_read_and_told() {
    let pdf = plain();
    for make in [indefinite, with_tag] {
        let loose = whole(&parts(&pdf), make);
        let one = judged(&with_digits(&pdf, &hexadecimal(&loose)));
        assert_eq!(one.integrity, Integrity::Intact);
        assert!(says(&one, "cms-encoding"));
    }
}

#[test]
fn what_follows_the_cms_is_told() {
    let pdf = plain();
    let own = hexadecimal(&cms(&pdf));
    let one = judged(&with_digits(&pdf, &format!("{own}0000beef")));
    assert!(one.integrity == Integrity::Intact && says(&one, "cms-padding"));
    // An odd digit stands for one with a 0 behind it, and white space for nothing.
    let odd = judged(&with_digits(&pdf, &format!("{own}00 ")));
    assert_eq!(odd.integrity, Integrity::Intact);
    let spread = judged(&with_digits(
        &pdf,
        &format!("{}\n {}", &own[..101], &own[101..]),
    ));
    assert_eq!(spread.integrity, Integrity::Intact);
    let wrong = judged(&with_digits(
        &pdf,
        &format!("{}g{}", &own[..100], &own[101..]),
    ));
    assert_eq!(wrong.integrity, Integrity::Broken);
}

#[test]
fn a_certificate_that_only_the_document_stores_is_found() {
    let pdf = plain();
    let mut parts = parts(&pdf);
    let certificates = std::mem::take(&mut parts.certificates);
    let pdf = with_digits(&pdf, &hexadecimal(&whole(&parts, shortest)));
    let one = judged(&pdf);
    assert_eq!(one.integrity, Integrity::Unchecked);
    assert!(one.signer.is_none());
    let stored = |certificate: &[u8]| {
        let digits = hexadecimal(certificate);
        let object = stream("/Filter /ASCIIHexDecode", &format!("{digits}>"));
        let store = CATALOG.replacen(">>", "/DSS << /Certs [31 0 R] >> >>", 1);
        append(&pdf, &[(1, &store), (31, &object)])
    };
    let signer = certificates.iter().find(|it| is_leader(it));
    let found = judged(&stored(signer.unwrap()));
    assert_eq!(found.integrity, Integrity::Intact);
    assert!(found.signer.is_some() && says(&found, "signer-certificate"));
    // One that the signature does not name is none of its own.
    let other = certificates.iter().find(|it| Some(*it) != signer).unwrap();
    assert_eq!(judged(&stored(other)).integrity, Integrity::Unchecked);
}

/// Whether a certificate is the leader's: his title stands in it.
fn is_leader(certificate: &[u8]) -> bool {
    let title = "Giám đốc".as_bytes();
    certificate
        .windows(title.len())
        .any(|window| window == title)
}
