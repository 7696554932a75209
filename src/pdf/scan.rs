//! Finds objects by their heads, from some offset to the end of the file.

#[cfg(test)]
mod tests;

use super::{
    Dictionary, Indirect, Object, ObjectId, Place, ReadError, StreamData, Value,
    finding::Finding,
    indirect::{self, Read},
    input::{Input, Window},
    lexer::{Lexer, is_regular, is_space},
    parser,
};
use crate::{Limit, Limits};

/// What is read at once.
const STRIDE: u64 = 256 << 10;

/// `4294967295 65535 ` and some white space more.
const LONGEST_HEAD: u64 = 40;

/// What a scan brings to light, in the order of the file.
#[derive(Default)]
pub struct Scan {
    pub objects: Vec<Found>,
    /// Trailers, and the dictionaries of cross-reference streams.
    pub trailers: Vec<Dictionary>,
}

/// One object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub id: ObjectId,
    pub offset: u64,
    pub kind: Kind,
}

/// What matters of an object while the cross-reference is rebuilt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Catalog,
    ObjectStream,
    Other,
}

/// Finds all objects that begin behind `from`. What stands in the data of streams and within
/// other objects is passed over, as far as those can be read.
///
/// # Errors
/// `Limit` for more objects than allowed; `Io`.
pub fn scan(input: &Input<'_>, from: u64, limits: &Limits) -> Result<Scan, ReadError> {
    let mut scanner = Scanner {
        input,
        limits,
        window: input.window(from, 0)?,
        start: from,
        next_trailer: None,
        exhausted: false,
        scan: Scan::default(),
    };
    let mut at = from;
    while let Some(behind) = scanner.step(at)? {
        at = behind.max(at.saturating_add(1));
    }
    Ok(scanner.scan)
}

struct Scanner<'i, 's> {
    input: &'i Input<'s>,
    limits: &'i Limits,
    /// The piece of the file that is searched, and where it begins.
    window: Window<'s>,
    start: u64,
    /// The first `trailer` behind the last one, if there is one; the end of the file if not.
    next_trailer: Option<u64>,
    /// Whether so much was read in vain that objects are only looked at from outside now.
    exhausted: bool,
    scan: Scan,
}

impl Scanner<'_, '_> {
    /// Takes the next object or trailer from `at` on; gives where to go on.
    fn step(&mut self, at: u64) -> Result<Option<u64>, ReadError> {
        let trailer = match self.next_trailer {
            Some(offset) if offset >= at => offset,
            _ => self.find(b"trailer", at)?.unwrap_or(u64::MAX),
        };
        self.next_trailer = Some(trailer);
        match self.find(b"obj", at)? {
            Some(keyword) if keyword < trailer => self.object(at, keyword).map(Some),
            _ if trailer < u64::MAX => self.trailer(trailer).map(Some),
            _ => Ok(None),
        }
    }

