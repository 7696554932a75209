use super::{Read, read};
use crate::{
    Limits,
    pdf::{Indirect, Object, ObjectId, Place, ReadError, Value, input::Input},
};

fn id(number: u32) -> ObjectId {
    ObjectId {
        number,
        generation: 0,
    }
}

fn try_read(text: &str, offset: u64, expected: u32) -> Result<Option<Read>, ReadError> {
    let source = text.as_bytes().to_vec();
    let input = Input::new(&source, &Limits::default());
    let mut length = |asked: ObjectId| (asked == id(9)).then_some(5);
    let expected = Some(id(expected));
    read(&input, offset, expected, &Limits::default(), &mut length)
}

fn data(text: &str) -> (String, bool) {
    let read = try_read(text, 0, 7).unwrap().unwrap();
    let data = read.indirect.stream.unwrap();
    let start = usize::try_from(data.offset).unwrap();
    let end = start + usize::try_from(data.len).unwrap();
    (text[start..end].to_owned(), read.findings.is_empty())
}

#[test]
fn an_object_and_where_it_stands() {
    let text = "junk\n7 0 obj % comment\n [ 1 2 ]\nendobj 8 0 obj";
    let read = try_read(text, 4, 7).unwrap().unwrap();
    let Indirect {
        object, raw, place, ..
    } = read.indirect;
    assert_eq!(&*raw, b"[ 1 2 ]");
    assert_eq!(object.as_array().map(<[_]>::len), Some(2));
    let expected = Place::File {
        start: 5,
        value: 24,
        end: 38,
    };
    assert_eq!(place, expected);
}

#[test]
fn another_object_or_none_is_not_followed() {
    assert!(try_read("6 0 obj 1 endobj", 0, 7).unwrap().is_none());
    assert!(try_read("7 1 obj 1 endobj", 0, 7).unwrap().is_none());
    assert!(try_read("hello 7 0 obj", 0, 7).unwrap().is_none());
    assert!(try_read("7 0 obj 1", 9, 7).unwrap().is_none());
    assert!(try_read("7 0 obj 1", 1_000_000, 7).unwrap().is_none());
    // The tail of `17 0 obj`.
    assert!(try_read("17 0 obj 1 endobj", 1, 7).unwrap().is_none());
    assert!(try_read(" 7 0 obj 1 endobj", 1, 7).unwrap().is_some());
}

#[test]
fn an_object_without_value_is_null_and_may_lack_its_end() {
    let read = try_read("7 0 obj endobj", 0, 7).unwrap().unwrap();
    assert_eq!(read.indirect.object.value, Value::Null);
    let read = try_read("7 0 obj 42 8 0 obj", 0, 7).unwrap().unwrap();
    assert_eq!(read.indirect.object.as_integer(), Some(42));
    assert!(try_read("7 0 obj [1", 0, 7).is_err());
}

#[test]
fn streams_by_their_length() {
    let told = |length: &str, data: &str| {
        format!("7 0 obj <</Length {length}>> stream\r\n{data}\r\nendstream endobj")
    };
    assert_eq!(data(&told("5", "abcde")), ("abcde".to_owned(), true));
    assert_eq!(data(&told("9 0 R", "abcde")), ("abcde".to_owned(), true));
    // `endstream` within the data is data where /Length says so.
    let decoy = "a endstream b";
    assert_eq!(data(&told("13", decoy)), (decoy.to_owned(), true));
}

#[test]
fn streams_whose_length_lies() {
    for length in [
        "3",
        "4",
        "99999",
        "-1",
        "8 0 R",
        "null",
        "(x)",
        "9223372036854775807",
    ] {
        let text = format!("7 0 obj <</Length {length}>> stream\nabcde\nendstream endobj");
        assert_eq!(data(&text), ("abcde".to_owned(), false), "{length}");
    }
}

#[test]
fn streams_with_unusual_line_ends() {
    for line_end in ["\n", "\r\n", "\r", "  \r\n"] {
        let text = format!("7 0 obj <</Length 3>> stream{line_end}abc endstream endobj");
        assert_eq!(data(&text), ("abc".to_owned(), true), "{line_end:?}");
    }
}

#[test]
fn a_stream_without_end() {
    let error = try_read("7 0 obj <</Length 3>> stream\nabcde", 0, 7).err();
    let expected = ReadError::Damaged {
        offset: 29,
        object: Some(id(7)),
        expected: crate::text::Term::ENDSTREAM,
    };
    assert_eq!(error, Some(expected));
}

#[test]
fn the_place_of_a_stream_ends_behind_endobj() {
    let text = "7 0 obj <</Length 1>> stream\na\nendstream\nendobj\n";
    let read = try_read(text, 0, 7).unwrap().unwrap();
    let Place::File { end, .. } = read.indirect.place else {
        panic!();
    };
    assert_eq!(end, text.len() as u64 - 1);
    let length = read.indirect.object.as_dictionary().unwrap().get(b"Length");
    assert_eq!(length.and_then(Object::as_integer), Some(1));
}
