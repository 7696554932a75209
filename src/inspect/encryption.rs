//! How a document is encrypted, and what its permissions are.

use crate::pdf::crypt::Encryption;

/// How a document is encrypted (ISO 32000-2 §7.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct EncryptionFacts {
    /// `RC4`, `AES-128`, `AES-256`, or `none` where only single streams are encrypted.
    pub method: &'static str,
    /// Bits of the file's key.
    pub key_bits: usize,
    /// Revision of the standard security handler.
    pub revision: u8,
    /// Whether the password that opened it is the owner's.
    pub opened_as_owner: bool,
    /// Whether the document's metadata is encrypted too.
    pub metadata_encrypted: bool,
    /// What a user may do; the owner may do everything.
    pub permissions: Vec<Permission>,
    /// `/P`.
    pub permission_bits: i32,
    /// Whether whoever opened it may sign.
    pub may_sign: bool,
}

/// What a document permits its users (Table 22).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Permission {
    /// Bit 3.
    Print,
    /// Bit 4: beyond what the other bits say.
    Modify,
    /// Bit 5.
    Copy,
    /// Bit 6: also filling in forms.
    Annotate,
    /// Bit 9: also signing.
    FillForms,
    /// Bit 10: for the accessibility of persons with disabilities.
    Extract,
    /// Bit 11: pages inserted, turned, deleted.
    Assemble,
    /// Bit 12: in a quality from which the document could be made anew.
    PrintFaithfully,
}

impl Permission {
    const ALL: [(Self, u32); 8] = [
        (Self::Print, 3),
        (Self::Modify, 4),
        (Self::Copy, 5),
        (Self::Annotate, 6),
        (Self::FillForms, 9),
        (Self::Extract, 10),
        (Self::Assemble, 11),
        (Self::PrintFaithfully, 12),
    ];

    /// Those that `/P` grants. Revision 2 knows the first four bits alone; there they stand for
    /// the others as well.
    fn granted(permissions: i32, revision: u8) -> Vec<Self> {
        let known = if revision == 2 { 4 } else { Self::ALL.len() };
        let bit = |number: u32| permissions >> number.saturating_sub(1) & 1 == 1;
        let granted = Self::ALL.iter().take(known);
        granted
            .filter(|(_, number)| bit(*number))
            .map(|(one, _)| *one)
            .collect()
    }
}

impl EncryptionFacts {
    pub(super) fn of(encryption: &Encryption) -> Self {
        Self {
            method: encryption.method(),
            key_bits: encryption.key_bits(),
            revision: encryption.revision(),
            opened_as_owner: encryption.is_owner(),
            metadata_encrypted: encryption.encrypts_metadata(),
            permissions: Permission::granted(encryption.permissions(), encryption.revision()),
            permission_bits: encryption.permissions(),
            may_sign: encryption.is_owner() || encryption.may_sign(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Permission;

    #[test]
    fn bits_are_counted_from_one() {
        assert_eq!(Permission::granted(0b100, 3), [Permission::Print]);
        assert_eq!(Permission::granted(-1, 3).len(), 8);
        assert_eq!(Permission::granted(-1, 2).len(), 4);
        assert_eq!(Permission::granted(1 << 8, 3), [Permission::FillForms]);
        assert_eq!(Permission::granted(-64, 2), []);
    }
}
