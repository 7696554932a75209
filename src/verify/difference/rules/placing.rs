//! How the text of an appearance stands: upright, in the order it is read, in one colour, large
//! enough, within the box; and whether lines and areas keep to the rim.
//!
//! An appearance may hold the right characters and show a person others: set in another order or
//! upside down, printed over each other, in the colour of the page, outside of what is seen, or
//! beside figures that are drawn. No width is looked up: what is asked of each piece of text holds
//! whatever the font [kyso].
//! Source: ISO 32000-2 §8.3 (coordinates), §8.6.8 (colours), §9.3, §9.4 (text).

use crate::pdf::lexer::Token;

/// States saved on each other (`q`): a filled field needs one or two.
const SAVED: usize = 32;
/// Points of the smallest letters that are still read.
const SMALLEST: f64 = 1.5;
/// The least that one character takes of a line, as a part of its height: an `i`, kerned.
const NARROWEST: f64 = 0.15;
/// By how many thousandths of its height a character may be moved towards the one before.
const KERNING: f64 = 350.0;
/// Light from here on: it is not seen on paper.
const LIGHT: f64 = 0.8;

/// As in `cm`: `x' = ax + cy + e`, `y' = bx + dy + f`.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// How an appearance is put on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// `/BBox`.
    pub(super) corners: [f64; 4],
    /// `/Matrix`.
    pub(super) matrix: Matrix,
    /// How much larger it is shown.
    pub(super) scale: f64,
    /// Degrees by which the widget is turned (`/MK /R`).
    pub(super) turn: f64,
    /// Whether lines part the characters from each other.
    pub(super) comb: bool,
}

/// The graphics state, as far as it bears on text.
#[derive(Clone, Debug)]
struct State {
    matrix: Matrix,
    size: f64,
    stretch: f64,
    spacing: f64,
    word_spacing: f64,
    leading: f64,
    rise: f64,
    mode: i64,
    fill: Vec<f64>,
    stroke: Vec<f64>,
}

/// The last piece of text.
#[derive(Clone, Copy, Debug)]
struct Last {
    start: (f64, f64),
    /// The least that it takes of its line.
    reach: f64,
}

/// Follows a content stream.
#[derive(Debug)]
pub(super) struct Placing {
    frame: Frame,
    state: State,
    saved: Vec<State>,
    line: Matrix,
    /// Where the path is, and where it began.
    point: (f64, f64),
    begun: (f64, f64),
    /// Whether the next piece of text does not simply go on from the last.
    moved: bool,
    last: Option<Last>,
    ink: Option<[f64; 3]>,
    /// Something a filled-in value does not need, and that may deceive.
    pub(super) odd: bool,
}

impl Placing {
    pub(super) fn new(frame: Frame) -> Self {
        let black = vec![0.0];
        Self {
            frame,
            state: State {
                matrix: IDENTITY,
                size: 0.0,
                stretch: 1.0,
                spacing: 0.0,
                word_spacing: 0.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
                fill: black.clone(),
                stroke: black,
            },
            saved: Vec::new(),
            line: IDENTITY,
            point: (0.0, 0.0),
            begun: (0.0, 0.0),
            moved: true,
            last: None,
            ink: None,
            odd: false,
        }
    }

    /// Takes the next operator, but for what it shows.
    pub(super) fn operator(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        match (operator, numbers.as_slice()) {
            (b"q", _) if self.saved.len() < SAVED => self.saved.push(self.state.clone()),
            (b"q", _) => self.odd = true,
            (b"Q", _) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            (b"cm", &[a, b, c, d, e, f]) => {
                self.state.matrix = product([a, b, c, d, e, f], self.state.matrix);
                self.moved = true;
            }
            (b"g" | b"rg" | b"k" | b"sc" | b"scn", ink) => self.state.fill = ink.to_vec(),
            (b"G" | b"RG" | b"K" | b"SC" | b"SCN", ink) => self.state.stroke = ink.to_vec(),
            // A new space begins with black (Table 73).
            (b"cs", _) => self.state.fill = vec![0.0],
            (b"CS", _) => self.state.stroke = vec![0.0],
            (b"m", &[x, y]) => {
                self.point = self.on_form(x, y);
                self.begun = self.point;
            }
            (b"l", &[x, y]) => self.line_to(self.on_form(x, y)),
            (b"h" | b"s" | b"b" | b"b*", _) => self.line_to(self.begun),
            (b"re", &[x, y, width, height]) => self.rectangle(x, y, x + width, y + height),
            (b"cm" | b"m" | b"l" | b"re", _) => self.odd = true,
            (operator, numbers) => self.text_operator(operator, numbers),
        }
    }

