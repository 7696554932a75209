//! Two neighbouring revisions side by side: every path from the trailer, old value beside new.
//!
//! `rules` walk the parts that they know (pages, fields, structure, …) and hand everything else
//! to the plain comparison here, which accepts no difference. An object that has an identity in
//! its part (a page, a field, an annotation, a structure element) may be referred to from
//! elsewhere; anything else must be unchanged on every path that leads to it.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{
    change::{Change, Kind},
    path::Path,
    purse::Purse,
    same::{self, Identities},
};
use crate::{
    pdf::{Dictionary, Indirect, Object, ObjectId, Value, View},
    verify::node::Node,
};

/// Differences that are told; a rewritten document would have thousands.
const TOLD: usize = 200;

/// What a difference on the plain comparison's way means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Manner {
    /// Anywhere in the document.
    Plain,
    /// Part of what a page shows: nothing in there is a page, field or annotation.
    Content,
    /// Part of an annotation that is no field.
    Annotation,
}

/// A signature of the new revision, which covers it whole.
#[derive(Clone, Copy, Debug)]
pub(in crate::verify) struct Covering {
    pub(in crate::verify) document_timestamp: bool,
}

/// A pair of references still to be compared.
struct Pair {
    old: ObjectId,
    new: ObjectId,
    manner: Manner,
    path: Path,
}

/// The comparison of two neighbouring revisions under way.
pub(super) struct Walk<'w> {
    pub(super) old: View<'w>,
    pub(super) new: View<'w>,
    /// Signatures that cover the new revision, by the offset of their `/Contents`.
    pub(super) covering: &'w HashMap<u64, Covering>,
    pub(super) changes: Vec<Change>,
    /// Widgets that a signature of the new revision brought, and whether it is a time-stamp.
    pub(super) signature_widgets: HashMap<ObjectId, Kind>,
    /// Annotations that were added or removed and are no fields.
    pub(super) added_annotations: HashSet<ObjectId>,
    pub(super) removed_annotations: HashSet<ObjectId>,
    /// Pairs with an identity of their own, each compared by its rule.
    identities: Identities,
    /// Appearances that the update replaced by others: nothing else may use them.
    replaced: HashSet<ObjectId>,
    seen: HashSet<(ObjectId, ObjectId, Manner)>,
    queue: VecDeque<Pair>,
    unexplained: usize,
    pub(super) purse: &'w Purse,
}

impl<'w> Walk<'w> {
    pub(super) fn new(
        old: View<'w>,
        new: View<'w>,
        covering: &'w HashMap<u64, Covering>,
        purse: &'w Purse,
    ) -> Self {
        Self {
            old,
            new,
            covering,
            changes: Vec::new(),
            signature_widgets: HashMap::new(),
            added_annotations: HashSet::new(),
            removed_annotations: HashSet::new(),
            identities: Identities::new(),
            replaced: HashSet::new(),
            seen: HashSet::new(),
            queue: VecDeque::new(),
            unexplained: 0,
            purse,
        }
    }

    /// Notes a difference.
    pub(super) fn change(&mut self, kind: Kind, path: &Path, object: Option<ObjectId>) {
        if matches!(kind, Kind::Unknown | Kind::Content) {
            self.unexplained += 1;
            if self.unexplained > TOLD {
                return;
            }
        }
        self.changes.push(Change {
            kind,
            path: path.text(),
            object,
        });
    }

    /// Pays for one visit; `false` once nothing is left.
    pub(super) fn spend(&self) -> bool {
        self.purse.step()
    }

    /// Says that `old` and `new` are the same page, field, annotation or element, which its rule
    /// compares; `false` where that was said before.
    pub(super) fn identify(&mut self, old: &Node, new: &Node) -> bool {
        match (old.id(), new.id()) {
            (Some(old), Some(new)) => self.identities.insert((old, new)),
            _ => true,
        }
    }

    /// Whether a rule compares this pair.
    pub(super) fn is_identified(&self, old: ObjectId, new: ObjectId) -> bool {
        self.identities.contains(&(old, new))
    }

    /// Compares the entries of two dictionaries under `key`, allowing no difference.
    pub(super) fn entry(
        &mut self,
        old: &Node,
        new: &Node,
        key: &[u8],
        manner: Manner,
        path: &Path,
    ) {
        let before = old.dictionary().and_then(|entries| entries.get(key));
        let after = new.dictionary().and_then(|entries| entries.get(key));
        let at = Trail {
            base: path,
            above: None,
            step: Some(TrailStep::Key(key)),
            object: Some(new.holder().id),
        };
        self.optional(before, after, manner, &at, 0);
    }

