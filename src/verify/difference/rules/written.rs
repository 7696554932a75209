//! The objects that the update wrote, whatever leads to them.
//!
//! The walk sees a document as kyso reads it. Where readers disagree, one may see what another
//! does not: an update must not bring such places, nor change what lies behind them [kyso].

use std::collections::HashSet;

use super::super::{change::Kind, path::Path, walk::Walk};
use crate::{
    pdf::{ObjectId, xref::Location},
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

/// Whether every reader finds this object where the update says that it is.
fn is_sound(walk: &Walk<'_>, id: ObjectId) -> bool {
    walk.new.location(id.number) == Location::Free || matches!(walk.new.object(id), Ok(Some(_)))
}

/// Whether an object that was there has changed and nothing led the walk to it: what cannot be
/// read may refer to it.
fn is_changed_unseen(walk: &Walk<'_>, id: ObjectId, compared: &HashSet<ObjectId>) -> bool {
    let generation = match walk.old.location(id.number) {
        Location::Free => return false,
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
