//! Verifying in memory with chain and changes, beside the floor: per size, page count and number
//! of signatures.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kyso::{sign::sign, verify::verify};
use kyso_benches::{
    documents::{self, Structure},
    floor::{self, Key, Verifications},
    keys,
};

fn signed(structure: Structure, pages: u32, bytes: u64, kind: &str, times: u32) -> Vec<u8> {
    let key = keys::leader(kind).expect("the test keys");
    let mut pdf = Vec::new();
    documents::write(&mut pdf, structure, pages, bytes).expect("memory takes everything");
    for _ in 0..times {
        pdf = sign(&pdf, &key, keys::time()).expect("a document of ours");
    }
    pdf
}

fn pair(c: &mut Criterion, group: &str, what: &str, signatures: usize, pdf: &[u8]) {
    let policy = keys::policy().expect("the test keys");
    let pem = keys::pem("rsa2048").expect("the test keys");
    let key = Key::from_pkcs8(&keys::first_der(&pem).expect("PEM")).expect("RSA");
    // The signatures, and once the two certificates above the signer's and its own.
    let verifications = Verifications::new(&key, signatures + 2).expect("signs");
    let mut group = c.benchmark_group(group);
    group.throughput(Throughput::Bytes(pdf.len() as u64));
    group.bench_with_input(BenchmarkId::new("floor", what), pdf, |b, pdf| {
        b.iter(|| floor::verify_bytes(black_box(pdf), &verifications).expect("verifies"));
    });
    group.bench_with_input(BenchmarkId::new("kyso", what), pdf, |b, pdf| {
        b.iter(|| verify(&black_box(pdf), &policy).expect("a document of ours"));
    });
    group.finish();
}

fn algorithms(c: &mut Criterion) {
    for kind in ["rsa2048", "rsa4096", "p256", "p384", "ed25519"] {
        let pdf = signed(Structure::Table, 4, 100_000, kind, 1);
        pair(c, "verify/algorithm", kind, 1, &pdf);
    }
}

fn sizes(c: &mut Criterion) {
    for (what, bytes) in [("20 kB", 20_000), ("100 kB", 100_000), ("1 MB", 1_000_000)] {
        let pdf = signed(Structure::Table, 4, bytes, "rsa2048", 1);
        pair(c, "verify/size", what, 1, &pdf);
    }
}

fn pages(c: &mut Criterion) {
    for (name, structure) in Structure::ALL {
        for pages in [10, 100, 1_000] {
            let pdf = signed(structure, pages, u64::from(pages) * 500, "rsa2048", 2);
            pair(c, "verify/pages", &format!("{name} {pages}"), 2, &pdf);
        }
    }
}

fn signatures(c: &mut Criterion) {
    for (name, structure) in Structure::ALL {
        for count in [1, 2, 10, 25, 50] {
            let pdf = signed(structure, 4, 100_000, "rsa2048", count);
            let what = format!("{name} {count}");
            pair(c, "verify/signatures", &what, count as usize, &pdf);
        }
    }
}

criterion_group!(benches, algorithms, sizes, pages, signatures);
criterion_main!(benches);
