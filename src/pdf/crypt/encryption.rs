//! An encrypted document that a password has opened.

use zeroize::Zeroizing;

use super::{
    cipher::{self, Method},
    dictionary::{Reader, Settings, UNKNOWN_FILTER},
    legacy, modern,
    modern::ProtectedPermissions,
    password,
};
use crate::{
    pdf::{Dictionary, ObjectId, ReadError, filter::Resolve},
    text::Term,
};

/// Keys and methods of an encrypted document, once a password has opened it.
pub struct Encryption {
    settings: Settings,
    key: Zeroizing<Vec<u8>>,
    is_owner: bool,
    permissions: i32,
    findings: Vec<Term>,
}

impl Encryption {
    /// Opens the document with `encrypt` as its encryption dictionary and `id` as the first
    /// string of its `/ID` (empty where there is none).
    ///
    /// A given password is tried as the owner's, then as the user's; then the empty one, as the
    /// user's first: where no owner's password was set it is both, and permissions shall bind.
    ///
    /// # Errors
    /// [`ReadError::PasswordRequired`] where none is given and the empty one does not open it;
    /// [`ReadError::WrongPassword`]; [`ReadError::UnsupportedEncryption`]; [`ReadError::Damaged`]
    /// with offset 0: the caller knows where the dictionary stands.
    ///
    /// Source: ISO 32000-2 §7.6.4.1.
    pub fn open(
        encrypt: &Dictionary,
        resolve: Resolve<'_>,
        id: &[u8],
        password: Option<&str>,
    ) -> Result<Self, ReadError> {
        let dictionary = encrypt;
        let settings = Reader {
            dictionary,
            resolve,
        }
        .settings()?;
        let given = password.filter(|password| !password.is_empty());
        let opened = given
            .and_then(|password| {
                as_owner(&settings, id, password).or_else(|| as_user(&settings, id, password))
            })
            .or_else(|| as_user(&settings, id, ""))
            .or_else(|| as_owner(&settings, id, ""));
        match (opened, given) {
            (Some(opened), _) => Ok(Self::new(settings, opened)),
            (None, Some(_)) => Err(ReadError::WrongPassword),
            (None, None) => Err(ReadError::PasswordRequired),
        }
    }

    fn new(settings: Settings, opened: Opened) -> Self {
        let mut permissions = settings.permissions;
        let mut findings = Vec::new();
        if settings.revision >= 5 {
            match ProtectedPermissions::open(&settings, &opened.key) {
                None => findings.push(Term::PROTECTED_PERMISSIONS_PERMS_ARE_NOT_OF_THIS_DOCUMENT),
                Some(protected) => {
                    if protected.permissions != permissions {
                        findings.push(Term::PERMISSIONS_DIFFER);
                        // Whichever was tampered with: what one of them forbids is forbidden.
                        permissions &= protected.permissions;
                    }
                    if protected.encrypt_metadata != settings.encrypt_metadata {
                        findings.push(Term::ENCRYPT_METADATA_DIFFERS);
                    }
                }
            }
        }
        Self {
            settings,
            key: opened.key,
            is_owner: opened.is_owner,
            permissions,
            findings,
        }
    }

    /// `/P` as a signed 32-bit number (§7.6.4.2, Table 22), less what `/Perms` forbids besides.
    pub fn permissions(&self) -> i32 {
        self.permissions
    }

    /// Whether the owner's password opened it: then permission bits do not bind.
    pub fn is_owner(&self) -> bool {
        self.is_owner
    }

    /// Whether permission bits let a user fill in form fields, signature fields among them (bits 6
    /// or 9; revision 2: bit 6). They do not bind the owner ([`is_owner`](Self::is_owner)).
    pub fn may_sign(&self) -> bool {
        let annotate = self.permissions & 1 << 5 != 0;
        let fill = self.permissions & 1 << 8 != 0;
        annotate || self.settings.revision >= 3 && fill
    }

    /// Whether they let a user make form fields, signature fields among them (bit 6 and bit 4).
    pub fn may_add_fields(&self) -> bool {
        let both = 1 << 5 | 1 << 3;
        self.permissions & both == both
    }

    /// `/R` of the encryption dictionary.
    pub fn revision(&self) -> u8 {
        self.settings.revision
    }

