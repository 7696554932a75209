//! What the encryption dictionary says (ISO 32000-2 §7.6.2, §7.6.4.2, §7.6.6).

use super::cipher::Method;
use crate::{
    pdf::{Dictionary, Object, ReadError, Resolved, Value, filter::Resolve},
    text::Term,
};

/// The encryption dictionary, checked.
pub struct Settings {
    /// `/R`: 2 to 6.
    pub revision: u8,
    /// Bytes of the file's key.
    pub key_length: usize,
    /// `/O` and `/U`: at least 32 bytes up to revision 4, 48 from revision 5.
    pub owner: Box<[u8]>,
    pub user: Box<[u8]>,
    /// `/OE`, `/UE` and `/Perms`: 32, 32 and 16 bytes, from revision 5.
    pub owner_key: Box<[u8]>,
    pub user_key: Box<[u8]>,
    pub protected_permissions: Box<[u8]>,
    /// `/P`.
    pub permissions: i32,
    pub encrypt_metadata: bool,
    pub filters: CryptFilters,
}

/// Which method counts for what (§7.6.6).
pub struct CryptFilters {
    pub strings: Method,
    pub streams: Method,
    pub embedded_files: Method,
    named: Vec<(Box<[u8]>, Method)>,
}

impl CryptFilters {
    /// The method of the crypt filter `name`, if `/CF` has it.
    pub fn named(&self, name: &[u8]) -> Option<Method> {
        if name == b"Identity" {
            return Some(Method::Identity);
        }
        let found = self.named.iter().find(|(known, _)| **known == *name);
        found.map(|(_, method)| *method)
    }

    fn all(method: Method) -> Self {
        Self {
            strings: method,
            streams: method,
            embedded_files: method,
            named: Vec::new(),
        }
    }
}

/// Reads the entries of the dictionary, values behind references included.
pub struct Reader<'r> {
    pub dictionary: &'r Dictionary,
    pub resolve: Resolve<'r>,
}

