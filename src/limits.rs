//! What one untrusted file may cost.

use std::fmt;

use crate::text::{Kind, Lang, Phrase, Problem};

/// Declares [`Limits`] and [`Limit`]: variant, field, default, the most that can be borne, and
/// what is counted, in English and in Vietnamese.
macro_rules! limits {
    ($($(#[$doc:meta])* $variant:ident $field:ident: $type:ty = $default:expr, most $most:expr,
        $en:literal, $vi:literal;)*) => {
        /// Bounds on the work that one input may ask for. Running out of one is an error of its own
        /// ([`LimitExceeded`]) and ends the operation at once; where it is one signature's own
        /// (its CMS, its certificates), the others are judged and that one stays unchecked.
        ///
        /// The defaults let pass every sound document that we know, and bound what a hostile one
        /// can take: see each field.
        ///
        /// ```
        /// use kyso::{Limit, Limits};
        ///
        /// let mut limits = Limits::default();
        /// limits.decoded_stream = 1 << 20;
        /// let limits = limits.with(Limit::Signatures, 10);
        /// assert_eq!(limits.get(Limit::Signatures), 10);
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Limits {
            $($(#[$doc])* pub $field: $type,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl Limits {
            /// What `limit` allows.
            pub fn get(&self, limit: Limit) -> u64 {
                match limit {
                    $(Limit::$variant => self.$field.into(),)*
                }
            }

            /// The same with another value for `limit`; no more counts than [`Limit::most`].
            #[must_use]
            pub fn with(mut self, limit: Limit, value: u64) -> Self {
                match limit {
                    $(Limit::$variant => {
                        self.$field = value.min(limit.most()).try_into().unwrap_or(<$type>::MAX);
                    })*
                }
                self
            }
        }

        /// Which of the [`Limits`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Limit {
            $(
                #[doc = concat!("[`Limits::", stringify!($field), "`]")]
                $variant,
            )*
        }

        impl Limit {
            /// Every limit, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name of the field of [`Limits`]: `tree_nodes`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($field),)*
                }
            }

            /// The most that the machine bears, whatever is set.
            pub fn most(self) -> u64 {
                match self {
                    $(Self::$variant => $most,)*
                }
            }

            /// What is counted, in a few words.
            pub fn about(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $(
                        (Self::$variant, Lang::En) => $en,
                        (Self::$variant, Lang::Vi) => $vi,
                    )*
                }
            }
        }
    };
}

/// Values drop, compare and are copied recursively: the machine's stack bears this many levels.
const DEEPEST: u64 = 500;

/// A piece of a file that is read at once, or unfolded, is addressed with 32 bits.
const LONGEST: u64 = u32::MAX as u64;

const ANY: u64 = u64::MAX;
const COUNT: u64 = u32::MAX as u64;

