//! BER and DER as spans: a reader that interprets nothing, and a small DER writer.
//!
//! The reader copies nothing, allocates nothing by a length it was told, recurses nowhere, and
//! keeps for every element the bytes as they stand. BER is read under [`Rules::Ber`], which notes
//! that it was met; under [`Rules::Der`] it is refused.
//! Read on: `tag` → `reader` → `value` → `time` → `writer` → `normalise`.
//! Source: ITU-T X.690.

mod normalise;
mod oid;
mod reader;
mod tag;
mod time;
mod value;
mod writer;

pub(crate) use normalise::{definite, set_of_sorted};
pub(crate) use reader::{Asn1Error, Element, Reader, Rules};
pub(crate) use tag::{Class, Tag};
pub(crate) use writer::{integer, null, octet_string, oid, sequence, set_of, tlv};

#[cfg(test)]
mod tests;
