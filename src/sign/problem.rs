//! How a refusal to sign is told.

use super::SignError;
use crate::text::{Kind, Lang, Phrase, Problem};

impl From<&SignError> for Problem {
    fn from(error: &SignError) -> Self {
        match error {
            SignError::Read(error) => error.into(),
            SignError::Write { message } => message.into(),
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
                .unwrap_or_else(|| Self::new(Kind::SigningFailed, "")),
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
    let (kind, detail): (Kind, Phrase) = match error {
        SignError::CertificationForbidsSigning { field } => {
            (Kind::CertificationForbidsSigning, field.as_str().into())
        }
        SignError::CertificationNotFirst { field } => {
            (Kind::CertificationNotFirst, field.as_str().into())
        }
        SignError::FieldLocked { field, by } => {
            (Kind::FieldLocked, format!("{field} ← {by}").into())
        }
        SignError::FieldAlreadySigned { field } => {
            (Kind::FieldAlreadySigned, field.as_str().into())
        }
        SignError::NotASignatureField { field } => {
            (Kind::NotASignatureField, field.as_str().into())
        }
        SignError::FieldNameTaken { field } => (Kind::FieldNameTaken, field.as_str().into()),
        SignError::FieldNotFound { field } => (Kind::FieldNotFound, field.as_str().into()),
        SignError::NoEmptyField => (Kind::NoEmptyField, Phrase::default()),
        SignError::SeveralEmptyFields { fields } => {
            (Kind::SeveralEmptyFields, fields.join(", ").into())
        }
        SignError::InvalidFieldName { field } => (Kind::InvalidFieldName, field.as_str().into()),
        SignError::SeedValue { field, demand } => {
            let of = |lang| format!("{field}: {}", demand.words(lang));
            (
                Kind::SeedValueNotMet,
                Phrase::new(of(Lang::Vi), of(Lang::En)),
            )
        }
        SignError::XfaForm => (Kind::XfaForm, Phrase::default()),
        _ => return None,
    };
    Some(Problem::new(kind, detail))
}

fn of_signer(error: &SignError) -> Option<Problem> {
    let (kind, detail): (Kind, Phrase) = match error {
        SignError::CertificateExpired { subject, not_after } => (
            Kind::CertificateExpired,
            format!("{subject}, {not_after}").into(),
        ),
        SignError::CertificateNotYetValid {
            subject,
            not_before,
        } => (
            Kind::CertificateNotYetValid,
            format!("{subject}, {not_before}").into(),
        ),
        SignError::KeyUsageForbidsSigning { subject } => {
            (Kind::KeyUsageForbidsSigning, subject.as_str().into())
        }
        SignError::KeyCertificateMismatch { subject } => {
            (Kind::KeyCertificateMismatch, subject.as_str().into())
        }
        SignError::WeakKey { bits } => (Kind::WeakKey, format!("RSA {bits}").into()),
        SignError::UnsupportedAlgorithm { what } => {
            (Kind::UnsupportedAlgorithm, what.as_str().into())
        }
        SignError::SigningFailed { message } => (Kind::SigningFailed, message.clone()),
        _ => return None,
    };
    Some(Problem::new(kind, detail))
}
