//! What the appearance of a field paints: its text, and whether there is more to it than text.
//!
//! A program that fills in a form writes the value, a border, at most a background. Pictures,
//! shadings, curves and invisible text are what somebody uses who wants a person to see another
//! value than programs read [kyso].
//! Source: ISO 32000-2 §8.2 (operators), §9.4, §12.7.4.3 (variable text).

use std::collections::HashMap;

use super::{
    lettering::Lettering,
    placing::{Frame, Placing},
};
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
    /// Text that is not seen as it is read: see `placing`.
    pub(super) odd: bool,
}

/// Reads the appearance stream `form`; `defaults`: the form's `/DR`; `frame`: how it is put on the
/// page, where it matters how its text stands.
pub(super) fn read(
    view: View<'_>,
    form: &Node,
    defaults: Option<&Node>,
    frame: Option<Frame>,
) -> Option<Painted> {
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
        placing: frame.map(Placing::new),
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

/// How the appearance `form` is put into `/Rect` of `widget` (§12.5.5, algorithm "appearance
/// streams"), which is turned as `/MK /R` says; `None` where either has no corners.
pub(super) fn frame(
    (widget_view, widget): (View<'_>, &Node),
    (view, form): (View<'_>, &Node),
    comb: bool,
) -> Option<Frame> {
    let corners = |view, node: &Node, key: &[u8]| match numbers(view, node, key)?.as_slice() {
        &[x0, y0, x1, y1] => Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]),
        _ => None,
    };
    let area = |[left, lower, right, upper]: [f64; 4]| (right - left) * (upper - lower);
    let within = corners(view, form, b"BBox")?;
    let place = corners(widget_view, widget, b"Rect")?;
    let matrix = match numbers(view, form, b"Matrix").as_deref() {
        Some(&[a, b, c, d, e, f]) => [a, b, c, d, e, f],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    };
    let look = widget.get(widget_view, b"MK").ok().flatten();
    let turn = look.and_then(|look| look.get(widget_view, b"R").ok()?);
    // Without an area nothing is seen, at whatever scale.
    let larger = area(place) / area(within);
    let scale = if larger > 0.0 { larger.sqrt() } else { 1.0 };
    Some(Frame {
        corners: within,
        matrix,
        scale,
        turn: turn
            .and_then(|turn| number(&turn.object().value))
            .unwrap_or(0.0),
        comb,
    })
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
    placing: Option<Placing>,
}

impl Scribe<'_> {
    fn operator(&mut self, operator: &[u8], operands: &[Token<'_>], painted: &mut Painted) {
        if let Some(placing) = &mut self.placing {
            placing.operator(operator, operands);
            painted.odd |= placing.odd;
        }
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
            // What the numbers of a colour mean, its space says.
            b"cs" | b"CS" => painted.odd |= !self.has_plain_colours(operands),
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

    /// Whether in the colour space that is chosen more is lighter, or darker with four parts.
    fn has_plain_colours(&self, operands: &[Token<'_>]) -> bool {
        const PLAIN: [&[u8]; 6] = [
            b"DeviceGray",
            b"DeviceRGB",
            b"DeviceCMYK",
            b"CalGray",
            b"CalRGB",
            b"ICCBased",
        ];
        let [Token::Name(name)] = operands else {
            return false;
        };
        if PLAIN.contains(&&**name) {
            return true;
        }
        let family = || {
            let spaces = self
                .resources
                .as_ref()?
                .get(self.view, b"ColorSpace")
                .ok()??;
            let space = spaces.get(self.view, name).ok()??;
            let first = match space.object().as_array() {
                Some(_) => space.items(self.view).ok()?.into_iter().next()??,
                None => space,
            };
            first.object().as_name().map(<[u8]>::to_vec)
        };
        family().is_some_and(|family| PLAIN.contains(&family.as_slice()))
    }

    fn show(&mut self, operands: &[Token<'_>], painted: &mut Painted) {
        let name = self.font.clone();
        if !self.fonts.contains_key(&name) {
            let lettering = self.lettering(&name);
            self.fonts.insert(name.clone(), lettering);
        }
        let lettering = self.fonts.get(&name).and_then(Option::as_ref);
        let (mut characters, mut blanks) = (0, 0);
        for operand in operands {
            let Token::String(codes) = operand else {
                continue;
            };
            match lettering {
                Some(lettering) => {
                    let text = lettering.decode(codes);
                    characters += significant(&text).count();
                    blanks += text.chars().filter(|it| it.is_whitespace()).count();
                    painted.text.extend(significant(&text));
                }
                None => painted.unreadable |= !codes.is_empty(),
            }
        }
        if let Some(placing) = &mut self.placing {
            placing.show(operands, characters, blanks);
            painted.odd |= placing.odd;
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
