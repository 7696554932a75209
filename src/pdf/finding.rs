//! What a reader should know of a file and what is no error.

use std::fmt;

use super::ObjectId;

/// Something odd that was read over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Bytes stand before `%PDF-`.
    BytesBeforeHeader { count: u64 },
    /// Bytes stand behind the last revision.
    BytesBehindLastRevision { offset: u64, white_space: bool },
    /// The section's `startxref` or `%%EOF` does not stand behind it.
    IncompleteRevision { end: u64 },
    /// `/Prev` of the section there is 0, negative, or leads back into the chain.
    ChainEnds { offset: u64, why: &'static str },
    /// The table's `/XRefStm` names the stream of a newer table: a trailer that was copied.
    StaleSupplement { offset: u64 },
    /// A cross-reference section names an object more than once: the first entry counts.
    EntryRepeated { offset: u64, number: u32 },
    /// A cross-reference section has fewer entries than it announces.
    EntriesMissing { offset: u64 },
    /// The first subsection begins at 1 although its first entry is the head of the free list.
    SubsectionShifted { offset: u64 },
    /// The cross-reference says that the object stands where another one, or none, does.
    Misplaced { object: ObjectId },
    /// The object breaks the grammar or a limit: other readers may see something in it.
    Unreadable { object: ObjectId },
    /// `/Length` is not the length of the stream's data.
    StreamLength { object: ObjectId },
    /// A key stands twice in the trailer, the catalog or the like.
    RepeatedKey { object: ObjectId },
    /// The data of a stream was decoded in spite of a flaw.
    StreamFlaw {
        object: ObjectId,
        flaw: &'static str,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BytesBeforeHeader { count } => {
                write!(f, "{count} bytes stand before the header")
            }
            Self::BytesBehindLastRevision {
                offset,
                white_space: true,
            } => write!(f, "byte {offset}: white space behind the last revision"),
            Self::BytesBehindLastRevision { offset, .. } => {
                write!(f, "byte {offset}: bytes behind the last revision")
            }
            Self::IncompleteRevision { end } => write!(
                f,
                "byte {end}: no `startxref` of this revision and `%%EOF` behind its trailer"
            ),
            Self::ChainEnds { offset, why } => {
                write!(
                    f,
                    "byte {offset}: the chain of cross-reference sections ends: {why}"
                )
            }
            Self::StaleSupplement { offset } => write!(
                f,
                "byte {offset}: /XRefStm of this table was copied into a newer one"
            ),
            Self::EntryRepeated { offset, number } => write!(
                f,
                "byte {offset}: the cross-reference section names object {number} more than once"
            ),
            Self::EntriesMissing { offset } => write!(
                f,
                "byte {offset}: the cross-reference section has fewer entries than it announces"
            ),
            Self::SubsectionShifted { offset } => write!(
                f,
                "byte {offset}: the cross-reference table begins with object 1 instead of 0"
            ),
            Self::Misplaced { object } => write!(
                f,
                "{object}: the cross-reference points at another object, or at none"
            ),
            Self::Unreadable { object } => write!(f, "{object}: the object cannot be read"),
            Self::StreamLength { object } => {
                write!(f, "{object}: /Length is not the length of the data")
            }
            Self::RepeatedKey { object } => write!(f, "{object}: a key stands more than once"),
            Self::StreamFlaw { object, flaw } => write!(f, "{object}: {flaw}"),
        }
    }
}
