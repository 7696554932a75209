//! `RunLengthDecode` (ISO 32000-2 §7.4.5).

use super::{FilterError, Flaw, output::Output};

const END_OF_DATA: u8 = 128;
const LONGEST_RUN: usize = 128;

pub fn decode(
    mut data: &[u8],
    mut output: Output<'_>,
    flaws: &mut Vec<Flaw>,
) -> Result<Vec<u8>, FilterError> {
    loop {
        let Some((&length, rest)) = data.split_first() else {
            flaws.push(Flaw::Truncated);
            break;
        };
        if length == END_OF_DATA {
            break;
        }
        let taken = if length < END_OF_DATA {
            let wanted = usize::from(length).saturating_add(1);
            let literal = rest.get(..wanted).unwrap_or(rest);
            output.push(literal)?;
            literal.len()
        } else {
            let count = 257_usize.saturating_sub(usize::from(length));
            if let Some(&byte) = rest.first() {
                output.push([byte; LONGEST_RUN].get(..count).unwrap_or_default())?;
            }
            1
        };
        data = rest.get(taken..).unwrap_or_default();
    }
    Ok(output.into_bytes())
}
