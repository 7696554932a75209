//! The page tree as of one revision: its leaves in order.
//!
//! Source: ISO 32000-2 §7.7.3.

use std::collections::HashSet;

use super::node::Node;
use crate::pdf::{ReadError, View};

/// The pages in order, at most `budget` nodes visited; loops are cut.
pub(super) fn pages(view: View<'_>, budget: u32) -> Result<Vec<Node>, ReadError> {
    let catalog = Node::whole(view.catalog()?);
    let mut stack: Vec<Node> = catalog.get(view, b"Pages")?.into_iter().collect();
    let mut seen = HashSet::new();
    let mut pages = Vec::new();
    let mut left = budget;
    while let Some(node) = stack.pop() {
        if left == 0 || !node.id().is_none_or(|id| seen.insert(id.number)) {
            continue;
        }
        left -= 1;
        let Some(kids) = kids(view, &node) else {
            if node.dictionary().is_some() {
                pages.push(node);
            }
            continue;
        };
        let room = usize::try_from(left).unwrap_or(usize::MAX);
        let items = kids.object().as_array().unwrap_or_default();
        for item in items.iter().take(room).rev() {
            stack.extend(kids.follow(view, item).ok().flatten());
        }
    }
    Ok(pages)
}

/// The children of a node; `None` for a page.
pub(super) fn kids(view: View<'_>, node: &Node) -> Option<Node> {
    let named_page = node
        .dictionary()
        .and_then(|entries| entries.get(b"Type"))
        .is_some_and(|kind| kind.as_name() == Some(b"Page"));
    let kids = node.get(view, b"Kids").ok().flatten()?;
    (!named_page && kids.object().as_array().is_some()).then_some(kids)
}
