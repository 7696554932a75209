//! The outer shape of a PKCS#12 (RFC 7292 §4), BER or DER.

use std::cell::Cell;

use zeroize::Zeroizing;

use super::unlock;
use crate::{
    asn1::{Asn1Error, Element, Reader, Rules, Tag, definite, octet_string, oid, sequence, tlv},
    identity::IdentityError,
    text::Term,
};

pub(super) const DATA: &str = "1.2.840.113549.1.7.1";
pub(super) const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
pub(super) const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";

/// A PFX taken apart.
pub(super) struct Pfx {
    /// The octets of the authenticated safe as they stand: what the MAC is over.
    pub authenticated: Zeroizing<Vec<u8>>,
    /// The same in DER. Keys may lie in both unencrypted.
    safes: Zeroizing<Vec<u8>>,
    pub mac: Option<MacData>,
    has_plain_key: bool,
}

/// What a file says of its MAC.
pub(super) struct MacData {
    pub algorithm: String,
    /// The parameters of PBMAC1, DER.
    pub parameters: Option<Vec<u8>>,
    pub value: Vec<u8>,
    pub salt: Vec<u8>,
    pub rounds: u32,
}

/// Whether `bytes` look like a PFX: a SEQUENCE with version 3, then another SEQUENCE.
pub(in crate::identity) fn is_pfx(bytes: &[u8]) -> bool {
    let met = Cell::new(false);
    let begins = || -> Result<bool, Asn1Error> {
        let mut parts = outer(bytes, &met)?;
        let version = parts.expect(Tag::INTEGER, Term::VERSION)?.small()?;
        parts.expect(Tag::SEQUENCE, Term::CONTENTINFO)?;
        Ok(version == 3)
    };
    begins() == Ok(true)
}

fn outer<'a, 'n>(bytes: &'a [u8], met: &'n Cell<bool>) -> Result<Reader<'a, 'n>, Asn1Error> {
    let mut reader = Reader::new(bytes, Rules::Ber(met));
    reader.expect(Tag::SEQUENCE, Term::PFX)?.children()
}

impl Pfx {
    pub fn parse(bytes: &[u8]) -> Result<Self, Asn1Error> {
        let met = Cell::new(false);
        let mut parts = outer(bytes, &met)?;
        parts.expect(Tag::INTEGER, Term::VERSION)?;
        let info = parts.expect(Tag::SEQUENCE, Term::CONTENTINFO)?;
        let authenticated = match ContentInfo::parse(&info)? {
            ContentInfo::Data(octets) => octets,
            _ => return Err(info.error(Term::PKCS_12_THAT_IS_SIGNED_INSTEAD_OF_HAVING_A_MAC)),
        };
        let mac = match parts.next()? {
            Some(element) => Some(MacData::parse(&element)?),
            None => None,
        };
        let (safes, has_plain_key) = safes(&authenticated)?;
        Ok(Self {
            safes: Zeroizing::new(safes),
            authenticated: Zeroizing::new(authenticated),
            mac,
            has_plain_key,
        })
    }

    pub fn has_mac(&self) -> bool {
        self.mac.is_some()
    }

    /// Whether a private key lies there unencrypted.
    pub fn has_plain_key(&self) -> bool {
        self.has_plain_key
    }

    /// The whole in DER, its MAC left out, and what `password` opens in the open.
    pub fn unlocked(&self, password: &str) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
        let safes = Zeroizing::new(data(&unlock::unlocked(&self.safes, password)?));
        Ok(Zeroizing::new(sequence(&[&[0x02, 0x01, 0x03], &safes])))
    }
}

