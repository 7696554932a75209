//! How a document is to be signed.

use crate::{Limits, SignatureScheme, Time};

/// How a document is signed.
///
/// ```
/// # let now = kyso::Time::parse("2026-11-24T09:03:04+07:00").unwrap();
/// let mut options = kyso::sign::SignOptions::at(now);
/// options.reason = Some("Ban hành".to_owned());
/// options.certify = Some(kyso::sign::Certification::FormFilling);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignOptions {
    /// The moment of signing: claimed in `/M`, and at which the certificate must be valid.
    pub time: Time,
    /// Minutes east of UTC in which `/M` is written, less than a day; +07:00 by default.
    pub offset_minutes: i16,
    /// Which rules the signature follows; PAdES by default.
    pub sub_filter: SubFilter,
    /// How the key signs; the signer's own preference where `None`.
    pub scheme: Option<SignatureScheme>,
    /// The field that holds the signature; a new one by default.
    pub field: FieldChoice,
    /// `/Reason`
    pub reason: Option<String>,
    /// `/Location`
    pub location: Option<String>,
    /// `/ContactInfo`
    pub contact: Option<String>,
    /// `/Name`; the certificate's common name where `None`.
    pub name: Option<String>,
    /// Certifies the document; only the first signature can.
    pub certify: Option<Certification>,
    /// Locks form fields against later changes.
    pub lock: Option<Lock>,
    /// The user's or the owner's password of an encrypted document.
    pub password: Option<crate::Password>,
    /// Which refusals are overridden; none by default.
    pub allow: Allow,
    /// What reading the document may cost.
    pub limits: Limits,
    /// Room for the CMS in bytes; the exact upper bound where `None`.
    pub placeholder: Option<usize>,
    /// Random bytes for initialisation vectors and `/ID`, mixed with what tells this document and
    /// moment from others. The same input, options and entropy give the same output (with a
    /// deterministic scheme); all zeros by default.
    pub entropy: [u8; 32],
}

impl SignOptions {
    /// An invisible PAdES B-B signature in a new field, made at `time`.
    pub fn at(time: Time) -> Self {
        Self {
            time,
            offset_minutes: 420,
            sub_filter: SubFilter::default(),
            scheme: None,
            field: FieldChoice::default(),
            reason: None,
            location: None,
            contact: None,
            name: None,
            certify: None,
            lock: None,
            password: None,
            allow: Allow::default(),
            limits: Limits::default(),
            placeholder: None,
            entropy: [0; 32],
        }
    }
}

/// `/SubFilter`: which rules the signature follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SubFilter {
    /// PAdES (ETSI EN 319 142-1).
    #[default]
    EtsiCadesDetached,
    /// The form before PAdES (ISO 32000-1 §12.8.3.3); written with the same attributes.
    AdbePkcs7Detached,
}

impl SubFilter {
    /// The name in the signature dictionary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EtsiCadesDetached => "ETSI.CAdES.detached",
            Self::AdbePkcs7Detached => "adbe.pkcs7.detached",
        }
    }
}

/// Which field holds the signature. Names are fully qualified (§12.7.4.2): `parent.child`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum FieldChoice {
    /// A new field with a free name (`Signature1`, `Signature2`, …).
    #[default]
    New,
    /// Fills the field of that name where it exists and is empty, else makes it.
    Named(String),
    /// Fills the field of that name, or the only empty one; never makes one.
    Existing(Option<String>),
}

/// DocMDP (§12.8.2.2): what may be done afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certification {
    /// `P` 1: nothing but validation data and document time-stamps.
    NoChanges = 1,
    /// `P` 2: also filling in forms and signing.
    FormFilling = 2,
    /// `P` 3: also annotations.
    Annotations = 3,
}

/// FieldMDP (§12.8.2.4): which fields are locked by this signature. A name locks the fields below
/// it too.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lock {
    /// Every field.
    All,
    /// The fields named.
    Include(Vec<String>),
    /// Every field but those named.
    Exclude(Vec<String>),
}

/// What a person may rightly override; each is a refusal where `false`, and a finding where
/// `true` let something pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools)]
pub struct Allow {
    /// Signing a file whose cross-reference had to be rebuilt: another reader may rebuild it
    /// differently and show something else.
    pub repair: bool,
    /// Signing against the permission bits of an encrypted document.
    pub permissions: bool,
    /// Signing with a certificate that has expired.
    pub expired: bool,
    /// Signing with a certificate that is not yet valid.
    pub not_yet_valid: bool,
    /// Signing with a key whose certificate does not say that it is for signatures.
    pub key_usage: bool,
    /// Signing a dynamic form in XFA, whose pages a viewer makes anew. (A static one is signed, with
    /// a finding.)
    pub xfa: bool,
}
