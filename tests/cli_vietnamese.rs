//! The program speaks Vietnamese alone where it is asked to: no English word slips through.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;
mod vietnamese;

use std::{
    fs,
    path::{Path, PathBuf},
};

use program::{folder, testdata, text};
use serde_json::Value;
use vietnamese::foreign;

/// What `kyso` says in Vietnamese.
fn said(arguments: &[&str]) -> String {
    let ran = program::speaking("vi", arguments);
    ran.stdout + &ran.stderr
}

/// Lines of which the whole value comes from a document or a certificate.
const NAMES: [&str; 8] = [
    "Người ký: ",
    "Nơi cấp chứng thư: ",
    "Trường chữ ký: ",
    "Chữ ký: ",
    "Chứng thư: ",
    "Khóa trường: ",
    "Chủ thể: ",
    "Nơi cấp: ",
];

/// What is said behind this is values of an option, and what it stands for is said in the help.
const VALUES: &str = "chọn một trong: ";

/// `told` is what `arguments` led to; words of these are nobody's but the user's.
fn assert_vietnamese(arguments: &[&str], told: &str) {
    for line in told.lines() {
        let is_name = NAMES.iter().any(|name| line.trim_start().starts_with(name));
        if is_name {
            continue;
        }
        let said = line.split(VALUES).next().unwrap_or_default();
        let mut found = foreign(said);
        let named: Vec<&str> = arguments.iter().flat_map(|one| one.split('=')).collect();
        found.retain(|word| !named.contains(&word.as_str()));
        assert!(found.is_empty(), "{arguments:?} says {found:?} in: {line}");
    }
}

/// The texts for people in a report.
fn texts(json: &Value, all: &mut Vec<String>) {
    match json {
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("message" | "hint" | "repaired" | "unreadable", Value::String(text)) => {
                        all.push(text.clone());
                    }
                    ("findings", Value::Array(found)) => {
                        all.extend(found.iter().filter_map(Value::as_str).map(str::to_owned));
                        found.iter().for_each(|one| texts(one, all));
                    }
                    (_, value) => texts(value, all),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, all)),
        _ => {}
    }
}

fn assert_report_is_vietnamese(arguments: &[&str]) {
    let ran = program::speaking("vi", arguments);
    let mut all = Vec::new();
    texts(&ran.json(), &mut all);
    all.iter().for_each(|one| assert_vietnamese(arguments, one));
}

#[test]
fn english_is_noticed() {
    for english in [
        "the file is not there",
        "not a PDF",
        "cannot be read",
        "it panicked",
        "a value",
        "chữ ký: sai: unreadable",
        "dùng --report: F.json | F.csv, or else",
    ] {
        assert_ne!(foreign(english), [""; 0], "{english}");
    }
    for told in [
        "Không đọc hoặc ghi được out/a.pdf: đĩa đã đầy (mã lỗi hệ thống 28)",
        "thêm --allow repair, hoặc “Yes, export the private key”",
        "Xem cách dùng bằng kyso cert show --help.",
        "dữ liệu chữ ký trong /Contents: sai: vị trí byte 4: kiểu nội dung không phải là SignedData",
    ] {
        assert_eq!(foreign(told), [""; 0], "{told}");
    }
}

/// Arguments that make no sense, one way each.
#[test]
fn misuse_is_told_in_vietnamese() {
    let root = folder(&["a.pdf", "full/a.pdf"]);
    let key = testdata("keys/leader-rsa2048.p12");
    fs::create_dir(root.path().join("empty")).unwrap();
    let path = |name: &str| text(&root.path().join(name)).to_owned();
    let (page, out, none, empty) = (path("a.pdf"), path("out"), path("none.pdf"), path("empty"));
    let (full, below) = (path("full"), path("none/r.json"));
    let sign = ["sign", &page, "--out", &out, "--identity", text(&key)];
    let with = |more: &[&'static str]| [&sign[..], more].concat();
    let given = with(&["--password-env", "KEY_PASSWORD"]);
    let mut all = vec![
        vec!["sing"],
        vec!["sign"],
        vec!["sign", &page, "--identity", text(&key)],
        vec!["sign", &none, "--out", &out, "--identity", text(&key)],
        vec!["verify"],
        vec!["verify", &none],
        vec!["verify", &empty],
        vec!["verify", &page, "--trust", &none],
        vec!["verify", &page, "--trust", &empty],
        vec!["verify", &page, "--trust", &page],
        vec!["verify", "--trust", text(&key)],
        vec!["verify", &page, "--at", "12"],
        vec!["verify", &page, "--revocation", "maybe"],
        vec!["inspect", &empty],
        vec!["inspect", &page, "--limit", "bogus=1"],
        vec!["inspect", &page, "--limit", "nesting=501"],
        vec!["inspect", &page, "--limit", "nesting"],
        vec!["verify", &page, "--limit", "objects=1"],
        vec!["inspect", text(&key)],
        vec!["cert", "show", &page],
        vec!["cert", "show", &empty],
        vec!["pki"],
        vec!["pki", "root", "--name", "An", "--out", &below],
        vec!["demo", "--out", &full],
    ];
    for more in [
        &["--password-env", "NO_SUCH_VARIABLE"][..],
        &["--password-file", "/no/such/file"],
        &["--password-fd", "x"],
        &["--password-env", "PDF_PASSWORD"],
        &[],
    ] {
        all.push(with(more));
    }
    for more in [
        &["--in-place"][..],
        &["--suffix", "a/b"],
        &["--report", "r.doc"],
        &["--report", "/no/such/folder/r.json"],
        &["--jobs", "0"],
        &["--digest", "sha1"],
        &["--certify", "9"],
        &["--lock", "none"],
        &["--allow", "all"],
        &["--sub-filter", "none"],
        &["--time", "2026"],
        &["--time"],
        &["--bogus"],
        &["--out", "twice"],
        &["--json", "--json-lines"],
        &["--chain", "/no/such/file"],
        &["--field", "a..b"],
        &["--pdf-password-env", "NO_SUCH_VARIABLE"],
    ] {
        all.push([&given[..], more].concat());
    }
    for arguments in &all {
        let ran = program::speaking("vi", arguments);
        assert_ne!(ran.status, 0, "{arguments:?}: {ran:?}");
        if arguments.contains(&"--json") {
            assert_report_is_vietnamese(arguments);
        } else {
            assert_vietnamese(arguments, &(ran.stdout + &ran.stderr));
        }
    }
}

/// The PDF files below a folder of test data.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "pdf") {
            found.push(path);
        }
    }
    assert!(!found.is_empty(), "{}", folder.display());
    found
}

