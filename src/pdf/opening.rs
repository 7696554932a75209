//! From bytes to a document: the tail, the chain, the password; repair where these fail.

use std::sync::Arc;

use super::{
    Document, Object, ObjectId, ReadError, View,
    crypt::Encryption,
    document::BytesBehind,
    finding::Finding,
    input::Input,
    repair, revision,
    tail::{Header, Tail, version},
    xref,
};
use crate::{Limits, Source, text::Term};

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
    let limits = opening.limits.bearable();
    if limits != opening.limits {
        return open(source, &opening.clone().with_limits(limits));
    }
    let input = Arc::new(Input::new(source, &opening.limits));
    let header = match Header::find(&input) {
        Err(ReadError::NotAPdf) => return without_header(&input, opening),
        header => header?,
    };
    let opened = Tail::last(&input).and_then(|tail| by_tail(&input, header, tail, opening));
    match opened {
        Err(damage @ ReadError::Damaged { .. }) => repair::open(&input, header, opening, damage),
        opened => opened,
    }
}

/// Opens what has everything of a PDF but its header, as other readers do, and calls it repaired.
///
/// # Errors
/// `NotAPdf` where no `startxref` stands near the end, or nothing can be rebuilt.
fn without_header<'s>(
    input: &Arc<Input<'s>>,
    opening: &Opening,
) -> Result<Document<'s>, ReadError> {
    if let Err(ReadError::Damaged { .. }) = Tail::last(input) {
        return Err(ReadError::NotAPdf);
    }
    repair::open(input, Header::MISSING, opening, ReadError::NotAPdf)
}

/// Reads as the standard says, from `startxref`. Offsets count from byte 0 or, where something
/// stands before the header, from there: what leads to a catalog is believed.
pub(super) fn by_tail<'s>(
    input: &Arc<Input<'s>>,
    header: Header,
    tail: Tail,
    opening: &Opening,
) -> Result<Document<'s>, ReadError> {
    match from_base(input, header, 0, tail, opening) {
        Err(damage @ ReadError::Damaged { .. }) if header.offset > 0 => {
            from_base(input, header, header.offset, tail, opening).map_err(|_| damage)
        }
        opened => opened,
    }
}

fn from_base<'s>(
    input: &Arc<Input<'s>>,
    header: Header,
    base: u64,
    tail: Tail,
    opening: &Opening,
) -> Result<Document<'s>, ReadError> {
    let limits = &opening.limits;
    let start = tail.startxref.saturating_add(base);
    let chain = xref::walk(input, start, base, limits)?;
    let revisions = revision::group(input, chain.sections, base)?;
    let mut document = Document::assemble(Arc::clone(input), limits, header, base, revisions);
    for finding in chain.findings {
        document.note(finding);
    }
    unlock(&mut document, opening)?;
    read_catalog(&mut document)?;
    find_page_tree(&document)?;
    tell_of_structure(&document)?;
    Ok(document)
}

/// Finds the password that opens an encrypted document: the empty one, then the given one.
pub(super) fn unlock(document: &mut Document<'_>, opening: &Opening) -> Result<(), ReadError> {
    let Some((encryption, object)) = encryption(document.latest(), opening)? else {
        return Ok(());
    };
    // What was read until now was read as if nothing were encrypted.
    document.forget();
    document.encryption = Some(encryption);
    document.encryption_object = object;
    Ok(())
}

/// The key, and the object that holds the encryption dictionary where that is one of its own;
/// `None` where the trailer names none.
fn encryption(
    view: View<'_>,
    opening: &Opening,
) -> Result<Option<(Encryption, Option<ObjectId>)>, ReadError> {
    let Some(written) = view.trailer().get(b"Encrypt") else {
        return Ok(None);
    };
    let object = written.as_reference();
    let damaged = |expected| ReadError::Damaged {
        offset: view.trailer_offset(),
        object,
        expected,
    };
    let resolved = view.resolve(written)?;
    let dictionary = resolved.as_deref().and_then(Object::as_dictionary);
    let dictionary = dictionary.ok_or(damaged(Term::ENCRYPTION_DICTIONARY))?;
    let id = first_id(view)?;
    let password = opening.password.as_ref().map(|password| password.as_str());
    match Encryption::open(dictionary, &|object| view.resolve(object), &id, password) {
        Ok(encryption) => Ok(Some((encryption, object))),
        Err(ReadError::Damaged { expected, .. }) => Err(damaged(expected)),
        Err(error) => Err(error),
    }
}

/// The first string of `/ID`; empty where there is none.
fn first_id(view: View<'_>) -> Result<Vec<u8>, ReadError> {
    let id = view.get(view.trailer(), b"ID")?;
    let first = id.as_deref().and_then(Object::as_array);
    let first = match first.and_then(<[_]>::first) {
        Some(first) => view.resolve(first)?,
        None => None,
    };
    let first = first.as_deref().and_then(Object::as_string);
    Ok(first.unwrap_or_default().to_vec())
}

/// Reads the catalog: without it the cross-reference is of no use.
pub(super) fn read_catalog(document: &mut Document<'_>) -> Result<(), ReadError> {
    let view = document.latest();
    let catalog = view.catalog()?;
    let later = match catalog.object.as_dictionary() {
        Some(dictionary) => view.get(dictionary, b"Version")?,
        None => None,
    };
    let later = later.as_deref().and_then(Object::as_name).and_then(version);
    document.version = document.version.max(later.unwrap_or_default());
    Ok(())
}

/// Looks for the root of the page tree, as a second witness that the cross-reference is right.
pub(super) fn find_page_tree(document: &Document<'_>) -> Result<(), ReadError> {
    let view = document.latest();
    let catalog = view.catalog()?;
    let pages = match catalog.object.as_dictionary() {
        Some(dictionary) => view.get(dictionary, b"Pages")?,
        None => None,
    };
    match pages.as_deref().and_then(Object::as_dictionary) {
        Some(_) => Ok(()),
        None => Err(ReadError::Damaged {
            offset: view.trailer_offset(),
            object: Some(catalog.id),
            expected: Term::CATALOG_WITH_PAGES,
        }),
    }
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
