//! Every kind has its words: both languages, the file's name, the next step.

use std::collections::HashSet;

use super::{Kind, Lang, Problem};

const FILE: &str = "quyet-dinh.pdf";

fn has_diacritics(text: &str) -> bool {
    text.chars().any(|c| {
        "ăâđêôơư".contains(c.to_lowercase().next().unwrap_or(c))
            || ('\u{1ea0}'..='\u{1ef9}').contains(&c)
    })
}

#[test]
fn every_kind_is_said_in_both_languages() {
    for &kind in Kind::ALL {
        let problem = Problem::new(kind, "Signature1");
        let (vi, en) = (
            problem.message(Lang::Vi, FILE),
            problem.message(Lang::En, FILE),
        );
        assert_ne!(vi, en, "{kind:?}");
        for text in [&vi, &en] {
            assert!(
                text.contains(FILE),
                "{kind:?} does not name the file: {text}"
            );
            assert!(
                text.contains("Signature1"),
                "{kind:?} does not name the detail: {text}"
            );
            assert!(
                !text.contains('{'),
                "{kind:?} has a placeholder left: {text}"
            );
        }
        assert!(has_diacritics(&vi), "{kind:?} is not Vietnamese: {vi}");
        assert!(!has_diacritics(&en), "{kind:?} is not English: {en}");
    }
}

#[test]
fn every_kind_says_the_next_step() {
    for &kind in Kind::ALL {
        let problem = Problem::new(kind, "");
        let (vi, en) = (problem.hint(Lang::Vi), problem.hint(Lang::En));
        assert_ne!(vi, en, "{kind:?}");
        assert!(has_diacritics(&vi), "{kind:?}: {vi}");
        assert!(
            vi.ends_with('.') && en.ends_with('.'),
            "{kind:?}: {vi} {en}"
        );
        assert!(
            vi.split_whitespace().count() > 5 && en.split_whitespace().count() > 5,
            "{kind:?}"
        );
    }
}

#[test]
fn a_refusal_that_may_be_overridden_names_the_word() {
    for (kind, word) in [
        (Kind::RepairNeeded, "--allow repair"),
        (Kind::PermissionsForbidSigning, "--allow permissions"),
        (Kind::CertificateExpired, "--allow expired"),
        (Kind::CertificateNotYetValid, "--allow not-yet-valid"),
        (Kind::KeyUsageForbidsSigning, "--allow key-usage"),
        (Kind::XfaForm, "--allow xfa"),
    ] {
        for lang in [Lang::Vi, Lang::En] {
            assert!(Problem::new(kind, "").hint(lang).contains(word), "{kind:?}");
        }
    }
}

#[test]
fn names_are_kebab_case_and_unique() {
    let names: HashSet<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(names.len(), Kind::ALL.len());
    for name in names {
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{name}"
        );
    }
}

#[test]
fn the_place_is_told() {
    let problem = Problem::new(Kind::Damaged, "expected `endobj`")
        .at_offset(1234)
        .in_object("12 0 obj");
    assert_eq!(
        problem.message(Lang::En, "a.pdf"),
        "The file a.pdf is damaged or is not well-formed PDF: expected `endobj` (object 12 0 obj, byte 1234)"
    );
    assert!(
        problem
            .message(Lang::Vi, "{file}")
            .starts_with("Tệp {file} bị hỏng")
    );
}
