//! A damaged file is signed only on request, and then stands on a cross-reference of its own.

mod signing;
mod tiny;

use kyso::sign::{SignError, SignOptions};
use signing::{keep, options, refusal, sign, testdata};
use tiny::{Tiny, count, last};

fn repairing() -> SignOptions {
    let mut options = options();
    options.allow.repair = true;
    options
}

/// Points `startxref` at nothing.
fn mislead(mut pdf: Vec<u8>) -> Vec<u8> {
    let at = last(&pdf, "startxref").unwrap();
    pdf.truncate(at);
    pdf.extend(b"startxref\n7\n%%EOF\n");
    pdf
}

#[test]
fn the_update_names_every_object_and_no_older_section() {
    for (name, pdf) in [
        ("table", mislead(Tiny::page().table())),
        ("variant", testdata("variants/wrong-startxref")),
    ] {
        let error = refusal(&pdf, "leader-rsa2048", &options());
        assert!(matches!(error, SignError::RepairNeeded { .. }), "{error}");
        let (output, _) = sign(&pdf, &repairing());
        keep(&format!("repaired-{name}"), &output);
        let update = &output[pdf.len()..];
        assert_eq!(count(update, "/Prev"), 0);
        assert_eq!(count(update, "xref\n0 "), 1);
        assert_eq!(count(update, "0000000000 65535 f"), 1);
    }
}

/// Objects in object streams cannot be named by a table.
#[test]
fn objects_in_streams_are_named_by_a_stream() {
    let pdf = mislead(Tiny::page().stream(&[1, 2, 3]));
    let (output, _) = sign(&pdf, &repairing());
    keep("repaired-stream", &output);
    let update = &output[pdf.len()..];
    assert_eq!(count(update, "/Prev"), 0);
    assert_eq!(count(update, "/Type /XRef"), 1);
}

/// What comes next needs no repair.
#[test]
fn the_second_signature_needs_no_repair() {
    for pdf in [
        mislead(Tiny::page().table()),
        mislead(Tiny::page().stream(&[2, 3])),
    ] {
        let (once, _) = sign(&pdf, &repairing());
        let (twice, signed) = sign(&once, &options());
        assert!(signed.findings.is_empty());
        keep("repaired-twice", &twice);
    }
}

/// References to objects that the damage swallowed: a new object must not take their place, or the
/// new field hangs below another one and has another name.
#[test]
fn no_new_object_takes_the_place_of_a_lost_one() {
    let form = "<< /Fields [5 0 R] >>";
    let group = "<< /T (PheDuyet) /Kids [6 0 R 7 0 R 8 0 R] >>";
    let pdf = Tiny::page()
        .with(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R >>")
        .with(4, form)
        .with(5, group);
    for (name, pdf) in [
        ("lost", mislead(pdf.table())),
        ("lost-stream", mislead(pdf.stream(&[4, 5]))),
        ("found", testdata("fuzz/sign/found-1")),
    ] {
        let (output, signed) = sign(&pdf, &repairing());
        assert_eq!(signed.field, "Signature1", "{name}");
        keep(&format!("repaired-{name}"), &output);
    }
}
