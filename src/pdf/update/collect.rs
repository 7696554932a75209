//! The objects of one update, new ones and ones written again.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    super::{
        Document, ReadError, View,
        object::{Dictionary, Indirect, Object, ObjectId, Value},
    },
    entropy::Entropy,
    located::Located,
    serialise::{Strings, write, write_entries},
    splice::{Splice, Unspliceable},
};

/// The update as it grows; nothing of it is in the file yet.
pub struct Update<'d> {
    pub(super) view: View<'d>,
    pub(super) entropy: Entropy,
    pub(super) spliced: BTreeMap<ObjectId, Splice>,
    pub(super) added: BTreeMap<ObjectId, Body>,
    pub(super) next: u32,
}

/// The text of a new object.
pub(super) struct Body {
    pub(super) text: Vec<u8>,
    /// Where in `text` the gap of a signature lies.
    pub(super) gap: Option<Gap>,
}

/// Where, within an object's text, what is filled in later stands.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    /// First byte of the blanks behind `/ByteRange `, and how many there are.
    pub(super) byte_range: (usize, usize),
    /// `<` of `/Contents`, and the length of the string with its delimiters.
    pub(super) contents: (usize, usize),
}

/// Why an update cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateError {
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file's structure leaves no room for what is to be written.
    #[error("the structure of the file does not allow it: {what}")]
    Structure {
        what: &'static str,
        object: Option<ObjectId>,
    },
}

impl From<Unspliceable> for UpdateError {
    fn from(unspliceable: Unspliceable) -> Self {
        Self::Structure {
            what: "a delimiter is missing",
            object: Some(unspliceable.object),
        }
    }
}

/// Numbers above are beyond what common readers take (Annex C; also qpdf and Acrobat).
const LAST_OBJECT_NUMBER: u32 = 8_388_607;

impl<'d> Update<'d> {
    /// An empty update of the newest revision.
    pub fn new(document: &'d Document<'d>, entropy: Entropy) -> Result<Self, UpdateError> {
        let view = document.latest();
        Ok(Self {
            view,
            entropy,
            spliced: BTreeMap::new(),
            added: BTreeMap::new(),
            next: first_free(view)?,
        })
    }

