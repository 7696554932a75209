//! Files read by position give what bytes in memory give.

use std::{fmt::Write as _, fs, io};

use super::write::File;
use crate::{
    Source,
    pdf::{Document, Opening},
};

/// Bytes that have to be asked for, as those of a file.
struct ByPosition<'b>(&'b [u8]);

impl Source for ByPosition<'_> {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read_exact_at(offset, buffer)
    }
}

/// Everything that can be asked of a document, as text.
fn account(source: &dyn Source) -> String {
    let opening = Opening {
        password: Some(crate::Password::from("nguoi-dung")),
        ..Opening::default()
    };
    let document = match Document::open(source, &opening) {
        Ok(document) => document,
        Err(error) => return error.to_string(),
    };
    let mut account = String::new();
    for revision in 0..document.revisions().len() {
        let view = document.view(revision);
        let told = &document.revisions()[revision];
        writeln!(account, "{} {} {}", told.end, told.eof, told.complete).unwrap();
        for (id, freed) in view.written() {
            let found = view.object(id);
            let Ok(Some(found)) = found else {
                writeln!(account, "{id} {freed} {found:?}").unwrap();
                continue;
            };
            let (place, raw) = (found.place, String::from_utf8_lossy(&found.raw));
            writeln!(account, "{id} {place:?} {:?} {raw}", found.stream).unwrap();
            match view.stream(&found) {
                Ok(data) => account.push_str(&String::from_utf8_lossy(&data)),
                Err(error) => account.push_str(&error.to_string()),
            }
        }
    }
    writeln!(
        account,
        "{:?} {:?}",
        document.findings(),
        document.repaired()
    )
    .unwrap();
    account
}

#[test]
fn as_in_memory() {
    let long = format!("[ {} ]", "(a string that fills windows) ".repeat(1000));
    let mut files = vec![
        File::with_page().object(4, &long).finish(),
        File::with_page().object(4, &long).bytes,
        File::with_page()
            .object(4, &format!("<< /A {long}"))
            .finish(),
    ];
    for entry in fs::read_dir("testdata/variants").unwrap() {
        files.push(fs::read(entry.unwrap().path()).unwrap());
    }
    assert!(files.len() > 20);
    for bytes in files {
        let in_memory = account(&bytes);
        assert!(
            in_memory == account(&ByPosition(&bytes)),
            "{in_memory:.200}"
        );
    }
}

/// A file of 1 GiB, of which only its two ends hold anything but zeros.
struct Sparse {
    head: Vec<u8>,
    tail: Vec<u8>,
}

const SPARSE_LENGTH: u64 = 1 << 30;

impl Source for Sparse {
    fn len(&self) -> u64 {
        SPARSE_LENGTH
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        assert!(
            buffer.len() <= 1 << 20,
            "reads {} bytes at once",
            buffer.len()
        );
        let tail_at = SPARSE_LENGTH - self.tail.len() as u64;
        for (at, byte) in (offset..).zip(buffer) {
            let head = usize::try_from(at).ok().and_then(|at| self.head.get(at));
            let in_tail = at
                .checked_sub(tail_at)
                .and_then(|at| usize::try_from(at).ok());
            let tail = in_tail.and_then(|at| self.tail.get(at));
            *byte = head.or(tail).copied().unwrap_or(0);
        }
        Ok(())
    }
}

#[test]
fn a_file_of_1_gib_is_read_at_its_ends() {
    let file = File::with_page();
    let data = file.bytes.len();
    let file = file.entry(4, data);
    let start = "4 0 obj << /Length 5 0 R >> stream\n";
    let head = [&file.bytes[..], start.as_bytes()].concat();
    // What stands behind the zeros, with offsets counted to there.
    let behind = "\nendstream endobj\n5 0 obj LENGTH endobj\n";
    let table = |at: u64| {
        let length_at = at + "\nendstream endobj\n".len() as u64;
        let table_at = at + behind.len() as u64 + 4;
        let text = String::from_utf8(file.clone().table().bytes).unwrap();
        let mut entries = text[text.find("xref\n").unwrap()..].to_owned();
        let trailer = entries.find("trailer").unwrap();
        entries.insert_str(trailer, &format!("5 1\n{length_at:010} 00000 n \n"));
        format!("{entries}startxref\n{table_at}\n%%EOF\n")
    };
    let length = table(SPARSE_LENGTH - 1000).len() + behind.len() + 4;
    let at = SPARSE_LENGTH - length as u64;
    let zeros = at - head.len() as u64;
    let tail = format!(
        "{}{}",
        behind.replace("LENGTH", &zeros.to_string()),
        table(at)
    );
    assert_eq!(tail.len(), length);
    let sparse = Sparse {
        head,
        tail: tail.into_bytes(),
    };
    let document = Document::open(&sparse, &Opening::default()).unwrap();
    assert_eq!(document.repaired(), None);
    assert!(document.revisions()[0].complete);
    let view = document.latest();
    let (id, _) = *view
        .written()
        .iter()
        .find(|(id, _)| id.number == 4)
        .unwrap();
    let stream = view.object(id).unwrap().unwrap();
    assert_eq!(stream.stream.unwrap().len, zeros);
    assert!(view.stream(&stream).is_err(), "beyond the limit");
    assert_eq!(document.findings(), []);
}
