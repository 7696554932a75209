use std::io::Write as _;

use super::{Filter, FilterError, Flaw, Predictor, decode, direct_only, read};
use crate::{
    Limit, Limits,
    pdf::{Dictionary, Entry, Object, Span, Value},
};

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn plain() -> Predictor {
    Predictor::new(1, 1, 8, 1).unwrap()
}

fn flate() -> Filter {
    Filter::Flate { predictor: plain() }
}

fn lzw(early_change: bool) -> Filter {
    Filter::Lzw {
        predictor: plain(),
        early_change,
    }
}

fn unfold(filter: Filter, data: &[u8]) -> (Vec<u8>, Vec<Flaw>) {
    let decoded = decode(&[filter], data, &Limits::default()).unwrap();
    assert_eq!(decoded.undecoded, None);
    (decoded.data, decoded.flaws)
}

fn sound(filter: Filter, data: &[u8]) -> Vec<u8> {
    let (data, flaws) = unfold(filter, data);
    assert_eq!(flaws, []);
    data
}

fn refused(filter: Filter, data: &[u8]) {
    let result = decode(&[filter], data, &Limits::default());
    assert!(
        matches!(result, Err(FilterError::Damaged { .. })),
        "{result:?}"
    );
}

#[test]
fn hexadecimal() {
    assert_eq!(sound(Filter::AsciiHex, b"4 8\n65 6C6c 6F7>junk"), b"Hellop");
    assert_eq!(sound(Filter::AsciiHex, b">"), b"");
    assert_eq!(
        unfold(Filter::AsciiHex, b"48"),
        (b"H".to_vec(), vec![Flaw::Truncated])
    );
    refused(Filter::AsciiHex, b"4x>");
}

#[test]
fn base_85() {
    assert_eq!(
        sound(Filter::Ascii85, b"87cURD]i,\"Ebo80~>"),
        b"Hello World!"
    );
    assert_eq!(
        sound(Filter::Ascii85, b"<~87cUR D]i,\"\nEbo7~>"),
        b"Hello World"
    );
    assert_eq!(sound(Filter::Ascii85, b"z!!~>"), b"\0\0\0\0\0");
    assert_eq!(unfold(Filter::Ascii85, b"87cUR").1, [Flaw::Truncated]);
    refused(Filter::Ascii85, b"s8W-\"~>"); // 2^32
    assert_eq!(sound(Filter::Ascii85, b"s8W-!~>"), b"\xFF\xFF\xFF\xFF");
    refused(Filter::Ascii85, b"8~>");
    refused(Filter::Ascii85, b"87z~>");
    refused(Filter::Ascii85, b"\x80~>");
}

#[test]
fn run_length() {
    assert_eq!(sound(Filter::RunLength, b"\x02abc\xFEz\x80rest"), b"abczzz");
    assert_eq!(
        unfold(Filter::RunLength, b"\x05ab"),
        (b"ab".to_vec(), vec![Flaw::Truncated])
    );
    assert_eq!(unfold(Filter::RunLength, b"\xFE").1, [Flaw::Truncated]);
}

#[test]
fn lzw_example_of_the_standard() {
    // ISO 32000-2 §7.4.4.2, EXAMPLE 1.
    let coded = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
    let data = [45, 45, 45, 45, 45, 65, 45, 45, 45, 66];
    assert_eq!(sound(lzw(true), &coded), data);
    assert_eq!(unfold(lzw(true), &coded[..6]).1, [Flaw::Truncated]);
}

#[test]
fn lzw_both_moments_of_change() {
    let data: Vec<u8> = (0..40_000_u32).map(|n| ((n * n) >> 7) as u8).collect();
    let mut late = weezl::encode::Encoder::new(weezl::BitOrder::Msb, 8);
    let mut early = weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
    assert_eq!(sound(lzw(false), &late.encode(&data).unwrap()), data);
    assert_eq!(sound(lzw(true), &early.encode(&data).unwrap()), data);
}

#[test]
fn flate_forgives_its_end() {
    let data = b"Hello Hello Hello Hello".as_slice();
    let whole = zlib(data);
    assert_eq!(sound(flate(), &whole), data);
    let without = &whole[..whole.len() - 4];
    assert_eq!(
        unfold(flate(), without),
        (data.to_vec(), vec![Flaw::ChecksumMissing])
    );
    let mut wrong = whole.clone();
    *wrong.last_mut().unwrap() ^= 1;
    assert_eq!(
        unfold(flate(), &wrong),
        (data.to_vec(), vec![Flaw::ChecksumWrong])
    );
    let (begun, flaws) = unfold(flate(), &whole[..whole.len() - 8]);
    assert!(data.starts_with(&begun));
    assert_eq!(flaws, [Flaw::Truncated]);
    assert_eq!(unfold(flate(), b"").1, [Flaw::Truncated]);
}