    /// The revision that is updated.
    pub fn view(&self) -> View<'d> {
        self.view
    }

    /// A number that no object of the file has.
    pub fn reserve(&mut self) -> Result<ObjectId, UpdateError> {
        if self.next > LAST_OBJECT_NUMBER {
            return Err(UpdateError::Structure {
                what: "no object number is free",
                object: None,
            });
        }
        let id = ObjectId {
            number: self.next,
            generation: 0,
        };
        self.next += 1;
        Ok(id)
    }

    /// Adds the new object `id`; its strings are encrypted where the document is.
    pub fn add(&mut self, id: ObjectId, value: &Value) {
        let mut text = Vec::new();
        write(value, &mut self.strings(id), &mut text);
        self.added.insert(id, Body { text, gap: None });
    }

    /// Adds the new stream `id` with these entries (without `/Length`) and this data.
    pub fn add_stream(&mut self, id: ObjectId, dictionary: &Value, data: &[u8]) {
        let sealed;
        let data = match self.view.document().encryption() {
            Some(encryption) => {
                sealed = encryption.encrypt_stream(id, data, self.entropy.block());
                &sealed
            }
            None => data,
        };
        let mut text = b"<<".to_vec();
        if let Value::Dictionary(dictionary) = dictionary {
            write_entries(dictionary, &mut self.strings(id), &mut text);
        }
        text.extend(format!(" /Length {} >>\nstream\n", data.len()).bytes());
        text.extend(data);
        text.extend(b"\nendstream");
        self.added.insert(id, Body { text, gap: None });
    }

    /// Adds a signature dictionary with these entries, `/ByteRange` and a `/Contents` with room
    /// for `capacity` bytes. Its `/Contents` is never encrypted (§7.6.2).
    pub fn add_signature(&mut self, id: ObjectId, entries: &Value, capacity: usize) {
        let mut text = b"<<".to_vec();
        if let Value::Dictionary(dictionary) = entries {
            write_entries(dictionary, &mut self.strings(id), &mut text);
        }
        text.extend(b" /ByteRange ");
        let digits = digits(self.view.document().source().len());
        let byte_range = (text.len(), 3 * digits + "[0   ]".len());
        text.resize(byte_range.0 + byte_range.1, b' ');
        text.extend(b" /Contents ");
        let contents = (text.len(), 2 * capacity + 2);
        text.push(b'<');
        text.resize(contents.0 + contents.1 - 1, b'0');
        text.extend(b"> >>");
        let gap = Some(Gap {
            byte_range,
            contents,
        });
        self.added.insert(id, Body { text, gap });
    }

    /// Gives `key` the value `value` in the dictionary at `place`.
    pub fn set(&mut self, place: &Located, key: &str, value: &Value) -> Result<(), UpdateError> {
        let text = self.text(place.holder.id, value);
        self.splice(&place.holder)?
            .set(place.object(), key.as_bytes(), &text)?;
        Ok(())
    }

    /// Appends `value` to the array at `place`.
    pub fn append(&mut self, place: &Located, value: &Value) -> Result<(), UpdateError> {
        let text = self.text(place.holder.id, value);
        self.splice(&place.holder)?.append(place.object(), &text)?;
        Ok(())
    }

    fn text(&mut self, id: ObjectId, value: &Value) -> Vec<u8> {
        let mut text = Vec::new();
        write(value, &mut self.strings(id), &mut text);
        text
    }

    fn splice(&mut self, original: &Arc<Indirect>) -> Result<&mut Splice, UpdateError> {
        if original.stream.is_some() {
            return Err(UpdateError::Structure {
                what: "a stream stands where a plain object belongs",
                object: Some(original.id),
            });
        }
        Ok(self
            .spliced
            .entry(original.id)
            .or_insert_with(|| Splice::of(original)))
    }

    pub(super) fn strings(&mut self, id: ObjectId) -> Strings<'_> {
        match self.view.document().encryption() {
            Some(encryption) => Strings::Encrypted {
                encryption,
                id,
                entropy: &mut self.entropy,
            },
            None => Strings::Clear,
        }
    }
}

/// Decimal digits that every offset in the finished file fits in, the update included.
fn digits(source_len: u64) -> usize {
    const LARGEST_UPDATE: u64 = 1 << 32;
    source_len
        .saturating_add(LARGEST_UPDATE)
        .checked_ilog10()
        .map_or(1, |log| log as usize + 1)
}

/// The first number behind all that the file names or claims to name.
fn first_free(view: View<'_>) -> Result<u32, UpdateError> {
    let claimed = view
        .trailer()
        .get(b"Size")
        .and_then(|size| size.as_integer())
        .and_then(|size| u32::try_from(size).ok())
        .filter(|&size| size <= LAST_OBJECT_NUMBER)
        .unwrap_or(1);
    let sections = view.document().revisions().iter();
    let named = sections
        .flat_map(|revision| &revision.sections)
        .filter_map(|section| section.entries.last_number())
        .max()
        .unwrap_or(0);
    let referred = referred(view.trailer());
    named
        .max(referred)
        .checked_add(1)
        .map(|next| next.max(claimed))
        .filter(|&next| next <= LAST_OBJECT_NUMBER)
        .ok_or(UpdateError::Structure {
            what: "no object number is free",
            object: None,
        })
}

/// The highest number that the trailer refers to: files cut down by others name objects there that
/// are gone, and a new object of that number would take their place.
fn referred(trailer: &Dictionary) -> u32 {
    let mut highest = 0;
    let mut waiting: Vec<&Object> = trailer.entries.iter().map(|entry| &entry.value).collect();
    while let Some(object) = waiting.pop() {
        match &object.value {
            Value::Reference(id) if id.number < LAST_OBJECT_NUMBER => {
                highest = highest.max(id.number);
            }
            Value::Array(items) => waiting.extend(items),
            Value::Dictionary(inner) => {
                waiting.extend(inner.entries.iter().map(|entry| &entry.value));
            }
            _ => {}
        }
    }
    highest
}
