//! PDF objects as they stand in the file: tokens with their span, numbers as written, duplicate
//! keys kept (ISO 32000-2 §7.3). An object is written again by splicing into its original bytes.

use std::{
    collections::BTreeSet,
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

use super::Octets;

/// Number and generation of an indirect object (§7.3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectId {
    /// The object number, from 1.
    pub number: u32,
    /// The generation, 0 except in old updated files.
    pub generation: u16,
}

impl Hash for ObjectId {
    /// In one word: comparing revisions asks sets of objects more than anything else.
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.number) << 16 | u64::from(self.generation));
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} obj", self.number, self.generation)
    }
}

/// Where a token stands, counted from the first byte of the [`Indirect`]'s `raw` text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub value: Value,
    pub span: Span,
}

/// What an object is (§7.3).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    /// As written, sign and digits: a float would lose some.
    Real(Octets),
    /// The bytes that the string stands for: escapes resolved, and decrypted where the document is
    /// encrypted (the raw text keeps what stands in the file).
    String(Octets),
    /// Decoded (`#xx` resolved), without the slash.
    Name(Octets),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    Reference(ObjectId),
}

/// A dictionary with its entries in the order of the file; duplicate keys are kept.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dictionary {
    pub entries: Vec<Entry>,
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Decoded, without the slash.
    pub key: Octets,
    pub key_span: Span,
    pub value: Object,
}

impl Dictionary {
    /// The value under `key`; of duplicate keys the last, as most readers do. An explicit `null`
    /// is the same as an absent entry (§7.3.7).
    pub fn get(&self, key: &[u8]) -> Option<&Object> {
        self.entries
            .iter()
            .rev()
            .find(|entry| &*entry.key == key)
            .map(|entry| &entry.value)
            .filter(|object| object.value != Value::Null)
    }

    /// Whether `key` stands here more than once.
    pub fn repeats(&self, key: &[u8]) -> bool {
        self.entries
            .iter()
            .filter(|entry| &*entry.key == key)
            .count()
            > 1
    }

    /// A key that stands here more than once.
    pub fn first_repeated_key(&self) -> Option<&[u8]> {
        let mut keys = self.entries.iter().map(|entry| &*entry.key);
        if self.entries.len() <= FEW_KEYS {
            if all_look_different(keys.clone()) {
                return None;
            }
            while let Some(key) = keys.next() {
                if keys.clone().any(|later| later == key) {
                    return Some(key);
                }
            }
            return None;
        }
        let mut seen = BTreeSet::new();
        keys.find(|key| !seen.insert(*key))
    }
}

/// Up to so many keys are compared with each other, without a set of them.
const FEW_KEYS: usize = 32;

/// Whether no two keys have the same length and last bytes, as far as one word tells.
fn all_look_different<'k>(mut keys: impl Iterator<Item = &'k [u8]>) -> bool {
    let mut seen: u64 = 0;
    keys.all(|key| {
        let bit = look(key);
        let fresh = seen & bit == 0;
        seen |= bit;
        fresh
    })
}

/// One bit of a word, chosen by length and last bytes: where the bits differ, the keys do.
pub(super) fn look(key: &[u8]) -> u64 {
    let look = match key {
        [.., before, last] => key.len() * 25 + usize::from(*last) * 5 + usize::from(*before),
        [only] => usize::from(*only),
        [] => 0,
    };
    1 << (look % 64)
}

impl Object {
    /// The references in this value, in no order.
    pub fn references(&self) -> impl Iterator<Item = ObjectId> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            while let Some(object) = waiting.pop() {
                match &object.value {
                    Value::Reference(id) => return Some(*id),
                    Value::Array(items) => waiting.extend(items),
                    Value::Dictionary(it) => {
                        waiting.extend(it.entries.iter().map(|entry| &entry.value));
                    }
                    _ => {}
                }
            }
            None
        })
    }

    pub fn as_integer(&self) -> Option<i64> {
        match self.value {
            Value::Integer(number) => Some(number),
            _ => None,
        }
    }

    pub fn as_name(&self) -> Option<&[u8]> {
        match &self.value {
            Value::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn as_string(&self) -> Option<&[u8]> {
        match &self.value {
            Value::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn as_array(&self) -> Option<&[Object]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The dictionary, also of a stream.
    pub fn as_dictionary(&self) -> Option<&Dictionary> {
        match &self.value {
            Value::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    pub fn as_reference(&self) -> Option<ObjectId> {
        match self.value {
            Value::Reference(id) => Some(id),
            _ => None,
        }
    }
}

/// An indirect object as one revision of the file has it.
#[derive(Clone, Debug)]
pub struct Indirect {
    pub id: ObjectId,
    pub object: Object,
    /// The text of the value, from its first to its last token (without `obj`, `endobj` and the
    /// stream's data), still encrypted. Spans count from its first byte.
    pub raw: Arc<[u8]>,
    pub place: Place,
    /// Where the data of a stream lies; `object` is then its dictionary.
    pub stream: Option<StreamData>,
}

/// Where an indirect object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the file: absolute offsets of `N G obj`, of the value's first byte (where `raw` starts),
    /// and of the end after `endobj` (or where reading stopped, if that is missing).
    File { start: u64, value: u64, end: u64 },
    /// The `index`th object of the object stream `container` (§7.5.7).
    ObjectStream { container: u32, index: u32 },
}

/// The encoded data of a stream: absolute offset of the first byte, and length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamData {
    pub offset: u64,
    pub len: u64,
}
