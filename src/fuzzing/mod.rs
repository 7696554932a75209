//! Hostile bytes into every room, for the fuzz targets in `fuzz/` and the tests that replay them.
//!
//! One function per target: it takes bytes, panics where a promise is broken (besides the panics
//! that it looks for), and says how deep it came, so that seeds can prove that they reach the
//! bottom. No part of the public API: nothing here is stable.
//! Read on: `depth` → `syntax` (tokens, objects) → `file` (cross-reference, decryption) →
//! `filters` → `evidence` (CMS, certificates) → `whole` (verify, sign).

mod depth;
mod evidence;
mod file;
mod filters;
mod syntax;
#[cfg(test)]
mod tests;
mod whole;

pub use depth::Depth;
pub use evidence::{certificates, cms};
pub use file::{cross_reference, decryption};
pub use filters::filters;
pub use syntax::{lexer, object};
pub use whole::{sign, verify};

use crate::{Limits, Time};

/// When everything happens.
fn now() -> Option<Time> {
    Time::parse("2026-11-24T09:03:04+07:00")
}

/// Small, so that bombs cost the fuzzer little; the code is the same.
fn limits() -> Limits {
    Limits {
        decoded_stream: 1 << 20,
        decoded_total: 8 << 20,
        object_bytes: 1 << 20,
        objects: 1 << 16,
        tree_nodes: 1 << 12,
        ..Limits::default()
    }
}
