//! From bytes to a document: the tail, the chain, the password; repair where these fail.

use super::{
    Document, Object, ReadError, Resolved, Value,
    crypt::Encryption,
    document::BytesBehind,
    finding::Finding,
    input::Input,
    repair, revision,
    tail::{Header, Tail, version},
    xref,
};
use crate::{Limits, Source};

/// How a document is opened.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Opening {
    /// The user's or the owner's password; the empty one is always tried.
    pub password: Option<crate::Password>,
    /// What reading may cost.
    pub limits: Limits,
}

impl Opening {
    /// The same with a password.
    #[must_use]
    pub fn with_password(self, password: crate::Password) -> Self {
        Self {
            password: Some(password),
            ..self
        }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }
}

pub(super) fn open<'s>(
    source: &'s dyn Source,
    opening: &Opening,
) -> Result<Document<'s>, ReadError> {
    let input = Input::new(source);
    let header = Header::find(&input)?;
    let opened = Tail::last(&input).and_then(|tail| by_tail(source, header, tail, opening));
    match opened {
        Err(damage @ ReadError::Damaged { .. }) => repair::open(source, header, opening, damage),
        opened => opened,
    }
}

/// Reads as the standard says, from `startxref`. Offsets count from byte 0 or, where something
/// stands before the header, from there: what leads to a catalog is believed.
pub(super) fn by_tail<'s>(
    source: &'s dyn Source,
    header: Header,
    tail: Tail,
    opening: &Opening,
) -> Result<Document<'s>, ReadError> {
    match from_base(source, header, 0, tail, opening) {
        Err(damage @ ReadError::Damaged { .. }) if header.offset > 0 => {
            from_base(source, header, header.offset, tail, opening).map_err(|_| damage)
        }
        opened => opened,
    }
}

fn from_base<'s>(
    source: &'s dyn Source,
    header: Header,
    base: u64,
    tail: Tail,
    opening: &Opening,
) -> Result<Document<'s>, ReadError> {
    let input = Input::new(source);
    let limits = &opening.limits;
    let start = tail.startxref.saturating_add(base);
    let chain = xref::walk(&input, start, base, limits)?;
    let revisions = revision::group(&input, chain.sections, base)?;
    let mut document = Document::assemble(input, limits, header, base, revisions);
    for finding in chain.findings {
        document.note(finding);
    }
    unlock(&mut document, opening)?;
    read_catalog(&mut document)?;
    tell_of_structure(&document)?;
    Ok(document)
}

/// Finds the password that opens an encrypted document: the given one, then the empty one.
pub(super) fn unlock(document: &mut Document<'_>, opening: &Opening) -> Result<(), ReadError> {
    let opened = {
        let view = document.latest();
        let Some(written) = view.trailer().get(b"Encrypt") else {
            return Ok(());
        };
        let damaged = ReadError::Damaged {
            offset: view.trailer_offset(),
            object: written.as_reference(),
            expected: "an encryption dictionary",
        };
        let Some(resolved) = view.resolve(written)? else {
            return Err(damaged);
        };
        let object = match &resolved {
            Resolved::Indirect(indirect) => Some(indirect.id),
            Resolved::Direct(_) => None,
        };
        let Some(dictionary) = resolved.as_dictionary() else {
            return Err(damaged);
        };
        let id = view.get(view.trailer(), b"ID")?;
        let id = id.as_deref().and_then(Object::as_array);
        let id = match id.and_then(<[_]>::first) {
            Some(first) => view.resolve(first)?,
            None => None,
        };
        let id = id
            .as_deref()
            .and_then(Object::as_string)
            .unwrap_or_default();
        let password = opening.password.as_ref().map(|password| password.as_str());
        let encryption = Encryption::open(dictionary, &|o| view.resolve(o), id, password);
        let encryption = encryption.map_err(|error| match error {
            ReadError::Damaged { expected, .. } => ReadError::Damaged {
                offset: view.trailer_offset(),
                object,
                expected,
            },
            other => other,
        })?;
        (encryption, object)
    };
    // What was read until now was read as if nothing were encrypted.
    document.forget_objects();
    document.encryption = Some(opened.0);
    document.encryption_object = opened.1;
    Ok(())
}

/// Reads the catalog and the root of the page tree: without them the cross-reference is of no use.
pub(super) fn read_catalog(document: &mut Document<'_>) -> Result<(), ReadError> {
    let later = {
        let view = document.latest();
        let catalog = view.catalog()?;
        let damaged = |expected| ReadError::Damaged {
            offset: view.trailer_offset(),
            object: Some(catalog.id),
            expected,
        };
        let Some(dictionary) = catalog.object.as_dictionary() else {
            return Err(damaged("a catalog"));
        };
        let pages = view.get(dictionary, b"Pages")?;
        if pages.as_deref().and_then(Object::as_dictionary).is_none() {
            return Err(damaged("a catalog with a page tree"));
        }
        match view.get(dictionary, b"Version")?.as_deref() {
            Some(Object {
                value: Value::Name(name),
                ..
            }) => version(name),
            _ => None,
        }
    };
    document.version = document.version.max(later.unwrap_or_default());
    Ok(())
}

pub(super) fn tell_of_structure(document: &Document<'_>) -> Result<(), ReadError> {
    if document.header.offset > 0 {
        document.note(Finding::BytesBeforeHeader {
            count: document.header.offset,
        });
    }
    for revision in document.revisions() {
        if !revision.complete {
            document.note(Finding::IncompleteRevision { end: revision.end });
        }
    }
    if let Some(BytesBehind {
        offset,
        white_space,
    }) = document.bytes_behind_last_revision()?
    {
        document.note(Finding::BytesBehindLastRevision {
            offset,
            white_space,
        });
    }
    Ok(())
}
