//! Every PKCS#12 of the corpus opens with its password, and with no other.
//!
//! Needs the corpus (`KYSO_CORPUS`, else `../shared/corpus`), so it is asked for by name:
//! `cargo test --test corpus_keys -- --ignored`. A file that comes out otherwise is listed with
//! the reason; a surprise in either direction fails.

use std::fs;

use base64::{Engine, engine::general_purpose::STANDARD};
use kyso::identity::{IdentityError, KeyFileContents};

/// Files that do not open although their password is known, and why.
const DIVERGENCES: [(&str, &str); 2] = [
    (
        "p12/pyca-no-password.p12",
        "RC2-40 under no password at all, which is not the empty one",
    ),
    ("p12/rustcrypto-example11.pfx", "a MAC with BLAKE2b"),
];

/// What the manifest says of one file.
struct Case {
    file: String,
    /// `password`, `unknown-password` or `invalid`.
    expected: String,
    password: Option<String>,
    keys: usize,
}

fn corpus() -> String {
    std::env::var("KYSO_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned())
}

fn cases() -> Vec<Case> {
    let manifest = fs::read_to_string(format!("{}/MANIFEST.tsv", corpus())).unwrap();
    let rows = manifest
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = rows.filter(|columns| columns[0].starts_with("p12/"));
    rows.map(|columns| Case {
        file: columns[0].to_owned(),
        expected: columns[6].to_owned(),
        password: quoted(columns[7]),
        keys: usize::from(!columns[7].contains("no key")),
    })
    .collect()
}

/// `opens with password "1234": …`
fn quoted(why: &str) -> Option<String> {
    let (_, rest) = why.split_once("password \"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

fn bytes(file: &str) -> Vec<u8> {
    let bytes = fs::read(format!("{}/{file}", corpus())).unwrap();
    if !file.ends_with(".txt") {
        return bytes;
    }
    let digits: Vec<u8> = bytes
        .into_iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    STANDARD.decode(digits).unwrap()
}

#[test]
#[ignore = "needs the corpus"]
fn every_file_opens_with_its_password_alone() {
    let cases = cases();
    for case in &cases {
        let bytes = bytes(&case.file);
        let opened = KeyFileContents::read(&bytes, case.password.as_deref());
        let is_listed = DIVERGENCES.iter().any(|(file, _)| *file == case.file);
        match (case.expected.as_str(), opened) {
            ("password", Ok(contents)) => {
                assert!(!is_listed, "{} opens", case.file);
                assert!(contents.key_count() >= case.keys, "{}", case.file);
                assert_wrong_password(&case.file, &bytes);
            }
            ("password", Err(error)) => assert!(is_listed, "{}: {error}", case.file),
            (_, Ok(_)) => panic!("{} opens", case.file),
            (_, Err(_)) => {}
        }
    }
    assert_eq!(cases.len(), 82);
}

/// Files without a MAC whose key is not encrypted open with anything; all others do not.
fn assert_wrong_password(file: &str, bytes: &[u8]) {
    match KeyFileContents::read(bytes, Some("not the password")) {
        Ok(contents) => assert_eq!(contents.findings().len(), 2, "{file}"),
        Err(error) => assert_eq!(error, IdentityError::WrongPassword, "{file}"),
    }
}
