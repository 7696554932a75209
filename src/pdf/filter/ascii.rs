//! `ASCIIHexDecode` and `ASCII85Decode` (ISO 32000-2 §7.4.2, §7.4.3).

use super::{FilterError, Flaw, output::Output};
use crate::text::Term;

/// Pairs of hexadecimal digits until `>`; an odd last digit is followed by 0.
pub fn hex(
    data: &[u8],
    mut output: Output<'_>,
    flaws: &mut Vec<Flaw>,
) -> Result<Vec<u8>, FilterError> {
    let mut high: Option<u8> = None;
    let mut ended = false;
    for &byte in data {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            b'>' => {
                ended = true;
                break;
            }
            _ if is_white_space(byte) => continue,
            _ => {
                return Err(FilterError::Damaged {
                    expected: Term::ASCII_HEX,
                });
            }
        };
        high = match high {
            None => Some(digit << 4),
            Some(high) => {
                output.push(&[high | digit])?;
                None
            }
        };
    }
    if let Some(high) = high {
        output.push(&[high])?;
    }
    if !ended {
        flaws.push(Flaw::Truncated);
    }
    Ok(output.into_bytes())
}

/// Groups of five base-85 digits until `~>`; `z` stands for four zero bytes.
pub fn base_85(
    data: &[u8],
    mut output: Output<'_>,
    flaws: &mut Vec<Flaw>,
) -> Result<Vec<u8>, FilterError> {
    // Encoders outside PDF begin with `<~`, and readers pass over it.
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let mut group = Group::default();
    let mut ended = false;
    for &byte in data {
        match byte {
            b'!'..=b'u' => {
                group.add(byte - b'!')?;
                if group.digits == 5 {
                    output.push(&group.take()?)?;
                }
            }
            b'z' if group.digits == 0 => output.push(&[0; 4])?,
            b'~' => {
                ended = true;
                break;
            }
            _ if is_white_space(byte) => {}
            _ => return Err(NOT_BASE_85),
        }
    }
    let rest = group.digits;
    if rest == 1 {
        return Err(NOT_BASE_85);
    }
    if rest > 1 {
        while group.digits < 5 {
            group.add(84)?;
        }
        let bytes = group.take()?;
        output.push(bytes.get(..rest.saturating_sub(1)).unwrap_or_default())?;
    }
    if !ended {
        flaws.push(Flaw::Truncated);
    }
    Ok(output.into_bytes())
}

/// Up to five digits of base 85, the most significant first.
#[derive(Default)]
struct Group {
    value: u64,
    digits: usize,
}

impl Group {
    fn add(&mut self, digit: u8) -> Result<(), FilterError> {
        let value = self.value.checked_mul(85);
        let value = value.and_then(|value| value.checked_add(u64::from(digit)));
        self.value = value.ok_or(NOT_BASE_85)?;
        self.digits = self.digits.saturating_add(1);
        Ok(())
    }

    /// The four bytes; more than 2^32 - 1 is no group (§7.4.3).
    fn take(&mut self) -> Result<[u8; 4], FilterError> {
        let value = u32::try_from(self.value).map_err(|_| NOT_BASE_85)?;
        *self = Self::default();
        Ok(value.to_be_bytes())
    }
}

fn is_white_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

const NOT_BASE_85: FilterError = FilterError::Damaged {
    expected: Term::ASCII_85,
};
