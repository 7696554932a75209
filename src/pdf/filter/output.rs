//! Where a filter writes, and no further than the limit.

use crate::limits::LimitExceeded;

/// Bytes decoded so far, never more than `limit`.
pub struct Output {
    bytes: Vec<u8>,
    limit: u64,
}

impl Output {
    pub fn new(limit: u64) -> Self {
        Self {
            bytes: Vec::new(),
            limit,
        }
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<(), LimitExceeded> {
        let after = (self.bytes.len() as u64).saturating_add(bytes.len() as u64);
        if after > self.limit {
            return Err(LimitExceeded {
                limit: "decoded_stream",
            });
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}
