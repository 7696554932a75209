//! `kyso verify`: a line for every input in the order given, and what the exit status says.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::{fs, path::PathBuf};

use program::{folder, kyso, kyso_with_input, sign, testdata, text};
use tempfile::TempDir;

/// A folder with `good.pdf` (signed), `failed.pdf` (a digit changed), `unsigned.pdf`, and
/// `broken.pdf`, which is no PDF.
fn documents() -> TempDir {
    let root = folder(&["in/good.pdf", "unsigned.pdf", "broken.pdf"]);
    let ran = sign(&[text(&root.path().join("in")), "--out", text(root.path())]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let mut bytes = fs::read(root.path().join("good.pdf")).unwrap();
    let digit = bytes
        .windows(4)
        .position(|window| window == b"(D:2")
        .unwrap()
        + 3;
    bytes[digit] = b'1';
    fs::write(root.path().join("failed.pdf"), bytes).unwrap();
    root
}

fn verify(root: &TempDir, files: &[&str], more: &[&str]) -> program::Ran {
    let files: Vec<PathBuf> = files.iter().map(|file| root.path().join(file)).collect();
    let mut arguments = vec!["verify", "--at", program::NOW];
    arguments.extend(files.iter().map(|file| text(file)));
    arguments.extend(more);
    kyso(&arguments)
}

#[test]
fn the_exit_status_is_the_first_that_applies() {
    let root = documents();
    let trust = testdata("keys/root.crt");
    let trusting = ["--trust", text(&trust), "--revocation", "none"];
    let integrity = ["--integrity-only"];
    let cases: [(&[&str], &[&str], i32); 11] = [
        (&["good.pdf"], &trusting, 0),
        (&["good.pdf"], &integrity, 0),
        (&["good.pdf"], &[], 3),
        (&["good.pdf"], &["--trust", text(&trust)], 3),
        (&["good.pdf", "failed.pdf"], &trusting, 1),
        (&["unsigned.pdf", "failed.pdf"], &integrity, 1),
        (&["good.pdf", "unsigned.pdf"], &integrity, 4),
        (&["good.pdf", "broken.pdf"], &[], 4),
        (&["missing.pdf"], &[], 4),
        (&["good.pdf"], &["--trust", "missing.crt"], 2),
        (&["*.nothing"], &[], 2),
    ];
    for (files, more, status) in cases {
        let ran = verify(&root, files, more);
        assert_eq!(ran.status, status, "{files:?} {more:?} {ran:?}");
    }
}

#[test]
fn documents_behind_trust_are_no_anchors() {
    let root = documents();
    let (good, trust) = (root.path().join("good.pdf"), testdata("keys/root.crt"));
    let chain = testdata("keys/chain.pem");
    let common = [
        "verify",
        "--at",
        program::NOW,
        "--revocation",
        "none",
        "--trust",
    ];
    for values in [&[&trust, &good][..], &[&trust, &chain, &good]] {
        let values: Vec<&str> = values.iter().map(|value| text(value)).collect();
        let ran = kyso(&[&common[..], &values].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
    }
    let ran = kyso(&[&common[..], &[text(&trust), text(root.path())]].concat());
    assert_eq!(ran.status, 1, "{ran:?}");
}

#[test]
fn every_input_has_its_line_in_the_order_given() {
    let root = documents();
    let names = [
        "failed.pdf",
        "missing.pdf",
        "broken.pdf",
        "good.pdf",
        "unsigned.pdf",
    ];
    let paths: Vec<String> = names
        .iter()
        .cycle()
        .take(40)
        .map(|name| root.path().join(name).to_str().unwrap().to_owned())
        .collect();
    let arguments = ["verify", "--json-lines", "--integrity-only", "-"];
    let ran = kyso_with_input(&arguments, paths.join("\n").as_bytes());
    assert_eq!(ran.status, 1, "{ran:?}");
    let reports = ran.json_lines();
    let files: Vec<&str> = reports
        .iter()
        .map(|one| one["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, paths);
    let verdicts: Vec<&str> = reports
        .iter()
        .map(|one| one["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(
        verdicts[..5],
        ["failed", "unreadable", "unreadable", "passed", "unsigned"]
    );
    assert_eq!(reports[1]["error"]["kind"], "io");
    assert_eq!(reports[2]["error"]["kind"], "not-a-pdf");
    assert!(reports[3]["signatures"][0]["indication"].is_null());
    assert_eq!(reports[3]["scope"], "integrity");
}

#[test]
fn several_files_in_one_object_have_totals() {
    let root = documents();
    let ran = verify(
        &root,
        &["good.pdf", "failed.pdf"],
        &["--json", "--integrity-only"],
    );
    let reports = ran.json();
    assert_eq!(reports["schema"], "kyso/reports/1");
    assert_eq!(reports["totals"]["passed"], 1);
    assert_eq!(reports["totals"]["failed"], 1);
    assert_eq!(reports["reports"][1]["verdict"], "failed");
    let one = verify(&root, &["good.pdf"], &["--json"]);
    assert_eq!(one.json()["schema"], "kyso/report/1");
}

#[test]
fn a_document_comes_through_a_pipe() {
    let root = documents();
    let bytes = fs::read(root.path().join("good.pdf")).unwrap();
    let ran = kyso_with_input(
        &["verify", "--json", "--integrity-only", "/dev/stdin"],
        &bytes,
    );
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(ran.json()["file"], "/dev/stdin");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_given_in_hexadecimal() {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let root = documents();
    let mut name = root.path().as_os_str().as_bytes().to_vec();
    name.extend(b"/a\xff.pdf");
    let path = PathBuf::from(std::ffi::OsString::from_vec(name.clone()));
    fs::copy(root.path().join("good.pdf"), &path).unwrap();
    let ran = kyso_with_input(&["verify", "--json-lines", "--integrity-only", "-"], &name);
    assert_eq!(ran.status, 0, "{ran:?}");
    let hex: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(ran.json_lines()[0]["file_hex"], hex);
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let root = documents();
    let path = root.path().join("a\u{202e}fdp.exe\u{1b}[2K.pdf");
    fs::copy(root.path().join("good.pdf"), &path).unwrap();
    let ran = kyso(&["verify", "--integrity-only", text(&path)]);
    assert!(
        ran.stdout.contains("a\\u{202e}fdp.exe\\u{1b}[2K.pdf"),
        "{ran:?}"
    );
    assert!(!ran.stdout.contains(['\u{202e}', '\u{1b}']));
    let ran = kyso(&["verify", "--json", "--integrity-only", text(&path)]);
    assert_eq!(ran.json()["file"], text(&path), "JSON stays complete");
}

#[test]
fn an_encrypted_document_needs_its_password() {
    let file = testdata("variants/encrypted-aes-256.pdf");
    let file = text(&file);
    let ran = kyso(&["verify", "--json", file]);
    assert_eq!(
        (ran.status, &ran.json()["error"]["kind"]),
        (4, &"password-required".into())
    );
    let ran = kyso(&[
        "verify",
        "--json",
        file,
        "--pdf-password-env",
        "KEY_PASSWORD",
    ]);
    assert_eq!(
        (ran.status, &ran.json()["error"]["kind"]),
        (4, &"wrong-password".into())
    );
    let ran = kyso(&[
        "verify",
        "--json",
        file,
        "--pdf-password-env",
        "PDF_PASSWORD",
    ]);
    assert_eq!(
        (ran.status, &ran.json()["verdict"]),
        (4, &"unsigned".into())
    );
    let folder = tempfile::tempdir().unwrap();
    let password = folder.path().join("password");
    fs::write(&password, "nguoi-dung\r\n").unwrap();
    let ran = kyso(&[
        "verify",
        "--json",
        file,
        "--pdf-password-file",
        text(&password),
    ]);
    assert_eq!(ran.json()["verdict"], "unsigned");
    let fd = kyso_with_input(
        &["verify", "--json", file, "--pdf-password-fd", "0"],
        b"nguoi-dung\n",
    );
    assert_eq!(fd.json()["verdict"], "unsigned");
}

#[test]
fn a_clerk_reads_vietnamese_words_and_the_time_of_the_wall_clock() {
    let root = folder(&["a.pdf"]);
    let out = root.path().join("out");
    let input = root.path().join("a.pdf");
    assert_eq!(sign(&[text(&input), "--out", text(&out)]).status, 0);
    let signed = out.join("a.pdf");
    let mut bytes = fs::read(&signed).unwrap();
    let at = bytes.len() / 4;
    bytes[at] ^= 1;
    let broken = root.path().join("sua.pdf");
    fs::write(&broken, bytes).unwrap();
    let ran = std::process::Command::new(program::program())
        .args([
            "verify",
            text(&broken),
            "--revocation",
            "none",
            "--lang",
            "vi",
        ])
        .output()
        .unwrap();
    let told = String::from_utf8(ran.stdout).unwrap();
    assert!(
        told.contains("24/11/2026 09:03:04 (giờ Việt Nam)"),
        "{told}"
    );
    assert!(
        told.contains("SHA-256 của phần được ký có giá trị khác"),
        "{told}"
    );
}

/// A name with line breaks in it gives no lines of its own.
#[test]
fn a_name_cannot_forge_a_verdict() {
    let root = folder(&["a.pdf"]);
    let out = root.path().join("out");
    let forged = "X\r\n  Signature Y: TOTAL-PASSED\u{85}\u{2028}Z";
    let input = root.path().join("a.pdf");
    let ran = sign(&[text(&input), "--out", text(&out), "--field", forged]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ran = kyso(&["verify", text(&out.join("a.pdf"))]);
    let heads: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| line.starts_with("  Signature"))
        .collect();
    let name = "X\\u{d}\\u{a}  Signature Y: TOTAL-PASSED\\u{85}\\u{2028}Z";
    assert_eq!(heads, [format!("  Signature {name}: INDETERMINATE")]);
}
