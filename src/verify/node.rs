//! A value together with the indirect object that it stands in, so that it can be kept and its
//! place in the file is known.

use std::sync::Arc;

use crate::pdf::{Dictionary, Indirect, Object, ObjectId, Place, ReadError, Resolved, View};

/// A value and its holder.
#[derive(Clone, Debug)]
pub(super) struct Node {
    holder: Arc<Indirect>,
    /// The value, where it is not the holder's own.
    inner: Option<Arc<Object>>,
}

impl Node {
    /// The value of the indirect object itself.
    pub(super) fn whole(holder: Arc<Indirect>) -> Self {
        Self {
            holder,
            inner: None,
        }
    }

    pub(super) fn object(&self) -> &Object {
        self.inner.as_deref().unwrap_or(&self.holder.object)
    }

    pub(super) fn dictionary(&self) -> Option<&Dictionary> {
        self.object().as_dictionary()
    }

    pub(super) fn holder(&self) -> &Arc<Indirect> {
        &self.holder
    }

    /// Number of the indirect object whose value this is; `None` for a value written directly.
    pub(super) fn id(&self) -> Option<ObjectId> {
        self.inner.is_none().then_some(self.holder.id)
    }

    /// Whether the value is a stream.
    pub(super) fn is_stream(&self) -> bool {
        self.inner.is_none() && self.holder.stream.is_some()
    }

    /// `object`, which stands in this node, followed to its value; `None` where it is null.
    pub(super) fn follow(
        &self,
        view: View<'_>,
        object: &Object,
    ) -> Result<Option<Self>, ReadError> {
        Ok(match view.resolve(object)? {
            None => None,
            Some(Resolved::Indirect(holder)) => Some(Self::whole(holder)),
            Some(Resolved::Direct(direct)) => Some(Self {
                holder: Arc::clone(&self.holder),
                inner: Some(Arc::new(direct.clone())),
            }),
        })
    }

    /// The value under `key`, followed; `None` where it is absent, null, or this is no dictionary.
    pub(super) fn get(&self, view: View<'_>, key: &[u8]) -> Result<Option<Self>, ReadError> {
        match self.dictionary().and_then(|dictionary| dictionary.get(key)) {
            None => Ok(None),
            Some(object) => self.follow(view, object),
        }
    }

    /// The items of an array, each followed; nulls stay as `None`.
    pub(super) fn items(&self, view: View<'_>) -> Result<Vec<Option<Self>>, ReadError> {
        let items = self.object().as_array().unwrap_or_default();
        items.iter().map(|item| self.follow(view, item)).collect()
    }

    /// Absolute offsets of the value's token and its text; `None` within an object stream.
    pub(super) fn token(&self) -> Option<(u64, u64, &[u8])> {
        let Place::File { value, .. } = self.holder.place else {
            return None;
        };
        let span = self.object().span;
        let text = self
            .holder
            .raw
            .get(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?)?;
        let start = value.checked_add(u64::from(span.start))?;
        let end = value.checked_add(u64::from(span.end))?;
        Some((start, end, text))
    }
}
