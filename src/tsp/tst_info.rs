//! TSTInfo (RFC 3161 §2.4.2).

use crate::{
    Time,
    asn1::{Asn1Error, Element, Reader, Rules, Tag},
    crypto::{DigestAlgorithm, digest_of_identifier},
    text::Term,
};

/// What a time-stamping authority signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TstInfo {
    /// Dotted OID of the authority's policy.
    pub policy: String,
    /// Dotted OID of the digest of the imprint.
    pub imprint_oid: String,
    pub imprint_algorithm: Option<DigestAlgorithm>,
    pub imprint: Vec<u8>,
    /// Content bytes of the INTEGER.
    pub serial: Vec<u8>,
    /// The moment of the stamp; fractions of a second are dropped.
    pub gen_time: Time,
}

impl TstInfo {
    /// Reads a TSTInfo in DER; BER, which §2.4.2 does not allow, is refused.
    pub fn from_der(der: &[u8]) -> Result<Self, Asn1Error> {
        let mut outer = Reader::new(der, Rules::Der);
        let info = outer.expect(Tag::SEQUENCE, Term::TSTINFO_IS_EXPECTED)?;
        outer.finish()?;
        Self::from_element(&info)
    }

    /// The optional fields behind genTime are read over: none of them changes what is proven.
    fn from_element(info: &Element<'_, '_>) -> Result<Self, Asn1Error> {
        let mut fields = info.children()?;
        let version = fields.any()?;
        if version.small()? != 1 {
            return Err(version.error(Term::VERSION_OTHER_THAN_1));
        }
        let policy = fields.any()?.oid()?;
        let mut imprint = fields
            .expect(Tag::SEQUENCE, Term::MESSAGE_IMPRINT_IS_EXPECTED)?
            .children()?;
        let (imprint_oid, imprint_algorithm) = digest_of_identifier(&imprint.any()?)?;
        let hashed = imprint.expect(Tag::OCTET_STRING, Term::HASHED_MESSAGE_IS_EXPECTED)?;
        imprint.finish()?;
        let serial = fields.any()?.integer()?.to_vec();
        let gen_time = fields.expect(Tag::GENERALIZED_TIME, Term::GENTIME_IS_EXPECTED)?;
        while fields.next()?.is_some() {}
        Ok(Self {
            policy,
            imprint_oid,
            imprint_algorithm,
            imprint: hashed.content.to_vec(),
            serial,
            gen_time: gen_time.time()?,
        })
    }
}
