//! Revisions that stand in the file and that its last `startxref` does not lead to.
//!
//! Readers follow the last `startxref` (ISO 32000-2 §7.5.5, §7.5.6): one that is written behind a
//! signed revision and names an older section, or an update whose `/Prev` passes it over, makes
//! the signature vanish. Whoever judges signatures has to know of such revisions.

use std::{collections::HashSet, sync::Arc};

use super::{Document, Opening, ReadError, input::Input, opening::by_tail, tail::Tail};

/// What marks the end of a revision.
const MARK: &[u8] = b"startxref";

/// Marks that are kept: the first ones, since nobody can add any before what is signed.
const MARKS: usize = 256;

/// Documents that are opened: one shows all revisions on its chain.
const DOCUMENTS: usize = 64;

/// Notes where `startxref` stands while a file is read in order.
#[derive(Debug, Default)]
pub struct Marks {
    offsets: Vec<u64>,
    /// Offset of the next piece.
    at: u64,
    /// The last bytes of the piece before.
    rest: Vec<u8>,
}

impl Marks {
    /// Takes the next piece of the file.
    pub fn take(&mut self, piece: &[u8]) {
        let seam = self.at.saturating_sub(self.rest.len() as u64);
        let head = piece.get(..MARK.len() - 1).unwrap_or(piece);
        self.rest.extend_from_slice(head);
        let joined = std::mem::take(&mut self.rest);
        self.note(&joined, seam);
        // A mark that lies in the head alone was found in the joined bytes.
        if piece.len() >= MARK.len() {
            self.note(piece, self.at);
        }
        self.at = self.at.saturating_add(piece.len() as u64);
        let last = if piece.len() < MARK.len() {
            &joined
        } else {
            piece
        };
        let from = last.len().saturating_sub(MARK.len() - 1);
        self.rest
            .extend_from_slice(last.get(from..).unwrap_or_default());
    }

    fn note(&mut self, bytes: &[u8], start: u64) {
        let found = memchr::memmem::find_iter(bytes, MARK);
        let offsets = found.map(|position| start.saturating_add(position as u64));
        let room = MARKS.saturating_sub(self.offsets.len());
        self.offsets.extend(offsets.take(room));
    }
}

impl<'s> Document<'s> {
    /// What the file shows to a reader that follows one of the `marks` instead of the last: each
    /// document holds a section that neither this one nor one before it holds. Newest first.
    ///
    /// # Errors
    /// `Io`. What cannot be opened shows nothing.
    pub fn unreached(&self, marks: &Marks, opening: &Opening) -> Result<Vec<Self>, ReadError> {
        let input = Arc::new(Input::new(self.source(), &opening.limits));
        let mut known: HashSet<u64> = sections(self).collect();
        let mut found = Vec::new();
        for &offset in marks.offsets.iter().rev() {
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

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn marks_are_found_across_pieces() {
        let file = b"startxref 1 startxstartxref 2 %%EOF startxref";
        for size in 1..=file.len() {
            let mut marks = Marks::default();
            file.chunks(size).for_each(|piece| marks.take(piece));
            assert_eq!(marks.offsets, [0, 18, 36], "{size}");
        }
    }
}
