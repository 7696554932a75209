//! From the newest section to the oldest, along `/Prev` and `/XRefStm` (ISO 32000-2 §7.5.5,
//! §7.5.8.4).

use std::collections::BTreeSet;

use super::{Section, SectionKind, stream, table};
use crate::{
    Limit, Limits,
    pdf::{Object, ReadError, Value, finding::Finding, input::Input, lexer::is_space},
    text::Term,
};

/// White space that may stand before a section; `startxref` often points at the end of line
/// before it.
const SPACE_BEFORE: u64 = 32;

/// The sections, newest first; a stream that supplements a table stands behind it.
#[derive(Default)]
pub struct Chain {
    pub sections: Vec<Section>,
    pub findings: Vec<Finding>,
}

/// Reads the section at the absolute offset `start` and all before it.
///
/// # Errors
/// `Damaged` where a section cannot be read, the way to it included; `Limit` for more sections or
/// entries than allowed. A chain that ends with `/Prev 0` or in a circle is no error but a finding.
pub fn walk(input: &Input<'_>, start: u64, base: u64, limits: &Limits) -> Result<Chain, ReadError> {
    let mut walk = Walk {
        input,
        base,
        limits,
        seen: BTreeSet::new(),
        entries: 0,
        chain: Chain::default(),
    };
    let mut next = Some(start);
    while let Some(offset) = next {
        next = walk.step(offset)?;
    }
    Ok(walk.chain)
}

struct Walk<'i, 's> {
    input: &'i Input<'s>,
    base: u64,
    limits: &'i Limits,
    /// Where sections that were read begin.
    seen: BTreeSet<u64>,
    entries: usize,
    chain: Chain,
}

impl Walk<'_, '_> {
    /// Reads one section with its supplement; gives the offset of the one before.
    fn step(&mut self, offset: u64) -> Result<Option<u64>, ReadError> {
        let section = self.section(offset)?;
        let at = section.offset;
        let supplement = section.trailer.get(b"XRefStm").and_then(Object::as_integer);
        let previous = section.trailer.get(b"Prev").cloned();
        let is_table = section.kind == SectionKind::Table;
        self.keep(section)?;
        // §7.5.8.4: only a table has a supplement; trailers copied from one kind to the other
        // carry stale entries.
        if let (true, Some(supplement)) = (is_table, supplement) {
            self.supplement(at, supplement)?;
        }
        self.previous(at, previous.as_ref())
    }

    fn supplement(&mut self, table: u64, offset: i64) -> Result<(), ReadError> {
        let offset = u64::try_from(offset).unwrap_or(u64::MAX);
        let offset = behind_white_space(self.input, offset.saturating_add(self.base))?;
        // A table with a copied trailer names the stream of an older one again.
        let known = self
            .chain
            .sections
            .iter()
            .find(|section| section.kind == SectionKind::Stream && section.offset == offset);
        if let Some(mut again) = known.cloned() {
            let offset = table;
            self.chain
                .findings
                .push(Finding::StaleSupplement { offset });
            again.supplements_table = true;
            return self.keep(again);
        }
        let mut section = self.section(offset)?;
        if section.kind == SectionKind::Table {
            return Err(damaged(offset, Term::CROSS_REFERENCE_STREAM));
        }
        section.supplements_table = true;
        self.keep(section)
    }

    fn section(&mut self, offset: u64) -> Result<Section, ReadError> {
        let (offset, first) = first_behind_white_space(self.input, offset)?;
        let findings = &mut self.chain.findings;
        match first {
            Some(b'x') => table::read(self.input, offset, self.base, self.limits, findings),
            Some(b'0'..=b'9') => stream::read(self.input, offset, self.base, self.limits, findings),
            _ => Err(damaged(offset, Term::CROSS_REFERENCE_SECTION)),
        }
    }

    fn keep(&mut self, section: Section) -> Result<(), ReadError> {
        self.entries = self.entries.saturating_add(section.entries.len());
        if self.entries > self.limits.objects as usize {
            return Err(self.limits.exceeded(Limit::Objects).into());
        }
        if self.chain.sections.len() >= self.limits.sections as usize {
            return Err(self.limits.exceeded(Limit::Sections).into());
        }
        self.seen.insert(section.offset);
        self.chain.sections.push(section);
        Ok(())
    }

    fn previous(&mut self, at: u64, written: Option<&Object>) -> Result<Option<u64>, ReadError> {
        let previous = match written.map(|object| &object.value) {
            None => return Ok(None),
            Some(Value::Integer(previous)) => *previous,
            Some(_) => return Err(damaged(at, Term::INTEGER_UNDER_PREV)),
        };
        let Ok(previous) = u64::try_from(previous) else {
            self.ends(at, Term::PREV_IS_NEGATIVE);
            return Ok(None);
        };
        if previous == 0 {
            self.ends(at, Term::PREV_IS_ZERO);
            return Ok(None);
        }
        let previous = previous.saturating_add(self.base);
        if previous >= self.input.len() {
            return Err(damaged(at, Term::PREV_WITHIN_THE_FILE));
        }
        let previous = behind_white_space(self.input, previous)?;
        if self.seen.contains(&previous) {
            self.ends(at, Term::PREV_LEADS_IN_A_CIRCLE);
            return Ok(None);
        }
        Ok(Some(previous))
    }

    fn ends(&mut self, offset: u64, why: Term) {
        self.chain.findings.push(Finding::ChainEnds { offset, why });
    }
}

/// The offset of the first byte from `offset` on that is no white space.
pub fn behind_white_space(input: &Input<'_>, offset: u64) -> Result<u64, ReadError> {
    Ok(first_behind_white_space(input, offset)?.0)
}

/// The same with the byte that stands there.
fn first_behind_white_space(
    input: &Input<'_>,
    offset: u64,
) -> Result<(u64, Option<u8>), ReadError> {
    let window = input.window(offset, SPACE_BEFORE.saturating_add(1))?;
    let most = usize::try_from(SPACE_BEFORE).unwrap_or(usize::MAX);
    let near = window.bytes.iter().take(most);
    let blanks = near.take_while(|byte| is_space(**byte)).count();
    let first = window.bytes.get(blanks).copied();
    Ok((offset.saturating_add(blanks as u64), first))
}

fn damaged(offset: u64, expected: Term) -> ReadError {
    ReadError::Damaged {
        offset,
        object: None,
        expected,
    }
}
