//! Fetches objects from the file and from object streams, each once.

use std::{cell::Cell, sync::Arc};

use super::{
    Document, Indirect, Object, ObjectId, Place, ReadError, View,
    document::{ObjectKey, decrypt_strings},
    filter::{self, Decoded, Filter, FilterError, Resolve},
    finding::Finding,
    glance::{Keys, Pattern},
    indirect,
    input::Window,
    lexer::SyntaxError,
    object_stream::ObjectStream,
    xref::Location,
};
use crate::{Limit, text::Term};

/// A stream's `/Length` may stand in an object stream, whose own `/Length` may stand in an object
/// stream: real files end after one step.
const DEEPEST: u32 = 4;

/// What an object occupies beside its text, roughly.
const OBJECT_OVERHEAD: usize = 256;

/// How many bytes parsed values occupy for one byte of text, roughly.
const PARSED_FACTOR: usize = 8;

/// Signatures are shorter, and most of what is longer is a stream.
const READ_AHEAD: u64 = 32 << 10;

/// Fields are shorter, and so is what stands before the digits of a signature.
const FIRST_GLANCE: u64 = 4096;

/// What a reader looks at behind an object.
const BEHIND_OBJECT: u64 = 16;

impl View<'_> {
    pub(super) fn load(
        &self,
        id: ObjectId,
        depth: u32,
    ) -> Result<Option<Arc<Indirect>>, ReadError> {
        match self.location(id.number) {
            Location::Free => {
                self.document.note_missing(id.number);
                Ok(None)
            }
            Location::File { offset, generation } if generation == id.generation => {
                self.read_in_file(id, offset, depth)
            }
            Location::ObjectStream { container, index } if id.generation == 0 => {
                self.read_in_object_stream(id, container, index, depth)
            }
            // §7.3.10: a reference with another generation is one to an object that is not there;
            // many readers look at the number alone.
            _ => {
                self.document.note_hidden();
                Ok(None)
            }
        }
    }

    fn read_in_file(
        &self,
        id: ObjectId,
        offset: u64,
        depth: u32,
    ) -> Result<Option<Arc<Indirect>>, ReadError> {
        let document = self.document;
        let key = ObjectKey::File { offset };
        if let Some(found) = document.objects.get(key) {
            if found.id == id {
                return Ok(Some(found));
            }
            document.note(Finding::Misplaced { object: id });
            return Ok(None);
        }
        let limits = &document.limits;
        document.read_ahead(offset)?;
        let mut length = |id| self.length(id, depth);
        let read = indirect::read(&document.input, offset, Some(id), limits, &mut length);
        let Some(read) = read.map_err(|error| of_object(error, id))? else {
            document.note(Finding::Misplaced { object: id });
            return Ok(None);
        };
        for finding in read.findings {
            document.note(finding);
        }
        let mut found = read.indirect;
        self.tell_repeated_key(&found.object, id);
        if let Some(encryption) = document.encryption()
            && document.encryption_object != Some(id)
            && !is_cross_reference_stream(&found)
        {
            decrypt_strings(&mut found.object, id, encryption);
        }
        document.input.spend_read(found.raw.len())?;
        let cost = cost(&found);
        Ok(Some(document.objects.put(key, found, cost)))
    }

    /// Readers disagree which of two values counts.
    fn tell_repeated_key(&self, object: &Object, id: ObjectId) {
        let dictionary = object.as_dictionary();
        if dictionary.is_some_and(|dictionary| dictionary.first_repeated_key().is_some()) {
            self.document.note(Finding::RepeatedKey { object: id });
        }
    }

    /// What a reference under `/Length` stands for.
    fn length(&self, id: ObjectId, depth: u32) -> Option<u64> {
        let deeper = depth.checked_add(1).filter(|deeper| *deeper < DEEPEST)?;
        let found = self.load(id, deeper).ok()??;
        u64::try_from(found.object.as_integer()?).ok()
    }

    fn read_in_object_stream(
        &self,
        id: ObjectId,
        container: u32,
        index: u32,
        depth: u32,
    ) -> Result<Option<Arc<Indirect>>, ReadError> {
        let document = self.document;
        // §7.5.7: an object stream is no object of another one, and its generation is 0.
        let Location::File {
            offset,
            generation: 0,
        } = self.location(container)
        else {
            document.note(Finding::Misplaced { object: id });
            return Ok(None);
        };
        let key = ObjectKey::ObjectStream {
            container: offset,
            index,
        };
        if let Some(found) = document.objects.get(key) {
            return Ok(Some(found).filter(|found| found.id == id));
        }
        let Some(stream) = self.object_stream(container, offset, depth)? else {
            document.note(Finding::Misplaced { object: id });
            return Ok(None);
        };
        let Some((object, raw)) = stream.object(id.number, index, offset, &document.limits)? else {
            document.note(Finding::Misplaced { object: id });
            return Ok(None);
        };
        self.tell_repeated_key(&object, id);
        let found = Indirect {
            id,
            object,
            raw: raw.into(),
            place: Place::ObjectStream { container, index },
            stream: None,
        };
        document.input.spend_read(found.raw.len())?;
        let cost = cost(&found);
        Ok(Some(document.objects.put(key, found, cost)))
    }

    /// The object stream `number`; `None` where no stream with `/Type /ObjStm` is there.
    pub(super) fn object_stream(
        &self,
        number: u32,
        offset: u64,
        depth: u32,
    ) -> Result<Option<Arc<ObjectStream>>, ReadError> {
        let document = self.document;
        if let Some(found) = document.object_streams.get(offset) {
            return Ok(Some(found));
        }
        let deeper = depth.saturating_add(1);
        if deeper >= DEEPEST {
            return Ok(None);
        }
        let generation = 0;
        let Some(container) = self.load(ObjectId { number, generation }, deeper)? else {
            return Ok(None);
        };
        let Some(dictionary) = container.object.as_dictionary() else {
            return Ok(None);
        };
        if container.stream.is_none() {
            return Ok(None);
        }
        let referred = ["Length", "Filter", "DecodeParms"].iter().any(|key| {
            let entry = dictionary.get(key.as_bytes());
            entry.is_some_and(|entry| entry.references().next().is_some())
        });
        if referred {
            document.note_hidden();
        }
        let resolve: Resolve<'_> = &|object| match object.as_reference() {
            Some(id) => Ok(self.load(id, deeper)?.map(super::Resolved::Indirect)),
            None => filter::direct_only(object),
        };
        let data = document.stream_data(&container, resolve)?;
        let Some(stream) = ObjectStream::new(dictionary, data, &document.limits)? else {
            return Ok(None);
        };
        let size = stream.size();
        Ok(Some(document.object_streams.put(offset, stream, size)))
    }
}

