//! Signing in memory, beside the floor: per algorithm, size, page count and number of signatures.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kyso::sign::sign;
use kyso_benches::{
    documents::{self, Structure},
    floor::{self, Key},
    keys,
};

fn document(structure: Structure, pages: u32, bytes: u64) -> Vec<u8> {
    let mut pdf = Vec::new();
    documents::write(&mut pdf, structure, pages, bytes).expect("memory takes everything");
    pdf
}

fn signed(mut pdf: Vec<u8>, times: u32) -> Vec<u8> {
    let key = keys::leader("rsa2048").expect("the test keys");
    for _ in 0..times {
        pdf = sign(&pdf, &key, keys::time()).expect("a document of ours");
    }
    pdf
}

fn pair(c: &mut Criterion, group: &str, what: &str, kind: &str, pdf: &[u8]) {
    let key = keys::leader(kind).expect("the test keys");
    let mut group = c.benchmark_group(group);
    group.throughput(Throughput::Bytes(pdf.len() as u64));
    if let Ok(bare) = keys::pem(kind).and_then(|pem| Ok(Key::from_pkcs8(&keys::first_der(&pem)?)?))
    {
        group.bench_with_input(BenchmarkId::new("floor", what), pdf, |b, pdf| {
            b.iter(|| floor::sign_bytes(black_box(pdf), &bare).expect("signs"));
        });
    }
    group.bench_with_input(BenchmarkId::new("kyso", what), pdf, |b, pdf| {
        b.iter(|| sign(black_box(pdf), &key, keys::time()).expect("signs"));
    });
    group.finish();
}

fn algorithms(c: &mut Criterion) {
    let pdf = document(Structure::Table, 4, 100_000);
    for kind in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384", "ed25519"] {
        pair(c, "sign/algorithm", kind, kind, &pdf);
    }
}

fn sizes(c: &mut Criterion) {
    for (what, bytes) in [("20 kB", 20_000), ("100 kB", 100_000), ("1 MB", 1_000_000)] {
        let pdf = document(Structure::Table, 4, bytes);
        pair(c, "sign/size", what, "p256", &pdf);
    }
}

fn pages(c: &mut Criterion) {
    for (name, structure) in Structure::ALL {
        for pages in [10, 100, 1_000, 10_000] {
            let pdf = document(structure, pages, u64::from(pages) * 500);
            pair(c, "sign/pages", &format!("{name} {pages}"), "p256", &pdf);
        }
    }
}

fn signatures(c: &mut Criterion) {
    for (name, structure) in Structure::ALL {
        for before in [0, 1, 9, 24, 49] {
            let pdf = signed(document(structure, 4, 100_000), before);
            pair(
                c,
                "sign/signatures",
                &format!("{name} {before}"),
                "p256",
                &pdf,
            );
        }
    }
}

criterion_group!(benches, algorithms, sizes, pages, signatures);
criterion_main!(benches);
