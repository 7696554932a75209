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
    Limit, LimitExceeded,
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
            Err(ReadError::Limit(exceeded)) if exceeded.limit.is_shared() => {
                return Err(exceeded.into());
            }
            Err(error) if revision == last && found.is_empty() => return Err(error),
            Err(_) => continue,
        };
        budget = walk.budget();
        if let Some(exceeded) = walk.exceeded() {
            return Err(exceeded.into());
        }
        if revision == last {
            let (more, exceeded) = strays(view, &mut walk);
            fields.extend(more);
            let is_signed = !found.is_empty() || fields.iter().any(Field::is_signature);
            if let Some(exceeded) = exceeded {
                let ends_all = exceeded.limit.is_shared() || exceeded.limit == Limit::TreeNodes;
                if ends_all || !is_signed {
                    return Err(exceeded.into());
                }
            }
        }
        for field in fields {
            note(view, field, &mut found, purse)?;
        }
    }
    let mut signatures: Vec<Signature> = found.into_iter().map(|(_, one)| one).collect();
    signatures.sort_by_key(|one| (one.end().unwrap_or(u64::MAX), one.first));
    Ok(signatures)
}

/// The signatures that pages show and no field leads to, as far as the pages can be read; and the
/// limit behind which there may be more.
fn strays(view: View<'_>, walk: &mut Walk<'_>) -> (Vec<Field>, Option<LimitExceeded>) {
    let pages = match view.pages() {
        Ok(pages) => pages,
        Err(ReadError::Limit(exceeded)) => return (Vec::new(), Some(exceeded)),
        Err(_) => return (Vec::new(), None),
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
    (found, exceeded.or(walk.exceeded()))
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
        let fresh = twice && !known.also.contains(&field.name);
        known.also.extend(fresh.then_some(field.name));
        known.last = revision;
        known.in_form &= field.in_form;
        return match fresh {
            true => count(found, view),
            false => Ok(()),
        };
    }
    if let Some(dictionary) = &dictionary
        && let Some((_, known)) = found.iter_mut().find(|(_, known)| {
            known.field == field.name && rewritten(known, dictionary, view, purse)
        })
    {
        known.last = revision;
        return Ok(());
    }
    let signature = new(view, field, dictionary, found)?;
    found.push((position, signature));
    count(found, view)
}

/// Each field that shows a signature counts, also where several show the same one.
fn count(found: &[(Position, Signature)], view: View<'_>) -> Result<(), ReadError> {
    let limits = view.document().limits();
    let shown = found
        .iter()
        .map(|(_, one)| one.also.len().saturating_add(1))
        .fold(0, usize::saturating_add);
    if shown > usize::try_from(limits.signatures).unwrap_or(usize::MAX) {
        return Err(limits.exceeded(Limit::Signatures).into());
    }
    Ok(())
}

/// A signature that is not among those `found`.
fn new(
    view: View<'_>,
    field: Field,
    dictionary: Option<Node>,
    found: &[(Position, Signature)],
) -> Result<Signature, ReadError> {
    Ok(Signature {
        range: match &dictionary {
            Some(node) => byte_range::read(view, node, view.document().source().len())?,
            None => Err(Fault::Missing),
        },
        contents: match &dictionary {
            // Decoded once: thousands of dictionaries may refer to one long string.
            Some(node) => byte_range::contents(view, node, |start| is_taken(found, start))?,
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

/// Whether a signature that is known has its `/Contents` at `start`.
fn is_taken(found: &[(Position, Signature)], start: u64) -> bool {
    let mut contents = found.iter().map(|(_, known)| &known.contents);
    contents.any(|contents| contents.as_ref().is_ok_and(|known| known.start == start))
}

/// Whether `dictionary` is the known signature's, written again with equal values elsewhere.
fn rewritten(known: &Signature, dictionary: &Node, view: View<'_>, purse: &Purse) -> bool {
    let before = view.document().view(known.last);
    known
        .dictionary
        .as_ref()
        .is_some_and(|old| same::signature((before, old), (view, dictionary), purse))
}
