//! The cross-reference section of an update: table or stream, as the file has it (§7.5.4, §7.5.8).

use std::collections::BTreeMap;

use super::{
    super::object::{ObjectId, Value},
    build::{array, dictionary},
    collect::UpdateError,
    serialise::{Strings, write, write_entries},
};
use crate::text::Term;

/// Where a reader finds an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locator {
    /// As the file counts offsets, from its own base.
    Offset(u64),
    /// In an object stream.
    Packed { container: u32, index: u32 },
    /// Nowhere: the head of the list of free objects (§7.5.4).
    Free,
}

/// The rows of one section, by object number.
pub type Rows = BTreeMap<u32, (u16, Locator)>;

/// Rows in ten-digit columns.
const LAST_TABLE_OFFSET: u64 = 9_999_999_999;

/// Writes a table and its trailer, without `startxref`.
pub fn write_table(rows: &Rows, trailer: &Value, out: &mut Vec<u8>) -> Result<(), UpdateError> {
    out.extend(b"xref\n");
    for run in runs(rows) {
        let first = run.first().map_or(0, |(number, _)| *number);
        out.extend(format!("{first} {}\n", run.len()).bytes());
        for (_, (generation, locator)) in run {
            let row = match locator {
                Locator::Offset(offset) if offset <= LAST_TABLE_OFFSET => {
                    format!("{offset:010} {generation:05} n \n")
                }
                Locator::Free => format!("{:010} {generation:05} f \n", 0),
                Locator::Offset(_) | Locator::Packed { .. } => {
                    return Err(UpdateError::Structure {
                        what: Term::BEYOND_TABLE,
                        object: None,
                    });
                }
            };
            out.extend(row.bytes());
        }
    }
    out.extend(b"trailer\n");
    write(trailer, &mut Strings::Clear, out);
    out.push(b'\n');
    Ok(())
}

/// Writes a cross-reference stream as the object `id`, not compressed and never encrypted
/// (§7.5.8.1). `rows` hold its own row too.
pub fn write_stream(rows: &Rows, id: ObjectId, trailer: &Value, out: &mut Vec<u8>) {
    let widest = rows
        .values()
        .map(|(_, locator)| fields(*locator, 0).1)
        .max();
    let width = 8 - (widest.unwrap_or(0) | 1).leading_zeros() as usize / 8;
    let mut data = Vec::with_capacity(rows.len().saturating_mul(width + 5));
    let mut index = Vec::new();
    for run in runs(rows) {
        let first = run.first().map_or(0, |(number, _)| *number);
        index.push(Value::Integer(first.into()));
        index.push(Value::Integer(i64::try_from(run.len()).unwrap_or(i64::MAX)));
        for (_, (generation, locator)) in run {
            let (kind, second, third) = fields(locator, generation);
            data.push(kind);
            data.extend(second.to_be_bytes().iter().skip(8 - width));
            data.extend(third.to_be_bytes());
        }
    }
    let width = Value::Integer(i64::try_from(width).unwrap_or(8));
    let shape = dictionary([
        ("Type", super::build::name("XRef")),
        ("W", array([Value::Integer(1), width, Value::Integer(4)])),
    ]);
    let own = dictionary([
        ("Index", array(index)),
        (
            "Length",
            Value::Integer(i64::try_from(data.len()).unwrap_or(i64::MAX)),
        ),
    ]);
    out.extend(format!("{} {} obj\n<<", id.number, id.generation).bytes());
    for part in [&shape, trailer, &own] {
        if let Value::Dictionary(entries) = part {
            write_entries(entries, &mut Strings::Clear, out);
        }
    }
    out.extend(b" >>\nstream\n");
    out.extend(&data);
    out.extend(b"\nendstream\nendobj\n");
}

/// Type, second and third field of a row (Table 18).
fn fields(locator: Locator, generation: u16) -> (u8, u64, u32) {
    match locator {
        Locator::Free => (0, 0, generation.into()),
        Locator::Offset(offset) => (1, offset, generation.into()),
        Locator::Packed { container, index } => (2, container.into(), index),
    }
}

/// Rows with consecutive numbers, together.
fn runs(rows: &Rows) -> Vec<Vec<(u32, (u16, Locator))>> {
    let mut runs: Vec<Vec<(u32, (u16, Locator))>> = Vec::new();
    for (&number, &row) in rows {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| last + 1 == number) => {
                run.push((number, row));
            }
            _ => runs.push(vec![(number, row)]),
        }
    }
    runs
}
