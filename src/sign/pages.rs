//! The page that a new field's widget belongs to (§7.7.3).

use std::collections::HashSet;

use super::SignError;
use crate::{
    Limit,
    pdf::{ReadError, View, update::Located},
    text::Term,
};

/// The first page in the order of the page tree; no node behind it is read.
pub fn first(view: View<'_>, catalog: &Located) -> Result<Located, SignError> {
    let limits = view.document().limits();
    let mut left = limits.tree_nodes;
    let mut seen = HashSet::new();
    // Arrays of kids on the way down, each with the number of kids already asked.
    let mut path: Vec<(Located, usize)> = Vec::new();
    let mut node = catalog.entry(view, b"Pages")?;
    loop {
        let exceeded = || ReadError::Limit(limits.exceeded(Limit::TreeNodes));
        left = left.checked_sub(1).ok_or_else(exceeded)?;
        if let Some(node) = node.take().filter(|node| is_fresh(node, &mut seen)) {
            match node.entry(view, b"Kids")? {
                Some(kids) => path.push((kids, 0)),
                None => return Ok(node),
            }
        }
        let Some((kids, asked)) = path.last_mut() else {
            return Err(SignError::UnsupportedStructure {
                what: Term::THERE_IS_NO_PAGE,
                object: Some(catalog.holder.id),
            });
        };
        match kids.items().and_then(|items| items.get(*asked)) {
            Some(item) => {
                *asked += 1;
                node = kids.part(view, item)?;
            }
            None => {
                path.pop();
            }
        }
    }
}

/// Whether `node` is a dictionary that a reference can name, met for the first time.
fn is_fresh(node: &Located, seen: &mut HashSet<crate::pdf::ObjectId>) -> bool {
    node.dictionary().is_some() && node.is_whole() && seen.insert(node.holder.id)
}
