//! What a person should know of a key file that opens.

/// Something worth telling of a key file that was opened all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyFileFinding {
    /// The PKCS#12 carries no MAC: nobody would notice that it was changed.
    NoIntegrityCheck,
    /// The key lies there unencrypted: whoever has the file can sign, whatever the password.
    KeyNotEncrypted,
    /// The password opens the file only in another Unicode form than it was given in.
    PasswordNormalized,
}

impl KeyFileFinding {
    /// A stable name, for reports and for the words in both languages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoIntegrityCheck => "no-integrity-check",
            Self::KeyNotEncrypted => "key-not-encrypted",
            Self::PasswordNormalized => "password-normalized",
        }
    }
}
