//! Project Wycheproof's vectors: every case is right, or listed here with the reason.
//!
//! A few files lie in `testdata/wycheproof`; all of them run where `KYSO_CORPUS` says.

use std::{fs, path::Path};

use serde_json::Value;

use super::{VerifyError, verify};
use crate::asn1;

/// Kinds of key that kyso does not verify with, by file.
const UNSUPPORTED: [&str; 2] = [
    // No stable crate has the curve.
    "ecdsa_brainpoolP512r1_sha512_test.json",
    // Not a curve of any signature regulation.
    "ecdsa_secp256k1_sha256_test.json",
];

/// `acceptable` in the vectors; (flag, whether kyso accepts).
///
/// DigestInfo without NULL: RFC 8017 §A.2.4 lets verifiers take it, *ring* and OpenSSL refuse.
const ACCEPTABLE: [(&str, bool); 1] = [("MissingNull", false)];

fn hex(value: &Value) -> Vec<u8> {
    let digits = value.as_str().unwrap().as_bytes().chunks(2);
    let octet = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.map(octet).collect()
}

fn digest_oid(name: &str) -> &'static str {
    match name {
        "SHA-1" => "1.3.14.3.2.26",
        "SHA-256" => "2.16.840.1.101.3.4.2.1",
        "SHA-384" => "2.16.840.1.101.3.4.2.2",
        "SHA-512" => "2.16.840.1.101.3.4.2.3",
        other => panic!("digest {other}"),
    }
}

/// The AlgorithmIdentifier that a certificate would carry for this group.
fn algorithm(group: &Value) -> Vec<u8> {
    let bare = |oid: &str| asn1::sequence(&[&asn1::oid(oid)]);
    let with_null = |oid: &str| asn1::sequence(&[&asn1::oid(oid), &asn1::null()]);
    let sha = group["sha"].as_str().unwrap_or_default();
    match group["type"].as_str().unwrap() {
        "RsassaPkcs1Verify" => with_null(match sha {
            "SHA-256" => "1.2.840.113549.1.1.11",
            "SHA-384" => "1.2.840.113549.1.1.12",
            "SHA-512" => "1.2.840.113549.1.1.13",
            "SHA3-256" => "2.16.840.1.101.3.4.3.14",
            "SHA3-384" => "2.16.840.1.101.3.4.3.15",
            "SHA3-512" => "2.16.840.1.101.3.4.3.16",
            other => panic!("RSA with {other}"),
        }),
        "EcdsaVerify" => bare(match sha {
            "SHA-256" => "1.2.840.10045.4.3.2",
            "SHA-384" => "1.2.840.10045.4.3.3",
            "SHA-512" => "1.2.840.10045.4.3.4",
            "SHA3-256" => "2.16.840.1.101.3.4.3.10",
            "SHA3-384" => "2.16.840.1.101.3.4.3.11",
            other => panic!("ECDSA with {other}"),
        }),
        "EddsaVerify" => bare(match group["publicKey"]["curve"].as_str().unwrap() {
            "edwards25519" => "1.3.101.112",
            "edwards448" => "1.3.101.113",
            other => panic!("EdDSA on {other}"),
        }),
        "RsassaPssVerify" | "RsassaPssWithParametersVerify" => {
            let hash = with_null(digest_oid(sha));
            let mgf1_hash = with_null(digest_oid(group["mgfSha"].as_str().unwrap()));
            let mgf1 = asn1::sequence(&[&asn1::oid("1.2.840.113549.1.1.8"), &mgf1_hash]);
            let salt = u8::try_from(group["sLen"].as_u64().unwrap()).unwrap();
            let parameters = asn1::sequence(&[
                &asn1::tlv(0xa0, &[&hash]),
                &asn1::tlv(0xa1, &[&mgf1]),
                &asn1::tlv(0xa2, &[&asn1::integer(&[salt])]),
            ]);
            asn1::sequence(&[&asn1::oid("1.2.840.113549.1.1.10"), &parameters])
        }
        other => panic!("group {other}"),
    }
}

/// What is wrong with our answer to one case, if anything.
fn surprise(group: &Value, case: &Value, file: &str) -> Option<String> {
    let message = hex(&case["msg"]);
    let key = hex(&group["publicKeyDer"]);
    let answer = verify(&algorithm(group), None, &key, &message, &hex(&case["sig"]));
    let supported = !UNSUPPORTED.contains(&file);
    let right = match case["result"].as_str().unwrap() {
        _ if !supported => matches!(answer, Err(VerifyError::Unsupported { .. })),
        "valid" => answer.is_ok(),
        "invalid" => answer.is_err(),
        "acceptable" => {
            let flag = case["flags"][0].as_str().unwrap_or_default();
            let listed = ACCEPTABLE.iter().find(|row| row.0 == flag);
            listed.is_some_and(|row| row.1 == answer.is_ok())
        }
        other => panic!("result {other}"),
    };
    let told = || {
        format!(
            "{file} {}: {} {answer:?} {}",
            case["tcId"], case["result"], case["comment"]
        )
    };
    (!right).then(told)
}

/// Runs every file of a folder; returns how many cases ran.
fn run(folder: &Path) -> usize {
    let (mut cases, mut surprises) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !file.ends_with("_test.json") {
            continue;
        }
        let suite: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let before = cases;
        for group in suite["testGroups"].as_array().unwrap() {
            for case in group["tests"].as_array().unwrap() {
                cases += 1;
                surprises.extend(surprise(group, case, &file));
            }
        }
        assert_eq!(suite["numberOfTests"], cases - before, "{file}");
    }
    assert!(
        surprises.is_empty(),
        "{} of {cases}:\n{}",
        surprises.len(),
        surprises.join("\n")
    );
    cases
}

#[test]
fn the_vectors_in_the_repository() {
    assert_eq!(run(Path::new("testdata/wycheproof")), 462);
}

#[test]
fn all_vectors() {
    let Some(corpus) = std::env::var_os("KYSO_CORPUS") else {
        return;
    };
    let cases = run(&Path::new(&corpus).join("wycheproof"));
    assert_eq!(cases, 9353);
}
