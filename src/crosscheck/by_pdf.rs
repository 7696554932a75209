//! The document as the crate `pdf` reads it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use pdf_rs::{
    PdfError,
    file::{Cache, NoCache, NoLog, Storage},
    object::{ParseOptions, PlainRef, Resolve},
    primitive::{Dictionary, Primitive},
};

use super::{
    check::quoted,
    plain::{Id, Plain},
    tree::Tree,
};
use crate::text::Phrase;

/// Object streams are decoded once and not for each of their objects.
struct Remembered<T>(Mutex<HashMap<PlainRef, T>>);

impl<T: Clone> Cache<T> for Remembered<T> {
    fn get_or_compute(&self, key: PlainRef, compute: impl FnOnce() -> T) -> T {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(&key) {
            return value.clone();
        }
        let value = compute();
        known().insert(key, value.clone());
        value
    }

    fn clear(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    fn remove(&self, key: PlainRef) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&key);
    }
}

type Decoded = Remembered<Result<pdf_rs::any::AnySync, std::sync::Arc<PdfError>>>;

/// The document, read as it is asked.
pub struct Pdf<'b> {
    storage: Storage<&'b [u8], Decoded, NoCache, NoLog>,
    trailer: Dictionary,
}

impl<'b> Pdf<'b> {
    /// # Errors
    /// Why the crate cannot judge this document.
    pub fn open(bytes: &'b [u8], password: Option<&str>) -> Result<Self, Phrase> {
        let options = ParseOptions::strict();
        let cache = Remembered(Mutex::new(HashMap::new()));
        let mut storage = Storage::with_cache(bytes, options, cache, NoCache, NoLog)
            .map_err(|error| told(&error))?;
        let password = password.unwrap_or_default().as_bytes();
        let trailer = storage
            .load_storage_and_trailer_password(password)
            .map_err(|error| told(&error))?;
        Ok(Self { storage, trailer })
    }
}

impl Tree for Pdf<'_> {
    fn root(&self) -> Option<Id> {
        match self.trailer.get("Root")? {
            Primitive::Reference(id) => Some((id.id, id.r#gen)),
            _ => None,
        }
    }

    fn is_encrypted(&self) -> bool {
        self.trailer.get("Encrypt").is_some()
    }

    fn object(&self, (id, generation): Id) -> Result<Plain, Phrase> {
        let reference = PlainRef {
            id,
            r#gen: generation,
        };
        match self.storage.resolver().resolve(reference) {
            Ok(found) => Ok(plain(&found)),
            Err(error) => absent(&error),
        }
    }
}

/// The crate has errors for objects that are just not there.
fn absent(error: &PdfError) -> Result<Plain, Phrase> {
    match cause(error) {
        PdfError::FreeObject { .. }
        | PdfError::NullRef { .. }
        | PdfError::UnspecifiedXRefEntry { .. } => Ok(Plain::Null),
        _ => Err(told(error)),
    }
}

/// What it says of the cause, without the places in its source that the error passed.
fn told(error: &PdfError) -> Phrase {
    let text = cause(error).to_string();
    quoted(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn cause(error: &PdfError) -> &PdfError {
    let mut error = error;
    loop {
        error = match error {
            PdfError::Try { source, .. } => source,
            PdfError::FromPrimitive { source, .. } => source,
            PdfError::Shared { source } => source,
            _ => return error,
        };
    }
}

fn plain(object: &Primitive) -> Plain {
    match object {
        Primitive::Null => Plain::Null,
        Primitive::Boolean(value) => Plain::Boolean(*value),
        Primitive::Integer(number) => Plain::Integer(i64::from(*number)),
        Primitive::Number(number) => Plain::Real(f64::from(*number)),
        Primitive::String(string) => Plain::String(string.as_bytes().to_vec()),
        Primitive::Name(name) => Plain::Name(name.as_bytes().to_vec()),
        Primitive::Array(items) => Plain::Array(items.iter().map(plain).collect()),
        Primitive::Dictionary(dictionary) => plain_dictionary(dictionary),
        Primitive::Stream(stream) => plain_dictionary(&stream.info),
        Primitive::Reference(id) => Plain::Reference((id.id, id.r#gen)),
    }
}

fn plain_dictionary(dictionary: &Dictionary) -> Plain {
    let entries = dictionary.iter();
    Plain::dictionary(entries.map(|(key, value)| (key.as_str().as_bytes().to_vec(), plain(value))))
}
