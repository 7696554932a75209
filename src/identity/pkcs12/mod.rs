//! PKCS#12 (RFC 7292): all keys and certificates that a file holds.
//!
//! `pfx` takes the file apart, BER or DER; `mac` tells by it whether the password is right;
//! `unlock` opens what is encrypted with PBES2. p12-keystore then opens the rest and lists the bags.
//! It checks no MAC itself: it knows neither PBMAC1 nor files without a password.

mod mac;
mod open;
mod pfx;
mod unlock;

#[cfg(test)]
mod tests;

pub(super) use open::open;
pub(super) use pfx::is_pfx;
