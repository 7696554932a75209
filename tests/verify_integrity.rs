//! Whether signed bytes are those that were signed: byte ranges, decoys, replaced dictionaries,
//! swapped signatures, and every single byte turned over.

mod update;

use kyso::{
    sign::{FieldChoice, SignOptions},
    verify::{Changes, CheckResult, Coverage, Integrity, Report, SignatureReport, Verdict},
};
use update::{append, append_with, base, find, now, report, sign, signature, signed};

fn plain() -> Vec<u8> {
    signed(|_| {})
}

fn only(report: &Report) -> SignatureReport {
    assert_eq!(report.signatures.len(), 1);
    report.signatures[0].clone()
}

/// The numbers of the last `/ByteRange`, and where they stand.
fn range(pdf: &[u8]) -> (usize, usize, [usize; 4]) {
    let start = find(pdf, b"/ByteRange") + 10;
    let open = start + pdf[start..].iter().position(|&byte| byte == b'[').unwrap();
    let close = open + pdf[open..].iter().position(|&byte| byte == b']').unwrap();
    let text = std::str::from_utf8(&pdf[open + 1..close]).unwrap();
    let numbers: Vec<usize> = text
        .split_whitespace()
        .map(|n| n.parse().unwrap())
        .collect();
    (open + 1, close, numbers.try_into().unwrap())
}

/// Writes another byte range over the last one, in its place.
fn with_range(pdf: &[u8], text: &str) -> Vec<u8> {
    let (open, close, _) = range(pdf);
    assert!(text.len() <= close - open);
    let mut out = pdf.to_vec();
    out[open..close].fill(b' ');
    out[open..open + text.len()].copy_from_slice(text.as_bytes());
    out
}

#[test]
fn a_signature_of_kyso_is_intact_and_covers_the_document() {
    let one = only(&report(&plain()));
    assert_eq!(one.field, "sig");
    assert_eq!(one.integrity, Integrity::Intact);
    assert_eq!(one.coverage, Coverage::Document);
    assert_eq!(one.changes, Changes::None);
    assert_eq!(one.level, Some(kyso::verify::Level::BB));
    assert_eq!(one.claimed_time, Some(now()));
    assert_eq!(one.certification, None);
}

#[test]
fn byte_ranges_have_one_form() {
    let pdf = plain();
    let (_, _, [_, gap, behind, rest]) = range(&pdf);
    let mut tried = 0;
    for text in [
        format!("0 {gap} {behind}"),
        format!("0 {gap} {behind} {} 0 0", rest),
        format!("1 {} {behind} {rest}", gap - 1),
        format!("0 {gap} {behind} {}", rest + 1),
        format!("0 {gap} {behind} -{rest}"),
        format!("0 {gap} {} {}", gap - 9, rest),
        format!("0 {} {behind} {rest}", gap - 1),
        format!("0 {} {behind} {rest}", gap + 1),
        format!("0 {gap} {} {}", behind + 1, rest - 1),
        format!("0 {gap} {} {}", behind - 1, rest + 1),
        format!("0 40 {} {rest}", behind),
        format!("0 {gap}.0 {behind} {rest}"),
        format!("0 {gap} null {rest}"),
        "0 99999999 1 1".to_owned(),
        String::new(),
    ] {
        let (open, close, _) = range(&pdf);
        if text.len() > close - open {
            continue;
        }
        tried += 1;
        let one = only(&report(&with_range(&pdf, &text)));
        assert_eq!(one.integrity, Integrity::Broken, "[{text}]");
        // The digest differs anyway: it is the form that has to be refused.
        let form = one.checks.iter().find(|check| check.id == "byte-range");
        assert_eq!(form.unwrap().result, CheckResult::Fail, "[{text}]");
    }
    assert!(tried >= 10, "{tried} fit into the room");
}

