//! What the appearance of a field paints: its text, and whether there is more to it than text.
//!
//! A program that fills in a form writes the value, a border, at most a background. Pictures,
//! shadings, curves and invisible text are what somebody uses who wants a person to see another
//! value than programs read [kyso].
//! Source: ISO 32000-2 §8.2 (operators), §9.4, §12.7.4.3 (variable text).

use std::collections::HashMap;

use super::lettering::Lettering;
use crate::{
    pdf::{
        Value, View,
        lexer::{Lexer, Token},
    },
    verify::node::Node,
};

/// Straight lines of one appearance: a comb of a hundred cells needs as many.
const LINES: u32 = 300;

/// Operands of one operator: `TJ` over a long line has some hundred.
const OPERANDS: usize = 4096;

/// Entries of a form XObject that bring nothing to see (ISO 32000-2, Tables 5 and 93).
const ENTRIES: [&[u8]; 13] = [
    b"Type",
    b"Subtype",
    b"FormType",
    b"BBox",
    b"Matrix",
    b"Resources",
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"DL",
    b"LastModified",
    b"StructParent",
    b"Name",
];

/// What one appearance stream paints.
#[derive(Debug, Default)]
pub(super) struct Painted {
    /// Its text without blanks; a character that stands for none known is U+FFFD.
    pub(super) text: String,
    /// Text in a font whose codes say nothing.
    pub(super) unreadable: bool,
    /// An area is filled.
    pub(super) fills: bool,
    /// Something that a filled-in value does not need.
    pub(super) foreign: bool,
}

/// Reads the appearance stream `form`; `defaults`: the form's `/DR`.
pub(super) fn read(view: View<'_>, form: &Node, defaults: Option<&Node>) -> Option<Painted> {
    let data = view.stream(form.holder()).ok()?;
    let mut painted = Painted {
        foreign: !is_plain_form(view, form),
        ..Painted::default()
    };
    let mut scribe = Scribe {
        view,
        resources: form.get(view, b"Resources").ok().flatten(),
        defaults,
        fonts: HashMap::new(),
        font: Vec::new(),
        lines: 0,
    };
    let mut lexer = Lexer::new(&data, true);
    let mut operands = Vec::new();
    loop {
        match lexer.token().ok()?.token {
            Token::End => return Some(painted),
            Token::Keyword(b"true" | b"false" | b"null") => {}
            Token::Keyword(operator) => {
                scribe.operator(operator, &operands, &mut painted);
                operands.clear();
                if painted.foreign {
                    return Some(painted);
                }
            }
            operand if operands.len() < OPERANDS => operands.push(operand),
            _ => return None,
        }
    }
}

/// Whether a form XObject is a rectangle of paint and no more: fitted into its annotation's
/// rectangle, not optional, not taken from another file, not mixed with what lies below.
fn is_plain_form(view: View<'_>, form: &Node) -> bool {
    let Some(entries) = form.dictionary() else {
        return false;
    };
    let known = |key: &[u8]| ENTRIES.contains(&key);
    entries.entries.iter().all(|entry| known(&entry.key))
        && has_area(view, form)
        && is_invertible(view, form)
}

fn has_area(view: View<'_>, form: &Node) -> bool {
    let corners = numbers(view, form, b"BBox");
    let spans = |one: f64, other: f64| (one - other).abs() > 0.0;
    matches!(corners.as_deref(), Some([left, lower, right, upper])
        if spans(*left, *right) && spans(*lower, *upper))
}

fn is_invertible(view: View<'_>, form: &Node) -> bool {
    match form.get(view, b"Matrix") {
        Ok(None) => true,
        Ok(Some(_)) => matches!(numbers(view, form, b"Matrix").as_deref(),
            Some([a, b, c, d, _, _]) if (a * d - b * c).abs() > 1e-6),
        Err(_) => false,
    }
}

/// An array of finite numbers.
fn numbers(view: View<'_>, node: &Node, key: &[u8]) -> Option<Vec<f64>> {
    let items = node.get(view, key).ok()??.items(view).ok()?;
    items
        .iter()
        .map(|item| number(&item.as_ref()?.object().value))
        .collect()
}

fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Integer(number) => f64::from(i32::try_from(*number).ok()?),
        Value::Real(text) => std::str::from_utf8(text).ok()?.parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// The state of a content stream, as far as text goes.
struct Scribe<'s> {
    view: View<'s>,
    resources: Option<Node>,
    defaults: Option<&'s Node>,
    fonts: HashMap<Vec<u8>, Option<Lettering>>,
    font: Vec<u8>,
    lines: u32,
}

impl Scribe<'_> {
    fn operator(&mut self, operator: &[u8], operands: &[Token<'_>], painted: &mut Painted) {
        let named = |name: &[u8]| {
            let mut names = operands.iter();
            names.any(|operand| matches!(operand, Token::Name(it) if **it == *name))
        };
        match operator {
            b"Tf" => {
                let name = operands.iter().find_map(|operand| match operand {
                    Token::Name(name) => Some(name.clone()),
                    _ => None,
                });
                self.font = name.map_or_else(Vec::new, |it| it.to_vec());
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show(operands, painted),
            // Invisible text, and text that only clips.
            b"Tr" => painted.foreign |= !matches!(operands, [Token::Integer(0..=2)]),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => painted.fills = true,
            b"l" => {
                self.lines += 1;
                painted.foreign |= self.lines > LINES;
            }
            b"BDC" | b"BMC" => painted.foreign |= named(b"OC"),
            // A colour that is a name is a pattern.
            b"scn" | b"SCN" => {
                let mut all = operands.iter();
                painted.foreign |= all.any(|operand| matches!(operand, Token::Name(_)));
            }
            b"Do" | b"BI" | b"ID" | b"sh" | b"gs" | b"c" | b"v" | b"y" | b"d0" | b"d1" => {
                painted.foreign = true;
            }
            _ => {}
        }
    }

    fn show(&mut self, operands: &[Token<'_>], painted: &mut Painted) {
        let name = self.font.clone();
        if !self.fonts.contains_key(&name) {
            let lettering = self.lettering(&name);
            self.fonts.insert(name.clone(), lettering);
        }
        let lettering = self.fonts.get(&name).and_then(Option::as_ref);
        for operand in operands {
            let Token::String(codes) = operand else {
                continue;
            };
            match lettering {
                Some(lettering) => painted.text.extend(significant(&lettering.decode(codes))),
                None => painted.unreadable |= !codes.is_empty(),
            }
        }
    }

    fn lettering(&self, name: &[u8]) -> Option<Lettering> {
        let within = |resources: &Node| {
            let fonts = resources.get(self.view, b"Font").ok()??;
            fonts.get(self.view, name).ok()?
        };
        let own = self.resources.as_ref().and_then(within);
        Lettering::of(self.view, &own.or_else(|| self.defaults.and_then(within))?)
    }
}

/// The characters of `text` but blanks and what steers: lines are broken anew, combs spread out.
pub(super) fn significant(text: &str) -> impl Iterator<Item = char> {
    let counts = |it: &char| !it.is_whitespace() && !it.is_control() && *it != '\u{AD}';
    text.chars().filter(counts)
}
