//! Revisions from cross-reference sections, never from counting `%%EOF` (ISO 32000-2 §7.5.6).

use super::{
    ReadError,
    input::Input,
    tail::Tail,
    xref::{Location, Record, Section, behind_white_space},
};

/// One revision: the state of the file after one (incremental) save.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Revision {
    /// Offset behind `%%EOF` and its end of line (CR, LF or CR LF): where this revision ends.
    pub end: u64,
    /// Offset behind `%%EOF` itself.
    pub eof: u64,
    /// Whether `startxref` with the offset of this revision's own section, and `%%EOF`, stand
    /// directly behind its trailer. If not, `end` is where the trailer or its remains end.
    pub complete: bool,
    /// Sections of this revision, newest first (a linearized file has two; a hybrid one a table
    /// and a stream).
    pub sections: Vec<Section>,
}

impl Revision {
    /// The numbers of all objects that this revision names, ascending.
    pub fn numbers(&self) -> Vec<u32> {
        let entries = self
            .sections
            .iter()
            .flat_map(|section| section.entries.iter());
        let mut numbers: Vec<u32> = entries.map(Record::number).collect();
        if self.sections.len() > 1 {
            numbers.sort_unstable();
            numbers.dedup();
        }
        numbers
    }

    /// What this revision alone says of the object; `None` where it says nothing.
    pub fn location(&self, number: u32) -> Option<Location> {
        let mut sections = self.sections.iter().peekable();
        while let Some(section) = sections.next() {
            let location = section.entries.find(number);
            // §7.5.8.4: what a hybrid file hides from old readers is free in its table.
            let hidden = sections
                .next_if(|next| next.supplements_table)
                .filter(|_| matches!(location, None | Some(Location::Free)))
                .and_then(|supplement| supplement.entries.find(number));
            if let Some(location) = hidden.or(location) {
                return Some(location);
            }
        }
        None
    }
}

/// Groups the sections of a chain, newest first, into revisions, oldest first.
pub fn group(
    input: &Input<'_>,
    sections: Vec<Section>,
    base: u64,
) -> Result<Vec<Revision>, ReadError> {
    let mut revisions = Vec::with_capacity(sections.len());
    let mut sections = sections.into_iter().peekable();
    while let Some(newest) = sections.next() {
        let (front, mut oldest) = (newest.offset, newest.offset);
        let mut end = newest.ending();
        let mut save = vec![newest];
        loop {
            while let Some(supplement) = sections.next_if(|it| it.supplements_table) {
                save.push(supplement);
            }
            let Some(older) =
                sections.next_if(|older| is_one_save(input, base, front, oldest, older))
            else {
                break;
            };
            oldest = older.offset;
            let ending = older.ending();
            end = if ending.0 > end.0 { ending } else { end };
            save.push(older);
        }
        revisions.push(revision(input, save, end, front, base)?);
    }
    revisions.reverse();
    Ok(revisions)
}

/// Whether the section `older`, next in the chain, was written by the same save as those before,
/// of which the newest begins at `front` and the oldest at `oldest`.
fn is_one_save(input: &Input<'_>, base: u64, front: u64, oldest: u64, older: &Section) -> bool {
    // Annex F: in a linearized file the first page's section stands at the front, the main one at
    // the end, and the tail behind the main one leads to the front.
    let linearized = older.offset > front && leads_to(input, older.tail, base, front) == Ok(true);
    // Hybrid files are written with two tables in a row; there is no tail between.
    let in_a_row = older.tail.is_none() && behind_white_space(input, older.end) == Ok(oldest);
    linearized || in_a_row
}

fn leads_to(
    input: &Input<'_>,
    tail: Option<Tail>,
    base: u64,
    section: u64,
) -> Result<bool, ReadError> {
    let Some(tail) = tail else {
        return Ok(false);
    };
    let target = tail.startxref.saturating_add(base);
    Ok(target == section || behind_white_space(input, target)? == section)
}

fn revision(
    input: &Input<'_>,
    sections: Vec<Section>,
    (trailer_end, tail): (u64, Option<Tail>),
    front: u64,
    base: u64,
) -> Result<Revision, ReadError> {
    let own = leads_to(input, tail, base, front)?;
    Ok(Revision {
        end: tail.map_or(trailer_end, |tail| tail.end),
        eof: tail.map_or(trailer_end, |tail| tail.eof),
        complete: own && tail.is_some_and(|tail| tail.marked),
        sections,
    })
}
