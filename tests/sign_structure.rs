//! A signature is one incremental update behind the untouched bytes, in the structure that the
//! file has.

mod tiny;

use kyso::{
    Time,
    identity::KeyFile,
    sign::{SignOptions, Signed, sign_to},
};
use tiny::{Tiny, count, last};

fn now() -> Time {
    Time::parse("2026-11-24T09:03:04+07:00").unwrap()
}

fn leader() -> KeyFile {
    let pem = std::fs::read("testdata/keys/leader-rsa2048.pem").unwrap();
    KeyFile::open(&[&pem], None).unwrap()
}

fn sign(pdf: &[u8], options: &SignOptions) -> (Vec<u8>, Signed) {
    let mut output = Vec::new();
    let signed = sign_to(&pdf, &leader(), options, &mut output).unwrap();
    assert_eq!(&output[..pdf.len()], pdf, "the original bytes changed");
    assert_eq!(signed.len, output.len() as u64);
    let [start, before, behind, rest] = signed.byte_range.map(|number| number as usize);
    assert_eq!(start, 0);
    assert_eq!(behind + rest, output.len());
    assert_eq!((output[before], output[behind - 1]), (b'<', b'>'));
    (output, signed)
}

/// Written to `KYSO_KEEP`, where the tools that we are held against look.
fn keep(name: &str, pdf: &[u8]) {
    if let Ok(folder) = std::env::var("KYSO_KEEP") {
        std::fs::write(format!("{folder}/{name}.pdf"), pdf).unwrap();
    }
}

#[test]
fn a_table_is_followed_by_a_table() {
    let pdf = Tiny::page().table();
    let (output, signed) = sign(&pdf, &SignOptions::at(now()));
    keep("table", &output);
    assert_eq!(signed.field, "Signature1");
    let update = &output[pdf.len()..];
    assert_eq!(count(update, "xref\n"), 2);
    let startxref = last(&pdf, "xref\n0").unwrap();
    assert_eq!(count(update, &format!("/Prev {startxref} ")), 1);
}

#[test]
fn a_number_is_written_again_as_it_was() {
    let (output, _) = sign(&Tiny::page().table(), &SignOptions::at(now()));
    assert_eq!(count(&output, "/MediaBox [0 0 595.303937007874 842.00]"), 2);
}

#[test]
fn a_stream_is_followed_by_a_stream() {
    for packed in [&[][..], &[1, 2, 3]] {
        let pdf = Tiny::page().stream(packed);
        let (output, _) = sign(&pdf, &SignOptions::at(now()));
        keep(&format!("stream{}", packed.len()), &output);
        let update = &output[pdf.len()..];
        assert_eq!(count(update, "/Type /XRef"), 1);
        assert_eq!(count(update, "trailer"), 0);
    }
}

#[test]
fn a_hybrid_file_gets_a_table() {
    let pdf = Tiny::page().hybrid(&[3]);
    let (output, _) = sign(&pdf, &SignOptions::at(now()));
    keep("hybrid", &output);
    let update = &output[pdf.len()..];
    assert_eq!(count(update, "trailer\n"), 1);
    assert_eq!(count(update, "XRefStm"), 0);
}

#[test]
fn offsets_keep_the_base_of_the_file() {
    let mut tiny = Tiny::page();
    tiny.before_header = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    let pdf = tiny.table();
    let (output, _) = sign(&pdf, &SignOptions::at(now()));
    keep("before-header", &output);
    let section = last(&output, "xref\n3 ").unwrap_or_else(|| last(&output, "xref\n1 ").unwrap());
    let startxref = format!("startxref\n{}\n", section - tiny.before_header.len());
    assert_eq!(count(&output[pdf.len()..], &startxref), 1);
}

#[test]
fn a_missing_end_of_line_is_made_up_for() {
    let mut pdf = Tiny::page().table();
    pdf.pop();
    let (output, _) = sign(&pdf, &SignOptions::at(now()));
    assert_eq!(output[pdf.len()], b'\n');
}

#[test]
fn further_signatures_follow_each_other() {
    let mut pdf = Tiny::page().table();
    for number in 1..=3 {
        let (output, signed) = sign(&pdf, &SignOptions::at(now()));
        assert_eq!(signed.field, format!("Signature{number}"));
        pdf = output;
    }
    keep("three", &pdf);
}

#[test]
fn the_same_input_gives_the_same_output() {
    let pdf = Tiny::page().table();
    let mut options = SignOptions::at(now());
    let first = sign(&pdf, &options).0;
    assert_eq!(first, sign(&pdf, &options).0);
    options.entropy = [1; 32];
    assert_ne!(first, sign(&pdf, &options).0);
}
