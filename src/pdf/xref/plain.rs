//! Sections as nearly all are written, read within one window. Where anything is out of the
//! ordinary nothing is said, and `table` or `stream` reads it.

use super::{
    Entries, Record, Section, SectionKind, Trailer, scanner::row_of, stream, table, trailer::Link,
};
use crate::{
    Limits,
    pdf::{
        glance::{self, Pattern, Plain},
        indirect,
        lexer::{Lexer, decimal, is_space},
        tail::Tail,
    },
};

/// Digits of a number that surely is one of an object.
const NUMBER_DIGITS: usize = 9;

/// Within how many bytes behind the data the end of the object has to stand.
const MOST_BEHIND_DATA: usize = 32;

/// What serves one section after the other.
#[derive(Default)]
pub struct Memory {
    /// What a trailer looked like last.
    trailers: Pattern,
    records: Vec<Record>,
}

/// The stretch of the file that a section stands in.
pub struct Stretch<'w> {
    pub bytes: &'w [u8],
    /// Whether the file ends where the bytes end.
    pub whole: bool,
    /// Offset of the first byte.
    pub from: u64,
    /// Position of the section's first byte.
    pub start: usize,
    /// What is added to offsets that stand in it.
    pub base: u64,
    pub limits: &'w Limits,
}

impl<'w> Stretch<'w> {
    /// Reads a table with rows of 20 bytes.
    pub fn table(&self, memory: &mut Memory) -> Option<Section> {
        let mut reader = Reader {
            bytes: self.bytes,
            at: self.start,
        };
        reader.passes(b"xref")?;
        memory.records.clear();
        while !reader.behind_space().starts_with(b"trailer") {
            self.subsection(&mut reader, &mut memory.records)?;
        }
        reader.passes(b"trailer")?;
        reader.behind_space();
        let mut links = Links::default();
        let text = self.dictionary(reader.at, &mut memory.trailers, |key, text| {
            links.take(key, text);
        })?;
        let end = reader.at + text.len();
        self.section(SectionKind::Table, memory, links.trailer(text)?, end)
    }

    fn subsection(&self, reader: &mut Reader<'_>, records: &mut Vec<Record>) -> Option<()> {
        let first = reader.number()?;
        reader.behind_space();
        let count = reader.number()?;
        let mut rows = reader.behind_space();
        let most = self.limits.objects as usize;
        for number in first..first.checked_add(count)? {
            let (row, behind) = rows.split_first_chunk::<20>()?;
            let [row @ .., b' ' | b'\r', b'\r' | b'\n'] = row else {
                return None;
            };
            let (offset, generation, kind) = row_of(row)?;
            let free_list_head = offset == 0 && kind == b'f' && number == 1 && first == 1;
            if free_list_head || records.len() >= most {
                return None;
            }
            let location = table::location(number, offset, generation, kind, self.base);
            records.push(Record::new(number, location));
            rows = behind;
        }
        reader.at = self.bytes.len() - rows.len();
        Some(())
    }

    /// Reads a stream without filters.
    pub fn stream(&self, memory: &mut Memory) -> Option<Section> {
        let mut lexer = Lexer::new(self.bytes, self.whole);
        lexer.seek(self.start);
        let head = indirect::head(&mut lexer).ok()?;
        if indirect::continues_number(self.bytes, head.start) {
            return None;
        }
        let mut reader = Reader {
            bytes: self.bytes,
            at: head.end,
        };
        reader.behind_space();
        let mut links = Links::default();
        let mut shape = Shape::default();
        let text = self.dictionary(reader.at, &mut memory.trailers, |key, text| {
            links.take(key, text);
            shape.take(key, text);
        })?;
        reader.at += text.len();
        let data = shape.data(&mut reader)?;
        memory.records.clear();
        shape.read(data, self.base, self.limits, &mut memory.records)?;
        let trailer = links.trailer(text)?;
        self.section(SectionKind::Stream, memory, trailer, reader.at)
    }

