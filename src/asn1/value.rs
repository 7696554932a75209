//! Simple values of elements.

use std::borrow::Cow;

use super::{Asn1Error, Element, Reader, Tag, oid};

/// Pieces of one constructed string. OpenSSL writes pieces of 4 KiB; a CMS limit of 32 MiB
/// needs 8,192 of them.
const MAX_PIECES: usize = 65_536;

impl<'a> Element<'a, '_> {
    /// The value of an OBJECT IDENTIFIER, dotted.
    pub fn oid(&self) -> Result<String, Asn1Error> {
        if self.tag != Tag::OBJECT_IDENTIFIER {
            return Err(self.error("an object identifier is expected"));
        }
        oid::dotted(self.content).ok_or(self.error("an object identifier that is none"))
    }

    /// Content bytes of an INTEGER, which must be minimal.
    pub fn integer(&self) -> Result<&'a [u8], Asn1Error> {
        if self.tag != Tag::INTEGER {
            return Err(self.error("an integer is expected"));
        }
        match self.content {
            [] => Err(self.error("an integer without bytes")),
            [0, next, ..] if *next < 0x80 => Err(self.error("an integer with a superfluous byte")),
            [0xff, next, ..] if *next >= 0x80 => {
                Err(self.error("an integer with a superfluous byte"))
            }
            content => Ok(content),
        }
    }

    /// A non-negative INTEGER, leading zero left out.
    pub fn unsigned(&self) -> Result<&'a [u8], Asn1Error> {
        match self.integer()? {
            [0] => Ok(&[0]),
            [0, magnitude @ ..] => Ok(magnitude),
            [first, ..] if *first >= 0x80 => Err(self.error("a negative integer")),
            content => Ok(content),
        }
    }

    /// A non-negative INTEGER that fits 32 bits.
    pub fn small(&self) -> Result<u32, Asn1Error> {
        let magnitude = self.unsigned()?;
        if magnitude.len() > 4 {
            return Err(self.error("an integer beyond 32 bits"));
        }
        Ok(magnitude
            .iter()
            .fold(0, |value, &octet| value << 8 | u32::from(octet)))
    }

    /// The bits of a BIT STRING that fills whole bytes.
    pub fn bit_string(&self) -> Result<&'a [u8], Asn1Error> {
        match self.content {
            [0, bits @ ..] if self.tag == Tag::BIT_STRING => Ok(bits),
            _ => Err(self.error("a bit string of whole bytes is expected")),
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
                return Err(self.error("a string of too many pieces"));
            }
            if !piece.tag.same_type(Tag::OCTET_STRING) {
                return Err(piece.error("a piece of an octet string is expected"));
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
