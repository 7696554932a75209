use super::checks::{CHECKS, Words};
use crate::{
    cms::STEP_IDS,
    text::{Lang, Phrase, Term, vietnamese::foreign},
    verify::report::CheckResult,
};

fn both(words: &Words) -> (&'static str, &'static str) {
    match words {
        Words::Thing(vi, en) | Words::Event(vi, en) | Words::Change(vi, en) => (vi, en),
    }
}

#[test]
fn every_step_of_a_cms_check_has_words() {
    for id in STEP_IDS {
        assert!(CHECKS.iter().any(|(known, _)| *known == id), "{id}");
    }
}

#[test]
fn every_check_is_told_in_both_languages() {
    for (id, words) in CHECKS {
        let (vi, en) = both(words);
        assert_ne!(vi, en, "{id}");
        assert!(!vi.is_ascii(), "{id}: {vi}");
        assert_eq!(foreign(vi), [""; 0], "{id}: {vi}");
        assert!(en.is_ascii(), "{id}: {en}");
        let message = super::message(id, CheckResult::Fail, &"7".into(), Lang::Vi);
        assert!(message.ends_with(": 7"), "{message}");
    }
}

#[test]
fn ids_stand_once() {
    let mut ids: Vec<_> = CHECKS.iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CHECKS.len());
}

#[test]
fn what_a_check_found_is_told_in_the_language_of_the_sentence() {
    let detail = Phrase::from(Term::VERIFIES);
    let told = |lang| super::message("signature-value", CheckResult::Ok, &detail, lang);
    assert_eq!(told(Lang::Vi), "giá trị chữ ký: đúng: khớp");
    assert_eq!(told(Lang::En), "signature value: in order: verifies");
}
