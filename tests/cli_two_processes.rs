//! Two `kyso sign` in one folder: every output is whole, and is the work of one of them.

#![cfg(all(unix, feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use program::{NOW, command, folder, kyso, names, testdata, text};
use serde_json::Value;
use tempfile::TempDir;

const DOCUMENTS: usize = 80;

fn documents() -> (TempDir, PathBuf, PathBuf) {
    let files: Vec<String> = (0..DOCUMENTS).map(|n| format!("in/{n:03}.pdf")).collect();
    let root = folder(&files.iter().map(String::as_str).collect::<Vec<_>>());
    let (input, out) = (root.path().join("in"), root.path().join("out"));
    (root, input, out)
}

fn start(input: &Path, out: Option<&Path>, key: &str, more: &str) -> Child {
    let key = testdata(&format!("keys/{key}.pem"));
    let mut arguments = vec!["sign", text(input), "--json", "--jobs", "2", "--time", NOW];
    arguments.extend(["--identity", text(&key)]);
    arguments.extend(out.iter().flat_map(|out| ["--out", text(out)]));
    arguments.extend(more.split_whitespace());
    let mut command = command(&arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// By file name, `signed`, `skipped` or the kind of error.
fn ended(child: Child) -> BTreeMap<String, String> {
    let output = child.wait_with_output().unwrap();
    let batch: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = batch["documents"].as_array().unwrap().iter();
    let told = |row: &Value| {
        let error = row["error"]["kind"].as_str();
        error.or(row["status"].as_str()).unwrap().to_owned()
    };
    rows.map(|row| (name_of(&row["file"]), told(row))).collect()
}

fn name_of(path: &Value) -> String {
    let path = Path::new(path.as_str().unwrap());
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The one signer of every document in `out`; all pass, and nothing else is in it.
fn signers(out: &Path) -> BTreeMap<String, String> {
    let root = testdata("keys/root.crt");
    let mut arguments = vec!["verify", text(out), "--json-lines", "--trust", text(&root)];
    arguments.extend(["--revocation", "none", "--at", NOW]);
    let ran = kyso(&arguments);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(names(out).len(), DOCUMENTS);
    let lines = ran.json_lines();
    let signer = |report: &Value| {
        let signatures = report["signatures"].as_array().unwrap();
        let [signature] = signatures.as_slice() else {
            panic!("several signatures: {report}");
        };
        signature["signer"]["serial"].as_str().unwrap().to_owned()
    };
    lines
        .iter()
        .map(|report| (name_of(&report["file"]), signer(report)))
        .collect()
}

fn count(rows: &BTreeMap<String, String>, wanted: &str) -> usize {
    rows.values().filter(|told| *told == wanted).count()
}

#[test]
fn each_output_is_the_work_of_one_process_and_refused_to_the_other() {
    let (_root, input, out) = documents();
    let keys = ["leader-rsa2048", "leader-rsa3072"];
    let children = keys.map(|key| start(&input, Some(&out), key, ""));
    let [one, other] = children.map(ended);
    let signers = signers(&out);
    for (name, told) in &one {
        let both = [told.as_str(), &other[name]];
        let is_fair = both == ["signed", "output-exists"] || both == ["output-exists", "signed"];
        assert!(is_fair, "{name}: {both:?}");
    }
    assert!(count(&one, "signed") > 0 && count(&other, "signed") > 0);
    // Each process' documents bear its own signer, and no two signers are one.
    let of = |rows: &BTreeMap<String, String>| {
        let mine = rows.iter().filter(|(_, told)| *told == "signed");
        let mut serials: Vec<&String> = mine.map(|(name, _)| &signers[name]).collect();
        serials.sort();
        serials.dedup();
        assert_eq!(serials.len(), 1);
        serials[0].clone()
    };
    assert_ne!(of(&one), of(&other));
}

#[test]
fn who_overwrites_replaces_whole_documents_by_whole_documents() {
    let (_root, input, out) = documents();
    let keys = ["leader-rsa2048", "leader-p256"];
    let children = keys.map(|key| start(&input, Some(&out), key, "--force"));
    for rows in children.map(ended) {
        assert_eq!(count(&rows, "signed"), DOCUMENTS);
    }
    signers(&out);
}

#[test]
fn two_that_resume_one_batch_share_the_work() {
    for in_place in [false, true] {
        let (_root, input, out) = documents();
        let (more, out) = match in_place {
            true => ("--resume --in-place", None),
            false => ("--resume", Some(out.as_path())),
        };
        let children = [(); 2].map(|()| start(&input, out, "leader-rsa2048", more));
        let [one, other] = children.map(ended);
        for (name, told) in &one {
            let mut both = [told.as_str(), &other[name]];
            both.sort_unstable();
            assert_eq!(both, ["signed", "skipped"], "{name}");
        }
        signers(out.unwrap_or(&input));
    }
}