#[test]
fn what_looks_like_a_byte_range_is_none() {
    let pdf = plain();
    // A comment behind the file's end, and one in a stream of an update.
    let mut more = pdf.clone();
    more.extend(b"\n");
    assert_eq!(only(&report(&more)).integrity, Integrity::Intact);
    let decoy = update::stream("", "/ByteRange [0 1 2 3] /Contents <00>");
    let one = only(&report(&append(
        &pdf,
        &[(40, &decoy), (41, "(/ByteRange [0 1 2 3])")],
    )));
    assert_eq!(
        (one.integrity, one.changes),
        (Integrity::Intact, Changes::None)
    );
    // A name with an escaped letter is the same name.
    let mut twice = pdf.clone();
    let at = find(&twice, b"/ByteRange");
    twice.splice(at..at + 10, *b"/Byte#52ange");
    assert_eq!(only(&report(&twice)).integrity, Integrity::Broken);
}

#[test]
fn a_dictionary_says_each_thing_once() {
    // `/M` is as long as the key it turns into, so that only the meaning changes.
    let pdf = plain();
    let at = find(&pdf, b"/SubFilter");
    let mut twice = pdf.clone();
    twice[at..at + 10].copy_from_slice(b"/ByteRange");
    let one = only(&report(&twice));
    assert_eq!(one.integrity, Integrity::Broken);
}

#[test]
fn a_gap_must_be_the_contents_of_this_very_dictionary() {
    // The second signature shows the byte range and the CMS of the first.
    let first = plain();
    let mut options = SignOptions::at(now());
    options.field = FieldChoice::Named("second".to_owned());
    let both = sign(&first, &options);
    let found = report(&both);
    assert_eq!(found.verdict, Verdict::Passed);
    let (_, _, numbers) = range(&first);
    let text = numbers.map(|number| number.to_string()).join(" ");
    let forged = report(&with_range(&both, &text));
    assert_eq!(signature(&forged, "sig").integrity, Integrity::Intact);
    assert_eq!(signature(&forged, "second").integrity, Integrity::Broken);
    assert_eq!(forged.verdict, Verdict::Failed);
}

#[test]
fn the_cms_of_another_signature_does_not_fit() {
    let first = plain();
    let mut options = SignOptions::at(now());
    options.reason = Some("other words".to_owned());
    options.field = FieldChoice::Existing(Some("sig".to_owned()));
    let other = sign(&base(), &options);
    let contents = |pdf: &[u8]| {
        let (_, _, [_, gap, behind, _]) = range(pdf);
        gap..behind
    };
    let (here, there) = (contents(&first), contents(&other));
    assert_eq!(here.len(), there.len());
    let mut swapped = first.clone();
    swapped[here].copy_from_slice(&other[there]);
    let one = only(&report(&swapped));
    assert_eq!(one.integrity, Integrity::Broken);
    assert!(one.checks.iter().any(|check| check.id == "message-digest"));
}

#[test]
fn zeros_and_other_things_are_no_signature() {
    let pdf = plain();
    let (_, _, [_, gap, behind, _]) = range(&pdf);
    for text in ["0", "1", "f", " ", "30"] {
        let mut out = pdf.clone();
        let digits: Vec<u8> = text.bytes().cycle().take(behind - gap - 2).collect();
        out[gap + 1..behind - 1].copy_from_slice(&digits);
        assert_eq!(only(&report(&out)).integrity, Integrity::Broken, "{text:?}");
    }
    // No hexadecimal string, and no string at all.
    for (first, last) in [(b'(', b')'), (b'[', b']')] {
        let mut out = pdf.clone();
        out[gap] = first;
        out[behind - 1] = last;
        assert_eq!(only(&report(&out)).integrity, Integrity::Broken);
    }
}

