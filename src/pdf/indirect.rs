//! `N G obj … endobj` (ISO 32000-2 §7.3.10, §7.3.8).

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::{
    Indirect, Object, ObjectId, Place, ReadError, Span, StreamData, Value,
    finding::Finding,
    glance::{self, Keys, Pattern},
    input::Input,
    lexer::{GENERATION_DIGITS, Lexer, NUMBER_DIGITS, SyntaxError, Token, digits, is_space},
    parser,
};
use crate::{Limits, text::Term};

/// What may stand between the end of a stream's data and `endstream`, and behind that.
const BEHIND_DATA: u64 = 64;

/// Number and generation that an object's head names, and where the value begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub id: ObjectId,
    /// Position of the first digit.
    pub start: usize,
    /// Position behind `obj`.
    pub end: usize,
}

/// Reads `N G obj`.
pub fn head(lexer: &mut Lexer<'_>) -> Result<Head, SyntaxError> {
    let number = lexer.token()?;
    let start = number.start;
    let expected = SyntaxError::Unexpected {
        position: start,
        expected: Term::N_G_OBJ,
    };
    let Token::Integer(number) = number.token else {
        return Err(expected);
    };
    let Token::Integer(generation) = lexer.token()?.token else {
        return Err(expected);
    };
    lexer.skip_space()?;
    if !lexer.stands(b"obj")? {
        return Err(expected);
    }
    let end = lexer.position() + b"obj".len();
    lexer.seek(end);
    match (u32::try_from(number), u16::try_from(generation)) {
        (Ok(number), Ok(generation)) => Ok(Head {
            id: ObjectId { number, generation },
            start,
            end,
        }),
        _ => Err(expected),
    }
}

/// An object's text without its stream's data.
struct Text {
    id: ObjectId,
    object: Object,
    raw: Arc<[u8]>,
    start: usize,
    value: usize,
    end: usize,
    /// Position of the first byte of the stream's data.
    data: Option<usize>,
}

/// `None` where no object, or another than `expected`, stands at `start`.
fn text(
    bytes: &[u8],
    whole: bool,
    start: usize,
    expected: Option<ObjectId>,
    limits: &Limits,
) -> Result<Option<Text>, SyntaxError> {
    let mut lexer = Lexer::new(bytes, whole);
    lexer.seek(start);
    let head = match head(&mut lexer) {
        Ok(head) => head,
        Err(SyntaxError::WindowEnded) => return Err(SyntaxError::WindowEnded),
        Err(_) => return Ok(None),
    };
    let is_tail = continues_number(bytes, head.start);
    if is_tail || expected.is_some_and(|expected| expected != head.id) {
        return Ok(None);
    }
    lexer.skip_space()?;
    let value = lexer.position();
    // An object without a value is met in the wild; it stands for null.
    let object = if lexer.stands(b"endobj")? {
        Object {
            value: Value::Null,
            span: Span::default(),
        }
    } else {
        parser::object(&mut lexer, limits)?
    };
    let value_end = lexer.position();
    let is_dictionary = object.as_dictionary().is_some();
    lexer.skip_space()?;
    let data = match is_dictionary && lexer.stands(b"stream")? {
        true => Some(data_start(&mut lexer)?),
        false => None,
    };
    let end = match lexer.stands(b"endobj")? {
        true if data.is_none() => lexer.position() + b"endobj".len(),
        _ => value_end,
    };
    let raw = bytes.get(value..value_end).unwrap_or_default();
    Ok(Some(Text {
        id: head.id,
        object,
        raw: raw.into(),
        start: head.start,
        value,
        end,
        data,
    }))
}

/// Hands the entries of the dictionary that is the object `id` at `start` to `see`; gives which
/// keys there are, and the length of the text. `None` where the object is no plain dictionary, or
/// where no such object stands.
pub fn glance<'a>(
    bytes: &'a [u8],
    whole: bool,
    start: usize,
    id: ObjectId,
    nesting: u32,
    pattern: &mut Pattern,
    see: impl FnMut(&'a [u8], &'a [u8]),
) -> Result<Option<(Keys, usize)>, SyntaxError> {
    let Some(value) = behind_head(bytes, start, id) else {
        return Ok(None);
    };
    let Some((keys, end)) = glance::entries(bytes, whole, value, nesting, pattern, see)? else {
        return Ok(None);
    };
    let mut lexer = Lexer::new(bytes, whole);
    lexer.seek(end);
    lexer.skip_space()?;
    Ok(lexer.stands(b"endobj")?.then_some((keys, end - value)))
}

/// Where the value of the object `id` begins, whose head stands at `start` as most are written;
/// `None` where anything else stands there.
fn behind_head(bytes: &[u8], start: usize, id: ObjectId) -> Option<usize> {
    if continues_number(bytes, start) {
        return None;
    }
    let (number, behind) = digits(bytes, start, NUMBER_DIGITS)?;
    let (generation, behind) = digits(bytes, behind + 1, GENERATION_DIGITS)?;
    let named = number == id.number && generation == u32::from(id.generation);
    let behind = behind + 1;
    let rest = bytes
        .get(behind..)
        .filter(|_| named)?
        .strip_prefix(b"obj")?;
    let blanks = rest.iter().take_while(|byte| is_space(**byte)).count();
    Some(behind + b"obj".len() + blanks)
}

/// An entry that points into `12 0 obj` behind the 1 would find object 2.
pub fn continues_number(bytes: &[u8], start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    matches!(before, Some(b'0'..=b'9' | b'+' | b'-' | b'.'))
}

