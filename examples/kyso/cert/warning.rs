//! What a clerk should notice in a certificate.

use kyso::{
    Time,
    x509::{Certificate, KeyKind},
};

/// Something to notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    Expired,
    NotYetValid,
    NotForSigning,
    WeakKey,
    WeakSignature,
    NegativeSerial,
}

impl Warning {
    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::NotForSigning => "not-for-signing",
            Self::WeakKey => "weak-key",
            Self::WeakSignature => "weak-signature",
            Self::NegativeSerial => "negative-serial",
        }
    }

    /// Vietnamese and English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Expired => ("chứng thư đã hết hạn", "it has expired"),
            Self::NotYetValid => ("chứng thư chưa có hiệu lực", "it is not valid yet"),
            Self::NotForSigning => (
                "không được dùng để ký tài liệu",
                "it must not be used to sign documents",
            ),
            Self::WeakKey => (
                "khóa quá ngắn, không an toàn",
                "its key is too short to be safe",
            ),
            Self::WeakSignature => (
                "bên cấp ký chứng thư này bằng thuật toán băm không còn an toàn",
                "its issuer signed it with a digest that is no longer safe",
            ),
            Self::NegativeSerial => (
                "số sê-ri là số âm, trái với tiêu chuẩn",
                "its serial number is negative, against the standard",
            ),
        }
    }
}

/// MD2, MD5 and SHA-1, with RSA, DSA and ECDSA.
const WEAK: [&str; 5] = [
    "1.2.840.113549.1.1.2",
    "1.2.840.113549.1.1.4",
    "1.2.840.113549.1.1.5",
    "1.2.840.10040.4.3",
    "1.2.840.10045.4.1",
];

/// All there is to notice at `now`.
pub fn of(certificate: &Certificate, now: Time) -> Vec<Warning> {
    let usage = certificate.key_usage();
    let signs = certificate.is_ca() || usage.is_none_or(|usage| usage.allows_signing());
    let is_weak_key = matches!(certificate.key_kind(), KeyKind::Rsa { bits } if bits < 2048);
    let is_negative = certificate
        .serial()
        .first()
        .is_some_and(|byte| byte & 0x80 != 0);
    let algorithm = certificate.signature_algorithm_oid();
    let is_weak = WEAK.contains(&algorithm.as_str()) && !certificate.is_self_issued();
    [
        (now > certificate.not_after(), Warning::Expired),
        (now < certificate.not_before(), Warning::NotYetValid),
        (!signs, Warning::NotForSigning),
        (is_weak_key, Warning::WeakKey),
        (is_weak, Warning::WeakSignature),
        (is_negative, Warning::NegativeSerial),
    ]
    .into_iter()
    .filter_map(|(is_so, warning)| is_so.then_some(warning))
    .collect()
}
