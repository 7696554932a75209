//! `kyso sign` where files have unusual names, several names, or no end.

#![cfg(all(
    target_os = "linux",
    feature = "fs",
    feature = "pki",
    feature = "serde"
))]

mod program;

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::{ffi::OsStringExt, fs::symlink},
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use program::{NOW, folder, kyso, names, sign, testdata, text};
use serde_json::Value;

/// The kinds of error of a batch, document by document; `null` for those that are signed.
fn kinds(batch: &Value) -> Vec<&Value> {
    let rows = batch["documents"].as_array().unwrap();
    rows.iter().map(|row| &row["error"]["kind"]).collect()
}

fn is_whole(output: &Path) {
    let sample = fs::read(testdata("samples/cong-van.pdf")).unwrap();
    assert!(fs::read(output).unwrap().starts_with(&sample));
    let root = testdata("keys/root.crt");
    let mut arguments: Vec<&OsStr> = vec!["verify".as_ref(), output.as_ref()];
    arguments.extend(["--trust", text(&root), "--revocation", "none", "--at", NOW].map(OsStr::new));
    let ran = kyso(&arguments);
    assert_eq!(ran.status, 0, "{ran:?}");
}

#[test]
fn names_that_differ_only_in_case_or_unicode_form_are_each_their_own() {
    let composed = "\u{110}\u{1a1}n.pdf";
    let decomposed = "\u{110}o\u{31b}n.pdf";
    let lower_case = "\u{111}\u{1a1}n.pdf";
    let all = [composed, decomposed, lower_case];
    let root = folder(
        &all.map(|name| format!("in/{name}"))
            .each_ref()
            .map(String::as_str),
    );
    let out = root.path().join("out");
    for more in [&[] as &[&str], &["--force"], &["--resume"]] {
        let input = root.path().join("in");
        let arguments = [&[text(&input), "--out", text(&out), "--json"], more].concat();
        let ran = sign(&arguments);
        assert_eq!(ran.status, 0, "{ran:?}");
        let mut expected = all.map(str::to_owned);
        expected.sort();
        assert_eq!(names(&out), expected);
        all.iter().for_each(|name| is_whole(&out.join(name)));
    }
}

