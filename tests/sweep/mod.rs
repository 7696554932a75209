//! What the sweeps share: the files, what each byte of them is, and what a verdict cost.
#![allow(dead_code)]

pub mod cost;
mod der;
mod map;

use std::fs;

use kyso::{
    ReadError, Time,
    verify::{Integrity, Policy, Report, Verdict, verify},
};

#[allow(unused_imports)] // each test file that shares this uses its part
pub use map::{Map, Place, Region};

/// `testdata/sweeps`, by name.
pub const FILES: [&str; 10] = [
    "table",
    "stream",
    "object-stream",
    "hybrid",
    "encrypted",
    "linearized",
    "repaired",
    "two-signatures",
    "document-timestamp",
    "chain",
];

pub fn file(name: &str) -> Vec<u8> {
    let bytes = fs::read(format!("testdata/sweeps/{name}.pdf")).unwrap();
    assert!(bytes.len() <= 8192);
    bytes
}

/// Every how many steps a sweep looks: all with `KYSO_SWEEP=all` (`.ci/run sweeps`), else a sample
/// that a debug build gets through in seconds.
pub fn stride(sample: usize) -> usize {
    match std::env::var("KYSO_SWEEP").as_deref() {
        Ok("all") => 1,
        _ => sample,
    }
}

/// What a verifier says of a file, as far as a sweep asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// An error: nothing is claimed.
    Unreadable,
    /// So many signatures, of which so many are intact.
    Signatures { found: usize, intact: usize },
}

/// Verifies through a source that counts, in memory that is counted; the cost must stay within
/// the bounds that [`cost`] states.
pub fn outcome(bytes: &[u8], highest: &mut cost::Cost) -> Outcome {
    let now = Time::parse("2026-11-24T09:03:04+07:00").unwrap();
    let policy = Policy::at(now).integrity_only();
    let source = cost::Metered::new(bytes);
    let (verdict, mut cost) = cost::measure(|| verify(&source, &policy));
    cost.add_reads(&source);
    cost.check(bytes.len());
    highest.raise(&cost);
    said(&verdict)
}

fn said(verdict: &Result<Report, ReadError>) -> Outcome {
    let Ok(report) = verdict else {
        return Outcome::Unreadable;
    };
    let found = report.signatures.len();
    assert_eq!(report.verdict == Verdict::Unsigned, found == 0);
    let signatures = report.signatures.iter();
    let intact = signatures.filter(|one| one.integrity == Integrity::Intact);
    let intact = intact.count();
    Outcome::Signatures { found, intact }
}