#[test]
fn flate_refuses_what_is_none() {
    refused(flate(), b"not zlib at all");
    let mut middle = zlib(&[7; 1000]);
    middle[2] = 0xFF;
    refused(flate(), &middle);
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let limits = Limits {
        decoded_stream: 100_000,
        ..Limits::default()
    };
    let at_limit = zlib(&vec![0; 100_000]);
    assert_eq!(
        decode(&[flate()], &at_limit, &limits).unwrap().data.len(),
        100_000
    );
    let past = Err(FilterError::Limit(limits.exceeded(Limit::DecodedStream)));
    assert_eq!(decode(&[flate()], &zlib(&vec![0; 100_001]), &limits), past);
    let mut encoder = weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
    let bomb = encoder.encode(&vec![0; 100_001]).unwrap();
    assert_eq!(decode(&[lzw(true)], &bomb, &limits), past);
    let runs: Vec<u8> = [0x81, 0].repeat(1000);
    assert_eq!(decode(&[Filter::RunLength], &runs, &limits), past);
    let zeros = vec![b'z'; 25_001];
    assert_eq!(decode(&[Filter::Ascii85], &zeros, &limits), past);
    let digits = vec![b'0'; 200_002];
    assert_eq!(decode(&[Filter::AsciiHex], &digits, &limits), past);
}

#[test]
fn a_chain_longer_than_the_limit() {
    let limits = Limits {
        filters: 2,
        ..Limits::default()
    };
    let two = [Filter::AsciiHex, Filter::AsciiHex];
    assert_eq!(decode(&two, b"34313e>", &limits).unwrap().data, b"A");
    let three = [Filter::AsciiHex, Filter::AsciiHex, Filter::AsciiHex];
    let past = FilterError::Limit(limits.exceeded(Limit::Filters));
    assert_eq!(decode(&three, b"", &limits), Err(past));
}

#[test]
fn pictures_stay_as_they_are() {
    let chain = [
        Filter::AsciiHex,
        Filter::Picture("DCTDecode"),
        Filter::AsciiHex,
    ];
    let decoded = decode(&chain, b"FFD8>", &Limits::default()).unwrap();
    assert_eq!(decoded.data, [0xFF, 0xD8]);
    assert_eq!(decoded.undecoded, Some("DCTDecode"));
}

fn predicted(predictor: Predictor, rows: &[u8]) -> (Vec<u8>, Vec<Flaw>) {
    unfold(Filter::Flate { predictor }, &zlib(rows))
}

#[test]
fn png_rows_of_every_type() {
    let predictor = Predictor::new(12, 1, 8, 3).unwrap();
    let rows = [
        [0, 1, 2, 3],
        [1, 1, 1, 1],
        [2, 1, 1, 1],
        [3, 1, 1, 1],
        [4, 1, 1, 1],
    ];
    let (data, flaws) = predicted(predictor, &rows.concat());
    let expected = [[1, 2, 3], [1, 2, 3], [2, 3, 4], [2, 3, 4], [3, 4, 5]];
    assert_eq!(data, expected.concat());
    assert_eq!(flaws, []);
    let (data, flaws) = predicted(predictor, &[0, 9, 9, 9, 2, 1]);
    assert_eq!((data, flaws), (vec![9, 9, 9, 10], vec![Flaw::PartialRow]));
    refused(Filter::Flate { predictor }, &zlib(&[5, 1, 2, 3]));
}

#[test]
fn tiff_rows_of_every_depth() {
    let row = |bits, colors, columns, row: &[u8]| {
        predicted(Predictor::new(2, colors, bits, columns).unwrap(), row).0
    };
    assert_eq!(row(8, 3, 2, &[1, 2, 3, 1, 1, 255]), [1, 2, 3, 2, 3, 2]);
    assert_eq!(row(16, 1, 2, &[0, 255, 0, 1]), [0, 255, 1, 0]);
    assert_eq!(row(4, 1, 4, &[0x1F, 0x11]), [0x10, 0x12]);
    assert_eq!(row(1, 1, 8, &[0b1000_0001]), [0b1111_1110]);
    assert_eq!(row(2, 2, 2, &[0b0110_0101]), [0b0110_1011]);
    assert_eq!(row(8, 1, 2, &[1, 1, 1, 1]), [1, 2, 1, 2]);
}

