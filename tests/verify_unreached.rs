//! A signature does not vanish because the end of the file leads past the revision that holds it.

mod update;

use kyso::{
    text::Lang,
    verify::{Changes, Coverage, Integrity, Verdict},
};
use update::{append, base, report, signature, signed};

fn startxref(pdf: &[u8]) -> String {
    let at = update::find(pdf, b"startxref");
    let rest = String::from_utf8_lossy(&pdf[at + 9..]).into_owned();
    rest.split_whitespace().next().unwrap().to_owned()
}

#[track_caller]
fn is_told(pdf: &[u8]) {
    let report = report(pdf);
    assert_eq!(report.verdict, Verdict::Indeterminate);
    let one = signature(&report, "sig");
    assert_eq!(one.integrity, Integrity::Intact);
    assert_eq!(one.coverage, Coverage::Unclear);
    assert!(one.changes >= Changes::Suspicious);
    assert!(one.checks.iter().any(|check| check.id == "unreached"));
}

#[test]
fn an_old_startxref_behind_a_signature_does_not_hide_it() {
    let mut pdf = signed(|_| {});
    pdf.extend(format!("startxref\n{}\n%%EOF\n", startxref(&base())).bytes());
    is_told(&pdf);
    let text = |lang| report(&pdf).to_text(lang);
    assert!(text(Lang::En).contains("bytes behind the last revision"));
    assert!(text(Lang::Vi).contains("có dữ liệu sau lần lưu cuối cùng"));
    // Nor do many of them, also of sections that are none.
    for number in 0..100 {
        pdf.extend(format!("startxref\n{number}\n%%EOF\n").bytes());
    }
    pdf.extend(format!("startxref\n{}\n%%EOF\n", startxref(&base())).bytes());
    is_told(&pdf);
}

#[test]
fn an_update_that_passes_a_signature_over_does_not_hide_it() {
    let signed = signed(|_| {});
    let update = append(&signed, &[(40, "(more)")]);
    let previous = format!("/Prev {}", startxref(&signed));
    let older = startxref(&base());
    let width = previous.len() - "/Prev ".len();
    let over = format!("/Prev {older:0>width$}");
    let at = update::find(&update, previous.as_bytes());
    let mut pdf = update.clone();
    pdf[at..at + over.len()].copy_from_slice(over.as_bytes());
    is_told(&pdf);
    assert!(signature(&report(&update), "sig").coverage == Coverage::Revision);
}

#[test]
fn what_has_no_signature_stays_unsigned() {
    let mut pdf = append(&base(), &[(40, "(more)")]);
    pdf.extend(format!("startxref\n{}\n%%EOF\n", startxref(&base())).bytes());
    assert_eq!(report(&pdf).verdict, Verdict::Unsigned);
}
