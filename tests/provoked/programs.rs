//! What the command line refuses, and what it passes over.

use std::{ffi::OsStr, fs};

use kyso::text::Kind;
use serde_json::Value;

use super::Provoked;
use crate::program::{sign_arguments, speaking, testdata, text};

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
            run(&sign_arguments(&[text(&nothing), "--out", text(&out)])),
        ),
        (Kind::Usage, run(&sign_arguments(&[text(&page)]))),
        (
            Kind::CertificateNotMade,
            run(&[
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
            ]),
        ),
    ];
    if cfg!(not(feature = "crosscheck")) {
        let answer = run(&["verify", "--crosscheck", text(&page)]);
        all.push((Kind::FeatureMissing, answer));
    }
    let mut all: Vec<Provoked> = all
        .into_iter()
        .map(|(kind, answer)| told(kind, &answer["error"]))
        .collect();
    if cfg!(unix) {
        all.push(skipped(folder.path()));
    }
    all
}

/// A pipe in a folder of documents is no document.
fn skipped(folder: &std::path::Path) -> Provoked {
    let input = folder.join("in");
    fs::create_dir(&input).unwrap();
    let pipe = input.join("pipe.pdf");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let out = folder.join("out");
    let answer = run(&sign_arguments(&[text(&input), "--out", text(&out)]));
    told(Kind::SkippedInput, &answer["documents"][0]["error"])
}

/// What the program answers in Vietnamese.
fn run(arguments: &[impl AsRef<OsStr>]) -> Value {
    let arguments = arguments.iter().map(AsRef::as_ref);
    let arguments: Vec<&OsStr> = arguments.chain([OsStr::new("--json")]).collect();
    speaking("vi", &arguments).json()
}

fn told(kind: Kind, error: &Value) -> Provoked {
    let said = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
    Provoked {
        kind,
        reported: said("kind"),
        told: [said("message"), said("hint")],
    }
}
