//! A signature is one incremental update behind the untouched bytes, in the structure that the
//! file has.

mod signing;
mod tiny;

use signing::{keep, options, sign, testdata};
use tiny::{Tiny, count, last};

#[test]
fn a_table_is_followed_by_a_table() {
    let pdf = Tiny::page().table();
    let (output, signed) = sign(&pdf, &options());
    keep("table", &output);
    assert_eq!(signed.field, "Signature1");
    let update = &output[pdf.len()..];
    assert_eq!(count(update, "xref\n"), 2);
    let startxref = last(&pdf, "xref\n0").unwrap();
    assert_eq!(count(update, &format!("/Prev {startxref} ")), 1);
}

#[test]
fn a_number_is_written_again_as_it_was() {
    let (output, _) = sign(&Tiny::page().table(), &options());
    assert_eq!(count(&output, "/MediaBox [0 0 595.303937007874 842.00]"), 2);
}

#[test]
fn a_stream_is_followed_by_a_stream() {
    for packed in [&[][..], &[1, 2, 3]] {
        let pdf = Tiny::page().stream(packed);
        let (output, _) = sign(&pdf, &options());
        keep(&format!("stream{}", packed.len()), &output);
        let update = &output[pdf.len()..];
        assert_eq!(count(update, "/Type /XRef"), 1);
        assert_eq!(count(update, "trailer"), 0);
    }
}

#[test]
fn a_hybrid_file_gets_a_table() {
    let pdf = Tiny::page().hybrid(&[3]);
    let (output, _) = sign(&pdf, &options());
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
    let (output, _) = sign(&pdf, &options());
    keep("before-header", &output);
    let section = last(&output, "xref\n3 ").unwrap_or_else(|| last(&output, "xref\n1 ").unwrap());
    let startxref = format!("startxref\n{}\n", section - tiny.before_header.len());
    assert_eq!(count(&output[pdf.len()..], &startxref), 1);
}

#[test]
fn a_missing_end_of_line_is_made_up_for() {
    let mut pdf = Tiny::page().table();
    pdf.pop();
    let (output, _) = sign(&pdf, &options());
    assert_eq!(output[pdf.len()], b'\n');
}

#[test]
fn further_signatures_follow_each_other() {
    let mut pdf = Tiny::page().table();
    for number in 1..=3 {
        let (output, signed) = sign(&pdf, &options());
        assert_eq!(signed.field, format!("Signature{number}"));
        pdf = output;
    }
    keep("three", &pdf);
}

#[test]
fn the_same_input_gives_the_same_output() {
    let pdf = Tiny::page().table();
    let mut options = options();
    let first = sign(&pdf, &options).0;
    assert_eq!(first, sign(&pdf, &options).0);
    options.entropy = [1; 32];
    assert_ne!(first, sign(&pdf, &options).0);
}

/// What qpdf, LibreOffice and hand-written bytes bring along.
#[test]
fn every_structure_is_signed() {
    for name in [
        "samples/quyet-dinh",
        "variants/object-streams",
        "variants/linearized",
        "variants/linearized-object-streams",
        "variants/version-1.3",
        "variants/version-2.0",
        "variants/hybrid",
        "variants/hybrid-word",
        "variants/garbage-before",
        "variants/garbage-before-offsets-moved",
        "variants/garbage-after",
        "variants/two-ends",
        "variants/annots-direct",
        "variants/annots-indirect",
        "variants/inherited",
        "variants/form",
        "variants/form-direct",
        "variants/form-in-object-stream",
    ] {
        let (output, signed) = sign(&testdata(name), &options());
        assert_eq!(signed.field, "Signature1", "{name}");
        assert!(signed.findings.is_empty(), "{name}: {:?}", signed.findings);
        keep(&name.replace('/', "-"), &output);
    }
}

/// A trailer that copies what describes the older section is what breaks files elsewhere.
#[test]
fn the_trailer_takes_only_what_belongs_to_the_document() {
    for name in ["variants/hybrid-word", "variants/linearized-object-streams"] {
        let pdf = testdata(name);
        let (output, _) = sign(&pdf, &options());
        let update = &output[pdf.len()..];
        for key in ["/XRefStm", "/Linearized", "/DecodeParms", "/FlateDecode"] {
            assert_eq!(count(update, key), 0, "{name}: {key}");
        }
    }
}

/// What else stands in the trailer belongs to the document (§7.5.6): LibreOffice finds the
/// editable document there.
#[test]
fn the_trailer_keeps_what_producers_put_there() {
    let private = "/DocChecksum /ABC /AdditionalStreams [/application#2Fodt 3 0 R]";
    let tiny = Tiny::page().trailer(private);
    for pdf in [tiny.table(), tiny.stream(&[1])] {
        let (output, _) = sign(&pdf, &options());
        let update = &output[pdf.len()..];
        assert_eq!(
            count(update, "/AdditionalStreams [/application#2Fodt 3 0 R]"),
            1
        );
        assert_eq!(count(update, "/DocChecksum /ABC"), 1);
    }
}

/// References to objects that no table ever named are null (§7.3.10), and stay so: in the form, in
/// the page tree, in the page and in what hangs on it.
#[test]
fn no_new_object_is_found_behind_an_old_reference() {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1 1] /Contents [9 0 R 11 0 R] /Annots 6 0 R >>";
    let pdf = Tiny::page()
        .with(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R >>")
        .with(2, "<< /Type /Pages /Kids [10 0 R 3 0 R] /Count 1 >>")
        .with(3, page)
        .with(4, "<< /Fields [5 0 R] >>")
        .with(5, "<< /T (PheDuyet) /Kids [7 0 R 8 0 R] >>")
        .with(6, "[12 0 R 14 0 R]");
    for (name, pdf) in [
        ("dangling", pdf.table()),
        ("dangling-stream", pdf.stream(&[1, 4, 5, 6])),
    ] {
        let (output, signed) = sign(&pdf, &options());
        keep(name, &output);
        assert_eq!(signed.field, "Signature1");
        let update = &output[pdf.len()..];
        for number in [9, 10, 11, 12, 14] {
            assert_eq!(count(update, &format!("\n{number} 0 obj")), 0, "{number}");
        }
        assert_eq!(count(update, "\n13 0 obj"), 1);
        let (twice, signed) = sign(&output, &options());
        keep(&format!("{name}-twice"), &twice);
        assert_eq!(signed.field, "Signature2");
    }
}
