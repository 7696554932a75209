//! Bytes that nobody can foretell, from a seed: the same seed gives the same bytes.

use ring::digest::{Context, SHA256};

/// SHA-256 in counter mode over a seed; feeds initialisation vectors and file identifiers.
#[derive(Clone)]
pub struct Entropy {
    seed: [u8; 32],
    counter: u64,
}

impl Entropy {
    /// Binds `entropy` to what `context` says of the document, so that one seed used for many
    /// documents never gives two of them the same initialisation vector.
    pub fn new(entropy: &[u8; 32], context: &[&[u8]]) -> Self {
        let mut hash = Context::new(&SHA256);
        hash.update(entropy);
        for part in context {
            hash.update(&(part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self {
            seed: first(hash.finish().as_ref()),
            counter: 0,
        }
    }

    /// The next 16 bytes.
    pub fn block(&mut self) -> [u8; 16] {
        let mut hash = Context::new(&SHA256);
        hash.update(&self.seed);
        hash.update(&self.counter.to_be_bytes());
        self.counter = self.counter.wrapping_add(1);
        first(hash.finish().as_ref())
    }
}

fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    for (to, from) in out.iter_mut().zip(bytes) {
        *to = *from;
    }
    out
}
