use super::{
    DigestAlgorithm, Hasher, PublicKey, SchemeError, SignatureAlgorithm, SignatureScheme,
    VerifyError, digest, verify, weaknesses,
};
use crate::{
    asn1,
    identity::{KeyFile, Signer},
    text::{Kind, Problem},
    x509::KeyKind,
};

fn key(name: &str) -> KeyFile {
    let file = std::fs::read(format!("testdata/keys/{name}.pem")).unwrap();
    KeyFile::open(&[&file], None).unwrap()
}

#[test]
fn a_clone_forks_a_digest() {
    let mut common = Hasher::start(DigestAlgorithm::Sha256).unwrap();
    common.update(b"ab");
    let mut fork = common.clone();
    common.update(b"c");
    fork.update(b"d");
    assert_eq!(
        common.finish(),
        digest(DigestAlgorithm::Sha256, b"abc").unwrap()
    );
    assert_eq!(
        fork.finish(),
        digest(DigestAlgorithm::Sha256, b"abd").unwrap()
    );
}

#[test]
fn an_identifier_reads_back_as_the_scheme_that_wrote_it() {
    for scheme in SignatureScheme::ALL {
        let algorithm = SignatureAlgorithm::from_identifier(&scheme.identifier()).unwrap();
        if scheme == SignatureScheme::Ed25519 {
            assert_eq!(algorithm, SignatureAlgorithm::Ed25519);
        } else {
            assert_eq!(algorithm.digest(), Some(scheme.digest()), "{scheme}");
        }
    }
}

#[test]
fn names_lead_to_digests_and_back() {
    for scheme in SignatureScheme::ALL {
        let algorithm = scheme.digest();
        assert_eq!(DigestAlgorithm::from_oid(algorithm.oid()), Some(algorithm));
        assert_eq!(
            digest(algorithm, b"").unwrap().len(),
            algorithm.output_len()
        );
    }
    assert_eq!(DigestAlgorithm::from_oid("1.2.840.113549.2.5"), None);
    assert_eq!(DigestAlgorithm::name_of("1.2.840.113549.2.5"), "MD5");
    assert_eq!(DigestAlgorithm::name_of("1.2.3"), "1.2.3");
}

#[test]
fn only_pairs_of_key_and_digest_that_the_rules_know_make_a_scheme() {
    let rsa = KeyKind::Rsa { bits: 2048 };
    let choose = SignatureScheme::choose;
    assert_eq!(
        choose(rsa, None, false),
        Ok(SignatureScheme::RsaPkcs1Sha256)
    );
    assert_eq!(
        choose(rsa, Some("SHA-512"), true),
        Ok(SignatureScheme::RsaPssSha512)
    );
    assert_eq!(
        choose(KeyKind::Ed25519, None, false),
        Ok(SignatureScheme::Ed25519)
    );
    for (key, digest) in [
        (KeyKind::EcP256, "sha384"),
        (KeyKind::EcP384, "sha256"),
        (KeyKind::Ed25519, "sha256"),
    ] {
        assert_eq!(
            choose(key, Some(digest), false),
            Err(SchemeError::Pair { key, digest })
        );
    }
    let (name, key) = ("sha1".to_owned(), KeyKind::EcP256);
    assert_eq!(
        choose(rsa, Some("sha1"), false),
        Err(SchemeError::Digest { name })
    );
    assert_eq!(choose(key, None, true), Err(SchemeError::Pss { key }));
    assert!(matches!(
        choose(KeyKind::EcP521, None, false),
        Err(SchemeError::Key { .. })
    ));
}

#[test]
fn each_refusal_of_a_pair_is_told_by_kind_and_facts() {
    let rsa = KeyKind::Rsa { bits: 2048 };
    for (key, digest, pss, kind, detail) in [
        (rsa, Some("md5"), false, Kind::WeakDigest, "md5"),
        (
            KeyKind::EcP256,
            Some("sha384"),
            false,
            Kind::UnsupportedAlgorithm,
            "P-256 + sha384",
        ),
        (
            KeyKind::Ed25519,
            None,
            true,
            Kind::UnsupportedAlgorithm,
            "Ed25519 + RSASSA-PSS",
        ),
        (
            KeyKind::EcP521,
            None,
            false,
            Kind::UnsupportedAlgorithm,
            "P-521",
        ),
    ] {
        let error = SignatureScheme::choose(key, digest, pss).unwrap_err();
        assert_eq!(Problem::from(&error), Problem::new(kind, detail));
    }
}

