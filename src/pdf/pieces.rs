//! The bytes of a source, handed over piece by piece: nobody holds a whole file in memory.

use std::ops::{ControlFlow, Range};

use super::ReadError;
use crate::Source;

/// Bytes at a time: enough to digest at full speed, little beside what a process has anyway.
const PIECE: usize = 1 << 20;

/// Hands the bytes of `range` to `take`, in order, until it breaks; returns how it ended.
///
/// # Errors
/// [`ReadError::Io`] where the source cannot be read, or ends within the range.
pub fn each_piece<B>(
    source: &dyn Source,
    range: Range<u64>,
    mut take: impl FnMut(&[u8]) -> ControlFlow<B>,
) -> Result<ControlFlow<B>, ReadError> {
    if let Some(bytes) = in_memory(source, &range) {
        return Ok(bytes.chunks(PIECE).try_for_each(take));
    }
    let size = |left: u64| usize::try_from(left).unwrap_or(PIECE).min(PIECE);
    let mut buffer = vec![0; size(range.end.saturating_sub(range.start))];
    let mut offset = range.start;
    while offset < range.end {
        let size = size(range.end.saturating_sub(offset));
        let piece = buffer.get_mut(..size).unwrap_or_default();
        source
            .read_exact_at(offset, piece)
            .map_err(|error| ReadError::Io {
                offset,
                message: error.into(),
            })?;
        if let ControlFlow::Break(end) = take(piece) {
            return Ok(ControlFlow::Break(end));
        }
        offset = offset.saturating_add(size as u64);
    }
    Ok(ControlFlow::Continue(()))
}

fn in_memory<'s>(source: &'s dyn Source, range: &Range<u64>) -> Option<&'s [u8]> {
    let start = usize::try_from(range.start).ok()?;
    let end = usize::try_from(range.end).ok()?;
    source.as_bytes()?.get(start..end)
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        ops::ControlFlow::{Break, Continue},
    };

    use super::{PIECE, ReadError, each_piece};
    use crate::Source;

    /// Bytes that can only be read by position.
    struct ByPosition(Vec<u8>);

    impl Source for ByPosition {
        fn len(&self) -> u64 {
            self.0.len() as u64
        }
        fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
            self.0.as_slice().read_exact_at(offset, buffer)
        }
    }

    #[test]
    fn every_byte_of_the_range_comes_once() {
        let bytes: Vec<u8> = (0..PIECE * 2 + 5).map(|n| (n % 251) as u8).collect();
        let sources: [&dyn Source; 2] = [&bytes, &ByPosition(bytes.clone())];
        for source in sources {
            for range in [0..source.len(), 3..4, 7..7, 1..PIECE as u64 + 2] {
                let mut seen = Vec::new();
                let ended = each_piece::<()>(source, range.clone(), |piece| {
                    seen.extend_from_slice(piece);
                    Continue(())
                });
                assert_eq!(ended, Ok(Continue(())));
                assert_eq!(seen, bytes[range.start as usize..range.end as usize]);
            }
        }
    }

    #[test]
    fn it_ends_where_it_is_told_to() {
        let bytes = vec![0; PIECE * 3];
        let sources: [&dyn Source; 2] = [&bytes, &ByPosition(bytes.clone())];
        for source in sources {
            let mut count = 0;
            let ended = each_piece(source, 0..source.len(), |_| {
                count += 1;
                if count == 2 {
                    Break("enough")
                } else {
                    Continue(())
                }
            });
            assert_eq!((ended, count), (Ok(Break("enough")), 2));
        }
    }

    #[test]
    fn a_range_behind_the_end_is_an_error() {
        let ended = each_piece::<()>(&b"%PDF".to_vec(), 2..9, |_| Continue(()));
        assert!(matches!(ended, Err(ReadError::Io { offset: 2, .. })));
    }
}
