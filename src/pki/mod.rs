//! Makes certificates: roots, issuing authorities, leaders, agencies, and requests for them.
//!
//! For tests, demonstrations and small agencies; signing and verifying need none of it. Whoever
//! holds a [`Signer`](crate::identity::Signer) whose certificate is an authority's can issue with
//! it, wherever its key lives. Time is handed in, and so is randomness; where a key or a PKCS#12
//! also draws on the system's, it says so.
//! Read on: `subject` → `order` → `issue` → `issued`; `key`, `request`; `rcgen_input` (the crate that
//! writes the DER).
//! Source: RFC 5280, 2986, 7292.
//!
//! ```
//! use kyso::pki::{self, KeyAlgorithm, Order, Subject};
//! # fn main() -> Result<(), pki::PkiError> {
//! # let mut counter = 0u8;
//! # let mut random = |bytes: &mut [u8]| bytes.fill_with(|| { counter = counter.wrapping_add(97); counter });
//! let from = kyso::Time::parse("2026-01-01T00:00:00+07:00").unwrap();
//! let to = kyso::Time::parse("2029-01-01T00:00:00+07:00").unwrap();
//! let root = Subject::new("Gốc thử nghiệm").organization("Tỉnh Thử Nghiệm").country("VN");
//! let root = pki::root(&Order::new(root, from, to).key(KeyAlgorithm::P256), &mut random)?;
//! let leader = Subject::new("Nguyễn Thị Thử").title("Giám đốc").organization("Sở Nội vụ").country("VN");
//! let leader = pki::leader(&Order::new(leader, from, to).key(KeyAlgorithm::P256), &root, &mut random)?;
//! assert_eq!(leader.certificate().subject().title(), Some("Giám đốc"));
//! # Ok(()) }
//! ```

mod error;
mod issue;
mod issued;
mod key;
mod order;
mod rcgen_input;
mod request;
mod subject;

#[cfg(test)]
mod tests;

pub use error::PkiError;
pub use issue::{agency, ca, leader, root};
pub use issued::Issued;
pub use key::{KeyAlgorithm, PrivateKey};
pub use order::Order;
pub use request::{Request, csr};
pub use subject::Subject;