#[test]
fn a_name_that_is_no_text_is_kept_to_the_byte() {
    let root = folder(&["in/a.pdf"]);
    let name = OsString::from_vec(b"b\xff\xfe \n\x1b[31m.pdf".to_vec());
    let input = root.path().join("in");
    fs::copy(input.join("a.pdf"), input.join(&name)).unwrap();
    let out = root.path().join("out");
    let ran = sign(&[text(&input), "--out", text(&out), "--json"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    is_whole(&out.join(&name));
    let row = &ran.json()["documents"][1];
    let hex = row["output_hex"].as_str().unwrap();
    assert!(hex.ends_with("62fffe200a1b5b33316d2e706466"), "{hex}");
    assert!(row["file_hex"].is_string());
    let again = sign(&[text(&input), "--out", text(&out), "--resume"]);
    assert_eq!(again.status, 0, "{again:?}");
    assert!(!again.stdout.contains('\u{1b}') && !again.stderr.contains('\u{1b}'));
}

/// `name` so deep below `root` that its path has `length` bytes.
fn deep(root: &Path, name: &str, length: usize) -> PathBuf {
    let mut path = root.to_owned();
    let missing = |path: &Path| length - path.as_os_str().len() - name.len() - 2;
    while missing(&path) > 201 {
        path.push("d".repeat(200));
    }
    path.push("e".repeat(missing(&path)));
    path.push(name);
    assert_eq!(path.as_os_str().len(), length);
    path
}

#[test]
fn long_paths_are_signed_and_those_too_long_for_the_system_are_told() {
    let root = folder(&["in/z.pdf"]);
    let input = root.path().join("in");
    let long = deep(&input, "a.pdf", 4000);
    let too_long = deep(&input.join("f"), "b.pdf", 4090);
    for path in [&long, &too_long] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(testdata("samples/cong-van.pdf"), path).unwrap();
    }
    let out = root.path().join("outputs-of-the-long-paths");
    let ran = sign(&[text(&input), "--recursive", "--out", text(&out), "--json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let batch = ran.json();
    assert_eq!(kinds(&batch), [&Value::Null, &"io".into(), &Value::Null]);
    is_whole(&out.join(long.strip_prefix(&input).unwrap()));
    let message = batch["documents"][1]["error"]["message"].as_str().unwrap();
    assert!(message.contains("File name too long"), "{message}");
}

#[test]
fn a_name_that_its_suffix_makes_too_long_is_told() {
    let longest = format!("{}.pdf", "n".repeat(251));
    let root = folder(&[&longest, "z.pdf"]);
    let ran = sign(&[text(root.path()), "--suffix", "-signed", "--json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let batch = ran.json();
    assert_eq!(kinds(&batch), [&"io".into(), &Value::Null]);
    let ran = sign(&[text(&root.path().join(&longest)), "--in-place"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    is_whole(&root.path().join(&longest));
}

#[test]
fn links_that_lead_in_a_circle_end_nothing_but_themselves() {
    let root = folder(&["in/a.pdf", "in/deep/b.pdf"]);
    let input = root.path().join("in");
    symlink("loop2.pdf", input.join("loop1.pdf")).unwrap();
    symlink("loop1.pdf", input.join("loop2.pdf")).unwrap();
    symlink("..", input.join("deep/up")).unwrap();
    symlink("../deep", input.join("deep/up.pdf")).unwrap();
    let out = root.path().join("out");
    let ran = sign(&[text(&input), "--recursive", "--out", text(&out), "--json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let batch = ran.json();
    let [signed, io, skipped] = [Value::Null, "io".into(), "skipped-input".into()];
    assert_eq!(kinds(&batch), [&signed, &signed, &skipped, &io, &io]);
    let message = batch["documents"][3]["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("Too many levels of symbolic links"),
        "{message}"
    );
    assert_eq!(names(&out), ["a.pdf", "deep"]);
    assert_eq!(names(&out.join("deep")), ["b.pdf"]);

    let circle = input.join("loop1.pdf");
    let named = sign(&[text(&circle), text(&input), "--in-place", "--json"]);
    assert_eq!(kinds(&named.json())[0], "io", "{named:?}");
    let ran = sign(&[text(&input), "--out", text(&circle), "--json"]);
    assert_eq!(
        (ran.status, &ran.json()["error"]["kind"]),
        (2, &"io".into())
    );
}

#[test]
fn a_file_under_two_names_is_two_documents_or_in_place_one() {
    let root = folder(&["in/a.pdf"]);
    let path = |name: &str| root.path().join(name);
    let (input, out) = (path("in"), path("out"));
    fs::hard_link(path("in/a.pdf"), path("in/b.pdf")).unwrap();
    let ran = sign(&[text(&input), "--out", text(&out)]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for name in ["a.pdf", "b.pdf"] {
        is_whole(&out.join(name));
    }
    let before = fs::read(path("in/a.pdf")).unwrap();
    let ran = sign(&[text(&input), "--in-place", "--json"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert_eq!(ran.json()["error"]["kind"], "output-collision");
    assert_eq!(fs::read(path("in/a.pdf")).unwrap(), before);
    // The other name keeps the document as it was, so it is asked for.
    let ran = sign(&[text(&path("in/a.pdf")), "--in-place", "--force"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    is_whole(&path("in/a.pdf"));
    assert_eq!(fs::read(path("in/b.pdf")).unwrap(), before);
}

#[test]
fn a_pipe_that_is_named_is_read() {
    let root = folder(&["a.pdf"]);
    let (pipe, out) = (root.path().join("pipe.pdf"), root.path().join("out"));
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let ran = thread::scope(|scope| {
        let input = root.path().join("a.pdf");
        scope.spawn(|| fs::write(&pipe, fs::read(input).unwrap()).unwrap());
        sign(&[text(&pipe), "--out", text(&out), "--json"])
    });
    assert_eq!(ran.status, 0, "{ran:?}");
    is_whole(&out.join("pipe.pdf"));
}
