//! One pass over the document that copies and digests it.

use std::{io::Write, ops::ControlFlow};

use super::{SignError, steps::write_error};
use crate::{
    Source,
    crypto::{DigestAlgorithm, Hasher},
    pdf::each_piece,
};

/// The digests under way. With SHA-256 the signature's digest and the files' digests share one
/// state until they part at the gap; else two run side by side.
pub struct Stream {
    sha256: Hasher,
    /// The signature's digest where it is not SHA-256.
    other: Option<Hasher>,
    sha256_in: [u8; 32],
    len: u64,
}

/// The document is copied.
pub struct Copied {
    /// The digest of the byte range.
    pub digest: Vec<u8>,
    /// SHA-256 of the input.
    pub sha256_in: [u8; 32],
    /// Bytes of the input.
    pub len: u64,
    /// SHA-256 up to the gap.
    at_gap: Hasher,
}

impl Stream {
    pub fn start(algorithm: DigestAlgorithm) -> Result<Self, SignError> {
        let start = |algorithm: DigestAlgorithm| {
            Hasher::start(algorithm).ok_or(SignError::UnsupportedAlgorithm {
                what: format!("{algorithm:?}"),
            })
        };
        let sha256 = start(DigestAlgorithm::Sha256)?;
        let other = match algorithm {
            DigestAlgorithm::Sha256 => None,
            other => Some(start(other)?),
        };
        Ok(Self {
            sha256,
            other,
            sha256_in: [0; 32],
            len: 0,
        })
    }

    /// Copies `source` to `output`, hashing what passes.
    pub fn copy(&mut self, source: &dyn Source, output: &mut dyn Write) -> Result<(), SignError> {
        let ended = each_piece(source, 0..source.len(), |piece| {
            match self.pass(piece, output) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            }
        })?;
        if let ControlFlow::Break(error) = ended {
            return Err(error);
        }
        self.len = source.len();
        self.sha256_in = array(self.sha256.clone());
        Ok(())
    }

    /// A function of its own in the program, too: profiles tell its work from the signer's other.
    #[inline(never)]
    fn pass(&mut self, piece: &[u8], output: &mut dyn Write) -> Result<(), SignError> {
        self.update(piece);
        output.write_all(piece).map_err(|error| write_error(&error))
    }

    fn update(&mut self, piece: &[u8]) {
        self.sha256.update(piece);
        if let Some(other) = &mut self.other {
            other.update(piece);
        }
    }

    /// Digests the update around the gap.
    pub fn finish(mut self, before: &[u8], behind: &[u8]) -> Copied {
        self.update(before);
        let at_gap = self.sha256.clone();
        let mut range = self.other.unwrap_or(self.sha256);
        range.update(behind);
        Copied {
            digest: range.finish(),
            sha256_in: self.sha256_in,
            len: self.len,
            at_gap,
        }
    }
}

impl Copied {
    /// SHA-256 of the output, given what stands from the gap on.
    pub fn sha256_out(&self, tail: &[u8]) -> [u8; 32] {
        let mut hasher = self.at_gap.clone();
        hasher.update(tail);
        array(hasher)
    }
}

fn array(hasher: Hasher) -> [u8; 32] {
    let mut digest = [0; 32];
    for (to, from) in digest.iter_mut().zip(hasher.finish()) {
        *to = from;
    }
    digest
}
