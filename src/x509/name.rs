//! Distinguished names: read from DER, shown as RFC 4514 has it, compared as RFC 5280 has it.

use std::fmt;

use super::{CertificateError, certificate::hex, prepare::Prepared};
use crate::{
    asn1::{Asn1Error, Class, Element, Reader, Rules, Tag},
    text::Term,
};

const COMMON_NAME: &str = "2.5.4.3";
const COUNTRY: &str = "2.5.4.6";
const ORGANIZATION: &str = "2.5.4.10";
const ORGANIZATIONAL_UNIT: &str = "2.5.4.11";
const TITLE: &str = "2.5.4.12";
const USER_ID: &str = "0.9.2342.19200300.100.1.1";
const EMAIL: &str = "1.2.840.113549.1.9.1";

/// RFC 4514 §3, and those that certificates for people use beyond it.
const KEYWORDS: [(&str, &str); 20] = [
    (COMMON_NAME, "CN"),
    (ORGANIZATION, "O"),
    (ORGANIZATIONAL_UNIT, "OU"),
    (COUNTRY, "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "STREET"),
    (TITLE, "T"),
    ("2.5.4.5", "serialNumber"),
    (USER_ID, "UID"),
    (EMAIL, "emailAddress"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("2.5.4.4", "SN"),
    ("2.5.4.42", "GN"),
    ("2.5.4.43", "initials"),
    ("2.5.4.44", "generationQualifier"),
    ("2.5.4.46", "dnQualifier"),
    ("2.5.4.65", "pseudonym"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.97", "organizationIdentifier"),
];

/// Attributes in one name. Names of people stay below twenty.
const MOST_ATTRIBUTES: usize = 256;

/// A distinguished name.
///
/// `==` compares bytes; whether two names mean the same is [`Name::matches`].
#[derive(Clone, Debug)]
pub struct Name {
    der: Vec<u8>,
    relative_names: Vec<Vec<NameAttribute>>,
    prepared: Prepared,
}

/// One attribute of a name: what it is and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameAttribute {
    oid: String,
    text: Option<String>,
    pub(super) value_der: Vec<u8>,
}

impl NameAttribute {
    /// The attribute's type, dotted.
    pub fn oid(&self) -> &str {
        &self.oid
    }

    /// The attribute's type as RFC 4514 abbreviates it, where kyso knows an abbreviation.
    pub fn keyword(&self) -> Option<&'static str> {
        let found = KEYWORDS.iter().find(|(oid, _)| *oid == self.oid);
        found.map(|&(_, keyword)| keyword)
    }

    /// The tag of its value's ASN.1 type.
    #[cfg(feature = "pki")]
    pub(crate) fn string_tag(&self) -> Option<u8> {
        self.value_der.first().copied()
    }

    /// Its value, where that is text.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

impl Name {
    /// Parses a Name (RFC 5280 §4.1.2.4); nothing may follow it.
    ///
    /// # Errors
    /// Where the bytes are no Name in DER.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let relative_names =
            relative_names(der).map_err(|_| CertificateError::new(Term::NAME_CANNOT_BE_READ))?;
        Ok(Self {
            prepared: Prepared::of(&relative_names),
            der: der.to_vec(),
            relative_names,
        })
    }

    /// The name as it stands, DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// All attributes, in the order they stand.
    pub fn attributes(&self) -> impl Iterator<Item = &NameAttribute> {
        self.relative_names.iter().flatten()
    }

    /// CN; of several the most specific, which stands last.
    pub fn common_name(&self) -> Option<&str> {
        self.last(COMMON_NAME)
    }

    /// The person's office (title, T).
    pub fn title(&self) -> Option<&str> {
        self.last(TITLE)
    }

    /// O; where absent, OU.
    pub fn organization(&self) -> Option<&str> {
        self.last(ORGANIZATION)
            .or_else(|| self.last(ORGANIZATIONAL_UNIT))
    }

    /// OU.
    pub fn organizational_unit(&self) -> Option<&str> {
        self.last(ORGANIZATIONAL_UNIT)
    }

    /// C.
    pub fn country(&self) -> Option<&str> {
        self.last(COUNTRY)
    }

    /// UID: in Vietnam often the identity card's or the tax number.
    pub fn user_id(&self) -> Option<&str> {
        self.last(USER_ID)
    }

    /// emailAddress.
    pub fn email(&self) -> Option<&str> {
        self.last(EMAIL)
    }

    /// Whether both mean the same: attributes in order, text compared without regard to its
    /// ASN.1 string type, letter case and superfluous white space (RFC 5280 §7.1).
    pub fn matches(&self, other: &Self) -> bool {
        self.der == other.der || self.prepared == other.prepared
    }

    /// [`Name::matches`] against a Name in DER; bytes that are none match only themselves.
    pub(crate) fn matches_der(&self, der: &[u8]) -> bool {
        self.der == der || Self::from_der(der).is_ok_and(|other| self.matches(&other))
    }

    /// Whether no attribute is there.
    pub fn is_empty(&self) -> bool {
        self.relative_names.is_empty()
    }

    fn last(&self, oid: &str) -> Option<&str> {
        let attributes = self.relative_names.iter().rev().flatten();
        let mut of_kind = attributes.filter(|attribute| attribute.oid == oid);
        of_kind.find_map(NameAttribute::text)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Name {}

impl fmt::Display for Name {
    /// RFC 4514, most specific first. Letters of all scripts stand as they are; control
    /// characters are escaped, so that one name is one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, relative_name) in self.relative_names.iter().rev().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            for (index, attribute) in relative_name.iter().enumerate() {
                if index > 0 {
                    f.write_str("+")?;
                }
                attribute.fmt(f)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for NameAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.keyword(), &self.text) {
            (Some(keyword), Some(text)) => {
                write!(f, "{keyword}=")?;
                write_escaped(f, text)
            }
            // RFC 4514 §2.4: a type without a keyword has its value in hexadecimal.
            (keyword, _) => {
                let kind = keyword.unwrap_or(&self.oid);
                write!(f, "{kind}=#{}", hex(&self.value_der))
            }
        }
    }
}

/// RFC 4514 §2.4.
fn write_escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let last = text.chars().count().saturating_sub(1);
    for (index, character) in text.chars().enumerate() {
        let at_an_end = index == 0 || index == last;
        match character {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(f, "\\{character}")?,
            ' ' if at_an_end => f.write_str("\\ ")?,
            '#' if index == 0 => f.write_str("\\#")?,
            control if control.is_control() => {
                let mut utf8 = [0; 4];
                for byte in control.encode_utf8(&mut utf8).bytes() {
                    write!(f, "\\{byte:02X}")?;
                }
            }
            other => write!(f, "{other}")?,
        }
    }
    Ok(())
}

