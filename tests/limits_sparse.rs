//! Files of more than 4 GiB, which are mostly holes: signed and verified within the memory of a
//! small one, with offsets that need more than 32 bits in tables and in streams.

mod bounds;
#[allow(dead_code)] // each test file that shares this uses its part
#[path = "sweep/cost.rs"]
mod cost;

use std::{
    collections::BTreeMap,
    io::{self, Write},
    sync::atomic::{AtomicU64, Ordering},
};

use bounds::{options, told};
use cost::measure;
use kyso::{
    Limits, Opening, Source,
    inspect::inspect,
    sign::{self, sign_to},
    text::Problem,
    verify::{Changes, Coverage, Integrity, Policy, verify},
};

const GIB: u64 = 1 << 30;
const MIB: u64 = 1 << 20;

/// Blocks that are not all zeros, by number; holes between them.
#[derive(Default)]
struct Sparse {
    blocks: BTreeMap<u64, Vec<u8>>,
    len: u64,
    read: AtomicU64,
}

const BLOCK: u64 = 1 << 16;

impl Sparse {
    fn hole(&mut self, length: u64) {
        self.len += length;
    }

    fn append(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let within = self.len % BLOCK;
            let taken = bytes.len().min((BLOCK - within) as usize);
            let (now, rest) = bytes.split_at(taken);
            if now.iter().any(|byte| *byte != 0) {
                let block = self.blocks.entry(self.len / BLOCK);
                let block = block.or_insert_with(|| vec![0; BLOCK as usize]);
                block[within as usize..within as usize + taken].copy_from_slice(now);
            }
            self.len += taken as u64;
            bytes = rest;
        }
    }
}

impl Source for Sparse {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let end = offset + buffer.len() as u64;
        assert!(end <= self.len, "read behind the end");
        self.read.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        buffer.fill(0);
        for (number, block) in self.blocks.range(offset / BLOCK..end.div_ceil(BLOCK)) {
            let start = number * BLOCK;
            let from = offset.max(start);
            let to = end.min(start + BLOCK);
            buffer[(from - offset) as usize..(to - offset) as usize]
                .copy_from_slice(&block[(from - start) as usize..(to - start) as usize]);
        }
        Ok(())
    }
}

impl Write for Sparse {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.append(buffer);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How the cross-reference of a file is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Table,
    /// A stream whose offsets have so many bytes.
    Stream(usize),
}

