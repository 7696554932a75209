use super::checks::{CHECKS, Words};
use crate::{
    cms::STEP_IDS,
    text::{Lang, Phrase, Term, vietnamese::foreign},
    verify::report::{
        Chain, Changes, CheckResult, Coverage, Indication, Integrity, SignatureKind, SubIndication,
        Verdict,
    },
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
fn every_word_of_the_report_is_told_in_both_languages() {
    fn told<Word: Copy>(all: &[Word], words: impl Fn(Word, Lang) -> &'static str) {
        for &word in all {
            let (vi, en) = (words(word, Lang::Vi), words(word, Lang::En));
            assert_eq!(foreign(vi), [""; 0], "{vi}");
            assert_ne!(foreign(en), [""; 0], "{en}");
        }
    }
    told(Verdict::ALL, Verdict::words);
    told(SignatureKind::ALL, SignatureKind::words);
    told(Integrity::ALL, Integrity::words);
    told(Coverage::ALL, Coverage::words);
    told(Changes::ALL, Changes::words);
    told(Chain::ALL, Chain::words);
    told(SubIndication::ALL, SubIndication::words);
    // In capitals, which names are written in.
    let lower = |word: Indication, lang| word.words(lang).to_lowercase();
    for &word in Indication::ALL {
        assert_eq!(foreign(&lower(word, Lang::Vi)), [""; 0], "{word}");
        assert_ne!(foreign(&lower(word, Lang::En)), [""; 0], "{word}");
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