fn assert_documents_are_told(folder: &Path) {
    let verify = ["verify", text(folder), "--recursive"];
    for more in [
        &["--integrity-only"][..],
        &["--pdf-password-env", "PDF_PASSWORD"],
    ] {
        let verify = [&verify[..], more].concat();
        assert_vietnamese(&verify, &said(&verify));
        let lines = program::speaking("vi", &[&verify[..], &["--json-lines"]].concat());
        let mut all = Vec::new();
        lines
            .json_lines()
            .iter()
            .for_each(|line| texts(line, &mut all));
        assert!(!all.is_empty());
        all.iter().for_each(|one| assert_vietnamese(&verify, one));
    }
    for path in documents(folder) {
        let path = text(&path).to_owned();
        let inspect = ["inspect", &path, "--pdf-password-env", "PDF_PASSWORD"];
        assert_vietnamese(&inspect, &said(&inspect));
    }
}

#[test]
fn documents_of_every_build_are_told_in_vietnamese() {
    assert_documents_are_told(&testdata("variants"));
    assert_documents_are_told(&testdata("fuzz"));
}

/// What the corpus' documents are called inside stays out of it: changes name fields, chains name
/// certificates.
#[test]
#[ignore = "needs the corpus: `cargo test --test cli_vietnamese -- --ignored`"]
fn the_corpus_is_told_in_vietnamese() {
    let corpus = std::env::var("KYSO_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned());
    let folder = format!("{corpus}/pdf");
    let arguments = [
        "verify",
        &folder,
        "--recursive",
        "--integrity-only",
        "--json-lines",
    ];
    let lines = program::speaking("vi", &arguments).json_lines();
    assert!(lines.len() > 400, "{}", lines.len());
    for mut line in lines {
        for signature in line["signatures"].as_array_mut().unwrap() {
            let checks = signature["checks"].as_array_mut().unwrap();
            checks.retain(|check| {
                let id = check["id"].as_str().unwrap_or_default();
                !id.starts_with("change-") && id != "shared-dictionary"
            });
        }
        let mut all = Vec::new();
        texts(&line, &mut all);
        all.iter()
            .for_each(|one| assert_vietnamese(&arguments, one));
    }
    let out = tempfile::tempdir().unwrap();
    let arguments = [
        folder.as_str(),
        "--recursive",
        "--out",
        text(out.path()),
        "--dry-run",
        "--json",
    ];
    let arguments = program::sign_arguments(&arguments);
    let arguments: Vec<&str> = arguments.iter().filter_map(|one| one.to_str()).collect();
    let mut all = Vec::new();
    texts(&program::speaking("vi", &arguments).json(), &mut all);
    // What some fields are called.
    all.iter().for_each(|one| assert_vietnamese(&["sig"], one));
    for path in documents(Path::new(&folder)) {
        assert_report_is_vietnamese(&["inspect", text(&path), "--json"]);
    }
}

#[test]
fn key_files_are_told_in_vietnamese() {
    for entry in fs::read_dir(testdata("keys")).unwrap() {
        let path = entry.unwrap().path();
        for more in [&[][..], &["--password-env", "KEY_PASSWORD"]] {
            let show = [&["cert", "show", text(&path)][..], more].concat();
            assert_vietnamese(&show, &said(&show));
        }
    }
}

#[test]
fn a_batch_is_told_in_vietnamese() {
    let out = tempfile::tempdir().unwrap();
    for more in [
        &[][..],
        &["--force", "--pdf-password-env", "PDF_PASSWORD"],
        &["--force", "--allow", "repair,permissions,xfa", "--dry-run"],
    ] {
        let variants = testdata("variants");
        let arguments = [text(&variants), "--out", text(out.path())];
        let arguments = program::sign_arguments(&[&arguments[..], more].concat());
        let arguments: Vec<&str> = arguments.iter().filter_map(|one| one.to_str()).collect();
        assert_vietnamese(&arguments, &said(&arguments));
    }
}
