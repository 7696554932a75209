//! Digests of all byte ranges of a document, and of the document, in one reading, which also notes
//! where revisions may end and signatures may stand.
//!
//! Every digest of a first piece is a fork of the one state that runs over the file; only what
//! lies behind a gap is hashed once more for each signature. A file with 50 signatures is read
//! once and hashed little more than once.

use std::{collections::HashMap, ops::ControlFlow};

use super::byte_range::ByteRange;
use crate::{
    Source,
    crypto::{DigestAlgorithm, Hasher},
    pdf::{Marks, ReadError, each_piece},
};

/// Bytes behind gaps that are hashed for all signatures together, as a multiple of the file's
/// length: real signatures take less than one; hostile ones would take one each.
const TAILS: u64 = 16;

/// Which digest: of these bytes by that algorithm.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Wanted {
    gap_start: u64,
    gap_end: u64,
    end: u64,
    algorithm: DigestAlgorithm,
}

/// The digests that were asked for.
#[derive(Debug)]
pub(super) struct Digests {
    /// SHA-256 of the whole file.
    pub(super) file: Vec<u8>,
    /// Where `startxref` stands in it.
    pub(super) tails: Marks,
    /// Where `/ByteRange` stands in it.
    pub(super) byte_ranges: Marks,
    ranges: HashMap<Wanted, Vec<u8>>,
}

impl Digests {
    /// The digest of `range` by `algorithm`; `None` where it was not asked for, cannot be
    /// computed, or would have cost too much.
    pub(super) fn of(&self, range: ByteRange, algorithm: DigestAlgorithm) -> Option<&[u8]> {
        self.ranges
            .get(&Wanted::new(range, algorithm))
            .map(Vec::as_slice)
    }
}

impl Wanted {
    fn new(range: ByteRange, algorithm: DigestAlgorithm) -> Self {
        Self {
            gap_start: range.gap_start,
            gap_end: range.gap_end,
            end: range.end,
            algorithm,
        }
    }
}

/// One digest under way behind its gap.
struct Tail {
    wanted: Wanted,
    hasher: Hasher,
}

/// Reads `source` once and computes the digests `wanted`.
pub(super) fn compute(
    source: &dyn Source,
    wanted: &[(ByteRange, DigestAlgorithm)],
) -> Result<Digests, ReadError> {
    let len = source.len();
    let mut forks = affordable(wanted, len);
    let mut heads: HashMap<DigestAlgorithm, Hasher> = HashMap::new();
    for algorithm in forks
        .iter()
        .map(|fork| fork.algorithm)
        .chain([DigestAlgorithm::Sha256])
    {
        if let Some(hasher) = Hasher::start(algorithm) {
            heads.entry(algorithm).or_insert(hasher);
        }
    }
    let mut tails: Vec<Tail> = Vec::new();
    let mut digests = Digests {
        file: Vec::new(),
        tails: Marks::of(b"startxref"),
        byte_ranges: Marks::of(b"/ByteRange"),
        ranges: HashMap::new(),
    };
    let mut offset = 0;
    fork(&mut forks, 0, &heads, &mut tails);
    let _: ControlFlow<()> = each_piece(source, 0..source.len(), |piece| {
        digests.tails.take(piece);
        digests.byte_ranges.take(piece);
        let mut rest = piece;
        while !rest.is_empty() {
            let next = forks.last().map_or(u64::MAX, |fork| fork.gap_start);
            let (now, later) = split(rest, next.saturating_sub(offset));
            heads.values_mut().for_each(|head| head.update(now));
            tails.iter_mut().for_each(|tail| tail.take(offset, now));
            offset = offset.saturating_add(now.len() as u64);
            rest = later;
            fork(&mut forks, offset, &heads, &mut tails);
            finish(&mut tails, offset, &mut digests);
        }
        ControlFlow::Continue(())
    })?;
    finish(&mut tails, u64::MAX, &mut digests);
    if let Some(head) = heads.remove(&DigestAlgorithm::Sha256) {
        digests.file = head.finish();
    }
    Ok(digests)
}