    /// The text of the dictionary at `start`, whose entries `see` is told.
    fn dictionary(
        &self,
        start: usize,
        pattern: &mut Pattern,
        see: impl FnMut(&'w [u8], &'w [u8]),
    ) -> Option<&'w [u8]> {
        let seen = glance::entries(
            self.bytes,
            self.whole,
            start,
            self.limits.nesting,
            pattern,
            see,
        );
        let (_, end) = seen.ok()??;
        self.bytes.get(start..end)
    }

    fn section(
        &self,
        kind: SectionKind,
        memory: &Memory,
        trailer: Trailer,
        end: usize,
    ) -> Option<Section> {
        let absolute = |position: usize| self.from.saturating_add(position as u64);
        let tail = Tail::usual(self.bytes.get(end..)?, self.whole, absolute(end))?;
        let few = Entries::sorted(&memory.records);
        let entries = few.or_else(|| many(&memory.records))?;
        Some(Section {
            kind,
            offset: absolute(self.start),
            end: absolute(end),
            tail: Some(tail),
            trailer,
            supplements_table: false,
            repeats: false,
            entries,
        })
    }
}

/// `None` where a number repeats.
fn many(records: &[Record]) -> Option<Entries> {
    let (entries, repeated) = Entries::new(records.to_vec());
    repeated.is_none().then_some(entries)
}

/// `/Prev` and `/XRefStm` of a trailer.
struct Links {
    previous: Link,
    supplement: Link,
}

impl Default for Links {
    fn default() -> Self {
        Self {
            previous: Link::None,
            supplement: Link::None,
        }
    }
}

impl Links {
    fn take(&mut self, key: &[u8], text: &[u8]) {
        match key {
            b"Prev" => self.previous = Link::plain(text),
            b"XRefStm" => self.supplement = Link::plain(text),
            _ => {}
        }
    }

    fn trailer(self, text: &[u8]) -> Option<Trailer> {
        let broken = [self.previous, self.supplement].contains(&Link::Broken);
        (!broken).then(|| Trailer::glanced(text, self.previous, self.supplement))
    }
}

/// How a cross-reference stream is laid out (Table 17).
#[derive(Default)]
struct Shape<'w> {
    is_section: bool,
    is_encoded: bool,
    length: Option<i64>,
    widths: &'w [u8],
    index: &'w [u8],
}

impl<'w> Shape<'w> {
    fn take(&mut self, key: &[u8], text: &'w [u8]) {
        match key {
            b"Type" => self.is_section = text == b"/XRef",
            b"W" => self.widths = text,
            b"Index" => self.index = text,
            b"Length" => {
                if let Plain::Integer(length) = Plain::of(text) {
                    self.length = Some(length);
                }
            }
            b"Filter" | b"DecodeParms" | b"F" => self.is_encoded = true,
            _ => {}
        }
    }

    /// The data, where it is not encoded; leaves the reader behind `endobj`.
    fn data<'r>(&self, reader: &mut Reader<'r>) -> Option<&'r [u8]> {
        let length = usize::try_from(self.length?).ok()?;
        if self.is_encoded || !self.is_section {
            return None;
        }
        reader.behind_space();
        reader.passes(b"stream")?;
        reader.passes(b"\n").or_else(|| reader.passes(b"\r\n"))?;
        let data = reader.rest().get(..length)?;
        reader.at += length;
        let behind_data = reader.at;
        reader.behind_space();
        reader.passes(b"endstream")?;
        reader.behind_space();
        reader.passes(b"endobj")?;
        (reader.at - behind_data <= MOST_BEHIND_DATA).then_some(data)
    }

    fn read(
        &self,
        data: &[u8],
        base: u64,
        limits: &Limits,
        records: &mut Vec<Record>,
    ) -> Option<()> {
        let mut widths = [0; 3];
        let mut written = Plain::of(self.widths).integers()?;
        for width in &mut widths {
            *width = usize::try_from(written.next()?).ok()?;
        }
        let rows = stream::Rows::new(widths)?;
        let mut index = Plain::of(self.index).integers()?;
        let pairs = std::iter::from_fn(|| Some((index.next()?, index.next()?)));
        let missing = rows.read(pairs, data, base, limits, records);
        (missing == Ok(false)).then_some(())
    }
}

struct Reader<'w> {
    bytes: &'w [u8],
    at: usize,
}

impl<'w> Reader<'w> {
    fn rest(&self) -> &'w [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// What follows behind white space.
    fn behind_space(&mut self) -> &'w [u8] {
        while self.bytes.get(self.at).is_some_and(|byte| is_space(*byte)) {
            self.at += 1;
        }
        self.rest()
    }

    fn passes(&mut self, text: &[u8]) -> Option<()> {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found.then_some(())
    }

    fn number(&mut self) -> Option<u32> {
        let rest = self.rest();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += digits;
        let sure = (1..=NUMBER_DIGITS).contains(&digits);
        u32::try_from(decimal(rest.get(..digits).filter(|_| sure)?)?).ok()
    }
}