impl MacData {
    fn parse(element: &Element<'_, '_>) -> Result<Self, Asn1Error> {
        let mut parts = element.children()?;
        let mut digest = parts.expect(Tag::SEQUENCE, Term::DIGESTINFO)?.children()?;
        let algorithm = digest.expect(Tag::SEQUENCE, Term::ALGORITHM)?;
        let mut algorithm = algorithm.children()?;
        let oid = algorithm.any()?.oid()?;
        let parameters = algorithm.next()?;
        let parameters = parameters.map(|element| definite(&element)).transpose()?;
        let value = digest.any()?.octets()?.into_owned();
        let salt = parts.any()?.octets()?.into_owned();
        let rounds = match parts.next()? {
            Some(rounds) => rounds.small()?,
            None => 1,
        };
        Ok(Self {
            algorithm: oid,
            parameters,
            value,
            salt,
            rounds,
        })
    }
}

/// A ContentInfo, as far as PKCS#12 uses it.
enum ContentInfo<'a, 'n> {
    Data(Vec<u8>),
    Encrypted(Element<'a, 'n>),
    Other,
}

impl<'a, 'n> ContentInfo<'a, 'n> {
    fn parse(element: &Element<'a, 'n>) -> Result<Self, Asn1Error> {
        let mut parts = element.children()?;
        let kind = parts.any()?.oid()?;
        let content = parts.expect(Tag::context(0), Term::CONTENT)?;
        let content = content.children()?.any()?;
        Ok(match kind.as_str() {
            DATA => Self::Data(content.octets()?.into_owned()),
            ENCRYPTED_DATA => Self::Encrypted(content),
            _ => Self::Other,
        })
    }
}

/// The authenticated safe in DER, and whether a key lies there unencrypted.
fn safes(authenticated: &[u8]) -> Result<(Vec<u8>, bool), Asn1Error> {
    let met = Cell::new(false);
    let mut reader = Reader::new(authenticated, Rules::Ber(&met));
    let whole = reader.expect(Tag::SEQUENCE, Term::AUTHENTICATED_SAFE)?;
    let mut infos = whole.children()?;
    let (mut written, mut has_plain_key) = (Vec::new(), false);
    while let Some(info) = infos.next()? {
        written.push(match ContentInfo::parse(&info)? {
            ContentInfo::Data(octets) => {
                let bags = bags(&octets)?;
                has_plain_key |= bags.1;
                data(&bags.0)
            }
            ContentInfo::Encrypted(content) => encrypted(&content)?,
            ContentInfo::Other => definite(&info)?,
        });
    }
    let parts: Vec<&[u8]> = written.iter().map(Vec::as_slice).collect();
    Ok((sequence(&parts), has_plain_key))
}

/// SafeContents in DER, and whether a keyBag is among them.
fn bags(octets: &[u8]) -> Result<(Vec<u8>, bool), Asn1Error> {
    let met = Cell::new(false);
    let mut reader = Reader::new(octets, Rules::Ber(&met));
    let whole = reader.expect(Tag::SEQUENCE, Term::BAGS)?;
    let mut bags = whole.children()?;
    let mut has_plain_key = false;
    while let Some(bag) = bags.next()? {
        has_plain_key |= bag.children()?.any()?.oid()? == KEY_BAG;
    }
    Ok((definite(&whole)?, has_plain_key))
}

/// A ContentInfo of type data.
pub(super) fn data(octets: &[u8]) -> Vec<u8> {
    let octets = Zeroizing::new(octet_string(octets));
    let content = Zeroizing::new(tlv(0xa0, &[&octets]));
    sequence(&[&oid(DATA), &content])
}

/// A ContentInfo of type encryptedData (RFC 5652 §8), its implicitly tagged octets in one piece.
fn encrypted(content: &Element<'_, '_>) -> Result<Vec<u8>, Asn1Error> {
    let mut parts = content.children()?;
    let version = definite(&parts.any()?)?;
    let mut info = parts
        .expect(Tag::SEQUENCE, Term::ENCRYPTED_CONTENT)?
        .children()?;
    let kind = definite(&info.any()?)?;
    let algorithm = definite(&info.any()?)?;
    let octets = info.any()?.octets()?.into_owned();
    let info = sequence(&[&kind, &algorithm, &tlv(0x80, &[&octets])]);
    let content = sequence(&[&version, &info]);
    Ok(sequence(&[&oid(ENCRYPTED_DATA), &tlv(0xa0, &[&content])]))
}
