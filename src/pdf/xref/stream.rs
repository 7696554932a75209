//! Cross-reference streams (ISO 32000-2 §7.5.8).

use std::cell::Cell;

use super::{Entries, Location, Record, Section, SectionKind};
use crate::{
    Limit, Limits,
    pdf::{
        Dictionary, Indirect, Object, Place, ReadError, Value,
        filter::{self, FilterError},
        finding::Finding,
        indirect,
        input::Input,
        lexer::Lexer,
        parser,
        tail::Tail,
    },
    text::Term,
};

/// How long and deep a trailer may be that stands behind a stream.
const COPIED_TRAILER: u64 = 4096;
/// Within how many bytes it usually shows that none stands there.
const BEFORE_TRAILER: u64 = 64;
const COPIED_TRAILER_NESTING: u32 = 8;

/// Reads the stream whose `N G obj` stands at `offset`. `base` is added to the offsets in it.
///
/// # Errors
/// `Damaged` where no stream with `/Type /XRef` stands there, or it cannot be decoded; `Limit`.
pub fn read(
    input: &Input<'_>,
    offset: u64,
    base: u64,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> Result<Section, ReadError> {
    let damaged = |expected| ReadError::Damaged {
        offset,
        object: None,
        expected,
    };
    // §7.5.8.2: its values are direct, so no reference is followed for /Length.
    let read = indirect::read(input, offset, None, limits, &mut |_| None)?;
    let read = read.ok_or(damaged(Term::CROSS_REFERENCE_SECTION))?;
    findings.extend(read.findings);
    let Indirect {
        object,
        stream,
        place,
        id,
        ..
    } = read.indirect;
    let (Value::Dictionary(dictionary), Some(data), Place::File { start, end, .. }) =
        (object.value, stream, place)
    else {
        return Err(damaged(Term::CROSS_REFERENCE_STREAM));
    };
    if dictionary.get(b"Type").and_then(Object::as_name) != Some(b"XRef") {
        return Err(damaged(Term::STREAM_WITH_TYPE_XREF));
    }
    let at = |error: FilterError| error.at(data.offset, Some(id));
    let filters = filter::read(&dictionary, &filter::direct_only, limits).map_err(at)?;
    if data.len > limits.decoded_stream {
        return Err(limits.exceeded(Limit::DecodedStream).into());
    }
    if data.len > input.vain_work_left() {
        input.spend(data.len)?;
    }
    let encoded = input.window(data.offset, data.len)?;
    // Entries speak of objects in the file: they do not unfold to many times its length.
    let mut within = limits.clone();
    within.decoded_stream = within.decoded_stream.min(input.vain_work_left());
    let work = Cell::new(0);
    let decoded = filter::decode_counting(&filters, &encoded.bytes, &within, &work);
    input.spend(work.get().max(data.len))?;
    let decoded = decoded.map_err(|error| match error {
        FilterError::Limit(exceeded) if exceeded != limits.exceeded(exceeded.limit) => {
            limits.exceeded(Limit::SearchPasses).into()
        }
        error => at(error),
    })?;
    let rows = Rows::of(&dictionary).ok_or(damaged(Term::W_WITH_THREE_WIDTHS_OF_0_TO_8))?;
    let mut records = Vec::new();
    let missing = rows.read(
        subsections(&dictionary),
        &decoded.data,
        base,
        limits,
        &mut records,
    )?;
    findings.extend(missing.then_some(Finding::EntriesMissing { offset }));
    let (entries, repeated) = Entries::new(records);
    findings.extend(repeated.map(|number| Finding::EntryRepeated { offset, number }));
    let end = behind_copied_trailer(input, end)?;
    Ok(Section {
        kind: SectionKind::Stream,
        offset: start,
        end,
        tail: Tail::read(input, end)?,
        trailer: dictionary.into(),
        supplements_table: false,
        repeats: repeated.is_some(),
        entries,
    })
}

/// Some producers write `trailer << … >>` behind a cross-reference stream, too. It says nothing
/// that counts, but `startxref` follows it.
fn behind_copied_trailer(input: &Input<'_>, end: u64) -> Result<u64, ReadError> {
    let near = input.window(end, BEFORE_TRAILER)?;
    let mut lexer = Lexer::new(&near.bytes, near.whole);
    if lexer.skip_space().is_ok() && lexer.stands(b"trailer") == Ok(false) {
        return Ok(end);
    }
    let window = input.window(end, COPIED_TRAILER)?;
    let mut lexer = Lexer::new(&window.bytes, true);
    let found = lexer.skip_space().is_ok() && lexer.stands(b"trailer") == Ok(true);
    if !found {
        return Ok(end);
    }
    lexer.seek(lexer.position().saturating_add(b"trailer".len()));
    let is_dictionary = parser::object(&mut lexer, COPIED_TRAILER_NESTING)
        .is_ok_and(|object| object.as_dictionary().is_some());
    let length = if is_dictionary { lexer.position() } else { 0 };
    Ok(end.saturating_add(length as u64))
}

/// The widths of the three fields (Table 17).
pub struct Rows {
    widths: [usize; 3],
}

impl Rows {
    /// `None` where a row would have no bytes, or more than fit.
    pub fn new(widths: [usize; 3]) -> Option<Self> {
        let sound = widths.iter().all(|width| *width <= 8);
        (sound && widths.iter().sum::<usize>() > 0).then_some(Self { widths })
    }

    fn of(dictionary: &Dictionary) -> Option<Self> {
        let mut widths = [0; 3];
        let written = dictionary.get(b"W")?.as_array()?;
        for (width, object) in widths.iter_mut().zip(written) {
            *width = usize::try_from(object.as_integer()?).ok()?;
        }
        Self::new(widths).filter(|_| written.len() >= 3)
    }

    /// Gives whether the data has fewer rows than announced.
    pub fn read(
        &self,
        subsections: impl IntoIterator<Item = (u64, u64)>,
        data: &[u8],
        base: u64,
        limits: &Limits,
        records: &mut Vec<Record>,
    ) -> Result<bool, ReadError> {
        let mut rows = data.chunks_exact(self.widths.iter().sum());
        for (first, count) in subsections {
            for index in 0..count {
                let Some(row) = rows.next() else {
                    return Ok(true);
                };
                let Ok(number) = u32::try_from(first.saturating_add(index)) else {
                    return Ok(true);
                };
                if records.len() >= limits.objects as usize {
                    return Err(limits.exceeded(Limit::Objects).into());
                }
                records.push(Record::new(number, self.location(number, row, base)));
            }
        }
        Ok(false)
    }

    fn location(&self, number: u32, row: &[u8], base: u64) -> Location {
        let mut rest = row;
        let [kind, second, third] = self.widths.map(|width| {
            let (field, behind) = rest.split_at_checked(width).unwrap_or((rest, &[]));
            rest = behind;
            let value = field.iter().fold(0, |sum: u64, b| sum << 8 | u64::from(*b));
            (width > 0).then_some(value)
        });
        // Table 17: without a first field the type is 1. Table 18: unknown types stand for null.
        match (kind.unwrap_or(1), second.unwrap_or(0), third.unwrap_or(0)) {
            (1, offset, generation) if number > 0 && offset > 0 => {
                let offset = offset.saturating_add(base);
                u16::try_from(generation).map_or(Location::Free, |generation| Location::File {
                    offset,
                    generation,
                })
            }
            (2, container, index) if number > 0 => {
                match (u32::try_from(container), u32::try_from(index)) {
                    (Ok(container), Ok(index)) => Location::ObjectStream { container, index },
                    _ => Location::Free,
                }
            }
            _ => Location::Free,
        }
    }
}

/// `/Index`, by default everything from 0 to `/Size`.
fn subsections(dictionary: &Dictionary) -> Vec<(u64, u64)> {
    let number = |object: &Object| u64::try_from(object.as_integer()?).ok();
    match dictionary.get(b"Index").and_then(Object::as_array) {
        Some(index) => {
            let pairs = index.chunks_exact(2);
            pairs
                .filter_map(|pair| Some((number(pair.first()?)?, number(pair.last()?)?)))
                .collect()
        }
        None => {
            let size = dictionary.get(b"Size").and_then(number);
            vec![(0, size.unwrap_or(u64::MAX))]
        }
    }
}
