//! The update as bytes, ready to stand behind the file.

use std::{collections::HashSet, ops::Range};

use super::{
    super::{
        Document, ReadError,
        object::{Dictionary, Entry, ObjectId, Value},
        xref::{Location, SectionKind},
    },
    build::{array, dictionary, reference},
    collect::{Body, Gap, Update, UpdateError},
    section::{Locator, Rows, write_stream, write_table},
};
use crate::text::Term;

/// An update as it will stand behind the file.
pub struct Assembled {
    /// What follows the last byte of the file.
    pub bytes: Vec<u8>,
    /// The signature whose `/Contents` is still to be filled in, where there is one.
    pub signature: Option<SignatureGap>,
}

/// Where a signature's `/Contents` lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureGap {
    /// As `/ByteRange` says, from the first byte of the file.
    pub byte_range: [u64; 4],
    /// The hexadecimal string with its delimiters, within [`Assembled::bytes`].
    pub contents: Range<usize>,
}

impl Update<'_> {
    /// Lays everything out behind the file.
    pub fn assemble(mut self) -> Result<Assembled, UpdateError> {
        let document = self.view.document();
        let mut out = Layout::behind(document)?;
        let mut bodies = std::mem::take(&mut self.added);
        for (id, splice) in std::mem::take(&mut self.spliced) {
            let text = splice.render(self.strings(id))?;
            bodies.insert(id, Body { text, gap: None });
        }
        let mut rows = if document.repaired().is_some() {
            complete(&self, &out)?
        } else {
            Rows::new()
        };
        let mut gap = None;
        for (id, body) in &bodies {
            rows.insert(id.number, (id.generation, out.locator()?));
            let start = out.object(*id, body);
            gap = gap.or(body.gap.map(|gap| (start, gap)));
        }
        self.write_section(rows, &mut out)?;
        let signature = gap.map(|(start, gap)| out.fill_byte_range(start, gap));
        Ok(Assembled {
            bytes: out.bytes,
            signature: signature.transpose()?,
        })
    }

    fn write_section(&mut self, mut rows: Rows, out: &mut Layout) -> Result<(), UpdateError> {
        let document = self.view.document();
        let packed = rows
            .values()
            .any(|row| matches!(row.1, Locator::Packed { .. }));
        let newest = document.revisions().last();
        let last = newest.and_then(|revision| revision.sections.first());
        let stream = packed || last.is_some_and(|section| section.kind == SectionKind::Stream);
        let id = if stream { Some(self.reserve()?) } else { None };
        let start = out.locator()?;
        let Locator::Offset(offset) = start else {
            return Ok(());
        };
        let trailer = self.trailer(document, last.map(|section| section.offset))?;
        if let Some(id) = id {
            rows.insert(id.number, (id.generation, start));
            write_stream(&rows, id, &trailer, &mut out.bytes);
        } else {
            write_table(&rows, &trailer, &mut out.bytes)?;
        }
        out.bytes
            .extend(format!("startxref\n{offset}\n%%EOF\n").bytes());
        Ok(())
    }

    /// First what the next update says again, so that it is read at a glance: every entry of the
    /// older trailer (§7.5.6) but those that describe its own section (`/Type`,
    /// `/W`, `/XRefStm`, `/Length`, …): here they would be false.
    fn trailer(
        &mut self,
        document: &Document<'_>,
        last: Option<u64>,
    ) -> Result<Value, UpdateError> {
        let old = self.view.trailer();
        let root = match old.get(b"Root").and_then(|root| root.as_reference()) {
            Some(root) => root,
            None => self.view.catalog()?.id,
        };
        let mut entries = vec![("Root", reference(root))];
        for key in ["Info", "Encrypt"] {
            if let Some(value) = old.get(key.as_bytes()) {
                entries.push((key, value.value.clone()));
            }
        }
        let mut own = vec![("Size", Value::Integer(self.numbers.size().into()))];
        if let (None, Some(last)) = (document.repaired(), last) {
            own.push(("Prev", Value::Integer(counted(document, last)?)));
        }
        if let Some(identifier) = self.identifier(old, document) {
            own.push(("ID", identifier));
        }
        let mut trailer = dictionary(entries);
        if let (Value::Dictionary(trailer), Value::Dictionary(own)) =
            (&mut trailer, dictionary(own))
        {
            trailer.entries.extend(carried(old));
            trailer.entries.extend(own.entries);
        }
        Ok(trailer)
    }

    /// First element as it was, second one new (§14.4). An encrypted document without `/ID` stays
    /// so: its key is derived from the first element (§7.6.4.3).
    fn identifier(&mut self, old: &Dictionary, document: &Document<'_>) -> Option<Value> {
        let fresh = Value::String(self.entropy.block().into());
        let first = old
            .get(b"ID")
            .and_then(|identifier| identifier.as_array())
            .and_then(|pair| pair.first())
            .filter(|first| first.as_string().is_some())
            .map(|first| first.value.clone());
        match first {
            Some(first) => Some(array([first, fresh])),
            None if document.encryption().is_some() => None,
            None => Some(array([fresh.clone(), fresh])),
        }
    }
}

