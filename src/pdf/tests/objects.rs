//! What a view finds, and what it refuses to follow.

use super::write::File;
use crate::{
    Limit,
    pdf::{Document, Object, ObjectId, Opening, Place, ReadError, Value, View},
    text::Term,
};

fn id(number: u32) -> ObjectId {
    let generation = 0;
    ObjectId { number, generation }
}

fn open(bytes: &Vec<u8>) -> Document<'_> {
    let document = Document::open(bytes, &Opening::default()).unwrap();
    assert_eq!(document.repaired(), None);
    document
}

fn integer(view: View<'_>, number: u32) -> Option<i64> {
    view.object(id(number)).unwrap()?.object.as_integer()
}

fn reference(number: u32) -> Object {
    Object {
        value: Value::Reference(id(number)),
        span: Default::default(),
    }
}

#[test]
fn an_entry_that_points_at_another_object_is_not_followed() {
    let file = File::with_page().object(6, "66");
    let six = file.bytes.windows(7).position(|w| w == b"6 0 obj").unwrap();
    let bytes = file.entry(8, six).entry(9, 3).finish();
    let document = open(&bytes);
    let view = document.latest();
    for number in [8, 9] {
        assert!(view.object(id(number)).unwrap().is_none());
    }
    // Whoever asks for the right one first changes nothing.
    assert_eq!(integer(view, 6), Some(66));
    assert!(view.object(id(8)).unwrap().is_none());
    assert_eq!(document.findings().len(), 2);
}

#[test]
fn generations_have_to_fit() {
    let file = File::with_page();
    let offset = file.bytes.len();
    let bytes = file.entry(4, offset).raw("4 1 obj 5 endobj\n").finish();
    let document = open(&bytes);
    let view = document.latest();
    let other = ObjectId {
        number: 4,
        generation: 1,
    };
    assert!(view.object(id(4)).unwrap().is_none());
    assert!(view.object(other).unwrap().is_none());
    let told = "4 0 obj: the cross-reference points at another object, or at none";
    assert_eq!(document.findings().len(), 1);
    assert_eq!(document.findings()[0].to_string(), told);
}

#[test]
fn references_are_followed_to_their_value() {
    let bytes = File::with_page()
        .object(4, "5 0 R")
        .object(5, "6 0 R")
        .object(6, "(x)")
        .object(7, "null")
        .object(8, "9 0 R")
        .object(9, "8 0 R")
        .object(10, "99 0 R")
        .finish();
    let document = open(&bytes);
    let view = document.latest();
    let found = view.resolve(&reference(4)).unwrap().map(|r| (*r).clone());
    assert_eq!(found.as_ref().and_then(Object::as_string), Some(&b"x"[..]));
    assert!(view.resolve(&reference(7)).unwrap().is_none());
    assert!(view.resolve(&reference(10)).unwrap().is_none());
    let error = view.resolve(&reference(8)).unwrap_err();
    let expected = Term::VALUE_BEHIND_REFERENCES;
    assert!(matches!(error, ReadError::Damaged { expected: told, .. } if told == expected));
}

#[test]
fn lengths_behind_references() {
    let bytes = File::with_page()
        .object(4, "<< /Length 5 0 R >>\nstream\nendstream?\nendstream")
        .object(5, "10")
        .object(6, "<< /Length 6 0 R >>\nstream\nabc\nendstream")
        .object(7, "<< /Length 8 0 R >>\nstream\nabc\nendstream")
        .object(8, "<< /Length 7 0 R >>\nstream\nabc\nendstream")
        .finish();
    let document = open(&bytes);
    let view = document.latest();
    for (number, data) in [(4, "endstream?"), (6, "abc"), (7, "abc"), (8, "abc")] {
        let stream = view.object(id(number)).unwrap().unwrap();
        assert_eq!(view.stream(&stream).unwrap(), data.as_bytes());
    }
    assert_eq!(document.findings().len(), 3);
    let page = view.object(id(3)).unwrap().unwrap();
    assert!(matches!(view.stream(&page), Err(ReadError::Damaged { .. })));
}

/// A document whose objects 4 to 6 stand in the object stream 7.
fn compressed(entries: &str, data: &str) -> Vec<u8> {
    File::with_page()
        .stream(7, entries, data.as_bytes())
        .save_as_stream(8, &[(4, 7, 0), (5, 7, 1), (6, 7, 2)])
        .bytes
}

#[test]
fn objects_in_an_object_stream() {
    let bytes = compressed(
        "/Type /ObjStm /N 3 /First 14",
        "4 0 5 3 6 10  44 [ 5 5 ]<< /A 6 >>",
    );
    let document = open(&bytes);
    let view = document.latest();
    assert_eq!(integer(view, 4), Some(44));
    let five = view.object(id(5)).unwrap().unwrap();
    assert_eq!(&*five.raw, b"[ 5 5 ]");
    let expected = Place::ObjectStream {
        container: 7,
        index: 1,
    };
    assert_eq!(five.place, expected);
    let six = view.object(id(6)).unwrap().unwrap();
    let value = six.object.as_dictionary().unwrap().get(b"A");
    assert_eq!(value.and_then(Object::as_integer), Some(6));
    assert_eq!(document.findings(), []);
}

