//! `kyso sign`: what is written, what is left alone, and what the exit status says.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::{fs, path::Path};

use program::{folder, kyso, names, sign, testdata, text};

#[test]
fn a_folder_is_signed_and_one_bad_file_does_not_stop_it() {
    let root = folder(&["in/a.pdf", "in/broken.pdf", "in/b/c.PDF", "in/notes.txt"]);
    let (input, out) = (root.path().join("in"), root.path().join("out"));
    let ran = sign(&[text(&input), "--recursive", "--out", text(&out), "--json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let batch = ran.json();
    assert_eq!(batch["schema"], "kyso/batch/1");
    assert_eq!(batch["totals"]["signed"], 2);
    assert_eq!(batch["totals"]["failed"], 1);
    let rows: Vec<(&str, &str)> = batch["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["file"].as_str().unwrap(),
                row["status"].as_str().unwrap(),
            )
        })
        .collect();
    let file = |name: &str| input.join(name).to_str().unwrap().to_owned();
    assert_eq!(
        rows,
        [
            (file("a.pdf").as_str(), "signed"),
            (file("b/c.PDF").as_str(), "signed"),
            (file("broken.pdf").as_str(), "failed"),
        ]
    );
    assert_eq!(batch["documents"][2]["error"]["kind"], "not-a-pdf");
    assert_eq!(names(&out), ["a.pdf", "b"], "nothing half-written is left");
    assert_eq!(names(&out.join("b")), ["c.PDF"]);
    let (before, after) = (read(&input.join("a.pdf")), read(&out.join("a.pdf")));
    assert!(after.len() > before.len() && after.starts_with(&before));
}

#[test]
fn the_same_input_at_the_same_time_gives_the_same_output() {
    let root = folder(&["in/a.pdf", "in/b.pdf"]);
    let outs = ["one", "two"].map(|name| root.path().join(name));
    for (out, jobs) in outs.iter().zip(["1", "2"]) {
        let input = root.path().join("in");
        let ran = sign(&[text(&input), "--out", text(out), "--jobs", jobs]);
        assert_eq!(ran.status, 0, "{ran:?}");
    }
    assert_eq!(read(&outs[0].join("b.pdf")), read(&outs[1].join("b.pdf")));
}

