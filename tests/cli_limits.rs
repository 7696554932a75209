//! `--limit`: named in errors, set on the command line, told in both languages.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::fs;

use program::{folder, kyso, kyso_with_input, sign, testdata, text};

#[test]
fn each_command_that_reads_documents_takes_limits() {
    let form = testdata("variants/form.pdf");
    let form = text(&form);
    let root = folder(&[]);
    let out = root.path().join("out");
    let few = ["--limit", "tree_nodes=2", "--json"];

    let ran = kyso(&[&["verify", form], &few[..]].concat());
    assert_eq!(ran.status, 4, "{ran:?}");
    let error = &ran.json()["error"];
    assert_eq!(error["kind"], "limit-exceeded");
    assert!(error["message"].to_string().contains("tree_nodes = 2 "));
    assert!(error["hint"].to_string().contains("--limit tree_nodes=4"));

    let ran = sign(&[&[form, "--out", text(&out)], &few[..]].concat());
    assert_eq!(ran.status, 1, "{ran:?}");
    let error = &ran.json()["documents"][0]["error"];
    assert_eq!(error["kind"], "limit-exceeded");
    assert!(error["hint"].to_string().contains("--limit tree_nodes=4"));

    let shallow = ["inspect", form, "--limit", "nesting=1", "--json"];
    let ran = kyso(&shallow);
    assert_eq!(ran.status, 4, "{ran:?}");
    assert_eq!(ran.json()["error"]["kind"], "limit-exceeded");

    // The last of several counts.
    let enough = ["--limit", "tree_nodes=2", "--limit", "tree_nodes=1K"];
    let ran = sign(&[&[form, "--out", text(&out)], &enough[..]].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
}

/// At the limit and past it.
#[cfg(unix)]
#[test]
fn what_comes_through_a_pipe_has_a_limit() {
    let pdf = fs::read(testdata("samples/cong-van.pdf")).unwrap();
    let root = folder(&[]);
    let out = root.path().join("out");
    let (at, past) = (pdf.len(), pdf.len() - 1);
    for (limit, is_within) in [(at, true), (past, false)] {
        let limit = format!("piped_bytes={limit}");
        let more = ["/dev/stdin", "--limit", &limit, "--json"];
        for (command, good) in [("verify", 4), ("inspect", 0)] {
            let ran = kyso_with_input(&[&[command], &more[..]].concat(), &pdf);
            let kind = &ran.json()["error"]["kind"];
            assert_eq!(ran.status, if is_within { good } else { 4 }, "{ran:?}");
            assert_eq!(*kind == "limit-exceeded", !is_within, "{ran:?}");
        }
        let more = [&more[..], &["--out", text(&out), "--force"]].concat();
        let ran = kyso_with_input(&program::sign_arguments(&more), &pdf);
        assert_eq!(ran.status, if is_within { 0 } else { 1 }, "{ran:?}");
        let kind = &ran.json()["documents"][0]["error"]["kind"];
        assert_eq!(*kind == "limit-exceeded", !is_within, "{ran:?}");
    }
}

#[test]
fn anchors_have_a_limit() {
    let root = folder(&["a.pdf"]);
    let pem = fs::read(testdata("keys/root.crt")).unwrap().repeat(3);
    let anchors = root.path().join("roots.pem");
    fs::write(&anchors, pem).unwrap();
    let input = root.path().join("a.pdf");
    for (limit, status) in [("certificates=3", 4), ("certificates=2", 2)] {
        let arguments = ["verify", text(&input), "--trust", text(&anchors)];
        let ran = kyso(&[&arguments[..], &["--limit", limit, "--json"]].concat());
        assert_eq!(ran.status, status, "{ran:?}");
        let kind = &ran.json()["error"]["kind"];
        assert_eq!(*kind == "limit-exceeded", status == 2, "{ran:?}");
    }
}

#[test]
fn a_limit_that_is_none_is_told_with_those_that_are() {
    for lang in ["vi", "en"] {
        for (value, told) in [
            ("nodes=3", "signature_checks"),
            ("tree_nodes", "tree_nodes=2000000"),
            ("tree_nodes=many", "512M"),
            ("nesting=501", "500"),
        ] {
            let output = std::process::Command::new(program::program())
                .args(["verify", "a.pdf", "--limit", value, "--lang", lang])
                .output()
                .unwrap();
            let message = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{message}");
            assert!(message.contains(told), "{message}");
            assert_eq!(message.contains("does not take"), lang == "en", "{message}");
        }
    }
}

/// Names, defaults and what is counted.
#[test]
fn help_lists_the_limits() {
    for (lang, about) in [
        ("vi", "số chữ ký trong một tài liệu"),
        ("en", "signatures in one document"),
    ] {
        for command in ["sign", "verify", "inspect"] {
            let output = std::process::Command::new(program::program())
                .args([command, "--help", "--lang", lang])
                .output()
                .unwrap();
            let help = String::from_utf8(output.stdout).unwrap();
            for limit in kyso::Limit::ALL {
                assert!(
                    help.contains(&format!("\n  {limit} ")),
                    "{command}: {limit}"
                );
            }
            assert!(help.contains("[256M]") && help.contains(about), "{help}");
        }
    }
}
