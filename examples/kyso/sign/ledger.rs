//! All rows of a batch in the order of the inputs, whatever order the documents end in.

use kyso::batch::Row;

/// A place for each input: filled from the start where nothing was to be signed.
#[derive(Debug, Default)]
pub struct Ledger {
    rows: Vec<Option<Row>>,
    /// The place of each task.
    places: Vec<usize>,
    /// The first place that was not yet taken by [`next`](Self::next).
    next: usize,
}

impl Ledger {
    /// A place for the next task.
    pub fn expect_task(&mut self) {
        self.places.push(self.rows.len());
        self.rows.push(None);
    }

    /// The next place, filled.
    pub fn enter(&mut self, row: Row) {
        self.rows.push(Some(row));
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Fills the place of the task with that index.
    pub fn task_ended(&mut self, index: usize, row: Row) {
        if let Some(place) = self
            .places
            .get(index)
            .and_then(|place| self.rows.get_mut(*place))
        {
            *place = Some(row);
        }
    }

    /// The next row in order, once, as soon as it is there.
    pub fn next(&mut self) -> Option<&Row> {
        let row = self.rows.get(self.next)?.as_ref()?;
        self.next += 1;
        Some(row)
    }

    /// All rows, in order.
    pub fn into_rows(self) -> Vec<Row> {
        self.rows.into_iter().flatten().collect()
    }
}