limits! {
    /// Arrays and dictionaries within each other, and levels of the page tree. 200: qpdf stops at
    /// 500; real files stay below 30. No more than 500 count.
    Nesting nesting: u32 = 200, most DEEPEST,
        "arrays and dictionaries within each other", "số tầng mảng và từ điển lồng nhau";
    /// Bytes of one object's text, without a stream's data, and of all field names of a form
    /// together. 64 MiB: ISO 32000 names no bound; signatures with room for 10 MB are met.
    ObjectBytes object_bytes: u64 = 64 << 20, most LONGEST,
        "bytes of one object without its stream", "số byte của một đối tượng, không kể luồng";
    /// Values, keys and brackets in one object. 1,048,576, each of which takes up to thirty times the memory of its
    /// text: an array of a million pages passes, and `/W` arrays of fonts end at 65,536.
    ObjectValues object_values: u32 = 1 << 20, most COUNT,
        "values in one object", "số giá trị trong một đối tượng";
    /// Bytes that one stream may hold, encoded as well as unfolded by each of its filters. 256 MiB:
    /// a scanned A3 page at 600 dpi in RGB is 209 MB. Streams that nobody looks into are not
    /// bounded, wherever their `/Length` leads to their end. What comparing revisions may unfold is
    /// four times as much.
    DecodedStream decoded_stream: u64 = 256 << 20, most LONGEST,
        "bytes of one stream when unfolded", "số byte của một luồng sau khi giải nén";
    /// Bytes that all streams together may unfold to. 2 GiB: eight of the largest; some are read
    /// again for each revision and are no bombs.
    DecodedTotal decoded_total: u64 = 2 << 30, most ANY,
        "bytes of all streams when unfolded", "tổng số byte của các luồng sau khi giải nén";
    /// Filters on one stream. 16: two are usual.
    Filters filters: u32 = 16, most COUNT,
        "filters on one stream", "số bộ lọc trên một luồng";
    /// Objects in one object stream. A million: qpdf packs 100, others pack a whole document.
    StreamObjects stream_objects: u32 = 1_000_000, most COUNT,
        "objects in one object stream", "số đối tượng trong một luồng đối tượng";
    /// Cross-reference sections along `/Prev`, and trailers where a scan finds them. 4,096: a
    /// signature adds one; the most seen is 350.
    Sections sections: u32 = 4096, most COUNT,
        "cross-reference sections (/Prev)", "số phần tham chiếu chéo (/Prev)";
    /// Entries of all cross-reference sections together. 8,388,607 indirect objects is Annex C's
    /// old limit.
    Objects objects: u32 = 8_388_607, most COUNT,
        "entries of all cross-reference sections", "tổng số mục tham chiếu chéo";
    /// References followed from one to the next before a value is reached. 64: one is usual, two
    /// are met.
    ReferenceChain reference_chain: u32 = 64, most COUNT,
        "references that lead to references", "số tham chiếu nối tiếp nhau";
    /// Nodes of the page tree, and of the field trees of all revisions together, that are visited;
    /// comparing revisions looks at sixteen times as many values. A million: the largest documents
    /// known have some 100,000 pages.
    TreeNodes tree_nodes: u32 = 1_000_000, most COUNT,
        "nodes of the page tree and of the form", "số nút của cây trang và của biểu mẫu";
    /// How often the file may be read as objects, by bytes (and 16 MiB besides). 64: caches forget,
    /// and each revision may ask again; objects that lie within each other run out of it.
    ReadPasses read_passes: u32 = 64, most COUNT,
        "times that the file is read as objects", "số lần đọc lại tệp theo đối tượng";
    /// How often the file may be searched or read in vain, by bytes (and 16 MiB besides). 16: sound
    /// files need none; hostile ones may point at one place a million times.
    SearchPasses search_passes: u32 = 16, most COUNT,
        "times that the file is searched in vain", "số lần dò tìm tệp vô ích";
    /// Signatures in one document. 1,024: each is judged with what came after it; the most seen is
    /// 50.
    Signatures signatures: u32 = 1024, most COUNT,
        "signatures in one document", "số chữ ký trong một tài liệu";
    /// Bytes of one CMS, padding included. 32 MiB: revocation lists in attributes take a few MB.
    CmsBytes cms_bytes: u64 = 32 << 20, most LONGEST,
        "bytes of one CMS signature", "số byte của một chữ ký CMS";
    /// Certificates in one CMS, one file of certificates, or the document's store (`/DSS`); and
    /// revocation values in one CMS. 1,024: a chain has three, a bundle of all public roots some
    /// 150.
    Certificates certificates: u32 = 1024, most COUNT,
        "certificates in one place", "số chứng thư tại một nơi";
    /// Signature checks while building one path. 100: RFC 5280 names no bound; Go took 100 after
    /// CVE-2018-16875.
    SignatureChecks signature_checks: u32 = 100, most COUNT,
        "signature checks for one chain of certificates", "số lần kiểm tra chữ ký cho một chuỗi chứng thư";
    /// Bytes that a pipe may give: it is held in memory. 512 MiB.
    PipedBytes piped_bytes: u64 = 512 << 20, most ANY,
        "bytes from a pipe", "số byte đọc từ ống dẫn (pipe)";
}

impl Limits {
    /// What is to be said where `limit` is exceeded.
    pub fn exceeded(&self, limit: Limit) -> LimitExceeded {
        LimitExceeded {
            limit,
            allowed: self.get(limit).min(limit.most()),
        }
    }

