use ring::signature;

use super::{IdentityError, KeyFile, KeyFileFinding, Signer, SignerError};
use crate::{
    SignatureScheme as Scheme,
    x509::{Certificate, certificates_in},
};

const PASSWORD: Option<&str> = Some("kyso-test");

fn key_file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/keys");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn open(names: &[&str], password: Option<&str>) -> Result<KeyFile, IdentityError> {
    let files: Vec<Vec<u8>> = names.iter().map(|name| key_file(name)).collect();
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    KeyFile::open(&files, password)
}

fn refusal(names: &[&str], password: Option<&str>) -> IdentityError {
    match open(names, password) {
        Ok(_) => panic!("{names:?} opened"),
        Err(error) => error,
    }
}

fn certificate(name: &str) -> Certificate {
    certificates_in(&key_file(name)).unwrap().remove(0)
}

fn assert_signs(signer: &KeyFile, scheme: Scheme) {
    let message = "Quyết định số 1".as_bytes();
    let made = signer.sign(message, scheme).unwrap();
    assert!(made.len() <= signer.signature_len(scheme), "{scheme:?}");
    let algorithm: &dyn signature::VerificationAlgorithm = match scheme {
        Scheme::RsaPkcs1Sha256 => &signature::RSA_PKCS1_2048_8192_SHA256,
        Scheme::RsaPkcs1Sha384 => &signature::RSA_PKCS1_2048_8192_SHA384,
        Scheme::RsaPkcs1Sha512 => &signature::RSA_PKCS1_2048_8192_SHA512,
        Scheme::RsaPssSha256 => &signature::RSA_PSS_2048_8192_SHA256,
        Scheme::RsaPssSha384 => &signature::RSA_PSS_2048_8192_SHA384,
        Scheme::RsaPssSha512 => &signature::RSA_PSS_2048_8192_SHA512,
        Scheme::EcdsaP256Sha256 => &signature::ECDSA_P256_SHA256_ASN1,
        Scheme::EcdsaP384Sha384 => &signature::ECDSA_P384_SHA384_ASN1,
        Scheme::Ed25519 => &signature::ED25519,
    };
    signature::UnparsedPublicKey::new(algorithm, signer.certificate().subject_public_key())
        .verify(message, &made)
        .unwrap();
}

const RSA_SCHEMES: [Scheme; 6] = [
    Scheme::RsaPkcs1Sha256,
    Scheme::RsaPkcs1Sha384,
    Scheme::RsaPkcs1Sha512,
    Scheme::RsaPssSha256,
    Scheme::RsaPssSha384,
    Scheme::RsaPssSha512,
];

#[test]
fn every_kind_of_key_signs_with_its_schemes_and_no_other() {
    let kinds: [(&str, &[Scheme]); 6] = [
        ("leader-rsa2048", &RSA_SCHEMES),
        ("leader-rsa3072", &RSA_SCHEMES),
        ("leader-rsa4096", &RSA_SCHEMES),
        ("leader-p256", &[Scheme::EcdsaP256Sha256]),
        ("leader-p384", &[Scheme::EcdsaP384Sha384]),
        ("leader-ed25519", &[Scheme::Ed25519]),
    ];
    let all = [
        &RSA_SCHEMES[..],
        &[
            Scheme::EcdsaP256Sha256,
            Scheme::EcdsaP384Sha384,
            Scheme::Ed25519,
        ],
    ];
    for (name, schemes) in kinds {
        for ending in ["p12", "pem"] {
            let signer = open(&[&format!("{name}.{ending}")], PASSWORD).unwrap();
            assert_eq!(*signer.certificate(), certificate(&format!("{name}.crt")));
            assert_eq!(
                signer.chain(),
                [certificate("ca.crt"), certificate("root.crt")]
            );
            assert_eq!(signer.default_scheme(), schemes[0]);
            for scheme in all.concat() {
                if schemes.contains(&scheme) {
                    assert_signs(&signer, scheme);
                } else {
                    let refused = signer.sign(b"", scheme);
                    assert_eq!(refused, Err(SignerError::UnsupportedScheme { scheme }));
                }
            }
        }
    }
}

