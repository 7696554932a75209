//! The page tree (ISO 32000-2 §7.7.3).

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::{Indirect, Object, ObjectId, ReadError, Resolved, View};
use crate::limits::LimitExceeded;

/// The pages of one view, first to last. Ends behind the first error.
///
/// Nothing that stands twice on one path is followed again, and no more nodes are visited than
/// `Limits::tree_nodes`.
pub struct Pages<'d> {
    view: View<'d>,
    /// Nodes from the root down to the current one, each with the index of its next kid.
    path: Vec<(Arc<Indirect>, usize)>,
    nodes_left: u32,
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
            Some(Resolved::Indirect(root)) => vec![(root, 0)],
            _ => Vec::new(),
        };
        Ok(Pages {
            view: *self,
            path,
            nodes_left: self.document.limits.tree_nodes,
        })
    }

    /// The first page, without looking at the others.
    ///
    /// # Errors
    /// As [`View::pages`].
    pub fn first_page(&self) -> Result<Option<Arc<Indirect>>, ReadError> {
        self.pages()?.next().transpose()
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
            .and_then(|(root, _)| root.object.as_dictionary());
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

    /// The value of `key` in the page, or in the nearest node above it that has one (§7.7.3.4).
    ///
    /// # Errors
    /// Of reading these; `Limit` where `/Parent` leads on beyond `Limits::nesting`.
    pub fn inherited(&self, page: &Indirect, key: &[u8]) -> Result<Option<Object>, ReadError> {
        let mut node: Option<Arc<Indirect>> = None;
        for _ in 0..self.document.limits.nesting {
            let dictionary = node.as_deref().unwrap_or(page).object.as_dictionary();
            let Some(dictionary) = dictionary else {
                return Ok(None);
            };
            if let Some(value) = self.get(dictionary, key)? {
                return Ok(Some((*value).clone()));
            }
            node = match self.get(dictionary, b"Parent")? {
                Some(Resolved::Indirect(parent)) => Some(parent),
                _ => return Ok(None),
            };
        }
        Err(LimitExceeded { limit: "nesting" }.into())
    }
}

impl Pages<'_> {
    /// The next page; `None` behind the last.
    fn advance(&mut self) -> Result<Option<Arc<Indirect>>, ReadError> {
        while let Some((node, next)) = self.path.last_mut() {
            let index = *next;
            *next = index.saturating_add(1);
            let node = Arc::clone(node);
            let Some(kid) = self.kid(&node, index)? else {
                self.path.pop();
                continue;
            };
            let Some(kid) = kid else { continue };
            if !is_node(&kid) {
                return Ok(Some(kid));
            }
            if self.path.len() >= self.view.document.limits.nesting as usize {
                return Err(LimitExceeded { limit: "nesting" }.into());
            }
            if !self.is_on_path(kid.id) {
                self.path.push((kid, 0));
            }
        }
        Ok(None)
    }

    /// The kid with that index: `None` behind the last, `Some(None)` where it is no dictionary.
    fn kid(
        &mut self,
        node: &Indirect,
        index: usize,
    ) -> Result<Option<Option<Arc<Indirect>>>, ReadError> {
        let Some(dictionary) = node.object.as_dictionary() else {
            return Ok(None);
        };
        let kids = self.view.get(dictionary, b"Kids")?;
        let kids = kids.as_deref().and_then(Object::as_array);
        let Some(kid) = kids.and_then(|kids| kids.get(index)) else {
            return Ok(None);
        };
        let limit = "tree_nodes";
        let left = self.nodes_left.checked_sub(1);
        self.nodes_left = left.ok_or(LimitExceeded { limit })?;
        Ok(Some(match self.view.resolve(kid)? {
            Some(Resolved::Indirect(kid)) if kid.object.as_dictionary().is_some() => Some(kid),
            _ => None,
        }))
    }

    fn is_on_path(&self, id: ObjectId) -> bool {
        self.path.iter().any(|(node, _)| node.id == id)
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