#[test]
fn object_streams_with_wrong_numbers() {
    for (entries, data, found) in [
        (
            "/Type /ObjStm /N 9 /First 14",
            "4 0 5 3 6 6   44 55 66",
            [Some(44), Some(55), Some(66)],
        ),
        (
            "/Type /ObjStm /N 2 /First 14",
            "4 0 5 3 6 6   44 55 66",
            [Some(44), Some(55), None],
        ),
        (
            "/Type /ObjStm /N 3 /First 14",
            "4 0 6 3 5 6   44 66 55",
            [Some(44), None, None],
        ),
        (
            "/Type /ObjStm /N 3 /First 99",
            "4 0 5 3 6 6   44 55 66",
            [None, None, None],
        ),
        (
            "/Type /ObjStm /N 3",
            "4 0 5 3 6 6   44 55 66",
            [None, None, None],
        ),
        (
            "/N 3 /First 14",
            "4 0 5 3 6 6   44 55 66",
            [None, None, None],
        ),
        (
            "/Type /ObjStm /N -1 /First 14",
            "4 0 5 3 6 6   44 55 66",
            [None, None, None],
        ),
    ] {
        let bytes = compressed(entries, data);
        let document = open(&bytes);
        let view = document.latest();
        let shown = [4, 5, 6].map(|number| {
            let found = view.object(id(number)).ok().flatten();
            found.and_then(|found| found.object.as_integer())
        });
        assert_eq!(shown, found, "{entries}");
    }
}

#[test]
fn an_object_stream_within_an_object_stream_is_refused() {
    let bytes = File::with_page()
        .stream(7, "/Type /ObjStm /N 1 /First 4", b"9 0 << /Type /ObjStm >>")
        .save_as_stream(8, &[(4, 9, 0), (9, 7, 0), (10, 10, 0)])
        .bytes;
    let document = open(&bytes);
    assert!(document.latest().object(id(4)).unwrap().is_none());
    assert!(document.latest().object(id(9)).unwrap().is_some());
    assert!(document.latest().object(id(10)).unwrap().is_none());
}

#[test]
fn what_a_hybrid_file_hides_is_found() {
    let file = File::with_page().object(4, "44").free(5).object(6, "66");
    let offset = file.bytes.len();
    let file = file.raw("5 0 obj 55 endobj\n");
    let stream_at = file.bytes.len();
    let [high, low] = u16::try_from(offset).unwrap().to_be_bytes();
    // The supplement names 4, too, but the table counts.
    let rows = [1, 0, 9, 1, high, low];
    let entries = "/Type /XRef /W [1 2 0] /Index [4 2] /Size 9";
    let mut file = file.stream(8, entries, &rows);
    file.trailer += &format!(" /XRefStm {stream_at}");
    let bytes = file.finish();
    let document = open(&bytes);
    assert_eq!(integer(document.latest(), 4), Some(44));
    assert_eq!(integer(document.latest(), 5), Some(55));
    assert_eq!(document.revisions().len(), 1);
    assert!(document.revisions()[0].complete);
    let written = document.latest().written();
    assert!(written.contains(&(id(5), false)));
}

#[test]
fn streams_are_decoded_within_their_limit() {
    let bytes = File::with_page()
        .stream(4, "/Filter /ASCIIHexDecode", b"48 65 6C 6C 6F>")
        .stream(5, "/Filter [6 0 R]", b"48>")
        .object(6, "/ASCIIHexDecode")
        .finish();
    let mut opening = Opening::default();
    opening.limits.decoded_stream = 4;
    let small = Document::open(&bytes, &opening).unwrap();
    let document = open(&bytes);
    let data = |document: &Document<'_>, number| {
        let view = document.latest();
        let stream = view.object(id(number)).unwrap().unwrap();
        view.stream(&stream)
    };
    assert_eq!(data(&document, 4).unwrap(), b"Hello");
    assert_eq!(data(&document, 5).unwrap(), b"H");
    let exceeded = small.limits().exceeded(Limit::DecodedStream);
    assert_eq!(data(&small, 4), Err(exceeded.into()));
}

#[test]
fn an_object_longer_than_the_limit() {
    let bytes = File::with_page()
        .object(4, &format!("({})", "x".repeat(5000)))
        .finish();
    let mut opening = Opening::default();
    opening.limits.object_bytes = 4000;
    let document = Document::open(&bytes, &opening).unwrap();
    let error = document.latest().object(id(4)).unwrap_err();
    let exceeded = document.limits().exceeded(Limit::ObjectBytes);
    assert_eq!(error, exceeded.into());
}

#[test]
fn documents_are_shared_by_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let bytes = File::with_page().finish();
    let document = open(&bytes);
    shared(&document);
    shared(&document.latest());
}

#[test]
fn objects_within_each_other_run_out_of_their_limit() {
    // Each object is a string that holds all the following ones.
    let mut file = File::with_page();
    let count = 8_000;
    for number in 4..count {
        let offset = file.bytes.len();
        file = file
            .entry(number, offset)
            .raw(format!("{number} 0 obj (\n"));
    }
    let bytes = file.raw(")".repeat(count as usize)).finish();
    let document = open(&bytes);
    let view = document.latest();
    let error = (4..count).find_map(|number| view.object(id(number)).err());
    let exceeded = document.limits().exceeded(Limit::ReadPasses);
    assert_eq!(error, Some(exceeded.into()));
}