    /// The same, with nothing beyond what the machine bears.
    pub(crate) fn bearable(&self) -> Self {
        let all = Limit::ALL.iter();
        all.fold(self.clone(), |limits, limit| {
            limits.with(*limit, self.get(*limit))
        })
    }
}

impl Limit {
    /// Whether it is one for all that is done with a file: once it is exceeded, nothing more is
    /// left.
    pub(crate) fn is_shared(self) -> bool {
        matches!(
            self,
            Self::DecodedTotal | Self::ReadPasses | Self::SearchPasses
        )
    }

    /// The limit of that name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|limit| limit.as_str() == name).copied()
    }
}

/// `tree_nodes`
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Reading on would cost more than [`Limits`] allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the limit {limit} = {allowed} is exceeded")]
#[non_exhaustive]
pub struct LimitExceeded {
    /// Which.
    pub limit: Limit,
    /// What it was set to.
    pub allowed: u64,
}

impl LimitExceeded {
    /// The sentence that this error is, in both languages.
    pub(crate) fn phrase(self) -> Phrase {
        let Self { limit, allowed } = self;
        Phrase::new(
            format!("vượt quá giới hạn {limit} = {allowed}"),
            self.to_string(),
        )
    }

    /// How to raise it, where that can be.
    fn advice(self) -> Phrase {
        let Self { limit, allowed } = self;
        let twice = allowed.saturating_mul(2).min(limit.most());
        if twice <= allowed && allowed > 0 {
            return Phrase::new(
                "Giới hạn này không thể nâng thêm; hãy lưu lại tệp bằng một trình đọc PDF để làm gọn cấu trúc.",
                "This limit cannot be raised any further; save the file anew with a PDF reader to simplify its structure.",
            );
        }
        let twice = twice.max(1);
        Phrase::new(
            format!(
                "Nếu tin cậy nguồn của tệp, hãy nâng giới hạn, ví dụ --limit {limit}={twice}, hoặc lưu lại tệp bằng một trình đọc PDF để làm gọn cấu trúc; nếu không, coi tệp là đáng ngờ."
            ),
            format!(
                "If you trust where the file comes from, raise the limit, for example with --limit {limit}={twice}, or save it anew with a PDF reader to simplify its structure; otherwise treat it as suspect."
            ),
        )
    }
}

impl From<&LimitExceeded> for Problem {
    fn from(exceeded: &LimitExceeded) -> Self {
        let LimitExceeded { limit, allowed } = exceeded;
        let detail = |lang| format!("{limit} = {allowed} ({})", limit.about(lang));
        Self::new(
            Kind::LimitExceeded,
            Phrase::new(detail(Lang::Vi), detail(Lang::En)),
        )
        .advising(exceeded.advice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_by_its_name() {
        for limit in Limit::ALL {
            assert_eq!(Limit::named(limit.as_str()), Some(*limit));
            let limits = Limits::default().with(*limit, 7);
            assert_eq!(limits.get(*limit), 7);
            let others = Limit::ALL.iter().filter(|other| *other != limit);
            for other in others {
                assert_eq!(limits.get(*other), Limits::default().get(*other));
            }
        }
        assert_eq!(Limit::named("Nesting"), None);
    }

    #[test]
    fn nothing_is_set_beyond_what_the_machine_bears() {
        let mut limits = Limits::default().with(Limit::TreeNodes, u64::MAX);
        assert_eq!(limits.tree_nodes, u32::MAX);
        limits.nesting = 1_000_000;
        assert_eq!(limits.bearable().nesting, 500);
        assert_eq!(limits.exceeded(Limit::Nesting).allowed, 500);
    }

    #[test]
    fn what_is_exceeded_says_how_to_raise_it() {
        let told = |limit, value| {
            let limits = Limits::default().with(limit, value);
            Problem::from(&limits.exceeded(limit))
        };
        let nodes = told(Limit::TreeNodes, 1000);
        for lang in [Lang::Vi, Lang::En] {
            assert!(nodes.message(lang, "a.pdf").contains("tree_nodes = 1000"));
            assert!(nodes.hint(lang).contains("--limit tree_nodes=2000"));
            assert!(!told(Limit::Nesting, 500).hint(lang).contains("--limit"));
            assert!(told(Limit::Nesting, 0).hint(lang).contains("nesting=1"));
        }
    }
}
