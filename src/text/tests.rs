//! Every kind has its words: both languages, the file's name, the next step.

use std::collections::HashSet;

use super::{Kind, Lang, Problem, Term, vietnamese::foreign, words::system::SYSTEM};

const FILE: &str = "quyet-dinh.pdf";

fn has_diacritics(text: &str) -> bool {
    text.chars().any(|c| {
        "ăâđêôơưàáãèéìíòóõùúýĩũ".contains(c.to_lowercase().next().unwrap_or(c))
            || ('\u{1ea0}'..='\u{1ef9}').contains(&c)
    })
}

fn assert_vietnamese(text: &str) {
    assert!(has_diacritics(text), "{text}");
    assert_eq!(foreign(text), [""; 0], "{text}");
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
        assert_vietnamese(&vi);
        assert!(!has_diacritics(&en), "{kind:?} is not English: {en}");
    }
}

#[test]
fn every_kind_says_the_next_step() {
    for &kind in Kind::ALL {
        let problem = Problem::new(kind, "");
        let (vi, en) = (problem.hint(Lang::Vi), problem.hint(Lang::En));
        assert_ne!(vi, en, "{kind:?}");
        assert_vietnamese(&vi);
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

#[test]
fn every_term_is_said_in_both_languages() {
    let mut seen = HashSet::new();
    for term in Term::all() {
        let (vi, en) = (term.words(Lang::Vi), term.words(Lang::En));
        assert!(!en.is_empty() && !vi.is_empty());
        assert_ne!(vi, en);
        assert_vietnamese(vi);
        assert!(!has_diacritics(en), "{vi} is not told in English: {en}");
        assert!(seen.insert(en), "{en} stands twice");
    }
    assert!(seen.len() > 200);
}

#[test]
fn every_answer_of_the_system_has_a_next_step() {
    let mut seen = HashSet::new();
    for words in SYSTEM {
        assert!(seen.insert(words.kind), "{:?} stands twice", words.kind);
        assert_vietnamese(words.vi);
        assert_vietnamese(words.vi_hint);
        assert!(words.vi_hint.ends_with('.'));
        assert!(!has_diacritics(words.en_hint) && words.en_hint.ends_with('.'));
    }
}
