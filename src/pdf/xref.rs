//! Cross-reference sections as they stand (ISO 32000-2 §7.5.4, §7.5.8).

/// What kind of section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    Table,
    Stream,
}

/// One section and its trailer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Section {
    pub kind: SectionKind,
    /// Absolute offset of `xref`, or of `N G obj`.
    pub offset: u64,
    /// Absolute offset behind the trailer dictionary, or behind `endobj`.
    pub end: u64,
    pub trailer: super::object::Dictionary,
}