    fn find(&mut self, needle: &[u8], from: u64) -> Result<Option<u64>, ReadError> {
        let mut from = from;
        loop {
            let skip = from
                .checked_sub(self.start)
                .and_then(|s| usize::try_from(s).ok());
            let rest = skip.and_then(|skip| self.window.bytes.get(skip..));
            if let Some(position) = rest.and_then(|rest| memchr::memmem::find(rest, needle)) {
                return Ok(Some(from.saturating_add(position as u64)));
            }
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                if self.window.whole {
                    return Ok(None);
                }
                let overlap = needle.len().saturating_sub(1).min(rest.len());
                from = from.saturating_add((rest.len() - overlap) as u64);
            }
            if from >= self.input.len() {
                return Ok(None);
            }
            let in_memory = self.input.source().as_bytes().is_some();
            let stride = if in_memory { u64::MAX } else { STRIDE };
            self.window = self.input.window(from, stride)?;
            self.start = from;
        }
    }

    fn trailer(&mut self, keyword: u64) -> Result<u64, ReadError> {
        let behind = keyword.saturating_add(b"trailer".len() as u64);
        if self.exhausted {
            return Ok(behind);
        }
        let parsed = self.input.parse(behind, self.limits, |bytes, whole| {
            let mut lexer = Lexer::new(bytes, whole);
            let object = parser::object(&mut lexer, self.limits)?;
            Ok((object, lexer.position()))
        });
        match parsed {
            Ok((object, length)) => {
                if let Value::Dictionary(dictionary) = object.value {
                    self.keep_trailer(dictionary)?;
                }
                Ok(behind.saturating_add(length as u64))
            }
            Err(error) => self.passed_over(error, behind),
        }
    }

    fn keep_trailer(&mut self, dictionary: Dictionary) -> Result<(), ReadError> {
        if self.scan.trailers.len() >= self.limits.sections as usize {
            return Err(self.limits.exceeded(Limit::Sections).into());
        }
        self.scan.trailers.push(dictionary);
        Ok(())
    }

    /// Takes the object whose `obj` stands at `keyword`, if its head does not begin before `from`.
    fn object(&mut self, from: u64, keyword: u64) -> Result<u64, ReadError> {
        let behind = keyword.saturating_add(b"obj".len() as u64);
        let Some((id, offset)) = self.head_before(from, keyword)? else {
            return Ok(behind);
        };
        if self.scan.objects.len() >= self.limits.objects as usize {
            return Err(self.limits.exceeded(Limit::Objects).into());
        }
        let read = match self.exhausted {
            true => Ok(None),
            false => indirect::read(self.input, offset, Some(id), self.limits, &mut |_| None),
        };
        let (kind, end) = match read {
            Ok(Some(read)) => {
                let kind = kind(&read.indirect);
                let end = match (read.indirect.place, lying_stream(&read)) {
                    (_, Some(data)) => data.offset,
                    (Place::File { end, .. }, None) => end,
                    (Place::ObjectStream { .. }, None) => behind,
                };
                if let Value::Dictionary(dictionary) = read.indirect.object.value
                    && is_type(&dictionary, b"XRef")
                {
                    self.keep_trailer(dictionary)?;
                }
                (kind, end)
            }
            Ok(None) => (Kind::Other, behind),
            Err(error) => (Kind::Other, self.passed_over(error, behind)?),
        };
        self.scan.objects.push(Found { id, offset, kind });
        Ok(end)
    }

    /// What cannot be read is passed over, unless reading the file itself fails.
    fn passed_over(&mut self, error: ReadError, behind: u64) -> Result<u64, ReadError> {
        match error {
            ReadError::Io { .. } => Err(error),
            ReadError::Limit(_) => {
                self.exhausted = true;
                Ok(behind)
            }
            _ => Ok(behind),
        }
    }

    /// Reads `N G ` backwards from `keyword`.
    fn head_before(&self, from: u64, keyword: u64) -> Result<Option<(ObjectId, u64)>, ReadError> {
        let start = keyword.saturating_sub(LONGEST_HEAD).max(from);
        let window = self.input.window(start, keyword - start)?;
        let (generation, rest) = match number_before(&window.bytes) {
            Some(found) => found,
            None => return Ok(None),
        };
        let Some((number, rest)) = number_before(rest) else {
            return Ok(None);
        };
        let glued = rest
            .last()
            .copied()
            .is_some_and(|byte| is_regular(byte) && !byte.is_ascii_lowercase());
        let id = match (u32::try_from(number), u16::try_from(generation)) {
            (Ok(number), Ok(generation)) if number > 0 && !glued => ObjectId { number, generation },
            _ => return Ok(None),
        };
        Ok(Some((id, start.saturating_add(rest.len() as u64))))
    }
}

/// The digits at the end of `bytes`, white space behind them aside, and what stands before them.
fn number_before(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let blanks = bytes.iter().rev().take_while(|byte| is_space(**byte));
    let end = bytes.len().checked_sub(blanks.count())?;
    let text = bytes.get(..end)?;
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit());
    let (rest, digits) = text.split_at_checked(end.checked_sub(digits.count())?)?;
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((number, rest))
}

/// The data of a stream whose `/Length` is missing or does not lead to its end: the `endstream` behind it may be
/// another object's, and the objects between are not its data.
fn lying_stream(read: &Read) -> Option<StreamData> {
    let dictionary = read.indirect.object.as_dictionary()?;
    let elsewhere = dictionary.get(b"Length").and_then(Object::as_reference);
    let lies = read
        .findings
        .iter()
        .any(|finding| matches!(finding, Finding::StreamLength { .. }));
    read.indirect.stream.filter(|_| elsewhere.is_none() && lies)
}

fn kind(indirect: &Indirect) -> Kind {
    let Some(dictionary) = indirect.object.as_dictionary() else {
        return Kind::Other;
    };
    if is_type(dictionary, b"Catalog") {
        Kind::Catalog
    } else if indirect.stream.is_some() && is_type(dictionary, b"ObjStm") {
        Kind::ObjectStream
    } else {
        Kind::Other
    }
}

fn is_type(dictionary: &Dictionary, name: &[u8]) -> bool {
    dictionary.get(b"Type").and_then(Object::as_name) == Some(name)
}
