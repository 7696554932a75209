//! Names and keys in the form in which rcgen takes them.

use rcgen::{DistinguishedName, DnType, DnValue, PublicKeyData, SignatureAlgorithm, SigningKey};

use super::{PkiError, PrivateKey};
use crate::{
    SignatureScheme,
    identity::{Key, Signer},
    text::Term,
    x509::Name,
};

/// The same name for the next certificate, string types kept.
pub(super) fn copied(name: &Name) -> Result<DistinguishedName, PkiError> {
    const UNKNOWN: PkiError = PkiError::Issuer {
        what: Term::ITS_NAME_HOLDS_VALUES_OF_AN_UNUSUAL_KIND,
    };
    let mut copy = DistinguishedName::new();
    for attribute in name.attributes() {
        let arcs = attribute.oid().split('.').map(str::parse::<u64>);
        let arcs = arcs.collect::<Result<Vec<_>, _>>().map_err(|_| UNKNOWN)?;
        let text = attribute.text().ok_or(UNKNOWN)?;
        let value = match attribute.string_tag() {
            Some(0x0c) => Some(DnValue::Utf8String(text.to_owned())),
            Some(0x13) => text.try_into().ok().map(DnValue::PrintableString),
            Some(0x14) => text.try_into().ok().map(DnValue::TeletexString),
            Some(0x16) => text.try_into().ok().map(DnValue::Ia5String),
            Some(0x1e) => text.try_into().ok().map(DnValue::BmpString),
            _ => None,
        };
        copy.push(DnType::from_oid(&arcs), value.ok_or(UNKNOWN)?);
    }
    Ok(copy)
}

fn algorithm(scheme: SignatureScheme) -> Result<&'static SignatureAlgorithm, PkiError> {
    match scheme {
        SignatureScheme::RsaPkcs1Sha256 => Ok(&rcgen::PKCS_RSA_SHA256),
        SignatureScheme::EcdsaP256Sha256 => Ok(&rcgen::PKCS_ECDSA_P256_SHA256),
        SignatureScheme::EcdsaP384Sha384 => Ok(&rcgen::PKCS_ECDSA_P384_SHA384),
        SignatureScheme::Ed25519 => Ok(&rcgen::PKCS_ED25519),
        _ => Err(PkiError::Issuer {
            what: Term::ITS_KEY_IS_BOUND_TO_PSS,
        }),
    }
}

/// A key that was just generated, as rcgen wants it.
pub(super) struct OwnKey {
    key: Key,
    algorithm: &'static SignatureAlgorithm,
}

impl OwnKey {
    pub fn of(key: &PrivateKey) -> Result<Self, PkiError> {
        let key = Key::from_pkcs8(key.as_pkcs8(), &[])?;
        let algorithm = algorithm(key.default_scheme())?;
        Ok(Self { key, algorithm })
    }
}

impl PublicKeyData for OwnKey {
    fn der_bytes(&self) -> &[u8] {
        self.key.public_key()
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.algorithm
    }
}

impl SigningKey for OwnKey {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let signed = self.key.sign(message, self.key.default_scheme());
        signed.map_err(|_| rcgen::Error::RemoteKeyError)
    }
}

/// Any signer's key, as rcgen wants it.
pub(super) struct IssuerKey<'a> {
    public_key: &'a [u8],
    algorithm: &'static SignatureAlgorithm,
    signer: &'a dyn Signer,
    scheme: SignatureScheme,
}

impl<'a> IssuerKey<'a> {
    pub fn of(signer: &'a dyn Signer) -> Result<Self, PkiError> {
        let scheme = signer.default_scheme();
        Ok(Self {
            public_key: signer.certificate().subject_public_key(),
            algorithm: algorithm(scheme)?,
            signer,
            scheme,
        })
    }
}

impl PublicKeyData for IssuerKey<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.public_key
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.algorithm
    }
}

impl SigningKey for IssuerKey<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let signed = self.signer.sign(message, self.scheme);
        signed.map_err(|_| rcgen::Error::RemoteKeyError)
    }
}