#[test]
fn digests_that_disagree_are_a_contradiction() {
    let scheme = SignatureScheme::RsaPkcs1Sha256;
    let key = key("leader-rsa2048");
    let signature = key.sign(b"message", scheme).unwrap();
    let by = |digest| {
        let info = key.certificate().public_key();
        verify(&scheme.identifier(), digest, info, b"message", &signature)
    };
    assert_eq!(by(None), Ok(()));
    assert_eq!(by(Some(DigestAlgorithm::Sha256)), Ok(()));
    for other in [DigestAlgorithm::Sha512, DigestAlgorithm::Sha1] {
        assert!(matches!(
            by(Some(other)),
            Err(VerifyError::Contradiction { .. })
        ));
    }
}

#[test]
fn rsa_encryption_takes_its_digest_from_elsewhere_and_needs_one() {
    let key = key("leader-rsa2048");
    let signature = key
        .sign(b"message", SignatureScheme::RsaPkcs1Sha256)
        .unwrap();
    let bare = asn1::sequence(&[&asn1::oid("1.2.840.113549.1.1.1"), &asn1::null()]);
    let info = key.certificate().public_key();
    let by = |digest| verify(&bare, digest, info, b"message", &signature);
    assert_eq!(by(Some(DigestAlgorithm::Sha256)), Ok(()));
    assert_eq!(
        by(Some(DigestAlgorithm::Sha384)),
        Err(VerifyError::Mismatch)
    );
    assert!(matches!(by(None), Err(VerifyError::Contradiction { .. })));
}

#[test]
fn a_key_of_another_kind_is_a_contradiction() {
    for (name, scheme) in [
        ("leader-p256", SignatureScheme::RsaPkcs1Sha256),
        ("leader-rsa2048", SignatureScheme::EcdsaP256Sha256),
        ("leader-p256", SignatureScheme::Ed25519),
    ] {
        let key = key(name);
        let info = key.certificate().public_key();
        let answer = verify(&scheme.identifier(), None, info, b"message", &[0; 64]);
        assert!(
            matches!(answer, Err(VerifyError::Contradiction { .. })),
            "{answer:?}"
        );
    }
}

/// SubjectPublicKeyInfo of `key` bound to RSASSA-PSS by these parameters.
fn bound_to_pss(key: &KeyFile, parameters: &[u8]) -> Vec<u8> {
    let info = key.certificate().public_key();
    let mut fields = asn1::Reader::new(info, asn1::Rules::Der)
        .any()
        .unwrap()
        .children()
        .unwrap();
    fields.any().unwrap();
    let bits = fields.any().unwrap().raw;
    let identifier = asn1::sequence(&[&asn1::oid("1.2.840.113549.1.1.10"), parameters]);
    asn1::sequence(&[&identifier, bits])
}

#[test]
fn parameters_in_a_key_bind_the_signature() {
    let key = key("leader-rsa2048");
    let scheme = SignatureScheme::RsaPssSha256;
    let signature = key.sign(b"message", scheme).unwrap();
    let parameters = |scheme: SignatureScheme| {
        let identifier = scheme.identifier();
        let mut fields = asn1::Reader::new(&identifier, asn1::Rules::Der)
            .any()
            .unwrap()
            .children()
            .unwrap();
        fields.any().unwrap();
        fields.any().unwrap().raw.to_vec()
    };
    let by = |parameters: &[u8]| {
        let info = bound_to_pss(&key, parameters);
        verify(&scheme.identifier(), None, &info, b"message", &signature)
    };
    assert_eq!(by(&[]), Ok(()));
    assert_eq!(by(&parameters(scheme)), Ok(()));
    let other = by(&parameters(SignatureScheme::RsaPssSha384));
    assert!(matches!(other, Err(VerifyError::Contradiction { .. })));
    let pkcs1 = SignatureScheme::RsaPkcs1Sha256.identifier();
    let under_pss = verify(
        &pkcs1,
        None,
        &bound_to_pss(&key, &[]),
        b"message",
        &signature,
    );
    assert!(matches!(under_pss, Err(VerifyError::Contradiction { .. })));
}

