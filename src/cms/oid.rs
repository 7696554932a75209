//! Object identifiers of CMS.

pub(crate) const DATA: &str = "1.2.840.113549.1.7.1";
pub(crate) const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
pub(crate) const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
pub(crate) const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
pub(crate) const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
pub(crate) const ALGORITHM_PROTECTION: &str = "1.2.840.113549.1.9.52";
pub(crate) const SIGNING_CERTIFICATE: &str = "1.2.840.113549.1.9.16.2.12";
pub(crate) const SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";
pub(crate) const SIGNATURE_TIME_STAMP: &str = "1.2.840.113549.1.9.16.2.14";
pub(crate) const CERTIFICATE_VALUES: &str = "1.2.840.113549.1.9.16.2.23";
pub(crate) const REVOCATION_VALUES: &str = "1.2.840.113549.1.9.16.2.24";
/// adbe-revocationInfoArchival (ISO 32000-2 §12.8.3.3.2).
pub(crate) const REVOCATION_INFO_ARCHIVAL: &str = "1.2.840.113583.1.1.8";
/// id-ri-ocsp-response (RFC 5940 §2).
pub(crate) const OCSP_RESPONSE: &str = "1.3.6.1.5.5.7.16.2";
/// id-ct-TSTInfo (RFC 3161 §2.4.2).
pub(crate) const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
