//! `kyso verify --crosscheck`, in a program with the feature and in one without.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use program::{folder, kyso, sign, text};

#[test]
fn the_other_readers_are_among_the_findings_or_the_flag_is_refused() {
    let root = folder(&["a.pdf"]);
    let out = root.path().join("out");
    let signed = sign(&[text(&root.path().join("a.pdf")), "--out", text(&out)]);
    assert_eq!(signed.status, 0, "{signed:?}");
    let file = out.join("a.pdf");
    let arguments = ["verify", text(&file), "--integrity-only", "--crosscheck"];
    let words = kyso(&arguments);
    let json = kyso(&[&arguments[..], &["--json"]].concat());
    if cfg!(feature = "crosscheck") {
        assert_eq!(words.status, 0, "{words:?}");
        for reader in ["lopdf", "pdf"] {
            let line = format!("Cross-check with {reader}: ");
            assert!(words.stdout.contains(&line), "{words:?}");
            let finding = format!("{reader} was asked for ");
            let json = json.json();
            let findings = json["document"]["findings"].as_array().unwrap();
            let mut texts = findings.iter().filter_map(|finding| finding.as_str());
            assert!(texts.any(|text| text.starts_with(&finding)), "{json}");
        }
    } else {
        assert_eq!((words.status, json.status), (2, 2), "{words:?}");
        assert!(words.stderr.contains("--features crosscheck"), "{words:?}");
        assert_eq!(json.json()["error"]["kind"], "feature-missing");
    }
}
