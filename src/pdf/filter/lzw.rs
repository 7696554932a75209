//! `LZWDecode` (ISO 32000-2 §7.4.4.2).

use weezl::{BitOrder, LzwStatus, decode::Decoder};

use super::{FilterError, Flaw, output::Output};
use crate::text::Term;

const PIECE: usize = 16 << 10;

pub fn decode(
    mut data: &[u8],
    early_change: bool,
    mut output: Output<'_>,
    flaws: &mut Vec<Flaw>,
) -> Result<Vec<u8>, FilterError> {
    let mut decoder = if early_change {
        Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
    } else {
        Decoder::new(BitOrder::Msb, 8)
    };
    let mut piece = vec![0; PIECE];
    loop {
        let step = decoder.decode_bytes(data, &mut piece);
        output.push(piece.get(..step.consumed_out).unwrap_or_default())?;
        data = data.get(step.consumed_in..).unwrap_or_default();
        match step.status {
            Ok(LzwStatus::Done) => break,
            Ok(LzwStatus::Ok) => {}
            Ok(LzwStatus::NoProgress) => {
                flaws.push(Flaw::Truncated);
                break;
            }
            Err(_) => {
                return Err(FilterError::Damaged {
                    expected: Term::CODES_OF_THE_TABLE_SO_FAR_IN_LZWDECODE,
                });
            }
        }
    }
    Ok(output.into_bytes())
}