impl View<'_> {
    /// Hands the entries of the dictionary `id` to `see`: the key, and the text of the value. Gives
    /// which keys there are; `None` where a glance does not tell, whatever the reason: then
    /// [`View::object`] does, and what `see` was told counts for nothing. It may be told twice.
    /// Nothing is kept, nothing is noted.
    ///
    /// # Errors
    /// `Io`; `Limit` where far more was read than the file holds.
    pub fn glance(
        &self,
        id: ObjectId,
        pattern: &mut Pattern,
        mut see: impl FnMut(&[u8], &[u8]),
    ) -> Result<Option<Keys>, ReadError> {
        let document = self.document;
        let Location::File { offset, generation } = self.location(id.number) else {
            return Ok(None);
        };
        // Strings would have to be decrypted.
        if generation != id.generation || document.encryption.is_some() {
            return Ok(None);
        }
        let from = offset.saturating_sub(1);
        let mut length = match document.room(offset) {
            Some(room) => room.saturating_add(BEHIND_OBJECT),
            None => FIRST_GLANCE,
        };
        let most = READ_AHEAD.min(document.limits.object_bytes);
        loop {
            let window = document.input.window(from, length.min(most))?;
            let start = usize::from(from < offset);
            let nesting = document.limits.nesting;
            let Window { bytes, whole } = &window;
            match indirect::glance(bytes, *whole, start, id, nesting, pattern, &mut see) {
                Ok(Some((keys, length))) => {
                    document.input.spend_read(length)?;
                    return Ok(Some(keys));
                }
                Err(SyntaxError::WindowEnded) if !window.whole && length < most => length = most,
                Ok(None) | Err(_) => return Ok(None),
            }
        }
    }
}

