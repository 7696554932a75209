//! What the command line refuses, and what it passes over.

use std::fs;

use kyso::text::Kind;
use serde_json::Value;

use super::Provoked;
use crate::program::{kyso, sign, testdata, text};

pub fn all() -> Vec<Provoked> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let nothing = folder.path().join("nothing");
    fs::create_dir(&nothing).unwrap();
    let page = testdata("variants/version-1.3.pdf");
    let no_title = testdata("keys/leader-p256.pem");
    let mut all = vec![
        (
            Kind::NoInput,
            sign(&[text(&nothing), "--out", text(&out), "--json"]).json(),
        ),
        (Kind::Usage, sign(&[text(&page), "--json"]).json()),
        (
            Kind::CertificateNotMade,
            kyso(&[
                "pki",
                "leader",
                "--name",
                "An",
                "--title",
                "Giám đốc",
                "--organization",
                "Sở Nội vụ",
                "--issuer",
                text(&no_title),
                "--out",
                text(&out),
                "--password-env",
                "KEY_PASSWORD",
                "--json",
            ])
            .json(),
        ),
    ];
    if cfg!(not(feature = "crosscheck")) {
        let ran = kyso(&["verify", "--crosscheck", text(&page), "--json"]);
        all.push((Kind::FeatureMissing, ran.json()));
    }
    let mut all: Vec<Provoked> = all
        .into_iter()
        .map(|(kind, answer)| (kind, name(&answer["error"])))
        .collect();
    if cfg!(unix) {
        all.push((Kind::SkippedInput, skipped(folder.path())));
    }
    all
}

/// A pipe in a folder of documents is no document.
fn skipped(folder: &std::path::Path) -> String {
    let input = folder.join("in");
    fs::create_dir(&input).unwrap();
    let pipe = input.join("pipe.pdf");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let out = folder.join("out");
    let ran = sign(&[text(&input), "--out", text(&out), "--json"]);
    name(&ran.json()["documents"][0]["error"])
}

fn name(error: &Value) -> String {
    error["kind"].as_str().unwrap_or_default().to_owned()
}
