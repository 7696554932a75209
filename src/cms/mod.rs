//! SignedData (RFC 5652): parsed tolerantly with raw spans kept, checked, and built in DER.
//!
//! Opens no PDF, trusts nobody. What was parsed is never encoded again: certificates, signed
//! attributes and content are judged by the bytes that stand in the file.
//! Read on: `signed_data` → `parse` → `attributes` → `step` → `certificate` → `check` → `raw_rsa` →
//! `evidence` → `build`.
//! Source: RFC 5652, 5035, 6211, 8933; ETSI EN 319 122-1, EN 319 142-1.

mod attributes;
mod build;
mod certificate;
mod check;
mod evidence;
pub(crate) mod oid;
mod parse;
mod raw_rsa;
mod signed_data;
mod step;

pub(crate) use build::{signed_attributes, signed_data, signed_data_bound};
pub(crate) use check::DigestOf;
pub(crate) use raw_rsa::{RAW_RSA_DIGESTS, check_raw_rsa};
pub(crate) use signed_data::{Attribute, CmsError, SignedData, SignerIdentifier, SignerInfo};
#[cfg(test)]
pub(crate) use step::STEP_IDS;
pub(crate) use step::{Outcome, SignerCheck, Step, id as step_id};

#[cfg(test)]
#[cfg(feature = "legacy-algs")]
mod corpus;
#[cfg(test)]
pub(crate) mod flips;
#[cfg(test)]
mod tests;
