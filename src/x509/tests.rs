use super::{Certificate, KeyKind, Name, Roots, certificates_in};
use crate::asn1::tlv;

fn key_file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/keys");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn certificate(name: &str) -> Certificate {
    certificates_in(&key_file(name)).unwrap().remove(0)
}

#[test]
fn a_leaders_certificate_is_read_whole() {
    let leader = certificate("leader-rsa2048.crt");
    assert_eq!(leader.subject().common_name(), Some("Nguyễn Thị Thử"));
    assert_eq!(leader.subject().title(), Some("Giám đốc"));
    assert_eq!(
        leader.subject().organization(),
        Some("Sở Nội vụ tỉnh Thử Nghiệm")
    );
    assert_eq!(
        leader.subject().to_string(),
        "CN=Nguyễn Thị Thử,T=Giám đốc,O=Sở Nội vụ tỉnh Thử Nghiệm,C=VN"
    );
    assert_eq!(leader.not_before().to_string(), "2020-01-01T00:00:00Z");
    assert_eq!(leader.not_after().to_string(), "2049-12-31T00:00:00Z");
    assert_eq!(leader.serial_hex(), "4b59534f00000003");
    assert_eq!(leader.key_kind(), KeyKind::Rsa { bits: 2048 });
    let usage = leader.key_usage().unwrap();
    assert!(usage.digital_signature && usage.non_repudiation && !usage.key_cert_sign);
    assert!(!leader.is_ca() && leader.path_len().is_none());
    assert_eq!(leader.critical_extensions(), ["2.5.29.19", "2.5.29.15"]);
    let issuer = certificate("ca.crt");
    assert!(leader.issuer().matches(issuer.subject()));
    assert_eq!(
        leader.authority_key_identifier(),
        issuer.subject_key_identifier()
    );
    assert!(issuer.is_ca() && issuer.path_len() == Some(0));
    assert!(leader.is_named_by(issuer.subject().der(), leader.serial()));
    assert!(!leader.is_named_by(issuer.subject().der(), issuer.serial()));
}

#[test]
fn each_kind_of_key_is_told_apart() {
    let kinds = [
        ("leader-rsa3072.crt", KeyKind::Rsa { bits: 3072 }),
        ("leader-rsa4096.crt", KeyKind::Rsa { bits: 4096 }),
        ("weak-rsa1024.crt", KeyKind::Rsa { bits: 1024 }),
        ("leader-p256.crt", KeyKind::EcP256),
        ("leader-p384.crt", KeyKind::EcP384),
        ("leader-ed25519.crt", KeyKind::Ed25519),
    ];
    for (file, kind) in kinds {
        assert_eq!(certificate(file).key_kind(), kind, "{file}");
    }
}

#[test]
fn certificates_come_out_of_pem_der_and_pkcs7() {
    let pem = certificates_in(&key_file("chain.pem")).unwrap();
    assert_eq!(pem.len(), 2);
    assert_eq!(certificates_in(&key_file("chain.p7b")).unwrap(), pem);
    assert_eq!(certificates_in(pem[0].der()).unwrap(), pem[..1]);
    let with_key = certificates_in(&key_file("leader-p256.pem")).unwrap();
    assert_eq!(with_key.len(), 3, "the key is passed over");
    let mut roots = Roots::new();
    assert_eq!(roots.add(&key_file("chain.pem")), Ok(2));
    assert_eq!(roots.add(&key_file("chain.p7b")), Ok(2));
    assert_eq!(roots.anchors(), pem);
    let mut ber = key_file("chain.p7b");
    assert_eq!(ber[..2], [0x30, 0x82]);
    ber.splice(..4, [0x30, 0x80]);
    ber.extend([0, 0]);
    assert_eq!(certificates_in(&ber).unwrap(), pem, "BER");
    assert!(certificates_in(b"").is_err());
    assert!(certificates_in(&key_file("leader-p256-sec1.key")).is_err());
}

