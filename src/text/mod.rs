//! What kyso says to people, in Vietnamese and in English.
//!
//! Every error kind, hint and verdict word exists in both. Errors keep their facts in fields and
//! become a [`Problem`], from which the words are made.

/// The language of words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    #[default]
    Vi,
    En,
}

/// A stable kind of error (kebab-case in reports).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    NotAPdf,
    Damaged,
    PasswordRequired,
    WrongPassword,
    UnsupportedEncryption,
    LimitExceeded,
    Io,
    RepairNeeded,
    PermissionsForbidSigning,
    CertificationForbidsSigning,
    CertificationNotFirst,
    FieldLocked,
    FieldAlreadySigned,
    NotASignatureField,
    FieldNameTaken,
    FieldNotFound,
    NoEmptyField,
    SeveralEmptyFields,
    InvalidFieldName,
    CertificateExpired,
    CertificateNotYetValid,
    KeyUsageForbidsSigning,
    KeyCertificateMismatch,
    WeakKey,
    WeakDigest,
    UnsupportedAlgorithm,
    XfaForm,
    PlaceholderTooSmall,
    SigningFailed,
    UnsupportedStructure,
    IdentityUnreadable,
    IdentityPasswordRequired,
    IdentityWrongPassword,
    IdentityNoKey,
    IdentityNoCertificate,
    UnsupportedKey,
    CertificateUnreadable,
    OutputExists,
    OutputCollision,
    OutputInsideInput,
    NoInput,
    SkippedInput,
    InputChanged,
    Interrupted,
    Usage,
}

/// An error as reports carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    pub kind: Kind,
    /// What it speaks of beside the file: a field, an object, a certificate, a number. May be empty.
    pub detail: String,
    pub offset: Option<u64>,
    /// `12 0 obj`
    pub object: Option<String>,
}

impl Kind {
    pub const ALL: &[Self] = &[];
    pub fn as_str(self) -> &'static str {
        todo!()
    }
}

impl Problem {
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            offset: None,
            object: None,
        }
    }
    /// One sentence that names `file`, what is wrong and where.
    pub fn message(&self, lang: Lang, file: &str) -> String {
        todo!()
    }
    /// The next step.
    pub fn hint(&self, lang: Lang) -> String {
        todo!()
    }
}