/// Where a stream's data begins: behind the end of line after `stream` (§7.3.8.1). A lone CR, and
/// blanks before the end of line, are tolerated as other readers do.
fn data_start(lexer: &mut Lexer<'_>) -> Result<usize, SyntaxError> {
    let keyword_end = lexer.position() + b"stream".len();
    lexer.seek(keyword_end);
    let mut blanks = 0;
    while matches!(lexer.peek(blanks)?, Some(b' ' | b'\t')) {
        blanks += 1;
    }
    let length = match (lexer.peek(blanks)?, lexer.peek(blanks + 1)) {
        (Some(b'\r'), Ok(Some(b'\n'))) => blanks + 2,
        (Some(b'\r'), Err(error)) => return Err(error),
        (Some(b'\r' | b'\n'), _) => blanks + 1,
        _ => 0,
    };
    Ok(keyword_end + length)
}

/// An object as it stands in the file, and what was odd about it.
pub struct Read {
    pub indirect: Indirect,
    pub findings: Vec<Finding>,
}

/// Reads the object at `offset`; white space before it is passed over. Its strings are as they
/// stand, not decrypted. `None` where no object stands there, or another than `expected`.
///
/// `length` says what a reference under `/Length` stands for.
///
/// # Errors
/// `Damaged` where the object breaks the grammar, or its stream has no end; `Limit`.
pub fn read(
    input: &Input<'_>,
    offset: u64,
    expected: Option<ObjectId>,
    limits: &Limits,
    length: &mut dyn FnMut(ObjectId) -> Option<u64>,
) -> Result<Option<Read>, ReadError> {
    // The byte before is looked at too.
    let from = offset.saturating_sub(1);
    let start = usize::from(from < offset);
    let text = input.parse(from, limits, |bytes, whole| {
        text(bytes, whole, start, expected, limits)
    })?;
    let Some(text) = text else { return Ok(None) };
    let absolute = |position: usize| from.saturating_add(position as u64);
    let mut findings = Vec::new();
    let mut end = absolute(text.end);
    let mut stream = None;
    if let Some(position) = text.data {
        let declared = match text
            .object
            .as_dictionary()
            .and_then(|dictionary| dictionary.get(b"Length"))
            .map(|object| &object.value)
        {
            Some(Value::Integer(number)) => u64::try_from(*number).ok(),
            Some(Value::Reference(id)) => length(*id),
            _ => None,
        };
        let extent = Extent::find(input, absolute(position), declared, text.id, limits)?;
        if !extent.as_declared {
            findings.push(Finding::StreamLength { object: text.id });
        }
        end = extent.end;
        stream = Some(extent.data);
    }
    let indirect = Indirect {
        id: text.id,
        object: text.object,
        raw: text.raw,
        place: Place::File {
            start: absolute(text.start),
            value: absolute(text.value),
            end,
        },
        stream,
    };
    Ok(Some(Read { indirect, findings }))
}

/// How far a stream reaches.
struct Extent {
    data: StreamData,
    /// Offset behind `endobj`, or behind `endstream` where that is missing.
    end: u64,
    as_declared: bool,
}

impl Extent {
    /// Believes `/Length` only where `endstream` stands behind it; else searches for `endstream`.
    fn find(
        input: &Input<'_>,
        offset: u64,
        declared: Option<u64>,
        id: ObjectId,
        limits: &Limits,
    ) -> Result<Self, ReadError> {
        let declared_end = declared
            .and_then(|length| offset.checked_add(length))
            .filter(|end| *end <= input.len());
        if let Some(data_end) = declared_end
            && let Some(end) = end_behind(input, data_end)?
        {
            let len = data_end - offset;
            return Ok(Self {
                data: StreamData { offset, len },
                end,
                as_declared: true,
            });
        }
        let bound = offset
            .saturating_add(limits.decoded_stream)
            .min(input.len());
        let found = input.find(b"endstream", offset, bound)?;
        input.spend(found.unwrap_or(bound).saturating_sub(offset))?;
        let Some(keyword) = found else {
            return Err(ReadError::Damaged {
                offset,
                object: Some(id),
                expected: Term::ENDSTREAM,
            });
        };
        let data_end = before_line_end(input, offset, keyword)?;
        let end = end_behind(input, keyword)?.unwrap_or(keyword);
        Ok(Self {
            data: StreamData {
                offset,
                len: data_end - offset,
            },
            end,
            as_declared: false,
        })
    }
}

/// Where the object ends if white space and `endstream` stand at `offset`.
fn end_behind(input: &Input<'_>, offset: u64) -> Result<Option<u64>, ReadError> {
    let window = input.window(offset, BEHIND_DATA)?;
    let mut lexer = Lexer::new(&window.bytes, true);
    let mut passed = |keyword: &[u8]| {
        let found = lexer.skip_space().is_ok() && lexer.stands(keyword) == Ok(true);
        if found {
            lexer.seek(lexer.position() + keyword.len());
        }
        found.then_some(lexer.position())
    };
    let Some(end_of_stream) = passed(b"endstream") else {
        return Ok(None);
    };
    let end = passed(b"endobj").unwrap_or(end_of_stream);
    Ok(Some(offset.saturating_add(end as u64)))
}

/// `endstream` is preceded by an end of line that is not data (§7.3.8.1).
fn before_line_end(input: &Input<'_>, start: u64, keyword: u64) -> Result<u64, ReadError> {
    let from = keyword.saturating_sub(2).max(start);
    let window = input.window(from, keyword - from)?;
    let eol = match &*window.bytes {
        [b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    };
    Ok(keyword - eol)
}
