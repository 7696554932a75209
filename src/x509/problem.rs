//! How a file without a readable certificate is told.

use super::CertificateError;
use crate::text::{Kind, Problem};

impl From<&CertificateError> for Problem {
    fn from(error: &CertificateError) -> Self {
        match &error.limit {
            Some(exceeded) => exceeded.into(),
            None => Self::new(Kind::CertificateUnreadable, error.what),
        }
    }
}
