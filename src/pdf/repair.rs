//! Rebuilds the cross-reference of a file whose tail cannot be read.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::{
    Dictionary, Document, Entry, Object, ObjectId, Opening, ReadError, Revision, Span, Value,
    input::Input,
    opening::{by_tail, find_page_tree, read_catalog, tell_of_structure, unlock},
    scan::{Found, Kind, Scan, scan},
    tail::{Header, Tail},
    xref::{Entries, Location, Record, Section, SectionKind},
};

/// How many earlier `startxref` are tried before the whole file is scanned.
const EARLIER_TAILS: u32 = 16;

/// What a rebuilt trailer takes over from older ones.
const TRAILER_KEYS: [&[u8]; 5] = [b"Size", b"Root", b"Encrypt", b"Info", b"ID"];

/// Opens what can be opened in spite of `damage`. What stands before the end of the last revision
/// that is whole stays as that says; what stands behind becomes one more revision.
///
/// # Errors
/// `damage`, where not even a scan finds a catalog; of the password; `Limit`; `Io`.
pub(super) fn open<'s>(
    input: &Arc<Input<'s>>,
    header: Header,
    opening: &Opening,
    damage: ReadError,
) -> Result<Document<'s>, ReadError> {
    let whole = last_whole(input, header, opening)?;
    let attempts = whole.into_iter().map(Some).chain([None]);
    for whole in attempts {
        match rebuild(input, header, opening, whole) {
            Ok(mut document) => {
                document.repaired = Some(damage);
                return Ok(document);
            }
            Err(ReadError::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Err(damage)
}

/// The document that an earlier `startxref` leads to.
fn last_whole<'s>(
    input: &Arc<Input<'s>>,
    header: Header,
    opening: &Opening,
) -> Result<Option<Document<'s>>, ReadError> {
    let mut to = input.len();
    for _ in 0..EARLIER_TAILS {
        let Some(offset) = input.find_last(b"startxref", 0, to)? else {
            break;
        };
        to = offset;
        let Some(tail) = Tail::read(input, offset)? else {
            continue;
        };
        match by_tail(input, header, tail, opening) {
            // A tail in front of what it leads to is the first page's of a linearized file.
            Ok(document)
                if document
                    .revisions
                    .iter()
                    .all(|r| r.complete && r.end <= tail.end) =>
            {
                return Ok(Some(document));
            }
            Ok(_) | Err(ReadError::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

fn rebuild<'s>(
    input: &Arc<Input<'s>>,
    header: Header,
    opening: &Opening,
    whole: Option<Document<'s>>,
) -> Result<Document<'s>, ReadError> {
    let limits = &opening.limits;
    let (base, mut revisions) = match whole {
        Some(document) => (document.base, document.revisions),
        None => (0, Vec::new()),
    };
    let from = revisions.last().map_or(0, |revision| revision.end);
    let is_last_attempt = revisions.is_empty();
    let found = scan(input, from, limits)?;
    let end = input.len();
    if !found.objects.is_empty() || revisions.is_empty() {
        let older = revisions
            .last()
            .and_then(|revision| revision.sections.first());
        let trailer = trailer(&found, older.map(|section| &*section.trailer));
        let entries = entries(found.objects.iter().map(in_file));
        revisions.push(rebuilt(from, end, trailer, entries));
    }
    let mut document = Document::assemble(Arc::clone(input), limits, header, base, revisions);
    unlock(&mut document, opening)?;
    add_from_object_streams(&mut document, &found.objects)?;
    name_catalog(&mut document, &found.objects);
    read_catalog(&mut document)?;
    // A document without pages can be verified, if there is nothing better.
    if !is_last_attempt {
        find_page_tree(&document)?;
    }
    tell_of_structure(&document)?;
    Ok(document)
}

fn rebuilt(from: u64, end: u64, trailer: Dictionary, entries: Entries) -> Revision {
    Revision {
        end,
        eof: end,
        complete: false,
        sections: vec![Section {
            kind: SectionKind::Table,
            offset: from,
            end,
            tail: None,
            trailer: trailer.into(),
            supplements_table: false,
            repeats: false,
            entries,
        }],
    }
}

/// Of several objects with one number the last in the file counts.
fn entries(located: impl DoubleEndedIterator<Item = Record>) -> Entries {
    Entries::new(located.rev().collect()).0
}

fn in_file(found: &Found) -> Record {
    let location = Location::File {
        offset: found.offset,
        generation: found.id.generation,
    };
    Record::new(found.id.number, location)
}

/// The last value of each key that counts, from the trailers that were found and the one before.
fn trailer(found: &Scan, older: Option<&Dictionary>) -> Dictionary {
    let newest_first = found.trailers.iter().rev().chain(older);
    let mut rebuilt = Dictionary::default();
    for key in TRAILER_KEYS {
        let value = newest_first.clone().find_map(|trailer| trailer.get(key));
        rebuilt
            .entries
            .extend(value.map(|value| entry(key, value.clone())));
    }
    rebuilt
}

fn entry(key: &[u8], value: Object) -> Entry {
    Entry {
        key: key.into(),
        key_span: Span::default(),
        value,
    }
}

/// Lists the objects of the object streams that were found. Where a number stands both in the file
/// and in an object stream, what begins later counts.
fn add_from_object_streams(
    document: &mut Document<'_>,
    objects: &[Found],
) -> Result<(), ReadError> {
    let mut located: Vec<(u64, Record)> = Vec::new();
    for found in objects {
        located.push((found.offset, in_file(found)));
        if found.kind != Kind::ObjectStream {
            continue;
        }
        let container = found.id.number;
        let view = document.latest();
        let is_current = matches!(
            view.location(container),
            Location::File { offset, .. } if offset == found.offset
        );
        let stream = match is_current {
            true => view.object_stream(container, found.offset, 0),
            false => Ok(None),
        };
        let stream = match stream {
            Err(ReadError::Damaged { .. }) | Ok(None) => continue,
            Err(error) => return Err(error),
            Ok(Some(stream)) => stream,
        };
        for (index, number) in (0..)
            .zip(stream.numbers())
            .filter(|(_, number)| *number > 0)
        {
            let location = Location::ObjectStream { container, index };
            located.push((found.offset, Record::new(number, location)));
        }
    }
    let last = document.revisions.last_mut();
    if let Some(section) = last.and_then(|revision| revision.sections.first_mut())
        && objects.iter().any(|found| found.kind == Kind::ObjectStream)
    {
        section.entries = entries(located.into_iter().map(|(_, record)| record));
        document.forget();
    }
    Ok(())
}

/// Where no trailer names a catalog, the last object with `/Type /Catalog` is it.
fn name_catalog(document: &mut Document<'_>, objects: &[Found]) {
    if document.latest().catalog().is_ok() {
        return;
    }
    let in_file = objects
        .iter()
        .rev()
        .find(|found| found.kind == Kind::Catalog);
    let id = in_file
        .map(|found| found.id)
        .or_else(|| compressed_catalog(document));
    let last = document.revisions.last_mut();
    let section = last.and_then(|revision| revision.sections.first_mut());
    if let (Some(id), Some(section)) = (id, section) {
        let mut trailer = Dictionary::clone(&section.trailer);
        trailer.entries.retain(|entry| *entry.key != *b"Root");
        let span = Span::default();
        let value = Value::Reference(id);
        trailer.entries.push(entry(b"Root", Object { value, span }));
        section.trailer = trailer.into();
    }
}

fn compressed_catalog(document: &Document<'_>) -> Option<ObjectId> {
    let view = document.latest();
    let section = document.revisions.last()?.sections.first()?;
    let mut compressed = section.entries.iter().filter_map(|record| {
        let generation = 0;
        let number = record.number();
        let is_compressed = matches!(record.location(), Location::ObjectStream { .. });
        is_compressed.then_some(ObjectId { number, generation })
    });
    compressed.find(|id| {
        let found = view.object(*id).ok().flatten();
        let dictionary = found
            .as_ref()
            .and_then(|found| found.object.as_dictionary());
        let kind = dictionary.and_then(|dictionary| dictionary.get(b"Type"));
        kind.and_then(Object::as_name) == Some(b"Catalog")
    })
}
