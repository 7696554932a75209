use crate::pdf::{
    Object, ObjectId, Span, Value,
    lexer::{Lexer, SyntaxError},
};

fn parse(text: &str) -> Result<Object, SyntaxError> {
    super::object(&mut Lexer::new(text.as_bytes(), true), 10)
}

#[test]
fn spans_count_from_the_object() {
    let text = "  << /A [1 0 R -5.50 (x)] /B#43 <</D true>> >>";
    let object = parse(text).unwrap();
    let text = &text[2..];
    let at = |span: Span| &text[span.start as usize..span.end as usize];
    assert_eq!(at(object.span), text);
    let dictionary = object.as_dictionary().unwrap();
    let [a, b] = &dictionary.entries[..] else {
        panic!("{dictionary:?}");
    };
    assert_eq!(at(a.key_span), "/A");
    assert_eq!(at(a.value.span), "[1 0 R -5.50 (x)]");
    let items = a.value.as_array().unwrap();
    let texts: Vec<_> = items.iter().map(|item| at(item.span)).collect();
    assert_eq!(texts, ["1 0 R", "-5.50", "(x)"]);
    assert_eq!(items[1].value, Value::Real((*b"-5.50").into()));
    assert_eq!((&*b.key, at(b.key_span)), (&b"BC"[..], "/B#43"));
    assert_eq!(at(b.value.span), "<</D true>>");
}

#[test]
fn integers_and_references() {
    let object = parse("[1 2 3 0 R 4 -1 0 R 4294967296 0 R 0 0 R]");
    assert!(matches!(object, Err(SyntaxError::Unexpected { .. })));
    let object = parse("[1 2 3 0 R 4 5 65535 R]").unwrap();
    let values: Vec<_> = object
        .as_array()
        .unwrap()
        .iter()
        .map(|o| &o.value)
        .collect();
    let reference = |number, generation| Value::Reference(ObjectId { number, generation });
    assert_eq!(
        values,
        [
            &Value::Integer(1),
            &Value::Integer(2),
            &reference(3, 0),
            &Value::Integer(4),
            &reference(5, 65535)
        ]
    );
}

#[test]
fn duplicate_keys_are_kept_and_the_last_counts() {
    let object = parse("<< /A 1 /B null /A 2 >>").unwrap();
    let dictionary = object.as_dictionary().unwrap();
    assert_eq!(dictionary.entries.len(), 3);
    assert_eq!(dictionary.get(b"A").and_then(Object::as_integer), Some(2));
    assert_eq!(dictionary.get(b"B"), None);
    assert_eq!(dictionary.first_repeated_key(), Some(&b"A"[..]));
}

#[test]
fn what_is_no_object() {
    for text in [
        "",
        "endobj",
        "]",
        ">>",
        "[1",
        "<< /A >>",
        "<< (x) 2 >>",
        "<< true 2 >>",
        "<< /A 1",
        "[ << ] >>",
        "[R]",
        "{}",
    ] {
        assert!(
            matches!(parse(text), Err(SyntaxError::Unexpected { .. })),
            "{text:?}"
        );
    }
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(10)).is_ok());
    assert_eq!(parse(&nested(11)), Err(SyntaxError::TooDeep));
    let deep = "<</A".repeat(1_000_000);
    let mut lexer = Lexer::new(deep.as_bytes(), true);
    assert_eq!(
        super::object(&mut lexer, u32::MAX),
        Err(SyntaxError::TooDeep)
    );
}

#[test]
fn windows_may_end_anywhere() {
    let text = b"<< /A [1 0 R (x) <41>] /B << /C null >> >>";
    for length in 0..text.len() {
        let mut lexer = Lexer::new(&text[..length], false);
        let windowed = super::object(&mut lexer, 10);
        assert_eq!(windowed, Err(SyntaxError::WindowEnded), "{length}");
    }
}

#[test]
fn an_object_has_at_most_a_million_values() {
    let values = parse(&format!("[{}]", "0 ".repeat(1_100_000)));
    assert_eq!(values, Err(SyntaxError::TooMany));
}

#[test]
fn a_stray_number_in_a_dictionary_is_kept_under_the_empty_name() {
    let parsed = parse("<< 2 0 R /A 1 4.5 >>").unwrap();
    let dictionary = parsed.as_dictionary().unwrap();
    assert_eq!(dictionary.get(b"A").and_then(Object::as_integer), Some(1));
    assert!(dictionary.repeats(b""));
}