    fn text_operator(&mut self, operator: &[u8], numbers: &[f64]) {
        match (operator, numbers) {
            (b"BT", _) => self.to(IDENTITY),
            (b"Tm", &[a, b, c, d, e, f]) => self.to([a, b, c, d, e, f]),
            (b"Td", &[x, y]) => self.by(x, y),
            (b"TD", &[x, y]) => {
                self.state.leading = -y;
                self.by(x, y);
            }
            (b"T*" | b"'", _) => self.by(0.0, -self.state.leading),
            (b"\"", &[word_spacing, spacing]) => {
                self.state.word_spacing = word_spacing;
                self.state.spacing = spacing;
                self.by(0.0, -self.state.leading);
            }
            (b"Tf", &[size]) => self.state.size = size,
            (b"TL", &[leading]) => self.state.leading = leading,
            (b"Tc", &[spacing]) => self.state.spacing = spacing,
            (b"Tw", &[spacing]) => self.state.word_spacing = spacing,
            (b"Tz", &[percent]) => self.state.stretch = percent / 100.0,
            (b"Ts", &[rise]) => self.state.rise = rise,
            (b"Tr", &[mode]) => self.state.mode = if mode > 0.5 { 1 } else { 0 },
            (
                b"Tm" | b"Td" | b"TD" | b"\"" | b"Tf" | b"TL" | b"Tc" | b"Tw" | b"Tz" | b"Ts"
                | b"Tr",
                _,
            ) => self.odd = true,
            _ => {}
        }
    }

    fn to(&mut self, line: Matrix) {
        self.line = line;
        self.moved = true;
    }

    fn by(&mut self, x: f64, y: f64) {
        self.to(product([1.0, 0.0, 0.0, 1.0, x, y], self.line));
    }

