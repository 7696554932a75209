//! The document as kyso reads it.

use super::{
    plain::{Id, Plain},
    tree::Tree,
};
use crate::{
    pdf::{Object, ObjectId, Value, View},
    text::Phrase,
};

/// The document as of its last revision.
pub struct Kyso<'d>(pub View<'d>);

impl Tree for Kyso<'_> {
    fn root(&self) -> Option<Id> {
        let root = self.0.trailer().get(b"Root")?.as_reference()?;
        Some(plain_id(root))
    }

    fn is_encrypted(&self) -> bool {
        self.0.document().encryption().is_some()
    }

    fn object(&self, (number, generation): Id) -> Result<Plain, Phrase> {
        let (Ok(number), Ok(generation)) = (number.try_into(), generation.try_into()) else {
            return Ok(Plain::Null);
        };
        let found = self.0.object(ObjectId { number, generation });
        let found = found.map_err(|error| error.phrase())?;
        Ok(found.map_or(Plain::Null, |found| plain(&found.object)))
    }
}

fn plain(object: &Object) -> Plain {
    match &object.value {
        Value::Null => Plain::Null,
        Value::Boolean(value) => Plain::Boolean(*value),
        Value::Integer(number) => Plain::Integer(*number),
        Value::Real(digits) => {
            let digits = std::str::from_utf8(digits).unwrap_or_default();
            Plain::Real(digits.parse().unwrap_or(f64::NAN))
        }
        Value::String(bytes) => Plain::String(bytes.to_vec()),
        Value::Name(name) => Plain::Name(name.to_vec()),
        Value::Array(items) => Plain::Array(items.iter().map(plain).collect()),
        Value::Dictionary(dictionary) => {
            let entries = dictionary.entries.iter();
            Plain::dictionary(entries.map(|entry| (entry.key.to_vec(), plain(&entry.value))))
        }
        Value::Reference(id) => Plain::Reference(plain_id(*id)),
    }
}

fn plain_id(id: ObjectId) -> Id {
    (id.number.into(), id.generation.into())
}