/// A copy of `der` whose serial number is `serial`; the signature fits no more.
fn with_serial(certificate: &Certificate, serial: &[u8]) -> Vec<u8> {
    let inner = &certificate.inner;
    let der = &inner.der;
    let content = |range: &std::ops::Range<usize>| &der[range.clone()];
    let mut signed = content(&(inner.to_be_signed.start + 4..inner.serial.start - 2)).to_vec();
    signed.extend(tlv(2, &[serial]));
    signed.extend(content(&(inner.serial.end..inner.to_be_signed.end)));
    let mut all = tlv(0x30, &[&signed]);
    all.extend(content(&(inner.to_be_signed.end..der.len())));
    tlv(0x30, &[&all])
}

#[test]
fn a_padded_serial_number_is_refused() {
    let leader = certificate("leader-rsa2048.crt");
    assert_eq!(with_serial(&leader, leader.serial()), leader.der());
    for good in [&[0x01][..], &[0x00, 0x80], &[0xff], &[0x80, 0x01], &[0x00]] {
        let made = Certificate::from_der(&with_serial(&leader, good));
        assert_eq!(made.unwrap().serial(), good);
    }
    for bad in [&[0x00, 0x01][..], &[0x00, 0x00], &[0xff, 0xff], &[]] {
        assert!(
            Certificate::from_der(&with_serial(&leader, bad)).is_err(),
            "{bad:?}"
        );
    }
}

#[test]
fn nothing_may_follow_a_certificate() {
    let mut der = certificate("leader-p256.crt").der().to_vec();
    der.push(0);
    assert!(Certificate::from_der(&der).is_err());
    der.truncate(der.len() - 2);
    assert!(Certificate::from_der(&der).is_err());
}

#[test]
fn flipped_and_cut_certificates_are_errors_or_certificates() {
    for file in ["leader-p256.crt", "ca.crt"] {
        let der = certificate(file).der().to_vec();
        for at in 0..der.len() {
            let _ = Certificate::from_der(&der[..at]).is_err();
            for change in [0x01, 0x20, 0x80, 0xff] {
                let mut flipped = der.clone();
                flipped[at] ^= change;
                if let Ok(read) = Certificate::from_der(&flipped) {
                    let _ = format!("{read:?} {}", read.subject());
                }
                let _ = certificates_in(&flipped).is_ok();
            }
        }
    }
}

/// A name of single-valued relative names: (OID content, string tag, content).
fn name(attributes: &[(&[u8], u8, &[u8])]) -> Name {
    Name::from_der(&name_der(attributes)).unwrap()
}

fn name_der(attributes: &[(&[u8], u8, &[u8])]) -> Vec<u8> {
    let sets = attributes.iter().flat_map(|(oid, tag, value)| {
        let mut pair = tlv(6, &[oid]);
        pair.extend(tlv(*tag, &[value]));
        tlv(0x31, &[&tlv(0x30, &[&pair])])
    });
    tlv(0x30, &[&sets.collect::<Vec<u8>>()])
}

const CN: &[u8] = &[0x55, 4, 3];
const O: &[u8] = &[0x55, 4, 10];

#[test]
fn text_of_every_string_type_is_read() {
    let bmp: Vec<u8> = "Sở".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let universal: Vec<u8> = "Sở"
        .chars()
        .flat_map(|c| (c as u32).to_be_bytes())
        .collect();
    for (tag, value) in [
        (0x0c, "Sở".as_bytes()),
        (0x1e, &bmp),
        (0x1c, &universal),
        (0x13, "Sở".as_bytes()),
    ] {
        assert_eq!(name(&[(CN, tag, value)]).common_name(), Some("Sở"), "{tag}");
    }
    assert_eq!(name(&[(CN, 0x14, b"caf\xe9")]).common_name(), Some("café"));
    assert_eq!(name(&[(CN, 0x1e, b"\x00")]).common_name(), Some("\u{fffd}"));
    assert_eq!(name(&[(CN, 0x04, b"ab")]).common_name(), None);
}

#[test]
fn names_are_shown_as_rfc_4514_has_it() {
    let shown = |value: &str| name(&[(CN, 0x0c, value.as_bytes())]).to_string();
    assert_eq!(shown("Nguyễn, An"), "CN=Nguyễn\\, An");
    assert_eq!(shown("#1 "), "CN=\\#1\\ ");
    assert_eq!(shown(" "), "CN=\\ ");
    assert_eq!(shown("a\nb\u{85}"), "CN=a\\0Ab\\C2\\85");
    assert_eq!(shown("a=b+c"), "CN=a=b\\+c");
    let unknown = name(&[(&[0x2a, 3], 0x0c, b"x"), (O, 0x0c, b"y")]);
    assert_eq!(unknown.to_string(), "O=y,1.2.3=#0c0178");
}

