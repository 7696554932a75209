//! Signatures on certificates that held, so that many documents of one signer pay for each once.
//!
//! Whether a signature holds depends on nothing but the bytes that go into its check: what is
//! remembered is true at any time, under any policy and for any document. Names, periods, uses and
//! strength are judged anew for each path. What did not hold is not remembered.

use std::{
    collections::HashSet,
    fmt,
    sync::{Mutex, PoisonError},
};

use ring::digest::{Context, SHA256};

use super::super::Certificate;
use crate::crypto::{self, VerifyError};

/// Checks that are remembered, 32 bytes each. A batch meets the authorities of a country, some
/// dozens; who brings more certificates than this pays for the checks again.
const MOST: usize = 1024;

/// Names a check by a digest of the certificate and the key it was verified under.
type Name = [u8; 32];

/// The checks that held.
#[derive(Default)]
pub(in crate::x509) struct Verified {
    held: Mutex<HashSet<Name>>,
}

impl Verified {
    /// Verifies the signature on `child` under the key of `issuer`, unless that was done before.
    pub(super) fn check(
        &self,
        child: &Certificate,
        issuer: &Certificate,
    ) -> Result<(), VerifyError> {
        let name = name(child, issuer);
        if name.is_some_and(|name| self.holds(&name)) {
            return Ok(());
        }
        crypto::verify(
            child.signature_algorithm(),
            None,
            issuer.public_key(),
            child.to_be_signed(),
            child.signature(),
        )?;
        if let Some(name) = name {
            self.remember(name);
        }
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn remembered(&self) -> usize {
        self.held.lock().unwrap().len()
    }

    fn holds(&self, name: &Name) -> bool {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.contains(name)
    }

    fn remember(&self, name: Name) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= MOST {
            held.clear();
        }
        held.insert(name);
    }
}

/// The length keeps certificate and key apart.
fn name(child: &Certificate, issuer: &Certificate) -> Option<Name> {
    let mut hash = Context::new(&SHA256);
    hash.update(&(child.der().len() as u64).to_be_bytes());
    hash.update(child.der());
    hash.update(issuer.public_key());
    hash.finish().as_ref().try_into().ok()
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").finish_non_exhaustive()
    }
}
