//! Runs a chain of filters.

use std::cell::Cell;

use super::{Filter, ascii, flate, lzw, output::Output, predictor, run_length};
use crate::{
    Limit, LimitExceeded, Limits,
    pdf::{ObjectId, ReadError},
    text::Term,
};

/// The data of a stream as far as kyso unfolds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub data: Vec<u8>,
    /// The picture filter at which decoding ended: `data` is what that filter would take.
    pub undecoded: Option<&'static str>,
    /// What the filters forgave, in the order in which they ran.
    pub flaws: Vec<Flaw>,
}

/// What readers forgive in the data of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The data ends before the filter's end mark.
    Truncated,
    /// The Adler-32 checksum (RFC 1950 §2.2) is cut off.
    ChecksumMissing,
    /// The Adler-32 checksum is of other data.
    ChecksumWrong,
    /// The last row of the predictor is shorter than the others.
    PartialRow,
}

impl Flaw {
    /// The flaw in a few words, for a finding.
    pub fn term(self) -> Term {
        match self {
            Self::Truncated => Term::STREAM_DATA_ENDS_BEFORE_ITS_END_MARK,
            Self::ChecksumMissing => Term::CHECKSUM_OF_THE_STREAM_DATA_IS_MISSING,
            Self::ChecksumWrong => Term::CHECKSUM_OF_THE_STREAM_DATA_IS_WRONG,
            Self::PartialRow => Term::LAST_ROW_OF_THE_STREAM_DATA_IS_INCOMPLETE,
        }
    }
}

/// Why the data of a stream cannot be unfolded. Filters do not know where their data lies:
/// [`FilterError::at`] adds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterError {
    /// The dictionary or the data is not what the standard asks for.
    Damaged {
        expected: Term,
    },
    Limit(LimitExceeded),
    /// A value of the dictionary lies behind a reference that cannot be read.
    Unreadable(Box<ReadError>),
}

impl FilterError {
    /// The error of the stream `object`, whose dictionary or data begins at `offset`.
    pub fn at(self, offset: u64, object: Option<ObjectId>) -> ReadError {
        match self {
            Self::Damaged { expected } => ReadError::Damaged {
                offset,
                object,
                expected,
            },
            Self::Limit(limit) => ReadError::Limit(limit),
            Self::Unreadable(error) => *error,
        }
    }
}

impl From<LimitExceeded> for FilterError {
    fn from(limit: LimitExceeded) -> Self {
        Self::Limit(limit)
    }
}

/// Unfolds `data` by `filters`, first to last, until a picture filter or the end.
///
/// # Errors
/// [`FilterError::Damaged`] where a filter meets what it cannot read; [`FilterError::Limit`] with
/// `decoded_stream` or `filters`.
///
/// Source: ISO 32000-2 §7.4.1.
#[cfg(any(test, feature = "fuzzing"))]
pub fn decode(filters: &[Filter], data: &[u8], limits: &Limits) -> Result<Decoded, FilterError> {
    decode_counting(filters, data, limits, &Cell::new(0))
}

/// The same; adds to `work` the bytes that each filter made, of data too that cannot be unfolded.
///
/// # Errors
/// As [`decode`].
pub fn decode_counting(
    filters: &[Filter],
    data: &[u8],
    limits: &Limits,
    work: &Cell<u64>,
) -> Result<Decoded, FilterError> {
    if filters.len() > usize::try_from(limits.filters).unwrap_or(usize::MAX) {
        return Err(limits.exceeded(Limit::Filters).into());
    }
    let mut flaws = Vec::new();
    let mut unfolded: Option<Vec<u8>> = None;
    for filter in filters {
        let input = unfolded.as_deref().unwrap_or(data);
        let output = Output::new(limits, work);
        let next = match filter {
            Filter::AsciiHex => ascii::hex(input, output, &mut flaws)?,
            Filter::Ascii85 => ascii::base_85(input, output, &mut flaws)?,
            Filter::RunLength => run_length::decode(input, output, &mut flaws)?,
            Filter::Flate { predictor } => {
                let plain = flate::decode(input, output, &mut flaws)?;
                predictor::undo(predictor, plain, &mut flaws)?
            }
            Filter::Lzw {
                predictor,
                early_change,
            } => {
                let plain = lzw::decode(input, *early_change, output, &mut flaws)?;
                predictor::undo(predictor, plain, &mut flaws)?
            }
            Filter::Crypt { .. } => continue,
            Filter::Picture(name) => {
                return Ok(Decoded {
                    data: unfolded.unwrap_or_else(|| data.to_vec()),
                    undecoded: Some(name),
                    flaws,
                });
            }
        };
        unfolded = Some(next);
    }
    Ok(Decoded {
        data: unfolded.unwrap_or_else(|| data.to_vec()),
        undecoded: None,
        flaws,
    })
}
