//! Revisions and their cross-reference sections.

use crate::pdf::{
    Document, Revision,
    xref::{Section, SectionKind},
};

/// One save of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct RevisionFacts {
    /// Offset behind its `%%EOF` and end of line.
    pub end: u64,
    /// Whether `startxref` and `%%EOF` stand where they ought to.
    pub complete: bool,
    /// Newest first; several in linearized and hybrid files.
    pub sections: Vec<SectionFacts>,
    /// Numbers of the objects that it wrote: `7`, `12-40`.
    pub written: Vec<String>,
    /// Numbers of the objects that it freed.
    pub freed: Vec<String>,
}

/// One cross-reference section.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SectionFacts {
    /// `table`, `stream`, or `hybrid` for the stream that a table names with `/XRefStm`.
    pub kind: &'static str,
    /// Where it begins, from the first byte of the file.
    pub offset: u64,
    /// How many objects it names.
    pub entries: usize,
    /// The keys of its trailer, in the order of the file.
    pub trailer_keys: Vec<String>,
}

pub fn all(document: &Document<'_>) -> Vec<RevisionFacts> {
    let revisions = document.revisions().iter().enumerate();
    revisions
        .map(|(index, revision)| one(document, index, revision))
        .collect()
}

fn one(document: &Document<'_>, index: usize, revision: &Revision) -> RevisionFacts {
    let touched = document.view(index).written();
    let numbers = |freed: bool| {
        // Number 0 is the head of the free list and never an object (§7.5.4).
        let touched = touched
            .iter()
            .filter(move |(id, was_freed)| *was_freed == freed && id.number > 0);
        ranges(touched.map(|(id, _)| id.number))
    };
    RevisionFacts {
        end: revision.end,
        complete: revision.complete,
        sections: revision.sections.iter().map(section).collect(),
        written: numbers(false),
        freed: numbers(true),
    }
}

fn section(section: &Section) -> SectionFacts {
    let keys = section.trailer.entries.iter();
    SectionFacts {
        kind: match section.kind {
            _ if section.supplements_table => "hybrid",
            SectionKind::Table => "table",
            SectionKind::Stream => "stream",
        },
        offset: section.offset,
        entries: section.entries.len(),
        trailer_keys: keys
            .map(|entry| String::from_utf8_lossy(&entry.key).into_owned())
            .collect(),
    }
}

/// Ascending numbers, neighbours taken together.
fn ranges(numbers: impl Iterator<Item = u32>) -> Vec<String> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let told = ranges.into_iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn neighbours_are_taken_together() {
        assert_eq!(ranges([].into_iter()), [""; 0]);
        assert_eq!(ranges([0, 1, 2, 4, 6, 7].into_iter()), ["0-2", "4", "6-7"]);
        assert_eq!(ranges([u32::MAX].into_iter()), ["4294967295"]);
    }
}
