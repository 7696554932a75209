//! The kinds of error, and their names in reports.

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A stable kind of error (kebab-case in reports). The words for it hang on this.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* $variant,)*
        }

        impl Kind {
            /// Every kind, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in reports: `password-required`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// No `%PDF-` header where one must be.
    NotAPdf = "not-a-pdf",
    /// The structure of the file cannot be understood.
    Damaged = "damaged",
    /// The document is encrypted, and no password was given.
    PasswordRequired = "password-required",
    /// The password given does not open the document.
    WrongPassword = "wrong-password",
    /// A security handler or a cipher that kyso does not know.
    UnsupportedEncryption = "unsupported-encryption",
    /// Reading on would cost more than the limits allow.
    LimitExceeded = "limit-exceeded",
    /// The system could not read or write.
    Io = "io",
    /// The cross-reference had to be rebuilt by scanning.
    RepairNeeded = "repair-needed",
    /// The permission bits of an encrypted document forbid signing.
    PermissionsForbidSigning = "permissions-forbid-signing",
    /// A certification (DocMDP) forbids further signatures.
    CertificationForbidsSigning = "certification-forbids-signing",
    /// A certification was asked for a document that is signed already.
    CertificationNotFirst = "certification-not-first",
    /// An earlier signature locks the field.
    FieldLocked = "field-locked",
    /// The signature field holds a signature.
    FieldAlreadySigned = "field-already-signed",
    /// A field of that name is there and is of another type.
    NotASignatureField = "not-a-signature-field",
    /// The name is taken, by a field or by a node of the field tree.
    FieldNameTaken = "field-name-taken",
    /// No field of that name.
    FieldNotFound = "field-not-found",
    /// No empty signature field to fill.
    NoEmptyField = "no-empty-field",
    /// Several empty signature fields, and none was named.
    SeveralEmptyFields = "several-empty-fields",
    /// A field cannot have that name.
    InvalidFieldName = "invalid-field-name",
    /// The certificate's period has ended.
    CertificateExpired = "certificate-expired",
    /// The certificate's period has not begun.
    CertificateNotYetValid = "certificate-not-yet-valid",
    /// Key usage allows neither digital signatures nor non-repudiation.
    KeyUsageForbidsSigning = "key-usage-forbids-signing",
    /// Key and certificate do not belong together.
    KeyCertificateMismatch = "key-certificate-mismatch",
    /// The key is shorter than signing software may use.
    WeakKey = "weak-key",
    /// The digest is weaker than signing software may use.
    WeakDigest = "weak-digest",
    /// A pair of key and digest that kyso does not sign with.
    UnsupportedAlgorithm = "unsupported-algorithm",
    /// The field's seed value demands what the signature would not meet.
    SeedValueNotMet = "seed-value-not-met",
    /// The field's seed value has demands that kyso does not check.
    SeedValueUnchecked = "seed-value-unchecked",
    /// A visible signature field stays blank.
    VisibleFieldLeftBlank = "visible-field-left-blank",
    /// A form in XFA that a signature would break.
    XfaForm = "xfa-form",
    /// The signature does not fit into the room kept for it.
    PlaceholderTooSmall = "placeholder-too-small",
    /// The key's holder (token, service, library) refused or failed.
    SigningFailed = "signing-failed",
    /// The document is built in a way that kyso cannot append to.
    UnsupportedStructure = "unsupported-structure",
    /// The identity file is neither PKCS#12 nor PEM.
    IdentityUnreadable = "identity-unreadable",
    /// The identity file is encrypted, and no password was given.
    IdentityPasswordRequired = "identity-password-required",
    /// The password given does not open the identity file.
    IdentityWrongPassword = "identity-wrong-password",
    /// No private key in the identity file.
    IdentityNoKey = "identity-no-key",
    /// No certificate in the identity file.
    IdentityNoCertificate = "identity-no-certificate",
    /// Several keys in the identity file could sign.
    IdentitySeveralKeys = "identity-several-keys",
    /// The PKCS#12 carries no MAC: nobody would notice that it was changed.
    IdentityNoIntegrityCheck = "identity-no-integrity-check",
    /// The key lies in the file unencrypted.
    IdentityKeyNotEncrypted = "identity-key-not-encrypted",
    /// The password opens the file only in another Unicode form.
    IdentityPasswordNormalized = "identity-password-normalized",
    /// The issuers known do not reach up to a root.
    ChainIncomplete = "chain-incomplete",
    /// A kind of key that kyso does not sign with.
    UnsupportedKey = "unsupported-key",
    /// A certificate or a request could not be made as asked for.
    CertificateNotMade = "certificate-not-made",
    /// A certificate file that cannot be read.
    CertificateUnreadable = "certificate-unreadable",
    /// The output is there already.
    OutputExists = "output-exists",
    /// An input that is to be replaced has other names (hard links).
    HardLinked = "hard-linked",
    /// Two inputs would be written to one output.
    OutputCollision = "output-collision",
    /// The output folder lies inside a folder that is signed recursively.
    OutputInsideInput = "output-inside-input",
    /// Nothing to work on was found.
    NoInput = "no-input",
    /// Something met in a folder that is no regular file.
    SkippedInput = "skipped-input",
    /// The input changed while it was read.
    InputChanged = "input-changed",
    /// The work was interrupted before this document.
    Interrupted = "interrupted",
    /// A fault of kyso itself.
    Internal = "internal",
    /// Arguments that do not fit together.
    Usage = "usage",
    /// The program was built without what was asked for.
    FeatureMissing = "feature-missing",
}