#[cfg(feature = "legacy-algs")]
#[test]
fn a_digest_alone_verifies_where_the_scheme_allows_it() {
    for (name, scheme) in [
        ("leader-rsa2048", SignatureScheme::RsaPkcs1Sha256),
        ("leader-rsa2048", SignatureScheme::RsaPssSha384),
        ("leader-p256", SignatureScheme::EcdsaP256Sha256),
        ("leader-p384", SignatureScheme::EcdsaP384Sha384),
    ] {
        let key = key(name);
        let signature = key.sign(b"message", scheme).unwrap();
        let info = key.certificate().public_key();
        let hash = digest(scheme.digest(), b"message").unwrap();
        let by =
            |hash: &[u8]| super::verify_prehash(&scheme.identifier(), None, info, hash, &signature);
        assert_eq!(by(&hash), Ok(()), "{scheme}");
        assert_eq!(
            by(&vec![0; hash.len()]),
            Err(VerifyError::Mismatch),
            "{scheme}"
        );
        assert_eq!(by(&hash[1..]), Err(VerifyError::Mismatch), "{scheme}");
    }
    let key = key("leader-ed25519");
    let info = key.certificate().public_key();
    let answer = super::verify_prehash(
        &SignatureScheme::Ed25519.identifier(),
        None,
        info,
        &[0; 64],
        &[0; 64],
    );
    assert!(matches!(answer, Err(VerifyError::Unsupported { .. })));
}

#[test]
fn identifiers_with_strange_parameters_are_refused() {
    let with = |oid: &str, parameters: &[u8]| {
        let identifier = asn1::sequence(&[&asn1::oid(oid), parameters]);
        SignatureAlgorithm::from_identifier(&identifier)
    };
    let sha256_rsa = "1.2.840.113549.1.1.11";
    assert!(with(sha256_rsa, &[]).is_ok());
    assert_eq!(
        with(sha256_rsa, &asn1::octet_string(&[])),
        Err(VerifyError::Algorithm)
    );
    assert_eq!(
        with("1.2.840.113549.1.1.10", &asn1::octet_string(&[])),
        Err(VerifyError::Algorithm)
    );
    let curve = with("1.2.840.10045.3.1.7", &[]);
    assert!(matches!(curve, Err(VerifyError::Contradiction { .. })));
    let md5 = with("1.2.840.113549.1.1.4", &[]);
    assert_eq!(
        md5.unwrap_err().to_string(),
        "RSA with MD5 is not supported"
    );
}

