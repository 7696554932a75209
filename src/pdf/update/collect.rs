//! The objects of one update, new ones and ones written again.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    super::{
        Document, ReadError, View,
        object::{Indirect, ObjectId, Value},
    },
    entropy::Entropy,
    located::Located,
    numbers::Numbers,
    serialise::{Strings, write, write_entries},
    splice::{Splice, Unspliceable},
};
use crate::text::Term;

/// The update as it grows; nothing of it is in the file yet.
pub struct Update<'d> {
    pub(super) view: View<'d>,
    pub(super) entropy: Entropy,
    pub(super) spliced: BTreeMap<ObjectId, Splice>,
    pub(super) added: BTreeMap<ObjectId, Body>,
    pub(super) numbers: Numbers,
    /// Objects that stay as they are and whose references count.
    kept: Vec<Arc<Indirect>>,
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
        what: Term,
        object: Option<ObjectId>,
    },
}

impl From<Unspliceable> for UpdateError {
    fn from(unspliceable: Unspliceable) -> Self {
        Self::Structure {
            what: Term::DELIMITER_IS_MISSING,
            object: Some(unspliceable.object),
        }
    }
}

impl<'d> Update<'d> {
    /// An empty update of the newest revision, whose new objects take `numbers`.
    pub fn new(document: &'d Document<'d>, entropy: Entropy, numbers: Numbers) -> Self {
        Self {
            view: document.latest(),
            entropy,
            spliced: BTreeMap::new(),
            added: BTreeMap::new(),
            numbers,
            kept: Vec::new(),
        }
    }

    /// The revision that is updated.
    pub fn view(&self) -> View<'d> {
        self.view
    }

    /// The number of a new object.
    pub fn reserve(&mut self) -> Result<ObjectId, UpdateError> {
        self.numbers.take(self.view)
    }

    /// Says that new objects must not be found behind the references in `place`'s object either,
    /// which is not written again.
    pub fn keep(&mut self, place: &Located) {
        self.kept.push(Arc::clone(&place.holder));
    }

    /// Other numbers to lay the update out with, where one of those that it began with turned out
    /// to be in use: an object that is kept or written again refers to it, or it was looked up on
    /// the way. References in objects that nobody read are not looked for: that would cost more
    /// than signing.
    pub fn other_numbers(&self, began_with: &Numbers) -> Option<Numbers> {
        let mut numbers = began_with.clone();
        let written_again = self.spliced.values().map(Splice::original);
        let kept = self.kept.iter().map(|kept| &kept.object);
        for object in written_again.chain(kept) {
            numbers.leave_out(object);
        }
        let mut new = self.added.keys();
        new.any(|id| numbers.is_in_use(id.number, self.view))
            .then_some(numbers)
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
                what: Term::STREAM_STANDS_WHERE_A_PLAIN_OBJECT_BELONGS,
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
