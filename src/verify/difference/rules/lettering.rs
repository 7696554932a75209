//! Which characters the codes of a font stand for.
//!
//! Source: ISO 32000-2 §9.6.5 (simple fonts), §9.7.5 (composite fonts), §9.10 (ToUnicode).

use std::collections::HashMap;

use crate::{
    pdf::{
        Object, View,
        lexer::{Lexer, Token},
    },
    verify::node::Node,
};

/// Codes of one ToUnicode map: a font has at most as many.
const CODES: u32 = 65_536;

/// Stands for a character that is not known.
const UNKNOWN: char = '\u{FFFD}';

/// The font flag "symbolic": its codes mean what the font program says.
const SYMBOLIC: i64 = 4;

/// How a font is read.
#[derive(Debug)]
pub(super) struct Lettering {
    kind: Kind,
    to_unicode: HashMap<u32, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One byte each, ASCII and Latin-1 as far as encodings agree.
    Latin,
    /// One byte each, of which only the map says what it stands for.
    Coded,
    /// Two bytes each, of which only the map says what they stand for.
    Wide,
    /// UTF-16.
    Utf16,
}

impl Lettering {
    /// Of `font`; `None` where nothing says what its codes stand for.
    pub(super) fn of(view: View<'_>, font: &Node) -> Option<Self> {
        let to_unicode = match font.get(view, b"ToUnicode") {
            Ok(Some(map)) if map.is_stream() => map_of(&view.stream(map.holder()).ok()?)?,
            _ => HashMap::new(),
        };
        let kind = match name(view, font, b"Subtype")?.as_slice() {
            b"Type0" => wide(view, font)?,
            b"Type1" | b"MMType1" | b"TrueType" => narrow(view, font),
            // The glyphs of a Type 3 font are pictures.
            _ => return None,
        };
        let blind = matches!(kind, Kind::Coded | Kind::Wide) && to_unicode.is_empty();
        (!blind).then_some(Self { kind, to_unicode })
    }

    /// The characters of a string that is shown.
    pub(super) fn decode(&self, codes: &[u8]) -> String {
        match self.kind {
            Kind::Latin | Kind::Coded => {
                let one = |code: &u8| self.mapped(u32::from(*code), latin(*code, self.kind));
                codes.iter().map(one).collect()
            }
            Kind::Wide => {
                let one = |pair: &[u8]| self.mapped(pair_code(pair), UNKNOWN);
                codes.chunks(2).map(one).collect()
            }
            Kind::Utf16 => {
                let units: Vec<u16> = codes
                    .chunks(2)
                    .filter_map(|pair| u16::try_from(pair_code(pair)).ok())
                    .collect();
                String::from_utf16_lossy(&units)
            }
        }
    }

    fn mapped(&self, code: u32, otherwise: char) -> String {
        let known = self.to_unicode.get(&code).cloned();
        known.unwrap_or_else(|| otherwise.to_string())
    }
}

fn pair_code(pair: &[u8]) -> u32 {
    pair.iter()
        .fold(0, |code, &byte| (code << 8) | u32::from(byte))
}

fn latin(code: u8, kind: Kind) -> char {
    match code {
        _ if kind == Kind::Coded => UNKNOWN,
        0..=0x7E | 0xA1..=0xFF => char::from(code),
        _ => UNKNOWN,
    }
}

fn narrow(view: View<'_>, font: &Node) -> Kind {
    let descriptor = font.get(view, b"FontDescriptor").ok().flatten();
    let flags = descriptor.and_then(|it| it.get(view, b"Flags").ok().flatten());
    let flags = flags.and_then(|it| it.object().as_integer()).unwrap_or(0);
    let encoded = matches!(font.get(view, b"Encoding"), Ok(Some(_)));
    if (flags & SYMBOLIC != 0 && !encoded) || redefines_ascii(view, font) {
        Kind::Coded
    } else {
        Kind::Latin
    }
}

/// Whether `/Differences` gives other characters to the codes of ASCII.
fn redefines_ascii(view: View<'_>, font: &Node) -> bool {
    let differences = || {
        let encoding = font.get(view, b"Encoding").ok()??;
        encoding.get(view, b"Differences").ok()?
    };
    let Some(differences) = differences() else {
        return false;
    };
    let mut code = 0i64;
    for item in differences.object().as_array().unwrap_or_default() {
        match item.as_integer() {
            Some(start) => code = start,
            None => {
                if (0x20..0x7F).contains(&code) && !is_ascii_name(item, code) {
                    return true;
                }
                code = code.saturating_add(1);
            }
        }
    }
    false
}

