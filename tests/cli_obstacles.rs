//! The command line where the machine stands in the way: closed outputs, folders that may not be
//! written to, reports in the place of documents, editors' marks in password files.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::fs;

use program::{NOW, command, folder, kyso, kyso_with_input, names, sign, testdata, text};

#[test]
fn who_closes_the_output_of_a_batch_does_not_make_it_fail() {
    let root = folder(&["a.pdf"]);
    let (input, out) = (root.path().join("a.pdf"), root.path().join("out"));
    for (more, status) in [(&[] as &[&str], 0), (&["--json"], 1)] {
        let mut arguments = vec![text(&input), "--out", text(&out), "--force"];
        arguments.extend(more);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = command(&program::sign_arguments(&arguments))
            .stdout(writer)
            .output()
            .unwrap();
        // Status 2 would say that nothing was written.
        assert_eq!(ran.status.code(), Some(status), "{ran:?}");
        assert_eq!(names(&out), ["a.pdf"]);
    }
}

#[test]
fn a_closed_output_is_no_trouble_with_the_disk() {
    let input = testdata("samples/cong-van.pdf");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ran = command(&["inspect", text(&input)])
        .stdout(writer)
        .output()
        .unwrap();
    assert!(ran.stderr.is_empty(), "{ran:?}");
    assert_eq!(ran.status.code(), Some(2));
}

/// One where nobody may write, the superuser neither.
#[cfg(target_os = "linux")]
#[test]
fn an_output_folder_that_may_not_be_written_to_is_told_once() {
    let root = folder(&["a.pdf", "b.pdf"]);
    let ran = sign(&[text(root.path()), "--out", "/proc/self", "--json"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert_eq!(ran.json()["error"]["kind"], "io");
}

#[test]
fn a_report_takes_no_documents_place() {
    let root = folder(&["in/a.json", "folder.json/x"]);
    let path = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    let (input, out) = (path("in/a.json"), path("out"));
    fs::create_dir(&out).unwrap();
    for (kind, report) in [
        ("output-collision", input.clone()),
        ("output-collision", path("in/../in/a.json")),
        ("output-collision", path("out/a.json")),
        ("io", path("folder.json")),
    ] {
        let ran = sign(&[input.as_str(), "--out", &out, "--report", &report, "--json"]);
        assert_eq!(ran.status, 2, "{report}: {ran:?}");
        assert_eq!(ran.json()["error"]["kind"], kind, "{report}");
        assert!(names(out.as_ref()).is_empty(), "{report}");
    }
    let ran = sign(&[
        input.as_str(),
        "--out",
        &out,
        "--report",
        &path("report.json"),
    ]);
    assert_eq!(ran.status, 0, "{ran:?}");
}

#[test]
fn more_jobs_than_a_machine_has_threads_do_no_harm() {
    let input = testdata("samples/cong-van.pdf");
    let ran = kyso(&["verify", text(&input), "--jobs", "4294967295"]);
    assert_eq!(ran.status, 4, "{ran:?}");
}

#[test]
fn a_password_file_from_windows_opens_the_key() {
    let root = folder(&["a.pdf"]);
    let path = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    let key = testdata("keys/leader-rsa2048.p12");
    let with = |password: &[u8]| {
        fs::write(path("password.txt"), password).unwrap();
        let (input, out, password) = (path("a.pdf"), path("out"), path("password.txt"));
        let arguments = ["sign", &input, "--out", &out, "--force", "--identity"];
        let secret = [text(&key), "--password-file", &password, "--time", NOW];
        kyso(&[arguments.as_slice(), &secret].concat()).status
    };
    assert_eq!(with(b"\xef\xbb\xbfkyso-test\r\n"), 0);
    assert_eq!(with(b"kyso-test"), 0);
    assert_eq!(with(b"other"), 2);
}

#[test]
fn a_missing_document_is_told_by_name_once_and_stops_no_other() {
    let root = folder(&["a.pdf"]);
    let (missing, input) = (root.path().join("missing.pdf"), root.path().join("a.pdf"));
    let ran = sign(&[text(&missing), text(&input), "--in-place", "--json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let batch = ran.json();
    assert_eq!(batch["documents"][0]["error"]["kind"], "io");
    assert_eq!(batch["documents"][1]["status"], "signed");
    let message = batch["documents"][0]["error"]["message"].as_str().unwrap();
    assert_eq!(message.matches("missing.pdf").count(), 1, "{message}");
}

#[test]
fn an_empty_list_is_named() {
    let ran = kyso_with_input(&["verify", "-", "--json"], b"");
    assert_eq!(ran.status, 2, "{ran:?}");
    let message = ran.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.ends_with(": -"), "{message}");
}
