//! Where a filter writes, and no further than the limit.

use std::cell::Cell;

use crate::{Limit, LimitExceeded, Limits};

/// Bytes decoded so far, never more than the limits allow.
pub struct Output<'l> {
    bytes: Vec<u8>,
    limits: &'l Limits,
    /// All that was ever written, by other filters too.
    work: &'l Cell<u64>,
}

impl<'l> Output<'l> {
    pub fn new(limits: &'l Limits, work: &'l Cell<u64>) -> Self {
        Self {
            bytes: Vec::new(),
            limits,
            work,
        }
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<(), LimitExceeded> {
        let after = (self.bytes.len() as u64).saturating_add(bytes.len() as u64);
        if after > self.limits.decoded_stream {
            return Err(self.limits.exceeded(Limit::DecodedStream));
        }
        self.bytes.extend_from_slice(bytes);
        let work = self.work.get().saturating_add(bytes.len() as u64);
        self.work.set(work);
        Ok(())
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}
