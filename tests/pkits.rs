//! NIST's PKITS: every case of the sections that need neither revocation lists nor policies.
//!
//! Needs the corpus (`KYSO_CORPUS`, else `../shared/corpus`), so it is asked for by name:
//! `cargo test --test pkits -- --ignored`. A case that comes out otherwise than NIST says is
//! listed with the reason; a surprise in either direction fails, and so does a case gone missing.

use std::fs;

use kyso::{
    Limits, Time,
    x509::{Certificate, Roots, path},
};

/// Signatures, validity, names, basic constraints, key usage: what a case's number begins with.
const SECTIONS: [&str; 5] = ["401", "402", "403", "406", "407"];

/// Cases that come out otherwise, and why.
const DIVERGENCES: [(&str, &str); 2] = [
    (
        "valid_dsa_parameter_inheritance_test5",
        "DSA is not supported",
    ),
    (
        "invalid_keyusage_critical_crlsign_false_test4",
        "it is invalid for its revocation list, and none is asked for",
    ),
];

const CASES: usize = 29;

fn corpus() -> String {
    std::env::var("KYSO_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned())
}

fn certificate(name: &str) -> Certificate {
    let bytes = fs::read(format!("{}/x509/pkits/certs/{name}", corpus())).unwrap();
    Certificate::from_der(&bytes).unwrap()
}

fn is_accepted(case: &serde_json::Value) -> bool {
    let end = certificate(case["cert"].as_str().unwrap());
    let others = case["other_certs"].as_array().into_iter().flatten();
    let others: Vec<_> = others
        .map(|name| certificate(name.as_str().unwrap()))
        .collect();
    let mut roots = Roots::new();
    roots.add_certificate(certificate("TrustAnchorRootCertificate.crt"));
    let at = Time::parse("2024-06-01T00:00:00Z").unwrap();
    path(&end, &others, &roots, at, &Limits::default()).is_ok()
}

#[test]
#[ignore = "needs the corpus"]
fn cases_come_out_as_nist_says() {
    let file = fs::read_to_string(format!("{}/x509/pkits/pkits-tests.json", corpus())).unwrap();
    let cases: Vec<serde_json::Value> = serde_json::from_str(&file).unwrap();
    let mut ran = 0;
    for case in &cases {
        let (id, name) = (case["id"].as_str().unwrap(), case["name"].as_str().unwrap());
        if !SECTIONS.iter().any(|section| id.starts_with(section)) {
            continue;
        }
        let as_nist_says = is_accepted(case) == name.starts_with("valid");
        let is_listed = DIVERGENCES.iter().any(|(listed, _)| *listed == name);
        assert_ne!(as_nist_says, is_listed, "{name}");
        ran += 1;
    }
    assert_eq!(ran, CASES);
}
