//! Certificates that were read before: the second document of a signer brings the same ones as
//! the first, and the fiftieth signature of a document the same ones as its first.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Mutex, PoisonError},
};

use super::{Certificate, CertificateError};

/// Certificates that are kept; each is held against the bytes of a new one.
const MOST: usize = 64;
/// Longer ones are read anew each time, so that hostile documents do not fill the memory.
const MOST_BYTES: usize = 16 << 10;

/// Certificates by their bytes, the latest at the front.
#[derive(Default)]
pub(crate) struct Known {
    certificates: Mutex<VecDeque<Certificate>>,
}

impl Known {
    /// Reads one certificate, as [`Certificate::from_der`] does.
    pub fn read(&self, der: &[u8]) -> Result<Certificate, CertificateError> {
        if let Some(known) = self.find(der) {
            return Ok(known);
        }
        let certificate = Certificate::from_der(der)?;
        if der.len() <= MOST_BYTES {
            self.keep(certificate.clone());
        }
        Ok(certificate)
    }

    fn find(&self, der: &[u8]) -> Option<Certificate> {
        let kept = self.certificates.lock();
        let kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|known| known.der() == der).cloned()
    }

    fn keep(&self, certificate: Certificate) {
        let kept = self.certificates.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.push_front(certificate);
        kept.truncate(MOST);
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Certificate, Known, MOST};

    fn leader() -> Certificate {
        let pem = std::fs::read("testdata/keys/leader-p256.pem").unwrap();
        crate::x509::certificates_in(&pem).unwrap().remove(0)
    }

    #[test]
    fn the_same_bytes_are_read_once_and_others_are_not_taken_for_them() {
        let (known, leader) = (Known::default(), leader());
        let first = known.read(leader.der()).unwrap();
        let second = known.read(leader.der()).unwrap();
        assert!(std::sync::Arc::ptr_eq(&first.inner, &second.inner));
        let mut other = leader.der().to_vec();
        *other.last_mut().unwrap() ^= 1;
        let third = known.read(&other).unwrap();
        assert_ne!(third, first);
        assert_eq!(third.der(), other);
        assert!(known.read(&other[1..]).is_err());
        assert!(known.read(&[]).is_err());
    }

    #[test]
    fn no_more_than_some_are_kept() {
        let (known, leader) = (Known::default(), leader());
        let mut der = leader.der().to_vec();
        for last in 0..=u8::MAX {
            *der.last_mut().unwrap() = last;
            known.read(&der).unwrap();
        }
        assert_eq!(known.certificates.lock().unwrap().len(), MOST);
    }
}
