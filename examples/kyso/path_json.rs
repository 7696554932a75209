//! Paths in JSON: as text, and as bytes where they are no text.

use std::path::Path;

use serde_json::{Map, Value};

/// `name`: the path; and `name_hex` where the path is no UTF-8.
pub fn insert(object: &mut Map<String, Value>, name: &str, path: &Path) {
    object.insert(name.to_owned(), path.to_string_lossy().into());
    if let Some(hex) = hex_of(path) {
        object.insert(format!("{name}_hex"), hex.into());
    }
}

/// The path's bytes in hexadecimal, where they are no UTF-8.
pub fn hex_of(path: &Path) -> Option<String> {
    if path.to_str().is_some() {
        return None;
    }
    let bytes = path.as_os_str().as_encoded_bytes();
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
