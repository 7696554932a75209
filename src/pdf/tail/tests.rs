use super::{Header, Tail};
use crate::{
    Limits,
    pdf::{ReadError, input::Input},
};

fn header(text: &[u8]) -> Result<Header, ReadError> {
    let source = text.to_vec();
    Header::find(&Input::new(&source, &Limits::default()))
}

fn tail(text: &str) -> Option<Tail> {
    let source = text.as_bytes().to_vec();
    Tail::read(&Input::new(&source, &Limits::default()), 0).unwrap()
}

#[test]
fn headers_within_the_first_1024_bytes() {
    let at = |offset: usize| [&vec![b'x'; offset][..], b"%PDF-1.4\n"].concat();
    let expected = |offset| Header {
        offset,
        version: (1, 4),
    };
    assert_eq!(header(&at(0)), Ok(expected(0)));
    assert_eq!(header(&at(1023)), Ok(expected(1023)));
    assert_eq!(header(&at(1024)), Err(ReadError::NotAPdf));
    assert_eq!(header(b""), Err(ReadError::NotAPdf));
    assert_eq!(header(b"%PDF"), Err(ReadError::NotAPdf));
    assert_eq!(header(b"%PDF-x").map(|header| header.version), Ok((1, 0)));
}

#[test]
fn tails_end_behind_one_line_end() {
    for (text, eof, end) in [
        ("startxref\n5\n%%EOF", 17, 17),
        ("startxref\n5\n%%EOF\n\n", 17, 18),
        ("startxref\r5\r%%EOF\r\n\r\n", 17, 19),
        ("startxref 5 %%EOF\r\r", 17, 18),
        ("\n% x\nstartxref\n5\n% y\n%%EOF ", 26, 26),
    ] {
        let tail = tail(text).unwrap();
        assert_eq!(
            (tail.startxref, tail.eof, tail.end),
            (5, eof, end),
            "{text:?}"
        );
        assert!(tail.marked);
    }
}

#[test]
fn tails_without_mark() {
    for text in ["startxref\n5\n", "startxref\n5\nxref", "startxref 5 %EOF"] {
        let tail = tail(text).unwrap();
        assert!(!tail.marked, "{text:?}");
        assert_eq!(
            (tail.eof, tail.end - tail.eof),
            (11, u64::from(text.len() > 11 && !text.ends_with("EOF")))
        );
    }
}

#[test]
fn what_is_no_tail() {
    for text in [
        "",
        "%%EOF",
        "endobj startxref 5 %%EOF",
        "startxref",
        "startxref x",
        "startxref -5",
    ] {
        assert_eq!(tail(text), None, "{text:?}");
    }
    assert_eq!(tail("startxref 99999999999999999999999"), None);
}

#[test]
fn the_last_startxref_is_found_behind_garbage() {
    let mut source = b"startxref\n1\n%%EOF\nstartxref\n2\n%%EOF\nstartxref here\n".to_vec();
    source.extend(vec![b'x'; 200_000]);
    let last = Tail::last(&Input::new(&source, &Limits::default())).unwrap();
    assert_eq!(last.startxref, 2);
    source.extend(vec![b'x'; 1 << 20]);
    assert!(Tail::last(&Input::new(&source, &Limits::default())).is_err());
}