    /// Keys that stand in a dictionary twice: readers differ in which entry counts, and a rule
    /// looks at one of them. An update may not bring such keys, nor change what stands there.
    pub(super) fn repeated(
        &mut self,
        old: &Dictionary,
        new: &Dictionary,
        object: Option<ObjectId>,
        path: &Path,
    ) {
        if !same::repeats(new) {
            return;
        }
        let at = Trail {
            base: path,
            above: None,
            step: None,
            object,
        };
        if !same::same_keys(old, new) {
            return self.differ(Manner::Plain, &at);
        }
        for (old, entry) in old.entries.iter().zip(&new.entries) {
            if new.repeats(&entry.key) {
                let step = at.step(TrailStep::Key(&entry.key));
                self.objects(&old.value, &entry.value, Manner::Plain, &step, 0);
            }
        }
    }

    /// Compares the entries of two trailers under `key`, allowing no difference.
    pub(super) fn direct_entry(
        &mut self,
        old: &Dictionary,
        new: &Dictionary,
        key: &[u8],
        path: &Path,
    ) {
        let at = Trail {
            base: path,
            above: None,
            step: Some(TrailStep::Key(key)),
            object: None,
        };
        self.optional(old.get(key), new.get(key), Manner::Plain, &at, 0);
    }

    /// Compares two values, allowing no difference.
    pub(super) fn values(&mut self, old: &Node, new: &Node, manner: Manner, path: &Path) {
        let at = Trail {
            base: path,
            above: None,
            step: None,
            object: Some(new.holder().id),
        };
        match (old.id(), new.id()) {
            (Some(old), Some(new)) => self.enqueue(old, new, manner, &at),
            _ => self.objects(old.object(), new.object(), manner, &at, 0),
        }
    }

    /// Whether the entries under `key` mean the same.
    pub(super) fn same(&self, old: &Node, new: &Node, key: &[u8]) -> bool {
        // Values written directly are compared where they stand, without a copy of either.
        if let (Some(before), Some(after)) = (direct(old, key), direct(new, key)) {
            let (before, after) = ((self.old, before), (self.new, after));
            return same::direct(before, after, &self.identities, self.purse);
        }
        match (old.get(self.old, key), new.get(self.new, key)) {
            (Ok(old), Ok(new)) => self.equal(old.as_ref(), new.as_ref()),
            _ => false,
        }
    }

