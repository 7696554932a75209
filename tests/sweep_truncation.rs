//! Small signed files cut off at every byte: no panic, bounded work and memory, and no signature
//! that ends behind the cut is intact. A sample in `cargo test`, every byte in `.ci/run sweeps`.

mod sweep;

use sweep::{FILES, Map, Outcome, cost::Cost, file, outcome, stride};

/// How often each length is sampled.
const SAMPLE: usize = 31;

fn cut(name: &str) {
    let pdf = file(name);
    let map = Map::of(&pdf);
    let mut highest = Cost::default();
    let (mut unreadable, mut read) = (0, 0);
    for length in (0..pdf.len()).step_by(stride(SAMPLE)) {
        match outcome(&pdf[..length], &mut highest) {
            Outcome::Unreadable => unreadable += 1,
            Outcome::Signatures { intact, .. } => {
                read += 1;
                assert!(intact <= map.ending_by(length), "{name} cut at {length}");
            }
        }
    }
    println!("{name}: {read} read, {unreadable} unreadable, at most {highest:?}");
}

#[test]
fn first_five_files() {
    FILES[..5].iter().for_each(|name| cut(name));
}

#[test]
fn last_five_files() {
    FILES[5..].iter().for_each(|name| cut(name));
}
