use super::{Lexer, Octets, SyntaxError, Token};

fn tokens(text: &[u8]) -> Vec<Token<'_>> {
    let mut lexer = Lexer::new(text, true);
    let mut tokens = Vec::new();
    loop {
        match lexer.token().unwrap().token {
            Token::End => return tokens,
            token => tokens.push(token),
        }
    }
}

fn one(text: &[u8]) -> Token<'_> {
    let mut tokens = tokens(text);
    assert_eq!(tokens.len(), 1, "{tokens:?}");
    tokens.remove(0)
}

fn string(text: &[u8]) -> Vec<u8> {
    match one(text) {
        Token::String(bytes) => bytes.to_vec(),
        token => panic!("{token:?}"),
    }
}

fn name(text: &[u8]) -> Vec<u8> {
    match one(text) {
        Token::Name(bytes) => bytes.to_vec(),
        token => panic!("{token:?}"),
    }
}

#[test]
fn numbers_that_are_integers() {
    for (text, number) in [
        ("0", 0),
        ("+5", 5),
        ("-17", -17),
        ("007", 7),
        ("9223372036854775807", i64::MAX),
    ] {
        assert_eq!(one(text.as_bytes()), Token::Integer(number));
    }
}

#[test]
fn other_numbers_stay_as_written() {
    for text in [
        "4.",
        ".5",
        "-.002",
        "595.303937007874",
        "--5",
        "-",
        "1.2.3",
        "1e-5",
        "9223372036854775808",
    ] {
        assert_eq!(one(text.as_bytes()), Token::Real(text.as_bytes()));
    }
}

#[test]
fn strings_with_escapes_of_every_kind() {
    assert_eq!(string(b"(a(b)c)"), b"a(b)c");
    assert_eq!(string(br"(\n\r\t\b\f\(\)\\\q)"), b"\n\r\t\x08\x0C()\\q");
    assert_eq!(string(br"(\0053\53\5x\777)"), b"\x053+\x05x\xFF");
    assert_eq!(string(b"(a\\\r\nb\\\nc\\\rd)"), b"abcd");
    assert_eq!(string(b"(a\r\nb\rc\nd)"), b"a\nb\nc\nd");
    assert_eq!(string(b"()"), b"");
}

#[test]
fn hexadecimal_strings() {
    assert_eq!(string(b"<48 65\n6C6c6F>"), b"Hello");
    assert_eq!(string(b"<90 1>"), b"\x90\x10");
    assert_eq!(string(b"<>"), b"");
    let error = Lexer::new(b"<4G>", true).token().unwrap_err();
    assert!(matches!(error, SyntaxError::Unexpected { position: 2, .. }));
}

#[test]
fn names_with_number_signs() {
    assert_eq!(name(b"/Byte#52ange"), b"ByteRange");
    assert_eq!(name(b"/A#42#zz#4"), b"AB#zz#4");
    assert_eq!(tokens(b"/"), [Token::Name(Octets::default())]);
    assert_eq!(tokens(b"/A/B").len(), 2);
}

#[test]
fn comments_end_with_the_line() {
    assert_eq!(
        tokens(b"1 % 2 (\r3 %%EOF\n[%\n]"),
        [
            Token::Integer(1),
            Token::Integer(3),
            Token::ArrayOpen,
            Token::ArrayClose
        ]
    );
}

#[test]
fn a_window_that_ends_is_no_error_of_syntax() {
    for text in [
        "", " ", "12", "/Na", "(ab", "<41", "<", ">", "(a\\", "% x", "tru",
    ] {
        let windowed = Lexer::new(text.as_bytes(), false).token();
        assert_eq!(windowed, Err(SyntaxError::WindowEnded), "{text:?}");
    }
    for text in ["(ab", "<41", "(a\\"] {
        let whole = Lexer::new(text.as_bytes(), true).token();
        assert!(
            matches!(whole, Err(SyntaxError::Unexpected { .. })),
            "{text:?}"
        );
    }
}

#[test]
fn tails_of_references() {
    for (text, generation) in [
        ("0 R", Some(0)),
        (" 65535 R]", Some(65535)),
        ("%\n1%\nR", Some(1)),
        ("65536 R", None),
        ("99999999999999999999 R", None),
        ("0 RG", None),
        ("0", None),
        ("R", None),
        ("0 1 R", None),
    ] {
        let mut lexer = Lexer::new(text.as_bytes(), true);
        assert_eq!(lexer.reference_tail(), Ok(generation), "{text:?}");
        assert_eq!(lexer.position() == 0, generation.is_none());
    }
    let mut cut = Lexer::new(b"0 ", false);
    assert_eq!(cut.reference_tail(), Err(SyntaxError::WindowEnded));
}
