//! What a reader should know of a file and what is no error.

use super::ObjectId;
use crate::text::{Lang, Phrase, Term};

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
    ChainEnds { offset: u64, why: Term },
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
    StreamFlaw { object: ObjectId, flaw: Term },
}

impl Finding {
    /// What is told of it.
    pub fn phrase(&self) -> Phrase {
        match self.object() {
            Some(object) => self.of_object(object),
            None => self.of_file(),
        }
    }

    fn object(&self) -> Option<ObjectId> {
        match self {
            Self::Misplaced { object }
            | Self::Unreadable { object }
            | Self::StreamLength { object }
            | Self::RepeatedKey { object }
            | Self::StreamFlaw { object, .. } => Some(*object),
            _ => None,
        }
    }

    fn of_object(&self, object: ObjectId) -> Phrase {
        let (vi, en) = match self {
            Self::Misplaced { .. } => (
                "tham chiếu chéo trỏ đến đối tượng khác, hoặc không trỏ đến đối tượng nào",
                "the cross-reference points at another object, or at none",
            ),
            Self::StreamLength { .. } => (
                "/Length không phải là độ dài của dữ liệu",
                "/Length is not the length of the data",
            ),
            Self::RepeatedKey { .. } => (
                "một khóa xuất hiện nhiều lần",
                "a key stands more than once",
            ),
            Self::StreamFlaw { flaw, .. } => (flaw.words(Lang::Vi), flaw.words(Lang::En)),
            _ => ("không đọc được đối tượng", "the object cannot be read"),
        };
        Phrase::new(format!("{object}: {vi}"), format!("{object}: {en}"))
    }

    fn of_file(&self) -> Phrase {
        match self {
            Self::BytesBeforeHeader { count } => Phrase::new(
                format!("có {count} byte đứng trước phần đầu tệp"),
                format!("{count} bytes stand before the header"),
            ),
            Self::BytesBehindLastRevision {
                offset,
                white_space: true,
            } => at(
                *offset,
                "có khoảng trắng sau lần lưu cuối cùng",
                "white space behind the last revision",
            ),
            Self::BytesBehindLastRevision { offset, .. } => at(
                *offset,
                "có dữ liệu sau lần lưu cuối cùng",
                "bytes behind the last revision",
            ),
            Self::IncompleteRevision { end } => at(
                *end,
                "sau phần đuôi của lần lưu này không có `startxref` và `%%EOF`",
                "no `startxref` of this revision and `%%EOF` behind its trailer",
            ),
            _ => self.of_section(),
        }
    }

    /// What is told of a cross-reference section.
    fn of_section(&self) -> Phrase {
        match self {
            Self::ChainEnds { offset, why } => at(
                *offset,
                &format!(
                    "chuỗi tham chiếu chéo kết thúc tại đây: {}",
                    why.words(Lang::Vi)
                ),
                &format!("the chain of cross-reference sections ends: {why}"),
            ),
            Self::StaleSupplement { offset } => at(
                *offset,
                "/XRefStm của bảng này bị chép sang một bảng mới hơn",
                "/XRefStm of this table was copied into a newer one",
            ),
            Self::EntryRepeated { offset, number } => at(
                *offset,
                &format!("phần tham chiếu chéo nêu đối tượng {number} nhiều lần"),
                &format!("the cross-reference section names object {number} more than once"),
            ),
            Self::EntriesMissing { offset } => at(
                *offset,
                "phần tham chiếu chéo có ít mục hơn số đã khai",
                "the cross-reference section has fewer entries than it announces",
            ),
            Self::SubsectionShifted { offset } => at(
                *offset,
                "bảng tham chiếu chéo bắt đầu từ đối tượng 1 thay vì 0",
                "the cross-reference table begins with object 1 instead of 0",
            ),
            // Those of an object were told by `of_object`.
            _ => Phrase::default(),
        }
    }
}

fn at(offset: u64, vi: &str, en: &str) -> Phrase {
    Phrase::new(
        format!("vị trí byte {offset}: {vi}"),
        format!("byte {offset}: {en}"),
    )
}
