//! A value together with the indirect object in whose text it stands.

use std::sync::Arc;

use super::super::{
    ReadError, Resolved, View,
    object::{Dictionary, Indirect, Object, ObjectId, Span, Value},
};

/// A value somewhere in an indirect object: what a splice needs to change it where it stands.
#[derive(Clone, Debug)]
pub struct Located {
    /// The indirect object that holds the value directly.
    pub holder: Arc<Indirect>,
    /// The value, a copy of a part of `holder`; `None` where it is the whole.
    part: Option<Object>,
}

impl Located {
    /// A whole indirect object.
    pub fn whole(holder: Arc<Indirect>) -> Self {
        Self { holder, part: None }
    }

    /// What a reference to `id` leads to; `None` where that is absent or null.
    pub fn referred(view: View<'_>, id: ObjectId) -> Result<Option<Self>, ReadError> {
        let reference = Object {
            value: Value::Reference(id),
            span: Span::default(),
        };
        Ok(match view.resolve(&reference)? {
            Some(Resolved::Indirect(holder)) => Some(Self::whole(holder)),
            _ => None,
        })
    }

    /// The value itself.
    pub fn object(&self) -> &Object {
        self.part.as_ref().unwrap_or(&self.holder.object)
    }

    /// The value under `key`, references followed; `None` where it is absent or null.
    pub fn entry(&self, view: View<'_>, key: &[u8]) -> Result<Option<Self>, ReadError> {
        let Some(value) = self.dictionary().and_then(|dictionary| dictionary.get(key)) else {
            return Ok(None);
        };
        self.part(view, value)
    }

    /// `object`, a part of this value, references followed.
    pub fn part(&self, view: View<'_>, object: &Object) -> Result<Option<Self>, ReadError> {
        Ok(match view.resolve(object)? {
            None => None,
            Some(Resolved::Direct(object)) => Some(Self {
                holder: Arc::clone(&self.holder),
                part: Some(object.clone()),
            }),
            Some(Resolved::Indirect(holder)) => Some(Self::whole(holder)),
        })
    }

    /// The value as a dictionary.
    pub fn dictionary(&self) -> Option<&Dictionary> {
        self.object().as_dictionary()
    }

    /// The items of an array.
    pub fn items(&self) -> Option<&[Object]> {
        self.object().as_array()
    }

    /// Whether this is the whole of an indirect object, so that a reference can name it.
    pub fn is_whole(&self) -> bool {
        self.part.is_none()
    }
}