#[test]
fn predictor_parameters_out_of_bounds() {
    for (predictor, colors, bits, columns) in [
        (3, 1, 8, 1),
        (12, 0, 8, 1),
        (12, 1, 7, 1),
        (12, 1, 8, 0),
        (12, 1, 8, -1),
        (12, 1, 8, i64::MAX),
        (12, i64::MAX, 16, 2),
        (12, 1, 8, 1 << 28),
    ] {
        assert!(Predictor::new(predictor, colors, bits, columns).is_err());
    }
    // A row longer than the data costs no more than the data.
    let wide = Predictor::new(12, 1, 8, (1 << 28) - 1).unwrap();
    assert_eq!(predicted(wide, &[0, 1]), (vec![1], vec![Flaw::PartialRow]));
}

fn object(value: Value) -> Object {
    Object {
        value,
        span: Span::default(),
    }
}

fn name(name: &str) -> Value {
    Value::Name(name.as_bytes().into())
}

fn array(items: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(items.into_iter().map(object).collect())
}

fn dictionary<const N: usize>(entries: [(&str, Value); N]) -> Dictionary {
    let entries = entries.into_iter().map(|(key, value)| Entry {
        key: key.as_bytes().into(),
        key_span: Span::default(),
        value: object(value),
    });
    Dictionary {
        entries: entries.collect(),
    }
}

fn chain<const N: usize>(entries: [(&str, Value); N]) -> Result<Vec<Filter>, FilterError> {
    read(&dictionary(entries), &direct_only, &Limits::default())
}

#[test]
fn chains_as_they_are_written() {
    assert_eq!(chain([]).unwrap(), []);
    assert_eq!(chain([("Filter", Value::Null)]).unwrap(), []);
    assert_eq!(chain([("Filter", name("Fl"))]).unwrap(), [flate()]);
    assert_eq!(chain([("Filter", array([]))]).unwrap(), []);
    let parameters = || {
        Value::Dictionary(dictionary([
            ("Predictor", Value::Integer(12)),
            ("Columns", Value::Integer(5)),
            ("EarlyChange", Value::Integer(0)),
        ]))
    };
    let predictor = Predictor::new(12, 1, 8, 5).unwrap();
    let late = Filter::Lzw {
        predictor,
        early_change: false,
    };
    let lzw_name = || name("LZWDecode");
    for (filter, parameters) in [
        (lzw_name(), parameters()),
        (lzw_name(), array([parameters()])),
        (array([lzw_name()]), parameters()),
        (array([lzw_name()]), array([parameters()])),
    ] {
        let read = chain([("Filter", filter), ("DecodeParms", parameters)]).unwrap();
        assert_eq!(read, std::slice::from_ref(&late));
    }
    let mixed = chain([
        ("Filter", array([name("A85"), lzw_name()])),
        ("DecodeParms", array([Value::Null, parameters()])),
    ]);
    assert_eq!(mixed.unwrap(), [Filter::Ascii85, late]);
}

#[test]
fn chains_that_are_none() {
    for entries in [
        [("Filter", name("Huffman")), ("DecodeParms", Value::Null)],
        [("Filter", Value::Integer(1)), ("DecodeParms", Value::Null)],
        [
            ("Filter", array([Value::Null])),
            ("DecodeParms", Value::Null),
        ],
        [("Filter", name("Fl")), ("DecodeParms", name("Predictor"))],
    ] {
        let result = chain(entries);
        assert!(
            matches!(result, Err(FilterError::Damaged { .. })),
            "{result:?}"
        );
    }
    let long = array((0..17).map(|_| name("Fl")));
    let past = FilterError::Limit(Limits::default().exceeded(Limit::Filters));
    assert_eq!(chain([("Filter", long)]), Err(past));
}

#[test]
fn the_crypt_filter_that_a_stream_chooses() {
    let named = |entries| {
        super::crypt_filter(&dictionary(entries), &direct_only, &Limits::default()).unwrap()
    };
    let parameters = Value::Dictionary(dictionary([("Name", name("Other"))]));
    assert_eq!(
        named([("Filter", name("Crypt")), ("DecodeParms", parameters)]).as_deref(),
        Some(b"Other".as_slice())
    );
    assert_eq!(
        named([
            ("Filter", array([name("Crypt"), name("Fl")])),
            ("X", Value::Null)
        ])
        .as_deref(),
        Some(b"Identity".as_slice())
    );
    assert_eq!(named([("Filter", name("Fl")), ("X", Value::Null)]), None);
}