#[test]
fn one_key_in_every_wrapping_is_one_signer() {
    let leader = certificate("leader-rsa2048.crt");
    let wrappings: [(&[&str], &[KeyFileFinding]); 9] = [
        (&["leader-rsa2048.p12"], &[]),
        (&["leader-rsa2048-legacy.p12"], &[]),
        (&["leader-rsa2048-3des.p12"], &[]),
        (
            &["leader-rsa2048-nomac.p12"],
            &[KeyFileFinding::NoIntegrityCheck],
        ),
        (
            &["leader-rsa2048-open.p12"],
            &[
                KeyFileFinding::NoIntegrityCheck,
                KeyFileFinding::KeyNotEncrypted,
            ],
        ),
        (
            &[
                "leader-rsa2048-encrypted.key",
                "leader-rsa2048.crt",
                "chain.pem",
            ],
            &[],
        ),
        (
            &[
                "chain.p7b",
                "leader-rsa2048.crt",
                "leader-rsa2048-encrypted-3des.key",
            ],
            &[],
        ),
        (
            &[
                "leader-rsa2048-pkcs1.key",
                "chain.pem",
                "leader-rsa2048.crt",
            ],
            &[KeyFileFinding::KeyNotEncrypted],
        ),
        (&["leader-rsa2048.pem"], &[KeyFileFinding::KeyNotEncrypted]),
    ];
    for (files, findings) in wrappings {
        let signer = open(files, PASSWORD).unwrap_or_else(|error| panic!("{files:?}: {error}"));
        assert_eq!(*signer.certificate(), leader, "{files:?}");
        assert_eq!(signer.chain().len(), 2, "{files:?}");
        assert_eq!(signer.findings(), findings, "{files:?}");
        assert_signs(&signer, Scheme::RsaPkcs1Sha256);
    }
}

#[test]
fn sec1_keys_are_opened() {
    for (curve, scheme) in [
        ("p256", Scheme::EcdsaP256Sha256),
        ("p384", Scheme::EcdsaP384Sha384),
    ] {
        let key = format!("leader-{curve}-sec1.key");
        let signer = open(&[&key, &format!("leader-{curve}.crt")], None).unwrap();
        assert_signs(&signer, scheme);
    }
}

#[test]
fn the_chain_is_completed_from_what_is_added() {
    let alone = open(&["leader-rsa2048-vietnamese.p12"], Some("mật khẩu")).unwrap();
    assert!(alone.chain().is_empty());
    let root = certificate("root.crt");
    let issuer = certificate("ca.crt");
    let with_root = alone.with_chain(std::slice::from_ref(&root));
    assert!(with_root.chain().is_empty(), "the root did not issue it");
    let whole = with_root.with_chain(std::slice::from_ref(&issuer));
    assert_eq!(whole.chain(), [issuer, root]);
}

#[test]
fn a_vietnamese_password_opens_in_whatever_form_it_is_typed() {
    let composed = open(&["leader-rsa2048-vietnamese.p12"], Some("mật khẩu")).unwrap();
    assert!(composed.findings().is_empty());
    let typed = "ma\u{323}\u{302}t kh\u{61}\u{302}\u{309}u";
    let decomposed = open(&["leader-rsa2048-vietnamese.p12"], Some(typed)).unwrap();
    assert_eq!(decomposed.findings(), [KeyFileFinding::PasswordNormalized]);
}

#[test]
fn each_refusal_has_its_kind() {
    for file in [
        "leader-rsa2048.p12",
        "leader-rsa2048-legacy.p12",
        "leader-rsa2048-nomac.p12",
    ] {
        assert_eq!(refusal(&[file], None), IdentityError::PasswordRequired);
        let wrong = refusal(&[file], Some("kyso-tesT"));
        assert_eq!(wrong, IdentityError::WrongPassword, "{file}");
    }
    let encrypted = ["leader-rsa2048-encrypted.key", "leader-rsa2048.crt"];
    assert_eq!(refusal(&encrypted, None), IdentityError::PasswordRequired);
    assert_eq!(refusal(&encrypted, Some("x")), IdentityError::WrongPassword);
    assert_eq!(refusal(&["chain.pem"], None), IdentityError::NoKey);
    assert_eq!(
        refusal(&["leader-p256-sec1.key"], None),
        IdentityError::NoCertificate
    );
    assert_eq!(
        refusal(&["leader-p256-sec1.key", "leader-rsa2048.crt"], None),
        IdentityError::Mismatch
    );
    assert_eq!(
        refusal(&["weak-rsa1024.p12"], PASSWORD),
        IdentityError::WeakKey { bits: 1024 }
    );
    for file in [
        "leader-rsa2048-rc4.p12",
        "leader-rsa2048-openssl-encrypted.key",
    ] {
        let refused = refusal(&[file], PASSWORD);
        assert!(
            matches!(refused, IdentityError::Unreadable { .. }),
            "{refused}"
        );
    }
    let nothing = KeyFile::open(&[b"%PDF-1.7"], None).err();
    assert!(matches!(nothing, Some(IdentityError::Unreadable { .. })));
    assert_eq!(
        KeyFile::open(&[], None).err(),
        Some(IdentityError::NoKey),
        "no files"
    );
}

