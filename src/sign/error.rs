//! Why a document is not signed.

use crate::{
    Time,
    pdf::{ObjectId, ReadError, update::UpdateError},
    text::{Phrase, SystemError, Term},
};

/// Why a document is not signed. Nothing was written, except where
/// [`Write`](Self::Write), [`SigningFailed`](Self::SigningFailed),
/// [`KeyCertificateMismatch`](Self::KeyCertificateMismatch) or
/// [`PlaceholderTooSmall`](Self::PlaceholderTooSmall) came up behind the digest: then the output
/// is to be thrown away.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The document cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The output takes no more.
    #[error("writing failed: {message}")]
    Write {
        /// What the system says.
        message: SystemError,
    },
    /// The cross-reference had to be rebuilt (`Allow::repair`).
    #[error("the file is damaged and could be read only after a repair: {reason}")]
    RepairNeeded {
        /// What was wrong.
        reason: ReadError,
    },
    /// Permission bits forbid signing (§7.6.4.2; `Allow::permissions`).
    #[error("the permissions of the encrypted document forbid signing ({permissions})")]
    PermissionsForbidSigning {
        /// `/P` as written.
        permissions: i32,
    },
    /// A certification or a lock with `P` 1 stands (§12.8.2.2).
    #[error("the signature `{field}` allows no further signature")]
    CertificationForbidsSigning {
        /// The field of the signature that says so; empty where no field holds it.
        field: String,
    },
    /// Certification must come before every other signature (§12.8.2.2).
    #[error("the document cannot be certified: `{field}` is signed already")]
    CertificationNotFirst {
        /// A signed field; empty where no field holds the signature.
        field: String,
    },
    /// An earlier signature locks the field (§12.8.2.4).
    #[error("the field `{field}` is locked by `{by}`")]
    FieldLocked {
        /// The field chosen.
        field: String,
        /// The signed field whose lock it is.
        by: String,
    },
    /// The field holds a signature.
    #[error("the field `{field}` is signed already")]
    FieldAlreadySigned {
        /// The field chosen.
        field: String,
    },
    /// The field is of another type.
    #[error("the field `{field}` is no signature field")]
    NotASignatureField {
        /// The field chosen.
        field: String,
    },
    /// The name belongs to a node of the field tree that has fields below it.
    #[error("the name `{field}` is taken by a group of fields")]
    FieldNameTaken {
        /// The name chosen.
        field: String,
    },
    /// No field has that name.
    #[error("there is no field `{field}`")]
    FieldNotFound {
        /// The name chosen.
        field: String,
    },
    /// No signature field is empty.
    #[error("there is no empty signature field")]
    NoEmptyField,
    /// Several signature fields are empty, and none was named.
    #[error("several signature fields are empty: {}", fields.join(", "))]
    SeveralEmptyFields {
        /// Their names.
        fields: Vec<String>,
    },
    /// A partial field name is empty or contains a full stop (§12.7.4.2).
    #[error("`{field}` is not possible as a field name")]
    InvalidFieldName {
        /// The name chosen.
        field: String,
    },
    /// The field's seed value demands what this signature would not meet (§12.7.5.5).
    #[error("the field `{field}` demands {demand}")]
    SeedValue {
        /// The field chosen.
        field: String,
        /// What it demands.
        demand: Phrase,
    },
    /// The certificate's period has ended (`Allow::expired`).
    #[error("the certificate of {subject} expired on {not_after}")]
    CertificateExpired {
        /// Whose certificate.
        subject: String,
        /// When it ended.
        not_after: Time,
    },
    /// The certificate's period has not begun (`Allow::not_yet_valid`).
    #[error("the certificate of {subject} is not valid before {not_before}")]
    CertificateNotYetValid {
        /// Whose certificate.
        subject: String,
        /// When it begins.
        not_before: Time,
    },
    /// Neither digitalSignature nor nonRepudiation (RFC 5280 §4.2.1.3; `Allow::key_usage`).
    #[error("the key usage of {subject} forbids signing")]
    KeyUsageForbidsSigning {
        /// Whose certificate.
        subject: String,
    },
    /// What the key signed does not verify under the certificate.
    #[error("the key does not belong to the certificate of {subject}")]
    KeyCertificateMismatch {
        /// Whose certificate.
        subject: String,
    },
    /// The key is shorter than 2048 bits.
    #[error("an RSA key of {bits} bits is too weak")]
    WeakKey {
        /// Its length.
        bits: u32,
    },
    /// No such pair of key and digest is signed with.
    #[error("kyso does not sign with {what}")]
    UnsupportedAlgorithm {
        /// The pair.
        what: String,
    },
    /// The form is in XFA and dynamic (`Allow::xfa`).
    #[error("the form is in XFA, which a signature may break")]
    XfaForm,
    /// The CMS is larger than the room for it.
    #[error("the signature needs {needed} bytes, the place for it has {available}")]
    PlaceholderTooSmall {
        /// Bytes of the CMS, or its upper bound where it is not made yet.
        needed: usize,
        /// Bytes that `/Contents` holds.
        available: usize,
    },
    /// The key's holder refused or failed.
    #[error("signing failed: {message}")]
    SigningFailed {
        /// What it said.
        message: Phrase,
    },
    /// The document is built in a way that nothing can be appended to.
    #[error("the structure of the document does not allow signing: {what}")]
    UnsupportedStructure {
        /// What stands in the way.
        what: Term,
        /// The object it concerns.
        object: Option<ObjectId>,
    },
}

impl From<UpdateError> for SignError {
    fn from(error: UpdateError) -> Self {
        match error {
            UpdateError::Read(error) => Self::Read(error),
            UpdateError::Structure { what, object } => Self::UnsupportedStructure { what, object },
        }
    }
}
