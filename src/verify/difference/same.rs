//! Whether two values mean the same, wherever they are written.
//!
//! Numbers are compared by value (612.0 is 612), streams by their decoded data; an object written
//! again under another number is no change.

use std::collections::HashSet;

use super::purse::Purse;
use crate::{
    pdf::{Dictionary, Indirect, Object, ObjectId, Value, View},
    verify::node::Node,
};

/// Entries that say how a stream is written, not what it holds.
const ENCODING: [&[u8]; 4] = [b"Length", b"Filter", b"DecodeParms", b"DL"];

/// Pairs of objects that are the same page, field, annotation or element in both revisions.
pub(in crate::verify) type Identities = HashSet<(ObjectId, ObjectId)>;

/// Whether `old` in one view equals `new` in another. What cannot be read equals nothing.
///
/// `identities`: pairs that count as equal here, because each is compared by its own rule.
pub(super) fn value(
    (old_view, old): (View<'_>, &Node),
    (new_view, new): (View<'_>, &Node),
    identities: &Identities,
    purse: &Purse,
) -> bool {
    let mut question = Question::new(old_view, new_view, identities, purse);
    let whole = match (old.id(), new.id()) {
        (Some(_), Some(_)) => question.holders(old.holder(), new.holder()),
        _ => question.objects(old.object(), new.object(), 0),
    };
    whole && question.rest()
}

/// [`value`] for values that are no references, as they stand in their dictionaries.
pub(super) fn direct(
    (old_view, old): (View<'_>, &Object),
    (new_view, new): (View<'_>, &Object),
    identities: &Identities,
    purse: &Purse,
) -> bool {
    let mut question = Question::new(old_view, new_view, identities, purse);
    question.objects(old, new, 0) && question.rest()
}

/// Whether two signature dictionaries say the same. What their transforms refer to (`/Data`
/// leads to the whole document) is compared elsewhere.
pub(in crate::verify) fn signature(
    (old_view, old): (View<'_>, &Node),
    (new_view, new): (View<'_>, &Node),
    purse: &Purse,
) -> bool {
    let (Some(before), Some(after)) = (old.dictionary(), new.dictionary()) else {
        return false;
    };
    let none = Identities::new();
    let mut question = Question::new(old_view, new_view, &none, purse);
    if !question.dictionaries(before, after, 0, &[b"Reference"]) || !question.rest() {
        return false;
    }
    let list = |view, node: &Node| {
        let list = node.get(view, b"Reference").ok().flatten();
        list.and_then(|list| list.items(view).ok())
            .unwrap_or_default()
    };
    let (before, after) = (list(old_view, old), list(new_view, new));
    before.len() == after.len()
        && before.iter().zip(&after).all(|pair| match pair {
            (Some(old), Some(new)) => match (old.dictionary(), new.dictionary()) {
                (Some(old), Some(new)) => {
                    question.dictionaries(old, new, 0, &[b"Data"]) && question.rest()
                }
                _ => false,
            },
            (None, None) => true,
            _ => false,
        })
}

struct Question<'q> {
    old: View<'q>,
    new: View<'q>,
    identities: &'q Identities,
    purse: &'q Purse,
    seen: HashSet<(ObjectId, ObjectId)>,
    queue: Vec<(ObjectId, ObjectId)>,
}

impl<'q> Question<'q> {
    fn new(old: View<'q>, new: View<'q>, identities: &'q Identities, purse: &'q Purse) -> Self {
        Self {
            old,
            new,
            identities,
            purse,
            seen: HashSet::new(),
            queue: Vec::new(),
        }
    }

    /// Compares the pairs of references met on the way; a pair under comparison counts as equal,
    /// so loops end.
    fn rest(&mut self) -> bool {
        while let Some((old, new)) = self.queue.pop() {
            if self.identities.contains(&(old, new)) {
                continue;
            }
            let equal = match (self.old.object(old), self.new.object(new)) {
                (Ok(Some(old)), Ok(Some(new))) => self.holders(&old, &new),
                (Ok(None), Ok(None)) => true,
                _ => false,
            };
            if !equal {
                return false;
            }
        }
        true
    }

    fn holders(&mut self, old: &Indirect, new: &Indirect) -> bool {
        match (&old.stream, &new.stream) {
            (None, None) => self.objects(&old.object, &new.object, 0),
            (Some(_), Some(_)) => {
                let (Some(before), Some(after)) =
                    (old.object.as_dictionary(), new.object.as_dictionary())
                else {
                    return false;
                };
                data((self.old, old), (self.new, new), self.purse)
                    && self.dictionaries(before, after, 0, encoding(old, new))
            }
            _ => false,
        }
    }

    fn objects(&mut self, old: &Object, new: &Object, depth: u32) -> bool {
        // The parser bounds the nesting of each object; only a chain of references that stand
        // against direct values can go deeper.
        let nesting = self.new.document().limits().nesting;
        if depth > nesting.saturating_mul(2) || !self.purse.step() {
            return false;
        }
        let deeper = depth + 1;
        match (&old.value, &new.value) {
            (Value::Reference(before), Value::Reference(after)) => {
                if self.seen.insert((*before, *after)) {
                    self.queue.push((*before, *after));
                }
                true
            }
            (Value::Reference(before), _) => match self.old.object(*before) {
                Ok(Some(before)) if before.stream.is_none() => {
                    self.objects(&before.object, new, deeper)
                }
                Ok(None) => new.value == Value::Null,
                _ => false,
            },
            (_, Value::Reference(after)) => match self.new.object(*after) {
                Ok(Some(after)) if after.stream.is_none() => {
                    self.objects(old, &after.object, deeper)
                }
                Ok(None) => old.value == Value::Null,
                _ => false,
            },
            (Value::Array(before), Value::Array(after)) => {
                before.len() == after.len()
                    && before
                        .iter()
                        .zip(after)
                        .all(|(old, new)| self.objects(old, new, deeper))
            }
            (Value::Dictionary(before), Value::Dictionary(after)) => {
                self.dictionaries(before, after, deeper, &[])
            }
            _ => std::ptr::eq(old, new) || plain(&old.value, &new.value),
        }
    }

    fn dictionaries(
        &mut self,
        old: &Dictionary,
        new: &Dictionary,
        depth: u32,
        ignored: &[&[u8]],
    ) -> bool {
        // The very same dictionary: only what its references lead to can differ.
        let itself = std::ptr::eq(old, new) && ignored.is_empty();
        if itself || repeats(old) || repeats(new) {
            return same_keys(old, new)
                && old
                    .entries
                    .iter()
                    .zip(&new.entries)
                    .all(|(old, new)| self.objects(&old.value, &new.value, depth));
        }
        if same_keys(old, new) {
            let mut pairs = old.entries.iter().zip(&new.entries);
            return pairs.all(|(before, after)| {
                let key = &*before.key;
                ignored.contains(&key)
                    || (key == b"Data" && watched(old, &before.value, &after.value))
                    || self.objects(&before.value, &after.value, depth)
            });
        }
        let keys = keys(old, new, self.purse);
        let equal = keys.into_iter().all(|key| {
            ignored.contains(&key)
                || match (old.get(key), new.get(key)) {
                    (None, None) => true,
                    (Some(before), Some(after))
                        if key == b"Data" && watched(old, before, after) =>
                    {
                        true
                    }
                    (Some(before), Some(after)) => self.objects(before, after, depth),
                    (Some(only), None) => self.is_null(self.old, only),
                    (None, Some(only)) => self.is_null(self.new, only),
                }
        });
        equal && !self.purse.is_spent()
    }

    fn is_null(&self, view: View<'_>, object: &Object) -> bool {
        matches!(view.resolve(object), Ok(None))
    }
}

/// Whether this is `/Data` of a signature reference (Table 256), the same object before and after.
/// It names what FieldMDP watches, as a rule the catalog: that is compared on its own paths, and
/// what changes there is no change of the signature.
fn watched(reference: &Dictionary, before: &Object, after: &Object) -> bool {
    let same = before.as_reference().is_some() && before.as_reference() == after.as_reference();
    reference.get(b"TransformMethod").is_some() && same
}

/// All keys of both dictionaries, each once; none where looking them up costs too much.
pub(super) fn keys<'k>(old: &'k Dictionary, new: &'k Dictionary, purse: &Purse) -> Vec<&'k [u8]> {
    if !purse.look_up_all(old.entries.len().max(new.entries.len())) {
        return Vec::new();
    }
    let entries = old.entries.iter().chain(&new.entries);
    let both = entries.map(|entry| &*entry.key);
    if same_keys(old, new) && !repeats(new) {
        return both.take(old.entries.len()).collect();
    }
    let mut seen = HashSet::new();
    both.filter(|key| seen.insert(*key)).collect()
}

/// Whether some key stands in `dictionary` twice: readers differ in which one counts.
pub(super) fn repeats(dictionary: &Dictionary) -> bool {
    dictionary.first_repeated_key().is_some()
}

/// Whether both have the same keys in the same order.
pub(super) fn same_keys(old: &Dictionary, new: &Dictionary) -> bool {
    let keys = old.entries.iter().map(|entry| &entry.key);
    std::ptr::eq(old, new) || keys.eq(new.entries.iter().map(|entry| &entry.key))
}

/// Whether two values that contain no others are equal.
pub(super) fn plain(old: &Value, new: &Value) -> bool {
    if old == new {
        return true;
    }
    match (decimal(old), decimal(new)) {
        (Some(old), Some(new)) => old == new,
        (None, None) => old == new,
        _ => false,
    }
}

/// A number as (negative, digits before the point, digits after it) without idle zeros.
fn decimal(value: &Value) -> Option<(bool, Vec<u8>, Vec<u8>)> {
    let text = match value {
        Value::Integer(number) => number.to_string().into_bytes(),
        Value::Real(text) => text.to_vec(),
        _ => return None,
    };
    let negative = text.first() == Some(&b'-');
    let digits = text
        .strip_prefix(b"-")
        .or_else(|| text.strip_prefix(b"+"))
        .unwrap_or(&text);
    let mut halves = digits.splitn(2, |&byte| byte == b'.');
    let whole = halves.next().unwrap_or_default();
    let fraction = halves.next().unwrap_or_default();
    let start = whole.iter().take_while(|&&digit| digit == b'0').count();
    let idle = fraction
        .iter()
        .rev()
        .take_while(|&&digit| digit == b'0')
        .count();
    let whole = whole.get(start..).unwrap_or_default().to_vec();
    let fraction = fraction
        .get(..fraction.len().saturating_sub(idle))
        .unwrap_or_default()
        .to_vec();
    let zero = whole.is_empty() && fraction.is_empty();
    Some((negative && !zero, whole, fraction))
}

/// The entries that may differ between two streams with the same decoded data. A stream that was
/// not written again is decoded as before only if what its entries refer to has stayed, too.
pub(super) fn encoding(old: &Indirect, new: &Indirect) -> &'static [&'static [u8]] {
    if stands_still(old, new) {
        &[]
    } else {
        &ENCODING
    }
}

fn stands_still(old: &Indirect, new: &Indirect) -> bool {
    old.id == new.id && old.stream == new.stream && old.raw == new.raw
}

/// Whether two streams hold the same decoded data.
pub(super) fn data(
    (old_view, old): (View<'_>, &Indirect),
    (new_view, new): (View<'_>, &Indirect),
    purse: &Purse,
) -> bool {
    if stands_still(old, new) {
        return true;
    }
    if purse.is_spent() {
        return false;
    }
    match (old_view.stream(old), new_view.stream(new)) {
        (Ok(old), Ok(new)) => {
            purse.decoded(old.len().saturating_add(new.len()));
            old == new
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, plain};

    #[test]
    fn numbers_are_equal_by_value() {
        let real = |text: &str| Value::Real(text.as_bytes().into());
        assert!(plain(&Value::Integer(612), &real("612.0")));
        assert!(plain(&real("-0.0"), &Value::Integer(0)));
        assert!(plain(&real(".5"), &real("+00.50")));
        assert!(!plain(&real("595.303937007874"), &real("595.30396")));
        assert!(!plain(&Value::Integer(1), &Value::Integer(-1)));
        assert!(!plain(&Value::Integer(1), &Value::Boolean(true)));
    }
}
