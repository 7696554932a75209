//! The objects that the update wrote, whatever leads to them.
//!
//! The walk sees a document as kyso reads it. Where readers disagree, one may see what another
//! does not: an update must not bring such places, nor change what lies behind them [kyso].

use std::collections::{HashMap, HashSet};

use super::super::{change::Kind, path::Path, walk::Walk};
use crate::{
    pdf::{Indirect, ObjectId, View, xref::Location},
    verify::node::Node,
};

/// Compares what the walk could not: it comes last, when it is known what could not be read.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let path = Path::default();
    if walk.new.has_rival_entries() {
        walk.change(Kind::Unknown, &path, None);
    }
    let compared = match walk.new.document().is_read_in_part() {
        true => Some(walk.compared()),
        false => None,
    };
    if compared.is_some() && trailer_brings_hidden(walk) {
        walk.change(Kind::Unknown, &path, None);
    }
    for (id, _) in walk.new.written() {
        if walk.old.location(id.number) == walk.new.location(id.number) {
            continue;
        }
        if !walk.spend() {
            return;
        }
        let hidden = compared.as_ref().is_some_and(|compared| {
            is_changed_unseen(walk, id, compared) || brings_hidden(walk, id)
        });
        if hidden || !is_sound(walk, id) {
            walk.change(Kind::Unknown, &path, Some(id));
        }
    }
}

/// Whether every reader finds this object where the update says that it is, and the same in it.
fn is_sound(walk: &Walk<'_>, id: ObjectId) -> bool {
    if walk.new.location(id.number) == Location::Free {
        return true;
    }
    match walk.new.object(id) {
        Ok(Some(found)) => found.stream.is_none() || is_framed(walk.new, &found),
        _ => false,
    }
}

/// Whether a stream's data begins and ends where the standard says (§7.3.8.1): behind `stream` and
/// a line feed, and `/Length` bytes on. Some readers believe the length, others look for
/// `endstream`.
fn is_framed(view: View<'_>, found: &Indirect) -> bool {
    const LONGEST: u64 = b"stream\r\n".len() as u64;
    let (Some(data), Some(dictionary)) = (found.stream, found.object.as_dictionary()) else {
        return false;
    };
    let declared = view.get(dictionary, b"Length").ok().flatten();
    let declared = declared.and_then(|length| u64::try_from(length.as_integer()?).ok());
    let before = data.offset.saturating_sub(LONGEST);
    let begins = view.document().bytes(before, data.offset - before);
    let begins = begins.is_ok_and(|it| it.ends_with(b"stream\n") || *it == *b"stream\r\n");
    begins && declared == Some(data.len)
}

/// Whether an object that was there has changed and nothing led the walk to it: what cannot be
/// read may refer to it. One that was not there is behind no old reference, unless a reader looks
/// at numbers alone and not at generations.
fn is_changed_unseen(walk: &Walk<'_>, id: ObjectId, compared: &HashSet<ObjectId>) -> bool {
    let Some(before) = id_before(walk, id) else {
        return id.generation > 0;
    };
    if compared.contains(&before) {
        return false;
    }
    match (walk.old.object(before), walk.new.object(id)) {
        (Ok(Some(old)), Ok(Some(new))) => {
            let (old, new) = (Node::whole(old), Node::whole(new));
            !walk.equal(Some(&old), Some(&new))
        }
        _ => true,
    }
}

/// The object of the same number in the old revision.
fn id_before(walk: &Walk<'_>, id: ObjectId) -> Option<ObjectId> {
    let generation = match walk.old.location(id.number) {
        Location::Free => return None,
        Location::File { generation, .. } => generation,
        Location::ObjectStream { .. } => 0,
    };
    let number = id.number;
    Some(ObjectId { number, generation })
}

/// Whether an object that the update wrote refers, where it did not before, to what is there and
/// cannot be read: an annotation or a field, to another reader.
fn brings_hidden(walk: &Walk<'_>, id: ObjectId) -> bool {
    let Ok(Some(new)) = walk.new.object(id) else {
        return false;
    };
    let old = id_before(walk, id).and_then(|before| walk.old.object(before).ok()?);
    let old = old.iter().flat_map(|old| old.object.references());
    refers_anew(walk, old, new.object.references())
}

fn trailer_brings_hidden(walk: &Walk<'_>) -> bool {
    let (old, new) = (walk.old.trailer(), walk.new.trailer());
    let old = old.entries.iter().flat_map(|it| it.value.references());
    refers_anew(
        walk,
        old,
        new.entries.iter().flat_map(|it| it.value.references()),
    )
}

/// Whether something hidden is among `new` more often than among `old`.
fn refers_anew(
    walk: &Walk<'_>,
    old: impl Iterator<Item = ObjectId>,
    new: impl Iterator<Item = ObjectId>,
) -> bool {
    let hidden: Vec<ObjectId> = new.filter(|id| is_hidden(walk, *id)).collect();
    if hidden.is_empty() {
        return false;
    }
    let mut known: HashMap<ObjectId, usize> = HashMap::new();
    for id in old {
        *known.entry(id).or_default() += 1;
    }
    hidden.into_iter().any(|id| match known.get_mut(&id) {
        Some(left @ 1..) => {
            *left -= 1;
            false
        }
        _ => true,
    })
}

/// Whether there is an object of that number which kyso does not see behind the reference: it
/// cannot be read, stands elsewhere, or is of another generation.
fn is_hidden(walk: &Walk<'_>, id: ObjectId) -> bool {
    walk.new.location(id.number) != Location::Free
        && (!walk.spend() || !matches!(walk.new.object(id), Ok(Some(_))))
}
