//! Filters.

use super::{Depth, limits};
use crate::pdf::{Object, filter, lexer::Lexer, parser};

/// Takes a dictionary with `/Filter` and `/DecodeParms`, and behind the byte after its `>>` the
/// data. Gives `Refused`, `Read` for filters whose data cannot be decoded, `Whole`.
pub fn filters(data: &[u8]) -> Depth {
    let limits = limits();
    let mut lexer = Lexer::new(data, true);
    let object = parser::object(&mut lexer, limits.nesting);
    let Some(dictionary) = object.as_ref().ok().and_then(Object::as_dictionary) else {
        return Depth::Refused;
    };
    let encoded = data.get(lexer.position().saturating_add(1)..);
    let encoded = encoded.unwrap_or_default();
    let Ok(filters) = filter::read(dictionary, &filter::direct_only, &limits) else {
        return Depth::Refused;
    };
    match filter::decode(&filters, encoded, &limits) {
        Err(_) => Depth::Read,
        Ok(decoded) => {
            let most = limits.decoded_stream.max(data.len() as u64);
            assert!(decoded.data.len() as u64 <= most);
            Depth::Whole
        }
    }
}