#[test]
fn names_match_whatever_their_case_space_and_string_type() {
    let one = name(&[(O, 0x13, b"Good  CA"), (CN, 0x13, b"Root")]);
    let other = name(&[(O, 0x0c, b" good ca "), (CN, 0x0c, "rOOT".as_bytes())]);
    assert!(one.matches(&other) && one != other);
    assert!(one.matches_der(other.der()) && !one.matches_der(b"\x30\x01"));
    let composed = name(&[(CN, 0x0c, "SỞ Nội vụ".as_bytes())]);
    let decomposed = name(&[(
        CN,
        0x0c,
        "so\u{31b}\u{309} no\u{323}\u{302}i vu\u{323}".as_bytes(),
    )]);
    assert!(composed.matches(&decomposed));
    let turned = name(&[(CN, 0x13, b"Root"), (O, 0x13, b"Good  CA")]);
    assert!(!one.matches(&turned), "the order of relative names counts");
    assert!(!one.matches(&name(&[(O, 0x13, b"Good CA")])));
    assert!(!name(&[(CN, 0x04, b"A")]).matches(&name(&[(CN, 0x04, b"a")])));
}

#[test]
fn bytes_that_are_no_text_equal_only_themselves() {
    const COMMON_NAME: &[u8] = &[0x55, 4, 3];
    for (tag, one, other) in [
        (12, &b"\xff"[..], &b"\xfe"[..]),
        (12, b"\xff", "\u{fffd}".as_bytes()),
        (30, b"\xd8\x00", b"\xd8\x01"),
        (28, b"\x00\x11\x00\x00", b"\x00\x11\x00\x01"),
    ] {
        let (one, other) = (
            name(&[(COMMON_NAME, tag, one)]),
            name(&[(COMMON_NAME, tag, other)]),
        );
        assert!(one.matches(&one.clone()) && !one.matches(&other), "{tag}");
    }
}

#[test]
fn damaged_names_are_refused() {
    assert!(Name::from_der(&[0x30, 0x00]).unwrap().is_empty());
    let good = name_der(&[(CN, 0x0c, b"a")]);
    for at in 0..good.len() {
        assert!(Name::from_der(&good[..at]).is_err());
    }
    let empty_set = tlv(0x30, &[&tlv(0x31, &[&[]])]);
    assert!(Name::from_der(&empty_set).is_err());
    let many: Vec<(&[u8], u8, &[u8])> = vec![(CN, 0x0c, b"a"); 300];
    assert!(Name::from_der(&name_der(&many)).is_err());
}

#[cfg(feature = "fs")]
#[test]
fn anchors_come_from_files_and_folders() {
    use super::RootsError;
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let mut roots = Roots::new();
    let empty = roots.add_path(folder.path());
    assert!(matches!(empty, Err(RootsError::NoCertificate { .. })));
    put("b.pem", &key_file("chain.pem"));
    put("a.crt", &key_file("root.crt"));
    put("ghi-chu.txt", b"not a certificate");
    std::fs::create_dir(folder.path().join("below")).unwrap();
    put("below/c.crt", &key_file("leader-p256.crt"));
    let report = roots.add_path(folder.path()).unwrap();
    assert_eq!(report.added, 3);
    let names: Vec<_> = report.passed_over.iter().map(|(path, _)| path).collect();
    assert_eq!(names, [&folder.path().join("ghi-chu.txt")]);
    assert_eq!(
        roots.anchors(),
        [certificate("root.crt"), certificate("ca.crt")],
        "each once, nothing from folders below"
    );
    let text = roots.add_path(folder.path().join("ghi-chu.txt"));
    assert!(matches!(text, Err(RootsError::Unreadable { .. })));
    let missing = roots.add_path(folder.path().join("missing"));
    assert!(matches!(missing, Err(RootsError::Io { .. })));
}
