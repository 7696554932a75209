//! Values as all readers can tell them.

use std::{collections::BTreeMap, fmt};

/// Number and generation of an object.
pub type Id = (u64, u64);

/// A value. Entries that are `null` are left out of dictionaries (ISO 32000-2 §7.3.7).
#[derive(Clone, Debug)]
pub enum Plain {
    Null,
    Boolean(bool),
    Integer(i64),
    /// Some libraries keep 32 bits of it.
    Real(f64),
    String(Vec<u8>),
    Name(Vec<u8>),
    Array(Vec<Plain>),
    /// Also of a stream.
    Dictionary(BTreeMap<Vec<u8>, Plain>),
    Reference(Id),
}

impl Plain {
    pub fn dictionary(entries: impl IntoIterator<Item = (Vec<u8>, Plain)>) -> Self {
        let entries = entries.into_iter();
        Self::Dictionary(
            entries
                .filter(|(_, value)| !matches!(value, Self::Null))
                .collect(),
        )
    }

    /// The value under `key`; `Null` where there is none.
    pub fn get(&self, key: &[u8]) -> &Plain {
        match self {
            Self::Dictionary(entries) => entries.get(key).unwrap_or(&Self::Null),
            _ => &Self::Null,
        }
    }

    pub fn entries(&self) -> Option<&BTreeMap<Vec<u8>, Plain>> {
        match self {
            Self::Dictionary(entries) => Some(entries),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Plain] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    pub fn reference(&self) -> Option<Id> {
        match self {
            Self::Reference(id) => Some(*id),
            _ => None,
        }
    }

    pub fn is_name(&self, name: &[u8]) -> bool {
        matches!(self, Self::Name(written) if written == name)
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// Equal as far as the coarser of the two readers can tell.
impl PartialEq for Plain {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::String(a), Self::String(b)) | (Self::Name(a), Self::Name(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => a == b,
            (Self::Dictionary(a), Self::Dictionary(b)) => a == b,
            (Self::Reference(a), Self::Reference(b)) => a == b,
            _ => match (self.number(), other.number()) {
                (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0),
                _ => false,
            },
        }
    }
}

impl Plain {
    fn number(&self) -> Option<f64> {
        match self {
            // Integers beyond 2^24 are compared as integers wherever both are.
            Self::Integer(number) => i32::try_from(*number).ok().map(f64::from),
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }
}

/// In PDF's own notation, cut where it gets long.
impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Real(number) => number.fmt(f),
            Self::String(bytes) => {
                f.write_str("<")?;
                for byte in bytes.iter().take(LONGEST) {
                    write!(f, "{byte:02x}")?;
                }
                if bytes.len() > LONGEST {
                    write!(f, "… {} B", bytes.len())?;
                }
                f.write_str(">")
            }
            Self::Name(name) => write!(f, "/{}", name.escape_ascii()),
            Self::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().take(LONGEST).enumerate() {
                    let space = if index > 0 { " " } else { "" };
                    write!(f, "{space}{item}")?;
                }
                f.write_str(if items.len() > LONGEST { " …]" } else { "]" })
            }
            Self::Dictionary(entries) => {
                f.write_str("<<")?;
                for (key, value) in entries.iter().take(LONGEST) {
                    write!(f, "/{} {value} ", key.escape_ascii())?;
                }
                f.write_str(if entries.len() > LONGEST {
                    "…>>"
                } else {
                    ">>"
                })
            }
            Self::Reference((number, generation)) => write!(f, "{number} {generation} R"),
        }
    }
}

/// Items that are shown of a string, array or dictionary.
const LONGEST: usize = 16;
