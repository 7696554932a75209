//! How a key and a digest that make no scheme are told.

use super::SchemeError;
use crate::text::{Kind, Problem};

impl From<&SchemeError> for Problem {
    fn from(error: &SchemeError) -> Self {
        match error {
            SchemeError::Digest { name } => Self::new(Kind::WeakDigest, name.as_str()),
            SchemeError::Pair { key, digest } => {
                Self::new(Kind::UnsupportedAlgorithm, format!("{key} + {digest}"))
            }
            SchemeError::Pss { key } => {
                Self::new(Kind::UnsupportedAlgorithm, format!("{key} + RSASSA-PSS"))
            }
            SchemeError::Key { key } => Self::new(Kind::UnsupportedAlgorithm, key.to_string()),
        }
    }
}
