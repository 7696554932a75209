//! Ctrl-C: what is written is whole, the exit status says so, and a second run does the rest.

#![cfg(all(unix, feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::{
    fs,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use program::{folder, names, sign, testdata, text};

#[test]
fn an_interrupted_batch_leaves_only_whole_documents_and_is_resumed() {
    const DOCUMENTS: usize = 150;
    let files: Vec<String> = (0..DOCUMENTS).map(|n| format!("in/{n:03}.pdf")).collect();
    let root = folder(&files.iter().map(String::as_str).collect::<Vec<_>>());
    let (input, out) = (root.path().join("in"), root.path().join("out"));
    let arguments = [text(&input), "--out", text(&out), "--json", "--jobs", "1"];
    let child = program::command(&program::sign_arguments(&arguments))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while !out.join("001.pdf").exists() {
        thread::sleep(Duration::from_millis(2));
    }
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    let output = child.wait_with_output().unwrap();
    let batch: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "{batch}");
    let written = names(&out);
    assert!(
        written.len() < DOCUMENTS,
        "it ended before it was interrupted"
    );
    let sample = fs::read(testdata("samples/cong-van.pdf")).unwrap();
    let lens = written.iter().map(|name| {
        let output = fs::read(out.join(name)).unwrap();
        assert!(
            output.starts_with(&sample) && output.ends_with(b"%%EOF\n"),
            "{name}"
        );
        output.len()
    });
    assert_eq!(lens.collect::<std::collections::BTreeSet<_>>().len(), 1);
    assert_eq!(batch["totals"]["signed"], written.len());
    let last = &batch["documents"][DOCUMENTS - 1];
    assert_eq!(last["status"], "failed");
    assert_eq!(last["error"]["kind"], "interrupted");

    let ran = sign(&[text(&input), "--out", text(&out), "--json", "--resume"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(ran.json()["totals"]["skipped"], written.len());
    assert_eq!(names(&out).len(), DOCUMENTS);
}

#[test]
fn whoever_insists_leaves_no_temporary_file_behind() {
    let files: Vec<String> = (0..150).map(|n| format!("in/{n:03}.pdf")).collect();
    let root = folder(&files.iter().map(String::as_str).collect::<Vec<_>>());
    let (input, out) = (root.path().join("in"), root.path().join("out"));
    let arguments = [text(&input), "--out", text(&out), "--json"];
    let child = program::command(&program::sign_arguments(&arguments))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while !out.join("001.pdf").exists() {
        thread::sleep(Duration::from_millis(2));
    }
    let id = child.id().to_string();
    let twice = format!("kill -INT {id}; kill -INT {id}");
    let killed = Command::new("sh").args(["-c", &twice]).status();
    assert!(killed.is_ok());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let left: Vec<String> = names(&out)
        .into_iter()
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(left, [""; 0]);
}
