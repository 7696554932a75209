//! What a SignerInfo may say of identifiers, algorithms and values, and what it may not.

use super::*;

/// The elements inside `element`, each whole.
fn children(element: &[u8]) -> Vec<Vec<u8>> {
    let mut outside = asn1::Reader::new(element, asn1::Rules::Der);
    let mut inside = outside.any().unwrap().children().unwrap();
    std::iter::from_fn(|| inside.next().unwrap().map(|child| child.raw.to_vec())).collect()
}

fn join(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    asn1::tlv(tag, &parts)
}

/// Fields of a SignerInfo with signed attributes.
const VERSION: usize = 0;
const IDENTIFIER: usize = 1;
const DIGEST: usize = 2;
const ALGORITHM: usize = 4;
const VALUE: usize = 5;

/// `cms` with `change` made to the fields of its only SignerInfo.
fn changed(cms: &[u8], change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Vec<u8> {
    let mut outer = children(cms);
    let mut data = children(&children(&outer[1])[0]);
    let mut signer = children(&children(&data[4])[0]);
    change(&mut signer);
    data[4] = join(0x31, &[join(0x30, &signer)]);
    outer[1] = join(0xa0, &[join(0x30, &data)]);
    join(0x30, &outer)
}

/// What is said of the leader's signature with one field replaced; `unreadable` where it is no
/// CMS any more.
fn with(name: &str, scheme: SignatureScheme, field: usize, value: &[u8]) -> Vec<String> {
    let cms = sign(&key(name), scheme);
    let cms = changed(&cms, |signer| signer[field] = value.to_vec());
    check(&cms).map_or(vec!["unreadable".to_owned()], |check| complaints(&check))
}

fn identifier(oid: &str, parameters: &[u8]) -> Vec<u8> {
    asn1::sequence(&[&asn1::oid(oid), parameters])
}

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const SHA512: &str = "2.16.840.1.101.3.4.2.3";
const SHA256_WITH_RSA: &str = "1.2.840.113549.1.1.11";
const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
const ECDSA_WITH_SHA256: &str = "1.2.840.10045.4.3.2";
const ECDSA_WITH_SHA512: &str = "1.2.840.10045.4.3.4";
const ED25519: &str = "1.3.101.112";
const NULL: &[u8] = &[5, 0];
const ODD: &[u8] = &[2, 1, 7];

const RSA: (&str, SignatureScheme) = SCHEMES[0];
const PSS: (&str, SignatureScheme) = SCHEMES[3];
const P256: (&str, SignatureScheme) = SCHEMES[6];
const P384: (&str, SignatureScheme) = SCHEMES[7];
const EDWARDS: (&str, SignatureScheme) = SCHEMES[8];

/// RFC 5754 §2, §3; RFC 8410 §3: absent and NULL are met for one another, anything else is not.
#[test]
fn parameters_are_absent_or_null() {
    for ((name, scheme), field, oid) in [
        (RSA, DIGEST, SHA256),
        (RSA, ALGORITHM, SHA256_WITH_RSA),
        (RSA, ALGORITHM, RSA_ENCRYPTION),
        (P256, ALGORITHM, ECDSA_WITH_SHA256),
        (EDWARDS, ALGORITHM, ED25519),
    ] {
        for parameters in [&[][..], NULL] {
            let found = with(name, scheme, field, &identifier(oid, parameters));
            assert_eq!(found, [""; 0], "{oid} {parameters:?}");
        }
        let found = with(name, scheme, field, &identifier(oid, ODD));
        let expected: &[&str] = match field {
            DIGEST => &["unreadable"],
            _ => &["algorithms Unchecked", "signature-value Unchecked"],
        };
        assert_eq!(found, expected, "{oid}");
        let twice = identifier(oid, &[NULL, NULL].concat());
        assert_ne!(with(name, scheme, field, &twice), [""; 0], "{oid}");
    }
}

/// RFC 5652 §5.6, RFC 8933 §3.1, RFC 8419 §3.1: digest, signature and key are of one kind.
#[test]
fn algorithms_that_contradict_each_other_verify_nothing() {
    for ((name, scheme), field, oid) in [
        (RSA, DIGEST, SHA512),
        (P256, DIGEST, SHA512),
        (EDWARDS, DIGEST, SHA256),
        (RSA, ALGORITHM, "1.2.840.113549.1.1.13"),
        (P256, ALGORITHM, ECDSA_WITH_SHA512),
        (RSA, ALGORITHM, ECDSA_WITH_SHA256),
        (RSA, ALGORITHM, "2.16.840.1.101.3.4.3.2"),
        (P256, ALGORITHM, SHA256_WITH_RSA),
        (P256, ALGORITHM, RSA_ENCRYPTION),
        (P256, ALGORITHM, ED25519),
        (EDWARDS, ALGORITHM, SHA256_WITH_RSA),
        (EDWARDS, ALGORITHM, ECDSA_WITH_SHA512),
        (RSA, ALGORITHM, SHA256),
        (RSA, ALGORITHM, "1.2.840.10045.3.1.7"),
    ] {
        let found = with(name, scheme, field, &identifier(oid, &[]));
        assert!(
            found.contains(&"algorithms Fail".to_owned()),
            "{oid}: {found:?}"
        );
    }
    // What nobody knows, and what nobody takes any more.
    for oid in ["1.2.3.4", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.2"] {
        let found = with(RSA.0, RSA.1, ALGORITHM, &identifier(oid, NULL));
        let expected = ["algorithms Unchecked", "signature-value Unchecked"];
        assert_eq!(found, expected, "{oid}");
    }
}

/// RSASSA-PSS-params (RFC 4055 §3.1) with `salt`, and this trailer where it is not 1.
fn pss(digest: &str, mask: &str, salt: u8, trailer: u8) -> Vec<u8> {
    let mgf1 = identifier("1.2.840.113549.1.1.8", &identifier(mask, NULL));
    let mut fields = vec![
        asn1::tlv(0xa0, &[&identifier(digest, NULL)]),
        asn1::tlv(0xa1, &[&mgf1]),
        asn1::tlv(0xa2, &[&asn1::integer(&[salt])]),
    ];
    if trailer != 1 {
        fields.push(asn1::tlv(0xa3, &[&asn1::integer(&[trailer])]));
    }
    identifier("1.2.840.113549.1.1.10", &join(0x30, &fields))
}

#[test]
fn parameters_of_pss_are_those_of_the_value() {
    const SHA1: &str = "1.3.14.3.2.26";
    let judged = |identifier: &[u8]| with(PSS.0, PSS.1, ALGORITHM, identifier);
    assert_eq!(judged(&pss(SHA256, SHA256, 32, 1)), [""; 0]);
    for salt in [0, 20, 31, 33, 127] {
        let found = judged(&pss(SHA256, SHA256, salt, 1));
        assert_eq!(found, ["signature-value Fail"], "{salt}");
    }
    let other_mask = judged(&pss(SHA256, SHA1, 32, 1));
    assert_eq!(other_mask, ["algorithms Warn", "signature-value Fail"]);
    // Absent parameters are SHA-1 (RFC 4055 §3.1), which contradicts digestAlgorithm.
    let absent = identifier("1.2.840.113549.1.1.10", &[]);
    for other in [absent, pss(SHA512, SHA512, 64, 1), pss(SHA1, SHA1, 20, 1)] {
        let found = judged(&other);
        assert!(found.contains(&"algorithms Fail".to_owned()), "{found:?}");
    }
    let trailer = judged(&pss(SHA256, SHA256, 32, 2));
    assert_eq!(
        trailer,
        ["algorithms Unchecked", "signature-value Unchecked"]
    );
    let plain = judged(&identifier(SHA256_WITH_RSA, NULL));
    assert_eq!(plain, ["signature-value Fail"]);
}

/// A value made of the numbers `r` and `s`, each a TLV.
type Value<'v> = dyn Fn(Vec<u8>, Vec<u8>) -> Vec<u8> + 'v;

/// X9.62: both numbers lie between 1 and the order less one; nothing stands beside them.
#[test]
fn values_of_ecdsa_are_two_numbers_in_range() {
    const P256_ORDER: &str = "00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    const P384_ORDER: &str = "00ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973";
    let bytes = |hex: &str| -> Vec<u8> {
        let digits = hex.as_bytes().chunks(2);
        let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16);
        digits.map(|digits| pair(digits).unwrap()).collect()
    };
    for ((name, scheme), order) in [(P256, P256_ORDER), (P384, P384_ORDER)] {
        let cms = sign(&key(name), scheme);
        let order = bytes(order);
        let judged = |change: &Value| {
            let cms = changed(&cms, |signer| {
                let octets = asn1::Reader::new(&signer[VALUE], asn1::Rules::Der).any();
                let numbers = children(octets.unwrap().content);
                let [r, s] = numbers.try_into().unwrap();
                signer[VALUE] = asn1::octet_string(&change(r, s));
            });
            complaints(&check(&cms).unwrap())
        };
        let pair = |r: &[u8], s: &[u8]| asn1::sequence(&[r, s]);
        let number = |content: &[u8]| asn1::tlv(2, &[content]);
        assert_eq!(judged(&|r, s| pair(&r, &s)), [""; 0]);
        let wrong: [&Value; 15] = [
            &|r, _| pair(&r, &number(&[0])),
            &|_, s| pair(&number(&[0]), &s),
            &|_, _| pair(&number(&[0]), &number(&[0])),
            &|r, _| pair(&r, &number(&order)),
            &|_, s| pair(&number(&order), &s),
            &|_, _| pair(&number(&order), &number(&order)),
            &|_, _| pair(&number(&[1]), &number(&[1])),
            &|r, s| pair(&s, &r),
            &|r, _| pair(&r, &number(&[0xff])),
            &|r, s| pair(&number(&[&[0, 0], &r[2..]].concat()), &s),
            &|r, _| asn1::sequence(&[&r]),
            &|r, s| asn1::sequence(&[&r, &s, &r]),
            &|r, s| [pair(&r, &s), vec![0]].concat(),
            &|r, s| [&r[2..], &s[2..]].concat(),
            &|_, _| Vec::new(),
        ];
        for (index, change) in wrong.iter().enumerate() {
            assert_eq!(judged(change), ["signature-value Fail"], "{name} {index}");
        }
    }
}

