//! What a signature costs beside the one pass that hashes and copies: no earlier revision is read
//! whole, and each earlier signature adds the same little.

mod signing;
mod tiny;

use std::{
    io,
    sync::atomic::{AtomicU64, Ordering},
};

use kyso::{
    Source,
    sign::{check, sign_to},
};
use signing::{key, options, testdata};
use tiny::Tiny;

/// Counts what is read. By position only, as a file is.
struct Counted<'p> {
    pdf: &'p [u8],
    reads: AtomicU64,
    bytes: AtomicU64,
}

impl Source for Counted<'_> {
    fn len(&self) -> u64 {
        self.pdf.len() as u64
    }
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        self.pdf.read_exact_at(offset, buffer)
    }
}

/// Reads and bytes of everything but the pass.
fn cost(pdf: &[u8]) -> (u64, u64) {
    let source = Counted {
        pdf,
        reads: AtomicU64::new(0),
        bytes: AtomicU64::new(0),
    };
    check(&source, &key("leader-p256"), &options()).unwrap();
    (source.reads.into_inner(), source.bytes.into_inner())
}

/// A page, and as many bytes that concern nobody.
fn document(length: usize) -> Vec<u8> {
    let stream = format!(
        "<< /Length {length} >>\nstream\n{}\nendstream",
        "x".repeat(length)
    );
    Tiny::page().with(4, &stream).table()
}

fn the_fiftieth_reads_what_the_others_added(mut pdf: Vec<u8>) {
    let leader = key("leader-p256");
    let (first_reads, first_bytes) = cost(&pdf);
    assert!(first_bytes < 128 << 10, "{first_bytes} bytes for the first");
    let before = pdf.len();
    for _ in 1..50 {
        let mut output = Vec::new();
        sign_to(&pdf, &leader, &options(), &mut output).unwrap();
        pdf = output;
    }
    let (reads, bytes) = cost(&pdf);
    let added = (pdf.len() - before) as u64;
    // A section, a field, a signature: a read or two each.
    assert!(
        reads <= first_reads + 49 * 5,
        "{reads} reads, the first {first_reads}"
    );
    assert!(
        bytes <= first_bytes + 3 * added,
        "{bytes} bytes, the first {first_bytes}, {added} were added"
    );
}

#[test]
fn the_fiftieth_signature_of_a_large_document() {
    the_fiftieth_reads_what_the_others_added(document(4 << 20));
}

#[test]
fn the_fiftieth_signature_of_a_document_of_one_megabyte() {
    the_fiftieth_reads_what_the_others_added(document(1 << 20));
}

#[test]
fn the_fiftieth_signature_of_a_decision() {
    the_fiftieth_reads_what_the_others_added(testdata("samples/quyet-dinh"));
}

#[test]
fn the_fiftieth_signature_of_a_document_with_object_streams() {
    the_fiftieth_reads_what_the_others_added(testdata("variants/object-streams"));
}

/// In memory nothing is copied, and a file is read once more from start to end.
#[test]
fn the_pass_reads_every_byte_once() {
    let pdf = document(4 << 20);
    let (_, own) = cost(&pdf);
    let source = Counted {
        pdf: &pdf,
        reads: AtomicU64::new(0),
        bytes: AtomicU64::new(0),
    };
    sign_to(&source, &key("leader-p256"), &options(), &mut Vec::new()).unwrap();
    assert_eq!(source.bytes.into_inner(), own + pdf.len() as u64);
}
