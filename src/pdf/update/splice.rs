//! An object written again: its original text with the changed entries spliced in.

use std::sync::Arc;

use super::{
    super::object::{Dictionary, Indirect, Object, ObjectId, Place, Span, Value},
    serialise::{Strings, write_name, write_string},
};

/// Changes to one indirect object, kept as pieces of text to put in place of pieces of its own.
#[derive(Clone, Debug)]
pub struct Splice {
    original: Arc<Indirect>,
    edits: Vec<Edit>,
}

/// `text` in place of the bytes from `start` to `end`; an insertion where both are the same.
#[derive(Clone, Debug)]
struct Edit {
    start: usize,
    end: usize,
    text: Vec<u8>,
}

/// The original text does not allow the change: a delimiter is not where the parser said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unspliceable {
    /// The object that cannot be written again.
    pub object: ObjectId,
}

impl Splice {
    pub fn of(original: &Arc<Indirect>) -> Self {
        Self {
            original: Arc::clone(original),
            edits: Vec::new(),
        }
    }

    /// What stands in the file.
    pub fn original(&self) -> &Object {
        &self.original.object
    }

    /// Gives `key` the value `text` in `dictionary`, a part of the original: in place of its
    /// value where it has one (of a repeated key each of them, so that all readers agree), else
    /// as a new entry at the end.
    pub fn set(
        &mut self,
        dictionary: &Object,
        key: &[u8],
        text: &[u8],
    ) -> Result<(), Unspliceable> {
        let Value::Dictionary(Dictionary { entries }) = &dictionary.value else {
            return Err(self.unspliceable());
        };
        let mut found = false;
        for entry in entries.iter().filter(|entry| *entry.key == *key) {
            let mut spaced = vec![b' '];
            spaced.extend(text);
            self.replace(entry.value.span, spaced);
            found = true;
        }
        if found {
            return Ok(());
        }
        let mut entry = vec![b' '];
        write_name(key, &mut entry);
        entry.push(b' ');
        entry.extend(text);
        self.insert_before(dictionary.span, b">>", entry)
    }

    /// Appends `text` as last item of `array`, a part of the original.
    pub fn append(&mut self, array: &Object, text: &[u8]) -> Result<(), Unspliceable> {
        let mut item = vec![b' '];
        item.extend(text);
        self.insert_before(array.span, b"]", item)
    }

    /// The new text. Strings that came out of an object stream stand there in the clear (§7.5.7):
    /// they go through `strings`. Those from the file itself are encrypted already, under the
    /// same object number.
    pub fn render(mut self, mut strings: Strings<'_>) -> Result<Vec<u8>, Unspliceable> {
        let from_stream = matches!(self.original.place, Place::ObjectStream { .. });
        if from_stream && matches!(strings, Strings::Encrypted { .. }) {
            let original = Arc::clone(&self.original);
            let replaced: Vec<_> = self.edits.iter().map(|it| (it.start, it.end)).collect();
            self.encrypt(&original.object, &replaced, &mut strings);
        }
        self.edits.sort_by_key(|edit| (edit.start, edit.end));
        let raw = &*self.original.raw;
        let mut out = Vec::with_capacity(raw.len().saturating_add(64));
        let mut done = 0;
        for edit in &self.edits {
            let kept = raw.get(done..edit.start).ok_or(self.unspliceable())?;
            out.extend(kept);
            out.extend(&edit.text);
            done = edit.end;
        }
        out.extend(raw.get(done..).ok_or(self.unspliceable())?);
        Ok(out)
    }

    /// Replaces the strings below `object` that do not lie in the ranges `replaced`. The parser
    /// bounds the depth.
    fn encrypt(&mut self, object: &Object, replaced: &[(usize, usize)], strings: &mut Strings<'_>) {
        let (start, end) = range(object.span);
        let mut replacing = replaced.iter().filter(|(from, to)| from < to);
        if replacing.any(|(from, to)| *from <= start && end <= *to) {
            return;
        }
        match &object.value {
            Value::String(bytes) => {
                let mut text = Vec::new();
                write_string(bytes, strings, &mut text);
                self.replace(object.span, text);
            }
            Value::Array(items) => {
                for item in items {
                    self.encrypt(item, replaced, strings);
                }
            }
            Value::Dictionary(dictionary) => {
                let signature = dictionary.get(b"ByteRange").is_some();
                for entry in &dictionary.entries {
                    // A signature's `/Contents` is never encrypted (§7.6.2).
                    if !(signature && *entry.key == *b"Contents") {
                        self.encrypt(&entry.value, replaced, strings);
                    }
                }
            }
            _ => {}
        }
    }

    fn replace(&mut self, span: Span, text: Vec<u8>) {
        let (start, end) = range(span);
        self.edits.push(Edit { start, end, text });
    }

    fn insert_before(
        &mut self,
        span: Span,
        delimiter: &[u8],
        text: Vec<u8>,
    ) -> Result<(), Unspliceable> {
        let (_, end) = range(span);
        let at = end
            .checked_sub(delimiter.len())
            .filter(|&at| self.original.raw.get(at..end) == Some(delimiter))
            .ok_or(self.unspliceable())?;
        self.edits.push(Edit {
            start: at,
            end: at,
            text,
        });
        Ok(())
    }

    fn unspliceable(&self) -> Unspliceable {
        Unspliceable {
            object: self.original.id,
        }
    }
}

fn range(span: Span) -> (usize, usize) {
    let at = |position: u32| usize::try_from(position).unwrap_or(usize::MAX);
    (at(span.start), at(span.end))
}
