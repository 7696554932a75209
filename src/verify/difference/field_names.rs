//! The names that a lock lists, and whether a field is one of them or lies below one.

use std::cmp::Ordering;

/// Names of fields, sorted by segments; none lies below another, since it would say nothing more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FieldNames {
    sorted: Vec<String>,
}

impl FieldNames {
    /// Whether `field` is one of them, or lies below one: whole segments, so that `Signature 1`
    /// does not stand for `Signature 10`.
    pub(super) fn cover(&self, field: &str) -> bool {
        let behind = self
            .sorted
            .partition_point(|name| by_segments(name, field) != Ordering::Greater);
        let last = behind.checked_sub(1).and_then(|at| self.sorted.get(at));
        last.is_some_and(|name| is_within(field, name))
    }
}

impl FromIterator<String> for FieldNames {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        let mut sorted: Vec<String> = names.into_iter().collect();
        sorted.sort_unstable_by(|one, other| by_segments(one, other));
        sorted.dedup_by(|name, before| is_within(name, before));
        Self { sorted }
    }
}

/// What lies below a name comes directly behind it.
fn by_segments(one: &str, other: &str) -> Ordering {
    let rank = |byte: u8| match byte {
        b'.' => 0,
        byte => u16::from(byte) + 1,
    };
    one.bytes().map(rank).cmp(other.bytes().map(rank))
}

fn is_within(field: &str, name: &str) -> bool {
    field
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::FieldNames;

    #[test]
    fn names_cover_what_lies_below_them() {
        let names = [
            "form.a",
            "Signature 1",
            "form",
            "form-b",
            "z",
            "form.a.b",
            "z",
        ];
        let names: FieldNames = names.map(str::to_owned).into_iter().collect();
        for covered in [
            "form",
            "form.a",
            "form.a.b.c",
            "form.zz",
            "form-b.x",
            "Signature 1",
            "z.z",
        ] {
            assert!(names.cover(covered), "{covered}");
        }
        for other in [
            "",
            "for",
            "forma",
            "form-",
            "form-a",
            "Signature 10",
            "Signature",
            "y",
            "zz",
        ] {
            assert!(!names.cover(other), "{other}");
        }
        assert!(!FieldNames::default().cover("x"));
    }

    /// As looking at each name by itself.
    #[test]
    fn searching_agrees_with_looking_at_each() {
        let parts = [
            "a", "b", "a.b", "a.b.c", "ab", "a-b", "", ".", "a.", "b.a", "ab.c", "a.bc",
        ];
        for bits in 0..1_u32 << parts.len() {
            let chosen = (0..parts.len()).filter(|at| bits >> at & 1 == 1);
            let chosen: Vec<String> = chosen.map(|at| parts[at].to_owned()).collect();
            let names: FieldNames = chosen.iter().cloned().collect();
            for field in parts {
                let each = chosen.iter().any(|name| super::is_within(field, name));
                assert_eq!(names.cover(field), each, "{field} in {chosen:?}");
            }
        }
    }
}
