//! One table of digest and signature algorithms by OID; verification; the schemes kyso signs with.
//!
//! *ring* does what it can; what it lacks and old files need comes from RustCrypto behind the
//! same table (feature `legacy-algs`), never for signing.
//! Opens no file, trusts nobody.
//! Read on: `digest` → `algorithm` → `key` → `verify` → `strength` → `scheme`.
//! Source: RFC 3279, 3370, 4055, 5480, 5754, 5758, 8017, 8410, 8419, 8702.

mod algorithm;
mod digest;
mod key;
#[cfg(feature = "legacy-algs")]
mod legacy;
mod problem;
mod scheme;
mod strength;
mod verify;

pub(crate) use algorithm::{SignatureAlgorithm, digest_of_identifier, same_algorithm};
pub(crate) use digest::{DigestAlgorithm, Hasher, digest};
pub(crate) use key::PublicKey;
pub use scheme::{SchemeError, SignatureScheme};
pub(crate) use strength::{weakness_of, weaknesses};
pub(crate) use verify::{VerifyError, is_free_for, unsupported, verify, verify_prehash};

#[cfg(test)]
mod tests;
#[cfg(test)]
#[cfg(feature = "legacy-algs")]
mod wycheproof;