#[test]
fn a_dictionary_replaced_later_is_broken() {
    let pdf = plain();
    let field = update::object(&pdf, 7);
    let value = field.split("/V ").nth(1).unwrap();
    let number: u32 = value.split_whitespace().next().unwrap().parse().unwrap();
    let dictionary = update::object(&pdf, number);
    // Written again as it was: no change.
    let again = report(&append(&pdf, &[(number, &dictionary)]));
    assert_eq!(again.verdict, Verdict::Passed);
    assert_eq!(only(&again).changes, Changes::None);
    // With a reason that nobody signed for.
    let forged = dictionary.replacen("/Type", "/Reason (I agree to pay) /Type", 1);
    let report = report(&append(&pdf, &[(number, &forged)]));
    assert_eq!(report.verdict, Verdict::Failed);
    assert!(
        report
            .signatures
            .iter()
            .all(|one| one.integrity == Integrity::Broken)
    );
}

#[test]
fn two_fields_with_one_dictionary_are_told() {
    let pdf = plain();
    let field = update::object(&pdf, 7);
    let copy = field.replacen("(sig)", "(decoy)", 1);
    let form = update::FORM.replacen("10 0 R]", "10 0 R 20 0 R]", 1);
    let report = report(&append(&pdf, &[(20, &copy), (5, &form)]));
    let decoy = signature(&report, "decoy");
    assert_eq!(decoy.coverage, Coverage::Unclear);
    assert!(
        decoy
            .checks
            .iter()
            .any(|check| check.id == "shared-dictionary")
    );
    assert_eq!(signature(&report, "sig").changes, Changes::Suspicious);
    assert_ne!(report.verdict, Verdict::Passed);
}

#[test]
fn coverage_is_told_from_the_cross_reference() {
    let pdf = plain();
    let with = |more: &[u8]| {
        let mut out = pdf.clone();
        out.extend(more);
        only(&report(&out))
    };
    let spaces = with(b"\r\n \0\n");
    assert_eq!(spaces.coverage, Coverage::Document);
    assert!(
        spaces
            .checks
            .iter()
            .any(|check| check.id == "white-space-behind")
    );
    for junk in [
        &b"x"[..],
        b"% a comment\n",
        b"4 0 obj\nnull\nendobj\n",
        b"\n%%EOF\n",
    ] {
        let one = with(junk);
        assert_ne!(one.coverage, Coverage::Document);
        assert_ne!(one.changes, Changes::None);
    }
    let revision = only(&report(&append_with(&pdf, &[(40, "null")], &[], "")));
    assert_eq!(revision.coverage, Coverage::Revision);
}

#[test]
fn rights_of_a_reader_are_no_signature() {
    let catalog = update::CATALOG.replacen("<<", "<< /Perms << /UR3 40 0 R >>", 1);
    let rights = "<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >>";
    let pdf = append(&base(), &[(1, &catalog), (40, rights)]);
    assert_eq!(report(&pdf).verdict, Verdict::Unsigned);
    assert_eq!(report(&base()).verdict, Verdict::Unsigned);
}

#[test]
fn a_field_that_loops_ends() {
    let form = update::FORM.replacen("10 0 R]", "10 0 R 20 0 R]", 1);
    let pdf = append(
        &base(),
        &[
            (5, &form),
            (20, "<< /T (a) /Kids [21 0 R 20 0 R] >>"),
            (21, "<< /T (b) /Parent 20 0 R /Kids [20 0 R] >>"),
        ],
    );
    assert_eq!(report(&pdf).verdict, Verdict::Unsigned);
}

/// Every byte that is signed, turned over: the signature is never intact where it stood.
#[test]
fn every_signed_byte_counts() {
    let pdf = plain();
    let (_, _, [_, gap, behind, _]) = range(&pdf);
    let mut wrong = Vec::new();
    for at in (0..gap).chain(behind..pdf.len()) {
        let mut out = pdf.clone();
        out[at] ^= if at % 2 == 0 { 0x01 } else { 0x20 };
        // Unreadable is as good: a field or form that the fault hides is no pass either.
        let policy = kyso::verify::Policy::at(now()).integrity_only();
        let judged = kyso::verify::verify(&out, &policy);
        if judged.is_ok_and(|report| report.verdict == Verdict::Passed) {
            wrong.push(at);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