/// A page whose content is a hole of `length` bytes; everything else stands behind it.
fn behind_a_hole(length: u64, form: Form) -> Sparse {
    let mut file = Sparse::default();
    let mut rows = BTreeMap::new();
    file.append(b"%PDF-1.7\n");
    rows.insert(4, file.len);
    file.append(format!("4 0 obj\n<< /Length {length} >>\nstream\n").as_bytes());
    file.hole(length);
    file.append(b"\nendstream\nendobj\n");
    for (number, text) in [
        (1, "<< /Type /Catalog /Pages 2 0 R >>"),
        (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (
            3,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        ),
    ] {
        rows.insert(number, file.len);
        file.append(format!("{number} 0 obj\n{text}\nendobj\n").as_bytes());
    }
    let start = file.len;
    match form {
        Form::Table => {
            file.append(b"xref\n0 5\n0000000000 65535 f \n");
            for offset in rows.values() {
                file.append(format!("{offset:010} 00000 n \n").as_bytes());
            }
            file.append(b"trailer\n<< /Size 5 /Root 1 0 R >>\n");
        }
        Form::Stream(bytes) => {
            rows.insert(5, start);
            let mut data = vec![0; bytes + 2];
            for offset in rows.values() {
                data.push(1);
                data.extend(&offset.to_be_bytes()[8 - bytes..]);
                data.push(0);
            }
            let entries = format!(
                "<< /Type /XRef /Size 6 /W [1 {bytes} 1] /Root 1 0 R /Length {} >>",
                data.len()
            );
            file.append(format!("5 0 obj\n{entries}\nstream\n").as_bytes());
            file.append(&data);
            file.append(b"\nendstream\nendobj\n");
        }
    }
    file.append(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    file
}

/// What is looked up in a file with a hole is as little as in one without.
#[test]
fn looking_up_reads_little() {
    for form in [Form::Table, Form::Stream(5), Form::Stream(8)] {
        for length in [100, 5 * GIB, 9 * GIB] {
            let file = behind_a_hole(length, form);
            let (field, cost) =
                measure(|| sign::check(&file, &bounds::key(), &options(&Limits::default())));
            assert_eq!(field.unwrap(), "Signature1", "{form:?}");
            let found = inspect(&file, &Opening::default()).unwrap();
            assert_eq!((found.pages, found.repaired), (Some(1), None), "{form:?}");
            let read = file.read.into_inner();
            assert!(read < 256 << 10, "{form:?}, {length}: {read} bytes");
            assert!(cost.peak < MIB, "{form:?}: {cost:?}");
        }
    }
}

/// Ten digits are all that a table has for an offset (ISO 32000-2 §7.5.4).
#[test]
fn a_table_ends_at_ten_digits() {
    let at = |length: u64, form| {
        let file = behind_a_hole(length, form);
        let checked = sign::check(&file, &bounds::key(), &options(&Limits::default()));
        checked.map_err(|error| told(&Problem::from(&error)))
    };
    let most = 9_999_999_999_u64;
    let name = Ok("Signature1".to_owned());
    assert_eq!(at(most - 20_000, Form::Table), name);
    // The table itself says so of the objects behind the hole; no update could be read.
    for length in [most - 600, most + 100] {
        assert_eq!(
            at(length, Form::Table),
            Err("unsupported-structure".to_owned()),
            "{length}"
        );
        assert_eq!(at(length, Form::Stream(5)), name, "{length}");
    }
    assert_eq!(at(1 << 40, Form::Stream(6)), name);
    assert_eq!(at(1 << 60, Form::Stream(8)), name);
}

/// Signed twice, and verified, within a few megabytes.
#[test]
#[ignore = "`.ci/run limits`: hashes some 30 GiB"]
fn more_than_four_gibibytes() {
    for form in [Form::Table, Form::Stream(5)] {
        let file = behind_a_hole(4 * GIB + 5, form);
        let again = |file: &Sparse| {
            let mut output = Sparse::default();
            let (signed, cost) = measure(|| {
                sign_to(
                    file,
                    &bounds::key(),
                    &options(&Limits::default()),
                    &mut output,
                )
                .unwrap()
            });
            assert!(signed.byte_range[2] > 4 * GIB, "{form:?}");
            assert!(cost.peak < 8 * MIB, "{form:?}: {cost:?}");
            output
        };
        let file = again(&again(&file));
        let policy = Policy::at(bounds::now()).integrity_only();
        let (report, cost) = measure(|| verify(&file, &policy).unwrap());
        assert!(cost.peak < 8 * MIB, "{form:?}: {cost:?}");
        let [first, second] = report.signatures.as_slice() else {
            panic!("{:?}", report.signatures);
        };
        assert_eq!(first.integrity, Integrity::Intact, "{form:?}");
        assert_eq!(first.coverage, Coverage::Revision, "{form:?}");
        assert_eq!(first.changes, Changes::Permitted, "{form:?}");
        assert_eq!(second.integrity, Integrity::Intact, "{form:?}");
        assert_eq!(second.coverage, Coverage::Document, "{form:?}");
        // Each pass reads each byte once.
        let read = file.read.load(Ordering::Relaxed);
        assert!(read < file.len + 64 * MIB, "{form:?}: {read}");
    }
}

/// Zeros and no header; a header and nothing behind it; a `/Length` that lies over the hole.
#[test]
#[ignore = "`.ci/run limits`: searches some 10 GiB"]
fn large_files_that_are_none() {
    let kind = |file: &Sparse| {
        let policy = Policy::at(bounds::now()).integrity_only();
        let (report, cost) = measure(|| verify(file, &policy));
        assert!(cost.peak < 8 * MIB, "{cost:?}");
        let read = file.read.load(Ordering::Relaxed);
        // Searched for the tail, for objects and for trailers.
        assert!(read < 4 * file.len, "{read}");
        told(&Problem::from(&report.unwrap_err()))
    };
    let mut zeros = Sparse::default();
    zeros.hole(5 * GIB);
    assert_eq!(kind(&zeros), "not-a-pdf");
    let mut header = Sparse::default();
    header.append(b"%PDF-1.7\n");
    header.hole(5 * GIB);
    assert_eq!(kind(&header), "damaged");
}
