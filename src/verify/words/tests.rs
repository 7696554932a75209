use super::{
    checks::{CHECKS, Words},
    details::{DETAILS, vietnamese},
};
use crate::{cms::STEP_IDS, text::Lang, verify::report::CheckResult};

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
        assert!(en.is_ascii(), "{id}: {en}");
        let message = super::message(id, CheckResult::Fail, "7", Lang::Vi);
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
fn what_a_check_found_is_told_in_vietnamese() {
    for (english, told) in DETAILS {
        let detail = english.replace("{}", "X1");
        let expected = told.replace("{}", "X1");
        assert_eq!(vietnamese(&detail), expected, "{english}");
        assert!(!told.is_ascii(), "{told}");
        let holes = |text: &str| text.matches("{}").count();
        assert_eq!(holes(english), holes(told), "{english}");
    }
}

#[test]
fn names_in_a_detail_stay_in_their_places() {
    let subject = "CN=Nguyễn Thị Thử,C=VN";
    assert_eq!(
        vietnamese(&format!(
            "{subject} is not valid at 2026-11-24T00:00:00Z: 2020-01-01T00:00:00Z to 2021-01-01T00:00:00Z"
        )),
        format!(
            "{subject} không có hiệu lực lúc 2026-11-24T00:00:00Z: từ 2020-01-01T00:00:00Z đến 2021-01-01T00:00:00Z"
        )
    );
    assert_eq!(
        vietnamese("signing-certificate-v2: refers to another certificate"),
        "signing-certificate-v2: chỉ đến một chứng thư khác"
    );
    assert_eq!(
        vietnamese("RSA with SHA-256, SHA-256"),
        "RSA with SHA-256, SHA-256"
    );
}

/// A field may be called like a word of ours: it keeps its name.
#[test]
fn names_from_the_document_are_not_translated() {
    let told = super::message("shared-dictionary", CheckResult::Fail, "document", Lang::Vi);
    assert!(told.ends_with(": document"), "{told}");
}