/// Whether a glyph name is the usual one of the code; only letters are named by themselves.
fn is_ascii_name(name: &Object, code: i64) -> bool {
    let letter = u8::try_from(code).ok().filter(u8::is_ascii_alphabetic);
    let digits = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    let digit = usize::try_from(code.saturating_sub(0x30)).ok();
    let digit = digit.and_then(|digit| digits.get(digit));
    match (letter, digit, name.as_name()) {
        (Some(letter), _, Some(name)) => name == [letter],
        (None, Some(digit), Some(name)) => name == digit.as_bytes(),
        // Of punctuation the names are many: a value of it alone says little.
        (None, None, Some(name)) => !name.first().is_some_and(u8::is_ascii_digit) && name.len() > 1,
        _ => false,
    }
}

fn wide(view: View<'_>, font: &Node) -> Option<Kind> {
    let encoding = name(view, font, b"Encoding")?;
    let is_unicode = encoding.starts_with(b"Uni")
        && [&b"UCS2"[..], b"UTF16"]
            .iter()
            .any(|form| encoding.windows(form.len()).any(|window| window == *form));
    match encoding.as_slice() {
        b"Identity-H" | b"Identity-V" => Some(Kind::Wide),
        _ if is_unicode => Some(Kind::Utf16),
        _ => None,
    }
}

fn name(view: View<'_>, node: &Node, key: &[u8]) -> Option<Vec<u8>> {
    let value = node.get(view, key).ok()??;
    value.object().as_name().map(<[u8]>::to_vec)
}

/// Reads `bfchar` and `bfrange` of a CMap.
fn map_of(data: &[u8]) -> Option<HashMap<u32, String>> {
    let mut map = HashMap::new();
    let mut lexer = Lexer::new(data, true);
    let mut strings: Vec<Vec<u8>> = Vec::new();
    let mut lists: Vec<Vec<Vec<u8>>> = Vec::new();
    let mut in_list = false;
    loop {
        match lexer.token().ok()?.token {
            Token::End => return Some(map),
            Token::ArrayOpen => {
                in_list = true;
                lists.push(Vec::new());
                strings.push(Vec::new());
            }
            Token::ArrayClose => in_list = false,
            Token::String(text) if in_list => lists.last_mut()?.push(text.to_vec()),
            Token::String(text) => strings.push(text.to_vec()),
            Token::Keyword(b"endbfchar") => {
                for pair in strings.chunks(2) {
                    if let [code, text] = pair {
                        map.insert(pair_code(code), utf16(text, 0));
                    }
                }
            }
            Token::Keyword(b"endbfrange") => ranges(&strings, &lists, &mut map)?,
            Token::Keyword(_) => {
                strings.clear();
                lists.clear();
            }
            _ => {}
        }
        if map.len() > CODES as usize || strings.len() > CODES as usize {
            return None;
        }
    }
}

/// Triples of first code, last code and text; an empty text stands for the next list.
fn ranges(
    strings: &[Vec<u8>],
    lists: &[Vec<Vec<u8>>],
    map: &mut HashMap<u32, String>,
) -> Option<()> {
    let mut lists = lists.iter();
    for triple in strings.chunks(3) {
        let [first, last, text] = triple else {
            return None;
        };
        let (first, last) = (pair_code(first), pair_code(last));
        if last.saturating_sub(first) > CODES {
            return None;
        }
        let list = text.is_empty().then(|| lists.next()).flatten();
        for code in first..=last {
            let step = code - first;
            let text = match list {
                Some(list) => utf16(list.get(usize::try_from(step).ok()?)?, 0),
                None => utf16(text, step),
            };
            map.insert(code, text);
            if map.len() > CODES as usize {
                return None;
            }
        }
    }
    Some(())
}

/// UTF-16BE, its last unit raised by `step`.
fn utf16(bytes: &[u8], step: u32) -> String {
    let mut units: Vec<u16> = bytes
        .chunks(2)
        .filter_map(|pair| u16::try_from(pair_code(pair)).ok())
        .collect();
    if let Some(last) = units.last_mut() {
        *last = u16::try_from(u32::from(*last).saturating_add(step)).unwrap_or(u16::MAX);
    }
    String::from_utf16_lossy(&units)
}
