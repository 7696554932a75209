//! What is looked at: the same walk over every reader's tree.

use std::collections::HashSet;

use super::{
    plain::{Id, Plain},
    tree::Tree,
};
use crate::{
    pdf::text_string,
    text::{Phrase, Term},
};

/// What one reader sees.
pub struct Portrait {
    pub is_encrypted: bool,
    pub pages: Result<u64, Phrase>,
    /// In the order of the walk; each `what` stands here once.
    pub seen: Vec<Seen>,
}

/// A value that a signature hangs on.
pub struct Seen {
    /// `the catalog`, `the field Signature1`, …
    pub what: Phrase,
    /// The object that it is, or stands in.
    pub id: Option<Id>,
    /// `Null` where there is none.
    pub value: Result<Plain, Phrase>,
}

/// Looks at `tree`, visiting at most `budget` nodes of its field and page trees.
pub fn portrait(tree: &dyn Tree, budget: u32) -> Portrait {
    let mut painter = Painter {
        tree,
        budget,
        seen: Vec::new(),
    };
    let root = tree.root().map_or(Plain::Null, Plain::Reference);
    let catalog = painter.note(Term::THE_CATALOG.into(), &root, None);
    let holder = root.reference();
    for (key, what) in [(b"Perms".as_slice(), "/Perms"), (b"DSS", "/DSS")] {
        painter.note(what.into(), catalog.get(key), holder);
    }
    let form = painter.note("/AcroForm".into(), catalog.get(b"AcroForm"), holder);
    painter.fields(&form);
    Portrait {
        is_encrypted: tree.is_encrypted(),
        pages: painter.pages(catalog.get(b"Pages")),
        seen: painter.seen,
    }
}

struct Painter<'t> {
    tree: &'t dyn Tree,
    budget: u32,
    seen: Vec<Seen>,
}

/// A field on its way to be visited.
struct Field {
    written: Plain,
    holder: Option<Id>,
    parent: String,
    is_signature: bool,
}

impl Painter<'_> {
    /// Notes what `written` leads to, and yields it (`Null` where it cannot be read).
    fn note(&mut self, what: Phrase, written: &Plain, holder: Option<Id>) -> Plain {
        let value = self.tree.follow(written);
        let found = value.clone().unwrap_or(Plain::Null);
        let absent = matches!(value, Ok(Plain::Null)) && written.is_null();
        if !absent {
            self.seen.push(Seen {
                what,
                id: written.reference().or(holder),
                value,
            });
        }
        found
    }

    /// Notes each signature field, its signature and its lock (ISO 32000-2 §12.7.5.5).
    fn fields(&mut self, form: &Plain) {
        let Ok(roots) = self.tree.follow(form.get(b"Fields")) else {
            return;
        };
        let top = |written: &Plain| Field {
            written: written.clone(),
            holder: None,
            parent: String::new(),
            is_signature: false,
        };
        let mut stack: Vec<Field> = roots.items().iter().rev().map(top).collect();
        let mut visited = HashSet::new();
        while let Some(field) = stack.pop() {
            let again = field
                .written
                .reference()
                .is_some_and(|id| !visited.insert(id));
            if again || self.budget == 0 {
                continue;
            }
            self.budget = self.budget.saturating_sub(1);
            let kids = self.field(&field);
            stack.extend(kids.into_iter().rev());
        }
    }

    /// Notes one field, and yields those below it.
    fn field(&mut self, field: &Field) -> Vec<Field> {
        let node = match self.tree.follow(&field.written) {
            Ok(node) => node,
            Err(why) => {
                self.seen.push(Seen {
                    what: named("trường", "the field", &field.written.to_string()),
                    id: field.written.reference().or(field.holder),
                    value: Err(why),
                });
                return Vec::new();
            }
        };
        let name = match node.get(b"T") {
            Plain::String(partial) if field.parent.is_empty() => text_string::decode(partial),
            Plain::String(partial) => format!("{}.{}", field.parent, text_string::decode(partial)),
            _ => field.parent.clone(),
        };
        let is_signature = match node.get(b"FT") {
            Plain::Null => field.is_signature,
            kind => kind.is_name(b"Sig"),
        };
        let holder = field.written.reference().or(field.holder);
        let has_own_part = !node.get(b"T").is_null() || !node.get(b"V").is_null();
        if is_signature && has_own_part {
            let what = |vi, en| named(vi, en, &name);
            self.note(what("trường", "the field"), &field.written, holder);
            self.note(
                what("chữ ký của", "the signature of"),
                node.get(b"V"),
                holder,
            );
            self.note(
                what("khóa trường của", "the lock of"),
                node.get(b"Lock"),
                holder,
            );
        }
        let kids = self.tree.follow(node.get(b"Kids")).unwrap_or(Plain::Null);
        let kid = |written: &Plain| Field {
            written: written.clone(),
            holder,
            parent: name.clone(),
            is_signature,
        };
        kids.items().iter().map(kid).collect()
    }

    /// Counts the leaves of the page tree (§7.7.3).
    fn pages(&mut self, root: &Plain) -> Result<u64, Phrase> {
        let mut stack = vec![root.clone()];
        let mut visited = HashSet::new();
        let mut count: u64 = 0;
        while let Some(written) = stack.pop() {
            if written.reference().is_some_and(|id| !visited.insert(id)) {
                continue;
            }
            self.budget = self
                .budget
                .checked_sub(1)
                .ok_or(Term::PAGE_TREE_IS_TOO_LARGE)?;
            let node = self.tree.follow(&written)?;
            let kids = self.tree.follow(node.get(b"Kids"))?;
            if matches!(kids, Plain::Array(_)) {
                stack.extend(kids.items().iter().rev().cloned());
            } else if node.entries().is_some() {
                count = count.saturating_add(1);
            }
        }
        Ok(count)
    }
}

fn named(vi: &str, en: &str, name: &str) -> Phrase {
    Phrase::new(format!("{vi} {name}"), format!("{en} {name}"))
}
