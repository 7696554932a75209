//! Where a word stands in a file that is read in order.

/// Marks that are kept: the first ones, since nobody can add any before what is signed.
const MARKS: usize = 1024;

/// Notes where a word stands while a file is read in order.
#[derive(Debug)]
pub struct Marks {
    word: &'static [u8],
    offsets: Vec<u64>,
    /// Offset of the next piece.
    at: u64,
    /// The last bytes of the piece before.
    rest: Vec<u8>,
}

impl Marks {
    /// Of a word that is not empty.
    pub fn of(word: &'static [u8]) -> Self {
        Self {
            word,
            offsets: Vec::new(),
            at: 0,
            rest: Vec::new(),
        }
    }

    /// Where it stands, ascending.
    pub fn offsets(&self) -> &[u64] {
        &self.offsets
    }

    /// Takes the next piece of the file.
    pub fn take(&mut self, piece: &[u8]) {
        let word = self.word.len();
        let seam = self.at.saturating_sub(self.rest.len() as u64);
        let head = piece.get(..word - 1).unwrap_or(piece);
        self.rest.extend_from_slice(head);
        let joined = std::mem::take(&mut self.rest);
        self.note(&joined, seam);
        // A mark that lies in the head alone was found in the joined bytes.
        if piece.len() >= word {
            self.note(piece, self.at);
        }
        self.at = self.at.saturating_add(piece.len() as u64);
        let last = if piece.len() < word { &joined } else { piece };
        let from = last.len().saturating_sub(word - 1);
        self.rest
            .extend_from_slice(last.get(from..).unwrap_or_default());
    }

    fn note(&mut self, bytes: &[u8], start: u64) {
        let found = memchr::memmem::find_iter(bytes, self.word);
        let offsets = found.map(|position| start.saturating_add(position as u64));
        let room = MARKS.saturating_sub(self.offsets.len());
        self.offsets.extend(offsets.take(room));
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn marks_are_found_across_pieces() {
        let file = b"startxref 1 startxstartxref 2 %%EOF startxref";
        for size in 1..=file.len() {
            let mut marks = Marks::of(b"startxref");
            file.chunks(size).for_each(|piece| marks.take(piece));
            assert_eq!(marks.offsets, [0, 18, 36], "{size}");
        }
    }
}
