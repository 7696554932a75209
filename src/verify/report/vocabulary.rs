//! The words of the report: each a value that programs hold on to.

use std::fmt;

use crate::verify::{Revocation, Scope};

/// The document's verdict: the worst of its signatures'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Every signature is good.
    Passed,
    /// At least one signature, or what came after it, is bad.
    Failed,
    /// None is bad, and at least one leaves a doubt.
    Indeterminate,
    /// There is no signature.
    Unsigned,
    /// The file could not be read.
    Unreadable,
}

/// What kind of signature a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureKind {
    /// Of a person or an organisation.
    Signature,
    /// Of a time-stamping authority, over the document.
    DocumentTimestamp,
}

/// PAdES baseline levels (EN 319 142-1 clause 6): what is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// A signature.
    BB,
    /// With a time-stamp.
    BT,
    /// With certificates and revocation data.
    BLt,
    /// With a document time-stamp over these.
    BLta,
}

/// Whether the signed bytes are those that were signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Integrity {
    /// They are.
    Intact,
    /// They are not, or the signature has no form.
    Broken,
    /// Nothing could be said, for want of a certificate or an algorithm.
    Unchecked,
}

/// Which bytes the signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Coverage {
    /// Up to the last byte of the file.
    Document,
    /// Exactly up to the end of an earlier revision.
    Revision,
    /// Some byte of its own revision is left out.
    Partial,
    /// The structure does not let one say.
    Unclear,
}

/// What was done after the signature's revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Changes {
    /// Nothing.
    None,
    /// A rule allows each of them.
    Permitted,
    /// Comparing would have cost too much.
    Unchecked,
    /// Not understood.
    Suspicious,
    /// Understood, and not allowed.
    Forbidden,
}

/// Whether the signer's certificate leads to an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Chain {
    /// It does.
    Trusted,
    /// It does not.
    Untrusted,
    /// Nobody asked.
    Unchecked,
}

/// The three words of EN 319 102-1, 5.1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Indication {
    /// Everything that was asked is in order.
    TotalPassed,
    /// Something is certainly wrong.
    TotalFailed,
    /// Something is missing or doubtful.
    Indeterminate,
}

/// Those sub-indications of EN 319 102-1, Table 6, that kyso gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SubIndication {
    /// Too far from the form for the cryptographic check; or forbidden changes (ours).
    FormatFailure,
    /// The digest differs.
    HashFailure,
    /// The signature value does not fit.
    SigCryptoFailure,
    /// No certificate, or not the one that is meant.
    NoSigningCertificateFound,
    /// No chain to an anchor.
    NoCertificateChainFound,
    /// The chain breaks RFC 5280.
    CertificateChainGeneralFailure,
    /// The certificate is not meant for this.
    ChainConstraintsFailure,
    /// Outside the certificate's period, and nothing proves when it was signed.
    OutOfBoundsNoPoe,
    /// An algorithm or a key is too weak today, and nothing proves when it was used.
    CryptoConstraintsFailureNoPoe,
    /// No revocation data.
    TryLater,
    /// A reason of kyso's own: see the checks.
    Custom,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckResult {
    /// In order.
    Ok,
    /// Not in order.
    Fail,
    /// Worth a note; breaks nothing.
    Warn,
    /// Not asked, or no answer.
    Unchecked,
}

/// Each word is written once: what programs compare, what is shown, and what stands in JSON.
macro_rules! shown_as {
    ($kind:ty { $($variant:ident => $word:literal),* $(,)? }) => {
        impl $kind {
            /// The word of the report.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
        #[cfg(feature = "serde")]
        impl serde::Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

shown_as!(Scope { Full => "full", Integrity => "integrity" });
shown_as!(Revocation { Require => "require", Prefer => "prefer", None => "none" });
shown_as!(Verdict {
    Passed => "passed",
    Failed => "failed",
    Indeterminate => "indeterminate",
    Unsigned => "unsigned",
    Unreadable => "unreadable",
});
shown_as!(SignatureKind {
    Signature => "signature",
    DocumentTimestamp => "document-timestamp",
});
shown_as!(Level { BB => "B-B", BT => "B-T", BLt => "B-LT", BLta => "B-LTA" });
shown_as!(Integrity { Intact => "intact", Broken => "broken", Unchecked => "unchecked" });
shown_as!(Coverage {
    Document => "document",
    Revision => "revision",
    Partial => "partial",
    Unclear => "unclear",
});
shown_as!(Changes {
    None => "none",
    Permitted => "permitted",
    Unchecked => "unchecked",
    Suspicious => "suspicious",
    Forbidden => "forbidden",
});
shown_as!(Chain {
    Trusted => "trusted",
    Untrusted => "untrusted",
    Unchecked => "unchecked",
});
shown_as!(Indication {
    TotalPassed => "TOTAL-PASSED",
    TotalFailed => "TOTAL-FAILED",
    Indeterminate => "INDETERMINATE",
});
shown_as!(SubIndication {
    FormatFailure => "FORMAT_FAILURE",
    HashFailure => "HASH_FAILURE",
    SigCryptoFailure => "SIG_CRYPTO_FAILURE",
    NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
    NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
    CertificateChainGeneralFailure => "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
    OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
    CryptoConstraintsFailureNoPoe => "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
    TryLater => "TRY_LATER",
    Custom => "CUSTOM",
});
shown_as!(CheckResult { Ok => "ok", Fail => "fail", Warn => "warn", Unchecked => "unchecked" });