impl Reader<'_> {
    /// # Errors
    /// [`ReadError::UnsupportedEncryption`] for another handler, version, revision or method;
    /// [`ReadError::Damaged`] for entries that are missing or too short.
    pub fn settings(&self) -> Result<Settings, ReadError> {
        match &*self.name(b"Filter")? {
            b"Standard" => {}
            b"Adobe.PubSec" => return unsupported(Term::PUBLIC_KEY_SECURITY_HANDLER),
            _ => return unsupported(Term::SECURITY_HANDLER_OTHER_THAN_THE_STANDARD_ONE),
        }
        let version = self.integer(b"V")?.unwrap_or(0);
        let revision = match (version, self.integer(b"R")?) {
            (1 | 2 | 4, Some(revision @ 2..=4)) | (5, Some(revision @ 5..=6)) => revision,
            (1 | 2 | 4 | 5, _) => return unsupported(Term::THIS_REVISION_R),
            _ => return unsupported(Term::THIS_VERSION_V),
        };
        let revision = u8::try_from(revision).unwrap_or_default();
        let filters = match version {
            4 | 5 => self.crypt_filters(version)?,
            _ => CryptFilters::all(Method::Rc4),
        };
        let modern = revision >= 5;
        let verifier = if modern { 48 } else { 32 };
        let only_modern = |key, length| {
            if modern {
                self.string(key, length)
            } else {
                Ok(Box::default())
            }
        };
        Ok(Settings {
            revision,
            key_length: self.key_length(version, revision, &filters)?,
            owner: self.string(b"O", verifier)?,
            user: self.string(b"U", verifier)?,
            owner_key: only_modern(b"OE", 32)?,
            user_key: only_modern(b"UE", 32)?,
            protected_permissions: only_modern(b"Perms", 16)?,
            permissions: self.permissions()?,
            encrypt_metadata: version < 4 || self.boolean(b"EncryptMetadata")?.unwrap_or(true),
            filters,
        })
    }

    /// `/P` is signed; some producers write the same 32 bits unsigned.
    fn permissions(&self) -> Result<i32, ReadError> {
        let value = self.integer(b"P")?.ok_or(damaged(Term::PERMISSIONS_P))?;
        let bits = u32::try_from(value & i64::from(u32::MAX)).unwrap_or_default();
        Ok(bits.cast_signed())
    }

    /// Bytes of the file's key. `/Length` counts bits; some producers count bytes.
    fn key_length(
        &self,
        version: i64,
        revision: u8,
        filters: &CryptFilters,
    ) -> Result<usize, ReadError> {
        if version == 5 {
            return Ok(32);
        }
        if version == 1 || revision == 2 {
            return Ok(5);
        }
        let uses_aes = [filters.strings, filters.streams, filters.embedded_files];
        if uses_aes.contains(&Method::Aes128) {
            return Ok(16);
        }
        let default = if version == 4 { 128 } else { 40 };
        match self.integer(b"Length")?.unwrap_or(default) {
            bits @ 40..=128 if bits % 8 == 0 => Ok(usize::try_from(bits / 8).unwrap_or(5)),
            bytes @ 5..=16 => Ok(usize::try_from(bytes).unwrap_or(5)),
            // Written for AES-256 by producers that then use 128 bits after all.
            256 if version == 4 => Ok(16),
            _ => unsupported(Term::THIS_KEY_LENGTH_LENGTH),
        }
    }

    fn crypt_filters(&self, version: i64) -> Result<CryptFilters, ReadError> {
        let mut named = Vec::new();
        if let Some(filters) = self.value(b"CF")? {
            let filters = filters
                .as_dictionary()
                .ok_or(damaged(Term::DICTIONARY_CF))?;
            for entry in &filters.entries {
                let Some(filter) = (self.resolve)(&entry.value)? else {
                    continue;
                };
                let filter = Reader {
                    dictionary: filter.as_dictionary().ok_or(damaged(Term::CRYPT_FILTER))?,
                    resolve: self.resolve,
                };
                named.push(((*entry.key).into(), filter.method(version)?));
            }
        }
        let mut filters = CryptFilters {
            named,
            ..CryptFilters::all(Method::Identity)
        };
        filters.strings = self.chosen(b"StrF", &filters)?.unwrap_or(Method::Identity);
        filters.streams = self.chosen(b"StmF", &filters)?.unwrap_or(Method::Identity);
        filters.embedded_files = self.chosen(b"EFF", &filters)?.unwrap_or(filters.streams);
        Ok(filters)
    }

    fn chosen(&self, key: &[u8], filters: &CryptFilters) -> Result<Option<Method>, ReadError> {
        let Some(name) = self.value(key)? else {
            return Ok(None);
        };
        let method = name.as_name().and_then(|name| filters.named(name));
        method.map(Some).ok_or(UNKNOWN_FILTER)
    }

    /// `/CFM` of one crypt filter; each version has its own.
    fn method(&self, version: i64) -> Result<Method, ReadError> {
        let Some(method) = self.value(b"CFM")? else {
            return Ok(Method::Identity);
        };
        match (method.as_name().unwrap_or_default(), version) {
            (b"None" | b"Identity", _) => Ok(Method::Identity),
            (b"V2", 4) => Ok(Method::Rc4),
            (b"AESV2", 4) => Ok(Method::Aes128),
            (b"AESV3", 5) => Ok(Method::Aes256),
            (b"AESV4", _) => unsupported(Term::AES_GCM),
            _ => unsupported(Term::THIS_CRYPT_FILTER_METHOD_CFM),
        }
    }

    fn value<'o>(&'o self, key: &[u8]) -> Result<Option<Resolved<'o>>, ReadError> {
        let Some(object) = self.dictionary.get(key) else {
            return Ok(None);
        };
        let found = (self.resolve)(object)?;
        Ok(found.filter(|object| object.value != Value::Null))
    }

    fn name(&self, key: &[u8]) -> Result<Box<[u8]>, ReadError> {
        let value = self.value(key)?;
        let name = value.as_deref().and_then(Object::as_name);
        name.map(Into::into)
            .ok_or(damaged(Term::SECURITY_HANDLER_NAME))
    }

    fn integer(&self, key: &[u8]) -> Result<Option<i64>, ReadError> {
        match self.value(key)? {
            None => Ok(None),
            Some(object) => match object.as_integer() {
                Some(number) => Ok(Some(number)),
                None => Err(damaged(Term::INTEGER_IN_THE_ENCRYPTION_DICTIONARY)),
            },
        }
    }

    fn boolean(&self, key: &[u8]) -> Result<Option<bool>, ReadError> {
        match self.value(key)?.as_deref().map(|object| &object.value) {
            None => Ok(None),
            Some(Value::Boolean(value)) => Ok(Some(*value)),
            Some(_) => Err(damaged(Term::BOOLEAN_IN_THE_ENCRYPTION_DICTIONARY)),
        }
    }

    /// The first `length` bytes of a string: some producers fill up with zeros behind.
    fn string(&self, key: &[u8], length: usize) -> Result<Box<[u8]>, ReadError> {
        let value = self.value(key)?;
        let bytes = value.as_deref().and_then(Object::as_string);
        let bytes = bytes.and_then(|bytes| bytes.get(..length));
        bytes
            .map(Into::into)
            .ok_or(damaged(Term::WHOLE_PASSWORD_AND_KEY_STRINGS))
    }
}

/// A crypt filter is named that `/CF` does not have.
pub const UNKNOWN_FILTER: ReadError = ReadError::UnsupportedEncryption {
    what: Term::CRYPT_FILTER_THAT_THE_DOCUMENT_DOES_NOT_DEFINE,
};

fn unsupported<T>(what: Term) -> Result<T, ReadError> {
    Err(ReadError::UnsupportedEncryption { what })
}

/// The caller knows where the dictionary stands and adds it.
fn damaged(expected: Term) -> ReadError {
    ReadError::Damaged {
        offset: 0,
        object: None,
        expected,
    }
}
