//! Which numbers new objects take.

use std::collections::BTreeSet;

use super::{
    super::{
        ReadError, View,
        object::{Object, ObjectId},
    },
    collect::UpdateError,
};
use crate::text::Term;

/// Numbers above are beyond what common readers take (Annex C; also qpdf and Acrobat).
const LAST_OBJECT_NUMBER: u32 = 8_388_607;

/// The numbers behind all that the file names, but those that something refers to: such a
/// reference is null (§7.3.10) until an object takes its number, and would lead to that.
#[derive(Clone, Debug)]
pub struct Numbers {
    next: u32,
    referred: BTreeSet<u32>,
}

impl Numbers {
    /// Those behind all that the cross-reference sections name or claim to name (`/Size`). What
    /// the trailer refers to is left out; where the file had to be repaired, what any object
    /// refers to: objects are missing there.
    ///
    /// # Errors
    /// `Structure` where there is none; `Io`.
    pub fn free(view: View<'_>) -> Result<Self, UpdateError> {
        let claimed = view
            .trailer()
            .get(b"Size")
            .and_then(|size| size.as_integer())
            .and_then(|size| u32::try_from(size).ok())
            .filter(|&size| size <= LAST_OBJECT_NUMBER)
            .unwrap_or(1);
        let named = view.document().last_number();
        let mut numbers = Self {
            next: named.saturating_add(1).max(claimed),
            referred: BTreeSet::new(),
        };
        if numbers.next > LAST_OBJECT_NUMBER {
            return Err(NO_NUMBER);
        }
        for entry in &view.trailer().entries {
            numbers.leave_out(&entry.value);
        }
        if view.document().repaired().is_some() {
            numbers.leave_out_all(view)?;
        }
        Ok(numbers)
    }

    /// Takes the lowest one.
    ///
    /// # Errors
    /// `Structure` where there is none.
    pub fn take(&mut self, view: View<'_>) -> Result<ObjectId, UpdateError> {
        while self.is_in_use(self.next, view) {
            self.next = self.next.saturating_add(1);
        }
        if self.next > LAST_OBJECT_NUMBER {
            return Err(NO_NUMBER);
        }
        let id = ObjectId {
            number: self.next,
            generation: 0,
        };
        self.next = self.next.saturating_add(1);
        Ok(id)
    }

    /// Whether something refers to the number, as far as is known by now.
    pub fn is_in_use(&self, number: u32, view: View<'_>) -> bool {
        self.referred.contains(&number) || view.document().is_missed(number)
    }

    /// One more than the highest that was taken or is named: `/Size` (Table 15).
    pub fn size(&self) -> u32 {
        self.next
    }

    /// Leaves out what `object` refers to.
    pub fn leave_out(&mut self, object: &Object) {
        let free = self.next..=LAST_OBJECT_NUMBER;
        let referred = object.references().map(|id| id.number);
        self.referred
            .extend(referred.filter(|number| free.contains(number)));
    }

    /// Leaves out what any object refers to that can be read.
    fn leave_out_all(&mut self, view: View<'_>) -> Result<(), UpdateError> {
        let document = view.document();
        for revision in 0..document.revisions().len() {
            for (id, _) in document.view(revision).written() {
                match view.object(id) {
                    Ok(Some(found)) => self.leave_out(&found.object),
                    Err(error @ ReadError::Io { .. }) => return Err(error.into()),
                    Ok(None) | Err(_) => {}
                }
            }
        }
        Ok(())
    }
}

const NO_NUMBER: UpdateError = UpdateError::Structure {
    what: Term::NO_OBJECT_NUMBER_IS_FREE,
    object: None,
};
