//! Which signatures a document holds, in whatever revision they are to be seen.
//!
//! A signature is the value of a signature field, told from others by where its dictionary
//! stands in the file; a field or form removed later hides nothing. An empty field is no
//! signature, and neither are `/Perms /UR3` usage rights.
//! Source: ISO 32000-2 §12.7.5.5, §12.8.1.

use super::{
    byte_range::{self, ByteRange, Contents, Fault},
    difference::{Purse, same},
    fields::{Field, Value, Walk},
    node::Node,
};
use crate::{
    Limit,
    pdf::{Document, Place, ReadError, View},
};

/// A signature that some revision shows.
#[derive(Debug)]
pub(super) struct Signature {
    /// Fully qualified name of the field.
    pub(super) field: String,
    /// The field as of the first revision that shows this signature.
    pub(super) node: Node,
    /// The signature dictionary; `None` where it cannot be read.
    pub(super) dictionary: Option<Node>,
    /// First and last revision that shows it.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Other fields with the same dictionary.
    pub(super) also: Vec<String>,
    /// Whether `/AcroForm /Fields` leads to it.
    pub(super) in_form: bool,
    pub(super) contents: Result<Contents, Fault>,
    pub(super) range: Result<ByteRange, Fault>,
}

/// Where a signature dictionary stands: tells one signature from another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Position {
    File(u64),
    Packed(u32, u32),
}

impl Position {
    fn of(node: &Node) -> Self {
        match (node.token(), node.holder().place) {
            (Some((start, ..)), _) => Self::File(start),
            (None, Place::ObjectStream { container, index }) => Self::Packed(container, index),
            (None, Place::File { value, .. }) => Self::File(value),
        }
    }
}

impl Signature {
    /// Offset up to which it covers the file, where its byte range has form.
    pub(super) fn end(&self) -> Option<u64> {
        self.range.as_ref().ok().map(|range| range.end)
    }

    /// Whether it is a document time-stamp (EN 319 142-1 clause 5.4.3).
    ///
    /// Some producers leave `/Type` out or write `/Sig`: the sub-filter says what it is.
    pub(super) fn is_document_timestamp(&self) -> bool {
        self.name(b"SubFilter") == Some(b"ETSI.RFC3161")
            || (self.name(b"SubFilter").is_none() && self.name(b"Type") == Some(b"DocTimeStamp"))
    }

    /// A name written in the dictionary.
    pub(super) fn name(&self, key: &[u8]) -> Option<&[u8]> {
        self.dictionary.as_ref()?.dictionary()?.get(key)?.as_name()
    }
}

/// All signatures of `document`, oldest first.
pub(super) fn signatures(
    document: &Document<'_>,
    purse: &Purse,
) -> Result<Vec<Signature>, ReadError> {
    let limits = document.limits();
    let mut budget = limits.tree_nodes;
    let mut found: Vec<(Position, Signature)> = Vec::new();
    let last = document.revisions().len().saturating_sub(1);
    for revision in 0..=last {
        let view = document.view(revision);
        let mut walk = Walk::new(view, budget);
        // An earlier revision that cannot be read hides nothing that a later one shows.
        let mut fields = match walk.form() {
            Ok(fields) => fields,
            Err(error @ ReadError::Limit(_)) => return Err(error),
            Err(error) if revision == last && found.is_empty() => return Err(error),
            Err(_) => continue,
        };
        budget = walk.budget();
        if let Some(exceeded) = walk.exceeded() {
            return Err(exceeded.into());
        }
        if revision == last {
            fields.extend(strays(view, &mut walk)?);
        }
        for field in fields {
            note(view, field, &mut found, purse)?;
            if found.len() > usize::try_from(limits.signatures).unwrap_or(usize::MAX) {
                return Err(limits.exceeded(Limit::Signatures).into());
            }
        }
    }
    let mut signatures: Vec<Signature> = found.into_iter().map(|(_, one)| one).collect();
    signatures.sort_by_key(|one| (one.end().unwrap_or(u64::MAX), one.first));
    Ok(signatures)
}

/// The signatures that pages show and no field leads to, as far as the pages can be read.
///
/// # Errors
/// `Limit`: behind it may stand more.
fn strays(view: View<'_>, walk: &mut Walk<'_>) -> Result<Vec<Field>, ReadError> {
    let pages = match view.pages() {
        Ok(pages) => pages,
        Err(error @ ReadError::Limit(_)) => return Err(error),
        Err(_) => return Ok(Vec::new()),
    };
    let mut exceeded = None;
    let pages = pages.map_while(|page| match page {
        Err(ReadError::Limit(limit)) => {
            exceeded = Some(limit);
            None
        }
        page => page.ok(),
    });
    let found = walk.strays(pages);
    match exceeded.or(walk.exceeded()) {
        Some(exceeded) => Err(exceeded.into()),
        None => Ok(found),
    }
}

/// Notes what `field` holds in this revision.
fn note(
    view: View<'_>,
    field: Field,
    found: &mut Vec<(Position, Signature)>,
    purse: &Purse,
) -> Result<(), ReadError> {
    if !field.is_signature() {
        return Ok(());
    }
    let revision = view.revision();
    let (position, dictionary) = match &field.value {
        Value::Absent => return Ok(()),
        Value::Present(node) if node.dictionary().is_none() => return Ok(()),
        Value::Present(node) => (Position::of(node), Some(node.clone())),
        Value::Unreadable => (Position::of(&field.node), None),
    };
    if let Some((_, known)) = found
        .iter_mut()
        .find(|(at, known)| *at == position && known.dictionary.is_some() == dictionary.is_some())
    {
        let twice = known.last == revision && known.field != field.name;
        if twice && !known.also.contains(&field.name) {
            known.also.push(field.name);
        }
        known.last = revision;
        known.in_form &= field.in_form;
        return Ok(());
    }
    if let Some(dictionary) = &dictionary
        && let Some((_, known)) = found.iter_mut().find(|(_, known)| {
            known.field == field.name && rewritten(known, dictionary, view, purse)
        })
    {
        known.last = revision;
        return Ok(());
    }
    found.push((position, new(view, field, dictionary)?));
    Ok(())
}

/// A signature that no earlier revision shows.
fn new(view: View<'_>, field: Field, dictionary: Option<Node>) -> Result<Signature, ReadError> {
    Ok(Signature {
        range: match &dictionary {
            Some(node) => byte_range::read(view, node, view.document().source().len())?,
            None => Err(Fault::Missing),
        },
        contents: match &dictionary {
            Some(node) => byte_range::contents(view, node)?,
            None => Err(Fault::ContentsMissing),
        },
        field: field.name,
        node: field.node,
        dictionary,
        first: view.revision(),
        last: view.revision(),
        also: Vec::new(),
        in_form: field.in_form,
    })
}

/// Whether `dictionary` is the known signature's, written again with equal values elsewhere.
fn rewritten(known: &Signature, dictionary: &Node, view: View<'_>, purse: &Purse) -> bool {
    let before = view.document().view(known.last);
    known
        .dictionary
        .as_ref()
        .is_some_and(|old| same::signature((before, old), (view, dictionary), purse))
}
