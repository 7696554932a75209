//! Seeds reach the bottom of each room; neither they nor their mutations break a promise.

use std::{collections::BTreeMap, fs};

use super::{
    super::{
        Depth, certificates, cms, cross_reference, decryption, filters, lexer, object, sign, verify,
    },
    mutation::{Random, mutant},
};

type Target = fn(&[u8]) -> Depth;

/// Seeds and finds of a target, by name.
fn seeds(target: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = fs::read_dir(format!("testdata/fuzz/{target}")).unwrap();
    let files = folder.map(|entry| {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    });
    files.collect()
}

/// Runs the seeds, of which at least `enough` must reach `deepest`, and mutations of them, a
/// tenth of which or more must get past the first step.
fn replay(name: &str, target: Target, deepest: Depth, enough: usize, mutations: usize) {
    let read = mutations / 10;
    replay_until(name, target, deepest, (enough, read), mutations);
}

/// The same, with another number of mutations that must be `read`.
fn replay_until(
    name: &str,
    target: Target,
    deepest: Depth,
    (enough, read): (usize, usize),
    mutations: usize,
) {
    let seeds = seeds(name);
    let reached = seeds.values().filter(|seed| target(seed) == deepest);
    let reached = reached.count();
    assert!(reached >= enough, "{reached} of {} seeds", seeds.len());
    let seeds: Vec<_> = seeds.into_values().collect();
    let mut random = Random(2026);
    let mut past = 0;
    for round in 0..mutations {
        let other = &seeds[random.below(seeds.len())];
        let mutant = mutant(&seeds[round % seeds.len()], other, &mut random);
        past += usize::from(target(&mutant) > Depth::Refused);
    }
    assert!(past >= read, "{past} of {mutations} were read");
}

#[test]
fn tokens() {
    replay("lexer", lexer, Depth::Read, 4, 10_000);
}

#[test]
fn objects() {
    replay("object", object, Depth::Whole, 6, 10_000);
}

#[test]
fn cross_references() {
    replay("cross_reference", cross_reference, Depth::Whole, 12, 10_000);
}

#[test]
fn decrypted_documents() {
    replay("decryption", decryption, Depth::Proven, 9, 1_000);
}

#[test]
fn filtered_data() {
    replay("filters", filters, Depth::Whole, 15, 10_000);
}

#[test]
fn signed_data() {
    replay("cms", cms, Depth::Proven, 12, 10_000);
}

#[test]
fn certificate_files() {
    // A certificate is little else than lengths: 728 are.
    replay_until(
        "certificates",
        certificates,
        Depth::Proven,
        (3, 500),
        10_000,
    );
}

#[test]
fn verified_documents() {
    replay("verify", verify, Depth::Proven, 10, 10_000);
}

#[test]
fn signed_documents() {
    replay("sign", sign, Depth::Signed, 12, 2_000);
}
