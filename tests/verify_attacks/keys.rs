//! Every name of every object changed, and a key more in every dictionary: what no rule knows must
//! not pass, wherever it stands.

use kyso::verify::Changes::Suspicious;

use crate::{
    fixture::prepared,
    update::{append, changes, object},
};

/// The number of the object and what stands before a key or value that is let pass there, as it
/// shows nothing: developer extensions, resources of the form, metadata, bookkeeping.
const INDIFFERENT: [(u32, &str); 10] = [
    (1, "/ADBE <<"),
    (1, "/BaseVersion /"),
    (1, "/ExtensionLevel "),
    (5, "/DR <<"),
    (5, "/Font <<"),
    (12, "/ParentTreeNextKey "),
    (14, "<<"),
    (17, "<<"),
    (17, "/Length "),
    (18, "/Producer "),
];

fn is_indifferent(number: u32, before: &str) -> bool {
    let known = |(of, end): &(u32, &str)| *of == number && before.ends_with(end);
    INDIFFERENT.iter().any(known)
}

/// Where names stand in the text of an object, behind their slash, and where dictionaries begin,
/// behind their `<<`. Strings and data are left out.
fn places(text: &str) -> (Vec<usize>, Vec<usize>) {
    let text = text.split("stream").next().unwrap();
    let mut in_string = false;
    let mut clear = |(_, byte): &(usize, char)| {
        in_string = *byte == '(' || in_string && *byte != ')';
        !in_string
    };
    let clear: Vec<_> = text.char_indices().filter(|it| clear(it)).collect();
    let names = clear.iter().filter(|(_, it)| *it == '/');
    let begun = clear
        .windows(2)
        .filter(|two| two[0].1 == '<' && two[1].1 == '<');
    (
        names.map(|(at, _)| at + 1).collect(),
        begun.map(|two| two[1].0 + 1).collect(),
    )
}

#[test]
fn every_name_counts() {
    let pdf = prepared(None);
    let mut through = Vec::new();
    for number in (1..=18).chain(60..=87) {
        let text = object(&pdf, number);
        let (names, dictionaries) = places(&text);
        let renamed = names
            .iter()
            .map(|at| (*at, format!("Z{}", &text[at + 1..])));
        let more = dictionaries.iter();
        let more = more.filter(|at| !is_indifferent(number, &text[..**at]));
        let more = more.map(|at| (*at, format!(" /Zz 9 {}", &text[*at..])));
        for (at, rest) in renamed.chain(more) {
            let changed = format!("{}{rest}", &text[..at]);
            let (found, told) = changes(&append(&pdf, &[(number, &changed)]));
            if found < Suspicious {
                through.push(format!("{changed}: {found:?} {told}"));
            }
        }
    }
    assert!(
        through.is_empty(),
        "{}\n{}",
        through.len(),
        through.join("\n")
    );
}

/// The text of an object with each number, and each string, changed once.
fn with_other_values(number: u32, text: &str) -> Vec<String> {
    let head = text.split("stream").next().unwrap().as_bytes();
    let is_part = |at: usize| head[at].is_ascii_digit() || head[at] == b'.';
    let mut changed = Vec::new();
    for at in 0..head.len() {
        let digit = match head[at] {
            _ if is_indifferent(number, &text[..at]) => continue,
            b'9' => '8',
            digit @ b'0'..=b'8' => char::from(digit + 1),
            b'(' => {
                changed.push(format!("{}(~{}", &text[..at], &text[at + 1..]));
                continue;
            }
            _ => continue,
        };
        if at == 0 || !is_part(at - 1) {
            changed.push(format!("{}{digit}{}", &text[..at], &text[at + 1..]));
        }
    }
    changed
}

#[test]
fn every_value_counts() {
    let pdf = prepared(None);
    let mut through = Vec::new();
    for number in (1..=18).chain(60..=87) {
        for changed in with_other_values(number, &object(&pdf, number)) {
            let (found, told) = changes(&append(&pdf, &[(number, &changed)]));
            if found < Suspicious {
                through.push(format!("{number} {changed}: {found:?} {told}"));
            }
        }
    }
    assert!(
        through.is_empty(),
        "{}\n{}",
        through.len(),
        through.join("\n")
    );
}
