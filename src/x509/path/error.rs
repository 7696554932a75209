//! Why no path is good.

use crate::{LimitExceeded, Time, text::Phrase};

/// Why no path leads from a certificate to an anchor; the most telling reason met.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// Neither the anchors nor the other certificates hold an issuer.
    #[error("no issuer of {subject} is known")]
    NoIssuer {
        /// The certificate at which the search ended.
        subject: String,
    },
    /// A certificate's period does not include the time in question.
    #[error("{subject} is not valid at {at}: {not_before} to {not_after}")]
    OutOfPeriod {
        /// The certificate.
        subject: String,
        /// The time in question.
        at: Time,
        /// The first second of its period.
        not_before: Time,
        /// The last.
        not_after: Time,
        /// Whether it is the end entity's: all else holds then.
        end_entity: bool,
    },
    /// Its issuer's key did not make the signature.
    #[error("the signature on {subject} does not fit its issuer's key")]
    BadSignature {
        /// The certificate.
        subject: String,
    },
    /// It signed a certificate and may not.
    #[error("{subject} is no certification authority, or may not sign certificates")]
    NotACa {
        /// The certificate that signed.
        subject: String,
    },
    /// More authorities follow than one allows.
    #[error("the path below {subject} is longer than it allows")]
    PathLength {
        /// The authority whose bound is broken.
        subject: String,
    },
    /// It asks for a check that kyso does not know.
    #[error("{subject} has a critical extension that kyso does not know: {oid}")]
    CriticalExtension {
        /// The certificate.
        subject: String,
        /// The extension, dotted.
        oid: String,
    },
    /// Its signature is of a kind that this build cannot check.
    #[error("{subject} is signed with {algorithm}, which is not supported")]
    UnsupportedAlgorithm {
        /// The certificate.
        subject: String,
        /// The algorithm, dotted.
        algorithm: String,
    },
    /// A signature of the path, or the key it is under, can be forged today.
    #[error("{subject} is signed with {algorithm}, which is too weak")]
    WeakAlgorithm {
        /// The certificate whose signature proves nothing.
        subject: String,
        /// What is weak about it: `SHA-1`, `RSA-1024`, `DSA`.
        algorithm: String,
    },
    /// The end entity's key is for other things than signatures.
    #[error("key usage of {subject} allows no signatures")]
    KeyUsage {
        /// The certificate.
        subject: String,
    },
    /// The search would cost more than the limits allow.
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
}

impl PathError {
    /// The same in both languages.
    pub(crate) fn phrase(&self) -> Phrase {
        let vietnamese = match self {
            Self::NoIssuer { subject } => format!("không biết nơi cấp của {subject}"),
            Self::OutOfPeriod {
                subject,
                at,
                not_before,
                not_after,
                ..
            } => format!("{subject} không có hiệu lực lúc {at}: từ {not_before} đến {not_after}"),
            Self::BadSignature { subject } => {
                format!("chữ ký trên {subject} không khớp với khóa của nơi cấp")
            }
            Self::NotACa { subject } => {
                format!("{subject} không phải là tổ chức chứng thực hoặc không được ký chứng thư")
            }
            Self::PathLength { subject } => {
                format!("chuỗi chứng thư dưới {subject} dài hơn mức cho phép")
            }
            Self::CriticalExtension { subject, oid } => {
                format!("{subject} có phần mở rộng bắt buộc mà kyso không biết: {oid}")
            }
            Self::UnsupportedAlgorithm { subject, algorithm } => {
                format!("{subject} được ký bằng {algorithm}, loại không được hỗ trợ")
            }
            Self::WeakAlgorithm { subject, algorithm } => {
                format!("{subject} được ký bằng {algorithm}, loại đã quá yếu")
            }
            Self::KeyUsage { subject } => {
                format!("mục đích sử dụng khóa của {subject} không cho phép ký")
            }
            Self::Limit(exceeded) => format!("vượt quá giới hạn `{}`", exceeded.limit),
        };
        Phrase::new(vietnamese, self.to_string())
    }

    /// How much an error tells; the greater is kept. The further a path came, the more it tells,
    /// and the end entity's own period comes last (EN 319 102-1 §5.2.6.4 7).
    pub(super) fn weight(&self) -> u8 {
        match self {
            Self::NoIssuer { .. } => 0,
            Self::UnsupportedAlgorithm { .. } => 1,
            Self::BadSignature { .. } => 2,
            Self::CriticalExtension { .. } => 3,
            Self::NotACa { .. } | Self::PathLength { .. } => 4,
            Self::OutOfPeriod {
                end_entity: false, ..
            } => 5,
            Self::KeyUsage { .. } => 6,
            Self::WeakAlgorithm { .. } => 7,
            Self::OutOfPeriod {
                end_entity: true, ..
            } => 8,
            Self::Limit(_) => 9,
        }
    }
}
