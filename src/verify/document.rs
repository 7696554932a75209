//! What the report says of the document as such.

use std::fmt::Write;

use super::{node::Node, pages, report::DocumentReport};
use crate::pdf::Document;

/// Describes the latest revision and what a reader should know of the file.
pub(super) fn describe(file: &Document<'_>) -> DocumentReport {
    let mut findings = file.findings();
    if let Some(error) = file.repaired() {
        findings.push(format!("repaired by scanning: {error}"));
    }
    DocumentReport {
        pages: count(file),
        revisions: file.revisions().len() as u64,
        encrypted: file.encryption().is_some(),
        repaired: file.repaired().is_some(),
        findings,
    }
}

/// The number of pages: `/Count` of the root where it can be, else counted.
fn count(file: &Document<'_>) -> Option<u64> {
    let view = file.latest();
    let catalog = Node::whole(view.catalog().ok()?);
    let root = catalog.get(view, b"Pages").ok()??;
    let told = root.get(view, b"Count").ok().flatten();
    let told = told.and_then(|count| u64::try_from(count.object().as_integer()?).ok());
    if told.is_some() {
        return told;
    }
    let pages = pages::pages(view, file.limits().tree_nodes).ok()?;
    Some(pages.len() as u64)
}

/// Bytes in hexadecimal, lower case.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
