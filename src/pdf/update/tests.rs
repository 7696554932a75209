//! The update's own promises, on small documents made here.

use std::sync::Arc;

use super::{
    super::{Document, Indirect, Object, ObjectId, Opening, Span, Value},
    Entropy, Located, Numbers, Update,
    build::{array, dictionary, name, reference, text},
    section::{Locator, Rows, write_stream, write_table},
    serialise::{Strings, write},
};

#[path = "../../../tests/tiny/mod.rs"]
mod tiny;
use tiny::{Tiny, count};

fn update_of<T>(pdf: &[u8], change: impl FnOnce(&mut Update<'_>) -> T) -> (Vec<u8>, T) {
    let document = Document::open(&pdf, &Opening::default()).unwrap();
    let mut update = empty(&document);
    let result = change(&mut update);
    (update.assemble().unwrap().bytes, result)
}

fn empty<'d>(document: &'d Document<'d>) -> Update<'d> {
    let numbers = Numbers::free(document.latest()).unwrap();
    Update::new(document, Entropy::new(&[0; 32], &[]), numbers)
}

fn object(update: &Update<'_>, number: u32) -> Arc<Indirect> {
    let id = ObjectId {
        number,
        generation: 0,
    };
    update.view().object(id).unwrap().unwrap()
}

#[test]
fn what_is_not_changed_stays_byte_for_byte() {
    let written = "<</A(\\101\\n(x))/B#20C 007/D[.5 -.0 +1]%c\n/E<4 1>>>";
    let pdf = Tiny::page().with(4, written).table();
    let (bytes, ()) = update_of(&pdf, |update| {
        let place = Located::whole(object(update, 4));
        update.set(&place, "F", &name("G H")).unwrap();
        let list = place.entry(update.view(), b"D").unwrap().unwrap();
        update.append(&list, &Value::Integer(9)).unwrap();
    });
    let expected = "<</A(\\101\\n(x))/B#20C 007/D[.5 -.0 +1 9]%c\n/E<4 1> /F /G#20H>>\nendobj";
    assert_eq!(
        count(&bytes, expected),
        1,
        "{}",
        String::from_utf8_lossy(&bytes)
    );
}

/// Readers differ in which of two entries counts: after the change all see the same.
#[test]
fn a_repeated_key_is_set_everywhere() {
    let pdf = Tiny::page().with(4, "<< /V 1 /W 2 /V 3 >>").table();
    let (bytes, ()) = update_of(&pdf, |update| {
        let place = Located::whole(object(update, 4));
        update.set(&place, "V", &Value::Null).unwrap();
    });
    assert_eq!(count(&bytes, "<< /V  null /W 2 /V  null >>"), 1);
}

/// Direct and indirect values are changed where they stand.
#[test]
fn a_value_is_changed_in_the_object_that_holds_it() {
    let pdf = Tiny::page()
        .with(4, "<< /Direct [1] /Indirect 5 0 R >>")
        .with(5, "[ 2 ]")
        .table();
    let (bytes, ()) = update_of(&pdf, |update| {
        let place = Located::whole(object(update, 4));
        for key in [&b"Direct"[..], b"Indirect"] {
            let list = place.entry(update.view(), key).unwrap().unwrap();
            update.append(&list, &reference(list.holder.id)).unwrap();
        }
    });
    assert_eq!(
        count(&bytes, "4 0 obj\n<< /Direct [1 4 0 R] /Indirect 5 0 R >>"),
        1
    );
    assert_eq!(count(&bytes, "5 0 obj\n[ 2  5 0 R]"), 1);
}

/// A stream's dictionary is not spliced: its data would be lost.
#[test]
fn a_stream_is_not_written_again() {
    let pdf = Tiny::page()
        .with(4, "<< /Length 1 >>\nstream\nx\nendstream")
        .table();
    let document = Document::open(&pdf, &Opening::default()).unwrap();
    let mut update = empty(&document);
    let place = Located::whole(object(&update, 4));
    assert!(update.set(&place, "A", &Value::Null).is_err());
}

/// New numbers lie behind all that the file names, whatever `/Size` says, and are not those that
/// the trailer refers to.
#[test]
fn a_new_number_is_free() {
    let honest = Tiny::page().table();
    let text = String::from_utf8_lossy(&honest).replace("/Size 4", "/Size 2");
    for (pdf, first) in [
        (honest.clone(), 4),
        (text.into_bytes(), 4),
        (Tiny::page().trailer("/Size 40").table(), 40),
        (Tiny::page().trailer("/Size 99999999").table(), 4),
        (Tiny::page().trailer("/Size -1").table(), 4),
        (Tiny::page().trailer("/Private [<< /A 4 0 R >>]").table(), 5),
    ] {
        let (_, id) = update_of(&pdf, |update| update.reserve().unwrap());
        assert_eq!(id.number, first);
    }
}

/// A reference to an object that is not there must not come to lead to a new one.
#[test]
fn a_number_that_is_referred_to_is_not_taken() {
    let pdf = Tiny::page().with(4, "<< /A [6 0 R 7 5 R] >>").table();
    let document = Document::open(&pdf, &Opening::default()).unwrap();
    let numbers = Numbers::free(document.latest()).unwrap();
    let lay_out = |numbers| {
        let mut update = Update::new(&document, Entropy::new(&[0; 32], &[]), numbers);
        let ids = [(); 3].map(|()| update.reserve().unwrap());
        for id in ids {
            update.add(id, &Value::Null);
        }
        let place = Located::whole(object(&update, 4));
        update.set(&place, "B", &reference(ids[0])).unwrap();
        (update, ids.map(|id| id.number))
    };
    let (update, ids) = lay_out(numbers.clone());
    assert_eq!(ids, [5, 6, 7]);
    let others = update.other_numbers(&numbers).unwrap();
    let (update, ids) = lay_out(others.clone());
    assert_eq!(ids, [5, 8, 9]);
    assert!(update.other_numbers(&others).is_none());
    // What was looked up in vain.
    let absent = Value::Reference(ObjectId {
        number: 8,
        generation: 0,
    });
    let absent = Object {
        value: absent,
        span: Span::default(),
    };
    assert!(document.latest().resolve(&absent).unwrap().is_none());
    let others = update.other_numbers(&others).unwrap();
    assert_eq!(lay_out(others).1, [5, 9, 10]);
}

#[test]
fn strings_are_escaped_or_hexadecimal() {
    for (value, expected) in [
        (text("a(b)\\c"), "(a\\(b\\)\\\\c)"),
        (text("ký"), "<FEFF006B00FD>"),
        (text("a\tb"), "<FEFF006100090062>"),
        (name("a b#/ký"), "/a#20b#23#2Fk#C3#BD"),
        (
            dictionary([("K", array([Value::Null, Value::Boolean(true)]))]),
            "<< /K [null true] >>",
        ),
    ] {
        let mut out = Vec::new();
        write(&value, &mut Strings::Clear, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}

fn rows(offset: u64) -> Rows {
    Rows::from([
        (3, (0, Locator::Offset(17))),
        (4, (2, Locator::Offset(offset))),
        (
            9,
            (
                0,
                Locator::Packed {
                    container: 3,
                    index: 258,
                },
            ),
        ),
    ])
}

#[test]
fn a_stream_has_columns_as_wide_as_the_file_needs() {
    let id = ObjectId {
        number: 10,
        generation: 0,
    };
    for (offset, widths) in [
        (255, "[1 1 4]"),
        (256, "[1 2 4]"),
        (u64::from(u32::MAX) + 1, "[1 5 4]"),
        (u64::MAX, "[1 8 4]"),
    ] {
        let mut out = Vec::new();
        write_stream(&rows(offset), id, &dictionary([]), &mut out);
        assert_eq!(count(&out, &format!("/W {widths} /Index [3 2 9 1]")), 1);
    }
    let mut out = Vec::new();
    write_stream(&rows(300), id, &dictionary([]), &mut out);
    let data = tiny::last(&out, "stream\n\u{1}").unwrap() + 7;
    assert_eq!(
        out[data..data + 21],
        [
            1, 0, 17, 0, 0, 0, 0, 1, 1, 44, 0, 0, 0, 2, 2, 0, 3, 0, 0, 1, 2
        ]
    );
}

/// Ten digits, and no object streams.
#[test]
fn a_table_says_what_it_cannot_say() {
    let trailer = dictionary([]);
    for (offset, works) in [(9_999_999_999, true), (10_000_000_000, false)] {
        let mut rows = rows(offset);
        rows.remove(&9);
        let mut out = Vec::new();
        assert_eq!(write_table(&rows, &trailer, &mut out).is_ok(), works);
    }
    assert!(write_table(&rows(1), &trailer, &mut Vec::new()).is_err());
}

#[test]
fn rows_of_a_table_have_twenty_bytes() {
    let mut rows = rows(1234);
    rows.remove(&9);
    let mut out = Vec::new();
    write_table(&rows, &dictionary([]), &mut out).unwrap();
    let expected = "xref\n3 2\n0000000017 00000 n \n0000001234 00002 n \ntrailer\n<< >>\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn one_seed_gives_different_bytes_for_different_documents() {
    let block = |context: &[&[u8]]| Entropy::new(&[7; 32], context).block();
    assert_eq!(block(&[b"a"]), block(&[b"a"]));
    assert_ne!(block(&[b"a"]), block(&[b"b"]));
    assert_ne!(block(&[b"a", b"b"]), block(&[b"ab"]));
    let mut entropy = Entropy::new(&[7; 32], &[]);
    assert_ne!(entropy.block(), entropy.block());
}
