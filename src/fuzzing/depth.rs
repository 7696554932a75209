//! How far into a room an input came.

/// What an input reached; each target names those it can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Depth {
    /// The first step refused it.
    Refused,
    /// Tokens up to the end; a value; a certificate or CMS that parses; a document without what
    /// the target is about (encryption, signatures).
    Read,
    /// A document whose cross-reference had to be rebuilt; a signature that does not verify.
    Flawed,
    /// An indirect object with a stream; a document by its cross-reference; decoded data.
    Whole,
    /// Data decrypted; a certificate with a path to the anchor; a signature that verifies.
    Proven,
    /// Signed, and the new signature verifies.
    Signed,
}