#[test]
fn values_of_rsa_are_as_long_as_the_modulus() {
    let cms = sign(&key(RSA.0), RSA.1);
    for change in [
        |value: &mut Vec<u8>| value.insert(0, 0),
        |value: &mut Vec<u8>| value.push(0),
        |value: &mut Vec<u8>| value.truncate(255),
        |value: &mut Vec<u8>| value.fill(0),
        |value: &mut Vec<u8>| value.fill(0xff),
        |value: &mut Vec<u8>| *value = vec![1],
        |value: &mut Vec<u8>| value.clear(),
    ] {
        let cms = changed(&cms, |signer| {
            let octets = asn1::Reader::new(&signer[VALUE], asn1::Rules::Der).any();
            let mut value = octets.unwrap().content.to_vec();
            change(&mut value);
            signer[VALUE] = asn1::octet_string(&value);
        });
        assert_eq!(complaints(&check(&cms).unwrap()), ["signature-value Fail"]);
    }
}

/// RFC 5652 §5.3: 1 goes with issuerAndSerialNumber, 3 with subjectKeyIdentifier. Producers mix
/// them up; the form of the identifier says what it is.
#[test]
fn the_version_of_a_signer_decides_nothing() {
    for version in [0, 1, 2, 3, 5, 127] {
        let found = with(RSA.0, RSA.1, VERSION, &asn1::integer(&[version]));
        assert_eq!(found, [""; 0], "{version}");
    }
}

