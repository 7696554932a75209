//! A part of a signature that cannot be read breaks that signature; it does not make the document
//! unreadable, behind which a tampered signature could hide.

mod tiny;

use kyso::{
    Time,
    verify::{Integrity, Policy, Verdict, verify},
};
use tiny::Tiny;

/// A signature whose byte range is object 6 and whose contents are object 7.
fn document(range: &str, contents: &str) -> Vec<u8> {
    Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>",
        )
        .with(4, "<< /FT /Sig /T (sig) /V 5 0 R >>")
        .with(
            5,
            "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange 6 0 R /Contents 7 0 R >>",
        )
        .with(6, range)
        .with(7, contents)
        .table()
}

#[test]
fn an_indirect_value_that_cannot_be_read_breaks_the_signature() {
    let now = Time::parse("2026-11-24T09:03:04+07:00").unwrap();
    for (range, contents) in [
        ("[0 100 200 100]", "<3082zz>"),
        ("[0 100 200 100]", "<3082"),
        ("[0 100 (200 100]", "<3082>"),
        ("[0 100", "<3082>"),
    ] {
        let report = verify(
            &document(range, contents),
            &Policy::at(now).integrity_only(),
        );
        let report = report.unwrap_or_else(|error| panic!("{range} {contents}: {error}"));
        assert_eq!(report.verdict, Verdict::Failed, "{range} {contents}");
        assert_eq!(report.signatures[0].integrity, Integrity::Broken);
    }
}
