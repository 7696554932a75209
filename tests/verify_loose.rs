//! A signature does not vanish because no field shows it any more.

mod update;

use kyso::{
    sign::SignOptions,
    text::Lang,
    verify::{Changes, Integrity, Verdict},
};
use update::{report, signed};

/// The signed form, its signature field of a type that there is not.
fn hidden() -> Vec<u8> {
    let mut pdf = signed(|_| {});
    while let Some(at) = pdf.windows(8).position(|it| it == b"/FT /Sig") {
        pdf[at..at + 8].copy_from_slice(b"/FT /Tig");
    }
    pdf
}

#[test]
fn a_signature_without_its_field_is_told() {
    let report = report(&hidden());
    let [one] = report.signatures.as_slice() else {
        panic!("{} signatures", report.signatures.len());
    };
    assert!(one.field.starts_with("byte "));
    assert_ne!(one.integrity, Integrity::Intact);
    assert_eq!(one.changes, Changes::Suspicious);
    assert!(one.checks.iter().any(|check| check.id == "loose"));
    assert_eq!(report.verdict, Verdict::Failed);
}

/// Who signs the whole file signs it as it is: what was hidden before is told and fails nothing.
#[test]
fn a_later_signature_over_all_vouches_for_the_file() {
    let pdf = update::sign(&hidden(), &SignOptions::at(update::now()));
    let mut told = report(&pdf);
    assert_eq!(told.signatures.len(), 1);
    assert_eq!(told.signatures[0].integrity, Integrity::Intact);
    assert_ne!(told.verdict, Verdict::Failed);
    let text = |lang| report(&pdf).to_text(lang);
    assert!(text(Lang::En).contains("a signature that no field shows: byte "));
    assert!(text(Lang::Vi).contains("một chữ ký mà không trường nào"));
    let findings = report(&pdf).speaking(Lang::Vi).document.unwrap().findings;
    assert!(findings.iter().any(|it| it.contains("không trường nào")));
    // Not any more, once something follows it.
    told = report(&update::append(&pdf, &[(40, "(more)")]));
    assert_eq!(told.signatures.len(), 2);
    assert_eq!(told.verdict, Verdict::Failed);
}

/// Authenticated data, as a document with a MAC has them (ISO/TS 32004).
#[test]
fn what_is_no_signed_data_is_no_signature() {
    let mut pdf = hidden();
    let signed_data = b"06092a864886f70d010702";
    let at = |bytes: &[u8]| {
        bytes
            .windows(22)
            .position(|it| it.eq_ignore_ascii_case(signed_data))
    };
    let at = at(&pdf).unwrap();
    pdf[at..at + 22].copy_from_slice(b"06092a864886f70d010703");
    assert_eq!(report(&pdf).verdict, Verdict::Unsigned);
}