#[test]
fn the_identifier_names_the_certificate_whose_key_counts() {
    let signer = key(RSA.0);
    let other = &signer.chain()[0];
    let by_key = |identifier: &[u8]| asn1::tlv(0x80, &[identifier]);
    let by_serial = |certificate: &Certificate, serial: &[u8]| {
        asn1::sequence(&[certificate.issuer().der(), &asn1::integer(serial)])
    };
    let judged = |identifier: &[u8]| with(RSA.0, RSA.1, IDENTIFIER, identifier);
    let own = signer.certificate();
    let own_key = own.subject_key_identifier().unwrap();
    assert_eq!(judged(&by_key(own_key)), [""; 0]);
    assert_eq!(judged(&by_serial(own, own.serial())), [""; 0]);
    let not_meant = ["signing-certificate Fail", "signature-value Fail"];
    let other_key = other.subject_key_identifier().unwrap();
    assert_eq!(judged(&by_key(other_key)), not_meant);
    assert_eq!(judged(&by_serial(other, other.serial())), not_meant);
    let unknown = [
        "signer-certificate Unchecked",
        "signing-certificate Unchecked",
        "signature-value Unchecked",
    ];
    for identifier in [
        by_key(&[]),
        by_key(&own_key[1..]),
        by_key(&[own_key, &[0]].concat()),
        by_serial(own, &[7]),
        by_serial(own, &[&[0], own.serial()].concat()),
        by_serial(other, own.serial()),
    ] {
        assert_eq!(judged(&identifier), unknown);
    }
    for identifier in [
        asn1::null(),
        asn1::sequence(&[]),
        asn1::octet_string(own_key),
    ] {
        assert_eq!(judged(&identifier), ["unreadable"]);
    }
}

