//! What a signature allows afterwards: DocMDP, field locks, FieldMDP, as its own revision has it.
//!
//! Source: ISO 32000-2 §12.8.2.2 (Table 257), §12.8.2.4 (Table 259), §12.7.5.5 (Table 236);
//! Acrobat writes the lock's `/P` into FieldMDP's `/TransformParams`: both are read.

use super::{Purse, field_names::FieldNames};
use crate::{
    pdf::{View, text_string},
    text::Term,
    verify::node::Node,
};

/// What one signature says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::verify) struct Permissions {
    /// `/P` of DocMDP.
    pub(in crate::verify) certification: Option<u8>,
    /// Whether the catalog's `/Perms /DocMDP` leads to this signature, too.
    pub(in crate::verify) in_catalog: bool,
    /// The tightest `/P` of its locks.
    lock_level: Option<u8>,
    locks: Vec<Lock>,
    /// A transform that is not understood, in a few words.
    pub(in crate::verify) finding: Option<Term>,
}

/// Which fields are locked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lock {
    All,
    Include(FieldNames),
    Exclude(FieldNames),
}

/// The certification level of a signature: only one that the catalog names is a certification.
pub(in crate::verify) fn certification(permissions: &Permissions) -> Option<u8> {
    permissions.certification.filter(|_| permissions.in_catalog)
}

impl Permissions {
    /// Reads what `signature` in `field` says, as of `view`.
    pub(in crate::verify) fn read(
        view: View<'_>,
        signature: &Node,
        field: &Node,
        purse: &Purse,
    ) -> Self {
        let mut permissions = Self::default();
        let references = signature.get(view, b"Reference").ok().flatten();
        for reference in references
            .iter()
            .flat_map(|list| list.items(view).unwrap_or_default())
            .flatten()
        {
            permissions.reference(view, &reference, purse);
        }
        permissions.in_catalog =
            permissions.certification.is_some() && is_in_catalog(view, signature);
        if let Ok(Some(lock)) = field.get(view, b"Lock") {
            permissions.lock(view, &lock, purse);
        }
        permissions
    }

    fn reference(&mut self, view: View<'_>, reference: &Node, purse: &Purse) {
        let method = reference.get(view, b"TransformMethod").ok().flatten();
        let parameters = reference.get(view, b"TransformParams").ok().flatten();
        match method.as_ref().and_then(|name| name.object().as_name()) {
            Some(b"DocMDP") => {
                let level = parameters.map_or(Some(2), |parameters| level(view, &parameters));
                if level.is_none() {
                    self.finding = Some(Term::P_OF_DOCMDP_IS_NONE_OF_1_2_AND_3);
                }
                self.certification = tighter(self.certification, Some(level.unwrap_or(2)));
            }
            Some(b"FieldMDP") => {
                if let Some(parameters) = parameters {
                    self.lock(view, &parameters, purse);
                }
            }
            // Usage rights and identity say nothing about changes.
            _ => {}
        }
    }

    /// A signature field lock, or the parameters of FieldMDP: the same entries.
    fn lock(&mut self, view: View<'_>, lock: &Node, purse: &Purse) {
        if matches!(lock.get(view, b"P"), Ok(Some(_))) {
            self.lock_level = tighter(self.lock_level, level(view, lock));
        }
        let action = lock.get(view, b"Action").ok().flatten();
        let lock = match action.as_ref().and_then(|name| name.object().as_name()) {
            Some(b"All") => Lock::All,
            Some(b"Include") => Lock::Include(names(view, lock, purse)),
            Some(b"Exclude") => Lock::Exclude(names(view, lock, purse)),
            _ => return,
        };
        if !self.locks.contains(&lock) {
            self.locks.push(lock);
        }
    }

    /// The tightest level that this signature sets.
    pub(super) fn level(&self) -> Option<u8> {
        tighter(self.certification, self.lock_level)
    }

    /// Whether the field of this name is locked. `new`: it came after the signature, so that only
    /// a lock that names it counts.
    pub(super) fn locks(&self, field: &str, new: bool) -> bool {
        self.locks.iter().any(|lock| match lock {
            Lock::All => !new,
            Lock::Include(names) => names.cover(field),
            Lock::Exclude(names) => !new && !names.cover(field),
        })
    }
}

/// The smaller level counts: permissions only tighten.
pub(super) fn tighter(one: Option<u8>, other: Option<u8>) -> Option<u8> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// `/P`: 2 where it is missing; `None` where it is no known level.
fn level(view: View<'_>, parameters: &Node) -> Option<u8> {
    match parameters.get(view, b"P") {
        Ok(None) => Some(2),
        Ok(Some(level)) => level
            .object()
            .as_integer()
            .and_then(|level| u8::try_from(level).ok())
            .filter(|level| (1..=3).contains(level)),
        Err(_) => None,
    }
}

/// Thousands of locks may refer to one list of a million names.
fn names(view: View<'_>, lock: &Node, purse: &Purse) -> FieldNames {
    let Ok(Some(fields)) = lock.get(view, b"Fields") else {
        return FieldNames::default();
    };
    let items = fields.object().as_array().unwrap_or_default().iter();
    items
        .take_while(|_| purse.name())
        .filter_map(|item| fields.follow(view, item).ok().flatten())
        .filter_map(|name| name.object().as_string().map(text_string::decode))
        .collect()
}

fn is_in_catalog(view: View<'_>, signature: &Node) -> bool {
    let Ok(catalog) = view.catalog() else {
        return false;
    };
    let permissions = Node::whole(catalog).get(view, b"Perms").ok().flatten();
    let named = permissions.and_then(|perms| perms.get(view, b"DocMDP").ok().flatten());
    named.is_some_and(|named| named.id().is_some() && named.id() == signature.id())
}

#[cfg(test)]
mod tests {
    use super::{Lock, Permissions};

    #[test]
    fn locks_match_by_whole_segments() {
        let listed = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let locking = |lock| Permissions {
            locks: vec![lock],
            ..Permissions::default()
        };
        let include = locking(Lock::Include(listed(&["Signature 1", "form.a"])));
        assert!(include.locks("Signature 1", false));
        assert!(!include.locks("Signature 10", false));
        assert!(include.locks("form.a.b", false));
        assert!(!include.locks("form", false));
        assert!(include.locks("form.a", true));
        let exclude = locking(Lock::Exclude(listed(&["form"])));
        assert!(!exclude.locks("form.x", false));
        assert!(exclude.locks("formal", false));
        assert!(!exclude.locks("new", true));
        assert!(locking(Lock::All).locks("x", false));
        assert!(!locking(Lock::All).locks("x", true));
    }
}