    /// Whether two values mean the same; absent equals absent.
    pub(super) fn equal(&self, old: Option<&Node>, new: Option<&Node>) -> bool {
        match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => {
                let (old, new) = ((self.old, old), (self.new, new));
                same::value(old, new, &self.identities, self.purse)
            }
            _ => false,
        }
    }

    /// All objects of the old revision that were compared with others.
    pub(super) fn compared(&self) -> HashSet<ObjectId> {
        let plain = self.seen.iter().map(|(old, ..)| *old);
        let by_rule = self.identities.iter().map(|(old, _)| *old);
        plain.chain(by_rule).collect()
    }

    /// Notes that the update put another appearance in the place of `old`.
    pub(super) fn replace(&mut self, old: ObjectId) {
        self.replaced.insert(old);
    }

    /// Compares all pairs of references that the rules left to the plain comparison.
    pub(super) fn run(&mut self) {
        while let Some(pair) = self.queue.pop_front() {
            if self.unexplained >= TOLD || !self.spend() {
                break;
            }
            if pair.manner != Manner::Content && self.is_identified(pair.old, pair.new) {
                continue;
            }
            let at = Trail {
                base: &pair.path,
                above: None,
                step: None,
                object: Some(pair.new),
            };
            if self.replaced.contains(&pair.old) {
                // One path to it was changed and this one was not: only a field's own
                // appearance may be replaced.
                self.differ(Manner::Plain, &at);
            }
            match (self.old.object(pair.old), self.new.object(pair.new)) {
                (Ok(Some(old)), Ok(Some(new))) => self.holders(&old, &new, pair.manner, &at),
                (Ok(None), Ok(None)) => {}
                // What no reader can read shows nothing, as long as it is the same junk.
                (Err(old), Err(new)) if old == new && pair.old == pair.new => {}
                _ => self.differ(pair.manner, &at),
            }
        }
    }

    fn holders(&mut self, old: &Indirect, new: &Indirect, manner: Manner, at: &Trail<'_>) {
        match (&old.stream, &new.stream) {
            (None, None) => self.objects(&old.object, &new.object, manner, at, 0),
            (Some(_), Some(_)) => {
                if !same::data((self.old, old), (self.new, new), self.purse) {
                    self.differ(manner, at);
                }
                if let (Some(before), Some(after)) =
                    (old.object.as_dictionary(), new.object.as_dictionary())
                {
                    self.dictionaries(before, after, manner, at, 0, same::encoding(old, new));
                }
            }
            _ => self.differ(manner, at),
        }
    }

    fn optional(
        &mut self,
        old: Option<&Object>,
        new: Option<&Object>,
        manner: Manner,
        at: &Trail<'_>,
        depth: u32,
    ) {
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => self.objects(old, new, manner, at, depth),
            (Some(old), None) => {
                if !matches!(self.old.resolve(old), Ok(None)) {
                    self.differ(manner, at);
                }
            }
            (None, Some(new)) => {
                if !matches!(self.new.resolve(new), Ok(None)) {
                    self.differ(manner, at);
                }
            }
        }
    }

    fn objects(&mut self, old: &Object, new: &Object, manner: Manner, at: &Trail<'_>, depth: u32) {
        // The parser bounds the nesting of each object; only references that stand against
        // direct values can go deeper.
        let nesting = self.new.document().limits().nesting;
        if depth > nesting.saturating_mul(2) || !self.spend() {
            return self.differ(manner, at);
        }
        let deeper = depth + 1;
        match (&old.value, &new.value) {
            (Value::Reference(old), Value::Reference(new)) => self.enqueue(*old, *new, manner, at),
            (Value::Reference(before), _) => match self.old.object(*before) {
                Ok(Some(before)) if before.stream.is_none() => {
                    self.objects(&before.object, new, manner, at, deeper);
                }
                Ok(None) if new.value == Value::Null => {}
                _ => self.differ(manner, at),
            },
            (_, Value::Reference(after)) => match self.new.object(*after) {
                Ok(Some(after)) if after.stream.is_none() => {
                    self.objects(old, &after.object, manner, at, deeper);
                }
                Ok(None) if old.value == Value::Null => {}
                _ => self.differ(manner, at),
            },
            (Value::Array(before), Value::Array(after)) => {
                if before.len() != after.len() {
                    self.differ(manner, at);
                }
                for (index, (old, new)) in before.iter().zip(after).enumerate() {
                    self.objects(old, new, manner, &at.step(TrailStep::Index(index)), deeper);
                }
            }
            (Value::Dictionary(before), Value::Dictionary(after)) => {
                self.dictionaries(before, after, manner, at, deeper, &[]);
            }
            _ if std::ptr::eq(old, new) || same::plain(&old.value, &new.value) => {}
            _ => self.differ(manner, at),
        }
    }

    fn dictionaries(
        &mut self,
        old: &Dictionary,
        new: &Dictionary,
        manner: Manner,
        at: &Trail<'_>,
        depth: u32,
        ignored: &[&[u8]],
    ) {
        if same::same_keys(old, new) {
            for (old, new) in old.entries.iter().zip(&new.entries) {
                if !ignored.contains(&&*new.key) {
                    let step = at.step(TrailStep::Key(&new.key));
                    self.objects(&old.value, &new.value, manner, &step, depth);
                }
            }
            return;
        }
        if same::repeats(new) {
            self.differ(manner, at);
        }
        for key in same::keys(old, new, self.purse) {
            if !ignored.contains(&key) {
                let step = at.step(TrailStep::Key(key));
                self.optional(old.get(key), new.get(key), manner, &step, depth);
            }
        }
    }

    fn enqueue(&mut self, old: ObjectId, new: ObjectId, manner: Manner, at: &Trail<'_>) {
        if self.seen.insert((old, new, manner)) {
            let path = at.path();
            self.queue.push_back(Pair {
                old,
                new,
                manner,
                path,
            });
        }
    }

    fn differ(&mut self, manner: Manner, at: &Trail<'_>) {
        let kind = match manner {
            Manner::Plain => Kind::Unknown,
            Manner::Content => Kind::Content,
            Manner::Annotation => Kind::Annotation,
        };
        let object = at.object();
        self.change(kind, &at.path(), object);
    }
}

/// The entry under `key`, where it is no reference.
fn direct<'n>(node: &'n Node, key: &[u8]) -> Option<&'n Object> {
    let value = node.dictionary()?.get(key)?;
    value.as_reference().is_none().then_some(value)
}

/// Steps within one object, on the stack: a path is made of them only when it is needed.
struct Trail<'t> {
    base: &'t Path,
    above: Option<&'t Trail<'t>>,
    step: Option<TrailStep<'t>>,
    object: Option<ObjectId>,
}

#[derive(Clone, Copy)]
enum TrailStep<'t> {
    Key(&'t [u8]),
    Index(usize),
}

impl<'t> Trail<'t> {
    fn step<'s>(&'s self, step: TrailStep<'s>) -> Trail<'s> {
        Trail {
            base: self.base,
            above: Some(self),
            step: Some(step),
            object: self.object,
        }
    }

    fn object(&self) -> Option<ObjectId> {
        self.object
    }

    fn path(&self) -> Path {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(trail) = at {
            steps.extend(trail.step);
            at = trail.above;
        }
        steps
            .into_iter()
            .rev()
            .fold(self.base.clone(), |path, step| match step {
                TrailStep::Key(key) => path.key(key),
                TrailStep::Index(index) => path.index(index),
            })
    }
}