#[test]
fn an_existing_output_stays_unless_forced() {
    let root = folder(&["a.pdf", "out/a.pdf"]);
    let (input, out) = (root.path().join("a.pdf"), root.path().join("out"));
    fs::write(out.join("a.pdf"), "mine").unwrap();
    let ran = sign(&[text(&input), "--out", text(&out), "--json-lines"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(ran.json_lines()[0]["error"]["kind"], "output-exists");
    assert_eq!(read(&out.join("a.pdf")), b"mine");
    let ran = sign(&[text(&input), "--out", text(&out), "--force"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(read(&out.join("a.pdf")).starts_with(&read(&input)));
    assert_eq!(names(&out), ["a.pdf"]);
}

#[test]
fn nothing_is_written_where_it_cannot_start() {
    let root = folder(&["a/x.pdf", "b/x.pdf", "empty/readme.txt"]);
    let path = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    let out = path("out");
    let cases: &[(&str, &[&str])] = &[
        (
            "output-collision",
            &[&path("a/x.pdf"), &path("b/x.pdf"), "--out", &out],
        ),
        (
            "output-inside-input",
            &[&path("a"), "--recursive", "--out", &path("a/out")],
        ),
        (
            "output-collision",
            &[&path("a/x.pdf"), "--out", &path("a"), "--force"],
        ),
        ("no-input", &[&path("empty"), "--out", &out]),
        ("no-input", &[&path("*.nothing"), "--out", &out]),
        (
            "usage",
            &[&path("a"), "--out", &out, "--report", &path("report.txt")],
        ),
        ("usage", &[&path("a")]),
        ("io", &[&path("a"), "--out", &path("a/x.pdf")]),
        (
            "io",
            &[&path("a"), "--out", &out, "--chain", &path("missing.pem")],
        ),
        (
            "unsupported-algorithm",
            &[&path("a"), "--out", &out, "--identity-is-p256"],
        ),
    ];
    for (kind, arguments) in cases {
        let mut arguments = arguments.to_vec();
        let is_p256 = arguments.last() == Some(&"--identity-is-p256");
        let ran = if is_p256 {
            arguments.pop();
            let key = testdata("keys/leader-p256.pem");
            arguments.extend(["--identity", text(&key), "--digest", "sha512", "--json"]);
            arguments.insert(0, "sign");
            kyso(&arguments)
        } else {
            arguments.push("--json");
            sign(&arguments)
        };
        assert_eq!(ran.status, 2, "{kind}: {ran:?}");
        assert_eq!(ran.json()["error"]["kind"], *kind, "{ran:?}");
        assert!(!Path::new(&out).exists(), "{kind}");
    }
    let usage = sign(&[&path("a"), "--out", &out, "--certify", "4"]);
    assert_eq!(usage.status, 2, "{usage:?}");
    assert_eq!(names(&root.path().join("a")), ["x.pdf"]);
}

/// A key of a kind that kyso does not sign with, made by OpenSSL for this test.
const ED448: &str = "\
-----BEGIN PRIVATE KEY-----\n\
MEcCAQAwBQYDK2VxBDsEOYnhXWMxOxu82MSx7NzjIWFnNSk9VLPlv6ItNpFvuyQs\n\
WOkmLgBTO+jJ1Np+gzjYUfausXdRmVkIfw==\n\
-----END PRIVATE KEY-----\n";

#[test]
fn a_wrong_identity_is_told_before_anything_is_written() {
    let root = folder(&["a.pdf"]);
    let (input, out) = (root.path().join("a.pdf"), root.path().join("out"));
    let key = testdata("keys/leader-rsa2048.p12");
    let certificate = testdata("keys/leader-rsa2048.crt");
    let other_key = testdata("keys/leader-rsa3072.pem");
    let pair = format!(
        "{},{}",
        text(&certificate),
        text(&testdata("keys/leader-p256-sec1.key"))
    );
    let weak = testdata("keys/weak-rsa1024.pem");
    let bare_key = testdata("keys/leader-rsa2048-pkcs1.key");
    let two_keys = [
        testdata("keys/leader-rsa2048.pem"),
        testdata("keys/leader-p256.pem"),
    ];
    let two_keys = two_keys.map(|key| text(&key).to_owned()).join(",");
    let ed448 = root.path().join("ed448.pem");
    fs::write(&ed448, ED448).unwrap();
    let ed448 = format!("{},{}", text(&ed448), text(&certificate));
    let cases: &[(&str, &[&str])] = &[
        (
            "identity-wrong-password",
            &[text(&key), "--password-env", "PDF_PASSWORD"],
        ),
        ("identity-password-required", &[text(&key)]),
        ("identity-no-key", &[text(&certificate)]),
        ("identity-unreadable", &[text(&input)]),
        ("key-certificate-mismatch", &[&pair]),
        ("identity-no-certificate", &[text(&bare_key)]),
        ("identity-several-keys", &[&two_keys]),
        ("unsupported-key", &[&ed448]),
        ("weak-key", &[text(&weak)]),
        ("usage", &[text(&other_key), "--password-env", "NOT_SET"]),
        ("io", &["missing.p12"]),
    ];
    for (kind, identity) in cases {
        let mut arguments = vec![
            "sign",
            text(&input),
            "--out",
            text(&out),
            "--json",
            "--identity",
        ];
        arguments.extend(*identity);
        let ran = kyso(&arguments);
        assert_eq!(ran.status, 2, "{kind}: {ran:?}");
        assert_eq!(ran.json()["error"]["kind"], *kind, "{ran:?}");
        assert!(!out.exists());
    }
}

#[test]
fn a_key_file_to_think_about_signs_and_is_told() {
    use kyso::text::{Kind, Lang, Problem};
    let root = folder(&["a.pdf"]);
    let (input, out) = (root.path().join("a.pdf"), root.path().join("out"));
    for (kind, key, password) in [
        (
            Kind::IdentityNoIntegrityCheck,
            "leader-rsa2048-nomac.p12",
            "kyso-test",
        ),
        (Kind::IdentityKeyNotEncrypted, "leader-rsa2048.pem", ""),
        // Decomposed, as some keyboards type it.
        (
            Kind::IdentityPasswordNormalized,
            "leader-rsa2048-vietnamese.p12",
            "ma\u{323}\u{302}t kha\u{302}\u{309}u",
        ),
    ] {
        let key = testdata(&format!("keys/{key}"));
        let file = root.path().join("password");
        fs::write(&file, password).unwrap();
        let ran = kyso(&[
            "sign",
            text(&input),
            "--out",
            text(&out),
            "--force",
            "--identity",
            text(&key),
            "--password-file",
            text(&file),
        ]);
        assert_eq!(ran.status, 0, "{kind:?} {ran:?}");
        let told = Problem::new(kind, "").message(Lang::En, text(&key));
        assert!(ran.stderr.contains(&told), "{kind:?} {ran:?}");
    }
}

#[test]
fn a_certificate_that_may_not_sign_is_told_before_anything_is_written() {
    let root = folder(&["a.pdf"]);
    let (input, out) = (root.path().join("a.pdf"), root.path().join("out"));
    for (kind, key, allow) in [
        ("certificate-expired", "expired", "expired"),
        (
            "certificate-not-yet-valid",
            "not-yet-valid",
            "not-yet-valid",
        ),
        ("key-usage-forbids-signing", "encipher-only", "key-usage"),
    ] {
        let key = testdata(&format!("keys/{key}.p12"));
        let mut arguments = vec![
            "sign",
            text(&input),
            "--out",
            text(&out),
            "--json",
            "--force",
        ];
        arguments.extend(["--identity", text(&key), "--password-env", "KEY_PASSWORD"]);
        arguments.extend(["--time", program::NOW]);
        let ran = kyso(&arguments);
        assert_eq!(ran.status, 2, "{kind}: {ran:?}");
        assert_eq!(ran.json()["error"]["kind"], kind, "{ran:?}");
        assert!(!out.exists());
        arguments.extend(["--allow", allow]);
        let ran = kyso(&arguments);
        assert_eq!(ran.status, 0, "{kind}: {ran:?}");
        assert_eq!(
            ran.json()["documents"][0]["findings"][0]["kind"],
            kind,
            "{ran:?}"
        );
        fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn a_dry_run_writes_nothing_and_names_the_field() {
    let root = folder(&["a.pdf", "broken.pdf"]);
    let out = root.path().join("out");
    let ran = sign(&[
        text(root.path()),
        "--out",
        text(&out),
        "--dry-run",
        "--json",
    ]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let batch = ran.json();
    assert_eq!(batch["dry_run"], true);
    assert_eq!(batch["documents"][0]["status"], "skipped");
    assert_eq!(batch["documents"][0]["field"], "Signature1");
    assert_eq!(batch["documents"][1]["error"]["kind"], "not-a-pdf");
    assert!(!out.exists());
}

#[test]
fn outputs_beside_their_inputs_are_not_signed_again() {
    let root = folder(&["a.pdf", "b.pdf"]);
    for round in 1..=2 {
        let ran = sign(&[
            text(root.path()),
            "--suffix",
            "-signed",
            "--force",
            "--json",
        ]);
        assert_eq!(ran.status, 0, "{ran:?}");
        assert_eq!(ran.json()["totals"]["signed"], 2, "round {round}");
    }
    assert_eq!(
        names(root.path()),
        ["a-signed.pdf", "a.pdf", "b-signed.pdf", "b.pdf"]
    );
}

#[test]
fn in_place_replaces_the_input() {
    let root = folder(&["a.pdf"]);
    let input = root.path().join("a.pdf");
    let before = read(&input);
    let ran = sign(&[text(&input), "--in-place"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let after = read(&input);
    assert!(after.len() > before.len() && after.starts_with(&before));
    let again = sign(&[text(&input), "--in-place", "--resume", "--json"]);
    assert_eq!(
        again.json()["documents"][0]["status"],
        "skipped",
        "{again:?}"
    );
    assert_eq!(read(&input), after);
    assert_eq!(names(root.path()), ["a.pdf"]);
}

#[test]
fn patterns_and_lists_name_inputs_too() {
    let root = folder(&["in/a.pdf", "in/deep/b.pdf", "in/.hidden.pdf"]);
    let out = root.path().join("out");
    let pattern = root.path().join("in/**/*.pdf");
    let ran = sign(&[text(&pattern), "--out", text(&out)]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        out.join("a.pdf").exists() && out.join("deep/b.pdf").exists(),
        "{ran:?}"
    );
    let piped = root.path().join("out3");
    let arguments = program::sign_arguments(&["/dev/stdin", "--out", text(&piped)]);
    let sample = read(&testdata("samples/cong-van.pdf"));
    let ran = program::kyso_with_input(&arguments, &sample);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(read(&piped.join("stdin.pdf")).starts_with(&sample));
    let list = root.path().join("out2");
    let input = root.path().join("in/deep/b.pdf");
    let arguments = program::sign_arguments(&["-", "--out", text(&list)]);
    let ran = program::kyso_with_input(&arguments, text(&input).as_bytes());
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(names(&list), ["b.pdf"]);
}

#[test]
fn a_second_run_skips_what_is_done() {
    let root = folder(&["in/a.pdf", "in/b.pdf"]);
    let (input, out) = (root.path().join("in"), root.path().join("out"));
    let run = |more: &[&str]| {
        let mut arguments = vec![text(&input), "--out", text(&out), "--json"];
        arguments.extend(more);
        sign(&arguments)
    };
    assert_eq!(run(&["--reason", "Ban hành"]).status, 0);
    fs::remove_file(out.join("b.pdf")).unwrap();
    let kept = read(&out.join("a.pdf"));
    let ran = run(&["--reason", "Ban hành", "--resume"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(ran.json()["documents"][0]["status"], "skipped");
    assert_eq!(ran.json()["documents"][1]["status"], "signed");
    assert_eq!(read(&out.join("a.pdf")), kept);
    for other in [
        &["--reason", "Sao y"] as &[&str],
        &[],
        &["--reason", "Ban hành", "--digest", "sha512"],
        &["--reason", "Ban hành", "--pss"],
        &["--reason", "Ban hành", "--certify", "2"],
        &["--reason", "Ban hành", "--field", "LanhDao"],
        &["--reason", "Ban hành", "--lock", "all"],
        &[
            "--reason",
            "Ban hành",
            "--sub-filter",
            "adbe.pkcs7.detached",
        ],
        &["--reason", "Ban hành", "--location", "Hà Nội"],
    ] {
        let ran = run(&[other, &["--resume"]].concat());
        assert_eq!(ran.status, 1, "{other:?} {ran:?}");
        assert_eq!(
            ran.json()["documents"][0]["error"]["kind"],
            "output-exists",
            "{other:?}"
        );
    }
    let mut torn = kept.clone();
    torn.truncate(kept.len() - 10);
    fs::write(out.join("a.pdf"), &torn).unwrap();
    let ran = run(&["--reason", "Ban hành", "--resume"]);
    assert_eq!(
        ran.json()["documents"][0]["error"]["kind"],
        "output-exists",
        "{ran:?}"
    );
    let ran = run(&["--reason", "Ban hành", "--resume", "--force"]);
    assert_eq!(ran.json()["documents"][0]["status"], "signed", "{ran:?}");
    assert_eq!(ran.json()["documents"][1]["status"], "skipped", "{ran:?}");
}

#[test]
fn the_report_tells_every_document_in_both_forms() {
    let root = folder(&["=1+1.pdf", "broken.pdf"]);
    let out = root.path().join("out");
    let json = root.path().join("r.json");
    let ran = sign(&[
        text(root.path()),
        "--out",
        text(&out),
        "--report",
        text(&json),
    ]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let report: serde_json::Value = serde_json::from_slice(&read(&json)).unwrap();
    assert_eq!(report["schema"], "kyso/batch/1");
    assert_eq!(report["started"], "2026-11-24T02:03:04Z");
    let row = &report["documents"][0];
    assert_eq!(row["status"], "signed");
    assert_eq!(row["field"], "Signature1");
    assert_eq!(row["sha256_in"].as_str().unwrap().len(), 64);
    assert_eq!(row["sha256_out"].as_str().unwrap().len(), 64);
    assert!(row["error"].is_null() && row["millis"].is_u64());
    let error = &report["documents"][1]["error"];
    assert!(error["message"].as_str().unwrap().contains("broken.pdf"));
    assert!(!error["hint"].as_str().unwrap().is_empty());

    // In the output folder, which is made only then.
    let csv = root.path().join("out2/r.csv");
    let files = [
        "=1+1.pdf",
        "broken.pdf",
        "--out",
        "out2",
        "--report",
        text(&csv),
    ];
    let ran = program::kyso_in(root.path(), &program::sign_arguments(&files));
    assert_eq!(ran.status, 1, "{ran:?}");
    let table = String::from_utf8(read(&csv)).unwrap();
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert!(
        lines[0].starts_with("\u{feff}file,status,output,field,sha256_in"),
        "{table}"
    );
    assert!(lines[1].starts_with("'=1+1.pdf,signed,"), "{table}");
    assert!(
        lines[2].contains(",failed,") && lines[2].contains("not-a-pdf"),
        "{table}"
    );
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_skipped_with_its_reason() {
    let root = folder(&["in/a.pdf"]);
    let input = root.path().join("in");
    let made = std::process::Command::new("mkfifo")
        .arg(input.join("pipe.pdf"))
        .status()
        .unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink("nowhere.pdf", input.join("broken-link.pdf")).unwrap();
    let out = root.path().join("out");
    let ran = sign(&[text(&input), "--out", text(&out), "--json"]);
    let batch = ran.json();
    let kinds: Vec<&serde_json::Value> = batch["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["error"]["kind"])
        .collect();
    assert_eq!(
        kinds,
        [
            &serde_json::Value::Null,
            &"io".into(),
            &"skipped-input".into()
        ]
    );
    assert_eq!(batch["documents"][2]["status"], "skipped");
    assert_eq!(
        ran.status, 1,
        "a link to nowhere may have been meant: {ran:?}"
    );
}
