//! How a refusal to sign is told.

use super::SignError;
use crate::text::Problem;

impl From<&SignError> for Problem {
    fn from(error: &SignError) -> Self {
        match error {
            SignError::Read(error) => error.into(),
        }
    }
}
