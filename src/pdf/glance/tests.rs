use std::{fs, path::Path};

use super::{DECODED_AT_ONCE, Keys, Pattern, Plain, entries};
use crate::pdf::{
    Document, Object, Opening, Value,
    lexer::{Lexer, SyntaxError},
    object::Dictionary,
    parser,
    tests::mutation::{Random, mutant},
};

const NESTING: u32 = 50;

type Entries<'a> = Vec<(&'a [u8], &'a [u8])>;

fn glance<'a>(
    text: &'a [u8],
    whole: bool,
    pattern: &mut Pattern,
) -> Result<Option<(Entries<'a>, Keys, usize)>, SyntaxError> {
    let mut seen = Vec::new();
    let told = entries(text, whole, 0, NESTING, pattern, |key, value| {
        seen.push((key, value));
    })?;
    Ok(told.map(|(keys, end)| (seen, keys, end)))
}

/// Whether the parser complains about something among the digits of a long string: of that alone a
/// glance says nothing.
fn is_about_digits(error: SyntaxError, text: &[u8]) -> bool {
    let SyntaxError::Unexpected { position, .. } = error else {
        return false;
    };
    let opened = text[..position].iter().rposition(|byte| *byte == b'<');
    let start = opened.unwrap() + 1;
    let length = text[start..].iter().position(|byte| *byte == b'>');
    length.unwrap() > DECODED_AT_ONCE
}

fn same_value(plain: Plain<'_>, object: &Object) {
    match (plain, &object.value) {
        (Plain::Absent, Value::Null) => {}
        (Plain::Integer(told), Value::Integer(read)) => assert_eq!(told, *read),
        (Plain::Name(told), Value::Name(read)) => assert_eq!(told, &**read),
        (Plain::Reference(told), Value::Reference(read)) => assert_eq!(told, *read),
        (Plain::Other(_), Value::String(read)) => {
            assert_eq!(plain.string().as_deref(), Some(&**read));
        }
        (Plain::Other(_), _) => {
            assert_eq!(plain.string(), None);
            same_integers(plain, object);
        }
        told => panic!("{told:?}"),
    }
}

fn same_integers(plain: Plain<'_>, object: &Object) {
    if let Some(told) = plain.integers() {
        let read = object.as_array().unwrap().iter();
        let read: Vec<_> = read.map(|item| item.as_integer().unwrap()).collect();
        let told: Vec<_> = told.map(|number| i64::try_from(number).unwrap()).collect();
        assert_eq!(told, read);
    }
}

fn same_dictionary(text: &[u8], told: &Entries<'_>, keys: Keys, read: &Dictionary) {
    assert_eq!(read.first_repeated_key(), None);
    assert_eq!(told.len(), read.entries.len());
    for ((key, value), entry) in told.iter().zip(&read.entries) {
        assert_eq!(*key, &*entry.key);
        assert!(keys.may_hold(key));
        let span = entry.value.span;
        assert_eq!(*value, &text[span.start as usize..span.end as usize]);
        same_value(Plain::of(value), &entry.value);
    }
}

/// What a glance tells is what the parser reads; gives whether it tells anything.
fn tells_the_same(text: &[u8], pattern: &mut Pattern) -> bool {
    let Ok(Some((told, keys, end))) = glance(text, true, pattern) else {
        return false;
    };
    let mut lexer = Lexer::new(text, true);
    match parser::object(&mut lexer, NESTING) {
        Ok(object) => {
            assert_eq!(lexer.position(), end);
            same_dictionary(text, &told, keys, object.as_dictionary().unwrap());
        }
        Err(error) => assert!(is_about_digits(error, text), "{error:?}"),
    }
    let afresh = glance(text, true, &mut Pattern::default());
    assert_eq!(afresh, Ok(Some((told, keys, end))));
    true
}

