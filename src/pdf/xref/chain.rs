//! From the newest section to the oldest, along `/Prev` and `/XRefStm` (ISO 32000-2 §7.5.5,
//! §7.5.8.4).

use std::cmp::Reverse;

use super::{
    Section, SectionKind,
    plain::{Memory, Stretch},
    stream, table,
    trailer::Link,
};
use crate::{
    Limit, Limits,
    pdf::{
        ReadError,
        finding::Finding,
        input::{Input, Window},
        lexer::is_space,
        seen::Seen,
    },
    text::Term,
};

/// White space that may stand before a section; `startxref` often points at the end of line
/// before it.
const SPACE_BEFORE: u64 = 32;

/// A signature's own section fits, with its tail.
const USUAL_SECTION: u64 = 4096;

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
        at: start,
        seen: Seen::default(),
        entries: 0,
        memory: Memory::default(),
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
    /// The section whose `/Prev` was followed last.
    at: u64,
    /// Where sections that were read begin.
    seen: Seen<Reverse<u64>>,
    entries: usize,
    memory: Memory,
    chain: Chain,
}

impl Walk<'_, '_> {
    /// Reads one section with its supplement; gives the offset of the one before.
    fn step(&mut self, offset: u64) -> Result<Option<u64>, ReadError> {
        let begin = Begin::find(self.input, offset)?;
        if self.seen.contains(&Reverse(begin.offset())) {
            self.ends(self.at, Term::PREV_LEADS_IN_A_CIRCLE);
            return Ok(None);
        }
        let section = self.section(&begin)?;
        let at = section.offset;
        self.at = at;
        let supplement = section.trailer.supplement;
        let previous = section.trailer.previous;
        let is_table = section.kind == SectionKind::Table;
        self.keep(section)?;
        // §7.5.8.4: only a table has a supplement; trailers copied from one kind to the other
        // carry stale entries.
        if let (true, Link::To(supplement)) = (is_table, supplement) {
            self.supplement(at, supplement)?;
        }
        self.previous(at, previous)
    }

    fn supplement(&mut self, table: u64, offset: i64) -> Result<(), ReadError> {
        let offset = u64::try_from(offset).unwrap_or(u64::MAX);
        let begin = Begin::find(self.input, offset.saturating_add(self.base))?;
        let offset = begin.offset();
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
        let mut section = self.section(&begin)?;
        if section.kind == SectionKind::Table {
            return Err(damaged(offset, Term::CROSS_REFERENCE_STREAM));
        }
        section.supplements_table = true;
        self.keep(section)
    }

    fn section(&mut self, begin: &Begin<'_>) -> Result<Section, ReadError> {
        let stretch = Stretch {
            bytes: &begin.window.bytes,
            whole: begin.window.whole,
            from: begin.from,
            start: begin.start,
            base: self.base,
            limits: self.limits,
        };
        let first = stretch.bytes.get(stretch.start);
        let plain = match first {
            Some(b'x') => stretch.table(&mut self.memory),
            Some(b'0'..=b'9') => stretch.stream(&mut self.memory),
            _ => None,
        };
        if let Some(section) = plain {
            let length = section.end.saturating_sub(section.offset);
            self.input
                .spend_read(usize::try_from(length).unwrap_or(usize::MAX))?;
            return Ok(section);
        }
        let offset = begin.offset();
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
        self.seen.insert(Reverse(section.offset));
        self.chain.sections.push(section);
        Ok(())
    }

    fn previous(&mut self, at: u64, written: Link) -> Result<Option<u64>, ReadError> {
        let previous = match written {
            Link::None => return Ok(None),
            Link::To(previous) => previous,
            Link::Broken => return Err(damaged(at, Term::INTEGER_UNDER_PREV)),
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
        Ok(Some(previous))
    }

    fn ends(&mut self, offset: u64, why: Term) {
        self.chain.findings.push(Finding::ChainEnds { offset, why });
    }
}

/// Where a section begins, and what stands there.
struct Begin<'s> {
    window: Window<'s>,
    /// Offset of the window: the byte before the section is looked at, too.
    from: u64,
    /// Position in the window.
    start: usize,
}

impl<'s> Begin<'s> {
    /// Passes over white space from `offset` on.
    fn find(input: &Input<'s>, offset: u64) -> Result<Self, ReadError> {
        let from = offset.saturating_sub(1);
        let before = usize::from(from < offset);
        let window = input.window(from, USUAL_SECTION)?;
        let start = before + blanks(window.bytes.get(before..).unwrap_or_default());
        Ok(Self {
            window,
            from,
            start,
        })
    }

    fn offset(&self) -> u64 {
        self.from.saturating_add(self.start as u64)
    }
}

/// The offset of the first byte from `offset` on that is no white space.
pub fn behind_white_space(input: &Input<'_>, offset: u64) -> Result<u64, ReadError> {
    let window = input.window(offset, SPACE_BEFORE)?;
    Ok(offset.saturating_add(blanks(&window.bytes) as u64))
}

/// How many blanks `bytes` begin with.
fn blanks(bytes: &[u8]) -> usize {
    let most = usize::try_from(SPACE_BEFORE).unwrap_or(usize::MAX);
    let near = bytes.iter().take(most);
    near.take_while(|byte| is_space(**byte)).count()
}

fn damaged(offset: u64, expected: Term) -> ReadError {
    ReadError::Damaged {
        offset,
        object: None,
        expected,
    }
}
