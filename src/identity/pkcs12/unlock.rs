//! The parts of a PKCS#12 that are encrypted as is usual today, opened.

use std::cell::Cell;

use zeroize::Zeroizing;

use super::pfx::{DATA, ENCRYPTED_DATA, KEY_BAG, data};
use crate::{
    asn1::{Asn1Error, Element, Reader, Rules, Tag, definite, oid, sequence, tlv},
    identity::{
        IdentityError,
        pbes2::{Decrypted, MOST_ROUNDS, decrypt},
    },
    text::Term,
};

const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";

/// Parts in other schemes, which p12-keystore opens: each may take a million rounds there.
const MOST_FOREIGN: u32 = 16;

/// The authenticated safe `safes` (DER) with every part that is encrypted with PBES2 replaced by
/// its contents. What does not open with `password` stays as it is.
pub(super) fn unlocked(safes: &[u8], password: &str) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    let mut unlocking = Unlocking {
        password,
        rounds_left: MOST_ROUNDS,
        foreign_left: MOST_FOREIGN,
        too_much: false,
    };
    let opened = unlocking
        .safes(safes)
        .map_err(|_| IdentityError::unreadable(Term::PKCS_12_IS_DAMAGED))?;
    if unlocking.too_much {
        return Err(IdentityError::unreadable(
            Term::ITS_ENCRYPTION_ASKS_FOR_TOO_MUCH_WORK,
        ));
    }
    Ok(opened)
}

struct Unlocking<'a> {
    password: &'a str,
    rounds_left: u32,
    foreign_left: u32,
    too_much: bool,
}

impl Unlocking<'_> {
    fn safes(&mut self, der: &[u8]) -> Result<Zeroizing<Vec<u8>>, Asn1Error> {
        let mut reader = Reader::new(der, Rules::Der);
        let mut infos = reader
            .expect(Tag::SEQUENCE, Term::AUTHENTICATED_SAFE)?
            .children()?;
        let mut parts = Vec::new();
        while let Some(info) = infos.next()? {
            let opened = self.safe(&info)?;
            parts.push(opened.unwrap_or_else(|| Zeroizing::new(info.raw.to_vec())));
        }
        Ok(joined(&parts))
    }

    /// One ContentInfo; `None` where it stays as it is.
    fn safe(&mut self, info: &Element<'_, '_>) -> Result<Option<Zeroizing<Vec<u8>>>, Asn1Error> {
        let mut parts = info.children()?;
        let kind = parts.any()?.oid()?;
        let content = parts.any()?.children()?.any()?;
        let bags = match kind.as_str() {
            DATA => Some(Zeroizing::new(content.octets()?.into_owned())),
            ENCRYPTED_DATA => {
                let mut fields = content.children()?;
                fields.expect(Tag::INTEGER, Term::VERSION)?;
                let mut fields = fields
                    .expect(Tag::SEQUENCE, Term::ENCRYPTED_CONTENT)?
                    .children()?;
                fields.expect(Tag::OBJECT_IDENTIFIER, Term::CONTENT_TYPE)?;
                let algorithm = fields.expect(Tag::SEQUENCE, Term::ALGORITHM)?;
                self.decrypt(algorithm.raw, fields.any()?.content)
            }
            _ => None,
        };
        let opened = bags.map(|bags| self.bags(&bags)).transpose()?;
        Ok(opened.map(|bags| Zeroizing::new(data(&bags))))
    }

    /// SafeContents, its keys in the open.
    fn bags(&mut self, octets: &[u8]) -> Result<Zeroizing<Vec<u8>>, Asn1Error> {
        let met = Cell::new(false);
        let mut reader = Reader::new(octets, Rules::Ber(&met));
        let mut bags = reader.expect(Tag::SEQUENCE, Term::BAGS)?.children()?;
        let mut parts = Vec::new();
        while let Some(bag) = bags.next()? {
            parts.push(match self.key_bag(&bag)? {
                Some(opened) => opened,
                None => Zeroizing::new(definite(&bag)?),
            });
        }
        Ok(joined(&parts))
    }

    /// A shrouded key bag as key bag.
    fn key_bag(&mut self, bag: &Element<'_, '_>) -> Result<Option<Zeroizing<Vec<u8>>>, Asn1Error> {
        let mut parts = bag.children()?;
        if parts.any()?.oid()? != SHROUDED_KEY_BAG {
            return Ok(None);
        }
        let mut fields = parts.any()?.children()?.any()?.children()?;
        let algorithm = definite(&fields.any()?)?;
        let Some(key) = self.decrypt(&algorithm, &fields.any()?.octets()?) else {
            return Ok(None);
        };
        let attributes = parts.next()?.map(|set| definite(&set)).transpose()?;
        let key = Zeroizing::new(tlv(0xa0, &[&key]));
        Ok(Some(Zeroizing::new(sequence(&[
            &oid(KEY_BAG),
            &key,
            &attributes.unwrap_or_default(),
        ]))))
    }

    fn decrypt(&mut self, algorithm: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match decrypt(algorithm, data, self.password, &mut self.rounds_left) {
            Decrypted::Plain(plain) => return Some(plain),
            Decrypted::Wrong => {}
            Decrypted::TooMuch => self.too_much = true,
            Decrypted::Foreign => match self.foreign_left.checked_sub(1) {
                Some(left) => self.foreign_left = left,
                None => self.too_much = true,
            },
        }
        None
    }
}

fn joined(parts: &[Zeroizing<Vec<u8>>]) -> Zeroizing<Vec<u8>> {
    let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_slice()).collect();
    Zeroizing::new(sequence(&parts))
}
