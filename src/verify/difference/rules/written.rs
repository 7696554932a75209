//! The objects that the update wrote, whatever leads to them.
//!
//! The walk sees a document as kyso reads it. Where readers disagree, one may see what another
//! does not: an update must not bring such places, nor change what lies behind them [kyso].

use std::collections::HashSet;

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
    for (id, _) in walk.new.written() {
        if walk.old.location(id.number) == walk.new.location(id.number) {
            continue;
        }
        if !walk.spend() {
            return;
        }
        let hidden = compared
            .as_ref()
            .is_some_and(|compared| is_changed_unseen(walk, id, compared));
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
    let generation = match walk.old.location(id.number) {
        Location::Free => return id.generation > 0,
        Location::File { generation, .. } => generation,
        Location::ObjectStream { .. } => 0,
    };
    let number = id.number;
    let before = ObjectId { number, generation };
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
