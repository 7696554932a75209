//! What other PDF libraries read in a signed document.

use kyso::{Opening, crosscheck::crosscheck};

use crate::Failure;

/// Fewer compared values mean that the library did not get as far as the signature.
const SIGNATURE_REACHED: u64 = 20;

/// The libraries that see the same pages, fields, signatures and byte ranges as kyso: `lopdf` where each value was
/// compared, `lopdf:partly` where some could not be.
pub fn agreeing(pdf: &[u8], password: Option<&str>) -> Result<String, Failure> {
    let opening = Opening::default().with_password(password.unwrap_or_default().into());
    let found = crosscheck(&pdf, &opening)?;
    if !found.agrees() {
        let findings: Vec<_> = found.findings().iter().map(ToString::to_string).collect();
        return Err(findings.join("; ").into());
    }
    let names = found.readers.iter().filter_map(|reading| {
        let reader = reading.reader;
        match (
            reading.not_judged.is_empty(),
            reading.compared >= SIGNATURE_REACHED,
        ) {
            (true, true) => Some(reader.to_owned()),
            (false, true) => Some(format!("{reader}:partly")),
            (_, false) => None,
        }
    });
    Ok(names.collect::<Vec<_>>().join(" "))
}
