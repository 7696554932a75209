//! The page tree (ISO 32000-2 §7.7.3).

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::{Indirect, Object, ReadError, Resolved, View};
use crate::Limit;

/// The pages of one view, first to last. Ends behind the first error.
///
/// Nothing that stands twice on one path is followed again, and no more nodes are visited than
/// `Limits::tree_nodes`.
pub struct Pages<'d> {
    view: View<'d>,
    /// Nodes from the root down to the current one.
    path: Vec<Node>,
    nodes_left: u32,
}

/// A node of the tree, and how far its kids were visited.
struct Node {
    node: Arc<Indirect>,
    /// The array of kids, where that is an object of its own.
    kids: Option<Arc<Indirect>>,
    next: usize,
}

impl Node {
    fn new(view: View<'_>, node: Arc<Indirect>) -> Result<Self, ReadError> {
        let dictionary = node.object.as_dictionary();
        let kids = match dictionary {
            Some(dictionary) => view.get(dictionary, b"Kids")?,
            None => None,
        };
        let kids = match kids {
            Some(Resolved::Indirect(kids)) => Some(kids),
            _ => None,
        };
        let next = 0;
        Ok(Self { node, kids, next })
    }

    /// The next kid as it stands in the array; `None` behind the last.
    fn advance(&mut self) -> Option<Object> {
        let kids = match &self.kids {
            Some(kids) => &kids.object,
            None => self.node.object.as_dictionary()?.get(b"Kids")?,
        };
        let kid = kids.as_array()?.get(self.next)?.clone();
        self.next = self.next.saturating_add(1);
        Some(kid)
    }
}

impl<'d> View<'d> {
    /// The pages, first to last; none where the catalog or its page tree cannot be found.
    ///
    /// # Errors
    /// Of reading the catalog, and with each page those of the way to it.
    pub fn pages(&self) -> Result<Pages<'d>, ReadError> {
        let catalog = self.catalog()?;
        let root = match catalog.object.as_dictionary() {
            Some(dictionary) => self.get(dictionary, b"Pages")?,
            None => None,
        };
        let path = match root {
            Some(Resolved::Indirect(root)) => vec![Node::new(*self, root)?],
            _ => Vec::new(),
        };
        Ok(Pages {
            view: *self,
            path,
            nodes_left: self.document.limits.tree_nodes,
        })
    }

    /// How many pages there are: what the root says (§7.7.3.2), or where that cannot be, what is
    /// found.
    ///
    /// # Errors
    /// As [`View::pages`].
    pub fn page_count(&self) -> Result<u64, ReadError> {
        let pages = self.pages()?;
        let root = pages
            .path
            .first()
            .and_then(|root| root.node.object.as_dictionary());
        let count = match root {
            Some(root) => self.get(root, b"Count")?,
            None => None,
        };
        let count = count.as_deref().and_then(Object::as_integer);
        let most = i64::from(self.document.limits.tree_nodes);
        match count.filter(|count| (1..=most).contains(count)) {
            Some(count) => Ok(count.unsigned_abs()),
            None => pages.map(|page| page.map(|_| 1)).sum(),
        }
    }
}

impl Pages<'_> {
    /// The next page; `None` behind the last.
    fn advance(&mut self) -> Result<Option<Arc<Indirect>>, ReadError> {
        while let Some(node) = self.path.last_mut() {
            let Some(kid) = node.advance() else {
                self.path.pop();
                continue;
            };
            let limits = &self.view.document.limits;
            let left = self.nodes_left.checked_sub(1);
            self.nodes_left = left.ok_or(limits.exceeded(Limit::TreeNodes))?;
            let Some(Resolved::Indirect(kid)) = self.view.resolve(&kid)? else {
                continue;
            };
            if !is_node(&kid) {
                match kid.object.as_dictionary() {
                    Some(_) => return Ok(Some(kid)),
                    None => continue,
                }
            }
            if self.path.len() >= limits.nesting as usize {
                return Err(limits.exceeded(Limit::Nesting).into());
            }
            if !self.path.iter().any(|above| above.node.id == kid.id) {
                self.path.push(Node::new(self.view, kid)?);
            }
        }
        Ok(None)
    }
}

/// A node has kids; broken producers leave out `/Type`.
fn is_node(indirect: &Indirect) -> bool {
    let dictionary = indirect.object.as_dictionary();
    dictionary.is_some_and(|dictionary| dictionary.get(b"Kids").is_some())
}

impl Iterator for Pages<'_> {
    type Item = Result<Arc<Indirect>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.advance();
        if next.is_err() {
            self.path.clear();
        }
        next.transpose()
    }
}
