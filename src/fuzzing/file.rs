//! Documents: cross-reference sections, repair, decryption.

use std::io;

use super::{Depth, limits};
use crate::{
    Password, ReadError,
    pdf::{Document, Opening},
};

/// The passwords of `testdata/variants`.
const PASSWORDS: [&str; 2] = ["nguoi-dung", "chu-so-huu"];

/// The same bytes, read by position as a file is.
struct ByPosition<'a>(&'a [u8]);

impl crate::Source for ByPosition<'_> {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        crate::Source::read_exact_at(self.0, offset, buffer)
    }
}

/// Opens a document in memory and by position, which must be the same, and reads all of it as of
/// each revision. Gives `Refused`, `Flawed` where it was repaired, `Whole`.
pub fn cross_reference(data: &[u8]) -> Depth {
    let opening = Opening::default().with_limits(limits());
    let in_memory = Document::open(&data, &opening);
    let by_position = ByPosition(data);
    let by_position = Document::open(&by_position, &opening);
    match (&in_memory, &by_position) {
        (Ok(one), Ok(other)) => assert_eq!(everything(one), everything(other)),
        (one, other) => assert_eq!(one.as_ref().err(), other.as_ref().err()),
    }
    match in_memory {
        Err(_) => Depth::Refused,
        Ok(document) if document.repaired().is_some() => Depth::Flawed,
        Ok(_) => Depth::Whole,
    }
}

/// Opens an encrypted document without a password and with two, and decrypts all of it. Gives
/// `Refused`, `Read` where nothing is encrypted or no password fits, `Proven`.
pub fn decryption(data: &[u8]) -> Depth {
    let mut deepest = Depth::Refused;
    let passwords = PASSWORDS.into_iter().map(Some);
    for password in [None].into_iter().chain(passwords) {
        let mut opening = Opening::default().with_limits(limits());
        opening.password = password.map(|password| Password::from(password.to_owned()));
        let depth = match Document::open(&data, &opening) {
            Ok(document) => {
                everything(&document);
                match document.encryption() {
                    Some(_) => Depth::Proven,
                    None => return deepest.max(Depth::Read),
                }
            }
            Err(ReadError::PasswordRequired | ReadError::WrongPassword) => Depth::Read,
            Err(_) => return deepest,
        };
        deepest = deepest.max(depth);
    }
    deepest
}

/// Everything that can be asked for: numbers and lengths of objects and streams.
fn everything(document: &Document<'_>) -> Vec<(u32, usize, usize)> {
    let mut seen = Vec::new();
    for index in 0..document.revisions().len() {
        let view = document.view(index);
        for (id, _) in view.written() {
            if let Ok(Some(found)) = view.object(id) {
                let decoded = view.stream(&found).map_or(0, |data| data.len());
                seen.push((id.number, found.raw.len(), decoded));
            }
        }
        let pages = view.pages().map_or(0, Iterator::count);
        seen.push((0, pages, usize::from(view.page_count().is_ok())));
    }
    assert!(document.findings().len() <= 1100);
    seen
}