/// A certificate with the signer's issuer and serial number and another key beside his.
#[test]
fn of_two_certificates_with_one_name_the_key_decides() {
    let signer = key(RSA.0);
    let own = signer.certificate();
    let mut forged = own.der().to_vec();
    let key = own.subject_public_key();
    let at = forged.windows(key.len()).position(|it| it == key).unwrap();
    forged[at + 100] ^= 1;
    let twin = Certificate::from_der(&forged).unwrap();
    assert!(twin.issuer() == own.issuer() && twin.public_key() != own.public_key());
    let scheme = RSA.1;
    for referring in [true, false] {
        let attributes = match referring {
            true => {
                let digested = digest(scheme.digest(), CONTENT).unwrap();
                signed_attributes(scheme, &digested, own)
            }
            false => {
                let members = required();
                let members: Vec<&[u8]> = members.iter().map(Vec::as_slice).collect();
                asn1::set_of(None, &members)
            }
        };
        let value = signer.sign(&attributes, scheme).unwrap();
        let cms = signed_data(
            scheme,
            &attributes,
            &value,
            own,
            std::slice::from_ref(&twin),
        );
        let parsed = SignedData::parse(&cms, &Limits::default()).unwrap();
        let found = check(&cms).unwrap();
        let used = found.certificate.map(|index| &parsed.certificates[index]);
        assert!(!found.holds() || used == Some(own));
        assert!(!referring || found.holds());
        // Nor does the twin alone do.
        let alone = signed_data(scheme, &attributes, &value, &twin, &[]);
        assert!(check(&alone).unwrap().failed());
    }
}

/// What nobody signed breaks nothing and proves nothing.
#[test]
fn unsigned_attributes_may_hold_anything() {
    let cms = sign(&key(P256.0), P256.1);
    let stamp = "1.2.840.113549.1.9.16.2.14";
    let garbage: &[&[u8]] = &[NULL, ODD, &[0x30, 0]];
    for attributes in [
        vec![attribute(stamp, garbage)],
        vec![attribute(stamp, &[]), attribute(stamp, &[NULL])],
        vec![
            attribute(oid::MESSAGE_DIGEST, &[NULL]),
            attribute(oid::CONTENT_TYPE, garbage),
        ],
        vec![attribute(oid::SIGNING_CERTIFICATE_V2, garbage)],
        vec![attribute("1.2.3.4", &[&cms])],
        vec![attribute("1.2.3.4", &[NULL]); 200],
        vec![],
    ] {
        let cms = changed(&cms, |signer| signer.push(join(0xa1, &attributes)));
        let parsed = SignedData::parse(&cms, &Limits::default()).unwrap();
        assert_eq!(parsed.signers[0].unsigned.len(), attributes.len());
        assert_eq!(complaints(&check(&cms).unwrap()), [""; 0]);
        parsed.evidence();
    }
    for attributes in [
        vec![NULL.to_vec()],
        vec![attribute("1.2.3.4", &[NULL]); 1000],
    ] {
        let cms = changed(&cms, |signer| signer.push(join(0xa1, &attributes)));
        assert!(check(&cms).is_none());
    }
}
