//! Field locks: FieldMDP in a signature, `/Lock` in a field (§12.7.5.5, §12.8.2.4).

use super::{Lock, SignError, form::Form};
use crate::pdf::{
    ReadError, Value, View, text_string,
    update::{
        Located,
        build::{array, dictionary, name, text},
    },
};

impl Lock {
    /// Reads `/Action` and `/Fields` of a SigFieldLock or of FieldMDP's parameters; `None` where
    /// there is no action that the standard names.
    pub(crate) fn read(view: View<'_>, place: &Located) -> Result<Option<Self>, ReadError> {
        let action = place.entry(view, b"Action")?;
        let mut names = Vec::new();
        if let Some(fields) = place.entry(view, b"Fields")? {
            let items = fields.items().unwrap_or_default();
            view.document().spend_names(items.len())?;
            for item in items {
                let item = fields.part(view, item)?;
                let item = item.as_ref().and_then(|item| item.object().as_string());
                names.extend(item.map(text_string::decode));
            }
        }
        Ok(
            match action.as_ref().and_then(|action| action.object().as_name()) {
                Some(b"All") => Some(Self::All),
                Some(b"Include") => Some(Self::Include(names)),
                Some(b"Exclude") => Some(Self::Exclude(names)),
                _ => None,
            },
        )
    }

    /// Whether the field `field`, which is there, is locked. Names count by whole segments, and a
    /// group's name stands for the fields in it.
    pub(super) fn locks(&self, field: &str) -> bool {
        match self {
            Self::All => true,
            Self::Include(names) => names.iter().any(|name| covers(name, field)),
            Self::Exclude(names) => !names.iter().any(|name| covers(name, field)),
        }
    }

    /// Every name must be that of a field, or the one that is being signed.
    pub(super) fn check(&self, form: &Form, own: &str) -> Result<(), SignError> {
        let (Self::Include(names) | Self::Exclude(names)) = self else {
            return Ok(());
        };
        match names
            .iter()
            .find(|name| *name != own && form.named(name).is_none())
        {
            Some(missing) => Err(SignError::FieldNotFound {
                field: missing.clone(),
            }),
            None => Ok(()),
        }
    }

    /// `/Type /SigFieldLock` for a field, or `/Type /TransformParams` for a signature.
    pub(super) fn write(&self, kind: &str) -> Value {
        let (action, names) = match self {
            Self::All => ("All", None),
            Self::Include(names) => ("Include", Some(names)),
            Self::Exclude(names) => ("Exclude", Some(names)),
        };
        let mut entries = vec![("Type", name(kind)), ("Action", name(action))];
        if let Some(names) = names {
            entries.push(("Fields", array(names.iter().map(|field| text(field)))));
        }
        if kind == "TransformParams" {
            entries.push(("V", name("1.2")));
        }
        dictionary(entries)
    }
}

fn covers(name: &str, field: &str) -> bool {
    field
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::Lock;

    #[test]
    fn names_count_by_whole_segments() {
        let lock = Lock::Include(vec!["Signature1".into(), "a.b".into()]);
        assert!(lock.locks("Signature1"));
        assert!(!lock.locks("Signature10"));
        assert!(lock.locks("a.b.c"));
        assert!(!lock.locks("a"));
        let others = Lock::Exclude(vec!["a".into()]);
        assert!(!others.locks("a.b"));
        assert!(others.locks("ab"));
    }
}