fn relative_names(der: &[u8]) -> Result<Vec<Vec<NameAttribute>>, Asn1Error> {
    let mut outside = Reader::new(der, Rules::Der);
    let sequence = outside.expect(Tag::SEQUENCE, Term::NAME)?;
    outside.finish()?;
    let mut sets = sequence.children()?;
    let mut names = Vec::new();
    let mut count: usize = 0;
    while let Some(set) = sets.next()? {
        if set.tag != Tag::SET {
            return Err(set.error(Term::RELATIVE_NAME_IS_EXPECTED));
        }
        let mut attributes = set.children()?;
        let mut name = vec![attribute(&attributes.any()?)?];
        while let Some(next) = attributes.next()? {
            name.push(attribute(&next)?);
        }
        count = count.saturating_add(name.len());
        if count > MOST_ATTRIBUTES {
            return Err(sets.error(Term::NAME_HAS_TOO_MANY_ATTRIBUTES));
        }
        names.push(name);
    }
    Ok(names)
}

fn attribute(sequence: &Element<'_, '_>) -> Result<NameAttribute, Asn1Error> {
    let mut parts = sequence.children()?;
    let oid = parts.any()?.oid()?;
    let value = parts.any()?;
    parts.finish()?;
    Ok(NameAttribute {
        oid,
        text: text(value.tag, value.content),
        value_der: value.raw.to_vec(),
    })
}

/// The text of a DirectoryString or one of its relatives; `None` where the value is no text.
fn text(tag: Tag, content: &[u8]) -> Option<String> {
    const UTF8: u32 = 12;
    const NUMERIC: u32 = 18;
    const PRINTABLE: u32 = 19;
    const TELETEX: u32 = 20;
    const IA5: u32 = 22;
    const VISIBLE: u32 = 26;
    const UNIVERSAL: u32 = 28;
    const BMP: u32 = 30;
    if tag.class != Class::Universal || tag.constructed {
        return None;
    }
    match tag.number {
        UTF8 => Some(String::from_utf8_lossy(content).into_owned()),
        // Producers put UTF-8 into all of these, and Latin-1 where T.61 should be.
        NUMERIC | PRINTABLE | TELETEX | IA5 | VISIBLE => Some(
            std::str::from_utf8(content)
                .map(str::to_owned)
                .unwrap_or_else(|_| content.iter().copied().map(char::from).collect()),
        ),
        BMP => {
            let units = content.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xfffd,
            });
            Some(String::from_utf16_lossy(&units.collect::<Vec<_>>()))
        }
        UNIVERSAL => {
            let characters = content.chunks(4).map(|four| match four {
                [a, b, c, d] => char::from_u32(u32::from_be_bytes([*a, *b, *c, *d])),
                _ => None,
            });
            Some(
                characters
                    .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect(),
            )
        }
        _ => None,
    }
}
