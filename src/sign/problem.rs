//! How a refusal to sign is told.

use super::SignError;
use crate::text::{Kind, Problem};

impl From<&SignError> for Problem {
    fn from(error: &SignError) -> Self {
        match error {
            SignError::Read(error) => error.into(),
            SignError::Write { message } => Self::new(Kind::Io, message.as_str()),
            SignError::RepairNeeded { reason } => repair(reason),
            SignError::UnsupportedStructure { what, object } => {
                let problem = Self::new(Kind::UnsupportedStructure, *what);
                match object {
                    Some(id) => problem.in_object(id.to_string()),
                    None => problem,
                }
            }
            SignError::PermissionsForbidSigning { permissions } => {
                Self::new(Kind::PermissionsForbidSigning, permissions.to_string())
            }
            SignError::PlaceholderTooSmall { needed, available } => {
                Self::new(Kind::PlaceholderTooSmall, format!("{needed} > {available}"))
            }
            _ => of_field(error)
                .or_else(|| of_signer(error))
                .unwrap_or_else(|| Self::new(Kind::SigningFailed, error.to_string())),
        }
    }
}

/// Where the first damage lies, under the kind of the refusal.
fn repair(reason: &crate::ReadError) -> Problem {
    let damage = Problem::from(reason);
    Problem {
        kind: Kind::RepairNeeded,
        ..damage
    }
}

fn of_field(error: &SignError) -> Option<Problem> {
    let (kind, detail) = match error {
        SignError::CertificationForbidsSigning { field } => {
            (Kind::CertificationForbidsSigning, field.clone())
        }
        SignError::CertificationNotFirst { field } => (Kind::CertificationNotFirst, field.clone()),
        SignError::FieldLocked { field, by } => (Kind::FieldLocked, format!("{field} ← {by}")),
        SignError::FieldAlreadySigned { field } => (Kind::FieldAlreadySigned, field.clone()),
        SignError::NotASignatureField { field } => (Kind::NotASignatureField, field.clone()),
        SignError::FieldNameTaken { field } => (Kind::FieldNameTaken, field.clone()),
        SignError::FieldNotFound { field } => (Kind::FieldNotFound, field.clone()),
        SignError::NoEmptyField => (Kind::NoEmptyField, String::new()),
        SignError::SeveralEmptyFields { fields } => (Kind::SeveralEmptyFields, fields.join(", ")),
        SignError::InvalidFieldName { field } => (Kind::InvalidFieldName, field.clone()),
        SignError::SeedValue { field, demand } => {
            (Kind::SeedValueNotMet, format!("{field}: {demand}"))
        }
        SignError::XfaForm => (Kind::XfaForm, String::new()),
        _ => return None,
    };
    Some(Problem::new(kind, detail))
}

fn of_signer(error: &SignError) -> Option<Problem> {
    let (kind, detail) = match error {
        SignError::CertificateExpired { subject, not_after } => {
            (Kind::CertificateExpired, format!("{subject}, {not_after}"))
        }
        SignError::CertificateNotYetValid {
            subject,
            not_before,
        } => (
            Kind::CertificateNotYetValid,
            format!("{subject}, {not_before}"),
        ),
        SignError::KeyUsageForbidsSigning { subject } => {
            (Kind::KeyUsageForbidsSigning, subject.clone())
        }
        SignError::KeyCertificateMismatch { subject } => {
            (Kind::KeyCertificateMismatch, subject.clone())
        }
        SignError::WeakKey { bits } => (Kind::WeakKey, format!("RSA {bits}")),
        SignError::UnsupportedAlgorithm { what } => (Kind::UnsupportedAlgorithm, what.clone()),
        SignError::SigningFailed { message } => (Kind::SigningFailed, message.clone()),
        _ => return None,
    };
    Some(Problem::new(kind, detail))
}
