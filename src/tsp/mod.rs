//! Time-stamp tokens (RFC 3161): parsed, and held against what they claim to stamp.
//!
//! A token is a SignedData whose content is a TSTInfo. It proves that its imprint existed before
//! genTime, if its authority is trusted; whom to trust is not asked here. No I/O.
//! Read on: `tst_info` → `token`.
//! Source: RFC 3161, RFC 5816; ETSI EN 319 422.

mod token;
mod tst_info;

pub(crate) use token::{TokenCheck, check, imprint_algorithm, signature_time_stamps};
use tst_info::TstInfo;

#[cfg(test)]
mod tests;