/// What is wanted, each once, the last gap first, as far as hostile files leave it affordable.
fn affordable(wanted: &[(ByteRange, DigestAlgorithm)], len: u64) -> Vec<Wanted> {
    let mut left = len.saturating_mul(TAILS);
    let mut forks: Vec<Wanted> = Vec::new();
    for &(range, algorithm) in wanted {
        let one = Wanted::new(range, algorithm);
        let cost = range.end.saturating_sub(range.gap_end);
        if forks.contains(&one) || cost > left {
            continue;
        }
        left = left.saturating_sub(cost);
        forks.push(one);
    }
    forks.sort_by_key(|fork| std::cmp::Reverse(fork.gap_start));
    forks
}

/// Forks the running states whose gap begins at `offset`.
fn fork(
    forks: &mut Vec<Wanted>,
    offset: u64,
    heads: &HashMap<DigestAlgorithm, Hasher>,
    tails: &mut Vec<Tail>,
) {
    while let Some(wanted) = forks.pop_if(|fork| fork.gap_start <= offset) {
        if let Some(head) = heads.get(&wanted.algorithm) {
            tails.push(Tail {
                wanted,
                hasher: head.clone(),
            });
        }
    }
}

/// Takes out the digests whose range ends at or before `offset`.
fn finish(tails: &mut Vec<Tail>, offset: u64, digests: &mut Digests) {
    let mut index = 0;
    while let Some(tail) = tails.get(index) {
        if tail.wanted.end <= offset {
            let done = tails.swap_remove(index);
            digests.ranges.insert(done.wanted, done.hasher.finish());
        } else {
            index += 1;
        }
    }
}

impl Tail {
    /// Takes what of `piece`, which begins at `offset`, lies between gap and end.
    fn take(&mut self, offset: u64, piece: &[u8]) {
        let (_, behind_gap) = split(piece, self.wanted.gap_end.saturating_sub(offset));
        let start = offset.max(self.wanted.gap_end);
        let (covered, _) = split(behind_gap, self.wanted.end.saturating_sub(start));
        self.hasher.update(covered);
    }
}

/// `piece` before and from its `at`th byte on.
fn split(piece: &[u8], at: u64) -> (&[u8], &[u8]) {
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(piece.len());
    piece.split_at_checked(at).unwrap_or((piece, &[]))
}

#[cfg(test)]
mod tests {
    use super::{ByteRange, compute};
    use crate::crypto::{DigestAlgorithm, Hasher};

    fn plain(algorithm: DigestAlgorithm, pieces: &[&[u8]]) -> Vec<u8> {
        let mut hasher = Hasher::start(algorithm).unwrap();
        pieces.iter().for_each(|piece| hasher.update(piece));
        hasher.finish()
    }

    #[test]
    fn forked_digests_are_those_of_the_pieces() {
        let file: Vec<u8> = (0..3_000_000u32).map(|n| (n % 251) as u8).collect();
        let ranges = [
            (0, 0, 0),
            (0, 10, 20),
            (5, 5, 3_000_000),
            (1 << 20, (1 << 20) + 7, 2 << 20),
            (2_999_999, 3_000_000, 3_000_000),
            (100, 2_500_000, 2_600_000),
        ];
        let mut wanted = Vec::new();
        for (gap_start, gap_end, end) in ranges {
            let range = ByteRange {
                gap_start,
                gap_end,
                end,
            };
            wanted.push((range, DigestAlgorithm::Sha256));
            wanted.push((range, DigestAlgorithm::Sha512));
        }
        let digests = compute(&file, &wanted).unwrap();
        assert_eq!(digests.file, plain(DigestAlgorithm::Sha256, &[&file]));
        for (range, algorithm) in wanted {
            let head = &file[..range.gap_start as usize];
            let tail = &file[range.gap_end as usize..range.end as usize];
            assert_eq!(
                digests.of(range, algorithm),
                Some(&plain(algorithm, &[head, tail])[..]),
                "{range:?}"
            );
        }
    }

    #[test]
    fn a_thousand_overlapping_tails_are_not_hashed() {
        let file = vec![7; 10_000];
        let wanted: Vec<_> = (1..1000)
            .map(|n| {
                let range = ByteRange {
                    gap_start: n,
                    gap_end: n + 1,
                    end: 10_000,
                };
                (range, DigestAlgorithm::Sha256)
            })
            .collect();
        let digests = compute(&file, &wanted).unwrap();
        let done = wanted
            .iter()
            .filter(|(range, by)| digests.of(*range, *by).is_some());
        assert!(done.count() < 20);
    }
}
