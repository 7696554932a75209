use std::cell::Cell;

use super::{
    Class, Reader, Rules, Tag, definite, integer, null, octet_string, oid, sequence, set_of, tlv,
};

/// Reads one element in full by `rules`.
fn whole<'a>(bytes: &'a [u8], rules: Rules<'_>) -> Result<&'a [u8], crate::text::Term> {
    let mut reader = Reader::new(bytes, rules);
    let element = reader.any().map_err(|error| error.what)?;
    reader.finish().map_err(|error| error.what)?;
    Ok(element.content)
}

#[test]
fn der_takes_only_the_shortest_definite_length() {
    for bytes in [
        &[0x04, 0x81, 0x01, 0xaa][..],
        &[0x04, 0x82, 0x00, 0x01, 0xaa],
        &[0x24, 0x80, 0x04, 0x01, 0xaa, 0x00, 0x00],
    ] {
        assert!(whole(bytes, Rules::Der).is_err(), "{bytes:02x?}");
        let met = Cell::new(false);
        assert!(
            whole(bytes, Rules::Ber(&met)).is_ok() && met.get(),
            "{bytes:02x?}"
        );
    }
    let met = Cell::new(false);
    assert_eq!(
        whole(&[0x04, 0x01, 0xaa], Rules::Ber(&met)),
        Ok(&[0xaa][..])
    );
    assert!(!met.get());
}

#[test]
fn an_element_never_reaches_behind_its_surroundings() {
    let met = Cell::new(false);
    for bytes in [
        &[][..],
        &[0x30],
        &[0x30, 0x05, 0x00],
        &[0x30, 0x80, 0x04, 0x01],
        &[0x30, 0x80, 0x00],
        &[0x04, 0x80, 0x00, 0x00],
        &[0x04, 0xff, 0x00],
        &[0x04, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x04, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0x1f, 0x80, 0x01, 0x00],
        &[0x1f, 0x1e, 0x00],
        &[0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x00],
    ] {
        assert!(whole(bytes, Rules::Ber(&met)).is_err(), "{bytes:02x?}");
    }
    // A child that is longer than its parent.
    let mut outer = Reader::new(&[0x30, 0x02, 0x04, 0x05, 1, 2, 3, 4, 5], Rules::Der);
    assert!(outer.any().unwrap().children().unwrap().any().is_err());
}

#[test]
fn tags_with_large_numbers_are_read() {
    let mut reader = Reader::new(&[0xbf, 0x81, 0x48, 0x00], Rules::Der);
    let tag = reader.any().unwrap().tag;
    assert_eq!(
        (tag.class, tag.constructed, tag.number),
        (Class::Context, true, 200)
    );
}

#[test]
fn deep_nesting_ends_in_an_error() {
    let met = Cell::new(false);
    let indefinite = [0x30, 0x80].repeat(5_000_000);
    assert!(whole(&indefinite, Rules::Ber(&met)).is_err());
    let mut definite = Vec::new();
    for _ in 0..1000 {
        definite = sequence(&[&definite]);
    }
    let mut reader = Reader::new(&definite, Rules::Der);
    let mut depth = 0;
    while let Ok(inside) = reader.any().and_then(|element| element.children()) {
        (reader, depth) = (inside, depth + 1);
    }
    assert!((20..100).contains(&depth), "{depth}");
}

#[test]
fn pieces_of_pieces_of_an_octet_string_come_out_as_one() {
    let met = Cell::new(false);
    let bytes = [
        0x24, 0x80, 0x04, 0x01, 1, 0x24, 0x04, 0x04, 0x02, 2, 3, 0x04, 0x00, 0x00, 0x00,
    ];
    let mut reader = Reader::new(&bytes, Rules::Ber(&met));
    let string = reader.any().unwrap();
    assert_eq!(string.octets().unwrap().as_ref(), [1, 2, 3]);
    assert_eq!(definite(&string).unwrap(), [0x04, 3, 1, 2, 3]);
    // A piece of another type.
    let mut reader = Reader::new(&[0x24, 0x03, 0x02, 0x01, 1], Rules::Ber(&met));
    assert!(reader.any().unwrap().octets().is_err());
}

#[test]
fn identifiers_read_back_as_written() {
    for dotted in [
        "1.2.840.113549.1.7.2",
        "2.5.29.37",
        "0.9.2342.19200300.100.1.1",
        "2.999.3",
        "2.39",
    ] {
        let bytes = oid(dotted);
        assert_eq!(
            Reader::new(&bytes, Rules::Der)
                .any()
                .unwrap()
                .oid()
                .unwrap(),
            dotted
        );
    }
    for bytes in [
        &[0x06, 0x00][..],
        &[0x06, 0x02, 0x80, 0x01],
        &[0x06, 0x01, 0x81],
    ] {
        assert!(Reader::new(bytes, Rules::Der).any().unwrap().oid().is_err());
    }
    let endless = tlv(0x06, &[&[0xff; 20], &[1]]);
    assert!(
        Reader::new(&endless, Rules::Der)
            .any()
            .unwrap()
            .oid()
            .is_err()
    );
}

#[test]
fn integers_are_minimal() {
    let read = |content: &[u8]| {
        let bytes = integer(content);
        let element = Reader::new(&bytes, Rules::Der).any().unwrap();
        element.unsigned().map(<[u8]>::to_vec).ok()
    };
    assert_eq!(read(&[0]), Some(vec![0]));
    assert_eq!(read(&[0, 0x80]), Some(vec![0x80]));
    for content in [&[][..], &[0, 0x7f], &[0xff, 0x80], &[0x80]] {
        assert_eq!(read(content), None, "{content:02x?}");
    }
}

#[test]
fn lengths_are_written_as_they_are_read() {
    for len in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
        let bytes = octet_string(&vec![7; len]);
        assert_eq!(whole(&bytes, Rules::Der).unwrap().len(), len);
    }
}

#[test]
fn a_set_is_sorted_by_encoding() {
    let set = set_of(None, &[&octet_string(&[2]), &octet_string(&[1]), &null()]);
    assert_eq!(set, [0x31, 8, 4, 1, 1, 4, 1, 2, 5, 0]);
    assert_eq!(Tag::SET, Reader::new(&set, Rules::Der).any().unwrap().tag);
}

#[test]
fn both_kinds_of_time_are_read() {
    let read = |identifier: u8, text: &str| {
        let bytes = tlv(identifier, &[text.as_bytes()]);
        let element = Reader::new(&bytes, Rules::Der).any().unwrap();
        element.time().ok().map(|time| time.to_string())
    };
    let (utc, generalized) = (0x17, 0x18);
    assert_eq!(read(utc, "261124020304Z").unwrap(), "2026-11-24T02:03:04Z");
    assert_eq!(read(utc, "500101000000Z").unwrap(), "1950-01-01T00:00:00Z");
    assert_eq!(
        read(generalized, "20261124090304.75+0700").unwrap(),
        "2026-11-24T02:03:04Z"
    );
    for text in [
        "",
        "2026",
        "20261324000000Z",
        "20261124020304",
        "20261124020304.Z",
        "é",
    ] {
        assert_eq!(read(generalized, text), None, "{text}");
    }
}
