//! The document as `lopdf` reads it.

use lopdf::{Document, LoadOptions, Object};

use super::{
    check::quoted,
    plain::{Id, Plain},
    tree::Tree,
};
use crate::{
    Limits,
    text::{Phrase, Term},
};

/// The document, read whole.
pub struct Lopdf(Document);

impl Lopdf {
    /// # Errors
    /// Why lopdf cannot judge this document.
    pub fn open(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Self, Phrase> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(Term::IT_KEEPS_OFFSETS_IN_32_BITS.into());
        }
        let options = LoadOptions {
            // Without one it takes `/Encrypt null` for an encryption, and shows objects that it then
            // leaves out as absent; with one it says that it cannot read the document.
            password: Some(password.unwrap_or_default().to_owned()),
            max_decompressed_size: usize::try_from(limits.decoded_stream).ok(),
            ..LoadOptions::default()
        };
        let document = Document::load_mem_with_options(bytes, options);
        let document = document.map_err(|error| quoted(error.to_string()))?;
        match document.xref_recovery {
            Some(_) => Err(Term::IT_REPAIRED_THE_CROSS_REFERENCE.into()),
            None => Ok(Self(document)),
        }
    }
}

impl Tree for Lopdf {
    fn root(&self) -> Option<Id> {
        let root = self.0.trailer.get(b"Root").ok()?.as_reference().ok()?;
        Some(plain_id(root))
    }

    fn is_encrypted(&self) -> bool {
        self.0.was_encrypted() || self.0.is_encrypted()
    }

    fn object(&self, (number, generation): Id) -> Result<Plain, Phrase> {
        let (Ok(number), Ok(generation)) = (number.try_into(), generation.try_into()) else {
            return Ok(Plain::Null);
        };
        let found = self.0.objects.get(&(number, generation));
        Ok(found.map_or(Plain::Null, plain))
    }
}

fn plain(object: &Object) -> Plain {
    match object {
        Object::Null => Plain::Null,
        Object::Boolean(value) => Plain::Boolean(*value),
        Object::Integer(number) => Plain::Integer(*number),
        Object::Real(number) => Plain::Real(f64::from(*number)),
        Object::Name(name) => Plain::Name(name.clone()),
        Object::String(bytes, _) => Plain::String(bytes.clone()),
        Object::Array(items) => Plain::Array(items.iter().map(plain).collect()),
        Object::Dictionary(dictionary) => plain_dictionary(dictionary),
        Object::Stream(stream) => plain_dictionary(&stream.dict),
        Object::Reference(id) => Plain::Reference(plain_id(*id)),
    }
}

fn plain_dictionary(dictionary: &lopdf::Dictionary) -> Plain {
    Plain::dictionary(
        dictionary
            .iter()
            .map(|(key, value)| (key.clone(), plain(value))),
    )
}

fn plain_id((number, generation): lopdf::ObjectId) -> Id {
    (number.into(), generation.into())
}
