//! What one untrusted file may cost.

/// Bounds on the work that one input may ask for. Running out of one is an error of its own
/// ([`LimitExceeded`]) and ends the operation at once.
///
/// ```
/// let mut limits = kyso::Limits::default();
/// limits.decoded_stream = 1 << 20;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Arrays and dictionaries within each other. qpdf stops at 500; real files stay below 30.
    pub nesting: u32,
    /// Bytes of one object's text. ISO 32000 names none; a placeholder of 10 MB is met in tests.
    pub object_bytes: u64,
    /// Bytes that one stream may unfold to: a scanned A3 page at 600 dpi in RGB is 209 MB.
    pub decoded_stream: u64,
    /// Filters on one stream. Two are usual.
    pub filters: u32,
    /// Cross-reference sections along `/Prev`. A signature adds one; the largest seen is 350.
    pub sections: u32,
    /// Entries of all cross-reference sections together: 8,388,607 indirect objects is Annex C's
    /// old limit.
    pub objects: u32,
    /// References followed from one to the next before a value is reached.
    pub reference_chain: u32,
    /// Nodes of one tree (pages, fields, names) that are visited.
    pub tree_nodes: u32,
    /// Signatures in one document that are judged.
    pub signatures: u32,
    /// Bytes of one CMS.
    pub cms_bytes: u64,
    /// Certificates in one CMS or one folder.
    pub certificates: u32,
    /// Signature checks while building one path. RFC 5280 names no bound; Go took 100 after
    /// CVE-2018-16875.
    pub signature_checks: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nesting: 200,
            object_bytes: 64 << 20,
            decoded_stream: 256 << 20,
            filters: 16,
            sections: 4096,
            objects: 8_388_607,
            reference_chain: 64,
            tree_nodes: 1_000_000,
            signatures: 1024,
            cms_bytes: 32 << 20,
            certificates: 1024,
            signature_checks: 100,
        }
    }
}

/// Reading on would cost more than [`Limits`] allow; `limit` is the field's name there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the limit `{limit}` is exceeded")]
#[non_exhaustive]
pub struct LimitExceeded {
    /// The name of the field of [`Limits`].
    pub limit: &'static str,
}

impl LimitExceeded {
    /// For a [`Source`](crate::Source) or a caller with a limit of its own.
    pub fn of(limit: &'static str) -> Self {
        Self { limit }
    }
}

impl From<&LimitExceeded> for crate::text::Problem {
    fn from(exceeded: &LimitExceeded) -> Self {
        Self::new(crate::text::Kind::LimitExceeded, exceeded.limit)
    }
}
