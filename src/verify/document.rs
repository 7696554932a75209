//! What the report says of the document as such.

use std::fmt::Write;

use super::report::DocumentReport;
use crate::{
    pdf::Document,
    text::{Lang, Phrase},
};

/// How the finding begins that says of a repair, in English.
pub(super) const REPAIRED: &str = "repaired by scanning";

/// Describes the latest revision and what a reader should know of the file.
pub(super) fn describe(file: &Document<'_>) -> DocumentReport {
    let mut findings = file.findings();
    if let Some(error) = file.repaired() {
        let cause = error.phrase();
        findings.push(Phrase::new(
            format!("đã dựng lại bằng cách quét tệp: {}", cause.words(Lang::Vi)),
            format!("{REPAIRED}: {}", cause.words(Lang::En)),
        ));
    }
    let mut report = DocumentReport {
        pages: file.latest().page_count().ok(),
        revisions: file.revisions().len() as u64,
        encrypted: file.encryption().is_some(),
        repaired: file.repaired().is_some(),
        findings: Vec::new(),
        told: Vec::new(),
    };
    findings
        .into_iter()
        .for_each(|finding| report.note(finding));
    report
}

/// Bytes in hexadecimal, lower case.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
