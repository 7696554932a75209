//! Predictors of `FlateDecode` and `LZWDecode` (ISO 32000-2 §7.4.4.4).

use super::{FilterError, Flaw};
use crate::text::Term;

/// How rows were predicted, checked: a row is never longer than 2^31 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predictor {
    kind: Kind,
    colors: usize,
    bits_per_component: usize,
    /// Bytes of one row, without PNG's type byte.
    row: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    None,
    Tiff,
    /// 10 to 15 are one: each row begins with its own type.
    Png,
}

impl Predictor {
    /// Checks the parameters of Table 8.
    ///
    /// # Errors
    /// [`FilterError::Damaged`] for a number outside the table.
    pub fn new(
        predictor: i64,
        colors: i64,
        bits_per_component: i64,
        columns: i64,
    ) -> Result<Self, FilterError> {
        let kind = match predictor {
            1 => Kind::None,
            2 => Kind::Tiff,
            10..=15 => Kind::Png,
            _ => return Err(OUT_OF_BOUNDS),
        };
        if !matches!(bits_per_component, 1 | 2 | 4 | 8 | 16) || colors < 1 || columns < 1 {
            return Err(OUT_OF_BOUNDS);
        }
        let bits = colors
            .checked_mul(bits_per_component)
            .and_then(|bits| bits.checked_mul(columns))
            .filter(|&bits| bits <= i64::from(i32::MAX))
            .ok_or(OUT_OF_BOUNDS)?;
        let positive = |number: i64| usize::try_from(number).map_err(|_| OUT_OF_BOUNDS);
        Ok(Self {
            kind,
            colors: positive(colors)?,
            bits_per_component: positive(bits_per_component)?,
            row: positive(bits)?.div_ceil(8),
        })
    }

    /// Distance in bytes to the same component of the pixel to the left (PNG §9.2).
    fn pixel(&self) -> usize {
        self.colors
            .saturating_mul(self.bits_per_component)
            .div_ceil(8)
    }
}

/// Undoes the prediction, in place.
pub fn undo(
    predictor: &Predictor,
    data: Vec<u8>,
    flaws: &mut Vec<Flaw>,
) -> Result<Vec<u8>, FilterError> {
    match predictor.kind {
        Kind::None => Ok(data),
        Kind::Tiff => Ok(undo_tiff(predictor, data, flaws)),
        Kind::Png => undo_png(predictor, &data, flaws),
    }
}

/// Every row begins with its type; the row above the first is zero (PNG §9).
fn undo_png(
    predictor: &Predictor,
    data: &[u8],
    flaws: &mut Vec<Flaw>,
) -> Result<Vec<u8>, FilterError> {
    let mut output = Vec::with_capacity(data.len());
    let (mut row, mut above) = (Vec::new(), Vec::new());
    for coded in data.chunks(predictor.row.saturating_add(1)) {
        let Some((&kind, coded)) = coded.split_first() else {
            break;
        };
        if coded.len() < predictor.row {
            flaws.push(Flaw::PartialRow);
        }
        row.clear();
        row.extend_from_slice(coded);
        above.resize(row.len(), 0);
        undo_png_row(kind, &mut row, &above, predictor.pixel())?;
        output.extend_from_slice(&row);
        std::mem::swap(&mut row, &mut above);
    }
    Ok(output)
}

/// Adds to each byte what its row's type predicts from left, above and above left. `above` is as
/// long as `row`.
fn undo_png_row(kind: u8, row: &mut [u8], above: &[u8], pixel: usize) -> Result<(), FilterError> {
    if !matches!(kind, 0..=4) {
        // Some readers take it for 0, some stop: what the data is depends on the reader.
        return Err(FilterError::Damaged {
            expected: Term::ROW_TYPE_FROM_0_TO_4_OF_THE_PNG_PREDICTOR,
        });
    }
    if kind == 0 {
        return Ok(());
    }
    if kind == 2 {
        for (byte, up) in row.iter_mut().zip(above) {
            *byte = byte.wrapping_add(*up);
        }
        return Ok(());
    }
    for index in 0..row.len() {
        let earlier = index.checked_sub(pixel);
        let left = earlier.map_or(0, |at| at_or_zero(row, at));
        let up = at_or_zero(above, index);
        let predicted = match kind {
            1 => left,
            3 => left.midpoint(up),
            _ => paeth(left, up, earlier.map_or(0, |at| at_or_zero(above, at))),
        };
        if let Some(byte) = row.get_mut(index) {
            *byte = byte.wrapping_add(predicted);
        }
    }
    Ok(())
}

fn at_or_zero(row: &[u8], index: usize) -> u8 {
    row.get(index).copied().unwrap_or(0)
}

/// The neighbour nearest to `left + up - up_left` (PNG §9.4).
fn paeth(left: u8, up: u8, up_left: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(up_left);
    let distance = |neighbour: u8| (estimate - i16::from(neighbour)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(up_left) {
        left
    } else if distance(up) <= distance(up_left) {
        up
    } else {
        up_left
    }
}

/// Each component is the difference to that of the pixel to the left (TIFF 6.0, section 14).
fn undo_tiff(predictor: &Predictor, mut data: Vec<u8>, flaws: &mut Vec<Flaw>) -> Vec<u8> {
    for row in data.chunks_mut(predictor.row.max(1)) {
        if row.len() < predictor.row {
            flaws.push(Flaw::PartialRow);
        }
        match predictor.bits_per_component {
            8 => add_bytes(row, predictor.colors),
            16 => add_words(row, predictor.colors),
            bits => add_bits(row, predictor.colors, bits),
        }
    }
    data
}

fn add_bytes(row: &mut [u8], colors: usize) {
    for index in colors..row.len() {
        let left = at_or_zero(row, index.saturating_sub(colors));
        if let Some(byte) = row.get_mut(index) {
            *byte = byte.wrapping_add(left);
        }
    }
}

fn add_words(row: &mut [u8], colors: usize) {
    let mut left = vec![0_u16; colors.min(row.len())];
    for pixel in row.chunks_mut(colors.saturating_mul(2).max(1)) {
        for (word, left) in pixel.as_chunks_mut::<2>().0.iter_mut().zip(&mut left) {
            *left = left.wrapping_add(u16::from_be_bytes(*word));
            *word = left.to_be_bytes();
        }
    }
}

/// Components of 1, 2 or 4 bits, the most significant first, without gaps between pixels.
fn add_bits(row: &mut [u8], colors: usize, bits: usize) {
    let per_byte = 8 / bits.clamp(1, 8);
    let mask = (1_u8 << bits.min(7)) - 1;
    let mut left = vec![0_u8; colors.min(row.len().saturating_mul(per_byte))];
    let mut color = 0;
    for byte in row {
        for place in (0..per_byte).rev() {
            let shift = place.saturating_mul(bits);
            let Some(left) = left.get_mut(color) else {
                return;
            };
            *left = left.wrapping_add(*byte >> shift) & mask;
            *byte = (*byte & !(mask << shift)) | (*left << shift);
            color = (color + 1) % colors;
        }
    }
}

const OUT_OF_BOUNDS: FilterError = FilterError::Damaged {
    expected: Term::PREDICTOR_PARAMETERS,
};