fn files(folder: &str, found: &mut Vec<Vec<u8>>) {
    let mut paths: Vec<_> = fs::read_dir(Path::new("testdata").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    found.extend(paths.iter().map(|path| fs::read(path).unwrap()));
}

/// The first bytes of everything that begins as a dictionary.
fn dictionaries(file: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr::memmem::find_iter(file, b"<<").map(|at| &file[at..file.len().min(at + 600)])
}

#[test]
fn what_is_told_is_what_the_parser_reads() {
    let mut all = Vec::new();
    for folder in [
        "samples",
        "variants",
        "sweeps",
        "encrypted",
        "fuzz/object",
        "fuzz/sign",
    ] {
        files(folder, &mut all);
    }
    let (mut told, mut asked) = (0, 0);
    let mut random = Random(5);
    let mut pattern = Pattern::default();
    for file in &all {
        for text in dictionaries(file).take(2000) {
            asked += 1;
            told += usize::from(tells_the_same(text, &mut pattern));
            for _ in 0..10 {
                tells_the_same(&mutant(text, &mut random), &mut pattern);
            }
        }
    }
    assert!(asked > 2500 && told * 10 > asked * 9, "{told} of {asked}");
}

#[test]
fn a_window_that_ends_is_told_or_gives_the_same() {
    let text = b"<< /A (a\\)(b)) /B [1 0 R 2 -3 .5 <41 4> << /C /D /E << /F true >> >>] /G 12 0 R \
                 /H null /I 7 /J <</K<1>>>/L/M >> ";
    let escaped = text.map(|byte| if byte == b'M' { b'#' } else { byte });
    for text in [text, &escaped] {
        let whole = glance(text, true, &mut Pattern::default());
        for length in 0..text.len() {
            let mut pattern = Pattern::default();
            match glance(&text[..length], false, &mut pattern) {
                Err(error) => assert_eq!(error, SyntaxError::WindowEnded),
                told => assert_eq!(told, whole, "{length}"),
            }
            // What was seen of it changes nothing afterwards.
            assert_eq!(glance(text, true, &mut pattern), whole);
        }
    }
    assert!(tells_the_same(text, &mut Pattern::default()));
}

#[test]
fn what_the_parser_has_to_read() {
    for text in [
        "<< /A 1 /A 2 >>",
        "<< /A 1 2 >>",
        "<< /A 1 0 0 R >>",
        "<< /A 4294967296 0 R >>",
        "<< /A 1 65536 R >>",
        "<< /A +1 0 R >>",
        "<< /A -0 0 R >>",
        "<< /A 1 % \n 0 R >>",
        "<< /A#42 1 >>",
        "<< /A /B#43 >>",
        "<< /A <4G> >>",
        "<< /A [1 0 R R] >>",
        "<< /A [0 R] >>",
        "<< /A [<< /B >>] >>",
        "<< /A [1 2 >>] >>",
        "<< /A truth >>",
        "<< /A 1e5 >>",
        "<< /A >>",
        "<< 1 >>",
        "<< /A 1",
        "<< /A (1 >>",
        "[/A]",
        "<41>",
        "",
    ] {
        let told = glance(text.as_bytes(), true, &mut Pattern::default());
        assert_eq!(told, Ok(None), "{text}");
    }
    let deep = format!("<< /A {}{} >>", "[".repeat(40), "]".repeat(40));
    assert_eq!(
        glance(deep.as_bytes(), true, &mut Pattern::default()),
        Ok(None)
    );
    let many: String = (0..21).map(|number| format!(" /K{number} 0")).collect();
    let many = format!("<<{many} >>");
    assert_eq!(
        glance(many.as_bytes(), true, &mut Pattern::default()),
        Ok(None)
    );
}

#[test]
fn a_key_that_is_not_there_is_surely_not_there() {
    let text = b"<< /Type /Sig /Contents <00> /M (D:2026) >> ";
    let (_, keys, _) = glance(text, true, &mut Pattern::default())
        .unwrap()
        .unwrap();
    assert!(keys.may_hold(b"Contents") && keys.may_hold(b"M") && keys.may_hold(b"Type"));
    assert!(!keys.may_hold(b"Reference") && !keys.may_hold(b"Lock"));
}

#[test]
fn objects_of_a_document_at_a_glance() {
    let mut all = Vec::new();
    files("samples", &mut all);
    files("variants", &mut all);
    let mut told = 0;
    for file in &all {
        let Ok(document) = Document::open(file, &Opening::default()) else {
            continue;
        };
        let view = document.latest();
        let mut pattern = Pattern::default();
        for (id, _) in (0..document.revisions().len()).flat_map(|it| document.view(it).written()) {
            let mut count = 0;
            let seen = view.glance(id, &mut pattern, |_, _| count += 1).unwrap();
            let Some(keys) = seen else { continue };
            told += 1;
            let object = view.object(id).unwrap().unwrap();
            let dictionary = object.object.as_dictionary().unwrap();
            assert_eq!(dictionary.entries.len(), count);
            assert!(
                dictionary
                    .entries
                    .iter()
                    .all(|entry| keys.may_hold(&entry.key))
            );
            assert!(object.stream.is_none());
        }
    }
    assert!(told > 500, "{told}");
}
