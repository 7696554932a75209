//! The sentences, by group: reading a document, signing it, the signer's identity, a batch.

mod batch;
mod identity;
mod reading;
mod signing;
pub(super) mod system;

use super::Kind;

/// What is said of one kind: a sentence with `{file}` where the file is named, and the next step.
pub(super) struct Words {
    pub vi: &'static str,
    pub vi_hint: &'static str,
    pub en: &'static str,
    pub en_hint: &'static str,
}

/// The words for `kind`.
pub(super) fn of(kind: Kind) -> &'static Words {
    match kind {
        Kind::NotAPdf => &reading::NOT_A_PDF,
        Kind::Damaged => &reading::DAMAGED,
        Kind::PasswordRequired => &reading::PASSWORD_REQUIRED,
        Kind::WrongPassword => &reading::WRONG_PASSWORD,
        Kind::UnsupportedEncryption => &reading::UNSUPPORTED_ENCRYPTION,
        Kind::LimitExceeded => &reading::LIMIT_EXCEEDED,
        Kind::Io => &reading::IO,
        Kind::RepairNeeded => &reading::REPAIR_NEEDED,
        Kind::InputChanged => &reading::INPUT_CHANGED,
        Kind::PermissionsForbidSigning => &signing::PERMISSIONS_FORBID_SIGNING,
        Kind::CertificationForbidsSigning => &signing::CERTIFICATION_FORBIDS_SIGNING,
        Kind::CertificationNotFirst => &signing::CERTIFICATION_NOT_FIRST,
        Kind::FieldLocked => &signing::FIELD_LOCKED,
        Kind::FieldAlreadySigned => &signing::FIELD_ALREADY_SIGNED,
        Kind::NotASignatureField => &signing::NOT_A_SIGNATURE_FIELD,
        Kind::FieldNameTaken => &signing::FIELD_NAME_TAKEN,
        Kind::FieldNotFound => &signing::FIELD_NOT_FOUND,
        Kind::NoEmptyField => &signing::NO_EMPTY_FIELD,
        Kind::SeveralEmptyFields => &signing::SEVERAL_EMPTY_FIELDS,
        Kind::InvalidFieldName => &signing::INVALID_FIELD_NAME,
        Kind::SeedValueNotMet => &signing::SEED_VALUE_NOT_MET,
        Kind::SeedValueUnchecked => &signing::SEED_VALUE_UNCHECKED,
        Kind::VisibleFieldLeftBlank => &signing::VISIBLE_FIELD_LEFT_BLANK,
        Kind::XfaForm => &signing::XFA_FORM,
        Kind::PlaceholderTooSmall => &signing::PLACEHOLDER_TOO_SMALL,
        Kind::SigningFailed => &signing::SIGNING_FAILED,
        Kind::UnsupportedStructure => &signing::UNSUPPORTED_STRUCTURE,
        Kind::CertificateExpired => &identity::CERTIFICATE_EXPIRED,
        Kind::CertificateNotYetValid => &identity::CERTIFICATE_NOT_YET_VALID,
        Kind::KeyUsageForbidsSigning => &identity::KEY_USAGE_FORBIDS_SIGNING,
        Kind::KeyCertificateMismatch => &identity::KEY_CERTIFICATE_MISMATCH,
        Kind::WeakKey => &identity::WEAK_KEY,
        Kind::WeakDigest => &identity::WEAK_DIGEST,
        Kind::UnsupportedAlgorithm => &identity::UNSUPPORTED_ALGORITHM,
        Kind::IdentityUnreadable => &identity::IDENTITY_UNREADABLE,
        Kind::IdentityPasswordRequired => &identity::IDENTITY_PASSWORD_REQUIRED,
        Kind::IdentityWrongPassword => &identity::IDENTITY_WRONG_PASSWORD,
        Kind::IdentityNoKey => &identity::IDENTITY_NO_KEY,
        Kind::IdentityNoCertificate => &identity::IDENTITY_NO_CERTIFICATE,
        Kind::IdentitySeveralKeys => &identity::IDENTITY_SEVERAL_KEYS,
        Kind::IdentityNoIntegrityCheck => &identity::IDENTITY_NO_INTEGRITY_CHECK,
        Kind::IdentityKeyNotEncrypted => &identity::IDENTITY_KEY_NOT_ENCRYPTED,
        Kind::IdentityPasswordNormalized => &identity::IDENTITY_PASSWORD_NORMALIZED,
        Kind::ChainIncomplete => &identity::CHAIN_INCOMPLETE,
        Kind::UnsupportedKey => &identity::UNSUPPORTED_KEY,
        Kind::CertificateNotMade => &identity::CERTIFICATE_NOT_MADE,
        Kind::CertificateUnreadable => &identity::CERTIFICATE_UNREADABLE,
        Kind::OutputExists => &batch::OUTPUT_EXISTS,
        Kind::HardLinked => &batch::HARD_LINKED,
        Kind::OutputCollision => &batch::OUTPUT_COLLISION,
        Kind::OutputInsideInput => &batch::OUTPUT_INSIDE_INPUT,
        Kind::NoInput => &batch::NO_INPUT,
        Kind::SkippedInput => &batch::SKIPPED_INPUT,
        Kind::Interrupted => &batch::INTERRUPTED,
        Kind::Internal => &batch::INTERNAL,
        Kind::Usage => &batch::USAGE,
        Kind::FeatureMissing => &batch::FEATURE_MISSING,
    }
}
