//! How a file without a readable certificate is told.

use super::CertificateError;
use crate::text::{Kind, Problem};

impl From<&CertificateError> for Problem {
    fn from(error: &CertificateError) -> Self {
        Self::new(Kind::CertificateUnreadable, error.what)
    }
}