#[test]
fn what_is_weak_is_named() {
    let names = |digests: &[DigestAlgorithm], name: &str| {
        let file = std::fs::read(format!("testdata/keys/{name}.crt")).unwrap();
        let certificates = crate::x509::certificates_in(&file).unwrap();
        let weak = weaknesses(digests, Some(certificates[0].public_key()));
        weak.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(names(&[DigestAlgorithm::Sha256], "leader-rsa2048"), [""; 0]);
    assert_eq!(
        names(&[DigestAlgorithm::Sha1], "weak-rsa1024"),
        ["SHA-1", "RSA-1024"]
    );
}

#[test]
fn a_damaged_key_or_signature_is_an_error_in_every_scheme() {
    for (name, scheme) in [
        ("leader-rsa2048", SignatureScheme::RsaPkcs1Sha256),
        ("leader-rsa2048", SignatureScheme::RsaPssSha256),
        ("leader-p256", SignatureScheme::EcdsaP256Sha256),
        ("leader-p384", SignatureScheme::EcdsaP384Sha384),
        ("leader-ed25519", SignatureScheme::Ed25519),
    ] {
        let key = key(name);
        let signature = key.sign(b"message", scheme).unwrap();
        let info = key.certificate().public_key();
        for len in 0..info.len() {
            assert!(PublicKey::from_info(&info[..len]).is_err());
        }
        for position in (0..info.len()).chain(0..signature.len()) {
            let (mut info, mut signature) = (info.to_vec(), signature.clone());
            if let Some(octet) = info.get_mut(position) {
                *octet ^= 0x02;
                let answer = verify(&scheme.identifier(), None, &info, b"message", &signature);
                assert!(answer.is_err(), "{scheme}: key, byte {position}");
            }
            let info = key.certificate().public_key();
            if let Some(octet) = signature.get_mut(position) {
                *octet ^= 0x02;
                let answer = verify(&scheme.identifier(), None, info, b"message", &signature);
                assert!(answer.is_err(), "{scheme}: signature, byte {position}");
            }
        }
    }
}

/// SubjectPublicKeyInfo of an RSA key with these numbers.
fn rsa_info(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let identifier = asn1::sequence(&[&asn1::oid("1.2.840.113549.1.1.1"), &asn1::null()]);
    let key = asn1::sequence(&[&asn1::integer(modulus), &asn1::integer(exponent)]);
    asn1::sequence(&[&identifier, &asn1::tlv(0x03, &[&[0], &key])])
}

/// SubjectPublicKeyInfo of a DSA key with these numbers.
fn dsa_info(numbers: [&[u8]; 4]) -> Vec<u8> {
    let [p, q, g, y] = numbers.map(asn1::integer);
    let parameters = asn1::sequence(&[&p, &q, &g]);
    let identifier = asn1::sequence(&[&asn1::oid("1.2.840.10040.4.1"), &parameters]);
    asn1::sequence(&[&identifier, &asn1::tlv(0x03, &[&[0], &y])])
}

/// A positive number of `len` bytes that begins with 0x7f and ends with `last`.
fn number(len: usize, last: u8) -> Vec<u8> {
    let mut octets = vec![0x7f; len];
    octets[len - 1] = last;
    octets
}

#[test]
fn hostile_rsa_keys_end_in_errors() {
    let sha3 = asn1::sequence(&[&asn1::oid("2.16.840.1.101.3.4.3.14"), &asn1::null()]);
    let schemes = [
        sha3,
        SignatureScheme::RsaPkcs1Sha256.identifier(),
        SignatureScheme::RsaPssSha256.identifier(),
    ];
    for modulus in [
        vec![0],
        vec![1],
        vec![2],
        number(64, 0x7e),
        number(127, 0x7f),
        number(128, 0x7e),
        number(256, 0x7e),
        number(256, 0x7f),
        number(1024, 0x7f),
        number(1025, 0x7f),
        number(4096, 0x7f),
    ] {
        for exponent in [
            &[0][..],
            &[1],
            &[2],
            &[3],
            &[1, 0, 1],
            &[0x7f; 5],
            &[0x7f; 300],
        ] {
            let info = rsa_info(&modulus, exponent);
            for identifier in &schemes {
                for signature in [&[][..], &[0; 256], &[0xff; 256], &vec![0x11; modulus.len()]] {
                    let answer = verify(identifier, None, &info, b"message", signature);
                    assert!(answer.is_err());
                }
            }
        }
    }
}

#[test]
fn hostile_dsa_keys_end_in_errors() {
    let sha256_dsa = asn1::sequence(&[&asn1::oid("2.16.840.1.101.3.4.3.2")]);
    let one: &[u8] = &[1];
    let numbers = [
        vec![0],
        one.to_vec(),
        vec![2],
        number(20, 0x7f),
        number(20, 0x7e),
        number(128, 0x7f),
        number(128, 0x7e),
        number(500, 0x7f),
    ];
    let values = [vec![0], one.to_vec(), number(20, 0x7f), number(500, 0x7f)];
    let signatures: Vec<Vec<u8>> = values
        .iter()
        .flat_map(|r| {
            values
                .iter()
                .map(move |s| asn1::sequence(&[&asn1::integer(r), &asn1::integer(s)]))
        })
        .collect();
    for p in &numbers {
        for q in &numbers {
            for g in &numbers {
                for y in &numbers {
                    let info = dsa_info([p, q, g, y]);
                    for signature in &signatures {
                        let answer = verify(&sha256_dsa, None, &info, b"message", signature);
                        assert!(
                            answer.is_err(),
                            "{p:02x?} {q:02x?} {g:02x?} {y:02x?} {signature:02x?}"
                        );
                    }
                }
            }
        }
    }
}