    /// Takes a piece of text of so many characters and blanks, shown with these operands.
    pub(super) fn show(&mut self, operands: &[Token<'_>], characters: usize, blanks: usize) {
        if characters == 0 && blanks == 0 {
            return;
        }
        let state = &self.state;
        let own = [
            state.size * state.stretch,
            0.0,
            0.0,
            state.size,
            0.0,
            state.rise,
        ];
        let [a, b, c, d, x, y] = product(own, product(self.line, state.matrix));
        let (width, height) = (a.hypot(b), c.hypot(d));
        let count = |many: usize| f64::from(u32::try_from(many).unwrap_or(u32::MAX));
        let (characters, blanks) = (count(characters), count(blanks));
        // What moves the later characters on, whatever the width of those before.
        let spacing = state.spacing.max(0.0) * (characters + blanks);
        let spacing = spacing + state.word_spacing.max(0.0) * blanks;
        let mut spread = spacing / state.size * width + NARROWEST * height * blanks;
        for shift in operands.iter().filter_map(number) {
            self.odd |= shift > KERNING;
            spread += (-shift / 1000.0 * width).max(0.0);
        }
        let upright = a * d - b * c > 0.0 && self.is_upright(a, b);
        let legible = height * self.frame.scale >= SMALLEST && width >= 0.3 * height;
        let tight = state.spacing < -0.2 * state.size || state.word_spacing < -0.5 * state.size;
        self.odd |= !(upright && legible) || tight;
        self.colour();
        let (along, across) = ((a / width, b / width), (c / height, d / height));
        self.odd |= !self.is_within(x, y, height);
        self.odd |= !self.is_within(x + along.0 * spread, y + along.1 * spread, height);
        if self.moved {
            self.odd |= !self.follows((x, y), along, across, height);
            let reach = 0.0;
            self.last = Some(Last {
                start: (x, y),
                reach,
            });
        }
        if let Some(last) = &mut self.last {
            last.reach += spread + NARROWEST * height * characters;
        }
        self.moved = false;
    }

    /// Whether a piece of text at `start` is read after the last one.
    fn follows(
        &self,
        start: (f64, f64),
        along: (f64, f64),
        across: (f64, f64),
        height: f64,
    ) -> bool {
        let Some(last) = self.last else {
            return true;
        };
        let (x, y) = (start.0 - last.start.0, start.1 - last.start.1);
        let forward = x * along.0 + y * along.1;
        let up = x * across.0 + y * across.1;
        let next_line = up <= -0.5 * height;
        let same_line = up.abs() <= 0.6 * height && forward >= last.reach - 0.05 * height;
        next_line || same_line
    }

    /// Whether text that runs along `(a, b)` stands as the widget does.
    fn is_upright(&self, a: f64, b: f64) -> bool {
        let [ma, mb, mc, md, ..] = self.frame.matrix;
        let (x, y) = (ma * a + mc * b, mb * a + md * b);
        let mirrored = ma * md - mb * mc <= 0.0;
        let turned = (y.atan2(x).to_degrees() - self.frame.turn).rem_euclid(360.0);
        !mirrored && !(20.0..=340.0).contains(&turned)
    }

    /// One colour for all, and none that is not seen on paper.
    fn colour(&mut self) {
        let state = &self.state;
        let ink = rgb(if state.mode > 0 {
            &state.stroke
        } else {
            &state.fill
        });
        let light = ink.is_none_or(|parts| parts.iter().all(|part| *part >= LIGHT));
        let other = |before: [f64; 3]| {
            let now = ink.unwrap_or(before);
            let mut parts = before.iter().zip(now);
            parts.any(|(before, now)| (before - now).abs() > 0.05)
        };
        self.odd |= light || self.ink.is_some_and(other);
        self.ink = ink;
    }

    fn is_within(&self, x: f64, y: f64, height: f64) -> bool {
        let [left, lower, right, upper] = self.frame.corners;
        let spare = 0.3 * height;
        (left - spare..=right + spare).contains(&x) && (lower - spare..=upper + spare).contains(&y)
    }

    fn on_form(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.state.matrix;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Borders run along an edge, a field is crossed out from corner to corner, and the lines of a
    /// comb go from edge to edge: other lines are figures.
    fn line_to(&mut self, to: (f64, f64)) {
        let from = std::mem::replace(&mut self.point, to);
        let (rim, corner) = (self.rim(2.5), self.rim(8.0));
        let (one, other) = (self.distances(from), self.distances(to));
        let pairs = || one.iter().zip(other);
        let along = pairs().any(|(one, other)| one.max(other) <= rim);
        let at_corner = |edges: [f64; 4]| edges.iter().filter(|edge| **edge <= corner).count() > 1;
        let crossed = at_corner(one) && at_corner(other);
        let parts = self.frame.comb && {
            let upright = (from.0 - to.0).abs() <= rim;
            let [_, lower, _, upper] = one;
            let [_, other_lower, _, other_upper] = other;
            upright && lower.min(other_lower) <= rim && upper.min(other_upper) <= rim
        };
        self.odd |= !(along || crossed || parts);
    }

    /// Backgrounds, borders and clips are as large as the box.
    fn rectangle(&mut self, x: f64, y: f64, other_x: f64, other_y: f64) {
        let rim = self.rim(8.0);
        let (one, other) = (self.on_form(x, y), self.on_form(other_x, other_y));
        let opposite = self.distances(one).into_iter().zip(self.distances(other));
        let fits = opposite.fold(true, |fits, (one, other)| fits && one.min(other) <= rim);
        self.odd |= !fits;
    }

    /// So many points on the page, at most a quarter of the box.
    fn rim(&self, points: f64) -> f64 {
        let [left, lower, right, upper] = self.frame.corners;
        let side = (right - left).min(upper - lower);
        (0.25 * side).min(points / self.frame.scale)
    }

    /// How far inside of each edge a point lies.
    fn distances(&self, (x, y): (f64, f64)) -> [f64; 4] {
        let [left, lower, right, upper] = self.frame.corners;
        [x - left, y - lower, right - x, upper - y]
    }
}

/// A colour of one, three or four parts, as a screen mixes it.
fn rgb(ink: &[f64]) -> Option<[f64; 3]> {
    match *ink {
        [grey] => Some([grey; 3]),
        [red, green, blue] => Some([red, green, blue]),
        [cyan, magenta, yellow, black] => {
            Some([cyan, magenta, yellow].map(|part| (1.0 - part) * (1.0 - black)))
        }
        _ => None,
    }
}

/// First `one`, then `other`.
fn product(one: Matrix, other: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [oa, ob, oc, od, oe, of] = other;
    [
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    ]
}

/// A finite number of an ordinary size.
pub(super) fn number(token: &Token<'_>) -> Option<f64> {
    let number = match token {
        Token::Integer(number) => f64::from(i32::try_from(*number).ok()?),
        Token::Real(text) => std::str::from_utf8(text).ok()?.parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}
