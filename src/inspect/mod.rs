//! What stands in a document: its structure as kyso reads it, and no verdict.
//!
//! ```
//! # fn demo(pdf: &[u8]) -> Result<(), kyso::ReadError> {
//! let found = kyso::inspect::inspect(&pdf, &kyso::Opening::default())?;
//! for revision in &found.revisions {
//!     println!("up to byte {}: wrote objects {}", revision.end, revision.written.join(", "));
//! }
//! # Ok(()) }
//! ```
//! Nothing here says that a signature is good: `verify` does.
//! Read on: `document` (the main path) → `encryption`, `revisions`, `fields`.

mod document;
mod encryption;
mod fields;
mod revisions;

pub use document::{Inspection, ValidationMaterial, inspect};
pub use encryption::{EncryptionFacts, Permission};
pub use fields::{FieldLock, SignatureFacts, SignatureField};
pub use revisions::{RevisionFacts, SectionFacts};
