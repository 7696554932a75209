//! The corpus' CMS files, where `KYSO_CORPUS` says: what each gives, or why it differs.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{Outcome, SignedData, SignerCheck, oid};
use crate::{Limits, tsp};

/// Files whose label is about more than one signer's own bytes: (name, our answer, why).
const DIVERGENCES: [(&str, Answer, &str); 10] = [
    (
        "cades-double-signing-time.p7m",
        Answer::Good,
        "the second signing-time is no signed attribute",
    ),
    (
        "Signature-C-DE_CRY-4.p7m",
        Answer::Good,
        "attributes signed as they stand: good, with a warning",
    ),
    (
        "cades-duplicated-signed-attrs.p7m",
        Answer::Open,
        "doubled are attributes that PAdES does not use; content elsewhere",
    ),
    (
        "dss-2011__cades-content-tst.pkcs7",
        Answer::Open,
        "the fault is in a content-time-stamp; content elsewhere",
    ),
    (
        "dss-951__NexU-CAdES-B-B-Detached-Sha512.p7m",
        Answer::Open,
        "the fault is in the content, which is elsewhere",
    ),
    (
        "dss-1619__CAdES-XL-T1-Double-AV2.png.p7m",
        Answer::Bad,
        "two signers",
    ),
    (
        "evidence-record__Double-C-B-B-basic.p7m",
        Answer::Bad,
        "two signers",
    ),
    (
        "evidence-record__Double-C-E-ERS-basic.p7m",
        Answer::Bad,
        "two signers",
    ),
    (
        "evidence-record__Double-C-E-ERS-detached_hashtree_renewal.p7m",
        Answer::Bad,
        "two signers",
    ),
    (
        "evidence-record__Double-C-E-ERS.p7m",
        Answer::Bad,
        "two signers",
    ),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Good,
    Bad,
    /// Nothing failed, but the content lies elsewhere or something is not supported.
    Open,
}

fn corpus() -> Option<PathBuf> {
    std::env::var_os("KYSO_CORPUS").map(PathBuf::from)
}

/// Path and label of every file in the folders `cms` and `tsp`.
fn labels(corpus: &Path) -> BTreeMap<String, String> {
    let manifest = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let rows = manifest
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = rows.filter(|row| row[0].starts_with("cms/") || row[0].starts_with("tsp/"));
    rows.map(|row| (row[0].to_owned(), row[6].to_owned()))
        .collect()
}

fn answer(cms: &SignedData) -> Answer {
    let mut check = SignerCheck::default();
    if cms.content.is_some() {
        let content_type = cms.content_type.clone();
        cms.check_encapsulated(&content_type, &mut check);
    } else {
        check = cms.check(&mut |_| None);
    }
    if check.failed() {
        Answer::Bad
    } else if check
        .steps
        .iter()
        .any(|step| step.outcome == Outcome::Unchecked)
    {
        Answer::Open
    } else {
        Answer::Good
    }
}

#[test]
fn every_signature_of_the_corpus_is_answered_as_labelled_or_listed() {
    let Some(corpus) = corpus() else { return };
    let mut judged = 0;
    for (path, label) in labels(&corpus) {
        let Ok(bytes) = fs::read(corpus.join(&path)) else {
            continue;
        };
        let Ok(cms) = SignedData::parse(&bytes, &Limits::default()) else {
            continue;
        };
        let name = path.rsplit('/').next().unwrap();
        let listed = DIVERGENCES.iter().find(|row| row.0 == name);
        let expected = match (listed, label.as_str()) {
            (Some(row), _) => row.1,
            (None, "valid") if cms.content.is_none() => Answer::Open,
            (None, "valid") => Answer::Good,
            (None, "invalid") => Answer::Bad,
            _ => continue,
        };
        assert_eq!(answer(&cms), expected, "{path}");
        judged += 1;
    }
    assert_eq!(judged, 52);
}

#[test]
fn contents_of_real_pdfs_and_tokens_can_be_read() {
    let Some(corpus) = corpus() else { return };
    let mut read = 0;
    for path in labels(&corpus).keys() {
        if path.starts_with("cms/pdfcontents/") || path.ends_with(".tst") {
            let bytes = fs::read(corpus.join(path)).unwrap();
            let cms = SignedData::parse(&bytes, &Limits::default()).unwrap();
            assert!(cms.signers.len() == 1 && !cms.junk_behind, "{path}");
            if cms.content_type == oid::TST_INFO {
                assert!(tsp::imprint_algorithm(&cms).is_some(), "{path}");
            }
            read += 1;
        }
    }
    assert_eq!(read, 13);
}

#[test]
fn damaged_files_of_the_corpus_end_in_errors_or_values() {
    let Some(corpus) = corpus() else { return };
    for path in labels(&corpus).keys() {
        let Ok(bytes) = fs::read(corpus.join(path)) else {
            continue;
        };
        let step = (bytes.len() / 30).max(1);
        for position in (0..bytes.len()).step_by(step) {
            let mut flipped = bytes.clone();
            flipped[position] ^= 0x81;
            for damaged in [&flipped[..], &bytes[..position]] {
                if let Ok(cms) = SignedData::parse(damaged, &Limits::default()) {
                    answer(&cms);
                    cms.evidence();
                }
            }
        }
    }
}