#[test]
fn of_several_keys_the_one_for_signing_is_taken() {
    let signer = open(&["encipher-only.pem", "leader-p256.p12"], PASSWORD).unwrap();
    assert_eq!(*signer.certificate(), certificate("leader-p256.crt"));
    let twice = open(&["leader-p256.pem", "leader-p256.p12"], PASSWORD).unwrap();
    assert_eq!(*twice.certificate(), certificate("leader-p256.crt"));
    let alone = open(&["encipher-only.p12"], PASSWORD).unwrap();
    assert_eq!(*alone.certificate(), certificate("encipher-only.crt"));
    let refused = refusal(&["leader-rsa2048.pem", "leader-p256.pem"], None);
    let subjects = ["leader-rsa2048.crt", "leader-p256.crt"]
        .map(|file| certificate(file).subject().to_string());
    assert_eq!(
        refused,
        IdentityError::SeveralKeys {
            subjects: subjects.into()
        }
    );
}

#[test]
fn a_signer_works_in_many_threads() {
    let signer = open(&["leader-rsa2048.p12"], PASSWORD).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..3 {
                    assert_signs(&signer, Scheme::RsaPssSha256);
                }
            });
        }
    });
}

#[cfg(feature = "pki")]
#[test]
fn of_several_issuers_with_one_name_the_one_that_signed_is_in_the_chain() {
    use crate::{
        Time,
        pki::{self, KeyAlgorithm, Order, Subject},
    };
    let order = |subject: Subject, year: &str| {
        let at = |day: &str| Time::parse(&format!("{year}-{day}T00:00:00Z")).unwrap();
        Order::new(subject, at("01-01"), at("12-31")).key(KeyAlgorithm::Ed25519)
    };
    let mut counter = 0u8;
    let mut random = |bytes: &mut [u8]| {
        bytes.fill_with(|| {
            counter = counter.wrapping_add(1);
            counter
        });
    };
    let mut root = |year| pki::root(&order(Subject::new("Gốc"), year), &mut random).unwrap();
    let (old, new) = (root("2026"), root("2027"));
    let leader = Subject::new("An").title("Giám đốc").organization("Sở");
    let leader = pki::leader(&order(leader, "2026"), &old, &mut random).unwrap();
    let bag = [new.certificate().clone(), old.certificate().clone()];
    let chain = super::chain::complete(leader.certificate(), &bag);
    assert_eq!(chain, [old.certificate().clone()]);
}

/// As many as a batch makes: another hand may take over after the first ones (feature `aws-lc`).
#[test]
fn one_key_signs_again_and_again_from_several_threads() {
    let signer = open(&["leader-rsa2048.pem"], None).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for scheme in RSA_SCHEMES.into_iter().cycle().take(18) {
                    assert_signs(&signer, scheme);
                }
            });
        }
    });
    let once = signer.sign(b"1", Scheme::RsaPkcs1Sha256).unwrap();
    let first = open(&["leader-rsa2048.pem"], None).unwrap();
    // PKCS#1 v1.5 leaves no choice: whoever makes it, the signature is the same.
    assert_eq!(first.sign(b"1", Scheme::RsaPkcs1Sha256).unwrap(), once);
    assert_eq!(
        signer.sign(b"1", Scheme::Ed25519),
        Err(SignerError::UnsupportedScheme {
            scheme: Scheme::Ed25519
        })
    );
}
