//! Small signed files with one bit flipped: no panic, bounded work and memory; what was signed or
//! signs is never changed unseen, and nothing hides a signature. A sample in `cargo test`, every
//! bit in `.ci/run sweeps`, which prints the counts.

mod sweep;

use std::collections::BTreeMap;

use sweep::{FILES, Map, Outcome, Place, cost::Cost, file, outcome, stride};

/// How often each bit is sampled: every place of a byte comes in turn.
const SAMPLE: usize = 43;

/// What a flip does to a byte of `/Contents`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// It is outside.
    None,
    /// The digit stands for another number.
    Value,
    /// It stands for the same number.
    Case,
    /// It is none any more.
    NoDigit,
}

fn effect(place: Place, before: u8, after: u8) -> Effect {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    match place {
        Place::Digit(_) if digit(after).is_none() => Effect::NoDigit,
        Place::Digit(_) if digit(before) == digit(after) => Effect::Case,
        Place::Digit(_) => Effect::Value,
        _ => Effect::None,
    }
}

/// How many flips left so many signatures intact, by place, effect and outcome.
type Counts = BTreeMap<(Place, Effect, Outcome), u32>;

fn flip(name: &str, counts: &mut Counts, highest: &mut Cost) -> Vec<String> {
    let mut faults = Vec::new();
    let pdf = file(name);
    let map = Map::of(&pdf);
    let untouched = outcome(&pdf, highest);
    let all = map.count();
    let whole = Outcome::Signatures {
        found: all,
        intact: all,
    };
    assert_eq!(untouched, whole, "{name}");
    for bit in (0..pdf.len() * 8).step_by(stride(SAMPLE)) {
        let position = bit / 8;
        let mut flipped = pdf.clone();
        flipped[position] ^= 1 << (bit % 8);
        let place = map.place(position);
        let effect = effect(place, pdf[position], flipped[position]);
        let said = outcome(&flipped, highest);
        *counts.entry((place, effect, said)).or_default() += 1;
        let Outcome::Signatures { found, intact } = said else {
            continue;
        };
        let at = format!("{name}, bit {} of byte {position} ({place:?})", bit % 8);
        if found < all {
            faults.push(format!("{at}: {found} signatures of {all}"));
        }
        let untouched = match place {
            Place::Signed => map.without(position),
            Place::Delimiter => all - 1,
            Place::Digit(region) if region.is_protected() && effect != Effect::Case => all - 1,
            Place::Digit(_) | Place::Behind => all,
        };
        if intact > untouched {
            faults.push(format!("{at}: {intact} intact"));
        }
    }
    faults
}

fn flip_all(names: &[&str]) {
    let mut counts = Counts::new();
    let mut highest = Cost::default();
    let mut faults = Vec::new();
    for name in names {
        faults.extend(flip(name, &mut counts, &mut highest));
    }
    for ((place, effect, outcome), count) in &counts {
        println!("{count:7} {place:?} {effect:?}: {outcome:?}");
    }
    println!("at most {highest:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn first_five_files() {
    flip_all(&FILES[..5]);
}

#[test]
fn last_five_files() {
    flip_all(&FILES[5..]);
}
