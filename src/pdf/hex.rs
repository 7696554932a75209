//! The digits of hexadecimal strings (ISO 32000-2 §7.3.4.3). `/Contents` of a signature is the
//! longest string that a file has, and the fiftieth signature passes over 49 of them.

use super::lexer::is_space;

/// No digit's value has all bits set, nor have two of them together.
const NO_DIGIT: u8 = 0xFF;

/// Digits that are looked at, or decoded, at once.
pub const BLOCK: usize = 64;

/// The same, of short strings.
const SHORT_BLOCK: usize = 16;

/// The value of a digit, found without a branch: a signature's digits follow no pattern that a
/// processor could guess.
const fn digit(byte: u8) -> u8 {
    let figure = byte.wrapping_sub(b'0');
    let letter = (byte | 0x20).wrapping_sub(b'a');
    let of_letter = if letter < 6 { letter + 10 } else { NO_DIGIT };
    if figure < 10 { figure } else { of_letter }
}

/// The value of a digit.
pub fn value(byte: u8) -> Option<u8> {
    Some(looked_up(byte)).filter(|&value| value != NO_DIGIT)
}

/// What `digit` gives: cheaper where there are few of them.
fn looked_up(byte: u8) -> u8 {
    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "a constant: out of bounds it would not compile"
    )]
    const VALUES: [u8; 256] = {
        let mut values = [NO_DIGIT; 256];
        let mut byte = 0;
        while byte < values.len() {
            values[byte] = digit(byte as u8);
            byte += 1;
        }
        values
    };
    VALUES.get(usize::from(byte)).copied().unwrap_or(NO_DIGIT)
}

/// Whether nothing but digits stands in the block. A loop that a compiler turns into operations
/// on many bytes at once.
pub fn all_digits<const N: usize>(block: &[u8; N]) -> bool {
    let mut foreign = 0;
    for byte in block {
        let beyond_figures = byte.wrapping_sub(b'0').saturating_sub(9);
        let beyond_letters = (byte | 0x20).wrapping_sub(b'a').saturating_sub(5);
        foreign |= beyond_figures.min(beyond_letters);
    }
    foreign == 0
}

/// Where the first byte stands that is neither digit nor white space.
pub fn first_foreign(text: &[u8]) -> Option<usize> {
    let foreign = |byte: &u8| looked_up(*byte) == NO_DIGIT && !is_space(*byte);
    let mut rest = text;
    loop {
        rest = behind_digits::<BLOCK>(rest);
        rest = behind_digits::<SHORT_BLOCK>(rest);
        let near = rest.get(..SHORT_BLOCK).unwrap_or(rest);
        if let Some(position) = near.iter().position(foreign) {
            return Some(text.len() - rest.len() + position);
        }
        rest = rest.get(SHORT_BLOCK..)?;
    }
}

/// What stands behind as many blocks of digits as `text` begins with.
fn behind_digits<const N: usize>(text: &[u8]) -> &[u8] {
    let (blocks, _) = text.as_chunks::<N>();
    let digits = blocks.iter().take_while(|block| all_digits(block)).count();
    text.get(digits * N..).unwrap_or_default()
}

/// How many digits stand before the `>`, where they are a few blocks and nothing else: those of a
/// file's `/ID` are two.
pub fn short_string(text: &[u8]) -> Option<usize> {
    let (blocks, _) = text.as_chunks::<SHORT_BLOCK>();
    let ends = |block: &[u8; SHORT_BLOCK]| block.first() == Some(&b'>');
    let count = blocks.iter().take(FEW_BLOCKS + 1).position(ends)?;
    let digits = blocks.iter().take(count).all(all_digits);
    digits.then_some(count * SHORT_BLOCK)
}

const FEW_BLOCKS: usize = 4;

/// Decodes what stands between the delimiters of a string; what is no digit is passed over.
pub fn decode(text: &[u8]) -> Vec<u8> {
    let mut string = Vec::with_capacity(text.len().div_ceil(2));
    let (blocks, _) = text.as_chunks::<BLOCK>();
    for block in blocks {
        let Some(bytes) = decode_block(block) else {
            break;
        };
        string.extend_from_slice(&bytes);
    }
    let rest = text.get(2 * string.len()..).unwrap_or_default();
    let (pairs, _) = rest.as_chunks::<2>();
    for pair in pairs {
        let [high, low] = pair.map(looked_up);
        if (high | low) == NO_DIGIT {
            break;
        }
        string.push(high << 4 | low);
    }
    let rest = text.get(2 * string.len()..).unwrap_or_default();
    let mut high: Option<u8> = None;
    for digit in rest.iter().filter_map(|byte| value(*byte)) {
        match high.take() {
            Some(half) => string.push(half << 4 | digit),
            None => high = Some(digit),
        }
    }
    // §7.3.4.3: the missing last digit of an odd number is 0.
    string.extend(high.map(|half| half << 4));
    string
}

/// As [`decode`]; `None` where something stands there that is neither digit nor white space.
pub fn decode_all(text: &[u8]) -> Option<Vec<u8>> {
    first_foreign(text).is_none().then(|| decode(text))
}

/// `None` where something stands among the digits.
fn decode_block(digits: &[u8; BLOCK]) -> Option<[u8; BLOCK / 2]> {
    let mut values = [0; BLOCK];
    for (value, byte) in values.iter_mut().zip(digits) {
        *value = digit(*byte);
    }
    let all = values.iter().fold(0, |all, value| all | value);
    let mut bytes = [0; BLOCK / 2];
    let (pairs, _) = values.as_chunks::<2>();
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = high << 4 | low;
    }
    (all < 16).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, first_foreign, value};

    #[test]
    fn every_byte_is_a_digit_white_space_or_foreign() {
        for byte in 0..=u8::MAX {
            let digit = char::from(byte).to_digit(16);
            assert_eq!(value(byte).map(u32::from), digit);
            let space = matches!(byte, 0 | 9 | 10 | 12 | 13 | 32);
            for length in [1, 63, 64, 65, 200] {
                for position in [0, length / 2, length - 1] {
                    let mut text = vec![b'a'; length];
                    text[position] = byte;
                    let expected = (digit.is_none() && !space).then_some(position);
                    assert_eq!(first_foreign(&text), expected, "{byte} {length} {position}");
                }
            }
        }
    }

    #[test]
    fn white_space_anywhere_among_the_digits() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        for position in 0..=digits.len() {
            let mut text = digits.clone();
            text.insert_str(position, "\r\n \t");
            assert_eq!(decode(text.as_bytes()), bytes, "{position}");
        }
        assert_eq!(decode(&digits.as_bytes()[..511])[255], 0xF0);
    }
}