/// Entries that are written anew, and those that describe the section and not the document
/// (Tables 5, 15, 17).
const NOT_CARRIED: [&[u8]; 18] = [
    b"Size",
    b"Root",
    b"Info",
    b"Encrypt",
    b"ID",
    b"Prev",
    b"XRefStm",
    b"Type",
    b"W",
    b"Index",
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"F",
    b"FFilter",
    b"FDecodeParms",
    b"DL",
    b"Linearized",
];

/// What producers put into the trailer besides: LibreOffice finds the editable document in
/// `/AdditionalStreams`.
fn carried(old: &Dictionary) -> Vec<Entry> {
    let mut seen = HashSet::new();
    let entries = old.entries.iter().rev();
    let mut carried: Vec<Entry> = entries
        .filter(|entry| !NOT_CARRIED.contains(&&*entry.key))
        .filter(|entry| seen.insert(&*entry.key))
        .cloned()
        .collect();
    carried.reverse();
    carried
}

/// Every live object of a file whose own cross-reference cannot be relied on.
fn complete(update: &Update<'_>, out: &Layout) -> Result<Rows, UpdateError> {
    let mut rows = Rows::from([(0, (u16::MAX, Locator::Free))]);
    let document = update.view.document();
    for revision in 0..document.revisions().len() {
        for (id, _) in document.view(revision).written() {
            let row = match update.view.location(id.number) {
                Location::Free => continue,
                Location::File { offset, generation } => {
                    (generation, Locator::Offset(out.counted_from_base(offset)?))
                }
                Location::ObjectStream { container, index } => {
                    (0, Locator::Packed { container, index })
                }
            };
            if id.number != 0 {
                rows.insert(id.number, row);
            }
        }
    }
    Ok(rows)
}

/// `offset` as the file's own cross-reference sections count it.
fn counted(document: &Document<'_>, offset: u64) -> Result<i64, UpdateError> {
    offset
        .checked_sub(document.base())
        .and_then(|offset| i64::try_from(offset).ok())
        .ok_or(UpdateError::Structure {
            what: Term::SECTION_BEFORE_HEADER,
            object: None,
        })
}

/// The bytes as they grow, and where they stand.
struct Layout {
    bytes: Vec<u8>,
    source_len: u64,
    base: u64,
}

impl Layout {
    /// Starts behind the file, with an end of line where it has none.
    fn behind(document: &Document<'_>) -> Result<Self, UpdateError> {
        let source = document.source();
        let source_len = source.len();
        let mut last = [0];
        let offset = source_len.saturating_sub(1);
        source
            .read_exact_at(offset, &mut last)
            .map_err(|error| ReadError::Io {
                offset,
                message: error.into(),
            })?;
        let bytes = match last {
            [b'\r' | b'\n'] => Vec::new(),
            _ => vec![b'\n'],
        };
        Ok(Self {
            bytes,
            source_len,
            base: document.base(),
        })
    }

    /// The next byte's place, from the first byte of the file.
    fn position(&self) -> u64 {
        self.source_len.saturating_add(self.bytes.len() as u64)
    }

    fn counted_from_base(&self, offset: u64) -> Result<u64, UpdateError> {
        offset.checked_sub(self.base).ok_or(UpdateError::Structure {
            what: Term::OBJECT_BEFORE_HEADER,
            object: None,
        })
    }

    fn locator(&self) -> Result<Locator, UpdateError> {
        Ok(Locator::Offset(self.counted_from_base(self.position())?))
    }

    /// Writes the object; says where, in the update, its text starts.
    fn object(&mut self, id: ObjectId, body: &Body) -> usize {
        self.bytes
            .extend(format!("{} {} obj\n", id.number, id.generation).bytes());
        let start = self.bytes.len();
        self.bytes.extend(&body.text);
        self.bytes.extend(b"\nendobj\n");
        start
    }

    /// Writes `/ByteRange` into its blanks, now that the length is known.
    fn fill_byte_range(&mut self, start: usize, gap: Gap) -> Result<SignatureGap, UpdateError> {
        let too_long = UpdateError::Structure {
            what: Term::BYTE_RANGE_IS_LONGER_THAN_ITS_PLACE,
            object: None,
        };
        let from = start.saturating_add(gap.contents.0);
        let to = from.saturating_add(gap.contents.1);
        let before = self.source_len.saturating_add(from as u64);
        let behind = self.source_len.saturating_add(to as u64);
        let rest = self.position().saturating_sub(behind);
        let text = format!("[0 {before} {behind} {rest}]");
        let blanks = start.saturating_add(gap.byte_range.0);
        let place = self
            .bytes
            .get_mut(blanks..blanks.saturating_add(gap.byte_range.1))
            .and_then(|blanks| blanks.get_mut(..text.len()))
            .ok_or(too_long)?;
        place.copy_from_slice(text.as_bytes());
        Ok(SignatureGap {
            byte_range: [0, before, behind, rest],
            contents: from..to,
        })
    }
}
