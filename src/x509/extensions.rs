//! The extensions that kyso looks at, out of the wild into plain values.

use x509_parser::{
    certificate::X509Certificate,
    extensions::{
        AccessDescription, CRLDistributionPoint, DistributionPointName, GeneralName,
        KeyUsage as UsageBits, ParsedExtension, X509Extension,
    },
};

use super::{CertificateError, KeyUsage};
use crate::{
    asn1::{Asn1Error, Reader, Rules, Tag},
    text::Term,
};

/// What the extensions say. Empty where there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Extensions {
    pub key_usage: Option<KeyUsage>,
    pub extended_key_usage: Option<Vec<String>>,
    pub has_basic_constraints: bool,
    pub is_ca: bool,
    pub path_len: Option<u32>,
    pub subject_key_identifier: Option<Vec<u8>>,
    pub authority_key_identifier: Option<Vec<u8>>,
    pub policies: Vec<String>,
    pub emails: Vec<String>,
    pub crl_urls: Vec<String>,
    pub ocsp_urls: Vec<String>,
    pub issuer_urls: Vec<String>,
    pub critical: Vec<String>,
    /// Name constraints and policy constraints, critical or not: nothing here checks them yet.
    pub constraining: Vec<String>,
    /// Critical, and of a known kind, but not to be read.
    pub unreadable_critical: Vec<String>,
}

/// The extensions on which a path's validity hangs: unreadable ones refuse the certificate.
const DECISIVE: [&str; 3] = ["2.5.29.15", "2.5.29.19", "2.5.29.37"];

const CONSTRAINING: [&str; 2] = ["2.5.29.30", "2.5.29.36"];

const CA_ISSUERS: &str = "1.3.6.1.5.5.7.48.2";
const OCSP: &str = "1.3.6.1.5.5.7.48.1";

/// Reads the extensions. One that stands twice is refused (RFC 5280 §4.2): which one counts is
/// anybody's guess.
pub(super) fn read(certificate: &X509Certificate<'_>) -> Result<Extensions, CertificateError> {
    let mut found = Extensions::default();
    let mut seen: Vec<String> = Vec::new();
    for extension in certificate.extensions() {
        let oid = extension.oid.to_id_string();
        if seen.contains(&oid) {
            return Err(CertificateError::new(Term::EXTENSION_STANDS_TWICE));
        }
        if extension.critical {
            found.critical.push(oid.clone());
        }
        if CONSTRAINING.contains(&oid.as_str()) {
            found.constraining.push(oid.clone());
        }
        if extension.parsed_extension().error().is_some() {
            if DECISIVE.contains(&oid.as_str()) {
                return Err(CertificateError::new(Term::EXTENSION_CANNOT_BE_READ));
            }
            if extension.critical {
                found.unreadable_critical.push(oid.clone());
            }
        }
        found.take(extension)?;
        seen.push(oid);
    }
    Ok(found)
}

impl Extensions {
    fn take(&mut self, extension: &X509Extension<'_>) -> Result<(), CertificateError> {
        match extension.parsed_extension() {
            ParsedExtension::KeyUsage(usage) => {
                self.key_usage = Some(key_usage(usage));
            }
            ParsedExtension::ExtendedKeyUsage(_) => {
                let purposes = purposes(extension.value)
                    .map_err(|_| CertificateError::new(Term::EXTENSION_CANNOT_BE_READ))?;
                self.extended_key_usage = Some(purposes);
            }
            ParsedExtension::BasicConstraints(constraints) => {
                self.has_basic_constraints = true;
                self.is_ca = constraints.ca;
                self.path_len = constraints.path_len_constraint;
            }
            ParsedExtension::SubjectKeyIdentifier(identifier) => {
                self.subject_key_identifier = Some(identifier.0.to_vec());
            }
            ParsedExtension::AuthorityKeyIdentifier(identifier) => {
                let identifier = identifier.key_identifier.as_ref();
                self.authority_key_identifier = identifier.map(|identifier| identifier.0.to_vec());
            }
            ParsedExtension::CertificatePolicies(policies) => {
                let oids = policies.iter().map(|one| one.policy_id.to_id_string());
                self.policies = oids.collect();
            }
            ParsedExtension::SubjectAlternativeName(names) => {
                self.emails = names.general_names.iter().filter_map(email).collect();
            }
            ParsedExtension::CRLDistributionPoints(points) => {
                self.crl_urls = points.iter().flat_map(full_names).filter_map(url).collect();
            }
            ParsedExtension::AuthorityInfoAccess(access) => {
                access
                    .accessdescs
                    .iter()
                    .for_each(|one| self.take_access(one));
            }
            _ => {}
        }
        Ok(())
    }

    fn take_access(&mut self, description: &AccessDescription<'_>) {
        let list = match description.access_method.to_id_string().as_str() {
            OCSP => &mut self.ocsp_urls,
            CA_ISSUERS => &mut self.issuer_urls,
            _ => return,
        };
        list.extend(url(&description.access_location));
    }
}

fn full_names<'p>(point: &'p CRLDistributionPoint<'_>) -> &'p [GeneralName<'p>] {
    match &point.distribution_point {
        Some(DistributionPointName::FullName(names)) => names,
        _ => &[],
    }
}

fn key_usage(bits: &UsageBits) -> KeyUsage {
    KeyUsage {
        digital_signature: bits.digital_signature(),
        non_repudiation: bits.non_repudiation(),
        key_encipherment: bits.key_encipherment(),
        data_encipherment: bits.data_encipherment(),
        key_agreement: bits.key_agreement(),
        key_cert_sign: bits.key_cert_sign(),
        crl_sign: bits.crl_sign(),
    }
}

/// The purposes in the order they stand, known or not; there is at least one (§4.2.1.12).
fn purposes(value: &[u8]) -> Result<Vec<String>, Asn1Error> {
    let mut outside = Reader::new(value, Rules::Der);
    let mut walk = outside.expect(Tag::SEQUENCE, Term::PURPOSES)?.children()?;
    outside.finish()?;
    let mut oids = vec![walk.any()?.oid()?];
    while let Some(purpose) = walk.next()? {
        oids.push(purpose.oid()?);
    }
    Ok(oids)
}

fn email(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::RFC822Name(address) => Some((*address).to_owned()),
        _ => None,
    }
}

fn url(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::URI(url) => Some((*url).to_owned()),
        _ => None,
    }
}
