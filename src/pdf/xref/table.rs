//! `xref … trailer << … >>` (ISO 32000-2 §7.5.4), read token by token: lines of 19 or 21 bytes,
//! missing and superfluous blanks and wrong counts are met in the wild.

use super::{Entries, Location, Record, Section, SectionKind, scanner::Scanner};
use crate::{
    Limit, Limits,
    pdf::{ReadError, Value, finding::Finding, input::Input, lexer::Lexer, parser, tail::Tail},
    text::Term,
};

/// Reads the table whose `xref` stands at `offset`. `base` is added to the offsets in it.
///
/// # Errors
/// `Damaged` where the table ends before `trailer` and its dictionary; `Limit`.
pub fn read(
    input: &Input<'_>,
    offset: u64,
    base: u64,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> Result<Section, ReadError> {
    let mut table = Table {
        scanner: Scanner::new(input, offset)?,
        base,
        offset,
        limits,
        records: Vec::new(),
    };
    let outcome = table.read(findings);
    let behind_keyword = table.scanner.offset();
    // One table may be asked for by many sections and tails.
    input
        .spend_read(usize::try_from(behind_keyword.saturating_sub(offset)).unwrap_or(usize::MAX))?;
    outcome?;
    let (trailer, length) = input.parse(behind_keyword, limits, |bytes, whole| {
        let mut lexer = Lexer::new(bytes, whole);
        let object = parser::object(&mut lexer, limits)?;
        Ok((object, lexer.position()))
    })?;
    let Value::Dictionary(trailer) = trailer.value else {
        return Err(damaged(behind_keyword, Term::TRAILER_DICTIONARY));
    };
    let (entries, repeated) = Entries::new(table.records);
    findings.extend(repeated.map(|number| Finding::EntryRepeated { offset, number }));
    let end = behind_keyword.saturating_add(length as u64);
    Ok(Section {
        kind: SectionKind::Table,
        offset,
        end,
        tail: Tail::read(input, end)?,
        trailer: trailer.into(),
        supplements_table: false,
        repeats: repeated.is_some(),
        entries,
    })
}

struct Table<'i, 's> {
    scanner: Scanner<'i, 's>,
    base: u64,
    offset: u64,
    limits: &'i Limits,
    records: Vec<Record>,
}

impl Table<'_, '_> {
    /// Everything from `xref` up to and with `trailer`.
    fn read(&mut self, findings: &mut Vec<Finding>) -> Result<(), ReadError> {
        if !self.scanner.passes(b"xref")? {
            return Err(damaged(self.offset, Term::XREF));
        }
        let mut number = 0;
        while let Some(first) = self.scanner.number()? {
            let second = self.scanner.number()?;
            let second = second.ok_or(damaged(self.scanner.offset(), Term::TWO_NUMBERS))?;
            self.scanner.skip_space()?;
            // A count that is too small: what should be the next subsection is one more entry.
            if let Some(kind @ (b'n' | b'f')) = self.scanner.peek()? {
                self.scanner.bump();
                self.push(number, first, second, kind)?;
                number = number.saturating_add(1);
            } else {
                number = self.subsection(first, second, findings)?;
            }
        }
        if self.scanner.passes(b"trailer")? {
            return Ok(());
        }
        Err(damaged(self.scanner.offset(), Term::TRAILER))
    }

    /// Reads `count` entries; gives the number behind the last.
    fn subsection(
        &mut self,
        first: u64,
        count: u64,
        findings: &mut Vec<Finding>,
    ) -> Result<u64, ReadError> {
        let section = self.offset;
        let mut number = first;
        for index in 0..count {
            let Some((offset, generation, kind)) = self.row()? else {
                findings.push(Finding::EntriesMissing { offset: section });
                break;
            };
            let free_list_head = index == 0 && offset == 0 && generation == 65535 && kind == b'f';
            if free_list_head && first == 1 {
                number = 0;
                findings.push(Finding::SubsectionShifted { offset: section });
            }
            self.push(number, offset, generation, kind)?;
            number = number.saturating_add(1);
        }
        Ok(number)
    }

    /// Offset, generation and kind; `None` where no number stands.
    fn row(&mut self) -> Result<Option<(u64, u64, u8)>, ReadError> {
        if let Some(row) = self.scanner.row()? {
            return Ok(Some(row));
        }
        let Some(offset) = self.scanner.number()? else {
            return Ok(None);
        };
        let generation = self.scanner.number()?;
        let generation = generation.ok_or(damaged(self.scanner.offset(), Term::GENERATION))?;
        self.scanner.skip_space()?;
        let kind = match self.scanner.peek()? {
            Some(kind @ (b'n' | b'f')) => kind,
            _ => return Err(damaged(self.scanner.offset(), Term::ENTRY_KIND)),
        };
        self.scanner.bump();
        Ok(Some((offset, generation, kind)))
    }

    fn push(
        &mut self,
        number: u64,
        offset: u64,
        generation: u64,
        kind: u8,
    ) -> Result<(), ReadError> {
        if self.records.len() >= self.limits.objects as usize {
            return Err(self.limits.exceeded(Limit::Objects).into());
        }
        let number = u32::try_from(number)
            .map_err(|_| damaged(self.scanner.offset(), Term::OBJECT_NUMBER_BELOW_2_32))?;
        let location = location(number, offset, generation, kind, self.base);
        self.records.push(Record::new(number, location));
        Ok(())
    }
}

/// Broken producers mark objects that they did not write as in use at offset 0.
pub fn location(number: u32, offset: u64, generation: u64, kind: u8, base: u64) -> Location {
    match (kind, u16::try_from(generation)) {
        (b'n', Ok(generation)) if offset > 0 && number > 0 => Location::File {
            offset: offset.saturating_add(base),
            generation,
        },
        _ => Location::Free,
    }
}

fn damaged(offset: u64, expected: Term) -> ReadError {
    ReadError::Damaged {
        offset,
        object: None,
        expected,
    }
}
