//! `kyso demo`: the first thing that anybody runs, from nothing to the end.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::fs;

use program::{kyso, kyso_in, names, text};

#[test]
fn the_demonstration_runs_anywhere_and_its_results_hold() {
    let root = tempfile::tempdir().unwrap();
    let ran = kyso_in(root.path(), &["demo"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let out = root.path().join("kyso-demo");
    assert_eq!(names(&out), ["in", "pki", "signed", "tampered"]);
    let documents = names(&out.join("in"));
    assert_eq!(documents.len(), 5);
    assert_eq!(names(&out.join("signed")), documents);
    assert!(
        ran.stdout.contains("trinh-dien"),
        "the password is told: {ran:?}"
    );
    let readme = fs::read_to_string(out.join("pki/README.txt")).unwrap();
    assert!(readme.contains("trinh-dien"));
    #[cfg(unix)]
    for key in names(&out.join("pki"))
        .iter()
        .filter(|name| name.ends_with(".p12"))
    {
        use std::os::unix::fs::PermissionsExt;
        let metadata = fs::metadata(out.join("pki").join(key)).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{key}");
    }

    let (signed, tampered) = (out.join("signed"), out.join("tampered"));
    let root_crt = out.join("pki/root.crt");
    let trusting = ["--trust", text(&root_crt), "--revocation", "none", "--json"];
    let verify = |folder: &str| kyso(&[&["verify", folder], &trusting[..]].concat());
    let good = verify(text(&signed));
    assert_eq!(good.status, 0, "{good:?}");
    for report in good.json()["reports"].as_array().unwrap() {
        let fields: Vec<&str> = report["signatures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|signature| signature["signer"]["common_name"].as_str().unwrap())
            .collect();
        assert_eq!(fields, ["Trần Quốc Khải", "Ủy ban nhân dân tỉnh Vĩnh Hà"]);
        assert_eq!(report["signatures"][1]["coverage"], "document");
    }
    let bad = verify(text(&tampered));
    assert_eq!(bad.status, 1, "{bad:?}");
    let reports = bad.json();
    let verdicts = [
        &reports["reports"][0]["verdict"],
        &reports["reports"][1]["verdict"],
    ];
    assert_eq!(verdicts, ["failed", "indeterminate"]);
    assert_eq!(
        reports["reports"][1]["signatures"][0]["changes"],
        "suspicious"
    );

    let again = kyso_in(root.path(), &["demo", "--json"]);
    assert_eq!(again.status, 2, "the folder is not empty: {again:?}");
    assert_eq!(again.json()["error"]["kind"], "io");
}
