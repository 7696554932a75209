//! What a section says of objects: 16 bytes an entry, sorted by number.

use std::sync::Arc;

/// Where a cross-reference section says that an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    Free,
    /// At an absolute offset.
    File {
        offset: u64,
        generation: u16,
    },
    /// The `index`th object of the object stream `container`.
    ObjectStream {
        container: u32,
        index: u32,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Free,
    File,
    ObjectStream,
}

/// One entry, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    value: u64,
    number: u32,
    generation: u16,
    tag: Tag,
}

impl Record {
    pub fn new(number: u32, location: Location) -> Self {
        let (tag, value, generation) = match location {
            Location::Free => (Tag::Free, 0, 0),
            Location::File { offset, generation } => (Tag::File, offset, generation),
            Location::ObjectStream { container, index } => {
                let value = u64::from(container) << 32 | u64::from(index);
                (Tag::ObjectStream, value, 0)
            }
        };
        Self {
            value,
            number,
            generation,
            tag,
        }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    pub fn location(&self) -> Location {
        match self.tag {
            Tag::Free => Location::Free,
            Tag::File => Location::File {
                offset: self.value,
                generation: self.generation,
            },
            Tag::ObjectStream => {
                let [a, b, c, d, e, f, g, h] = self.value.to_be_bytes();
                Location::ObjectStream {
                    container: u32::from_be_bytes([a, b, c, d]),
                    index: u32::from_be_bytes([e, f, g, h]),
                }
            }
        }
    }
}

/// The entries of one section, ascending by number, each number once.
#[derive(Clone, Debug)]
pub struct Entries(Kept);

/// A signature adds a few: they are kept where they are asked for.
#[derive(Clone, Debug)]
enum Kept {
    Few {
        records: [Record; FEW],
        count: usize,
    },
    Many(Arc<Vec<Record>>),
}

const FEW: usize = 8;

impl Entries {
    /// Sorts; of entries with one number the first counts. Gives the first number that repeats.
    pub fn new(mut records: Vec<Record>) -> (Self, Option<u32>) {
        let mut repeated = None;
        if !records.is_sorted_by(|a, b| a.number < b.number) {
            records.sort_by_key(Record::number);
            repeated = records
                .iter()
                .zip(records.iter().skip(1))
                .find(|(a, b)| a.number == b.number)
                .map(|(a, _)| a.number);
            records.dedup_by_key(|record| record.number);
        }
        let few = Self::few(&records);
        (
            few.unwrap_or_else(|| Self(Kept::Many(Arc::new(records)))),
            repeated,
        )
    }

    fn few(records: &[Record]) -> Option<Self> {
        let count = records.len();
        let mut kept = [Record::new(0, Location::Free); FEW];
        kept.get_mut(..count)?.copy_from_slice(records);
        Some(Self(Kept::Few {
            records: kept,
            count,
        }))
    }

    /// The same of records that stand as they should; `None` where they do not, or are many.
    pub fn sorted(records: &[Record]) -> Option<Self> {
        let sorted = records.is_sorted_by(|a, b| a.number < b.number);
        Self::few(records).filter(|_| sorted)
    }

    fn records(&self) -> &[Record] {
        match &self.0 {
            Kept::Few { records, count } => records.get(..*count).unwrap_or_default(),
            Kept::Many(records) => records,
        }
    }

    pub fn find(&self, number: u32) -> Option<Location> {
        let records = self.records();
        let index = records.binary_search_by_key(&number, Record::number);
        Some(records.get(index.ok()?)?.location())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.records().iter()
    }

    /// The highest number named.
    pub fn last_number(&self) -> Option<u32> {
        self.records().last().map(Record::number)
    }

    pub fn len(&self) -> usize {
        self.records().len()
    }
}

impl Default for Entries {
    fn default() -> Self {
        Self::new(Vec::new()).0
    }
}

impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.records() == other.records()
    }
}

impl Eq for Entries {}
