//! Revisions that stand in the file and that its last `startxref` does not lead to.
//!
//! Readers follow the last `startxref` (ISO 32000-2 §7.5.5, §7.5.6): one that is written behind a
//! signed revision and names an older section, or an update whose `/Prev` passes it over, makes
//! the signature vanish. Whoever judges signatures has to know of such revisions.

use std::{collections::HashSet, sync::Arc};

use super::{Document, Marks, Opening, ReadError, input::Input, opening::by_tail, tail::Tail};

/// Documents that are opened: one shows all revisions on its chain.
const DOCUMENTS: usize = 64;

impl<'s> Document<'s> {
    /// What the file shows to a reader that follows one of the `marks` instead of the last: each
    /// document holds a section that neither this one nor one before it holds. Newest first.
    ///
    /// # Errors
    /// `Io`; `Limit` where looking costs too much. What cannot be opened shows nothing.
    pub fn unreached(&self, marks: &Marks, opening: &Opening) -> Result<Vec<Self>, ReadError> {
        let input = Arc::new(Input::new(self.source(), &opening.limits));
        let mut known: HashSet<u64> = sections(self).collect();
        let mut found = Vec::new();
        for &offset in marks.offsets().iter().rev() {
            let Some(tail) = Tail::read(&input, offset)? else {
                continue;
            };
            let leads = |base: u64| known.contains(&tail.startxref.saturating_add(base));
            if found.len() == DOCUMENTS || leads(0) || leads(self.base()) {
                continue;
            }
            match by_tail(&input, self.header, tail, opening) {
                Ok(document) if sections(&document).any(|at| !known.contains(&at)) => {
                    known.extend(sections(&document));
                    found.push(document);
                }
                Err(error @ ReadError::Io { .. }) => return Err(error),
                Err(ReadError::Limit(exceeded)) if exceeded.limit.is_shared() => {
                    return Err(exceeded.into());
                }
                Ok(_) | Err(_) => {}
            }
        }
        Ok(found)
    }
}

fn sections<'d>(document: &'d Document<'_>) -> impl Iterator<Item = u64> + 'd {
    let revisions = document.revisions().iter();
    let sections = revisions.flat_map(|revision| &revision.sections);
    sections.map(|section| section.offset)
}
