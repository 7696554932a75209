//! `FlateDecode` (ISO 32000-2 §7.4.4; RFC 1950, RFC 1951).

use flate2::{Decompress, FlushDecompress, Status};

use super::{FilterError, Flaw, output::Output};
use crate::text::Term;

const PIECE: usize = 32 << 10;

/// Inflates `data`. The zlib frame is read here and not by the inflater, which would refuse data
/// that is whole but for its checksum, and every reader shows such data.
pub fn decode(
    data: &[u8],
    mut output: Output<'_>,
    flaws: &mut Vec<Flaw>,
) -> Result<Vec<u8>, FilterError> {
    let Some((header, mut deflated)) = data.split_at_checked(2) else {
        flaws.push(Flaw::Truncated);
        return Ok(output.into_bytes());
    };
    check_header(header)?;
    let mut inflater = Decompress::new(false);
    let mut checksum = adler2::Adler32::new();
    let mut piece = vec![0; PIECE];
    loop {
        let (before_in, before_out) = (inflater.total_in(), inflater.total_out());
        let status = inflater
            .decompress(deflated, &mut piece, FlushDecompress::None)
            .map_err(|_| NOT_DEFLATED)?;
        let consumed = inflater.total_in().saturating_sub(before_in);
        let produced = inflater.total_out().saturating_sub(before_out);
        let bytes = piece.get(..to_usize(produced)).unwrap_or_default();
        checksum.write_slice(bytes);
        output.push(bytes)?;
        deflated = deflated.get(to_usize(consumed)..).unwrap_or_default();
        if status == Status::StreamEnd {
            compare_checksum(deflated, checksum.checksum(), flaws);
            break;
        }
        if consumed == 0 && produced == 0 {
            flaws.push(Flaw::Truncated);
            break;
        }
    }
    Ok(output.into_bytes())
}

/// RFC 1950 §2.2: method 8, a multiple of 31, no preset dictionary.
fn check_header(header: &[u8]) -> Result<(), FilterError> {
    let &[method, flags] = header else {
        return Err(NOT_DEFLATED);
    };
    let whole = u16::from_be_bytes([method, flags]);
    let sound = method & 0x0F == 8 && whole.is_multiple_of(31) && flags & 0x20 == 0;
    sound.then_some(()).ok_or(NOT_DEFLATED)
}

fn compare_checksum(rest: &[u8], computed: u32, flaws: &mut Vec<Flaw>) {
    match rest.first_chunk::<4>() {
        None => flaws.push(Flaw::ChecksumMissing),
        Some(stored) if u32::from_be_bytes(*stored) != computed => flaws.push(Flaw::ChecksumWrong),
        Some(_) => {}
    }
}

/// Counts within one piece always fit.
fn to_usize(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

const NOT_DEFLATED: FilterError = FilterError::Damaged {
    expected: Term::ZLIB_DATA,
};
