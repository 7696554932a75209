//! Randomness: from the system, here and nowhere in the library.

use ring::rand::{SecureRandom, SystemRandom};

use crate::stop::Stop;

/// Fills `bytes`.
///
/// # Panics
/// Where the system gives none: then nothing may be made that rests on it.
pub fn fill(bytes: &mut [u8]) {
    SystemRandom::new()
        .fill(bytes)
        .expect("the system gives random bytes");
}

/// The seed of a batch.
pub fn seed() -> Result<[u8; 32], Stop> {
    let mut seed = [0; 32];
    SystemRandom::new()
        .fill(&mut seed)
        .map_err(|_| Stop::io("random", &std::io::ErrorKind::Other.into()))?;
    Ok(seed)
}
