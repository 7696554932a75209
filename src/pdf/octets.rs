//! The bytes that a token stands for: names, strings and numbers are many, and most are short.

use std::{
    fmt,
    hash::{Hash, Hasher},
    ops::Deref,
    sync::{Arc, OnceLock},
};

use super::hex;

/// The names of the standard, identifiers and numbers fit; so the whole takes 24 bytes.
const SHORT: usize = 22;

/// Bytes: short ones without an allocation of their own, long hexadecimal strings decoded when
/// somebody asks for them.
#[derive(Clone)]
pub struct Octets(Kept);

#[derive(Clone)]
enum Kept {
    Short { len: u8, bytes: [u8; SHORT] },
    Long(Box<[u8]>),
    Digits(Arc<Digits>),
}

/// A hexadecimal string as it is written, without its delimiters.
struct Digits {
    written: Box<[u8]>,
    decoded: OnceLock<Box<[u8]>>,
}

impl Octets {
    /// What `written` stands for, digits and white space between the delimiters of a string. Of a
    /// signature's `/Contents` an update asks no more than that it is there.
    pub fn of_digits(written: &[u8]) -> Self {
        Self(Kept::Digits(Arc::new(Digits {
            written: written.into(),
            decoded: OnceLock::new(),
        })))
    }
}

impl Default for Octets {
    fn default() -> Self {
        Self(Kept::Short {
            len: 0,
            bytes: [0; SHORT],
        })
    }
}

impl Deref for Octets {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Kept::Short { len, bytes } => bytes.get(..usize::from(*len)).unwrap_or_default(),
            Kept::Long(bytes) => bytes,
            Kept::Digits(digits) => digits
                .decoded
                .get_or_init(|| hex::decode(&digits.written).into()),
        }
    }
}

impl From<&[u8]> for Octets {
    fn from(bytes: &[u8]) -> Self {
        let mut short = [0; SHORT];
        match (short.get_mut(..bytes.len()), u8::try_from(bytes.len())) {
            (Some(place), Ok(len)) => {
                place.copy_from_slice(bytes);
                Self(Kept::Short { len, bytes: short })
            }
            _ => Self(Kept::Long(bytes.into())),
        }
    }
}

impl<const N: usize> From<&[u8; N]> for Octets {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl<const N: usize> From<[u8; N]> for Octets {
    fn from(bytes: [u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl From<Vec<u8>> for Octets {
    fn from(bytes: Vec<u8>) -> Self {
        if bytes.len() <= SHORT {
            return bytes.as_slice().into();
        }
        Self(Kept::Long(bytes.into()))
    }
}

impl PartialEq for Octets {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Octets {}

impl PartialOrd for Octets {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Octets {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for Octets {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Octets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.escape_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::{Octets, SHORT};

    #[test]
    fn they_are_the_bytes_they_were_made_of() {
        assert_eq!(size_of::<Octets>(), 24);
        for length in [0, 1, SHORT, SHORT + 1, 1000] {
            let bytes = vec![b'x'; length];
            assert_eq!(*Octets::from(bytes.as_slice()), *bytes);
            assert_eq!(Octets::from(bytes.clone()), Octets::from(bytes.as_slice()));
        }
        let digits = Octets::of_digits(b"48 65\n6C6c6F7");
        assert_eq!(*digits, *b"Hellop");
        assert_eq!(digits.clone(), Octets::from(b"Hellop"));
        assert!(digits < Octets::from(b"Hellos"));
    }
}
