//! What a key may be used for, by name and in words.

use kyso::x509::{Certificate, KeyKind};

/// A use: its name in the standard, in Vietnamese, in English.
pub type Use = (&'static str, &'static str, &'static str);

/// The bits of KeyUsage that are set.
pub fn key_usage(certificate: &Certificate) -> Vec<Use> {
    let Some(usage) = certificate.key_usage() else {
        return Vec::new();
    };
    let all: [(bool, Use); 7] = [
        (
            usage.digital_signature,
            ("digitalSignature", "ký số", "signatures"),
        ),
        (
            usage.non_repudiation,
            (
                "nonRepudiation",
                "ký chịu trách nhiệm (chống chối bỏ)",
                "signatures that commit (non-repudiation)",
            ),
        ),
        (
            usage.key_encipherment,
            ("keyEncipherment", "mã hóa khóa", "encrypting keys"),
        ),
        (
            usage.data_encipherment,
            ("dataEncipherment", "mã hóa dữ liệu", "encrypting data"),
        ),
        (
            usage.key_agreement,
            ("keyAgreement", "thỏa thuận khóa", "agreeing on keys"),
        ),
        (
            usage.key_cert_sign,
            ("keyCertSign", "cấp chứng thư", "issuing certificates"),
        ),
        (
            usage.crl_sign,
            (
                "cRLSign",
                "ký danh sách thu hồi",
                "signing revocation lists",
            ),
        ),
    ];
    let set = all.into_iter().filter(|(is_set, _)| *is_set);
    set.map(|(_, name)| name).collect()
}

/// A purpose of ExtendedKeyUsage in words; `None` where kyso has none.
pub fn extended(oid: &str) -> Option<(&'static str, &'static str)> {
    Some(match oid {
        "1.3.6.1.5.5.7.3.1" => ("máy chủ TLS", "TLS servers"),
        "1.3.6.1.5.5.7.3.2" => ("đăng nhập, máy khách TLS", "log-in, TLS clients"),
        "1.3.6.1.5.5.7.3.3" => ("ký phần mềm", "signing software"),
        "1.3.6.1.5.5.7.3.4" => ("bảo vệ thư điện tử", "protecting e-mail"),
        "1.3.6.1.5.5.7.3.8" => ("cấp dấu thời gian", "time-stamps"),
        "1.3.6.1.5.5.7.3.9" => ("trả lời OCSP", "OCSP answers"),
        "1.3.6.1.5.5.7.3.36" | "1.3.6.1.4.1.311.10.3.12" | "1.2.840.113583.1.1.5" => {
            ("ký tài liệu", "signing documents")
        }
        "1.3.6.1.4.1.311.20.2.2" => ("đăng nhập bằng thẻ", "smart-card log-in"),
        "2.5.29.37.0" => ("mọi mục đích", "any purpose"),
        _ => return None,
    })
}

/// The kind of key, as people call it.
pub fn key(certificate: &Certificate) -> String {
    match certificate.key_kind() {
        KeyKind::Rsa { bits } => format!("RSA {bits} bit"),
        KeyKind::EcP256 => "ECDSA P-256".to_owned(),
        KeyKind::EcP384 => "ECDSA P-384".to_owned(),
        KeyKind::EcP521 => "ECDSA P-521".to_owned(),
        KeyKind::Ed25519 => "Ed25519".to_owned(),
        _ => "?".to_owned(),
    }
}