    /// Bits of the file's key.
    pub fn key_bits(&self) -> usize {
        self.key.len().saturating_mul(8)
    }

    /// How streams are enciphered where nothing else is said: `none`, `RC4`, `AES-128`, `AES-256`.
    pub fn method(&self) -> &'static str {
        match self.settings.filters.streams {
            Method::Identity => "none",
            Method::Rc4 => "RC4",
            Method::Aes128 => "AES-128",
            Method::Aes256 => "AES-256",
        }
    }

    pub fn encrypts_metadata(&self) -> bool {
        self.settings.encrypt_metadata
    }

    /// What is wrong with the encryption dictionary although it opens.
    pub fn findings(&self) -> &[Term] {
        &self.findings
    }

    /// Decrypts a string of the object `id`.
    pub fn decrypt_string(&self, id: ObjectId, data: &[u8]) -> Vec<u8> {
        cipher::decrypt(self.settings.filters.strings, &self.key, id, data)
    }

    /// Encrypts a string of the object `id`; `iv` is used by AES only.
    pub fn encrypt_string(&self, id: ObjectId, data: &[u8], iv: [u8; 16]) -> Vec<u8> {
        cipher::encrypt(self.settings.filters.strings, &self.key, id, data, iv)
    }

    /// Decrypts the data of the stream `id` with this dictionary. `chosen` is the crypt filter
    /// that the stream itself names (`filter::crypt_filter`), if it does.
    ///
    /// # Errors
    /// [`ReadError::UnsupportedEncryption`] where the document has no crypt filter of that name.
    pub fn decrypt_stream(
        &self,
        id: ObjectId,
        dictionary: &Dictionary,
        chosen: Option<&[u8]>,
        data: &[u8],
    ) -> Result<Vec<u8>, ReadError> {
        let method = self.stream_method(dictionary, chosen)?;
        Ok(cipher::decrypt(method, &self.key, id, data))
    }

    /// Encrypts a stream's data with the document's default stream filter.
    pub fn encrypt_stream(&self, id: ObjectId, data: &[u8], iv: [u8; 16]) -> Vec<u8> {
        cipher::encrypt(self.settings.filters.streams, &self.key, id, data, iv)
    }

    /// §7.6.2, §7.6.6: cross-reference streams never; what the stream chooses; clear metadata;
    /// embedded files; the rest.
    fn stream_method(
        &self,
        dictionary: &Dictionary,
        chosen: Option<&[u8]>,
    ) -> Result<Method, ReadError> {
        let filters = &self.settings.filters;
        let kind = dictionary.get(b"Type").and_then(|kind| kind.as_name());
        match (kind, chosen) {
            (Some(b"XRef"), _) => Ok(Method::Identity),
            (_, Some(name)) => filters.named(name).ok_or(UNKNOWN_FILTER),
            (Some(b"Metadata"), None) if !self.settings.encrypt_metadata => Ok(Method::Identity),
            (Some(b"EmbeddedFile"), None) => Ok(filters.embedded_files),
            _ => Ok(filters.streams),
        }
    }
}

/// The file's key, and by whose password.
struct Opened {
    key: Zeroizing<Vec<u8>>,
    is_owner: bool,
}

fn as_owner(settings: &Settings, id: &[u8], password: &str) -> Option<Opened> {
    let key = if settings.revision >= 5 {
        let mut candidates = password::modern(password).into_iter();
        candidates.find_map(|bytes| modern::open_as_owner(settings, &bytes))
    } else {
        let mut candidates = password::legacy(password).into_iter();
        candidates.find_map(|bytes| legacy::open_as_owner(settings, id, &bytes))
    };
    let is_owner = true;
    key.map(|key| Opened { key, is_owner })
}

fn as_user(settings: &Settings, id: &[u8], password: &str) -> Option<Opened> {
    let key = if settings.revision >= 5 {
        let mut candidates = password::modern(password).into_iter();
        candidates.find_map(|bytes| modern::open_as_user(settings, &bytes))
    } else {
        let mut candidates = password::legacy(password).into_iter();
        candidates.find_map(|bytes| legacy::open_as_user(settings, id, &bytes))
    };
    let is_owner = false;
    key.map(|key| Opened { key, is_owner })
}
