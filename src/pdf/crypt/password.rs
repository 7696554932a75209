//! Passwords as the bytes that are hashed (ISO 32000-2 §7.6.4.3).

use zeroize::Zeroizing;

use crate::pdf::text_string;

/// A password as a producer may have taken it.
pub type Candidate = Zeroizing<Vec<u8>>;

/// Revisions 2 to 4 take PDFDocEncoding. What it lacks (most Vietnamese letters) is up to the
/// producer, and UTF-8 is what most wrote.
pub fn legacy(password: &str) -> Vec<Candidate> {
    let encoded = text_string::to_pdf_doc(password).map(Zeroizing::new);
    both(encoded, password.as_bytes())
}

/// Revisions 5 and 6 take SASLprep (RFC 4013) in UTF-8, cut at 127 bytes; some producers leave
/// the first step out.
pub fn modern(password: &str) -> Vec<Candidate> {
    let cut = |bytes: &[u8]| Zeroizing::new(bytes.get(..127).unwrap_or(bytes).to_vec());
    let prepared = stringprep::saslprep(password).ok();
    let prepared = prepared.map(|text| cut(text.as_bytes()));
    both(prepared, &cut(password.as_bytes()))
}

fn both(first: Option<Candidate>, second: &[u8]) -> Vec<Candidate> {
    match first {
        Some(first) if *first == second => vec![first],
        Some(first) => vec![first, Zeroizing::new(second.to_vec())],
        None => vec![Zeroizing::new(second.to_vec())],
    }
}
