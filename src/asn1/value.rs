//! Simple values of elements.

use std::borrow::Cow;

use super::{Asn1Error, Element, Reader, Tag, oid};
use crate::text::Term;

/// Pieces of one constructed string. OpenSSL writes pieces of 4 KiB; a CMS limit of 32 MiB
/// needs 8,192 of them.
const MAX_PIECES: usize = 65_536;

impl<'a> Element<'a, '_> {
    /// The value of an OBJECT IDENTIFIER, dotted.
    pub fn oid(&self) -> Result<String, Asn1Error> {
        if self.tag != Tag::OBJECT_IDENTIFIER {
            return Err(self.error(Term::OBJECT_IDENTIFIER_IS_EXPECTED));
        }
        oid::dotted(self.content).ok_or(self.error(Term::OBJECT_IDENTIFIER_THAT_IS_NONE))
    }

    /// Content bytes of an INTEGER, which must be minimal.
    pub fn integer(&self) -> Result<&'a [u8], Asn1Error> {
        if self.tag != Tag::INTEGER {
            return Err(self.error(Term::INTEGER_IS_EXPECTED));
        }
        match self.content {
            [] => Err(self.error(Term::INTEGER_WITHOUT_BYTES)),
            [0, next, ..] if *next < 0x80 => Err(self.error(Term::INTEGER_WITH_A_SUPERFLUOUS_BYTE)),
            [0xff, next, ..] if *next >= 0x80 => {
                Err(self.error(Term::INTEGER_WITH_A_SUPERFLUOUS_BYTE))
            }
            content => Ok(content),
        }
    }

    /// A non-negative INTEGER, leading zero left out.
    pub fn unsigned(&self) -> Result<&'a [u8], Asn1Error> {
        match self.integer()? {
            [0] => Ok(&[0]),
            [0, magnitude @ ..] => Ok(magnitude),
            [first, ..] if *first >= 0x80 => Err(self.error(Term::NEGATIVE_INTEGER)),
            content => Ok(content),
        }
    }

    /// A non-negative INTEGER that fits 32 bits.
    pub fn small(&self) -> Result<u32, Asn1Error> {
        let magnitude = self.unsigned()?;
        if magnitude.len() > 4 {
            return Err(self.error(Term::INTEGER_BEYOND_32_BITS));
        }
        Ok(magnitude
            .iter()
            .fold(0, |value, &octet| value << 8 | u32::from(octet)))
    }

    /// The bits of a BIT STRING that fills whole bytes.
    pub fn bit_string(&self) -> Result<&'a [u8], Asn1Error> {
        match self.content {
            [0, bits @ ..] if self.tag == Tag::BIT_STRING => Ok(bits),
            _ => Err(self.error(Term::BIT_STRING_OF_WHOLE_BYTES_IS_EXPECTED)),
        }
    }

    /// The value of an OCTET STRING, or of an implicitly tagged one, in one piece.
    ///
    /// BER may split it into constructed pieces, even pieces of pieces.
    pub fn octets(&self) -> Result<Cow<'a, [u8]>, Asn1Error> {
        if !self.tag.constructed {
            return Ok(Cow::Borrowed(self.content));
        }
        self.note_ber()?;
        let mut whole = Vec::new();
        let mut pieces: usize = 0;
        let mut open: Vec<Reader<'a, '_>> = vec![self.children()?];
        while let Some(reader) = open.last_mut() {
            let Some(piece) = reader.next()? else {
                open.pop();
                continue;
            };
            pieces = pieces.saturating_add(1);
            if pieces > MAX_PIECES {
                return Err(self.error(Term::STRING_OF_TOO_MANY_PIECES));
            }
            if !piece.tag.same_type(Tag::OCTET_STRING) {
                return Err(piece.error(Term::PIECE_OF_AN_OCTET_STRING_IS_EXPECTED));
            }
            if piece.tag.constructed {
                open.push(piece.children()?);
            } else {
                whole.extend_from_slice(piece.content);
            }
        }
        Ok(Cow::Owned(whole))
    }
}
