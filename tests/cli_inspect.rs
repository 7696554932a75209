//! `kyso inspect`, as users run it.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;
mod tiny;

use std::fs;

use program::{folder, kyso, kyso_with_input, sign, testdata, text};
use tiny::Tiny;

#[test]
fn a_signed_document_in_words_and_as_json() {
    let root = folder(&["a.pdf"]);
    let out = root.path().join("out");
    let signed = sign(&[text(&root.path().join("a.pdf")), "--out", text(&out)]);
    assert_eq!(signed.status, 0, "{signed:?}");
    let file = out.join("a.pdf");
    let words = kyso(&["inspect", text(&file)]);
    assert_eq!((words.status, words.stderr.as_str()), (0, ""), "{words:?}");
    for line in [
        "Revision 2: up to byte",
        "Signature field: Signature1",
        "Certificate: ",
    ] {
        assert!(words.stdout.contains(line), "{words:?}");
    }
    let json = kyso(&["inspect", text(&file), "--json"]).json();
    assert_eq!(json["schema"], "kyso/inspection/1");
    assert_eq!(json["file"], text(&file));
    assert_eq!(json["revisions"].as_array().unwrap().len(), 2);
    let range = &json["fields"][0]["signature"]["byte_range"];
    let end = range[2].as_u64().unwrap() + range[3].as_u64().unwrap();
    assert_eq!(end, json["size"].as_u64().unwrap());
}

#[test]
fn the_words_exist_in_vietnamese() {
    let file = testdata("variants/form.pdf");
    let ran = kyso(&["inspect", text(&file)]);
    let vietnamese = std::process::Command::new(program::program())
        .args(["--lang", "vi", "inspect", text(&file)])
        .output()
        .unwrap();
    let vietnamese = String::from_utf8(vietnamese.stdout).unwrap();
    assert!(
        vietnamese.contains("Trường chữ ký: LanhDao"),
        "{vietnamese}"
    );
    assert_eq!(vietnamese.lines().count(), ran.stdout.lines().count());
}

#[test]
fn passwords_are_taken_and_missing_ones_told() {
    let file = testdata("variants/encrypted-aes-256.pdf");
    let opened = kyso(&[
        "inspect",
        text(&file),
        "--pdf-password-env",
        "PDF_PASSWORD",
        "--json",
    ]);
    assert_eq!(opened.status, 0, "{opened:?}");
    assert_eq!(opened.json()["encryption"]["method"], "AES-256");
    let refused = kyso(&["inspect", text(&file), "--json"]);
    assert_eq!(refused.status, 4, "{refused:?}");
    assert_eq!(refused.json()["error"]["kind"], "password-required");
}

#[test]
fn what_is_no_pdf_and_what_is_not_there() {
    let root = folder(&["broken.pdf"]);
    let broken = kyso(&["inspect", text(&root.path().join("broken.pdf"))]);
    assert_eq!(
        (broken.status, broken.stdout.as_str()),
        (4, ""),
        "{broken:?}"
    );
    assert!(!broken.stderr.is_empty());
    assert_eq!(
        kyso(&["inspect", text(&root.path().join("none.pdf"))]).status,
        2
    );
    assert_eq!(kyso(&["inspect", text(root.path())]).status, 2);
    let sample = fs::read(testdata("samples/cong-van.pdf")).unwrap();
    let piped = kyso_with_input(&["inspect", "/dev/stdin", "--json"], &sample);
    assert_eq!(piped.json()["size"], sample.len());
}

#[test]
fn names_from_the_document_do_not_steer_the_terminal() {
    let catalog = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>";
    let field = "<< /FT /Sig /T (a\\033[31m\\n  Signature: good) >>";
    let root = folder(&[]);
    let file = root.path().join("a.pdf");
    fs::write(&file, Tiny::page().with(1, catalog).with(4, field).table()).unwrap();
    let ran = kyso(&["inspect", text(&file)]);
    assert!(!ran.stdout.contains('\u{1b}'), "{ran:?}");
    assert!(
        !ran.stdout
            .lines()
            .any(|line| line.trim() == "Signature: good"),
        "{ran:?}"
    );
}