impl Document<'_> {
    /// Reads an object at once that is longer than most: it reaches to the next one.
    fn read_ahead(&self, offset: u64) -> Result<(), ReadError> {
        match self.room(offset) {
            Some(room) if room <= READ_AHEAD => {
                let length = room.saturating_add(BEHIND_OBJECT);
                self.input.window(offset.saturating_sub(1), length)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Decrypted and decoded data of a stream; `resolve` follows references in its dictionary.
    pub(super) fn stream_data(
        &self,
        stream: &Indirect,
        resolve: Resolve<'_>,
    ) -> Result<Vec<u8>, ReadError> {
        let (Some(data), Some(dictionary)) = (stream.stream, stream.object.as_dictionary()) else {
            return Err(ReadError::Damaged {
                offset: match stream.place {
                    Place::File { value, .. } => value,
                    Place::ObjectStream { .. } => 0,
                },
                object: Some(stream.id),
                expected: Term::STREAM,
            });
        };
        if data.len > self.input.decoding_left() {
            self.input.spend_decoded(data.len)?;
        }
        if data.len > self.limits.decoded_stream {
            return Err(self.limits.exceeded(Limit::DecodedStream).into());
        }
        let at = |error: FilterError| error.at(data.offset, Some(stream.id));
        let stored = self.input.window(data.offset, data.len)?.bytes;
        let mut clear = None;
        if let Some(encryption) = self.encryption() {
            let chosen = filter::crypt_filter(dictionary, resolve, &self.limits).map_err(at)?;
            let chosen = chosen.as_deref();
            clear = Some(encryption.decrypt_stream(stream.id, dictionary, chosen, &stored)?);
        }
        let filters = filter::read(dictionary, resolve, &self.limits).map_err(at)?;
        if filters.is_empty() {
            let data = clear.unwrap_or_else(|| stored.into_vec());
            self.input.spend_decoded(data.len() as u64)?;
            return Ok(data);
        }
        let encoded = clear.as_deref().unwrap_or(&stored);
        let decoded = self.decode(&filters, encoded)?.map_err(at)?;
        for flaw in decoded.flaws {
            self.note(Finding::StreamFlaw {
                object: stream.id,
                flaw: flaw.term(),
            });
        }
        Ok(decoded.data)
    }
}

impl Document<'_> {
    /// Unfolds `encoded` within what all streams may still take, and pays for it: bombs as well.
    fn decode(
        &self,
        filters: &[Filter],
        encoded: &[u8],
    ) -> Result<Result<Decoded, FilterError>, ReadError> {
        let mut within = self.limits.clone();
        within.decoded_stream = within.decoded_stream.min(self.input.decoding_left());
        let work = Cell::new(0);
        let decoded = filter::decode_counting(filters, encoded, &within, &work);
        let cost = match &decoded {
            Err(FilterError::Limit(_)) if within != self.limits => u64::MAX,
            _ => work.get().max(encoded.len() as u64),
        };
        self.input.spend_decoded(cost)?;
        Ok(decoded)
    }
}

/// §7.5.8.2: strings in the dictionary of a cross-reference stream are not encrypted.
fn is_cross_reference_stream(indirect: &Indirect) -> bool {
    let dictionary = indirect.object.as_dictionary();
    let kind = dictionary.and_then(|dictionary| dictionary.get(b"Type"));
    indirect.stream.is_some() && kind.and_then(Object::as_name) == Some(b"XRef")
}

fn cost(indirect: &Indirect) -> usize {
    indirect
        .raw
        .len()
        .saturating_mul(PARSED_FACTOR)
        .saturating_add(OBJECT_OVERHEAD)
}

/// Says which object it was that could not be read.
fn of_object(error: ReadError, id: ObjectId) -> ReadError {
    match error {
        ReadError::Damaged {
            offset, expected, ..
        } => ReadError::Damaged {
            offset,
            object: Some(id),
            expected,
        },
        other => other,
    }
}
